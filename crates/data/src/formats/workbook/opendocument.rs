//! OpenDocument sheets looked over before they are read: a cell or row may say that it stands there a million
//! times, and their reader writes each of them out; what is opened and never closed it waits for without end.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::formats::workbook::address::CellRange;
use crate::formats::workbook::workbook_error::WorkbookError;

/// So many cells in all sheets are read as a block.
const MAX_CELLS: u64 = 1 << 25;
/// So many bytes a sheet may have unpacked: some packed kilobytes can be made to fill any memory.
const MAX_CONTENT_BYTES: u64 = 1 << 29;

/// Looks a file over; what is no OpenDocument is left to its reader.
///
/// # Errors
/// [`WorkbookError::TooWide`] if cells lie too far apart, or too many are said to be there; [`WorkbookError::Damaged`] if the
/// markup has no end.
pub(super) fn validate_opendocument(bytes: &[u8]) -> Result<(), WorkbookError> {
    let mut content = Vec::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(());
    };
    let Ok(file) = archive.by_name("content.xml") else {
        return Ok(());
    };
    let read = file.take(MAX_CONTENT_BYTES + 1).read_to_end(&mut content);
    if read.is_err() || content.len() as u64 > MAX_CONTENT_BYTES || !is_whole(&content) {
        return Err(WorkbookError::Damaged("content.xml".to_owned()));
    }
    let mut all = 0;
    for sheet in sheet_tags(&content) {
        let Some(used) = used_window(sheet) else {
            continue;
        };
        all += u64::from(used.last.0 - used.first.0 + 1) * u64::from(used.last.1 + 1);
        if all > MAX_CELLS {
            return Err(WorkbookError::TooWide(used));
        }
    }
    Ok(())
}

/// Whether everything that is opened is closed again, and nothing else.
fn is_whole(content: &[u8]) -> bool {
    let (mut reader, mut buffer, mut depth) = (Reader::from_reader(content), Vec::new(), 0_u64);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            // An end without its beginning is an error.
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
        buffer.clear();
    }
}

/// The tags of each sheet.
fn sheet_tags(content: &[u8]) -> impl Iterator<Item = Tags<'_>> {
    let starts: Vec<usize> = Tags(content)
        .filter(|it| it.is("table:table"))
        .map(|it| it.at)
        .collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([0]).collect();
    let last = content.len();
    starts.into_iter().zip(ends).map(move |(start, end)| {
        // Where a tag begins is counted from the end.
        Tags(&content[last - start..last - end])
    })
}

/// What the cells with a value span, each as often as it is said to be there.
fn used_window(tags: Tags<'_>) -> Option<CellRange> {
    let (mut used, mut row, mut height, mut column): (Option<CellRange>, u32, u32, u32) =
        (None, 0, 0, 0);
    for tag in tags {
        if tag.is("table:table-row") {
            row = row.saturating_add(height);
            height = tag.count("table:number-rows-repeated=");
            column = 0;
        } else if tag.is("table:table-cell") || tag.is("table:covered-table-cell") {
            let end = column.saturating_add(tag.count("table:number-columns-repeated="));
            let all = used.get_or_insert(CellRange {
                first: (row, 0),
                last: (row, 0),
            });
            if tag.has_value() {
                let last = (
                    row.saturating_add(height).saturating_sub(1),
                    end.saturating_sub(1),
                );
                all.last = (all.last.0.max(last.0), all.last.1.max(last.1));
            }
            column = end;
        }
    }
    used
}

/// The tags of a text of markup, comments and all.
struct Tags<'a>(&'a [u8]);

/// A tag without its brackets.
struct Tag<'a> {
    text: &'a [u8],
    /// How many bytes there are from its beginning to the end of the text.
    at: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let start = self.0.iter().position(|it| *it == b'<')?;
        let (at, rest) = (self.0.len() - start, &self.0[start + 1..]);
        let end = rest.iter().position(|it| *it == b'>')?;
        self.0 = &rest[end..];
        Some(Tag {
            text: &rest[..end],
            at,
        })
    }
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        let rest = self.text.strip_prefix(name.as_bytes());
        rest.is_some_and(|it| {
            it.first()
                .is_none_or(|it| it.is_ascii_whitespace() || *it == b'/')
        })
    }

    /// Whether a cell holds something: it says of which type, or is not closed at once.
    fn has_value(&self) -> bool {
        self.find("office:value-type").is_some()
            || self.find("table:formula").is_some()
            || !self.text.ends_with(b"/")
    }

    /// The number behind a key; once if there is none.
    fn count(&self, key: &str) -> u32 {
        let Some(at) = self.find(key) else { return 1 };
        let digits = self.text[at + key.len()..]
            .iter()
            .skip(1)
            .take_while(|it| it.is_ascii_digit());
        digits.fold(0, |all: u32, it| {
            all.saturating_mul(10).saturating_add(u32::from(it - b'0'))
        })
    }

    fn find(&self, key: &str) -> Option<usize> {
        self.text
            .windows(key.len())
            .position(|it| it == key.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::workbook::opendocument::{
        is_whole, sheet_tags, used_window, validate_opendocument,
    };

    fn check(content: &str, expected: &[(u32, u32)]) {
        let found: Vec<(u32, u32)> = sheet_tags(content.as_bytes())
            .filter_map(used_window)
            .map(|it| it.last)
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn cells_with_a_value_count_as_often_as_they_are() {
        let table =
            |rows: &str| format!("<x><table:table table:name=\"a\">{rows}</table:table></x>");
        check(
            &table(
                "<table:table-row><table:table-cell office:value-type=\"float\"/></table:table-row>",
            ),
            &[(0, 0)],
        );
        let many = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
        check(&table(many), &[(0, 0)]);
        check(
            &table(&many.replace("'/>", "' office:value-type='float'/>")),
            &[(1_048_575, 16_383)],
        );
        let far = "<table:table-cell table:number-columns-repeated='99'/><table:table-cell><text:p>x</text:p></table:table-cell>";
        check(
            &table(&format!("<table:table-row>{far}</table:table-row>").repeat(2)),
            &[(1, 99)],
        );
        check(
            &(table(many) + &table(&format!("<table:table-row>{far}</table:table-row>"))),
            &[(0, 0), (0, 99)],
        );
    }

    #[test]
    fn what_is_opened_has_to_be_closed() {
        for (content, expected) in [
            ("<a><b/><c>x</c></a>", true),
            ("", true),
            ("<a><b></a>", false),
            ("<a><b></a></b>", false),
            ("<a>", false),
            ("</a>", false),
            ("<a><b", false),
            ("<a/></a>", false),
        ] {
            assert_eq!(is_whole(content.as_bytes()), expected, "{content}");
        }
    }

    #[test]
    fn what_is_no_opendocument_is_let_pass() {
        let open = include_bytes!("../../../../../tests/sites/table-formats/in/data/open.ods");
        assert!(
            validate_opendocument(open).is_ok()
                && validate_opendocument(b"PK\x03\x04").is_ok()
                && validate_opendocument(b"").is_ok()
        );
    }
}
