//! What must not reach the public, seen from outside.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;

use crate::support::{Tree, build, demonstration, folder, gongbao, said, site, text, tree, write};

const PUBLIC: &str = "title = \"公报\"\naudience = \"public\"\n";
const HOME: &str = "---\ntitle: 公报\n---\n\n正文。\n";

fn for_the_public(root: &Path) {
    let settings = root.join("site.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    write(
        &settings,
        format!("audience = \"public\"\n{text}").as_bytes(),
    );
}

#[test]
fn the_demonstration_may_be_published_without_a_word() {
    let root = demonstration();
    for_the_public(root.path());
    let run = gongbao(&["check", &text(root.path()), "--strict", "--format", "json"])
        .output()
        .expect("a run");
    assert!(
        run.status.success() && said(&run).contains("\"diagnostics\": []"),
        "{}",
        said(&run)
    );
}

#[test]
fn a_planted_identity_number_stops_the_build_and_leaves_the_site_as_it_was() {
    let root = site(&[
        ("site.toml", PUBLIC),
        ("content/index.md", HOME),
        ("data/t.csv", "a,b\n甲,1\n"),
    ]);
    let (folder, out) = (folder(), "public");
    let out = folder.path().join(out);
    let before = build(root.path(), &out);
    // The example of the standard GB 11643.
    write(
        &root.path().join("data/t.csv"),
        "a,b\n11010519491231002X,1\n".as_bytes(),
    );
    let run = gongbao(&[
        "build",
        &text(root.path()),
        "--out",
        &text(&out),
        "--lang",
        "zh",
    ])
    .output()
    .expect("a run");
    assert!(
        !run.status.success() && said(&run).contains("公民身份号码"),
        "{}",
        said(&run)
    );
    assert!(tree(&out) == before, "the site has changed");
}

#[test]
fn a_number_made_by_a_template_stops_the_build() {
    let template = "{{ policy() }}{{ \"110105\" }}{{ \"19491231002X\" }}";
    let files = [
        ("site.toml", PUBLIC),
        ("content/index.md", HOME),
        ("themes/default/templates/home.html", template),
    ];
    let root = site(&files);
    let run = gongbao(&["check", &text(root.path()), "--lang", "zh"])
        .output()
        .expect("a run");
    let said = said(&run);
    assert!(
        !run.status.success() && said.contains("即将写出") && said.contains("index.html"),
        "{said}"
    );
}

/// Every file as text; of a workbook, that of its parts, which stand one after the other.
fn readable(tree: &Tree) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (path, bytes) in tree {
        let mut rest = &bytes[..];
        while let Some(part) = rest.strip_prefix(b"PK\x03\x04") {
            let number = |at: usize| {
                u32::from_le_bytes(part[at..at + 4].try_into().expect("four bytes")) as usize
            };
            let (start, packed) = (26 + (number(22) & 0xffff), number(14));
            let mut text = String::new();
            let mut reader = DeflateDecoder::new(&part[start..start + packed]);
            reader
                .read_to_string(&mut text)
                .expect("a part of a workbook");
            texts.push((path.clone(), text));
            rest = &part[start + packed..];
        }
        texts.push((path.clone(), String::from_utf8_lossy(bytes).into_owned()));
    }
    texts
}

/// The files that have a word or number which is this and no more.
fn having(texts: &[(String, String)], word: &str) -> Vec<String> {
    let is_part = |it: char| it.is_alphanumeric() || it == '.';
    let has = |text: &str| text.split(|it| !is_part(it)).any(|it| it == word);
    // A comma stands between cells, or between the thousands.
    let found = texts
        .iter()
        .filter(|(_, text)| has(text) || has(&text.replace(',', "")));
    found.map(|(path, _)| path.clone()).collect()
}

const PACKAGE: &str = "resources:
- name: cases
  title: 当事人
  path: cases.csv
  disclosure: {counts: [n], k: 1000}
  schema:
    primaryKey: [area, year]
    uniqueKeys: [[casecode]]
    fields:
    - {name: area, title: 区县}
    - {name: year, title: 年份, type: year}
    - {name: casecode, title: 编号, internal: true, constraints: {pattern: 'Q-[0-9]+'}}
    - {name: n, title: 人数, type: integer, constraints: {required: true, minimum: 1}}
    - {name: posts, title: 编制数, type: integer, internal: true, constraints: {maximum: 99999}}
    - {name: budget, title: 经费, type: integer, constraints: {minimum: 10}}
