//! What comes back is what was kept, and whatever is not whole is made anew.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]

use std::path::Path;

use crate::cache::TableCache;
use crate::catalog::{Catalog, Entry};
use crate::load::load_with;
use crate::missing_values::MarkerConvention;
use crate::redaction::Redaction;
use crate::redaction_policy::{NoRedaction, RedactionPolicy};
use crate::table::Table;
use crate::testing::codes;
use gongbao_diag::Diags;
use gongbao_diag::locale::Bound;
use gongbao_model::MissingReason;
use gongbao_source::{BuildCache, CACHE_FOLDER, SourceFile, Sources};

const CSV: &str = "name,n,rate,day,open,year\n局,1,0.5,2025-01-31,是,2024\nx,,,,,\n\"x,\"\"y\",-300,-2,1969-12-31,否,2025\n";
const YAML: &str = "resources:
- name: t
  path: t.csv
  title: 表
  sources: [{title: 年报, path: 'https://example.org/'}]
  checks: [{rule: rate >= 0, accept: [{row: {n: -300}, reason: 待核}]}]
  schema:
    primaryKey: [name]
    uniqueKeys: [[n, day]]
    fields:
    - {name: name, title: 名称, description: 说明, constraints: {required: true, maxLength: 9}}
    - {name: n, type: integer, unit: 件, constraints: {unique: true, minimum: -300}}
    - {name: rate, type: number}
    - {name: day, type: date}
    - {name: open, type: boolean, trueValues: [是], falseValues: [否]}
    - {name: year, type: year}
- {name: sums, title: 合计, schema: {fields: [{name: n, type: number, title: 数}]}}
- {name: old, path: old.xls, dialect: {sheet: 2025, range: 'B3:E'}}
- {name: u, path: u.csv, schema: {foreignKeys: [{fields: name, reference: {resource: t, fields: name}}]}}
";

fn sources(root: &Path, csv: &str, yaml: &str) -> Sources {
    let stored = |name: &str| {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
            .join("tests/sites/table-formats/in/data");
        SourceFile::built_in(
            &format!("data/{name}"),
            &std::fs::read(folder.join(name)).expect("a sample"),
        )
    };
    let texts = [
        ("site.toml", "title = \"公报\"\n"),
        ("data/t.csv", csv),
        ("data/u.csv", "name;k\nx;1\nx;2\n"),
        (
            "data/sums.sql",
            "SELECT year, SUM(n) AS n FROM t GROUP BY year",
        ),
        ("data/of_sums.sql", "SELECT COUNT(*) AS k FROM sums"),
        ("data/datapackage.yaml", yaml),
    ];
    let texts = texts.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
    let stored = ["old.xls", "open.ods", "records.json"].map(stored);
    Sources::of(texts.into_iter().chain(stored).collect())
        .with_build_cache(BuildCache::new(root, "1"))
}

/// Makes the bytes of a kept table others.
type Damage = fn(&[u8]) -> Vec<u8>;

/// Loads a site and keeps everything; gives what was kept already and what is new, too.
fn load(root: &Path, csv: &str, yaml: &str) -> (Catalog, Vec<&'static str>, [usize; 2]) {
    load_through(root, (csv, yaml), &NoRedaction)
}

fn load_through(
    root: &Path,
    (csv, yaml): (&str, &str),
    gate: &dyn RedactionPolicy,
) -> (Catalog, Vec<&'static str>, [usize; 2]) {
    load_all(
        root,
        &sources(root, csv, yaml),
        gate,
        MarkerConvention::Plain,
    )
}

fn load_all(
    root: &Path,
    sources: &Sources,
    gate: &dyn RedactionPolicy,
    usage: MarkerConvention,
) -> (Catalog, Vec<&'static str>, [usize; 2]) {
    let mut diags = Diags::new();
    let mut catalog = load_with(
        sources,
        &TableCache {
            large: 0,
            ..TableCache::new(sources)
        },
        gate,
        usage,
        &mut diags,
    );
    std::fs::create_dir_all(root.join(CACHE_FOLDER)).expect("a folder");
    let all = catalog.cache_entries();
    let new: Vec<_> = all
        .iter()
        .filter_map(|(key, table)| Some((key, table.as_ref()?)))
        .collect();
    for (key, table) in &new {
        std::fs::write(
            root.join(CACHE_FOLDER).join(key),
            table.to_chunks().collect::<Vec<_>>().concat(),
        )
        .expect("a file");
    }
    (catalog, codes(&diags), [all.len() - new.len(), new.len()])
}

/// All that is known of the tables, but for whether they were made or found.
fn known(catalog: &Catalog) -> String {
    format!("{catalog:?}").replace("is_new: false", "is_new: true")
}

#[test]
fn tables_come_back_with_all_that_was_known_of_them() {
    let root = tempfile::tempdir().expect("a folder");
    let (cold, complaints, counts) = load(root.path(), CSV, YAML);
    assert_eq!((complaints, counts), (vec![], [0, 7]));
    let (warm, complaints, counts) = load(root.path(), CSV, YAML);
    assert_eq!((complaints, counts), (vec![], [7, 0]));
    assert_eq!(known(&cold), known(&warm));
}

/// A sheet made for people: a title, a remark, totals, and cells that say more than their values.
const SHEET: &str = "各区案件（示例数据）,,,,
片区,区县,件数,占比,时期
城区,东城,\"1,234\",42%,2025年上半年
,西城,16.02万,…,2025Q3
,小计,161434,,
郊区,南郊,84.6万余,3.5,2025-09
,北郊,不详,—,2025年1—9月
,合计,,,
注：示例,,,,
";
const SHEET_YAML: &str = "resources:
- name: t
  path: t.csv
  dialect: {headerRows: [2], commentChar: 注}
  totals: {column: 区县, labels: [合计], subtotals: [小计], by: []}
  schema:
    missingValues: yearbook
    fields:
    - {name: 片区, type: string, fill: down}
    - {name: 区县, type: string}
    - {name: 件数, type: integer, unit: 件, notation: [grouped, wan, bound]}
    - {name: 占比, type: number, unit: '%', notation: [percent]}
    - {name: 时期, type: period}
