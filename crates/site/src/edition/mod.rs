//! What was published before: every figure of every edition, what has changed since, and why.
//!
//! An edition is a list of figures, each with a name that outlives rewording and reordering (`site::figure_key`).
//! This module compares and explains; it draws nothing, and `publish` writes what it records.
//! Start at [`FigureRecorder`] and [`EditionBook`].

mod book;
mod capture;
mod compare;
mod file;
mod notice;
mod revisions;

use std::collections::BTreeMap;

use crate::figure_key::{FigureKey, MISSING_STATE};
use gongbao_diag::locale::Date;

pub use crate::capture_base::CaptureBase;
pub use book::{EditionBook, PageChanges};
pub use capture::FigureRecorder;
pub use compare::{EditionDifference, FigureChange, compare_editions};
pub use file::{edition_path, read_editions, write_edition};
pub use notice::revisions_route;
pub use revisions::{RevisionKind, unknown_edition};

/// What stood in a published report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// Its name, which is also that of its file.
    pub name: String,
    /// Its place among the editions, from 1.
    pub number: usize,
    /// The day it was published.
    pub date: Option<Date>,
    /// The day its statuses were judged on.
    pub as_of: Option<Date>,
    pub tables: Vec<TableHash>,
    pub figures: BTreeMap<FigureKey, PublishedFigure>,
}

/// A table an edition was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHash {
    pub name: String,
    pub file: String,
    /// Lower-case hexadecimal SHA-256 of the file.
    pub hash: String,
}

/// A published figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedFigure {
    /// What it is, in words.
    pub title: String,
    /// The raw value as a machine writes it.
    pub value: String,
    /// What it is besides its value: a bound, or why there is none.
    pub state: String,
    /// As readers saw it.
    pub text: String,
    /// The table it was read from.
    pub table: String,
    /// Where it stood: `page.html#anchor`, each once.
    pub places: Vec<String>,
}

impl PublishedFigure {
    /// Whether two figures say the same, but for the noise of binary fractions.
    pub fn is_same(&self, other: &PublishedFigure) -> bool {
        self.state == other.state && self.has_value_of(other)
    }

    /// Whether a later figure says another thing than this one did. What had no value and has one now is published for
    /// the first time; a reason why there is none, given later, changes nothing that was said.
    pub fn is_revised_by(&self, later: &PublishedFigure) -> bool {
        let is_first =
            self.value.is_empty() && (!later.value.is_empty() || self.state == MISSING_STATE);
        !is_first && !self.is_same(later)
    }

    fn has_value_of(&self, other: &PublishedFigure) -> bool {
        match (self.value.parse::<f64>(), other.value.parse::<f64>()) {
            (Ok(a), Ok(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
            _ => self.value == other.value,
        }
    }
}
