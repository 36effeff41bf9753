//! Why a workbook cannot be read.

use crate::formats::workbook::address::CellRange;

/// Why a workbook cannot be read.
#[derive(Debug)]
pub(super) enum WorkbookError {
    Password,
    Damaged(String),
    /// Its cells lie so far apart that there would be nothing but blanks.
    TooWide(CellRange),
}
