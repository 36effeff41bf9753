//! Looking at every row of a column, on all cores, in the type it is stored in.

use std::ops::Range;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::calendar;
use crate::rule::CellRule;
use crate::table::Table;
use crate::typed::TypedColumn;
use gongbao_model::Value;

/// So many rows are worth handing out.
const ROWS_PER_RANGE: usize = 1 << 16;

/// All rows, as ranges worth handing out.
pub(crate) fn row_ranges(n_rows: usize) -> Vec<Range<usize>> {
    (0..n_rows.div_ceil(ROWS_PER_RANGE))
        .map(|it| it * ROWS_PER_RANGE..n_rows.min((it + 1) * ROWS_PER_RANGE))
        .collect()
}

/// The rows for which something holds, in order.
pub(crate) fn rows_where(n_rows: usize, holds: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    let found = |range: Range<usize>| range.filter(|it| holds(*it)).collect();
    let found: Vec<Vec<usize>> = row_ranges(n_rows).into_par_iter().map(found).collect();
    found.concat()
}

/// The rows whose cell has no value.
pub(crate) fn missing_rows(table: &Table, column: usize) -> Vec<usize> {
    let cells = table.typed_at(column);
    if cells.n_missing() == 0 {
        return Vec::new();
    }
    rows_where(table.n_rows(), |row| !cells.has(row))
}

/// The rows of a column of texts whose cell is not as it should be; missing ones aside.
pub(crate) fn misfitting_rows(
    table: &Table,
    column: usize,
    fits: impl Fn(&str) -> bool + Sync,
) -> Vec<usize> {
    let cells = table.typed_at(column);
    rows_where(table.n_rows(), |row| {
        cells.text(row).is_some_and(|it| !fits(it))
    })
}

/// The rows that may break a rule: `holds` has the last word, but is too slow to be asked each time.
pub(crate) fn suspect_rows(
    table: &Table,
    column: usize,
    rule: &CellRule,
    holds: fn(&CellRule, &Value) -> bool,
) -> Vec<usize> {
    if matches!(rule, CellRule::Required) {
        return missing_rows(table, column);
    }
    let cells = table.typed_at(column);
    let suspects = |range: Range<usize>| {
        // A pattern remembers its last steps; two threads that share them wait for one another.
        let rule = PreparedRule::new(rule);
        let is_sound = |row: usize| is_sound(cells, row, &rule);
        range
            .filter(|row| !is_sound(*row) && !holds(&rule.rule, &table.value(*row, column)))
            .collect()
    };
    let found: Vec<Vec<usize>> = row_ranges(table.n_rows())
        .into_par_iter()
        .map(suspects)
        .collect();
    found.concat()
}

/// A rule with what makes it quick to ask.
struct PreparedRule {
    rule: CellRule,
    /// The texts among the values listed, in order.
    texts: Vec<String>,
}

impl PreparedRule {
    fn new(rule: &CellRule) -> PreparedRule {
        let listed = if let CellRule::OneOf(values) = rule {
            values.as_slice()
        } else {
            &[]
        };
        let texts = listed.iter().filter_map(|it| {
            if let Value::Text(it) = it {
                Some(it.clone())
            } else {
                None
            }
        });
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        PreparedRule {
            rule: rule.clone(),
            texts,
        }
    }

    fn lists(&self, text: &str) -> bool {
        self.texts
            .binary_search_by(|it| it.as_str().cmp(text))
            .is_ok()
    }
}

/// Whether it is plain that a cell breaks no rule.
fn is_sound(cells: TypedColumn<'_>, row: usize, quick: &PreparedRule) -> bool {
    match &quick.rule {
        CellRule::Minimum(low) => within_bound(cells, row, low, |low, it| low <= it),
        CellRule::Maximum(high) => within_bound(cells, row, high, |high, it| high >= it),
        CellRule::Pattern(pattern, _) => cells.text(row).is_some_and(|it| pattern.is_match(it)),
        CellRule::OneOf(wanted) => match cells.text(row) {
            Some(text) => quick.lists(text),
            None => cells
                .number(row)
                .is_some_and(|it| wanted.iter().any(|wanted| wanted.as_number() == Some(it))),
        },
        _ => false,
    }
}

fn within_bound(
    cells: TypedColumn<'_>,
    row: usize,
    bound: &Value,
    fits: fn(f64, f64) -> bool,
) -> bool {
    match bound {
        Value::Date(it) => {
            let bound = f64::from(calendar::days_since_epoch(*it));
            cells.day(row).is_some_and(|it| fits(bound, f64::from(it)))
        }
        _ => bound
            .as_number()
            .zip(cells.number(row))
            .is_some_and(|(bound, it)| fits(bound, it)),
    }
}

#[cfg(test)]
mod tests {
    use crate::scan::{ROWS_PER_RANGE, row_ranges, rows_where};

    #[test]
    fn ranges_cover_every_row_once() {
        for n in [0, 1, ROWS_PER_RANGE, ROWS_PER_RANGE + 1] {
            assert_eq!(row_ranges(n).into_iter().flatten().count(), n);
        }
    }

    #[test]
    fn rows_come_in_order() {
        let rows = rows_where(3 * ROWS_PER_RANGE, |it| it % ROWS_PER_RANGE == 5);
        assert_eq!(rows, [5, ROWS_PER_RANGE + 5, 2 * ROWS_PER_RANGE + 5]);
    }
}
