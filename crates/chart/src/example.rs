//! An example of each kind, with its data, for the gallery and the golden tests.
//!
//! The YAML holds `title`, `subtitle`, `x_label`, `y_label`, `unit`, `lang`, `stack`, `as_of`, `x` (names)
//! or `years`, `series` (`name`, `channel`, `unit` and `values`: numbers or dates, empty for a missing
//! one), `targets` (`channel`, `value` and `label`), and for maps `tiles` (row and column of each position) or
//! `outlines` (a ring for each position).

use std::sync::Arc;

use crate::{KINDS, Kind};
use gongbao_diag::locale::{
    Lang, NumberFormat, Word, date_text, fill_placeholders, parse_date, word,
};
use gongbao_model::{
    Chart, ChartKind, Extras, Grid, GridCell, GridColumn, MapPoint, Orientation, Outline, Point,
    Region, Series, Stack, TargetLine, Tick, Value, date_in_years,
};
use gongbao_source::{YamlNode, parse_yaml};

/// The example of a kind. Its data are made up.
#[expect(
    clippy::expect_used,
    reason = "examples are compiled in, and tests draw each"
)]
pub fn example_chart(kind: &'static dyn Kind) -> Chart {
    let root = parse_yaml(&Arc::from("example"), kind.example()).expect("an example is YAML");
    let root = &root;
    let lang = match find_value(root, "lang").and_then(YamlNode::text) {
        Some(tag) => Lang::parse(tag).expect("an example is in a language there is"),
        None => Lang::Zh,
    };
    let number = NumberFormat {
        unit: read_text(root, "unit"),
        ..NumberFormat::default()
    };
    let targets: Vec<TargetLine> = list_items(root, "targets")
        .iter()
        .map(read_target)
        .collect();
    let series = list_items(root, "series")
        .iter()
        .map(|it| read_series(it, lang, &number, &targets));
    let mut chart = Chart {
        id: format!("example-{}", kind.name()),
        kind: ChartKind(kind.name()),
        lang,
        title: read_text(root, "title"),
        subtitle: read_text(root, "subtitle"),
        x_label: read_text(root, "x_label"),
        y_label: read_text(root, "y_label"),
        x: read_ticks(root, lang),
        series: series.collect(),
        targets,
        unit: number.unit.clone(),
        number,
        orientation: Orientation::Automatic,
        stack: parse_stack(&read_text(root, "stack")),
        as_of: parse_date(&read_text(root, "as_of")),
        source: word(lang, Word::Sample).to_owned(),
        note: None,
        sample: true,
        table: Grid::default(),
        extras: Extras::default(),
    };
    chart.extras.map_regions = read_regions(root, &chart);
    chart.table = kind.grid(&chart).unwrap_or_else(|| data_grid(&chart));
    chart
}

fn parse_stack(word: &str) -> Stack {
    match word {
        "100" => Stack::Shares,
        "true" => Stack::Amounts,
        _ => Stack::No,
    }
}

/// A region for each position.
#[expect(
    clippy::panic,
    reason = "examples are compiled in, and tests draw each"
)]
fn read_regions(root: &YamlNode, chart: &Chart) -> Vec<Region> {
    let pair = |it: &YamlNode| match it.items() {
        [a, b] => [read_number(a), read_number(b)],
        other => panic!("a place is two numbers, not {}", other.len()),
    };
    let tile = |it: &YamlNode| Outline::Tile {
        row: pair(it)[0] as usize,
        column: pair(it)[1] as usize,
    };
    let point = |it: &YamlNode| {
        let [east, north] = pair(it);
        MapPoint { east, north }
    };
    let ring = |it: &YamlNode| Outline::Parts(vec![vec![it.items().iter().map(point).collect()]]);
    let tiles = list_items(root, "tiles").iter().map(tile);
    let outlines = tiles.chain(list_items(root, "outlines").iter().map(ring));
    outlines
        .enumerate()
        .map(|(at, outline)| Region {
            at: Some(at),
            name: chart.x[at].label.clone(),
            outline,
        })
        .collect()
}

/// The channels an example may name; any other series is bound to `y`.
fn known_channel(name: &str) -> &'static str {
    let known = KINDS
        .iter()
        .flat_map(|it| it.channels())
        .map(|it| it.name());
    known.into_iter().find(|it| *it == name).unwrap_or("y")
}

