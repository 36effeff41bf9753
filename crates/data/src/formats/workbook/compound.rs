//! Old workbooks looked over before they are read: their reader would fill the memory with what a damaged one
//! says, and there is no way back from that.

use crate::formats::workbook::address::CellRange;
use crate::formats::workbook::workbook_error::WorkbookError;

/// So many cells in all sheets are read as a block: twice what one sheet can hold.
const MAX_CELLS: u64 = 1 << 25;
/// The marks of no sector, above all numbers of sectors.
const FIRST_RESERVED_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in sectors of their own kind.
const MIN_LONG_STREAM: usize = 4096;

/// Looks a file over; what is no compound file is left to its reader.
///
/// # Errors
/// [`WorkbookError::Damaged`] if sectors follow one another in a circle, [`WorkbookError::TooWide`] if cells lie too far apart.
pub(super) fn validate_compound(bytes: &[u8]) -> Result<(), WorkbookError> {
    let Some(file) = CompoundFile::open(bytes) else {
        return Ok(());
    };
    if [&file.next, &file.next_short]
        .into_iter()
        .any(|it| has_circle(it))
    {
        return Err(WorkbookError::Damaged("FAT".to_owned()));
    }
    let mut streams = ["workbook", "book"]
        .into_iter()
        .filter_map(|it| file.stream(it));
    streams.try_for_each(|it| check_extent(&it))
}

/// The sectors of a file, and which follows which.
struct CompoundFile<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
    next_short: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> CompoundFile<'a> {
    fn open(bytes: &'a [u8]) -> Option<CompoundFile<'a>> {
        if !bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return None;
        }
        let size = if read_u16(bytes, 30)? == 0x0C {
            4096
        } else {
            512
        };
        let mut file = CompoundFile {
            bytes,
            size,
            next: Vec::new(),
            next_short: Vec::new(),
            directory: Vec::new(),
        };
        let mut tables = read_u32s(bytes.get(76..512)?);
        let mut more = read_u32(bytes, 68)?;
        for _ in 0..=bytes.len() / size {
            if more >= FIRST_RESERVED_SECTOR {
                break;
            }
            tables.extend(read_u32s(file.sector(more)));
            more = tables.pop()?;
        }
        let tables = tables.into_iter().filter(|it| *it < FIRST_RESERVED_SECTOR);
        file.next = tables.flat_map(|it| read_u32s(file.sector(it))).collect();
        file.directory = file.chain(read_u32(bytes, 48)?);
        file.next_short = read_u32s(&file.chain(read_u32(bytes, 60)?));
        Some(file)
    }

    fn sector(&self, at: u32) -> &'a [u8] {
        let start = (at as usize).saturating_add(1).saturating_mul(self.size);
        let end = start.saturating_add(self.size).min(self.bytes.len());
        // A sector beyond the end of the file has no bytes; its reader will say so.
        self.bytes.get(start..end).unwrap_or(&[])
    }

    /// The bytes of sectors that follow one another, as far as no circle goes.
    fn chain(&self, first: u32) -> Vec<u8> {
        follow_sectors(first, &self.next)
            .into_iter()
            .flat_map(|it| self.sector(it))
            .copied()
            .collect()
    }

    /// What is stored under a name, which is in lower case.
    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut entries = self.directory.chunks_exact(128);
        let root = entries.clone().next()?;
        let is_named = |it: &&[u8]| {
            let letters = it[..64]
                .as_chunks::<2>()
                .0
                .iter()
                .map(|it| u16::from_le_bytes(*it))
                .take_while(|it| *it != 0);
            char::decode_utf16(letters)
                .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect::<String>()
                .eq_ignore_ascii_case(name)
        };
        let entry = entries.find(is_named)?;
        let (first, length) = (read_u32(entry, 116)?, read_u32(entry, 120)? as usize);
        let mut stream = if length < MIN_LONG_STREAM {
            let all = self.chain(read_u32(root, 116)?);
            let part = |it: u32| all.chunks(64).nth(it as usize).unwrap_or(&[]).to_vec();
            follow_sectors(first, &self.next_short)
                .into_iter()
                .flat_map(part)
                .collect()
        } else {
            self.chain(first)
        };
        stream.truncate(length);
        Some(stream)
    }
}

/// Sectors one after the other, each once.
fn follow_sectors(first: u32, next: &[u32]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut at = first;
    while at < FIRST_RESERVED_SECTOR && found.len() <= next.len() {
        found.push(at);
        let Some(it) = next.get(at as usize) else {
            break;
        };
        at = *it;
    }
    found
}

/// Whether some sectors follow one another without an end.
fn has_circle(next: &[u32]) -> bool {
    // The walk in which each was met; 0 for none.
    let mut met = vec![0; next.len()];
    for walk in 1..=next.len() {
        let mut at = walk - 1;
        while met.get(at).is_some_and(|it| *it == 0) {
            met[at] = walk;
            at = next[at] as usize;
        }
        if met.get(at) == Some(&walk) {
            return true;
        }
    }
    false
}

