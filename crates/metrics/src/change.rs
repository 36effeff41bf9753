//! Two readings compared.

use crate::compute::round_to_significant;
use crate::{Change, ChangeMeasure, Formula, Metric, Reading};
use gongbao_diag::locale::Text;

impl Metric {
    /// Whether its changes are told in points: it is a share, or its unit is percent or per mille.
    pub fn in_points(&self, unit: &str) -> bool {
        matches!(self.formula, Formula::Share { .. }) || matches!(unit, "%" | "％" | "‰")
    }
}

/// The change from one reading to another.
///
/// # Errors
/// Says in both languages why it has no meaning: a missing value, a value that is only a bound, different units, and for an amount a
/// base of zero or below.
pub fn compare_readings(metric: &Metric, from: &Reading, to: &Reading) -> Result<Change, Text> {
    let base = from
        .value
        .ok_or_else(|| Text::new("基期没有数据", "the earlier period has no value"))?;
    let now = to
        .value
        .ok_or_else(|| Text::new("本期没有数据", "the later period has no value"))?;
    if from.bound.is_some() || to.bound.is_some() {
        let zh = "有一期只是上下限或约数，差值无从得知";
        return Err(Text::new(
            zh,
            "one of the values is only a bound, so the difference is not known",
        ));
    }
    if from.unit != to.unit {
        let zh = format!("两期单位不同（“{}”与“{}”）", from.unit, to.unit);
        return Err(Text::new(
            zh,
            format!("the units differ (`{}` and `{}`)", from.unit, to.unit),
        ));
    }
    let difference = subtract_without_noise(now, base);
    if metric.in_points(&to.unit) {
        return Ok(Change {
            difference,
            measure: if to.unit == "‰" {
                ChangeMeasure::PerMillePoints
            } else {
                ChangeMeasure::Points
            },
        });
    }
    if base <= 0.0 {
        return Err(Text::new(
            format!("基期为{base}，不大于零"),
            format!("the earlier value is {base}, which is not above zero"),
        ));
    }
    Ok(Change {
        difference,
        measure: ChangeMeasure::Percent(round_to_significant(100.0 * difference / base)),
    })
}

/// `a - b` without the noise that cancelling leaves behind: nothing beyond the 15th digit of the larger one.
pub(crate) fn subtract_without_noise(a: f64, b: f64) -> f64 {
    let largest = a.abs().max(b.abs());
    if largest == 0.0 || !largest.is_finite() {
        return a - b;
    }
    let places = (14.0 - largest.log10().floor()).clamp(0.0, 30.0) as usize;
    format!("{:.places$}", a - b).parse().unwrap_or(a - b)
}
