//! Delimited text as records of cells that remember where they stand (RFC 4180).
//!
//! Reads any text: CRLF, LF and CR end a record, quotes enclose delimiters, newlines and doubled
//! quotes. What breaks the rules is kept as a [`CellFault`] of its cell, for the caller to report.
//!
//! It is written by hand because messages point at a cell: the crate `csv` tells where a record begins and
//! not where its cells do, and takes quotes that are misused without a word.

use std::borrow::Cow;
use std::ops::Range;

/// One cell of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordCell<'a> {
    /// Bytes of the text, quotes included.
    pub range: Range<usize>,
    /// What it says, without the quotes.
    pub text: Cow<'a, str>,
    /// What is wrong with it.
    pub fault: Option<CellFault>,
}

/// What makes a cell's text unfit to be its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellFault {
    /// The quote it begins with is never closed: the rest of the text was read as this cell.
    Unclosed,
    /// Something follows the closing quote before the next delimiter.
    Stray,
    /// The first of so many merged cells.
    Merged { rows: u32, columns: u32 },
    /// Another of merged cells: it has no value of its own.
    Covered,
    /// An error of a spreadsheet, such as `#N/A`.
    Error,
    /// A formula that was never computed.
    NotComputed,
    /// A number too long for a spreadsheet to keep.
    LostDigits,
    /// A list or a record within a cell.
    Nested,
}

/// Reads a text record by record.
#[derive(Clone, Debug)]
pub(crate) struct DelimitedRecords<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    delimiter: u8,
}

/// Where a record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordStart {
    /// Byte of the text.
    pub at: usize,
    /// Line, counting from 1. A quoted cell may span several.
    pub line: usize,
}

impl<'a> DelimitedRecords<'a> {
    /// Reads from the beginning.
    pub(crate) fn new(text: &'a str, delimiter: u8) -> DelimitedRecords<'a> {
        DelimitedRecords::from(text, delimiter, 0)
    }

    /// Reads from a byte at which a record begins; lines are counted from there.
    pub(crate) fn from(text: &'a str, delimiter: u8, at: usize) -> DelimitedRecords<'a> {
        let at = if text.is_char_boundary(at) {
            at
        } else {
            text.len()
        };
        DelimitedRecords {
            text,
            at,
            line: 1,
            delimiter,
        }
    }

    /// The byte at which the next record begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Replaces `cells` by those of the next record; nothing at the end of the text.
    pub(crate) fn read(&mut self, cells: &mut Vec<RecordCell<'a>>) -> Option<RecordStart> {
        cells.clear();
        if self.at >= self.text.len() {
            return None;
        }
        let start = RecordStart {
            at: self.at,
            line: self.line,
        };
        loop {
            cells.push(self.cell());
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        self.end_record();
        Some(start)
    }

    fn cell(&mut self) -> RecordCell<'a> {
        if self.peek() == Some(b'"') {
            self.quoted()
        } else {
            self.plain()
        }
    }

    fn plain(&mut self) -> RecordCell<'a> {
        let from = self.at;
        self.skip_plain();
        RecordCell {
            range: from..self.at,
            text: Cow::Borrowed(&self.text[from..self.at]),
            fault: None,
        }
    }

    fn quoted(&mut self) -> RecordCell<'a> {
        let from = self.at;
        let mut text = Cow::Borrowed("");
        let mut piece = from + 1;
        loop {
            let Some(length) = self.text[piece..].find('"') else {
                append_text(&mut text, &self.text[piece..]);
                self.at = self.text.len();
                return RecordCell {
                    range: from..self.at,
                    text,
                    fault: Some(CellFault::Unclosed),
                };
            };
            let quote = piece + length;
            append_text(&mut text, &self.text[piece..quote]);
            self.at = quote + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            append_text(&mut text, "\"");
            piece = quote + 2;
        }
        self.line += count_lines(&self.text[from..self.at]);
        let closed = self.at;
        self.skip_plain();
        append_text(&mut text, &self.text[closed..self.at]);
        let fault = (self.at > closed).then_some(CellFault::Stray);
        RecordCell {
            range: from..self.at,
            text,
            fault,
        }
    }

