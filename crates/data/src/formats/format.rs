//! The trait of a table format.

use std::fmt::Debug;
use std::sync::Arc;

use crate::complaints::unusable_table;
use crate::formats::dialect::Dialect;
use crate::formats::stored::StoredTable;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Place};
use gongbao_source::SourceFile;

/// A way to store a table.
pub(crate) trait TableFormat: Debug + Sync {
    /// Lower-case extensions of its files.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether its files are text. One whose text could not be decoded is complained about already.
    fn is_text(&self) -> bool;
    /// Opens a file.
    ///
    /// # Errors
    /// `data/source-error` if it is no table of this format, `setting/bad-value` if the dialect is wrong.
    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic>;
}

/// A file that is to be opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpenRequest<'a> {
    pub table: &'a str,
    pub file: &'a SourceFile,
    pub dialect: &'a Dialect,
}

impl OpenRequest<'_> {
    /// A complaint that the file cannot be used.
    pub(crate) fn refuse(&self, reason: Text, help: Text) -> Diagnostic {
        unusable_table(Place::file(&self.file.path), self.table, reason, help)
    }
}
