//! A workbook as calamine reads it: its sheets, and the cells of one.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{
    Data, Dimensions, Error, Ods, OdsError, Reader, SheetType, SheetVisible, Sheets, StyleRange,
    Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError, open_workbook_from_rs,
};

use crate::formats::guard::catch_reader_panic;
use crate::formats::workbook::address::CellRange;
use crate::formats::workbook::workbook_error::WorkbookError;
use crate::formats::workbook::{compound, opendocument};

type Bytes<'a> = Cursor<&'a [u8]>;

/// An opened workbook.
pub(super) struct OpenedWorkbook<'a>(Sheets<Bytes<'a>>);

/// The cells of a sheet that have a value, and what is known of others.
#[derive(Debug, Default)]
pub(super) struct SheetCells {
    /// Row, column, value, and whether it is shown as a percentage.
    pub values: Vec<(u32, u32, Data, bool)>,
    pub merged: Vec<CellRange>,
    /// Cells that have a formula but no value.
    pub not_computed: Vec<(u32, u32)>,
}

/// Opens a workbook: as its extension says, else as any kind that suits its bytes.
pub(super) fn open_workbook<'a>(
    bytes: &'a [u8],
    extension: &str,
) -> Result<OpenedWorkbook<'a>, WorkbookError> {
    compound::validate_compound(bytes)?;
    opendocument::validate_opendocument(bytes)?;
    type Open<'a> = fn(Bytes<'a>) -> Result<Sheets<Bytes<'a>>, Error>;
    let kinds: [(&str, Open<'a>); 4] = [
        ("xlsx", open_xlsx),
        ("xls", open_xls),
        ("ods", open_ods),
        ("xlsb", open_xlsb),
    ];
    let (said, others): (Vec<_>, Vec<_>) =
        kinds.into_iter().partition(|(name, _)| *name == extension);
    let mut first = None;
    for (_, open) in said.into_iter().chain(others) {
        match catch_reader_error(|| open(Cursor::new(bytes))) {
            Ok(book) => return Ok(OpenedWorkbook(book)),
            Err(WorkbookError::Password) => return Err(WorkbookError::Password),
            Err(trouble) => first = first.or(Some(trouble)),
        }
    }
    Err(first.unwrap_or_else(|| WorkbookError::Damaged(String::new())))
}

