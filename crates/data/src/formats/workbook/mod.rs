//! Spreadsheets: XLSX, XLS, XLSB and ODS.
//!
//! The only home of calamine. A sheet is read once, its cells turned to text; what only spreadsheets can
//! get wrong (error values, merged cells, formulas nobody computed) is a fault of the cell.

pub(super) mod address;
mod book;
mod cell;
mod compound;
mod opendocument;
mod sheet;
mod workbook_error;

use std::sync::Arc;

use book::OpenedWorkbook;
use workbook_error::WorkbookError;

use crate::formats::foreign::{self, ContentKind};
use crate::formats::{OpenRequest, StoredTable, TableFormat};
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::{Text, parse_as};
use gongbao_source::spelling_hint;

/// Workbooks. Which sheet and which of its cells are the table can be said in the dialect.
#[derive(Debug)]
pub(super) struct WorkbookFormat;

impl TableFormat for WorkbookFormat {
    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xlsb", "xls", "ods"]
    }

    fn is_text(&self) -> bool {
        false
    }

    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic> {
        let content = foreign::detect_content(&opening.file.bytes);
        if content != ContentKind::Zip && content != ContentKind::Compound {
            return Err(foreign::refuse_content(opening, content));
        }
        let trouble = |it| refuse_workbook(opening, it);
        let mut book =
            book::open_workbook(&opening.file.bytes, &opening.file.extension()).map_err(trouble)?;
        let name = choose_sheet(&book, opening)?;
        let cells = book.cells(&name).map_err(trouble)?;
        let mut sheet = sheet::lay_out(&name, cells, opening.dialect.range).map_err(trouble)?;
        if opening.dialect.sheet.is_none() && book.sheets().len() > 1 {
            sheet.notes.push(first_of(&name, book.sheets().len()));
        }
        if !book.tells_all() {
            sheet.notes.push(as_stored());
        }
        Ok(Arc::new(sheet))
    }
}

fn as_stored() -> Text {
    Text::new(
        "这种格式看不出合并的单元格和百分比格式：显示为 41.2% 的数读作 0.412；另存为 .xlsx 即可辨认",
        "this format does not tell merged cells and percentages: a number shown as 41.2% is read as 0.412; saved as .xlsx it is told",
    )
}

fn refuse_workbook(opening: &OpenRequest<'_>, trouble: WorkbookError) -> Diagnostic {
    match trouble {
        WorkbookError::Password => foreign::password_error(opening),
        WorkbookError::Damaged(reason) => opening.refuse(
            Text::new(format!("文件已损坏（{reason}）"), format!("the file is damaged ({reason})")),
            foreign::save_as(),
        ),
        WorkbookError::TooWide(window) => opening.refuse(
            Text::new(
                format!("单元格从 {} 散布到很远处", window.name()),
                format!("its cells are scattered over {}", window.name()),
            ),
            Text::new(
                "请删去表外的内容，或在 datapackage.yaml 中写 dialect: {range: A1:F100}",
                "delete what stands outside the table, or write `dialect: {range: A1:F100}` in datapackage.yaml",
            ),
        ),
    }
}

/// The sheet that is declared, by name or by number; else the first one that is not hidden.
fn choose_sheet(
    book: &OpenedWorkbook<'_>,
    opening: &OpenRequest<'_>,
) -> Result<String, Diagnostic> {
    let sheets = book.sheets();
    let Some(wanted) = &opening.dialect.sheet else {
        let none = Text::new("其中没有工作表", "it has no sheet");
        return sheets
            .first()
            .cloned()
            .ok_or_else(|| opening.refuse(none, foreign::save_as()));
    };
    let all = book.all_sheets();
    let numbered = || parse_as::<usize>(&wanted.text).and_then(|it| all.get(it.checked_sub(1)?));
    // A sheet may be called 2025.
    let found = all
        .iter()
        .find(|it| **it == wanted.text)
        .or_else(numbered)
        .cloned();
    found.ok_or_else(|| {
        let meant = spelling_hint(&wanted.text, all.iter().map(String::as_str));
        let mut complaint = opening.refuse(
            Text::new(
                format!("没有工作表“{}”", wanted.text),
                format!("there is no sheet `{}`", wanted.text),
            ),
            Text::new(
                format!("{}其中的工作表：{}", meant.zh, all.join("、")),
                format!("{}its sheets: {}", meant.en, all.join(", ")),
            ),
        );
        complaint.place = wanted.place.clone();
        complaint
    })
}

fn first_of(name: &str, n_sheets: usize) -> Text {
    Text::new(
        format!("{n_sheets}张工作表中的第一张“{name}”（可用 dialect: {{sheet: …}} 另选）"),
        format!(
            "the first of {n_sheets} sheets, `{name}` (choose another with `dialect: {{sheet: …}}`)"
        ),
    )
}
