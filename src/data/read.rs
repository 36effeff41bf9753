//! One data file against what is said about it: labels, the shape of its rows, the types of its cells.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use polars::prelude::DataFrame;
use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::data::advice::advice;
use crate::data::complaints::Complaints;
use crate::data::descriptor::{Resource, unusable};
use crate::data::faults::{self, Reach};
use crate::data::formats::dialect::Dialect;
use crate::data::formats::{Format, Opening, Stored};
use crate::data::infer::Guess;
use crate::data::labels::{self, Labels};
use crate::data::parts::{Part, join};
use crate::data::pieces::Piece;
use crate::data::records::{Cell, Fault};
use crate::data::schema::{Answers, Schema};
use crate::data::starts::Starts;
use crate::data::table::{Provenance, cell_place};
use crate::data::{Builder, Field, Kind, Table};
use crate::diag::{Code, Diagnostic, Place};
use crate::locale::Text;
use crate::source::File;

/// A data file that is to become a table.
#[derive(Debug)]
pub struct Task<'a> {
    pub name: String,
    pub file: &'a File,
    pub format: &'static dyn Format,
    pub resource: Option<Resource>,
}

/// A table that is being checked, and what was found so far.
#[derive(Debug)]
pub struct Draft {
    pub table: Table,
    pub schema: Schema,
    /// Cells (row, column) that are already complained about; further checks pass them over.
    pub skipped: BTreeSet<(usize, usize)>,
    pub complaints: Complaints,
}

/// Reads a data file. Nothing comes back without a complaint if the file's text is already complained about.
///
/// # Errors
/// [`Code::SourceError`] if it is not a table at all.
pub fn read(task: &Task<'_>) -> Result<Option<Draft>, Diagnostic> {
    if task.format.is_text() && task.file.text.is_none() {
        return Ok(None);
    }
    let stored = open(task)?;
    let schema = task.resource.as_ref().map(|it| it.schema.clone()).unwrap_or_default();
    let mut complaints = Complaints::new(&task.name, &task.file.path);
    let pieces = stored.cut();
    let header = header(task, stored.as_ref(), &mut complaints)?;
    let labels = labels::check(&task.file.path, &header, &schema, &mut complaints);
    let fields = fields((task, stored.as_ref()), &pieces, &labels, &schema)?;
    let read = |at: usize| {
        let before = pieces[at].n_before.saturating_sub(1);
        let mut rows = Rows::new((task, stored.as_ref()), &schema, &labels, &fields, before);
        each_row(task, stored.as_ref(), &pieces[at], &mut |start, cells| rows.record(start, cells))?;
        Ok(rows.finish(at + 1 == pieces.len()))
    };
    let parts: Result<Vec<Part>, Diagnostic> = (0..pieces.len()).into_par_iter().map(read).collect();
    draft((task, &stored), schema, (&labels, fields), join(parts?, complaints)).map(Some)
}

/// Opens the file as the descriptor says it is written.
fn open(task: &Task<'_>) -> Result<Arc<dyn Stored>, Diagnostic> {
    let usual = Dialect::default();
    let dialect = task.resource.as_ref().map_or(&usual, |it| &it.dialect);
    task.format.open(&Opening { table: &task.name, file: task.file, dialect })
}

/// A file that turned out to be damaged while it was read.
fn damaged(task: &Task<'_>, reason: Text) -> Diagnostic {
    let help = Text::new("请重新导出该文件", "export the file again");
    unusable(Place::file(&task.file.path), &task.name, reason, help)
}

