//! Which records of a file are rows of its table: sheets made for people have titles above the header, headers
//! of several rows, blank rows, and totals among the rows.
//!
//! What a file has is declared, never guessed: `dialect` with `headerRows`, `headerJoin` and `commentRows` of
//! Table Dialect and our `headerFill`, `blankRows` and `blankColumns`; and `totals` of a resource. What is not
//! declared but looks like it is a complaint with the line to add. Rows have the numbers people know them by: in a
//! workbook those of the sheet. Start at [`Shape::of`].

mod declared;
mod header;
mod remark;
mod totals;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::Field;
use crate::cells::Notes;
use crate::complaints::Complaints;
use crate::faults;
use crate::formats::Stored;
use crate::pieces::Piece;
use crate::read::{Header, Task, damaged};
use crate::records::{Cell, Fault};
use crate::schema::Schema;
use crate::table::cell_place;
use gongbao_diag::{Diagnostic, Place};

pub use declared::{DIALECT_KEYS, Layout, layout, squeezed};
pub use remark::{Remark, complain as complain_of_remark, remark};
pub use totals::check as check_totals;

/// The records of a file that are no rows.
#[derive(Debug)]
pub struct Shape {
    /// The labels of the columns.
    pub header: Header,
    /// The columns that have neither label nor cells.
    pub blank_columns: BTreeSet<usize>,
    /// The records that are no rows, counting from 0, ascending; the header is among them.
    dropped: Vec<usize>,
    /// Those that are totals.
    totals: Vec<Record>,
}

/// A record kept aside.
#[derive(Clone, Debug)]
struct Record {
    /// Its number in the file, from 0.
    at: usize,
    /// Its number for people.
    number: usize,
    cells: Vec<Kept>,
}

/// A cell of a record kept aside.
#[derive(Clone, Debug)]
struct Kept {
    text: String,
    place: Place,
    /// What is wrong with it.
    fault: Option<(Fault, Diagnostic)>,
}

impl Record {
    fn new((task, stored): File<'_>, at: usize, start: usize, cells: &[Cell<'_>]) -> Record {
        let number = stored.number(start, at + 1);
        let keep = |(field, cell): (usize, &Cell<'_>)| {
            let place = cell_place(
                &task.file.path,
                cell.range.clone(),
                (number, field + 1),
                &cell.text,
            );
            let place = place.called(stored.address(start, field));
            let complaint = |it| {
                Some((
                    it,
                    faults::complaint(cell, it, place.clone(), number, &cell.text)?,
                ))
            };
            Kept {
                text: cell.text.to_string(),
                fault: cell.fault.and_then(complaint),
                place,
            }
        };
        Record {
            at,
            number,
            cells: cells.iter().enumerate().map(keep).collect(),
        }
    }

    fn text(&self, position: usize) -> &str {
        self.cells.get(position).map_or("", |it| &it.text)
    }

    fn n_filled(&self) -> usize {
        self.cells
            .iter()
            .filter(|it| !it.text.trim().is_empty())
            .count()
    }
}

/// A file as it was opened.
type File<'a> = (&'a Task<'a>, &'a dyn Stored);

/// So many records from the first are looked at to find the header.
const FIRST: usize = 8;

