//! What holds for every kind: its example with other names, numbers, gaps and sizes stays legible, or
//! the kind says why it cannot show them.

use crate::panels::SmallPictures;
use crate::tests::{NAMES, Noise, check, golden, written};
use crate::{KINDS, Kind, example_chart, find_kind, refuse_chart};
use gongbao_diag::locale::{Lang, parse_date};
use gongbao_model::PanelSeries;
use gongbao_model::{
    Break, Chart, ChartKind, Orientation, Panel, PathStep, Point, Series, Stack, Tick, Value,
};

/// The example of a kind with `n` positions: names are drawn by lot, points from the example's own.
fn varied(kind: &'static dyn Kind, n: usize, noise: &mut Noise) -> Chart {
    let mut chart = example_chart(kind);
    let is_time = chart.times().is_some();
    let first = 1980 + noise.below(30);
    let name = |noise: &mut Noise, at: usize| format!("{}{at}", NAMES[noise.below(NAMES.len())]);
    let tick = |noise: &mut Noise, at: usize| match is_time {
        true => Tick {
            label: format!("{}年", first + at),
            value: Value::Year((first + at) as i32),
        },
        false => Tick {
            label: name(noise, at),
            value: Value::Text(format!("{at}")),
        },
    };
    chart.x = (0..n).map(|at| tick(noise, at)).collect();
    let holes = [0.0, 0.0, 0.3][noise.below(3)];
    let size = [1.0, 1.0, 0.001, 3_000.0][noise.below(4)];
    for series in &mut chart.series {
        let old = std::mem::take(&mut series.points);
        let point = |noise: &mut Noise| {
            old[noise.below(old.len())]
                .clone()
                .filter(|_| noise.next() >= holes)
        };
        series.points = (0..n)
            .map(|_| point(noise).map(|it| sized(it, size)))
            .collect();
    }
    chart.stack = [chart.stack, Stack::No, Stack::Amounts, Stack::Shares][noise.below(4)];
    chart.lang = Lang::ALL[noise.below(2)];
    chart.orientation = [
        Orientation::Automatic,
        Orientation::Vertical,
        Orientation::Horizontal,
    ][noise.below(3)];
    chart
}

/// A point so many times as large; dates stay as they are.
fn sized(point: Point, size: f64) -> Point {
    if point.date.is_some() || size == 1.0 {
        return point;
    }
    let value = point.value * size;
    Point {
        value,
        text: format!("{value:.1}万件").chars().take(12).collect(),
        ..point
    }
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
    let odd = [
        0.0,
        -5.0,
        f64::NAN,
        f64::INFINITY,
        1e-300,
        1e300,
        -1e90,
        1e12,
    ];
    for kind in KINDS {
        for first in odd {
            for second in odd {
                let mut chart = example_chart(*kind);
                for (at, point) in chart
                    .series
                    .iter_mut()
                    .flat_map(|it| &mut it.points)
                    .flatten()
                    .enumerate()
                {
                    point.value = if at % 2 == 0 { first } else { second };
                }
                check(&chart, &format!("{} of {first} and {second}", kind.name()));
            }
        }
        let mut chart = example_chart(*kind);
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
                assert!(
                    figure.wide.len() < 400_000,
                    "{} of {n}: {} bytes",
                    kind.name(),
                    figure.wide.len()
                );
            }
        }
    }
}

#[test]
fn tells_every_kind_in_both_languages() {
    for kind in KINDS {
        let zh = written(&example_chart(*kind)).alt;
        let en = written(&Chart {
            lang: Lang::En,
            ..example_chart(*kind)
        })
        .alt;
        assert!(
            zh != en && zh.ends_with('。') && !en.contains("。。"),
            "{zh} {en}"
        );
    }
}

