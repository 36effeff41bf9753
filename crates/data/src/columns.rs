//! Columns on their way between cells and polars: filled cell by cell, read back by row.

use std::borrow::Cow;

use polars::prelude::{BooleanChunked, Column, DataType, NamedFrom, Series};

use crate::calendar::{date_from_days, days_since_epoch};
use crate::typed::TypedColumn;
use gongbao_diag::locale::{parse_as, parse_date, parse_period};
use gongbao_model::{ColumnKind, Value};

/// A column being filled.
#[derive(Debug)]
pub(crate) enum ColumnBuilder<'a> {
    Text(Vec<Option<Cow<'a, str>>>),
    Integer(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Boolean(Vec<Option<bool>>),
    Date(Vec<Option<i32>>),
    Year(Vec<Option<i64>>),
    /// As machines write them.
    Period(Vec<Option<String>>),
}

impl<'a> ColumnBuilder<'a> {
    /// An empty column of a type.
    pub(crate) fn new(kind: ColumnKind) -> ColumnBuilder<'a> {
        match kind {
            ColumnKind::String => ColumnBuilder::Text(Vec::new()),
            ColumnKind::Integer => ColumnBuilder::Integer(Vec::new()),
            ColumnKind::Number => ColumnBuilder::Number(Vec::new()),
            ColumnKind::Boolean => ColumnBuilder::Boolean(Vec::new()),
            ColumnKind::Date => ColumnBuilder::Date(Vec::new()),
            ColumnKind::Year => ColumnBuilder::Year(Vec::new()),
            ColumnKind::Period => ColumnBuilder::Period(Vec::new()),
        }
    }

    /// Adds a cell; one that is not of the column's type is added as missing and refused.
    pub(crate) fn push(&mut self, text: Cow<'a, str>) -> bool {
        match self {
            ColumnBuilder::Text(cells) => push_cell(cells, Some(text)),
            ColumnBuilder::Integer(cells) => push_cell(cells, parse_integer(&text)),
            ColumnBuilder::Number(cells) => push_cell(cells, parse_number(&text)),
            ColumnBuilder::Boolean(cells) => push_cell(cells, parse_boolean(&text)),
            ColumnBuilder::Date(cells) => push_cell(cells, parse_date(&text).map(days_since_epoch)),
            ColumnBuilder::Year(cells) => push_cell(cells, parse_year(&text)),
            ColumnBuilder::Period(cells) => {
                push_cell(cells, parse_period(&text).map(|it| it.to_string()))
            }
        }
    }

    /// Adds a cell without value.
    pub(crate) fn push_missing(&mut self) {
        match self {
            ColumnBuilder::Text(cells) => cells.push(None),
            ColumnBuilder::Integer(cells) | ColumnBuilder::Year(cells) => cells.push(None),
            ColumnBuilder::Number(cells) => cells.push(None),
            ColumnBuilder::Boolean(cells) => cells.push(None),
            ColumnBuilder::Date(cells) => cells.push(None),
            ColumnBuilder::Period(cells) => cells.push(None),
        }
    }

    /// One text as a value of a type.
    pub(crate) fn value(kind: ColumnKind, text: &str) -> Option<Value> {
        match kind {
            ColumnKind::String => Some(Value::Text(text.to_owned())),
            ColumnKind::Integer => parse_integer(text).map(Value::Integer),
            ColumnKind::Number => parse_number(text).map(Value::Number),
            ColumnKind::Boolean => parse_boolean(text).map(Value::Boolean),
            ColumnKind::Date => parse_date(text).map(Value::Date),
            ColumnKind::Year => parse_year(text)
                // A year has four digits.
                .map(|it| Value::Year(it as i32)),
            ColumnKind::Period => parse_period(text).map(Value::Period),
        }
    }

    /// The column as polars holds it.
    #[expect(clippy::expect_used, reason = "days are stored as polars counts them")]
    pub(crate) fn finish(self, name: &str) -> Column {
        let name = name.into();
        match self {
            ColumnBuilder::Text(cells) => Series::new(name, cells).into(),
            ColumnBuilder::Integer(cells) | ColumnBuilder::Year(cells) => {
                Series::new(name, cells).into()
            }
            ColumnBuilder::Number(cells) => Series::new(name, cells).into(),
            ColumnBuilder::Period(cells) => Series::new(name, cells).into(),
            ColumnBuilder::Boolean(cells) => Series::new(name, cells).into(),
            ColumnBuilder::Date(cells) => Series::new(name, cells)
                .cast(&DataType::Date)
                .expect("a number of days is a date")
                .into(),
        }
    }
}

fn push_cell<T>(cells: &mut Vec<Option<T>>, cell: Option<T>) -> bool {
    let fits = cell.is_some();
    cells.push(cell);
    fits
}

/// A stored column with the cells of some rows gone.
pub(crate) fn without_rows(
    column: &Column,
    kind: ColumnKind,
    is_gone: &dyn Fn(usize) -> bool,
) -> Column {
    let keep: BooleanChunked = (0..column.len()).map(|row| Some(!is_gone(row))).collect();
    let nothing = Column::full_null(column.name().clone(), column.len(), &stored_as(kind));
    // Cells that could not be taken out must not be shown: then the column is empty.
    column.zip_with(&keep, &nothing).unwrap_or(nothing)
}

