//! Every table of a site, and what a page asks of them.

use std::collections::BTreeMap;

use crate::query;
use crate::redacted::RedactedData;
use crate::table::Table;
use crate::table_name::{is_name, name_rule};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::Package;

/// Every table of a site by name, broken ones too, so that their users stay silent.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// What the descriptor says about the data as a whole.
    pub package: Package,
    pub(crate) entries: BTreeMap<String, Entry>,
    /// Tables worth keeping for the next run, each with its key.
    pub(crate) cache_entries: Vec<(String, Option<Table>)>,
    pub(crate) redacted: RedactedData,
}

/// A table, or the memory of one that could not be loaded.
#[allow(
    clippy::large_enum_variant,
    reason = "there are few tables, and nearly all are ready"
)]
#[derive(Clone, Debug)]
pub enum Entry {
    /// It loaded and every check held.
    Ready(Table),
    /// It exists, but its own diagnostics say why it cannot be used. Users of it must stay silent.
    Broken,
}

impl Catalog {
    /// The entry of a name; nothing if there is no such table.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// The usable tables in order of name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.entries.values().filter_map(|it| match it {
            Entry::Ready(table) => Some(table),
            Entry::Broken => None,
        })
    }

    /// All names, those of broken tables included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Adds a table, such as one that a page's query gave.
    pub(crate) fn insert(&mut self, name: &str, entry: Entry) {
        self.entries.insert(name.to_owned(), entry);
    }

    /// Runs one SELECT over the catalogue's tables and gives its result as a table; broken, in silence,
    /// if a table it reads is.
    ///
    /// `place` is where the query stands; diagnostics point into it if it covers exactly `sql`.
    ///
    /// # Errors
    /// `data/query-…`, `data/unknown-table`, or `data/duplicate-table` if the name is taken.
    pub fn query(&self, name: &str, sql: &str, place: &Place) -> Result<Entry, Diagnostic> {
        if self.get(name).is_some() {
            return Err(Diagnostic::new(Code::DuplicateTable, place.clone()).with("table", name));
        }
        if !is_name(name) {
            let complaint = Diagnostic::new(Code::BadSetting, place.clone()).with("key", "query");
            return Err(complaint.with("text", name).with("expected", name_rule()));
        }
        let known: Vec<&str> = self.names().collect();
        let query = query::parse_query(sql, place, &known)?;
        if let Some(what) = self.redacted_in(&query) {
            return Err(Diagnostic::new(Code::InternalField, place.clone()).with("name", what));
        }
        match self.read_all(&query.reads) {
            Some(tables) => query::run(name, &query, &tables).map(Entry::Ready),
            None => Ok(Entry::Broken),
        }
    }
}
