//! The values of metrics over their selections, and their targets.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::candidate::Candidate;
use crate::columns::{
    Row, bound_column, describing_column, format_call, holds_years, kind_columns, row_bound,
    year_of,
};
use crate::index::Index;
use crate::scan::StatedBound;
use gongbao_data::{Catalog, Table};
use gongbao_metrics::{Formula, Goal, Metric, MetricUnit};

/// Selections of one metric beyond this many are left out: nobody names them all in prose.
const MAX_GROUPS: usize = 20_000;

/// A metric whose values are gathered.
struct MeasuredMetric<'m> {
    catalog: &'m Catalog,
    metric: &'m Metric,
    table: &'m Table,
    /// The rows it is computed from.
    rows: Vec<usize>,
    time: Option<usize>,
    base: Candidate,
}

/// Adds what a metric knows.
pub(crate) fn add_metric(index: &mut Index, catalog: &Catalog, metric: &Metric, table: &Table) {
    let measure = MeasuredMetric {
        catalog,
        metric,
        table,
        rows: table.rows(&metric.filter),
        time: time_of(metric, table),
        base: index.candidate(&metric.title, table),
    };
    for dims in measure.selections() {
        measure.add_groups(index, &dims);
    }
    measure.add_targets(index);
}

impl MeasuredMetric<'_> {
    /// The dimensions whose members a text may name together.
    fn selections(&self) -> Vec<Vec<usize>> {
        let dims = self.metric.dimensions.iter();
        let dims: Vec<usize> = dims
            .filter_map(|it| self.table.column(it))
            .filter(|it| Some(*it) != self.time)
            .collect();
        if matches!(self.metric.formula, Formula::Column(_)) {
            return vec![dims];
        }
        let others = self.kinds(&dims);
        dimension_subsets(&dims).into_iter().chain(others).collect()
    }

    /// Columns that are no dimensions, each alone; the filter's aside.
    fn kinds(&self, dims: &[usize]) -> Vec<Vec<usize>> {
        let filter = &self.metric.filter;
        let is_free = |it: &usize| filter.get(&self.table.fields[*it].name).is_none();
        kind_columns(self.table, dims)
            .into_iter()
            .filter(is_free)
            .map(|it| vec![it])
            .collect()
    }

    /// A candidate for each combination of members of some dimensions, and each time.
    fn add_groups(&self, index: &mut Index, dims: &[usize]) {
        let (metric, table, time) = (self.metric, self.table, self.time);
        let key = |row: usize| {
            dims.iter()
                .chain(&time)
                .map(|it| table.value(row, *it).to_string())
                .collect()
        };
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        self.rows
            .iter()
            .for_each(|row| groups.entry(key(*row)).or_default().push(*row));
        if groups.len() > MAX_GROUPS {
            return;
        }
        let latest = self
            .rows
            .iter()
            .filter_map(|row| year_of(&table.value(*row, time?)))
            .max();
        let describing = describing_column(table, dims);
        let (group, bounding) = (index.series(), bound_column(table));
        let takes_one = matches!(metric.formula, Formula::Column(_));
        for rows in groups
            .into_values()
            .filter(|it| !takes_one || it.len() == 1)
        {
            let Some(value) = metric.formula.compute(table, &rows).0 else {
                continue;
            };
            let mut it = Candidate {
                value,
                group,
                ..self.base.clone()
            };
            it.unit = Arc::from(metric_unit(metric, table, &rows));
            it.unscale();
            it.year = time.and_then(|at| year_of(&table.value(rows[0], at)));
            it.is_latest = it.year == latest;
            it.side = row_bound(table, rows[0], bounding.filter(|_| takes_one));
            let row = Row { table, at: rows[0] };
            index.say(self.catalog, row, dims, &mut it);
            index.describe(row, describing, &mut it);
            it.binding = format_call(&metric.id, row, dims, time);
            index.all.push(it);
        }
    }

    /// A candidate for each bound and milestone of its targets.
    fn add_targets(&self, index: &mut Index) {
        let metric = self.metric;
        let unit = match &metric.unit {
            MetricUnit::Fixed(unit) => unit.as_str(),
            MetricUnit::Column(_) => "",
        };
        for (at, target) in metric.targets.iter().enumerate() {
            let bounds = match target.goal {
                Goal::AtLeast(bound) => vec![(bound, StatedBound::AtLeast)],
                Goal::AtMost(bound) => vec![(bound, StatedBound::AtMost)],
                Goal::Equals(bound) => vec![(bound, StatedBound::Exact)],
                Goal::Between(low, high) => {
                    vec![(low, StatedBound::Exact), (high, StatedBound::Exact)]
                }
            };
            let milestones = target
                .milestones
                .iter()
                .map(|it| (it.1, StatedBound::Exact, Some(it.0)));
            for (value, goal, by) in bounds
                .into_iter()
                .map(|it| (it.0, it.1, None))
                .chain(milestones)
            {
                let binding = if at == 0 && by.is_none() {
                    format!("target({})", metric.id)
                } else {
                    String::new()
                };
                let mut it = Candidate {
                    value,
                    unit: Arc::from(unit),
                    goal: Some(goal),
                    binding,
                    ..self.base.clone()
                };
                it.year = by.map(|it| i32::from(it.year()));
                it.is_latest = it.year.is_none();
                it.unscale();
                index.all.push(it);
            }
        }
    }
}

/// The unit a metric's value has in some rows.
fn metric_unit(metric: &Metric, table: &Table, rows: &[usize]) -> String {
    match &metric.unit {
        MetricUnit::Fixed(unit) => unit.clone(),
        MetricUnit::Column(column) => table
            .column(column)
            .map_or_else(String::new, |it| table.value(rows[0], it).to_string()),
    }
}

/// The column of a metric's time: the one it names, or a dimension that holds years without saying so.
fn time_of(metric: &Metric, table: &Table) -> Option<usize> {
    let named = metric.time.as_ref().and_then(|it| table.column(it));
    named.or_else(|| {
        metric
            .dimensions
            .iter()
            .filter_map(|it| table.column(it))
            .find(|it| holds_years(table, *it))
    })
}

/// Every choice of the dimensions; of many, at most two or all of them.
fn dimension_subsets(dims: &[usize]) -> Vec<Vec<usize>> {
    if dims.len() > 3 {
        let pairs = dims
            .iter()
            .enumerate()
            .flat_map(|(at, a)| dims[at + 1..].iter().map(|b| vec![*a, *b]));
        let singles = dims.iter().map(|it| vec![*it]);
        return [dims.to_vec(), Vec::new()]
            .into_iter()
            .chain(singles)
            .chain(pairs)
            .collect();
    }
    let chosen = |bits: usize| {
        dims.iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|it| *it.1)
            .collect()
    };
    (0..1_usize << dims.len()).map(chosen).collect()
}