/// Hands out the records of a piece; the first record of the file holds the labels.
fn each_row<'a>(
    task: &Task<'_>,
    stored: &'a dyn Stored,
    piece: &Piece,
    each: &mut dyn FnMut(usize, &[Cell<'a>]),
) -> Result<(), Diagnostic> {
    let mut is_header = piece.n_before == 0;
    let mut record = |start: usize, cells: &[Cell<'a>]| {
        if !std::mem::take(&mut is_header) {
            each(start, cells);
        }
        ControlFlow::Continue(())
    };
    stored.read_piece(piece, &mut record).map_err(|it| damaged(task, it))
}

/// The labels with their places.
pub type Header = Vec<(String, Place)>;

fn header(task: &Task<'_>, stored: &dyn Stored, complaints: &mut Complaints) -> Result<Header, Diagnostic> {
    let mut header = Header::new();
    let mut first = |start: usize, cells: &[Cell<'_>]| {
        let number = stored.number(start, 1);
        for (field, cell) in cells.iter().enumerate() {
            let place = cell_place(&task.file.path, cell.range.clone(), (number, field + 1), &cell.text);
            let place = place.called(stored.address(start, field));
            let fault = cell.fault.and_then(|it| faults::complaint(cell, it, place.clone(), number, &cell.text));
            fault.into_iter().for_each(|it| complaints.push(it));
            header.push((cell.text.to_string(), place));
        }
        ControlFlow::Break(())
    };
    stored.read(&mut first).map_err(|it| damaged(task, it))?;
    let refuse = |reason, help| Err(unusable(Place::file(&task.file.path), &task.name, reason, help));
    if header.iter().all(|(label, _)| label.trim().is_empty()) {
        let reason = Text::new("没有标题行", "it has no header row");
        return refuse(reason, Text::new("第一行应是各列的名称", "the first line names the columns"));
    }
    Ok(header)
}

/// The columns of the table: as described, the types of those that are not inferred from all cells.
fn fields(
    (task, stored): (&Task<'_>, &dyn Stored),
    pieces: &[Piece],
    labels: &Labels,
    schema: &Schema,
) -> Result<Vec<Field>, Diagnostic> {
    let declared = |name: &str| schema.field(name).and_then(|it| it.kind);
    let mut guesses: Vec<Option<Guess>> =
        labels.iter().map(|(_, name)| declared(name).is_none().then(Guess::new)).collect();
    if guesses.iter().any(Option::is_some) {
        let infer = |piece: &Piece| infer((task, stored), piece, (labels, schema), guesses.clone());
        let seen: Result<Vec<Vec<Option<Guess>>>, Diagnostic> = pieces.par_iter().map(infer).collect();
        for (guess, seen) in seen?.into_iter().flat_map(|it| it.into_iter().enumerate()) {
            guesses[guess] = guesses[guess].zip(seen).map(|(a, b)| a.and(b));
        }
    }
    let kinds = guesses.into_iter().zip(labels.iter());
    Ok(kinds.map(|(guess, (_, name))| field(name, guess.map(Guess::kind), schema)).collect())
}

fn infer(
    (task, stored): (&Task<'_>, &dyn Stored),
    piece: &Piece,
    (labels, schema): (&Labels, &Schema),
    mut guesses: Vec<Option<Guess>>,
) -> Result<Vec<Option<Guess>>, Diagnostic> {
    each_row(task, stored, piece, &mut |_, cells| {
        for ((position, _), guess) in labels.iter().zip(guesses.iter_mut()) {
            let cell = cells.get(*position).filter(|it| !is_missing(schema, &it.text));
            if let (Some(guess), Some(cell)) = (guess, cell) {
                guess.see(&cell.text);
            }
        }
    })?;
    Ok(guesses)
}

fn field(name: &str, inferred: Option<Kind>, schema: &Schema) -> Field {
    let spec = schema.field(name);
    Field {
        name: name.to_owned(),
        title: spec.and_then(|it| it.title.clone()).unwrap_or_else(|| name.to_owned()),
        kind: inferred.or_else(|| spec.and_then(|it| it.kind)).unwrap_or(Kind::String),
        unit: spec.map(|it| it.unit.clone()).unwrap_or_default(),
        description: spec.and_then(|it| it.description.clone()),
    }
}

fn is_missing(schema: &Schema, text: &str) -> bool {
    schema.missing.iter().any(|it| it == text)
}

/// The rows of one piece read so far.
struct Rows<'s, 'a> {
    file: Arc<str>,
    /// How many rows stand before the piece.
    n_before: usize,
    stored: &'s dyn Stored,
    schema: &'s Schema,
    labels: &'s Labels,
    fields: &'s [Field],
    builders: Vec<Builder<'a>>,
    starts: Starts,
    /// Blank records not yet followed by anything else; at the end of a file they mean nothing.
    blanks: Vec<usize>,
    skipped: BTreeSet<(usize, usize)>,
    complaints: Complaints,
}

impl<'s, 'a> Rows<'s, 'a> {
    fn new(
        (task, stored): (&Task<'_>, &'s dyn Stored),
        schema: &'s Schema,
        labels: &'s Labels,
        fields: &'s [Field],
        n_before: usize,
    ) -> Self {
        Rows {
            file: task.file.path.clone(),
            stored,
            n_before,
            schema,
            labels,
            fields,
            builders: fields.iter().map(|it| Builder::new(it.kind)).collect(),
            starts: Starts::default(),
            blanks: Vec::new(),
            skipped: BTreeSet::new(),
            complaints: Complaints::new(&task.name, &task.file.path),
        }
    }

    /// How many rows of the file are read.
    fn n_rows(&self) -> usize {
        self.n_before + self.starts.len()
    }

    fn record(&mut self, start: usize, cells: &[Cell<'a>]) {
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
        let is_unreadable = |it: &Cell<'_>| it.fault.is_some_and(|it| faults::reach(it) == Reach::Record);
        if cells.iter().any(is_unreadable) {
            self.skip_row(start);
            cells.iter().enumerate().for_each(|(position, cell)| self.fault(position, cell));
        } else if cells.len() > 1 && cells.iter().all(|it| it.text.is_empty() && it.fault.is_none()) {
            self.blank_row(start, start..end);
        } else {
            self.row(start, cells);
        }
    }

    fn row(&mut self, start: usize, cells: &[Cell<'a>]) {
        let row = self.n_rows();
        self.starts.push(start);
        self.check_width(cells);
        for (column, (position, _)) in self.labels.iter().enumerate() {
            match cells.get(*position) {
                Some(cell) if self.is_at_fault(cell) => {
                    self.fault(*position, cell);
                    self.builders[column].push_missing();
                    self.skipped.insert((row, column));
                }
                Some(cell) if is_missing(self.schema, &cell.text) => self.builders[column].push_missing(),
                Some(cell) => self.cell(row, column, cell),
                None => {
                    self.builders[column].push_missing();
                    self.skipped.insert((row, column));
                }
            }
        }
    }

    /// Whether a cell has no value to go on with. What stands for “no value” may be an error of a spreadsheet.
    fn is_at_fault(&self, cell: &Cell<'_>) -> bool {
        let is_said = cell.fault == Some(Fault::Error) && is_missing(self.schema, &cell.text);
        !is_said && cell.fault.is_some_and(|it| faults::reach(it) == Reach::Cell)
    }

    fn cell(&mut self, row: usize, column: usize, cell: &Cell<'a>) {
        self.fault(self.labels[column].0, cell);
        let field = &self.fields[column];
        let answers = self.schema.field(&field.name).and_then(|it| it.answers.as_ref());
        if self.builders[column].push(answers.map_or_else(|| cell.text.clone(), |it| it.usual(&cell.text).into())) {
            return;
        }
        let place = self.place(cell.range.clone(), self.labels[column].0, &field.name);
        let complaint = Diagnostic::new(Code::TypeError, place).with("name", &field.name).with("row", self.number());
        let complaint = complaint
            .with("text", shown(&cell.text))
            .with("expected", answers.map_or_else(|| field.kind.text(), Answers::text));
        self.complaints.push(complaint.with("help", advice(field.kind, &cell.text)));
        self.skipped.insert((row, column));
    }

    fn check_width(&mut self, cells: &[Cell<'a>]) {
        let width = self.labels.width;
        let row = self.number();
        if let Some(cell) = cells.get(width) {
            let place = self.place(cell.range.clone(), width, "");
            let complaint = Diagnostic::new(Code::ExtraCell, place).with("row", row).with("columns", width);
            self.complaints.push(complaint.with("text", shown(&cell.text)));
        } else if let (true, Some(last)) = (cells.len() < width, cells.last()) {
            let name = self.labels.name(cells.len()).to_owned();
            let place = self.place(last.range.end..last.range.end, cells.len(), &name);
            self.complaints.push(Diagnostic::new(Code::MissingCell, place).with("row", row).with("name", name));
        }
    }

    /// Files the complaint about a cell of the row read last, if something is wrong with it.
    fn fault(&mut self, position: usize, cell: &Cell<'a>) {
        let Some(fault) = cell.fault else { return };
        let name = self.labels.name(position);
        let place = self.place(cell.range.clone(), position, name);
        let complaint = faults::complaint(cell, fault, place, self.number(), name);
        complaint.into_iter().for_each(|it| self.complaints.push(it));
    }

    fn blank_row(&mut self, start: usize, range: Range<usize>) {
        self.skip_row(start);
        let place = self.place(range, 0, self.labels.name(0));
        let row = self.number();
        self.complaints.push(Diagnostic::new(Code::BlankRow, place).with("row", row));
    }

    /// Keeps the numbers of the following rows right; its cells are checked no further.
    fn skip_row(&mut self, start: usize) {
        let row = self.n_rows();
        self.starts.push(start);
        self.builders.iter_mut().for_each(Builder::push_missing);
        self.skipped.extend((0..self.fields.len()).map(|column| (row, column)));
    }

    /// A place in the row read last.
    fn place(&self, range: Range<usize>, position: usize, name: &str) -> Place {
        let start = self.start();
        let place = cell_place(&self.file, range, (self.number(), position + 1), name);
        place.called(self.stored.address(start, position))
    }

    /// The number of the row read last, for people.
    fn number(&self) -> usize {
        self.stored.number(self.start(), self.n_rows() + 1)
    }

    /// Where the row read last begins.
    fn start(&self) -> usize {
        self.starts.len().checked_sub(1).and_then(|it| self.starts.get(it)).unwrap_or_default()
    }

    /// The columns of the piece. Blank rows at the end count only if more follow.
    fn finish(mut self, is_last: bool) -> Part {
        if !is_last {
            for start in std::mem::take(&mut self.blanks) {
                self.blank_row(start, start..start);
            }
        }
        self.starts.shrink();
        let named = self.builders.into_iter().zip(self.fields);
        let columns = named.map(|(builder, field)| builder.finish(&field.name)).collect();
        Part { columns, starts: self.starts, skipped: self.skipped, complaints: self.complaints }
    }
}

fn draft(
    (task, stored): (&Task<'_>, &Arc<dyn Stored>),
    schema: Schema,
    (labels, fields): (&Labels, Vec<Field>),
    part: Part,
) -> Result<Draft, Diagnostic> {
    let Part { columns, starts, skipped, complaints } = part;
    let cells = columns.and_then(|it| DataFrame::new(starts.len(), it)).map_err(|error| {
        let help = Text::new("请检查列名", "check the names of the columns");
        unusable(Place::file(&task.file.path), &task.name, Text::from(error), help)
    })?;
    let positions = labels.iter().map(|(position, _)| *position).collect();
    let file = task.file.path.clone();
    let notes = stored.notes();
    let stored = stored.lean().unwrap_or_else(|| stored.clone());
    let provenance = Provenance::Records { file, stored, starts: Arc::new(starts), positions };
    let mut table = Table::new(&task.name, fields, cells, provenance);
    table.notes = notes;
    table.inferred = schema.fields.is_empty();
    if let Some(resource) = &task.resource {
        resource.describe(&mut table);
    }
    Ok(Draft { table, schema, skipped, complaints })
}

/// A cell in a message: one line, and not a whole paragraph.
pub fn shown(text: &str) -> Text {
    const MOST: usize = 40;
    if text.is_empty() {
        return Text::new("（空）", "(empty)");
    }
    let line: Cow<'_, str> = if text.contains(char::is_control) {
        text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
    } else {
        Cow::Borrowed(text)
    };
    match line.char_indices().nth(MOST) {
        Some((cut, _)) => Text::from(format!("{}…", &line[..cut])),
        None => Text::from(line),
    }
}
