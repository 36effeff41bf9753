//! The formats a table may be stored in. A format is one file here and one line in [`FORMATS`].

mod csv;

use std::fmt::Debug;
use std::ops::Range;

use crate::data::pieces::Piece;
use crate::data::records::Cell;
use crate::source::File;

/// A way to store a table. The first record holds the labels of the columns.
pub trait Format: Debug + Sync {
    /// Lower-case extensions of its files.
    fn extensions(&self) -> &'static [&'static str];
    /// Hands out the records one after another, each with the byte it begins at.
    fn read<'a>(&self, file: &'a File, each: &mut dyn FnMut(usize, &[Cell<'a>]));
    /// Cuts a file into pieces that can be read side by side; the header is in the first.
    fn cut(&self, file: &File) -> Vec<Piece> {
        vec![Piece { range: 0..file.str().len(), n_before: 0 }]
    }
    /// Hands out the records of one piece.
    fn read_piece<'a>(&self, file: &'a File, _piece: &Piece, each: &mut dyn FnMut(usize, &[Cell<'a>])) {
        self.read(file, each);
    }
    /// The bytes of one cell of the record that begins at `start`; empty if there is no such cell.
    fn locate(&self, file: &File, start: usize, field: usize) -> Range<usize>;
}

/// Every format.
pub static FORMATS: [&dyn Format; 1] = [&csv::Csv];

/// The format of a file, if it is one of ours.
pub fn of(file: &File) -> Option<&'static dyn Format> {
    let extension = file.extension();
    FORMATS.into_iter().find(|it| it.extensions().contains(&extension.as_str()))
}
