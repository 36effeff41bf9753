//! Decodes bytes as text, or says what to do about a file that is not text.

use std::borrow::Cow;
use std::sync::Arc;

use crate::declared::Encodings;
use crate::encoding::{self, EncodingReason, UndecodableBytes};
use crate::{FileKind, SourceFile};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};

/// Fills in the text of a file of a textual kind, or says which byte cannot be read.
pub(crate) fn decode_text_file(file: &mut SourceFile, declared: &Encodings, diags: &mut Diags) {
    let result = match FileKind::of(file) {
        FileKind::Binary => return,
        FileKind::Utf8 => encoding::decode_utf8(&file.bytes).map(|it| (Cow::Borrowed(it), "UTF-8")),
        FileKind::Table => {
            if let Some(it) = not_text(file) {
                return diags.push(it);
            }
            let declared = declared.get(file.path.as_ref()).copied();
            encoding::decode_bytes(&file.bytes, declared).map(|it| (it.text, it.encoding))
        }
    };
    match result {
        Ok((text, encoding)) => {
            let is_whole = matches!(text, Cow::Borrowed(it) if it.len() == file.bytes.len());
            let plain = file.plain.clone().filter(|_| is_whole);
            file.text = Some(plain.unwrap_or_else(|| Arc::from(text)));
            file.encoding = encoding;
        }
        Err(it) => diags.push(undecodable_file(file, &it)),
    }
}

/// What a file is whose name says it is text.
fn detect_file_type(bytes: &[u8]) -> Option<[&'static str; 2]> {
    let known: [(&[u8], [&str; 2]); 3] = [
        (
            b"PK\x03\x04",
            ["Excel 工作簿或压缩包", "an Excel workbook or an archive"],
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            ["Excel 97—2003 工作簿", "an Excel 97–2003 workbook"],
        ),
        (b"%PDF", ["PDF 文件", "a PDF file"]),
    ];
    known
        .into_iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, name)| name)
}

fn not_text(file: &SourceFile) -> Option<Diagnostic> {
    let [zh, en] = detect_file_type(&file.bytes)?;
    let complaint =
        Diagnostic::new(Code::NotText, Place::file(&file.path)).with("extension", file.extension());
    Some(complaint.with("kind", Text::new(zh, en)))
}

fn undecodable_file(file: &SourceFile, it: &UndecodableBytes) -> Diagnostic {
    let complaint =
        Diagnostic::new(Code::EncodingError, Place::file(&file.path)).with("offset", it.offset);
    let complaint = complaint
        .with("line", it.at.0)
        .with("column", it.at.1)
        .with("context", &it.context);
    let complaint = complaint
        .with("guess", it.encoding)
        .with("why", it.why.text());
    complaint.with(
        "help",
        if FileKind::of(file) == FileKind::Table {
            table_help(it)
        } else {
            plain_help()
        },
    )
}

fn plain_help() -> Text {
    Text::new(
        "这类文件须为 UTF-8：请在编辑器中“另存为”并选择 UTF-8 编码",
        "such files are UTF-8: use “Save as” in the editor and choose UTF-8",
    )
}

fn table_help(it: &UndecodableBytes) -> Text {
    match it.why {
        EncodingReason::OtherMark(_) => Text::new(
            "请从 datapackage.yaml 中该表处删去 encoding",
            "delete `encoding` from the table's entry in datapackage.yaml",
        ),
        EncodingReason::Zeros => Text::new(
            format!(
                "如果确是 {0}，请在 datapackage.yaml 中该表处写 encoding: {0}",
                it.encoding.to_lowercase()
            ),
            format!(
                "if it is {0}, write `encoding: {0}` for the table in datapackage.yaml",
                it.encoding.to_lowercase()
            ),
        ),
        EncodingReason::Declared
        | EncodingReason::Mark
        | EncodingReason::Most(_)
        | EncodingReason::NotUtf8(_) => Text::new(
            "请更正该处文字；如果是别的编码，请在 datapackage.yaml 中该表处写明，例如 encoding: big5",
            "correct the text there; if it is in another encoding, say so for the table in datapackage.yaml, such as `encoding: big5`",
        ),
    }
}
