//! Directions of change, their base period, and per cent against percentage points.

use crate::candidate::Candidate;
use crate::claim::stated::{NumberOrigin, StatedNumber};
use crate::claim::words::{Claim, ClaimWord, claim_direction, find_claims, is_plan};
use crate::claim::{
    CLAUSE_ENDS, ClaimError, StatedPassage, contradicted_claim, n_chars, start_of,
    undecidable_claim,
};

/// Words that compare with the year before.
const YEAR_BEFORE: [&str; 8] = [
    "同比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上一年",
    "year on year",
    "than last year",
];
/// Words that stand between a share and its change.
const BASE_WORDS: [&str; 12] = [
    "同比",
    "环比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上月",
    "较上月",
    "并",
    "又",
    "再",
    "year on year",
];
/// What the name of a share ends with.
const SHARE_WORDS: [&str; 8] = [
    "率",
    "占比",
    "比重",
    "比例",
    "份额",
    "覆盖面",
    "share",
    "rate",
];
/// More characters than this between word and number, and the one does not speak of the other.
const MAX_DISTANCE: usize = 8;

impl StatedPassage<'_> {
    /// 上升1.2个百分点, 由3天缩短至1天, 同比增长3.4%.
    pub(crate) fn direction(&self, it: &ClaimWord) -> Option<ClaimError> {
        let sign = claim_direction(it.claim)?;
        let (next, gap) = self.next(it)?;
        if n_chars(gap) > MAX_DISTANCE || gap.contains(CLAUSE_ENDS) {
            return None;
        }
        let word = &self.text()[it.span.clone()];
        let is_level =
            gap.contains(['到', '至', '为']) || word.ends_with('至') || gap.trim() == "to";
        if is_level {
            return self
                .levels(it, sign, next)
                .or_else(|| self.told_otherwise(next, sign));
        }
        match &next.what {
            NumberOrigin::Change(pairs) => self
                .wrong_way(pairs, sign)
                .or_else(|| self.wrong_base(it, pairs)),
            NumberOrigin::Value(_) => self
                .told_otherwise(next, sign)
                .or_else(|| self.percent_of_share(it, next)),
            NumberOrigin::Open => self.percent_of_share(it, next),
        }
    }

    fn wrong_way(&self, pairs: &[(&Candidate, &Candidate)], sign: f64) -> Option<ClaimError> {
        let is_wrong = |(from, to): &(&Candidate, &Candidate)| {
            let is_ordered = from.names == to.names || from.goal.is_some();
            is_ordered && (to.value - from.value) * sign <= 0.0
        };
        let (from, to) = pairs.first().filter(|_| pairs.iter().all(is_wrong))?;
        let (title, a, b) = (&to.title, self.written(from), self.written(to));
        if from.goal.is_some() {
            return contradicted_claim(
                format!("{title}为{b}，目标为{a}"),
                format!("{title} is {b}, the target {a}"),
            );
        }
        contradicted_claim(
            format!("{title}由{a}变为{b}"),
            format!("{title} went from {a} to {b}"),
        )
    }

    /// 同比 compares with the year before and no other.
    fn wrong_base(&self, it: &ClaimWord, pairs: &[(&Candidate, &Candidate)]) -> Option<ClaimError> {
        let clause =
            &self.text()[start_of(self.text(), it.span.start, &CLAUSE_ENDS)..it.span.start];
        let word = YEAR_BEFORE.iter().find(|word| clause.contains(**word))?;
        let span = |(from, to): &(&Candidate, &Candidate)| Some((from.year?, to.year?));
        let (from, to) = pairs.first().and_then(span)?;
        let is_other =
            |it: &(&Candidate, &Candidate)| span(it).is_some_and(|(from, to)| to - from != 1);
        pairs.iter().all(is_other).then_some(())?;
        contradicted_claim(
            format!("这是{from}年到{to}年的变化，不是“{word}”"),
            format!("this is the change from {from} to {to}, not `{word}`"),
        )
    }

    /// 由15日缩短至5日: both ends are said.
    fn levels(&self, it: &ClaimWord, sign: f64, next: &StatedNumber<'_>) -> Option<ClaimError> {
        let (first, gap) = self.previous(it)?;
        let before = self.text()[..first.span.start].trim_end();
        let is_from = ["由", "从", "from"].iter().any(|it| before.ends_with(it));
        let are_alike =
            (first.unit == "%") == (next.unit == "%") && first.value != 0.0 && next.value != 0.0;
        if !is_from
            || !are_alike
            || n_chars(gap) > MAX_DISTANCE
            || (next.value - first.value) * sign > 0.0
        {
            return None;
        }
        let text = self.text();
        let (a, b) = (&text[first.span.clone()], &text[next.span.clone()]);
        let shown = |it: &str, value: f64| {
            if it.contains(gongbao_content::FIGURE_STAND_IN) {
                value.to_string()
            } else {
                it.to_owned()
            }
        };
        let (a, b) = (shown(a, first.value), shown(b, next.value));
        contradicted_claim(
            format!("由{a}到{b}方向相反"),
            format!("from {a} to {b} is the other way"),
        )
    }

    /// The source that a figure was copied from says the opposite.
    fn told_otherwise(&self, next: &StatedNumber<'_>, sign: f64) -> Option<ClaimError> {
        let index = &self.values.index;
        let values = next
            .values()
            .iter()
            .filter(|it| it.goal.is_none() || it.is_text);
        let mut words = values
            .flat_map(|it| index.texts_beside(it).chain(std::iter::once(*it)))
            .filter_map(|it| {
                let last = find_claims(&it.before).pop()?;
                let is_close = n_chars(&it.before[last.span.end..]) <= 2;
                Some((claim_direction(last.claim)?, &it.before[last.span])).filter(|_| is_close)
            });
        let (_, word) = words.find(|it| it.0 != sign)?;
        contradicted_claim(
            format!("原文写的是“{word}”"),
            format!("its source says `{word}`"),
        )
    }

    /// 占比86%、环比上升69%: of a share, per cent may be a share of it or points of it.
    fn percent_of_share(&self, it: &ClaimWord, next: &StatedNumber<'_>) -> Option<ClaimError> {
        if next.unit != "%"
            || !matches!(it.claim, Claim::Up | Claim::Down)
            || is_plan(self.sentence(it))
        {
            return None;
        }
        let stretch = &self.text()[self.stretch(it)];
        let mut rest = stretch.trim_end();
        while let Some(shorter) = BASE_WORDS.iter().find_map(|it| rest.strip_suffix(it)) {
            rest = shorter.trim_end_matches(['，', '、', ',', ' ', '：']);
        }
        let rest = rest.trim_end_matches(['，', '、', ',', ' ']);
        let is_share = SHARE_WORDS.iter().any(|it| rest.ends_with(it));
        let end = self.stretch(it).start + rest.len();
        let is_behind_share = |it: &StatedNumber<'_>| {
            it.span.end == end && it.unit == "%" && !matches!(it.what, NumberOrigin::Change(_))
        };
        if !is_share && !self.stated.iter().any(is_behind_share) {
            return None;
        }
        undecidable_claim(
            "比率的变化写作百分之几，分不清是百分点还是比率本身的百分比，与哪一期相比也须写明",
            "of a share, per cent may mean percentage points or per cent of the share; say which, and since when",
        )
    }
}
