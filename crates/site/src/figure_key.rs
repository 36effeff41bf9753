//! What a figure is, whatever its value: the name it keeps from one edition of a report to the next.
//!
//! It is made of the metric or table and of what was selected, never of rows or words, so that it outlives a
//! reordered table and a rewritten sentence. Start at [`FigureKey`].
//!
//! A table without a primary key is known by the fewest columns from the left that no two rows
//! share. Targets are figures too: a promise must not change silently.

use std::collections::{BTreeMap, BTreeSet};

use gongbao_data::{Selection, Table};
use gongbao_diag::locale::Bound;
use gongbao_model::{MissingMarker, Value};

/// The anchor on a page where it says which of its figures were revised.
pub const REVISIONS_KEY: &str = "revisions";

/// What a figure is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureKey {
    /// A metric by its id, or a table by its name.
    pub name: String,
    /// What is said of it: empty for a metric's value, `change`, `count`, or the heading of a column.
    pub aspect: String,
    /// How many figures of the same name that differ from it stand before it, in reading order.
    pub nth: usize,
    /// The values of the dimensions or columns it is of; those left open are not named. All names here are the
    /// author's; what the program has to tell apart has fields of its own.
    pub of: BTreeMap<String, String>,
    /// The page that made the table by a query of its own, or counted the rows: on another page it is another figure.
    pub page: Option<PageKey>,
}

/// What tells a page apart from all others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageKey {
    /// Its file for a figure of its text, its address for a cell of a table it shows.
    pub page: String,
    /// The row a template was filled with, by the columns that identify it.
    pub row: BTreeMap<String, String>,
}

impl PageKey {
    /// A page that is filled with no row.
    pub fn of(page: &str) -> PageKey {
        PageKey {
            page: page.to_owned(),
            row: BTreeMap::new(),
        }
    }
}

impl FigureKey {
    /// What is said of a metric or table.
    pub fn of(name: &str, aspect: &str, of: BTreeMap<String, String>) -> FigureKey {
        FigureKey {
            name: name.to_owned(),
            aspect: aspect.to_owned(),
            of,
            ..FigureKey::default()
        }
    }

    /// A cell of a table.
    pub fn cell(table: &str, column: &str, of: BTreeMap<String, String>) -> FigureKey {
        FigureKey::of(table, column, of)
    }
}

/// What a figure is besides its value: the name of a bound (`over`), or why there is no value, with the author's own
/// word for it; `missing` if nobody says why.
pub fn figure_state(has_value: bool, sign: Option<&MissingMarker>, bound: Option<Bound>) -> String {
    match (has_value, sign, bound) {
        (true, _, bound) => bound.map_or_else(String::new, |it| it.name().to_owned()),
        (false, None, _) => MISSING_STATE.to_owned(),
        (false, Some(sign), _) => match &sign.label {
            Some(label) => format!("{}:{label}", sign.state.name()),
            None => sign.state.name().to_owned(),
        },
    }
}

/// The state of what has no value and no reason for it.
pub const MISSING_STATE: &str = "missing";

/// What a selection takes, each column with its values.
pub fn selection_texts(selection: &Selection) -> BTreeMap<String, String> {
    selection
        .iter()
        .map(|(column, values)| (column.to_owned(), join_values(values)))
        .collect()
}

/// Two selections of which one follows the other: what differs is written `2024→2025`.
pub fn compare_selections(before: &Selection, after: &Selection) -> BTreeMap<String, String> {
    let (before, mut of) = (selection_texts(before), selection_texts(after));
    for (column, value) in &mut of {
        if let Some(earlier) = before.get(column).filter(|it| *it != value) {
            *value = format!("{earlier}→{value}");
        }
    }
    of
}

fn join_values(values: &[Value]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<String>>()
        .join("、")
}

/// What identifies a row: its primary key, or its first column.
pub fn row_key(table: &Table, row: usize) -> BTreeMap<String, String> {
    let key = if table.primary_key.is_empty() {
        &[0][..]
    } else {
        &table.primary_key
    };
    cell_texts(table, key, row)
}

pub fn cell_texts(table: &Table, columns: &[usize], row: usize) -> BTreeMap<String, String> {
    let columns = columns
        .iter()
        .copied()
        .filter(|it| *it < table.fields.len());
    columns
        .map(|it| {
            (
                table.fields[it].name.clone(),
                table.value(row, it).to_string(),
            )
        })
        .collect()
}

/// The columns that identify a row: the primary key, or the fewest columns from the left that no two rows share.
/// Nothing identifies the rows of a table that repeats itself; its first column then has to do.
pub fn identifying_columns(table: &Table) -> Vec<usize> {
    if !table.primary_key.is_empty() {
        return table.primary_key.clone();
    }
    let rows = 0..table.n_rows();
    let is_unique = |n: &usize| {
        let named = |row: usize| {
            (0..*n)
                .map(|it| table.value(row, it).to_string())
                .collect::<Vec<String>>()
        };
        let distinct: BTreeSet<Vec<String>> = rows.clone().map(named).collect();
        distinct.len() == rows.len()
    };
    let n = (1..=table.fields.len().min(MAX_KEYS)).find(is_unique);
    (0..n.unwrap_or(1)).collect()
}

/// A key of more columns than this is none.
const MAX_KEYS: usize = 4;
