//! The filters behind the bar, applied to a way of writing numbers. A filter says how a figure is written and never
//! changes what it is: one that does not fit the unit is refused.

use gongbao_diag::Place;
use gongbao_diag::locale::{
    Digits, NumberFormat, Scale, Text, is_points, is_proportion, split_step,
};

use crate::expression::FormatFilter;
use crate::failure::{Failure, bad_argument};

/// A number's way of writing with the author's filters applied to `value`, where it is known.
///
/// # Errors
/// `figure/bad-argument` for a filter that does not fit the unit.
pub(crate) fn apply_formats(
    number: &NumberFormat,
    value: Option<f64>,
    formats: &[FormatFilter],
    place: &Place,
) -> Result<NumberFormat, Failure> {
    let unit = number.unit.as_str();
    let mut written = number.clone();
    for format in formats {
        check_format(*format, unit, place)?;
        match *format {
            FormatFilter::Wan(n) => set_scale(&mut written, (Scale::Wan, n), number, value),
            FormatFilter::Yi(n) => set_scale(&mut written, (Scale::Yi, n), number, value),
            FormatFilter::Percent(n) | FormatFilter::Points(n) | FormatFilter::Digits(n) => {
                written.digits = Digits::Exactly(n);
            }
            FormatFilter::Bare => {}
            FormatFilter::Grouped => written.grouped = true,
        }
    }
    if formats.contains(&FormatFilter::Bare) {
        written.unit.clear();
    }
    let is_scaled = |it: &FormatFilter| matches!(it, FormatFilter::Wan(_) | FormatFilter::Yi(_));
    let shows_nothing = |it: f64| it != 0.0 && !written.shows_value(it);
    if formats.iter().any(is_scaled) && value.is_some_and(shows_nothing) {
        let wrong = Text::new(
            "按这一单位取这几位小数，这个数会写成0",
            "in this unit and with so few digits, the figure would be written as 0",
        );
        let help = Text::new(
            "请去掉 wan 或 yi，或增加小数位数，例如 yi(4)",
            "drop `wan` or `yi`, or ask for more digits, such as yi(4)",
        );
        return Err(bad_argument(place, wrong, help).into());
    }
    Ok(written)
}

/// From here on, a value in 亿 is shown in 万亿 when it is asked for in 万, and in 万 below it.
const LEAST_YI_IN_WAN_YI: f64 = 1000.0;

/// Sets the scale, counted from the unit itself: 140828万人 are 14.08亿人, and 0.45亿元 are 4500万元.
fn set_scale(
    written: &mut NumberFormat,
    (scale, digits): (Scale, u8),
    number: &NumberFormat,
    value: Option<f64>,
) {
    written.scale = scale;
    written.digits = Digits::AtMost(digits);
    let Some((step, base)) = split_step(&number.unit) else {
        return;
    };
    let is_large = value.is_some_and(|it| it.abs() >= LEAST_YI_IN_WAN_YI);
    if scale == Scale::Wan && step == Scale::Yi.factor() && is_large {
        return;
    }
    written.value_factor = Some(step);
    written.unit = base.to_owned();
}

fn check_format(format: FormatFilter, unit: &str, place: &Place) -> Result<(), Failure> {
    let fits = match format {
        FormatFilter::Wan(_) | FormatFilter::Yi(_) => {
            !is_proportion(unit) && !has_english_step(unit)
        }
        FormatFilter::Percent(_) => matches!(unit, "%" | "％"),
        FormatFilter::Points(_) => is_points(unit),
        FormatFilter::Digits(_) | FormatFilter::Bare | FormatFilter::Grouped => true,
    };
    if fits {
        return Ok(());
    }
    let name = match format {
        FormatFilter::Wan(_) => "wan",
        FormatFilter::Yi(_) => "yi",
        FormatFilter::Percent(_) => "pct",
        FormatFilter::Points(_) => "pp",
        FormatFilter::Digits(_) => "num",
        FormatFilter::Bare => "bare",
        FormatFilter::Grouped => "sep",
    };
    let wrong = if unit.is_empty() {
        Text::new(
            format!("格式 {name} 不能用于没有单位的数：格式不改变数的含义"),
            format!(
                "`{name}` does not fit a figure without a unit: a filter never changes what a figure is"
            ),
        )
    } else {
        Text::new(
            format!("格式 {name} 不能用于单位“{unit}”：格式不改变数的含义"),
            format!(
                "`{name}` does not fit the unit `{unit}`: a filter never changes what a figure is"
            ),
        )
    };
    let help = Text::new(
        "小数位数用 num(1)；单位请写在 metrics.yaml 或 datapackage.yaml 的 unit 中",
        "for digits write num(1); the unit belongs to `unit` in metrics.yaml or datapackage.yaml",
    );
    Err(bad_argument(place, wrong, help).into())
}

