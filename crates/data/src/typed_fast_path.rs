//! Columns of a format that has types, taken as they are where reading each cell as text would give the same.
//!
//! Whatever is not plain is left to the reading of cells, which knows all there is to be said about them.

use polars::prelude::{Column, DataFrame, DataType, Float64Chunked, NamedFrom, Series};

use crate::calendar;
use crate::cells::{ColumnNotes, count_decimals};
use crate::columns::ColumnBuilder;
use crate::complaints::TableComplaints;
use crate::formats::value_text;
use crate::infer::TypeGuess;
use crate::labels::ColumnLabels;
use crate::labels::ColumnPlan;
use crate::read_chunks::ReadChunk;
use crate::row_offsets::RowOffsets;
use crate::schema::Schema;
use gongbao_diag::locale::parse_date;
use gongbao_model::ColumnKind;
use gongbao_model::Field;
use gongbao_model::MissingMarker;

/// The rows of a piece, the first of which begins somewhere and stands below so many others of the table;
/// nothing if a column is not plain.
pub(crate) fn read_typed_part(
    stored: &DataFrame,
    first: usize,
    n_before: usize,
    columns: ColumnPlan<'_>,
    complaints: TableComplaints,
) -> Option<ReadChunk> {
    let ColumnPlan {
        schema,
        labels,
        fields,
    } = columns;
    if !tells_rows(stored, labels) {
        return None;
    }
    let column = |(field, (position, _)): (&Field, &(usize, String))| {
        let signs = schema.missing_markers_of(&field.name, field.kind);
        let spec = schema.field(&field.name);
        if spec.is_some_and(|it| it.boolean_words.is_some() || it.fill || !it.notation.is_plain()) {
            return None;
        }
        let mut cells = take_plain_column(stored.columns().get(*position)?, field.kind, &signs)?;
        cells.rename(field.name.as_str().into());
        let notes = notes_on_cells(&cells, field.kind, signs, n_before);
        Some((Column::from(cells), notes))
    };
    let columns: Option<Vec<(Column, ColumnNotes)>> =
        fields.iter().zip(labels.iter()).map(column).collect();
    let (columns, notes) = columns?.into_iter().unzip();
    let mut starts = RowOffsets::default();
    (first..first + stored.height()).for_each(|it| starts.push(it));
    starts.shrink();
    Some(ReadChunk {
        columns,
        notes,
        row_offsets: starts,
        skipped: Default::default(),
        complaints,
    })
}

/// Whether no row can be without any value, nor a remark, which has one text.
fn tells_rows(stored: &DataFrame, labels: &ColumnLabels) -> bool {
    let columns = labels
        .iter()
        .filter_map(|(position, _)| stored.columns().get(*position));
    let mut full = columns.filter(|it| is_full(it));
    match (full.next(), labels.width) {
        (Some(_), ..=1) => true,
        (Some(first), _) => *first.dtype() != DataType::String || full.next().is_some(),
        (None, _) => false,
    }
}

