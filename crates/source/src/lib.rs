//! The disk, read once: every input file in order, hashed, its text decoded; YAML as a located tree.
//!
//! The only crate that reads files. It knows folders and encodings, not what the files mean.
//! Start at [`read_site`].

mod build_cache;
mod declared;
pub mod digest;
mod encoding;
mod fonts;
mod reread;
mod text;
mod typefaces;
mod yaml;

use std::fs::FileType;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::digest::sha256_hex;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place, SourceTexts};

pub use build_cache::{BuildCache, CACHE_FOLDER, append_checksum};
pub use declared::DESCRIPTOR;
pub use fonts::{Font, find_fonts};
pub use reread::{FileStamps, reread_changed_files};
pub use typefaces::FontFiles;
pub use yaml::{
    Fields, TRANSLATIONS, YamlNode, YamlValue, did_you_mean, parse_at as yaml_at, parse_yaml,
    read_translations, spelling_hint, unknown_key,
};

/// Every input file of a site, sorted by path.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    build_cache: BuildCache,
}

/// One input file.
#[derive(Clone, Debug)]
pub struct SourceFile {
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
enum FileKind {
    /// A table that somebody exported, in whatever encoding their program writes.
    Table,
    /// Text of our own formats, which is UTF-8.
    Utf8,
    /// No text.
    Binary,
}

/// The file that makes a folder a site.
const SETTINGS_FILE: &str = "site.toml";
/// The folders and files a site consists of. Anything else in the folder is not ours to read.
const SITE_PARTS: [&str; 7] = [
    SETTINGS_FILE,
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

impl FileKind {
    fn of(file: &SourceFile) -> FileKind {
        let is_one_of = |kinds: &[&str]| kinds.contains(&file.extension().as_str());
        if is_one_of(&TABLE_KINDS) && file.is_below("data") {
            return FileKind::Table;
        }
        if is_one_of(&TABLE_KINDS) || is_one_of(&UTF8_KINDS) {
            FileKind::Utf8
        } else {
            FileKind::Binary
        }
    }
}

impl Sources {
    /// The files given, sorted; for files that do not come from a disk.
    pub fn of(mut files: Vec<SourceFile>) -> Sources {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Sources {
            files,
            build_cache: BuildCache::default(),
        }
    }

    /// The same files, with what an earlier run left beside them.
    pub fn with_build_cache(self, kept: BuildCache) -> Sources {
        Sources {
            build_cache: kept,
            ..self
        }
    }

    /// What an earlier run left.
    pub fn build_cache(&self) -> &BuildCache {
        &self.build_cache
    }

    /// All files, sorted by path.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file at a path relative to the site.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        let found = self
            .files
            .binary_search_by(|file| file.path.as_ref().cmp(path));
        match found {
            Ok(at) => Some(&self.files[at]),
            Err(_) => None,
        }
    }

    /// The files below a folder with an extension, in order: `within("content", "md")`.
    pub fn within<'a>(
        &'a self,
        folder: &'a str,
        extension: &'a str,
    ) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .iter()
            .filter(move |it| it.is_below(folder) && it.extension() == extension)
    }
}

impl SourceTexts for Sources {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file)?.text.as_deref()
    }
}

