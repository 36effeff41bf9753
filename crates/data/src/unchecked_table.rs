//! A table on its way from the parts of its file to the catalogue.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::complaints::TableComplaints;
use crate::complaints::unusable_table;
use crate::read_chunks::ReadChunk;
use crate::schema::Schema;
use crate::table::Provenance;
use crate::table::Table;
use crate::task::OpenedFile;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Place};
use gongbao_model::ColumnKind;
use gongbao_model::Field;

/// A table that is being checked, and what was found so far.
#[derive(Debug)]
pub(crate) struct UncheckedTable {
    pub table: Table,
    pub schema: Schema,
    /// Cells (row, column) that are already complained about; further checks pass them over.
    pub skipped: BTreeSet<(usize, usize)>,
    pub complaints: TableComplaints,
}

/// The columns that were read: each with its position in the file.
#[derive(Debug)]
pub(crate) struct ReadColumns {
    pub positions: Vec<usize>,
    pub fields: Vec<Field>,
}

/// A column of a type, as far as it is described.
pub(crate) fn described_field(name: &str, inferred: Option<ColumnKind>, schema: &Schema) -> Field {
    let spec = schema.field(name);
    Field {
        name: name.to_owned(),
        title: spec
            .and_then(|it| it.title.clone())
            .unwrap_or_else(|| name.to_owned()),
        kind: inferred
            .or_else(|| spec.and_then(|it| it.kind))
            .unwrap_or(ColumnKind::String),
        unit: spec.map_or_else(String::new, |it| it.unit.clone()),
        description: spec.and_then(|it| it.description.clone()),
    }
}

/// The table that the parts of a file make; each column has its position in the file. Some of its records are
/// dropped.
///
/// # Errors
/// `data/source-error` if its columns do not go together.
pub(crate) fn build_unchecked_table(
    opened: &OpenedFile<'_>,
    schema: Schema,
    columns: ReadColumns,
    part: ReadChunk,
    dropped: Vec<usize>,
) -> Result<UncheckedTable, Diagnostic> {
    let OpenedFile { task, stored } = opened;
    let ReadColumns { positions, fields } = columns;
    let ReadChunk {
        columns,
        notes: found,
        row_offsets: starts,
        skipped,
        complaints,
    } = part;
    let cells = DataFrame::new(starts.len(), columns).map_err(|error| {
        let help = Text::new("请检查列名", "check the names of the columns");
        unusable_table(
            Place::file(&task.file.path),
            &task.name,
            Text::from(error),
            help,
        )
    })?;
    let file = task.file.path.clone();
    let notes = stored.notes();
    let stored = stored.lean().unwrap_or_else(|| stored.clone());
    let provenance = Provenance::Records {
        file,
        stored,
        row_offsets: Arc::new(starts),
        positions,
    };
    let mut table = Table::new(&task.name, fields, cells, provenance);
    table.notes = notes;
    table.set_findings(found);
    table.set_dropped(dropped);
    table.inferred = schema.fields.is_empty();
    if let Some(resource) = &task.resource {
        resource.describe(&mut table);
    }
    Ok(UncheckedTable {
        table,
        schema,
        skipped,
        complaints,
    })
}
