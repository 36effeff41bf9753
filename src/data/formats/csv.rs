//! Comma- and tab-separated text.

use std::ops::Range;

use crate::data::formats::Format;
use crate::data::pieces::{self, Piece};
use crate::data::records::{Cell, Records};
use crate::source::File;

/// Comma-separated (`.csv`) and tab-separated (`.tsv`) text, quoted as RFC 4180 says.
#[derive(Debug)]
pub struct Csv;

impl Format for Csv {
    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn read<'a>(&self, file: &'a File, each: &mut dyn FnMut(usize, &[Cell<'a>])) {
        let mut records = Records::new(file.str(), delimiter(file));
        let mut cells = Vec::new();
        while let Some(start) = records.read(&mut cells) {
            each(start.at, &cells);
        }
    }

    fn cut(&self, file: &File) -> Vec<Piece> {
        pieces::cut(file.str(), delimiter(file))
    }

    fn read_piece<'a>(&self, file: &'a File, piece: &Piece, each: &mut dyn FnMut(usize, &[Cell<'a>])) {
        let mut records = Records::from(&file.str()[..piece.range.end], delimiter(file), piece.range.start);
        let mut cells = Vec::new();
        while let Some(start) = records.read(&mut cells) {
            each(start.at, &cells);
        }
    }

    fn locate(&self, file: &File, start: usize, field: usize) -> Range<usize> {
        let mut cells = Vec::new();
        Records::from(file.str(), delimiter(file), start).read(&mut cells);
        cells.get(field).map_or(start..start, |it| it.range.clone())
    }
}

fn delimiter(file: &File) -> u8 {
    if file.extension() == "tsv" { b'\t' } else { b',' }
}
