//! Typed tables that keep their schema's promise, and where each cell came from.
//!
//! The only room that knows polars: others ask a [`Table`] for rows and [`Value`]s. It knows no
//! metrics and no pages. Start at [`load`]; [`Catalog`] is what comes out.

mod absence;
mod advice;
mod answers;
mod cache;
mod cells;
mod check;
mod checks;
mod columns;
mod complaints;
mod convert;
mod derive;
mod descriptor;
mod direct;
mod draft;
mod faults;
mod fields;
mod formats;
mod gate;
mod index;
mod infer;
mod keys;
mod labels;
mod load;
mod matching;
mod notation;
mod package;
mod parts;
mod pieces;
mod plan;
mod policy;
mod promise;
mod query;
mod read;
mod records;
mod scan;
mod schema;
mod selection;
mod shape;
mod starts;
mod suspect;
mod table;
#[cfg(test)]
pub mod testing;
mod text_format;
mod texts;
mod told;
mod typed;
mod undeclared;
mod wording;

use std::collections::BTreeMap;

pub use absence::Usage;
pub use cells::{Notes, Rewritten};
pub use gate::{Cut, Gate, Open, Withheld};
pub use load::{load, load_through};
pub use package::{Background, Coverage, License, Package};
pub use policy::{Disclosure, Mode, Policy};
pub use schema::Rule;
pub use selection::Selection;
pub use table::{Accepted, Field, ForeignKey, SourceNote, Table};
pub use wording::{Wordings, wordings};

use columns::Builder;
use matching::Matcher;

use gongbao_diag::{Code, Diagnostic, Place};

/// Every table of a site by name, broken ones too, so that their users stay silent.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// What the descriptor says about the data as a whole.
    pub package: Package,
    entries: BTreeMap<String, Entry>,
    /// Tables worth keeping for the next run, each with its key.
    keepsakes: Vec<(String, Option<Table>)>,
    withheld: Withheld,
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
    pub fn insert(&mut self, name: &str, entry: Entry) {
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
        if !descriptor::is_name(name) {
            let complaint = Diagnostic::new(Code::BadSetting, place.clone()).with("key", "query");
            return Err(complaint
                .with("text", name)
                .with("expected", descriptor::name_rule()));
        }
        let known: Vec<&str> = self.names().collect();
        let query = query::parse(sql, place, &known)?;
        if let Some(what) = self.withheld_in(&query) {
            return Err(Diagnostic::new(Code::InternalField, place.clone()).with("name", what));
        }
        match self.read_all(&query.reads) {
            Some(tables) => query::run(name, &query, &tables).map(Entry::Ready),
            None => Ok(Entry::Broken),
        }
    }
}
