//! Values that are only bounds: cells may be lower bounds (`84.6万余`), and what is computed from them is no better.
//!
//! A sum of bounds is a bound. A share over a bound is at most so much. A target is judged only
//! where the bound decides, and a change between bounds has no value.

use std::ops::RangeInclusive;

use crate::{Formula, Goal, Reading};
use gongbao_data::Table;
use gongbao_diag::locale::{Bound, Lang, NumberFormat};
use gongbao_model::{MissingMarker, MissingReason};

/// What a value may really be.
fn possible_range(value: f64, bound: Option<Bound>) -> RangeInclusive<f64> {
    match bound {
        None => value..=value,
        Some(Bound::AtLeast | Bound::Over) => value..=f64::INFINITY,
        Some(Bound::AtMost) => f64::NEG_INFINITY..=value,
        Some(Bound::About) => f64::NEG_INFINITY..=f64::INFINITY,
    }
}

impl Reading {
    /// Its value as a reader sees it: 84.6万余件. Nothing if it has none.
    pub fn write(&self, lang: Lang, number: &NumberFormat) -> Option<String> {
        self.value
            .map(|it| number.write_bound(lang, it, self.bound))
    }
}

impl Goal {
    /// Whether it is certain that a value reaches the bound or that it does not, however inexact it is.
    pub fn is_decided(self, value: f64, bound: Option<Bound>) -> bool {
        if bound.is_none() {
            return true;
        }
        let range = possible_range(value, bound);
        let (low, high) = (*range.start(), *range.end());
        match self {
            Goal::AtLeast(bound) => low >= bound || high < bound,
            Goal::AtMost(bound) => high <= bound || low > bound,
            Goal::Between(from, to) => (low >= from && high <= to) || high < from || low > to,
            Goal::Equals(bound) => high < bound || low > bound,
        }
    }
}

impl Formula {
    /// Which bound it is that some rows give, if it is one.
    pub(crate) fn bound(&self, table: &Table, rows: &[usize]) -> Option<Bound> {
        let bound = |column: &str| bound_of(table, column, rows);
        match self {
            Formula::Column(column) | Formula::Sum(column) => bound(column),
            Formula::Mean {
                value,
                weight: below,
            }
            | Formula::Share {
                part: value,
                whole: below,
            } => match (bound(value), bound(below), self) {
                (above, None, _) => above,
                (None, Some(_), Formula::Share { .. }) => Some(Bound::AtMost),
                (_, Some(_), _) => Some(Bound::About),
            },
            Formula::Count => None,
        }
    }

    /// The sign that says why there is no value: one of what is withheld, else the one all cells without
    /// value have.
    pub(crate) fn sign(&self, table: &Table, rows: &[usize]) -> Option<MissingMarker> {
        if let Some(sign) = self.suppressed(table, rows) {
            return Some(sign.clone());
        }
        let mut signs = self
            .columns()
            .filter_map(|it| table.column(it))
            .flat_map(|column| {
                let without = rows
                    .iter()
                    .filter(move |row| table.number(**row, column).is_none());
                without.map(move |row| table.missing_marker(*row, column))
            });
        let first = signs.next()??;
        signs.all(|it| it == Some(first)).then(|| first.clone())
    }
}

fn bound_of(table: &Table, column: &str, rows: &[usize]) -> Option<Bound> {
    let column = table.column(column)?;
    rows.iter()
        .filter_map(|row| table.bound(*row, column))
        .max()
}

/// A cell as a part of a sum: what is below the smallest unit counts as zero, which is what it rounds to.
pub(crate) fn addend_of_cell(table: &Table, row: usize, column: usize) -> Option<f64> {
    let rounds_to_zero = || {
        table
            .missing_marker(row, column)
            .is_some_and(|it| it.state == MissingReason::BelowUnit)
    };
    table
        .number(row, column)
        .or_else(|| rounds_to_zero().then_some(0.0))
}

#[cfg(test)]
mod tests {
    use crate::{Formula, Goal, Metric, MetricTarget, Reading, Status, Strength};
    use gongbao_data::{Entry, Table};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::{Bound, Lang};
    use gongbao_model::MissingReason;
    use gongbao_source::{SourceFile, Sources};

    const CSV: &str = "d,n,all\na,84.6万余,100万\nb,12,20万余\nc,…,10万\nd,—,10万\n";

