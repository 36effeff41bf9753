//! All or nothing: files are staged beside the output folder, made durable, and swapped in at once.
//!
//! The only module that writes files. A build may be killed at any moment: the output folder is then one
//! of the two complete versions, and the next build clears what is left over. Start at [`open_stage`].
//!
//! The record of an edition is written beside its place before the swap and renamed after it. A
//! build killed in between leaves a published site without a record of that name, never a record of
//! what was not published.

mod build_cache;
mod compressed;
mod create;
mod disk;
mod folder;
mod manifest;
mod path_diagnostic;
mod portability;
mod rewrite;
mod scanned;

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

pub use build_cache::{CacheEntry, keep_for_next_run};
pub use compressed::pack_files;
pub use create::{create_folder, put_files};
use folder::Folder;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_output::Sink;
use manifest::ManifestEntry;
use path_diagnostic::{cannot_write, path_diagnostic};
pub use portability::{PortabilityRules, check_portability};
pub use rewrite::rewrite_files;
pub use scanned::scan_output;

/// A folder being filled beside the output folder, under a lock. Dropping it leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    folder: Folder,
    taken: Taken,
    /// Closing it gives the lock back.
    _lock: File,
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub n_files: usize,
    pub n_bytes: u64,
}

/// What was taken so far, by path in lower case: some disks tell no letter case apart.
#[allow(
    clippy::disallowed_types,
    reason = "outputs hand files over from many threads; the order is lost by the map"
)]
#[derive(Debug, Default)]
struct Taken(std::sync::Mutex<Contents>);

#[derive(Debug, Default)]
struct Contents {
    files: BTreeMap<String, ManifestEntry>,
    complaints: Vec<Diagnostic>,
}

/// Opens a stage for an output folder, clearing what a killed build left behind.
///
/// Nothing is given if the folder holds files of somebody else, is being written, or cannot be written;
/// the complaint is filed.
pub fn open_stage(out: &Path, diags: &mut Diags) -> Option<Stage> {
    let opened = try_open_stage(out);
    diags.keep(opened)
}

fn try_open_stage(out: &Path) -> Result<Stage, Diagnostic> {
    let folder = Folder::find(out).map_err(|it| cannot_write(out, it))?;
    let lock = folder.lock()?;
    folder
        .recover()
        .map_err(|it| cannot_write(&folder.live, it))?;
    manifest::check_ours(&folder.live)?;
    disk::make_folder(&folder.stage).map_err(|it| cannot_write(&folder.stage, it))?;
    Ok(Stage {
        folder,
        taken: Taken::default(),
        _lock: lock,
    })
}

impl Stage {
    /// The mistakes met while files were taken.
    pub fn finish(&self, diags: &mut Diags) {
        let complaints = self.taken.with(|it| std::mem::take(&mut it.complaints));
        complaints.into_iter().for_each(|it| diags.push(it));
    }

    /// Makes the stage the output folder in one step.
    pub fn swap_in(self, diags: &mut Diags) -> Option<Published> {
        let files: Vec<ManifestEntry> = self
            .taken
            .with(|it| std::mem::take(&mut it.files))
            .into_values()
            .collect();
        let swapped = self
            .swap(&files)
            .map_err(|it| cannot_write(&self.folder.live, it));
        diags.keep(swapped)?;
        Some(Published {
            n_files: files.len(),
            n_bytes: files.iter().map(|it| it.n_bytes).sum(),
        })
    }

    fn swap(&self, files: &[ManifestEntry]) -> io::Result<()> {
        let manifest = self.folder.stage.join(manifest::MANIFEST_NAME);
        disk::write_file(&manifest, manifest::write_manifest(files).as_bytes())?;
        disk::make_durable(&self.folder.stage)?;
        self.folder.swap()
    }
}

impl Drop for Stage {
    /// Removes the half-made version, or after the swap the previous one.
    fn drop(&mut self) {
        self.folder.clear();
    }
}