fn open_xlsx(bytes: Bytes<'_>) -> Result<Sheets<Bytes<'_>>, Error> {
    Ok(Sheets::Xlsx(open_workbook_from_rs::<Xlsx<_>, _>(bytes)?))
}

fn open_xls(bytes: Bytes<'_>) -> Result<Sheets<Bytes<'_>>, Error> {
    Ok(Sheets::Xls(open_workbook_from_rs::<Xls<_>, _>(bytes)?))
}

fn open_ods(bytes: Bytes<'_>) -> Result<Sheets<Bytes<'_>>, Error> {
    Ok(Sheets::Ods(open_workbook_from_rs::<Ods<_>, _>(bytes)?))
}

fn open_xlsb(bytes: Bytes<'_>) -> Result<Sheets<Bytes<'_>>, Error> {
    Ok(Sheets::Xlsb(open_workbook_from_rs::<Xlsb<_>, _>(bytes)?))
}

fn catch_reader_error<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, WorkbookError> {
    catch_reader_panic(read).map_or_else(
        || Err(WorkbookError::Damaged("calamine".to_owned())),
        |it| it.map_err(trouble_from_error),
    )
}

fn trouble_from_error(error: Error) -> WorkbookError {
    match error {
        Error::Xlsx(XlsxError::Password)
        | Error::Xls(XlsError::Password)
        | Error::Xlsb(XlsbError::Password)
        | Error::Ods(OdsError::Password) => WorkbookError::Password,
        other => WorkbookError::Damaged(other.to_string()),
    }
}

impl OpenedWorkbook<'_> {
    /// The names of the sheets of cells that are not hidden.
    pub(super) fn sheets(&self) -> Vec<String> {
        let sheets = self.0.sheets_metadata().iter();
        let shown = sheets
            .filter(|it| it.typ == SheetType::WorkSheet && it.visible == SheetVisible::Visible);
        shown.map(|it| it.name.clone()).collect()
    }

    /// The names of all sheets.
    pub(super) fn all_sheets(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// Whether its kind tells which cells are merged and which are shown in percent.
    pub(super) fn tells_all(&self) -> bool {
        matches!(self.0, Sheets::Xlsx(_))
    }

    /// The cells of a sheet.
    pub(super) fn cells(&mut self, sheet: &str) -> Result<SheetCells, WorkbookError> {
        catch_reader_error(|| {
            let merged = self
                .merged(sheet)?
                .into_iter()
                .map(|it| CellRange {
                    first: it.start,
                    last: it.end,
                })
                .collect();
            // Kinds whose reader tells no styles have none; their percentages are said not to be told.
            let styles = self.0.worksheet_style(sheet).unwrap_or(StyleRange::empty());
            let values = self.values(sheet, &styles)?;
            let not_computed = self.not_computed(sheet, &values)?;
            Ok(SheetCells {
                values,
                merged,
                not_computed,
            })
        })
    }

    fn merged(&mut self, sheet: &str) -> Result<Vec<Dimensions>, Error> {
        match &mut self.0 {
            Sheets::Xlsx(it) => Ok(it.merge_cells_by_sheet_name(sheet)?),
            Sheets::Xls(it) => Ok(it.merge_cells_by_sheet_name(sheet)?),
            // The reader of these kinds does not tell.
            Sheets::Xlsb(_) | Sheets::Ods(_) => Ok(Vec::new()),
        }
    }

    /// One after another where the kind allows it: as a block, a lone cell far away would fill the memory.
    fn values(
        &mut self,
        sheet: &str,
        styles: &StyleRange,
    ) -> Result<Vec<(u32, u32, Data, bool)>, Error> {
        let mut found: Vec<(u32, u32, Data, bool)> = Vec::new();
        let mut add = |(row, column): (u32, u32), value: Data| {
            if value != Data::Empty {
                found.push((row, column, value, is_percent(styles, row, column)));
            }
        };
        match &mut self.0 {
            Sheets::Xlsx(it) => {
                let mut cells = it.worksheet_cells_reader(sheet)?;
                while let Some(cell) = cells.next_cell()? {
                    add(cell.get_position(), Data::from(cell.get_value().clone()));
                }
            }
            Sheets::Xlsb(it) => {
                let mut cells = it.worksheet_cells_reader(sheet)?;
                while let Some(cell) = cells.next_cell()? {
                    add(cell.get_position(), Data::from(cell.get_value().clone()));
                }
            }
            Sheets::Xls(_) | Sheets::Ods(_) => {
                let block = self.0.worksheet_range(sheet)?;
                // A block without a beginning has no cells.
                let (top, left) = block.start().unwrap_or((0, 0));
                for (row, column, value) in block.used_cells() {
                    add((top + row as u32, left + column as u32), value.clone());
                }
            }
        }
        Ok(found)
    }

    /// Programs that write formulas without computing them leave their cells blank.
    fn not_computed(
        &mut self,
        sheet: &str,
        values: &[(u32, u32, Data, bool)],
    ) -> Result<Vec<(u32, u32)>, Error> {
        let Sheets::Xlsx(book) = &mut self.0 else {
            return Ok(Vec::new());
        };
        let mut cells = book.worksheet_cells_reader(sheet)?;
        let mut formulas = BTreeSet::new();
        while let Some(cell) = cells.next_formula()? {
            if !cell.get_value().is_empty() {
                formulas.insert(cell.get_position());
            }
        }
        for (row, column, ..) in values {
            formulas.remove(&(*row, *column));
        }
        Ok(formulas.into_iter().collect())
    }
}

fn is_percent(styles: &StyleRange, row: u32, column: u32) -> bool {
    let format = styles
        .get((row, column))
        .and_then(|it| it.number_format.as_ref());
    format.is_some_and(|it| it.format_code.contains('%'))
}