- name: notes
  path: notes.csv
  schema:
    foreignKeys: [{fields: caseref, reference: {resource: cases, fields: casecode}}]
    fields: [{name: caseref, internal: true}, {name: words}]
";
const CASES: &str = "area,year,casecode,n,posts,budget\n甲区,2025,Q-440017,739,86413,52001\n\
                     乙区,2025,Q-440018,5417,86414,52002\n丙区,2025,Q-440019,61873,86415,52003\n";
const METRICS: &str = "- {id: people, title: 人数, table: cases, value: {sum: n}, unit: 人, dimensions: [area, year]}\n\
                       - {id: money, title: 经费, table: cases, value: {sum: budget}, unit: 元, dimensions: [area, year]}\n";
const REPORT: &str = "---\ntitle: 公报\n---\n\n丙区{{ people(area=\"丙区\", year=2025) }}，经费{{ money(year=2025) }}。\n\n\
                      ```table\ntable: cases\nwhere: {year: 2025}\n```\n\n\
                      ```chart\nkind: bar\nmetric: people\nx: area\nwhere: {year: 2025}\ntitle: 人数\n```\n";

#[test]
fn what_is_left_out_stands_nowhere_in_what_is_published() {
    let files = [
        ("site.toml", PUBLIC),
        ("content/index.md", REPORT),
        ("data/datapackage.yaml", PACKAGE),
        ("data/cases.csv", CASES),
        ("data/notes.csv", "caseref,words\nQ-440017,说明一\n"),
        ("data/metrics.yaml", METRICS),
        ("data/some.sql", "SELECT area, n FROM cases"),
    ];
    let (root, out) = (site(&files), folder());
    let public = readable(&build(root.path(), out.path()));
    for word in [
        "739",
        "5417",
        "86413",
        "86414",
        "86415",
        "440017",
        "posts",
        "casecode",
        "编制数",
        "99999",
        "caseref",
    ] {
        assert_eq!(having(&public, word), Vec::<String>::new(), "{word}");
    }
    // What may be shown is found where it is looked for, and so is everything in a report for the office.
    for word in ["61873", "52001"] {
        let found = having(&public, word);
        assert!(
            found.iter().any(|it| it == "data/cases.xlsx") && found.len() > 4,
            "{word}: {found:?}"
        );
    }
    write(
        &root.path().join("site.toml"),
        b"title = \"a\"\naudience = \"internal\"\n",
    );
    let office = readable(&build(root.path(), folder().path()));
    for word in ["739", "5417", "86413", "posts"] {
        let found = having(&office, word);
        assert!(
            ["data/cases.xlsx", "data/cases.csv"]
                .iter()
                .all(|it| found.iter().any(|file| file == it)),
            "{word}"
        );
    }
}

#[test]
fn a_published_schema_keeps_to_the_columns_that_are_left() {
    let files = [
        ("site.toml", PUBLIC),
        ("content/index.md", HOME),
        ("data/datapackage.yaml", PACKAGE),
    ];
    let root = site(&files);
    write(&root.path().join("data/cases.csv"), CASES.as_bytes());
    write(
        &root.path().join("data/notes.csv"),
        "caseref,words\nQ-440017,说明一\n".as_bytes(),
    );
    let published = build(root.path(), folder().path());
    let package: serde_json::Value =
        serde_json::from_slice(&published["datapackage.json"]).expect("JSON");
    let fields = package["resources"][0]["schema"]["fields"]
        .as_array()
        .expect("fields")
        .clone();
    let rules: Vec<String> = fields
        .iter()
        .map(|it| format!("{} {}", it["name"], it["constraints"]))
        .collect();
    // A count that is left out was required once; the budget keeps its own rule.
    let expected = [
        "\"area\" null",
        "\"year\" null",
        "\"n\" {\"minimum\":1}",
        "\"budget\" {\"minimum\":10}",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn a_document_that_is_attached_is_opened() {
    let root = site(&[("site.toml", PUBLIC), ("content/index.md", HOME)]);
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .write_string(0, 0, "11010519491231002X")
        .expect("a cell");
    write(
        &root.path().join("static/附件.xlsx"),
        &book.save_to_buffer().expect("a workbook"),
    );
    let run = gongbao(&["check", &text(root.path()), "--lang", "zh"])
        .output()
        .expect("a run");
    let said = said(&run);
    assert!(
        !run.status.success() && said.contains("这个文件里面有公民身份号码"),
        "{said}"
    );
}
