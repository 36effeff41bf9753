//! A workbook of two sheets: the data as they are shown, and what has to be said about them.
//!
//! Written part by part, so that a long table is never held as markup. Start at [`write_workbook`].
//!
//! It is written by hand over `output/zip.rs`: `rust_xlsxwriter` keeps all cells in memory until it is saved, or else
//! writes them to temporary files, and both are more than a long table may take.

use gongbao_diag::locale::{Date, parse_as, parse_date};
use gongbao_model::{GridCell, MissingMarker, Value};
use gongbao_output::zip::ZipBuilder;

/// A spreadsheet keeps 15 digits; longer numbers are codes and stay text.
const MIN_INEXACT: f64 = 1e15;
/// Rows looked at for the widths of the columns.
const ROWS_MEASURED: usize = 200;
/// Most digits behind the point that have a format.
const MAX_DIGITS: usize = 6;

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SheetCell {
    Empty,
    Text(String),
    /// A number, and how many digits behind the point are shown.
    Number(f64, Option<usize>),
    Boolean(bool),
    Date(Date),
}

/// A sheet: its name, its header, its rows.
pub(crate) struct WorkbookSheet<R> {
    pub name: &'static str,
    pub header: Vec<String>,
    pub rows: R,
}

/// A workbook of data and notes.
pub(crate) fn write_workbook<D, N>(data: WorkbookSheet<D>, notes: WorkbookSheet<N>) -> Vec<u8>
where
    D: Iterator<Item = Vec<SheetCell>>,
    N: Iterator<Item = Vec<SheetCell>>,
{
    let mut zip = ZipBuilder::default();
    let names = [data.name, notes.name];
    zip.add("[Content_Types].xml", [CONTENT_TYPES]);
    zip.add("_rels/.rels", [RELATIONS]);
    zip.add("xl/workbook.xml", [workbook_part(&names)]);
    zip.add("xl/_rels/workbook.xml.rels", [BOOK_RELATIONS]);
    zip.add("xl/styles.xml", [styles_part()]);
    zip.add("xl/worksheets/sheet1.xml", sheet_markup(data));
    zip.add("xl/worksheets/sheet2.xml", sheet_markup(notes));
    zip.finish()
}

/// A cell as it is shown: a number keeps its raw value, and shows the digits the page shows.
pub(crate) fn shown_cell(cell: &GridCell) -> SheetCell {
    match raw_cell(&cell.value, cell.missing_marker.as_ref()) {
        SheetCell::Number(value, _) => SheetCell::Number(value, digits_shown(&cell.text, value)),
        other => other,
    }
}

/// A cell by its value, or by the sign that says why there is none.
pub(crate) fn raw_cell(value: &Value, sign: Option<&MissingMarker>) -> SheetCell {
    match value {
        Value::Missing => match sign.map(|it| it.symbol.as_ref()) {
            None | Some("") => SheetCell::Empty,
            Some(glyph) => SheetCell::Text(glyph.to_owned()),
        },
        Value::Text(it) => SheetCell::Text(it.clone()),
        Value::Boolean(it) => SheetCell::Boolean(*it),
        Value::Date(it) => SheetCell::Date(*it),
        Value::Year(it) => SheetCell::Number(f64::from(*it), Some(0)),
        Value::Period(it) => SheetCell::Text(it.to_string()),
        Value::Integer(_) | Value::Number(_) => {
            match value.as_number().filter(|it| it.abs() < MIN_INEXACT) {
                Some(it) => SheetCell::Number(it, None),
                None => SheetCell::Text(value.to_string()),
            }
        }
    }
}

/// Digits behind the point of a written number, if it is this number rounded and not, say, one in 万.
fn digits_shown(text: &str, value: f64) -> Option<usize> {
    let plain: String = text.chars().filter(|it| *it != ',').collect();
    let end = plain
        .find(|it: char| !(it.is_ascii_digit() || it == '.' || it == '-'))
        .unwrap_or(plain.len());
    let number = &plain[..end];
    let digits = number
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    // A text that is no number after all, or has more digits than numbers have, has no format.
    let (Ok(places), Some(number)) = (i32::try_from(digits), parse_as::<f64>(number)) else {
        return None;
    };
    let step = 0.5_f64 * 10_f64.powi(-places);
    let same = (number - value).abs() <= step * 1.001;
    (same && digits <= MAX_DIGITS).then_some(digits)
}

