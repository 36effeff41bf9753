//! What published data say of cells that have no value, or only a bound of one: never zero, never nothing.
//!
//! CSV and workbooks hold the author's signs, and the schema published beside names them. JSON has
//! null and tells states and bounds apart.

use serde_json::{Map, Value as Json, json};

use crate::cells::defuse_formula;
use crate::xlsx::column_letters;
use gongbao_diag::locale::{Bound, Lang, Word, fill_placeholders, word};
use gongbao_model::TableRows;
use gongbao_model::{Grid, MissingMarker};

/// Cells by row and column, counting from 0, for programs.
#[derive(Debug, Default)]
pub(crate) struct CellStates {
    states: Vec<Json>,
    bounds: Vec<Json>,
}

impl CellStates {
    /// What the cells of a grid are besides their values.
    pub(crate) fn of_grid(grid: &Grid) -> CellStates {
        let mut out = CellStates::default();
        for (row, cells) in grid.rows.iter().enumerate() {
            cells.iter().enumerate().for_each(|(column, it)| {
                out.add(
                    CellIndex { row, column },
                    it.missing_marker.as_ref(),
                    it.bound,
                )
            });
        }
        out
    }

    /// What the cells of a table are besides their values.
    pub(crate) fn of_table(table: &dyn TableRows) -> CellStates {
        let mut out = CellStates::default();
        let told: Vec<usize> = (0..table.n_columns())
            .filter(|it| table.tells(*it))
            .collect();
        if told.is_empty() {
            return out;
        }
        for row in 0..table.n_rows() {
            for column in &told {
                let at = CellIndex {
                    row,
                    column: *column,
                };
                out.add(
                    at,
                    table.missing_marker(row, *column),
                    table.bound(row, *column),
                );
            }
        }
        out
    }

    /// As JSON, where there is anything to say.
    pub(crate) fn json(self) -> Map<String, Json> {
        let parts = [("states", self.states), ("bounds", self.bounds)];
        let parts = parts.into_iter().filter(|(_, it)| !it.is_empty());
        parts
            .map(|(name, it)| (name.to_owned(), Json::Array(it)))
            .collect()
    }

    fn add(&mut self, at: CellIndex, sign: Option<&MissingMarker>, bound: Option<Bound>) {
        let CellIndex { row, column } = at;
        let state = |it: &MissingMarker| json!({"row": row, "column": column, "state": it.state.name(), "sign": it.symbol.as_ref()});
        self.states.extend(sign.map(state));
        self.bounds
            .extend(bound.map(|it| json!({"row": row, "column": column, "bound": it.name()})));
    }
}

/// Where a cell stands, counting from 0.
#[derive(Clone, Copy, Debug)]
struct CellIndex {
    row: usize,
    column: usize,
}

/// So many cells are named one by one.
const MAX_NAMED: usize = 30;

/// Names the cells of a workbook whose number is only a bound; the header is its first row.
pub(crate) fn bound_cells(
    lang: Lang,
    cells: impl Iterator<Item = (usize, usize)>,
) -> Option<String> {
    let names: Vec<String> = cells
        .map(|(row, column)| format!("{}{}", column_letters(column), row + 2))
        .collect();
    let listed = names
        .iter()
        .take(MAX_NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(word(lang, Word::Separator));
    let pattern = if names.len() > MAX_NAMED {
        Word::BoundCellsAmong
    } else {
        Word::BoundCells
    };
    let n = names.len().to_string();
    (!names.is_empty())
        .then(|| fill_placeholders(word(lang, pattern), &[("cells", &listed), ("n", &n)]))
}

/// A sign as it stands in a published CSV. A lone mark begins no formula.
pub(crate) fn published_marker(sign: &MissingMarker) -> String {
    defuse_formula(&sign.symbol, sign.symbol.chars().nth(1).is_none())
}

/// The signs of a column that stand in a published CSV, for Table Schema's `missingValues`, and what they mean.
pub(crate) fn missing_values(table: &dyn TableRows, column: usize) -> Option<(Json, Json)> {
    let signs = table.missing_markers(column);
    if signs.is_empty() {
        return None;
    }
    let mut values = vec![String::new()];
    values.extend(
        signs
            .iter()
            .map(|it| published_marker(it))
            .filter(|it| !it.is_empty()),
    );
    let state = |it: &&MissingMarker| json!({"value": published_marker(it), "state": it.state.name(), "label": it.label.as_deref()});
    Some((json!(values), signs.iter().map(state).collect()))
}
