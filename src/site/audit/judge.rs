//! What becomes of one number: matched by a value its words name, derived from two of them,
//! contradicted by the value they name, or unverified.

use std::collections::BTreeSet;

use crate::site::audit::context::{Call, Context, PageContext, call};
use crate::site::audit::index::{Candidate, Index};
use crate::site::audit::scan::{Bound, Literal, Measure};
use crate::site::audit::words::Name;

/// What a number is.
#[derive(Clone, Debug)]
pub enum Verdict<'a> {
    /// Equal to values its words name.
    Matched(Vec<&'a Candidate>),
    /// A difference, a rate of growth or a sum of values its words name.
    Derived,
    /// Its words name another value.
    Contradicted(&'a Candidate),
    /// Nothing is known of it; the nearest values its words name.
    Unverified(Vec<&'a Candidate>),
}

/// How much of a title has to be said.
const TOPIC: f64 = 0.4;
/// How much of a row's description has to be said.
const ABOUT: f64 = 0.5;

/// A number with the words around it.
#[derive(Debug)]
pub struct Question<'a> {
    pub index: &'a Index,
    pub page: &'a PageContext,
    pub context: &'a Context,
    pub text: &'a str,
    pub literal: &'a Literal,
}

impl<'a> Question<'a> {
    /// Judges the number.
    pub fn judge(&self) -> Verdict<'a> {
        let named = self.named();
        let matched: Vec<&Candidate> = named.iter().copied().filter(|it| self.is_meant(it) && self.fits(it)).collect();
        if !matched.is_empty() {
            return Verdict::Matched(matched);
        }
        if self.is_derived(&named) {
            return Verdict::Derived;
        }
        let near: Vec<&Candidate> = named.iter().copied().filter(|it| self.is_of_time(it) && self.has_unit(it)).collect();
        if let Some(other) = near.iter().find(|it| self.is_contradicted_by(it)) {
            return Verdict::Contradicted(other);
        }
        Verdict::Unverified(self.nearest(near))
    }

    /// The values whose names and topic the words say.
    fn named(&self) -> Vec<&'a Candidate> {
        let all = self.index.named(&self.context.names).into_iter();
        let tables = &self.page.tables;
        all.filter(|it| tables.is_empty() || tables.contains(&it.table)).filter(|it| self.is_topic(it)).collect()
    }

    fn is_topic(&self, it: &Candidate) -> bool {
        let said = |topic: usize| self.index.topics.said(topic, &self.context.near, &self.context.far);
        let is_quoted = it.codes.iter().all(|code| self.page.codes.contains(code) || self.context.names.contains(code));
        let is_described = it.about.is_some_and(|about| said(about) >= ABOUT);
        if !is_quoted && !is_described {
            return false;
        }
        let is_kind = it.binding.starts_with("count(") && it.names.iter().any(|it| self.context.near_names.contains(it));
        is_kind || (!it.codes.is_empty() && is_described) || it.topic.is_some_and(|topic| said(topic) >= TOPIC)
    }

    /// Whether it can be meant here: of the time spoken of, and not said already.
    fn is_meant(&self, it: &Candidate) -> bool {
        self.is_of_time(it) && self.has_unit(it) && !self.context.used.iter().any(|used| self.is_same(used, it))
    }

    fn is_of_time(&self, it: &Candidate) -> bool {
        let Some(year) = it.year else { return true };
        let years = &self.context.years;
        let before = self.context.is_before && (years.contains(&(year + 1)) || years.is_empty());
        years.contains(&year) || before || (years.is_empty() && it.is_latest)
    }

    /// Whether an expression of the sentence gives this value.
    fn is_same(&self, used: &Call, it: &Candidate) -> bool {
        let own = call(&it.binding);
        let is_time = used.years.is_empty() && it.is_latest || used.years.is_subset(&own.years) && !used.years.is_empty();
        used.head == own.head && used.texts == own.texts && (own.years.is_empty() || is_time) && it.goal.is_none()
    }

    fn has_unit(&self, it: &Candidate) -> bool {
        has_unit(&self.literal.unit, &it.unit)
    }

    fn fits(&self, it: &Candidate) -> bool {
        let x = self.literal;
        let is_goal = it.goal.is_some();
        let same = close(x.value, it.value, x.step);
        let by = it.value - x.value;
        let within = |by: f64| by > -1e-9 * x.value.abs() && by < x.coarse * (1.0 - 1e-9);
        match x.bound {
            Bound::Exact => same,
            // A target has to be stated on its own side.
            Bound::AtLeast | Bound::Above if is_goal => same && it.goal != Some(Bound::AtMost),
            Bound::AtMost | Bound::Below if is_goal => same && it.goal != Some(Bound::AtLeast),
            Bound::AtLeast | Bound::Over => within(by),
            Bound::Above => within(by) && by > 0.0,
            Bound::AtMost | Bound::Nearly => within(-by),
            Bound::Below => within(-by) && by < 0.0,
            Bound::About => by.abs() <= x.coarse / 2.0,
        }
    }

    /// A difference, growth or sum of two values, if words of change or of a sum stand by.
    fn is_derived(&self, named: &[&Candidate]) -> bool {
        let before = last(&self.text[..self.literal.span.start], 14);
        let is_change = self.literal.unit == Measure::Points || CHANGES.iter().any(|it| before.contains(it));
        let is_sum = SUMS.iter().any(|it| before.contains(it));
        if !is_change && !is_sum {
            return false;
        }
        let x = self.literal;
        let pairs = named.iter().enumerate().flat_map(|(at, a)| named[at + 1..].iter().map(move |b| (*a, *b)));
        let mut related = pairs.filter(|(a, b)| a.series == b.series && self.is_comparable(a, b));
        related.any(|(a, b)| {
            let (difference, growth) = ((a.value - b.value).abs(), growth(a, b).map_or(f64::NAN, f64::abs));
            let size = x.value.abs();
            match &x.unit {
                Measure::Points => is_change && close(size, difference, x.step),
                Measure::Percent => is_change && &*a.unit != "%" && close(size, growth, x.step),
                Measure::Words(_) => {
                    (is_change && close(size, difference, x.step)) || (is_sum && close(size, a.value + b.value, x.step))
                }
            }
        })
    }

    /// Two values of a metric that a sentence compares: of the same members at two times that are spoken
    /// of, of two members at one time, or a value and its target.
    fn is_comparable(&self, a: &Candidate, b: &Candidate) -> bool {
        let is_spoken = |it: &Candidate| {
            let years = &self.context.years;
            it.is_latest || it.year.is_none_or(|year| years.contains(&year) || years.contains(&(year + 1)) || years.is_empty())
        };
        let units = has_unit(&self.literal.unit, &a.unit) || matches!(self.literal.unit, Measure::Points | Measure::Percent);
        units && is_spoken(a) && is_spoken(b) && (a.names == b.names || a.year == b.year || a.goal.is_some() != b.goal.is_some())
    }

    /// The words right before the number are a metric's title, whose value here is another.
    fn is_contradicted_by(&self, it: &Candidate) -> bool {
        if it.goal.is_some() || self.literal.bound != Bound::Exact || it.binding.starts_with("cell(") {
            return false;
        }
        let before = last(&self.text[..self.literal.span.start], 12 + it.title.chars().count());
        let Some(rest) = before.rfind(&*it.title).map(|at| &before[at + it.title.len()..]) else { return false };
        let is_direct = rest.chars().count() <= 8 && !rest.contains(['，', '。', '；', '、', ',', ';', crate::content::FIGURE]);
        let is_other = CHANGES.iter().chain(&["目标", "要求", "标准", "由", "从"]).any(|it| rest.contains(it));
        is_direct && !is_other && self.is_member_meant(it) && !it.unit.is_empty() && !self.fits(it)
    }

    /// The clause names these members of the metric and no others; a value for all members is meant only
    /// where nothing before has named one.
    fn is_member_meant(&self, it: &Candidate) -> bool {
        let names = &self.index.names;
        let before = &self.text[..self.literal.span.start];
        let clause = &before[before.rfind(['，', '。', '；', '：', '、', ',', ';']).unwrap_or(0)..];
        let said = names.said(&clause.replace(&*it.title, ""));
        let is_member = |said: &BTreeSet<Name>| {
            let others = self.index.named(said).into_iter().filter(|other| other.series == it.series);
            others.map(|other| other.names.len()).max().unwrap_or(0)
        };
        if it.names.is_empty() {
            let whole = ["全市", "全省", "全国", "全县", "全区", "全州"].iter().any(|it| clause.contains(it));
            return if whole { is_member(&said) == 0 } else { is_member(&self.context.names) == 0 };
        }
        it.names.iter().all(|name| said.contains(name)) && is_member(&said) == it.names.len()
    }

    fn nearest(&self, mut near: Vec<&'a Candidate>) -> Vec<&'a Candidate> {
        near.retain(|it| !it.binding.is_empty());
        let by = |it: &Candidate| (it.value - self.literal.value).abs() / self.literal.value.abs().max(1.0);
        near.sort_by(|a, b| by(a).total_cmp(&by(b)).then_with(|| a.binding.cmp(&b.binding)));
        near.truncate(3);
        near
    }
}