#[test]
fn draws_bars_upon_each_other_as_before() {
    let answers = example_chart(find_kind("diverging").expect("a kind"));
    let bar = find_kind("bar").expect("a kind");
    let years = (2022..2026)
        .map(|it| Tick {
            label: format!("{it}年"),
            value: Value::Year(it),
        })
        .collect();
    for (name, x, stack) in [
        ("stacked", years, Stack::Amounts),
        ("100", answers.x.clone(), Stack::Shares),
    ] {
        let chart = Chart {
            kind: ChartKind(bar.name()),
            id: name.to_owned(),
            x,
            stack,
            ..answers.clone()
        };
        let figure = check(&chart, name);
        golden(&format!("bar/wide-{name}.svg"), &figure.wide);
        golden(&format!("bar/narrow-{name}.svg"), &figure.narrow);
    }
}

/// A chart as small pictures: each has all series of the example, with values of its own.
fn repeated(kind: &'static dyn Kind, n: usize, noise: &mut Noise) -> Chart {
    let one = example_chart(kind);
    let mut chart = Chart {
        series: Vec::new(),
        ..one.clone()
    };
    for at in 0..n {
        let name = format!("{}{at}", NAMES[noise.below(NAMES.len())]);
        let mut series = Vec::new();
        for it in &one.series {
            let points = it
                .points
                .iter()
                .map(|it| it.clone().filter(|_| at == 0 || noise.next() > 0.1));
            series.push(PanelSeries {
                at: chart.series.len(),
                name: it.name.clone(),
            });
            chart.series.push(Series {
                name: format!("{name} {}", it.name),
                points: points.collect(),
                ..it.clone()
            });
        }
        chart.extras.panels.push(Panel {
            name,
            series,
            targets: one.targets.clone(),
            own_positions: false,
        });
    }
    chart
}

#[test]
fn repeats_every_kind_in_small_pictures() {
    let mut noise = Noise(17);
    for kind in KINDS {
        for n in [1, 2, 5, 12] {
            let chart = repeated(*kind, n, &mut noise);
            let figure = check(&chart, &format!("{n} small {}", kind.name()));
            assert_eq!(
                figure.wide.matches("class=\"panel\"").count(),
                n,
                "{}",
                kind.name()
            );
            assert!(
                figure.alt.contains(&format!("分为{n}幅小图")),
                "{}",
                figure.alt
            );
        }
    }
}

#[test]
fn gives_small_pictures_one_axis() {
    let mut noise = Noise(19);
    for kind in KINDS {
        let mut chart = repeated(*kind, 2, &mut noise);
        let half = chart.series.len() / 2;
        for point in chart.series[half..]
            .iter_mut()
            .flat_map(|it| &mut it.points)
            .flatten()
        {
            point.value *= 0.5;
        }
        let pictures = SmallPictures::of(&chart);
        let shared: Vec<_> = pictures
            .iter()
            .filter_map(|it| it.shared)
            .map(|it| &it.axis)
            .collect();
        assert!(
            shared.len() == 2 && shared[0] == shared[1],
            "{}",
            kind.name()
        );
    }
}

#[test]
fn draws_small_pictures_as_before() {
    let mut noise = Noise(23);
    let figure = check(
        &repeated(find_kind("line").expect("a kind"), 3, &mut noise),
        "multiples",
    );
    golden("multiples/wide.svg", &figure.wide);
    golden("multiples/narrow.svg", &figure.narrow);
}