    fn table() -> Table {
        let yaml = "resources: [{name: a, path: a.csv, schema: {missingValues: yearbook, fields: [{name: d}, {name: n, type: integer, notation: [wan, bound]}, {name: all, type: integer, notation: [wan, bound]}]}}]\n";
        let files = [("data/a.csv", CSV), ("data/datapackage.yaml", yaml)];
        let files = files.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let mut diags = Diags::new();
        let catalog = gongbao_data::load_tables(&Sources::of(files.to_vec()), &mut diags);
        assert!(diags.is_empty());
        match catalog.get("a") {
            Some(Entry::Ready(table)) => table.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn check(formula: Formula, rows: &[usize], value: Option<f64>, bound: Option<Bound>) {
        let table = table();
        assert_eq!(
            (formula.compute(&table, rows).0, formula.bound(&table, rows)),
            (value, bound),
            "{rows:?}"
        );
    }

    fn share() -> Formula {
        Formula::Share {
            part: "n".into(),
            whole: "all".into(),
        }
    }

    #[test]
    fn what_is_computed_from_a_lower_bound_is_one() {
        check(
            Formula::Column("n".into()),
            &[0],
            Some(846_000.0),
            Some(Bound::Over),
        );
        check(Formula::Column("n".into()), &[1], Some(12.0), None);
        check(
            Formula::Sum("n".into()),
            &[0, 1],
            Some(846_012.0),
            Some(Bound::Over),
        );
        check(share(), &[0], Some(84.6), Some(Bound::Over));
        check(share(), &[1], Some(0.006), Some(Bound::AtMost));
        check(share(), &[0, 1], Some(70.501), Some(Bound::About));
    }

    #[test]
    fn what_is_below_the_smallest_unit_counts_as_zero_in_sums_only() {
        check(Formula::Sum("n".into()), &[1, 2], Some(12.0), None);
        check(Formula::Sum("n".into()), &[2], Some(0.0), None);
        check(Formula::Column("n".into()), &[2], None, None);
        check(Formula::Sum("n".into()), &[3], None, None);
    }

    #[test]
    fn no_value_has_the_sign_of_its_cells() {
        let sign = |rows: &[usize]| {
            Formula::Column("n".into())
                .sign(&table(), rows)
                .map(|it| it.state)
        };
        assert_eq!(
            [sign(&[2]), sign(&[3]), sign(&[2, 3]), sign(&[1])],
            [
                Some(MissingReason::BelowUnit),
                Some(MissingReason::NotApplicable),
                None,
                None
            ]
        );
    }

    #[test]
    fn a_target_is_judged_only_where_the_bound_decides() {
        let target = |goal| MetricTarget::new(goal, Strength::Must);
        let reading = |value, bound| Reading {
            bound,
            ..crate::testing::reading(value)
        };
        let status = |goal, value, bound| target(goal).status(&reading(value, bound), None);
        assert_eq!(
            status(Goal::AtLeast(40.0), 41.0, Some(Bound::Over)),
            Status::Met
        );
        assert_eq!(
            status(Goal::AtLeast(40.0), 39.0, Some(Bound::Over)),
            Status::Undecided
        );
        assert_eq!(
            status(Goal::AtMost(40.0), 41.0, Some(Bound::Over)),
            Status::Behind
        );
        assert_eq!(
            status(Goal::AtMost(40.0), 39.0, Some(Bound::Over)),
            Status::Undecided
        );
        assert_eq!(
            status(Goal::AtMost(40.0), 39.0, Some(Bound::AtMost)),
            Status::Met
        );
        assert_eq!(
            status(Goal::AtLeast(40.0), 90.0, Some(Bound::About)),
            Status::Undecided
        );
    }

    #[test]
    fn readers_are_told_that_it_is_a_bound() {
        let metric: Metric = crate::testing::metric();
        let write = |lang, bound| {
            let reading = Reading {
                bound,
                ..crate::testing::reading(84.6)
            };
            reading.write(lang, &metric.number("%")).unwrap_or_default()
        };
        assert_eq!(write(Lang::Zh, Some(Bound::Over)), "超过84.6%");
        assert_eq!(write(Lang::Zh, Some(Bound::AtLeast)), "84.6%以上");
        assert_eq!(write(Lang::Zh, Some(Bound::AtMost)), "84.6%以下");
        assert_eq!(write(Lang::En, Some(Bound::Over)), "over 84.6%");
        assert_eq!(write(Lang::En, Some(Bound::About)), "about 84.6%");
    }
}
