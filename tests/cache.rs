//! Tables kept from one build to the next change no byte of what is published.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Tree, differences, folder, gongbao, repository, said, site, text, tree};
use gongbao_source::digest::digest_pieces;

const DESCRIPTOR: &str = "resources:
- name: cases
  path: cases.csv
  schema:
    primaryKey: [case]
    uniqueKeys: [[case, year]]
    fields:
    - {name: case, title: 编号, constraints: {unique: true, pattern: 'A[0-9]+'}}
    - {name: year, type: year}
    - {name: n, title: 件数, type: integer, unit: 件}
    - {name: rate, type: number}
    - {name: day, type: date}
";
const PAGE: &str = "---\ntitle: 页\n---\n{{ cases(year=2020) }}\n";
const METRICS: &str =
    "- {id: cases, title: 案件, table: cases, value: {sum: n}, unit: 件, dimensions: [year]}\n";

/// More cells than are made again each time.
fn cases(n_rows: usize) -> String {
    let row = |at: usize| {
        format!(
            "A{at},{},{},{}.5,2020-01-{:02}\n",
            2015 + at % 7,
            at % 1000,
            at % 50,
            at % 28 + 1
        )
    };
    let rows: String = (0..n_rows).map(row).collect();
    format!("case,year,n,rate,day\n{rows}A9999999,2020,,,\n")
}

fn large_site() -> tempfile::TempDir {
    let sql = "SELECT year, SUM(n) AS n FROM cases GROUP BY year ORDER BY year";
    site(&[
        (
            "site.toml",
            "title = \"规模\"\noutputs = [\"html\", \"figures\"]\n",
        ),
        ("content/index.md", PAGE),
        ("data/cases.csv", &cases(53_000)),
        ("data/years.sql", sql),
        ("data/datapackage.yaml", DESCRIPTOR),
        ("data/metrics.yaml", METRICS),
    ])
}

fn built(site: &Path, more: &[&str]) -> Tree {
    let out = folder();
    let out = out.path().join("public");
    let mut command = gongbao(&["build", &text(site), "--out", &text(&out)]);
    let run = command.args(more).output().expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    tree(&out)
}

/// The tables kept.
fn kept(site: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(site.join(".gongbao-cache"))
        .into_iter()
        .flatten();
    let paths = entries.map(|it| it.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|it| it.file_name().is_some_and(|it| it.len() == 64))
        .collect();
    paths.sort();
    paths
}

#[test]
fn a_build_from_kept_tables_gives_the_same_bytes() {
    let site = large_site();
    let site = site.path();
    let plain = built(site, &["--no-cache"]);
    assert!(kept(site).is_empty() && plain.contains_key("index.html"));
    let cold = built(site, &[]);
    let first = kept(site);
    assert_eq!(first.len(), 2, "the table and the one derived from it");
    let warm = built(site, &[]);
    assert_eq!(kept(site), first);
    assert_eq!(
        (differences(&plain, &cold), differences(&plain, &warm)),
        (vec![], vec![])
    );

    // What is damaged is made again.
    for path in &first {
        let mut bytes = fs::read(path).expect("a kept table");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, &bytes).expect("a damaged table");
    }
    assert_eq!(differences(&plain, &built(site, &[])), [""; 0]);

    // What has changed is found by nothing, and what it replaces goes.
    fs::write(site.join("data/cases.csv"), cases(53_001)).expect("other data");
    let changed = built(site, &[]);
    assert_eq!(
        differences(&changed, &built(site, &["--no-cache"])),
        [""; 0]
    );
    assert_ne!(differences(&plain, &changed), [""; 0]);
    assert!(kept(site).len() == 2 && kept(site).iter().all(|it| !first.contains(it)));
}

