//! One value out of a table: which rows a selection takes, and what a formula makes of them.

use crate::data::{Selection, Table, Value};
use crate::locale::{Digits, Number};
use crate::metric::{Formula, Metric, Mismatch, Reading, Unit};

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
    pub fn number(&self, unit: &str) -> Number {
        let free = match self.formula {
            Formula::Share { .. } | Formula::Mean { .. } => Digits::AtMost(2),
            Formula::Column(_) | Formula::Sum(_) | Formula::Count => Digits::AsIs,
        };
        let digits = self.decimals.map_or(free, Digits::Exactly);
        Number { digits, scale: self.scale, grouped: false, unit: unit.to_owned() }
    }

    /// Its values over time with everything else selected; times ascending. Times at which the selection
    /// determines no value are left out.
    pub fn history(&self, table: &Table, selection: &Selection) -> Vec<(Value, Reading)> {
        let Some(time) = &self.time else { return Vec::new() };
        let rest = selection.clone().without(time);
        let times = self.times(table, &rest).into_iter();
        times
            .filter_map(|it| {
                let reading = self.read(table, &rest.clone().with(time, it.clone())).ok()?;
                Some((it, reading))
            })
            .collect()
    }

    /// The times of the selected rows, ascending, each once. A time in the selection counts like any other
    /// dimension: leave it out to learn which there are.
    pub fn times(&self, table: &Table, selection: &Selection) -> Vec<Value> {
        let Some(time) = &self.time else { return Vec::new() };
        let mut times = self.members(table, time, selection);
        times.sort_by(|a, b| match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => a.to_string().cmp(&b.to_string()),
        });
        times
    }

    /// The members of a dimension among the selected rows, in order of appearance.
    pub fn members(&self, table: &Table, dimension: &str, selection: &Selection) -> Vec<Value> {
        distinct(table, dimension, &self.rows(table, selection))
    }

    /// The rows a selection takes of those the metric takes into account.
    fn rows(&self, table: &Table, selection: &Selection) -> Vec<usize> {
        let rows = table.rows(selection);
        if self.filter.is_empty() {
            return rows;
        }
        let taken = table.rows(&self.filter);
        rows.into_iter().filter(|it| taken.binary_search(it).is_ok()).collect()
    }

    fn known_columns(&self, table: &Table, selection: &Selection) -> Result<(), Mismatch> {
        let stranger = selection.iter().map(|(name, _)| name).find(|it| table.column(it).is_none());
        stranger.map_or(Ok(()), |it| Err(Mismatch::NotADimension { name: it.to_owned() }))
    }

    /// A value that stands nowhere in its column is a slip of the pen, even if others are asked for too.
    fn known_values(&self, table: &Table, selection: &Selection, rows: &[usize]) -> Result<(), Mismatch> {
        let everything: Vec<usize> = (0..table.n_rows()).collect();
        // A value that stands alone and found rows is known without looking.
        let doubtful = self.in_order(selection).into_iter().filter(|(_, it)| rows.is_empty() || it.len() != 1);
        for (name, values) in doubtful {
            let known = distinct(table, name, &everything);
            if let Some(wrong) = values.iter().find(|it| !known.iter().any(|known| it.means(known))) {
                return Err(no_row(Some(name), written(wrong), &known));
            }
        }
        Ok(())
    }

    fn closed_time(&self, table: &Table, selection: &Selection) -> Result<(), Mismatch> {
        let Some(time) = self.time.as_ref().filter(|it| selection.get(it).is_none()) else { return Ok(()) };
        let times = self.times(table, &Selection::default());
        if times.len() < 2 {
            return Ok(());
        }
        Err(Mismatch::TimeOpen { time: time.clone(), candidates: times.iter().map(written).collect() })
    }

    fn one_row(&self, table: &Table, selection: &Selection, rows: &[usize]) -> Result<(), Mismatch> {
        self.some_row(table, selection, rows)?;
        if rows.len() == 1 {
            return Ok(());
        }
        let members = |name: &str| distinct(table, name, rows).iter().map(written).collect::<Vec<_>>();
        let open: Vec<(String, Vec<String>)> =
            self.dimensions.iter().map(|it| (it.clone(), members(it))).filter(|(_, it)| it.len() > 1).collect();
        match open.as_slice() {
            [(name, candidates)] if self.time.as_ref() == Some(name) && selection.get(name).is_none() => {
                Err(Mismatch::TimeOpen { time: name.clone(), candidates: candidates.clone() })
            }
            _ => Err(Mismatch::Several { count: rows.len(), open }),
        }
    }

    /// Each value exists, but no row has them all: the one to blame is the one without which rows match.
    fn some_row(&self, table: &Table, selection: &Selection, rows: &[usize]) -> Result<(), Mismatch> {
        if !rows.is_empty() {
            return Ok(());
        }
        for (name, values) in self.in_order(selection) {
            let others = self.rows(table, &selection.clone().without(name));
            if !others.is_empty() {
                let wanted = values.iter().map(written).collect::<Vec<_>>().join(", ");
                return Err(no_row(Some(name), wanted, &distinct(table, name, &others)));
            }
        }
        let pairs = selection.iter().map(|(name, values)| {
            let values: Vec<String> = values.iter().map(written).collect();
            format!("{name}={}", values.join(", "))
        });
        Err(no_row(None, pairs.collect::<Vec<_>>().join(", "), &[]))
    }

    /// What is selected, the time first: a period without data is the likeliest mistake.
    fn in_order<'a>(&self, selection: &'a Selection) -> Vec<(&'a str, &'a [Value])> {
        let mut pairs: Vec<_> = selection.iter().collect();
        pairs.sort_by_key(|(name, _)| {
            let is_time = self.time.as_deref() == Some(name);
            (!is_time, self.dimensions.iter().position(|it| it == name).unwrap_or(usize::MAX))
        });
        pairs
    }

    fn compute(&self, table: &Table, selection: &Selection, rows: Vec<usize>) -> Reading {
        let (value, used) = self.formula.compute(table, &rows);
        let rows = if used.is_empty() { rows } else { used };
        let unit = match &self.unit {
            Unit::Fixed(unit) => unit.clone(),
            Unit::Column(column) => match distinct(table, column, &rows).as_slice() {
                [unit] => unit.to_string(),
                _ => String::new(),
            },
        };
        let time = self.time.as_ref().and_then(|it| one_time(table, selection, it, &rows));
        Reading { value, unit, rows, time }
    }
}

