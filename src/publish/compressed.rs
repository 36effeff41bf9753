//! A sink that packs files beside themselves, for servers that hand them out packed.
//!
//! It stands behind the search and the check of references: what is packed has been searched, and
//! nothing refers to it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use gongbao_output::Sink;
use gongbao_settings::CompressionFormat;

/// What becomes smaller: text, and pictures that are text.
const PACKED_EXTENSIONS: [&str; 10] = [
    "html",
    "css",
    "js",
    "json",
    "svg",
    "csv",
    "xml",
    "txt",
    "geojson",
    "webmanifest",
];
/// Smaller files gain nothing that anybody would notice.
const MIN_PACKED_BYTES: usize = 1_000;
/// How hard brotli tries, of 11, where the last two steps take ten times as long for a tenth; and its window.
const BROTLI_QUALITY: u32 = 9;
const BROTLI_WINDOW: u32 = 22;

struct PackingSink<'a> {
    sink: &'a dyn Sink,
    formats: &'a [CompressionFormat],
}

/// Lets outputs write into a sink; files that become smaller are written packed, too.
pub fn pack_files(sink: &dyn Sink, formats: &[CompressionFormat], write: impl FnOnce(&dyn Sink)) {
    write(&PackingSink { sink, formats });
}

impl Sink for PackingSink<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        self.sink.put(path, bytes);
        let is_text = path
            .rsplit_once('.')
            .is_some_and(|(_, it)| PACKED_EXTENSIONS.contains(&it));
        if !is_text || bytes.len() < MIN_PACKED_BYTES || !self.keeps() {
            return;
        }
        for format in self.formats {
            let packed = compress_bytes(*format, bytes);
            if packed.len() < bytes.len() {
                self.sink
                    .put(&format!("{path}.{}", format.extension()), &packed);
            }
        }
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }
}

/// The same bytes for the same file: neither format is given a name or a time.
#[expect(clippy::expect_used, reason = "memory takes whatever is written")]
fn compress_bytes(format: CompressionFormat, bytes: &[u8]) -> Vec<u8> {
    match format {
        CompressionFormat::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes).expect("memory takes the bytes");
            encoder.finish().expect("memory takes the bytes")
        }
        CompressionFormat::Brotli => {
            let mut encoder =
                brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
            encoder.write_all(bytes).expect("memory takes the bytes");
            encoder.flush().expect("memory takes the bytes");
            encoder.into_inner()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use crate::publish::compressed::{compress_bytes, pack_files};
    use crate::publish::{DiscardSink, open_stage};
    use gongbao_diag::Diags;
    use gongbao_output::Sink;
    use gongbao_settings::CompressionFormat;

    #[test]
    fn what_is_packed_is_the_file() {
        let text = "派出所警力占比".repeat(300);
        let gzip = compress_bytes(CompressionFormat::Gzip, text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_string(&mut back)
            .expect("gzip");
        assert_eq!(back, text);
        // Neither a time nor a name, which would differ from build to build.
        assert_eq!(gzip[3..8], [0; 5]);
        let packed = compress_bytes(CompressionFormat::Brotli, text.as_bytes());
        let mut back = String::new();
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_string(&mut back)
            .expect("brotli");
        assert_eq!(back, text);
    }

    #[test]
    fn large_texts_are_packed_and_counted_among_the_files() {
        let root = tempfile::tempdir().expect("a folder");
        let mut diags = Diags::new();
        let stage = open_stage(&root.path().join("public"), &mut diags).expect("a stage");
        pack_files(&stage, &CompressionFormat::ALL, |sink| {
            sink.put("a.html", &[b'x'; 2_000]);
            sink.put("b.html", b"short");
            sink.put("c.png", &[0; 2_000]);
        });
        let published = stage.swap_in(&mut diags).expect("a site");
        assert_eq!(published.n_files, 5);
        assert!(
            root.path().join("public/a.html.gz").exists()
                && root.path().join("public/a.html.br").exists()
        );
    }

    #[test]
    fn a_check_packs_nothing() {
        let sink = DiscardSink::default();
        pack_files(&sink, &CompressionFormat::ALL, |sink| {
            sink.put("a.html", &[b'x'; 2_000])
        });
        sink.put("a.html.gz", b"");
        let mut diags = Diags::new();
        sink.finish(&mut diags);
        assert_eq!(diags.len(), 0);
    }
}
