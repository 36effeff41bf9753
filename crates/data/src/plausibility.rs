//! What a table's cells may mean wrongly, though each of them is fine by itself. Warnings only: the author
//! knows better, and can say so in the descriptor.

use std::collections::BTreeMap;

use crate::quoted_cell::quote_cell;
use crate::rule::CellRule;
use crate::schema::Schema;
use crate::shape::strip_whitespace;
use crate::table::Table;
use crate::undeclared::find_undeclared_types;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::{ColumnKind, Value};

/// Looks a table over.
pub(crate) fn find_suspicious_cells(table: &Table, schema: &Schema) -> Vec<Diagnostic> {
    let columns = || 0..table.fields.len();
    let percent = columns().filter_map(|column| mixed_percent(table, column));
    let totals = columns().filter_map(|column| total_row(table, column));
    let undeclared = find_undeclared_types(table, schema);
    let spaces = columns().filter_map(|column| stray_space(table, column));
    percent
        .chain(totals)
        .chain(spaces)
        .chain(undeclared)
        .chain(merged_cells(table, schema))
        .collect()
}

/// 42% and 0.42 in one column are a hundredfold apart.
fn mixed_percent(table: &Table, column: usize) -> Option<Diagnostic> {
    let found = table.found(column).filter(|it| it.n_percent > 0)?;
    let row = found.without_percent?;
    let complaint = Diagnostic::new(Code::MixedPercent, table.place(row, column));
    let complaint = complaint
        .with("name", &table.fields[column].name)
        .with("row", table.number_of(row));
    Some(
        complaint
            .with("text", quote_cell(&table.value(row, column).to_string()))
            .with("count", found.n_percent),
    )
}

/// What the rows of totals are called; a blank within, as in 合　计, does not count.
const TOTAL_WORDS: [&str; 6] = ["合计", "总计", "共计", "总合计", "Total", "TOTAL"];
const SUBTOTAL_WORDS: [&str; 3] = ["小计", "Subtotal", "SUBTOTAL"];

/// A total among the rows would be counted with its parts.
fn total_row(table: &Table, column: usize) -> Option<Diagnostic> {
    let field = table
        .fields
        .get(column)
        .filter(|it| it.kind == ColumnKind::String)?;
    let cells = table.typed(column)?;
    // Totals that are shown so that small counts can be judged are declared there.
    let rule = table.policy.disclosure.iter().flat_map(|it| &it.total_rows);
    let kept: Vec<&str> = rule
        .filter(|it| it.0 == field.name)
        .map(|it| it.1.as_str())
        .collect();
    let named = |row: &usize| {
        cells
            .text(*row)
            .is_some_and(|it| names_a_total(it) && !kept.contains(&it))
    };
    let row = (0..table.n_rows()).find(named)?;
    let text = cells.text(row)?.trim();
    let (name, key) = (
        &field.name,
        if SUBTOTAL_WORDS.contains(&strip_whitespace(text).as_str()) {
            "subtotals"
        } else {
            "labels"
        },
    );
    let complaint = Diagnostic::new(Code::TotalRow, table.place(row, column)).with("name", name);
    let complaint = complaint
        .with("row", table.number_of(row))
        .with("text", text)
        .with("table", &table.name);
    Some(complaint.with(
        "line",
        format!("totals: {{column: {name}, {key}: [{text}]}}"),
    ))
}

fn names_a_total(text: &str) -> bool {
    // Most cells are passed over by their last letter.
    let may_be = text.trim_end().ends_with(['计', 'l', 'L']);
    may_be
        && TOTAL_WORDS
            .iter()
            .chain(&SUBTOTAL_WORDS)
            .any(|it| *it == strip_whitespace(text))
}

/// Larger tables come out of programs, and are not gone over again.
const MAX_ROWS: usize = 1 << 17;

/// A member that is another one but for its blanks counts as one of its own.
fn stray_space(table: &Table, column: usize) -> Option<Diagnostic> {
    let field = table
        .fields
        .get(column)
        .filter(|it| it.kind == ColumnKind::String && table.n_rows() <= MAX_ROWS)?;
    let cells = table.typed(column)?;
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let text = |it: &Value| it.to_string();
    let (one, other) = table.members(column).iter().map(text).find_map(|it| {
        let before = known.insert(strip_whitespace(&it), it.clone())?;
        Some(if before.len() > it.len() {
            (before, it)
        } else {
            (it, before)
        })
    })?;
    let row = (0..table.n_rows()).find(|row| cells.text(*row) == Some(one.as_str()))?;
    let complaint =
        Diagnostic::new(Code::StraySpace, table.place(row, column)).with("name", &field.name);
    Some(
        complaint
            .with("row", table.number_of(row))
            .with("text", one)
            .with("other", other),
    )
}

/// The columns from the left that are empty below their values: what rows have in common stands in merged
/// cells.
fn merged_cells(table: &Table, schema: &Schema) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for column in 0..table.fields.len() {
        let name = &table.fields[column].name;
        let Some(row) = first_left_empty(table, column).filter(|_| !is_unique(schema, name)) else {
            break;
        };
        let complaint =
            Diagnostic::new(Code::EmptyBelow, table.place(row, column)).with("name", name);
        found.push(complaint.with("row", table.number_of(row)));
    }
    found
}

fn is_unique(schema: &Schema, name: &str) -> bool {
    schema
        .field(name)
        .is_some_and(|it| it.rules.iter().any(|it| matches!(it, CellRule::Unique)))
}

/// The first empty cell below a value, if the column looks like groups: values that differ, each with as
/// many empty cells below it on the average, in rows that have other values.
fn first_left_empty(table: &Table, column: usize) -> Option<usize> {
    let cells = table
        .typed(column)
        .filter(|it| it.n_missing() * 2 >= table.n_rows().max(4) && it.has(0))?;
    let n_values = table.n_rows() - cells.n_missing();
    if n_values < 2 || table.members(column).len() < n_values {
        return None;
    }
    let others = || (0..table.fields.len()).filter(|it| *it != column);
    let is_left = |row: &usize| {
        let is_empty = !cells.has(*row) && table.missing_marker(*row, column).is_none();
        is_empty && others().any(|it| table.typed(it).is_some_and(|it| it.has(*row)))
    };
    (1..table.n_rows()).find(is_left)
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: x}, {name: n, type: number, notation: [percent]}]}}]\n";
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", yaml)],
            expected,
        );
    }

    #[test]
    fn members_that_differ_in_blanks_are_told() {
        check("x,n\n西城区,1%\n东城区,2%\n", &[]);
        check("x,n\n西城区,1%\n西城区 ,2%\n", &["data/stray-space"]);
        check("x,n\n临港 区,1%\n临港区,2%\n", &["data/stray-space"]);
    }

    #[test]
    fn percent_signs_stand_in_all_cells_or_in_none() {
        check("x,n\na,42%\nb,\nc,3%\n", &[]);
        check("x,n\na,42\nb,3\n", &[]);
        check("x,n\na,42%\nb,0.42\nc,0.3\n", &["data/mixed-percent"]);
    }
}
