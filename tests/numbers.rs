//! The numbers a chart draws are those of its table and of its downloads, over the whole demonstration site: each
//! mark says in the drawing which position and value it stands for, and they are looked up in what lies beside it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::support::markup::{Element, parse_html, parse_xml};
use crate::support::{Tree, build, demonstration, folder};

/// Kinds that give every value a mark of its own while there are few.
const WHOLE: [&str; 7] = [
    "bar",
    "line",
    "dot",
    "slope",
    "heatmap",
    "diverging",
    "vote",
];
/// With more values than this a kind may mark only some.
const FEW: usize = 40;

/// A chart as it stands in a page.
struct Shown {
    kind: String,
    /// Position and value of each mark, of each of the two drawings.
    wide: Vec<(String, String)>,
    narrow: Vec<(String, String)>,
    /// The figures of its data table, row by row.
    table: Vec<String>,
}

#[test]
fn charts_draw_the_numbers_of_their_tables_and_downloads() {
    let (site, out) = (demonstration(), folder());
    let made = build(site.path(), &out.path().join("public"));
    let (mut n_charts, mut n_marks) = (0, 0);
    let mut complaints = Vec::new();
    for (path, bytes) in made.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = parse_html(&String::from_utf8_lossy(bytes)).expect("a page");
        let figures = page.find_all("figure").into_iter();
        for figure in figures.filter(|it| it.has_word("class", "chart-block")) {
            let id = figure.attribute("id").expect("an anchor");
            let shown = shown(figure);
            n_charts += 1;
            n_marks += shown.wide.len();
            let stem = format!("files/{}/{id}", path.trim_end_matches(".html"));
            complaints.extend(
                check(&made, &stem, &shown)
                    .into_iter()
                    .map(|it| format!("{stem}: {it}")),
            );
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert!(
        n_charts > 150 && n_marks > 1500,
        "only {n_marks} marks of {n_charts} charts were looked at"
    );
}

fn shown(figure: &Element) -> Shown {
    let drawings = figure.find_all("svg");
    let classes = drawings[0].attribute("class").expect("classes");
    let kind = classes.split(' ').find_map(|it| it.strip_prefix("chart-"));
    let bodies = figure.find_all("tbody").into_iter();
    let values = bodies.flat_map(|it| it.find_all("data"));
    let values = values.filter_map(|it| it.attribute("value"));
    Shown {
        kind: kind.expect("a kind").to_owned(),
        wide: marks(drawings[0]),
        narrow: marks(drawings[1]),
        table: values.map(str::to_owned).collect(),
    }
}

/// Position and value of each mark; what stands on the way to a target is no figure of the chart.
fn marks(drawing: &Element) -> Vec<(String, String)> {
    let elements = drawing.descendants().into_iter();
    let mark = |it: &Element| {
        let (x, value) = (it.attribute("data-x")?, it.attribute("data-value")?);
        Some((x.to_owned(), value.to_owned()))
    };
    elements
        .filter(|it| !it.has_word("class", "milestone"))
        .filter_map(mark)
        .collect()
}

fn check(made: &Tree, stem: &str, shown: &Shown) -> Vec<String> {
    let file = |extension: &str| {
        made.get(&format!("{stem}.{extension}"))
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let rows = records(&String::from_utf8_lossy(file("csv")));
    let mut complaints = Vec::new();
    let says = |row: &[String], value: &str| match shown.kind.as_str() {
        "box" => lies_within(row, value),
        _ => value.split(' ').all(|it| row.iter().any(|cell| cell == it)),
    };
    for (x, value) in shown.wide.iter().chain(&shown.narrow) {
        // A flow is called by both its ends.
        let is_called = |row: &[String]| row[0] == *x || format!("{} → {}", row[0], row[1]) == *x;
        let known = rows
            .iter()
            .any(|row| is_called(row) && says(&row[1..], value));
        complaints
            .extend((!known).then(|| format!("{x} is drawn as {value}, which is not in the CSV")));
    }
    let values: Vec<&String> = rows
        .iter()
        .flat_map(|row| &row[1..])
        .filter(|it| !it.is_empty())
        .collect();
    if WHOLE.contains(&shown.kind.as_str()) && values.len() <= FEW {
        let drawn = |it: &&&String| {
            shown
                .wide
                .iter()
                .any(|(_, value)| value.split(' ').any(|part| part == **it))
        };
        complaints.extend(
            values
                .iter()
                .filter(|it| !drawn(it))
                .map(|it| format!("{it} is not drawn")),
        );
    }
    let numbers: Vec<&String> = values
        .iter()
        .copied()
        .filter(|it| it.parse::<f64>().is_ok())
        .collect();
    if numbers != shown.table.iter().collect::<Vec<_>>() {
        complaints.push(format!(
            "the table says {:?} and the CSV {numbers:?}",
            shown.table
        ));
    }
    let picture = parse_xml(&String::from_utf8_lossy(file("svg"))).expect("a drawing");
    let picture = marks(&picture);
    if !shown.wide.iter().all(|it| picture.contains(it)) {
        complaints.push("the picture differs from the page".to_owned());
    }
    let csv: Vec<f64> = numbers.iter().filter_map(|it| it.parse().ok()).collect();
    for (format, found) in [("json", json(file("json"))), ("xlsx", xlsx(file("xlsx")))] {
        if found != csv {
            complaints.push(format!("the {format} says {found:?} and the CSV {csv:?}"));
        }
    }
    complaints
}

/// Of many values the table has the least and the most; those between are drawn one by one.
fn lies_within(row: &[String], value: &str) -> bool {
    let mut numbers: Vec<f64> = row
        .iter()
        .skip(1)
        .filter_map(|it| it.parse().ok())
        .collect();
    numbers.sort_by(f64::total_cmp);
    let within = |it: &str| {
        it.parse()
            .is_ok_and(|it: f64| numbers.first() <= Some(&it) && Some(&it) <= numbers.last())
    };
    value.split(' ').all(within)
}

/// The rows of a CSV file below its header.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    for letter in csv.trim_start_matches('\u{feff}').chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !is_quoted => {}
            _ => cell.push(letter),
        }
    }
    rows.into_iter().skip(1).collect()
}

fn json(bytes: &[u8]) -> Vec<f64> {
    let root: Value = serde_json::from_slice(bytes).expect("JSON");
    let rows = root["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(Value::as_array);
    rows.flat_map(|row| row[1..].iter().filter_map(Value::as_f64))
        .collect()
}

fn xlsx(bytes: &[u8]) -> Vec<f64> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = book
        .worksheet_range_at(0)
        .expect("a sheet")
        .expect("a sheet that can be read");
    let number = |cell: &Data| match cell {
        Data::Float(it) => Some(*it),
        Data::Int(it) => Some(*it as f64),
        Data::String(_) | Data::Bool(_) | Data::Empty | Data::Error(_) => None,
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => None,
    };
    sheet
        .rows()
        .skip(1)
        .flat_map(|row| row[1..].iter().filter_map(number))
        .collect()
}
