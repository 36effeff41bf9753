//! One value out of a table: which rows a selection takes, and what a formula makes of them.
//!
//! A metric that takes the value of a column must match exactly one row. A sum, mean, share or
//! count over a dimension left open is the figure for all its members, but the time dimension is
//! never left open: adding years up is a mistake nobody means. A missing cell is never zero. A
//! share is the ratio of the sums over those rows in which both parts are known.

use crate::{Formula, Metric, MetricUnit, Mismatch, Reading};
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Digits, NumberFormat};
use gongbao_model::Value;

impl Metric {
    /// Reads one value. `table` is the metric's table; `selection` may name dimensions and, for
    /// convenience, any other column of the table.
    ///
    /// A column's value takes exactly one row. The other formulas take every row that matches: a dimension
    /// left out means all of its members, but the time has to be given once the table has several.
    /// Empty cells are left out of sums; a share or mean leaves a row out that lacks either cell. When
    /// nothing is left, or the whole or the weight is zero, there is no value.
    /// Counting finds zero rows without complaint, as long as each value asked for exists.
    ///
    /// # Errors
    /// A [`Mismatch`] if the selection does not determine a value.
    pub fn read(&self, table: &Table, selection: &Selection) -> Result<Reading, Mismatch> {
        self.known_columns(table, selection)?;
        let rows = self.rows(table, selection);
        self.known_values(table, selection, &rows)?;
        match &self.formula {
            Formula::Column(_) => self.one_row(table, selection, &rows)?,
            Formula::Sum(_) | Formula::Mean { .. } | Formula::Share { .. } => {
                self.closed_time(table, selection)?;
                self.some_row(table, selection, &rows)?;
            }
            Formula::Count => self.closed_time(table, selection)?,
        }
        Ok(self.compute(table, selection, rows))
    }

    /// How its values are written, in a unit. A share or mean without `decimals` shows at most two digits;
    /// anything else shows what the data have.
    pub fn number(&self, unit: &str) -> NumberFormat {
        let free = match self.formula {
            Formula::Share { .. } | Formula::Mean { .. } => Digits::AtMost(2),
            Formula::Column(_) | Formula::Sum(_) | Formula::Count => Digits::AsIs,
        };
        let digits = self.decimals.map_or(free, Digits::Exactly);
        NumberFormat {
            digits,
            scale: self.scale,
            grouped: false,
            unit: unit.to_owned(),
            value_factor: None,
        }
    }

    /// Its values over time with everything else selected; times ascending. Times at which the selection
    /// determines no value are left out.
    pub fn history(&self, table: &Table, selection: &Selection) -> Vec<(Value, Reading)> {
        let Some(time) = &self.time else {
            return Vec::new();
        };
        let rest = selection.clone().without(time);
        let times = self.times(table, &rest).into_iter();
        times
            .filter_map(|it| {
                // A time at which there is no one value has no place in the history.
                let reading = self.read(table, &rest.clone().with(time, it.clone()));
                reading.map_or(None, |reading| Some((it, reading)))
            })
            .collect()
    }

    /// The times of the selected rows, ascending, each once. A time in the selection counts like any other
    /// dimension: leave it out to learn which there are.
    pub fn times(&self, table: &Table, selection: &Selection) -> Vec<Value> {
        let Some(time) = &self.time else {
            return Vec::new();
        };
        let mut times = self.members(table, time, selection);
        times.sort_by(Value::order);
        times
    }

    /// The members of a dimension among the selected rows, in order of appearance.
    pub fn members(&self, table: &Table, dimension: &str, selection: &Selection) -> Vec<Value> {
        let is_whole = selection.is_empty() && self.filter.is_empty();
        if is_whole {
            column_members(table, dimension)
        } else {
            distinct_values(table, dimension, &self.rows(table, selection))
        }
    }

    /// The rows a selection takes of those the metric takes into account.
    pub(crate) fn rows(&self, table: &Table, selection: &Selection) -> Vec<usize> {
        let rows = table.rows(selection);
        if self.filter.is_empty() {
            return rows;
        }
        let taken = table.rows(&self.filter);
        rows.into_iter()
            .filter(|it| taken.binary_search(it).is_ok())
            .collect()
    }