impl Sink for Stage {
    fn put(&self, path: &str, bytes: &[u8]) {
        let taken = self.taken.claim(path, bytes).and_then(|()| {
            let target = self.folder.stage.join(path);
            disk::write_file(&target, bytes).map_err(|it| cannot_write(Path::new(path), it))
        });
        if let Err(complaint) = taken {
            self.taken.with(|it| it.complaints.push(complaint));
        }
    }
}

impl Taken {
    /// Notes a file down, if its path is fit and free.
    fn claim(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        if !stays_inside(path) {
            let reason = Text::new(
                "该路径不在输出文件夹之内",
                "this path leaves the output folder",
            );
            return Err(path_diagnostic(Code::WriteFailed, Path::new(path)).with("reason", reason));
        }
        let record = ManifestEntry::of(path, bytes);
        let key = path.to_lowercase();
        if key == manifest::MANIFEST_NAME {
            return Err(duplicate_file(path, manifest::MANIFEST_NAME));
        }
        self.with(|it| match it.files.get(&key) {
            Some(other) => Err(duplicate_file(path, &other.path)),
            None => {
                it.files.insert(key, record);
                Ok(())
            }
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Contents) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Takes every file and keeps none: for a check, which must meet the mistakes outputs make.
#[derive(Debug, Default)]
pub struct DiscardSink {
    taken: Taken,
}

impl DiscardSink {
    /// The mistakes met while files were taken.
    pub fn finish(&self, diags: &mut Diags) {
        let complaints = self.taken.with(|it| std::mem::take(&mut it.complaints));
        complaints.into_iter().for_each(|it| diags.push(it));
    }
}

impl Sink for DiscardSink {
    fn keeps(&self) -> bool {
        false
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        if let Err(complaint) = self.taken.claim(path, bytes) {
            self.taken.with(|it| it.complaints.push(complaint));
        }
    }
}

/// A file of the author's own folder, written beside its place and not yet there. Dropping it leaves no trace.
#[derive(Debug)]
pub struct PendingRecord {
    path: PathBuf,
    waiting: PathBuf,
}

/// Writes a record into the author's folder, to be [kept](PendingRecord::keep) when what it records has happened.
pub fn write_note(path: &Path, bytes: &[u8], diags: &mut Diags) -> Option<PendingRecord> {
    let name = disk::file_name(path);
    let waiting = path.with_file_name(format!(".{name}.gongbao-new"));
    let written = disk::write_file(&waiting, bytes).map_err(|it| cannot_write(path, it));
    diags.keep(written)?;
    Some(PendingRecord {
        path: path.to_owned(),
        waiting,
    })
}

/// Writes a new file of the author's: the whole of it or nothing, and never over one that is there.
pub fn create_file(path: &Path, bytes: &[u8], diags: &mut Diags) -> Option<()> {
    let note = write_note(path, bytes, diags)?;
    let made = disk::place_file(&note.waiting, path).map_err(|it| match it.kind() {
        io::ErrorKind::AlreadyExists => path_diagnostic(Code::FileExists, path),
        _ => cannot_write(path, it),
    });
    diags.keep(made)
}

impl PendingRecord {
    /// Puts the record in its place.
    pub fn keep(self, diags: &mut Diags) -> Option<()> {
        let moved =
            disk::move_file(&self.waiting, &self.path).map_err(|it| cannot_write(&self.path, it));
        diags.keep(moved)
    }
}

impl Drop for PendingRecord {
    fn drop(&mut self) {
        // After `keep` there is nothing left to remove.
        let _ = disk::remove_file(&self.waiting);
    }
}

/// Whether a path names a file below the folder, on every system a report may be copied to.
fn stays_inside(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_plain) && !path.contains(['\\', ':', '\0'])
}

/// Which of the two came first depends on the threads; the complaint must not.
fn duplicate_file(a: &str, b: &str) -> Diagnostic {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    let complaint = path_diagnostic(Code::DuplicateFile, Path::new(first));
    complaint.with("first", first).with("second", second)
}

#[cfg(test)]
mod tests;
