//! Columns and values removed from a table before any other code sees it.

use std::collections::BTreeSet;

/// What is taken out of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redaction {
    /// All of it.
    pub whole: bool,
    /// Columns, by position.
    pub columns: BTreeSet<usize>,
    /// Cells, by row and column.
    pub cells: BTreeSet<(usize, usize)>,
}
