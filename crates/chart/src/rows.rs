//! Rows: names on the left, marks along an axis that runs across. For kinds that show one thing a row.
//!
//! Names stand in full. Where they would take too much of the width, each stands above its marks.

use crate::axis::Axis;
use crate::canvas::{Canvas, Scale};
use crate::layout::{GAP, TextBlock};
use crate::text::{self, LINE_HEIGHT};
use gongbao_diag::locale::Text;
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, is_drawable};

/// The rows of a picture.
#[derive(Debug)]
pub(crate) struct RowLayout {
    /// For each position: where its row begins, its height, and its label.
    rows: Vec<(f64, f64, TextBlock)>,
    /// Height of the marks of one row.
    thick: f64,
    /// Whether labels stand above their marks, over the whole width.
    above: bool,
    /// Where the axis begins and ends.
    pub left: f64,
    pub right: f64,
    /// Above the first row, and below the last.
    upper: f64,
    pub bottom: f64,
}

/// The room rows are given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSpace {
    /// Where the first row begins.
    pub top: f64,
    /// Height of the marks of one row.
    pub thick: f64,
    /// Space between the marks of two rows.
    pub space: f64,
    /// Room between labels and axis, and what hangs over the axis' lower end whether there are labels or not.
    pub before: (f64, f64),
    /// Room behind the axis.
    pub after: f64,
    /// The least length of the axis.
    pub least: f64,
}

impl RowLayout {
    /// A row for each position of a chart.
    pub(crate) fn place(chart: &Chart, canvas: &Canvas, room: &RowSpace) -> RowLayout {
        let names: Vec<&str> = chart.x.iter().map(|it| it.label.as_str()).collect();
        RowLayout::named(&names, canvas, room)
    }

    /// A row for each name.
    pub(crate) fn named(names: &[&str], canvas: &Canvas, room: &RowSpace) -> RowLayout {
        let limit = canvas.width() * canvas.size.pick(0.34, 0.36);
        let longest = names
            .iter()
            .map(|it| text::text_width(it))
            .fold(0.0, f64::max);
        let cut = names.iter().any(|it| text::longest_piece(it) > limit);
        let length = canvas.width() - longest - room.before.0 - room.after;
        let above = cut
            || (canvas.size == Size::Narrow && (longest > limit || length < canvas.width() * 0.42));
        let (mut rows, mut y) = (Vec::new(), room.top);
        for name in names {
            let label = TextBlock::new(name, if above { canvas.width() } else { limit });
            let marks = room.thick + room.space;
            let height = if above {
                label.height() + BELOW_NAME + marks
            } else {
                f64::max(marks, label.height() + GAP)
            };
            rows.push((y, height, label));
            y += height;
        }
        let column = if above {
            0.0
        } else {
            rows.iter()
                .map(|it| it.2.width + GAP + 2.0)
                .fold(0.0, f64::max)
        };
        let right = canvas.width() - room.after;
        let left = (column + room.before.0)
            .max(room.before.1)
            .min(right - room.least.min(right / 2.0));
        RowLayout {
            rows,
            thick: room.thick,
            above,
            left,
            right,
            upper: room.top,
            bottom: y,
        }
    }

    /// Upper edge of the marks of a row.
    pub(crate) fn top(&self, at: usize) -> f64 {
        let (top, height, label) = &self.rows[at];
        if self.above {
            top + label.height() + BELOW_NAME
        } else {
            top + (height - self.thick) / 2.0
        }
    }

    /// The line through the middle of the marks of a row.
    pub(crate) fn middle(&self, at: usize) -> f64 {
        self.top(at) + self.thick / 2.0
    }

    /// Draws the names.
    pub(crate) fn draw_names(&self, canvas: &mut Canvas) {
        let edge = self.rows.iter().map(|it| it.2.width).fold(0.0, f64::max);
        canvas.group("axis names", |canvas| {
            for (top, height, label) in &self.rows {
                let middle = top + (height - label.height()) / 2.0;
                let (at, anchor) = if self.above {
                    (Coord::new(0.0, *top), Anchor::Start)
                } else {
                    (Coord::new(edge, middle), Anchor::End)
                };
                label.draw(canvas, at, anchor, "");
            }
        });
    }

