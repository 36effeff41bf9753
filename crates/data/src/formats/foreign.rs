//! Unsupported file formats, and how to convert them.

use std::sync::Arc;

use crate::formats::{OpenRequest, StoredTable, TableFormat};
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;

/// Formats people have that we do not read: those of WPS, Numbers and databases.
#[derive(Debug)]
pub(super) struct ForeignFormat;

impl TableFormat for ForeignFormat {
    fn extensions(&self) -> &'static [&'static str] {
        &["et", "ett", "wps", "numbers", "dbf", "mdb", "accdb"]
    }

    fn is_text(&self) -> bool {
        false
    }

    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic> {
        let extension = opening.file.extension();
        let [zh, en] = match extension.as_str() {
            "et" | "ett" => ["WPS 表格文件", "a WPS spreadsheet"],
            "wps" => ["WPS 文字文件", "a WPS text document"],
            "numbers" => ["Numbers 表格", "a Numbers spreadsheet"],
            _ => ["数据库文件", "a database"],
        };
        let reason = Text::new(
            format!("{zh}（.{extension}）不能直接读取"),
            format!("{en} (.{extension}) is not read"),
        );
        Err(opening.refuse(reason, save_as()))
    }
}

/// How to save anything so that it is read.
pub(super) fn save_as() -> Text {
    Text::new(
        "请在 WPS 或 Excel 中打开，选“文件—另存为”，类型选“Excel 工作簿（.xlsx）”或“CSV UTF-8（逗号分隔）”",
        "open it in its program and choose “Save as” or “Export”: “Excel workbook (.xlsx)” or “CSV UTF-8 (comma delimited)”",
    )
}

/// What the bytes of a file are, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// A ZIP archive, as XLSX and ODS are.
    Zip,
    /// A compound file, as XLS is, and any encrypted workbook.
    Compound,
    Empty,
    SpreadsheetXml,
    Html,
    Pdf,
    /// Text of no format we know: most likely CSV.
    Text,
    Unknown,
}

/// Looks at the first bytes.
pub(super) fn detect_content(bytes: &[u8]) -> ContentKind {
    let head = &bytes[..bytes.len().min(1000)];
    let text = String::from_utf8_lossy(head)
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .to_ascii_lowercase();
    let is_markup = text.starts_with('<');
    match head {
        [] => ContentKind::Empty,
        [b'P', b'K', 3 | 5, ..] => ContentKind::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ContentKind::Compound,
        [b'%', b'P', b'D', b'F', ..] => ContentKind::Pdf,
        _ if is_markup
            && ["<html", "<table", "<!doctype html", "<meta"]
                .iter()
                .any(|it| text.contains(it)) =>
        {
            ContentKind::Html
        }
        _ if text.starts_with("<?xml") => ContentKind::SpreadsheetXml,
        _ if head.contains(&0) && !head.starts_with(b"\xFF\xFE") => ContentKind::Unknown,
        _ => ContentKind::Text,
    }
}

/// A complaint that a workbook is none.
pub(super) fn refuse_content(opening: &OpenRequest<'_>, content: ContentKind) -> Diagnostic {
    let extension = opening.file.extension();
    let but = |zh: &str, en: &str| {
        Text::new(
            format!("文件名以 .{extension} 结尾，内容却是{zh}"),
            format!("its name ends in .{extension}, but it is {en}"),
        )
    };
    let rename = Text::new(
        "请把扩展名改为 .csv（同时改描述文件中的 path）",
        "change its extension to .csv, also in the descriptor's `path`",
    );
    match content {
        ContentKind::Empty => {
            opening.refuse(Text::new("文件是空的", "the file is empty"), save_as())
        }
        ContentKind::SpreadsheetXml => opening.refuse(
            but("“XML 表格2003”", "an “XML Spreadsheet 2003”"),
            save_as(),
        ),
        ContentKind::Html => opening.refuse(but("网页（HTML）", "a web page (HTML)"), save_as()),
        ContentKind::Pdf => opening.refuse(but("PDF 文件", "a PDF file"), save_as()),
        ContentKind::Text => opening.refuse(but("文本（可能是 CSV）", "text, perhaps CSV"), rename),
        ContentKind::Zip | ContentKind::Compound | ContentKind::Unknown => {
            opening.refuse(but("别的东西", "something else"), save_as())
        }
    }
}

/// A complaint about a password.
pub(super) fn password_error(opening: &OpenRequest<'_>) -> Diagnostic {
    opening.refuse(
        Text::new("文件设有密码", "it is protected by a password"),
        Text::new(
            "请打开后在“文件—信息—保护工作簿”中取消密码，再保存",
            "open it, remove the password under “File – Info – Protect Workbook”, and save it",
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::formats::foreign::{ContentKind, detect_content};
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    #[test]
    fn bytes_tell_what_a_file_is() {
        let cases: [(&[u8], ContentKind); 8] = [
            (b"PK\x03\x04rest", ContentKind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ContentKind::Compound),
            (b"", ContentKind::Empty),
            (
                "\u{feff}<?xml version=\"1.0\"?><Workbook>".as_bytes(),
                ContentKind::SpreadsheetXml,
            ),
            (b"\r\n<html><table>", ContentKind::Html),
            (b"%PDF-1.7", ContentKind::Pdf),
            (b"a,b\n1,2\n", ContentKind::Text),
            (b"\x00\x01", ContentKind::Unknown),
        ];
        for (bytes, expected) in cases {
            assert_eq!(detect_content(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn disguised_workbooks_are_refused_with_a_way_out() {
        let says = |path: &str, text: &str, words: &str| {
            check_codes(&[(path, text)], &["data/source-error"]);
            let (_, diags) = load(&[(path, text)]);
            let said: String = diags
                .sorted()
                .iter()
                .map(|it| it.message(Lang::Zh) + &it.help(Lang::Zh))
                .collect();
            assert!(said.contains(words), "{said}");
        };
        says(
            "data/a.xls",
            "<?xml version=\"1.0\"?><Workbook/>",
            "XML 表格2003",
        );
        says("data/a.xls", "<html><table></table></html>", "另存为");
        says("data/a.xlsx", "a,b\n1,2\n", "扩展名改为 .csv");
        says("data/a.xlsx", "PK\u{3}\u{4}", "已损坏");
        says("data/a.et", "-", "WPS 表格文件");
        says("data/a.numbers", "-", "Numbers");
    }
}
