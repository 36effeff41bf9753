//! Where finished files go.

/// Takes finished files, from any thread and in any order. Complaints are the sink's own to keep.
pub trait Sink: Sync {
    /// Takes one file. `path` is relative, with `/`. Two files of one path are a mistake it reports.
    fn put(&self, path: &str, bytes: &[u8]);
    /// Whether files are kept at all. Where they are not, bytes that take long to make may be left out.
    fn keeps(&self) -> bool {
        true
    }
    /// Whether a file is wanted; a path that ends in `/` means any below it. What is not wanted need not be made.
    fn wants(&self, _path: &str) -> bool {
        true
    }
}