/// Whether an English unit already counts in thousands, millions or more: £m, USD million, € bn.
fn has_english_step(unit: &str) -> bool {
    const WORDS: [&str; 6] = [
        "hundred", "thousand", "million", "billion", "trillion", "bn",
    ];
    let lower = unit.to_lowercase();
    let is_money = lower.starts_with(['£', '$', '€', '¥', '￥']);
    WORDS.iter().any(|it| lower.contains(it)) || is_money && lower.ends_with(['k', 'm', 'n', 'b'])
}

#[cfg(test)]
mod tests {
    use crate::expression::FormatFilter;
    use crate::filters::apply_formats;
    use gongbao_diag::Place;
    use gongbao_diag::locale::{Lang, NumberFormat};

    fn written(lang: Lang, value: f64, unit: &str, formats: &[FormatFilter]) -> Option<String> {
        let number = NumberFormat {
            unit: unit.to_owned(),
            ..NumberFormat::default()
        };
        let number = apply_formats(
            &number,
            Some(value),
            formats,
            &Place::file(&"index.md".into()),
        );
        match number {
            Ok(number) => Some(number.write(lang, value)),
            Err(_) => None,
        }
    }

    fn check(value: f64, unit: &str, format: FormatFilter, expected: &str) {
        let shown = written(Lang::Zh, value, unit, &[format]);
        assert_eq!(shown.as_deref(), Some(expected), "{value}{unit} {format:?}");
    }

    fn check_refused(value: f64, unit: &str, format: FormatFilter) {
        let shown = written(Lang::Zh, value, unit, &[format]);
        assert_eq!(shown, None, "{value}{unit} {format:?}");
    }

    #[test]
    fn units_that_count_in_wan_or_yi_are_converted() {
        check(8396.49, "亿元", FormatFilter::Yi(2), "8396.49亿元");
        check(8396.49, "亿元", FormatFilter::Wan(2), "0.84万亿元");
        check(0.45, "亿元", FormatFilter::Wan(2), "4500万元");
        check(140_828.0, "万人", FormatFilter::Yi(2), "14.08亿人");
        check(140_828.0, "万人", FormatFilter::Wan(2), "140828万人");
        check(1.2, "万亿元", FormatFilter::Yi(0), "12000亿元");
        check(30.0, "百万元", FormatFilter::Wan(0), "3000万元");
        check(300_000_000.0, "元", FormatFilter::Yi(2), "3亿元");
        check(50_000.0, "万千瓦时", FormatFilter::Yi(1), "5亿千瓦时");
    }

    #[test]
    fn the_unit_is_known_even_where_it_is_not_written() {
        let formats = [FormatFilter::Bare, FormatFilter::Yi(2)];
        let shown = written(Lang::Zh, 140_828.0, "万人", &formats);
        assert_eq!(shown.as_deref(), Some("14.08亿"));
        let shown = written(Lang::En, 140_828.0, "万人", &formats);
        assert_eq!(shown.as_deref(), Some("1,408,280,000"));
    }

    #[test]
    fn filters_that_would_change_the_figure_are_refused() {
        check_refused(3120.0, "件", FormatFilter::Percent(1));
        check_refused(3120.0, "", FormatFilter::Percent(1));
        check_refused(2.6, "个百分点", FormatFilter::Percent(1));
        check_refused(78.0, "%", FormatFilter::Points(1));
        check_refused(5.0, "件", FormatFilter::Points(1));
        check_refused(78.0, "%", FormatFilter::Wan(2));
        check_refused(7.8, "‰", FormatFilter::Yi(2));
        check_refused(7.8, "‰", FormatFilter::Percent(1));
        check_refused(306.0, "£m", FormatFilter::Wan(1));
        check_refused(306.0, "USD million", FormatFilter::Yi(1));
        check_refused(36.0, "件", FormatFilter::Yi(2));
    }

    #[test]
    fn filters_that_fit_give_the_digits() {
        check(78.04, "%", FormatFilter::Percent(1), "78.0%");
        check(2.64, "个百分点", FormatFilter::Points(1), "2.6个百分点");
        check(0.0, "件", FormatFilter::Wan(1), "0万件");
    }
}
