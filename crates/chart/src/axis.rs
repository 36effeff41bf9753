//! The axis of values: a range that ends at round numbers, and its ticks as a reader reads them.

use crate::text;
use gongbao_diag::locale::{Digits, Lang, NumberFormat, Scale, split_step};
use gongbao_model::is_drawable;

/// A range of values with its ticks. `low` is always less than `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The lowest value shown, a tick.
    pub(crate) low: f64,
    /// The highest value shown, a tick.
    pub(crate) high: f64,
    /// Values and labels of the ticks, from low to high.
    pub(crate) ticks: Vec<(f64, String)>,
}

/// Where an axis begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AxisBase {
    /// At zero: lengths are compared.
    Zero,
    /// Where the values are, unless zero is near: courses are compared.
    Free,
    /// Where the values are, however near zero: they are sorted into stretches.
    Tight,
}

impl Axis {
    /// The axis for these values, in about `n` steps.
    pub(crate) fn over(
        lang: Lang,
        number: &NumberFormat,
        values: &[f64],
        base: AxisBase,
        n: u32,
    ) -> Axis {
        let values: Vec<f64> = values
            .iter()
            .copied()
            .filter(|it| is_drawable(*it))
            .collect();
        let (low, high) = axis_range(&values, base);
        let whole = values.iter().all(|it| it.fract() == 0.0);
        let step = round_step((high - low) / f64::from(n.max(1)), whole);
        let (from, to) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let mut number = tick_number(lang, number, low.abs().max(high.abs()));
        number.digits = digits_of_step(step / number.scale.factor());
        let ticks = (from as i64..=to as i64).map(|it| it as f64 * step);
        let ticks = ticks
            .map(|it| (it, format_tick_label(&number, lang, it)))
            .collect();
        Axis {
            low: from * step,
            high: to * step,
            ticks,
        }
    }

    /// Whether zero stands on it.
    pub(crate) fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The widest label.
    pub(crate) fn label_width(&self) -> f64 {
        self.ticks
            .iter()
            .map(|(_, it)| text::text_width(it))
            .fold(0.0, f64::max)
    }
}

/// The values to be shown from and to, which differ.
fn axis_range(values: &[f64], base: AxisBase) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return (0.0, 1.0);
    }
    let near_zero =
        low * high <= 0.0 || low.abs().min(high.abs()) < 0.5 * low.abs().max(high.abs());
    let from_zero = base == AxisBase::Zero || (near_zero && base == AxisBase::Free);
    let (low, high) = if from_zero {
        (low.min(0.0), high.max(0.0))
    } else {
        (low, high)
    };
    let largest = low.abs().max(high.abs());
    if largest < 1e-100 {
        return (0.0, 1.0);
    }
    // Values that are all alike, but for the noise of their last digits, need room around them.
    if high - low < largest * 1e-9 {
        (low - largest * 0.1, high + largest * 0.1)
    } else {
        (low, high)
    }
}

/// The next round step: 1, 2 or 5 times a power of ten; no fractions of things that are counted.
fn round_step(raw: f64, whole: bool) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|it| it * power)
        .into_iter()
        .find(|it| *it >= raw * 0.999);
    // Rounding of the logarithm may leave the raw step a little above ten times its power.
    let step = step.unwrap_or(10.0 * power);
    if whole { step.max(1.0) } else { step }
}

/// How ticks are written: large figures in 万 and 亿, the percent sign at each, other units elsewhere.
fn tick_number(lang: Lang, number: &NumberFormat, largest: f64) -> NumberFormat {
    let scale = match (number.scale, lang) {
        // Ticks in 万 beside a unit of 万元 would count in 万万.
        (Scale::One, _) if split_step(&number.unit).is_some() => Scale::One,
        (Scale::One, Lang::Zh) if largest >= 1e8 => Scale::Yi,
        (Scale::One, Lang::Zh) if largest >= 1e5 => Scale::Wan,
        (scale, _) => scale,
    };
    let unit = if number.unit == "%" {
        "%".to_owned()
    } else {
        String::new()
    };
    NumberFormat {
        digits: Digits::AsIs,
        scale,
        grouped: lang == Lang::En && largest >= 1e4,
        unit,
        value_factor: number.value_factor,
    }
}

/// As many digits as the step has.
fn digits_of_step(step: f64) -> Digits {
    let places = -(step * 1.001).log10().floor();
    Digits::AtMost(if places > 0.0 {
        places.min(12.0) as u8
    } else {
        0
    })
}

fn format_tick_label(number: &NumberFormat, lang: Lang, value: f64) -> String {
    let largest = value.abs();
    if value == 0.0 {
        return format!("0{}", number.unit);
    }
    // Beyond what anybody counts, digits in full would fill the picture.
    if !(1e-9..1e15).contains(&largest) {
        return format!("{value:.1e}");
    }
    number.write(lang, value)
}