#[test]
fn a_cache_that_is_damaged_or_cannot_be_written_changes_nothing() {
    let site = large_site();
    let site = site.path();
    let plain = built(site, &["--no-cache"]);
    // A file where the folder should be.
    fs::write(site.join(".gongbao-cache"), "").expect("a file");
    assert_eq!(differences(&plain, &built(site, &[])), [""; 0]);
    fs::remove_file(site.join(".gongbao-cache")).expect("no file");
    built(site, &[]);
    let whole: Vec<Vec<u8>> = kept(site)
        .iter()
        .map(|it| fs::read(it).expect("a kept table"))
        .collect();
    for damage in [
        |it: &[u8]| it[..it.len() / 3].to_vec(),
        |_: &[u8]| vec![0xff; 5000],
    ] {
        for path in kept(site) {
            fs::write(&path, damage(&fs::read(&path).expect("a kept table")))
                .expect("a damaged table");
        }
        assert_eq!(differences(&plain, &built(site, &[])), [""; 0]);
        let again: Vec<Vec<u8>> = kept(site)
            .iter()
            .map(|it| fs::read(it).expect("a kept table"))
            .collect();
        assert!(again == whole, "made anew");
    }
}

#[test]
fn two_builds_at_once_do_not_disturb_each_other() {
    let site = large_site();
    let site = site.path();
    let plain = built(site, &["--no-cache"]);
    for _ in 0..2 {
        let builds = [0, 1].map(|_| {
            let site = site.to_owned();
            std::thread::spawn(move || built(&site, &[]))
        });
        for build in builds {
            assert_eq!(
                differences(&plain, &build.join().expect("a build")),
                [""; 0]
            );
        }
        assert_eq!(kept(site).len(), 2);
    }
}

