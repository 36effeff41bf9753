//! A marker in every field an author can write: the audit, disclosure and the search have to see it, or
//! the reason why one of them does not stands here.

use std::collections::BTreeMap;

use crate::pipeline::lines::{reader_lines, text_stretches};
use crate::pipeline::{Options, all_embeds, prepare_site};
use gongbao_content::{self as content, Page};
use gongbao_diag::{Diags, Severity};
use gongbao_html::search::searchable_text;
use gongbao_source::{SourceFile, Sources};

const PAGE: &str = "\
---
title: 标记title
summary: 摘要*标记summary*
issuer: 标记issuer
doc_no: 标记docno
session: 标记session
topics: [标记topic]
keywords: [标记keyword]
document:
  lines: [标记line]
  red_head: 标记redhead
  signer: 标记signer
  to: 标记addressee
  copies: 标记copies
  printer: 标记printer
  attachments: [标记attachment]
release:
  index_no: 标记indexno
  subject: 标记subject
  issuer: 标记releaseissuer
  doc_no: 标记releaseno
  validity: 标记validity
---

标记paragraph *标记emphasis* **标记strong** ~~标记strike~~ [标记link](https://example.org) `标记code`[^1]
![标记alt](a.png)

## 标记heading

- 标记list
- [ ] 标记task

> 标记quote

> [!NOTE]
> 标记alert

<div>标记html</div>

| 标记head | 乙 |
|-|-|
| 标记cell | 丁 |

```sql
标记codeblock
```

```chart
kind: bar
metric: officers
x: district
where: {year: 2025}
title: 标记charttitle
subtitle: 标记subtitle
note: 标记chartnote
source: 标记chartsource
```

```chart
kind: bar
metric: officers
x: district
switch: year
title: 标记switchtitle
note: 标记switchnote
```

```table
metric: officers
rows: district
columns: year
title: 标记tabletitle
note: 标记tablenote
source: 标记tablesource
```

```status
metrics: [officers]
by: district
title: 标记statustitle
note: 标记statusnote
```

```tiles
title: 标记tilestitle
items:
  - label: 标记tile
    value: \"{{ officers(year=2025) }}\"
```

[^1]: 标记footnote

    - 标记footnotelist
";

const METRICS: &str = "\
- id: officers
  title: 民警数
  table: staff
  value: {sum: officers}
  unit: 人
  dimensions: [district, year]
  time: year
  targets:
    - {at_least: 5, by: 2025-12-31, strength: must}
";

const STAFF: &str = "district,year,officers\n甲区,2024,5\n甲区,2025,6\n乙区,2024,7\n乙区,2025,8\n";

/// Settings are names, numbers of documents and addressees: there is no figure in them to hold against
/// the data.
const NO_SENTENCE: &str = "a setting is no sentence";
/// Whatever stands in code is an example.
const CODE: &str = "code is nobody's prose";
/// The name of a source may hold any year or number.
const SOURCE: &str = "a source is a name";
/// These are printed in documents alone, which the search does not lead to.
const PAPER: &str = "stands on paper only";
/// Every exhibit names its source, so that it would find all of them and nothing.
const EVERYWHERE: &str = "a source stands below every exhibit";
/// The fence is read when the page is bound; its file is searched byte by byte, and so is what is written.
const IN_FILE: &str = "found in the file and in what is written";

/// What is not seen, by whom, and why.
const UNSEEN: &[(&str, &[&str], &str)] = &[
    (
        "audit",
        &[
            "issuer",
            "docno",
            "session",
            "topic",
            "keyword",
            "line",
            "redhead",
            "signer",
            "addressee",
            "copies",
            "printer",
            "attachment",
            "indexno",
            "subject",
            "releaseissuer",
            "releaseno",
            "validity",
        ],
        NO_SENTENCE,
    ),
    ("audit", &["code", "codeblock"], CODE),
    ("audit", &["chartsource", "tablesource"], SOURCE),
    (
        "search",
        &[
            "line",
            "redhead",
            "signer",
            "addressee",
            "copies",
            "printer",
            "attachment",
        ],
        PAPER,
    ),
    ("search", &["chartsource", "tablesource"], EVERYWHERE),
    ("disclosure", &["chartsource", "tablesource"], IN_FILE),
];

fn marker_sources() -> Sources {
    Sources::of(vec![
        SourceFile::built_in(
            "site.toml",
            "title = \"公报\"\nas_of = 2025-12-31\n".as_bytes(),
        ),
        SourceFile::built_in("content/index.md", PAGE.as_bytes()),
        SourceFile::built_in("content/a.png", b"\x89PNG\r\n\x1a\n"),
        SourceFile::built_in("data/metrics.yaml", METRICS.as_bytes()),
        SourceFile::built_in("data/staff.csv", STAFF.as_bytes()),
    ])
}

/// The markers of a text.
fn find_markers(text: &str) -> Vec<String> {
    let tails = text.split("标记").skip(1);
    tails
        .map(|tail| tail.chars().take_while(char::is_ascii_lowercase).collect())
        .collect()
}

fn parse_page(sources: &Sources) -> Page {
    let mut pages = content::parse_pages(sources, &all_embeds().names(), &mut Diags::new());
    pages.pop().expect("a page")
}

#[test]
fn audit_disclosure_and_search_see_every_field() {
    let sources = marker_sources();
    let page = parse_page(&sources);
    let mut diags = Diags::new();
    let prepared = prepare_site(&sources, &Options::default(), &mut diags).expect("a site");
    let bound = prepared.resolve(&mut diags);
    let errors = diags
        .sorted()
        .into_iter()
        .filter(|it| it.severity() == Severity::Error);
    let errors: Vec<&str> = errors.map(|it| it.code.name()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let home = &bound
        .pages
        .iter()
        .find(|it| &*it.file == "content/index.md");
    let audited: String = content::collect_passages(&page)
        .iter()
        .map(|it| format!("{} ", it.text))
        .collect();
    let disclosed = reader_lines(&page)
        .iter()
        .map(|it| format!("{} ", it.text))
        .collect::<String>();
    let kept_back = text_stretches(&page).join(" ");
    let seen = BTreeMap::from([
        ("audit", audited),
        ("disclosure", disclosed),
        ("disclosure of what is kept back", kept_back),
        ("search", searchable_text(home.expect("the page"))),
    ]);
    let all = find_markers(PAGE);
    assert!(all.len() > 45);
    let mut faults = Vec::new();
    for (who, text) in &seen {
        let found = find_markers(text);
        for marker in &all {
            let is_unseen = UNSEEN
                .iter()
                .any(|(by, fields, _)| who.starts_with(by) && fields.contains(&marker.as_str()));
            if found.contains(marker) == is_unseen {
                faults.push(format!("{who} and {marker}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn every_run_of_an_author_knows_its_bytes() {
    let page = parse_page(&marker_sources());
    for line in reader_lines(&page)
        .iter()
        .filter(|it| it.text.starts_with("标记"))
    {
        if let Some(bytes) = line.origin.bounds(line.text.len()) {
            assert!(
                PAGE[bytes].starts_with(
                    line.text
                        .split('\u{FFFC}')
                        .next()
                        .expect("a part")
                        .split(' ')
                        .next()
                        .expect("a word")
                )
            );
        }
    }
}

/// The codes of the complaints about a site whose home page is this.
fn codes_for_page(page: &str) -> Vec<(&'static str, Option<std::ops::Range<usize>>)> {
    let sources = Sources::of(vec![
        SourceFile::built_in("site.toml", "title = \"公报\"\n".as_bytes()),
        SourceFile::built_in("content/index.md", page.as_bytes()),
        SourceFile::built_in("data/staff.csv", STAFF.as_bytes()),
    ]);
    let mut diags = Diags::new();
    let prepared = prepare_site(&sources, &Options::default(), &mut diags).expect("a site");
    prepared.resolve(&mut diags);
    let said = diags.sorted().into_iter();
    said.map(|it| (it.code.name(), it.place.range())).collect()
}

#[test]
fn a_number_cut_up_by_marks_is_refused() {
    for page in [
        "号码 110105**19491231**002X\n",
        "- 号码 *110105*19491231002X\n",
        "---\ntitle: 号码 110105**19491231**002X\n---\n",
    ] {
        let found = codes_for_page(page);
        let n_found = found
            .iter()
            .filter(|it| it.0 == "guard/identity-number")
            .count();
        assert_eq!(n_found, 1, "{page} {found:?}");
    }
    let (_, bytes) = codes_for_page("号码 110105**19491231**002X\n").remove(0);
    assert_eq!(
        bytes,
        Some("号码 ".len().."号码 110105**19491231**002X".len())
    );
}

#[test]
fn the_mark_of_a_footnote_parts_numbers() {
    let page = "号码 110105[^1]19491231002X\n\n[^1]: 注\n";
    assert!(
        codes_for_page(page)
            .iter()
            .all(|it| it.0 != "guard/identity-number")
    );
}

#[test]
fn what_is_kept_back_is_known_without_its_marks() {
    let sources = Sources::of(vec![SourceFile::built_in(
        "content/a.md",
        "---\ninternal: true\n---\n## 只供内部研究的标题\n\n- 只供**内部研究**使用的一段话。\n"
            .as_bytes(),
    )]);
    let found = text_stretches(&parse_page(&sources));
    for line in ["只供内部研究的标题", "只供内部研究使用的一段话。"] {
        assert!(found.iter().any(|it| it == line), "{found:?}");
    }
}

#[test]
fn a_query_in_a_list_makes_its_table() {
    let page = "- 甲\n\n  ```query few\n  SELECT district FROM staff WHERE year = 2025\n  ```\n\n```table\ntable: few\ntitle: 乙\nsource: 丙\n```\n";
    assert_eq!(codes_for_page(page), []);
}
