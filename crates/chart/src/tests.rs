//! What holds for every drawing: goldens, no text upon another, no mark outside the picture.

mod kinds;
mod random;

use std::fmt::Write as _;

use crate::{KINDS, draw, example_chart, find_kind, svg, text};
use gongbao_diag::locale::{Lang, NumberFormat};
use gongbao_model::{
    Chart, ChartKind, Extras, Grid, Orientation, Point, Series, Stack, TargetLine, Tick, Value,
};
use gongbao_testing::compare_golden;
use gongbao_testing::markup::{Element, parse_xml, render_lines};

/// A chart of these values; names and figures as a site would write them.
fn chart(name: &str, x: &[&str], series: &[(&str, &[Option<f64>])]) -> Chart {
    let number = NumberFormat {
        unit: "%".to_owned(),
        ..NumberFormat::default()
    };
    let point = |it: &Option<f64>| {
        it.map(|value| Point {
            value,
            text: number.write(Lang::Zh, value),
            ..Point::default()
        })
    };
    let tick = |it: &&str| Tick {
        label: (*it).to_owned(),
        value: value(it),
    };
    let one = |name: &str, points| Series {
        channel: "y",
        name: name.to_owned(),
        number: None,
        points,
    };
    Chart {
        id: "fig".to_owned(),
        kind: ChartKind(find_kind(name).expect("a kind").name()),
        lang: Lang::Zh,
        title: "标题".to_owned(),
        subtitle: String::new(),
        x_label: "区县".to_owned(),
        y_label: "占比".to_owned(),
        x: x.iter().map(tick).collect(),
        series: series
            .iter()
            .map(|(name, it)| one(name, it.iter().map(point).collect()))
            .collect(),
        targets: Vec::new(),
        number: number.clone(),
        unit: "%".to_owned(),
        orientation: Orientation::Automatic,
        stack: Stack::No,
        as_of: None,
        source: String::new(),
        note: None,
        sample: false,
        table: Grid::default(),
        extras: Extras::default(),
    }
}

/// `2024年` is a year, everything else a name.
fn value(label: &str) -> Value {
    match label.strip_suffix('年').map(str::parse) {
        Some(Ok(year)) => Value::Year(year),
        Some(Err(_)) | None => Value::Text(label.to_owned()),
    }
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// Deterministic noise.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
}

/// The number that an attribute is.
fn number(it: &Element, name: &str) -> f64 {
    let text = it.attribute(name).expect("an attribute");
    text.parse().unwrap_or_else(|_| panic!("{name} of {it:?}"))
}

/// Left, top, right, bottom.
type Box4 = [f64; 4];

