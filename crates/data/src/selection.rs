//! A selection of rows in a table.

use std::collections::BTreeMap;

use gongbao_model::Value;

/// Which rows are meant: for each column the values that are taken. Columns combine with “and”.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    wanted: BTreeMap<String, Vec<Value>>,
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
        self.wanted
            .iter()
            .map(|(column, values)| (column.as_str(), values.as_slice()))
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}
