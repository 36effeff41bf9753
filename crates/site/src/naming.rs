//! The name of a figure as a page shows it.

use std::collections::BTreeMap;

use crate::figure_key::{FigureKey, PageKey, cell_texts, row_key};
use crate::lineage::{CellAt, SeenFigure};
use crate::scope::Scope;
use gongbao_data::Table;
use gongbao_metrics::Metric;
use gongbao_model::{Origin, Value};

/// A table that a page's own query makes is another one on another page.
pub(crate) fn key_on_page(scope: &Scope<'_>, table: &str, mut subject: FigureKey) -> FigureKey {
    if scope.queries.contains_key(table) {
        let row = scope.row.map(|(table, row)| row_key(table, row));
        subject.page = Some(PageKey {
            page: scope.file.to_string(),
            row: row.into_iter().flatten().collect(),
        });
    }
    subject
}

/// What a figure of a page is; `None` for words, and for what is no figure of the data.
///
/// `table` is the one it was read from with the columns that identify a row of it, if the catalogue has it; `page`
/// tells apart what pages make themselves.
pub(crate) fn figure_key(
    seen: &SeenFigure<'_>,
    metric: Option<&Metric>,
    table: Option<(&Table, &[usize])>,
    page: &str,
) -> Option<FigureKey> {
    let Some(at) = seen.cell else {
        return seen
            .key
            .filter(|_| seen.is_value || !seen.state.is_empty())
            .cloned();
    };
    let cell = &at.grid.rows[at.row][at.column];
    let column = &at.grid.columns[at.column];
    let is_gap = cell.value == Value::Missing && column.numeric;
    if !is_gap
        && !matches!(
            cell.value,
            Value::Integer(_) | Value::Number(_) | Value::Date(_)
        )
    {
        return None;
    }
    let origin = seen.origins.first()?;
    match (metric, table) {
        // The columns of a table of statuses say different things of one metric.
        (Some(metric), Some((table, _))) => {
            let aspect = if column.metric.is_some() {
                ""
            } else {
                column.label.as_str()
            };
            Some(FigureKey::of(
                &metric.id,
                aspect,
                shared_members(metric, table, origin),
            ))
        }
        (_, Some((table, key))) if key.iter().any(|it| table.fields[*it].title == column.label) => {
            None
        }
        (_, Some((table, key))) => Some(FigureKey::cell(
            &table.name,
            &column.label,
            row_of(at, table, key, origin),
        )),
        (_, None) => Some(FigureKey {
            page: Some(PageKey::of(page)),
            ..FigureKey::cell(&origin.table, &column.label, row_labels(at))
        }),
    }
}

/// The dimensions of which all rows have one value.
fn shared_members(metric: &Metric, table: &Table, origin: &Origin) -> BTreeMap<String, String> {
    let one = |name: &String| match table.distinct(table.column(name)?, &origin.rows).as_slice() {
        [value] => Some((name.clone(), value.to_string())),
        _ => None,
    };
    metric.dimensions.iter().filter_map(one).collect()
}

fn row_of(
    at: CellAt<'_>,
    table: &Table,
    key: &[usize],
    origin: &Origin,
) -> BTreeMap<String, String> {
    match origin.rows.as_slice() {
        [row] => cell_texts(table, key, *row),
        _ => row_labels(at),
    }
}

/// The first cell of a row and its years, by their headings.
fn row_labels(at: CellAt<'_>) -> BTreeMap<String, String> {
    let cells = at
        .grid
        .columns
        .iter()
        .zip(&at.grid.rows[at.row])
        .enumerate();
    let names =
        cells.filter(|(column, (_, cell))| *column == 0 || matches!(cell.value, Value::Year(_)));
    names
        .map(|(_, (column, cell))| (column.label.clone(), cell.value.to_string()))
        .collect()
}
