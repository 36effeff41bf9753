//! Serialises numbers and texts; small ones take few bytes.

use crate::varint::{read_varint, write_varint};

/// Bytes being written.
#[derive(Debug, Default)]
pub(crate) struct ByteWriter(pub Vec<u8>);

impl ByteWriter {
    pub(crate) fn number(&mut self, number: usize) {
        write_varint(&mut self.0, number);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Whole numbers, each in as many bytes as the widest needs.
    pub(crate) fn whole(&mut self, cells: impl Iterator<Item = i64> + Clone) {
        // Of no cells nothing is written but their width.
        let low = cells.clone().min().unwrap_or(0);
        let distance = |it: i64| it.wrapping_sub(low).cast_unsigned();
        let widest = cells.clone().map(distance).max().unwrap_or(0);
        let width = [1, 2, 4]
            .into_iter()
            .find(|it| widest >> (8 * it) == 0)
            .unwrap_or(8);
        self.0.extend_from_slice(&low.to_le_bytes());
        self.number(width);
        for cell in cells {
            self.0
                .extend_from_slice(&distance(cell).to_le_bytes()[..width]);
        }
    }

    /// Answers, eight a byte.
    pub(crate) fn bits(&mut self, bits: impl Iterator<Item = bool>) {
        for (at, bit) in bits.enumerate() {
            if at % 8 == 0 {
                self.0.push(0);
            }
            if let Some(last) = self.0.last_mut() {
                *last |= u8::from(bit) << (at % 8);
            }
        }
    }
}

/// Bytes being read. What was written otherwise than here gives nothing, never a panic.
#[derive(Clone, Debug)]
pub(crate) struct ByteReader<'a> {
    bytes: &'a [u8],
}

impl<'a> ByteReader<'a> {
    /// Reads from the beginning.
    pub(crate) fn new(bytes: &'a [u8]) -> ByteReader<'a> {
        ByteReader { bytes }
    }

    pub(crate) fn number(&mut self) -> Option<usize> {
        let mut at = 0;
        let number = read_varint(self.bytes, &mut at);
        self.take(at).filter(|it| !it.is_empty())?;
        Some(number)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what was kept and cannot be read is worked out again"
    )]
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let n = self.number()?;
        self.take(n)
    }

    /// So many whole numbers.
    pub(crate) fn whole(&mut self, n: usize) -> Option<Vec<i64>> {
        let low = i64::from_le_bytes(*self.take(8)?.first_chunk()?);
        let width = self.number().filter(|it| [1, 2, 4, 8].contains(it))?;
        let cells = self.take(n.checked_mul(width)?)?;
        let back = |distance: u64| low.wrapping_add(distance.cast_signed());
        Some(match width {
            1 => cells.iter().map(|it| back(u64::from(*it))).collect(),
            2 => cells
                .as_chunks()
                .0
                .iter()
                .map(|it| back(u64::from(u16::from_le_bytes(*it))))
                .collect(),
            4 => cells
                .as_chunks()
                .0
                .iter()
                .map(|it| back(u64::from(u32::from_le_bytes(*it))))
                .collect(),
            _ => cells
                .as_chunks()
                .0
                .iter()
                .map(|it| back(u64::from_le_bytes(*it)))
                .collect(),
        })
    }

    /// So many answers.
    pub(crate) fn bits(&mut self, n: usize) -> Option<Vec<bool>> {
        let bytes = self.take(n.div_ceil(8))?;
        Some(
            (0..n)
                .map(|it| bytes[it / 8] >> (it % 8) & 1 == 1)
                .collect(),
        )
    }

    /// So many bytes.
    pub(crate) fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use crate::cache::bytes::{ByteReader, ByteWriter};

    fn check(cells: &[i64], n_bytes: usize) {
        let mut writer = ByteWriter::default();
        writer.whole(cells.iter().copied());
        assert_eq!(writer.0.len(), 9 + n_bytes);
        assert_eq!(
            ByteReader::new(&writer.0).whole(cells.len()).as_deref(),
            Some(cells)
        );
        assert_eq!(ByteReader::new(&writer.0).whole(cells.len() + 1), None);
    }

    #[test]
    fn whole_numbers_take_as_many_bytes_as_they_need() {
        check(&[], 0);
        check(&[2015, 2025, 2020], 3);
        check(&[-5, 300], 4);
        check(&[0, 70_000], 8);
        check(&[i64::MIN, i64::MAX, 0], 24);
    }

    #[test]
    fn texts_and_answers_come_back() {
        let mut writer = ByteWriter::default();
        writer.text("局");
        writer.bits([true, false, true, true, false, false, false, false, true].into_iter());
        writer.number(300);
        let mut reader = ByteReader::new(&writer.0);
        assert_eq!(reader.text(), Some("局"));
        assert_eq!(
            reader.bits(9),
            Some(vec![
                true, false, true, true, false, false, false, false, true
            ])
        );
        assert_eq!((reader.number(), reader.number()), (Some(300), None));
    }

    #[test]
    fn damaged_bytes_give_nothing() {
        assert_eq!(ByteReader::new(&[200]).text(), None);
        assert_eq!(ByteReader::new(&[2, 0xff, 0xfe]).text(), None);
        assert_eq!(ByteReader::new(&[0; 8]).whole(1), None);
    }
}
