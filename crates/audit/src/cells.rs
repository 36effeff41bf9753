//! The values of tables: cells by the key of their row, numbers within texts, and numbers of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::candidate::Candidate;
use crate::columns::{
    MAX_KINDS, MAX_KINDS_OF_TWO, MAX_ROWS, Row, UNITS, bound_column, describing_column,
    few_member_columns, format_argument, holds_years, row_bound, year_of,
};
use crate::exempt::is_exempt;
use crate::index::Index;
use crate::scan::{Literal, Measure, StatedBound, scan_numbers};
use gongbao_data::{Catalog, Table};
use gongbao_model::{ColumnKind, Value};

/// Adds what a table knows.
pub(crate) fn add_table(index: &mut Index, catalog: &Catalog, table: &Table) {
    let n = table.n_rows();
    let base = Candidate {
        value: n as f64,
        is_count: true,
        binding: format!("count(\"{}\")", table.name),
        ..index.candidate(&table.title, table)
    };
    if n <= MAX_ROWS {
        index_cells(index, catalog, table, &base);
        // Rows of several years count nothing.
        if !(0..table.fields.len()).any(|it| holds_years(table, it)) {
            index_counts(index, catalog, table, &base);
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
        table.fields[*at].kind == ColumnKind::String
            && rows.len() <= MAX_ROWS
            && table.distinct(*at, &rows).len() == rows.len()
    };
    let titles = (0..table.fields.len())
        .filter(is_name)
        .map(|at| table.fields[at].title.clone());
    titles.chain([table.name.clone()]).collect()
}

/// The columns that identify a row: its key, or the first ones that tell all rows apart.
fn identifying_columns(table: &Table) -> Vec<usize> {
    if !table.primary_key.is_empty() {
        return table.primary_key.clone();
    }
    let mut chosen = Vec::new();
    for (at, field) in table.fields.iter().enumerate() {
        if matches!(field.kind, ColumnKind::Number | ColumnKind::Boolean)
            || tells_apart(table, &chosen)
        {
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

fn index_cells(index: &mut Index, catalog: &Catalog, table: &Table, base: &Candidate) {
    let key = identifying_columns(table);
    if key.is_empty() && table.n_rows() > 1 {
        return;
    }
    let (times, members): (Vec<usize>, Vec<usize>) =
        key.iter().partition(|it| holds_years(table, **it));
    let latest = (0..table.n_rows())
        .filter_map(|row| year_of(&table.value(row, *times.first()?)))
        .max();
    let (describing, bounding) = (describing_column(table, &members), bound_column(table));
    for (column, field) in table
        .fields
        .iter()
        .enumerate()
        .filter(|(at, _)| !key.contains(at))
    {
        let series = index.series();
        let topic = index.topics.add(&field.title);
        for row in 0..table.n_rows() {
            let found = cell_amounts(Row { table, at: row }, column);
            let args: Vec<String> = key
                .iter()
                .map(|it| format_argument(table, row, *it))
                .collect();
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
                it.side = row_bound(table, row, bounding);
                let here = Row { table, at: row };
                index.say(catalog, here, &members, &mut it);
                index.describe(here, describing, &mut it);
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

/// A number of a cell.
struct Amount {
    value: f64,
    unit: Arc<str>,
    bound: Option<StatedBound>,
    /// The words before it in the cell.
    before: Arc<str>,
}

/// The numbers in a cell: itself, or those its text states.
fn cell_amounts(row: Row<'_>, column: usize) -> Vec<Amount> {
    let (table, row) = (row.table, row.at);
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
    if field.kind != ColumnKind::String || !text.contains(|it: char| it.is_ascii_digit()) {
        return Vec::new();
    }
    let all = scan_numbers(&text);
    let figures = (0..all.len())
        .filter(|it| !is_exempt(&text, &all, *it))
        .map(|it| &all[it]);
    let amount = |it: &Literal| Amount {
        value: it.value,
        unit: unit_in_text(it),
        bound: Some(it.bound).filter(|it| *it != StatedBound::Exact),
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

/// How many rows there are of each kind, and of each two kinds.
fn index_counts(index: &mut Index, catalog: &Catalog, table: &Table, base: &Candidate) {
    let mut choices: Vec<Vec<usize>> = few_member_columns(table, MAX_KINDS)
        .into_iter()
        .map(|it| vec![it])
        .collect();
    let pairs = few_member_columns(table, MAX_KINDS_OF_TWO);
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
            let row = Row { table, at: rows[0] };
            index.say(catalog, row, &columns, &mut it);
            let args: Vec<String> = columns
                .iter()
                .map(|at| format_argument(table, rows[0], *at))
                .collect();
            it.binding = format!("count(\"{}\", {})", table.name, args.join(", "));
            index.all.push(it);
        }
    }
}