fn read_series(
    node: &YamlNode,
    lang: Lang,
    shared: &NumberFormat,
    targets: &[TargetLine],
) -> Series {
    let channel = known_channel(&read_text(node, "channel"));
    let unit = find_value(node, "unit")
        .and_then(YamlNode::text)
        .map(str::to_owned);
    let number = unit.map(|unit| NumberFormat {
        unit,
        ..shared.clone()
    });
    let write = number.as_ref().unwrap_or(shared);
    let target = targets
        .iter()
        .find(|it| it.channel == channel)
        .map(|it| it.value);
    let points = list_items(node, "values")
        .iter()
        .map(|it| read_point(it, lang, write, target))
        .collect();
    Series {
        channel,
        name: read_text(node, "name"),
        number,
        points,
    }
}

fn read_point(
    node: &YamlNode,
    lang: Lang,
    written: &NumberFormat,
    target: Option<f64>,
) -> Option<Point> {
    if let Some(date) = node.text().and_then(parse_date) {
        return Some(Point {
            value: date_in_years(date),
            date: Some(date),
            text: date_text(lang, date),
            ..Point::default()
        });
    }
    // Nothing is written where a value is missing.
    node.text()?;
    let value = read_number(node);
    let met = target.map(|it| value >= it);
    Some(Point {
        value,
        text: written.write(lang, value),
        met,
        ..Point::default()
    })
}

#[expect(
    clippy::expect_used,
    reason = "examples are compiled in, and tests draw each"
)]
fn read_number(node: &YamlNode) -> f64 {
    node.number("example").expect("a number in an example")
}

#[expect(
    clippy::expect_used,
    reason = "examples are compiled in, and tests draw each"
)]
fn find_value<'a>(node: &'a YamlNode, key: &str) -> Option<&'a YamlNode> {
    let pairs = node.pairs(key).expect("a mapping in an example");
    pairs
        .iter()
        .find(|(name, _)| name.text() == Some(key))
        .map(|(_, it)| it)
}

/// What an example says under a key; it need not say everything.
fn read_text(node: &YamlNode, key: &str) -> String {
    let text = find_value(node, key).and_then(YamlNode::text);
    text.map_or_else(String::new, str::to_owned)
}

/// The items under a key; none if the example does not have the key.
fn list_items<'a>(node: &'a YamlNode, key: &str) -> &'a [YamlNode] {
    find_value(node, key).map_or(&[], YamlNode::items)
}

#[expect(
    clippy::expect_used,
    reason = "examples are compiled in, and tests draw each"
)]
fn read_target(node: &YamlNode) -> TargetLine {
    let value = find_value(node, "value").expect("a target in an example has a value");
    let channel = known_channel(&read_text(node, "channel"));
    TargetLine {
        channel,
        value: read_number(value),
        label: read_text(node, "label"),
        path: Vec::new(),
    }
}

#[expect(
    clippy::expect_used,
    reason = "examples are compiled in, and tests draw each"
)]
fn read_ticks(root: &YamlNode, lang: Lang) -> Vec<Tick> {
    let text = |it: &'_ YamlNode| it.text().expect("a position in an example").to_owned();
    let year = |it: &YamlNode| {
        let text = text(it);
        let label = fill_placeholders(word(lang, Word::YearText), &[("year", &text)]);
        Tick {
            label,
            value: Value::Year(text.parse().expect("a year in an example")),
        }
    };
    let name = |it: &YamlNode| {
        let label = text(it);
        Tick {
            value: Value::Text(label.clone()),
            label,
        }
    };
    list_items(root, "years")
        .iter()
        .map(year)
        .chain(list_items(root, "x").iter().map(name))
        .collect()
}

/// The data as a table: a row for each position, a column for each series.
fn data_grid(chart: &Chart) -> Grid {
    let first = GridColumn {
        label: chart.x_label.clone(),
        ..GridColumn::default()
    };
    let column = |it: &Series| {
        let (label, unit) = (it.name.clone(), chart.number_of(it).unit.clone());
        GridColumn {
            label,
            unit,
            numeric: true,
            metric: None,
        }
    };
    let columns = std::iter::once(first)
        .chain(chart.series.iter().map(column))
        .collect();
    let no_data = word(chart.lang, Word::NoData);
    let cell = |point: Option<&Point>| GridCell {
        text: point.map_or(no_data.to_owned(), |it| it.text.clone()),
        value: point.map_or(Value::Missing, |it| {
            it.date.map_or(Value::Number(it.value), Value::Date)
        }),
        ..GridCell::default()
    };
    let row = |(at, tick): (usize, &Tick)| {
        let name = GridCell {
            text: tick.label.clone(),
            value: tick.value.clone(),
            ..GridCell::default()
        };
        let cells = chart
            .series
            .iter()
            .map(|it| cell(it.points.get(at).and_then(Option::as_ref)));
        std::iter::once(name).chain(cells).collect()
    };
    Grid {
        caption: chart.subtitle.clone(),
        columns,
        rows: chart.x.iter().enumerate().map(row).collect(),
    }
}
