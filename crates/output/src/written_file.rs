//! Files that were made: how large they are and what tells them from others, without their bytes.

use crate::sink::Sink;
use gongbao_site::Route;
use gongbao_source::digest::sha256_hex;

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFile {
    pub route: Route,
    pub n_bytes: usize,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

impl WrittenFile {
    /// Notes a file.
    pub fn of(route: Route, bytes: &[u8]) -> WrittenFile {
        WrittenFile {
            route,
            n_bytes: bytes.len(),
            sha256: sha256_hex(bytes),
        }
    }

    /// Hands a file to a sink and notes it.
    pub fn put(route: Route, bytes: &[u8], sink: &dyn Sink) -> WrittenFile {
        sink.put(&route.0, bytes);
        WrittenFile::of(route, bytes)
    }

    /// The file at an address, among those of a page.
    pub fn find<'a>(all: &'a [WrittenFile], route: &Route) -> Option<&'a WrittenFile> {
        all.iter().find(|it| it.route == *route)
    }
}
