//! Where figures lead: to the page of their metric, or to the rows they were read from.
//!
//! That follows from the metric, its members and the table alone, never from what other pages show. So a page can be
//! written before all others are bound, and it stays the same when another page changes. The pages of metrics and
//! tables are made last, and have an anchor for everything that leads to them by these rules.

use std::collections::BTreeMap;

use crate::lineage::{ROWS_SHOWN, row_anchor};
use crate::link::Route;
use crate::routes::Routes;
use gongbao_data::{Catalog, Entry, Table};
use gongbao_metrics::{Metric, Metrics};

/// The page of a metric lists every value that other pages show, if its table has few rows, or if it can have no more
/// values than this.
const MAX_POSSIBLE_VALUES: usize = 1_000;
/// Of a metric that can have more values, so many are listed; figures lead to the rows they were read from.
pub(crate) const MAX_LISTED_VALUES: usize = 400;
/// The page of a table has every row that figures were read from, if the table has no more rows than this.
const MAX_CITABLE_ROWS: usize = 1_000;

/// The anchor of rows that a table's page does not show: it says there how to get at them.
pub const OTHER_ROWS: &str = "gb-rest";

/// The pages that figures lead to.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub metrics: BTreeMap<String, MetricPlace>,
    pub tables: BTreeMap<String, TablePlace>,
}

/// The page of a metric, as far as others lead to it.
#[derive(Clone, Debug)]
pub struct MetricPlace {
    pub route: Route,
    pub title: String,
    pub has_targets: bool,
    /// Whether its page has an anchor for each value that some page shows.
    pub lists_all_values: bool,
}

/// The page of a table, as far as others lead to it.
#[derive(Clone, Debug)]
pub struct TablePlace {
    pub route: Route,
    /// Whether its page has an anchor for each row that a figure was read from.
    pub has_all_cited_rows: bool,
}

impl Places {
    /// Looks at every metric and table that has a page.
    pub fn of(catalog: &Catalog, metrics: &Metrics, routes: &Routes) -> Places {
        let metric_place = |metric: &Metric| {
            let Some(Entry::Ready(table)) = catalog.get(&metric.table) else {
                return None; // The page of a metric without its table cannot be made.
            };
            let place = MetricPlace {
                route: routes.metrics.get(&metric.id)?.clone(),
                title: metric.title.clone(),
                has_targets: !metric.targets.is_empty(),
                lists_all_values: table.n_rows() <= MAX_CITABLE_ROWS
                    || count_possible_values(metric, table) <= MAX_POSSIBLE_VALUES,
            };
            Some((metric.id.clone(), place))
        };
        let table_place = |table: &Table| {
            let place = TablePlace {
                route: routes.tables.get(&table.name)?.clone(),
                has_all_cited_rows: table.n_rows() <= MAX_CITABLE_ROWS,
            };
            Some((table.name.clone(), place))
        };
        Places {
            metrics: metrics
                .all()
                .iter()
                .filter_map(|it| metric_place(it))
                .collect(),
            tables: catalog.tables().filter_map(table_place).collect(),
        }
    }

    /// The anchor of a row on the page of its table.
    pub fn row_anchor(&self, table: &str, row: usize) -> Option<String> {
        self.tables.get(table)?;
        Some(if self.shows_row(table, row) {
            row_anchor(row)
        } else {
            OTHER_ROWS.to_owned()
        })
    }

    /// Whether the page of a table shows a row that a figure was read from.
    pub fn shows_row(&self, table: &str, row: usize) -> bool {
        let place = self.tables.get(table);
        place.is_some_and(|it| row < ROWS_SHOWN || it.has_all_cited_rows)
    }
}

/// How many values a metric can have: one for each choice of a member of each dimension, or of all of them.
fn count_possible_values(metric: &Metric, table: &Table) -> usize {
    let columns = metric
        .dimensions
        .iter()
        .filter_map(|name| table.column(name));
    columns
        .map(|column| table.members(column).len() + 1)
        .fold(1, usize::saturating_mul)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::places::Places;
    use crate::routes::plan_routes;
    use gongbao_diag::Diags;
    use gongbao_settings::Config;
    use gongbao_source::{SourceFile, Sources};

    const METRICS: &str = "\
        - {id: m, title: m, table: t, value: {sum: n}, unit: 户, dimensions: [year, area], source: s}
- {id: by_year, title: b, table: t, value: {sum: n}, unit: 户, dimensions: [year], source: s}
";

    fn places(n_years: usize, n_areas: usize) -> Places {
        let mut text = String::from("year,area,n\n");
        for year in 0..n_years {
            for area in 0..n_areas {
                writeln!(text, "{},a{area},1", 1900 + year).expect("a string takes all");
            }
        }
        let files = [
            ("data/t.csv", text.as_str()),
            ("data/metrics.yaml", METRICS),
        ];
        let files = files.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.to_vec());
        let mut diags = Diags::new();
        let catalog = gongbao_data::load_tables(&sources, &mut diags);
        let metrics = gongbao_metrics::define_metrics(&sources, &catalog, None, &mut diags);
        let (_, routes) = plan_routes(&[], &catalog, &metrics, &Config::default(), &mut diags);
        Places::of(&catalog, &metrics, &routes)
    }

    #[test]
    fn a_metric_with_few_members_lists_all_its_values() {
        let lists_all = |places: &Places, id| places.metrics[id].lists_all_values;
        assert!(lists_all(&places(100, 10), "m"));
        let large = places(101, 10);
        assert!(!lists_all(&large, "m"));
        assert!(lists_all(&large, "by_year"));
    }

    #[test]
    fn rows_beyond_the_first_have_an_anchor_in_small_tables_alone() {
        let anchor = |places: &Places, row| places.row_anchor("t", row).expect("the table");
        assert_eq!(anchor(&places(100, 10), 999), "r1001");
        let large = places(101, 10);
        assert_eq!(anchor(&large, 199), "r201");
        assert_eq!(anchor(&large, 200), "gb-rest");
        assert_eq!(large.row_anchor("unknown", 0), None);
    }
}
