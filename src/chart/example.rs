//! An example of each kind, with its data, for the gallery and the golden tests.
//!
//! The YAML holds `title`, `subtitle`, `x_label`, `y_label`, `unit`, `lang`, `x` (names) or `years`,
//! `series` (`name` and `values`, empty for a missing one) and `targets` (`value` and `label`).

use std::sync::Arc;

use crate::chart::{Chart, Kind, Orientation, Point, Series, TargetLine, Tick};
use crate::data::{Grid, GridCell, GridColumn, Origin, Value};
use crate::locale::{Lang, Number, Word, fill, word};
use crate::source::{Node, yaml};

/// The example of a kind. Its data are made up.
pub fn example(kind: &'static dyn Kind) -> Chart {
    // The text is compiled in and read in tests; one that does not parse gives an empty chart.
    let root = yaml(&Arc::from("example"), kind.example()).ok();
    let root = root.as_ref();
    let lang = Lang::parse(&text(root, "lang")).unwrap_or_default();
    let number = Number { unit: text(root, "unit"), ..Number::default() };
    let targets: Vec<TargetLine> = list(root, "targets").iter().map(target).collect();
    let x = ticks(root, lang);
    let write = |value: f64| Point {
        value,
        text: number.write(lang, value),
        met: targets.first().map(|it| value >= it.value),
        origin: Origin::default(),
    };
    let point = |it: &Node| it.number("values").ok().map(write);
    let series = list(root, "series").iter().map(|it| Series {
        name: text(Some(it), "name"),
        points: list(Some(it), "values").iter().map(point).collect(),
    });
    let mut chart = Chart {
        id: format!("example-{}", kind.name()),
        kind,
        lang,
        title: text(root, "title"),
        subtitle: text(root, "subtitle"),
        x_label: text(root, "x_label"),
        y_label: text(root, "y_label"),
        x,
        series: series.collect(),
        targets,
        unit: number.unit.clone(),
        number,
        orientation: Orientation::Automatic,
        source: word(lang, Word::Sample).to_owned(),
        note: None,
        sample: true,
        table: Grid::default(),
    };
    chart.table = grid(&chart);
    chart
}

fn get<'a>(node: Option<&'a Node>, key: &str) -> Option<&'a Node> {
    let pairs = node?.pairs(key).ok()?;
    pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, it)| it)
}

fn text(node: Option<&Node>, key: &str) -> String {
    get(node, key).and_then(Node::text).unwrap_or_default().to_owned()
}

fn list<'a>(node: Option<&'a Node>, key: &str) -> &'a [Node] {
    get(node, key).map(Node::items).unwrap_or_default()
}

fn target(node: &Node) -> TargetLine {
    let value = get(Some(node), "value").and_then(|it| it.number("value").ok());
    TargetLine { value: value.unwrap_or_default(), label: text(Some(node), "label") }
}

fn ticks(root: Option<&Node>, lang: Lang) -> Vec<Tick> {
    let year = |it: &Node| {
        let text = it.text().unwrap_or_default();
        let label = fill(word(lang, Word::YearText), &[("year", text)]);
        Tick { label, value: text.parse().map_or(Value::Missing, Value::Year) }
    };
    let name = |it: &Node| {
        let label = it.text().unwrap_or_default().to_owned();
        Tick { value: Value::Text(label.clone()), label }
    };
    list(root, "years").iter().map(year).chain(list(root, "x").iter().map(name)).collect()
}

/// The data as a table: a row for each position, a column for each series.
fn grid(chart: &Chart) -> Grid {
    let first = GridColumn { label: chart.x_label.clone(), ..GridColumn::default() };
    let column = |it: &Series| {
        let (label, unit) = (it.name.clone(), chart.unit.clone());
        GridColumn { label, unit, numeric: true, metric: None }
    };
    let columns = std::iter::once(first).chain(chart.series.iter().map(column)).collect();
    let no_data = word(chart.lang, Word::NoData);
    let cell = |point: Option<&Point>| GridCell {
        text: point.map_or(no_data.to_owned(), |it| it.text.clone()),
        value: point.map_or(Value::Missing, |it| Value::Number(it.value)),
        origin: None,
        sign: None,
    };
    let row = |(at, tick): (usize, &Tick)| {
        let name = GridCell { text: tick.label.clone(), value: tick.value.clone(), origin: None, sign: None };
        let cells = chart.series.iter().map(|it| cell(it.points.get(at).and_then(Option::as_ref)));
        std::iter::once(name).chain(cells).collect()
    };
    Grid { caption: chart.subtitle.clone(), columns, rows: chart.x.iter().enumerate().map(row).collect() }
}
