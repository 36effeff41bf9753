//! Numbers that follow from two values of one series: changes, distances to a target, sums.

use crate::candidate::Candidate;
use crate::question::{NAMED_WEIGHT, NumberInContext, WeightedCandidate, last_words, rounds_to};
use crate::scan::Measure;
use crate::units::has_unit;

impl<'a> NumberInContext<'a, '_> {
    fn before(&self) -> &str {
        last_words(&self.text[..self.literal.span.start], 14)
    }

    fn says_change(&self) -> bool {
        self.literal.unit == Measure::Points
            || CHANGE_WORDS.iter().any(|it| self.before().contains(it))
    }

    /// The pairs of values that a change or sum is most likely of, if words of either stand by.
    pub(crate) fn related(
        &self,
        named: &[WeightedCandidate<'a>],
    ) -> Vec<(&'a Candidate, &'a Candidate)> {
        let is_sum = SUM_WORDS.iter().any(|it| self.before().contains(it));
        if !self.says_change() && !is_sum {
            return Vec::new();
        }
        let best = named.iter().map(|it| it.1).fold(0.0, f64::max);
        let likely: Vec<WeightedCandidate<'_>> = named
            .iter()
            .copied()
            .filter(|it| it.1 >= best - 2.0 * NAMED_WEIGHT)
            .collect();
        let pairs = likely
            .iter()
            .enumerate()
            .flat_map(|(at, a)| likely[at + 1..].iter().map(move |b| (*a, *b)));
        let is_related = |(a, b): &(WeightedCandidate<'_>, WeightedCandidate<'_>)| {
            a.0.series == b.0.series && self.is_comparable(a.0, b.0)
        };
        let related: Vec<(WeightedCandidate<'a>, WeightedCandidate<'a>)> =
            pairs.filter(is_related).collect();
        let weight = |it: &(WeightedCandidate<'_>, WeightedCandidate<'_>)| it.0.1.max(it.1.1);
        let best = related.iter().map(weight).fold(0.0, f64::max);
        let related: Vec<_> = related
            .into_iter()
            .filter(|it| weight(it) >= best - self.margin())
            .collect();
        // A change is told of the members named last; of a metric's others only the total comes close.
        let n_named = |it: &&(WeightedCandidate<'_>, WeightedCandidate<'_>)| {
            self.n_named(it.0.0).max(self.n_named(it.1.0))
        };
        let most = related.iter().map(|it| n_named(&it)).max().unwrap_or(0);
        related
            .iter()
            .filter(|it| n_named(it) == most)
            .map(|(a, b)| in_order(a.0, b.0))
            .collect()
    }

    /// The pairs whose difference or growth the number is.
    pub(crate) fn changes(
        &self,
        related: &[(&'a Candidate, &'a Candidate)],
    ) -> Vec<(&'a Candidate, &'a Candidate)> {
        related
            .iter()
            .copied()
            .filter(|(a, b)| self.says_change() && self.is_change(a, b))
            .collect()
    }

    /// A rate of growth is stated, and what it would grow from is not positive.
    pub(crate) fn baseless(
        &self,
        related: &[(&'a Candidate, &'a Candidate)],
    ) -> Option<&'a Candidate> {
        let is_rate = self.literal.unit == Measure::Percent && self.says_change();
        let of_times = related.iter().filter(|(a, b)| a.year != b.year);
        let bases: Vec<&Candidate> = of_times.map(|it| it.0).collect();
        bases
            .first()
            .copied()
            .filter(|_| is_rate && bases.iter().all(|it| it.value <= 0.0))
    }

    /// How many names of a value are said in the sentence up to the number, or about it.
    fn n_named(&self, it: &Candidate) -> usize {
        it.names
            .iter()
            .filter(|it| self.context.names.get(it).is_some_and(|it| *it >= 0.5))
            .count()
    }

    fn is_change(&self, a: &Candidate, b: &Candidate) -> bool {
        let (difference, size, step) = (
            (a.value - b.value).abs(),
            self.literal.value.abs(),
            self.literal.step,
        );
        match &self.literal.unit {
            Measure::Points => rounds_to(size, difference, step),
            Measure::Percent => {
                &*a.unit != "%"
                    && growth_rate(a, b).is_some_and(|it| rounds_to(size, it.abs(), step))
            }
            Measure::Words(_) => rounds_to(size, difference, step),
        }
    }

    pub(crate) fn is_sum(&self, a: &Candidate, b: &Candidate) -> bool {
        SUM_WORDS.iter().any(|it| self.before().contains(it))
            && matches!(self.literal.unit, Measure::Words(_))
            && rounds_to(self.literal.value, a.value + b.value, self.literal.step)
    }

    /// Two values of a metric that a sentence compares: of the same members at two times that are spoken
    /// of, of two members at one time, or a value and its target.
    fn is_comparable(&self, a: &Candidate, b: &Candidate) -> bool {
        let is_percent = a.unit.starts_with('%');
        let has_unit = match self.literal.unit {
            Measure::Points => is_percent,
            Measure::Percent => !is_percent,
            Measure::Words(_) => has_unit(&self.literal.unit, &a.unit),
        };
        let is_said = |it: &Candidate| self.n_named(it) == it.names.len();
        let has_unit = has_unit && is_said(a) && is_said(b);
        let says = |words: &[&str]| words.iter().any(|it| self.context.clause.contains(it));
        if a.goal.is_some() || b.goal.is_some() {
            let value = if a.goal.is_some() { b } else { a };
            return has_unit
                && a.goal.is_some() != b.goal.is_some()
                && self.is_of_time(value)
                && says(&GOAL_WORDS);
        }
        if a.names != b.names || a.codes != b.codes {
            return has_unit && a.year == b.year && self.is_of_time(a) && says(&DISTANCE_WORDS);
        }
        let (Some(first), Some(second)) = (a.year.min(b.year), a.year.max(b.year)) else {
            return false;
        };
        has_unit
            && !says(&GOAL_WORDS)
            && self.are_compared(first, second, a.is_latest || b.is_latest)
    }

    /// Whether a change from one year to another is spoken of.
    fn are_compared(&self, first: i32, second: i32, ends_latest: bool) -> bool {
        let years = &self.context.years;
        let says_first = years.contains(&first) || (first == second - 1 && !self.says_since());
        says_first && (years.contains(&second) || ends_latest)
    }

    /// 比2021年: the year before is not the one compared with.
    fn says_since(&self) -> bool {
        ["比2", "比1", "累计", "since"]
            .iter()
            .any(|it| self.context.clause.contains(it))
    }
}