    /// Goes on to the next delimiter or end of line.
    fn skip_plain(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let stop = rest
            .iter()
            .position(|it| *it == self.delimiter || *it == b'\n' || *it == b'\r');
        self.at += stop.unwrap_or(rest.len());
    }

    fn end_record(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += match rest {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        self.line += 1;
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Adds a piece; only a text made of several pieces is copied.
fn append_text<'a>(text: &mut Cow<'a, str>, piece: &'a str) {
    if text.is_empty() {
        *text = Cow::Borrowed(piece);
    } else if !piece.is_empty() {
        text.to_mut().push_str(piece);
    }
}

fn count_lines(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends =
        |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(|it| ends(*it)).count()
}

#[cfg(test)]
mod tests {
    use crate::records::{CellFault, DelimitedRecords};

    /// Records as `line:cell|cell`, joined by `/`.
    fn check(text: &str, expected: &str) {
        let mut records = DelimitedRecords::new(text, b',');
        let mut cells = Vec::new();
        let mut seen = Vec::new();
        while let Some(start) = records.read(&mut cells) {
            let texts: Vec<&str> = cells.iter().map(|it| it.text.as_ref()).collect();
            seen.push(format!("{}:{}", start.line, texts.join("|")));
        }
        assert_eq!(seen.join("/"), expected, "{text:?}");
    }

    fn ranges(text: &str) -> Vec<&str> {
        let mut records = DelimitedRecords::new(text, b',');
        let mut cells = Vec::new();
        let mut seen = Vec::new();
        while records.read(&mut cells).is_some() {
            seen.extend(cells.iter().map(|it| &text[it.range.clone()]));
        }
        seen
    }

    fn faults(text: &str) -> Vec<Option<CellFault>> {
        let mut cells = Vec::new();
        DelimitedRecords::new(text, b',').read(&mut cells);
        cells.iter().map(|it| it.fault).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_record() {
        check("a,b\n1,2\n", "1:a|b/2:1|2");
        check("a,b\r\n1,2\r\n", "1:a|b/2:1|2");
        check("a,b\r1,2", "1:a|b/2:1|2");
    }

    #[test]
    fn empty_cells_and_blank_lines_are_kept() {
        check("a,,c\n,\n\n", "1:a||c/2:|/3:");
        check("", "");
        check(",", "1:|");
    }

    #[test]
    fn quotes_enclose_delimiters_newlines_and_quotes() {
        check("\"a,b\",c", "1:a,b|c");
        check("\"a\nb\",c\nd", "1:a\nb|c/3:d");
        check("\"a\r\nb\",c\r\nd", "1:a\r\nb|c/3:d");
        check("\"say \"\"hi\"\"\"", "1:say \"hi\"");
        check("\"\"\"\",\"\"", "1:\"|");
        check("5\" disk,x", "1:5\" disk|x");
    }

    #[test]
    fn ranges_include_the_quotes() {
        assert_eq!(
            ranges("街道,\"a\"\"b\"\n1,"),
            ["街道", "\"a\"\"b\"", "1", ""]
        );
    }

    #[test]
    fn misused_quotes_are_faults() {
        assert_eq!(faults("a,\"b\nc,d"), [None, Some(CellFault::Unclosed)]);
        assert_eq!(faults("\"b\"c,d"), [Some(CellFault::Stray), None]);
        assert_eq!(faults("\"b\",d"), [None, None]);
        check("\"b\"c,d", "1:bc|d");
    }

    #[test]
    fn any_text_is_read_without_panic() {
        let pieces = ["\"", ",", "\n", "\r", "局", "\u{feff}", "a"];
        for seed in 0..pieces.len().pow(5) {
            let text: String = (0..5)
                .map(|it| pieces[seed / pieces.len().pow(it) % pieces.len()])
                .collect();
            let (mut records, mut cells) = (DelimitedRecords::new(&text, b','), Vec::new());
            while records.read(&mut cells).is_some() {}
        }
    }
}
