//! Stacked bars: parts of a whole, as amounts or as parts of a hundred.
//!
//! Periods stand side by side as upright bars; names lie, one bar a row.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale};
use crate::key_symbol::{KeySymbol, draw_key, series_entries};
use crate::kinds::bar::FILLED_SHARE;
use crate::layout::{AxisLabels, HEAD, Key, PlotArea, draw_grid, draw_unit, draw_zero};
use crate::picture::Picture;
use crate::rows::{AXIS_HEIGHT, RowLayout, RowSpace, axis_overhang, head_height, too_many};
use crate::segments::{
    self, Direction, Lane, Segment, amount_segments, percent_notation, share_segments,
    write_segment_text,
};
use crate::text::BASELINE_DROP;
use gongbao_diag::locale::Text;
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, Orientation, Stack};

/// Thickness of lying and greatest thickness of upright bars: text stands in them.
const BAR_THICKNESS: f64 = 20.0;
const MAX_THICKNESS: f64 = 64.0;

/// Draws the chart.
pub(super) fn draw(picture: Picture<'_>, canvas: &mut Canvas) {
    let chart = picture.chart;
    let stands = match chart.orientation {
        Orientation::Vertical => true,
        Orientation::Horizontal => chart.x.len() > 300,
        Orientation::Automatic => chart.is_timeline() || chart.x.len() > 300,
    };
    if stands {
        draw_upright(picture, canvas)
    } else {
        draw_lying(picture, canvas)
    }
}

/// Why these data cannot be stacked, if they cannot.
pub(super) fn refuse_stack(chart: &Chart) -> Option<Text> {
    let sums = || {
        (0..chart.x.len()).map(|at| {
            amount_segments(chart, at)
                .iter()
                .map(|it| it.high)
                .fold(0.0, f64::max)
        })
    };
    let is_negative = chart.values().any(|it| it < 0.0);
    if chart.stack == Stack::Shares && is_negative {
        return Some(Text::new(
            "负数不能作为整体的一部分",
            "a negative value is no part of a whole",
        ));
    }
    if chart.unit == "%" && sums().any(|it| it > 101.5) {
        return Some(Text::new(
            "百分比合计超过100%，不是同一整体的各部分",
            "the percentages add up to more than 100%, so they are no parts of one whole",
        ));
    }
    too_many(chart).filter(|_| !chart.is_timeline())
}

fn stacked_segments(chart: &Chart, at: usize) -> Vec<Segment> {
    if chart.stack == Stack::Shares {
        share_segments(chart, at)
    } else {
        amount_segments(chart, at)
    }
}

/// The axis over the whole stacks.
pub(super) fn stacked_axis(picture: Picture<'_>, size: Size) -> Axis {
    let chart = picture.chart;
    if chart.stack == Stack::Shares {
        return Axis::over(
            chart.lang,
            &percent_notation(),
            &[0.0, 100.0],
            AxisBase::Zero,
            size.pick(5, 4),
        );
    }
    let ends: Vec<f64> = (0..chart.x.len())
        .flat_map(|at| stacked_segments(chart, at))
        .flat_map(|it| [it.low, it.high])
        .collect();
    picture.shared_axis(|| {
        Axis::over(
            chart.lang,
            &chart.number,
            &ends,
            AxisBase::Zero,
            size.pick(5, 4),
        )
    })
}

/// What stands in a part: its share where the picture is about shares.
fn segment_text(chart: &Chart, it: &Segment) -> String {
    match chart.stack {
        Stack::Shares => percent_notation().write(chart.lang, it.high - it.low),
        Stack::No | Stack::Amounts => chart.point(it.series, it.at).map_or_else(
            || chart.gap().to_owned(),
            |it| chart.number.write_bare(chart.lang, it.value),
        ),
    }
}

fn names_unit(chart: &Chart) -> bool {
    chart.stack != Stack::Shares && !chart.unit.is_empty() && chart.unit != "%"
}

