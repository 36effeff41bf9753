//! What becomes of one number: matched by a value its words name, derived from two of them,
//! contradicted by the value they name, or unverified.
//!
//! A value matches if it equals the number at its last digit and the words around speak about as
//! much for it as for any other value. The more digits agree, the less the words have to say,
//! because agreement by chance gets rarer. A right number whose words leave open which value is
//! meant is unverified too; the complaint offers the nearest bindings.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidate::Candidate;
use crate::derive::CHANGE_WORDS;
use crate::question::{NAMED_WEIGHT, NumberInContext, WeightedCandidate, last_words};
use crate::scan::StatedBound;
use crate::words::NameId;

/// What a number is.
#[derive(Clone, Debug)]
pub(crate) enum Verdict<'a> {
    /// Equal to values its words name.
    Matched(Vec<&'a Candidate>),
    /// A difference, a rate of growth or a sum of values its words name; the changes it may be.
    Derived(Vec<(&'a Candidate, &'a Candidate)>),
    /// A rate of growth from this value, which is not positive.
    Baseless(&'a Candidate),
    /// Its words name another value.
    Contradicted(&'a Candidate),
    /// Nothing is known of it; the nearest values its words name.
    Unverified(Vec<&'a Candidate>),
}

/// What a value loses for each name less than the likeliest one has in the clause.
const UNNAMED_WEIGHT: f64 = 0.15;
/// How much of a title has to be said where the digits themselves leave hardly any doubt.
const FAINT_WEIGHT: f64 = 0.15;
/// How likely some value may be to agree by chance.
const CHANCE_LIMIT: f64 = 0.005;
/// Below this the words do not speak of a value at all.
const MIN_WEIGHT: f64 = 0.2;

impl<'a> NumberInContext<'a, '_> {
    /// Judges the number.
    pub(crate) fn judge(&self) -> Verdict<'a> {
        let named = self.named();
        let meant: Vec<WeightedCandidate<'_>> = named
            .iter()
            .copied()
            .filter(|it| self.is_meant(it.0))
            .collect();
        let meant = self.most_specific(meant);
        let matched = self.matched(&meant);
        if !matched.is_empty() {
            return Verdict::Matched(matched);
        }
        let quoted = self.quoted();
        if !quoted.is_empty() {
            return Verdict::Matched(quoted);
        }
        let related = self.related(&named);
        let changes = self.changes(&related);
        if !changes.is_empty() || related.iter().any(|(a, b)| self.is_sum(a, b)) {
            return Verdict::Derived(changes);
        }
        if let Some(base) = self.baseless(&related) {
            return Verdict::Baseless(base);
        }
        let exact = self.too_exact_for_chance();
        if !exact.is_empty() {
            return Verdict::Matched(exact);
        }
        if let Some((other, _)) = meant.iter().find(|it| self.is_contradicted_by(it.0)) {
            return Verdict::Contradicted(other);
        }
        Verdict::Unverified(self.nearest(meant))
    }

    /// Where the clause names a member, the metric's value for all members is not meant.
    fn most_specific(&self, meant: Vec<WeightedCandidate<'a>>) -> Vec<WeightedCandidate<'a>> {
        let mut most: BTreeMap<usize, usize> = BTreeMap::new();
        for (it, _) in &meant {
            let n = most.entry(it.series).or_default();
            *n = self.n_beside(it).max(*n);
        }
        let is_specific =
            |it: &Candidate| it.goal.is_some() || most.get(&it.series) == Some(&self.n_beside(it));
        meant.into_iter().filter(|it| is_specific(it.0)).collect()
    }

    /// The values that fit, for which the words speak about as much as for any other one.
    fn matched(&self, meant: &[WeightedCandidate<'a>]) -> Vec<&'a Candidate> {
        let is_bound = matches!(
            self.literal.bound,
            StatedBound::AtLeast | StatedBound::AtMost
        );
        // Where a target is spoken of, a bound states the target, not a value beyond it.
        let states_goal = is_bound && meant.iter().any(|it| it.0.goal.is_some());
        let in_question = || {
            meant
                .iter()
                .filter(|it| !states_goal || it.0.goal.is_some())
        };
        let Some(best) = in_question().max_by(|a, b| a.1.total_cmp(&b.1)) else {
            return Vec::new();
        };
        let n_best = self.n_beside(best.0);
        let is_likely = |it: &WeightedCandidate<'_>| {
            let n_less = if it.0.goal.is_some() {
                0
            } else {
                n_best.saturating_sub(self.n_beside(it.0))
            };
            it.1 >= MIN_WEIGHT && it.1 - UNNAMED_WEIGHT * n_less as f64 >= best.1 - self.margin()
        };
        in_question()
            .filter(|it| is_likely(it) && self.fits(it.0))
            .map(|it| it.0)
            .collect()
    }

    /// The values that fit and stand in a cell behind the same words.
    fn quoted(&self) -> Vec<&'a Candidate> {
        let before = &self.text[..self.literal.span.start];
        let tables = &self.page.tables;
        let all = self
            .index
            .quoted(before)
            .filter(|it| tables.is_empty() || tables.contains(&it.table));
        all.filter(|it| it.value == self.literal.value && self.has_unit(it))
            .collect()
    }

    /// The values the words hardly name, and that agree in so many digits that it is no coincidence.
    fn too_exact_for_chance(&self) -> Vec<&'a Candidate> {
        let x = self.literal;
        let said = |topic: usize| {
            self.context
                .topics
                .get(&topic)
                .is_some_and(|it| it.0 >= FAINT_WEIGHT)
        };
        let hinted = self
            .speakable()
            .into_iter()
            .filter(|it| it.goal.is_none() && !it.is_count && it.topic.is_some_and(said));
        let meant = self.most_specific(
            hinted
                .filter(|it| self.is_meant(it))
                .map(|it| (it, 0.0))
                .collect(),
        );
        let meant: Vec<&Candidate> = meant.into_iter().map(|it| it.0).collect();
        let is_near = |it: &&&Candidate| (it.value / x.value) > 0.5 && (it.value / x.value) < 2.0;
        let by_chance =
            meant.iter().filter(is_near).count() as f64 * x.step / (1.5 * x.value.abs());
        if x.bound != StatedBound::Exact || by_chance > CHANCE_LIMIT {
            return Vec::new();
        }
        meant.into_iter().filter(|it| self.fits(it)).collect()
    }

    /// The words right before the number are a metric's title, whose value here is another.
    fn is_contradicted_by(&self, it: &Candidate) -> bool {
        if it.goal.is_some()
            || self.literal.bound != StatedBound::Exact
            || it.binding.starts_with("cell(")
        {
            return false;
        }
        let before = last_words(
            &self.text[..self.literal.span.start],
            12 + it.title.chars().count(),
        );
        let Some(rest) = before
            .rfind(&*it.title)
            .map(|at| &before[at + it.title.len()..])
        else {
            return false;
        };
        let is_direct = rest.chars().count() <= 8
            && !rest.contains([
                '，',
                '。',
                '；',
                '、',
                ',',
                ';',
                gongbao_content::FIGURE_STAND_IN,
            ]);
        let is_other = CHANGE_WORDS
            .iter()
            .chain(&["目标", "要求", "标准", "由", "从"])
            .any(|it| rest.contains(it));
        is_direct && !is_other && self.is_member_meant(it) && !it.unit.is_empty() && !self.fits(it)
    }

    /// The clause names these members of the metric and no others; a value for all members is meant only
    /// where nothing before has named one.
    fn is_member_meant(&self, it: &Candidate) -> bool {
        let names = &self.index.names;
        let before = &self.text[..self.literal.span.start];
        let clause = &before[before
            .rfind(['，', '。', '；', '：', '、', ',', ';'])
            .unwrap_or(0)..];
        let said = names.said(&clause.replace(&*it.title, ""));
        let is_member = |said: &BTreeSet<NameId>| {
            let said: BTreeMap<NameId, f64> = said.iter().map(|it| (*it, 1.0)).collect();
            let others = self
                .index
                .named(&said, [], [])
                .into_iter()
                .filter(|other| other.series == it.series);
            others.map(|other| other.names.len()).max().unwrap_or(0)
        };
        let around: BTreeSet<NameId> = self.context.names.keys().copied().collect();
        if it.names.is_empty() {
            let whole = ["全市", "全省", "全国", "全县", "全区", "全州"]
                .iter()
                .any(|it| clause.contains(it));
            return if whole {
                is_member(&said) == 0
            } else {
                is_member(&around) == 0
            };
        }
        it.names.iter().all(|name| said.contains(name)) && is_member(&said) == it.names.len()
    }

    fn nearest(&self, meant: Vec<WeightedCandidate<'a>>) -> Vec<&'a Candidate> {
        let best = meant.iter().map(|it| it.1).fold(0.0, f64::max);
        // A binding to a text would show all of it.
        let is_bindable = |it: &Candidate| !it.binding.is_empty() && !it.is_text;
        let near = meant
            .into_iter()
            .filter(|it| it.1 >= best - NAMED_WEIGHT && is_bindable(it.0));
        let mut near: Vec<&Candidate> = near.map(|it| it.0).collect();
        let by = |it: &Candidate| {
            (it.value - self.literal.value).abs() / self.literal.value.abs().max(1.0)
        };
        let is_raw =
            |it: &Candidate| it.binding.starts_with("cell(") || it.binding.starts_with("count(");
        near.sort_by(|a, b| {
            by(a)
                .total_cmp(&by(b))
                .then_with(|| (is_raw(a), &a.binding).cmp(&(is_raw(b), &b.binding)))
        });
        near.truncate(3);
        near
    }
}