/// Whether the cells of all sheets together fill no more than a block of a sensible size.
fn check_extent(stream: &[u8]) -> Result<(), WorkbookError> {
    let sheets = StreamRecords(stream)
        .filter(|it| it.0 == 0x85)
        .filter_map(|it| read_u32(it.1, 0));
    let mut all = 0;
    for start in sheets {
        let Some(used) = stream.get(start as usize..).and_then(used_window) else {
            continue;
        };
        let (rows, columns) = (used.last.0 - used.first.0, used.last.1 - used.first.1);
        all += (u64::from(rows) + 1) * (u64::from(columns) + 1);
        if all > MAX_CELLS {
            return Err(WorkbookError::TooWide(used));
        }
    }
    Ok(())
}

/// What the cells of a sheet span, and what the sheet says they do.
fn used_window(sheet: &[u8]) -> Option<CellRange> {
    let mut used: Option<CellRange> = None;
    let mut add = |row: u32, column: u32| {
        let all = used.get_or_insert(CellRange {
            first: (row, column),
            last: (row, column),
        });
        all.first = (all.first.0.min(row), all.first.1.min(column));
        all.last = (all.last.0.max(row), all.last.1.max(column));
    };
    let short = |data: &[u8], at| read_u16(data, at).map(u32::from);
    for (kind, data) in StreamRecords(sheet) {
        let (row, column) = (short(data, 0), short(data, 2));
        match kind {
            0x0200 if data.len() >= 14 => {
                let whole = (
                    read_u32(data, 0),
                    read_u32(data, 4),
                    short(data, 8),
                    short(data, 10),
                );
                let (Some(top), Some(bottom), Some(left), Some(right)) = whole else {
                    continue;
                };
                add(top, left.min(right));
                add(bottom, right);
            }
            // Numbers, texts, answers, formulas; and several numbers in a row.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 => {
                row.zip(column)
                    .into_iter()
                    .for_each(|(row, column)| add(row, column));
            }
            0x00BD => {
                let last = data.len().checked_sub(2).and_then(|it| short(data, it));
                if let Some(row) = row {
                    let columns = [column, last].into_iter().flatten();
                    columns.for_each(|it| add(row, it));
                }
            }
            _ => {}
        }
    }
    used
}

/// The records of a stream: kind and data.
struct StreamRecords<'a>(&'a [u8]);

impl<'a> Iterator for StreamRecords<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (read_u16(self.0, 0)?, usize::from(read_u16(self.0, 2)?));
        let data = self.0.get(4..)?;
        let (data, rest) = data.split_at(length.min(data.len()));
        self.0 = rest;
        Some((kind, data))
    }
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|it| u16::from_le_bytes(*it))
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .map(|it| u32::from_le_bytes(*it))
}

fn read_u32s(bytes: &[u8]) -> Vec<u32> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|it| u32::from_le_bytes(*it))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::formats::workbook::compound::{check_extent, has_circle, validate_compound};
    use crate::formats::workbook::workbook_error::WorkbookError;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [
            &kind.to_le_bytes(),
            &(data.len() as u16).to_le_bytes(),
            data,
        ]
        .concat()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(
            0x0203,
            &[row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat(),
        )
    }

    #[test]
    fn circles_are_seen() {
        assert!(!has_circle(&[1, 2, u32::MAX]) && !has_circle(&[2, 2, u32::MAX, 9]));
        assert!(has_circle(&[0]) && has_circle(&[3, 2, 1]) && has_circle(&[1, 2, 1]));
    }

    #[test]
    fn cells_may_lie_far_apart_but_not_too_far() {
        let book = |sheets: &[Vec<u8>]| {
            let start = sheets.len() as u32 * 8;
            let mut at = start;
            let mut stream = Vec::new();
            for sheet in sheets {
                stream.extend(record(0x85, &at.to_le_bytes()));
                at += sheet.len() as u32;
            }
            stream.extend(sheets.concat());
            check_extent(&stream)
        };
        let end = || record(0x0A, &[]);
        let wide = [cell(0, 0), cell(65_535, 255), end()].concat();
        assert!(book(&[wide.clone(), [cell(3, 3), end()].concat()]).is_ok());
        assert!(matches!(
            book(&[wide.clone(), wide.clone(), wide]),
            Err(WorkbookError::TooWide(_))
        ));
        assert!(matches!(
            book(&[[cell(0, 0), cell(65_535, 65_535)].concat()]),
            Err(WorkbookError::TooWide(_))
        ));
        let dimensions = record(
            0x0200,
            &[[0; 4], [0xFF, 0xFF, 0, 0], [0, 0, 0xFF, 0xFF], [0; 4]].concat()[..14],
        );
        assert!(matches!(
            book(&[dimensions]),
            Err(WorkbookError::TooWide(_))
        ));
    }

    #[test]
    fn a_sound_file_is_let_pass() {
        let old = include_bytes!("../../../../../tests/sites/table-formats/in/data/old.xls");
        assert!(validate_compound(old).is_ok() && validate_compound(b"PK").is_ok());
        for end in 0..old.len() {
            let _ = validate_compound(&old[..end]);
        }
    }
}
