//! A ZIP archive in memory: the container of office documents. The same parts give the same bytes.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 1 January 1980, the first day an archive can name: files have no date of their own.
const DATE: u16 = 0x21;
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Names are UTF-8.
const FLAGS: u16 = 0x800;
const DEFLATED: u16 = 8;
const VERSION: u16 = 20;
/// Where the check sum and the sizes stand in a local header.
const SUMS_AT: usize = 14;

/// An archive that is being written.
#[derive(Debug, Default)]
pub struct Zip {
    out: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u32,
    sums: [u32; 3],
}

impl Zip {
    /// Adds a file made of pieces, each of which is packed and forgotten before the next is asked for.
    pub fn add<T: AsRef<[u8]>>(&mut self, name: &str, pieces: impl IntoIterator<Item = T>) {
        let start = self.out.len();
        self.header(name, [0; 3]);
        let packed_from = self.out.len();
        let mut sum = Crc::new();
        let mut size = 0_usize;
        let mut packer = DeflateEncoder::new(&mut self.out, Compression::default());
        for piece in pieces {
            let bytes = piece.as_ref();
            sum.update(bytes);
            size += bytes.len();
            written(packer.write_all(bytes));
        }
        written(packer.finish());
        let sums = [sum.sum(), short(self.out.len() - packed_from), short(size)];
        let written = sums.map(u32::to_le_bytes).concat();
        self.out[start + SUMS_AT..start + SUMS_AT + written.len()].copy_from_slice(&written);
        self.entries.push(Entry {
            name: name.to_owned(),
            start: short(start),
            sums,
        });
    }

    fn header(&mut self, name: &str, sums: [u32; 3]) {
        self.long(LOCAL);
        [VERSION, FLAGS, DEFLATED, 0, DATE]
            .iter()
            .for_each(|it| self.word(*it));
        sums.iter().for_each(|it| self.long(*it));
        self.word(count(name.len()));
        self.word(0);
        self.out.extend_from_slice(name.as_bytes());
    }

    /// The whole archive.
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.out.len();
        let entries = std::mem::take(&mut self.entries);
        for it in &entries {
            self.long(CENTRAL);
            [VERSION, VERSION, FLAGS, DEFLATED, 0, DATE]
                .iter()
                .for_each(|it| self.word(*it));
            it.sums.iter().for_each(|it| self.long(*it));
            self.word(count(it.name.len()));
            // No extra field, no remark, first disk, no attributes.
            [0; 4].iter().for_each(|it| self.word(*it));
            [0, it.start].iter().for_each(|it| self.long(*it));
            self.out.extend_from_slice(it.name.as_bytes());
        }
        let n = count(entries.len());
        let size = short(self.out.len() - start);
        self.long(END);
        [0, 0, n, n].iter().for_each(|it| self.word(*it));
        [size, short(start)].iter().for_each(|it| self.long(*it));
        self.word(0);
        self.out
    }

    fn word(&mut self, it: u16) {
        self.out.extend_from_slice(&it.to_le_bytes());
    }

    fn long(&mut self, it: u32) {
        self.out.extend_from_slice(&it.to_le_bytes());
    }
}

/// Writing to a `Vec` cannot fail.
#[expect(clippy::expect_used, reason = "a vector in memory refuses no bytes")]
fn written<T>(done: std::io::Result<T>) -> T {
    done.expect("memory takes whatever it is given")
}

/// Archives of four gigabytes need a longer form; cut short, they would be damaged and nobody would know.
#[expect(
    clippy::expect_used,
    reason = "a spreadsheet holds at most 20 million cells, a document is far smaller"
)]
fn short(it: usize) -> u32 {
    u32::try_from(it).expect("an archive is smaller than four gigabytes")
}

/// Lengths of names, and how many files there are.
#[expect(
    clippy::expect_used,
    reason = "names of parts are ours, and so are the parts"
)]
fn count(it: usize) -> u16 {
    u16::try_from(it).expect("an archive has few files with short names")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::Crc;
    use flate2::read::DeflateDecoder;

    use crate::zip::Zip;

    /// The files of an archive, read from its central directory as programs do.
    fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
        let long = |at: usize| {
            u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
        };
        let word = |at: usize| {
            usize::from(u16::from_le_bytes(
                bytes[at..at + 2].try_into().expect("two bytes"),
            ))
        };
        let end = bytes.len() - 22;
        let mut at = long(end + 16);
        let mut files = Vec::new();
        for _ in 0..word(end + 10) {
            let (sum, packed, size, name) =
                (long(at + 16), long(at + 20), long(at + 24), word(at + 28));
            let start = long(at + 42);
            let data = start + 30 + word(start + 26);
            let mut text = String::new();
            let mut reader = DeflateDecoder::new(&bytes[data..data + packed]);
            assert_eq!(
                reader.read_to_string(&mut text).expect("a packed text"),
                size
            );
            let mut crc = Crc::new();
            crc.update(text.as_bytes());
            assert_eq!(crc.sum() as usize, sum);
            files.push((
                String::from_utf8_lossy(&bytes[at + 46..at + 46 + name]).into_owned(),
                text,
            ));
            at += 46 + name;
        }
        files
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut zip = Zip::default();
        zip.add("一.txt", ["公", "报"]);
        zip.add("b/c.txt", std::iter::repeat_n("x", 1000));
        let files = unpacked(&zip.finish());
        assert_eq!(files[0], ("一.txt".to_owned(), "公报".to_owned()));
        assert_eq!((files[1].0.as_str(), files[1].1.len()), ("b/c.txt", 1000));
    }
}
