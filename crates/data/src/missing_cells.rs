//! The states of cells besides their values: why some have none, and which are only bounds.
//!
//! This is kept beside the column and not in it. Queries compute with the numbers alone, so bounds
//! and signs do not pass through SQL.

use crate::cells::ColumnNotes;
use crate::table::Table;
use gongbao_diag::locale::{Bound, Text};
use gongbao_model::{MissingMarker, Value};

impl Table {
    /// What was found out about a column besides its values.
    pub(crate) fn found(&self, column: usize) -> Option<&ColumnNotes> {
        self.findings.get(column)
    }

    /// Why a cell has no value; nothing for one that has a value, or is merely empty.
    pub fn missing_marker(&self, row: usize, column: usize) -> Option<&MissingMarker> {
        if self.is_suppressed(row, column) {
            return Some(self.small_count_marker(column));
        }
        self.found(column)?.missing_marker(row)
    }

    /// What stands for a count of a column that is too small to be shown.
    fn small_count_marker(&self, column: usize) -> &MissingMarker {
        self.found(column)
            .and_then(ColumnNotes::redacted_marker)
            .unwrap_or(&self.small)
    }

    /// The rows in which a column has no value.
    pub fn missing(&self, column: usize) -> Vec<usize> {
        match self.typed(column).map_or(0, |it| it.n_missing()) {
            0 => Vec::new(),
            _ => (0..self.n_rows())
                .filter(|row| self.value(*row, column) == Value::Missing)
                .collect(),
        }
    }

    /// The signs cells of a column really have.
    pub(crate) fn missing_markers(&self, column: usize) -> Vec<&MissingMarker> {
        let found = self.found(column).into_iter();
        let mut signs: Vec<&MissingMarker> = found.flat_map(ColumnNotes::used).collect();
        let small = self.small_count_marker(column);
        if self.suppressed.iter().any(|it| it.1 == column) && !signs.contains(&small) {
            signs.push(small);
        }
        signs
    }

    /// Whether some of a column's cells say why they have no value, or have only a bound of one.
    pub fn tells(&self, column: usize) -> bool {
        self.found(column).is_some_and(ColumnNotes::tells)
            || self.suppressed.iter().any(|it| it.1 == column)
    }

    /// Which bound the value of a cell is, if it is one.
    pub fn bound(&self, row: usize, column: usize) -> Option<Bound> {
        self.found(column)
            .filter(|_| !self.is_suppressed(row, column))?
            .bound(row)
    }

    /// For each column how its cells were read, as far as not plainly: what was rewritten, filled, bounded.
    pub fn read_as(&self) -> Vec<Vec<Text>> {
        self.findings.iter().map(ColumnNotes::remarks).collect()
    }

    /// Keeps what was found out about some of its columns, where the others are taken out.
    pub(crate) fn keep_findings(&mut self, kept: &[usize]) {
        // A derived table has no findings.
        if !self.findings.is_empty() {
            self.findings = kept.iter().map(|it| self.findings[*it].clone()).collect();
        }
    }

    /// Notes what was found out about its columns.
    pub(crate) fn set_findings(&mut self, findings: Vec<ColumnNotes>) {
        self.findings = findings.into();
    }
}