#[test]
fn a_mistake_is_told_each_time() {
    let site = large_site();
    let site = site.path();
    built(site, &[]);
    let mistaken = cases(53_000).replace("A52999,", "A52998,");
    fs::write(site.join("data/cases.csv"), mistaken).expect("other data");
    let run = || {
        said(
            &gongbao(&["build", &text(site), "--lang", "en"])
                .output()
                .expect("the program to start"),
        )
    };
    let once = run();
    assert!(once.contains("data/unique-error"), "{once}");
    assert!(kept(site).is_empty(), "a broken table is not kept");
    let without_time = |text: &str| {
        text.lines()
            .filter(|it| !it.contains("refused"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(without_time(&once), without_time(&run()));
}

#[test]
fn small_sites_and_checks_keep_nothing() {
    let site = crate::support::demonstration();
    built(site.path(), &[]);
    assert!(!site.path().join(".gongbao-cache").exists());
    let site = large_site();
    let run = gongbao(&["check", &text(site.path())])
        .output()
        .expect("the program to start");
    assert!(
        run.status.success() && !site.path().join(".gongbao-cache").exists(),
        "{}",
        said(&run)
    );
}

/// A table made for people, with more cells than are made again each time.
fn marked(n_rows: usize) -> String {
    let row = |at: usize| match at % 10_000 {
        1 => format!("A{at},2021,1.2万余,…,2025年上半年\n"),
        2 => format!("A{at},2021,—,12%,2025Q3\n"),
        3 => format!("A{at},2022,*,,2025\n"),
        _ => format!(
            "A{at},2020,\"{}\",{}%,2025-{:02}\n",
            at % 1000,
            at % 50,
            at % 12 + 1
        ),
    };
    let rows: String = (0..n_rows).map(row).collect();
    format!("案件（示例数据）,,,,\n编号,年份,件数,占比,时期\n{rows}合计,,,,\n注：示例,,,,\n")
}

const MARKED: &str = "resources:
- name: cases
  path: cases.csv
  dialect: {headerRows: [2], commentChar: 注}
  totals: {column: 编号, labels: [合计], by: []}
  schema:
    missingValues: ['', '—', {value: '…', state: below_unit}, {value: '*', state: suppressed, label: 不公开}]
    fields:
    - {name: 编号, type: string, constraints: {unique: true}}
    - {name: 年份, type: year}
    - {name: 件数, type: integer, unit: 件, notation: chinese}
    - {name: 占比, type: number, unit: '%', notation: [percent]}
    - {name: 时期, type: period}
";

#[test]
fn notations_signs_bounds_and_totals_come_back_from_kept_tables() {
    let metrics = "- {id: cases, title: 案件, table: cases, value: {sum: 件数}, unit: 件, dimensions: [年份]}\n";
    let page = "---\ntitle: 页\n---\n{{ cases(年份=2020) }}，{{ cases(年份=2021) }}\n";
    let site = site(&[
        (
            "site.toml",
            "title = \"规模\"\noutputs = [\"html\", \"figures\"]\n",
        ),
        ("content/index.md", page),
        ("data/cases.csv", &marked(53_000)),
        (
            "data/marked.sql",
            "SELECT 编号, 件数, 占比, 时期 FROM cases WHERE 年份 = 2021",
        ),
        ("data/datapackage.yaml", MARKED),
        ("data/metrics.yaml", metrics),
    ]);
    let site = site.path();
    let plain = built(site, &["--no-cache"]);
    let cold = built(site, &[]);
    assert_eq!(kept(site).len(), 2, "the table and the one derived from it");
    let warm = built(site, &[]);
    assert_eq!(
        (differences(&plain, &cold), differences(&plain, &warm)),
        (vec![], vec![])
    );
    let told = || {
        let run = gongbao(&["check", &text(site), "--verbose", "--lang", "en"])
            .output()
            .expect("the program to start");
        let out = String::from_utf8(run.stdout).expect("text");
        out.lines()
            .filter(|it| it.contains("cells"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let found = told();
    assert!(
        found.iter().any(|it| it.contains("lower bounds only")),
        "{found:?}"
    );
    fs::remove_dir_all(site.join(".gongbao-cache")).expect("nothing kept");
    assert_eq!(found, told());
}

const DOCUMENT: &str = "---\ntitle: 报告\ndate: 2026-01-31\noutputs: [html, pdf, docx]\n---\n案件{{ cases(year=2020) }}。\n";

/// A site of two documents, each in two formats.
fn site_of_documents() -> tempfile::TempDir {
    site(&[
        (
            "site.toml",
            "title = \"文件\"\noutputs = [\"html\", \"pdf\", \"docx\"]\n",
        ),
        ("content/index.md", DOCUMENT),
        ("content/other.md", &DOCUMENT.replace("报告", "另一份")),
        ("data/cases.csv", &cases(20)),
        ("data/datapackage.yaml", DESCRIPTOR),
        ("data/metrics.yaml", METRICS),
    ])
}

#[test]
fn documents_are_made_again_only_where_something_changed() {
    let site = site_of_documents();
    let site = site.path();
    let shelf = || -> Vec<PathBuf> {
        let entries = fs::read_dir(site.join(".gongbao-cache/documents"))
            .into_iter()
            .flatten();
        let paths = entries.map(|it| it.expect("an entry").path());
        paths
            .filter(|it| it.file_name().is_some_and(|it| it.len() == 64))
            .collect()
    };
    let plain = built(site, &["--no-cache"]);
    assert!(shelf().is_empty());
    let cold = built(site, &[]);
    let first: BTreeSet<PathBuf> = shelf().into_iter().collect();
    assert_eq!(first.len(), 4, "two documents in two formats");
    let warm = built(site, &[]);
    assert_eq!(shelf().into_iter().collect::<BTreeSet<_>>(), first);
    assert_eq!(
        (differences(&plain, &cold), differences(&plain, &warm)),
        (vec![], vec![])
    );

    // What is kept is what is published: a sound file under the key of a document is taken for it.
    let sealed = |bytes: &[u8]| [bytes, &digest_pieces([bytes])].concat();
    first
        .iter()
        .for_each(|it| fs::write(it, sealed(b"kept")).expect("a kept document"));
    assert_eq!(built(site, &[])["index.docx"], b"kept");
    // A number of one page, and its documents are others; those of the other page stay.
    let page = DOCUMENT.replace("year=2020", "year=2021");
    fs::write(site.join("content/index.md"), page).expect("a page");
    let after = built(site, &[]);
    assert_eq!(
        (
            after["other.pdf"].as_slice(),
            after["other.docx"].as_slice()
        ),
        (&b"kept"[..], &b"kept"[..])
    );
    assert!(after["index.pdf"].starts_with(b"%PDF") && after["index.docx"].starts_with(b"PK"));
    assert_eq!(shelf().iter().filter(|it| first.contains(*it)).count(), 2);

    // Templates and numbers are read anew, whatever is kept.
    let print = site.join("themes/default/print");
    fs::create_dir_all(&print).expect("a folder");
    let grid = repository().join("themes/default/print/grid.typ");
    let changed = fs::read_to_string(grid).expect("a template") + "\n// changed\n";
    fs::write(print.join("grid.typ"), changed).expect("a template");
    let after = built(site, &[]);
    assert!(after["other.pdf"].starts_with(b"%PDF") && after["other.docx"] == b"kept");
}
