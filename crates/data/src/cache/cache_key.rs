//! The key under which a table is kept for the next run.

use crate::redaction::Redaction;
use gongbao_source::BuildCache;

/// What a table is kept under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CacheKey {
    pub(super) key: String,
    /// Whether it was made in this run.
    pub(super) is_new: bool,
    /// Whether it, or a table it was made from, is worth keeping.
    pub(super) is_large: bool,
}

impl CacheKey {
    /// Notes what is taken out of the table: what is derived from it from now on is another.
    pub(crate) fn cut(&mut self, what: &Redaction) {
        self.key = BuildCache::default().key(&[&self.key, &format!("{what:?}")]);
    }
}
