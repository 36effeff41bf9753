//! An area chart: how a whole and its parts develop, period by period.
//!
//! Where a part is missing the whole is unknown, and the picture has a gap.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale, series_class};
use crate::key_symbol::{KeySymbol, draw_key, named_series_entries};
use crate::kinds::{Channel, Kind};
use crate::layout::{
    AxisLabels, EndLabel, HEAD, Key, KeyEntry, PlotArea, TextBlock, draw_ends, draw_grid,
    draw_unit, draw_zero, fits_in_lines, label_margin,
};
use crate::marks;
use crate::picture::Picture;
use crate::rows::AXIS_HEIGHT;
use crate::segments::{Segment, amount_segments, percent_notation, share_segments};
use crate::sentences::ChartPurpose;
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Coord, Size};
use gongbao_model::{Chart, Stack};

/// The area chart.
#[derive(Debug)]
pub(super) struct Area;

impl Kind for Area {
    fn name(&self) -> &'static str {
        "area"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "面积图",
            Lang::En => "Area chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
            Channel::Optional("stack"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("area.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        let (number, n_steps) = (area_notation(chart), size.pick(5, 4));
        let ends = (0..chart.x.len())
            .flat_map(|at| area_segments(chart, at))
            .flat_map(|it| [it.low, it.high]);
        let ends: Vec<f64> = ends.collect();
        picture.shared_axis(|| Axis::over(chart.lang, &number, &ends, AxisBase::Zero, n_steps))
    }
    fn least_width(&self) -> f64 {
        150.0
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Line)
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Course
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.values().any(|it| it < 0.0) {
            return Some(Text::new("负数没有面积", "a negative value has no area"));
        }
        if chart.series.len() > 1 && chart.stack == Stack::No {
            let en = "areas of several series hide each other; set `stack: true` or `stack: 100`";
            return Some(Text::new(
                "几个系列的面积会互相遮挡，请写 stack: true 或 stack: 100",
                en,
            ));
        }
        let n = chart.series.len();
        (n > MAX_SERIES).then(|| {
            Text::new(
                format!("有{n}个系列，最多画{MAX_SERIES}个"),
                format!("{n} series are more than {MAX_SERIES}"),
            )
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let (ends, entries) = end_labels_and_key(picture, canvas.size);
        let key = Key::place(entries, canvas.width());
        let names_unit =
            chart.stack != Stack::Shares && !chart.unit.is_empty() && chart.unit != "%";
        let top = key.height + if names_unit { AXIS_HEIGHT } else { 0.0 } + HEAD;
        let right = canvas.width() - label_margin(&ends).max(12.0);
        let bottom = top + canvas.tall(280.0, 240.0);
        let plot = PlotArea {
            left: axis.label_width() + 8.0,
            right,
            top,
            bottom,
        };
        let x = x_positions(chart, &plot);
        let scale = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
        let labels: Vec<(f64, &str)> = x
            .iter()
            .zip(&chart.x)
            .map(|(x, it)| (*x, &*it.label))
            .collect();
        let under = AxisLabels::place(&labels, canvas.width());
        canvas.height = plot.bottom + under.height + 4.0;

        draw_key(canvas, &key);
        if names_unit {
            draw_unit(canvas, chart, key.height);
        }
        draw_grid(canvas, &axis, &plot, &scale);
        for series in 0..chart.series.len() {
            draw_area(canvas, chart, series, &x, &scale);
        }
        draw_zero(canvas, &axis, &plot, &scale);
        draw_ends(canvas, &ends, &plot, &scale);
        under.draw(canvas, plot.bottom);
    }
}

/// More parts than this cannot be told apart.
const MAX_SERIES: usize = 8;
/// With more points than this in all, none is marked.
const MANY_POINTS: usize = 60;

fn area_notation(chart: &Chart) -> gongbao_diag::locale::NumberFormat {
    if chart.stack == Stack::Shares {
        percent_notation()
    } else {
        chart.number.clone()
    }
}

/// The parts at a position; none where one is missing, because the whole is unknown.
fn area_segments(chart: &Chart, at: usize) -> Vec<Segment> {
    if (0..chart.series.len()).any(|it| chart.point(it, at).is_none()) {
        return Vec::new();
    }
    if chart.stack == Stack::Shares {
        share_segments(chart, at)
    } else {
        amount_segments(chart, at)
    }
}

fn area_segment(chart: &Chart, series: usize, at: usize) -> Option<Segment> {
    area_segments(chart, at)
        .into_iter()
        .find(|it| it.series == series)
}

/// Names at the right edge where the last period is known and they fit, else in the key.
fn end_labels_and_key(
    picture: Picture<'_>,
    size: Size,
) -> (Vec<EndLabel>, Vec<KeyEntry<KeySymbol>>) {
    let chart = picture.chart;
    let limit = size.pick(150.0, 92.0);
    let last = chart.x.len().saturating_sub(1);
    let end = |n: usize| {
        let (part, point) = (area_segment(chart, n, last)?, chart.point(n, last)?);
        let value = if chart.stack == Stack::Shares {
            percent_notation().write(chart.lang, part.high - part.low)
        } else {
            point.text.clone()
        };
        let said = if chart.series.len() == 1 {
            value
        } else {
            format!("{} {value}", chart.series[n].name)
        };
        fits_in_lines(&said, limit, 2).then(|| EndLabel {
            block: TextBlock::new(&said, limit),
            value: f64::midpoint(part.low, part.high),
            from: f64::MAX,
            class: series_class(n),
        })
    };
    let room = !picture.is_panel() || chart.series.len() == 1;
    let ends: Option<Vec<EndLabel>> = (0..chart.series.len())
        .map(end)
        .collect::<Option<_>>()
        .filter(|_| room);
    let is_known = ends.is_some();
    let mut entries = Vec::new();
    if !is_known && chart.series.len() > 1 && !picture.is_panel() {
        let entry = |n: usize| KeyEntry {
            symbol: KeySymbol::Line(n),
            text: chart.series[n].name.clone(),
        };
        entries.extend((0..chart.series.len()).map(entry));
    }
    if (0..chart.x.len()).any(|at| area_segments(chart, at).is_empty()) {
        entries.push(KeyEntry {
            symbol: KeySymbol::Gap,
            text: chart.gap().to_owned(),
        });
    }
    // Where names have no room at the edge, none stands there.
    (ends.into_iter().flatten().collect(), entries)
}

fn x_positions(chart: &Chart, plot: &PlotArea) -> Vec<f64> {
    let n = chart.x.len();
    let times = chart
        .times()
        .unwrap_or_else(|| (0..n).map(|it| it as f64).collect());
    // Nothing stands anywhere where there is no position.
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Vec::new();
    };
    if first == last {
        return vec![f64::midpoint(plot.left, plot.right); n];
    }
    let scale = Scale::new(*first, *last, plot.left + 6.0, plot.right - 2.0);
    times.iter().map(|it| scale.at(*it)).collect()
}

fn draw_area(canvas: &mut Canvas, chart: &Chart, series: usize, x: &[f64], scale: &Scale) {
    let parts: Vec<Option<Segment>> = (0..chart.x.len())
        .map(|at| area_segment(chart, series, at))
        .collect();
    canvas.series(series, &chart.series[series].name, |canvas| {
        for run in parts.split(Option::is_none).filter(|it| !it.is_empty()) {
            draw_run(canvas, run, x, scale);
        }
        if chart.x.len() * chart.series.len() > MANY_POINTS {
            return;
        }
        for it in parts.iter().flatten() {
            let Some(point) = chart.point(series, it.at) else {
                continue;
            };
            let mark = marks::point_mark(chart, series, &chart.x[it.at], point);
            marks::draw_marker(
                canvas,
                series,
                Coord::new(x[it.at], scale.at(it.high)),
                mark,
            );
        }
    });
}

/// The area of periods without a gap between them; a lone period is a narrow column.
fn draw_run(canvas: &mut Canvas, run: &[Option<Segment>], x: &[f64], scale: &Scale) {
    let run: Vec<&Segment> = run.iter().flatten().collect();
    let half = if run.len() == 1 { 2.0 } else { 0.0 };
    let at = |x: f64, value: f64| Coord::new(x, scale.at(value));
    let upper = run.iter().map(|it| at(x[it.at] - half, it.high));
    let lower = run.iter().rev().map(|it| at(x[it.at] + half, it.low));
    let top = run
        .last()
        .filter(|_| half > 0.0)
        .map(|it| at(x[it.at] + half, it.high));
    let foot = run
        .first()
        .filter(|_| half > 0.0)
        .map(|it| at(x[it.at] - half, it.low));
    let corners: Vec<Coord> = upper.chain(top).chain(lower).chain(foot).collect();
    canvas.shape(&corners, Mark::class("area"));
}
