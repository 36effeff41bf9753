//! Every table of a site: planned, read side by side, checked by itself, then against the others.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::cache::TableCache;
use crate::catalog::{Catalog, Entry};
use crate::complaints::SkippedCells;
use crate::complaints::TableComplaints;
use crate::derive::derive_tables;
use crate::descriptor::{self, Descriptor};
use crate::field::AcceptedFault;
use crate::keys::check_foreign_key;
use crate::missing_values::MarkerConvention;
use crate::plan::{TablePlan, plan_tables};
use crate::plausibility::find_suspicious_cells;
use crate::read::read_table;
use crate::redaction_policy::{NoRedaction, RedactionPolicy};
use crate::specs::KeySpec;
use crate::table::Table;
use crate::task::TableTask;
use crate::unchecked_table::UncheckedTable;
use crate::{checks, constraints};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::ForeignKey;
use gongbao_source::{Sources, spelling_hint};

/// Loads every table of a site: described, undescribed and derived.
pub fn load_tables(sources: &Sources, diags: &mut Diags) -> Catalog {
    load_through(sources, &NoRedaction, MarkerConvention::Plain, diags)
}

/// Loads every table of a site and takes out of it what a gate keeps back.
/// Of what stands for “no value”, the usage says what the package does not.
pub fn load_through(
    sources: &Sources,
    gate: &dyn RedactionPolicy,
    usage: MarkerConvention,
    diags: &mut Diags,
) -> Catalog {
    load_with(sources, &TableCache::new(sources), gate, usage, diags)
}

/// Loads them, those that are kept from there.
pub(crate) fn load_with(
    sources: &Sources,
    cache: &TableCache<'_>,
    gate: &dyn RedactionPolicy,
    usage: MarkerConvention,
    diags: &mut Diags,
) -> Catalog {
    let Descriptor {
        package,
        missing_markers: signs,
        resources,
    } = descriptor::read_descriptor(sources, diags);
    let signs = signs.unwrap_or_else(|| usage.markers());
    let TablePlan {
        mut data,
        queries,
        broken,
        ..
    } = plan_tables(sources, resources, diags);
    let mut catalog = Catalog {
        package,
        ..Catalog::default()
    };
    for name in broken {
        catalog.insert(&name, Entry::Broken);
    }
    let derived: Vec<String> = queries.iter().map(|it| it.name.clone()).collect();
    data.iter_mut()
        .for_each(|it| it.missing_markers.clone_from(&signs));
    let (mut drafts, unreadable) = read_all(&data, cache, diags);
    let later = check_references(&mut drafts, &unreadable, &catalog, &derived);
    for name in unreadable {
        catalog.insert(&name, Entry::Broken);
    }
    for (name, draft) in &drafts {
        find_suspicious_cells(&draft.table, &draft.schema)
            .into_iter()
            .for_each(|it| diags.push(it));
        if draft.complaints.is_empty() {
            catalog.remember(&draft.table);
            catalog.insert(name, Entry::Ready(draft.table.clone()));
        } else {
            catalog.insert(name, Entry::Broken);
        }
    }
    let stored: Vec<String> = catalog.names().map(str::to_owned).collect();
    catalog.pass(&stored, gate, diags);
    let derived = derive_tables(queries, &mut catalog, cache, gate, diags);
    let keys = derived
        .iter()
        .flat_map(|it| with_table(&it.table.name, it.schema.foreign_keys.clone()));
    refer_later(later.into_iter().chain(keys).collect(), &mut catalog, diags);
    checks::run_checks(
        drafts.into_values().chain(derived).collect(),
        &mut catalog,
        diags,
    );
    catalog
}

type Drafts = BTreeMap<String, UncheckedTable>;

/// A foreign key with the name of its table.
type Pending = (String, KeySpec);

fn with_table(name: &str, keys: Vec<KeySpec>) -> Vec<Pending> {
    keys.into_iter().map(|it| (name.to_owned(), it)).collect()
}

