//! A file opened as a table.

use std::fmt::Debug;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::records::RecordCell;
use crate::text_chunks::TextChunk;
use gongbao_diag::locale::Text;

/// A file opened as a table, to be read as often as need be.
pub(crate) trait StoredTable: Debug + Send + Sync {
    /// Hands out the records one after another, the labels first, each with where it begins, until told
    /// to stop.
    ///
    /// # Errors
    /// The reason in words, if the file turns out to be damaged.
    fn read<'a>(&'a self, each: &mut RecordVisitor<'_, 'a>) -> Result<(), Text>;

    /// Cuts the records into pieces that can be read side by side; the labels are in the first.
    fn cut(&self) -> Vec<TextChunk> {
        vec![TextChunk {
            range: 0..usize::MAX,
            n_before: 0,
        }]
    }

    /// Hands out the records of one piece.
    ///
    /// # Errors
    /// As [`StoredTable::read`].
    fn read_piece<'a>(
        &'a self,
        piece: &TextChunk,
        each: &mut RecordVisitor<'_, 'a>,
    ) -> Result<(), Text> {
        let _ = piece;
        self.read(each)
    }

    /// The rows of one piece in the types they are stored in, and where the first of them begins, the others
    /// one after another; nothing for a format without types.
    ///
    /// # Errors
    /// As [`StoredTable::read`].
    fn frame(&self, piece: &TextChunk) -> Result<Option<(usize, DataFrame)>, Text> {
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
    fn lean(&self) -> Option<Arc<dyn StoredTable>> {
        None
    }

    /// How it was read, where that was found out and not declared.
    fn notes(&self) -> Vec<Text> {
        Vec::new()
    }
}

/// Takes a record: where it begins, and its cells.
pub(crate) type RecordVisitor<'f, 'a> = dyn FnMut(usize, &[RecordCell<'a>]) -> ControlFlow<()> + 'f;
