//! Thresholds: 达到, 不低于, 超过, 首次, and what stayed the same or doubled.

use crate::candidate::Candidate;
use crate::claim::stated::StatedNumber;
use crate::claim::words::{Claim, ClaimWord, find_claims, is_plan};
use crate::claim::{CLAUSE_ENDS, ClaimError, StatedPassage, contradicted_claim, n_chars, start_of};
use crate::scan::StatedBound;

/// The noise of binary fractions.
const RELATIVE_NOISE: f64 = 1e-9;

impl<'a> StatedPassage<'a> {
    /// 达到40%以上, 不低于38%.
    pub(crate) fn bound(&self, it: &ClaimWord) -> Option<ClaimError> {
        let (next, gap) = self.next(it)?;
        if n_chars(gap.trim_matches([' ', '“', '了', '约'])) > 0 {
            return None;
        }
        if let Some(wrong) = self
            .bound_otherwise(it, next)
            .or_else(|| self.counted_otherwise(it))
        {
            return Some(wrong);
        }
        let (value, limit) = self.held_against(it, next)?;
        let by = value.value - limit;
        let noise = RELATIVE_NOISE * limit.abs();
        let is_wrong = match it.claim {
            Claim::AtLeast => {
                by < -noise - next.step / 2.0 * f64::from(u8::from(value.value == limit))
            }
            Claim::Above => by <= noise,
            Claim::Below => by >= -noise,
            Claim::AtMost => by > noise,
            Claim::Up
            | Claim::Down
            | Claim::Highest
            | Claim::Lowest
            | Claim::Unchanged
            | Claim::First
            | Claim::Doubled
            | Claim::All
            | Claim::Total => false,
        };
        let (title, shown) = (&value.title, self.written(value));
        is_wrong
            .then(|| contradicted_claim(format!("{title}为{shown}"), format!("{title} is {shown}")))
            .flatten()
    }

    /// The source that a figure was copied from bounds it on the other side.
    fn bound_otherwise(&self, it: &ClaimWord, next: &StatedNumber<'a>) -> Option<ClaimError> {
        let index = &self.values.index;
        let is_upper = matches!(it.claim, Claim::AtMost | Claim::Below);
        let texts = next
            .values()
            .iter()
            .flat_map(|it| index.texts_beside(it))
            .filter_map(|it| it.goal);
        let sides = next.values().iter().filter_map(|it| it.side).chain(texts);
        let is_other = |side: &StatedBound| match side {
            StatedBound::AtLeast | StatedBound::Above | StatedBound::Over => is_upper,
            StatedBound::AtMost | StatedBound::Below | StatedBound::Nearly => !is_upper,
            StatedBound::Exact | StatedBound::About => false,
        };
        // 达86% is what its source says of the number.
        let mut own = next.values().iter().flat_map(|it| index.texts_beside(it));
        let is_reached = own.any(|it| it.before.ends_with('达') || it.before.ends_with("达到"));
        let is_missed = it.claim == Claim::Below && self.text()[it.span.clone()].ends_with("达到");
        let mut others = sides.filter(is_other);
        if !(is_reached && is_missed) {
            others.next()?;
        }
        contradicted_claim(
            "原文的说法与此相反".to_owned(),
            "its source says the opposite".to_owned(),
        )
    }

    /// What is counted by 达到 cannot be what has not reached it.
    fn counted_otherwise(&self, it: &ClaimWord) -> Option<ClaimError> {
        let text = self.text();
        let start = start_of(text, it.span.start, &CLAUSE_ENDS);
        let end = text[it.span.end..]
            .find(CLAUSE_ENDS)
            .map_or(text.len(), |at| it.span.end + at);
        let counted = self
            .stated
            .iter()
            .filter(|other| start <= other.span.start && other.span.end <= end);
        let mut words = counted.flat_map(|it| &it.texts).filter(|text| {
            let claims: Vec<Claim> = find_claims(text).iter().map(|it| it.claim).collect();
            let is_reached = |claim: &Claim| matches!(claim, Claim::AtLeast | Claim::Above);
            !claims.is_empty()
                && claims
                    .iter()
                    .all(|claim| is_reached(claim) != is_reached(&it.claim))
        });
        let word = words.next()?;
        contradicted_claim(
            format!("数的是“{word}”的个数"),
            format!("what is counted is `{word}`"),
        )
    }