#[test]
fn draws_the_way_to_a_target_with_breaks_and_open_points() {
    let mut chart = example_chart(find_kind("line").expect("a kind"));
    let step = |date: &str, value: f64| PathStep {
        date: parse_date(date).expect("a date"),
        value,
        text: format!("{value}%"),
    };
    chart.targets[0].path = vec![
        step("2020-12-31", 30.0),
        step("2023-12-31", 37.0),
        step("2027-12-31", 40.0),
    ];
    chart.extras.breaks.push(Break {
        at: 5,
        note: "统计口径调整".to_owned(),
    });
    for point in chart
        .series
        .iter_mut()
        .filter_map(|it| it.points.last_mut()?.as_mut())
    {
        point.provisional = true;
    }
    let figure = check(&chart, "way");
    golden("line/wide-way.svg", &figure.wide);
    golden("line/narrow-way.svg", &figure.narrow);
    assert!(
        figure
            .wide
            .contains("data-x=\"2023-12-31\" data-value=\"37\""),
        "{}",
        figure.wide
    );
    assert!(
        figure.wide.contains("2027年</text>") && figure.wide.contains("class=\"break\""),
        "{}",
        figure.wide
    );
    assert_eq!(
        figure.wide.matches("class=\"hollow\"").count(),
        4,
        "three points and the key: {}",
        figure.wide
    );
    assert_eq!(
        figure.wide.matches("class=\"line\"").count(),
        7,
        "each line in two, one with a gap before"
    );
    let said = "目标路径：2020年12月31日（30%）、2023年12月31日（37%）、2027年12月31日（40%）。\
                2022年起统计口径调整，与以前不直接可比。3个值为初步数。";
    assert!(figure.alt.contains(said), "{}", figure.alt);
}

/// The example of a kind with other values, and the reason it gives for not showing them.
fn check_refused(name: &str, change: impl FnOnce(&mut Chart), reason: &str) {
    let mut chart = example_chart(find_kind(name).expect("a kind"));
    assert!(refuse_chart(&chart).is_none(), "{name} shows its example");
    change(&mut chart);
    let found = refuse_chart(&chart).expect("a reason").zh;
    assert!(found.contains(reason), "{name}: {found}");
    check(&chart, name);
}

fn set(chart: &mut Chart, (series, at): (usize, usize), value: Option<f64>) {
    let point = |value| Point {
        value,
        text: value.to_string(),
        ..Point::default()
    };
    chart.series[series].points[at] = value.map(point);
}

#[test]
fn refuses_parts_that_are_no_whole() {
    check_refused("waffle", |it| set(it, (0, 1), Some(-3.0)), "负数");
    check_refused("waffle", |it| set(it, (0, 1), None), "整体不明");
    check_refused("waffle", |it| it.unit = "%".to_owned(), "合计585%");
    check_refused("pyramid", |it| it.series.truncate(1), "现有1个");
    check_refused("pyramid", |it| set(it, (1, 1), Some(-3.0)), "负数");
}

#[test]
fn refuses_steps_that_do_not_add_up() {
    check_refused(
        "waterfall",
        |it| set(it, (0, 1), Some(43.0)),
        "“年末民警”为286人，前面各步相加得287人",
    );
    check_refused("waterfall", |it| set(it, (0, 1), None), "不知从何算起");
    check_refused(
        "waterfall",
        |it| set(it, (1, 1), Some(1.0)),
        "既有增减数又有合计",
    );
}

#[test]
fn refuses_too_few_values_for_a_distribution() {
    check_refused("histogram", |it| it.x.truncate(9), "只有9个值");
    check_refused("box", |it| it.series.truncate(4), "每组最多4个值");
}

#[test]
fn refuses_flows_that_lose_something_on_the_way() {
    check_refused(
        "sankey",
        |it| set(it, (3, 3), Some(70.0)),
        "“派出所”流入114人，流出113人",
    );
    check_refused("sankey", |it| set(it, (1, 0), Some(-6.0)), "负数");
    check_refused(
        "sankey",
        |it| it.x[0].label = "派出所".to_owned(),
        "回到了起点",
    );
}

#[test]
fn refuses_a_map_that_lacks_a_region() {
    check_refused(
        "tilemap",
        |it| drop(it.extras.map_regions.pop()),
        "地图上没有青崖县",
    );
    check_refused(
        "choropleth",
        |it| drop(it.extras.map_regions.pop()),
        "地图上没有青崖县",
    );
}
