//! What a chart costs: microseconds and bytes for each kind, its example drawn and written in both layouts.
//!
//! `cargo bench --bench charts` prints a table. The aim is 150 µs for 95 of 100 kinds; it is looked at, not
//! enforced, because machines differ. A plain loop does: the crate has no part that is hard to time.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use gongbao::chart::{KINDS, draw, example_chart, svg};
use gongbao_model::Chart;

/// How long each kind is drawn for.
const LONG: Duration = Duration::from_millis(300);
/// Drawings in a row that count as one measurement; the best of all says what the machine can do undisturbed.
const BATCH: u32 = 20;

/// The aim.
const AIM: f64 = 150.0;

fn main() {
    println!(
        "{:<12} {:>9} {:>9} {:>9}",
        "kind", "µs", "wide B", "narrow B"
    );
    let charts: Vec<Chart> = KINDS.iter().map(|it| example_chart(*it)).collect();
    let times: Vec<f64> = charts.iter().map(line).collect();
    let n_fast = times.iter().filter(|it| **it <= AIM).count();
    println!("{n_fast} of {} kinds take at most {AIM} µs", times.len());
}

/// Draws a chart for a while, and prints what it took.
fn line(chart: &Chart) -> f64 {
    let [wide, narrow] = markup(chart);
    let started = Instant::now();
    let mut best = f64::INFINITY;
    while started.elapsed() < LONG {
        let batch = Instant::now();
        (0..BATCH).for_each(|_| drop(black_box(markup(black_box(chart)))));
        best = best.min(batch.elapsed().as_secs_f64() * 1e6 / f64::from(BATCH));
    }
    println!(
        "{:<12} {best:>9.0} {:>9} {:>9}",
        chart.kind.0,
        wide.len(),
        narrow.len()
    );
    best
}

/// The wide and the narrow drawing as pages have them.
fn markup(chart: &Chart) -> [String; 2] {
    let figure = draw(chart);
    [&figure.wide, &figure.narrow].map(svg::write_svg)
}
