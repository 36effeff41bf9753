//! A check as declared, the table it judges, and the rows it finds.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use crate::checks::accept::Exception;
use crate::complaints::SkippedCells;
use crate::specs::KeySpec;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Severity};

/// A check as declared.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub test: Arc<dyn RowCheck>,
    /// What the author says about rows that break it.
    pub message: Option<String>,
    pub severity: Severity,
    pub accept: Vec<Exception>,
}

/// One kind of check, its settings read.
pub(crate) trait RowCheck: Debug + Send + Sync {
    /// The rows that break it.
    ///
    /// # Errors
    /// A complaint about the declaration: it names what the tables do not have.
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic>;
    /// What is to be said about one of them; `{note}` is filled in by the caller.
    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic;
}

/// A row that breaks a check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Violation {
    pub row: usize,
    /// The row it is held against.
    pub against: Option<usize>,
    /// How many rows are meant, this one the first of them.
    pub n_rows: usize,
    /// The value found and the one expected, if it is about amounts.
    pub amounts: (f64, f64),
}

impl Violation {
    /// A row by itself.
    pub(crate) fn at(row: usize) -> Violation {
        Violation {
            row,
            against: None,
            n_rows: 1,
            amounts: (0.0, 0.0),
        }
    }
}

/// The table that is judged.
pub(crate) struct CheckedTable<'a> {
    pub table: &'a Table,
    /// Cells that are already complained about.
    pub skipped: &'a SkippedCells,
    pub foreign_keys: &'a [KeySpec],
    pub tables: &'a BTreeMap<&'a str, &'a Table>,
}

impl CheckedTable<'_> {
    /// Whether nothing is known to be wrong with these cells.
    pub(crate) fn is_sound(&self, row: usize, columns: &[usize]) -> bool {
        !columns
            .iter()
            .any(|column| self.skipped.contains(&(row, *column)))
    }

    /// The number of a row for people: in a file the header is row 1.
    pub(crate) fn number(&self, row: usize) -> usize {
        self.table.number_of(row)
    }

    /// `a=1, b=2`: the cells of a row.
    pub(crate) fn values(&self, row: usize, columns: &[usize]) -> Text {
        let value = |it: &usize| {
            format!(
                "{}={}",
                self.table.fields[*it].name,
                self.table.value(row, *it)
            )
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        Text::new(values.join("，"), values.join(", "))
    }
}

impl Check {
    pub(crate) fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let note = self.message.as_ref().map_or_else(
            || Text::from(""),
            |it| Text::new(format!("（{it}）"), format!(" ({it})")),
        );
        let complaint = self.test.complain(subject, hit).with("note", note);
        match self.severity {
            Severity::Error => complaint,
            Severity::Warning => complaint.softened(),
        }
    }
}

/// A number without the noise of binary fractions.
pub(super) fn without_binary_noise(amount: f64) -> f64 {
    format!("{amount:.14e}").parse().unwrap_or(amount) + 0.0
}
