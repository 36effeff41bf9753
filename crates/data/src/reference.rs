//! The name of the row that a foreign key leads to.

use crate::{Catalog, Entry, Selection, Table};
use gongbao_model::{ColumnKind, Value};

/// The name the row has that a value refers to.
pub fn referenced_name(
    catalog: &Catalog,
    table: &Table,
    column: &str,
    value: &Value,
) -> Option<String> {
    let key = table
        .foreign_keys
        .iter()
        .find(|it| it.columns == [column])?;
    let Some(Entry::Ready(other)) = catalog.get(&key.table) else {
        return None;
    };
    let reference = key.references.first()?;
    let [row] = other.rows(&Selection::default().with(reference, value.clone()))[..] else {
        return None;
    };
    let all: Vec<usize> = (0..other.n_rows()).collect();
    let names = |at: &usize| {
        let field = &other.fields[*at];
        field.kind == ColumnKind::String
            && field.name != *reference
            && other.distinct(*at, &all).len() == all.len()
    };
    let name = (0..other.fields.len()).find(names)?;
    Some(other.value(row, name).to_string()).filter(|it| !looks_like_code(it))
}

/// A text nobody says aloud: ASCII without a space.
pub fn looks_like_code(text: &str) -> bool {
    text.is_ascii() && !text.contains(' ') && text.parse::<f64>().is_err()
}
