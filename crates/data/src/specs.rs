//! The descriptor of one column, and of a key.

use crate::boolean_words::BooleanWords;
use crate::fields::Located;
use crate::notation::Notation;
use crate::rule::CellRule;
use gongbao_model::ColumnKind;
use gongbao_model::MissingMarker;

/// What the descriptor says about one column.
#[derive(Clone, Debug)]
pub(crate) struct FieldSpec {
    pub name: Located,
    pub title: Option<String>,
    /// The declared type.
    pub kind: Option<ColumnKind>,
    pub unit: String,
    pub description: Option<String>,
    /// What stands for yes and for no, if it is not the usual.
    pub boolean_words: Option<BooleanWords>,
    pub rules: Vec<CellRule>,
    /// How its cells are written.
    pub notation: Notation,
    /// What stands for “no value” in this column, if not what does in the table.
    pub missing: Option<Vec<MissingMarker>>,
    /// Whether an empty cell has the value above it.
    pub fill: bool,
    /// For the office only.
    pub internal: bool,
}

/// A foreign key as written.
#[derive(Clone, Debug)]
pub(crate) struct KeySpec {
    pub columns: Vec<Located>,
    pub table: Located,
    pub references: Vec<Located>,
}
