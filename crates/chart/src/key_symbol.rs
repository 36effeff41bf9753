//! Legend symbols: for a series, a target, a gap.

use crate::canvas::{Canvas, Mark, series_class};
use crate::layout::{Key, KeyEntry};
use crate::marks;
use crate::marks::CenterLine;
use crate::picture::Picture;
use crate::text::BASELINE_DROP;
use gongbao_model::drawing::{Anchor, Coord};
use gongbao_model::{Chart, Series};

/// What stands in a gap too narrow for the word, and for gaps in the key.
pub(crate) const GAP: &str = "—";

/// A sign of the key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeySymbol {
    /// A bar of a series.
    Bar(usize),
    /// A marker of a series.
    Dot(usize),
    /// A line with its marker.
    Line(usize),
    /// A box of a class.
    Box(&'static str),
    /// A short line of a class.
    Path(&'static str),
    /// A target's line.
    Target,
    /// A missing value.
    Gap,
    /// A marker of a series, outlined.
    Open(usize),
    /// A milestone on the way to a target.
    Milestone,
    /// Nothing: the word speaks of the picture.
    None,
}

/// Draws a key.
pub(crate) fn draw_key(canvas: &mut Canvas, key: &Key<KeySymbol>) {
    key.draw(canvas, draw);
}

fn draw(canvas: &mut Canvas, sign: &KeySymbol, at: Coord) {
    let Coord { x, y } = at;
    match *sign {
        KeySymbol::Bar(n) => canvas.group(series_class(n), |canvas| {
            canvas.rect(marks::square_around(at, 6.0), Mark::default());
            marks::draw_texture(
                canvas,
                n,
                12.0,
                &[CenterLine {
                    from: Coord::new(x, y - 6.0),
                    to: Coord::new(x, y + 6.0),
                }],
            );
        }),
        KeySymbol::Dot(n) => canvas.group(series_class(n), |canvas| {
            marks::draw_marker(canvas, n, at, Mark::default())
        }),
        KeySymbol::Line(n) => canvas.group(series_class(n), |canvas| {
            canvas.line(Coord::new(x - 10.0, y), Coord::new(x + 10.0, y), "line");
            marks::draw_marker(canvas, n, at, Mark::default());
        }),
        KeySymbol::Box(class) => canvas.rect(marks::square_around(at, 6.0), Mark::class(class)),
        KeySymbol::Path(class) => {
            canvas.line(Coord::new(x - 8.0, y), Coord::new(x + 8.0, y), class)
        }
        KeySymbol::Target => {
            canvas.line(Coord::new(x - 10.0, y), Coord::new(x + 10.0, y), "target")
        }
        KeySymbol::Gap => canvas.text(
            Coord::new(x, y + BASELINE_DROP),
            Anchor::Middle,
            "muted",
            GAP,
        ),
        KeySymbol::Open(n) => canvas.group(series_class(n), |canvas| {
            marks::draw_marker(canvas, n, at, Mark::class("hollow"));
        }),
        KeySymbol::Milestone => {
            canvas.shape(&marks::diamond_around(at, 4.6), Mark::class("milestone"));
        }
        KeySymbol::None => {}
    }
}

/// An entry for each series, in their order, unless there is only one, which the title names.
pub(crate) fn series_entries(
    picture: Picture<'_>,
    sign: fn(usize) -> KeySymbol,
) -> Vec<KeyEntry<KeySymbol>> {
    if picture.is_panel() {
        Vec::new()
    } else {
        named_series_entries(picture.chart, sign)
    }
}

/// The same for small pictures, whose one key this is.
pub(crate) fn named_series_entries(
    chart: &Chart,
    sign: fn(usize) -> KeySymbol,
) -> Vec<KeyEntry<KeySymbol>> {
    if chart.series.len() < 2 {
        return Vec::new();
    }
    let entry = |(n, it): (usize, &Series)| KeyEntry {
        symbol: sign(n),
        text: it.name.clone(),
    };
    chart.series.iter().enumerate().map(entry).collect()
}
