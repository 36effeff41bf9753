//! The members behind an average: all that a target applies to, and the lowest performer among them.

use crate::compute::round_to_significant;
use crate::scope::lies_within;
use crate::{Formula, Goal, Metric, MetricTarget, Reading};
use gongbao_data::{Catalog, Selection, Table};
use gongbao_model::Value;

/// The member that is farthest from a target, among all members of a dimension that is left open.
#[derive(Clone, Debug, PartialEq)]
pub struct WorstReading {
    pub dimension: String,
    pub member: Value,
    pub reading: Reading,
    /// Members that have a value.
    pub n_members: usize,
    /// Those among them that do not reach the target for certain.
    pub n_short: usize,
}

/// The members of a dimension that a selection of rows leaves open.
#[derive(Clone, Copy)]
struct OpenMembers<'a> {
    table: &'a Table,
    dimension: &'a str,
    selection: &'a Selection,
}

/// Members times rows: above that, a dimension is a list of cases, whose table says more than its worst one.
const MAX_WORK: usize = 20_000_000;

impl Metric {
    /// The value for all whom a target binds. Nothing if there is nobody, or if only single members have values.
    #[expect(
        clippy::disallowed_methods,
        reason = "why there is no one value is said where it is asked for"
    )]
    pub fn read_bound(
        &self,
        catalog: &Catalog,
        table: &Table,
        selection: &Selection,
        target: &MetricTarget,
    ) -> Option<Reading> {
        if target.scope.is_empty() {
            return self.read(table, selection).ok();
        }
        let mut rows = self.rows(table, selection);
        rows.retain(|row| lies_within(catalog, table, &[*row], &target.scope));
        let is_many = rows.len() > 1 && matches!(self.formula, Formula::Column(_));
        (!rows.is_empty() && !is_many).then(|| self.compute(table, selection, rows))
    }

    /// The worst member of each dimension that a selection leaves open, the time left out. A sum or a number of cases
    /// has none: what its parts have to reach, the target of the whole does not say.
    pub fn worst(
        &self,
        catalog: &Catalog,
        table: &Table,
        selection: &Selection,
        target: &MetricTarget,
    ) -> Vec<WorstReading> {
        if matches!(self.formula, Formula::Sum(_) | Formula::Count) {
            return Vec::new();
        }
        let is_open = |it: &&String| {
            self.time.as_ref() != Some(*it)
                && selection.get(it).is_none_or(|values| values.len() > 1)
        };
        let open = self.dimensions.iter().filter(is_open);
        let members = |dimension| OpenMembers {
            table,
            dimension,
            selection,
        };
        open.filter_map(|it| self.worst_of(catalog, members(it), target))
            .collect()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a member without one value is none that could be the worst"
    )]
    fn worst_of(
        &self,
        catalog: &Catalog,
        of: OpenMembers<'_>,
        target: &MetricTarget,
    ) -> Option<WorstReading> {
        let OpenMembers {
            table,
            dimension,
            selection,
        } = of;
        let members = self.members(table, dimension, selection);
        if members.len().saturating_mul(table.n_rows()) > MAX_WORK {
            return None;
        }
        let binds = |it: &Reading| {
            it.value.is_some()
                && (target.scope.is_empty() || lies_within(catalog, table, &it.rows, &target.scope))
        };
        let read = |member: Value| {
            let reading = self
                .read(table, &selection.clone().with(dimension, member.clone()))
                .ok()?;
            binds(&reading).then_some((member, reading))
        };
        let found: Vec<(Value, Reading)> = members.into_iter().filter_map(read).collect();
        let n_short = found
            .iter()
            .filter(|it| !target.goal.is_reached(&it.1))
            .count();
        let distance =
            // Only members that have a value are among them.
            |it: &(Value, Reading)| it.1.value.map_or(f64::NEG_INFINITY, |it| target.goal.shortfall(it));
        let first = found.iter().map(distance).fold(f64::NEG_INFINITY, f64::max);
        let (member, reading) = found.iter().find(|it| distance(it) >= first)?.clone();
        let dimension = dimension.to_owned();
        (found.len() > 1).then_some(WorstReading {
            dimension,
            member,
            reading,
            n_members: found.len(),
            n_short,
        })
    }
}

impl Goal {
    /// Whether a reading reaches it for certain.
    pub(crate) fn is_reached(self, reading: &Reading) -> bool {
        reading
            .value
            .is_some_and(|it| self.is_decided(it, reading.bound) && self.holds(it))
    }

    /// Whether the worst of some values is the highest of them.
    pub fn worst_is_high(self, value: f64) -> bool {
        match self {
            Goal::AtLeast(_) => false,
            Goal::AtMost(_) => true,
            Goal::Between(low, high) => value - high >= low - value,
            Goal::Equals(bound) => value > bound,
        }
    }

    /// How far a value is on the wrong side of the bound; negative on the right side, so that the worst of those who
    /// reach it is found, too.
    fn shortfall(self, value: f64) -> f64 {
        let value = round_to_significant(value);
        match self {
            Goal::AtLeast(bound) => bound - value,
            Goal::AtMost(bound) => value - bound,
            Goal::Between(low, high) => (low - value).max(value - high),
            Goal::Equals(bound) => (value - bound).abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{catalog, metric, selection, table};
    use crate::{Goal, Metric, MetricTarget, Strength};

    fn target(goal: Goal, scope: &str) -> MetricTarget {
        MetricTarget {
            scope: selection(scope),
            ..MetricTarget::new(goal, Strength::Must)
        }
    }

    fn check(goal: Goal, wanted: &str, scope: &str, expected: &[&str]) {
        let catalog = catalog();
        let table = table(&catalog, "allocation");
        let found = metric().worst(&catalog, table, &selection(wanted), &target(goal, scope));
        let told = found.iter().map(|it| {
            let value = it.reading.value.unwrap_or_default();
            format!(
                "{} {} {value}: {} of {} short",
                it.dimension, it.member, it.n_short, it.n_members
            )
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{goal:?} {wanted}");
    }

    #[test]
    fn the_worst_depends_on_which_side_is_good() {
        check(
            Goal::AtLeast(40.0),
            "year=2025",
            "",
            &["district 西区 30: 1 of 2 short"],
        );
        check(
            Goal::AtMost(40.0),
            "year=2025",
            "",
            &["district 东区 45: 1 of 2 short"],
        );
        check(
            Goal::Between(20.0, 32.0),
            "year=2025",
            "",
            &["district 东区 45: 1 of 2 short"],
        );
        check(
            Goal::AtLeast(20.0),
            "year=2025",
            "",
            &["district 西区 30: 0 of 2 short"],
        );
    }

    #[test]
    fn one_member_is_not_among_others() {
        check(Goal::AtLeast(40.0), "year=2025 district=东区", "", &[]);
        check(Goal::AtLeast(40.0), "year=2025", "district=东区", &[]);
    }

    #[test]
    fn a_scoped_target_is_read_over_whom_it_binds() {
        let catalog = catalog();
        let table = table(&catalog, "allocation");
        let read = |scope: &str| {
            let target = target(Goal::AtLeast(40.0), scope);
            let found: Metric = metric();
            found
                .read_bound(&catalog, table, &selection("year=2025"), &target)
                .and_then(|it| it.value)
        };
        assert_eq!(
            [read(""), read("district=东区"), read("district=北区")],
            [Some(37.5), Some(45.0), None]
        );
    }
}
