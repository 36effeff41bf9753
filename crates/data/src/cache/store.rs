//! Writes the tables of one run to the cache and finds them again.

use polars::prelude::{Column, DataFrame};

use crate::cache::bytes::{ByteReader, ByteWriter};
use crate::cache::cache_key::CacheKey;
use crate::cache::columns;
use crate::catalog::Catalog;
use crate::cells::ColumnNotes;
use crate::complaints::TableComplaints;
use crate::descriptor;
use crate::query::{self, Query};
use crate::read_chunks::ReadChunk;
use crate::row_offsets::RowOffsets;
use crate::table::Table;
use crate::task::{OpenedFile, TableTask};
use crate::unchecked_table::{self, ReadColumns, UncheckedTable, build_unchecked_table};
use gongbao_model::ColumnKind;
use gongbao_model::Field;
use gongbao_source::{BuildCache, Sources, append_checksum};

/// Tables with fewer cells are made faster than found.
const MIN_CACHED_BYTES: usize = 1 << 18;

/// Where tables are found again.
#[derive(Clone, Debug)]
pub(crate) struct TableCache<'a> {
    pub(super) build_cache: &'a BuildCache,
    /// Stands for all that says how tables are read.
    pub(super) settings: String,
    /// So many cells are worth keeping.
    pub(super) large: usize,
}

impl<'a> TableCache<'a> {
    /// What is kept of these sources.
    pub(crate) fn new(sources: &'a Sources) -> TableCache<'a> {
        // A file that is not there has no hash.
        let hash = |path: &str| sources.get(path).map_or("", |it| &it.hash);
        let settings = sources
            .build_cache()
            .key(&[hash("site.toml"), hash(descriptor::DESCRIPTOR_PATH)]);
        TableCache {
            build_cache: sources.build_cache(),
            settings,
            large: MIN_CACHED_BYTES,
        }
    }

    /// A sound table that was read from the same file in the same way.
    pub(crate) fn find(&self, task: &TableTask<'_>) -> Option<UncheckedTable> {
        let key = self.key(task);
        let bytes = self.build_cache.get(&key)?;
        let mut draft = restore_stored_table(task, &mut ByteReader::new(&bytes))?;
        draft.table.memory = Some(CacheKey {
            key,
            is_new: false,
            is_large: true,
        });
        Some(draft)
    }

    /// Notes what a table that was read is kept under.
    pub(crate) fn note(&self, task: &TableTask<'_>, table: &mut Table) {
        let is_large = table.n_rows() * table.fields.len() >= self.large;
        table.memory = Some(CacheKey {
            key: self.key(task),
            is_new: true,
            is_large,
        });
    }

    fn key(&self, task: &TableTask<'_>) -> String {
        // What stands for “no value” may depend on more than these files.
        let signs = format!("{:?}", task.missing_markers);
        self.build_cache.key(&[
            "table",
            &self.settings,
            &signs,
            &task.name,
            &task.file.path,
            &task.file.hash,
        ])
    }

    /// The result of a query: kept, or computed and noted.
    ///
    /// # Errors
    /// Those of [`query::run`].
    pub(crate) fn run(
        &self,
        name: &str,
        query: &Query,
        tables: &[&Table],
    ) -> Result<Table, gongbao_diag::Diagnostic> {
        let Some((key, is_large)) = self.key_of(name, query, tables) else {
            return query::run(name, query, tables);
        };
        let bytes = if is_large {
            self.build_cache.get(&key)
        } else {
            None
        };
        let found = bytes.and_then(|it| restore_derived_table(&mut ByteReader::new(&it)));
        let is_new = found.is_none();
        let mut table = match found {
            Some((fields, frame)) => query::result_table(name, query, tables, fields, frame),
            None => query::run(name, query, tables)?,
        };
        table.memory = Some(CacheKey {
            key,
            is_new,
            is_large,
        });
        Ok(table)
    }

    /// The key of a query, if all it reads have one; whether it reads a large table.
    fn key_of(&self, name: &str, query: &Query, tables: &[&Table]) -> Option<(String, bool)> {
        let memories: Vec<&CacheKey> = tables
            .iter()
            .map(|it| it.memory.as_ref())
            .collect::<Option<_>>()?;
        let mut parts = vec!["query", &self.settings, name, &query.sql];
        parts.extend(memories.iter().map(|it| it.key.as_str()));
        Some((
            self.build_cache.key(&parts),
            memories.iter().any(|it| it.is_large),
        ))
    }
}

/// A table read back.
#[expect(
    clippy::disallowed_methods,
    reason = "what fails here is read anew, and complained about there"
)]
fn restore_stored_table(
    task: &TableTask<'_>,
    bytes: &mut ByteReader<'_>,
) -> Option<UncheckedTable> {
    let columns = columns::read_columns(bytes)?;
    let schema = task.schema();
    let fields: Vec<Field> = columns
        .iter()
        .map(|(kind, it)| unchecked_table::described_field(it.name(), Some(*kind), &schema))
        .collect();
    let positions: Option<Vec<usize>> = columns.iter().map(|_| bytes.number()).collect();
    let columns = columns.into_iter().map(|(_, it)| it).collect();
    let starts = RowOffsets::read(bytes)?;
    let notes = fields
        .iter()
        .map(|it| ColumnNotes::read(schema.missing_markers_of(&it.name, it.kind), bytes))
        .collect::<Option<_>>()?;
    let dropped = (0..bytes.number()?)
        .map(|_| bytes.number())
        .collect::<Option<_>>()?;
    let complaints = TableComplaints::new(&task.name, &task.file.path);
    let part = ReadChunk {
        columns,
        notes,
        row_offsets: starts,
        skipped: Default::default(),
        complaints,
    };
    let opened = OpenedFile::open(task).ok()?;
    let columns = ReadColumns {
        positions: positions?,
        fields,
    };
    build_unchecked_table(&opened, schema, columns, part, dropped).ok()
}

