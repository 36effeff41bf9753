//! The cells of a sheet laid out as records.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::formats::workbook::address::{self, CellRange};
use crate::formats::workbook::book::SheetCells;
use crate::formats::workbook::cell;
use crate::formats::workbook::workbook_error::WorkbookError;
use crate::formats::{RecordVisitor, StoredTable};
use crate::records::{CellFault, RecordCell};
use gongbao_diag::locale::Text;

/// More cells than these are no table but a stray value at the far end of the sheet.
const MAX_CELLS: u64 = 20_000_000;

/// A sheet whose cells are text. A record begins at the number of its row, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub notes: Vec<Text>,
    name: String,
    first: (u32, u32),
    rows: Vec<Vec<(String, Option<CellFault>)>>,
}

/// Lays out the cells, of the range if one is declared. Blank rows and columns around them are left out.
pub(super) fn lay_out(
    name: &str,
    cells: SheetCells,
    range: Option<CellRange>,
) -> Result<Sheet, WorkbookError> {
    let within = range.unwrap_or(CellRange::ALL);
    let filled = cells
        .values
        .iter()
        .map(|it| (it.0, it.1))
        .chain(cells.not_computed.iter().copied());
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let Some(used) = bounding_window(filled.filter(|it| within.contains(it.0, it.1))) else {
        return Ok(sheet);
    };
    let used = clip_to_range(used, range);
    let (n_rows, n_columns) = (
        u64::from(used.last.0 - used.first.0) + 1,
        u64::from(used.last.1 - used.first.1) + 1,
    );
    if n_rows * n_columns > MAX_CELLS {
        return Err(WorkbookError::TooWide(used));
    }
    sheet.first = used.first;
    sheet.rows = vec![vec![(String::new(), None); n_columns as usize]; n_rows as usize];
    for (row, column, value, percent) in cells.values {
        sheet.put(row, column, |it| *it = cell::cell_text(&value, percent));
    }
    for (row, column) in cells.not_computed {
        sheet.put(row, column, |it| it.1 = Some(CellFault::NotComputed));
    }
    for merged in cells.merged.into_iter().filter_map(|it| it.common(used)) {
        sheet.merge(merged);
    }
    Ok(sheet)
}

/// The smallest rectangle around some cells.
fn bounding_window(cells: impl Iterator<Item = (u32, u32)>) -> Option<CellRange> {
    cells.fold(None, |found: Option<CellRange>, at| {
        let all = found.unwrap_or(CellRange {
            first: at,
            last: at,
        });
        let first = (all.first.0.min(at.0), all.first.1.min(at.1));
        let last = (all.last.0.max(at.0), all.last.1.max(at.1));
        Some(CellRange { first, last })
    })
}

/// A declared range keeps its corners, but for rows it has too many of.
fn clip_to_range(used: CellRange, range: Option<CellRange>) -> CellRange {
    let Some(range) = range else { return used };
    let right = if range.last.1 == u32::MAX {
        used.last.1
    } else {
        range.last.1
    };
    CellRange {
        first: range.first,
        last: (used.last.0, right),
    }
}

impl Sheet {
    fn put(
        &mut self,
        row: u32,
        column: u32,
        change: impl FnOnce(&mut (String, Option<CellFault>)),
    ) {
        let row = row.checked_sub(self.first.0);
        let row = row.and_then(|it| self.rows.get_mut(it as usize));
        let column = column.checked_sub(self.first.1);
        if let (Some(row), Some(column)) = (row, column)
            && let Some(cell) = row.get_mut(column as usize)
        {
            change(cell);
        }
    }

    /// Only the first of merged cells has the value; the others have to be told from blank ones.
    fn merge(&mut self, window: CellRange) {
        let (rows, columns) = (
            window.last.0 - window.first.0 + 1,
            window.last.1 - window.first.1 + 1,
        );
        for row in window.first.0..=window.last.0 {
            for column in window.first.1..=window.last.1 {
                let is_first = (row, column) == window.first;
                let fault = if is_first {
                    CellFault::Merged { rows, columns }
                } else {
                    CellFault::Covered
                };
                self.put(row, column, |it| it.1 = Some(fault));
            }
        }
    }
}

impl StoredTable for Sheet {
    fn read<'a>(&'a self, each: &mut RecordVisitor<'_, 'a>) -> Result<(), Text> {
        for (row, cells) in self.rows.iter().enumerate() {
            let start = self.first.0 as usize + row;
            let cell =
                |(field, (text, fault)): (usize, &'a (String, Option<CellFault>))| RecordCell {
                    range: self.locate(start, field),
                    text: Cow::Borrowed(text.as_str()),
                    fault: *fault,
                };
            let cells: Vec<RecordCell<'a>> = cells.iter().enumerate().map(cell).collect();
            if each(start, &cells) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn locate(&self, start: usize, field: usize) -> Range<usize> {
        let at = (start << 14) + self.first.1 as usize + field;
        at..at + 1
    }

    fn number(&self, start: usize, _: usize) -> usize {
        start + 1
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a cell beyond what a sheet can have has no address"
    )]
    fn address(&self, start: usize, field: usize) -> Option<String> {
        let row = u32::try_from(start).ok()?;
        let column = u32::try_from(field).ok()?.checked_add(self.first.1)?;
        Some(format!("{}!{}", self.name, address::cell_name(row, column)))
    }

    fn notes(&self) -> Vec<Text> {
        self.notes.clone()
    }

    fn lean(&self) -> Option<Arc<dyn StoredTable>> {
        let (name, first) = (self.name.clone(), self.first);
        Some(Arc::new(Sheet {
            name,
            first,
            ..Sheet::default()
        }))
    }
}
