//! The messages for cells that cannot be read as they are in the file.

use crate::records::{Cell, Fault};
use crate::shown::quote_cell;
use gongbao_diag::{Code, Diagnostic, Place, Spot};

/// How far a fault reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The whole record: nobody knows where its cells begin and end.
    Record,
    /// This cell.
    Cell,
    /// None: the cell has its value, though others do not.
    None,
}

/// How far a fault reaches.
pub(crate) fn fault_reach(fault: Fault) -> Reach {
    match fault {
        Fault::Unclosed | Fault::Stray => Reach::Record,
        Fault::Merged { .. } => Reach::None,
        Fault::Covered | Fault::Error | Fault::NotComputed | Fault::LostDigits | Fault::Nested => {
            Reach::Cell
        }
    }
}

/// The complaint about a cell at fault; nothing about a cell that another one's complaint covers.
pub(crate) fn describe_fault(
    cell: &Cell<'_>,
    fault: Fault,
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
        Fault::Covered => return None,
        Fault::Unclosed => {
            let mut complaint = new(Code::UnclosedQuote);
            if let Spot::Cell(it) = &mut complaint.place.spot {
                // The rest of the file would be marked otherwise.
                it.range.end = it.range.start + 1;
            }
            complaint
        }
        Fault::Stray => new(Code::StrayQuote),
        Fault::Merged { rows, columns } => new(Code::MergedCells)
            .with("rows", rows as usize)
            .with("columns", columns as usize),
        Fault::Error => new(Code::ErrorValue).with("text", quote_cell(&cell.text)),
        Fault::NotComputed => new(Code::NotComputed),
        Fault::LostDigits => new(Code::LostDigits).with("text", quote_cell(&cell.text)),
        Fault::Nested => new(Code::NestedValue),
    })
}
