//! Comparing what is made with files that are kept.

use std::fs;
use std::path::Path;

use crate::write;

/// Whether expectations are to be written anew instead of compared.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some_and(|it| it == "1")
}

/// Holds something against the file that keeps what it was, or keeps it when expectations are renewed.
///
/// The error names the first line that differs.
pub fn compare_golden(path: &Path, found: &[u8]) -> Result<(), String> {
    if is_updating() {
        write(path, found);
        return Ok(());
    }
    // A file that is missing has nothing in it.
    let kept = fs::read(path).unwrap_or_else(|_| Vec::new());
    if kept == found {
        return Ok(());
    }
    let (kept, found) = (
        String::from_utf8_lossy(&kept),
        String::from_utf8_lossy(found),
    );
    let (mut kept, mut found) = (kept.lines(), found.lines());
    let (mut n, mut was, mut is) = (0, None, None);
    while was == is && (n == 0 || was.is_some()) {
        (n, was, is) = (n + 1, kept.next(), found.next());
    }
    let line = |it: Option<&str>| it.unwrap_or("(the file ends)").to_owned();
    Err(format!(
        "{} differs in line {n}; UPDATE_GOLDENS=1 accepts it\n  kept:  {}\n  found: {}",
        path.display(),
        line(was),
        line(is)
    ))
}
