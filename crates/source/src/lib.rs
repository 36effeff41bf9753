//! The disk, read once: every input file in order, hashed, its text decoded; YAML as a located tree.
//!
//! The only room that reads files. It knows folders and encodings, not what the files mean.
//! Start at [`read`].

mod again;
mod declared;
mod encoding;
mod fonts;
mod kept;
mod text;
mod typefaces;
mod yaml;

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use gongbao_diag::{Code, Diagnostic, Diags, Place, Texts};

pub use again::{Stamps, reread};
pub use declared::DESCRIPTOR;
pub use fonts::{Font, fonts};
pub use kept::{FOLDER as KEPT, Kept, sealed};
pub use typefaces::FontFiles;
pub use yaml::{
    Fields, Node, TRANSLATIONS, Value, did_you_mean, hint, parse as yaml, parse_at as yaml_at,
    translations, unknown_key,
};

/// Every input file of a site, sorted by path.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    kept: Kept,
}

/// One input file.
#[derive(Clone, Debug)]
pub struct File {
    /// Path relative to the site, with `/`.
    pub path: Arc<str>,
    /// Its bytes; of a table in text, those of the text.
    pub bytes: Arc<[u8]>,
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub hash: String,
    /// Its text without byte order mark, when it is a kind of file that is text. Places are ranges of it.
    pub text: Option<Arc<str>>,
    /// The encoding the text was read from.
    pub encoding: &'static str,
    /// The bytes as a text, if they are one and may turn out to be that of the file: a copy less of large tables.
    plain: Option<Arc<str>>,
}

/// How the bytes of a file become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A table that somebody exported, in whatever encoding their program writes.
    Table,
    /// Text of our own formats, which is UTF-8.
    Utf8,
    /// No text.
    Binary,
}

/// The folders and files a site consists of. Anything else in the folder is not ours to read.
const PARTS: [&str; 7] = [
    "site.toml",
    "content",
    "data",
    "editions",
    "fonts",
    "themes",
    "static",
];
const TABLE_KINDS: [&str; 3] = ["csv", "tsv", "json"];
const UTF8_KINDS: [&str; 12] = [
    "geojson", "md", "yaml", "yml", "toml", "sql", "html", "css", "js", "svg", "txt", "typ",
];

impl Kind {
    fn of(file: &File) -> Kind {
        let is_one_of = |kinds: &[&str]| kinds.contains(&file.extension().as_str());
        if is_one_of(&TABLE_KINDS) && file.is_below("data") {
            return Kind::Table;
        }
        if is_one_of(&TABLE_KINDS) || is_one_of(&UTF8_KINDS) {
            Kind::Utf8
        } else {
            Kind::Binary
        }
    }
}

impl Sources {
    /// The files given, sorted; for files that do not come from a disk.
    pub fn of(mut files: Vec<File>) -> Sources {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Sources {
            files,
            kept: Kept::default(),
        }
    }

    /// The same files, with what an earlier run left beside them.
    pub fn with_kept(self, kept: Kept) -> Sources {
        Sources { kept, ..self }
    }

    /// What an earlier run left.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// All files, sorted by path.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file at a path relative to the site.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files
            .binary_search_by(|it| it.path.as_ref().cmp(path))
            .ok()
            .map(|at| &self.files[at])
    }

    /// The files below a folder with an extension, in order: `within("content", "md")`.
    pub fn within<'a>(
        &'a self,
        folder: &'a str,
        extension: &'a str,
    ) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |it| it.is_below(folder) && it.extension() == extension)
    }
}

impl Texts for Sources {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file)?.text.as_deref()
    }
}

impl File {
    /// A file that does not come from a disk: compiled into the program, or made by a test.
    pub fn built_in(path: &str, bytes: &[u8]) -> File {
        let text = std::str::from_utf8(bytes)
            .ok()
            .map(|it| Arc::from(it.trim_start_matches('\u{feff}')));
        File {
            text,
            ..File::raw(path, bytes.to_vec())
        }
    }

    /// The bytes at a path, not yet read as text.
    pub fn raw(path: &str, bytes: Vec<u8>) -> File {
        let (path, hash, encoding) = (Arc::from(path), hash(&bytes), "UTF-8");
        let file = |bytes, plain| File {
            path,
            bytes,
            hash,
            text: None,
            encoding,
            plain,
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                let plain: Arc<str> = Arc::from(text);
                file(Arc::from(plain.clone()), Some(plain))
            }
            Err(error) => file(Arc::from(error.into_bytes()), None),
        }
    }

    /// The text, empty for a file that has none.
    pub fn str(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// Lower-case extension without the dot.
    pub fn extension(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.')
            .map(|(_, it)| it.to_ascii_lowercase())
            .unwrap_or_default()
    }

    /// File name without its folder and last extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Keeps a text once, not as bytes and as text: tables may be larger than all else together. What
    /// is below `data` is published in words of our own, so that its mark or encoding is not needed again.
    fn share(&mut self) {
        if let Some(text) = self
            .text
            .clone()
            .filter(|it| self.is_below("data") || it.len() == self.bytes.len())
        {
            self.bytes = Arc::from(text);
        }
    }

    /// Whether it lies in a folder or one of its sub-folders.
    pub fn is_below(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|it| it.starts_with('/'))
    }
}

/// Reads a site's folder.
///
/// Unreadable and undecodable files are diagnostics; what could be read is returned all the same.
pub fn read(root: &Path, diags: &mut Diags) -> Sources {
    if !root.join("site.toml").is_file() {
        let place = Place::file(&Arc::from("site.toml"));
        diags.push(Diagnostic::new(Code::SiteNotFound, place).with("path", root.display()));
        return Sources::default();
    }
    let mut files = Vec::new();
    for entry in entries(root) {
        files.extend(diags.keep(read_file(root, entry.path())));
    }
    decoded(files, diags)
}

/// The files a site consists of, in order.
fn entries(root: &Path) -> impl Iterator<Item = DirEntry> {
    let walk = PARTS.iter().map(|part| {
        WalkDir::new(root.join(part))
            .follow_links(false)
            .sort_by_file_name()
    });
    let entries = walk.flat_map(|it| {
        it.into_iter()
            .filter_entry(is_visible)
            .filter_map(Result::ok)
    });
    entries.filter(|it| it.file_type().is_file())
}

/// The path of a file relative to the site.
fn relative(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    Arc::from(parts.join("/"))
}

/// Files as they are, their bytes become text where they are of a textual kind.
pub fn decoded(mut files: Vec<File>, diags: &mut Diags) -> Sources {
    let declared = declared::encodings(&files);
    for file in &mut files {
        text::decode(file, &declared, diags);
        file.share();
        file.plain = None;
    }
    Sources::of(files)
}

/// Editors and systems leave hidden files and lock files behind; they are nobody's input.
fn is_visible(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$") || name.ends_with('~'))
}

#[allow(clippy::disallowed_methods, reason = "the one place the disk is read")]
fn read_file(root: &Path, path: &Path) -> Result<File, Diagnostic> {
    let name = relative(root, path);
    let bytes = std::fs::read(path).map_err(|it| {
        Diagnostic::new(Code::FileUnreadable, Place::file(&name)).with("reason", it)
    })?;
    Ok(File::raw(&name, bytes))
}

/// Whether text can be read from an encoding of this name.
pub fn is_encoding(name: &str) -> bool {
    encoding::by_name(name).is_some()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}
