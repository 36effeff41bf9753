//! `gongbao.json`: what was published, file by file, so that a later build knows the folder for its own
//! and a webmaster can check a copy.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::publish::complaint;
use crate::publish::folder::Folder;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};

/// The manifest's own path.
pub const NAME: &str = "gongbao.json";

/// Files that file managers drop into any folder they show; losing them harms nobody.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// One published file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// Path relative to the output folder, with `/`.
    pub path: String,
    /// Its size.
    #[serde(rename = "bytes")]
    pub n_bytes: u64,
    /// Lower-case hexadecimal SHA-256.
    pub sha256: String,
}

impl Record {
    /// The record of a file.
    pub fn of(path: &str, bytes: &[u8]) -> Record {
        let sha256 = Sha256::digest(bytes)
            .iter()
            .map(|it| format!("{it:02x}"))
            .collect();
        Record {
            path: path.to_owned(),
            n_bytes: bytes.len() as u64,
            sha256,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    generator: String,
    files: Vec<Record>,
}

/// The manifest of some files: the same bytes for the same files in any order.
pub fn write(files: &[Record]) -> String {
    let mut files = files.to_vec();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest {
        generator: format!("gongbao {}", env!("CARGO_PKG_VERSION")),
        files,
    };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}

/// Refuses a live folder with files that no build of ours made: the swap would delete them.
pub fn check_ours(folder: &Folder) -> Result<(), Diagnostic> {
    let known = read(&folder.live.join(NAME));
    let mut entries = WalkDir::new(&folder.live)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    entries
        .find(|it| is_foreign(it, &folder.live, &known))
        .map_or(Ok(()), |it| {
            let example = Place::file(&Arc::from(it.path().display().to_string()));
            Err(complaint(Code::NotOurs, &folder.live)
                .related(example, Text::new("例如该文件", "such as this file")))
        })
}

/// The paths a manifest lists; none if there is no manifest that can be read.
#[allow(
    clippy::disallowed_methods,
    reason = "the manifest is this room's own file, no input of the site"
)]
fn read(path: &Path) -> BTreeSet<String> {
    let manifest = std::fs::read(path)
        .ok()
        .and_then(|it| serde_json::from_slice::<Manifest>(&it).ok());
    let Some(manifest) = manifest else {
        return BTreeSet::new();
    };
    manifest
        .files
        .into_iter()
        .map(|it| it.path)
        .chain([NAME.to_owned()])
        .collect()
}

fn is_foreign(entry: &DirEntry, live: &Path, known: &BTreeSet<String>) -> bool {
    if entry.file_type().is_dir() || DROPPINGS.iter().any(|it| entry.file_name() == *it) {
        return false;
    }
    let relative = entry.path().strip_prefix(live).unwrap_or(entry.path());
    let parts: Vec<_> = relative
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    !known.contains(&parts.join("/"))
}
