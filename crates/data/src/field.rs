//! What is known of a table's columns and of its keys.

use gongbao_diag::locale::Text;
use gongbao_model::Kind;

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

/// A foreign key: these columns refer to those of another table.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub references: Vec<String>,
}

/// Something wrong that the descriptor accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// What would have been said about it.
    pub what: Text,
    /// Why it may stand.
    pub reason: String,
}
