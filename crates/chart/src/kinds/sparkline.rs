//! Sparklines: a course in the space of a word, one row for each series, with its first and last value.
//!
//! Every row has its own scale, because only the shape is shown; the picture says so.

use crate::axis::Axis;
use crate::canvas::{Canvas, Scale};
use crate::course::{last_point, thin_points, unbroken_runs};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::rows::{RowLayout, RowSpace};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, Point};

/// Sparklines.
#[derive(Debug)]
pub(super) struct Sparkline;

impl Kind for Sparkline {
    fn name(&self) -> &'static str {
        "sparkline"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "走势图",
            Lang::En => "Sparklines",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("sparkline.yaml")
    }
    fn axis(&self, picture: Picture<'_>, _: Size) -> Axis {
        let chart = picture.chart;
        // None is shown; the ends of each row are written out.
        let (low, high) = value_range(chart.values());
        Axis {
            low,
            high,
            ticks: Vec::new(),
        }
    }
    fn least_width(&self) -> f64 {
        200.0
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        sparkline_key_entries(chart)
    }
    fn most_series(&self) -> usize {
        usize::MAX
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Course
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let n = chart.series.len();
        (n > MAX_ROWS).then(|| {
            Text::new(
                format!("有{n}行，最多画{MAX_ROWS}行"),
                format!("{n} rows are more than {MAX_ROWS}"),
            )
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let key = Key::place(
            if picture.is_panel() {
                Vec::new()
            } else {
                sparkline_key_entries(chart)
            },
            canvas.width(),
        );
        let names: Vec<&str> = chart.series.iter().map(|it| it.name.as_str()).collect();
        let firsts = (0..names.len()).map(|it| point_text(chart, first_point(chart, it)));
        let lasts =
            (0..names.len()).map(|it| point_text(chart, last_point(chart, it).map(|it| it.1)));
        let width = |it: &mut dyn Iterator<Item = String>| {
            it.map(|it| text::text_width(&it)).fold(0.0, f64::max)
        };
        let (before, after) = (
            width(&mut { firsts }) + LABEL_GAP,
            width(&mut { lasts }) + LABEL_GAP,
        );
        let room = RowSpace {
            top: key.height,
            thick: ROW_HEIGHT,
            space: 10.0,
            before: (before, before),
            after,
            least: 60.0,
        };
        let rows = RowLayout::named(&names, canvas, &room);
        canvas.height = rows.bottom + LINE_HEIGHT + 6.0;

        draw_key(canvas, &key);
        for series in 0..names.len() {
            draw_course(canvas, chart, series, &rows);
        }
        canvas.group("values", |canvas| {
            for series in 0..names.len() {
                write_ends(canvas, chart, series, &rows);
            }
        });
        rows.draw_names(canvas);
        draw_period(canvas, chart, &rows);
    }
}

/// Height of a row's line.
const ROW_HEIGHT: f64 = 26.0;
/// From the line to the values at its ends.
const LABEL_GAP: f64 = 9.0;
/// More rows than this nobody reads.
const MAX_ROWS: usize = 80;
/// What the highest and the lowest point look like: hollow.
const EXTREME_SERIES: usize = 5;

/// A range that is not empty.
fn value_range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| {
        (a.min(it), b.max(it))
    });
    match low < high {
        true => (low, high),
        false if low.is_finite() => (low - low.abs().max(1.0), low + low.abs().max(1.0)),
        false => (0.0, 1.0),
    }
}

fn first_point(chart: &Chart, series: usize) -> Option<&Point> {
    (0..chart.x.len()).find_map(|at| chart.point(series, at))
}

fn point_text(chart: &Chart, point: Option<&Point>) -> String {
    point.map_or_else(|| chart.gap().to_owned(), |it| it.text.clone())
}

fn sparkline_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let mut out = Vec::new();
    let mut entry = |sign, zh, en| {
        out.push(KeyEntry {
            symbol: sign,
            text: pick_wording(chart, zh, en).to_owned(),
        })
    };
    entry(KeySymbol::Dot(0), "首末", "first and last");
    if (0..chart.series.len()).any(|it| {
        marked_positions(chart, it)
            .iter()
            .any(|it| it.1 == EXTREME_SERIES)
    }) {
        entry(
            KeySymbol::Dot(EXTREME_SERIES),
            "最高、最低",
            "highest and lowest",
        );
    }
    if chart.series.len() > 1 {
        entry(
            KeySymbol::None,
            "各行刻度不同，只比走势",
            "each row has its own scale",
        );
    }
    out
}

