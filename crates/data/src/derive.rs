//! The derived tables of a site: `data/*.sql`, each run after the tables it reads.

use std::collections::BTreeMap;

use crate::cache::TableCache;
use crate::catalog::{Catalog, Entry};
use crate::complaints::TableComplaints;
use crate::constraints;
use crate::convert::convert_columns;
use crate::descriptor::Resource;
use crate::plan::QueryTask;
use crate::query::{self, Query};
use crate::redaction_policy::RedactionPolicy;
use crate::schema::Schema;
use crate::table::Table;
use crate::unchecked_table::UncheckedTable;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::spelling_hint;

/// Runs every query and adds its table to the catalogue; what comes back are the drafts that are sound.
#[expect(
    clippy::expect_used,
    reason = "the next query is one of those that wait"
)]
pub(crate) fn derive_tables(
    tasks: Vec<QueryTask<'_>>,
    catalog: &mut Catalog,
    cache: &TableCache<'_>,
    gate: &dyn RedactionPolicy,
    diags: &mut Diags,
) -> Vec<UncheckedTable> {
    let own: Vec<String> = tasks.iter().map(|it| it.name.clone()).collect();
    let known: Vec<String> = catalog.names().map(str::to_owned).chain(own).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut waiting: BTreeMap<String, (QueryTask<'_>, Query)> = BTreeMap::new();
    for task in tasks {
        match diags.keep(parse_task(&task, &known)) {
            Some(query) => drop(waiting.insert(task.name.clone(), (task, query))),
            None => catalog.insert(&task.name, Entry::Broken),
        }
    }
    let mut drafts = Vec::new();
    while let Some(name) = next_ready(&waiting) {
        let (task, query) = waiting.remove(&name).expect("the next one is waiting");
        if catalog.redacted_in(&query).is_some() {
            catalog.withhold(&name);
            continue;
        }
        drafts.extend(compute_query(&task, &query, catalog, cache, diags));
        catalog.pass(&[name], gate, diags);
    }
    report_cycles(&waiting, diags);
    for name in waiting.keys() {
        catalog.insert(name, Entry::Broken);
    }
    drafts
}

fn parse_task(task: &QueryTask<'_>, known: &[&str]) -> Result<Query, Diagnostic> {
    let sql = task.file.str();
    query::parse_query(sql, &Place::text(&task.file.path, 0..sql.len()), known)
}

/// A query all of whose tables are there.
fn next_ready(waiting: &BTreeMap<String, (QueryTask<'_>, Query)>) -> Option<String> {
    let ready = |query: &Query| !query.reads.iter().any(|it| waiting.contains_key(it));
    waiting
        .iter()
        .find(|(_, (_, query))| ready(query))
        .map(|(name, _)| name.clone())
}

/// Runs one query. Its table is broken, in silence, if one it reads is.
fn compute_query(
    task: &QueryTask<'_>,
    query: &Query,
    catalog: &mut Catalog,
    cache: &TableCache<'_>,
    diags: &mut Diags,
) -> Option<UncheckedTable> {
    let result = catalog
        .read_all(&query.reads)
        .map(|tables| cache.run(&task.name, query, &tables));
    let draft = result
        .and_then(|it| diags.keep(it))
        .map(|table| apply_description(table, task));
    let Some(mut draft) = draft else {
        catalog.insert(&task.name, Entry::Broken);
        return None;
    };
    constraints::check_table(&mut draft);
    if draft.complaints.is_empty() {
        catalog.remember(&draft.table);
        catalog.insert(&task.name, Entry::Ready(draft.table.clone()));
        return Some(draft);
    }
    draft.complaints.settle(diags);
    catalog.insert(&task.name, Entry::Broken);
    None
}

impl Catalog {
    /// A table or column a query reads that is not for this site's readers. An alias of the same name counts.
    pub(crate) fn redacted_in(&self, query: &Query) -> Option<String> {
        if let Some(table) = query.reads.iter().find(|it| self.is_redacted(it)) {
            return Some(table.clone());
        }
        let words = query.words();
        query.reads.iter().find_map(|name| match self.get(name) {
            Some(Entry::Ready(table)) => words.iter().find(|it| table.is_redacted(it)).cloned(),
            Some(Entry::Broken) | None => None,
        })
    }
}

/// What the descriptor says about a derived table: it may say less than about a stored one.
fn apply_description(mut table: Table, task: &QueryTask<'_>) -> UncheckedTable {
    let mut complaints = TableComplaints::new(&table.name, &table.file);
    let schema = task
        .resource
        .as_ref()
        .map_or_else(Schema::default, |it| it.schema.clone());
    if let Some(resource) = &task.resource {
        resource.describe(&mut table);
        missing_fields(&table, resource, &mut complaints);
    }
    let table = convert_columns(table, &schema, &mut complaints);
    UncheckedTable {
        table,
        schema,
        skipped: Default::default(),
        complaints,
    }
}

fn missing_fields(table: &Table, resource: &Resource, complaints: &mut TableComplaints) {
    let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
    for spec in resource
        .schema
        .fields
        .iter()
        .filter(|it| !known.contains(&it.name.text.as_str()))
    {
        let name = &spec.name.text;
        let missing =
            Diagnostic::new(Code::MissingLabel, spec.name.place.clone()).with("name", name);
        let missing = missing
            .with("file", &table.file)
            .with("columns", known.join(", "));
        complaints.push(missing.with("hint", spelling_hint(name, known.iter().copied())));
    }
}

/// One complaint for each circle. Queries that only wait for a circle stay silent.
fn report_cycles(waiting: &BTreeMap<String, (QueryTask<'_>, Query)>, diags: &mut Diags) {
    let mut reported: Vec<&str> = Vec::new();
    for start in waiting.keys() {
        let Some(cycle) = cycle_through(start, waiting) else {
            continue;
        };
        if cycle.iter().any(|it| reported.contains(it)) {
            continue;
        }
        let place = waiting[start.as_str()].1.place.clone();
        let mut names = cycle.clone();
        names.push(start);
        diags.push(Diagnostic::new(Code::QueryCycle, place).with("cycle", names.join(" → ")));
        reported.extend(cycle);
    }
}

/// The shortest way from a query back to itself.
fn cycle_through<'a>(
    start: &'a str,
    waiting: &'a BTreeMap<String, (QueryTask<'_>, Query)>,
) -> Option<Vec<&'a str>> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(name) = queue.pop_front() {
        let query = waiting.get(name).map(|(_, query)| query);
        for next in query.into_iter().flat_map(|it| &it.reads) {
            if next == start {
                return Some(trace_path(name, start, &from));
            }
            if waiting.contains_key(next) && !from.contains_key(next.as_str()) {
                from.insert(next, name);
                queue.push_back(next);
            }
        }
    }
    None
}