    /// Draws lines across the rows with their labels below the last row, and above the first where the
    /// picture is tall; `head` is where the labels above end.
    pub(crate) fn draw_axis(&self, canvas: &mut Canvas, axis: &Axis, scale: &Scale, head: f64) {
        canvas.group("grid", |canvas| {
            for (value, _) in axis.ticks.iter().filter(|it| it.0 != 0.0) {
                canvas.line(
                    Coord::new(scale.at(*value), self.upper),
                    Coord::new(scale.at(*value), self.bottom),
                    "",
                );
            }
        });
        let widest = axis.label_width() + GAP;
        let step =
            (scale.at(axis.high) - scale.at(axis.low)) / (axis.ticks.len().max(2) - 1) as f64;
        let stride = (widest / step.max(1.0)).ceil().max(1.0) as usize;
        canvas.group("axis x", |canvas| {
            for (value, label) in axis.ticks.iter().step_by(stride) {
                let x = scale.at(*value);
                if self.is_tall() {
                    canvas.text(Coord::new(x, head - 8.0), Anchor::Middle, "", label);
                }
                canvas.text(
                    Coord::new(x, self.bottom + LINE_HEIGHT),
                    Anchor::Middle,
                    "",
                    label,
                );
            }
        });
    }

    /// Whether the labels of the axis stand above the rows as well as below.
    pub(crate) fn is_tall(&self) -> bool {
        self.rows.len() > TALL_ROWS
    }

    /// Draws the line at zero, where zero is in sight.
    pub(crate) fn draw_zero(&self, canvas: &mut Canvas, axis: &Axis, scale: &Scale, top: f64) {
        if axis.has_zero() {
            canvas.line(
                Coord::new(scale.at(0.0), top),
                Coord::new(scale.at(0.0), self.bottom),
                "zero",
            );
        }
    }
}

/// Space between a name and the marks below it.
const BELOW_NAME: f64 = 3.0;
/// With more rows than this the end of the axis is out of sight at its beginning.
const TALL_ROWS: usize = 14;

/// The height of the labels above the rows of a chart, which short pictures do without.
pub(crate) fn head_height(chart: &Chart) -> f64 {
    if chart.x.len() > TALL_ROWS {
        AXIS_HEIGHT
    } else {
        0.0
    }
}

/// More rows than this nobody scrolls through.
const MAX_ROWS: usize = 300;

/// Why a chart has too many rows, if it has.
pub(crate) fn too_many(chart: &Chart) -> Option<Text> {
    let n = chart.x.len();
    let zh = format!("有{n}行，最多画{MAX_ROWS}行");
    (n > MAX_ROWS).then(|| {
        Text::new(
            zh,
            format!("it has {n} rows, and at most {MAX_ROWS} can be drawn"),
        )
    })
}

/// Height of the labels of an axis on one side of the rows.
pub(crate) const AXIS_HEIGHT: f64 = LINE_HEIGHT + 4.0;

/// What hangs over the ends of an axis: half of its outermost labels.
pub(crate) fn axis_overhang(axis: &Axis) -> (f64, f64) {
    let half = |it: Option<&(f64, String)>| it.map_or(0.0, |it| text::text_width(&it.1) / 2.0);
    (half(axis.ticks.first()), half(axis.ticks.last()))
}

/// Labels of the target lines, in lines above the rows.
#[derive(Debug)]
pub(crate) struct TargetLabels {
    /// Value and label.
    labels: Vec<(f64, TextBlock)>,
    /// Space they need.
    pub height: f64,
}

impl TargetLabels {
    /// Places the targets of a chart.
    pub(crate) fn place(chart: &Chart, width: f64) -> TargetLabels {
        let drawn = chart
            .targets
            .iter()
            .filter(|it| is_drawable(it.value) && !it.label.is_empty());
        let mut labels: Vec<(f64, TextBlock)> = drawn
            .map(|it| (it.value, TextBlock::new(&it.label, width * 0.6)))
            .collect();
        // The leftmost line is labelled lowest, so that no label stands in the way of another's line.
        labels.sort_by(|a, b| b.0.total_cmp(&a.0));
        let height: f64 = labels.iter().map(|it| it.1.height()).sum();
        let height = if labels.is_empty() { 0.0 } else { height + 4.0 };
        TargetLabels { labels, height }
    }

    /// Draws them below `head`, with lines down to `bottom`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, scale: &Scale, head: f64, bottom: f64) {
        let (mut head, top) = (head, head + self.height);
        canvas.group("ends", |canvas| {
            // A label keeps to the left of the lines that come down from labels above it.
            let mut edge = canvas.width();
            for (value, label) in &self.labels {
                let x = scale.at(*value);
                let start = (x - label.width / 2.0).min(edge - label.width).max(0.0);
                edge = x - GAP;
                let end = head + label.height();
                canvas.line(Coord::new(x, end.min(top)), Coord::new(x, bottom), "target");
                label.draw(canvas, Coord::new(start, head), Anchor::Start, "target");
                head = end;
            }
        });
    }
}
