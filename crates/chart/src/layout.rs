//! Where texts go so that none lies upon another: labels under an axis, labels at the right edge,
//! and the key above the plot. Everything is measured before anything is drawn.

use crate::axis::Axis;
use crate::canvas::{Canvas, Scale};
use crate::text::{self, ASCENT, BASELINE_DROP, FONT_SIZE, LINE_HEIGHT};
use gongbao_diag::locale::{Word, fill_placeholders, word};
use gongbao_model::drawing::{Anchor, Coord};
use gongbao_model::{Chart, is_drawable};

/// The least space between two texts beside each other.
pub(crate) const GAP: f64 = 6.0;
/// The same where thinning out labels would be the alternative.
const NARROW_GAP: f64 = 4.0;

/// The rectangle the marks stand in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlotArea {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A text broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextBlock {
    /// Its lines.
    pub lines: Vec<String>,
    /// Width of the longest.
    pub width: f64,
}

impl TextBlock {
    /// A text in lines no wider than `limit`.
    pub(crate) fn new(text: &str, limit: f64) -> TextBlock {
        let lines = text::wrap_text(text, limit);
        let width = lines
            .iter()
            .map(|it| text::text_width(it))
            .fold(0.0, f64::max);
        TextBlock { lines, width }
    }

    /// The same, with words cut anywhere that would be wider; nothing where no character has room.
    pub(crate) fn cut(text: &str, limit: f64) -> TextBlock {
        let mut lines: Vec<String> = Vec::new();
        for line in text::wrap_text(text, limit)
            .iter()
            .filter(|_| limit >= FONT_SIZE)
        {
            let mut part = String::new();
            for it in line.chars() {
                if text::text_width(&part) + text::text_width(it.encode_utf8(&mut [0; 4])) > limit {
                    lines.push(std::mem::take(&mut part));
                }
                part.push(it);
            }
            lines.push(part);
        }
        let width = lines
            .iter()
            .map(|it| text::text_width(it))
            .fold(0.0, f64::max);
        TextBlock { lines, width }
    }

    /// Its height.
    pub(crate) fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_HEIGHT
    }

    /// Draws it, its first line just below a point.
    pub(crate) fn draw(&self, canvas: &mut Canvas, at: Coord, anchor: Anchor, class: &'static str) {
        for (n, line) in self.lines.iter().enumerate() {
            canvas.text(
                Coord::new(
                    at.x,
                    at.y + LINE_HEIGHT * n as f64 + LINE_HEIGHT / 2.0 + BASELINE_DROP,
                ),
                anchor,
                class,
                line,
            );
        }
    }
}

/// A label centred at a place along an axis.
#[derive(Debug)]
struct CenteredLabel {
    middle: f64,
    block: TextBlock,
}

/// Labels under a horizontal axis, thinned until they stand clear of each other.
#[derive(Debug)]
pub(crate) struct AxisLabels {
    labels: Vec<CenteredLabel>,
    /// Space they need.
    pub height: f64,
}

impl AxisLabels {
    /// Places labels at their positions, in lines as narrow as the least step between them.
    pub(crate) fn place(labels: &[(f64, &str)], width: f64) -> AxisLabels {
        let step = labels
            .windows(2)
            .map(|it| it[1].0 - it[0].0)
            .fold(width, f64::min);
        let fits = labels.len() <= 60
            && labels
                .iter()
                .all(|it| fits_in_lines(it.1, step - NARROW_GAP, 3));
        // The outermost labels are moved inwards, where they may be in their neighbours' way.
        let fits = fits && is_clear(labels, step - NARROW_GAP, width);
        let limit = if fits {
            step - NARROW_GAP
        } else {
            140f64.min(width / 3.0)
        };
        let stride = if fits {
            1
        } else {
            label_stride(labels, limit, width)
        };
        let last = labels.len().saturating_sub(1);
        let shown = labels
            .iter()
            .enumerate()
            .filter(|(n, _)| (last - n).is_multiple_of(stride));
        let mut shown: Vec<CenteredLabel> = shown
            .map(|(_, it)| place_label(it.0, it.1, limit, width))
            .collect();
        // Where a course begins is worth a label even out of step.
        let first = labels
            .first()
            .filter(|_| !last.is_multiple_of(stride))
            .map(|it| place_label(it.0, it.1, limit, width));
        shown.splice(
            0..0,
            first.filter(|it| shown.first().is_some_and(|next| !labels_touch(it, next))),
        );
        let labels = shown;
        let height = labels
            .iter()
            .map(|it| it.block.height())
            .fold(LINE_HEIGHT, f64::max)
            + GAP;
        AxisLabels { labels, height }
    }

