//! Parts of a whole laid end to end: where each begins and ends, how it looks and what stands in it.

use crate::canvas::{Anchor, Canvas, Mark, Rect, Scale};
use crate::text::{DROP, LINE, SIZE};
use crate::{Chart, Point, marks, text};
use gongbao_diag::locale::{Digits, Number};

/// One part: its series and position, and the stretch of the axis it covers.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    pub series: usize,
    pub at: usize,
    pub low: f64,
    pub high: f64,
}

/// The parts at a position as amounts; those below zero go the other way.
pub fn amounts(chart: &Chart, at: usize) -> Vec<Segment> {
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
pub fn shares(chart: &Chart, at: usize) -> Vec<Segment> {
    let parts = amounts(chart, at);
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
pub fn percent() -> Number {
    Number {
        digits: Digits::AtMost(1),
        unit: "%".to_owned(),
        ..Number::default()
    }
}

/// Which way parts are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Across,
    Up,
}

/// Draws one part: from and to along the axis, and across it.
pub fn draw(
    canvas: &mut Canvas,
    chart: &Chart,
    it: &Segment,
    (scale, across, way): (&Scale, (f64, f64), Way),
) {
    let Some(point) = chart.point(it.series, it.at) else {
        return;
    };
    let rect = outline(it, scale, across, way);
    canvas.rect(rect, mark(chart, it, point));
    let (middle, thick) = (f64::midpoint(across.0, across.1), across.1 - across.0);
    let (a, b) = (scale.at(it.low), scale.at(it.high));
    let line = match way {
        Way::Across => ((a, middle), (b, middle)),
        Way::Up => ((middle, b), (middle, a)),
    };
    // A thin part keeps its colour; the pattern needs room.
    if (a - b).abs() > 6.0 && text_class(it.series) != INK {
        rails(canvas, it.series, (line, thick), way);
    }
}

fn outline(it: &Segment, scale: &Scale, across: (f64, f64), way: Way) -> Rect {
    let (a, b) = (scale.at(it.low), scale.at(it.high));
    let (from, to) = (a.min(b), a.max(b));
    // A hair's breadth of ground lies between parts, unless a part is no wider than that.
    let to = if to - from > 2.0 { to - 1.0 } else { to };
    match way {
        Way::Across => Rect {
            left: from,
            top: across.0,
            right: to,
            bottom: across.1,
        },
        Way::Up => Rect {
            left: across.0,
            top: from,
            right: across.1,
            bottom: to,
        },
    }
}

/// Two thin lines of ground along a part of the third and seventh series, clear of the text in it.
fn rails(canvas: &mut Canvas, series: usize, ((from, to), thick): (marks::Middle, f64), way: Way) {
    if !matches!(series % 8, 2 | 6) || thick < 10.0 {
        return;
    }
    for side in [-1.0, 1.0] {
        let off = side * (thick / 2.0 - 2.5);
        let (dx, dy) = if way == Way::Across {
            (0.0, off)
        } else {
            (off, 0.0)
        };
        let (half_x, half_y) = if way == Way::Across {
            (-2.0, 0.6)
        } else {
            (0.6, -2.0)
        };
        let rect = Rect {
            left: from.0 + dx - half_x,
            top: from.1.min(to.1) + dy - half_y,
            right: to.0 + dx + half_x,
            bottom: from.1.max(to.1) + dy + half_y,
        };
        if rect.right > rect.left && rect.bottom > rect.top {
            canvas.rect(rect, Mark::class("stripe"));
        }
    }
}

fn mark(chart: &Chart, it: &Segment, point: &Point) -> Mark {
    marks::mark(chart, it.series, &chart.x[it.at], point)
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
pub fn write(
    canvas: &mut Canvas,
    it: &Segment,
    said: &str,
    (scale, across, way): (&Scale, (f64, f64), Way),
) {
    let (along, thick) = (
        (scale.at(it.high) - scale.at(it.low)).abs(),
        across.1 - across.0,
    );
    let (width, height) = if way == Way::Across {
        (along, thick)
    } else {
        (thick, along)
    };
    if text::width(said) + 6.0 > width || SIZE + 2.0 > height.max(LINE.min(thick)) || height < SIZE
    {
        return;
    }
    let (a, b) = (
        f64::midpoint(scale.at(it.low), scale.at(it.high)),
        f64::midpoint(across.0, across.1),
    );
    let (x, y) = if way == Way::Across { (a, b) } else { (b, a) };
    canvas.text((x, y + DROP), Anchor::Middle, text_class(it.series), said);
}
