//! A whole table as a grid: every column in its schema's order, written for a reader.

use crate::data::{Field, Grid, GridCell, GridColumn, Kind, Origin, Table, Value};
use crate::locale::{Lang, Number, Word, word};

/// The first rows of a table.
pub fn grid(table: &Table, lang: Lang, n_rows: usize) -> Grid {
    let rows = 0..table.n_rows().min(n_rows);
    Grid {
        caption: table.title.clone(),
        columns: table.fields.iter().map(column).collect(),
        rows: rows.map(|row| cells(table, lang, row)).collect(),
    }
}

fn column(field: &Field) -> GridColumn {
    GridColumn {
        label: field.title.clone(),
        unit: field.unit.clone(),
        numeric: matches!(field.kind, Kind::Integer | Kind::Number),
        metric: None,
    }
}

fn cells(table: &Table, lang: Lang, row: usize) -> Vec<GridCell> {
    let origin = Origin { table: table.name.clone(), rows: vec![row] };
    let cell = |column| {
        let value = table.value(row, column);
        GridCell { text: written(&value, lang), value, origin: Some(origin.clone()) }
    };
    (0..table.fields.len()).map(cell).collect()
}

/// In tables dates stay in figures, so that they can be compared down a column.
fn written(value: &Value, lang: Lang) -> String {
    match value {
        Value::Missing => word(lang, Word::Missing).to_owned(),
        Value::Boolean(true) => word(lang, Word::Yes).to_owned(),
        Value::Boolean(false) => word(lang, Word::No).to_owned(),
        Value::Period(it) => it.text(lang),
        Value::Number(it) => Number::default().digits_of(*it),
        Value::Text(_) | Value::Integer(_) | Value::Date(_) | Value::Year(_) => value.to_string(),
    }
}
