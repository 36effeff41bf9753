//! The roles of table columns in text: times, members, kinds, descriptions, and bounds.

use std::ops::Range;

use crate::scan::StatedBound;
use crate::words::is_unspoken_code;
use gongbao_data::{Catalog, Table, referenced_name};
use gongbao_diag::locale::parse_as;
use gongbao_model::{ColumnKind, Value};

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    pub table: &'t Table,
    pub at: usize,
}

/// Of larger tables, prose states sums; those are metrics.
pub(crate) const MAX_ROWS: usize = 20_000;
/// Columns with more members than this do not divide a table into kinds.
pub(crate) const MAX_KINDS: usize = 40;
pub(crate) const MAX_KINDS_OF_TWO: usize = 15;

/// The numbers that are taken for years.
const CALENDAR_YEARS: Range<i32> = 1900..2100;

/// Names of the column that holds the unit.
pub(crate) const UNITS: [&str; 3] = ["unit", "单位", "计量单位"];

/// Whether a column holds years: it says so, or has such a name and whole numbers.
pub(crate) fn holds_years(table: &Table, column: usize) -> bool {
    let field = &table.fields[column];
    let is_named = ["year", "年份", "年度", "年"].contains(&field.name.to_lowercase().as_str());
    field.kind == ColumnKind::Year || (field.kind == ColumnKind::Integer && is_named)
}

/// A text as a year of the calendar; nothing if it is anything else, as most words and numbers are.
pub(crate) fn calendar_year(text: &str) -> Option<i32> {
    parse_as(text).filter(|it| CALENDAR_YEARS.contains(it))
}

/// The year of a time.
pub(crate) fn year_of(value: &Value) -> Option<i32> {
    match value {
        Value::Year(it) => Some(*it),
        Value::Date(it) => Some(it.year().into()),
        // A period of a text begins with its year, or is of none.
        Value::Period(it) => parse_as(it.to_string().get(..4)?),
        Value::Integer(it) => match i32::try_from(*it) {
            Ok(year) if CALENDAR_YEARS.contains(&year) => Some(year),
            // Any other whole number counts something.
            Ok(_) | Err(_) => None,
        },
        Value::Text(it) => calendar_year(it.get(..4)?),
        Value::Missing | Value::Number(_) | Value::Boolean(_) => None,
    }
}

/// An expression that names a row's members: `share(district="东湖区", year=2025)`.
pub(crate) fn format_call(
    head: &str,
    row: Row<'_>,
    columns: &[usize],
    time: Option<usize>,
) -> String {
    let args: Vec<String> = columns
        .iter()
        .chain(&time)
        .map(|it| format_argument(row.table, row.at, *it))
        .collect();
    if args.is_empty() {
        head.to_owned()
    } else {
        format!("{head}({})", args.join(", "))
    }
}

/// `district="东湖区"`, `year=2025`.
pub(crate) fn format_argument(table: &Table, row: usize, column: usize) -> String {
    let field = &table.fields[column];
    let value = table.value(row, column);
    match field.kind {
        ColumnKind::Integer | ColumnKind::Number | ColumnKind::Year => {
            format!("{}={value}", field.name)
        }
        ColumnKind::String | ColumnKind::Boolean | ColumnKind::Date | ColumnKind::Period => {
            format!(
                "{}=\"{}\"",
                field.name,
                value.to_string().replace('"', "\\\"")
            )
        }
    }
}

/// Words of a column that say on which side of a number of its row values have to be.
const SIDES: [(&str, Option<StatedBound>); 12] = [
    ("不低于", Some(StatedBound::AtLeast)),
    ("不少于", Some(StatedBound::AtLeast)),
    ("大于等于", Some(StatedBound::AtLeast)),
    (">=", Some(StatedBound::AtLeast)),
    ("不高于", Some(StatedBound::AtMost)),
    ("不超过", Some(StatedBound::AtMost)),
    ("小于等于", Some(StatedBound::AtMost)),
    ("<=", Some(StatedBound::AtMost)),
    ("等于", None),
    ("=", None),
    ("区间", None),
    ("", None),
];

/// The column of a table that holds nothing but such words.
pub(crate) fn bound_column(table: &Table) -> Option<usize> {
    let is_side = |at: usize| {
        let word = |row: usize| table.value(row, at).to_string();
        let found = |row: usize| SIDES.iter().find(|it| it.0 == word(row));
        (0..table.n_rows()).all(|row| found(row).is_some())
            && (0..table.n_rows()).any(|row| found(row).is_some_and(|it| it.1.is_some()))
    };
    (0..table.fields.len())
        .filter(|at| table.fields[*at].kind == ColumnKind::String)
        .find(|at| is_side(*at))
}

/// What that column says of a row.
pub(crate) fn row_bound(table: &Table, row: usize, column: Option<usize>) -> Option<StatedBound> {
    let word = table.value(row, column?).to_string();
    SIDES.iter().find(|it| it.0 == word)?.1
}

/// Columns that divide a table into few kinds, those given aside.
pub(crate) fn kind_columns(table: &Table, aside: &[usize]) -> Vec<usize> {
    if table.n_rows() > MAX_ROWS {
        return Vec::new();
    }
    few_member_columns(table, MAX_KINDS_OF_TWO)
        .into_iter()
        .filter(|it| !aside.contains(it))
        .collect()
}

/// Columns of words with few members that repeat.
pub(crate) fn few_member_columns(table: &Table, most: usize) -> Vec<usize> {
    let rows: Vec<usize> = (0..table.n_rows()).collect();
    let is_kind = |at: &usize| {
        let field = &table.fields[*at];
        let n = || table.distinct(*at, &rows).len();
        let is_word = matches!(field.kind, ColumnKind::String | ColumnKind::Boolean)
            && !UNITS.contains(&field.name.as_str());
        is_word && n() <= most && n() < rows.len()
    };
    (0..table.fields.len()).filter(is_kind).collect()
}

/// How readers are told a member: a code by the name of the row it refers to.
pub(crate) fn member_label(catalog: &Catalog, row: Row<'_>, column: usize) -> String {
    let value = row.table.value(row.at, column);
    let text = value.to_string();
    if !is_unspoken_code(&text) {
        return text;
    }
    referenced_name(catalog, row.table, &row.table.fields[column].name, &value).unwrap_or(text)
}

/// The column whose words describe a row with a code for a key: the first one that tells nearly as many rows
/// apart as the code does.
pub(crate) fn describing_column(table: &Table, key: &[usize]) -> Option<usize> {
    let rows: Vec<usize> = (0..table.n_rows()).collect();
    let kinds = |at: usize| table.distinct(at, &rows).len();
    let n_codes = key.iter().map(|it| kinds(*it)).max().unwrap_or(0);
    let column = |at: &usize| {
        let is_code = || {
            rows.first()
                .is_some_and(|it| is_unspoken_code(&table.value(*it, *at).to_string()))
        };
        table.fields[*at].kind == ColumnKind::String
            && !key.contains(at)
            && !is_code()
            && kinds(*at) * 2 > n_codes
    };
    (0..table.fields.len()).find(column)
}
