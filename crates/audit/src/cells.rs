//! The values of tables: cells by the key of their row, numbers within texts, and numbers of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::exempt::is_exempt;
use crate::index::{Candidate, Index, argument, holds_years, year_of};
use crate::scan::{Bound, Literal, Measure, scan};
use crate::words::is_code;
use gongbao_data::{Catalog, Table, referenced_name};
use gongbao_model::{Kind, Value};

/// Of larger tables, prose states sums; those are metrics.
const MOST_ROWS: usize = 20_000;
/// Columns with more members than this do not divide a table into kinds.
const MOST_KINDS: usize = 40;
const MOST_KINDS_OF_TWO: usize = 15;

/// Names of the column that holds the unit.
const UNITS: [&str; 3] = ["unit", "单位", "计量单位"];

/// Adds what a table knows.
pub fn add(index: &mut Index, catalog: &Catalog, table: &Table) {
    let n = table.n_rows();
    let base = Candidate {
        value: n as f64,
        is_count: true,
        binding: format!("count(\"{}\")", table.name),
        ..index.candidate(&table.title, table)
    };
    if n <= MOST_ROWS {
        cells(index, catalog, table, &base);
        // Rows of several years count nothing.
        if !(0..table.fields.len()).any(|it| holds_years(table, it)) {
            counts(index, catalog, table, &base);
        }
    }
    names_of_rows(table).iter().for_each(|it| {
        let topic = Some(index.topics.add(it));
        index.all.push(Candidate {
            topic,
            title: Arc::from(it.as_str()),
            ..base.clone()
        });
    });
    index.all.push(base);
}

/// What the rows of a table are called: the titles of columns that never repeat a value, its own name.
fn names_of_rows(table: &Table) -> Vec<String> {
    let rows: Vec<usize> = (0..table.n_rows()).collect();
    let is_name = |at: &usize| {
        table.fields[*at].kind == Kind::String
            && rows.len() <= MOST_ROWS
            && table.distinct(*at, &rows).len() == rows.len()
    };
    let titles = (0..table.fields.len())
        .filter(is_name)
        .map(|at| table.fields[at].title.clone());
    titles.chain([table.name.clone()]).collect()
}

/// The columns that identify a row: its key, or the first ones that tell all rows apart.
fn key(table: &Table) -> Vec<usize> {
    if !table.primary_key.is_empty() {
        return table.primary_key.clone();
    }
    let mut chosen = Vec::new();
    for (at, field) in table.fields.iter().enumerate() {
        if matches!(field.kind, Kind::Number | Kind::Boolean) || tells_apart(table, &chosen) {
            continue;
        }
        chosen.push(at);
    }
    if tells_apart(table, &chosen) {
        chosen
    } else {
        Vec::new()
    }
}

fn tells_apart(table: &Table, columns: &[usize]) -> bool {
    let key = |row: usize| {
        columns
            .iter()
            .map(|it| table.value(row, *it).to_string())
            .collect::<Vec<String>>()
    };
    let keys: BTreeSet<Vec<String>> = (0..table.n_rows()).map(key).collect();
    keys.len() == table.n_rows()
}

