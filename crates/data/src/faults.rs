//! The messages for cells that cannot be read as they are in the file.

use crate::quoted_cell::quote_cell;
use crate::records::{CellFault, RecordCell};
use gongbao_diag::{Code, Diagnostic, Place, Spot};

/// How far a fault reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultScope {
    /// The whole record: nobody knows where its cells begin and end.
    Record,
    /// This cell.
    Cell,
    /// None: the cell has its value, though others do not.
    None,
}

/// How far a fault reaches.
pub(crate) fn fault_reach(fault: CellFault) -> FaultScope {
    match fault {
        CellFault::Unclosed | CellFault::Stray => FaultScope::Record,
        CellFault::Merged { .. } => FaultScope::None,
        CellFault::Covered
        | CellFault::Error
        | CellFault::NotComputed
        | CellFault::LostDigits
        | CellFault::Nested => FaultScope::Cell,
    }
}

/// The complaint about a cell at fault; nothing about a cell that another one's complaint covers.
pub(crate) fn describe_fault(
    cell: &RecordCell<'_>,
    fault: CellFault,
    place: Place,
    row: usize,
    name: &str,
) -> Option<Diagnostic> {
    let new = |code| {
        Diagnostic::new(code, place.clone())
            .with("name", name)
            .with("row", row)
    };
    Some(match fault {
        CellFault::Covered => return None,
        CellFault::Unclosed => {
            let mut complaint = new(Code::UnclosedQuote);
            if let Spot::Cell(it) = &mut complaint.place.spot {
                // The rest of the file would be marked otherwise.
                it.range.end = it.range.start + 1;
            }
            complaint
        }
        CellFault::Stray => new(Code::StrayQuote),
        CellFault::Merged { rows, columns } => new(Code::MergedCells)
            .with("rows", rows as usize)
            .with("columns", columns as usize),
        CellFault::Error => new(Code::ErrorValue).with("text", quote_cell(&cell.text)),
        CellFault::NotComputed => new(Code::NotComputed),
        CellFault::LostDigits => new(Code::LostDigits).with("text", quote_cell(&cell.text)),
        CellFault::Nested => new(Code::NestedValue),
    })
}
