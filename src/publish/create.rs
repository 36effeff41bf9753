//! A folder made for an author, where nothing stands in the way.

use std::path::Path;

use crate::publish::disk;
use crate::publish::path_diagnostic::{cannot_write, path_diagnostic};
use gongbao_diag::{Code, Diagnostic, Diags};

/// Writes files into a folder that is not there or is empty. Nothing is given if it is neither, or cannot be written.
pub fn create_folder(folder: &Path, files: &[(&str, &str)], diags: &mut Diags) -> Option<()> {
    diags.keep(write_new_folder(folder, files))
}

/// Writes files into a folder, over those of the same names.
pub fn put_files(folder: &Path, files: &[(&str, &str)], diags: &mut Diags) -> Option<()> {
    diags.keep(overwrite_files(folder, files))
}

fn write_new_folder(folder: &Path, files: &[(&str, &str)]) -> Result<(), Diagnostic> {
    if !disk::is_free(folder) {
        return Err(path_diagnostic(Code::NotEmpty, folder));
    }
    overwrite_files(folder, files)
}

fn overwrite_files(folder: &Path, files: &[(&str, &str)]) -> Result<(), Diagnostic> {
    for (path, text) in files {
        let path = folder.join(path);
        disk::write_file(&path, text.as_bytes()).map_err(|it| cannot_write(&path, it))?;
    }
    Ok(())
}