fn cells(index: &mut Index, catalog: &Catalog, table: &Table, base: &Candidate) {
    let key = key(table);
    if key.is_empty() && table.n_rows() > 1 {
        return;
    }
    let (times, members): (Vec<usize>, Vec<usize>) =
        key.iter().partition(|it| holds_years(table, **it));
    let latest = (0..table.n_rows())
        .filter_map(|row| year_of(&table.value(row, *times.first()?)))
        .max();
    let (describing, bounding) = (describing(table, &members), bounding(table));
    for (column, field) in table
        .fields
        .iter()
        .enumerate()
        .filter(|(at, _)| !key.contains(at))
    {
        let series = index.series();
        let topic = index.topics.add(&field.title);
        for row in 0..table.n_rows() {
            let found = amounts(table, (row, column));
            let args: Vec<String> = key.iter().map(|it| argument(table, row, *it)).collect();
            for Amount {
                value,
                unit,
                bound,
                before,
            } in found
            {
                let mut it = Candidate {
                    value,
                    unit,
                    before,
                    series,
                    group: series,
                    topic: Some(topic),
                    goal: bound,
                    is_text: !field.kind.is_numeric(),
                    is_count: false,
                    ..base.clone()
                };
                it.unscale();
                it.title = Arc::from(field.title.as_str());
                it.year = times.first().and_then(|at| year_of(&table.value(row, *at)));
                it.is_latest = it.year == latest;
                it.side = side(table, row, bounding);
                index.say(catalog, table, (row, &members), &mut it);
                index.describe(table, (row, describing), &mut it);
                it.binding = format!(
                    "cell(\"{}\", \"{}\", {})",
                    table.name,
                    field.name,
                    args.join(", ")
                );
                index.all.push(it);
            }
        }
    }
}

/// Words of a column that say on which side of a number of its row values have to be.
const SIDES: [(&str, Option<Bound>); 12] = [
    ("不低于", Some(Bound::AtLeast)),
    ("不少于", Some(Bound::AtLeast)),
    ("大于等于", Some(Bound::AtLeast)),
    (">=", Some(Bound::AtLeast)),
    ("不高于", Some(Bound::AtMost)),
    ("不超过", Some(Bound::AtMost)),
    ("小于等于", Some(Bound::AtMost)),
    ("<=", Some(Bound::AtMost)),
    ("等于", None),
    ("=", None),
    ("区间", None),
    ("", None),
];

/// The column of a table that holds nothing but such words.
pub fn bounding(table: &Table) -> Option<usize> {
    let is_side = |at: usize| {
        let word = |row: usize| table.value(row, at).to_string();
        let found = |row: usize| SIDES.iter().find(|it| it.0 == word(row));
        (0..table.n_rows()).all(|row| found(row).is_some())
            && (0..table.n_rows()).any(|row| found(row).is_some_and(|it| it.1.is_some()))
    };
    (0..table.fields.len())
        .filter(|at| table.fields[*at].kind == Kind::String)
        .find(|at| is_side(*at))
}

/// What that column says of a row.
pub fn side(table: &Table, row: usize, column: Option<usize>) -> Option<Bound> {
    let word = table.value(row, column?).to_string();
    SIDES.iter().find(|it| it.0 == word)?.1
}

/// A number of a cell.
struct Amount {
    value: f64,
    unit: Arc<str>,
    bound: Option<Bound>,
    /// The words before it in the cell.
    before: Arc<str>,
}

/// The numbers in a cell: itself, or those its text states.
fn amounts(table: &Table, (row, column): (usize, usize)) -> Vec<Amount> {
    let field = &table.fields[column];
    if field.kind.is_numeric() {
        let unit = || {
            if field.unit.is_empty() {
                unit_beside(table, row)
            } else {
                field.unit.clone()
            }
        };
        let plain = |value| Amount {
            value,
            unit: Arc::from(unit()),
            bound: None,
            before: Arc::from(""),
        };
        return table.number(row, column).map(plain).into_iter().collect();
    }
    let Value::Text(text) = table.value(row, column) else {
        return Vec::new();
    };
    if field.kind != Kind::String || !text.contains(|it: char| it.is_ascii_digit()) {
        return Vec::new();
    }
    let all = scan(&text);
    let figures = (0..all.len())
        .filter(|it| !is_exempt(&text, &all, *it))
        .map(|it| &all[it]);
    let amount = |it: &Literal| Amount {
        value: it.value,
        unit: unit_in_text(it),
        bound: Some(it.bound).filter(|it| *it != Bound::Exact),
        before: Arc::from(&text[..it.span.start]),
    };
    figures.map(amount).collect()
}

