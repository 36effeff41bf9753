//! What a later run may find instead of working it out: nothing of it is published, and it may be deleted
//! at any time.
//!
//! One run at a time writes, under a lock, and drops what it has no use for: the folder holds what
//! one build needs and no more. A cache that cannot be written is no mistake, and nobody is told.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;

use crate::publish::disk;

/// Something that may be kept.
pub struct CacheEntry<'a> {
    /// The name it is found by.
    key: String,
    /// Its bytes, piece by piece; none if they are kept already.
    chunks: Option<Chunks<'a>>,
}

type Chunks<'a> = Box<dyn Iterator<Item = Vec<u8>> + 'a>;

impl<'a> CacheEntry<'a> {
    /// What is found by a key; without bytes it is there already.
    pub fn new(key: &str, pieces: Option<impl Iterator<Item = Vec<u8>> + 'a>) -> CacheEntry<'a> {
        CacheEntry {
            key: key.to_owned(),
            chunks: pieces.map(|it| Box::new(it) as Chunks<'a>),
        }
    }
}

impl fmt::Debug for CacheEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keepsake")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Keeps these things in a folder and drops all others, so that it holds no more than one run needs. What
/// cannot be kept is worked out again next time: nobody needs to hear of it.
pub fn keep_for_next_run(folder: &Path, things: Vec<CacheEntry<'_>>) {
    if folder.exists() || things.iter().any(|it| it.chunks.is_some()) {
        let _ = try_keep(folder, things);
    }
}

fn try_keep(folder: &Path, things: Vec<CacheEntry<'_>>) -> io::Result<()> {
    disk::make_folder(folder)?;
    // Another run may be at it; one of them is enough.
    let lock = File::options()
        .create(true)
        .append(true)
        .open(folder.join("lock"))?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    // Whoever keeps the site under version control does not mean this.
    disk::write_file(&folder.join(".gitignore"), b"*\n")?;
    let is_stale = |name: &str| name.len() == KEY_LENGTH && !things.iter().any(|it| it.key == name);
    disk::remove_files(folder, |name| name == UNFINISHED_SUFFIX || is_stale(name))?;
    for thing in things {
        if let Some(pieces) = thing.chunks {
            // Written under another name first: a killed run leaves nothing that looks whole.
            disk::write_pieces(&folder.join(UNFINISHED_SUFFIX), pieces)?;
            disk::move_folder(&folder.join(UNFINISHED_SUFFIX), &folder.join(&thing.key))?;
        }
    }
    Ok(())
}

/// The name of what is being written.
const UNFINISHED_SUFFIX: &str = "part";

/// How long the names are that keys have.
const KEY_LENGTH: usize = 64;

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use std::path::Path;

    use crate::publish::build_cache::{CacheEntry, keep_for_next_run};

    fn thing(letter: &str, is_new: bool) -> CacheEntry<'static> {
        CacheEntry::new(
            &letter.repeat(64),
            is_new.then(|| std::iter::once(b"x".to_vec())),
        )
    }

    fn names(folder: &Path) -> String {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|it| it.expect("an entry").file_name().to_string_lossy()[..1].to_owned())
            .collect();
        names.sort();
        names.concat()
    }

    #[test]
    fn only_what_is_of_use_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("kept");
        keep_for_next_run(&folder, vec![thing("a", false)]);
        assert!(!folder.exists());
        keep_for_next_run(&folder, vec![thing("a", true), thing("b", true)]);
        assert_eq!(names(&folder), ".abl");
        keep_for_next_run(&folder, vec![thing("b", false), thing("c", true)]);
        assert_eq!(names(&folder), ".bcl");
        std::fs::write(folder.join("part"), b"half").expect("what a killed run leaves");
        keep_for_next_run(&folder, vec![]);
        assert_eq!(names(&folder), ".l");
    }

    #[test]
    fn what_cannot_be_kept_is_no_mistake() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("kept");
        std::fs::write(&folder, b"a file").expect("a file");
        keep_for_next_run(&folder, vec![thing("a", true)]);
        assert_eq!(std::fs::read(&folder).expect("a file"), b"a file");
    }

    #[test]
    fn one_run_at_a_time_keeps() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("kept");
        keep_for_next_run(&folder, vec![thing("a", true)]);
        let lock = std::fs::File::options()
            .append(true)
            .open(folder.join("lock"))
            .expect("a lock");
        lock.lock().expect("locked");
        keep_for_next_run(&folder, vec![thing("b", true)]);
        assert_eq!(names(&folder), ".al");
    }
}
