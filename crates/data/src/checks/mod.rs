//! What a table promises of whole rows: rules in SQL, sums, dates in order, values that do not jump.
//!
//! They are declared under `checks` of a resource and run when all tables are read, so that a row can be
//! held against another table. A row that breaks one is a complaint, unless it is accepted with a reason.
//! A kind of check is one file here and one line in [`KINDS`]. Start at [`judge`].

mod accept;
mod columns;
mod duplicate_row;
mod jump;
mod not_before;
mod read;
mod rule;
mod sum;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

pub use read::read;

use accept::{Exception, Exceptions};

use crate::complaints::Complaints;
use crate::draft::Draft;
use crate::keys::Skipped;
use crate::schema::KeySpec;
use crate::{Accepted, Catalog, Table};
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags, Severity};
use gongbao_source::Fields;

/// A check as declared.
#[derive(Clone, Debug)]
pub struct Check {
    test: Arc<dyn Test>,
    /// What the author says about rows that break it.
    message: Option<String>,
    severity: Severity,
    accept: Vec<Exception>,
}

/// One kind of check, its settings read.
trait Test: Debug + Send + Sync {
    /// The rows that break it.
    ///
    /// # Errors
    /// A complaint about the declaration: it names what the tables do not have.
    fn find(&self, subject: &Subject<'_>) -> Result<Vec<Hit>, Diagnostic>;
    /// What is to be said about one of them; `{note}` is filled in by the caller.
    fn complain(&self, subject: &Subject<'_>, hit: &Hit) -> Diagnostic;
}

/// A way to read a kind of check; nothing if its settings are wrong, which is filed.
type Reader = fn(&Fields<'_>, &mut Diags) -> Option<Arc<dyn Test>>;

/// Every kind, by the key that declares it.
const KINDS: [(&str, Reader); 5] = [
    ("rule", rule::read),
    ("sum", sum::read),
    ("not_before", not_before::read),
    ("jump", jump::read),
    ("duplicate_row", duplicate_row::read),
];

/// A row that breaks a check.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hit {
    row: usize,
    /// The row it is held against.
    against: Option<usize>,
    /// How many rows are meant, this one the first of them.
    n_rows: usize,
    /// The value found and the one expected, if it is about amounts.
    amounts: (f64, f64),
}

impl Hit {
    /// A row by itself.
    fn at(row: usize) -> Hit {
        Hit {
            row,
            against: None,
            n_rows: 1,
            amounts: (0.0, 0.0),
        }
    }
}

/// The table that is judged.
struct Subject<'a> {
    table: &'a Table,
    /// Cells that are already complained about.
    skipped: &'a Skipped,
    foreign_keys: &'a [KeySpec],
    tables: &'a BTreeMap<&'a str, &'a Table>,
}

impl Subject<'_> {
    /// Whether nothing is known to be wrong with these cells.
    fn is_sound(&self, row: usize, columns: &[usize]) -> bool {
        !columns
            .iter()
            .any(|column| self.skipped.contains(&(row, *column)))
    }

    /// The number of a row for people: in a file the header is row 1.
    fn number(&self, row: usize) -> usize {
        self.table.number_of(row)
    }

    /// `a=1, b=2`: the cells of a row.
    fn values(&self, row: usize, columns: &[usize]) -> Text {
        let value = |it: &usize| {
            format!(
                "{}={}",
                self.table.fields[*it].name,
                self.table.value(row, *it)
            )
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        Text::new(values.join("，"), values.join(", "))
    }
}

/// Runs the checks of all tables and files every complaint about them.
pub fn judge(mut drafts: Vec<Draft>, catalog: &mut Catalog, diags: &mut Diags) {
    let mut found = Vec::new();
    {
        let tables: BTreeMap<&str, &Table> = drafts
            .iter()
            .map(|it| (it.table.name.as_str(), &it.table))
            .collect();
        for draft in &drafts {
            let (table, skipped, foreign_keys) =
                (&draft.table, &draft.skipped, &draft.schema.foreign_keys[..]);
            let subject = Subject {
                table,
                skipped,
                foreign_keys,
                tables: &tables,
            };
            found.push(run_all(&draft.schema.checks, &subject));
        }
    }
    for (draft, (complaints, accepted)) in drafts.iter_mut().zip(found) {
        draft.complaints.append(complaints);
        catalog.accept(&draft.table.name, accepted);
    }
    drafts
        .into_iter()
        .for_each(|it| it.complaints.settle(diags));
}

fn run_all(checks: &[Check], subject: &Subject<'_>) -> (Complaints, Vec<Accepted>) {
    let mut complaints = Complaints::new(&subject.table.name, &subject.table.file);
    let mut accepted = Vec::new();
    for check in checks {
        match check.test.find(subject) {
            Ok(hits) => run(check, &hits, subject, (&mut complaints, &mut accepted)),
            Err(mistake) => complaints.push(mistake),
        }
    }
    (complaints, accepted)
}

fn run(
    check: &Check,
    hits: &[Hit],
    subject: &Subject<'_>,
    out: (&mut Complaints, &mut Vec<Accepted>),
) {
    let (complaints, accepted) = out;
    let mut exceptions = Exceptions::of(&check.accept, subject.table, complaints);
    for hit in hits {
        match exceptions.reason(hit.row) {
            Some(reason) => accepted.push(Accepted {
                what: check.complain(subject, hit).words(),
                reason: reason.to_owned(),
            }),
            None => complaints.push_with(check.severity, || check.complain(subject, hit)),
        }
    }
    exceptions.unused().for_each(|it| complaints.push(it));
}

impl Check {
    fn complain(&self, subject: &Subject<'_>, hit: &Hit) -> Diagnostic {
        let note = self.message.as_ref().map_or_else(
            || Text::from(""),
            |it| Text::new(format!("（{it}）"), format!(" ({it})")),
        );
        let complaint = self.test.complain(subject, hit).with("note", note);
        match self.severity {
            Severity::Error => complaint,
            Severity::Warning => complaint.softened(),
        }
    }
}

/// A number without the noise of binary fractions.
fn plain(amount: f64) -> f64 {
    format!("{amount:.14e}").parse().unwrap_or(amount) + 0.0
}

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