fn text_box(it: &Element) -> Box4 {
    let (x, y) = (number(it, "x"), number(it, "y"));
    let width = text::text_width(&it.text());
    let left = match it.attribute("text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    [left, y - text::ASCENT, left + width, y + 2.0]
}

/// The points of a path, made absolute.
fn path_points(d: &str) -> Vec<(f64, f64)> {
    let mut spaced = String::new();
    for it in d.chars() {
        match it {
            '-' => spaced.push_str(" -"),
            'M' | 'l' | 'h' | 'v' | 'z' => write!(spaced, " {it} ").expect("text"),
            _ => spaced.push(it),
        }
    }
    let (mut at, mut command, mut points) = ((0.0, 0.0), ' ', Vec::new());
    let mut words = spaced.split_whitespace();
    while let Some(word) = words.next() {
        if let Some(letter) = word.chars().next().filter(char::is_ascii_alphabetic) {
            command = letter;
            continue;
        }
        let first: f64 = word.parse().expect("a number");
        let mut second = || {
            let word = words.next().expect("a pair");
            word.parse::<f64>().expect("a number")
        };
        at = match command {
            'M' => (first, second()),
            'h' => (at.0 + first, at.1),
            'v' => (at.0, at.1 + first),
            _ => (at.0 + first, at.1 + second()),
        };
        points.push(at);
    }
    points
}

fn shape_box(it: &Element) -> Option<Box4> {
    match it.name.as_str() {
        "rect" => {
            let (x, y) = (number(it, "x"), number(it, "y"));
            assert!(
                number(it, "width") >= 0.0 && number(it, "height") >= 0.0,
                "{it:?}"
            );
            Some([x, y, x + number(it, "width"), y + number(it, "height")])
        }
        "circle" => {
            let (x, y, r) = (number(it, "cx"), number(it, "cy"), number(it, "r"));
            Some([x - r, y - r, x + r, y + r])
        }
        "path" => {
            let points = path_points(it.attribute("d").expect("path data"));
            let fold = |pick: fn(&(f64, f64)) -> f64, by: fn(f64, f64) -> f64| {
                points.iter().map(pick).reduce(by)
            };
            Some([
                fold(|p| p.0, f64::min)?,
                fold(|p| p.1, f64::min)?,
                fold(|p| p.0, f64::max)?,
                fold(|p| p.1, f64::max)?,
            ])
        }
        _ => None,
    }
}

/// What every drawing keeps to.
fn check_drawing(svg: &str, about: &str) {
    assert!(
        !svg.contains("NaN") && !svg.contains("inf\""),
        "{about}: {svg}"
    );
    assert!(
        !svg.contains("style=") && !svg.contains("fill="),
        "{about}: classes only"
    );
    let drawing = parse_xml(svg).unwrap_or_else(|reason| panic!("{about}: {reason}"));
    let elements = drawing.descendants();
    let view: Vec<f64> = elements[0]
        .attribute("viewBox")
        .expect("a view box")
        .split(' ')
        .map(|it| it.parse().expect("a number"))
        .collect();
    let inside = |it: &Box4| {
        it[0] >= -0.5 && it[1] >= -0.5 && it[2] <= view[2] + 0.5 && it[3] <= view[3] + 0.5
    };
    let texts: Vec<(Box4, &Element)> = elements
        .iter()
        .filter(|it| it.name == "text")
        .map(|it| (text_box(it), *it))
        .collect();
    for (at, (it, element)) in texts.iter().enumerate() {
        assert!(
            inside(it),
            "{about}: {element:?} leaves the picture {view:?}\n{svg}"
        );
        for (other, rival) in &texts[at + 1..] {
            let apart =
                it[0] >= other[2] || other[0] >= it[2] || it[1] >= other[3] || other[1] >= it[3];
            assert!(apart, "{about}: {element:?} lies upon {rival:?}\n{svg}");
        }
    }
    for element in &elements {
        if let Some(it) = shape_box(element) {
            assert!(
                inside(&it),
                "{about}: {element:?} leaves the picture {view:?}"
            );
        }
    }
}

/// A drawn chart as pages have it.
struct Written {
    wide: String,
    narrow: String,
    alt: String,
}

fn written(chart: &Chart) -> Written {
    let figure = draw(chart);
    assert_eq!(figure.wide.description, figure.narrow.description);
    Written {
        wide: svg::write_svg(&figure.wide),
        narrow: svg::write_svg(&figure.narrow),
        alt: figure.wide.description,
    }
}

fn check(chart: &Chart, about: &str) -> Written {
    let figure = written(chart);
    check_drawing(&figure.wide, &format!("{about}, wide"));
    check_drawing(&figure.narrow, &format!("{about}, narrow"));
    assert!(
        !figure.alt.is_empty() && !figure.alt.contains('{'),
        "{}",
        figure.alt
    );
    figure
}

/// Holds a drawing against the one that is kept, one element a line.
fn golden(path: &str, found: &str) {
    let path = format!("{}/tests/charts/{path}", env!("CARGO_MANIFEST_DIR"));
    let lines = render_lines(found).expect("a drawing");
    if let Err(difference) = compare_golden(path.as_ref(), lines.as_bytes()) {
        panic!("{difference}");
    }
}

#[test]
fn draws_the_examples_as_before() {
    for kind in KINDS {
        let figure = check(&example_chart(*kind), kind.name());
        golden(&format!("{}/wide.svg", kind.name()), &figure.wide);
        golden(&format!("{}/narrow.svg", kind.name()), &figure.narrow);
    }
}

#[test]
fn draws_the_same_bytes_again() {
    for kind in KINDS {
        assert_eq!(
            written(&example_chart(*kind)).wide,
            written(&example_chart(*kind)).wide
        );
    }
}

#[test]
fn names_each_mark_and_its_value() {
    let svg = written(&example_chart(find_kind("bar").expect("a kind"))).wide;
    assert!(
        svg.contains(
            "data-x=\"东湖区\" data-value=\"44.1\"><title>东湖区：44.1%（已达标）</title>"
        ),
        "{svg}"
    );
    assert!(
        svg.contains(
            "class=\"unmet\" data-x=\"北塔区\" data-value=\"38.5\"><title>北塔区：38.5%（未达标）"
        ),
        "{svg}"
    );
    assert!(svg.contains(">未公开</text>"), "{svg}");
}

#[test]
fn escapes_what_names_hold() {
    let figure = check(
        &chart("bar", &["<甲>&\"乙\"\u{7}"], &[("a", &[Some(1.0)])]),
        "escapes",
    );
    assert!(
        figure
            .wide
            .contains("data-x=\"&lt;甲&gt;&amp;&quot;乙&quot;\""),
        "{}",
        figure.wide
    );
}

#[test]
fn breaks_a_line_where_a_period_is_missing() {
    let values = [Some(1.0), Some(2.0), None, Some(4.0), Some(5.0)];
    let svg = written(&chart(
        "line",
        &["2021年", "2022年", "2023年", "2024年", "2025年"],
        &[("a", &values)],
    ))
    .wide;
    assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
}

#[test]
fn draws_years_to_scale() {
    let svg = written(&chart(
        "line",
        &["2010年", "2011年", "2020年"],
        &[("a", &some(&[1.0, 2.0, 3.0]))],
    ))
    .wide;
    let drawing = parse_xml(&svg).expect("a drawing");
    let circles = drawing.find_all("circle").into_iter();
    let circles: Vec<f64> = circles.map(|it| number(it, "cx")).collect();
    let steps = (circles[1] - circles[0], circles[2] - circles[1]);
    assert!((steps.1 / steps.0 - 9.0).abs() < 0.1, "{steps:?}");
}

#[test]
fn keeps_drawings_small() {
    let names: Vec<String> = (1..=12).map(|it| format!("{it}月")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let figure = check(
        &chart("bar", &names, &[("a", &some(&[12.5; 12]))]),
        "twelve bars",
    );
    assert!(
        figure.wide.len() <= 6_000 && figure.narrow.len() <= 6_000,
        "{}",
        figure.wide.len()
    );
    let days: Vec<String> = (1..=100).map(|it| format!("{}", 1900 + it)).collect();
    let days: Vec<String> = days.iter().map(|it| format!("{it}年")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let mut noise = Noise(7);
    let mut walk = || {
        (0..100)
            .map(|_| Some(noise.next() * 100.0))
            .collect::<Vec<_>>()
    };
    let (a, b) = (walk(), walk());
    let figure = check(
        &chart("line", &days, &[("甲", &a), ("乙", &b)]),
        "two hundred points",
    );
    assert!(
        figure.wide.len() <= 8_000 && figure.narrow.len() <= 8_000,
        "{}",
        figure.wide.len()
    );
}

#[test]
fn survives_data_without_sense() {
    let odd: [&[Option<f64>]; 8] = [
        &[],
        &[None, None],
        &[Some(0.0), Some(0.0)],
        &[Some(f64::NAN), Some(f64::INFINITY)],
        &[Some(-5.0), Some(-5.0)],
        &[Some(1e-300), Some(1e300)],
        &[Some(1e90), Some(-1e90)],
        &[Some(1e12), Some(1e12 + 1.0)],
    ];
    for name in ["bar", "line"] {
        for values in odd {
            check(
                &chart(name, &["甲", "乙"], &[("a", values)]),
                &format!("{name} {values:?}"),
            );
            check(
                &chart(name, &["2024年", "2025年"], &[("a", values), ("b", values)]),
                &format!("{name} {values:?}"),
            );
        }
        check(&chart(name, &[], &[]), "nothing");
        check(&chart(name, &["甲"], &[("a", &[Some(3.0)])]), "one");
    }
}

#[test]
fn survives_two_hundred_names_and_ten_thousand_points() {
    let mut noise = Noise(3);
    for (kind, n) in [
        ("bar", 200),
        ("line", 200),
        ("bar", 10_000),
        ("line", 10_000),
    ] {
        let names: Vec<String> = (0..n).map(|it| format!("第{it}派出所")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let values: Vec<Option<f64>> = (0..n).map(|_| Some(noise.next() * 50.0)).collect();
        let figure = check(
            &chart(kind, &names, &[("a", &values)]),
            &format!("{n} in a {kind}"),
        );
        assert!(
            figure.wide.len() < 120_000,
            "{n} {kind} {}",
            figure.wide.len()
        );
    }
}

const NAMES: [&str; 9] = [
    "东湖区",
    "西山",
    "高新技术产业开发区",
    "市公安局直属机动巡逻分局（含水上）",
    "Economic and Technological Development Zone",
    "2025年第一季度",
    "A",
    "经开区",
    "Donaudampfschifffahrtsgesellschaftskapitän",
];

fn random_chart(noise: &mut Noise) -> Chart {
    let n = [1, 2, 3, 5, 8, 12, 17, 30][noise.below(8)];
    let n_series = [1, 1, 1, 2, 3, 5, 10][noise.below(7)];
    let is_year = noise.below(2) == 0;
    let first = 1990 + noise.below(20);
    let label = |noise: &mut Noise, at: usize| match is_year {
        true => format!("{}年", first + at),
        false => format!("{}{at}", NAMES[noise.below(NAMES.len())]),
    };
    let x: Vec<String> = (0..n).map(|at| label(noise, at)).collect();
    let size = 10f64.powi(noise.below(12) as i32 - 3);
    let shift = [0.0, 0.0, -0.5, 10.0][noise.below(4)];
    let holes = [0.0, 0.0, 0.3][noise.below(3)];
    let mut values = || {
        (0..n)
            .map(|_| (noise.next() >= holes).then(|| (noise.next() + shift) * size))
            .collect()
    };
    let series: Vec<Vec<Option<f64>>> = (0..n_series).map(|_| values()).collect();
    let named: Vec<(&str, &[Option<f64>])> = series
        .iter()
        .map(|it| (NAMES[noise.below(9)], it.as_slice()))
        .collect();
    let x: Vec<&str> = x.iter().map(String::as_str).collect();
    let mut chart = chart(["bar", "line"][noise.below(2)], &x, &named);
    for point in chart
        .series
        .iter_mut()
        .flat_map(|it| &mut it.points)
        .flatten()
    {
        point.text = format!("{:.1}万件", point.value).chars().take(12).collect();
        point.met = [None, Some(true), Some(false)][noise.below(3)];
    }
    for _ in 0..noise.below(4) {
        let value = (noise.next() + shift) * size;
        chart.targets.push(TargetLine {
            channel: "y",
            value,
            label: format!("目标{value:.1}以上"),
            path: Vec::new(),
        });
    }
    chart.orientation = [
        Orientation::Automatic,
        Orientation::Vertical,
        Orientation::Horizontal,
    ][noise.below(3)];
    chart.unit = ["%", "件", ""][noise.below(3)].to_owned();
    chart.lang = Lang::ALL[noise.below(2)];
    chart
}

#[test]
fn keeps_any_chart_legible() {
    let mut noise = Noise(1);
    for n in 0..400 {
        let chart = random_chart(&mut noise);
        check(
            &chart,
            &format!("chart {n}: {} {:?}", chart.kind.0, chart.orientation),
        );
    }
}
