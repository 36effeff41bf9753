//! Lying bars: for categories with names, as many as there are, each name in full.

use crate::chart::axis::{Axis, is_drawable};
use crate::chart::canvas::{Anchor, Canvas, Rect, Scale};
use crate::chart::kinds::Kind;
use crate::chart::kinds::bar::{Bar, FILLED, MANY, bar_mark, draw_key, draw_unit, key, n_marks, texture, widest_value};
use crate::chart::layout::{Block, GAP};
use crate::chart::text::{DROP, LINE};
use crate::chart::{Chart, text};
use crate::locale::{Word, word};

/// The rows of the picture.
struct Rows {
    /// For each position: where its row begins, its height, and its label.
    rows: Vec<(f64, f64, Block)>,
    thick: f64,
    /// Whether labels stand above their bars, over the whole width.
    above: bool,
    /// Where bars of value zero begin to have room.
    left: f64,
    right: f64,
    bottom: f64,
    values: bool,
}

/// Draws the chart.
pub fn draw(chart: &Chart, canvas: &mut Canvas) {
    let axis = Bar.axis(chart, canvas.size);
    let key = key(chart, Vec::new(), canvas.width());
    let values = shows_values(chart, canvas.width());
    let targets = Targets::place(chart, canvas.width());
    let names_unit = !values && !chart.unit.is_empty() && chart.unit != "%";
    let unit = if names_unit { LINE + 4.0 } else { 0.0 };
    let ticks = if values { 0.0 } else { LINE + 4.0 };
    let head = key.height + unit + ticks;
    let rows = Rows::place(chart, canvas, &axis, head + targets.height);
    let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
    canvas.height = rows.bottom + ticks + 4.0;

    draw_key(canvas, &key);
    if names_unit {
        draw_unit(canvas, chart, key.height);
    }
    if !values {
        draw_axis(canvas, &axis, &scale, (head, &rows, head + targets.height));
    }
    for series in 0..chart.series.len() {
        draw_series(canvas, chart, series, (&rows, &scale));
    }
    let zero = scale.at(0.0);
    let top = head + targets.height;
    canvas.line((zero, top), (zero, rows.bottom), "zero");
    targets.draw(canvas, &scale, (head, top, rows.bottom));
    draw_words(canvas, chart, (&rows, &scale));
    draw_labels(canvas, &rows);
}

/// Whether values stand at the ends of the bars: there are few, and they leave room for bars.
fn shows_values(chart: &Chart, width: f64) -> bool {
    n_marks(chart) <= MANY && widest_value(chart) <= width * 0.28
}

impl Rows {
    fn place(chart: &Chart, canvas: &Canvas, axis: &Axis, top: f64) -> Rows {
        let values = shows_values(chart, canvas.width());
        let n_series = chart.series.len().max(1) as f64;
        let thick = if values { LINE } else { (28.0 / n_series).clamp(9.0, 14.0) };
        let group = thick * n_series;
        let limit = canvas.width() * canvas.size.pick(0.34, 0.36);
        let longest = chart.x.iter().map(|it| text::width(&it.label)).fold(0.0, f64::max);
        let cut = chart.x.iter().any(|it| text::longest_piece(&it.label) > limit);
        let above = cut || (canvas.size.pick(false, true) && longest > limit);
        let labels = chart.x.iter().map(|it| Block::new(&it.label, if above { canvas.width() } else { limit }));
        let (mut rows, mut y) = (Vec::new(), top);
        for label in labels {
            // Bars fill three fifths of their step, but wide groups need no wider spaces.
            let space = (group / FILLED - group).min(24.0);
            let height =
                if above { label.height() + group + space } else { f64::max(group + space, label.height() + GAP) };
            rows.push((y, height, label));
            y += height;
        }
        let column = if above { 0.0 } else { rows.iter().map(|it| it.2.width + GAP + 2.0).fold(0.0, f64::max) };
        let value = if values { widest_value(chart) + GAP } else { 0.0 };
        let tick = if values { 4.0 } else { axis.ticks.last().map_or(0.0, |it| text::width(&it.1) / 2.0) };
        let gap = text::width(word(chart.lang, Word::NoData)) + GAP;
        let right = canvas.width() - f64::max(tick, value);
        let negative = if axis.low < 0.0 { value } else { 0.0 };
        // Half of the first tick's label hangs over the edge.
        let first = if !values { axis.ticks.first().map_or(0.0, |it| text::width(&it.1) / 2.0) } else { 1.0 };
        let left = (column + negative).max(first).min(right - gap.min(right / 2.0));
        Rows { rows, thick, above, left, right, bottom: y, values }
    }

    /// Upper edge of a bar.
    fn y(&self, chart: &Chart, series: usize, at: usize) -> f64 {
        let (top, height, label) = &self.rows[at];
        let group = self.thick * chart.series.len() as f64;
        let label = if self.above { label.height() } else { 0.0 };
        let space = if self.above { 0.0 } else { (height - group) / 2.0 };
        top + label + space + self.thick * series as f64
    }
}

