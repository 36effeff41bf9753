//! What the words around a number refer to: which names, years and topics.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::columns::calendar_year;
use crate::index::Index;
use crate::words::{NameId, Token, tokenize_text};
use gongbao_content::{FIGURE_STAND_IN, Passage, PassageKind};
use gongbao_metrics::Metrics;

/// What a whole page speaks of.
#[derive(Debug, Default)]
pub(crate) struct PageContext {
    pub title: String,
    /// The headings a passage stands under.
    headings: Vec<(u8, String)>,
    /// Codes that expressions and settings of the page name.
    pub codes: BTreeSet<NameId>,
    /// Numbers of the tables it names under `about`; empty for all.
    pub tables: Vec<usize>,
}

/// What the words around a number speak of.
#[derive(Debug)]
pub(crate) struct Context {
    /// How much of each title is said.
    pub topics: BTreeMap<usize, (f64, f64)>,
    /// The names said, and how close by.
    pub names: BTreeMap<NameId, f64>,
    /// The clause the number stands in, with the heads of a cell.
    pub clause: String,
    /// Whether a target is spoken of.
    pub is_goal: bool,
    /// Years a value here may be of.
    pub times: BTreeSet<i32>,
    /// Years spoken of.
    pub years: BTreeSet<i32>,
    /// Whether the latest year may be meant: no year is said nearby.
    pub is_latest: bool,
    /// Whether the year before is spoken of.
    pub is_before: bool,
    /// Expressions of the sentence: what they call and name.
    pub used: Vec<Call>,
}

/// What an expression calls, its texts and its years.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    pub head: String,
    /// Whether it asks for a change, a target or a status, not for the value itself.
    pub is_about: bool,
    /// Whether it is of the time before the latest.
    pub is_previous: bool,
    pub texts: BTreeSet<String>,
    pub years: BTreeSet<i32>,
}

impl PageContext {
    /// A page of which nothing has been read yet.
    pub(crate) fn new(codes: BTreeSet<NameId>, tables: Vec<usize>) -> PageContext {
        PageContext {
            codes,
            tables,
            ..PageContext::default()
        }
    }

    /// Takes a passage into account for those behind it.
    pub(crate) fn pass(&mut self, passage: &Passage) {
        match passage.part {
            PassageKind::Title => self.title.clone_from(&passage.text),
            PassageKind::Heading(level) => {
                self.headings.retain(|it| it.0 < level);
                self.headings.push((level, passage.text.clone()));
            }
            PassageKind::Summary | PassageKind::Text | PassageKind::Cell | PassageKind::Caption => {
            }
        }
    }

    /// What a passage and the headings above it speak of.
    pub(crate) fn wide<'p>(&self, index: &Index, passage: &'p Passage) -> PassageContext<'p> {
        let headings: Vec<&str> = self.headings.iter().map(|it| it.1.as_str()).collect();
        let far = format!("{}\n{}", headings.join("\n"), self.title);
        let (mut words, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (text, word, name) in [(&passage.text, 0.3, 0.2), (&far, 0.4, 0.3)] {
            words.extend(tokenize_text(text).into_iter().map(|it| (it, word)));
            names.extend(index.names.said(text).into_iter().map(|it| (it, name)));
        }
        let years = named_years(&far)
            .into_iter()
            .chain(named_years(&passage.text))
            .collect();
        PassageContext {
            passage,
            words,
            names,
            years,
        }
    }

    /// What the words around a number of a passage speak of.
    pub(crate) fn around(
        &self,
        index: &Index,
        metrics: &Metrics,
        wide: &PassageContext<'_>,
        span: &Range<usize>,
    ) -> Context {
        let passage = wide.passage;
        let text = &passage.text;
        let sentence = surrounding_part(text, span, &SENTENCE_ENDS);
        let clause = surrounding_part(text, span, &CLAUSE_ENDS);
        let calls: Vec<Call> = calls_within(passage, &sentence);
        let titles = calls
            .iter()
            .map(|it| &it.head)
            .chain(&passage.names)
            .filter_map(|it| metrics.get(it));
        let titles: Vec<&str> = titles.map(|it| it.title.as_str()).collect();
        let parts = NearbyWords {
            wide,
            clause: format!("{}\n{}", &text[clause.clone()], passage.heads),
            before: text[sentence.start..clause.start].to_owned(),
            after: text[clause.end..sentence.end].to_owned(),
            bound: titles.join("\n"),
        };
        let mut names = parts.names(index);
        names.extend(
            passage
                .names
                .iter()
                .filter_map(|it| Some((index.names.get(it)?, 0.5))),
        );
        let (years, is_latest) = parts.years(&passage.heads);
        let times = parts.times(&passage.heads).unwrap_or_else(|| years.clone());
        let is_before = EARLIER_WORDS
            .iter()
            .any(|it| parts.clause.contains(it) || parts.before.contains(it));
        let is_goal = GOAL_WORDS
            .iter()
            .any(|it| parts.clause.contains(it) || parts.before.contains(it));
        let topics = index.topics.said(&parts.tokens());
        Context {
            topics,
            names,
            clause: parts.clause,
            is_goal,
            times,
            years,
            is_latest,
            is_before,
            used: calls,
        }
    }
}

