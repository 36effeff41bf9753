//! Parts of a whole laid end to end: where each begins and ends, how it looks and what stands in it.

use crate::canvas::{Canvas, Mark, Scale};
use crate::marks::CenterLine;
use crate::text::{BASELINE_DROP, FONT_SIZE, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Digits, NumberFormat};
use gongbao_model::drawing::{Anchor, Coord, Rect};
use gongbao_model::{Chart, Point};

/// One part: its series and position, and the stretch of the axis it covers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub series: usize,
    pub at: usize,
    pub low: f64,
    pub high: f64,
}

/// The parts at a position as amounts; those below zero go the other way.
pub(crate) fn amount_segments(chart: &Chart, at: usize) -> Vec<Segment> {
    let (mut up, mut down) = (0.0, 0.0);
    let mut segments = Vec::new();
    for series in 0..chart.series.len() {
        let Some(value) = chart.point(series, at).map(|it| it.value) else {
            continue;
        };
        let side = if value < 0.0 { &mut down } else { &mut up };
        let from = *side;
        *side += value;
        segments.push(Segment {
            series,
            at,
            low: from.min(*side),
            high: from.max(*side),
        });
    }
    segments
}

/// The parts at a position as percentages of their sum; nothing if they have none.
pub(crate) fn share_segments(chart: &Chart, at: usize) -> Vec<Segment> {
    let parts = amount_segments(chart, at);
    let whole = parts.iter().map(|it| it.high).fold(0.0, f64::max);
    if whole <= 0.0 || parts.iter().any(|it| it.low < 0.0) {
        return Vec::new();
    }
    parts
        .into_iter()
        .map(|it| Segment {
            low: it.low / whole * 100.0,
            high: it.high / whole * 100.0,
            ..it
        })
        .collect()
}

/// How parts of a hundred are written.
pub(crate) fn percent_notation() -> NumberFormat {
    NumberFormat {
        digits: Digits::AtMost(1),
        unit: "%".to_owned(),
        ..NumberFormat::default()
    }
}

/// Which way parts are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Across,
    Up,
}

/// The strip a bar lies in: its parts go along a scale, between two edges.
#[derive(Clone)]
pub(crate) struct Lane<'a> {
    pub scale: &'a Scale,
    /// The edges across the scale.
    pub from: f64,
    pub to: f64,
    pub way: Direction,
}

impl Lane<'_> {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    fn thickness(&self) -> f64 {
        self.to - self.from
    }
}

/// Draws one part.
#[expect(clippy::expect_used, reason = "a part is made of a point")]
pub(crate) fn draw(canvas: &mut Canvas, chart: &Chart, it: &Segment, lane: &Lane<'_>) {
    let point = chart.point(it.series, it.at);
    let point = point.expect("a part is made of a point");
    let rect = segment_outline(it, lane);
    canvas.rect(rect, segment_mark(chart, it, point));
    let middle = lane.middle();
    let (a, b) = (lane.scale.at(it.low), lane.scale.at(it.high));
    let line = match lane.way {
        Direction::Across => CenterLine {
            from: Coord::new(a, middle),
            to: Coord::new(b, middle),
        },
        Direction::Up => CenterLine {
            from: Coord::new(middle, b),
            to: Coord::new(middle, a),
        },
    };
    // A thin part keeps its colour; the pattern needs room.
    if (a - b).abs() > 6.0 && text_class(it.series) != INK {
        draw_rails(canvas, it.series, line, lane);
    }
}

fn segment_outline(it: &Segment, lane: &Lane<'_>) -> Rect {
    let (a, b) = (lane.scale.at(it.low), lane.scale.at(it.high));
    let (from, to) = (a.min(b), a.max(b));
    // A hair's breadth of ground lies between parts, unless a part is no wider than that.
    let to = if to - from > 2.0 { to - 1.0 } else { to };
    match lane.way {
        Direction::Across => Rect {
            left: from,
            top: lane.from,
            right: to,
            bottom: lane.to,
        },
        Direction::Up => Rect {
            left: lane.from,
            top: from,
            right: lane.to,
            bottom: to,
        },
    }
}

/// Two thin lines of ground along a part of the third and seventh series, clear of the text in it.
fn draw_rails(canvas: &mut Canvas, series: usize, line: CenterLine, lane: &Lane<'_>) {
    let thick = lane.thickness();
    if !matches!(series % 8, 2 | 6) || thick < 10.0 {
        return;
    }
    for side in [-1.0, 1.0] {
        let off = side * (thick / 2.0 - 2.5);
        let (dx, dy) = if lane.way == Direction::Across {
            (0.0, off)
        } else {
            (off, 0.0)
        };
        let (half_x, half_y) = if lane.way == Direction::Across {
            (-2.0, 0.6)
        } else {
            (0.6, -2.0)
        };
        let rect = Rect {
            left: line.from.x + dx - half_x,
            top: line.from.y.min(line.to.y) + dy - half_y,
            right: line.to.x + dx + half_x,
            bottom: line.from.y.max(line.to.y) + dy + half_y,
        };
        if rect.right > rect.left && rect.bottom > rect.top {
            canvas.rect(rect, Mark::class("stripe"));
        }
    }
}

fn segment_mark(chart: &Chart, it: &Segment, point: &Point) -> Mark {
    marks::point_mark(chart, it.series, &chart.x[it.at], point)
}

const INK: &str = "";

/// The class of a text on a part: ground on solid colour, ink on tints.
fn text_class(series: usize) -> &'static str {
    if matches!(series % 8, 0 | 2 | 6) {
        "on"
    } else {
        INK
    }
}

/// Writes what a part says into it, where it has room.
pub(crate) fn write_segment_text(canvas: &mut Canvas, it: &Segment, said: &str, lane: &Lane<'_>) {
    let (low, high) = (lane.scale.at(it.low), lane.scale.at(it.high));
    let (along, thick) = ((high - low).abs(), lane.thickness());
    let (width, height) = if lane.way == Direction::Across {
        (along, thick)
    } else {
        (thick, along)
    };
    if text::text_width(said) + 6.0 > width
        || FONT_SIZE + 2.0 > height.max(LINE_HEIGHT.min(thick))
        || height < FONT_SIZE
    {
        return;
    }
    let (a, b) = (f64::midpoint(low, high), lane.middle());
    let (x, y) = if lane.way == Direction::Across {
        (a, b)
    } else {
        (b, a)
    };
    canvas.text(
        Coord::new(x, y + BASELINE_DROP),
        Anchor::Middle,
        text_class(it.series),
        said,
    );
}
