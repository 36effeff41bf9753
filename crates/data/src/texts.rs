//! The cells of a column as text, one after the other, for whoever searches them.

use crate::Table;
use gongbao_model::Kind;

/// Whole numbers below this have fewer digits than anything that is looked for.
const SHORT: i64 = 1_000_000_000;

impl Table {
    /// Hands out the texts of a column, and of a column of whole numbers the long ones, with their rows.
    pub fn each_text(&self, column: usize, visit: &mut dyn FnMut(usize, &str)) {
        let Some((cells, field)) = self
            .cells()
            .columns()
            .get(column)
            .zip(self.fields.get(column))
        else {
            return;
        };
        let series = cells.as_materialized_series();
        if field.kind == Kind::String {
            let texts = series
                .str()
                .into_iter()
                .flat_map(|it| it.iter())
                .enumerate();
            texts.for_each(|(row, text)| text.into_iter().for_each(|it| visit(row, it)));
        } else if field.kind == Kind::Integer {
            let numbers = series
                .i64()
                .into_iter()
                .flat_map(|it| it.iter())
                .enumerate();
            let long = numbers.filter_map(|(row, it)| Some((row, it.filter(|it| *it >= SHORT)?)));
            long.for_each(|(row, it)| visit(row, &it.to_string()));
        }
    }
}