impl Shape {
    /// Finds the header of a file, and the records that are no rows.
    ///
    /// # Errors
    /// `data/header-rows` if the header seems to stand elsewhere, `data/source-error` if the file is damaged.
    pub fn of(
        file: File<'_>,
        pieces: &[Piece],
        layout: &Layout,
        complaints: &mut Complaints,
    ) -> Result<Shape, Diagnostic> {
        let first = first_records(file, layout)?;
        if layout.header_rows.is_empty() {
            header::suspect(file.0, &first)?;
        }
        let header = header::join(&first, layout, complaints);
        let last = first
            .iter()
            .rev()
            .find(|it| layout.header_rows.contains(&it.number))
            .or(first.first());
        let dropped = (0..=last.map_or(0, |it| it.at)).collect();
        let mut shape = Shape {
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
        file: File<'_>,
        pieces: &[Piece],
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
        let is_total = |cells: &[Cell<'_>]| {
            let cell = position.and_then(|it| cells.get(it)).zip(totals);
            cell.is_some_and(|(cell, totals)| totals.has(&cell.text))
        };
        for piece in pieces {
            let mut at = piece.n_before;
            let mut each = |start: usize, cells: &[Cell<'_>]| {
                let kept = if is_total(cells) { cells } else { &[] };
                if at >= n_above {
                    self.sort_out(Record::new(file, at, start, kept), cells, layout);
                }
                at += 1;
                ControlFlow::Continue(())
            };
            file.1
                .read_piece(piece, &mut each)
                .map_err(|it| damaged(file.0, it))?;
        }
        Ok(())
    }

    /// Keeps a total aside, drops what the descriptor passes over, and leaves the rest.
    fn sort_out(&mut self, record: Record, cells: &[Cell<'_>], layout: &Layout) {
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
    pub fn note(&self, schema: &Schema, fields: &[Field], notes: &mut [Notes]) {
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
    pub fn is_plain(&self) -> bool {
        self.dropped == [0] && self.blank_columns.is_empty() && self.totals.is_empty()
    }

    /// Whether a record of the file, counting from 0, is a row.
    pub fn is_row(&self, record: usize) -> bool {
        self.dropped.binary_search(&record).is_err()
    }

    /// How many rows stand before a record.
    pub fn n_rows_before(&self, record: usize) -> usize {
        record - self.dropped.partition_point(|it| *it < record)
    }

    /// The records that are no rows, for those who number rows later.
    pub fn dropped(&self) -> Vec<usize> {
        self.dropped.clone()
    }

    /// The number of a row for people, as a spreadsheet shows it.
    pub fn number(&self, row: usize) -> usize {
        number(&self.dropped, row)
    }
}

/// The number of a row, from 1, among records some of which are no rows.
pub fn number(dropped: &[usize], row: usize) -> usize {
    // `dropped[k] - k` rows stand before the k-th record that is none.
    let mut before = 0;
    let mut beyond = dropped.len();
    while before < beyond {
        let middle = before.midpoint(beyond);
        if dropped[middle] - middle <= row {
            before = middle + 1
        } else {
            beyond = middle
        }
    }
    row + before + 1
}

fn is_blank(cells: &[Cell<'_>]) -> bool {
    cells.iter().all(|it| it.text.trim().is_empty())
}

/// The records in which the header is looked for. Comments above it are none of them, unless the header's
/// rows are named.
fn first_records(file: File<'_>, layout: &Layout) -> Result<Vec<Record>, Diagnostic> {
    let mut first: Vec<Record> = Vec::new();
    let most = layout.header_row().max(FIRST);
    let mut at = 0;
    let mut each = |start: usize, cells: &[Cell<'_>]| {
        if !layout.header_rows.is_empty() || !layout.is_comment(cells) {
            first.push(Record::new(file, at, start, cells));
        }
        at += 1;
        if first.len() < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    file.1.read(&mut each).map_err(|it| damaged(file.0, it))?;
    Ok(first)
}

#[cfg(test)]
mod tests {
    use crate::shape::number;
    use crate::testing::{check_codes, load};
    use crate::{Entry, Table};

    fn yaml(rest: &str) -> String {
        format!("resources: [{{name: a, path: a.csv, {rest}}}]\n")
    }

    fn table(csv: &str, rest: &str) -> Table {
        let (catalog, diags) = load(&[("data/a.csv", csv), ("data/datapackage.yaml", &yaml(rest))]);
        assert!(diags.is_empty(), "{:?}", crate::testing::codes(&diags));
        match catalog.get("a") {
            Some(Entry::Ready(table)) => table.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn check(csv: &str, rest: &str, expected: &[&str]) {
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", &yaml(rest))],
            expected,
        );
    }

    /// Names of the columns and the numbers of the rows.
    fn seen(table: &Table) -> (Vec<&str>, Vec<usize>) {
        let names = table.fields.iter().map(|it| it.name.as_str()).collect();
        (
            names,
            (0..table.n_rows()).map(|it| table.number_of(it)).collect(),
        )
    }

    #[test]
    fn rows_keep_the_numbers_of_their_records() {
        assert_eq!([0, 1, 2, 3].map(|it| number(&[0, 2, 3], it)), [2, 5, 6, 7]);
        assert_eq!(number(&[], 0), 1);
    }

    #[test]
    fn the_header_may_stand_below_titles() {
        let csv = "某表,\n单位：人,\nd,n\nx,1\ny,2\n";
        let table = table(csv, "dialect: {headerRows: [3]}");
        assert_eq!(seen(&table), (vec!["d", "n"], vec![4, 5]));
        check(csv, "title: t", &["data/header-rows"]);
        check("某表\nd,n\nx,1\n", "title: t", &["data/header-rows"]);
    }

    #[test]
    fn a_header_of_several_rows_is_joined() {
        let csv = "d,2024年,,2025年,\n,人数,占比,人数,占比\nx,1,2,3,4\n";
        let table = table(
            csv,
            "dialect: {headerRows: [1, 2], headerJoin: '', headerFill: true}",
        );
        assert_eq!(
            seen(&table).0,
            ["d", "2024年人数", "2024年占比", "2025年人数", "2025年占比"]
        );
        check(
            csv,
            "dialect: {headerRows: [1, 2]}",
            &["data/duplicate-label"; 1],
        );
        check(csv, "title: t", &["data/header-rows"]);
    }

    #[test]
    fn blank_rows_and_columns_are_left_out_where_declared() {
        let csv = "d,,n\nx,,1\n,,\ny,,2\n";
        let table = table(csv, "dialect: {blankRows: skip, blankColumns: skip}");
        assert_eq!(seen(&table), (vec!["d", "n"], vec![2, 4]));
        check(csv, "title: t", &["data/blank-label", "data/blank-row"]);
        check(
            "d,,n\nx,z,1\n",
            "dialect: {blankColumns: skip}",
            &["data/blank-label"],
        );
    }

    #[test]
    fn remarks_among_the_rows_are_left_out_where_declared() {
        let table = table("d,n\nx,1\n注：…,\ny,2\n", "dialect: {commentRows: [3]}");
        assert_eq!(seen(&table).1, [2, 4]);
    }

    #[test]
    fn comments_are_left_out_where_declared() {
        let csv = "#made by hand\nd,n\nx,1\n注：两县合并,\n资料来源：示例,\n";
        assert_eq!(
            seen(&table(csv, "dialect: {commentChar: ['#', 注：, 资料来源]}")),
            (vec!["d", "n"], vec![3])
        );
        assert_eq!(
            seen(&table(
                "#x\nd,n\nx,1\n",
                "dialect: {commentChar: '#', headerRows: [2]}"
            ))
            .1,
            [3]
        );
        check(
            &csv[14..],
            "title: t",
            &["data/remark-row", "data/remark-row"],
        );
        check("d,n\nx,1\n注：两县合并\n", "title: t", &["data/remark-row"]);
        check("d,n\nx,1\n注：两县合并,2\n", "title: t", &[]);
        check(
            "d,n\nx,1\n",
            "dialect: {commentChar: ''}",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn merged_cells_are_filled_where_declared() {
        let fields = |fill: &str| {
            format!(
                "schema: {{fields: [{{name: d, type: string{fill}}}, {{name: n, type: integer}}]}}"
            )
        };
        let csv = "d,n\nx,1\n,2\ny,3\n,4\n";
        let table = table(csv, &fields(", fill: down"));
        assert_eq!(table.value(1, 0).to_string(), "x");
        check(csv, &fields(""), &["data/empty-below"]);
        check("d,n\n,1\nx,2\n,3\n", &fields(""), &[]);
        check("d,n\nx,1\n,2\nx,3\n,4\n", &fields(""), &[]);
        check(
            csv,
            &fields(", fill: up"),
            &["data/empty-below", "setting/bad-value"],
        );
    }
}
