//! The columns of a table as bytes, and back.

use polars::prelude::{
    Column, DataType, Float64Chunked, Int64Chunked, IntoSeries, NamedFrom, Series,
    StringChunkedBuilder,
};

use crate::cache::bytes::{ByteReader, ByteWriter};
use crate::table::Table;
use crate::typed::TypedColumn;
use gongbao_model::ColumnKind;

/// Writes how many rows and columns follow.
pub(super) fn write_head(table: &Table) -> ByteWriter {
    let mut out = ByteWriter::default();
    out.number(table.n_rows());
    out.number(table.fields.len());
    out
}

/// Writes a column with what is known of it.
pub(super) fn write_column(table: &Table, column: usize) -> ByteWriter {
    let mut out = ByteWriter::default();
    if let (Some(field), Some(cells)) = (table.fields.get(column), table.typed(column)) {
        out.text(&field.name);
        out.text(field.kind.name());
        cells_of(cells, table.n_rows(), &mut out);
    }
    out
}

/// Which cells have a value, then the values of all; where there is none, something stands in.
fn cells_of(cells: TypedColumn<'_>, n_rows: usize, out: &mut ByteWriter) {
    let rows = 0..n_rows;
    let is_full = cells.n_missing() == 0;
    out.number(usize::from(is_full));
    if !is_full {
        out.bits(rows.clone().map(|row| cells.has(row)));
    }
    match cells {
        TypedColumn::Whole(it) => out.whole(rows.map(|row| it.get(row).unwrap_or(0))),
        TypedColumn::Day(it) => out.whole(rows.map(|row| i64::from(it.get(row).unwrap_or(0)))),
        TypedColumn::Truth(it) => out.bits(rows.map(|row| it.get(row).unwrap_or(false))),
        TypedColumn::Number(it) => {
            rows.for_each(|row| {
                out.0
                    .extend_from_slice(&it.get(row).unwrap_or(0.0).to_le_bytes())
            });
        }
        TypedColumn::Text(it) => {
            let text = |row| it.get(row).unwrap_or("");
            rows.clone().for_each(|row| out.number(text(row).len()));
            out.number(rows.clone().map(|row| text(row).len()).sum());
            rows.for_each(|row| out.0.extend_from_slice(text(row).as_bytes()));
        }
    }
}

/// Reads the columns of a table; nothing if they are not what was written.
pub(super) fn read_columns(bytes: &mut ByteReader<'_>) -> Option<Vec<(ColumnKind, Column)>> {
    let (n_rows, n_columns) = (bytes.number()?, bytes.number()?);
    let mut columns = Vec::new();
    for _ in 0..n_columns {
        let name = bytes.text()?;
        let kind = ColumnKind::parse(bytes.text()?)?;
        let mut series = read_series(kind, n_rows, bytes)?;
        series.rename(name.into());
        columns.push((kind, series.into()));
    }
    Some(columns)
}

#[expect(
    clippy::disallowed_methods,
    reason = "what was kept and cannot be read is worked out again"
)]
fn read_series(kind: ColumnKind, n_rows: usize, bytes: &mut ByteReader<'_>) -> Option<Series> {
    let is_full = bytes.number()? == 1;
    let has = if is_full {
        None
    } else {
        Some(bytes.bits(n_rows)?)
    };
    let name = || "".into();
    Some(match kind {
        ColumnKind::Integer | ColumnKind::Year | ColumnKind::Date => {
            let cells = bytes.whole(n_rows)?;
            let cells: Series = match has {
                None => Int64Chunked::from_vec(name(), cells).into_series(),
                Some(has) => Series::new(name(), with_missing(&has, cells)),
            };
            if kind == ColumnKind::Date {
                cells
                    .cast(&DataType::Int32)
                    .ok()?
                    .cast(&DataType::Date)
                    .ok()?
            } else {
                cells
            }
        }
        ColumnKind::Boolean => {
            let cells = bytes.bits(n_rows)?;
            Series::new(
                name(),
                with_missing(&has.unwrap_or_else(|| vec![true; n_rows]), cells),
            )
        }
        ColumnKind::Number => {
            let cells = bytes.take(n_rows.checked_mul(8)?)?.as_chunks().0.iter();
            let cells = cells.map(|it| f64::from_le_bytes(*it)).collect();
            match has {
                None => Float64Chunked::from_vec(name(), cells).into_series(),
                Some(has) => Series::new(name(), with_missing(&has, cells)),
            }
        }
        ColumnKind::String | ColumnKind::Period => read_text_series(n_rows, has.as_deref(), bytes)?,
    })
}

fn with_missing<T>(has: &[bool], cells: Vec<T>) -> Vec<Option<T>> {
    cells
        .into_iter()
        .zip(has)
        .map(|(cell, has)| has.then_some(cell))
        .collect()
}

fn read_text_series(
    n_rows: usize,
    has: Option<&[bool]>,
    bytes: &mut ByteReader<'_>,
) -> Option<Series> {
    let mut lengths = bytes.clone();
    for _ in 0..n_rows {
        bytes.number()?;
    }
    let all = bytes.text()?;
    let mut cells = StringChunkedBuilder::new("".into(), n_rows);
    let mut at = 0;
    for row in 0..n_rows {
        let end = lengths.number()?.checked_add(at)?;
        let text = all.get(at..end)?;
        at = end;
        if has.is_none_or(|it| it[row]) {
            cells.append_value(text)
        } else {
            cells.append_null()
        }
    }
    Some(cells.finish().into_series())
}

#[cfg(test)]
mod tests {
    use crate::cache::bytes::ByteReader;
    use crate::cache::columns::{read_columns, write_column, write_head};
    use crate::testing::table;
    use gongbao_model::ColumnKind;

    const CSV: &str = "a,b,c,d,e\n局,1,0.5,2025-01-31,true\nx,,,,\n,2,3,,false\n\"x,\"\"y\",-300,-2,1969-12-31,false\n";

    fn written(csv: &str) -> Vec<u8> {
        let table = table(csv);
        let columns = (0..table.fields.len()).map(|it| write_column(&table, it));
        std::iter::once(write_head(&table))
            .chain(columns)
            .flat_map(|it| it.0)
            .collect()
    }

    #[test]
    fn columns_come_back_as_they_were() {
        for csv in [CSV, "a,b\n", "a,b\nx,1\n"] {
            let (table, bytes) = (table(csv), written(csv));
            let columns = read_columns(&mut ByteReader::new(&bytes)).expect("columns");
            let kinds: Vec<ColumnKind> = table.fields.iter().map(|it| it.kind).collect();
            let whole: Vec<_> = kinds.into_iter().zip(table.cells().columns()).collect();
            assert_eq!(format!("{columns:?}"), format!("{whole:?}"));
        }
    }

    #[test]
    fn bytes_that_end_early_give_nothing() {
        let bytes = written(CSV);
        for end in 0..bytes.len() {
            assert!(
                read_columns(&mut ByteReader::new(&bytes[..end])).is_none(),
                "{end}"
            );
        }
    }
}
