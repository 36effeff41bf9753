//! Rows found by the values of some columns, in little memory: a few bytes a row, and no copy of a cell.
//!
//! Cells are compared as they are written, so that the number 1 in one table refers to the text `1` in
//! another. A hash only says where to look; whether two rows are alike the cells themselves decide.

use std::hash::Hasher;
use std::ops::Range;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::scan::row_ranges;
use crate::table::Table;
use crate::typed::TypedColumn;

/// Some columns of a table, compared as a whole.
pub(crate) struct KeyColumns<'t> {
    columns: Vec<TypedColumn<'t>>,
    n_rows: usize,
    /// Whether two cells without value are alike; otherwise a row that has one is like no other.
    missing_alike: bool,
}

impl<'t> KeyColumns<'t> {
    /// The columns at these positions.
    pub(crate) fn new(table: &'t Table, columns: &[usize]) -> KeyColumns<'t> {
        let columns = columns.iter().map(|it| table.typed_at(*it)).collect();
        KeyColumns {
            columns,
            n_rows: table.n_rows(),
            missing_alike: false,
        }
    }

    /// Whole rows, cells without value being alike.
    pub(crate) fn whole(table: &'t Table) -> KeyColumns<'t> {
        let columns: Vec<usize> = (0..table.fields.len()).collect();
        KeyColumns {
            missing_alike: true,
            ..KeyColumns::new(table, &columns)
        }
    }

    /// The hash of a row; nothing if one of its cells has no value.
    fn hash(&self, row: usize, buffer: &mut String) -> Option<u64> {
        let mut hasher = QuickHasher(0x6A09_E667_F3BC_C909);
        for cells in &self.columns {
            if self.missing_alike && !cells.has(row) {
                hasher.write_u8(0xfe);
            } else {
                cells.hash(row, &mut hasher, buffer)?;
            }
        }
        Some(hasher.finish())
    }

    fn is_like(&self, row: usize, other: &KeyColumns<'_>, there: usize) -> bool {
        let mut pairs = self.columns.iter().zip(&other.columns);
        let both_missing = |a: TypedColumn<'_>, b: TypedColumn<'_>| {
            self.missing_alike && !a.has(row) && !b.has(there)
        };
        pairs.all(|(a, b)| a.is_like(row, *b, there) || both_missing(*a, *b))
    }

    /// Rows whose key stood before, in order, each with the row where it stood first. Keys that lack a
    /// part are alike to none; rows that `skipped` names are passed over.
    pub(crate) fn repeated(&self, skipped: impl Fn(usize) -> bool + Sync) -> Vec<(usize, usize)> {
        let parts: Vec<Parts> = row_ranges(self.n_rows)
            .into_par_iter()
            .map(|range| self.parts(range, &skipped))
            .collect();
        let alike = |part: usize| self.alike(&parts, part);
        let mut found: Vec<(usize, usize)> = (0..HASH_PARTS)
            .into_par_iter()
            .flat_map_iter(alike)
            .collect();
        found.sort_unstable();
        found
    }

    /// The rows of a range by their hash, so that those alike are in the same part.
    fn parts<F: Fn(usize) -> bool>(&self, range: Range<usize>, skipped: &F) -> Parts {
        // Hashes spread evenly, so that one part seldom gets much more than its share.
        let share = range.len() / HASH_PARTS;
        let mut parts: Parts = (0..HASH_PARTS)
            .map(|_| Vec::with_capacity(share + share / 4))
            .collect();
        let mut buffer = String::new();
        for row in range.filter(|it| !skipped(*it)) {
            let Some(hash) = self.hash(row, &mut buffer) else {
                continue;
            };
            parts[(hash % HASH_PARTS as u64) as usize]
                .push((hash >> ROW_BITS << ROW_BITS) | row as u64);
        }
        parts
    }

    /// The repeated rows of one part.
    fn alike(&self, parts: &[Parts], part: usize) -> Vec<(usize, usize)> {
        let n_rows: usize = parts.iter().map(|it| it[part].len()).sum();
        let mut slots = vec![EMPTY_SLOT; (n_rows * 2).next_power_of_two().max(2)];
        let last = slots.len() - 1;
        let row = |it: u64| (it & ((1 << ROW_BITS) - 1)) as usize;
        let mut found = Vec::new();
        for tagged in parts.iter().flat_map(|it| &it[part]).copied() {
            let mut at = (tagged >> ROW_BITS) as usize & last;
            // Rows come in order, so that what is met first stood first. Half of the slots are empty.
            while slots[at] != EMPTY_SLOT && !self.is_same(slots[at], tagged) {
                at = (at + 1) & last;
            }
            match slots[at] {
                EMPTY_SLOT => slots[at] = tagged,
                first => found.push((row(tagged), row(first))),
            }
        }
        found
    }

    /// Whether two rows with a part of their hashes are alike.
    fn is_same(&self, a: u64, b: u64) -> bool {
        let row = |it: u64| (it & ((1 << ROW_BITS) - 1)) as usize;
        a >> ROW_BITS == b >> ROW_BITS && self.is_like(row(b), self, row(a))
    }
}

/// A slot without a row.
const EMPTY_SLOT: u64 = u64::MAX;

/// A hash that is quick on short texts. Whoever makes rows of the same hash makes their own build slow.
struct QuickHasher(u64);

impl QuickHasher {
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * 0x9E37_79B9_7F4A_7C15_u128;
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        words
            .iter()
            .for_each(|it| self.add(u64::from_le_bytes(*it)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        let mut last = QuickHasher(self.0);
        last.add(0x2545_F491_4F6C_DD1D);
        last.0
    }
}

/// Into how many parts rows are divided before they are compared.
const HASH_PARTS: usize = 256;
/// The row's share of a number whose upper bits are a hash: more rows than fit no memory holds.
const ROW_BITS: u32 = 40;

type Parts = Vec<Vec<u64>>;

/// The rows of a table, to be found by their keys.
pub(crate) struct KeyIndex<'t> {
    keys: KeyColumns<'t>,
    /// For each hash the rows that may have it follow one another; 0 is empty, others are rows counted from 1.
    slots: Vec<u64>,
}

impl<'t> KeyIndex<'t> {
    /// Takes every row in; rows of which a part is missing are found by nothing.
    pub(crate) fn new(keys: KeyColumns<'t>) -> KeyIndex<'t> {
        let mut index = KeyIndex {
            slots: vec![0; (keys.n_rows * 2).next_power_of_two().max(2)],
            keys,
        };
        let mut buffer = String::new();
        for row in 0..index.keys.n_rows {
            let Some(hash) = index.keys.hash(row, &mut buffer) else {
                continue;
            };
            let at = index.search(hash, |it| index.keys.is_like(row, &index.keys, it));
            index.slots[at] = row as u64 + 1;
        }
        index
    }

    /// The rows of another table whose key stands nowhere here, in order. Keys that lack a part refer to
    /// nothing.
    pub(crate) fn strangers(&self, keys: &KeyColumns<'_>) -> Vec<usize> {
        let strangers = |range: Range<usize>| {
            let mut buffer = String::new();
            let is_stranger = |row: &usize| {
                let Some(hash) = keys.hash(*row, &mut buffer) else {
                    return false;
                };
                self.slots[self.search(hash, |it| keys.is_like(*row, &self.keys, it))] == 0
            };
            range.filter(is_stranger).collect()
        };
        let found: Vec<Vec<usize>> = row_ranges(keys.n_rows)
            .into_par_iter()
            .map(strangers)
            .collect();
        found.concat()
    }

    /// The slot of the row that is meant, or the empty one where it would be.
    fn search(&self, hash: u64, is_meant: impl Fn(usize) -> bool) -> usize {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        // Half of the slots are empty, so there is an end.
        while self.slots[at] != 0 && !is_meant(self.slots[at] as usize - 1) {
            at = (at + 1) & last;
        }
        at
    }
}

impl Table {
    /// Rows whose values in some columns stood before, each with the row where they stood first; what lacks one of
    /// these values is like none.
    pub fn repeated(&self, columns: &[usize]) -> Vec<(usize, usize)> {
        KeyColumns::new(self, columns).repeated(|_| false)
    }

    /// Whether a column has a value in every row, and none of them twice.
    pub fn identifies(&self, column: usize) -> bool {
        let is_full = self.typed(column).is_some_and(|it| it.n_missing() == 0);
        is_full && self.repeated(&[column]).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::index::{KeyColumns, KeyIndex};
    use crate::testing::table;

    #[test]
    fn repeated_rows_know_where_they_stood_first() {
        let table = table("a,b\nx,1\ny,1\nx,1\nx,2\nx,1\n,1\n,1\n");
        let repeated = |columns: &[usize]| KeyColumns::new(&table, columns).repeated(|_| false);
        assert_eq!(repeated(&[0, 1]), [(2, 0), (4, 0)]);
        assert_eq!(repeated(&[0]), [(2, 0), (3, 0), (4, 0)]);
        assert_eq!(
            KeyColumns::new(&table, &[0]).repeated(|it| it == 0),
            [(3, 2), (4, 2)]
        );
    }

    #[test]
    fn whole_rows_may_lack_the_same_cell() {
        let table = table("a,b\nx,\n,1\nx,\n,1\nx,1\n");
        assert_eq!(
            KeyColumns::whole(&table).repeated(|_| false),
            [(2, 0), (3, 1)]
        );
    }

    #[test]
    fn many_rows_are_told_apart() {
        let rows: String = (0..200_000)
            .map(|it| format!("k{},{}\n", it % 150_000, it % 3))
            .collect();
        let table = table(&format!("a,b\n{rows}"));
        let found = KeyColumns::new(&table, &[0]).repeated(|_| false);
        assert_eq!(
            found,
            (150_000..200_000)
                .map(|it| (it, it - 150_000))
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn strangers_are_rows_whose_key_is_unknown() {
        let (own, theirs) = (
            table("a,b\n1,x\n2,x\n,x\n3,y\n"),
            table("t,u\nx,1\ny,3\nz,2\n"),
        );
        let index = KeyIndex::new(KeyColumns::new(&theirs, &[1, 0]));
        assert_eq!(index.strangers(&KeyColumns::new(&own, &[0, 1])), [1]);
    }

    #[test]
    fn cells_are_compared_as_they_are_written() {
        let (own, theirs) = (table("a,b\n1,-\n7,-\n"), table("t,u\n1,x\nx,y\n"));
        assert_eq!(
            KeyIndex::new(KeyColumns::new(&theirs, &[0])).strangers(&KeyColumns::new(&own, &[0])),
            [1]
        );
    }
}
