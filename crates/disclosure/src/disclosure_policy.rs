//! What of a table a site's readers get to see: for the public neither what is internal nor counts that
//! are too small; for the office everything.

use crate::small_counts;
use gongbao_data::{Catalog, Redaction, RedactionPolicy, Table};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Audience;

/// Decides by the audience.
#[derive(Clone, Copy, Debug)]
pub struct DisclosurePolicy {
    pub audience: Audience,
}

impl RedactionPolicy for DisclosurePolicy {
    fn redact(&self, table: &Table, catalog: &Catalog, diags: &mut Diags) -> Redaction {
        let is_public = self.audience == Audience::Public;
        if is_public && table.policy.internal {
            return Redaction {
                whole: true,
                ..Redaction::default()
            };
        }
        let cells = small_counts::suppress_small_counts(table, catalog, self.audience, diags);
        if !is_public {
            return Redaction {
                cells,
                ..Redaction::default()
            };
        }
        if let Some(column) = table.partial_sums.first() {
            diags.push(partial_sum(table, column));
        }
        let internal = table
            .policy
            .internal_fields
            .iter()
            .filter_map(|it| table.column(it));
        Redaction {
            whole: false,
            columns: internal.collect(),
            cells,
        }
    }
}

/// A query that aggregates a column with gaps gives too little.
fn partial_sum(table: &Table, column: &str) -> Diagnostic {
    Diagnostic::new(Code::PartialSum, table.place(0, 0)).with("name", column)
}

#[cfg(test)]
mod tests {
    use crate::disclosure_policy::DisclosurePolicy;
    use crate::small_counts::tests::run;
    use gongbao_data::{MarkerConvention, load_through};
    use gongbao_diag::Diags;
    use gongbao_settings::Audience;
    use gongbao_source::{SourceFile, Sources};

    /// How many of these queries, each named by its position, are pointed at.
    fn n_partial_sums(queries: &[&str]) -> usize {
        let files: Vec<(String, &str)> = queries
            .iter()
            .enumerate()
            .map(|(at, sql)| (format!("data/q{at}.sql"), *sql))
            .collect();
        let mut more: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, sql)| (path.as_str(), *sql))
            .collect();
        more.push(("data/u.csv", "d,n,k\na,1,2\nb,30,4\n"));
        let csv = "d,n,k\na,3,1\nb,9,2\nc,40,3\n";
        let said = run("{counts: [n], by: [d]}", csv, &more).0;
        let n = said.matches("guard/partial-sum").count();
        assert_eq!(said.matches('/').count(), n, "{said}");
        n
    }

    #[test]
    fn sums_are_seen_however_they_are_spelled() {
        for sql in [
            "SELECT sum  (n) AS s FROM t",
            "SELECT d, SUM\n(n) OVER () AS s FROM t",
            "SELECT total(n) AS s FROM t",
            "SELECT max(t.n) AS s FROM t",
            "SELECT median(x.n + 1) AS s FROM t AS x",
            "SELECT sum(m) AS s FROM (SELECT d, n AS m FROM t) AS x",
            "WITH x AS (SELECT n * 2 AS m FROM t) SELECT sum(m) AS s FROM x",
            "WITH x AS (SELECT * FROM t) SELECT d FROM x GROUP BY d HAVING sum(n) > 1",
            "SELECT sum(m) AS s FROM (SELECT k AS m FROM t UNION ALL SELECT n FROM t) AS x",
            "SELECT sum(t.n) AS s FROM u JOIN t ON u.d = t.d",
        ] {
            assert_eq!(n_partial_sums(&[sql]), 1, "{sql}");
        }
    }

    #[test]
    fn other_sums_are_left_alone() {
        for sql in [
            "SELECT sum(k) AS amount FROM t",
            "SELECT sum(k) AS n FROM t WHERE n > 5",
            "SELECT sum(n) AS s FROM u",
            "SELECT sum(u.n) AS s FROM u JOIN t ON u.d = t.d",
            "SELECT count(*) AS c FROM t",
            "SELECT d, n * 2 AS m FROM t",
            "SELECT sum(k) AS s FROM (SELECT d, k, n FROM t) AS x",
        ] {
            assert_eq!(n_partial_sums(&[sql]), 0, "{sql}");
        }
    }

    #[test]
    fn sums_over_a_derived_table_are_seen() {
        let queries = ["SELECT d, n AS m, k FROM t", "SELECT sum(m) AS s FROM q0"];
        assert_eq!(n_partial_sums(&queries), 1);
        let queries = ["SELECT d, n AS m, k FROM t", "SELECT sum(k) AS s FROM q0"];
        assert_eq!(n_partial_sums(&queries), 0);
    }

    #[test]
    fn what_an_author_withholds_is_missing_from_sums_too() {
        let yaml = "resources:\n- {name: t, path: t.csv, schema: {missingValues: [{value: \"[c]\", state: suppressed}]}}\n";
        let files = [
            ("data/t.csv", "d,n\na,3\nb,[c]\n"),
            ("data/q.sql", "SELECT sum(n) AS s FROM t"),
            ("data/datapackage.yaml", yaml),
        ];
        let sources = Sources::of(
            files
                .iter()
                .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
                .collect(),
        );
        let mut diags = Diags::new();
        let keeper = DisclosurePolicy {
            audience: Audience::Public,
        };
        load_through(&sources, &keeper, MarkerConvention::Plain, &mut diags);
        let codes: Vec<&str> = diags.sorted().iter().map(|it| it.code.name()).collect();
        assert_eq!(codes, ["guard/partial-sum"]);
    }
}