/// A table of mixed facts has a column for the unit.
fn unit_beside(table: &Table, row: usize) -> String {
    let column = UNITS.iter().find_map(|it| table.column(it));
    column.map_or_else(String::new, |it| table.value(row, it).to_string())
}

fn unit_in_text(it: &Literal) -> Arc<str> {
    match &it.unit {
        Measure::Percent => Arc::from("%"),
        Measure::Points => Arc::from("百分点"),
        Measure::Words(words) => words.chars().take(1).collect::<String>().into(),
    }
}

/// Columns that divide a table into few kinds, those given aside.
pub fn kinds(table: &Table, aside: &[usize]) -> Vec<usize> {
    if table.n_rows() > MOST_ROWS {
        return Vec::new();
    }
    few(table, MOST_KINDS_OF_TWO)
        .into_iter()
        .filter(|it| !aside.contains(it))
        .collect()
}

/// Columns of words with few members that repeat.
fn few(table: &Table, most: usize) -> Vec<usize> {
    let rows: Vec<usize> = (0..table.n_rows()).collect();
    let is_kind = |at: &usize| {
        let field = &table.fields[*at];
        let n = || table.distinct(*at, &rows).len();
        let is_word = matches!(field.kind, Kind::String | Kind::Boolean)
            && !UNITS.contains(&field.name.as_str());
        is_word && n() <= most && n() < rows.len()
    };
    (0..table.fields.len()).filter(is_kind).collect()
}

/// How many rows there are of each kind, and of each two kinds.
fn counts(index: &mut Index, catalog: &Catalog, table: &Table, base: &Candidate) {
    let mut choices: Vec<Vec<usize>> = few(table, MOST_KINDS)
        .into_iter()
        .map(|it| vec![it])
        .collect();
    let pairs = few(table, MOST_KINDS_OF_TWO);
    for (at, first) in pairs.iter().enumerate() {
        choices.extend(pairs[at + 1..].iter().map(|second| vec![*first, *second]));
    }
    for columns in choices {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for row in 0..table.n_rows() {
            let key: Vec<String> = columns
                .iter()
                .map(|it| table.value(row, *it).to_string())
                .collect();
            groups.entry(key).or_default().push(row);
        }
        for rows in groups
            .into_iter()
            .filter(|it| it.0.iter().all(|it| !it.is_empty()))
            .map(|it| it.1)
        {
            let mut it = Candidate {
                value: rows.len() as f64,
                ..base.clone()
            };
            index.say(catalog, table, (rows[0], &columns), &mut it);
            let args: Vec<String> = columns
                .iter()
                .map(|at| argument(table, rows[0], *at))
                .collect();
            it.binding = format!("count(\"{}\", {})", table.name, args.join(", "));
            index.all.push(it);
        }
    }
}

/// How readers are told a member: a code by the name of the row it refers to.
pub fn label(catalog: &Catalog, table: &Table, column: usize, value: &Value) -> String {
    let text = value.to_string();
    if !is_code(&text) {
        return text;
    }
    referenced_name(catalog, table, &table.fields[column].name, value).unwrap_or(text)
}

/// The column whose words describe a row with a code for a key: the first one that tells nearly as many rows
/// apart as the code does.
pub fn describing(table: &Table, key: &[usize]) -> Option<usize> {
    let rows: Vec<usize> = (0..table.n_rows()).collect();
    let kinds = |at: usize| table.distinct(at, &rows).len();
    let n_codes = key.iter().map(|it| kinds(*it)).max().unwrap_or(0);
    let column = |at: &usize| {
        let is_code = || {
            rows.first()
                .is_some_and(|it| is_code(&table.value(*it, *at).to_string()))
        };
        table.fields[*at].kind == Kind::String
            && !key.contains(at)
            && !is_code()
            && kinds(*at) * 2 > n_codes
    };
    (0..table.fields.len()).find(column)
}
