//! A data file to be loaded, and the same file once it is open.

use std::sync::Arc;

use crate::complaints::unusable_table;
use crate::descriptor::Resource;
use crate::formats::dialect::Dialect;
use crate::formats::{OpenRequest, StoredTable, TableFormat};
use crate::missing_values::MissingMarkers;
use crate::schema::Schema;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Place};
use gongbao_source::SourceFile;

/// The labels of a file with their places.
pub(crate) type Header = Vec<(String, Place)>;

/// A data file that is to become a table.
#[derive(Debug)]
pub(crate) struct TableTask<'a> {
    pub name: String,
    pub file: &'a SourceFile,
    pub format: &'static dyn TableFormat,
    pub resource: Option<Resource>,
    /// What stands for “no value” where its schema does not say.
    pub missing_markers: MissingMarkers,
}

impl TableTask<'_> {
    /// What is said about its cells.
    pub(crate) fn schema(&self) -> Schema {
        let schema = self
            .resource
            .as_ref()
            .map_or_else(Schema::default, |it| it.schema.clone());
        Schema {
            usual: self.missing_markers.clone(),
            ..schema
        }
    }
}

/// A file that has been opened.
#[derive(Debug)]
pub(crate) struct OpenedFile<'a> {
    pub task: &'a TableTask<'a>,
    pub stored: Arc<dyn StoredTable>,
}

impl<'a> OpenedFile<'a> {
    /// Opens the file as the descriptor says it is written.
    ///
    /// # Errors
    /// As [`TableFormat::open`].
    pub(crate) fn open(task: &'a TableTask<'a>) -> Result<OpenedFile<'a>, Diagnostic> {
        let usual = Dialect::default();
        let dialect = task.resource.as_ref().map_or(&usual, |it| &it.dialect);
        let stored = task.format.open(&OpenRequest {
            table: &task.name,
            file: task.file,
            dialect,
        })?;
        Ok(OpenedFile { task, stored })
    }
}

/// A file that turned out to be damaged while it was read.
pub(crate) fn damaged_file(task: &TableTask<'_>, reason: Text) -> Diagnostic {
    let help = Text::new("请重新导出该文件", "export the file again");
    unusable_table(Place::file(&task.file.path), &task.name, reason, help)
}