    fn known_columns(&self, table: &Table, selection: &Selection) -> Result<(), Mismatch> {
        let stranger = selection
            .iter()
            .map(|(name, _)| name)
            .find(|it| table.column(it).is_none());
        stranger.map_or(Ok(()), |it| {
            Err(Mismatch::NotADimension {
                name: it.to_owned(),
            })
        })
    }

    /// A value that stands nowhere in its column is a slip of the pen, even if others are asked for too.
    fn known_values(
        &self,
        table: &Table,
        selection: &Selection,
        rows: &[usize],
    ) -> Result<(), Mismatch> {
        // A value that stands alone and found rows is known without looking.
        let doubtful = self
            .in_order(selection)
            .into_iter()
            .filter(|(_, it)| rows.is_empty() || it.len() != 1);
        for (name, values) in doubtful {
            let known = column_members(table, name);
            if let Some(wrong) = values
                .iter()
                .find(|it| !known.iter().any(|known| it.means(known)))
            {
                return Err(no_row(Some(name), value_literal(wrong), &known));
            }
        }
        Ok(())
    }

    fn closed_time(&self, table: &Table, selection: &Selection) -> Result<(), Mismatch> {
        let Some(time) = self.time.as_ref().filter(|it| selection.get(it).is_none()) else {
            return Ok(());
        };
        let times = self.times(table, &Selection::default());
        if times.len() < 2 {
            return Ok(());
        }
        Err(Mismatch::TimeOpen {
            time: time.clone(),
            candidates: times.iter().map(value_literal).collect(),
        })
    }

    fn one_row(
        &self,
        table: &Table,
        selection: &Selection,
        rows: &[usize],
    ) -> Result<(), Mismatch> {
        self.some_row(table, selection, rows)?;
        if rows.len() == 1 {
            return Ok(());
        }
        let members = |name: &str| {
            distinct_values(table, name, rows)
                .iter()
                .map(value_literal)
                .collect::<Vec<_>>()
        };
        let open: Vec<(String, Vec<String>)> = self
            .dimensions
            .iter()
            .map(|it| (it.clone(), members(it)))
            .filter(|(_, it)| it.len() > 1)
            .collect();
        match open.as_slice() {
            [(name, candidates)]
                if self.time.as_ref() == Some(name) && selection.get(name).is_none() =>
            {
                Err(Mismatch::TimeOpen {
                    time: name.clone(),
                    candidates: candidates.clone(),
                })
            }
            _ => Err(Mismatch::Several {
                count: rows.len(),
                open,
            }),
        }
    }

    /// Each value exists, but no row has them all: the one to blame is the one without which rows match.
    fn some_row(
        &self,
        table: &Table,
        selection: &Selection,
        rows: &[usize],
    ) -> Result<(), Mismatch> {
        if !rows.is_empty() {
            return Ok(());
        }
        for (name, values) in self.in_order(selection) {
            let others = self.rows(table, &selection.clone().without(name));
            if !others.is_empty() {
                let wanted = values
                    .iter()
                    .map(value_literal)
                    .collect::<Vec<_>>()
                    .join(", ");
                return Err(no_row(
                    Some(name),
                    wanted,
                    &distinct_values(table, name, &others),
                ));
            }
        }
        let pairs = selection.iter().map(|(name, values)| {
            let values: Vec<String> = values.iter().map(value_literal).collect();
            format!("{name}={}", values.join(", "))
        });
        Err(no_row(None, pairs.collect::<Vec<_>>().join(", "), &[]))
    }

