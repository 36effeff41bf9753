//! The formats a table may be stored in. A format is one file here and one line in [`FORMATS`].
//!
//! Whatever the bytes are, what comes out is the same: records of cells that are text, the labels first,
//! each cell with its place. Types, constraints, keys and inference work on those. Start at [`TableFormat`].
//!
//! A place is a range of the decoded text. Where a file has no text, the place is a number in the
//! order of the cells, and the cell is called by its address (`Sheet1!C5`). What only a format can
//! get wrong with a cell is a `CellFault` of the cell.

mod delimited;
mod delimiter;
pub(crate) mod dialect;
mod foreign;
mod format;
mod guard;
mod json;
mod list;
mod parquet;
mod stored;
mod workbook;

pub(crate) use format::{OpenRequest, TableFormat};
pub(crate) use list::{FORMATS, format_of};
pub(crate) use parquet::value_text;
pub(crate) use stored::{RecordVisitor, StoredTable};