- {name: of_t, schema: {fields: [{name: 时期, type: period}]}}
";

fn sheets(root: &Path) -> Sources {
    let texts = [
        ("data/t.csv", SHEET),
        ("data/plain.csv", "k,n\na,—\nb,1\n"),
        ("data/of_t.sql", "SELECT 时期, 件数 FROM t"),
        ("data/datapackage.yaml", SHEET_YAML),
    ];
    let files = texts.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
    Sources::of(files.into()).with_build_cache(BuildCache::new(root, "1"))
}

#[test]
fn what_cells_say_besides_their_values_comes_back() {
    let root = tempfile::tempdir().expect("a folder");
    let sources = sheets(root.path());
    let load = || {
        load_all(
            root.path(),
            &sources,
            &NoRedaction,
            MarkerConvention::Yearbook,
        )
    };
    let (cold, told, counts) = load();
    assert_eq!((&told, counts), (&vec!["data/mixed-percent"], [0, 3]));
    let Some(Entry::Ready(table)) = cold.get("t") else {
        panic!("a table")
    };
    let said = |row: usize, column: usize| {
        (
            table.missing_marker(row, column).map(|it| it.state),
            table.bound(row, column),
        )
    };
    assert_eq!(said(1, 3), (Some(MissingReason::BelowUnit), None));
    assert_eq!(said(2, 2), (None, Some(Bound::Over)));
    assert_eq!((table.n_rows(), table.number_of(3)), (4, 7));
    let (warm, told_again, counts) = load();
    assert_eq!((told, counts), (told_again, [3, 0]));
    assert_eq!(known(&cold), known(&warm));
}

#[test]
fn what_stands_for_no_value_is_part_of_what_a_table_is_made_from() {
    let root = tempfile::tempdir().expect("a folder");
    let sources = sheets(root.path());
    let load = |usage: MarkerConvention| load_all(root.path(), &sources, &NoRedaction, usage).2;
    assert_eq!(load(MarkerConvention::Yearbook), [0, 3]);
    assert_eq!(load(MarkerConvention::Plain)[0], 0);
}

#[test]
fn what_has_changed_is_made_anew() {
    let root = tempfile::tempdir().expect("a folder");
    let counts = |csv: &str, yaml: &str| load(root.path(), csv, yaml).2;
    assert_eq!(counts(CSV, YAML), [0, 7]);
    // The table and the two that are made from it.
    assert_eq!(counts(&CSV.replace("0.5", "0.6"), YAML), [4, 3]);
    assert_eq!(
        counts(CSV, &YAML.replace("minimum: -300", "minimum: -301")),
        [0, 7]
    );
}

#[test]
fn damage_is_made_good() {
    let root = tempfile::tempdir().expect("a folder");
    let (cold, ..) = load(root.path(), CSV, YAML);
    let damages: [Damage; 4] = [
        |it| it[..it.len() / 2].to_vec(),
        |_| Vec::new(),
        |it| it.iter().map(|byte| byte ^ 1).collect(),
        |it| [it, b"x"].concat(),
    ];
    for damage in damages {
        for entry in std::fs::read_dir(root.path().join(CACHE_FOLDER)).expect("a folder") {
            let path = entry.expect("an entry").path();
            std::fs::write(&path, damage(&std::fs::read(&path).expect("a file")))
                .expect("a damaged file");
        }
        let (again, complaints, counts) = load(root.path(), CSV, YAML);
        assert_eq!((complaints, counts), (vec![], [0, 7]));
        assert_eq!(known(&cold), known(&again));
    }
}

#[test]
fn mistakes_are_told_each_time() {
    let check = |csv: &str, complaint: &str, n: usize| {
        let root = tempfile::tempdir().expect("a folder");
        for counts in [[0, n], [n, 0]] {
            let (_, complaints, found) = load(root.path(), csv, YAML);
            assert_eq!((complaints, found), (vec![complaint], counts));
        }
    };
    check(&CSV.replace("0.5", "-0.5"), "data/row-constraint", 7);
    // The table and the two that are made from it are not kept.
    check(&CSV.replace("x,,", "x,1,"), "data/unique-error", 4);
}

/// Takes one cell out of a table.
struct Without(usize, usize);

impl RedactionPolicy for Without {
    fn redact(&self, table: &Table, _: &Catalog, _: &mut Diags) -> Redaction {
        let cells = [(self.0, self.1)]
            .into_iter()
            .filter(|_| table.name == "t")
            .collect();
        Redaction {
            cells,
            ..Redaction::default()
        }
    }
}

#[test]
fn what_is_taken_out_is_kept_where_it_was_and_derived_from_nowhere() {
    let root = tempfile::tempdir().expect("a folder");
    let load = |gate: &dyn RedactionPolicy| load_through(root.path(), (CSV, YAML), gate);
    let (open, _, counts) = load(&NoRedaction);
    assert_eq!(counts, [0, 7]);
    // Only what is made from the table is another, each time another cell is taken out of it.
    let (cold, _, counts) = load(&Without(0, 1));
    assert_eq!(counts, [5, 2]);
    assert_eq!(load(&Without(2, 1)).2, [5, 2]);
    let (warm, _, counts) = load(&Without(0, 1));
    assert_eq!(counts, [7, 0]);
    assert_eq!(known(&cold), known(&warm));
    assert_eq!(known(&open), known(&load(&NoRedaction).0));
}
