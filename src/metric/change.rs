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
