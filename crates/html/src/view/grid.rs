//! A table of data: caption, unit line, heads with scope, right-aligned figures.

use serde::Serialize;

use crate::link_resolver::LinkResolver;
use crate::view::reference_between;
use crate::view::status::{StatusView, status_view};
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_metrics::Status;
use gongbao_model::{Grid, GridCell, GridColumn, Value};
use gongbao_output::units::{shared_unit, unit_of};
use gongbao_site::{DataTable, Route};

/// The longest text of a cell that is kept in one line: 2025年12月底前.
const MAX_UNBROKEN: usize = 9;

/// A table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GridView {
    pub caption: String,
    /// 单位：%, when all figures share one unit.
    pub unit: Option<String>,
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
    /// What the signs in cells without value mean.
    pub legend: Option<String>,
}

/// A column's head.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ColumnView {
    pub label: String,
    /// Unit behind the label, when the columns' units differ.
    pub unit: String,
    pub numeric: bool,
    /// The metric's page.
    pub href: Option<String>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RowView {
    /// Anchor, on the table's own page.
    pub id: Option<String>,
    /// The page about what the row is about.
    pub href: Option<String>,
    /// The row of the table it was read from, when it was read from one.
    pub source: Option<String>,
    pub cells: Vec<CellView>,
}

/// A cell.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CellView {
    pub text: String,
    pub numeric: bool,
    /// Whether it is a text that may be broken into lines.
    pub long: bool,
    /// The raw value of a figure, by which a column is sorted.
    pub value: Option<String>,
    /// Where a metric's figure is explained.
    pub href: Option<String>,
    pub status: Option<StatusView>,
    /// Whether its value was another one when it was first published.
    pub revised: bool,
}

/// The view of a grid in a page.
pub(crate) fn grid_view(
    grid: &Grid,
    lang: Lang,
    from: &Route,
    links: &LinkResolver<'_>,
) -> GridView {
    let units: Vec<&str> = (0..grid.columns.len())
        .map(|it| unit_of(grid, it))
        .collect();
    let shared = shared_unit(grid, &units);
    let columns = grid
        .columns
        .iter()
        .zip(&units)
        .map(|(it, unit)| ColumnView {
            label: it.label.clone(),
            unit: if shared.is_some() {
                String::new()
            } else {
                (*unit).to_owned()
            },
            numeric: it.numeric,
            href: it.metric.as_deref().and_then(|id| links.metric(from, id)),
        });
    GridView {
        caption: grid.caption.clone(),
        unit: shared.map(|it| fill_placeholders(word(lang, Word::Unit), &[("unit", it)])),
        columns: columns.collect(),
        rows: grid
            .rows
            .iter()
            .map(|it| row_view(grid, it, from, links))
            .collect(),
        legend: grid.legend(lang),
    }
}

/// Gives the figures of rows the metric that their columns do not name.
pub(crate) fn with_metrics(
    mut view: GridView,
    table: &DataTable,
    from: &Route,
    links: &LinkResolver<'_>,
) -> GridView {
    for ((row, cells), metric) in view
        .rows
        .iter_mut()
        .zip(&table.grid.rows)
        .zip(&table.row_metrics)
    {
        let Some(metric) = metric else { continue };
        row.source = None;
        for (cell, it) in row.cells.iter_mut().zip(cells) {
            // A cell without a value is none of the metric's values; its row says why.
            let metric = Some(metric.as_str()).filter(|_| it.value != Value::Missing);
            let lead = |it| links.value(from, metric, std::slice::from_ref(it));
            cell.href = it.origin.as_ref().and_then(lead);
        }
    }
    view
}

/// Gives each row an anchor made of its exhibit's and of what it is about, on the page of a metric.
pub(crate) fn with_anchors(mut view: GridView, grid: &Grid, id: &str) -> GridView {
    for (row, cells) in view.rows.iter_mut().zip(&grid.rows) {
        let name: Option<Vec<String>> = cells.first().map(|it| {
            it.value
                .to_string()
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        });
        row.id = name.map(|it| format!("{id}-{}", it.join("-")));
    }
    // Two rows of one name are no target.
    let ids: Vec<Option<String>> = view.rows.iter().map(|it| it.id.clone()).collect();
    for (at, row) in view.rows.iter_mut().enumerate() {
        if ids[..at].contains(&row.id) {
            row.id = None;
        }
    }
    view
}

/// Links each row to the page about what it is about; its figures then lead to the row they were read from.
pub(crate) fn with_links(mut view: GridView, links: &[Option<Route>], from: &Route) -> GridView {
    for (row, it) in view.rows.iter_mut().zip(links) {
        row.href = it
            .as_ref()
            .filter(|it| *it != from)
            .map(|it| reference_between(from, it));
        for cell in row
            .cells
            .iter_mut()
            .filter(|it| it.value.is_some() && it.href.is_none())
        {
            cell.href = row.source.clone().filter(|_| row.href.is_some());
        }
    }
    view
}

/// Marks the cells whose value was another one when they were first published.
pub(crate) fn with_revisions(mut view: GridView, cells: &[(usize, usize)]) -> GridView {
    for (row, column) in cells {
        if let Some(cell) = view
            .rows
            .get_mut(*row)
            .and_then(|it| it.cells.get_mut(*column))
        {
            cell.revised = true;
        }
    }
    view
}

/// Puts status words with their marks into the last column.
pub(crate) fn with_statuses(
    mut view: GridView,
    statuses: &[Option<Status>],
    lang: Lang,
) -> GridView {
    for (row, it) in view.rows.iter_mut().zip(statuses) {
        if let (Some(cell), Some(it)) = (row.cells.last_mut(), it) {
            cell.status = Some(status_view(*it, lang));
        }
    }
    view
}

fn row_view(grid: &Grid, cells: &[GridCell], from: &Route, links: &LinkResolver<'_>) -> RowView {
    let cell = |column: &GridColumn, it: &GridCell| CellView {
        text: it.text.clone(),
        numeric: column.numeric,
        long: !column.numeric && it.text.chars().count() > MAX_UNBROKEN,
        value: it
            .value
            .as_number()
            .filter(|_| column.numeric)
            .map(|it| it.to_string()),
        href: column
            .metric
            .as_deref()
            .filter(|_| it.value != Value::Missing)
            .and_then(|id| links.value(from, Some(id), std::slice::from_ref(it.origin.as_ref()?))),
        status: None,
        revised: false,
    };
    let source = row_source(grid, cells, from, links);
    let cells = grid
        .columns
        .iter()
        .zip(cells)
        .map(|(column, it)| cell(column, it));
    RowView {
        id: None,
        href: None,
        source,
        cells: cells.collect(),
    }
}

/// The row of a table that every cell was read from; cells of metrics lead further themselves.
fn row_source(
    grid: &Grid,
    cells: &[GridCell],
    from: &Route,
    links: &LinkResolver<'_>,
) -> Option<String> {
    let first = cells.first()?.origin.as_ref()?;
    let is_plain = grid.columns.iter().all(|it| it.metric.is_none());
    let is_one = first.rows.len() == 1 && cells.iter().all(|it| it.origin.as_ref() == Some(first));
    if is_plain && is_one {
        links.rows(from, first)
    } else {
        None
    }
}
