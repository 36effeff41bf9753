//! One data file against what is said about it: labels, the shape of its rows, the types of its cells.
//!
//! This is the first of three steps. The second are the constraints and keys of one table (`check`,
//! `keys`), the third the checks of whole rows, which may look at other tables (`checks`). All three
//! run before the build stops.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::boolean_words::BooleanWords;
use crate::cell_advice::advise_on_cell;
use crate::cells::ColumnReader;
use crate::complaints::TableComplaints;
use crate::complaints::unusable_table;
use crate::faults::{self, FaultScope};
use crate::formats::StoredTable;
use crate::infer::TypeGuess;
use crate::labels::{self, ColumnLabels, ColumnPlan};
use crate::places::cell_place;
use crate::quoted_cell::quote_cell;
use crate::read_chunks::{self, ReadChunk};
use crate::records::{CellFault, RecordCell};
use crate::row_offsets::RowOffsets;
use crate::schema::Schema;
use crate::shape::{Remark, TableShape, check_totals, find_remark, remark_error};
use crate::task::{Header, OpenedFile, TableTask, damaged_file};
use crate::text_chunks::TextChunk;
use crate::typed_fast_path;
use crate::unchecked_table::{ReadColumns, UncheckedTable, build_unchecked_table, described_field};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::Field;

/// Reads a data file. Nothing comes back without a complaint if the file's text is already complained about.
///
/// # Errors
/// [`Code::SourceError`] if it is not a table at all.
pub(crate) fn read_table(task: &TableTask<'_>) -> Result<Option<UncheckedTable>, Diagnostic> {
    if task.format.is_text() && task.file.text.is_none() {
        return Ok(None);
    }
    let opened = OpenedFile::open(task)?;
    let stored = &opened.stored;
    let schema = task.schema();
    let mut complaints = TableComplaints::new(&task.name, &task.file.path);
    // What is filled from above needs what is above, so such a file is read in one piece.
    let is_filled = schema.fields.iter().any(|it| it.fill);
    let pieces = if is_filled {
        TextChunk::together(stored.cut())
    } else {
        stored.cut()
    };
    let shape = TableShape::of(&opened, &pieces, &schema.layout, &mut complaints)?;
    check_header(task, &shape.header)?;
    let labels = labels::check_labels(
        &task.file.path,
        &shape.header,
        &schema,
        &shape.blank_columns,
        &mut complaints,
    );
    let records = TableRecords {
        opened: &opened,
        shape: &shape,
    };
    let fields = infer_fields(records, &pieces, &labels, &schema)?;
    let columns = ColumnPlan {
        schema: &schema,
        labels: &labels,
        fields: &fields,
    };
    let read = |at: usize| {
        let before = shape.n_rows_before(pieces[at].n_before);
        if shape.is_plain()
            && let Some((first, frame)) = stored
                .frame(&pieces[at])
                .map_err(|it| damaged_file(task, it))?
        {
            let complaints = TableComplaints::new(&task.name, &task.file.path);
            if let Some(part) =
                typed_fast_path::read_typed_part(&frame, first, before, columns, complaints)
            {
                return Ok(part);
            }
        }
        let mut rows = RowsRead::new(records, columns, before);
        each_row(records, &pieces[at], &mut |start, cells| {
            rows.record(start, cells)
        })?;
        Ok(rows.finish(at + 1 == pieces.len()))
    };
    let mut part = read_chunks::read_parts(pieces.len(), complaints, read)?;
    shape.note(&schema, &fields, &mut part.notes);
    let positions: Vec<usize> = labels.iter().map(|(position, _)| *position).collect();
    let columns = ReadColumns {
        positions: positions.clone(),
        fields,
    };
    let mut draft = build_unchecked_table(&opened, schema, columns, part, shape.dropped())?;
    check_totals(&mut draft, &shape, &positions);
    Ok(Some(draft))
}

/// The records of a file, and which of them are rows.
#[derive(Clone, Copy)]
struct TableRecords<'a> {
    opened: &'a OpenedFile<'a>,
    shape: &'a TableShape,
}

