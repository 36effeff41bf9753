//! What holds for every kind: its example with other names, numbers, gaps and sizes stays legible, or
//! the kind says why it cannot show them.

use crate::chart::tests::{NAMES, Noise, check, golden};
use crate::chart::{Chart, KINDS, Kind, Orientation, Point, Stack, Tick, draw, example, kind};
use crate::data::Value;
use crate::locale::Lang;

/// The example of a kind with `n` positions: names are drawn by lot, points from the example's own.
fn varied(kind: &'static dyn Kind, n: usize, noise: &mut Noise) -> Chart {
    let mut chart = example(kind);
    let is_time = chart.times().is_some();
    let first = 1980 + noise.below(30);
    let name = |noise: &mut Noise, at: usize| format!("{}{at}", NAMES[noise.below(NAMES.len())]);
    let tick = |noise: &mut Noise, at: usize| match is_time {
        true => Tick { label: format!("{}年", first + at), value: Value::Year((first + at) as i32) },
        false => Tick { label: name(noise, at), value: Value::Text(format!("{at}")) },
    };
    chart.x = (0..n).map(|at| tick(noise, at)).collect();
    let holes = [0.0, 0.0, 0.3][noise.below(3)];
    let size = [1.0, 1.0, 0.001, 3_000.0][noise.below(4)];
    for series in &mut chart.series {
        let old = std::mem::take(&mut series.points);
        let point = |noise: &mut Noise| old[noise.below(old.len())].clone().filter(|_| noise.next() >= holes);
        series.points = (0..n).map(|_| point(noise).map(|it| sized(it, size))).collect();
    }
    chart.stack = [chart.stack, Stack::No, Stack::Amounts, Stack::Shares][noise.below(4)];
    chart.lang = Lang::ALL[noise.below(2)];
    chart.orientation = [Orientation::Automatic, Orientation::Vertical, Orientation::Horizontal][noise.below(3)];
    chart
}

/// A point so many times as large; dates stay as they are.
fn sized(point: Point, size: f64) -> Point {
    if point.date.is_some() || size == 1.0 {
        return point;
    }
    let value = point.value * size;
    Point { value, text: format!("{value:.1}万件").chars().take(12).collect(), ..point }
}

#[test]
fn keeps_every_kind_legible() {
    let mut noise = Noise(11);
    for kind in KINDS {
        for round in 0..60 {
            let n = [1, 2, 3, 5, 8, 12, 17, 30][noise.below(8)];
            let chart = varied(*kind, n, &mut noise);
            if kind.refuses(&chart).is_none() {
                check(&chart, &format!("{} {round} of {n}", kind.name()));
            }
        }
    }
}

#[test]
fn keeps_every_kind_standing_on_data_without_sense() {
    let odd = [0.0, -5.0, f64::NAN, f64::INFINITY, 1e-300, 1e300, -1e90, 1e12];
    for kind in KINDS {
        for first in odd {
            for second in odd {
                let mut chart = example(*kind);
                for (at, point) in chart.series.iter_mut().flat_map(|it| &mut it.points).flatten().enumerate() {
                    point.value = if at % 2 == 0 { first } else { second };
                }
                check(&chart, &format!("{} of {first} and {second}", kind.name()));
            }
        }
        let mut chart = example(*kind);
        chart.series.iter_mut().for_each(|it| it.points.clear());
        check(&chart, &format!("{} of nothing", kind.name()));
        chart.series.clear();
        check(&chart, &format!("{} without series", kind.name()));
    }
}

#[test]
fn shows_two_hundred_positions_or_says_why_not() {
    let mut noise = Noise(5);
    for kind in KINDS {
        for n in [200, 2_000] {
            let chart = varied(*kind, n, &mut noise);
            if kind.refuses(&chart).is_none() {
                let figure = check(&chart, &format!("{} of {n}", kind.name()));
                assert!(figure.wide.len() < 400_000, "{} of {n}: {} bytes", kind.name(), figure.wide.len());
            }
        }
    }
}

#[test]
fn tells_every_kind_in_both_languages() {
    for kind in KINDS {
        let zh = draw(&example(*kind)).alt;
        let en = draw(&Chart { lang: Lang::En, ..example(*kind) }).alt;
        assert!(zh != en && zh.ends_with('。') && !en.contains("。。"), "{zh} {en}");
    }
}

#[test]
fn draws_bars_upon_each_other_as_before() {
    let answers = example(kind("diverging").expect("a kind"));
    let bar = kind("bar").expect("a kind");
    let years = (2022..2026).map(|it| Tick { label: format!("{it}年"), value: Value::Year(it) }).collect();
    for (name, x, stack) in [("stacked", years, Stack::Amounts), ("100", answers.x.clone(), Stack::Shares)] {
        let chart = Chart { kind: bar, id: name.to_owned(), x, stack, ..answers.clone() };
        let figure = check(&chart, name);
        golden(&format!("bar/wide-{name}.svg"), &figure.wide);
        golden(&format!("bar/narrow-{name}.svg"), &figure.narrow);
    }
}