    /// Draws them below `top`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, top: f64) {
        canvas.group("axis names", |canvas| {
            for label in &self.labels {
                let at = Coord::new(label.middle, top + GAP);
                label.block.draw(canvas, at, Anchor::Middle, "");
            }
        });
    }
}

/// Whether a text fits a width in a few lines without cutting a word.
pub(crate) fn fits_in_lines(text: &str, limit: f64, n_lines: usize) -> bool {
    text::longest_piece(text) <= limit && text::wrap_text(text, limit).len() <= n_lines
}

/// Whether all labels stand clear of each other.
fn is_clear(labels: &[(f64, &str)], limit: f64, width: f64) -> bool {
    let placed: Vec<CenteredLabel> = labels
        .iter()
        .map(|it| place_label(it.0, it.1, limit, width))
        .collect();
    let space = |a: &CenteredLabel, b: &CenteredLabel| {
        b.middle - a.middle - f64::midpoint(a.block.width, b.block.width)
    };
    placed.windows(2).all(|it| space(&it[0], &it[1]) >= 1.0)
}

/// The least stride, counted back from the last label, at which labels do not touch.
fn label_stride(labels: &[(f64, &str)], limit: f64, width: f64) -> usize {
    let n = labels.len().max(1);
    let clear = |stride: &usize| {
        let mut right: Option<CenteredLabel> = None;
        labels.iter().rev().step_by(*stride).all(|it| {
            let left = place_label(it.0, it.1, limit, width);
            let is_clear = right
                .as_ref()
                .is_none_or(|right| !labels_touch(&left, right));
            right = Some(left);
            is_clear
        })
    };
    // With as many steps as labels, the last stands alone.
    (1..n).find(clear).unwrap_or(n)
}

fn labels_touch(left: &CenteredLabel, right: &CenteredLabel) -> bool {
    let halves = f64::midpoint(left.block.width, right.block.width);
    right.middle - left.middle < halves + GAP * 1.5
}

/// A label centred at its position, but within the drawing.
fn place_label(x: f64, text: &str, limit: f64, width: f64) -> CenteredLabel {
    let block = TextBlock::new(text, limit);
    let half = (block.width / 2.0).min(width / 2.0);
    CenteredLabel {
        middle: x.clamp(half, width - half),
        block,
    }
}

/// A label at the right edge of the plot, as near to its value as its neighbours allow.
#[derive(Debug)]
pub(crate) struct EndLabel {
    /// What it says.
    pub block: TextBlock,
    /// The value it belongs to.
    pub value: f64,
    /// Where the line it names ends.
    pub from: f64,
    /// Its class.
    pub class: &'static str,
}

/// From the plot to the labels at its right edge: room for lines that lead to them.
const INDENT: f64 = 14.0;

/// The space labels at the right edge need.
pub(crate) fn label_margin(ends: &[EndLabel]) -> f64 {
    ends.iter()
        .map(|it| it.block.width + INDENT)
        .fold(0.0, f64::max)
}

/// Draws labels at the right edge, moved apart; a thin line leads to one that had to move.
pub(crate) fn draw_ends(canvas: &mut Canvas, ends: &[EndLabel], plot: &PlotArea, scale: &Scale) {
    let wanted: Vec<(f64, f64)> = ends
        .iter()
        .map(|it| (scale.at(it.value), it.block.height()))
        .collect();
    let (top, bottom) = (
        plot.top - LINE_HEIGHT / 2.0,
        plot.bottom + LINE_HEIGHT / 2.0,
    );
    canvas.group("ends", |canvas| {
        for (end, middle) in ends.iter().zip(spread_apart(&wanted, top, bottom)) {
            draw_end(canvas, end, middle, plot, scale);
        }
    });
}

