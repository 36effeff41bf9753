//! `jump: {column: rate, by: 10, per: district, time: year}`: no value differs from that of the period before
//! by more than a bound, an amount or, as `20%`, a share of the earlier value.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checks::checked_table::{CheckedTable, RowCheck, Violation, without_binary_noise};
use crate::checks::columns;
use crate::checks::settings::check_settings;
use crate::constraints::cells_text;
use crate::fields::Located;
use crate::table::Table;
use gongbao_diag::locale::{Text, parse_as};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::Value;
use gongbao_source::{Fields, YamlNode};

#[derive(Debug)]
struct JumpCheck {
    column: Located,
    by: JumpBound,
    per: Vec<Located>,
    time: Located,
}

#[derive(Clone, Copy, Debug)]
enum JumpBound {
    Amount(f64),
    Percent(f64),
}

const JUMP_KEYS: [&str; 4] = ["column", "by", "per", "time"];

pub(super) fn read_jump_check(keys: &Fields<'_>, diags: &mut Diags) -> Option<Arc<dyn RowCheck>> {
    let keys = check_settings(keys, "jump", &JUMP_KEYS, diags)?;
    let column = columns::need_one(&keys, "column", "rate", diags);
    let time = columns::need_one(&keys, "time", "year", diags);
    let per = keys.get("per").into_iter();
    let per = per.flat_map(|it| Located::read_all(it, "per", diags));
    let per = per.collect();
    let by = diags
        .keep(keys.need("by", "10"))
        .and_then(|it| diags.keep(read_jump_bound(it)));
    Some(Arc::new(JumpCheck {
        column: column?,
        by: by?,
        per,
        time: time?,
    }))
}

fn read_jump_bound(node: &YamlNode) -> Result<JumpBound, Diagnostic> {
    let text = node.string("by")?;
    let bound = match text.strip_suffix('%') {
        Some(it) => parse_as(it.trim()).map(JumpBound::Percent),
        None => parse_as(&text).map(JumpBound::Amount),
    };
    let fits =
        |it: &JumpBound| matches!(it, JumpBound::Amount(n) | JumpBound::Percent(n) if *n >= 0.0);
    let expected = || {
        Text::new(
            "一个数，或 20% 这样的比例",
            "a number, or a share such as 20%",
        )
    };
    bound
        .filter(fits)
        .ok_or_else(|| node.refuse("by", expected()))
}

impl JumpBound {
    fn is_exceeded(self, value: f64, before: f64) -> bool {
        let most = match self {
            JumpBound::Amount(it) => it,
            JumpBound::Percent(it) => before.abs() * it / 100.0,
        };
        // Behind the ninth digit is the noise of binary fractions.
        (value - before).abs() > most + 1e-9 * before.abs().max(1.0)
    }

    fn text(self) -> String {
        match self {
            JumpBound::Amount(it) => it.to_string(),
            JumpBound::Percent(it) => format!("{it}%"),
        }
    }
}

impl JumpCheck {
    /// The rows with a value, by group and then by time.
    fn series(
        &self,
        subject: &CheckedTable<'_>,
        column: usize,
        time: usize,
    ) -> Result<Vec<Vec<usize>>, Diagnostic> {
        let table = subject.table;
        let per = columns::find_all(table, &self.per)?;
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in 0..table.n_rows() {
            let is_known =
                table.number(row, column).is_some() && table.value(row, time) != Value::Missing;
            if is_known && subject.is_sound(row, &[column, time]) {
                groups
                    .entry(cells_text(table, row, &per))
                    .or_default()
                    .push(row);
            }
        }
        let mut series: Vec<Vec<usize>> = groups.into_values().collect();
        for rows in &mut series {
            rows.sort_by(|a, b| table.value(*a, time).order(&table.value(*b, time)));
        }
        Ok(series)
    }

    /// Two rows of one group for one period cannot be told apart.
    fn ambiguity(
        &self,
        subject: &CheckedTable<'_>,
        rows: &[usize],
        time: usize,
    ) -> Option<Diagnostic> {
        let value = |row: usize| subject.table.value(row, time);
        let pair = rows.windows(2).find(|it| value(it[0]) == value(it[1]))?;
        let (a, b) = (subject.number(pair[0]), subject.number(pair[1]));
        let names: Vec<&str> = self.per.iter().map(|it| it.text.as_str()).collect();
        let place = self
            .per
            .first()
            .map_or_else(|| self.time.place.clone(), |it| it.place.clone());
        let complaint = Diagnostic::new(Code::BadSetting, place)
            .with("key", "per")
            .with("text", names.join(", "));
        let expected = Text::new(
            format!("能区分各行的列：第{a}行与第{b}行同为{}", value(pair[0])),
            format!(
                "columns that tell rows apart: rows {a} and {b} are both of {}",
                value(pair[0])
            ),
        );
        Some(complaint.with("expected", expected))
    }
}

