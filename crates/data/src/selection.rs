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

    /// Adds what another selection says about columns this one leaves open.
    pub fn or(mut self, other: &Selection) -> Selection {
        for (column, values) in &other.wanted {
            self.wanted
                .entry(column.clone())
                .or_insert_with(|| values.clone());
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
        self.wanted
            .iter()
            .map(|(column, values)| (column.as_str(), values.as_slice()))
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::selection::Selection;
    use gongbao_model::Value;

    #[test]
    fn what_is_said_first_holds() {
        let page = Selection::default()
            .with("year", Value::Year(2024))
            .with("district", Value::Text("a".to_owned()));
        let figure = Selection::default()
            .with("year", Value::Year(2025))
            .or(&page);
        assert_eq!(figure.get("year"), Some([Value::Year(2025)].as_slice()));
        assert_eq!(
            figure.iter().map(|it| it.0).collect::<Vec<_>>(),
            ["district", "year"]
        );
        assert!(figure.without("year").get("year").is_none());
    }
}