    /// What is selected, the time first: a period without data is the likeliest mistake.
    fn in_order<'a>(&self, selection: &'a Selection) -> Vec<(&'a str, &'a [Value])> {
        let mut pairs: Vec<_> = selection.iter().collect();
        pairs.sort_by_key(|(name, _)| {
            let is_time = self.time.as_deref() == Some(name);
            (
                !is_time,
                self.dimensions
                    .iter()
                    .position(|it| it == name)
                    .unwrap_or(usize::MAX),
            )
        });
        pairs
    }

    pub(crate) fn compute(
        &self,
        table: &Table,
        selection: &Selection,
        rows: Vec<usize>,
    ) -> Reading {
        let (value, used) = self.formula.compute(table, &rows);
        let sign = if value.is_none() {
            self.formula.sign(table, &rows)
        } else {
            None
        };
        let rows = if used.is_empty() { rows } else { used };
        let unit = match &self.unit {
            MetricUnit::Fixed(unit) => unit.clone(),
            MetricUnit::Column(column) => match distinct_values(table, column, &rows).as_slice() {
                [unit] => unit.to_string(),
                _ => String::new(),
            },
        };
        let time = self
            .time
            .as_ref()
            .and_then(|it| one_time(table, selection, it, &rows));
        let bound = value.and_then(|_| self.formula.bound(table, &rows));
        Reading {
            value,
            unit,
            rows,
            time,
            bound,
            missing_marker: sign,
        }
    }
}

/// The time of a reading, if it is one: that of its rows, or where there are none, that asked for.
fn one_time(table: &Table, selection: &Selection, time: &str, rows: &[usize]) -> Option<Value> {
    let mut found = distinct_values(table, time, rows);
    if found.is_empty() {
        let wanted = selection.get(time)?;
        found = column_members(table, time);
        found.retain(|it| wanted.iter().any(|wanted| wanted.means(it)));
    }
    if found.len() == 1 { found.pop() } else { None }
}

/// The distinct values of a whole column, missing ones left out.
fn column_members(table: &Table, column: &str) -> Vec<Value> {
    // A column that is not there has no values.
    let column = table.column(column).into_iter();
    column.flat_map(|it| table.members(it)).collect()
}

/// The distinct values of a column among some rows, missing ones left out.
fn distinct_values(table: &Table, column: &str, rows: &[usize]) -> Vec<Value> {
    let column = table.column(column).into_iter();
    column
        .flat_map(|it| table.distinct(it, rows))
        .filter(|it| *it != Value::Missing)
        .collect()
}

fn no_row(dimension: Option<&str>, wanted: String, candidates: &[Value]) -> Mismatch {
    let candidates = candidates.iter().map(value_literal).collect();
    Mismatch::NoRow {
        dimension: dimension.map(str::to_owned),
        wanted,
        candidates,
    }
}

