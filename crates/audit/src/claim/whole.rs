//! Claims about a whole: 最高 among its members, 全覆盖, 合计.

use crate::candidate::Candidate;
use crate::claim::stated::{NumberOrigin, StatedNumber};
use crate::claim::words::{Claim, ClaimWord, is_plan};
use crate::claim::{ClaimError, StatedPassage, contradicted_claim, n_chars};
use crate::units::measure_class;

impl<'a> StatedPassage<'a> {
    /// 锦澜区最高，为51.2%; 柳渡县36.1%，在各区县中最低.
    pub(crate) fn extreme(&self, it: &ClaimWord) -> Option<ClaimError> {
        let sign = if it.claim == Claim::Highest {
            1.0
        } else {
            -1.0
        };
        if let Some(wrong) = self.extreme_of_chart(it, sign) {
            return Some(wrong);
        }
        let value = self.extreme_value(it)?;
        let over_time = ["历年", "历史", "近年"]
            .iter()
            .any(|word| self.text()[..it.span.start].ends_with(word));
        let is_beyond = |other: &Candidate| (other.value - value.value) * sign > 0.0;
        let (who, other) = if over_time {
            let (year, other) = self.earlier(value).find(|it| is_beyond(it.1))?;
            (year.to_string(), other)
        } else {
            let other = self.beyond(value, &is_beyond)?;
            let names = self.values.index.names.texts(&other.names);
            (names.join("、"), other)
        };
        let (title, shown) = (&other.title, self.written(other));
        contradicted_claim(
            format!("{who}的{title}为{shown}"),
            format!("{title} of {who} is {shown}"),
        )
    }

    /// Above a chart or table it is said of the column that the figure stands in.
    fn extreme_of_chart(&self, it: &ClaimWord, sign: f64) -> Option<ClaimError> {
        let index = &self.values.index;
        let shown = |it: &Candidate| {
            self.passage.names.contains(&index.tables[it.table]) && !it.is_text && !it.is_count
        };
        let value = self
            .extreme_stated(it)?
            .values()
            .iter()
            .find(|it| it.goal.is_none())?;
        let column = index
            .all
            .iter()
            .find(|it| shown(it) && it.value == value.value && it.unit == value.unit)?;
        let all = self
            .series(column.series)
            .filter(|it| it.year == column.year && it.unit == column.unit);
        let other = all
            .into_iter()
            .find(|it| (it.value - value.value) * sign > 0.0)?;
        let (title, shown) = (&other.title, self.written(other));
        contradicted_claim(
            format!("所示的{title}有{shown}"),
            format!("there is {title} {shown}"),
        )
    }

    /// The value a superlative speaks of.
    fn extreme_value(&self, it: &ClaimWord) -> Option<&'a Candidate> {
        let is_member = |it: &&&Candidate| {
            it.goal.is_none() && it.group > 0 && !it.names.is_empty() && it.codes.is_empty()
        };
        self.extreme_stated(it)?
            .values()
            .iter()
            .find(is_member)
            .copied()
    }

    /// The number a superlative speaks of: said behind it, or before it.
    fn extreme_stated(&self, it: &ClaimWord) -> Option<&StatedNumber<'a>> {
        let is_near = |gap: &str| n_chars(gap) <= 12;
        let ends = ["为", "有", "达", "达到", "是", "at ", "with "];
        let behind = self.next(it).filter(|it| {
            is_near(it.1) && (it.1.trim().is_empty() || ends.iter().any(|end| it.1.ends_with(end)))
        });
        let before = || self.previous(it).filter(|it| is_near(it.1));
        behind.or_else(before).map(|it| it.0)
    }

    /// A member with a value beyond this one, if there is one whichever dimension is looked along.
    fn beyond(
        &self,
        value: &'a Candidate,
        is_beyond: &dyn Fn(&Candidate) -> bool,
    ) -> Option<&'a Candidate> {
        let along = |name: &u32| {
            let rest: Vec<&u32> = value.names.iter().filter(|it| *it != name).collect();
            let is_beside = |other: &&Candidate| {
                other.goal.is_none()
                    && other.group == value.group
                    && other.year == value.year
                    && rest.iter().all(|it| other.names.contains(it))
            };
            self.series(value.series)
                .filter(is_beside)
                .find(|it| is_beyond(it))
        };
        value
            .names
            .iter()
            .map(along)
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .next()
    }

    /// 覆盖率98%，实现全覆盖.
    pub(crate) fn everywhere(&self, it: &ClaimWord) -> Option<ClaimError> {
        let near = |found: Option<(&'_ StatedNumber<'a>, &str)>| {
            found.filter(|it| n_chars(it.1) <= 6).map(|it| it.0.clone())
        };
        let stated = [near(self.previous(it)), near(self.next(it))]
            .into_iter()
            .flatten();
        let is_short = |it: &StatedNumber<'_>| {
            it.unit == "%"
                && !matches!(it.what, NumberOrigin::Change(_))
                && it.value > 0.0
                && it.value + it.step / 2.0 < 100.0
        };
        let short = stated
            .into_iter()
            .find(is_short)
            .filter(|_| !is_plan(self.sentence(it)))?;
        let value = short.value;
        contradicted_claim(
            format!("旁边的数是{value}%"),
            format!("the figure beside it is {value}%"),
        )
    }

    /// 甲3个、乙2个，合计5个.
    pub(crate) fn total(&self, it: &ClaimWord) -> Option<ClaimError> {
        let (total, gap) = self.next(it)?;
        if n_chars(gap.trim()) > 2 {
            return None;
        }
        let range = self.stretch(it);
        let kind = measure_class(&total.unit);
        let is_part = |it: &&StatedNumber<'_>| {
            range.start <= it.span.start
                && it.span.end <= range.end
                && it.value > 0.0
                && !matches!(it.what, NumberOrigin::Change(_))
                && measure_class(&it.unit) == kind
                && (it.unit == "%") == (total.unit == "%")
        };
        let parts: Vec<&StatedNumber<'_>> = self.stated.iter().filter(is_part).collect();
        let sum = |parts: &[&StatedNumber<'_>]| parts.iter().map(|it| it.value).sum::<f64>();
        // Things that are counted one by one are not rounded.
        let step = |it: &StatedNumber<'_>| if it.step == 1.0 { 0.0 } else { it.step };
        let steps = parts.iter().map(|it| step(it)).sum::<f64>() + step(total);
        let is_sum =
            |parts: &[&StatedNumber<'_>]| (sum(parts) - total.value).abs() <= steps / 2.0 + 1e-6;
        // The first may be the total itself, which the parts are of.
        if parts.len() < 2
            || total.value <= 0.0
            || is_sum(&parts)
            || (parts.len() > 2 && is_sum(&parts[1..]))
        {
            return None;
        }
        let sum = sum(&parts);
        contradicted_claim(
            format!("前面各数之和是{sum}"),
            format!("the numbers before add up to {sum}"),
        )
    }
}
