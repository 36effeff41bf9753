//! Two readings compared, and the words for it: 提高1.2个百分点, 增长3.4%, 持平; never a negative figure.

use crate::locale::{Digits, Lang, Number, Text, Word, fill, word};
use crate::metric::read::clean;
use crate::metric::{Change, ChangeMeasure, Formula, Metric, Reading};

impl Metric {
    /// Whether its changes are told in percentage points: it is a share, or its unit is percent.
    pub fn in_points(&self, unit: &str) -> bool {
        matches!(self.formula, Formula::Share { .. }) || matches!(unit, "%" | "％")
    }

    /// The digits its percentage points are written with: its own, or at most two.
    pub fn point_digits(&self) -> Digits {
        self.decimals.map_or(Digits::AtMost(2), Digits::Exactly)
    }
}

/// The change from one reading to another.
///
/// # Errors
/// Says in both languages why it has no meaning: a missing value, different units, and for an amount a
/// base of zero or below.
pub fn change(metric: &Metric, from: &Reading, to: &Reading) -> Result<Change, Text> {
    let base = from.value.ok_or_else(|| Text::new("基期没有数据", "the earlier period has no value"))?;
    let now = to.value.ok_or_else(|| Text::new("本期没有数据", "the later period has no value"))?;
    if from.unit != to.unit {
        let zh = format!("两期单位不同（“{}”与“{}”）", from.unit, to.unit);
        return Err(Text::new(zh, format!("the units differ (`{}` and `{}`)", from.unit, to.unit)));
    }
    let difference = subtract(now, base);
    if metric.in_points(&to.unit) {
        return Ok(Change { difference, measure: ChangeMeasure::Points });
    }
    if base <= 0.0 {
        return Err(Text::new(
            format!("基期为{base}，不大于零"),
            format!("the earlier value is {base}, which is not above zero"),
        ));
    }
    Ok(Change { difference, measure: ChangeMeasure::Percent(clean(100.0 * difference / base)) })
}

/// `a - b` without the noise that cancelling leaves behind: nothing beyond the 15th digit of the larger one.
pub fn subtract(a: f64, b: f64) -> f64 {
    let largest = a.abs().max(b.abs());
    if largest == 0.0 || !largest.is_finite() {
        return a - b;
    }
    let places = (14.0 - largest.log10().floor()).clamp(0.0, 30.0) as usize;
    format!("{:.places$}", a - b).parse().unwrap_or(a - b)
}

/// The change in words: 提高1.2个百分点, 增长3.4%, 持平; 基本持平 if it is too small for the digits shown.
///
/// Without `digits`, points have the metric's and percentages at most one.
pub fn change_words(lang: Lang, metric: &Metric, change: &Change, digits: Option<Digits>) -> String {
    let (size, up, down, unit) = match change.measure {
        ChangeMeasure::Points => (change.difference, Word::Rises, Word::Falls, None),
        ChangeMeasure::Percent(percent) => (percent, Word::Grows, Word::Shrinks, Some("%")),
    };
    if size == 0.0 {
        return word(lang, Word::Unchanged).to_owned();
    }
    let amount = match unit {
        None => points(lang, size.abs(), digits.unwrap_or_else(|| metric.point_digits())),
        Some(unit) => amount(lang, size.abs(), digits.unwrap_or(Digits::AtMost(1)), unit),
    };
    match amount {
        Some(by) => fill(word(lang, if size > 0.0 { up } else { down }), &[("by", &by)]),
        None => word(lang, Word::NearlyUnchanged).to_owned(),
    }
}

/// The bare difference, unsigned: 1.2个百分点 for a share, 200人 for an amount.
pub fn difference_words(lang: Lang, metric: &Metric, change: &Change, number: &Number) -> String {
    let size = change.difference.abs();
    match change.measure {
        ChangeMeasure::Points => points_text(lang, size, metric.point_digits()),
        ChangeMeasure::Percent(_) => number.write(lang, size),
    }
}

/// Percentage points in words; nothing if the digits shown are all zero.
pub fn points(lang: Lang, size: f64, digits: Digits) -> Option<String> {
    is_visible(&Number { digits, ..Number::default() }, size).then(|| points_text(lang, size, digits))
}

fn points_text(lang: Lang, size: f64, digits: Digits) -> String {
    let text = Number { digits, ..Number::default() }.digits_of(size);
    let unit = word(lang, if text == "1" { Word::Point } else { Word::Points });
    match lang {
        Lang::Zh => format!("{text}{unit}"),
        Lang::En => format!("{text} {unit}"),
    }
}

fn amount(lang: Lang, size: f64, digits: Digits, unit: &str) -> Option<String> {
    let number = Number { digits, unit: unit.to_owned(), ..Number::default() };
    is_visible(&number, size).then(|| number.write(lang, size))
}