impl SourceFile {
    /// A file that does not come from a disk: compiled into the program, or made by a test.
    pub fn built_in(path: &str, bytes: &[u8]) -> SourceFile {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Some(Arc::from(text.trim_start_matches('\u{feff}'))),
            // A picture, font or archive.
            Err(_) => None,
        };
        SourceFile {
            text,
            ..SourceFile::raw(path, bytes.to_vec())
        }
    }

    /// The bytes at a path, not yet read as text.
    pub fn raw(path: &str, bytes: Vec<u8>) -> SourceFile {
        let (path, hash, encoding) = (Arc::from(path), sha256_hex(&bytes), "UTF-8");
        let file = |bytes, plain| SourceFile {
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
        self.text.as_deref().unwrap_or("")
    }

    /// Lower-case extension without the dot.
    pub fn extension(&self) -> String {
        self.name()
            .rsplit_once('.')
            .map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
    }

    /// File name without its folder.
    fn name(&self) -> &str {
        self.path
            .rsplit_once('/')
            .map_or(&*self.path, |(_, name)| name)
    }

    /// File name without its folder and last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
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
/// Unreadable and undecodable files and unreadable folders are diagnostics; what could be read is returned all the
/// same.
pub fn read_site(root: &Path, diags: &mut Diags) -> Sources {
    let settings = root.join(SETTINGS_FILE);
    match kind_at(&settings) {
        Ok(Some(kind)) if kind.is_file() => {}
        Ok(_) => {
            let place = Place::file(&Arc::from(SETTINGS_FILE));
            diags.push(Diagnostic::new(Code::SiteNotFound, place).with("path", root.display()));
            return Sources::default();
        }
        Err(reason) => {
            diags.push(unreadable_file(&Arc::from(SETTINGS_FILE), reason));
            return Sources::default();
        }
    }
    let mut files = Vec::new();
    for found in list_site_files(root) {
        let file = found
            .map_err(|failure| unreadable_file(&failure.path, failure.reason))
            .and_then(|entry| read_file(root, entry.path()));
        files.extend(diags.keep(file));
    }
    decode_files(files, diags)
}

/// A part of a site that the system does not let us look at.
struct WalkFailure {
    /// The file or folder, relative to the site.
    path: Arc<str>,
    /// In the system's words, unless they are ours.
    reason: Text,
}

/// The files a site consists of, in order, and whatever cannot be looked at: without it part of a site would vanish
/// from its publication unnoticed.
fn list_site_files(root: &Path) -> impl Iterator<Item = Result<DirEntry, WalkFailure>> {
    let walks = SITE_PARTS
        .iter()
        .flat_map(move |part| walk_part(root, part));
    walks.filter(|found| {
        found
            .as_ref()
            .map_or(true, |entry| entry.file_type().is_file())
    })
}

fn walk_part(root: &Path, part: &str) -> Vec<Result<DirEntry, WalkFailure>> {
    let path = root.join(part);
    let failure = |reason: Text| WalkFailure {
        path: Arc::from(part),
        reason,
    };
    match std::fs::symlink_metadata(&path) {
        // Most sites do without some of the parts.
        Err(error) if error.kind() == ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![Err(failure(Text::from(error)))],
        Ok(_) => {}
    }
    // A link whose target is gone is refused by the walk, with the system's reason.
    if part != SETTINGS_FILE && path.is_file() {
        return vec![Err(failure(not_a_folder()))];
    }
    let walk = WalkDir::new(&path).follow_links(false).sort_by_file_name();
    let name_failure = |error: walkdir::Error| WalkFailure {
        path: relative_path(root, error.path().unwrap_or(&path)),
        // Ours has the path already; the system's own words are enough.
        reason: error
            .io_error()
            .map_or_else(|| Text::from(&error), Text::from),
    };
    walk.into_iter()
        .filter_entry(is_visible)
        .map(|found| found.map_err(name_failure))
        .collect()
}

fn not_a_folder() -> Text {
    Text::new(
        "此处应为文件夹，却是一个文件",
        "it is a file, but has to be a folder",
    )
}

/// What stands at a path, if anything does.
fn kind_at(path: &Path) -> Result<Option<FileType>, String> {
    match std::fs::metadata(path) {
        Ok(about) => Ok(Some(about.file_type())),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether an error says that nothing stands at a path.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unreadable_file(path: &Arc<str>, reason: impl Into<Text>) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable, Place::file(path)).with("reason", reason)
}

/// The path of a file relative to the site.
fn relative_path(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    Arc::from(parts.join("/"))
}

/// Files as they are, their bytes become text where they are of a textual kind.
pub fn decode_files(mut files: Vec<SourceFile>, diags: &mut Diags) -> Sources {
    let declared = declared::declared_encodings(&files);
    for file in &mut files {
        text::decode_text_file(file, &declared, diags);
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
fn read_file(root: &Path, path: &Path) -> Result<SourceFile, Diagnostic> {
    let name = relative_path(root, path);
    let bytes = std::fs::read(path).map_err(|error| unreadable_file(&name, error))?;
    Ok(SourceFile::raw(&name, bytes))
}

/// Whether text can be read from an encoding of this name.
pub fn is_encoding(name: &str) -> bool {
    encoding::by_name(name).is_some()
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use crate::{Sources, read_site};
    use gongbao_diag::locale::Lang;
    use gongbao_diag::{Diags, SourceTexts};

    /// Reads a site with one page, after something was done to its folder.
    fn read_after(change: impl FnOnce(&Path)) -> (Sources, Vec<String>) {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("content")).expect("a folder");
        fs::write(root.path().join("site.toml"), "title = \"a\"").expect("a file");
        fs::write(root.path().join("content/a.md"), "a").expect("a file");
        change(root.path());
        let mut diags = Diags::new();
        let sources = read_site(root.path(), &mut diags);
        let messages = diags.sorted();
        let messages = messages.iter().map(|it| {
            format!(
                "{} {}: {}",
                it.code.name(),
                it.place.file,
                it.message(Lang::En)
            )
        });
        (sources, messages.collect())
    }

    fn check_refused(change: impl FnOnce(&Path), expected: &str) {
        let (_, messages) = read_after(change);
        assert!(
            messages.len() == 1 && messages[0].starts_with(expected),
            "{messages:?}"
        );
    }

    #[test]
    fn a_site_may_do_without_some_of_its_folders() {
        let (sources, messages) = read_after(|_| {});
        assert_eq!((sources.files().len(), messages), (2, Vec::new()));
        assert_eq!(sources.text("content/a.md"), Some("a"));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_named() {
        check_refused(
            |root| symlink("data", root.join("data")).expect("a link"),
            "source/unreadable data: this file or folder cannot be read: ",
        );
        check_refused(
            |root| symlink("gone", root.join("editions")).expect("a link"),
            "source/unreadable editions: ",
        );
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_named() {
        check_refused(
            |root| fs::write(root.join("data"), "").expect("a file"),
            "source/unreadable data: ",
        );
    }

    #[test]
    fn settings_that_cannot_be_looked_at_are_not_absent() {
        check_refused(
            |root| {
                fs::remove_file(root.join("site.toml")).expect("a file");
                symlink("site.toml", root.join("site.toml")).expect("a link");
            },
            "source/unreadable site.toml: ",
        );
        check_refused(
            |root| fs::remove_file(root.join("site.toml")).expect("a file"),
            "source/not-found site.toml: ",
        );
    }
}
