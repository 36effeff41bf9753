//! What was published before may not change in silence.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Tree, folder, gongbao, said, site, text, tree, write};

const METRICS: &str = "- id: share
  title: 派出所警力占比
  table: staff
  value: {share: [station, total]}
  unit: \"%\"
  decimals: 1
  dimensions: [district, year]
  time: year
  source: 人事年报
  targets:
    - {at_least: 40, by: 2025-12-31, strength: must}
";

const PAGE: &str = "---
title: 年度报告
---

2025年东区占比{{ share(district=\"东区\", year=2025) }}，全市{{ share(year=2025) }}，东区比上年{{ change(share, district=\"东区\", from=2024, to=2025) }}。
共{{ count(\"staff\", year=2025) }}个区。

```tiles
items:
  - metric: share
```

```chart
kind: line
metric: share
x: year
series: district
title: 各区占比
```

```table
table: staff
title: 各区民警
```
";

fn data(changed: &str) -> String {
    format!(
        "district,year,station,total\n东区,2024,38,100\n东区,2025,{changed},100\n西区,2024,35,100\n西区,2025,39,100\n"
    )
}

/// A site whose 2025 figure of one district is given.
fn report() -> tempfile::TempDir {
    site(&[
        ("site.toml", "title = \"公报\"\nas_of = 2025-12-31\n"),
        ("content/index.md", PAGE),
        ("data/metrics.yaml", METRICS),
        ("data/staff.csv", &data("42")),
    ])
}

fn run(root: &Path, args: &[&str]) -> (Option<i32>, String) {
    let run = gongbao(args)
        .current_dir(root)
        .output()
        .expect("the program to start");
    (run.status.code(), said(&run))
}

fn accept(root: &Path, args: &[&str]) -> String {
    let (code, said) = run(root, args);
    assert_eq!(code, Some(0), "{args:?}\n{said}");
    said
}

fn refuse(root: &Path, args: &[&str], words: &[&str]) {
    let (code, said) = run(root, args);
    assert_eq!(code, Some(1), "{args:?}\n{said}");
    for it in words {
        assert!(said.contains(it), "{it} is not in\n{said}");
    }
}

fn revise(root: &Path, text: &str) {
    write(&root.join("data/revisions.yaml"), text.as_bytes());
}

fn page(tree: &Tree, name: &str) -> String {
    String::from_utf8_lossy(&tree[name]).into_owned()
}

const REASON: &str = "- {since: 初版, metric: share, where: {district: 东区, year: 2025}, kind: correction, date: 2026-03-01, reason: 东区重新核实}\n";
const TOTAL: &str = "- {since: 初版, metric: share, where: {year: 2025}, kind: correction, date: 2026-03-01, reason: 东区重新核实}\n";
const TABLE: &str =
    "- {since: 初版, table: staff, kind: correction, date: 2026-03-01, reason: 东区重新核实}\n";

#[test]
fn a_changed_figure_stops_the_build_until_somebody_says_why() {
    let root = report();
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    let first = tree(&root.join("public"));
    accept(root, &["build"]);
    assert!(!page(&first, "index.html").contains("[修订]"));
    assert!(!first.contains_key("revisions.html"));

    write(&root.join("data/staff.csv"), data("41").as_bytes());
    let before = tree(&root.join("public"));
    refuse(
        root,
        &["build"],
        &[
            "revision/unexplained",
            "初版",
            "42.0% → 41.0%",
            "since: 初版, metric: share",
            "since: 初版, table: staff",
        ],
    );
    assert_eq!(
        tree(&root.join("public")),
        before,
        "a refused build changed what is public"
    );

    revise(root, &format!("{REASON}{TOTAL}{TABLE}"));
    accept(root, &["build"]);
    let made = tree(&root.join("public"));
    let home = page(&made, "index.html");
    for it in [
        "[修订]</a></sup>",
        "修订说明",
        "公布为42.0%，现为41.0%（更正，2026年3月1日）。东区重新核实",
        "href=\"revisions.html\"",
    ] {
        assert!(home.contains(it), "{it} is not in\n{home}");
    }
    assert!(
        page(&made, "revisions.html").contains("<td class=\"num\">42.0%</td>"),
        "{}",
        page(&made, "revisions.html")
    );
    assert!(page(&made, "metrics/share.html").contains("修订说明"));

    // The next edition keeps the reasons; without them its readers would not know of the change.
    accept(
        root,
        &["publish", "--edition", "修订版", "--date", "2026-03-02"],
    );
    accept(root, &["build", "--strict"]);
    assert!(page(&tree(&root.join("public")), "index.html").contains("[修订]</a></sup>"));
    revise(root, "[]");
    refuse(root, &["check"], &["revision/unexplained", "初版"]);
    // An old reason does not excuse a new change.
    revise(root, &format!("{REASON}{TOTAL}{TABLE}"));
    write(&root.join("data/staff.csv"), data("43").as_bytes());
    refuse(
        root,
        &["check"],
        &["revision/unexplained", "修订版", "41.0% → 43.0%"],
    );
}

#[test]
fn a_promise_is_a_published_figure_too() {
    let root = report();
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    write(
        &root.join("data/metrics.yaml"),
        METRICS.replace("40", "38").as_bytes(),
    );
    refuse(
        root,
        &["check", "--lang", "en"],
        &["revision/unexplained", "40%以上", "38%以上"],
    );
}

#[test]
fn neither_order_nor_words_nor_new_rows_are_changes() {
    let root = report();
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    let rows = "district,year,station,total\n西区,2025,39,100\n东区,2025,42,100\n西区,2024,35,100\n东区,2024,38,100\n";
    write(&root.join("data/staff.csv"), rows.as_bytes());
    let reworded = PAGE
        .replace("2025年东区占比", "到2025年底，东区派出所警力占比为")
        .replace("各区占比", "各区的占比");
    write(&root.join("content/index.md"), reworded.as_bytes());
    accept(root, &["build", "--strict"]);
}

#[test]
fn an_edition_is_written_once() {
    let root = report();
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    let record = fs::read(root.join("editions/初版.json")).expect("a record");
    refuse(root, &["publish", "--edition", "初版"], &["edition/exists"]);
    assert_eq!(
        fs::read(root.join("editions/初版.json")).expect("a record"),
        record
    );
    // A refused site leaves no record.
    write(
        &root.join("content/index.md"),
        "---\ntitle: 报告\n---\n\n{{ nothing }}\n".as_bytes(),
    );
    refuse(
        root,
        &["publish", "--edition", "二版"],
        &["figure/unknown-name"],
    );
    assert_eq!(
        tree(&root.join("editions")).keys().collect::<Vec<_>>(),
        ["初版.json"]
    );
}

#[test]
fn two_editions_are_compared_for_people_and_programs() {
    let root = report();
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    assert_eq!(
        accept(root, &["diff", "初版", "now", "--lang", "zh"]),
        "没有不同。\n"
    );
    write(&root.join("data/staff.csv"), data("41").as_bytes());
    let told = accept(root, &["diff", "初版", "now", "--lang", "zh"]);
    assert!(
        told.contains("派出所警力占比：东区，2025  42.0% → 41.0%"),
        "{told}"
    );
    let told = accept(root, &["diff", "初版", "now", "--format", "json"]);
    let found: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(found["tables"], serde_json::json!(["staff"]));
    let changed = found["changed"].as_array().expect("a list");
    let one = changed
        .iter()
        .find(|it| it["of"] == serde_json::json!({"district": "东区", "year": "2025"}));
    let one = one.expect("the figure of the district");
    assert_eq!(
        (&one["before"]["value"], &one["after"]["value"]),
        (&"42".into(), &"41".into())
    );
    refuse(
        root,
        &["diff", "初板", "now"],
        &["revision/unknown-edition", "初版"],
    );
}

#[test]
fn what_is_not_final_says_so() {
    let root = report();
    let root = root.path();
    let out = folder();
    let home = |state: &str| {
        write(
            &root.join("site.toml"),
            format!("title = \"公报\"\nas_of = 2025-12-31\n{state}").as_bytes(),
        );
        accept(root, &["build", "--out", &text(&out.path().join("public"))]);
        page(&tree(&out.path().join("public")), "index.html")
    };
    assert!(
        home("state = \"征求意见稿\"\n")
            .contains("<div class=\"watermark\" aria-hidden=\"true\">征求意见稿</div>")
    );
    assert!(home("state = \"approval\"\n").contains("送审稿"));
    assert!(!home("state = \"定稿\"\n").contains("watermark"));
    assert!(!home("").contains("watermark"));
}

/// A page that shows one cell in its text and in a table.
fn cells(cell: &str) -> tempfile::TempDir {
    let page = "---\ntitle: 公报\n---\n受理{{ cell(\"cases\", \"n\", d=\"东区\") }}。\n\n```table\ntable: cases\n```\n";
    let descriptor = "resources:\n  - name: cases\n    path: cases.csv\n    sources: [{title: 年报}]\n    schema:\n      \
                      primaryKey: [d]\n      missingValues: [{value: 不详, state: not_available}, {value: 未公开, state: \
                      suppressed}]\n      fields: [{name: d, title: 区县, type: string}, {name: n, title: 件数, type: \
                      integer, notation: [wan, bound]}]\n";
    site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", page),
        ("data/datapackage.yaml", descriptor),
        ("data/cases.csv", &format!("d,n\n东区,{cell}\n西区,3\n")),
    ])
}

#[test]
fn what_a_figure_is_besides_its_value_does_not_change_in_silence() {
    for (before, after, words) in [
        ("84.6万", "84.6万余", ["846000 → ", "余"]),
        (
            "不详",
            "未公开",
            ["未公开（数据不详） → 未公开（不予公开）", "table: cases"],
        ),
    ] {
        let root = cells(before);
        let root = root.path();
        accept(
            root,
            &["publish", "--edition", "初版", "--date", "2026-01-15"],
        );
        write(
            &root.join("data/cases.csv"),
            format!("d,n\n东区,{after}\n西区,3\n").as_bytes(),
        );
        refuse(
            root,
            &["build"],
            &["revision/unexplained", words[0], words[1]],
        );
        revise(
            root,
            "- {since: 初版, table: cases, kind: correction, date: 2026-03-01, reason: 重新核实}\n",
        );
        accept(root, &["build"]);
        assert!(page(&tree(&root.join("public")), "index.html").contains("[修订]"));
    }
    let root = cells("不详");
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    write(
        &root.join("data/cases.csv"),
        "d,n\n东区,7\n西区,3\n".as_bytes(),
    );
    accept(root, &["build"]);
}

#[test]
fn a_column_called_page_is_the_authors() {
    let text = "---\ntitle: 公报\n---\n\n```query byq\nSELECT page, year, n FROM t\n```\n\n";
    let [east, west] =
        ["甲", "乙"].map(|it| format!("{it}为{{{{ cell(\"byq\", \"n\", page=\"{it}\") }}}}"));
    let root = site(&[
        (
            "site.toml",
            "title = \"公报\"\nas_of = 2025-12-31\nprofile = \"intranet\"\n",
        ),
        ("content/index.md", &format!("{text}{east}，{west}。\n")),
        ("data/t.csv", "page,year,n\n甲,2025,11\n乙,2025,22\n"),
    ]);
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "e1", "--date", "2026-01-15"],
    );
    write(
        &root.join("content/index.md"),
        format!("{text}{west}，{east}。\n").as_bytes(),
    );
    accept(root, &["build"]);
    write(
        &root.join("data/t.csv"),
        "page,year,n\n甲,2025,12\n乙,2025,22\n".as_bytes(),
    );
    refuse(root, &["build"], &["revision/unexplained", "11 → 12"]);
}

#[test]
fn a_figure_is_found_again_on_another_page() {
    let figure = "---\ntitle: 占比\n---\n\n东区占比{{ share(district=\"东区\", year=2025) }}。\n";
    let root = site(&[
        ("site.toml", "title = \"公报\"\nas_of = 2025-12-31\n"),
        ("content/index.md", "---\ntitle: 公报\n---\n\n概况。\n"),
        ("content/first.md", figure),
        ("data/metrics.yaml", METRICS),
        ("data/staff.csv", &data("42")),
    ]);
    let root = root.path();
    accept(
        root,
        &["publish", "--edition", "初版", "--date", "2026-01-15"],
    );
    fs::remove_file(root.join("content/first.md")).expect("the page to go");
    write(&root.join("content/second.md"), figure.as_bytes());
    accept(root, &["build"]);

    write(&root.join("data/staff.csv"), data("41").as_bytes());
    refuse(
        root,
        &["build"],
        &[
            "revision/unexplained",
            "42.0% → 41.0%",
            "content/second.md:5",
        ],
    );
    revise(root, &format!("{REASON}{TOTAL}"));
    accept(root, &["build"]);
    let made = tree(&root.join("public"));
    for it in [
        "[修订]",
        "公布为42.0%，现为41.0%（更正，2026年3月1日）。东区重新核实",
    ] {
        assert!(page(&made, "second.html").contains(it), "{it}");
    }
    assert!(page(&made, "revisions.html").contains("东区重新核实"));
}
