//! Collects every value in the data of the site: first of metrics, then of tables.

use crate::cells::add_table;
use crate::index::Index;
use crate::measures::add_metric;
use gongbao_data::{Catalog, Entry};
use gongbao_metrics::Metrics;

/// Gathers what the data know.
pub(crate) fn gather_values(catalog: &Catalog, metrics: &Metrics) -> Index {
    let mut index = Index::default();
    for metric in metrics.all() {
        if let Some(Entry::Ready(table)) = catalog.get(&metric.table) {
            add_metric(&mut index, catalog, metric, table);
        }
    }
    for table in catalog.tables() {
        add_table(&mut index, catalog, table);
    }
    index.link();
    index
}
