//! Font files for documents: the site's own, and those of the system, read when they are asked for.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::fonts::{FONT_EXTENSIONS, read_system_font, site_fonts};
use crate::{Font, Sources};

/// Where fonts may come from.
#[derive(Clone, Debug, Default)]
pub struct FontFiles {
    /// The site's own, whatever they are called.
    pub own: Vec<Font>,
    /// Those of the system.
    system: Vec<PathBuf>,
}

impl FontFiles {
    /// The site's fonts, and what stands in folders of the system.
    #[expect(
        clippy::disallowed_methods,
        reason = "a font that cannot be looked at is one the system does not have"
    )]
    pub fn find(sources: &Sources, folders: &[PathBuf]) -> FontFiles {
        let walks = folders
            .iter()
            .flat_map(|it| WalkDir::new(it).follow_links(true).sort_by_file_name());
        // As for pictures: what cannot be looked at is a font the system does not have.
        let files = walks
            .filter_map(Result::ok)
            .map(walkdir::DirEntry::into_path);
        FontFiles {
            own: site_fonts(sources),
            system: files.filter(|it| is_font(it)).collect(),
        }
    }

    /// The first file of the system with one of these names, and where it stands.
    pub fn system(&self, names: &[&str]) -> Option<(PathBuf, Font)> {
        names.iter().find_map(|name| {
            let is_it = |it: &&PathBuf| {
                it.file_name()
                    .is_some_and(|it| it.eq_ignore_ascii_case(name))
            };
            let path = self.system.iter().find(is_it)?;
            Some((path.clone(), read_system_font(name, path)?))
        })
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|it| it.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|it| FONT_EXTENSIONS.contains(&it.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::{FontFiles, SourceFile, Sources};

    #[test]
    fn names_of_files_are_found_whatever_their_case() {
        let folder = tempfile::tempdir().expect("a folder");
        write(&folder.path().join("SIMFANG.TTF"));
        let sources = Sources::of(vec![SourceFile::built_in("fonts/甲.otf", b"x")]);
        let files = FontFiles::find(&sources, &[folder.path().to_owned()]);
        assert_eq!(files.own.len(), 1);
        assert!(files.system(&["none.ttf", "simfang.ttf"]).is_some());
        assert!(files.system(&["simhei.ttf"]).is_none());
    }

    #[allow(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn write(path: &std::path::Path) {
        std::fs::write(path, "x").expect("a file");
    }
}
