//! Grids and tables as CSV: UTF-8 with byte order mark and CRLF, as spreadsheets in Chinese expect it.
//!
//! The byte order mark is named in `datapackage.json` (`utf-8-sig`).
//!
//! Writing a record is one rule about quotes, for which the crate `csv` would be a dependency.

use crate::cells::{column_heading, defuse_formula, published_label, published_value};
use crate::states::published_marker;
use gongbao_model::TableRows;
use gongbao_model::{Grid, MissingMarker, Value};

/// A grid as CSV.
pub fn grid_csv(grid: &Grid) -> String {
    let header = grid
        .columns
        .iter()
        .map(|it| quote_cell(defuse_formula(&column_heading(it), false)))
        .collect();
    csv_text(
        header,
        grid.rows.iter().map(|row| {
            row.iter()
                .map(|it| csv_cell(&it.value, it.missing_marker.as_ref()))
                .collect()
        }),
    )
}

/// A whole table as CSV.
pub(crate) fn table_csv(table: &dyn TableRows) -> String {
    let header = table
        .describe()
        .fields
        .iter()
        .map(|it| quote_cell(published_label(&it.name)))
        .collect();
    let cell = |row, column| csv_cell(&table.value(row, column), table.missing_marker(row, column));
    let cells = |row| (0..table.n_columns()).map(|it| cell(row, it)).collect();
    csv_text(header, (0..table.n_rows()).map(cells))
}

fn csv_text(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("\u{feff}");
    for line in std::iter::once(header).chain(rows) {
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A value, or the sign that says why there is none.
fn csv_cell(value: &Value, sign: Option<&MissingMarker>) -> String {
    quote_cell(sign.map_or_else(|| published_value(value), published_marker))
}

/// A cell, quoted where it has to be.
fn quote_cell(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use crate::csv::grid_csv;
    use gongbao_model::{Grid, GridCell, GridColumn, Value};

    fn grid(value: Value) -> Grid {
        let column = GridColumn {
            label: "占比".to_owned(),
            unit: "%".to_owned(),
            ..GridColumn::default()
        };
        let cell = GridCell {
            text: "x".to_owned(),
            value,
            ..GridCell::default()
        };
        Grid {
            caption: String::new(),
            columns: vec![column],
            rows: vec![vec![cell]],
        }
    }

    fn check(value: Value, expected: &str) {
        assert_eq!(
            grid_csv(&grid(value)),
            format!("\u{feff}占比（%）\r\n{expected}\r\n")
        );
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn figures_are_written_raw() {
        check(Value::Number(-41.25), "-41.25");
    }

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        check(text("一,\"二\""), "\"一,\"\"二\"\"\"");
    }

    #[test]
    fn a_missing_value_is_an_empty_cell() {
        check(Value::Missing, "");
    }

    #[test]
    fn refuses_to_write_a_formula() {
        check(text("=1+2"), "'=1+2");
        check(text("@SUM(A1)"), "'@SUM(A1)");
        check(text("-1.5"), "-1.5");
    }
}
