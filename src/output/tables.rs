//! A whole table as a grid: every column in its schema's order, written for a reader.

use crate::data::{Field, Grid, GridCell, GridColumn, Kind, Table, Value};
use crate::locale::{Bound, Lang, Number, Word, word};

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
    let cell = |column| {
        let bound = table.bound(row, column);
        table.grid_cell((row, column), &|value| written(value, bound, lang), lang)
    };
    (0..table.fields.len()).map(cell).collect()
}

/// In tables dates stay in figures, so that they can be compared down a column.
fn written(value: &Value, bound: Option<Bound>, lang: Lang) -> String {
    if let (Some(number), true) = (value.as_number(), bound.is_some()) {
        return Number::default().write_bound(lang, number, bound);
    }
    match value {
        Value::Missing => word(lang, Word::Missing).to_owned(),
        Value::Boolean(true) => word(lang, Word::Yes).to_owned(),
        Value::Boolean(false) => word(lang, Word::No).to_owned(),
        Value::Period(it) => it.text(lang),
        Value::Number(it) => Number::default().digits_of(*it),
        Value::Text(_) | Value::Integer(_) | Value::Date(_) | Value::Year(_) => value.to_string(),
    }
}