/// Reads the data files; also the names of those that are no tables.
fn read_all(
    tasks: &[TableTask<'_>],
    cache: &TableCache<'_>,
    diags: &mut Diags,
) -> (Drafts, Vec<String>) {
    let results: Vec<Result<Option<UncheckedTable>, Diagnostic>> =
        tasks.par_iter().map(|it| read_checked(it, cache)).collect();
    let mut drafts = Drafts::new();
    let mut unreadable = Vec::new();
    for (task, result) in tasks.iter().zip(results) {
        match diags.keep(result).flatten() {
            Some(draft) => drop(drafts.insert(task.name.clone(), draft)),
            None => unreadable.push(task.name.clone()),
        }
    }
    (drafts, unreadable)
}

fn read_checked(
    task: &TableTask<'_>,
    cache: &TableCache<'_>,
) -> Result<Option<UncheckedTable>, Diagnostic> {
    if let Some(mut draft) = cache.find(task) {
        constraints::record_constraints(&mut draft);
        return Ok(Some(draft));
    }
    let mut draft = read_table(task)?;
    if let Some(it) = &mut draft {
        constraints::check_table(it);
        cache.note(task, &mut it.table);
    }
    Ok(draft)
}

/// Checks the foreign keys between stored tables. All of them are read by now and none is given up yet,
/// so that one mistake does not hide another. Keys that refer to derived tables come back.
#[expect(clippy::expect_used, reason = "the names are those of the drafts")]
fn check_references(
    drafts: &mut Drafts,
    unreadable: &[String],
    catalog: &Catalog,
    derived: &[String],
) -> Vec<Pending> {
    let mut later = Vec::new();
    let mut checked: Vec<(String, TableComplaints, Vec<ForeignKey>)> = Vec::new();
    for (name, draft) in drafts.iter() {
        let mut complaints = TableComplaints::new(name, &draft.table.file);
        let mut keys = Vec::new();
        for spec in &draft.schema.foreign_keys {
            let target = target_of(name, spec);
            if let Some(target) = drafts.get(target) {
                keys.extend(check_foreign_key(
                    &draft.table,
                    spec,
                    &target.table,
                    &draft.skipped,
                    &mut complaints,
                ));
            } else if derived.iter().any(|it| it == target) {
                later.push((name.clone(), spec.clone()));
            } else if catalog.get(target).is_none() && !unreadable.iter().any(|it| it == target) {
                let known = drafts.keys().chain(derived).map(String::as_str).collect();
                complaints.push(unknown_table(spec, known));
            }
        }
        checked.push((name.clone(), complaints, keys));
    }
    for (name, complaints, keys) in checked {
        let draft = drafts.get_mut(&name).expect("its keys were checked");
        draft.table.foreign_keys = keys;
        draft.complaints.append(complaints);
    }
    later
}

/// Checks the foreign keys from or to derived tables.
fn refer_later(keys: Vec<Pending>, catalog: &mut Catalog, diags: &mut Diags) {
    let mut results: Vec<(String, TableComplaints, Option<ForeignKey>)> = Vec::new();
    for (name, spec) in keys {
        let Some(Entry::Ready(table)) = catalog.get(&name) else {
            continue;
        };
        if names_withheld(catalog, table, &spec) {
            continue;
        }
        let mut complaints = TableComplaints::new(&name, &table.file);
        let key = match catalog.get(target_of(&name, &spec)) {
            Some(Entry::Ready(target)) => {
                check_foreign_key(table, &spec, target, &SkippedCells::new(), &mut complaints)
            }
            Some(Entry::Broken) => None,
            None => {
                complaints.push(unknown_table(&spec, catalog.names().collect()));
                None
            }
        };
        results.push((name, complaints, key));
    }
    for (name, complaints, key) in results {
        let sound = complaints.is_empty();
        complaints.settle(diags);
        catalog.finish(&name, key, sound);
    }
}

/// A key over columns that were taken out was held by tables that had them.
fn names_withheld(catalog: &Catalog, table: &Table, spec: &KeySpec) -> bool {
    let target = match catalog.get(target_of(&table.name, spec)) {
        Some(Entry::Ready(target)) => target,
        Some(Entry::Broken) | None => table,
    };
    let own = spec.columns.iter().any(|it| table.is_redacted(&it.text));
    own || spec
        .references
        .iter()
        .any(|it| target.is_redacted(&it.text))
}

/// The table a key refers to; an empty name means its own.
fn target_of<'a>(name: &'a str, spec: &'a KeySpec) -> &'a str {
    if spec.table.text.is_empty() {
        name
    } else {
        &spec.table.text
    }
}

fn unknown_table(spec: &KeySpec, known: Vec<&str>) -> Diagnostic {
    let name = &spec.table.text;
    let complaint =
        Diagnostic::new(Code::UnknownTable, spec.table.place.clone()).with("name", name);
    complaint
        .with("hint", spelling_hint(name, known.iter().copied()))
        .with("known", known.join(", "))
}

impl Catalog {
    /// The tables of these names; nothing if one of them is broken.
    pub(crate) fn read_all(&self, names: &[String]) -> Option<Vec<&Table>> {
        let tables = names.iter().map(|name| match self.get(name) {
            Some(Entry::Ready(table)) => Some(table),
            Some(Entry::Broken) | None => None,
        });
        tables.collect()
    }

    /// Tells a table what its checks let pass.
    pub(crate) fn accept(&mut self, name: &str, accepted: Vec<AcceptedFault>) {
        match self.entries.get_mut(name) {
            // What is let pass is told with its figures.
            Some(Entry::Ready(table)) if table.is_whole() => table.accepted = accepted,
            Some(Entry::Ready(_) | Entry::Broken) | None => {}
        }
    }

    /// Adds a foreign key to a table, or gives the table up.
    fn finish(&mut self, name: &str, key: Option<ForeignKey>, sound: bool) {
        match self.entries.get_mut(name) {
            Some(entry) if !sound => *entry = Entry::Broken,
            Some(Entry::Ready(table)) => table.foreign_keys.extend(key),
            Some(Entry::Broken) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::testing::{check_codes, load};

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {missingValues: ['', '—'], fields: [{name: x}, {name: n, type: integer}]}}]\n";
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", yaml)],
            expected,
        );
    }

    #[test]
    fn rows_have_as_many_cells_as_the_header() {
        check("x,n\na,1\nb,—\nc,\n", &[]);
        check("x,n\na\n", &["data/missing-cell"]);
        check("x,n\na,1,2,3\n", &["data/extra-cell"]);
    }

    #[test]
    fn blank_rows_are_told_but_those_at_the_end_are_not() {
        check("x,n\na,1\n\n\n", &[]);
        check("x,n\r\na,1\r\n\r\nb,2\r\n", &["data/blank-row"]);
        check("x,n\na,1\n,\n", &["data/blank-row"]);
    }

    #[test]
    fn quotes_are_closed_and_nothing_follows_them() {
        check("x,n\n\"a,\nb\",1\n", &[]);
        check("x,n\na,1\n\"b,2\n", &["data/unclosed-quote"]);
        check("x,n\n\"a\"b,1\n", &["data/stray-quote"]);
    }

    #[test]
    fn every_mistake_of_a_table_is_told_in_one_run() {
        check(
            "x,n\na,1,2\nb\nc,x\n\nd,1.5\n",
            &[
                "data/blank-row",
                "data/extra-cell",
                "data/missing-cell",
                "data/type-error",
                "data/type-error",
            ],
        );
    }

    #[test]
    fn a_table_with_mistakes_is_broken_but_known() {
        let (catalog, _) = load(&[("data/a.csv", "x,x\n1,2\n"), ("data/b.csv", "x,y\n1,2\n")]);
        assert!(matches!(catalog.get("a"), Some(Entry::Broken)));
        assert!(matches!(catalog.get("b"), Some(Entry::Ready(_))));
        assert!(catalog.get("c").is_none());
    }

    #[test]
    fn a_broken_table_does_not_hide_the_mistakes_of_others() {
        let yaml = "resources:\n- {name: a, path: a.csv, schema: {fields: [{name: d}, {name: n, type: integer}], foreignKeys: [{fields: d, reference: {resource: b, fields: d}}]}}\n- {name: b, path: b.csv, schema: {fields: [{name: d}, {name: n, type: integer}]}}\n";
        let files = [
            ("data/a.csv", "d,n\nz,1\n"),
            ("data/b.csv", "d,n\nx,?\n"),
            ("data/datapackage.yaml", yaml),
        ];
        check_codes(&files, &["data/foreign-key", "data/type-error"]);
    }

    #[test]
    fn loading_twice_gives_the_same() {
        let files = [
            ("data/a.csv", "d,n\nz,1\ny,2\n"),
            ("data/b.sql", "SELECT d, SUM(n) AS s FROM a GROUP BY d"),
        ];
        let once = format!("{:?}", load(&files).0);
        assert_eq!(once, format!("{:?}", load(&files).0));
    }
}
