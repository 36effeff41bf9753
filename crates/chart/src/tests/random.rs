//! What holds for every kind whatever its data: values of any size and sign, gaps, long names, any number of
//! series. Nothing here knows a kind, so a new one is tried as it is registered.

use crate::tests::{NAMES, Noise, check};
use crate::{KINDS, Kind, example_chart};
use gongbao_diag::locale::Lang;
use gongbao_model::{Chart, Point, Series, Tick, Value};

/// Rounds a kind is tried for.
const ROUNDS: usize = 60;

/// The example of a kind with everything about its data drawn by lot, but for its channels.
fn random(kind: &'static dyn Kind, noise: &mut Noise) -> Chart {
    let mut chart = example_chart(kind);
    let n = [1, 2, 3, 7, 12, 25, 60][noise.below(7)];
    let is_time = chart.times().is_some();
    chart.x = (0..n).map(|at| tick(noise, at, is_time)).collect();
    let more = noise.below(4);
    let extra: Vec<Series> = chart
        .series
        .last()
        .into_iter()
        .cycle()
        .take(more)
        .cloned()
        .collect();
    // Kinds with channels of their own have as many series as channels.
    let takes_series = kind.channels().iter().any(|it| it.name() == "series");
    chart
        .series
        .extend(extra.into_iter().filter(|_| takes_series));
    let size = 10f64.powi(noise.below(19) as i32 - 6);
    let (lowest, holes) = (
        [0.0, 0.0, -1.0, -0.5][noise.below(4)],
        [0.0, 0.1, 0.6][noise.below(3)],
    );
    for series in &mut chart.series {
        let old = series
            .points
            .iter()
            .flatten()
            .next()
            .cloned()
            .expect("examples have points");
        series.name = NAMES[noise.below(NAMES.len())].to_owned();
        series.points = (0..n)
            .map(|_| point(noise, &old, (lowest, size), holes))
            .collect();
    }
    for target in &mut chart.targets {
        target.value = (noise.next() + lowest) * size;
    }
    chart.lang = Lang::ALL[noise.below(2)];
    chart
}

fn tick(noise: &mut Noise, at: usize, is_time: bool) -> Tick {
    let year = 1960 + at;
    match is_time {
        true => Tick {
            label: format!("{year}年"),
            value: Value::Year(year as i32),
        },
        false => Tick {
            label: format!("{}{at}", NAMES[noise.below(NAMES.len())]),
            value: Value::Text(at.to_string()),
        },
    }
}

fn point(noise: &mut Noise, old: &Point, (lowest, size): (f64, f64), holes: f64) -> Option<Point> {
    if noise.next() < holes {
        return None;
    }
    let value = match old.date {
        Some(_) => old.value + noise.next() * 3.0 - 1.5,
        None => (noise.next() + lowest) * size,
    };
    let met = [None, Some(true), Some(false)][noise.below(3)];
    Some(Point {
        value,
        text: format!("{value:.1}万件").chars().take(12).collect(),
        met,
        ..old.clone()
    })
}

#[test]
fn any_data_give_a_sound_picture_of_every_kind() {
    let mut noise = Noise(29);
    for kind in KINDS {
        for round in 0..ROUNDS {
            let chart = random(*kind, &mut noise);
            let sizes = (chart.x.len(), chart.series.len());
            if kind.refuses(&chart).is_none() {
                check(&chart, &format!("{} {round} of {sizes:?}", kind.name()));
            }
        }
    }
}
