//! A folder made for an author, where nothing stands in the way.

use std::path::Path;

use crate::publish::complaint::{cannot_write, complaint};
use crate::publish::disk;
use gongbao_diag::{Code, Diagnostic, Diags};

/// Writes files into a folder that is not there or is empty. Nothing is given if it is neither, or cannot be written.
pub fn create(folder: &Path, files: &[(&str, &str)], diags: &mut Diags) -> Option<()> {
    diags.keep(written(folder, files))
}

/// Writes files into a folder, over those of the same names.
pub fn put(folder: &Path, files: &[(&str, &str)], diags: &mut Diags) -> Option<()> {
    diags.keep(written_over(folder, files))
}

fn written(folder: &Path, files: &[(&str, &str)]) -> Result<(), Diagnostic> {
    if !disk::is_free(folder) {
        return Err(complaint(Code::NotEmpty, folder));
    }
    written_over(folder, files)
}

fn written_over(folder: &Path, files: &[(&str, &str)]) -> Result<(), Diagnostic> {
    for (path, text) in files {
        let path = folder.join(path);
        disk::write(&path, text.as_bytes()).map_err(|it| cannot_write(&path, it))?;
    }
    Ok(())
}