/// Words that say a number is a change or a distance.
const CHANGES: [&str; 28] = [
    "提高", "上升", "增长", "增加", "下降", "减少", "降低", "缩短", "高于", "低于", "相差", "差距", "超出", "多出", "少", "多",
    "回落", "扩大", "缩小", "比上年", "up ", "down ", "rose", "fell", "above", "below", "increase", "decrease",
];
/// Words that say a number is a sum.
const SUMS: [&str; 8] = ["合计", "共", "总计", "累计", "之和", "总", "total", "altogether"];

/// Words up to a number of characters at the end of a text, none beyond a mark of punctuation.
fn last(text: &str, n: usize) -> &str {
    let from = text.char_indices().rev().nth(n.saturating_sub(1)).map_or(0, |it| it.0);
    let text = &text[from..];
    let cut = text.rfind(['。', '；', '！', '？']).map_or(0, |at| at + '。'.len_utf8());
    &text[cut..]
}

fn close(x: f64, value: f64, step: f64) -> bool {
    (x - value).abs() <= step / 2.0 * (1.0 + 1e-9) + value.abs() * 1e-12
}

fn growth(a: &Candidate, b: &Candidate) -> Option<f64> {
    let (from, to) = if a.year < b.year { (a.value, b.value) } else { (b.value, a.value) };
    (from > 0.0).then(|| (to / from - 1.0) * 100.0)
}

