//! A metric with its table, and a cell of a table: what is handed from one function to the next together.

use gongbao_data::Table;
use gongbao_metrics::Metric;

/// A metric with the table it is computed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MetricTable<'a> {
    pub metric: &'a Metric,
    pub table: &'a Table,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableCell<'a> {
    pub table: &'a Table,
    pub row: usize,
    pub column: usize,
}
