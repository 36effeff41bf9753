//! Where each row begins: one byte a row where a table of numbers would take eight.

use crate::cache::{ByteReader, ByteWriter};
use crate::varint::{read_varint, write_varint};

/// How many rows share an anchor, from which the others are counted on.
const OFFSET_SPAN: usize = 64;

/// The places at which the rows of a table begin, in order of row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowOffsets {
    parts: Vec<ChunkOffsets>,
}

/// The rows of one piece of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ChunkOffsets {
    /// The number of its first row.
    first: usize,
    n_rows: usize,
    last: usize,
    /// For every 64th row its start, and where the distances of those after it stand.
    anchors: Vec<(usize, usize)>,
    /// The distance of each row from the one before, seven bits a byte.
    distances: Vec<u8>,
}

impl RowOffsets {
    /// Adds the start of the next row.
    pub(crate) fn push(&mut self, start: usize) {
        if self.parts.is_empty() {
            self.parts.push(ChunkOffsets::default());
        }
        if let Some(part) = self.parts.last_mut() {
            part.push(start);
        }
    }

    /// Adds the rows of the next piece.
    pub(crate) fn append(&mut self, other: RowOffsets) {
        let n_rows = self.len();
        let parts = other.parts.into_iter();
        self.parts.extend(parts.map(|it| ChunkOffsets {
            first: it.first + n_rows,
            ..it
        }));
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.last().map_or(0, |it| it.first + it.n_rows)
    }

    /// Where a row begins.
    pub(crate) fn get(&self, row: usize) -> Option<usize> {
        let at = self
            .parts
            .partition_point(|it| it.first <= row)
            .checked_sub(1)?;
        self.parts[at].get(row - self.parts[at].first)
    }

    /// Writes them as bytes.
    pub(crate) fn write(&self, out: &mut ByteWriter) {
        out.number(self.parts.len());
        for part in &self.parts {
            [part.n_rows, part.last]
                .into_iter()
                .for_each(|it| out.number(it));
            part.anchors
                .iter()
                .flat_map(|it| [it.0, it.1])
                .for_each(|it| out.number(it));
            out.bytes(&part.distances);
        }
    }

    /// Reads them back; nothing if they are not what was written.
    pub(crate) fn read(bytes: &mut ByteReader<'_>) -> Option<RowOffsets> {
        let mut all = RowOffsets::default();
        for _ in 0..bytes.number()? {
            let (n_rows, last) = (bytes.number()?, bytes.number()?);
            let mut anchor = || Some((bytes.number()?, bytes.number()?));
            let anchors: Option<Vec<(usize, usize)>> = (0..n_rows.div_ceil(OFFSET_SPAN))
                .map(|_| anchor())
                .collect();
            let distances = bytes.bytes()?.to_vec();
            all.parts.push(ChunkOffsets {
                first: all.len(),
                n_rows,
                last,
                anchors: anchors?,
                distances,
            });
        }
        Some(all)
    }

    /// Gives back the memory that was kept for more rows.
    pub(crate) fn shrink(&mut self) {
        for part in &mut self.parts {
            part.anchors.shrink_to_fit();
            part.distances.shrink_to_fit();
        }
    }
}

impl ChunkOffsets {
    fn push(&mut self, start: usize) {
        if self.n_rows.is_multiple_of(OFFSET_SPAN) {
            self.anchors.push((start, self.distances.len()));
        } else {
            write_varint(&mut self.distances, start.wrapping_sub(self.last));
        }
        self.last = start;
        self.n_rows += 1;
    }

    fn get(&self, row: usize) -> Option<usize> {
        if row >= self.n_rows {
            return None;
        }
        let (mut start, mut at) = *self.anchors.get(row / OFFSET_SPAN)?;
        for _ in 0..row % OFFSET_SPAN {
            start = start.wrapping_add(read_varint(&self.distances, &mut at));
        }
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use crate::cache::{ByteReader, ByteWriter};
    use crate::row_offsets::RowOffsets;

    fn of(starts: &[usize]) -> RowOffsets {
        let mut all = RowOffsets::default();
        starts.iter().for_each(|it| all.push(*it));
        all
    }

    fn check(starts: &[usize]) {
        let all = of(starts);
        let seen: Vec<usize> = (0..starts.len()).filter_map(|it| all.get(it)).collect();
        assert_eq!(seen, starts);
        assert_eq!((all.len(), all.get(starts.len())), (starts.len(), None));
    }

    #[test]
    fn every_row_is_found_again() {
        check(&[]);
        check(&[7]);
        check(&(0..1000).map(|it| it * 37).collect::<Vec<_>>());
        check(&[5, 1 << 20, (1 << 20) + 1, usize::MAX, 0, 3]);
    }

    #[test]
    fn pieces_are_joined_in_order() {
        let mut all = of(&[0, 10]);
        all.append(of(&[]));
        all.append(of(&[20, 35, 40]));
        assert_eq!(
            (0..6).map(|it| all.get(it)).collect::<Vec<_>>(),
            [0, 10, 20, 35, 40]
                .map(Some)
                .into_iter()
                .chain([None])
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn they_come_back_from_bytes() {
        let mut all = of(&(0..100).map(|it| it * it).collect::<Vec<_>>());
        all.append(of(&[20_000, 20_001]));
        let mut bytes = ByteWriter::default();
        all.write(&mut bytes);
        assert_eq!(RowOffsets::read(&mut ByteReader::new(&bytes.0)), Some(all));
        assert_eq!(RowOffsets::read(&mut ByteReader::new(&bytes.0[..9])), None);
    }

    #[test]
    fn a_row_takes_little_more_than_a_byte() {
        let all = of(&(0..64_000).map(|it| it * 37).collect::<Vec<_>>());
        assert_eq!(
            all.parts[0].distances.len() + all.parts[0].anchors.len(),
            64_000
        );
    }
}
