//! A second look at the disk: which files are others than before, told without reading them, and only those read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::{Sources, decoded, entries, read_file, relative};
use gongbao_diag::Diags;

/// When each file of a site was written last, and how long it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(BTreeMap<Arc<str>, (Option<SystemTime>, u64)>);

impl Stamps {
    /// Looks at a site's folder.
    pub fn of(root: &Path) -> Stamps {
        let stamp = |it: walkdir::DirEntry| {
            let about = it.metadata().ok()?;
            Some((
                relative(root, it.path()),
                (about.modified().ok(), about.len()),
            ))
        };
        Stamps(entries(root).filter_map(stamp).collect())
    }

    /// The files that came, went or were written since.
    pub fn changed(&self, before: &Stamps) -> BTreeSet<Arc<str>> {
        let known = self.0.keys().chain(before.0.keys());
        known
            .filter(|it| self.0.get(*it) != before.0.get(*it))
            .cloned()
            .collect()
    }
}

/// The same sources, some files of them read again: those that are gone are left out.
pub fn reread(
    root: &Path,
    before: &Sources,
    changed: &BTreeSet<Arc<str>>,
    diags: &mut Diags,
) -> Sources {
    let there = changed
        .iter()
        .map(|it| root.join(&**it))
        .filter(|it| it.is_file());
    let read = there
        .filter_map(|it| diags.keep(read_file(root, &it)))
        .collect();
    let mut files: Vec<_> = before
        .files()
        .iter()
        .filter(|it| !changed.contains(&it.path))
        .cloned()
        .collect();
    files.extend(decoded(read, diags).files);
    Sources::of(files).with_kept(before.kept().clone())
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use crate::{Stamps, read, reread};
    use gongbao_diag::Diags;

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
            read(root.path(), &mut Diags::new()),
            Stamps::of(root.path()),
        );
        assert!(Stamps::of(root.path()).changed(&stamps).is_empty());
        put("content/a.md", "longer");
        put("content/c.md", "c");
        std::fs::remove_file(root.path().join("content/b.md")).expect("a file");
        let changed = Stamps::of(root.path()).changed(&stamps);
        let expected: BTreeSet<Arc<str>> = ["content/a.md", "content/b.md", "content/c.md"]
            .map(Arc::from)
            .into();
        assert_eq!(changed, expected);
        let again = reread(root.path(), &before, &changed, &mut Diags::new());
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