fn trace_path<'a>(end: &'a str, start: &'a str, from: &BTreeMap<&'a str, &'a str>) -> Vec<&'a str> {
    let mut way = vec![end];
    let mut at = end;
    while at != start {
        let Some(before) = from.get(at) else { break };
        at = before;
        way.push(at);
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;
    use gongbao_model::ColumnKind;

    const CSV: (&str, &str) = ("data/a.csv", "d,n\nx,1\ny,2\nx,4\n");

    #[test]
    fn queries_run_after_what_they_read() {
        let files = [
            CSV,
            ("data/b.sql", "SELECT SUM(n) AS n FROM c"),
            ("data/c.sql", "SELECT * FROM a WHERE d = 'x'"),
        ];
        let (catalog, diags) = load(&files);
        assert!(diags.is_empty());
        let Some(Entry::Ready(table)) = catalog.get("b") else {
            panic!("a table")
        };
        assert_eq!(table.number(0, 0), Some(5.0));
        assert_eq!(table.place(0, 0).file.as_ref(), "data/b.sql");
    }

    #[test]
    fn circles_are_named_once_and_their_readers_are_silent() {
        let files = [
            ("data/a.sql", "SELECT * FROM b"),
            ("data/b.sql", "SELECT * FROM c"),
            ("data/c.sql", "SELECT * FROM a"),
            ("data/d.sql", "SELECT * FROM c"),
            ("data/e.sql", "SELECT * FROM e"),
        ];
        let (catalog, diags) = load(&files);
        let messages: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| it.message(Lang::En))
            .collect();
        assert!(
            messages[0].ends_with("a → b → c → a") && messages[1].ends_with("e → e"),
            "{messages:?}"
        );
        assert_eq!(messages.len(), 2);
        assert_eq!(catalog.names().count(), 5);
        assert_eq!(catalog.tables().count(), 0);
    }

    #[test]
    fn readers_of_a_broken_table_are_silent() {
        let broken = ("data/a.csv", "d,n\nx\n");
        check_codes(
            &[broken, ("data/b.sql", "SELECT nonsense FROM a")],
            &["data/missing-cell"],
        );
        check_codes(
            &[
                CSV,
                ("data/b.sql", "SELECT"),
                ("data/c.sql", "SELECT * FROM b"),
            ],
            &["data/query-syntax"],
        );
    }

    fn described(fields: &str, expected: &[&str]) -> Option<ColumnKind> {
        let yaml = format!("resources: [{{name: b, schema: {{{fields}}}}}]\n");
        let sql = "SELECT d, SUM(n) * 1.0 AS n FROM a GROUP BY d";
        let files = [CSV, ("data/b.sql", sql), ("data/datapackage.yaml", &yaml)];
        check_codes(&files, expected);
        match load(&files).0.get("b") {
            Some(Entry::Ready(table)) => Some(table.fields[1].kind),
            _ => None,
        }
    }

    #[test]
    fn the_descriptor_may_say_what_a_result_is() {
        assert_eq!(
            described("fields: [{name: n}]", &[]),
            Some(ColumnKind::Number)
        );
        assert_eq!(
            described("fields: [{name: n, type: integer}]", &[]),
            Some(ColumnKind::Integer)
        );
        assert_eq!(
            described("fields: [{name: n, type: date}]", &["data/type-error"]),
            None
        );
        described("fields: [{name: m}]", &["data/missing-label"]);
        described(
            "fields: [{name: n, constraints: {maximum: 4}}]",
            &["data/constraint-error"],
        );
        described("fields: [{name: d}], primaryKey: [d]", &[]);
    }

    #[test]
    fn periods_survive_a_query() {
        let yaml = "resources: [{name: p, path: p.csv, schema: {fields: [{name: t, type: period}, {name: m, type: yearmonth}]}}]\n";
        let p = (
            "data/p.csv",
            "t,m\n2025年上半年,2025-09\n2025Q3,2025年10月\n",
        );
        let files = [
            p,
            ("data/q.sql", "SELECT t FROM p WHERE m = '2025-10'"),
            ("data/datapackage.yaml", yaml),
        ];
        let (catalog, diags) = load(&files);
        assert!(diags.is_empty());
        let Some(Entry::Ready(table)) = catalog.get("q") else {
            panic!("a table")
        };
        assert_eq!(
            (table.fields[0].kind, table.value(0, 0).to_string()),
            (ColumnKind::Period, "2025-Q3".to_owned())
        );
        check_codes(
            &[("data/p.csv", "t,m\n2025Q5,2025Q1\n"), files[2]],
            &["data/constraint-error", "data/type-error"],
        );
    }

    #[test]
    fn keys_from_and_to_derived_tables_are_checked() {
        let yaml = "resources:\n- {name: b, schema: {foreignKeys: [{fields: d, reference: {resource: k, fields: d}}]}}\n- {name: k, path: k.csv, schema: {foreignKeys: [{fields: d, reference: {resource: b, fields: d}}]}}\n";
        let sql = ("data/b.sql", "SELECT DISTINCT d FROM a");
        let with = |keys: &str, expected: &[&str]| {
            check_codes(
                &[
                    CSV,
                    sql,
                    ("data/k.csv", keys),
                    ("data/datapackage.yaml", yaml),
                ],
                expected,
            );
        };
        with("d,e\nx,1\ny,2\n", &[]);
        with("d,e\nx,1\nz,2\n", &["data/foreign-key", "data/foreign-key"]);
    }
}
