//! An example of each kind, with its data, for the gallery and the golden tests.
//!
//! The YAML holds `title`, `subtitle`, `x_label`, `y_label`, `unit`, `lang`, `stack`, `as_of`, `x` (names)
//! or `years`, `series` (`name`, `channel`, `unit` and `values`: numbers or dates, empty for a missing
//! one), `targets` (`channel`, `value` and `label`), and for maps `tiles` (row and column of each position) or
//! `outlines` (a ring for each position).

use std::sync::Arc;

use crate::{
    Chart, Extras, KINDS, Kind, Orientation, Outline, Point, Region, Series, Stack, TargetLine,
    Tick, years,
};
use gongbao_diag::locale::{Lang, Number, Word, date_text, fill, parse_date, word};
use gongbao_model::{Grid, GridCell, GridColumn, Value};
use gongbao_source::{Node, yaml};

/// The example of a kind. Its data are made up.
pub fn example(kind: &'static dyn Kind) -> Chart {
    // The text is compiled in and read in tests; one that does not parse gives an empty chart.
    let root = yaml(&Arc::from("example"), kind.example()).ok();
    let root = root.as_ref();
    let lang = Lang::parse(&text(root, "lang")).unwrap_or_default();
    let number = Number {
        unit: text(root, "unit"),
        ..Number::default()
    };
    let targets: Vec<TargetLine> = list(root, "targets").iter().map(target).collect();
    let series = list(root, "series")
        .iter()
        .map(|it| series(it, lang, &number, &targets));
    let mut chart = Chart {
        id: format!("example-{}", kind.name()),
        kind,
        lang,
        title: text(root, "title"),
        subtitle: text(root, "subtitle"),
        x_label: text(root, "x_label"),
        y_label: text(root, "y_label"),
        x: ticks(root, lang),
        series: series.collect(),
        targets,
        unit: number.unit.clone(),
        number,
        orientation: Orientation::Automatic,
        stack: stack(&text(root, "stack")),
        as_of: parse_date(&text(root, "as_of")),
        source: word(lang, Word::Sample).to_owned(),
        note: None,
        sample: true,
        table: Grid::default(),
        extras: Extras::default(),
    };
    chart.extras.ground = ground(root, &chart);
    chart.table = kind.grid(&chart).unwrap_or_else(|| grid(&chart));
    chart
}

fn stack(word: &str) -> Stack {
    match word {
        "100" => Stack::Shares,
        "true" => Stack::Amounts,
        _ => Stack::No,
    }
}

/// A region for each position.
fn ground(root: Option<&Node>, chart: &Chart) -> Vec<Region> {
    let number = |it: &Node| it.number("ground").unwrap_or_default();
    let pair = |it: &Node| match it.items() {
        [a, b] => (number(a), number(b)),
        _ => (0.0, 0.0),
    };
    let tile = |it: &Node| Outline::Tile {
        row: pair(it).0 as usize,
        column: pair(it).1 as usize,
    };
    let ring = |it: &Node| Outline::Parts(vec![vec![it.items().iter().map(pair).collect()]]);
    let tiles = list(root, "tiles").iter().map(tile);
    let outlines = tiles.chain(list(root, "outlines").iter().map(ring));
    let name = |at: usize| {
        chart
            .x
            .get(at)
            .map(|it| it.label.clone())
            .unwrap_or_default()
    };
    outlines
        .enumerate()
        .map(|(at, outline)| Region {
            at: Some(at),
            name: name(at),
            outline,
        })
        .collect()
}

/// The channels an example may name; any other series is bound to `y`.
fn channel(name: &str) -> &'static str {
    let known = KINDS
        .iter()
        .flat_map(|it| it.channels())
        .map(|it| it.name());
    known.into_iter().find(|it| *it == name).unwrap_or("y")
}

fn series(node: &Node, lang: Lang, shared: &Number, targets: &[TargetLine]) -> Series {
    let channel = channel(&text(Some(node), "channel"));
    let unit = get(Some(node), "unit")
        .and_then(Node::text)
        .map(str::to_owned);
    let number = unit.map(|unit| Number {
        unit,
        ..shared.clone()
    });
    let write = number.as_ref().unwrap_or(shared);
    let target = targets
        .iter()
        .find(|it| it.channel == channel)
        .map(|it| it.value);
    let points = list(Some(node), "values")
        .iter()
        .map(|it| point(it, lang, write, target))
        .collect();
    Series {
        channel,
        name: text(Some(node), "name"),
        number,
        points,
    }
}

fn point(node: &Node, lang: Lang, number: &Number, target: Option<f64>) -> Option<Point> {
    if let Some(date) = node.text().and_then(parse_date) {
        return Some(Point {
            value: years(date),
            date: Some(date),
            text: date_text(lang, date),
            ..Point::default()
        });
    }
    let value = node.number("values").ok()?;
    let met = target.map(|it| value >= it);
    Some(Point {
        value,
        text: number.write(lang, value),
        met,
        ..Point::default()
    })
}

fn get<'a>(node: Option<&'a Node>, key: &str) -> Option<&'a Node> {
    let pairs = node?.pairs(key).ok()?;
    pairs
        .iter()
        .find(|(name, _)| name.text() == Some(key))
        .map(|(_, it)| it)
}

fn text(node: Option<&Node>, key: &str) -> String {
    get(node, key)
        .and_then(Node::text)
        .unwrap_or_default()
        .to_owned()
}

fn list<'a>(node: Option<&'a Node>, key: &str) -> &'a [Node] {
    get(node, key).map(Node::items).unwrap_or_default()
}

fn target(node: &Node) -> TargetLine {
    let value = get(Some(node), "value").and_then(|it| it.number("value").ok());
    let channel = channel(&text(Some(node), "channel"));
    TargetLine {
        channel,
        value: value.unwrap_or_default(),
        label: text(Some(node), "label"),
        path: Vec::new(),
    }
}

fn ticks(root: Option<&Node>, lang: Lang) -> Vec<Tick> {
    let year = |it: &Node| {
        let text = it.text().unwrap_or_default();
        let label = fill(word(lang, Word::YearText), &[("year", text)]);
        Tick {
            label,
            value: text.parse().map_or(Value::Missing, Value::Year),
        }
    };
    let name = |it: &Node| {
        let label = it.text().unwrap_or_default().to_owned();
        Tick {
            value: Value::Text(label.clone()),
            label,
        }
    };
    list(root, "years")
        .iter()
        .map(year)
        .chain(list(root, "x").iter().map(name))
        .collect()
}

/// The data as a table: a row for each position, a column for each series.
fn grid(chart: &Chart) -> Grid {
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
