//! Cells as they are published: raw values, and nothing that a spreadsheet would run.
//!
//! A text that begins like a formula gets an apostrophe before it. The schema published beside is
//! the one these cells keep: labels and enumerated texts carry the apostrophe too, and a pattern is
//! left out where a text was changed. JSON has every value as it is.

use gongbao_model::{GridColumn, Value};

/// A column's name as it stands in the published CSV.
pub(crate) fn published_label(name: &str) -> String {
    defuse_formula(name, false)
}

/// A column's heading with its unit.
pub(crate) fn column_heading(column: &GridColumn) -> String {
    let (label, unit) = (&column.label, &column.unit);
    match (unit.as_str(), label.is_ascii()) {
        ("", _) => label.clone(),
        (unit, true) => format!("{label} ({unit})"),
        (unit, false) => format!("{label}（{unit}）"),
    }
}

/// A value as it stands in the published CSV, before quoting.
pub(crate) fn published_value(value: &Value) -> String {
    match value {
        Value::Text(text) => defuse_formula(text, text.parse::<f64>().is_ok()),
        Value::Missing
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Period(_) => value.to_string(),
    }
}

/// A spreadsheet would run a text that begins like a formula, so an apostrophe makes it a text.
pub(crate) fn defuse_formula(text: &str, is_number: bool) -> String {
    let formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
