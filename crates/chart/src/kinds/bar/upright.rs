//! Vertical bars: for periods, and for a few categories with short names.

use crate::axis::Axis;
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::Kind;
use crate::kinds::bar::{
    Bar, BarSlot, FILLED_SHARE, MANY_BARS, MAX_THICKNESS, bar_key, bar_mark, bar_slots, n_marks,
    target_entries, widest_value,
};
use crate::layout::{
    AxisLabels, EndLabel, GAP, HEAD, KeyEntry, PlotArea, TextBlock, clear_of, draw_ends, draw_grid,
    draw_unit, draw_zero, fits_in_lines, label_margin, target_lines,
};
use crate::marks::{CenterLine, draw_texture};
use crate::picture::Picture;
use crate::text::{ASCENT, LINE_HEIGHT};
use crate::{key_symbol, marks, text};
use gongbao_model::drawing::{Anchor, Coord, Rect};
use gongbao_model::{Chart, is_drawable};

/// Whether the drawing has room for upright bars with all they have to say.
pub(super) fn has_room(picture: Picture<'_>, canvas: &Canvas) -> bool {
    let chart = picture.chart;
    let axis = Bar.axis(picture, canvas.size);
    let plan = UprightPlan::of(chart, canvas, &axis);
    if chart.is_timeline() {
        return plan.thick >= 4.0;
    }
    let labels_fit = chart
        .x
        .iter()
        .all(|it| fits_in_lines(&it.label, plan.step - GAP, 2));
    let values_fit = n_marks(chart) > MANY_BARS || plan.values;
    labels_fit && values_fit && plan.gap_word && plan.thick >= 8.0
}

/// What there is room for, known before anything is placed.
struct UprightPlan {
    left: f64,
    right: f64,
    /// From one position to the next.
    step: f64,
    /// From one bar of a group to the next.
    thick: f64,
    /// Whether values stand at the ends of the bars.
    values: bool,
    /// Whether gaps have room for the word.
    gap_word: bool,
    targets: Option<Vec<EndLabel>>,
}

impl UprightPlan {
    fn of(chart: &Chart, canvas: &Canvas, axis: &Axis) -> UprightPlan {
        let limit = canvas.size.pick(120.0, 62.0);
        let drawn = chart
            .targets
            .iter()
            .filter(|it| is_drawable(it.value) && !it.label.is_empty());
        let ends: Vec<(&str, f64)> = drawn.map(|it| (it.label.as_str(), it.value)).collect();
        let room = ends.iter().all(|it| fits_in_lines(it.0, limit, 3)) && ends.len() <= 6;
        let left = axis.label_width() + 8.0;
        let end = |(label, value): (&str, f64)| EndLabel {
            block: TextBlock::new(label, limit),
            value,
            from: f64::MAX,
            class: "target",
        };
        let targets: Option<Vec<EndLabel>> = room.then(|| ends.into_iter().map(end).collect());
        let right = canvas.width() - targets.as_deref().map_or(0.0, label_margin).max(2.0);
        let step = (right - left) / chart.x.len().max(1) as f64;
        let n_series = chart.series.len().max(1) as f64;
        let thick = (step * FILLED_SHARE / n_series).min(MAX_THICKNESS);
        let room = if chart.series.len() == 1 {
            step - 4.0
        } else {
            thick - 2.0
        };
        let values = n_marks(chart) <= MANY_BARS && widest_value(chart) <= room;
        let has_gap = (0..chart.series.len())
            .any(|s| (0..chart.x.len()).any(|at| chart.point(s, at).is_none()));
        let gap_word = !has_gap || text::text_width(chart.gap()) <= room;
        UprightPlan {
            left,
            right,
            step,
            thick,
            values,
            gap_word,
            targets,
        }
    }

    /// Left edge of a bar.
    fn x(&self, chart: &Chart, series: usize, at: usize) -> f64 {
        let group = self.thick * chart.series.len() as f64;
        self.middle(at) - group / 2.0 + self.thick * series as f64
    }

    fn middle(&self, at: usize) -> f64 {
        self.left + self.step * (at as f64 + 0.5)
    }
}

/// Draws the chart.
pub(super) fn draw(picture: Picture<'_>, canvas: &mut Canvas) {
    let chart = picture.chart;
    let axis = Bar.axis(picture, canvas.size);
    let plan = UprightPlan::of(chart, canvas, &axis);
    let mut more = if plan.targets.is_none() {
        target_entries(chart)
    } else {
        Vec::new()
    };
    if !plan.gap_word {
        more.push(KeyEntry {
            symbol: KeySymbol::Gap,
            text: chart.gap().to_owned(),
        });
    }
    let key = bar_key(picture, more, canvas.width());
    let names_unit = !plan.values && !chart.unit.is_empty() && chart.unit != "%";
    let values = if plan.values { LINE_HEIGHT } else { 0.0 };
    let unit = if names_unit { LINE_HEIGHT + 4.0 } else { 0.0 };
    let top = key.height + unit + f64::max(values, HEAD);
    let plot = PlotArea {
        left: plan.left,
        right: plan.right,
        top,
        bottom: top + canvas.tall(250.0, 210.0),
    };
    let below = if plan.values && chart.values().any(|it| it < 0.0) {
        LINE_HEIGHT
    } else {
        2.0
    };
    let labels: Vec<(f64, &str)> = chart
        .x
        .iter()
        .enumerate()
        .map(|(n, it)| (plan.middle(n), &*it.label))
        .collect();
    let under = AxisLabels::place(&labels, canvas.width());
    let scale = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
    canvas.height = plot.bottom + below + under.height + 2.0;

    draw_key(canvas, &key);
    if names_unit {
        draw_unit(canvas, chart, key.height);
    }
    draw_grid(canvas, &axis, &plot, &scale);
    for series in 0..chart.series.len() {
        draw_upright_bars(canvas, chart, series, &plan, &scale);
    }
    draw_zero(canvas, &axis, &plot, &scale);
    for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
        let y = scale.at(target.value);
        canvas.line(
            Coord::new(plot.left, y),
            Coord::new(plot.right, y),
            "target",
        );
    }
    draw_bar_values(canvas, chart, &plan, &scale);
    if let Some(targets) = &plan.targets {
        draw_ends(canvas, targets, &plot, &scale);
    }
    under.draw(canvas, plot.bottom + below);
}

