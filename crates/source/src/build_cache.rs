//! The on-disk build cache: results of earlier runs, kept beside the site.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::digest::{digest_pieces, encode_hex};

/// The folder in which it is kept, within the site's.
pub const CACHE_FOLDER: &str = ".gongbao-cache";

/// What is kept, found by what it was made from. Nothing is ever found that was made from anything else.
#[derive(Clone, Debug, Default)]
pub struct BuildCache {
    folder: Option<PathBuf>,
    /// Which program asks: another one may work things out otherwise.
    program: String,
}

impl BuildCache {
    /// What is kept for a site; `program` is different for each program that may give other results.
    pub fn new(site: &Path, program: &str) -> BuildCache {
        BuildCache {
            folder: Some(site.join(CACHE_FOLDER)),
            program: program.to_owned(),
        }
    }

    /// What is kept in a folder of its own within this one.
    #[must_use]
    pub fn namespace(&self, name: &str) -> BuildCache {
        BuildCache {
            folder: self.folder.as_ref().map(|it| it.join(name)),
            program: self.program.clone(),
        }
    }

    /// The key of what is made from these parts, each of which tells all that matters of it.
    pub fn key(&self, parts: &[&str]) -> String {
        let mut hasher = Sha256::new();
        for part in [self.program.as_str()].iter().chain(parts) {
            // The length in front keeps ("a", "bc") and ("ab", "c") apart.
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        encode_hex(&hasher.finalize())
    }

    /// The bytes kept under a key. What was damaged on the disk counts as not there.
    #[allow(
        clippy::disallowed_methods,
        reason = "this crate is where the disk is read"
    )]
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        // What cannot be read is worked out again.
        let Ok(mut bytes) = std::fs::read(self.folder.as_ref()?.join(key)) else {
            return None;
        };
        let end = bytes.len().checked_sub(CHECKSUM_BYTES)?;
        let is_whole = digest_pieces([&bytes[..end]]) == bytes[end..];
        bytes.truncate(end);
        is_whole.then_some(bytes)
    }
}

/// How many bytes tell at the end whether those before them are whole.
const CHECKSUM_BYTES: usize = 32;

/// The pieces of something that is to be kept, and at the end what tells whether they are whole.
pub fn append_checksum(pieces: impl Iterator<Item = Vec<u8>>) -> impl Iterator<Item = Vec<u8>> {
    pieces
        .map(Some)
        .chain([None])
        .scan(Sha256::new(), |seal, piece| {
            if let Some(piece) = &piece {
                seal.update(piece);
            }
            Some(piece.unwrap_or_else(|| seal.finalize_reset().to_vec()))
        })
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use crate::build_cache::{BuildCache, CACHE_FOLDER, append_checksum};

    #[test]
    fn keys_tell_the_parts_and_the_program() {
        let root = tempfile::tempdir().expect("a folder");
        let (a, b) = (
            BuildCache::new(root.path(), "1"),
            BuildCache::new(root.path(), "2"),
        );
        assert_ne!(a.key(&["a", "bc"]), a.key(&["ab", "c"]));
        assert_ne!(a.key(&["a"]), b.key(&["a"]));
        assert_eq!(a.key(&["a"]), a.key(&["a"]));
    }

    #[test]
    fn what_is_damaged_is_not_there() {
        let root = tempfile::tempdir().expect("a folder");
        let kept = BuildCache::new(root.path(), "1");
        let folder = root.path().join(CACHE_FOLDER);
        std::fs::create_dir(&folder).expect("a folder");
        let put = |bytes: &[u8]| std::fs::write(folder.join("k"), bytes).expect("a file");
        let whole = append_checksum([b"a".to_vec(), b"bc".to_vec()].into_iter())
            .collect::<Vec<_>>()
            .concat();
        put(&whole);
        assert_eq!(kept.get("k").as_deref(), Some(b"abc".as_slice()));
        put(&[b"abd".as_slice(), &whole[3..]].concat());
        assert_eq!(kept.get("k"), None);
        put(&whole[..20]);
        assert_eq!((kept.get("k"), kept.get("other")), (None, None));
    }
}
