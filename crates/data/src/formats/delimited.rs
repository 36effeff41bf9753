//! Comma-, tab-, semicolon- and pipe-separated text.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::formats::delimiter::{self, DelimiterGuess, delimiter_name};
use crate::formats::{OpenRequest, RecordVisitor, StoredTable, TableFormat};
use crate::records::DelimitedRecords;
use crate::text_chunks::{self, TextChunk};
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;
use gongbao_source::SourceFile;

/// Delimited text (`.csv`, `.tsv`), quoted as RFC 4180 says, its delimiter declared or found out.
#[derive(Debug)]
pub(super) struct DelimitedFormat;

impl TableFormat for DelimitedFormat {
    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn is_text(&self) -> bool {
        true
    }

    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic> {
        let file = opening.file.clone();
        let usual = if file.extension() == "tsv" {
            b'\t'
        } else {
            b','
        };
        if let Some(delimiter) = opening.dialect.delimiter {
            return Ok(Arc::new(DelimitedFile {
                file,
                delimiter,
                notes: Vec::new(),
            }));
        }
        match delimiter::guess_delimiter(file.str(), usual) {
            DelimiterGuess::Delimiter(delimiter) => {
                let notes = if delimiter == usual { Vec::new() } else { vec![describe_delimiter(delimiter)] };
                Ok(Arc::new(DelimitedFile { file, delimiter, notes }))
            }
            DelimiterGuess::FullWidth(mark) => Err(opening.refuse(
                Text::new(
                    format!("各列是用全角的“{mark}”分隔的"),
                    format!("its columns are separated by the full-width `{mark}`"),
                ),
                Text::new(
                    "请在表格软件中另存为“CSV UTF-8（逗号分隔）”，或把分隔用的标点换成半角；文字中的不要换",
                    "save it as “CSV UTF-8 (comma delimited)” in a spreadsheet, or replace the separating marks, not those in text, by half-width ones",
                ),
            )),
        }
    }
}

fn describe_delimiter(delimiter: u8) -> Text {
    let [zh, en] = delimiter_name(delimiter);
    Text::new(format!("分隔符：{zh}"), format!("delimiter: {en}"))
}

/// The lines of a file.
#[derive(Debug)]
struct DelimitedFile {
    file: SourceFile,
    delimiter: u8,
    notes: Vec<Text>,
}

impl StoredTable for DelimitedFile {
    fn read<'a>(&'a self, each: &mut RecordVisitor<'_, 'a>) -> Result<(), Text> {
        let mut records = DelimitedRecords::new(self.file.str(), self.delimiter);
        let mut cells = Vec::new();
        while let Some(start) = records.read(&mut cells) {
            if each(start.at, &cells) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn cut(&self) -> Vec<TextChunk> {
        text_chunks::cut_text(self.file.str(), self.delimiter)
    }

    fn read_piece<'a>(
        &'a self,
        piece: &TextChunk,
        each: &mut RecordVisitor<'_, 'a>,
    ) -> Result<(), Text> {
        let text = &self.file.str()[..piece.range.end];
        let mut records = DelimitedRecords::from(text, self.delimiter, piece.range.start);
        let mut cells = Vec::new();
        while let Some(start) = records.read(&mut cells) {
            if each(start.at, &cells) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn locate(&self, start: usize, field: usize) -> Range<usize> {
        let mut cells = Vec::new();
        DelimitedRecords::from(self.file.str(), self.delimiter, start).read(&mut cells);
        cells.get(field).map_or(start..start, |it| it.range.clone())
    }

    fn notes(&self) -> Vec<Text> {
        let encoding = self.file.encoding;
        let decoded = (encoding != "UTF-8")
            .then(|| Text::new(format!("编码：{encoding}"), format!("encoding: {encoding}")));
        self.notes.iter().cloned().chain(decoded).collect()
    }
}