/// The markup of a sheet, piece by piece.
fn sheet_markup<R: Iterator<Item = Vec<SheetCell>>>(
    sheet: WorkbookSheet<R>,
) -> impl Iterator<Item = String> {
    let mut rest = sheet.rows;
    let first: Vec<Vec<SheetCell>> = rest.by_ref().take(ROWS_MEASURED).collect();
    let head = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
         topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/>{}<sheetData>{}",
        columns_markup(&sheet.header, &first),
        row_markup(0, &sheet.header, |it, at| text_cell_markup(it, at, HEADER)),
    );
    let rows = first
        .into_iter()
        .chain(rest)
        .enumerate()
        .map(|(at, cells)| row_markup(at + 1, &cells, cell_markup));
    std::iter::once(head)
        .chain(rows)
        .chain(std::iter::once("</sheetData></worksheet>".to_owned()))
}

fn row_markup<T>(at: usize, cells: &[T], cell: impl Fn(&T, &str) -> String) -> String {
    let number = at + 1;
    let cells = cells
        .iter()
        .enumerate()
        .map(|(column, it)| cell(it, &format!("{}{number}", column_letters(column))));
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

fn cell_markup(cell: &SheetCell, at: &str) -> String {
    match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Text(it) => text_cell_markup(
            it,
            at,
            if it.starts_with(['=', '+', '-', '@']) {
                QUOTED
            } else {
                PLAIN
            },
        ),
        SheetCell::Number(it, digits) => {
            format!(
                "<c r=\"{at}\" s=\"{}\"><v>{it}</v></c>",
                digits.map_or(PLAIN, |it| NUMBERS + it)
            )
        }
        SheetCell::Boolean(it) => format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*it)),
        SheetCell::Date(it) => match date_serial(*it) {
            Some(day) => format!("<c r=\"{at}\" s=\"{DATES}\"><v>{day}</v></c>"),
            None => text_cell_markup(&it.to_string(), at, PLAIN),
        },
    }
}

/// A text stands in its cell, never as a formula.
fn text_cell_markup(text: &str, at: &str, style: usize) -> String {
    format!(
        "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escape_text(text)
    )
}

/// The name of a column: A … Z, AA …
pub(crate) fn column_letters(column: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = char::from(LETTERS[column % LETTERS.len()]);
    if column < 26 {
        last.to_string()
    } else {
        format!("{}{last}", column_letters(column / 26 - 1))
    }
}

/// The day as spreadsheets count it, from 30 December 1899. Before March 1900 they count a day that never was.
fn date_serial(date: Date) -> Option<i64> {
    // A day that cannot be counted is written as a text.
    let first = parse_date("1899-12-30")?;
    let Ok(span) = date.since(first) else {
        return None;
    };
    let days = i64::from(span.get_days());
    (days > 60).then_some(days)
}

/// Markup. What XML cannot hold is written as spreadsheets write it, `_x0001_`, and so is a text that would be taken
/// for that.
fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, it) in text.char_indices() {
        match it {
            '_' if is_escape_code(&text.as_bytes()[at + 1..]) => out.push_str("_x005F_"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(it),
            '\r' => out.push_str("&#13;"),
            it if it < ' ' || it == '\u{fffe}' || it == '\u{ffff}' => {
                out.push_str(&format!("_x{:04X}_", u32::from(it)))
            }
            it => out.push(it),
        }
    }
    out
}

/// Whether what follows an underscore makes it the code of a character.
fn is_escape_code(rest: &[u8]) -> bool {
    matches!(rest, [b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|it| it.is_ascii_hexdigit()))
}

/// Columns as wide as their header and first cells, within reason.
fn columns_markup(header: &[String], rows: &[Vec<SheetCell>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|it| it.get(column)).map(cell_width);
        let most = cells
            .chain(header.get(column).map(|it| text_width(it)))
            .max();
        most.unwrap_or(0).clamp(6, 60) + 2
    };
    let column = |at: usize| {
        format!(
            "<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>",
            at + 1,
            width(at)
        )
    };
    let columns: String = (0..header.len()).map(column).collect();
    if columns.is_empty() {
        columns
    } else {
        format!("<cols>{columns}</cols>")
    }
}

fn cell_width(cell: &SheetCell) -> usize {
    match cell {
        SheetCell::Empty => 0,
        SheetCell::Text(it) => text_width(it),
        SheetCell::Number(it, digits) => digits
            .map_or_else(|| it.to_string(), |digits| format!("{it:.digits$}"))
            .len(),
        SheetCell::Boolean(_) => 5,
        SheetCell::Date(_) => 10,
    }
}

/// Han characters are as wide as two digits.
fn text_width(text: &str) -> usize {
    // An empty text has no line.
    let line = text.lines().next().unwrap_or("");
    line.chars()
        .map(|it| if it < '\u{1100}' { 1 } else { 2 })
        .sum()
}

const PLAIN: usize = 0;
const HEADER: usize = 1;
/// A text that looks like a formula; the mark keeps it a text when its cell is edited.
const QUOTED: usize = 2;
const DATES: usize = 3;
/// Numbers with no digit behind the point; those with more follow.
const NUMBERS: usize = 4;

