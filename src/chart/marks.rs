//! What every kind says about a mark, and the shapes that tell series apart without colour.

use crate::chart::canvas::{Canvas, Mark, Rect};
use crate::chart::{Chart, Point, Tick};
use crate::data::Value;
use crate::locale::{Word, word};

/// The mark of a point: its raw data, and the sentence a reader sees who points at it.
pub fn mark(chart: &Chart, series: usize, tick: &Tick, point: &Point) -> Mark {
    let status = match point.met {
        Some(true) => Some(Word::Met),
        Some(false) => Some(Word::Behind),
        None => None,
    };
    let status = status.map(|it| chart.pick("（{}）", " ({})").replace("{}", word(chart.lang, it)));
    let title = format!("{}{}{}", name(chart, series, tick), point.text, status.unwrap_or_default());
    Mark { class: "", data: Some((raw(tick), point.value.to_string())), title: Some(title) }
}

/// The sentence about a point that has no value.
pub fn gap(chart: &Chart, series: usize, tick: &Tick) -> String {
    format!("{}{}", name(chart, series, tick), word(chart.lang, Word::NoData))
}

/// What a point is called, with the colon behind it.
fn name(chart: &Chart, series: usize, tick: &Tick) -> String {
    let colon = chart.pick("：", ": ");
    match chart.series.get(series) {
        Some(it) if chart.series.len() > 1 => format!("{}{}{}{colon}", it.name, chart.pick("，", ", "), tick.label),
        _ => format!("{}{colon}", tick.label),
    }
}

/// The raw position.
pub fn raw(tick: &Tick) -> String {
    if tick.value == Value::Missing { tick.label.clone() } else { tick.value.to_string() }
}

/// A series' own marker, centred at a point.
pub fn marker(canvas: &Canvas, series: usize, (x, y): (f64, f64), mark: Mark) {
    let around = |corners: &[(f64, f64)]| corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect::<Vec<_>>();
    match series % 8 {
        0 => canvas.circle((x, y), 3.5, mark),
        1 => canvas.rect(square((x, y), 3.2), mark),
        2 => canvas.shape(&around(&[(0.0, -4.4), (4.2, 3.2), (-4.2, 3.2)]), mark),
        3 => canvas.shape(&around(&[(0.0, -4.8), (4.8, 0.0), (0.0, 4.8), (-4.8, 0.0)]), mark),
        4 => canvas.shape(&around(&[(0.0, 4.4), (4.2, -3.2), (-4.2, -3.2)]), mark),
        5 => canvas.circle((x, y), 3.5, hollow(mark)),
        6 => canvas.rect(square((x, y), 3.2), hollow(mark)),
        _ => canvas.shape(&around(&[(0.0, -4.4), (4.2, 3.2), (-4.2, 3.2)]), hollow(mark)),
    }
}

fn hollow(mark: Mark) -> Mark {
    Mark { class: "hollow", ..mark }
}

/// A square around a point.
pub fn square((x, y): (f64, f64), half: f64) -> Rect {
    Rect { left: x - half, top: y - half, right: x + half, bottom: y + half }
}