fn draw_series(canvas: &Canvas, chart: &Chart, series: usize, (rows, scale): (&Rows, &Scale)) {
    canvas.series(series, &chart.series[series].name, |canvas| {
        let mut middles = Vec::new();
        let zero = scale.at(0.0);
        // Bars of a group with values keep a hair's breadth of ground between them.
        let inset = if chart.series.len() > 1 && rows.values { 1.0 } else { 0.0 };
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(series, at) else { continue };
            let (top, end) = (rows.y(chart, series, at), scale.at(point.value));
            let (left, right) = (end.min(zero), end.max(zero));
            let rect = Rect { left, top: top + inset, right, bottom: top + rows.thick - inset };
            canvas.rect(rect, bar_mark(chart, series, at, point));
            let middle = top + rows.thick / 2.0;
            middles.push(((left, middle), (right, middle)));
        }
        texture(canvas, series, rows.thick, &middles);
    });
}

fn draw_words(canvas: &Canvas, chart: &Chart, (rows, scale): (&Rows, &Scale)) {
    let slots = (0..chart.series.len()).flat_map(|series| (0..chart.x.len()).map(move |at| (series, at)));
    canvas.group("values", |canvas| slots.for_each(|slot| draw_word(canvas, chart, slot, (rows, scale))));
}

/// The value behind a bar, or the word for a gap where it has room.
fn draw_word(canvas: &Canvas, chart: &Chart, (series, at): (usize, usize), (rows, scale): (&Rows, &Scale)) {
    let y = rows.y(chart, series, at) + rows.thick / 2.0 + DROP;
    match chart.point(series, at) {
        Some(point) if rows.values => {
            let end = scale.at(point.value);
            let (x, anchor) = if point.value < 0.0 { (end - 5.0, Anchor::End) } else { (end + 5.0, Anchor::Start) };
            canvas.text((x, y), anchor, "value", &point.text);
        }
        None if rows.thick >= 12.0 || chart.series.len() == 1 => {
            let no_data = word(chart.lang, Word::NoData);
            canvas.text((scale.at(0.0) + 5.0, y), Anchor::Start, "muted", no_data);
        }
        Some(_) | None => {}
    }
}

fn draw_labels(canvas: &Canvas, rows: &Rows) {
    canvas.group("axis names", |canvas| {
        for (top, height, label) in &rows.rows {
            if rows.above {
                label.draw(canvas, (0.0, *top), Anchor::Start, "");
            } else {
                let top = top + (height - label.height()) / 2.0;
                label.draw(canvas, (rows.left_of_bars(), top), Anchor::End, "");
            }
        }
    });
}

impl Rows {
    /// The right edge of the labels' column.
    fn left_of_bars(&self) -> f64 {
        self.rows.iter().map(|it| it.2.width).fold(0.0, f64::max)
    }
}

/// Lines across the bars with their labels above, and below too when the picture is tall.
fn draw_axis(canvas: &Canvas, axis: &Axis, scale: &Scale, (head, rows, top): (f64, &Rows, f64)) {
    canvas.group("grid", |canvas| {
        for (value, _) in axis.ticks.iter().filter(|it| it.0 != 0.0) {
            canvas.line((scale.at(*value), top), (scale.at(*value), rows.bottom), "");
        }
    });
    let widest = axis.label_width() + GAP;
    let step = (scale.at(axis.high) - scale.at(axis.low)) / (axis.ticks.len().max(2) - 1) as f64;
    let stride = (widest / step.max(1.0)).ceil().max(1.0) as usize;
    canvas.group("axis x", |canvas| {
        for (value, label) in axis.ticks.iter().step_by(stride) {
            let x = scale.at(*value);
            canvas.text((x, head - 8.0), Anchor::Middle, "", label);
            canvas.text((x, rows.bottom + LINE), Anchor::Middle, "", label);
        }
    });
}

/// Labels of the target lines, in rows above the bars.
struct Targets {
    /// Value and label.
    labels: Vec<(f64, Block)>,
    height: f64,
}

impl Targets {
    fn place(chart: &Chart, width: f64) -> Targets {
        let drawn = chart.targets.iter().filter(|it| is_drawable(it.value));
        let mut labels: Vec<(f64, Block)> = drawn.map(|it| (it.value, Block::new(&it.label, width * 0.6))).collect();
        // The leftmost line is labelled lowest, so that no label stands in the way of another's line.
        labels.sort_by(|a, b| b.0.total_cmp(&a.0));
        let height: f64 = labels.iter().map(|it| it.1.height()).sum();
        let height = if labels.is_empty() { 0.0 } else { height + 4.0 };
        Targets { labels, height }
    }

    fn draw(&self, canvas: &Canvas, scale: &Scale, (mut head, top, bottom): (f64, f64, f64)) {
        canvas.group("ends", |canvas| {
            // A label keeps to the left of the lines that come down from labels above it.
            let mut edge = canvas.width();
            for (value, label) in &self.labels {
                let x = scale.at(*value);
                let start = (x - label.width / 2.0).min(edge - label.width).max(0.0);
                edge = x - GAP;
                let end = head + label.height();
                canvas.line((x, end.min(top)), (x, bottom), "target");
                label.draw(canvas, (start, head), Anchor::Start, "target");
                head = end;
            }
        });
    }
}
