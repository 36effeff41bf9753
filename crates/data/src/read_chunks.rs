//! The columns of a table whose file is read in pieces, joined in the order of the file.

use std::collections::BTreeSet;

use polars::prelude::{Column, Series};
use rayon::prelude::{IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use crate::cells::ColumnNotes;
use crate::complaints::TableComplaints;
use crate::row_offsets::RowOffsets;
use gongbao_diag::Diagnostic;

/// What reading a piece gives.
pub(crate) struct ReadChunk {
    pub columns: Vec<Column>,
    /// What was found out about each column.
    pub notes: Vec<ColumnNotes>,
    pub row_offsets: RowOffsets,
    /// Cells (row, column) that are complained about; rows count from the first of the file.
    pub skipped: BTreeSet<(usize, usize)>,
    pub complaints: TableComplaints,
}

/// Reads the piece of a number.
pub(crate) trait ReadPiece: Fn(usize) -> Result<ReadChunk, Diagnostic> + Sync {}

impl<T: Fn(usize) -> Result<ReadChunk, Diagnostic> + Sync> ReadPiece for T {}

/// So many pieces are read at a time: enough for many cores, and few to hold beside the table they become.
const CHUNKS_PER_WAVE: usize = 16;

/// Reads the pieces of a file and puts them together; `complaints` are those about its header.
///
/// # Errors
/// The first that reading a piece gives.
pub(crate) fn read_parts(
    n_pieces: usize,
    complaints: TableComplaints,
    read: impl ReadPiece,
) -> Result<ReadChunk, Diagnostic> {
    let mut all = ReadChunk {
        columns: Vec::new(),
        notes: Vec::new(),
        row_offsets: RowOffsets::default(),
        skipped: BTreeSet::new(),
        complaints,
    };
    let mut columns: Vec<Series> = Vec::new();
    for first in (0..n_pieces).step_by(CHUNKS_PER_WAVE) {
        let wave = first..n_pieces.min(first + CHUNKS_PER_WAVE);
        let parts: Result<Vec<ReadChunk>, Diagnostic> = wave.into_par_iter().map(&read).collect();
        let mut of_parts: Vec<Vec<Column>> = Vec::new();
        for part in parts? {
            all.notes
                .resize_with(part.notes.len(), ColumnNotes::default);
            all.notes
                .iter_mut()
                .zip(part.notes)
                .for_each(|(all, part)| all.append(part));
            all.row_offsets.append(part.row_offsets);
            all.skipped.extend(part.skipped);
            all.complaints.append(part.complaints);
            of_parts.push(part.columns);
        }
        append_columns(&mut columns, of_parts);
    }
    all.columns = columns.into_iter().map(|it| it.rechunk().into()).collect();
    Ok(all)
}

/// Adds the rows of a wave. Cells are asked for by row, so that a column is one stretch of memory; it grows
/// where it is, as a copy at the end would need as much memory again.
#[expect(clippy::expect_used, reason = "all pieces are read by the same fields")]
fn append_columns(columns: &mut Vec<Series>, parts: Vec<Vec<Column>>) {
    let n_columns = parts.first().map_or(0, Vec::len);
    let mut added: Vec<Vec<Series>> = vec![Vec::new(); n_columns];
    for part in parts {
        let pairs = added.iter_mut().zip(part);
        pairs.for_each(|(added, it)| added.push(it.take_materialized_series()));
    }
    if columns.is_empty() {
        columns.extend(added.iter().filter_map(|it| it.first()).map(Series::clear));
    }
    let mut pairs: Vec<(&mut Series, Vec<Series>)> = columns.iter_mut().zip(added).collect();
    let grow = |(all, added): &mut (&mut Series, Vec<Series>)| {
        for part in added.drain(..) {
            all.extend(&part)
                .expect("the pieces of a column have one type");
        }
    };
    pairs.par_iter_mut().for_each(grow);
}
