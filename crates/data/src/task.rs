//! A data file to be loaded, and the same file once it is open.

use std::sync::Arc;

use crate::absence::Signs;
use crate::complaints::unusable_table;
use crate::descriptor::Resource;
use crate::formats::dialect::Dialect;
use crate::formats::{Format, Opening, Stored};
use crate::schema::Schema;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Place};
use gongbao_source::SourceFile;

/// The labels of a file with their places.
pub(crate) type Header = Vec<(String, Place)>;

/// A data file that is to become a table.
#[derive(Debug)]
pub(crate) struct Task<'a> {
    pub name: String,
    pub file: &'a SourceFile,
    pub format: &'static dyn Format,
    pub resource: Option<Resource>,
    /// What stands for “no value” where its schema does not say.
    pub signs: Signs,
}

impl Task<'_> {
    /// What is said about its cells.
    pub(crate) fn schema(&self) -> Schema {
        let schema = self
            .resource
            .as_ref()
            .map_or_else(Schema::default, |it| it.schema.clone());
        Schema {
            usual: self.signs.clone(),
            ..schema
        }
    }
}

/// A file that has been opened.
#[derive(Debug)]
pub(crate) struct OpenedFile<'a> {
    pub task: &'a Task<'a>,
    pub stored: Arc<dyn Stored>,
}

impl<'a> OpenedFile<'a> {
    /// Opens the file as the descriptor says it is written.
    ///
    /// # Errors
    /// As [`Format::open`].
    pub(crate) fn open(task: &'a Task<'a>) -> Result<OpenedFile<'a>, Diagnostic> {
        let usual = Dialect::default();
        let dialect = task.resource.as_ref().map_or(&usual, |it| &it.dialect);
        let stored = task.format.open(&Opening {
            table: &task.name,
            file: task.file,
            dialect,
        })?;
        Ok(OpenedFile { task, stored })
    }
}

/// A file that turned out to be damaged while it was read.
pub(crate) fn damaged_file(task: &Task<'_>, reason: Text) -> Diagnostic {
    let help = Text::new("请重新导出该文件", "export the file again");
    unusable_table(Place::file(&task.file.path), &task.name, reason, help)
}
