//! The few things asked of the disk. Every write of the program goes through here.
#![allow(
    clippy::disallowed_methods,
    reason = "the one place the disk is written"
)]

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file, its folders made first.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

/// Copies a file with its permissions.
pub(super) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::copy(from, to).map(|_| ())
}

/// Gives a file the permissions of another one.
pub(super) fn share_permissions(of: &Path, to: &Path) -> io::Result<()> {
    std::fs::set_permissions(to, std::fs::metadata(of)?.permissions())
}

/// Writes a file piece by piece.
pub(super) fn write_pieces(
    path: &Path,
    mut pieces: impl Iterator<Item = Vec<u8>>,
) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    pieces.try_for_each(|it| file.write_all(&it))
}

/// Whether nothing stands at a path, or an empty folder.
pub(super) fn is_free(path: &Path) -> bool {
    match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Makes a folder and its parents.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Removes a folder that may not be there.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    absent_is_fine(std::fs::remove_dir_all(path))
}

/// Removes the files directly in a folder that have certain names.
pub(super) fn remove_files(folder: &Path, is_meant: impl Fn(&str) -> bool) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if is_meant(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Renames a file, durably.
pub(super) fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::File::options()
        .append(true)
        .open(from)?
        .sync_all()?;
    std::fs::rename(from, to)?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Puts a file in a place where none is, durably.
pub(super) fn place_file(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::File::options()
        .append(true)
        .open(from)?
        .sync_all()?;
    std::fs::hard_link(from, to)?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Removes a file that may not be there.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    absent_is_fine(std::fs::remove_file(path))
}

/// Renames a file or folder.
pub(super) fn move_folder(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)
}

/// Renames a folder that may not be there.
pub(super) fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    absent_is_fine(std::fs::rename(from, to))
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|it| {
        if it.kind() == io::ErrorKind::NotFound {
            Ok(())
        } else {
            Err(it)
        }
    })
}

/// Exchanges two folders in one step: a reader meets the one or the other, never neither.
#[cfg(target_os = "linux")]
pub(super) fn exchange_folders(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Exchanges two folders in one step, which this system cannot.
#[cfg(not(target_os = "linux"))]
pub fn exchange_folders(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Waits until everything in a folder would survive a power cut.
#[cfg(target_os = "linux")]
pub(super) fn make_durable(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(std::fs::File::open(folder)?)?)
}

/// Waits until everything in a folder would survive a power cut.
#[cfg(not(target_os = "linux"))]
pub fn make_durable(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            make_durable(&path)?
        } else {
            std::fs::File::options()
                .append(true)
                .open(&path)?
                .sync_all()?
        }
    }
    sync_folder(folder)
}

/// Waits until a folder's entries would survive a power cut.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Waits until a folder's entries would survive a power cut; this system has no such call.
#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The name of a file that is to be written.
#[expect(
    clippy::expect_used,
    reason = "whoever writes a file has given it a name"
)]
pub(super) fn file_name(path: &Path) -> Cow<'_, str> {
    path.file_name()
        .expect("the path of a file ends with its name")
        .to_string_lossy()
}
