//! `sum: [a, b, c], equals: 100, within: rounding`: parts that add up, in a row or, with `per`, over groups.
//!
//! `within` is exact unless said otherwise; `rounding` allows half a unit of the last digit a column shows
//! for each part, and for the whole if that is a column, too. A missing part leaves the sum unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checks::checked_table::{CheckedTable, RowCheck, Violation, without_binary_noise};
use crate::checks::columns;
use crate::constraints::cells_text;
use crate::fields::Located;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_source::{Fields, YamlNode};

#[derive(Debug)]
struct SumCheck {
    parts: Vec<Located>,
    whole: SumTotal,
    within: SumTolerance,
    /// The columns whose values make a group; nothing if the parts stand in one row.
    per: Option<Vec<Located>>,
}

#[derive(Debug)]
enum SumTotal {
    Amount(f64),
    Column(Located),
}

#[derive(Clone, Copy, Debug)]
enum SumTolerance {
    Rounding,
    Amount(f64),
}

pub(super) fn read_sum_check(keys: &Fields<'_>, diags: &mut Diags) -> Option<Arc<dyn RowCheck>> {
    let parts = columns::need_columns(keys, "sum", "[urban, rural]", diags)?;
    let whole = read_whole(diags.keep(keys.need("equals", "100"))?, diags)?;
    let within = keys
        .get("within")
        .map_or(Ok(SumTolerance::Amount(0.0)), read_tolerance);
    let within = diags.keep(within)?;
    let per = keys
        .get("per")
        .map(|it| Located::read_all(it, "per", diags));
    if let (SumTotal::Column(name), Some(_)) = (&whole, &per) {
        let complaint = Diagnostic::new(Code::BadSetting, name.place.clone()).with("key", "equals");
        let expected = Text::new("一个数：各组的合计", "a number: what each group adds up to");
        diags.push(
            complaint
                .with("text", &name.text)
                .with("expected", expected),
        );
        return None;
    }
    Some(Arc::new(SumCheck {
        parts,
        whole,
        within,
        per,
    }))
}

fn read_whole(node: &YamlNode, diags: &mut Diags) -> Option<SumTotal> {
    let text = diags.keep(node.string("equals"))?;
    Some(text.parse().map_or_else(
        |_| {
            SumTotal::Column(Located {
                text,
                place: node.place(),
            })
        },
        SumTotal::Amount,
    ))
}

fn read_tolerance(node: &YamlNode) -> Result<SumTolerance, Diagnostic> {
    if node.text() == Some("rounding") {
        return Ok(SumTolerance::Rounding);
    }
    match node.number("within") {
        Ok(amount) if amount >= 0.0 => Ok(SumTolerance::Amount(amount)),
        _ => {
            let expected = Text::new("rounding 或一个非负数", "rounding or a number from 0");
            Err(node.refuse("within", expected))
        }
    }
}

/// What is computed with, found in the table.
struct SumColumns {
    parts: Vec<usize>,
    whole: Option<usize>,
    /// The largest difference that may be, for one row of parts.
    slack: f64,
}

impl SumCheck {
    fn terms(&self, table: &Table) -> Result<SumColumns, Diagnostic> {
        let parts: Result<Vec<usize>, _> = self
            .parts
            .iter()
            .map(|it| columns::find_amount(table, it))
            .collect();
        let parts = parts?;
        let whole = match &self.whole {
            SumTotal::Amount(_) => None,
            SumTotal::Column(name) => Some(columns::find_amount(table, name)?),
        };
        let slack = match self.within {
            SumTolerance::Amount(it) => it,
            SumTolerance::Rounding => parts
                .iter()
                .chain(&whole)
                .map(|it| half_unit(table, *it))
                .sum(),
        };
        Ok(SumColumns {
            parts,
            whole,
            slack,
        })
    }

