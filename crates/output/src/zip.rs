//! A ZIP archive in memory: the container of office documents. The same parts give the same bytes.

use std::io::{Cursor, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, System, ZipWriter};

/// How hard the packer tries; more gains little.
const LEVEL: i64 = 6;

/// An archive that is being written.
#[derive(Debug)]
pub struct ZipBuilder {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for ZipBuilder {
    fn default() -> ZipBuilder {
        ZipBuilder {
            writer: ZipWriter::new(Cursor::new(Vec::new())),
        }
    }
}

impl ZipBuilder {
    /// Adds a file made of pieces, each of which is packed and forgotten before the next is asked for.
    #[expect(
        clippy::expect_used,
        reason = "memory takes whatever it is given, names are ours and each is used once, and a spreadsheet holds at most 20 million cells, which are less than four gigabytes"
    )]
    pub fn add<T: AsRef<[u8]>>(&mut self, name: &str, pieces: impl IntoIterator<Item = T>) {
        // All that the crate would take from the machine is said: the first day an archive can name, for files have no
        // date of their own, and a system.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix);
        self.writer
            .start_file(name, options)
            .expect("a part has a name of its own");
        for piece in pieces {
            self.writer
                .write_all(piece.as_ref())
                .expect("memory takes whatever it is given");
        }
    }

    /// The whole archive.
    #[expect(clippy::expect_used, reason = "a vector in memory refuses no bytes")]
    pub fn finish(self) -> Vec<u8> {
        self.writer
            .finish()
            .expect("memory takes whatever it is given")
            .into_inner()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use ::zip::ZipArchive;

    use crate::zip::ZipBuilder;

    fn archive() -> Vec<u8> {
        let mut zip = ZipBuilder::default();
        zip.add("一.txt", ["公", "报"]);
        zip.add("b/c.txt", std::iter::repeat_n("x", 1000));
        zip.finish()
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut archive = ZipArchive::new(Cursor::new(archive())).expect("an archive");
        let mut read = |at: usize| {
            let (mut part, mut text) = (archive.by_index(at).expect("a part"), String::new());
            part.read_to_string(&mut text).expect("a packed text");
            (part.name().expect("a name").into_owned(), text)
        };
        assert_eq!(read(0), ("一.txt".to_owned(), "公报".to_owned()));
        assert_eq!(read(1), ("b/c.txt".to_owned(), "x".repeat(1000)));
    }

    #[test]
    fn nothing_is_taken_from_the_clock_or_the_machine() {
        let bytes = archive();
        assert_eq!(bytes, archive());
        // The date stands behind signature, version, flags, method and time.
        assert_eq!(bytes[10..14], [0, 0, 0x21, 0]);
    }
}
