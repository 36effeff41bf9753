//! The positions of cells, for diagnostics.

use std::ops::Range;
use std::sync::Arc;

use gongbao_diag::{CellPlace, Place};

/// The place of a cell; its record and its field have numbers from 1.
pub(crate) fn cell_place(
    file: &Arc<str>,
    range: Range<usize>,
    row: usize,
    field: usize,
    name: &str,
) -> Place {
    Place::cell(
        file,
        CellPlace {
            range,
            row,
            field,
            name: Arc::from(name),
            address: Arc::from(""),
        },
    )
}