    fn rows(&self, subject: &CheckedTable<'_>, terms: &SumColumns) -> Vec<Violation> {
        let mut hits = Vec::new();
        let involved: Vec<usize> = terms.parts.iter().chain(&terms.whole).copied().collect();
        for row in (0..subject.table.n_rows()).filter(|row| subject.is_sound(*row, &involved)) {
            let whole = match (&self.whole, terms.whole) {
                (SumTotal::Amount(it), _) => Some(*it),
                (SumTotal::Column(_), column) => {
                    column.and_then(|it| subject.table.number(row, it))
                }
            };
            let Some((sum, whole)) = part_sum(subject.table, row, &terms.parts).zip(whole) else {
                continue;
            };
            if exceeds_tolerance(sum, whole, terms.slack) {
                hits.push(Violation {
                    amounts: (sum, whole),
                    ..Violation::at(row)
                });
            }
        }
        hits
    }

    fn groups(
        &self,
        subject: &CheckedTable<'_>,
        terms: &SumColumns,
        per: &[usize],
    ) -> Vec<Violation> {
        let SumTotal::Amount(whole) = self.whole else {
            return Vec::new();
        };
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in 0..subject.table.n_rows() {
            groups
                .entry(cells_text(subject.table, row, per))
                .or_default()
                .push(row);
        }
        let slack = |rows: &[usize]| match self.within {
            SumTolerance::Rounding => terms.slack * rows.len() as f64,
            SumTolerance::Amount(it) => it,
        };
        let groups = groups.values();
        let sums =
            groups.filter_map(|rows| group_sum(subject, &terms.parts, rows).map(|sum| (rows, sum)));
        let wrong = sums.filter(|(rows, sum)| exceeds_tolerance(*sum, whole, slack(rows)));
        let hit = |(rows, sum): (&Vec<usize>, f64)| Violation {
            n_rows: rows.len(),
            amounts: (sum, whole),
            ..Violation::at(rows[0])
        };
        let mut hits: Vec<Violation> = wrong.map(hit).collect();
        hits.sort_by_key(|it| it.row);
        hits
    }
}

/// What the rows of a group add up to; nothing if a part is missing or wrong.
fn group_sum(subject: &CheckedTable<'_>, parts: &[usize], rows: &[usize]) -> Option<f64> {
    let sum = |row: &usize| {
        part_sum(subject.table, *row, parts).filter(|_| subject.is_sound(*row, parts))
    };
    let sums: Option<Vec<f64>> = rows.iter().map(sum).collect();
    sums.map(|it| without_binary_noise(it.iter().sum()))
}

fn part_sum(table: &Table, row: usize, parts: &[usize]) -> Option<f64> {
    let parts: Option<Vec<f64>> = parts.iter().map(|it| table.number(row, *it)).collect();
    parts.map(|it| without_binary_noise(it.iter().sum()))
}

fn exceeds_tolerance(sum: f64, whole: f64, slack: f64) -> bool {
    // Behind the ninth digit is the noise of binary fractions.
    (sum - whole).abs() > slack + 1e-9 * whole.abs().max(1.0)
}

/// Half a unit of the last digit a column shows anywhere: 33 among 33.3 stands for 33.0.
fn half_unit(table: &Table, column: usize) -> f64 {
    let cells = (0..table.n_rows()).filter_map(|row| table.number(row, column));
    let digits = cells
        .map(|it| {
            it.to_string()
                .split_once('.')
                .map_or(0, |(_, fraction)| fraction.len())
        })
        .max()
        // A column without any number shows no digit.
        .unwrap_or(0);
    0.5 * 10_f64.powi(-(digits as i32))
}

impl RowCheck for SumCheck {
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic> {
        let terms = self.terms(subject.table)?;
        Ok(match &self.per {
            Some(per) => self.groups(subject, &terms, &columns::find_all(subject.table, per)?),
            None => self.rows(subject, &terms),
        })
    }

    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let parts: Vec<&str> = self.parts.iter().map(|it| it.text.as_str()).collect();
        // A sum of nothing is about the row as a whole, which begins with the first column.
        let first = self.parts.first();
        let column = first.map_or(0, |it| columns::expect_column(subject.table, it));
        let number = subject.number(hit.row);
        let what = match &self.per {
            Some(per) => {
                let n = hit.n_rows;
                let per = per
                    .iter()
                    .map(|it| columns::expect_column(subject.table, it));
                let per: Vec<usize> = per.collect();
                let group = subject.values(hit.row, &per);
                let (zh, en) = (&group.zh, &group.en);
                Text::new(
                    format!("自第{number}行起的{n}行（{zh}）中"),
                    format!("from row {number}, the {n} rows of ({en})"),
                )
            }
            None => Text::new(format!("第{number}行"), format!("row {number}")),
        };
        let (sum, whole) = hit.amounts;
        let complaint = Diagnostic::new(Code::SumMismatch, subject.table.place(hit.row, column))
            .with("where", what);
        let complaint = complaint
            .with("parts", parts.join(" + "))
            .with("sum", sum)
            .with("whole", whole);
        complaint.with("difference", without_binary_noise((sum - whole).abs()))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    const BROKEN: &str = "data/sum-mismatch";

