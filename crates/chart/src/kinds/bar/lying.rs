//! Horizontal bars: for any number of categories, with each name in full.

use crate::axis::Axis;
use crate::canvas::{Canvas, Scale};
use crate::key_symbol::draw_key;
use crate::kinds::Kind;
use crate::kinds::bar::{
    Bar, BarSlot, FILLED_SHARE, MANY_BARS, bar_key, bar_mark, bar_slots, n_marks, widest_value,
};
use crate::layout::{GAP, clear_of, draw_unit, target_lines};
use crate::marks::{CenterLine, draw_texture};
use crate::picture::Picture;
use crate::rows::{RowLayout, RowSpace, TargetLabels, axis_overhang, head_height};
use crate::text::{self, BASELINE_DROP, LINE_HEIGHT};
use gongbao_model::Chart;
use gongbao_model::drawing::{Anchor, Coord, Rect};

/// Draws the chart.
pub(super) fn draw(picture: Picture<'_>, canvas: &mut Canvas) {
    let chart = picture.chart;
    let axis = Bar.axis(picture, canvas.size);
    let key = bar_key(picture, Vec::new(), canvas.width());
    let values = shows_values(chart, canvas.width());
    let targets = TargetLabels::place(chart, canvas.width());
    let names_unit = !values && !chart.unit.is_empty() && chart.unit != "%";
    let unit = if names_unit { LINE_HEIGHT + 4.0 } else { 0.0 };
    let ticks = if values { 0.0 } else { LINE_HEIGHT + 4.0 };
    let head = key.height + unit + if values { 0.0 } else { head_height(chart) };
    let rows = place_bars(chart, canvas, &axis, head + targets.height);
    let scale = Scale::new(axis.low, axis.high, rows.rows.left, rows.rows.right);
    canvas.height = rows.rows.bottom + ticks + 4.0;

    draw_key(canvas, &key);
    if names_unit {
        draw_unit(canvas, chart, key.height);
    }
    if !values {
        rows.rows.draw_axis(canvas, &axis, &scale, head);
    }
    for series in 0..chart.series.len() {
        draw_lying_bars(canvas, chart, series, &rows, &scale);
    }
    let top = head + targets.height;
    rows.rows.draw_zero(canvas, &axis, &scale, top);
    targets.draw(canvas, &scale, head, rows.rows.bottom);
    draw_bar_values(canvas, chart, &rows, &scale);
    rows.rows.draw_names(canvas);
}

/// Whether values stand at the ends of the bars: there are few, and they leave room for bars.
fn shows_values(chart: &Chart, width: f64) -> bool {
    n_marks(chart) <= MANY_BARS && widest_value(chart) <= width * 0.28
}

/// The rows with their bars.
struct LyingBars {
    rows: RowLayout,
    thick: f64,
    values: bool,
}

fn place_bars(chart: &Chart, canvas: &Canvas, axis: &Axis, top: f64) -> LyingBars {
    let values = shows_values(chart, canvas.width());
    let n_series = chart.series.len().max(1) as f64;
    let thick = if values {
        LINE_HEIGHT
    } else {
        (28.0 / n_series).clamp(9.0, 14.0)
    };
    let group = thick * n_series;
    let value = if values {
        widest_value(chart) + GAP
    } else {
        0.0
    };
    // Half of the first and the last tick's label hang over the edges.
    let (first, last) = if values {
        (1.0, 4.0)
    } else {
        axis_overhang(axis)
    };
    let room = RowSpace {
        top,
        thick: group,
        // Bars fill three fifths of their step, but wide groups need no wider spaces.
        space: (group / FILLED_SHARE - group).min(24.0),
        before: (
            if chart.values().any(|it| it < 0.0) {
                value
            } else {
                0.0
            },
            first,
        ),
        after: f64::max(last, value),
        least: text::text_width(chart.gap()) + GAP,
    };
    LyingBars {
        rows: RowLayout::place(chart, canvas, &room),
        thick,
        values,
    }
}

impl LyingBars {
    /// Upper edge of a bar.
    fn y(&self, series: usize, at: usize) -> f64 {
        self.rows.top(at) + self.thick * series as f64
    }
}

fn draw_lying_bars(
    canvas: &mut Canvas,
    chart: &Chart,
    series: usize,
    rows: &LyingBars,
    scale: &Scale,
) {
    canvas.series(series, &chart.series[series].name, |canvas| {
        let mut middles = Vec::new();
        let zero = scale.at(0.0);
        // Bars of a group with values keep a hair's breadth of ground between them.
        let inset = if chart.series.len() > 1 && rows.values {
            1.0
        } else {
            0.0
        };
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let (top, end) = (rows.y(series, at), scale.at(point.value));
            let (left, right) = (end.min(zero), end.max(zero));
            let rect = Rect {
                left,
                top: top + inset,
                right,
                bottom: top + rows.thick - inset,
            };
            canvas.rect(rect, bar_mark(chart, series, at, point));
            let middle = top + rows.thick / 2.0;
            middles.push(CenterLine {
                from: Coord::new(left, middle),
                to: Coord::new(right, middle),
            });
        }
        draw_texture(canvas, series, rows.thick, &middles);
    });
}

fn draw_bar_values(canvas: &mut Canvas, chart: &Chart, rows: &LyingBars, scale: &Scale) {
    canvas.group("values", |canvas| {
        for slot in bar_slots(chart) {
            draw_word(canvas, chart, slot, rows, scale);
        }
    });
}

/// The value behind a bar, or the word for a gap where it has room.
fn draw_word(canvas: &mut Canvas, chart: &Chart, slot: BarSlot, rows: &LyingBars, scale: &Scale) {
    let y = rows.y(slot.series, slot.at) + rows.thick / 2.0 + BASELINE_DROP;
    match chart.point(slot.series, slot.at) {
        Some(point) if rows.values => {
            let end = scale.at(point.value);
            let (lines, width) = (target_lines(chart, scale), text::text_width(&point.text));
            let (x, anchor) = if point.value < 0.0 {
                let x = end - 5.0;
                (x + clear_of(&lines, x - width, x, -1.0), Anchor::End)
            } else {
                let x = end + 5.0;
                (x + clear_of(&lines, x, x + width, 1.0), Anchor::Start)
            };
            canvas.text(Coord::new(x, y), anchor, "value", &point.text);
        }
        None if rows.thick >= 12.0 || chart.series.len() == 1 => {
            // Where no bar reaches beyond zero, there may be no room beyond it either.
            let falls = chart.values().all(|it| it <= 0.0) && chart.values().any(|it| it < 0.0);
            let (x, anchor) = if falls {
                (-5.0, Anchor::End)
            } else {
                (5.0, Anchor::Start)
            };
            canvas.text(
                Coord::new(scale.at(0.0) + x, y),
                anchor,
                "muted",
                chart.gap(),
            );
        }
        Some(_) | None => {}
    }
}
