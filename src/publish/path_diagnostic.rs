//! What is said of a path on disk that is no input file.

use std::io;
use std::path::Path;
use std::sync::Arc;

use gongbao_diag::{Code, Diagnostic, Place};

/// A path cannot be written, and why the system says so.
pub(super) fn cannot_write(path: &Path, error: io::Error) -> Diagnostic {
    path_diagnostic(Code::WriteFailed, path).with("reason", error)
}

/// A complaint about a path that is no input file.
pub(super) fn path_diagnostic(code: Code, path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    Diagnostic::new(code, Place::file(&Arc::from(name.as_str()))).with("path", name)
}