const PEOPLE: [&str; 4] = ["人", "名", "位", "员"];
const THINGS: [&str; 21] = [
    "个", "项", "所", "家", "处", "件", "起", "条", "种", "份", "户", "宗", "类", "支", "座", "辆", "台", "套", "张", "间", "县",
];
const TIMES: [&str; 10] = ["年", "个月", "天", "日", "工作日", "小时", "分钟", "秒", "周", "周岁"];
const OTHERS: [&str; 5] = ["次", "元", "发", "平方米", "公里"];

/// Whether what stands behind a number can be a unit; where one of both has none, nothing is against it.
fn has_unit(measure: &Measure, unit: &str) -> bool {
    let is_percent = unit.starts_with(['%', '％']);
    match measure {
        Measure::Points => unit.contains("百分点") || unit.contains("point"),
        Measure::Percent => is_percent,
        Measure::Words(words) if is_percent => words.is_empty(),
        Measure::Words(words) => {
            let unit = unit.split('/').next().unwrap_or_default();
            let class = |word: &str| class(word);
            words.is_empty() || unit.is_empty() || words.starts_with(unit) || match (class(words), class(unit)) {
                (Some(a), Some(b)) => a == b,
                (None, _) => !words.is_ascii() || unit.is_ascii(),
                (Some(_), None) => false,
            }
        }
    }
}

/// What kind of measure word a text begins with.
fn class(words: &str) -> Option<usize> {
    let words = words.strip_prefix('个').filter(|it| TIMES.iter().any(|time| it.starts_with(time))).unwrap_or(words);
    let exact = |list: &[&str]| list.iter().position(|it| words.starts_with(it));
    let time = TIMES.iter().filter(|it| words.starts_with(**it)).max_by_key(|it| it.len());
    if let Some(time) = time {
        return TIMES.iter().position(|it| it == time).map(|it| 10 + it);
    }
    exact(&PEOPLE).map(|_| 0).or_else(|| exact(&THINGS).map(|_| 1)).or_else(|| exact(&OTHERS).map(|it| 30 + it))
}