    /// The value that is claimed to be beyond a number, and the number.
    fn held_against(
        &self,
        it: &ClaimWord,
        next: &StatedNumber<'a>,
    ) -> Option<(&'a Candidate, f64)> {
        let stretch = self.stretch(it);
        let clause = start_of(self.text(), it.span.start, &CLAUSE_ENDS)..it.span.start;
        // 5个区县达到40%以上 speaks of the districts, not of the whole.
        let is_counted = self
            .stated
            .iter()
            .any(|it| clause.start <= it.span.start && it.span.end <= clause.end);
        if is_counted || is_plan(self.sentence(it)) {
            return None;
        }
        let is_missed = self.text()[it.span.clone()].contains("达到");
        let stretch = &self.text()[stretch];
        next.values().iter().find_map(|it| {
            if it.goal.is_some() && !it.is_text {
                return Some((self.spoken(it, stretch)?, it.value));
            }
            let is_subject =
                self.is_subject(it, stretch) || (is_missed && self.is_member_alone(it, stretch));
            (it.goal.is_none() && is_subject).then(|| (*it, next.limit(it)))
        })
    }

    /// 首次超过40%: no earlier value may be there.
    pub(crate) fn first(&self, it: &ClaimWord) -> Option<ClaimError> {
        let (next, gap) = self.next(it)?;
        if n_chars(gap) > 8 || gap.contains(CLAUSE_ENDS) {
            return None;
        }
        let (value, limit) = self.held_against(it, next)?;
        let claims = || find_claims(gap).into_iter().map(|it| it.claim);
        let is_down = ["降", "低于", "减", "below"]
            .iter()
            .any(|word| gap.contains(word))
            || claims().any(|it| matches!(it, Claim::Below | Claim::AtMost));
        // What was just 10 before has not exceeded 10.
        let is_beyond = claims().any(|it| matches!(it, Claim::Above | Claim::Below));
        let noise = RELATIVE_NOISE * limit.abs();
        let is_there = |it: &Candidate| {
            let by = if is_down {
                limit - it.value
            } else {
                it.value - limit
            };
            if is_beyond { by > noise } else { by >= 0.0 }
        };
        let (year, earlier) = self.earlier(value).find(|it| is_there(it.1))?;
        let shown = self.written(earlier);
        contradicted_claim(
            format!("{year}年已为{shown}"),
            format!("it was {shown} in {year} already"),
        )
    }

    /// The value of the sentence that a word without a number speaks of, and its value the year before.
    fn since_last_year(&self, it: &ClaimWord) -> Option<(&'a Candidate, &'a Candidate)> {
        let near = self
            .previous(it)
            .filter(|it| n_chars(it.1) <= 20)
            .or_else(|| self.next(it));
        let value = near?
            .0
            .values()
            .iter()
            .find(|it| it.goal.is_none() && it.group > 0)?;
        let before = self
            .times(value)
            .find(|it| it.year.zip(value.year).is_some_and(|(a, b)| a == b - 1))?;
        Some((before, value))
    }

    /// 与上年持平.
    pub(crate) fn unchanged(&self, it: &ClaimWord) -> Option<ClaimError> {
        let (before, value) = self.since_last_year(it)?;
        let (a, b) = (self.written(before), self.written(value));
        (a != b && !is_plan(self.sentence(it))).then_some(())?;
        contradicted_claim(
            format!("{}由{a}变为{b}", value.title),
            format!("{} went from {a} to {b}", value.title),
        )
    }

    /// 比上年翻一番: at least twice, as rounded numbers have it.
    pub(crate) fn doubled(&self, it: &ClaimWord) -> Option<ClaimError> {
        let (before, value) = self.since_last_year(it)?;
        let is_wrong =
            before.value > 0.0 && value.value < before.value * 1.95 && !is_plan(self.sentence(it));
        let (a, b) = (self.written(before), self.written(value));
        is_wrong.then_some(())?;
        contradicted_claim(
            format!("{}由{a}变为{b}", value.title),
            format!("{} went from {a} to {b}", value.title),
        )
    }
}
