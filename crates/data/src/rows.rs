//! Tables as writers see them.

use crate::table::Table;
use gongbao_diag::locale::{Bound, Lang};
use gongbao_model::{Constraint, Grid, MissingMarker, TableDescription, TableRows, Value};

impl TableRows for Table {
    fn describe(&self) -> TableDescription<'_> {
        TableDescription {
            name: &self.name,
            title: &self.title,
            description: self.description.as_deref(),
            fields: &self.fields,
            sample: self.sample,
            sources: &self.sources,
            background: &self.background,
            primary_key: &self.primary_key,
            unique_keys: &self.unique_keys,
            foreign_keys: &self.foreign_keys,
            reads: &self.reads,
        }
    }

    fn n_rows(&self) -> usize {
        Table::n_rows(self)
    }

    fn value(&self, row: usize, column: usize) -> Value {
        Table::value(self, row, column)
    }

    fn missing_marker(&self, row: usize, column: usize) -> Option<&MissingMarker> {
        Table::missing_marker(self, row, column)
    }

    fn bound(&self, row: usize, column: usize) -> Option<Bound> {
        Table::bound(self, row, column)
    }

    fn missing_markers(&self, column: usize) -> Vec<&MissingMarker> {
        Table::missing_markers(self, column)
    }

    fn tells(&self, column: usize) -> bool {
        Table::tells(self, column)
    }

    fn constraints(&self, column: usize) -> Vec<Constraint> {
        let rules = self.rules.iter().filter(|(at, _)| *at == column);
        rules.map(|(_, rule)| rule.constraint()).collect()
    }

    fn grid_of_rows(&self, lang: Lang, rows: &[usize]) -> Grid {
        let columns: Vec<usize> = (0..self.fields.len()).collect();
        self.grid_of(lang, rows, &columns)
    }
}
