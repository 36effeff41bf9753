//! The sentences that describe each series of a chart, for kinds without a description of their own.

use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_model::{Chart, Point, Tick};

/// What a kind of chart is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartPurpose {
    /// Which is highest and which is lowest.
    Ranking,
    /// How it went from first to last.
    Course,
}

/// A sentence in every language of the interface.
pub(crate) struct Phrase(pub &'static str, pub &'static str);

pub(crate) const STOP: Phrase = Phrase("。", ". ");
pub(crate) const NAMED: Phrase = Phrase("{name}：", "{name}: ");
const EXTREMES: Phrase = Phrase("最高为{high}，最低为{low}", "highest {high}, lowest {low}");
const EQUAL: Phrase = Phrase("各值均为{value}", "every value is {value}");
const ONLY: Phrase = Phrase("仅{one}", "only {one}");
const COURSE: Phrase = Phrase("从{first}到{last}", "from {first} to {last}");
const ALSO: Phrase = Phrase("，", "; ");
pub(crate) const VALUE: Phrase = Phrase("{name}（{value}）", "{name} ({value})");
const SO_MANY: Phrase = Phrase("{name}等{n}个", "{name} and {n} in all");
const MORE: Phrase = Phrase(
    "另有{n}个系列见数据表。",
    "{n} further series are in the data table. ",
);

/// Series described one by one; further ones are only counted.
pub(crate) const MAX_SERIES_TOLD: usize = 6;

/// A sentence for each of the first few series.
pub(crate) fn describe_courses(chart: &Chart, tells: ChartPurpose) -> String {
    let mut out = String::new();
    for n in 0..chart.series.len().min(MAX_SERIES_TOLD) {
        if chart.series.len() > 1 {
            out += &fill_phrase(chart, &NAMED, &[("name", &chart.series[n].name)]);
        }
        out += &describe_course(chart, n, tells);
        out += pick_wording(chart, STOP.0, STOP.1);
    }
    if chart.series.len() > MAX_SERIES_TOLD {
        out += &fill_phrase(
            chart,
            &MORE,
            &[("n", &(chart.series.len() - MAX_SERIES_TOLD).to_string())],
        );
    }
    out
}

/// What one series does.
fn describe_course(chart: &Chart, series: usize, tells: ChartPurpose) -> String {
    let points: Vec<(&Tick, &Point)> = chart.drawable(series).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return chart.gap().to_owned();
    };
    if points.len() == 1 {
        return fill_phrase(
            chart,
            &ONLY,
            &[("one", &named_value(chart, first.0, first.1))],
        );
    }
    let low = points
        .iter()
        .map(|it| it.1.value)
        .fold(f64::INFINITY, f64::min);
    let high = points
        .iter()
        .map(|it| it.1.value)
        .fold(f64::NEG_INFINITY, f64::max);
    if low == high {
        return fill_phrase(chart, &EQUAL, &[("value", &first.1.text)]);
    }
    let (high, low) = (
        tied_names(chart, &points, high),
        tied_names(chart, &points, low),
    );
    let extremes = fill_phrase(chart, &EXTREMES, &[("high", &high), ("low", &low)]);
    match tells {
        ChartPurpose::Ranking => extremes,
        ChartPurpose::Course => {
            let ends = [
                ("first", &*named_value(chart, first.0, first.1)),
                ("last", &*named_value(chart, last.0, last.1)),
            ];
            fill_phrase(chart, &COURSE, &ends) + pick_wording(chart, ALSO.0, ALSO.1) + &extremes
        }
    }
}

fn named_value(chart: &Chart, tick: &Tick, point: &Point) -> String {
    fill_phrase(
        chart,
        &VALUE,
        &[("name", &tick.label), ("value", &point.text)],
    )
}

/// Everybody who has the value of one of some points, by name; beyond three only the first.
#[expect(clippy::expect_used, reason = "one of the points has the value")]
fn tied_names(chart: &Chart, points: &[(&Tick, &Point)], value: f64) -> String {
    let equal: Vec<&(&Tick, &Point)> = points.iter().filter(|it| it.1.value == value).collect();
    let names: Vec<&str> = equal.iter().map(|it| it.0.label.as_str()).collect();
    let name = if names.len() > 3 {
        fill_phrase(
            chart,
            &SO_MANY,
            &[("name", names[0]), ("n", &names.len().to_string())],
        )
    } else {
        names.join(word(chart.lang, Word::Separator))
    };
    let (_, first) = equal.first().expect("one of the points has the value");
    fill_phrase(chart, &VALUE, &[("name", &name), ("value", &first.text)])
}

/// A phrase in the chart's language, its names replaced by their values.
pub(crate) fn fill_phrase(chart: &Chart, phrase: &Phrase, values: &[(&str, &str)]) -> String {
    fill_placeholders(pick_wording(chart, phrase.0, phrase.1), values)
}

/// What suits the chart's language.
pub(crate) fn pick_wording(chart: &Chart, zh: &'static str, en: &'static str) -> &'static str {
    match chart.lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
