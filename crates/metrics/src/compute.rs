//! What a formula makes of some rows.

use crate::Formula;
use crate::bound::addend_of_cell;
use gongbao_data::Table;
use gongbao_model::MissingMarker;

impl Formula {
    /// The columns it takes values from.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let (a, b) = match self {
            Formula::Column(it) | Formula::Sum(it) => (Some(it), None),
            Formula::Mean {
                value: a,
                weight: b,
            }
            | Formula::Share { part: a, whole: b } => (Some(a), Some(b)),
            Formula::Count => (None, None),
        };
        a.into_iter().chain(b).map(String::as_str)
    }

    /// The sign of a cell it would take that is withheld, by its author or because its count is small. What is
    /// left of a sum would be wrong, and with other sums would give the cell back.
    pub(crate) fn suppressed<'a>(
        &self,
        table: &'a Table,
        rows: &[usize],
    ) -> Option<&'a MissingMarker> {
        let columns: Vec<usize> = self
            .columns()
            .filter_map(|it| table.column(it))
            .filter(|it| table.tells(*it))
            .collect();
        let signs = columns.iter().flat_map(|column| {
            rows.iter()
                .filter_map(|row| table.missing_marker(*row, *column))
        });
        signs.into_iter().find(|it| it.state.is_suppressed())
    }

    /// The value of some rows, and those among them whose cells it was computed from.
    pub fn compute(&self, table: &Table, rows: &[usize]) -> (Option<f64>, Vec<usize>) {
        if self.suppressed(table, rows).is_some() {
            return (None, rows.to_vec());
        }
        match self {
            Formula::Column(column) => {
                let cells = column_numbers(table, column, rows, Table::number);
                (cells.first().map(|it| it.1), rows_of(&cells))
            }
            Formula::Sum(column) => {
                let cells = column_numbers(table, column, rows, addend_of_cell);
                let value =
                    (!cells.is_empty()).then(|| compensated_sum(cells.iter().map(|it| it.1)));
                (value, rows_of(&cells))
            }
            Formula::Mean { value, weight } => {
                let pairs = column_pairs(table, value, weight, rows);
                let parts =
                    compensated_sum(pairs.iter().map(|(_, (value, weight))| value * weight));
                (
                    divide_cleanly(parts, compensated_sum(pairs.iter().map(|it| it.1.1))),
                    rows_of(&pairs),
                )
            }
            Formula::Share { part, whole } => {
                let pairs = column_pairs(table, part, whole, rows);
                let parts = compensated_sum(pairs.iter().map(|it| it.1.0));
                (
                    divide_cleanly(
                        100.0 * parts,
                        compensated_sum(pairs.iter().map(|it| it.1.1)),
                    ),
                    rows_of(&pairs),
                )
            }
            Formula::Count => (Some(rows.len() as f64), rows.to_vec()),
        }
    }
}

fn rows_of<T>(cells: &[(usize, T)]) -> Vec<usize> {
    cells.iter().map(|it| it.0).collect()
}

/// What a cell counts as.
type CellReading = fn(&Table, usize, usize) -> Option<f64>;

/// The cells of a column that hold a number, with their rows.
fn column_numbers(
    table: &Table,
    column: &str,
    rows: &[usize],
    read: CellReading,
) -> Vec<(usize, f64)> {
    // Definitions are checked against the table; what is withheld of it has no cells.
    let Some(column) = table.column(column) else {
        return Vec::new();
    };
    rows.iter()
        .filter_map(|row| Some((*row, read(table, *row, column)?)))
        .collect()
}

/// The cells of two columns, for the rows in which both hold a number.
fn column_pairs(table: &Table, a: &str, b: &str, rows: &[usize]) -> Vec<(usize, (f64, f64))> {
    let (Some(a), Some(b)) = (table.column(a), table.column(b)) else {
        return Vec::new();
    };
    rows.iter()
        .filter_map(|row| {
            Some((
                *row,
                (
                    addend_of_cell(table, *row, a)?,
                    addend_of_cell(table, *row, b)?,
                ),
            ))
        })
        .collect()
}

fn divide_cleanly(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| round_to_significant(a / b))
}

/// A sum that does not gather the rounding of each step (Neumaier).
fn compensated_sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    round_to_significant(total + lost)
}

/// The value at 15 significant digits: the noise of binary fractions never decides whether a target is met.
pub(crate) fn round_to_significant(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use crate::compute::{compensated_sum, round_to_significant};

    #[test]
    fn sums_do_not_gather_the_rounding_of_each_step() {
        assert_eq!(compensated_sum([0.1; 1000].into_iter()), 100.0);
        assert_eq!(compensated_sum([1e16, 1.0, -1e16].into_iter()), 1.0);
        assert_eq!(compensated_sum(std::iter::empty()), 0.0);
    }

    #[test]
    fn cleans_away_what_stands_beyond_the_fifteenth_digit() {
        assert_eq!(round_to_significant(29.0 / 200.0 * 100.0), 14.5);
        assert_eq!(round_to_significant(-0.30000000000000004), -0.3);
        assert_eq!(
            round_to_significant(123_456_789_012_345.0),
            123_456_789_012_345.0
        );
    }
}
