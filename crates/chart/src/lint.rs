//! What would mislead in a chart that can be drawn: said to its author, who may have a reason for it.
//!
//! A kind says what it can take (`most_series`, `shows_whole`, `may_begin_anywhere`); nothing here knows a kind.
//!
//! The `chart` embed of `site` adds what only metrics know, and lets pass what an author accepts
//! with a reason.

use crate::kinds::kind_of;
use crate::picture::Picture;
use crate::text::{self, FONT_SIZE};
use gongbao_diag::Code;
use gongbao_diag::locale::{NumberFormat, Text, Word, word};
use gongbao_model::drawing::Size;
use gongbao_model::{Chart, Point};

/// What is wrong, with the values of its wording.
#[derive(Clone, Debug)]
pub struct LintFault {
    pub code: Code,
    pub values: Vec<(&'static str, Text)>,
}

/// Titles longer than this, in characters as wide as they are high, are not read at a glance.
const LONGEST_TITLE: f64 = 36.0;
/// An axis that leaves zero out and shows less than this part of the values makes much of little.
const MIN_SPREAD: f64 = 0.03;
/// Percentages are rounded, each by up to half a unit of their last digit.
const ROUNDING_SLACK: f64 = 1.0;

/// Everything about a chart that would mislead.
pub fn find_faults(chart: &Chart) -> Vec<LintFault> {
    let found = [
        check_title(chart),
        check_source(chart),
        too_many_series(chart),
        check_axis_start(chart),
        check_whole(chart),
    ];
    found.into_iter().flatten().collect()
}

fn new_fault<T: Into<Text>>(
    code: Code,
    values: impl IntoIterator<Item = (&'static str, T)>,
) -> Option<LintFault> {
    Some(LintFault {
        code,
        values: values
            .into_iter()
            .map(|(name, it)| (name, it.into()))
            .collect(),
    })
}

fn check_title(chart: &Chart) -> Option<LintFault> {
    let length = text::text_width(&chart.title) / FONT_SIZE;
    let (found, most) = (format!("{length:.0}"), format!("{LONGEST_TITLE:.0}"));
    (length > LONGEST_TITLE)
        .then(|| new_fault(Code::TitleTooLong, [("count", found), ("most", most)]))
        .flatten()
}

fn check_source(chart: &Chart) -> Option<LintFault> {
    let is_unknown = chart.source.is_empty() || chart.source == word(chart.lang, Word::NoSource);
    if is_unknown {
        new_fault::<Text>(Code::NoChartSource, [])
    } else {
        None
    }
}

fn too_many_series(chart: &Chart) -> Option<LintFault> {
    // Of small pictures each has series of its own.
    let largest = chart
        .extras
        .panels
        .iter()
        .map(|it| it.series.len())
        .max()
        .unwrap_or(chart.series.len());
    let most = kind_of(chart).most_series();
    let values = [
        ("count", largest.to_string()),
        ("most", most.to_string()),
        ("kind", chart.kind.0.to_owned()),
    ];
    if largest > most {
        new_fault(Code::TooManySeries, values)
    } else {
        None
    }
}

fn check_axis_start(chart: &Chart) -> Option<LintFault> {
    if !kind_of(chart).axis_may_omit_zero()
        || kind_of(chart)
            .axis(Picture::alone(chart), Size::Wide)
            .has_zero()
    {
        return None;
    }
    let low = chart.values().fold(f64::INFINITY, f64::min);
    let high = chart.values().fold(f64::NEG_INFINITY, f64::max);
    let spread = (high - low) / high.abs().max(low.abs());
    let values = [
        ("low", chart.number.write(chart.lang, low)),
        ("high", chart.number.write(chart.lang, high)),
    ];
    (spread > 0.0 && spread < MIN_SPREAD)
        .then(|| new_fault(Code::TruncatedAxis, values))
        .flatten()
}

/// Parts that are shown as one whole have to be parts of it, and all of them.
fn check_whole(chart: &Chart) -> Option<LintFault> {
    if !kind_of(chart).shows_whole(chart) || chart.series.len() < 2 {
        return None;
    }
    if let Some(total) = (0..chart.series.len()).find(|it| is_total(chart, *it)) {
        let name = &chart.series[total].name;
        let reason = Text::new(
            format!("“{name}”是其他各项之和"),
            format!("`{name}` is the sum of the others"),
        );
        return new_fault(Code::NotOneWhole, [("reason", reason)]);
    }
    if chart.unit != "%" {
        return None;
    }
    let sums = (0..chart.x.len()).filter_map(|at| Some((at, sum_at(chart, at, None)?)));
    let (at, sum) = sums
        .into_iter()
        .find(|(_, it)| (it - 100.0).abs() > ROUNDING_SLACK)?;
    let sum = NumberFormat {
        unit: "%".to_owned(),
        ..chart.number.clone()
    }
    .write(chart.lang, sum);
    new_fault(
        Code::SumNotWhole,
        [("position", chart.x[at].label.clone()), ("sum", sum)],
    )
}

/// Whether a series is the sum of the others wherever all are known, at two positions at least.
fn is_total(chart: &Chart, series: usize) -> bool {
    let known = (0..chart.x.len()).filter_map(|at| {
        let own = chart.point(series, at)?.value;
        Some((own, sum_at(chart, at, Some(series))?))
    });
    let pairs: Vec<(f64, f64)> = known.collect();
    let is_equal = |(own, sum): &(f64, f64)| (own - sum).abs() <= own.abs() * 1e-9;
    chart.series.len() > 2
        && pairs.len() > 1
        && pairs.iter().all(is_equal)
        && pairs.iter().any(|it| it.0 != 0.0)
}

/// The sum of the series at a position, but for one of them; nothing if one is missing.
fn sum_at(chart: &Chart, at: usize, without: Option<usize>) -> Option<f64> {
    let those = (0..chart.series.len()).filter(|it| Some(*it) != without);
    let values: Option<Vec<f64>> = those
        .map(|it| chart.point(it, at).map(|it: &Point| it.value))
        .collect();
    values.map(|it| it.iter().sum())
}

#[cfg(test)]
mod tests {
    use crate::lint::find_faults;
    use crate::{KINDS, example_chart, find_kind};
    use gongbao_model::{Chart, ChartKind, Stack};

    fn check(name: &str, change: impl Fn(&mut Chart), expected: &[&str]) {
        let mut chart = example_chart(find_kind(name).expect("a kind"));
        change(&mut chart);
        let found: Vec<&str> = find_faults(&chart)
            .iter()
            .map(|it| it.code.name())
            .collect();
        assert_eq!(found, expected, "{name}");
    }

    fn set(chart: &mut Chart, series: usize, values: &[f64]) {
        for (point, value) in chart.series[series].points.iter_mut().flatten().zip(values) {
            point.value = *value;
        }
    }

    #[test]
    fn examples_have_no_faults() {
        for kind in KINDS {
            check(kind.name(), |_| {}, &[]);
        }
    }

    #[test]
    fn a_title_is_read_at_a_glance() {
        check("bar", |it| it.title = "达标".repeat(18), &[]);
        check(
            "bar",
            |it| it.title = "达标".repeat(19),
            &["chart/title-too-long"],
        );
    }

    #[test]
    fn a_source_has_to_be_named() {
        check("bar", |it| it.source = String::new(), &["chart/no-source"]);
        check(
            "bar",
            |it| it.source = "来源未注明".to_owned(),
            &["chart/no-source"],
        );
    }

    #[test]
    fn colours_do_for_eight_series() {
        let many =
            |it: &mut Chart, n| it.series = it.series.iter().cycle().take(n).cloned().collect();
        check("line", |it| many(it, 8), &[]);
        check("line", |it| many(it, 9), &["chart/too-many-series"]);
        check("heatmap", |it| many(it, 30), &[]);
    }

    #[test]
    fn much_is_not_made_of_little() {
        let near = |it: &mut Chart, step: f64| {
            it.targets.clear();
            for series in 0..it.series.len() {
                set(
                    it,
                    series,
                    &(0..20)
                        .map(|at| 50.0 + f64::from(at) * step)
                        .collect::<Vec<_>>(),
                );
            }
        };
        check("line", |it| near(it, 1.0), &[]);
        check("line", |it| near(it, 0.01), &["chart/truncated-axis"]);
        check(
            "line",
            |it| {
                near(it, 0.01);
                it.extras.from_zero = true;
            },
            &[],
        );
    }

    #[test]
    fn a_total_is_no_part() {
        let three = |it: &mut Chart, first: [f64; 4]| {
            it.kind = ChartKind("bar");
            it.stack = Stack::Amounts;
            it.unit = "件".to_owned();
            it.series = (0..3).map(|_| it.series[0].clone()).collect();
            set(it, 0, &first);
            set(it, 1, &[1.0, 2.0, 3.0, 4.0]);
            set(it, 2, &[5.0, 6.0, 7.0, 8.0]);
            it.series.iter_mut().for_each(|it| it.points.truncate(4));
            it.x.truncate(4);
        };
        check(
            "diverging",
            |it| three(it, [6.0, 8.0, 10.0, 12.0]),
            &["chart/not-one-whole"],
        );
        check("diverging", |it| three(it, [6.0, 8.0, 10.0, 13.0]), &[]);
    }

    #[test]
    fn percentages_of_a_whole_come_to_a_hundred() {
        let two = |it: &mut Chart, second: f64| {
            it.kind = ChartKind("bar");
            it.stack = Stack::Amounts;
            it.unit = "%".to_owned();
            it.series.truncate(2);
            set(it, 0, &[40.0; 20]);
            set(it, 1, &[second; 20]);
        };
        check("diverging", |it| two(it, 60.4), &[]);
        check("diverging", |it| two(it, 20.0), &["chart/sum-not-100"]);
    }
}