/// A value as an author writes it, in an expression as well as in YAML: texts and dates in quotes.
pub fn value_literal(value: &Value) -> String {
    match value {
        Value::Text(_) | Value::Date(_) | Value::Period(_) => format!("\"{value}\""),
        Value::Missing
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Year(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{catalog, metric, selection, table};
    use crate::{Formula, Metric, MetricUnit, Mismatch, Reading, value_literal};
    use gongbao_data::Selection;
    use gongbao_diag::locale::{Digits, Lang, Scale};
    use gongbao_model::Value;

    fn over(table: &str, dimensions: &[&str], formula: Formula) -> Metric {
        let time = dimensions
            .iter()
            .find(|it| **it == "year")
            .map(|it| (*it).to_owned());
        let dimensions = dimensions.iter().map(|it| (*it).to_owned()).collect();
        let unit = MetricUnit::Fixed("个".into());
        Metric {
            table: table.into(),
            formula,
            dimensions,
            time,
            unit,
            ..metric()
        }
    }

    fn sum() -> Metric {
        over(
            "allocation",
            &["district", "year"],
            Formula::Sum("station".into()),
        )
    }

    fn fact() -> Metric {
        let unit = MetricUnit::Column("unit".into());
        Metric {
            unit,
            ..over("facts", &["fact", "year"], Formula::Column("value".into()))
        }
    }

    fn buildings(formula: Formula) -> Metric {
        over("buildings", &["district", "condition"], formula)
    }

    fn read(metric: &Metric, wanted: &str) -> Result<Reading, Mismatch> {
        metric.read(table(&catalog(), &metric.table), &selection(wanted))
    }

    fn check(metric: &Metric, wanted: &str, value: Option<f64>, rows: &[usize]) {
        let reading = read(metric, wanted).expect(wanted);
        assert_eq!(
            (reading.value, reading.rows.as_slice()),
            (value, rows),
            "{wanted}"
        );
    }

    fn refuse(metric: &Metric, wanted: &str, expected: &str) {
        let said = match read(metric, wanted).expect_err(wanted) {
            Mismatch::NoRow {
                dimension,
                wanted,
                candidates,
            } => {
                format!(
                    "no {} {wanted}, but {}",
                    dimension.unwrap_or_default(),
                    candidates.join(" ")
                )
            }
            Mismatch::Several { count, open } => {
                let open = open
                    .into_iter()
                    .map(|(name, values)| format!("{name}: {}", values.join(" ")));
                format!("{count} rows; {}", open.collect::<Vec<_>>().join("; "))
            }
            Mismatch::TimeOpen { time, candidates } => {
                format!("{time} is open: {}", candidates.join(" "))
            }
            Mismatch::NotADimension { name } => format!("{name} is no dimension"),
        };
        assert_eq!(said, expected, "{wanted}");
    }

    #[test]
    fn a_column_is_read_from_one_row() {
        check(&fact(), "fact=F1", Some(3.5), &[0]);
        check(&fact(), "fact=F2 year=2025", Some(7.0), &[1]);
        check(&fact(), "fact=F2 year=2024", None, &[2]);
        check(&fact(), "unit=万元", Some(3.5), &[0]);
    }

    #[test]
    fn the_unit_is_read_from_the_row() {
        assert_eq!(read(&fact(), "fact=F1").expect("F1").unit, "万元");
        assert_eq!(read(&fact(), "fact=F2 year=2025").expect("F2").unit, "件");
    }

    #[test]
    fn the_time_is_that_of_the_rows() {
        assert_eq!(
            read(&fact(), "fact=F1").expect("F1").time,
            Some(Value::Year(2025))
        );
        assert_eq!(
            read(&sum(), "year=2024").expect("2024").time,
            Some(Value::Year(2024))
        );
        assert_eq!(read(&sum(), "year=2024|2025").expect("both").time, None);
        assert_eq!(
            read(&buildings(Formula::Count), "").expect("all").time,
            None
        );
    }

    #[test]
    fn refuses_several_rows_for_a_column() {
        refuse(&fact(), "fact=F2", "year is open: 2025 2024");
        refuse(&fact(), "year=2025", "2 rows; fact: \"F1\" \"F2\"");
        refuse(
            &fact(),
            "",
            "4 rows; fact: \"F1\" \"F2\" \"F3\"; year: 2025 2024",
        );
    }

    #[test]
    fn names_the_dimension_at_fault() {
        refuse(
            &fact(),
            "fact=F9",
            "no fact \"F9\", but \"F1\" \"F2\" \"F3\"",
        );
        refuse(&fact(), "fact=F1 year=2024", "no year \"2024\", but 2025");
        refuse(
            &fact(),
            "fact=F2 year=2020",
            "no year \"2020\", but 2025 2024",
        );
        refuse(
            &sum(),
            "district=山县 year=2024",
            "no year \"2024\", but 2025",
        );
        refuse(
            &sum(),
            "district=东区|南区 year=2025",
            "no district \"南区\", but \"东区\" \"西区\" \"山县\"",
        );
        refuse(
            &fact(),
            "fact=F1 year=2024 unit=人",
            "no fact \"F1\", but \"F3\"",
        );
        refuse(&sum(), "kind=县 year=2025", "kind is no dimension");
    }

    #[test]
    fn a_sum_leaves_out_empty_cells_and_needs_the_time() {
        check(&sum(), "year=2025", Some(75.0), &[0, 1]);
        check(&sum(), "year=2025 district=西区", Some(30.0), &[1]);
        check(&sum(), "year=2025 district=山县", None, &[2]);
        check(&sum(), "year=2024|2025", Some(140.0), &[0, 1, 3, 4]);
        refuse(&sum(), "district=西区", "year is open: 2024 2025");
    }

    #[test]
    fn a_sum_carries_no_noise() {
        check(
            &buildings(Formula::Sum("area".into())),
            "district=东区",
            Some(0.3),
            &[0, 1],
        );
    }

    #[test]
    fn a_share_is_the_ratio_of_sums_over_rows_with_both() {
        check(&metric(), "year=2025", Some(37.5), &[0, 1]);
        check(&metric(), "year=2025 district=东区", Some(45.0), &[0]);
        check(&metric(), "year=2025 district=山县", None, &[2]);
        refuse(&metric(), "", "year is open: 2024 2025");
    }

    #[test]
    fn a_share_of_nothing_has_no_value() {
        let share = Formula::Share {
            part: "beds".into(),
            whole: "beds".into(),
        };
        check(&buildings(share), "district=山县", None, &[3]);
    }

    #[test]
    fn a_mean_is_weighted() {
        let mean = buildings(Formula::Mean {
            value: "area".into(),
            weight: "beds".into(),
        });
        check(&mean, "district=东区", Some(0.133333333333333), &[0, 1]);
        check(&mean, "district=西区", None, &[2]);
        check(&mean, "district=山县", None, &[3]);
    }

    #[test]
    fn counting_finds_zero_when_each_value_exists() {
        check(&buildings(Formula::Count), "", Some(4.0), &[0, 1, 2, 3]);
        check(
            &buildings(Formula::Count),
            "district=西区 condition=危房",
            Some(0.0),
            &[],
        );
        refuse(
            &buildings(Formula::Count),
            "condition=危楼",
            "no condition \"危楼\", but \"达标\" \"危房\"",
        );
    }

    #[test]
    fn a_filter_narrows_the_rows() {
        let unsafe_ones = Metric {
            filter: selection("condition=危房"),
            ..buildings(Formula::Count)
        };
        check(&unsafe_ones, "", Some(1.0), &[1]);
        check(&unsafe_ones, "district=西区", Some(0.0), &[]);
        let beds = Metric {
            filter: selection("condition=危房"),
            ..buildings(Formula::Sum("beds".into()))
        };
        refuse(&beds, "district=西区", "no district \"西区\", but \"东区\"");
    }

    #[test]
    fn one_time_need_not_be_given() {
        let latest = Metric {
            filter: selection("year=2025"),
            ..sum()
        };
        check(&latest, "", Some(75.0), &[0, 1]);
    }

    #[test]
    fn lists_times_and_members_and_the_history() {
        let catalog = catalog();
        let allocation = table(&catalog, "allocation");
        let years = |it: &str| sum().times(allocation, &selection(it));
        assert_eq!(years(""), [Value::Year(2024), Value::Year(2025)]);
        assert_eq!(years("district=山县"), [Value::Year(2025)]);
        let members = sum().members(allocation, "district", &selection("year=2024"));
        assert_eq!(members, ["东区", "西区"].map(|it| Value::Text(it.into())));
        let history = metric().history(allocation, &selection("district=东区 year=2025"));
        let values: Vec<_> = history
            .iter()
            .map(|(time, it)| (time.to_string(), it.value))
            .collect();
        assert_eq!(
            values,
            [
                ("2024".to_owned(), Some(40.0)),
                ("2025".to_owned(), Some(45.0))
            ]
        );
        assert!(
            buildings(Formula::Count)
                .history(table(&catalog, "buildings"), &Selection::default())
                .is_empty()
        );
    }

    #[test]
    fn numbers_follow_the_definition() {
        assert_eq!(metric().number("%").write(Lang::Zh, 41.25), "41.3%");
        let free = Metric {
            decimals: None,
            ..metric()
        };
        assert_eq!(free.number("%").digits, Digits::AtMost(2));
        let wan = Metric {
            decimals: None,
            scale: Scale::Wan,
            ..sum()
        };
        assert_eq!(wan.number("件").write(Lang::Zh, 215_000.0), "21.5万件");
    }

    #[test]
    fn writes_values_as_authors_do() {
        assert_eq!(value_literal(&Value::Text("东区".into())), "\"东区\"");
        assert_eq!(value_literal(&Value::Year(2025)), "2025");
    }
}
