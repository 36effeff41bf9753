//! Fonts that pictures are set with: the site's own, or one of the system.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::Sources;

/// The bytes of a font file.
#[derive(Clone, Debug)]
pub struct Font {
    /// The file's name.
    pub name: Arc<str>,
    pub bytes: Arc<[u8]>,
}

/// The folder of a site's own fonts.
const FONTS_FOLDER: &str = "fonts";
pub(crate) const FONT_EXTENSIONS: [&str; 3] = ["ttf", "otf", "ttc"];

/// Fonts with Chinese characters that systems bring along, the best first, each with its bold one.
const SYSTEM_FONTS: [[&str; 2]; 16] = [
    ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"],
    ["NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"],
    ["NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"],
    ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"],
    ["SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"],
    ["SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf"],
    [
        "HarmonyOS_Sans_SC_Regular.ttf",
        "HarmonyOS_Sans_SC_Bold.ttf",
    ],
    ["msyh.ttc", "msyhbd.ttc"],
    ["msyh.ttf", "msyhbd.ttf"],
    ["PingFang.ttc", ""],
    ["Hiragino Sans GB.ttc", ""],
    ["STHeiti Medium.ttc", ""],
    ["wqy-microhei.ttc", ""],
    ["wqy-zenhei.ttc", ""],
    ["DroidSansFallbackFull.ttf", ""],
    ["simhei.ttf", ""],
];

/// The site's own fonts; only if it has none, one of the system's with its bold one.
pub fn find_fonts(sources: &Sources, folders: &[PathBuf]) -> Vec<Font> {
    let own = site_fonts(sources);
    if own.is_empty() {
        system_fonts(folders)
    } else {
        own
    }
}

/// The fonts a site brings.
pub(crate) fn site_fonts(sources: &Sources) -> Vec<Font> {
    let is_font = |kind: &str| FONT_EXTENSIONS.contains(&kind);
    let own = sources
        .files()
        .iter()
        .filter(|it| it.is_below(FONTS_FOLDER) && is_font(&it.extension()));
    own.map(|it| Font {
        name: it.path.clone(),
        bytes: it.bytes.clone(),
    })
    .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a font that cannot be looked at is one the system does not have"
)]
fn system_fonts(folders: &[PathBuf]) -> Vec<Font> {
    let walks = folders
        .iter()
        .flat_map(|it| WalkDir::new(it).sort_by_file_name());
    // Folders of the system are no input of the site, and few systems have all of them: a font that cannot be looked at
    // is one the system does not have, and the lack of a font is a complaint.
    let files: Vec<PathBuf> = walks
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .collect();
    let named = |name: &str| {
        files
            .iter()
            .find(|it| it.file_name().is_some_and(|it| it == name))
    };
    let found = SYSTEM_FONTS
        .iter()
        .find(|[regular, _]| named(regular).is_some());
    found
        .into_iter()
        .flatten()
        .filter_map(|name| read_system_font(name, named(name)?))
        .collect()
}

#[allow(
    clippy::disallowed_methods,
    reason = "this crate is where the disk is read"
)]
/// A font of the system; nothing if it cannot be read, which is as if the system did not have it.
pub(crate) fn read_system_font(name: &str, path: &Path) -> Option<Font> {
    let Ok(bytes) = std::fs::read(path) else {
        return None;
    };
    Some(Font {
        name: Arc::from(name),
        bytes: Arc::from(bytes),
    })
}

#[cfg(test)]
mod tests {
    use crate::fonts::find_fonts;
    use crate::{SourceFile, Sources};

    #[test]
    fn a_site_with_fonts_needs_none_of_the_system() {
        let sources = Sources::of(vec![
            SourceFile::built_in("fonts/a.TTF", b"x"),
            SourceFile::built_in("fonts/OFL.txt", b"x"),
        ]);
        let found = find_fonts(&sources, &[std::env::temp_dir()]);
        assert_eq!(
            found.iter().map(|it| &*it.name).collect::<Vec<_>>(),
            ["fonts/a.TTF"]
        );
    }

    #[test]
    fn of_a_system_the_best_font_and_its_bold_one_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["simhei.ttf", "msyh.ttc", "msyhbd.ttc", "zzz.ttf"] {
            write(&folder.path().join(name));
        }
        let found = find_fonts(
            &Sources::default(),
            &[folder.path().join("gone"), folder.path().to_owned()],
        );
        assert_eq!(
            found.iter().map(|it| &*it.name).collect::<Vec<_>>(),
            ["msyh.ttc", "msyhbd.ttc"]
        );
    }

    #[allow(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn write(path: &std::path::Path) {
        std::fs::write(path, "x").expect("a file");
    }
}
