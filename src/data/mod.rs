//! Typed tables that keep their schema's promise, and where each cell came from.
//!
//! The only room that knows polars: others ask a [`Table`] for rows and [`Value`]s. It knows no
//! metrics and no pages. Start at [`load`]; [`Catalog`] is what comes out.

mod grid;

pub use grid::{Grid, GridCell, GridColumn, Origin};

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diags, Place};
use crate::locale::Date;
use crate::source::Sources;

/// Every table of a site by name, broken ones too, so that their users stay silent.
#[derive(Debug, Default)]
pub struct Catalog {
    entries: BTreeMap<String, Entry>,
}

/// A table, or the memory of one that could not be loaded.
#[derive(Debug)]
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
}

/// A table with its schema. Rows count from 0; row 0 is the first record after the header.
#[derive(Debug)]
pub struct Table {
    /// The name it is called by.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// What it holds.
    pub description: Option<String>,
    /// Its columns in order.
    pub fields: Vec<Field>,
    /// Whether its data are made up.
    pub sample: bool,
    /// Where the data come from, for readers.
    pub sources: Vec<SourceNote>,
    /// Columns that identify a row; empty if not declared.
    pub primary_key: Vec<usize>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// The file it was read from: a data file, or the SQL that derives it.
    pub file: std::sync::Arc<str>,
    /// Whether it is derived by a query.
    pub derived: bool,
    /// Tables it is derived from.
    pub reads: Vec<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name as the header has it.
    pub name: String,
    /// Title for readers; the name if none is given.
    pub title: String,
    /// What its cells are.
    pub kind: Kind,
    /// Unit of its values; empty for none.
    pub unit: String,
    /// What it means.
    pub description: Option<String>,
}

/// The type of a column (Table Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Date,
    Year,
}

/// Where data come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceNote {
    pub title: String,
    pub organisation: Option<String>,
    pub path: Option<String>,
}

/// A foreign key: these columns refer to those of another table.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub references: Vec<String>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value: one of the schema's missing values.
    Missing,
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Date(Date),
    Year(i32),
}

/// Which rows are meant: for each column the values that are taken. Columns combine with “and”.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    wanted: BTreeMap<String, Vec<Value>>,
}

/// Loads every table of a site: described, undescribed and derived.
pub fn load(_sources: &Sources, _diags: &mut Diags) -> Catalog {
    Catalog::default()
}

impl Catalog {
    /// Runs one SELECT over the catalogue's tables and gives its result as a table.
    ///
    /// `place` is where the query stands; diagnostics point into it.
    ///
    /// # Errors
    /// `data/query-…`, or `data/unknown-table`.
    pub fn query(&self, _name: &str, _sql: &str, _place: &Place) -> Result<Entry, Diagnostic> {
        Ok(Entry::Broken)
    }
}

impl Table {
    /// How many rows it has.
    pub fn n_rows(&self) -> usize {
        0
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|it| it.name == name)
    }

    /// One cell.
    pub fn value(&self, _row: usize, _column: usize) -> Value {
        Value::Missing
    }

    /// One cell as a number, if it has one.
    pub fn number(&self, _row: usize, _column: usize) -> Option<f64> {
        None
    }

    /// Where one cell was read; for a derived table, its file.
    pub fn place(&self, _row: usize, _column: usize) -> Place {
        Place::file(&self.file)
    }

    /// The rows a selection takes, in order. Columns the table lacks match nothing.
    pub fn rows(&self, _selection: &Selection) -> Vec<usize> {
        Vec::new()
    }

    /// The distinct values of a column among some rows, in order of first appearance.
    pub fn distinct(&self, _column: usize, _rows: &[usize]) -> Vec<Value> {
        Vec::new()
    }
}

impl Selection {
    /// Takes one value of a column.
    pub fn with(mut self, column: impl Into<String>, value: Value) -> Selection {
        self.wanted.insert(column.into(), vec![value]);
        self
    }

    /// Takes several values of a column.
    pub fn with_any(mut self, column: impl Into<String>, values: Vec<Value>) -> Selection {
        self.wanted.insert(column.into(), values);
        self
    }

    /// Adds what another selection says about columns this one leaves open.
    pub fn or(mut self, other: &Selection) -> Selection {
        for (column, values) in &other.wanted {
            self.wanted.entry(column.clone()).or_insert_with(|| values.clone());
        }
        self
    }

    /// The same selection without one column.
    pub fn without(mut self, column: &str) -> Selection {
        self.wanted.remove(column);
        self
    }

    /// The values taken of a column; nothing if the column is left open.
    pub fn get(&self, column: &str) -> Option<&[Value]> {
        self.wanted.get(column).map(Vec::as_slice)
    }

    /// Each column with its values, in order of column name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Value])> {
        self.wanted.iter().map(|(column, values)| (column.as_str(), values.as_slice()))
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}

impl Value {
    /// Whether an author who wrote `self` means `other`: numbers and years compare by value, and a
    /// text compares with how the other is written (`"2025"` means the year 2025).
    pub fn means(&self, other: &Value) -> bool {
        match (self.as_number(), other.as_number()) {
            (Some(a), Some(b)) => a == b,
            _ => self.to_string() == other.to_string() && *self != Value::Missing,
        }
    }

    /// The value of a number or year.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(it) => Some(*it as f64),
            Value::Number(it) => Some(*it),
            Value::Year(it) => Some(f64::from(*it)),
            Value::Missing | Value::Text(_) | Value::Boolean(_) | Value::Date(_) => None,
        }
    }
}

/// How a machine writes the value: empty for missing, ISO 8601 for dates, shortest digits for numbers.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Missing => Ok(()),
            Value::Text(it) => f.write_str(it),
            Value::Integer(it) => write!(f, "{it}"),
            Value::Number(it) => write!(f, "{it}"),
            Value::Boolean(it) => write!(f, "{it}"),
            Value::Date(it) => write!(f, "{it}"),
            Value::Year(it) => write!(f, "{it}"),
        }
    }
}