/// Words that say a number is a change or a distance.
pub(crate) const CHANGE_WORDS: [&str; 28] = [
    "提高",
    "上升",
    "增长",
    "增加",
    "下降",
    "减少",
    "降低",
    "缩短",
    "高于",
    "低于",
    "相差",
    "差距",
    "超出",
    "多出",
    "少",
    "多",
    "回落",
    "扩大",
    "缩小",
    "比上年",
    "up ",
    "down ",
    "rose",
    "fell",
    "above",
    "below",
    "increase",
    "decrease",
];
/// Words that compare with a target, and with somebody else.
const GOAL_WORDS: [&str; 5] = ["目标", "要求", "标准", "target", "required"];
const DISTANCE_WORDS: [&str; 7] = ["相差", "差距", "高于", "低于", "多于", "少于", "than"];
/// Words that say a number is a sum.
const SUM_WORDS: [&str; 8] = [
    "合计",
    "共",
    "总计",
    "累计",
    "之和",
    "总",
    "total",
    "altogether",
];

/// The earlier value first, or the target.
fn in_order<'a>(a: &'a Candidate, b: &'a Candidate) -> (&'a Candidate, &'a Candidate) {
    let is_second = if a.goal.is_some() || b.goal.is_some() {
        b.goal.is_some()
    } else {
        b.year < a.year
    };
    if is_second { (b, a) } else { (a, b) }
}

fn growth_rate(a: &Candidate, b: &Candidate) -> Option<f64> {
    let (from, to) = if a.year < b.year {
        (a.value, b.value)
    } else {
        (b.value, a.value)
    };
    (from > 0.0).then(|| (to / from - 1.0) * 100.0)
}
