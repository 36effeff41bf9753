//! The output folder, its neighbours on disk, and the moment one takes the place of the other.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::disk;
use crate::publish::path_diagnostic::{cannot_write, path_diagnostic};
use gongbao_diag::{Code, Diagnostic};

/// Where the output folder and its neighbours stand. The neighbours are on the same disk, so that a
/// rename is enough to put one in the place of the other.
#[derive(Debug)]
pub(super) struct Folder {
    /// The folder readers see.
    pub live: PathBuf,
    /// The one being filled.
    pub stage: PathBuf,
    /// The one that was live, where two folders cannot be exchanged in one step.
    previous: PathBuf,
    lock: PathBuf,
}

impl Folder {
    /// Follows links and makes the parents of an output folder that may not exist yet.
    pub(super) fn find(out: &Path) -> io::Result<Folder> {
        let live = match out.canonicalize() {
            Ok(live) => live,
            Err(error) if error.kind() == io::ErrorKind::NotFound => not_yet(out)?,
            Err(error) => return Err(error),
        };
        let name = live
            .file_name()
            .ok_or(io::ErrorKind::InvalidInput)?
            .to_string_lossy()
            .into_owned();
        let beside = |suffix: &str| live.with_file_name(format!(".{name}.gongbao-{suffix}"));
        let (stage, previous, lock) = (beside("stage"), beside("previous"), beside("lock"));
        Ok(Folder {
            live,
            stage,
            previous,
            lock,
        })
    }

    /// Keeps other builds out until the file is closed, which the system does for a killed one too.
    pub(super) fn lock(&self) -> Result<File, Diagnostic> {
        // The file stays: removing it would let two builds hold locks on two files of one name.
        let file = File::options().create(true).append(true).open(&self.lock);
        let file = file.map_err(|it| cannot_write(&self.lock, it))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(path_diagnostic(Code::Locked, &self.live)),
            Err(TryLockError::Error(error)) => Err(cannot_write(&self.lock, error)),
        }
    }

    /// Makes good what a killed build left: half-made folders go, a live one that was moved away returns.
    pub(super) fn recover(&self) -> io::Result<()> {
        disk::remove_folder(&self.stage)?;
        if self.live.exists() {
            disk::remove_folder(&self.previous)
        } else {
            disk::move_if_there(&self.previous, &self.live)
        }
    }

    /// Puts the stage in the place of the live folder.
    pub(super) fn swap(&self) -> io::Result<()> {
        if !self.live.exists() {
            disk::move_folder(&self.stage, &self.live)?;
        } else if disk::exchange_folders(&self.stage, &self.live).is_err() {
            self.swap_in_two_steps()?;
        }
        // The swap has happened, whether or not the disk can be asked to remember it at once.
        self.live
            .parent()
            .map_or(Ok(()), disk::sync_folder)
            .or(Ok(()))
    }

    /// For systems that cannot exchange two folders: [`Folder::recover`] heals a kill between the steps.
    fn swap_in_two_steps(&self) -> io::Result<()> {
        disk::move_folder(&self.live, &self.previous)?;
        disk::move_folder(&self.stage, &self.live).inspect_err(|_| {
            // If this fails as well, the next build brings the previous version back.
            let _ = disk::move_folder(&self.previous, &self.live);
        })
    }

    /// Removes everything but the live folder. What cannot be removed now, the next build removes.
    pub(super) fn clear(&self) {
        let _ = disk::remove_folder(&self.stage);
        if self.live.exists() {
            let _ = disk::remove_folder(&self.previous);
        }
    }
}

/// The address of a folder that does not exist, its parents made.
fn not_yet(out: &Path) -> io::Result<PathBuf> {
    let name = out.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    if out.is_symlink() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "the link leads nowhere",
        ));
    }
    let parent = out
        .parent()
        .filter(|it| !it.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    disk::make_folder(parent)?;
    Ok(parent.canonicalize()?.join(name))
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::publish::folder::Folder;

    fn version(folder: &Path, text: &str) {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("index.html"), text).expect("a file");
    }

    fn shown(folder: &Folder) -> String {
        fs::read_to_string(folder.live.join("index.html")).expect("a page")
    }

    fn check(work: impl FnOnce(&Folder), expected: &str) {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Folder::find(&root.path().join("public")).expect("a place");
        version(&folder.live, "old");
        version(&folder.stage, "new");
        work(&folder);
        folder.recover().expect("recovery");
        assert_eq!(shown(&folder), expected);
        assert!(!folder.stage.exists() && !folder.previous.exists());
    }

    #[test]
    fn keeps_the_live_folder_when_killed_before_the_swap() {
        check(|_| (), "old");
    }

    #[test]
    fn shows_the_new_version_after_the_swap() {
        check(|it| it.swap().expect("a swap"), "new");
    }

    #[test]
    fn shows_the_new_version_after_a_swap_in_two_steps() {
        check(|it| it.swap_in_two_steps().expect("a swap"), "new");
    }

    #[test]
    fn brings_the_old_version_back_when_killed_between_two_steps() {
        check(
            |it| fs::rename(&it.live, &it.previous).expect("the first step"),
            "old",
        );
    }
}