/// Whether a figure shows any digit but zero.
pub fn is_visible(number: &Number, size: f64) -> bool {
    number.digits_of(size).contains(|it: char| ('1'..='9').contains(&it))
}

#[cfg(test)]
mod tests {
    use crate::locale::{Digits, Lang};
    use crate::metric::tests::{metric, reading};
    use crate::metric::{Formula, Metric, Reading, change, change_words, difference_words};

    fn amount() -> Metric {
        Metric { formula: Formula::Sum("n".into()), decimals: None, ..metric() }
    }

    fn people(value: f64) -> Reading {
        Reading { unit: "人".into(), ..reading(value) }
    }

    fn check(metric: &Metric, from: &Reading, to: &Reading, [zh, en]: [&str; 2]) {
        let said = |lang| match change(metric, from, to) {
            Ok(change) => change_words(lang, metric, &change, None),
            Err(reason) => reason.pick(lang).to_owned(),
        };
        assert_eq!([said(Lang::Zh), said(Lang::En)], [zh, en]);
    }

    fn share(from: f64, to: f64, words: [&str; 2]) {
        check(&metric(), &reading(from), &reading(to), words);
    }

    fn officers(from: f64, to: f64, words: [&str; 2]) {
        check(&amount(), &people(from), &people(to), words);
    }

    #[test]
    fn a_share_changes_in_points() {
        share(40.0, 41.2, ["提高1.2个百分点", "up 1.2 percentage points"]);
        share(41.2, 40.0, ["下降1.2个百分点", "down 1.2 percentage points"]);
        share(0.0, 5.0, ["提高5.0个百分点", "up 5.0 percentage points"]);
        share(40.0, 40.0, ["持平", "unchanged"]);
        share(40.0, 40.04, ["基本持平", "almost unchanged"]);
        share(40.0, 39.95, ["下降0.1个百分点", "down 0.1 percentage points"]);
    }

    #[test]
    fn points_without_decimals_show_at_most_two_digits() {
        let free = Metric { decimals: None, ..metric() };
        check(&free, &reading(40.0), &reading(41.256), ["提高1.26个百分点", "up 1.26 percentage points"]);
        check(&free, &reading(40.0), &reading(41.0), ["提高1个百分点", "up 1 percentage point"]);
    }

    #[test]
    fn an_amount_changes_in_percent() {
        officers(1000.0, 1034.0, ["增长3.4%", "up 3.4%"]);
        officers(1000.0, 970.0, ["下降3%", "down 3%"]);
        officers(1000.0, 1000.0, ["持平", "unchanged"]);
        officers(100_000.0, 100_001.0, ["基本持平", "almost unchanged"]);
        officers(10.0, -5.0, ["下降150%", "down 150%"]);
    }

    #[test]
    fn a_unit_of_percent_changes_in_points_whatever_the_formula() {
        check(&amount(), &reading(5.0), &reading(4.0), ["下降1个百分点", "down 1 percentage point"]);
    }

    #[test]
    fn refuses_a_base_that_is_not_above_zero() {
        officers(0.0, 5.0, ["基期为0，不大于零", "the earlier value is 0, which is not above zero"]);
        officers(-2.5, 5.0, ["基期为-2.5，不大于零", "the earlier value is -2.5, which is not above zero"]);
    }

    #[test]
    fn refuses_missing_values_and_different_units() {
        let nothing = Reading { value: None, ..people(0.0) };
        check(&amount(), &nothing, &people(1.0), ["基期没有数据", "the earlier period has no value"]);
        check(&amount(), &people(1.0), &nothing, ["本期没有数据", "the later period has no value"]);
        check(&amount(), &people(1.0), &reading(1.0), ["两期单位不同（“人”与“%”）", "the units differ (`人` and `%`)"]);
    }

    #[test]
    fn cancelling_leaves_no_noise() {
        let change = change(&metric(), &reading(1_000_000.1), &reading(1_000_000.3)).expect("a change");
        assert_eq!(change.difference, 0.2);
    }

    #[test]
    fn digits_may_be_asked_for() {
        let change = change(&metric(), &reading(40.0), &reading(41.256)).expect("a change");
        assert_eq!(change_words(Lang::Zh, &metric(), &change, Some(Digits::Exactly(2))), "提高1.26个百分点");
    }

    #[test]
    fn the_bare_difference_is_unsigned() {
        let points = change(&metric(), &reading(41.2), &reading(40.0)).expect("a change");
        let words = difference_words(Lang::Zh, &metric(), &points, &metric().number("%"));
        assert_eq!(words, "1.2个百分点");
        let people = change(&amount(), &people(1000.0), &people(800.0)).expect("a change");
        assert_eq!(difference_words(Lang::Zh, &amount(), &people, &amount().number("人")), "200人");
    }
}