fn draw_lying(picture: Picture<'_>, canvas: &mut Canvas) {
    let chart = picture.chart;
    let axis = stacked_axis(picture, canvas.size);
    let key = Key::place(series_entries(picture, KeySymbol::Bar), canvas.width());
    let unit = if names_unit(chart) { AXIS_HEIGHT } else { 0.0 };
    let top = key.height + unit + head_height(chart);
    let (first, last) = axis_overhang(&axis);
    let room = RowSpace {
        top,
        thick: BAR_THICKNESS,
        space: 10.0,
        before: (0.0, first),
        after: last,
        least: 60.0,
    };
    let rows = RowLayout::place(chart, canvas, &room);
    let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
    canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

    draw_key(canvas, &key);
    if names_unit(chart) {
        draw_unit(canvas, chart, key.height);
    }
    rows.draw_axis(canvas, &axis, &scale, top);
    draw_parts(canvas, chart, |at| Lane {
        scale: &scale,
        from: rows.top(at),
        to: rows.top(at) + BAR_THICKNESS,
        way: Direction::Across,
    });
    rows.draw_zero(canvas, &axis, &scale, top);
    draw_gaps(canvas, chart, &rows, scale.at(0.0));
    rows.draw_names(canvas);
}

/// The word in rows without any part.
fn draw_gaps(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, zero: f64) {
    canvas.group("values", |canvas| {
        for at in (0..chart.x.len()).filter(|at| stacked_segments(chart, *at).is_empty()) {
            let at = Coord::new(zero + 5.0, rows.middle(at) + BASELINE_DROP);
            canvas.text(at, Anchor::Start, "muted", chart.gap());
        }
    });
}

fn draw_upright(picture: Picture<'_>, canvas: &mut Canvas) {
    let chart = picture.chart;
    let axis = stacked_axis(picture, canvas.size);
    let key = Key::place(series_entries(picture, KeySymbol::Bar), canvas.width());
    let unit = if names_unit(chart) { AXIS_HEIGHT } else { 0.0 };
    let top = key.height + unit + HEAD;
    let left = axis.label_width() + 8.0;
    let plot = PlotArea {
        left,
        right: canvas.width() - 2.0,
        top,
        bottom: top + canvas.tall(270.0, 230.0),
    };
    let step = (plot.right - plot.left) / chart.x.len().max(1) as f64;
    let middle = |at: usize| plot.left + step * (at as f64 + 0.5);
    let labels: Vec<(f64, &str)> = chart
        .x
        .iter()
        .enumerate()
        .map(|(n, it)| (middle(n), &*it.label))
        .collect();
    let under = AxisLabels::place(&labels, canvas.width());
    let scale = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
    canvas.height = plot.bottom + under.height + 4.0;

    draw_key(canvas, &key);
    if names_unit(chart) {
        draw_unit(canvas, chart, key.height);
    }
    draw_grid(canvas, &axis, &plot, &scale);
    let half = (step * (FILLED_SHARE + 0.1)).clamp(0.4, MAX_THICKNESS) / 2.0;
    draw_parts(canvas, chart, |at| Lane {
        scale: &scale,
        from: middle(at) - half,
        to: middle(at) + half,
        way: Direction::Up,
    });
    draw_zero(canvas, &axis, &plot, &scale);
    under.draw(canvas, plot.bottom);
}

/// Draws the parts of every bar into the lane of its position.
fn draw_parts<'a>(canvas: &mut Canvas, chart: &Chart, lane: impl Fn(usize) -> Lane<'a>) {
    let parts: Vec<Segment> = (0..chart.x.len())
        .flat_map(|at| stacked_segments(chart, at))
        .collect();
    for (series, it) in chart.series.iter().enumerate() {
        canvas.series(series, &it.name, |canvas| {
            for it in parts.iter().filter(|it| it.series == series) {
                segments::draw(canvas, chart, it, &lane(it.at));
            }
        });
    }
    for series in 0..chart.series.len() {
        canvas.coloured_group("inside", series, |canvas| {
            for it in parts.iter().filter(|it| it.series == series) {
                write_segment_text(canvas, it, &segment_text(chart, it), &lane(it.at));
            }
        });
    }
}
