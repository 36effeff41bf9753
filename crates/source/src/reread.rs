//! Incremental re-read: finds changed files by their metadata and reads only those.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::{
    Sources, WalkFailure, decode_files, kind_at, list_site_files, read_file, relative_path,
    unreadable_file,
};
use gongbao_diag::Diags;
use gongbao_diag::locale::Text;

/// When each file of a site was written last, and how long it is; and what cannot be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStamps(BTreeMap<Arc<str>, FileStamp>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum FileStamp {
    File {
        /// Nothing where the system keeps no times; the length alone tells there.
        modified: Option<SystemTime>,
        length: u64,
    },
    /// A file or folder that cannot be looked at, and why. That is a change as well: the site is to be read again, and
    /// the reading says what is wrong.
    Unreadable(Text),
}

impl FileStamps {
    /// Looks at a site's folder.
    pub fn of(root: &Path) -> FileStamps {
        let stamp = |found: Result<walkdir::DirEntry, WalkFailure>| match found {
            Ok(entry) => (relative_path(root, entry.path()), FileStamp::of(&entry)),
            Err(failure) => (failure.path, FileStamp::Unreadable(failure.reason)),
        };
        FileStamps(list_site_files(root).map(stamp).collect())
    }

    /// The files that came, went or were written since.
    pub fn changed(&self, before: &FileStamps) -> BTreeSet<Arc<str>> {
        let known = self.0.keys().chain(before.0.keys());
        known
            .filter(|it| self.0.get(*it) != before.0.get(*it))
            .cloned()
            .collect()
    }
}

impl FileStamp {
    #[expect(
        clippy::disallowed_methods,
        reason = "a system without such a date has the length to tell files apart"
    )]
    fn of(entry: &walkdir::DirEntry) -> FileStamp {
        match entry.metadata() {
            Ok(about) => FileStamp::File {
                modified: about.modified().ok(),
                length: about.len(),
            },
            Err(error) => FileStamp::Unreadable(Text::from(error)),
        }
    }
}

/// The same sources, some files of them read again: those that are gone are left out.
pub fn reread_changed_files(
    root: &Path,
    before: &Sources,
    changed: &BTreeSet<Arc<str>>,
    diags: &mut Diags,
) -> Sources {
    let mut read = Vec::new();
    for name in changed {
        let path = root.join(&**name);
        match kind_at(&path) {
            Ok(Some(kind)) if kind.is_file() => read.extend(diags.keep(read_file(root, &path))),
            Ok(_) => {}
            Err(reason) => diags.push(unreadable_file(name, reason)),
        }
    }
    let mut files: Vec<_> = before
        .files()
        .iter()
        .filter(|it| !changed.contains(&it.path))
        .cloned()
        .collect();
    files.extend(decode_files(read, diags).files);
    Sources::of(files).with_build_cache(before.build_cache().clone())
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use crate::{FileStamps, read_site, reread_changed_files};
    use gongbao_diag::Diags;

    #[test]
    fn what_cannot_be_looked_at_any_more_is_a_change_and_not_gone() {
        let root = tempfile::tempdir().expect("a folder");
        let content = root.path().join("content");
        std::fs::create_dir(&content).expect("a folder");
        std::fs::write(root.path().join("site.toml"), "").expect("a file");
        std::fs::write(content.join("a.md"), "a").expect("a file");
        let before = read_site(root.path(), &mut Diags::new());
        let stamps = FileStamps::of(root.path());
        std::fs::remove_dir_all(&content).expect("a folder");
        std::os::unix::fs::symlink("content", &content).expect("a link");
        let changed = FileStamps::of(root.path()).changed(&stamps);
        let expected: BTreeSet<Arc<str>> = ["content", "content/a.md"].map(Arc::from).into();
        assert_eq!(changed, expected);
        let mut diags = Diags::new();
        reread_changed_files(root.path(), &before, &changed, &mut diags);
        assert_eq!(diags.sorted().len(), 2);
    }

    #[test]
    fn finds_what_changed_and_reads_it_alone() {
        let root = tempfile::tempdir().expect("a folder");
        let put =
            |path: &str, text: &str| std::fs::write(root.path().join(path), text).expect("a file");
        std::fs::create_dir(root.path().join("content")).expect("a folder");
        put("site.toml", "title = \"a\"");
        put("content/a.md", "a");
        put("content/b.md", "b");
        let (before, stamps) = (
            read_site(root.path(), &mut Diags::new()),
            FileStamps::of(root.path()),
        );
        assert!(FileStamps::of(root.path()).changed(&stamps).is_empty());
        put("content/a.md", "longer");
        put("content/c.md", "c");
        std::fs::remove_file(root.path().join("content/b.md")).expect("a file");
        let changed = FileStamps::of(root.path()).changed(&stamps);
        let expected: BTreeSet<Arc<str>> = ["content/a.md", "content/b.md", "content/c.md"]
            .map(Arc::from)
            .into();
        assert_eq!(changed, expected);
        let again = reread_changed_files(root.path(), &before, &changed, &mut Diags::new());
        let all: Vec<(&str, &str)> = again
            .files()
            .iter()
            .map(|it| (it.path.as_ref(), it.str()))
            .collect();
        assert_eq!(
            all,
            [
                ("content/a.md", "longer"),
                ("content/c.md", "c"),
                ("site.toml", "title = \"a\"")
            ]
        );
    }
}
