//! Grids and tables as workbooks, with a sheet that says what they are and where they come from.

use crate::about::FileDescription;
use crate::cells::column_heading;
use crate::states::bound_cells;
use crate::xlsx::{SheetCell, WorkbookSheet, raw_cell, shown_cell, write_workbook};
use gongbao_diag::locale::{Word, word};
use gongbao_model::Grid;
use gongbao_model::TableRows;
use gongbao_output::downloads::{cell_holds, fits_in_sheet, holds_table};

/// A grid as a workbook; nothing if a spreadsheet cannot hold it whole.
pub(crate) fn of_grid(grid: &Grid, about: &FileDescription) -> Option<Vec<u8>> {
    let whole = grid.rows.iter().flatten().all(|it| cell_holds(&it.value));
    if !whole || !fits_in_sheet(grid.rows.len(), grid.columns.len()) {
        return None;
    }
    let header = grid.columns.iter().map(column_heading).collect();
    let rows = grid
        .rows
        .iter()
        .map(|row| row.iter().map(shown_cell).collect());
    let bounds = grid.rows.iter().enumerate().flat_map(|(row, cells)| {
        let bounds = cells
            .iter()
            .enumerate()
            .filter(|(_, it)| it.bound.is_some());
        bounds.map(move |(column, _)| (row, column))
    });
    let says = [grid.legend(about.lang), bound_cells(about.lang, bounds)];
    Some(write_workbook(
        WorkbookSheet {
            name: word(about.lang, Word::DataSheet),
            header,
            rows,
        },
        notes_sheet(about, says),
    ))
}

/// A whole table as a workbook; nothing if a spreadsheet cannot hold it whole.
pub(crate) fn table_workbook(table: &dyn TableRows, about: &FileDescription) -> Option<Vec<u8>> {
    if !holds_table(table) {
        return None;
    }
    let columns = 0..table.n_columns();
    let header = table
        .describe()
        .fields
        .iter()
        .map(|it| it.name.clone())
        .collect();
    let cell = |row, column| raw_cell(&table.value(row, column), table.missing_marker(row, column));
    let rows = (0..table.n_rows()).map(|row| columns.clone().map(|it| cell(row, it)).collect());
    let bounds = (0..table.n_columns())
        .filter(|it| table.tells(*it))
        .flat_map(|column| {
            (0..table.n_rows())
                .filter(move |row| table.bound(*row, column).is_some())
                .map(move |row| (row, column))
        });
    let says = [table.legend(about.lang), bound_cells(about.lang, bounds)];
    Some(write_workbook(
        WorkbookSheet {
            name: word(about.lang, Word::DataSheet),
            header,
            rows,
        },
        notes_sheet(about, says),
    ))
}

/// What is known about the data; what is not known is left out.
fn notes_sheet(
    about: &FileDescription,
    [legend, bounds]: [Option<String>; 2],
) -> WorkbookSheet<impl Iterator<Item = Vec<SheetCell>>> {
    let lang = about.lang;
    let say = |it| word(lang, it).to_owned();
    let source = if about.source.is_empty() {
        say(Word::NoSource)
    } else {
        about.source.clone()
    };
    let known = [
        (Word::TitleHead, Some(about.title.clone())),
        (Word::SubtitleHead, Some(about.subtitle.clone())),
        (Word::SourceHead, Some(source)),
        (Word::LicenseHead, Some(about.license.clone())),
        (Word::NoteHead, about.note.clone()),
        (Word::SignsHead, legend),
        (Word::BoundsHead, bounds),
        (Word::AsOfHead, about.as_of.clone()),
        (Word::IssuerHead, about.issuer.clone()),
        (Word::Sample, about.sample.then(|| say(Word::SampleNote))),
    ];
    let rows = known
        .into_iter()
        .filter_map(|(label, text)| Some((label, text.filter(|it| !it.is_empty())?)));
    let rows: Vec<Vec<SheetCell>> = rows
        .map(|(label, text)| vec![SheetCell::Text(say(label)), SheetCell::Text(text)])
        .collect();
    let header = vec![say(Word::ItemHead), say(Word::ContentHead)];
    WorkbookSheet {
        name: word(lang, Word::NotesSheet),
        header,
        rows: rows.into_iter(),
    }
}