    fn check(csv: &str, rest: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: t, path: t.csv, checks: [{{{rest}}}]}}]\n");
        check_codes(
            &[("data/t.csv", csv), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn parts_of_a_row_add_up_to_a_number() {
        check(
            "a,b,c\n33.3,33.3,33.4\n50,50,\n",
            "sum: [a, b, c], equals: 100",
            &[],
        );
        check(
            "a,b,c\n33.3,33.3,33.3\n",
            "sum: [a, b, c], equals: 100",
            &[BROKEN],
        );
        check(
            "a,b,c\n33.3,33.3,33.3\n",
            "sum: [a, b, c], equals: 100, within: rounding",
            &[],
        );
        check(
            "a,b,c\n33.3,33.3,33.2\n",
            "sum: [a, b, c], equals: 100, within: rounding",
            &[BROKEN],
        );
        check(
            "a,b\n33,68\n",
            "sum: [a, b], equals: 100, within: rounding",
            &[],
        );
        check(
            "a,b\n33,69\n",
            "sum: [a, b], equals: 100, within: rounding",
            &[BROKEN],
        );
        check("a,b\n33,69\n", "sum: [a, b], equals: 100, within: 2", &[]);
        check("a,b\n0.1,0.2\n", "sum: [a, b], equals: 0.3", &[]);
    }

    #[test]
    fn parts_of_a_row_add_up_to_a_column() {
        check("a,b,c\n1,2,3\n1,2,\n", "sum: [a, b], equals: c", &[]);
        check("a,b,c\n1,2,4\n", "sum: [a, b], equals: c", &[BROKEN]);
        check(
            "a,b,c\n1.4,2.4,4\n",
            "sum: [a, b], equals: c, within: rounding",
            &[],
        );
    }

    #[test]
    fn a_column_adds_up_over_groups() {
        let csv = "y,d,s\n2024,a,60.1\n2024,b,39.9\n2025,a,60.1\n2025,b,40.2\n";
        check(csv, "sum: s, per: y, equals: 100", &[BROKEN]);
        check(
            csv,
            "sum: s, per: y, equals: 100, within: rounding",
            &[BROKEN],
        );
        check(csv, "sum: s, per: y, equals: 100, within: 0.3", &[]);
        check(
            "y,d,s\n2024,a,60.1\n2024,b,40\n",
            "sum: s, per: y, equals: 100, within: rounding",
            &[],
        );
        check(
            csv,
            "sum: s, per: [y, d], equals: d",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn columns_exist_and_are_amounts() {
        check(
            "a,b\n1,2\n",
            "sum: [a, c], equals: 3",
            &["data/unknown-column"],
        );
        check(
            "a,b\n1,x\n",
            "sum: [a, b], equals: 3",
            &["setting/bad-value"],
        );
        check("a,b\n1,2\n", "sum: [a, b]", &["setting/missing-key"]);
        check(
            "a,b\n1,2\n",
            "sum: [a, b], equals: 3, within: much",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn the_message_says_what_was_added() {
        let yaml = "resources: [{name: t, path: t.csv, checks: [{sum: [a, b], equals: 100}, {sum: a, per: [], equals: 3}]}]\n";
        let (_, diags) = load(&[
            ("data/t.csv", "a,b\n60.5,40\n"),
            ("data/datapackage.yaml", yaml),
        ]);
        let messages: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| it.message(Lang::En))
            .collect();
        assert!(
            messages.contains(&"row 2: a + b is 100.5, not 100; the difference is 0.5".to_owned()),
            "{messages:?}"
        );
    }
}
