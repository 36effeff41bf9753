//! The cells of a column as text, one after the other, for searching.

use crate::table::Table;
use crate::typed::TypedColumn;
use gongbao_model::ColumnKind;

/// Whole numbers below this have fewer digits than anything that is looked for.
const SHORT_TEXTS_BYTES: i64 = 1_000_000_000;

impl Table {
    /// Hands out the texts of a column, and of a column of whole numbers the long ones, with their rows.
    pub fn each_text(&self, column: usize, visit: &mut dyn FnMut(usize, &str)) {
        let kind = self.fields[column].kind;
        match (kind, self.typed_at(column)) {
            (ColumnKind::String, TypedColumn::Text(cells)) => {
                for row in 0..self.n_rows() {
                    cells.get(row).into_iter().for_each(|it| visit(row, it));
                }
            }
            (ColumnKind::Integer, TypedColumn::Whole(cells)) => {
                for row in 0..self.n_rows() {
                    let long = cells.get(row).filter(|it| *it >= SHORT_TEXTS_BYTES);
                    long.into_iter().for_each(|it| visit(row, &it.to_string()));
                }
            }
            // Fractions, years, dates and answers are too short to be anything that is looked for.
            _ => {}
        }
    }
}