impl Formula {
    /// The value of some rows, and those among them whose cells it was computed from.
    fn compute(&self, table: &Table, rows: &[usize]) -> (Option<f64>, Vec<usize>) {
        match self {
            Formula::Column(column) => {
                let cells = numbers(table, column, rows);
                (cells.first().map(|it| it.1), rows_of(&cells))
            }
            Formula::Sum(column) => {
                let cells = numbers(table, column, rows);
                let value = (!cells.is_empty()).then(|| sum(cells.iter().map(|it| it.1)));
                (value, rows_of(&cells))
            }
            Formula::Mean { value, weight } => {
                let pairs = pairs(table, value, weight, rows);
                let parts = sum(pairs.iter().map(|(_, (value, weight))| value * weight));
                (quotient(parts, sum(pairs.iter().map(|it| it.1.1))), rows_of(&pairs))
            }
            Formula::Share { part, whole } => {
                let pairs = pairs(table, part, whole, rows);
                let parts = sum(pairs.iter().map(|it| it.1.0));
                (quotient(100.0 * parts, sum(pairs.iter().map(|it| it.1.1))), rows_of(&pairs))
            }
            Formula::Count => (Some(rows.len() as f64), rows.to_vec()),
        }
    }
}

fn rows_of<T>(cells: &[(usize, T)]) -> Vec<usize> {
    cells.iter().map(|it| it.0).collect()
}

/// The cells of a column that hold a number, with their rows.
fn numbers(table: &Table, column: &str, rows: &[usize]) -> Vec<(usize, f64)> {
    let Some(column) = table.column(column) else { return Vec::new() };
    rows.iter().filter_map(|row| Some((*row, table.number(*row, column)?))).collect()
}

/// The cells of two columns, for the rows in which both hold a number.
fn pairs(table: &Table, a: &str, b: &str, rows: &[usize]) -> Vec<(usize, (f64, f64))> {
    let (Some(a), Some(b)) = (table.column(a), table.column(b)) else { return Vec::new() };
    rows.iter().filter_map(|row| Some((*row, (table.number(*row, a)?, table.number(*row, b)?)))).collect()
}

fn quotient(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| clean(a / b))
}

/// A sum that does not gather the rounding of each step (Neumaier).
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() { (total - next) + value } else { (value - next) + total };
        total = next;
    }
    clean(total + lost)
}

/// The value at 15 significant digits: the noise of binary fractions never decides whether a target is met.
pub fn clean(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// The time of a reading, if it is one: that of its rows, or where there are none, that asked for.
fn one_time(table: &Table, selection: &Selection, time: &str, rows: &[usize]) -> Option<Value> {
    let mut found = distinct(table, time, rows);
    if found.is_empty() {
        let everything: Vec<usize> = (0..table.n_rows()).collect();
        let wanted = selection.get(time)?;
        found = distinct(table, time, &everything);
        found.retain(|it| wanted.iter().any(|wanted| wanted.means(it)));
    }
    if found.len() == 1 { found.pop() } else { None }
}

/// The distinct values of a column among some rows, missing ones left out.
fn distinct(table: &Table, column: &str, rows: &[usize]) -> Vec<Value> {
    let values = table.column(column).map(|it| table.distinct(it, rows)).unwrap_or_default();
    values.into_iter().filter(|it| *it != Value::Missing).collect()
}

fn no_row(dimension: Option<&str>, wanted: String, candidates: &[Value]) -> Mismatch {
    let candidates = candidates.iter().map(written).collect();
    Mismatch::NoRow { dimension: dimension.map(str::to_owned), wanted, candidates }
}

/// A value as an author writes it, in an expression as well as in YAML: texts and dates in quotes.
pub fn written(value: &Value) -> String {
    match value {
        Value::Text(_) | Value::Date(_) => format!("\"{value}\""),
        Value::Missing | Value::Integer(_) | Value::Number(_) | Value::Boolean(_) | Value::Year(_) => value.to_string(),
    }
}