/// Hands out the rows of a piece.
fn each_row<'a>(
    records: TableRecords<'a>,
    piece: &TextChunk,
    each: &mut dyn FnMut(usize, &[RecordCell<'a>]),
) -> Result<(), Diagnostic> {
    let mut at = piece.n_before;
    let mut record = |start: usize, cells: &[RecordCell<'a>]| {
        if records.shape.is_row(at) {
            each(start, cells);
        }
        at += 1;
        ControlFlow::Continue(())
    };
    let OpenedFile { task, stored } = records.opened;
    stored
        .read_piece(piece, &mut record)
        .map_err(|it| damaged_file(task, it))
}

fn check_header(task: &TableTask<'_>, header: &Header) -> Result<(), Diagnostic> {
    let refuse = |reason, help| {
        Err(unusable_table(
            Place::file(&task.file.path),
            &task.name,
            reason,
            help,
        ))
    };
    if header.iter().all(|(label, _)| label.trim().is_empty()) {
        let reason = Text::new("没有标题行", "it has no header row");
        return refuse(
            reason,
            Text::new("第一行应是各列的名称", "the first line names the columns"),
        );
    }
    Ok(())
}

/// The columns of the table: as described, the types of those that are not inferred from all cells.
fn infer_fields(
    records: TableRecords<'_>,
    pieces: &[TextChunk],
    labels: &ColumnLabels,
    schema: &Schema,
) -> Result<Vec<Field>, Diagnostic> {
    let declared = |name: &str| schema.field(name).and_then(|it| it.kind);
    let mut guesses: Vec<Option<TypeGuess>> = labels
        .iter()
        .map(|(_, name)| declared(name).is_none().then(TypeGuess::new))
        .collect();
    if guesses.iter().any(Option::is_some) {
        let infer =
            |piece: &TextChunk| infer_types(records, piece, labels, schema, guesses.clone());
        let seen: Result<Vec<Vec<Option<TypeGuess>>>, Diagnostic> =
            pieces.par_iter().map(infer).collect();
        for (guess, seen) in seen?.into_iter().flat_map(|it| it.into_iter().enumerate()) {
            guesses[guess] = guesses[guess].zip(seen).map(|(a, b)| a.and(b));
        }
    }
    let kinds = guesses.into_iter().zip(labels.iter());
    Ok(kinds
        .map(|(guess, (_, name))| described_field(name, guess.map(TypeGuess::kind), schema))
        .collect())
}

fn infer_types(
    records: TableRecords<'_>,
    piece: &TextChunk,
    labels: &ColumnLabels,
    schema: &Schema,
    mut guesses: Vec<Option<TypeGuess>>,
) -> Result<Vec<Option<TypeGuess>>, Diagnostic> {
    let OpenedFile { task, stored } = records.opened;
    if records.shape.is_plain()
        && let Some((_, frame)) = stored.frame(piece).map_err(|it| damaged_file(task, it))?
    {
        typed_fast_path::feed_guesses(&frame, labels, schema, &mut guesses);
        return Ok(guesses);
    }
    each_row(records, piece, &mut |_, cells| {
        for ((position, name), guess) in labels.iter().zip(guesses.iter_mut()) {
            let cell = cells
                .get(*position)
                .filter(|it| !is_missing(schema, name, &it.text));
            if let (Some(guess), Some(cell)) = (guess, cell) {
                guess.see(&cell.text);
            }
        }
    })?;
    Ok(guesses)
}

fn is_missing(schema: &Schema, name: &str, text: &str) -> bool {
    schema
        .missing_markers(name)
        .iter()
        .any(|it| *it.symbol == *text)
}

/// The rows of one piece read so far.
struct RowsRead<'s, 'a> {
    file: Arc<str>,
    table: &'s str,
    /// How many rows stand before the piece.
    n_before: usize,
    stored: &'s dyn StoredTable,
    shape: &'s TableShape,
    schema: &'s Schema,
    labels: &'s ColumnLabels,
    fields: &'s [Field],
    columns: Vec<ColumnReader<'a>>,
    row_offsets: RowOffsets,
    /// Blank records not yet followed by anything else; at the end of a file they mean nothing.
    blanks: Vec<usize>,
    skipped: BTreeSet<(usize, usize)>,
    complaints: TableComplaints,
}

impl<'s, 'a> RowsRead<'s, 'a> {
    fn new(records: TableRecords<'s>, columns: ColumnPlan<'s>, n_before: usize) -> Self {
        let OpenedFile { task, stored } = records.opened;
        let ColumnPlan {
            schema,
            labels,
            fields,
        } = columns;
        RowsRead {
            file: task.file.path.clone(),
            table: &task.name,
            stored: stored.as_ref(),
            shape: records.shape,
            n_before,
            schema,
            labels,
            fields,
            columns: fields
                .iter()
                .map(|it| {
                    let signs = schema.missing_markers_of(&it.name, it.kind);
                    ColumnReader::new(it.kind, schema.field(&it.name), signs)
                })
                .collect(),
            row_offsets: RowOffsets::default(),
            blanks: Vec::new(),
            skipped: BTreeSet::new(),
            complaints: TableComplaints::new(&task.name, &task.file.path),
        }
    }

    /// How many rows of the file are read.
    fn n_rows(&self) -> usize {
        self.n_before + self.row_offsets.len()
    }

    fn record(&mut self, start: usize, cells: &[RecordCell<'a>]) {
        if let [cell] = cells
            && cell.range.is_empty()
        {
            self.blanks.push(start);
            return;
        }
        for start in std::mem::take(&mut self.blanks) {
            self.blank_row(start, start..start);
        }
        let end = cells.last().map_or(start, |it| it.range.end);
        let is_unreadable = |it: &RecordCell<'_>| {
            it.fault
                .is_some_and(|it| faults::fault_reach(it) == FaultScope::Record)
        };
        if cells.iter().any(is_unreadable) {
            self.skip_row(start);
            cells
                .iter()
                .enumerate()
                .for_each(|(position, cell)| self.fault(position, cell));
        } else if cells.len() > 1
            && cells
                .iter()
                .all(|it| it.text.is_empty() && it.fault.is_none())
        {
            self.blank_row(start, start..end);
        } else if let Some(remark) = find_remark(cells, self.labels.width) {
            self.remark_row(remark, start, cells);
        } else {
            self.row(start, cells);
        }
    }

    fn row(&mut self, start: usize, cells: &[RecordCell<'a>]) {
        let row = self.n_rows();
        self.row_offsets.push(start);
        self.check_width(cells);
        for (column, (position, _)) in self.labels.iter().enumerate() {
            match cells.get(*position) {
                Some(cell) if self.is_at_fault(column, cell) => {
                    self.fault(*position, cell);
                    self.columns[column].push_missing();
                    self.skipped.insert((row, column));
                }
                Some(cell) => self.cell(row, column, cell),
                None => {
                    self.columns[column].push_missing();
                    self.skipped.insert((row, column));
                }
            }
        }
    }

    /// Whether a cell has no value to go on with. What stands for “no value” may be an error of a spreadsheet.
    fn is_at_fault(&self, column: usize, cell: &RecordCell<'_>) -> bool {
        let name = &self.fields[column].name;
        let is_said =
            cell.fault == Some(CellFault::Error) && is_missing(self.schema, name, &cell.text);
        !is_said
            && !self.is_filled(name, cell)
            && cell
                .fault
                .is_some_and(|it| faults::fault_reach(it) == FaultScope::Cell)
    }

    /// Whether what cells leave out by being merged is declared to be the value above.
    fn is_filled(&self, name: &str, cell: &RecordCell<'_>) -> bool {
        let is_merged = matches!(
            cell.fault,
            Some(CellFault::Covered | CellFault::Merged { columns: 1, .. })
        );
        is_merged && self.schema.field(name).is_some_and(|it| it.fill)
    }

    fn cell(&mut self, row: usize, column: usize, cell: &RecordCell<'a>) {
        self.fault(self.labels[column].0, cell);
        if self.columns[column].push(row, cell.text.clone()) {
            return;
        }
        let field = &self.fields[column];
        let answers = self
            .schema
            .field(&field.name)
            .and_then(|it| it.boolean_words.as_ref());
        let place = self.place(cell.range.clone(), self.labels[column].0, &field.name);
        let complaint = Diagnostic::new(Code::TypeError, place)
            .with("name", &field.name)
            .with("row", self.number());
        let complaint = complaint.with("text", quote_cell(&cell.text)).with(
            "expected",
            answers.map_or_else(|| field.kind.text(), BooleanWords::text),
        );
        self.complaints
            .push(complaint.with("help", advise_on_cell(field, &cell.text)));
        self.skipped.insert((row, column));
    }

    fn check_width(&mut self, cells: &[RecordCell<'a>]) {
        let width = self.labels.width;
        if cells.len() == width {
            return;
        }
        let row = self.number();
        if let Some(cell) = cells.get(width) {
            let place = self.place(cell.range.clone(), width, "");
            let complaint = Diagnostic::new(Code::ExtraCell, place)
                .with("row", row)
                .with("columns", width);
            self.complaints
                .push(complaint.with("text", quote_cell(&cell.text)));
        } else if let (true, Some(last)) = (cells.len() < width, cells.last()) {
            let name = self.labels.name(cells.len()).to_owned();
            let place = self.place(last.range.end..last.range.end, cells.len(), &name);
            self.complaints.push(
                Diagnostic::new(Code::MissingCell, place)
                    .with("row", row)
                    .with("name", name),
            );
        }
    }

    /// Files the complaint about a cell of the row read last, if something is wrong with it.
    fn fault(&mut self, position: usize, cell: &RecordCell<'a>) {
        let name = self.labels.name(position);
        let Some(fault) = cell.fault.filter(|_| !self.is_filled(name, cell)) else {
            return;
        };
        let place = self.place(cell.range.clone(), position, name);
        let complaint = faults::describe_fault(cell, fault, place, self.number(), name);
        complaint
            .into_iter()
            .for_each(|it| self.complaints.push(it));
    }

    fn blank_row(&mut self, start: usize, range: Range<usize>) {
        self.skip_row(start);
        let place = self.place(range, 0, self.labels.name(0));
        let row = self.number();
        self.complaints
            .push(Diagnostic::new(Code::BlankRow, place).with("row", row));
    }

    fn remark_row(&mut self, remark: Remark, start: usize, cells: &[RecordCell<'a>]) {
        self.skip_row(start);
        let place = self.place(cells[remark.position].range.clone(), remark.position, "");
        let complaint = remark_error(remark, place, self.number(), self.table);
        self.complaints.push(complaint);
    }

    /// Keeps the numbers of the following rows right; its cells are checked no further.
    fn skip_row(&mut self, start: usize) {
        let row = self.n_rows();
        self.row_offsets.push(start);
        self.columns.iter_mut().for_each(ColumnReader::push_missing);
        self.skipped
            .extend((0..self.fields.len()).map(|column| (row, column)));
    }

    /// A place in the row read last.
    fn place(&self, range: Range<usize>, position: usize, name: &str) -> Place {
        let start = self.start();
        let place = cell_place(&self.file, range, self.number(), position + 1, name);
        place.called(self.stored.address(start, position))
    }

    /// The number of the row read last, for people.
    fn number(&self) -> usize {
        self.stored.number(
            self.start(),
            self.shape.number(self.n_rows().saturating_sub(1)),
        )
    }

    /// Where the row read last begins.
    fn start(&self) -> usize {
        self.row_offsets
            .len()
            .checked_sub(1)
            .and_then(|it| self.row_offsets.get(it))
            // Before the first row there is the beginning of the file.
            .unwrap_or(0)
    }

    /// The columns of the piece. Blank rows at the end count only if more follow.
    fn finish(mut self, is_last: bool) -> ReadChunk {
        if !is_last {
            for start in std::mem::take(&mut self.blanks) {
                self.blank_row(start, start..start);
            }
        }
        self.row_offsets.shrink();
        let named = self.columns.into_iter().zip(self.fields);
        let (columns, notes) = named
            .map(|(column, field)| column.finish(&field.name))
            .unzip();
        ReadChunk {
            columns,
            notes,
            row_offsets: self.row_offsets,
            skipped: self.skipped,
            complaints: self.complaints,
        }
    }
}