/// The polars type a column is stored as.
pub(crate) fn stored_as(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::String | ColumnKind::Period => DataType::String,
        ColumnKind::Integer | ColumnKind::Year => DataType::Int64,
        ColumnKind::Number => DataType::Float64,
        ColumnKind::Boolean => DataType::Boolean,
        ColumnKind::Date => DataType::Date,
    }
}

/// One cell of a stored column.
pub(crate) fn column_value(column: &Column, kind: ColumnKind, row: usize) -> Value {
    if row < column.len() {
        read_stored_cell(column, kind, row).unwrap_or(Value::Missing)
    } else {
        Value::Missing
    }
}

fn read_stored_cell(column: &Column, kind: ColumnKind, row: usize) -> Option<Value> {
    let cells = TypedColumn::new(column, kind);
    match (kind, cells) {
        // Only what is a year or a period gets into a column of them.
        (ColumnKind::Year, TypedColumn::Whole(it)) => it.get(row).map(|it| Value::Year(it as i32)),
        (ColumnKind::Period, TypedColumn::Text(it)) => {
            it.get(row).and_then(parse_period).map(Value::Period)
        }
        (_, TypedColumn::Text(it)) => it.get(row).map(|it| Value::Text(it.to_owned())),
        (_, TypedColumn::Whole(it)) => it.get(row).map(Value::Integer),
        (_, TypedColumn::Number(it)) => it.get(row).map(Value::Number),
        (_, TypedColumn::Truth(it)) => it.get(row).map(Value::Boolean),
        (_, TypedColumn::Day(it)) => it.get(row).and_then(date_from_days).map(Value::Date),
    }
}

/// One cell of a stored column as a number, if it is an amount or a year.
pub(crate) fn column_amount(column: &Column, kind: ColumnKind, row: usize) -> Option<f64> {
    TypedColumn::new(column, kind).number(row)
}

/// A whole number, written with digits and at most a hyphen-minus in front.
pub(crate) fn parse_integer(text: &str) -> Option<i64> {
    parse_as(text).filter(|_| is_digits(text.strip_prefix('-').unwrap_or(text)))
}

/// A number, written with digits, at most a hyphen-minus in front and a point within.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_plain = is_digits(whole) && is_digits(fraction);
    parse_as(text).filter(|it: &f64| is_plain && it.is_finite())
}

/// What usually stands for yes: as Table Schema says, and 是.
pub(crate) const YES_WORDS: [&str; 5] = ["true", "TRUE", "True", "1", "是"];
/// What usually stands for no.
pub(crate) const NO_WORDS: [&str; 5] = ["false", "FALSE", "False", "0", "否"];

/// A yes-or-no value.
pub(crate) fn parse_boolean(text: &str) -> Option<bool> {
    if YES_WORDS.contains(&text) {
        Some(true)
    } else {
        NO_WORDS.contains(&text).then_some(false)
    }
}

/// A year of four digits.
pub(crate) fn parse_year(text: &str) -> Option<i64> {
    parse_as(text).filter(|_| text.len() == 4 && is_digits(text))
}

pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::columns::{
        date_from_days, days_since_epoch, parse_boolean, parse_integer, parse_number, parse_year,
    };
    use gongbao_diag::locale::parse_date;

    #[test]
    fn reads_plain_integers_only() {
        assert_eq!(parse_integer("-12"), Some(-12));
        assert_eq!(parse_integer("9223372036854775807"), Some(i64::MAX));
        for text in [
            "1,234",
            "+1",
            "1.0",
            "",
            "-",
            " 1",
            "９",
            "9223372036854775808",
        ] {
            assert_eq!(parse_integer(text), None, "{text}");
        }
    }

    #[test]
    fn reads_plain_numbers_only() {
        assert_eq!(parse_number("-0.5"), Some(-0.5));
        assert_eq!(parse_number("3"), Some(3.0));
        for text in ["1e5", "NaN", "inf", ".5", "5.", "1,5", "1.2.3", "5%", ""] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn reads_years_and_answers() {
        assert_eq!(parse_year("2025"), Some(2025));
        assert_eq!(parse_year("25"), None);
        assert_eq!(parse_year("-205"), None);
        assert_eq!(parse_boolean("是"), Some(true));
        assert_eq!(parse_boolean("1"), Some(true));
        assert_eq!(parse_boolean("yes"), None);
    }

    #[test]
    fn dates_survive_the_way_to_polars_and_back() {
        for text in [
            "1970-01-01",
            "1969-12-31",
            "2025-12-31",
            "0001-01-01",
            "9999-12-31",
        ] {
            let day = parse_date(text).expect("a date");
            assert_eq!(date_from_days(days_since_epoch(day)), Some(day), "{text}");
        }
        assert_eq!(parse_date("2000-03-01").map(days_since_epoch), Some(11017));
    }
}
