//! The columns of a derived table in the types the descriptor declares for them.

use std::borrow::Cow;

use polars::prelude::Column;

use crate::cell_advice::advise_on_cell;
use crate::columns::ColumnBuilder;
use crate::complaints::TableComplaints;
use crate::notation::Notation;
use crate::quoted_cell::quote_cell;
use crate::schema::Schema;
use crate::table::Table;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::Field;
use gongbao_model::{ColumnKind, Value};

/// Gives columns their declared titles, units and types. The first cell of a column that does not fit
/// is reported; the rest of it is likely no better.
pub(crate) fn convert_columns(
    mut table: Table,
    schema: &Schema,
    complaints: &mut TableComplaints,
) -> Table {
    let mut cells: Vec<Column> = table.cells().columns().to_vec();
    for (column, stored) in cells.iter_mut().enumerate() {
        let Some(spec) = schema.field(&table.fields[column].name) else {
            continue;
        };
        if let Some(kind) = spec.kind.filter(|it| *it != table.fields[column].kind) {
            match convert_column(&table, column, kind, &spec.notation) {
                Ok(it) => *stored = it,
                Err(row) => {
                    let field = Field {
                        kind,
                        unit: spec.unit.clone(),
                        ..table.fields[column].clone()
                    };
                    complaints.push(type_error(&table, row, column, &field));
                    continue;
                }
            }
            table.fields[column].kind = kind;
        }
        let field = &mut table.fields[column];
        if let Some(title) = &spec.title {
            field.title.clone_from(title);
        }
        if !spec.unit.is_empty() {
            field.unit.clone_from(&spec.unit);
        }
        field.description = spec
            .description
            .clone()
            .or_else(|| field.description.take());
        table.inferred = false;
    }
    table.set_columns(cells);
    table
}

/// The column in another type, or the row that does not fit it.
fn convert_column(
    table: &Table,
    column: usize,
    kind: ColumnKind,
    notation: &Notation,
) -> Result<Column, usize> {
    let mut builder = ColumnBuilder::new(kind);
    for row in 0..table.n_rows() {
        match table.value(row, column) {
            Value::Missing => builder.push_missing(),
            value => {
                let text = value.to_string();
                let plain = notation.read(kind, &text).map_or(text, |it| it.text);
                if !builder.push(Cow::Owned(plain)) {
                    return Err(row);
                }
            }
        }
    }
    Ok(builder.finish(&table.fields[column].name))
}

fn type_error(table: &Table, row: usize, column: usize, field: &Field) -> Diagnostic {
    let text = table.value(row, column).to_string();
    let complaint = Diagnostic::new(Code::TypeError, table.place(row, column)).with("row", row + 1);
    let complaint = complaint
        .with("name", &table.fields[column].name)
        .with("text", quote_cell(&text));
    complaint
        .with("expected", field.kind.text())
        .with("help", advise_on_cell(field, &text))
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::testing::{load, table};
    use gongbao_model::{ColumnKind, Value};

    #[test]
    fn cells_change_with_the_type() {
        let yaml = "resources: [{name: q, schema: {fieldsMatch: partial, fields: [{name: y, type: year}]}}]\n";
        let (catalog, diags) = load(&[
            ("data/t.csv", "y\n2024\n2025\n"),
            ("data/q.sql", "SELECT CAST(y AS VARCHAR) AS y FROM t"),
            ("data/datapackage.yaml", yaml),
        ]);
        let Some(Entry::Ready(table)) = catalog.get("q") else {
            panic!("{:?}", diags.sorted())
        };
        assert_eq!(table.fields[0].kind, ColumnKind::Year);
        assert_eq!(table.value(1, 0), Value::Year(2025));
    }

    #[test]
    #[should_panic(expected = "a column is stored as its kind says")]
    fn a_type_never_changes_without_the_cells() {
        let mut table = table("y\n2024\n");
        let cells = table.cells().columns().to_vec();
        table.fields[0].kind = ColumnKind::Date;
        table.set_columns(cells);
    }
}