/// One series' name at its line's end, with a leader where it had to move.
fn draw_end(canvas: &mut Canvas, end: &EndLabel, middle: f64, plot: &PlotArea, scale: &Scale) {
    let y = scale.at(end.value);
    let from = end.from.min(plot.right - 4.0) + 5.0;
    let top = middle - end.block.height() / 2.0;
    canvas.group(end.class, |canvas| {
        if (middle - y).abs() > 5.0 || from < plot.right {
            canvas.line(
                Coord::new(from, y),
                Coord::new(plot.right + INDENT - 2.0, middle),
                "leader",
            );
        }
        end.block.draw(
            canvas,
            Coord::new(plot.right + INDENT, top),
            Anchor::Start,
            "",
        );
    });
}

/// Moves boxes, given by middle and height, apart within a range; their order is kept.
pub(crate) fn spread_apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let mut middles = vec![0.0; wanted.len()];
    let mut edge = top;
    for at in &order {
        let (middle, height) = wanted[*at];
        middles[*at] = middle.max(edge + height / 2.0);
        edge = middles[*at] + height / 2.0;
    }
    let mut edge = bottom;
    for at in order.iter().rev() {
        let height = wanted[*at].1;
        middles[*at] = middles[*at].min(edge - height / 2.0);
        edge = middles[*at] - height / 2.0;
    }
    middles
}

/// How far a text, given by where it begins and ends, has to move until no target's line runs through it; the sign
/// of `away` is the way it may go.
pub(crate) fn clear_of(lines: &[f64], from: f64, to: f64, away: f64) -> f64 {
    let mut moved = 0.0;
    for _ in lines {
        let crossing = lines
            .iter()
            .find(|it| from + moved - BESIDE_LINE < **it && **it < to + moved + BESIDE_LINE);
        let Some(line) = crossing else { break };
        moved = if away > 0.0 {
            line + BESIDE_LINE - from
        } else {
            line - BESIDE_LINE - to
        };
    }
    moved
}

/// Ground between a target's line and a text.
const BESIDE_LINE: f64 = 3.0;

/// Where the lines of the targets stand.
pub(crate) fn target_lines(chart: &Chart, scale: &Scale) -> Vec<f64> {
    chart
        .targets
        .iter()
        .filter(|it| is_drawable(it.value))
        .map(|it| scale.at(it.value))
        .collect()
}

/// One entry of the key: a sign and a word.
#[derive(Clone, Debug)]
pub struct KeyEntry<S> {
    /// What is drawn.
    pub(crate) symbol: S,
    /// What it means.
    pub(crate) text: String,
}

/// The key above the plot, in as many rows as it needs.
#[derive(Debug)]
pub(crate) struct Key<S> {
    entries: Vec<(Coord, S, TextBlock)>,
    /// Space it needs.
    pub height: f64,
}

/// Width of a sign with the space behind it.
const SIGN: f64 = 26.0;

impl<S> Key<S> {
    /// Places the entries in rows.
    pub(crate) fn place(entries: Vec<KeyEntry<S>>, width: f64) -> Key<S> {
        let (mut x, mut top, mut row) = (0.0, 0.0, 0.0);
        let mut placed = Vec::new();
        for entry in entries {
            let block = TextBlock::new(&entry.text, width - SIGN);
            if x > 0.0 && x + SIGN + block.width > width {
                (x, top, row) = (0.0, top + row, 0.0);
            }
            row = f64::max(row, block.height() + 4.0);
            let next = x + SIGN + block.width + 16.0;
            placed.push((Coord::new(x, top), entry.symbol, block));
            x = next;
        }
        Key {
            height: if placed.is_empty() {
                0.0
            } else {
                top + row + 8.0
            },
            entries: placed,
        }
    }

    /// Moves it right and down.
    pub(crate) fn moved(self, by: Coord) -> Key<S> {
        let entries = self
            .entries
            .into_iter()
            .map(|(at, sign, block)| (Coord::new(at.x + by.x, at.y + by.y), sign, block));
        Key {
            entries: entries.collect(),
            height: self.height,
        }
    }

