//! A pyramid: two groups back to back, row by row, on one scale that begins in the middle.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale, series_class};
use crate::kinds::{Channel, Kind};
use crate::layout::{TextBlock, draw_unit};
use crate::marks::{CenterLine, draw_texture};
use crate::picture::Picture;
use crate::rows::{AXIS_HEIGHT, RowLayout, RowSpace, axis_overhang, head_height, too_many};
use crate::sentences::ChartPurpose;
use crate::text::BASELINE_DROP;
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Rect, Size};
use gongbao_model::{Chart, Series};

/// The pyramid.
#[derive(Debug)]
pub(super) struct Pyramid;

impl Kind for Pyramid {
    fn name(&self) -> &'static str {
        "pyramid"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "金字塔图",
            Lang::En => "Pyramid",
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
        include_str!("pyramid.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        let values: Vec<f64> = picture.all_points().map(|it| it.1.value.abs()).collect();
        Axis::over(
            chart.lang,
            &chart.number,
            &values,
            AxisBase::Zero,
            size.pick(3, 2),
        )
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let n = chart.series.len();
        if n != 2 {
            let en = format!("it sets two series back to back, and there are {n}");
            return Some(Text::new(format!("左右各要一个系列，现有{n}个"), en));
        }
        if chart.values().any(|it| it < 0.0) {
            return Some(Text::new(
                "负数会伸到另一边去",
                "a negative value would reach over to the other side",
            ));
        }
        too_many(chart)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let chart = &upside_down(chart);
        let axis = self.axis(picture, canvas.size);
        let values = shows_values(chart, canvas.width());
        let widest = if values {
            widest_value(chart) + 8.0
        } else {
            0.0
        };
        let names_unit = !values && !chart.unit.is_empty() && chart.unit != "%";
        let heads: Vec<TextBlock> = chart
            .series
            .iter()
            .take(2)
            .map(|it| TextBlock::new(&it.name, canvas.width() * 0.22))
            .collect();
        let unit = if names_unit { AXIS_HEIGHT } else { 0.0 };
        let side = heads.iter().map(TextBlock::height).fold(0.0, f64::max) + 6.0;
        let top = unit + side + if values { 0.0 } else { head_height(chart) };
        let (_, last) = axis_overhang(&axis);
        let edge = f64::max(widest, last);
        let room = RowSpace {
            top,
            thick: BAR_THICKNESS,
            space: 6.0,
            before: (edge, edge),
            after: edge,
            least: 120.0,
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let middle = f64::midpoint(rows.left, rows.right);
        let scale = Scale::new(-axis.high, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + if values { 4.0 } else { AXIS_HEIGHT + 4.0 };

        if names_unit {
            draw_unit(canvas, chart, 0.0);
        }
        draw_heads(canvas, &heads, middle, unit);
        if !values {
            rows.draw_axis(canvas, &mirror_axis(&axis), &scale, top);
        }
        for series in 0..chart.series.len() {
            draw_side(canvas, chart, series, &rows, &scale);
        }
        canvas.line(
            Coord::new(middle, top),
            Coord::new(middle, rows.bottom),
            "zero",
        );
        draw_values(canvas, chart, &rows, &scale, values);
        rows.draw_names(canvas);
    }
}

/// Height of a bar.
const BAR_THICKNESS: f64 = 17.0;
/// With more rows than this, values are read off the axis.
const MANY_ROWS: usize = 24;

/// The first position stands lowest, as the young do in every pyramid of ages.
fn upside_down(chart: &Chart) -> Chart {
    let mut out = chart.clone();
    out.x.reverse();
    let n = chart.x.len();
    let turned = |it: &Series| {
        (0..n)
            .rev()
            .map(|at| it.points.get(at).cloned().flatten())
            .collect()
    };
    out.series = chart
        .series
        .iter()
        .map(|it| Series {
            points: turned(it),
            ..it.clone()
        })
        .collect();
    out
}

fn widest_value(chart: &Chart) -> f64 {
    let gap = (0..2).any(|series| (0..chart.x.len()).any(|at| chart.point(series, at).is_none()));
    let gap = if gap {
        text::text_width(chart.gap())
    } else {
        0.0
    };
    chart
        .points()
        .map(|it| text::text_width(&it.text))
        .fold(gap, f64::max)
}

fn shows_values(chart: &Chart, width: f64) -> bool {
    chart.x.len() <= MANY_ROWS && widest_value(chart) <= width * 0.18
}

/// The first series to the left, the others to the right.
fn series_direction(series: usize) -> f64 {
    if series == 0 { -1.0 } else { 1.0 }
}

fn mirror_axis(axis: &Axis) -> Axis {
    let left = axis
        .ticks
        .iter()
        .rev()
        .filter(|it| it.0 > 0.0)
        .map(|(it, label)| (-it, label.clone()));
    let ticks = left.chain(axis.ticks.iter().cloned()).collect();
    Axis {
        low: -axis.high,
        high: axis.high,
        ticks,
    }
}

fn draw_heads(canvas: &mut Canvas, heads: &[TextBlock], middle: f64, top: f64) {
    canvas.group("ends", |canvas| {
        for (series, head) in heads.iter().enumerate() {
            let anchor = if series == 0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            canvas.group(series_class(series), |canvas| {
                head.draw(
                    canvas,
                    Coord::new(middle + series_direction(series) * 8.0, top),
                    anchor,
                    "",
                );
            });
        }
    });
}

fn draw_side(canvas: &mut Canvas, chart: &Chart, series: usize, rows: &RowLayout, scale: &Scale) {
    canvas.series(series, &chart.series[series].name, |canvas| {
        let zero = scale.at(0.0);
        let mut middles = Vec::new();
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let end = scale.at(series_direction(series) * point.value.abs());
            let (left, right, top) = (end.min(zero), end.max(zero), rows.top(at));
            canvas.rect(
                Rect {
                    left,
                    top,
                    right,
                    bottom: top + BAR_THICKNESS,
                },
                marks::point_mark(chart, series, &chart.x[at], point),
            );
            middles.push(CenterLine {
                from: Coord::new(left, rows.middle(at)),
                to: Coord::new(right, rows.middle(at)),
            });
        }
        draw_texture(canvas, series, BAR_THICKNESS, &middles);
    });
}

fn draw_values(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale, values: bool) {
    let slots = (0..chart.series.len().min(2))
        .flat_map(|series| (0..chart.x.len()).map(move |at| (series, at)));
    canvas.group("values", |canvas| {
        for (series, at) in slots {
            let (way, point) = (series_direction(series), chart.point(series, at));
            let end = scale.at(way * point.map_or(0.0, |it| it.value.abs())) + way * 5.0;
            let anchor = if series == 0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            let place = Coord::new(end, rows.middle(at) + BASELINE_DROP);
            match point {
                Some(point) if values => canvas.text(place, anchor, "value", &point.text),
                None => canvas.text(place, anchor, "muted", chart.gap()),
                Some(_) => {}
            }
        }
    });
}
