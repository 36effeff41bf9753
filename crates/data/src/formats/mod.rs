//! The formats a table may be stored in. A format is one file here and one line in [`FORMATS`].
//!
//! Whatever the bytes are, what comes out is the same: records of cells that are text, the labels first,
//! each cell with its place. Types, constraints, keys and inference work on those. Start at [`Format`].

mod delimited;
mod delimiter;
pub mod dialect;
mod foreign;
mod guard;
mod json;
mod parquet;
mod workbook;

use std::fmt::Debug;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use dialect::Dialect;
pub use parquet::text as typed_text;
use polars::prelude::DataFrame;

use crate::descriptor::unusable;
use crate::pieces::Piece;
use crate::records::Cell;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Place};
use gongbao_source::File;

/// A way to store a table.
pub trait Format: Debug + Sync {
    /// Lower-case extensions of its files.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether its files are text. One whose text could not be decoded is complained about already.
    fn is_text(&self) -> bool;
    /// Opens a file.
    ///
    /// # Errors
    /// `data/source-error` if it is no table of this format, `setting/bad-value` if the dialect is wrong.
    fn open(&self, opening: &Opening<'_>) -> Result<Arc<dyn Stored>, Diagnostic>;
}

/// A file opened as a table, to be read as often as need be.
pub trait Stored: Debug + Send + Sync {
    /// Hands out the records one after another, the labels first, each with where it begins, until told
    /// to stop.
    ///
    /// # Errors
    /// The reason in words, if the file turns out to be damaged.
    fn read<'a>(&'a self, each: &mut Each<'_, 'a>) -> Result<(), Text>;

    /// Cuts the records into pieces that can be read side by side; the labels are in the first.
    fn cut(&self) -> Vec<Piece> {
        vec![Piece {
            range: 0..usize::MAX,
            n_before: 0,
        }]
    }

    /// Hands out the records of one piece.
    ///
    /// # Errors
    /// As [`Stored::read`].
    fn read_piece<'a>(&'a self, piece: &Piece, each: &mut Each<'_, 'a>) -> Result<(), Text> {
        let _ = piece;
        self.read(each)
    }

    /// The rows of one piece in the types they are stored in, and where the first of them begins, the others
    /// one after another; nothing for a format without types.
    ///
    /// # Errors
    /// As [`Stored::read`].
    fn frame(&self, piece: &Piece) -> Result<Option<(usize, DataFrame)>, Text> {
        let _ = piece;
        Ok(None)
    }

    /// The bytes of a cell of the record that begins at `start`; empty if there is no such cell. A format
    /// without text gives a number in the order of the cells.
    fn locate(&self, start: usize, field: usize) -> Range<usize>;

    /// The number by which people know a record: `record` counts from 1, the labels being the first.
    fn number(&self, start: usize, record: usize) -> usize {
        let _ = start;
        record
    }

    /// What the program it comes from calls a cell, such as `Sheet1!C5`.
    fn address(&self, start: usize, field: usize) -> Option<String> {
        let _ = (start, field);
        None
    }

    /// The same without its cells, to find places by; nothing if it holds none.
    fn lean(&self) -> Option<Arc<dyn Stored>> {
        None
    }

    /// How it was read, where that was found out and not declared.
    fn notes(&self) -> Vec<Text> {
        Vec::new()
    }
}

/// Takes a record: where it begins, and its cells.
pub type Each<'f, 'a> = dyn FnMut(usize, &[Cell<'a>]) -> ControlFlow<()> + 'f;

/// A file that is to be opened.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    pub table: &'a str,
    pub file: &'a File,
    pub dialect: &'a Dialect,
}

impl Opening<'_> {
    /// A complaint that the file cannot be used.
    pub fn refuse(&self, reason: Text, help: Text) -> Diagnostic {
        unusable(Place::file(&self.file.path), self.table, reason, help)
    }
}

/// Every format.
pub static FORMATS: [&dyn Format; 5] = [
    &delimited::Delimited,
    &workbook::Workbook,
    &parquet::Parquet,
    &json::Json,
    &foreign::Foreign,
];

/// The format of a file, if it is one of ours.
pub fn of(file: &File) -> Option<&'static dyn Format> {
    let extension = file.extension();
    FORMATS
        .into_iter()
        .find(|it| it.extensions().contains(&extension.as_str()))
}
