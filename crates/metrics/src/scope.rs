//! The scope of a target: columns of the metric's table, or of tables reached by foreign key.

use crate::{Metric, MetricTarget, Reading};
use gongbao_data::{Catalog, Entry, Selection, Table};
use gongbao_model::ForeignKey;
use gongbao_model::Value;

/// How many foreign keys are followed: from a person to a station, to a district, to a city.
const MAX_HOPS: usize = 3;

impl Metric {
    /// The targets that bind a reading: those without scope, and those whose scope all its rows lie in.
    ///
    /// A city's total is not bound by a target for its districts, unless every row is one of them.
    pub fn targets_for(&self, catalog: &Catalog, reading: &Reading) -> Vec<&MetricTarget> {
        let Some(Entry::Ready(table)) = catalog.get(&self.table) else {
            return Vec::new();
        };
        let binds = |it: &&MetricTarget| {
            it.scope.is_empty() || lies_within(catalog, table, &reading.rows, &it.scope)
        };
        self.targets.iter().filter(binds).collect()
    }
}

pub(crate) fn lies_within(
    catalog: &Catalog,
    table: &Table,
    rows: &[usize],
    scope: &Selection,
) -> bool {
    let fits = |row: usize, column: &str, wanted: &[Value]| {
        value_of(catalog, table, row, column)
            .is_some_and(|found| wanted.iter().any(|it| it.means(&found)))
    };
    !rows.is_empty()
        && rows.iter().all(|row| {
            scope
                .iter()
                .all(|(column, wanted)| fits(*row, column, wanted))
        })
}

/// What a column says about a row: the row's own cell, or that of the row it refers to, the nearest first.
fn value_of(catalog: &Catalog, table: &Table, row: usize, column: &str) -> Option<Value> {
    (0..=MAX_HOPS).find_map(|hops| value_after(catalog, table, row, column, hops))
}

fn value_after(
    catalog: &Catalog,
    table: &Table,
    row: usize,
    column: &str,
    hops: usize,
) -> Option<Value> {
    if hops == 0 {
        return table.column(column).map(|it| table.value(row, it));
    }
    table.foreign_keys.iter().find_map(|key| {
        let (next, row) = follow_foreign_key(catalog, table, row, key)?;
        value_after(catalog, next, row, column, hops - 1)
    })
}

/// The row a foreign key refers to.
fn follow_foreign_key<'a>(
    catalog: &'a Catalog,
    table: &Table,
    row: usize,
    key: &ForeignKey,
) -> Option<(&'a Table, usize)> {
    let Some(Entry::Ready(next)) = catalog.get(&key.table) else {
        return None;
    };
    let mut wanted = Selection::default();
    for (here, there) in key.columns.iter().zip(&key.references) {
        wanted = wanted.with(there, table.value(row, table.column(here)?));
    }
    next.rows(&wanted).first().map(|it| (next, *it))
}

/// The tables whose columns a scope may name, the metric's own first.
pub(crate) struct ReachableTables<'a> {
    pub tables: Vec<&'a Table>,
    /// Whether a foreign key leads to a table that could not be loaded; its columns are unknown.
    pub is_open: bool,
}

/// The tables foreign keys lead to from one table.
pub(crate) fn reachable_tables<'a>(catalog: &'a Catalog, table: &'a Table) -> ReachableTables<'a> {
    let mut reach = ReachableTables {
        tables: vec![table],
        is_open: false,
    };
    let mut edge = vec![table];
    for _ in 0..MAX_HOPS {
        let keys: Vec<&ForeignKey> = edge.drain(..).flat_map(|it| &it.foreign_keys).collect();
        for key in keys {
            match catalog.get(&key.table) {
                Some(Entry::Ready(next)) => edge.push(next),
                Some(Entry::Broken) | None => reach.is_open = true,
            }
        }
        edge.retain(|it| !reach.tables.iter().any(|seen| seen.name == it.name));
        edge.dedup_by(|a, b| a.name == b.name);
        reach.tables.extend(&edge);
    }
    reach
}

#[cfg(test)]
mod tests {
    use crate::testing::{catalog, metric, selection, table};
    use crate::{Goal, Metric, MetricTarget, Strength};
    use gongbao_diag::locale::parse_date;

    fn target(bound: f64, scope: &str) -> MetricTarget {
        let by = parse_date("2025-12-31");
        MetricTarget {
            by,
            scope: selection(scope),
            ..MetricTarget::new(Goal::AtLeast(bound), Strength::Must)
        }
    }

    fn check(scope: &str, wanted: &str, binds: bool) {
        let catalog = catalog();
        let metric = Metric {
            targets: vec![target(40.0, ""), target(50.0, scope)],
            ..metric()
        };
        let reading = metric
            .read(table(&catalog, "allocation"), &selection(wanted))
            .expect("a reading");
        let bound: Vec<Goal> = metric
            .targets_for(&catalog, &reading)
            .iter()
            .map(|it| it.goal)
            .collect();
        let all = [Goal::AtLeast(40.0), Goal::AtLeast(50.0)];
        assert_eq!(
            bound,
            all[..if binds { 2 } else { 1 }],
            "{scope} for {wanted}"
        );
    }

    #[test]
    fn a_scope_names_a_column_of_the_table() {
        check("district=东区", "year=2025 district=东区", true);
        check("district=东区", "year=2025 district=西区", false);
        check("district=东区|西区", "year=2025 district=西区", true);
    }

    #[test]
    fn a_scope_names_a_column_reached_by_foreign_key() {
        check("kind=市辖区", "year=2025 district=西区", true);
        check("kind=县", "year=2025 district=西区", false);
    }

    #[test]
    fn a_total_is_bound_only_if_all_its_rows_are() {
        check("kind=市辖区", "year=2024", true);
        check("district=东区", "year=2024", false);
    }

    #[test]
    fn a_scope_nobody_knows_binds_nobody() {
        check("colour=red", "year=2025 district=西区", false);
    }
}
