//! What a later run may find instead of working it out: nothing of it is published, and it may be deleted
//! at any time.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;

use crate::publish::disk;

/// Something that may be kept.
pub struct Keepsake<'a> {
    /// The name it is found by.
    key: String,
    /// Its bytes; none if they are kept already.
    bytes: Option<Box<dyn Fn() -> Vec<u8> + 'a>>,
}

impl<'a> Keepsake<'a> {
    /// What is found by a key; without bytes it is there already.
    pub fn new(key: &str, bytes: Option<impl Fn() -> Vec<u8> + 'a>) -> Keepsake<'a> {
        Keepsake { key: key.to_owned(), bytes: bytes.map(|it| Box::new(it) as Box<dyn Fn() -> Vec<u8> + 'a>) }
    }
}

impl fmt::Debug for Keepsake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keepsake").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Keeps these things in a folder and drops all others. What cannot be kept is worked out again next time:
/// nobody needs to hear of it.
pub fn keep(folder: &Path, things: &[Keepsake<'_>]) {
    if folder.exists() || things.iter().any(|it| it.bytes.is_some()) {
        let _ = try_keep(folder, things);
    }
}

fn try_keep(folder: &Path, things: &[Keepsake<'_>]) -> io::Result<()> {
    disk::make_folder(folder)?;
    // Another run may be at it; one of them is enough.
    let lock = File::options().create(true).append(true).open(folder.join("lock"))?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    // Whoever keeps the site under version control does not mean this.
    disk::write(&folder.join(".gitignore"), b"*\n")?;
    disk::remove_files(folder, |name| name.len() == KEY && !things.iter().any(|it| it.key == name))?;
    for thing in things {
        if let Some(bytes) = &thing.bytes {
            // Written under another name first: a killed run leaves nothing that looks whole.
            let part = folder.join("part");
            disk::write(&part, &bytes())?;
            disk::move_folder(&part, &folder.join(&thing.key))?;
        }
    }
    Ok(())
}

/// How long the names are that keys have.
const KEY: usize = 64;

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the tests look at the disk themselves")]
mod tests {
    use std::path::Path;

    use crate::publish::keep::{Keepsake, keep};

    fn thing(letter: &str, is_new: bool) -> Keepsake<'static> {
        Keepsake::new(&letter.repeat(64), is_new.then_some(|| b"x".to_vec()))
    }

    fn names(folder: &Path) -> String {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|it| it.expect("an entry").file_name().to_string_lossy()[..1].to_owned()).collect();
        names.sort();
        names.concat()
    }

    #[test]
    fn only_what_is_of_use_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("kept");
        keep(&folder, &[thing("a", false)]);
        assert!(!folder.exists());
        keep(&folder, &[thing("a", true), thing("b", true)]);
        assert_eq!(names(&folder), ".abl");
        keep(&folder, &[thing("b", false), thing("c", true)]);
        assert_eq!(names(&folder), ".bcl");
        keep(&folder, &[]);
        assert_eq!(names(&folder), ".l");
    }
}