fn styles_part() -> String {
    let format = |digits: usize| {
        let code = if digits == 0 {
            "0".to_owned()
        } else {
            format!("0.{}", "0".repeat(digits))
        };
        format!(
            "<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>",
            165 + digits
        )
    };
    let formats: String = (0..=MAX_DIGITS).map(format).collect();
    let cell = |digits: usize| {
        format!(
            "<xf numFmtId=\"{}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
            165 + digits
        )
    };
    let cells: String = (0..=MAX_DIGITS).map(cell).collect();
    let (n_formats, n_cells) = (MAX_DIGITS + 2, MAX_DIGITS + 1 + NUMBERS);
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\">\
         <numFmts count=\"{n_formats}\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>{formats}</numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{n_cells}\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>{cells}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

fn workbook_part(names: &[&str]) -> String {
    let sheet = |(at, name): (usize, &&str)| {
        format!(
            "<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>",
            at + 1
        )
    };
    let sheets: String = names.iter().enumerate().map(sheet).collect();
    format!(
        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets>{sheets}</sheets></workbook>"
    )
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use crate::xlsx::{
        SheetCell, WorkbookSheet, cell_markup, column_letters, date_serial, digits_shown,
        escape_text, shown_cell, write_workbook,
    };
    use gongbao_diag::locale::parse_date;
    use gongbao_model::{GridCell, Value};
    use zip::ZipArchive;

    fn check(value: Value, text: &str, expected: &str) {
        assert_eq!(
            cell_markup(
                &shown_cell(&GridCell {
                    text: text.to_owned(),
                    value,
                    ..GridCell::default()
                }),
                "B2"
            ),
            expected
        );
    }

    #[test]
    fn numbers_are_numbers_with_the_digits_shown() {
        check(
            Value::Number(41.2345),
            "41.2",
            "<c r=\"B2\" s=\"5\"><v>41.2345</v></c>",
        );
        check(
            Value::Integer(12_345),
            "12,345",
            "<c r=\"B2\" s=\"4\"><v>12345</v></c>",
        );
        check(
            Value::Number(160_200.0),
            "16.02万",
            "<c r=\"B2\" s=\"0\"><v>160200</v></c>",
        );
        check(Value::Missing, "—", "");
    }

    #[test]
    fn dates_are_days_and_codes_stay_text() {
        let date = parse_date("2025-12-31").expect("a date");
        check(
            Value::Date(date),
            "2025年12月31日",
            "<c r=\"B2\" s=\"3\"><v>46022</v></c>",
        );
        assert_eq!(date_serial(parse_date("1900-01-31").expect("a date")), None);
        assert!(matches!(
            crate::xlsx::raw_cell(&Value::Integer(210_106_199_001_011_234), None),
            SheetCell::Text(_)
        ));
    }

    #[test]
    fn refuses_to_write_a_formula() {
        let text = "<c r=\"B2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+&lt;2&gt;</t></is></c>";
        check(Value::Text("=1+<2>".to_owned()), "=1+<2>", text);
    }

    #[test]
    fn codes_of_characters_are_kept_apart_from_texts_like_them() {
        assert_eq!(
            escape_text("_x0041_x0042_ _x_ _x00_"),
            "_x005F_x0041_x005F_x0042_ _x_ _x00_"
        );
        assert_eq!(escape_text("\u{1}\t\r"), "_x0001_\t&#13;");
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            [0, 25, 26, 701, 702].map(column_letters),
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn a_rounded_number_is_known_again() {
        assert_eq!(digits_shown("41.2%", 41.249), Some(1));
        assert_eq!(digits_shown("41.3%", 41.2), None);
        assert_eq!(digits_shown("未公开", 1.0), None);
    }

    #[test]
    fn a_workbook_has_its_parts_and_is_the_same_twice() {
        let sheet = |name| WorkbookSheet {
            name,
            header: vec!["区县".to_owned()],
            rows: [vec![SheetCell::Empty]].into_iter(),
        };
        let bytes = write_workbook(sheet("数据"), sheet("说明"));
        assert_eq!(bytes, write_workbook(sheet("数据"), sheet("说明")));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
        assert_eq!(archive.len(), 7);
        let mut sheet = String::new();
        let mut file = archive
            .by_name("xl/worksheets/sheet1.xml")
            .expect("the sheet of data");
        file.read_to_string(&mut sheet).expect("a packed text");
        assert!(
            sheet.contains("<cols><col min=\"1\" max=\"1\" width=\"8\" customWidth=\"1\"/></cols>")
        );
        assert!(sheet.ends_with("<row r=\"2\"></row></sheetData></worksheet>"));
    }
}
