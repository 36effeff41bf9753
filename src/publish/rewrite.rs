//! New bytes for an author's own files: for all of them or none.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::publish::disk;
use crate::publish::path_diagnostic::cannot_write;
use gongbao_diag::{Diagnostic, Diags};

/// A file that waits beside the one it is to replace.
#[derive(Debug)]
struct PendingReplacement<'a> {
    target: &'a Path,
    new: PathBuf,
    /// A copy of what stands there now.
    old: PathBuf,
}

/// Puts new bytes in the place of files. Each is renamed over the old one, so that a reader meets the old
/// bytes or the new; where one of them cannot be written, those before it are put back.
pub fn rewrite_files(files: &[(PathBuf, Arc<[u8]>)], diags: &mut Diags) {
    let mut waiting = Vec::new();
    let written = write_beside(files, &mut waiting).and_then(|()| replace_files(&waiting));
    waiting.iter().for_each(PendingReplacement::clear);
    diags.keep(written);
}

fn write_beside<'a>(
    files: &'a [(PathBuf, Arc<[u8]>)],
    waiting: &mut Vec<PendingReplacement<'a>>,
) -> Result<(), Diagnostic> {
    for (target, bytes) in files {
        let it = PendingReplacement {
            target,
            new: path_beside(target, "new"),
            old: path_beside(target, "old"),
        };
        let made = it.make(bytes).map_err(|error| cannot_write(target, error));
        waiting.push(it);
        made?;
    }
    Ok(())
}

fn replace_files(waiting: &[PendingReplacement<'_>]) -> Result<(), Diagnostic> {
    for (n_done, it) in waiting.iter().enumerate() {
        let Err(error) = disk::move_file(&it.new, it.target) else {
            continue;
        };
        for done in &waiting[..n_done] {
            disk::move_file(&done.old, done.target)
                .map_err(|error| cannot_write(done.target, error))?;
        }
        return Err(cannot_write(it.target, error));
    }
    Ok(())
}

impl PendingReplacement<'_> {
    fn make(&self, bytes: &[u8]) -> io::Result<()> {
        disk::copy_file(self.target, &self.old)?;
        disk::write_file(&self.new, bytes)?;
        disk::share_permissions(self.target, &self.new)
    }

    fn clear(&self) {
        // What is left over is hidden and does no harm.
        let _ = disk::remove_file(&self.new).and(disk::remove_file(&self.old));
    }
}

/// Hidden files are never read as part of a site.
fn path_beside(target: &Path, state: &str) -> PathBuf {
    let name = disk::file_name(target);
    target.with_file_name(format!(".{name}.{state}.gongbao"))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test looks at the disk")]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use crate::publish::rewrite::rewrite_files;
    use gongbao_diag::Diags;

    fn names(folder: &std::path::Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|it| {
                it.expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn writes_all_files_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let read = |name: &str| fs::read_to_string(path(name)).expect("the file");
        fs::write(path("a.md"), "a").expect("a file");
        fs::write(path("b.md"), "b").expect("a file");
        // A folder with something in it cannot be renamed over, nor copied.
        fs::create_dir_all(path("c.md/d")).expect("a folder");
        let new = |name: &str| (path(name), Arc::from(&b"new"[..]));

        let mut diags = Diags::new();
        rewrite_files(&[new("a.md"), new("c.md"), new("b.md")], &mut diags);
        assert_eq!(
            (diags.len(), read("a.md"), read("b.md")),
            (1, "a".to_owned(), "b".to_owned())
        );
        assert_eq!(names(folder.path()), ["a.md", "b.md", "c.md"]);

        let mut diags = Diags::new();
        rewrite_files(&[new("a.md"), new("b.md")], &mut diags);
        assert_eq!(
            (diags.len(), read("a.md"), read("b.md")),
            (0, "new".to_owned(), "new".to_owned())
        );
        assert_eq!(names(folder.path()), ["a.md", "b.md", "c.md"]);
    }
}