/// The columns of a query's result read back.
#[expect(
    clippy::disallowed_methods,
    reason = "what was kept and cannot be read is worked out again"
)]
fn restore_derived_table(bytes: &mut ByteReader<'_>) -> Option<(Vec<Field>, DataFrame)> {
    let columns = columns::read_columns(bytes)?;
    let fields: Option<Vec<Field>> = columns
        .iter()
        .map(|(kind, it)| read_field(it.name(), *kind, bytes))
        .collect();
    let columns: Vec<Column> = columns.into_iter().map(|(_, it)| it).collect();
    let n_rows = columns.first().map_or(0, Column::len);
    Some((fields?, DataFrame::new(n_rows, columns).ok()?))
}

fn read_field(name: &str, kind: ColumnKind, bytes: &mut ByteReader<'_>) -> Option<Field> {
    let (title, unit) = (bytes.text()?.to_owned(), bytes.text()?.to_owned());
    let has_description = bytes.number()? == 1;
    let description = bytes.text()?.to_owned();
    let name = name.to_owned();
    Some(Field {
        name,
        title,
        kind,
        unit,
        description: has_description.then_some(description),
    })
}

impl Table {
    /// The table as it is kept, piece by piece: in one it would take as much memory again.
    pub fn to_chunks(&self) -> impl Iterator<Item = Vec<u8>> {
        let columns = (0..self.fields.len()).map(|it| columns::write_column(self, it));
        let pieces = std::iter::once(columns::write_head(self))
            .chain(columns)
            .chain(std::iter::once_with(|| self.rest()));
        append_checksum(pieces.map(|it| it.0))
    }

    /// What is kept beside the columns.
    fn rest(&self) -> ByteWriter {
        let mut out = ByteWriter::default();
        match self.records() {
            Some((starts, positions)) => {
                positions.iter().for_each(|it| out.number(*it));
                starts.write(&mut out);
                (0..self.fields.len())
                    .filter_map(|it| self.found(it))
                    .for_each(|it| it.write(&mut out));
                out.number(self.dropped().len());
                self.dropped().iter().for_each(|it| out.number(*it));
            }
            None => self.fields.iter().for_each(|it| write_field(it, &mut out)),
        }
        out
    }
}

fn write_field(field: &Field, out: &mut ByteWriter) {
    out.text(&field.title);
    out.text(&field.unit);
    out.number(usize::from(field.description.is_some()));
    out.text(field.description.as_deref().unwrap_or(""));
}

impl Catalog {
    /// Remembers a sound table as it was made, whatever becomes of it here.
    pub(crate) fn remember(&mut self, table: &Table) {
        if let Some(memory) = table.memory.as_ref().filter(|it| it.is_large) {
            self.cache_entries
                .push((memory.key.clone(), memory.is_new.then(|| table.clone())));
        }
    }

    /// Hands over the tables worth keeping, each with its key; nothing beside it if it is kept already.
    pub fn cache_entries(&mut self) -> Vec<(String, Option<Table>)> {
        std::mem::take(&mut self.cache_entries)
    }
}
