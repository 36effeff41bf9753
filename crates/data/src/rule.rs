//! The constraints of a column.

use regex::Regex;

use crate::text_format::TextFormat;
use gongbao_model::Value;

/// A constraint on the cells of a column.
#[derive(Clone, Debug)]
pub enum CellRule {
    Required,
    Unique,
    OneOf(Vec<Value>),
    Minimum(Value),
    Maximum(Value),
    /// A bound that is not reached itself.
    Above(Value),
    Below(Value),
    /// A number of characters.
    MinLength(usize),
    MaxLength(usize),
    /// A known way of writing, such as an address of electronic mail.
    Written(TextFormat),
    /// A pattern for the whole cell, and as the author wrote it.
    Pattern(Regex, String),
}
