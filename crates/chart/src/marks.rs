//! What every kind says about a mark, and the shapes that tell series apart without colour.

use crate::canvas::{Canvas, Mark};
use crate::sentences::pick_wording;
use gongbao_diag::locale::{Word, word};
use gongbao_model::drawing::{Coord, Datum, Rect};
use gongbao_model::{Chart, Point, Tick, Value};

/// The mark of a point: its raw data, and the sentence a reader sees who points at it.
pub(crate) fn point_mark(chart: &Chart, series: usize, tick: &Tick, point: &Point) -> Mark {
    let still_open = if point.provisional {
        pick_wording(chart, "（初步数）", " (provisional)")
    } else {
        ""
    };
    let name = point_name(chart, series, tick);
    let mut title = format!("{name}{}{still_open}", point.text);
    if let Some(met) = point.met {
        let status = if met { Word::Met } else { Word::Behind };
        let status = word(chart.lang, status);
        title += &pick_wording(chart, "（{}）", " ({})").replace("{}", status);
    }
    Mark {
        class: "",
        data: Some(Datum {
            x: raw_position(tick),
            value: raw_value(point),
        }),
        title: Some(title),
    }
}

/// The sentence about a point that has no value.
pub(crate) fn gap_sentence(chart: &Chart, series: usize, tick: &Tick) -> String {
    format!("{}{}", point_name(chart, series, tick), chart.gap())
}

/// What a point is called, with the colon behind it.
fn point_name(chart: &Chart, series: usize, tick: &Tick) -> String {
    let colon = pick_wording(chart, "：", ": ");
    match chart.series.get(series) {
        Some(it) if chart.series.len() > 1 => {
            format!(
                "{}{}{}{colon}",
                it.name,
                pick_wording(chart, "，", ", "),
                tick.label
            )
        }
        _ => format!("{}{colon}", tick.label),
    }
}

/// The raw position.
pub(crate) fn raw_position(tick: &Tick) -> String {
    if tick.value == Value::Missing {
        tick.label.clone()
    } else {
        tick.value.to_string()
    }
}

/// Corners of a square marker around its middle.
const SQUARE: [(f64, f64); 4] = [(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)];

/// The raw value: a date as it stands in the table.
fn raw_value(point: &Point) -> String {
    point
        .date
        .map_or_else(|| point.value.to_string(), |it| it.to_string())
}

/// A series' own marker, centred at a point: a circle or a closed path, never the box that bars are.
pub(crate) fn draw_marker(canvas: &mut Canvas, series: usize, at: Coord, mark: Mark) {
    let around = |corners: &[(f64, f64)]| {
        corners
            .iter()
            .map(|(dx, dy)| Coord::new(at.x + dx, at.y + dy))
            .collect::<Vec<_>>()
    };
    match series % 8 {
        0 => canvas.circle(at, 3.5, mark),
        1 => canvas.shape(&around(&SQUARE), mark),
        2 => canvas.shape(&around(&[(0.0, -4.4), (4.2, 3.2), (-4.2, 3.2)]), mark),
        3 => canvas.shape(
            &around(&[(0.0, -4.8), (4.8, 0.0), (0.0, 4.8), (-4.8, 0.0)]),
            mark,
        ),
        4 => canvas.shape(&around(&[(0.0, 4.4), (4.2, -3.2), (-4.2, -3.2)]), mark),
        5 => canvas.circle(at, 3.5, hollow_mark(mark)),
        6 => canvas.shape(&around(&SQUARE), hollow_mark(mark)),
        _ => canvas.shape(
            &around(&[(0.0, -4.4), (4.2, 3.2), (-4.2, 3.2)]),
            hollow_mark(mark),
        ),
    }
}

fn hollow_mark(mark: Mark) -> Mark {
    Mark {
        class: "hollow",
        ..mark
    }
}

/// A square around a point.
pub(crate) fn square_around(at: Coord, half: f64) -> Rect {
    Rect {
        left: at.x - half,
        top: at.y - half,
        right: at.x + half,
        bottom: at.y + half,
    }
}

/// The corners of a square that stands on one of them.
pub(crate) fn diamond_around(at: Coord, half: f64) -> [Coord; 4] {
    [
        Coord::new(at.x, at.y - half),
        Coord::new(at.x + half, at.y),
        Coord::new(at.x, at.y + half),
        Coord::new(at.x - half, at.y),
    ]
}

/// The line along the middle of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CenterLine {
    pub from: Coord,
    pub to: Coord,
}

/// Stripes along the bars of the third and later series, so that they differ in print.
///
/// A stripe is a line along the middle of the bar, drawn in the ground's colour.
pub(crate) fn draw_texture(canvas: &mut Canvas, series: usize, thick: f64, middles: &[CenterLine]) {
    let class = match series % 8 {
        2 | 4 | 6 => "stripe",
        _ => return,
    };
    // A rim of the bar stays around the stripe.
    let (half, rim) = (thick / 6.0, 2.0);
    for CenterLine { from, to } in middles {
        let (x, y) = if from.x == to.x {
            (half, -rim)
        } else {
            (-rim, half)
        };
        let (left, top) = (from.x.min(to.x) - x, from.y.min(to.y) - y);
        let (right, bottom) = (from.x.max(to.x) + x, from.y.max(to.y) + y);
        if left < right && top < bottom {
            canvas.rect(
                Rect {
                    left,
                    top,
                    right,
                    bottom,
                },
                Mark::class(class),
            );
        }
    }
}