/// A half year is held against the half before it, not against the year between them.
fn find_jumps(
    table: &Table,
    column: usize,
    time: usize,
    rows: &[usize],
    by: JumpBound,
) -> Vec<Violation> {
    let is_like = |a: usize, b: usize| table.value(a, time).is_like(&table.value(b, time));
    let pairs = rows.iter().enumerate().filter_map(|(at, row)| {
        let previous = rows[..at]
            .iter()
            .rev()
            .copied()
            .find(|it| is_like(*it, *row))?;
        let (before, value) = (table.number(previous, column)?, table.number(*row, column)?);
        let hit = Violation {
            against: Some(previous),
            amounts: (value, before),
            ..Violation::at(*row)
        };
        by.is_exceeded(value, before).then_some(hit)
    });
    pairs.collect()
}

impl RowCheck for JumpCheck {
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic> {
        let column = columns::find_amount(subject.table, &self.column)?;
        let time = columns::find_column(subject.table, &self.time)?;
        let series = self.series(subject, column, time)?;
        if let Some(mistake) = series
            .iter()
            .find_map(|rows| self.ambiguity(subject, rows, time))
        {
            return Err(mistake);
        }
        let found = series
            .iter()
            .flat_map(|rows| find_jumps(subject.table, column, time, rows, self.by));
        let mut found: Vec<Violation> = found.collect();
        found.sort_by_key(|it| it.row);
        Ok(found)
    }

    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let table = subject.table;
        let column = columns::expect_column(table, &self.column);
        let time = columns::expect_column(table, &self.time);
        let previous = hit.against.unwrap_or(hit.row);
        let (value, before) = hit.amounts;
        let complaint = Diagnostic::new(Code::DeviatedValue, table.place(hit.row, column));
        let complaint = complaint
            .with("name", &self.column.text)
            .with("row", subject.number(hit.row));
        let complaint = complaint
            .with("text", value)
            .with("before", before)
            .with("limit", self.by.text());
        let complaint = complaint.with("difference", without_binary_noise((value - before).abs()));
        let complaint = complaint
            .with("previous", subject.number(previous))
            .with("time", table.value(previous, time));
        complaint.related(
            table.place(previous, column),
            Text::new("上期的数", "the period before"),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    const BROKEN: &str = "data/deviated-value";
    const CSV: &str =
        "d,year,rate\na,2025,52\na,2023,40\na,2024,41.5\nb,2023,\nb,2024,10\nb,2025,9\n";

    fn check(setting: &str, expected: &[&str]) {
        let yaml =
            format!("resources: [{{name: t, path: t.csv, checks: [{{jump: {setting}}}]}}]\n");
        check_codes(
            &[("data/t.csv", CSV), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn values_change_by_a_bound_at_most() {
        check("{column: rate, by: 10, per: d, time: year}", &[BROKEN]);
        check("{column: rate, by: 10.5, per: d, time: year}", &[]);
        check("{column: rate, by: 26%, per: [d], time: year}", &[]);
        check(
            "{column: rate, by: 9%, per: [d], time: year}",
            &[BROKEN, BROKEN],
        );
    }

    #[test]
    fn the_columns_make_a_series() {
        check("{column: rate, by: 10, time: year}", &["setting/bad-value"]);
        check(
            "{column: rat, by: 10, per: d, time: year}",
            &["data/unknown-column"],
        );
        check(
            "{column: d, by: 10, per: d, time: year}",
            &["setting/bad-value"],
        );
        check(
            "{column: rate, by: many, per: d, time: year}",
            &["setting/bad-value"],
        );
        check(
            "{column: rate, by: -1, per: d, time: year}",
            &["setting/bad-value"],
        );
        check("{column: rate, by: 10, per: d}", &["setting/missing-key"]);
    }

    #[test]
    fn the_message_names_both_periods() {
        let yaml = "resources: [{name: t, path: t.csv, checks: [{jump: {column: rate, by: 10, per: d, time: year}}]}]\n";
        let (_, diags) = load(&[("data/t.csv", CSV), ("data/datapackage.yaml", yaml)]);
        let message = diags.sorted()[0].message(Lang::En);
        let expected = "52 in `rate`, row 2, differs from 41.5 in the previous period (row 4, 2024) by 10.5, which is more than 10";
        assert_eq!(message, expected);
    }
}