/// Where the positions stand, to scale where they are times.
fn x_positions(chart: &Chart, rows: &RowLayout) -> Vec<f64> {
    let times = chart
        .times()
        .unwrap_or_else(|| (0..chart.x.len()).map(|it| it as f64).collect());
    // Without positions, nothing is placed between these.
    let (low, high) = (
        times.first().copied().unwrap_or(0.0),
        times.last().copied().unwrap_or(0.0),
    );
    if low >= high {
        return vec![rows.right; times.len()];
    }
    let scale = Scale::new(low, high, rows.left, rows.right);
    times.iter().map(|it| scale.at(*it)).collect()
}

fn draw_course(canvas: &mut Canvas, chart: &Chart, series: usize, rows: &RowLayout) {
    let x = x_positions(chart, rows);
    let (low, high) = value_range(
        (0..chart.x.len())
            .filter_map(|at| chart.point(series, at))
            .map(|it| it.value),
    );
    let top = rows.top(series);
    let y = Scale::new(low, high, top + ROW_HEIGHT - 4.0, top + 4.0);
    canvas.series(0, &chart.series[series].name, |canvas| {
        for run in unbroken_runs(chart, series) {
            let points: Vec<Coord> = run
                .iter()
                .map(|(at, it)| Coord::new(x[*at], y.at(it.value)))
                .collect();
            if points.len() > 1 {
                canvas.path(&thin_points(&points), "line");
            }
        }
        for (at, looks) in marked_positions(chart, series) {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            marks::draw_marker(
                canvas,
                looks,
                Coord::new(x[at], y.at(point.value)),
                marks::point_mark(chart, series, &chart.x[at], point),
            );
        }
    });
}

/// The positions with a marker, and its looks: ends, highest and lowest, and what stands alone.
fn marked_positions(chart: &Chart, series: usize) -> Vec<(usize, usize)> {
    let runs = unbroken_runs(chart, series);
    let points: Vec<(usize, &Point)> = runs.iter().flatten().copied().collect();
    let by_value = |a: &&(usize, &Point), b: &&(usize, &Point)| a.1.value.total_cmp(&b.1.value);
    let extremes = [
        points.iter().min_by(by_value),
        points.iter().max_by(by_value),
    ];
    let alone = runs.iter().filter(|it| it.len() == 1).map(|it| it[0].0);
    let ends = points
        .first()
        .into_iter()
        .chain(points.last())
        .map(|it| it.0);
    let mut out: Vec<(usize, usize)> = extremes
        .into_iter()
        .flatten()
        .map(|it| (it.0, EXTREME_SERIES))
        .collect();
    out.retain(|it| points.len() > 2 && Some(it.0) != points.first().map(|it| it.0));
    out.retain(|it| Some(it.0) != points.last().map(|it| it.0));
    out.extend(ends.chain(alone).map(|it| (it, 0)));
    out.sort_unstable();
    out.dedup_by_key(|it| it.0);
    out
}

fn write_ends(canvas: &mut Canvas, chart: &Chart, series: usize, rows: &RowLayout) {
    let y = rows.middle(series) + BASELINE_DROP;
    let Some((_, last)) = last_point(chart, series) else {
        return canvas.text(
            Coord::new(rows.left, y),
            Anchor::Start,
            "muted",
            chart.gap(),
        );
    };
    canvas.text(
        Coord::new(rows.right + LABEL_GAP, y),
        Anchor::Start,
        "value",
        &last.text,
    );
    if let Some(first) = first_point(chart, series).filter(|it| !std::ptr::eq(*it, last)) {
        canvas.text(
            Coord::new(rows.left - LABEL_GAP, y),
            Anchor::End,
            "value",
            &first.text,
        );
    }
}

/// The first and the last position below the rows.
fn draw_period(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout) {
    // Without positions there is no period to be named.
    let [Some(first), Some(last)] = [chart.x.first(), chart.x.last()] else {
        return;
    };
    let y = rows.bottom + LINE_HEIGHT;
    let half = |it: &str| text::text_width(it) / 2.0;
    let right = rows
        .right
        .min(canvas.width() - half(&last.label))
        .max(half(&last.label));
    let left = rows.left.max(half(&first.label));
    canvas.group("axis names", |canvas| {
        canvas.text(Coord::new(right, y), Anchor::Middle, "", &last.label);
        if chart.x.len() > 1 && left + half(&first.label) + 8.0 < right - half(&last.label) {
            canvas.text(Coord::new(left, y), Anchor::Middle, "", &first.label);
        }
    });
}
