//! Columns of a format that has types, taken as they are where reading each cell as text would give the same.
//!
//! Whatever is not plain is left to the reading of cells, which knows all there is to be said about them.

use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};

use crate::data::complaints::Complaints;
use crate::data::formats::typed_text;
use crate::data::infer::Guess;
use crate::data::labels::Labels;
use crate::data::parts::Part;
use crate::data::schema::Schema;
use crate::data::starts::Starts;
use crate::data::{Builder, Field, Kind, columns};
use crate::locale::parse_date;

/// The rows of a piece, the first of which has a number; nothing if a column is not plain.
pub fn part(
    stored: &DataFrame,
    first: usize,
    (schema, labels, fields): (&Schema, &Labels, &[Field]),
    complaints: Complaints,
) -> Option<Part> {
    if !stored.columns().iter().any(is_full) {
        return None; // There may be a row without any value.
    }
    let column = |(field, (position, _)): (&Field, &(usize, String))| {
        let mut cells = plain(stored.columns().get(*position)?, field, schema)?;
        cells.rename(field.name.as_str().into());
        Some(Column::from(cells))
    };
    let columns: Option<Vec<Column>> = fields.iter().zip(labels.iter()).map(column).collect();
    let mut starts = Starts::default();
    (first..first + stored.height()).for_each(|it| starts.push(it));
    starts.shrink();
    Some(Part { columns: Ok(columns?), starts, skipped: Default::default(), complaints })
}

/// Shows the cells of the columns whose types are not known, and of no others, as the texts they would be.
pub fn see(stored: &DataFrame, (labels, schema): (&Labels, &Schema), guesses: &mut [Option<Guess>]) {
    let is_missing = |it: &str| schema.missing.iter().any(|missing| missing == it);
    for ((position, _), guess) in labels.iter().zip(guesses) {
        let (Some(guess), Some(column)) = (guess, stored.columns().get(*position)) else { continue };
        let mut see = |text: &str| {
            if !is_missing(text) {
                guess.see(text)
            }
        };
        match column.as_materialized_series().str() {
            Ok(texts) => texts.iter().for_each(|it| see(it.unwrap_or_default())),
            Err(_) => (0..column.len()).filter_map(|it| column.get(it).ok()).for_each(|it| see(&typed_text(it).0)),
        }
    }
}

/// Whether every cell of a column has a value that is not the empty text.
fn is_full(column: &Column) -> bool {
    let series = column.as_materialized_series();
    let is_text = |it: &Series| it.str().is_ok_and(|it| it.iter().any(|it| it == Some("")));
    series.null_count() == 0 && !is_text(series)
}

/// The cells of a column in the type they are read as, if each is so read.
fn plain(column: &Column, field: &Field, schema: &Schema) -> Option<Series> {
    let is_silent = schema.field(&field.name).is_none_or(|it| it.answers.is_none());
    // A cell without value is read as an empty one.
    let knows_blanks = || schema.missing.iter().any(String::is_empty);
    // What stands for “no value” must be none of the values.
    let is_apart = || !schema.missing.iter().any(|it| !it.is_empty() && Builder::value(field.kind, it).is_some());
    let series = column.as_materialized_series();
    if !is_silent || (series.null_count() > 0 && !knows_blanks()) {
        return None;
    }
    match (field.kind, series.dtype()) {
        (Kind::String, DataType::String) => texts(series, schema),
        _ if !is_apart() => None,
        (Kind::Integer, it) if is_whole(it) => series.cast(&DataType::Int64).ok(),
        (Kind::Year, it) if is_whole(it) => series.cast(&DataType::Int64).ok().filter(|it| within(it, 1000, 9999)),
        (Kind::Number, it) if is_whole(it) => series.cast(&DataType::Float64).ok(),
        (Kind::Number, DataType::Float64) => {
            series.f64().is_ok_and(|it| it.iter().flatten().all(f64::is_finite)).then(|| series.clone())
        }
        (Kind::Boolean, DataType::Boolean) => Some(series.clone()),
        (Kind::Date, DataType::Date) => {
            let days = series.cast(&DataType::Int64).ok()?;
            let [first, last] =
                ["0001-01-01", "9999-12-31"].map(|it| parse_date(it).and_then(columns::days).map(i64::from));
            within(&days, first?, last?).then(|| series.clone())
        }
        _ => None,
    }
}

fn is_whole(kind: &DataType) -> bool {
    kind.is_integer() && !matches!(kind, DataType::UInt64 | DataType::Int128 | DataType::UInt128)
}

fn within(series: &Series, low: i64, high: i64) -> bool {
    series.i64().is_ok_and(|it| it.iter().flatten().all(|it| (low..=high).contains(&it)))
}

/// Texts, those that stand for “no value” left out.
fn texts(series: &Series, schema: &Schema) -> Option<Series> {
    let cells = series.str().ok()?;
    let stands_for_none = |it: &str| schema.missing.iter().any(|missing| missing == it);
    if !cells.iter().flatten().any(stands_for_none) {
        return Some(series.clone());
    }
    let cells: Vec<Option<&str>> = cells.iter().map(|it| it.filter(|it| !stands_for_none(it))).collect();
    Some(Series::new(series.name().clone(), cells))
}
