//! `gongbao.json`: what was published, file by file, so that a later build knows the folder for its own
//! and a webmaster can check a copy.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use crate::publish::path_diagnostic::{cannot_write, path_diagnostic};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_source::digest::sha256_hex;

/// The manifest's own path.
pub(super) const MANIFEST_NAME: &str = "gongbao.json";

/// Files that file managers drop into any folder they show; losing them harms nobody.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// One published file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ManifestEntry {
    /// Path relative to the output folder, with `/`.
    pub path: String,
    /// Its size.
    #[serde(rename = "bytes")]
    pub n_bytes: u64,
    /// Lower-case hexadecimal SHA-256.
    pub sha256: String,
}

impl ManifestEntry {
    /// The record of a file.
    pub(super) fn of(path: &str, bytes: &[u8]) -> ManifestEntry {
        ManifestEntry {
            path: path.to_owned(),
            n_bytes: bytes.len() as u64,
            sha256: sha256_hex(bytes),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    generator: String,
    files: Vec<ManifestEntry>,
}

/// The manifest of some files: the same bytes for the same files in any order.
#[expect(
    clippy::expect_used,
    reason = "texts and numbers can always be written"
)]
pub(super) fn write_manifest(files: &[ManifestEntry]) -> String {
    let mut files = files.to_vec();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest {
        generator: format!("gongbao {}", env!("CARGO_PKG_VERSION")),
        files,
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("paths and hashes are texts");
    text.push('\n');
    text
}

/// Refuses a live folder with files that no build of ours made, or that cannot be looked through: the swap would
/// delete what is in it.
pub(super) fn check_ours(live: &Path) -> Result<(), Diagnostic> {
    let known = read_manifest(&live.join(MANIFEST_NAME));
    for found in WalkDir::new(live).sort_by_file_name() {
        match found {
            Ok(entry) if is_foreign(&entry, live, &known) => {
                let example = Place::file(&Arc::from(entry.path().display().to_string()));
                return Err(path_diagnostic(Code::NotOurs, live)
                    .related(example, Text::new("例如该文件", "such as this file")));
            }
            Ok(_) => {}
            Err(error) if error.depth() == 0 && is_absent(&error) => return Ok(()),
            Err(error) => {
                let path = error.path().unwrap_or(live).to_owned();
                return Err(cannot_write(&path, error.into()));
            }
        }
    }
    Ok(())
}

fn is_absent(error: &walkdir::Error) -> bool {
    error
        .io_error()
        .is_some_and(|it| it.kind() == io::ErrorKind::NotFound)
}

/// The paths a manifest lists. Without a manifest that can be read nothing in the folder is known to be ours.
#[allow(
    clippy::disallowed_methods,
    reason = "the manifest is this module's own file, no input of the site"
)]
fn read_manifest(path: &Path) -> BTreeSet<String> {
    let Ok(bytes) = std::fs::read(path) else {
        return BTreeSet::new();
    };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else {
        return BTreeSet::new();
    };
    manifest
        .files
        .into_iter()
        .map(|it| it.path)
        .chain([MANIFEST_NAME.to_owned()])
        .collect()
}

fn is_foreign(entry: &DirEntry, live: &Path, known: &BTreeSet<String>) -> bool {
    if entry.file_type().is_dir() || SYSTEM_FILES.iter().any(|it| entry.file_name() == *it) {
        return false;
    }
    let relative = entry.path().strip_prefix(live).unwrap_or(entry.path());
    let parts: Vec<_> = relative
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    !known.contains(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use crate::publish::manifest::check_ours;

    #[test]
    fn a_folder_that_cannot_be_looked_through_is_not_replaced() {
        let root = tempfile::tempdir().expect("a folder");
        let live = root.path().join("public");
        assert!(check_ours(&live).is_ok());
        symlink("public", &live).expect("a link");
        let refused = check_ours(&live).expect_err("a loop cannot be looked through");
        assert_eq!(refused.code.name(), "publish/write-failed");
    }
}