/// What a passage and the headings above it speak of: words and names, by how much they count for each number.
#[derive(Debug)]
pub(crate) struct PassageContext<'p> {
    pub passage: &'p Passage,
    words: BTreeMap<Token, f64>,
    names: BTreeMap<NameId, f64>,
    years: BTreeSet<i32>,
}

/// The words around a number, by how close they stand to it.
struct NearbyWords<'a> {
    wide: &'a PassageContext<'a>,
    clause: String,
    before: String,
    after: String,
    /// Titles of the metrics bound in the sentence.
    bound: String,
}

impl NearbyWords<'_> {
    /// How much each word counts.
    fn tokens(&self) -> BTreeMap<Token, f64> {
        let parts = [
            (&self.after, 0.5),
            (&self.bound, 0.6),
            (&self.before, 0.8),
            (&self.clause, 1.0),
        ];
        let mut out = self.wide.words.clone();
        for (text, weight) in parts {
            out.extend(tokenize_text(text).into_iter().map(|it| (it, weight)));
        }
        out
    }

    /// How close each name stands.
    fn names(&self, index: &Index) -> BTreeMap<NameId, f64> {
        let mut out = self.wide.names.clone();
        let parts = [(&self.before, 0.5), (&self.clause, 1.0)];
        for (text, weight) in parts {
            out.extend(index.names.said(text).into_iter().map(|it| (it, weight)));
        }
        out
    }

    /// The years of the clause, or the one said last before it.
    fn times(&self, heads: &str) -> Option<BTreeSet<i32>> {
        let clause = [heads, &self.clause]
            .into_iter()
            .map(named_years)
            .find(|it| !it.is_empty());
        clause.or_else(|| {
            let marks = |it: char| CLAUSE_ENDS.contains(&it);
            self.before
                .rsplit(marks)
                .map(named_years)
                .find(|it| !it.is_empty())
        })
    }

    /// The years spoken of, the closest alone; and whether none is close, so that the latest may be meant.
    fn years(&self, heads: &str) -> (BTreeSet<i32>, bool) {
        let close = [heads, &self.clause, &self.before]
            .into_iter()
            .map(named_years)
            .find(|it| !it.is_empty());
        close.map_or_else(|| (self.wide.years.clone(), true), |it| (it, false))
    }
}

/// Words that speak of a target.
pub(crate) const GOAL_WORDS: [&str; 12] = [
    "目标",
    "要求",
    "标准",
    "达到",
    "鼓励",
    "力争",
    "须",
    "应当",
    "不低于",
    "target",
    "required",
    "at least",
];
/// Words that speak of the year before.
const EARLIER_WORDS: [&str; 6] = [
    "上年",
    "去年",
    "上一年",
    "previous year",
    "last year",
    "year before",
];
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '\n'];
const CLAUSE_ENDS: [char; 12] = [
    '。', '！', '？', '\n', '，', '；', '：', '、', '（', '）', ';', ':',
];

/// The part of a text around a span, up to the nearest of some marks.
fn surrounding_part(text: &str, span: &Range<usize>, marks: &[char]) -> Range<usize> {
    let after = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
    let start = text[..span.start].rfind(marks).map_or(0, after);
    let end = text[span.end..]
        .find(marks)
        .map_or(text.len(), |at| span.end + at);
    start..end
}

/// The calendar years a text names: 2024人 is none.
pub(crate) fn named_years(text: &str) -> BTreeSet<i32> {
    let mut out = BTreeSet::new();
    let mut digits = String::new();
    for it in text.chars().chain([' ']) {
        if it.is_ascii_digit() {
            digits.push(it);
            continue;
        }
        let is_counted = it != '年'
            && "末底和与至到及起以初".find(it).is_none()
            && (it.is_alphabetic() || it == '%');
        let year = calendar_year(&digits).filter(|_| digits.len() == 4);
        out.extend(year.filter(|_| !is_counted));
        digits.clear();
    }
    out
}

/// The expressions within some bytes of a passage.
fn calls_within(passage: &Passage, within: &Range<usize>) -> Vec<Call> {
    let at = passage.text.match_indices(FIGURE_STAND_IN).map(|it| it.0);
    let found = at
        .zip(&passage.figures)
        .filter(|(at, _)| within.contains(at));
    found.map(|(_, it)| parse_call(&it.source)).collect()
}

/// What an expression calls and names.
pub(crate) fn parse_call(source: &str) -> Call {
    let mut out = Call::default();
    let mut texts = Vec::new();
    for (at, part) in source.split(['"', '\'']).enumerate() {
        if at % 2 == 1 {
            texts.push(part.to_owned());
            continue;
        }
        let (part, is_last) = part
            .split_once('|')
            .map_or((part, false), |(it, _)| (it, true));
        let words = part
            .split(|it: char| !it.is_alphanumeric() && it != '_')
            .filter(|it| !it.is_empty());
        for word in words {
            let year = calendar_year(word);
            out.years.extend(year);
            let is_number = word.bytes().all(|it| it.is_ascii_digit());
            texts.extend(Some(word.to_owned()).filter(|_| is_number && year.is_none()));
            let is_function = matches!(word, "change" | "diff" | "status" | "target" | "gap");
            out.is_about |= is_function;
            out.is_previous |= word == "previous";
            if out.head.is_empty() && !is_function && !is_number {
                out.head = word.to_owned();
            }
        }
        // Behind the bar stand filters.
        if is_last {
            break;
        }
    }
    out.texts.extend(texts);
    out
}
