//! Finding the rows whose cell is one of some wanted values, in the type of the column.
//!
//! Agrees with [`Value::means`], but looks at the wanted values once and not at every row.

use polars::prelude::Column;

use crate::calendar;
use crate::columns;
use crate::scan::rows_where;
use crate::selection::Selection;
use crate::table::Table;
use crate::typed::TypedColumn;
use gongbao_diag::locale::{parse_as, parse_date, parse_period};
use gongbao_model::{ColumnKind, Value};

/// The wanted values of one column, in the type it is stored in.
pub(crate) struct Matcher {
    kind: ColumnKind,
    cells: WantedValues,
    missing: bool,
}

enum WantedValues {
    Texts(Vec<String>),
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Booleans(Vec<bool>),
    Days(Vec<i32>),
}

impl Matcher {
    /// What is wanted of a column of a type.
    pub(crate) fn new(kind: ColumnKind, wanted: &[Value]) -> Matcher {
        let each = || wanted.iter().filter(|it| **it != Value::Missing);
        let cells = match kind {
            ColumnKind::String => WantedValues::Texts(each().map(Value::to_string).collect()),
            ColumnKind::Integer | ColumnKind::Year => {
                WantedValues::Integers(each().filter_map(as_integer).collect())
            }
            ColumnKind::Number => WantedValues::Numbers(each().filter_map(as_number).collect()),
            ColumnKind::Boolean => {
                WantedValues::Booleans(each().filter_map(|it| parse_as(&it.to_string())).collect())
            }
            ColumnKind::Date => WantedValues::Days(each().filter_map(as_days).collect()),
            ColumnKind::Period => WantedValues::Texts(each().filter_map(as_period).collect()),
        };
        // An author who asks for the empty text means the cells without value.
        Matcher {
            kind,
            cells,
            missing: wanted.contains(&Value::Text(String::new())),
        }
    }

    /// The rows that match, in order, among some or all.
    pub(crate) fn take(&self, column: &Column, among: Option<&[usize]>) -> Vec<usize> {
        let missing = self.missing;
        let n_rows = column.len();
        match (&self.cells, TypedColumn::new(column, self.kind)) {
            (WantedValues::Texts(wanted), TypedColumn::Text(cells)) => {
                let fits = |it: &str| wanted.iter().any(|wanted| wanted == it);
                pick_rows(n_rows, among, |row| cells.get(row).map_or(missing, fits))
            }
            (WantedValues::Integers(wanted), TypedColumn::Whole(cells)) => {
                pick_rows(n_rows, among, |row| {
                    cells.get(row).map_or(missing, |it| wanted.contains(&it))
                })
            }
            (WantedValues::Numbers(wanted), TypedColumn::Number(cells)) => {
                pick_rows(n_rows, among, |row| {
                    cells.get(row).map_or(missing, |it| wanted.contains(&it))
                })
            }
            (WantedValues::Booleans(wanted), TypedColumn::Truth(cells)) => {
                pick_rows(n_rows, among, |row| {
                    cells.get(row).map_or(missing, |it| wanted.contains(&it))
                })
            }
            (WantedValues::Days(wanted), TypedColumn::Day(cells)) => {
                pick_rows(n_rows, among, |row| {
                    cells.get(row).map_or(missing, |it| wanted.contains(&it))
                })
            }
            _ => unreachable!("what is wanted is kept in the type of the column"),
        }
    }
}

fn pick_rows(
    n_rows: usize,
    among: Option<&[usize]>,
    fits: impl Fn(usize) -> bool + Sync,
) -> Vec<usize> {
    match among {
        Some(rows) => rows.iter().copied().filter(|row| fits(*row)).collect(),
        None => rows_where(n_rows, fits),
    }
}

/// The whole number a value means: a text only if the number is written like it.
fn as_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(it) => Some(*it),
        Value::Text(text) => columns::parse_integer(text).filter(|it| it.to_string() == *text),
        Value::Number(_) | Value::Year(_) => value
            .as_number()
            .filter(|it| it.fract() == 0.0 && it.abs() < 9e15)
            .map(|it| it as i64),
        Value::Missing | Value::Boolean(_) | Value::Date(_) | Value::Period(_) => None,
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Text(text) => columns::parse_number(text).filter(|it| it.to_string() == *text),
        _ => value.as_number(),
    }
}

fn as_days(value: &Value) -> Option<i32> {
    match value {
        Value::Date(it) => Some(calendar::days_since_epoch(*it)),
        Value::Text(text) => parse_date(text).map(calendar::days_since_epoch),
        _ => None,
    }
}

/// A period as it is stored.
fn as_period(value: &Value) -> Option<String> {
    parse_period(&value.to_string()).map(|it| it.to_string())
}

impl Table {
    /// The rows a selection takes, in order. Columns the table lacks match nothing.
    pub fn rows(&self, selection: &Selection) -> Vec<usize> {
        let mut rows: Option<Vec<usize>> = None;
        for (name, wanted) in selection.iter() {
            let Some(column) = self.column(name) else {
                return Vec::new();
            };
            let matcher = Matcher::new(self.fields[column].kind, wanted);
            rows = Some(matcher.take(&self.cells().columns()[column], rows.as_deref()));
        }
        rows.unwrap_or_else(|| (0..self.n_rows()).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::selection::Selection;
    use crate::testing::table;
    use gongbao_diag::locale::parse_date;
    use gongbao_model::Value;

    fn check(column: &str, wanted: Value, expected: &[usize]) {
        let table =
            table("name,n,rate,day\n甲,1,0.5,2025-01-01\n乙,2,1,2025-01-02\n,,1.5,2025-01-01\n");
        let selection = Selection::default().with(column, wanted.clone());
        assert_eq!(table.rows(&selection), expected, "{column} {wanted:?}");
        let column = table.column(column).expect("a column");
        let slow: Vec<usize> = (0..3)
            .filter(|row| wanted.means(&table.value(*row, column)))
            .collect();
        assert_eq!(slow, expected, "as `means` says: {wanted:?}");
    }

    fn text(it: &str) -> Value {
        Value::Text(it.to_owned())
    }

    #[test]
    fn texts_match_exactly() {
        check("name", text("乙"), &[1]);
        check("name", text("丙"), &[]);
        check("name", text(""), &[2]);
        check("name", Value::Missing, &[]);
    }

    #[test]
    fn numbers_match_by_value_and_by_how_they_are_written() {
        check("n", Value::Integer(2), &[1]);
        check("n", Value::Number(2.0), &[1]);
        check("n", Value::Year(1), &[0]);
        check("n", text("2"), &[1]);
        check("n", text("02"), &[]);
        check("n", Value::Number(1.5), &[]);
        check("rate", Value::Integer(1), &[1]);
        check("rate", text("0.5"), &[0]);
        check("rate", text("0.50"), &[]);
    }

    #[test]
    fn dates_match_dates_and_their_iso_form() {
        check("day", text("2025-01-01"), &[0, 2]);
        check(
            "day",
            Value::Date(parse_date("2025-01-02").expect("a date")),
            &[1],
        );
        check("day", text("2025/01/01"), &[]);
    }

    #[test]
    fn columns_combine_with_and_values_with_or() {
        let table = table("d,y\na,1\nb,1\na,2\nc,1\n");
        let selection = Selection::default()
            .with_any("d", vec![text("a"), text("b")])
            .with("y", Value::Integer(1));
        assert_eq!(table.rows(&selection), [0, 1]);
    }
}
