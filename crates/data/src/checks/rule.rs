//! `rule: community_officers <= station_officers`: a condition in SQL that holds in every row.
//!
//! A row in which it cannot be told because a value is missing does not break it.

use std::sync::Arc;

use crate::checks::checked_table::{CheckedTable, RowCheck, Violation};
use crate::fields::Located;
use crate::query::condition;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_source::Fields;

#[derive(Debug)]
struct RuleCheck {
    sql: Located,
}

pub(super) fn read_rule_check(keys: &Fields<'_>, diags: &mut Diags) -> Option<Arc<dyn RowCheck>> {
    let node = keys.get("rule")?;
    let sql = Located {
        text: diags.keep(node.string("rule"))?,
        place: node.place(),
    };
    Some(Arc::new(RuleCheck { sql }))
}

impl RowCheck for RuleCheck {
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic> {
        let condition = condition::parse_condition(&self.sql.text, &self.sql.place, subject.table)?;
        let holds = condition::evaluate_condition(&condition, subject.table)?;
        let broken = holds
            .iter()
            .enumerate()
            .filter(|(_, it)| **it == Some(false))
            .map(|(row, _)| row);
        let sound = broken.filter(|row| subject.is_sound(*row, &condition.columns));
        Ok(sound.map(Violation::at).collect())
    }

    #[expect(clippy::expect_used, reason = "it was parsed to find the row")]
    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let columns = condition::parse_condition(&self.sql.text, &self.sql.place, subject.table)
            .expect("a condition that found a row can be parsed")
            .columns;
        // A condition without columns is about the row as a whole, which begins with the first.
        let first = columns.first().copied().unwrap_or(0);
        let place = subject.table.place(hit.row, first);
        let complaint =
            Diagnostic::new(Code::RowConstraint, place).with("row", subject.number(hit.row));
        complaint
            .with("rule", self.sql.text.trim())
            .with("values", subject.values(hit.row, &columns))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(rule: &str, expected: &[&str]) {
        let yaml =
            format!("resources: [{{name: t, path: t.csv, checks: [{{rule: \"{rule}\"}}]}}]\n");
        let csv = "d,n,人数,day\n铁西区,1,2,2025-01-01\n皇姑区,4,3,2025-02-01\n,,1,\n";
        check_codes(
            &[("data/t.csv", csv), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    const BROKEN: &str = "data/row-constraint";

    #[test]
    fn rows_hold_a_condition() {
        check("n <= 人数", &[BROKEN]);
        check("n <= 人数 * 2 AND d LIKE '%区'", &[]);
        check("t.n < 4 OR day = DATE '2025-02-01'", &[]);
        check("day < '2025-02-01'", &[BROKEN]);
        check("d IS NOT NULL", &[BROKEN]);
        check("CASE WHEN d = '皇姑区' THEN n >= 4 ELSE n < 4 END", &[]);
        check("n BETWEEN 1 AND 3", &[BROKEN]);
        check("d IN ('铁西区', '皇姑区')", &[]);
    }

    #[test]
    fn a_rule_that_cannot_be_computed_is_reported() {
        check("n <=", &["data/query-syntax"]);
        check("n <= 人", &["data/unknown-column"]);
        check("u.n <= 1", &["data/unknown-column"]);
        check("n + 1", &["data/query-failed"]);
        check("SUM(n) = 5", &["data/query-failed"]);
        check("no_such_function(n)", &["data/query-failed"]);
        check("n <= (SELECT 1)", &["setting/bad-value"]);
        check("EXISTS (SELECT 1)", &["setting/bad-value"]);
        check("n < 5) AS x, (1", &["data/query-syntax"]);
        check("n < 5 FROM t --", &["data/query-syntax"]);
        check("day < DATE '2025-02-30'", &["data/query-forbidden"]);
    }
}
