//! What a table promises of whole rows: rules in SQL, sums, dates in order, values that do not jump.
//!
//! They are declared under `checks` of a resource and run when all tables are read, so that a row can be
//! held against another table. A row that breaks one is a complaint, unless it is accepted with a reason.
//! A kind of check is one file here and one line in `read_checks::CHECK_KINDS`. Start at [`run_checks()`].
//!
//! A row with a cell that is already wrong is not judged again. A check that fails leaves its table
//! usable for the rest of the run, so that one mistake hides no other. The severity of a complaint
//! is its code's, but an author may soften a check to a warning.

mod accept;
mod checked_table;
mod columns;
mod duplicate_row;
mod jump;
mod not_before;
mod read;
mod rule;
mod run_checks;
mod settings;
mod sum;

pub(crate) use checked_table::Check;
pub(crate) use read::read_checks;
pub(crate) use run_checks::run_checks;

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    const CSV: &str = "d,year,a,b\nx,2024,1,2\nx,2025,3,2\ny,2024,5,4\n";

    fn check(checks: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: t, path: t.csv, checks: [{checks}]}}]\n");
        check_codes(
            &[("data/t.csv", CSV), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn a_check_is_of_one_kind() {
        check("{rule: a <= 5}", &[]);
        check("{message: x}", &["setting/missing-key"]);
        check("{rule: a <= 5, jump: {}}", &["setting/bad-value"]);
        check("{rule: a <= 5, mesage: x}", &["setting/unknown-key"]);
        check("a <= 5", &["setting/bad-value"]);
    }

    #[test]
    fn rows_may_be_accepted_with_a_reason() {
        check(
            "{rule: a <= b}",
            &["data/row-constraint", "data/row-constraint"],
        );
        check(
            "{rule: a <= b, accept: [{row: {d: y}, reason: 待核}]}",
            &["data/row-constraint"],
        );
        check(
            "{rule: a <= b, accept: [{row: {d: y}, reason: 待核}, {row: {d: x, year: 2025}, reason: 待核}]}",
            &[],
        );
        check(
            "{rule: a <= 5, accept: [{row: {d: y}, reason: 待核}]}",
            &["data/unused-exception"],
        );
        check(
            "{rule: a <= 5, accept: [{row: {e: y}, reason: 待核}]}",
            &["data/unknown-column"],
        );
        check(
            "{rule: a <= 5, accept: [{row: {d: y}}]}",
            &["setting/missing-key"],
        );
        check(
            "{rule: a <= 5, accept: [{row: {}, reason: 待核}]}",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn the_author_says_how_bad_it_is() {
        let yaml = "resources: [{name: t, path: t.csv, checks: [{rule: a <= b, severity: warning, message: 待核}]}]\n";
        let (catalog, diags) = load(&[("data/t.csv", CSV), ("data/datapackage.yaml", yaml)]);
        assert!(diags.gate().is_ok() && catalog.tables().count() == 1);
        let message = diags.sorted()[0].message(Lang::En);
        assert_eq!(message, "row 3 breaks `a <= b`: a=3, b=2 (待核)");
        check("{rule: a <= 5, severity: note}", &["setting/bad-value"]);
    }

    #[test]
    fn broken_rows_are_not_judged_and_the_others_are() {
        let yaml = "resources: [{name: t, path: t.csv, schema: {fields: [{name: a, type: integer}, {name: b, type: integer}]}, checks: [{rule: a <= b}]}]\n";
        let files = [
            ("data/t.csv", "a,b\n1,?\n9\n2,1\n"),
            ("data/datapackage.yaml", yaml),
        ];
        check_codes(
            &files,
            &[
                "data/missing-cell",
                "data/row-constraint",
                "data/type-error",
            ],
        );
    }

    #[test]
    fn derived_tables_have_checks_too() {
        let yaml = "resources: [{name: q, checks: [{rule: s < 4}]}]\n";
        let sql = ("data/q.sql", "SELECT d, SUM(a) AS s FROM t GROUP BY d");
        check_codes(
            &[("data/t.csv", CSV), sql, ("data/datapackage.yaml", yaml)],
            &["data/row-constraint", "data/row-constraint"],
        );
    }
}