    /// Draws it at the top of the drawing; `sign` draws a sign centred at a point.
    pub(crate) fn draw(&self, canvas: &mut Canvas, sign: impl Fn(&mut Canvas, &S, Coord)) {
        canvas.group("key", |canvas| {
            for (at, it, block) in &self.entries {
                sign(
                    canvas,
                    it,
                    Coord::new(at.x + 10.0, at.y + LINE_HEIGHT / 2.0),
                );
                block.draw(canvas, Coord::new(at.x + SIGN, at.y), Anchor::Start, "");
            }
        });
    }
}

/// The grid and the labels of a vertical axis of values.
pub(crate) fn draw_grid(canvas: &mut Canvas, axis: &Axis, plot: &PlotArea, scale: &Scale) {
    canvas.group("grid", |canvas| {
        for (value, _) in axis.ticks.iter().filter(|(it, _)| *it != 0.0) {
            let y = scale.at(*value);
            canvas.line(Coord::new(plot.left, y), Coord::new(plot.right, y), "");
        }
    });
    canvas.group("axis y", |canvas| {
        for (value, label) in &axis.ticks {
            canvas.text(
                Coord::new(plot.left - 6.0, scale.at(*value) + BASELINE_DROP),
                Anchor::End,
                "",
                label,
            );
        }
    });
}

/// The line bars begin at, where zero is in sight.
pub(crate) fn draw_zero(canvas: &mut Canvas, axis: &Axis, plot: &PlotArea, scale: &Scale) {
    if axis.has_zero() {
        let y = scale.at(0.0);
        canvas.line(Coord::new(plot.left, y), Coord::new(plot.right, y), "zero");
    }
}

/// The unit above the axis, where neither ticks nor values say it.
pub(crate) fn draw_unit(canvas: &mut Canvas, chart: &Chart, top: f64) {
    let unit = fill_placeholders(word(chart.lang, Word::Unit), &[("unit", &chart.unit)]);
    TextBlock::new(&unit, canvas.width()).draw(canvas, Coord::new(0.0, top), Anchor::Start, "unit");
}

/// Space above a plot for the upper half of its topmost label.
pub(crate) const HEAD: f64 = ASCENT;

#[cfg(test)]
mod tests {
    use crate::layout::{AxisLabels, clear_of, fits_in_lines, spread_apart};

    #[test]
    fn moves_a_text_past_the_lines_that_run_through_it() {
        assert_eq!(clear_of(&[50.0], 40.0, 60.0, 1.0), 13.0);
        assert_eq!(clear_of(&[50.0, 60.0], 40.0, 55.0, 1.0), 23.0);
        assert_eq!(clear_of(&[50.0], 40.0, 60.0, -1.0), -13.0);
        assert_eq!(clear_of(&[70.0], 40.0, 60.0, 1.0), 0.0);
    }
    #[test]
    fn moves_labels_apart_and_keeps_their_order() {
        assert_eq!(
            spread_apart(&[(50.0, 16.0), (52.0, 16.0)], 0.0, 100.0),
            [50.0, 66.0]
        );
    }
    #[test]
    fn moves_labels_up_from_the_lower_edge() {
        assert_eq!(
            spread_apart(&[(98.0, 16.0), (95.0, 16.0)], 0.0, 100.0),
            [92.0, 76.0]
        );
    }
    #[test]
    fn thins_labels_that_touch_and_keeps_the_last() {
        let years: Vec<String> = (2000..2026).map(|it| format!("{it}年")).collect();
        let labels: Vec<(f64, &str)> = years
            .iter()
            .enumerate()
            .map(|(n, it)| (n as f64 * 12.0, &**it))
            .collect();
        let under = AxisLabels::place(&labels, 340.0);
        assert!(under.labels.len() > 3 && under.labels.len() < 8);
        assert_eq!(
            under.labels.last().map(|it| it.block.lines.concat()),
            Some("2025年".to_owned())
        );
    }
    #[test]
    fn fits_no_word_that_would_be_cut() {
        assert!(fits_in_lines("东湖区", 40.0, 1));
        assert!(!fits_in_lines("Development", 40.0, 3));
    }
}
