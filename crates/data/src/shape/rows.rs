//! Which records of a file are rows, and where its header stands.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::cells::ColumnNotes;
use crate::complaints::TableComplaints;
use crate::records::RecordCell;
use crate::schema::Schema;
use crate::shape::declared::Layout;
use crate::shape::header;
use crate::shape::numbering::number_of_row;
use crate::shape::record::KeptRecord;
use crate::task::{Header, OpenedFile, damaged_file};
use crate::text_chunks::TextChunk;
use gongbao_diag::Diagnostic;
use gongbao_model::Field;

/// The records of a file that are no rows.
#[derive(Debug)]
pub(crate) struct TableShape {
    /// The labels of the columns.
    pub header: Header,
    /// The columns that have neither label nor cells.
    pub blank_columns: BTreeSet<usize>,
    /// The records that are no rows, counting from 0, ascending; the header is among them.
    dropped: Vec<usize>,
    /// Those that are totals.
    pub totals: Vec<KeptRecord>,
}

/// So many records from the first are looked at to find the header.
const FIRST_RECORDS: usize = 8;

impl TableShape {
    /// Finds the header of a file, and the records that are no rows.
    ///
    /// # Errors
    /// `data/header-rows` if the header seems to stand elsewhere, `data/source-error` if the file is damaged.
    pub(crate) fn of(
        file: &OpenedFile<'_>,
        pieces: &[TextChunk],
        layout: &Layout,
        complaints: &mut TableComplaints,
    ) -> Result<TableShape, Diagnostic> {
        let first = first_records(file, layout)?;
        if layout.header_rows.is_empty() {
            header::check_header_position(file.task, &first)?;
        }
        let header = header::join_header_rows(&first, layout, complaints);
        let last = first
            .iter()
            .rev()
            .find(|it| layout.header_rows.contains(&it.number))
            .or(first.first());
        let dropped = (0..=last.map_or(0, |it| it.at)).collect();
        let mut shape = TableShape {
            header,
            blank_columns: BTreeSet::new(),
            dropped,
            totals: Vec::new(),
        };
        if layout.drops_rows() {
            shape.look(file, pieces, layout)?;
        }
        Ok(shape)
    }

    /// Looks every record over, where the descriptor says that some are no rows.
    fn look(
        &mut self,
        file: &OpenedFile<'_>,
        pieces: &[TextChunk],
        layout: &Layout,
    ) -> Result<(), Diagnostic> {
        let n_above = self.dropped.len();
        let is_blank =
            |it: &usize| layout.skips_blank_columns && self.header[*it].0.trim().is_empty();
        self.blank_columns = (0..self.header.len()).filter(is_blank).collect();
        let totals = layout.totals.as_ref();
        let position = totals.and_then(|it| {
            self.header
                .iter()
                .position(|(label, _)| *label == it.column.text)
        });
        let is_total = |cells: &[RecordCell<'_>]| {
            let cell = position.and_then(|it| cells.get(it)).zip(totals);
            cell.is_some_and(|(cell, totals)| totals.has(&cell.text))
        };
        for piece in pieces {
            let mut at = piece.n_before;
            let mut each = |start: usize, cells: &[RecordCell<'_>]| {
                let kept = if is_total(cells) { cells } else { &[] };
                if at >= n_above {
                    self.sort_out(KeptRecord::new(file, at, start, kept), cells, layout);
                }
                at += 1;
                ControlFlow::Continue(())
            };
            file.stored
                .read_piece(piece, &mut each)
                .map_err(|it| damaged_file(file.task, it))?;
        }
        Ok(())
    }

    /// Keeps a total aside, drops what the descriptor passes over, and leaves the rest.
    fn sort_out(&mut self, record: KeptRecord, cells: &[RecordCell<'_>], layout: &Layout) {
        let is_passed = layout.comment_rows.contains(&record.number) || layout.is_comment(cells);
        if !record.cells.is_empty() {
            self.dropped.push(record.at);
            self.totals.push(record);
        } else if is_passed || (layout.skips_blank_rows && is_blank(cells)) {
            self.dropped.push(record.at);
        } else {
            self.blank_columns
                .retain(|it| cells.get(*it).is_none_or(|it| it.text.trim().is_empty()));
        }
    }

    /// Notes on the column that names them how many totals there are.
    pub(crate) fn note(&self, schema: &Schema, fields: &[Field], notes: &mut [ColumnNotes]) {
        let column = schema
            .layout
            .totals
            .as_ref()
            .map(|it| it.column.text.as_str());
        let named = fields
            .iter()
            .zip(notes)
            .find(|(field, _)| Some(field.name.as_str()) == column);
        if let Some((_, notes)) = named {
            notes.n_totals = self.totals.len();
        }
    }

    /// Whether every record below the first is a row.
    pub(crate) fn is_plain(&self) -> bool {
        self.dropped == [0] && self.blank_columns.is_empty() && self.totals.is_empty()
    }

    /// Whether a record of the file, counting from 0, is a row.
    pub(crate) fn is_row(&self, record: usize) -> bool {
        self.dropped.binary_search(&record).is_err()
    }

    /// How many rows stand before a record.
    pub(crate) fn n_rows_before(&self, record: usize) -> usize {
        record - self.dropped.partition_point(|it| *it < record)
    }

    /// The records that are no rows, for those who number rows later.
    pub(crate) fn dropped(&self) -> Vec<usize> {
        self.dropped.clone()
    }

    /// The number of a row for people, as a spreadsheet shows it.
    pub(crate) fn number(&self, row: usize) -> usize {
        number_of_row(&self.dropped, row)
    }
}

fn is_blank(cells: &[RecordCell<'_>]) -> bool {
    cells.iter().all(|it| it.text.trim().is_empty())
}

/// The records in which the header is looked for. Comments above it are none of them, unless the header's
/// rows are named.
fn first_records(file: &OpenedFile<'_>, layout: &Layout) -> Result<Vec<KeptRecord>, Diagnostic> {
    let mut first: Vec<KeptRecord> = Vec::new();
    let most = layout.header_row().max(FIRST_RECORDS);
    let mut at = 0;
    let mut each = |start: usize, cells: &[RecordCell<'_>]| {
        if !layout.header_rows.is_empty() || !layout.is_comment(cells) {
            first.push(KeptRecord::new(file, at, start, cells));
        }
        at += 1;
        if first.len() < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    file.stored
        .read(&mut each)
        .map_err(|it| damaged_file(file.task, it))?;
    Ok(first)
}
