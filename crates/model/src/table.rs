//! A whole table as writers see it: what it is, and its cells one by one.
//!
//! Tables stay with whoever read them; a writer asks through [`TableRows`] and gets plain values.

use std::fmt::Debug;

use serde_json::Value as Json;

use crate::{ColumnKind, Grid, MissingMarker, Value, missing_markers_legend};
use gongbao_diag::locale::{Bound, Date, Lang};

/// What is said about the data of a site as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    pub name: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub version: Option<String>,
    pub homepage: Option<String>,
    pub keywords: Vec<String>,
    pub licenses: Vec<License>,
    pub sources: Vec<SourceNote>,
}

/// What is said about how data came to be; a table and each of its sources may say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Background {
    /// Who answers for them.
    pub organisation: Option<String>,
    pub licenses: Vec<License>,
    /// The day they were fetched.
    pub retrieved: Option<Date>,
    pub coverage: Coverage,
    /// How they were gathered or computed.
    pub method: Option<String>,
}

/// Where data come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceNote {
    pub title: String,
    pub path: Option<String>,
    pub email: Option<String>,
    pub version: Option<String>,
    pub background: Background,
}

/// What data cover.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    pub period: Option<String>,
    pub area: Option<String>,
}

/// A licence: at least a name or an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct License {
    pub name: Option<String>,
    pub title: Option<String>,
    pub path: Option<String>,
}

impl License {
    /// What readers call it.
    pub fn words(&self) -> &str {
        self.title
            .as_deref()
            .or(self.name.as_deref())
            .or(self.path.as_deref())
            // It has at least one of them where it is read.
            .unwrap_or("")
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name as the header has it.
    pub name: String,
    /// Title for readers; the name if none is given.
    pub title: String,
    /// What its cells are.
    pub kind: ColumnKind,
    /// Unit of its values; empty for none.
    pub unit: String,
    /// What it means.
    pub description: Option<String>,
}

/// A foreign key: these columns refer to those of another table.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub references: Vec<String>,
}

/// What a table is, besides its rows.
#[derive(Clone, Copy, Debug)]
pub struct TableDescription<'a> {
    /// The name it is called by.
    pub name: &'a str,
    /// Title for readers.
    pub title: &'a str,
    /// What it holds.
    pub description: Option<&'a str>,
    /// Its columns in order.
    pub fields: &'a [Field],
    /// Whether its data are made up.
    pub sample: bool,
    /// Where the data come from, for readers.
    pub sources: &'a [SourceNote],
    /// How they came to be and on what terms they may be used.
    pub background: &'a Background,
    /// Columns that identify a row; empty if not declared.
    pub primary_key: &'a [usize],
    /// Columns that together are unique.
    pub unique_keys: &'a [Vec<String>],
    /// References to other tables.
    pub foreign_keys: &'a [ForeignKey],
    /// For a derived table the tables it reads, in the order it names them.
    pub reads: &'a [String],
}

/// What a column promises of its cells, by the name Table Schema has for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    pub name: &'static str,
    pub kind: ConstraintKind,
}

/// What is promised.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintKind {
    /// Every cell is one of these.
    OneOf(Vec<Value>),
    /// How texts are written: it holds only as long as nobody changes a character of them.
    Written(Json),
    /// Anything else.
    Other(Json),
}

/// The rows of a whole table.
pub trait TableRows: Debug + Sync {
    /// What the table is.
    fn describe(&self) -> TableDescription<'_>;

    /// How many rows there are.
    fn n_rows(&self) -> usize;

    /// One cell.
    fn value(&self, row: usize, column: usize) -> Value;

    /// The sign that says why a cell has no value.
    fn missing_marker(&self, row: usize, column: usize) -> Option<&MissingMarker>;

    /// Which bound the value of a cell is, if it is one.
    fn bound(&self, row: usize, column: usize) -> Option<Bound>;

    /// The signs that stand in a column.
    fn missing_markers(&self, column: usize) -> Vec<&MissingMarker>;

    /// Whether some of a column's cells have a sign, or only a bound of a value.
    fn tells(&self, column: usize) -> bool;

    /// What a column promises of its cells.
    fn constraints(&self, column: usize) -> Vec<Constraint>;

    /// Some rows, with all columns, as readers see them.
    fn grid_of_rows(&self, lang: Lang, rows: &[usize]) -> Grid;

    /// How many columns there are.
    fn n_columns(&self) -> usize {
        self.describe().fields.len()
    }

    /// What the signs it uses mean, if it uses any.
    fn legend(&self, lang: Lang) -> Option<String> {
        missing_markers_legend(
            lang,
            (0..self.n_columns()).flat_map(|it| self.missing_markers(it)),
        )
    }
}
