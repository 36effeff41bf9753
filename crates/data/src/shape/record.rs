//! Records set aside: those of the header, and totals.

use crate::faults;
use crate::places::cell_place;
use crate::records::{CellFault, RecordCell};
use crate::task::OpenedFile;
use gongbao_diag::{Diagnostic, Place};

/// A record kept aside.
#[derive(Clone, Debug)]
pub(crate) struct KeptRecord {
    /// Its number in the file, from 0.
    pub at: usize,
    /// Its number for people.
    pub number: usize,
    pub cells: Vec<KeptCell>,
}

/// A cell of a record kept aside.
#[derive(Clone, Debug)]
pub(crate) struct KeptCell {
    pub text: String,
    pub place: Place,
    /// What is wrong with it.
    pub fault: Option<(CellFault, Diagnostic)>,
}

impl KeptRecord {
    pub(crate) fn new(
        opened: &OpenedFile<'_>,
        at: usize,
        start: usize,
        cells: &[RecordCell<'_>],
    ) -> KeptRecord {
        let OpenedFile { task, stored } = opened;
        let number = stored.number(start, at + 1);
        let keep = |(field, cell): (usize, &RecordCell<'_>)| {
            let place = cell_place(
                &task.file.path,
                cell.range.clone(),
                number,
                field + 1,
                &cell.text,
            );
            let place = place.called(stored.address(start, field));
            let complaint = |it| {
                Some((
                    it,
                    faults::describe_fault(cell, it, place.clone(), number, &cell.text)?,
                ))
            };
            KeptCell {
                text: cell.text.to_string(),
                fault: cell.fault.and_then(complaint),
                place,
            }
        };
        KeptRecord {
            at,
            number,
            cells: cells.iter().enumerate().map(keep).collect(),
        }
    }

    pub(crate) fn text(&self, position: usize) -> &str {
        self.cells.get(position).map_or("", |it| &it.text)
    }

    pub(crate) fn n_filled(&self) -> usize {
        self.cells
            .iter()
            .filter(|it| !it.text.trim().is_empty())
            .count()
    }
}