/// Shows the cells of the columns whose types are not known, and of no others, as the texts they would be.
pub(crate) fn feed_guesses(
    stored: &DataFrame,
    labels: &ColumnLabels,
    schema: &Schema,
    guesses: &mut [Option<TypeGuess>],
) {
    for ((position, name), guess) in labels.iter().zip(guesses) {
        let (Some(guess), Some(column)) = (guess, stored.columns().get(*position)) else {
            continue;
        };
        let signs = schema.missing_markers(name);
        let mut see = |text: &str| {
            if !signs.iter().any(|it| *it.symbol == *text) {
                guess.see(text)
            }
        };
        match column.as_materialized_series().str() {
            // A cell without value is seen as an empty one.
            Ok(texts) => texts.iter().for_each(|it| see(it.unwrap_or(""))),
            Err(_) => column
                .as_materialized_series()
                .iter()
                .for_each(|it| see(&value_text(it).0)),
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
#[expect(
    clippy::disallowed_methods,
    reason = "a cast that fails leaves the column to the reading of cells, which says what is wrong"
)]
fn take_plain_column(column: &Column, kind: ColumnKind, signs: &[MissingMarker]) -> Option<Series> {
    // A cell without value is read as an empty one.
    let knows_blanks = || blank_marker(signs).is_some_and(MissingMarker::is_usual);
    // What stands for “no value” must be none of the values.
    let is_apart = || {
        !signs
            .iter()
            .any(|it| !it.symbol.is_empty() && ColumnBuilder::value(kind, &it.symbol).is_some())
    };
    let series = column.as_materialized_series();
    if series.null_count() > 0 && !knows_blanks() {
        return None;
    }
    match (kind, series.dtype()) {
        (ColumnKind::String, DataType::String) => replace_markers(series, signs),
        _ if !is_apart() => None,
        (ColumnKind::Integer, it) if is_whole(it) => series.cast(&DataType::Int64).ok(),
        (ColumnKind::Year, it) if is_whole(it) => series
            .cast(&DataType::Int64)
            .ok()
            .filter(|it| all_within(it, 1000, 9999)),
        (ColumnKind::Number, it) if is_whole(it) => series.cast(&DataType::Float64).ok(),
        (ColumnKind::Number, DataType::Float64) => series
            .f64()
            .is_ok_and(|it| it.iter().flatten().all(f64::is_finite))
            .then(|| series.clone()),
        (ColumnKind::Boolean, DataType::Boolean) => Some(series.clone()),
        (ColumnKind::Date, DataType::Date) => {
            let days = series.cast(&DataType::Int64).ok()?;
            let [first, last] = ["0001-01-01", "9999-12-31"].map(|it| {
                parse_date(it)
                    .map(calendar::days_since_epoch)
                    .map(i64::from)
            });
            all_within(&days, first?, last?).then(|| series.clone())
        }
        _ => None,
    }
}

fn is_whole(kind: &DataType) -> bool {
    kind.is_integer()
        && !matches!(
            kind,
            DataType::UInt64 | DataType::Int128 | DataType::UInt128
        )
}

fn all_within(series: &Series, low: i64, high: i64) -> bool {
    series
        .i64()
        .is_ok_and(|it| it.iter().flatten().all(|it| (low..=high).contains(&it)))
}

/// The sign that an empty cell is.
fn blank_marker(signs: &[MissingMarker]) -> Option<&MissingMarker> {
    signs.iter().find(|it| it.symbol.is_empty())
}

/// Texts, the empty ones left out where they stand for “no value”. Why there is none is told by cells alone.
#[expect(
    clippy::disallowed_methods,
    reason = "asked for texts alone; anything else is left to the reading of cells"
)]
fn replace_markers(series: &Series, signs: &[MissingMarker]) -> Option<Series> {
    let cells = series.str().ok()?;
    let stands_for_none = |it: &str| signs.iter().any(|sign| *sign.symbol == *it);
    if !cells.iter().flatten().any(stands_for_none) {
        return Some(series.clone());
    }
    let tells = |it: &str| stands_for_none(it) && !it.is_empty();
    if cells.iter().flatten().any(tells)
        || !blank_marker(signs).is_some_and(MissingMarker::is_usual)
    {
        return None;
    }
    let cells: Vec<Option<&str>> = cells
        .iter()
        .map(|it| it.filter(|it| !it.is_empty()))
        .collect();
    Some(Series::new(series.name().clone(), cells))
}

/// What reading each cell would have found out.
fn notes_on_cells(
    cells: &Series,
    kind: ColumnKind,
    signs: Vec<MissingMarker>,
    n_before: usize,
) -> ColumnNotes {
    let first = cells
        .is_not_null()
        .iter()
        .position(|it| it == Some(true))
        .filter(|_| kind.is_numeric());
    let decimals = if kind == ColumnKind::Number {
        cells.f64().map_or(0, most_decimals)
    } else {
        0
    };
    ColumnNotes::plainly(signs, first.map(|it| it + n_before), decimals)
}

/// The most digits behind the point that a number has where it is written.
fn most_decimals(cells: &Float64Chunked) -> i16 {
    let mut most = 0;
    for cell in cells.iter().flatten() {
        if !has_decimals(cell, most) {
            most = most.max(count_decimals(&cell.to_string()));
        }
    }
    most
}

/// Whether it is plain that a number has no more digits behind the point: a whole number divided by a power of
/// ten is the number that is written so, as long as both are exact.
fn has_decimals(number: f64, most: i16) -> bool {
    const MAX_EXACT_INTEGER: f64 = (1_u64 << 53) as f64;
    let power = 10_f64.powi(i32::from(most));
    let whole = (number * power).round();
    most <= 15 && whole.abs() < MAX_EXACT_INTEGER && whole / power == number
}

#[cfg(test)]
mod tests {
    use polars::prelude::Float64Chunked;

    use crate::cells::count_decimals;
    use crate::typed_fast_path::most_decimals;

    #[test]
    fn decimals_are_those_of_the_numbers_written() {
        let numbers = [
            0.0,
            -0.0,
            1.0,
            0.5,
            0.1 + 0.2,
            1e-7,
            1e21,
            123.456,
            -2.25,
            9.999_999_999,
            1e15 + 0.5,
            1e300,
        ];
        for seed in 0..2000_u32 {
            let random = f64::from(seed.wrapping_mul(2_654_435_761))
                / [1.0, 10.0, 1000.0, 7.0][seed as usize % 4];
            for number in numbers.into_iter().chain([random]) {
                let cells = [random, number];
                let most = cells.iter().map(|it| count_decimals(&it.to_string())).max();
                assert_eq!(
                    Some(most_decimals(&Float64Chunked::from_vec(
                        "".into(),
                        cells.to_vec()
                    ))),
                    most
                );
            }
        }
    }
}
