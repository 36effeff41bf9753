//! Why a workbook cannot be read.

use crate::formats::workbook::address::Window;

/// Why a workbook cannot be read.
#[derive(Debug)]
pub(super) enum Trouble {
    Password,
    Damaged(String),
    /// Its cells lie so far apart that there would be nothing but blanks.
    TooWide(Window),
}