fn draw_upright_bars(
    canvas: &mut Canvas,
    chart: &Chart,
    series: usize,
    plan: &UprightPlan,
    scale: &Scale,
) {
    canvas.series(series, &chart.series[series].name, |canvas| {
        let mut middles = Vec::new();
        for at in tallest_positions(chart, series, plan.step) {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let (left, end, zero) = (
                plan.x(chart, series, at),
                scale.at(point.value),
                scale.at(0.0),
            );
            // A bar of no height, or no width, would be no mark at all.
            let right = left + plan.thick.max(0.4);
            let (upper, lower) = (end.min(zero), end.max(zero));
            let rect = Rect {
                left,
                top: upper,
                right,
                bottom: lower,
            };
            canvas.rect(rect, bar_mark(chart, series, at, point));
            let middle = left + plan.thick / 2.0;
            middles.push(CenterLine {
                from: Coord::new(middle, upper),
                to: Coord::new(middle, lower),
            });
        }
        draw_texture(canvas, series, plan.thick, &middles);
    });
}

/// The positions drawn: all of them, or where there are several in a pixel, the tallest of each pixel.
fn tallest_positions(chart: &Chart, series: usize, step: f64) -> Vec<usize> {
    let n = chart.x.len();
    if step >= 1.0 {
        return (0..n).collect();
    }
    let height = |at: usize| chart.point(series, at).map_or(-1.0, |it| it.value.abs());
    let mut kept: Vec<(i64, usize)> = Vec::new();
    for at in 0..n {
        let pixel = (at as f64 * step) as i64;
        match kept.last_mut() {
            Some((last, best)) if *last == pixel => {
                if height(at) > height(*best) {
                    *best = at;
                }
            }
            _ => kept.push((pixel, at)),
        }
    }
    kept.into_iter().map(|(_, at)| at).collect()
}

/// Values at the ends of bars, and the word where there is no bar.
fn draw_bar_values(canvas: &mut Canvas, chart: &Chart, plan: &UprightPlan, scale: &Scale) {
    canvas.group("values", |canvas| {
        for slot in bar_slots(chart) {
            draw_word(canvas, chart, slot, plan, scale);
        }
    });
}

/// The value above a bar, or the word for a gap.
fn draw_word(canvas: &mut Canvas, chart: &Chart, slot: BarSlot, plan: &UprightPlan, scale: &Scale) {
    let x = plan.x(chart, slot.series, slot.at) + plan.thick / 2.0;
    let Some(point) = chart.point(slot.series, slot.at) else {
        return draw_gap(canvas, chart, slot, plan, scale.at(0.0));
    };
    if plan.values {
        let y = scale.at(point.value);
        let (y, away) = if point.value < 0.0 {
            (y + LINE_HEIGHT - 2.0, 1.0)
        } else {
            (y - 5.0, -1.0)
        };
        let moved = clear_of(&target_lines(chart, scale), y - ASCENT, y + 1.0, away);
        canvas.text(
            Coord::new(x, y + moved),
            Anchor::Middle,
            "value",
            &point.text,
        );
    }
}

/// The word for a gap, or its sign, where the bar would begin at the line of zero.
fn draw_gap(canvas: &mut Canvas, chart: &Chart, slot: BarSlot, plan: &UprightPlan, zero: f64) {
    let x = plan.x(chart, slot.series, slot.at) + plan.thick / 2.0;
    let said = if plan.gap_word {
        chart.gap()
    } else {
        key_symbol::GAP
    };
    if !plan.gap_word && plan.thick < text::FONT_SIZE + 1.0 {
        // Where even the sign has no room, the gap itself is shown; pointing at it still tells.
        let rect = Rect {
            left: x - plan.thick / 2.0,
            top: zero - 4.0,
            right: x + plan.thick / 2.0,
            bottom: zero,
        };
        let title = Some(marks::gap_sentence(chart, slot.series, &chart.x[slot.at]));
        return canvas.rect(
            rect,
            Mark {
                class: "gap",
                data: None,
                title,
            },
        );
    }
    // Where no bar rises above zero, there may be no room above it either.
    let falls = chart.values().all(|it| it <= 0.0) && chart.values().any(|it| it < 0.0);
    let y = if falls {
        zero + LINE_HEIGHT
    } else {
        zero - 6.0
    };
    canvas.text(Coord::new(x, y), Anchor::Middle, "muted", said);
}
