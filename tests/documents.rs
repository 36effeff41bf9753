//! Documents, measured with poppler's tools: the grid of GB/T 9704, fonts, order of reading, the same numbers as the
//! web page, and text that means something to other programs and nothing here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::markup::{Element, parse_xml, read_figures};
use crate::support::{
    build, build_by, folder, gongbao, is_updating, repository, said, site, text, tree, write,
};
use gongbao_source::digest::sha256_hex;

/// A point in millimetres.
const POINT: f64 = 25.4 / 72.0;

const SETTINGS: &str =
    "title = '公报'\noutputs = ['html', 'pdf']\nas_of = 2025-12-31\nissuer = '示例市'\n";

/// A word of a page: where its box begins and ends, in millimetres.
#[derive(Clone, Debug)]
struct Line {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

fn tool(name: &str, args: &[&str]) -> String {
    let run = Command::new(name).args(args).output();
    let run = run.unwrap_or_else(|_| panic!("{name} is needed: apt install poppler-utils"));
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// Builds a site of one page and gives the path of its document.
fn document(page: &str) -> (tempfile::TempDir, PathBuf) {
    let root = site(&[
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
        ("content/a.md", page),
    ]);
    build(root.path(), &root.path().join("public"));
    let pdf = root.path().join("public/a.pdf");
    assert!(
        pdf.is_file(),
        "there is no document; a font with Chinese characters is needed"
    );
    (root, pdf)
}

/// The lines of each page.
fn pages(pdf: &Path) -> Vec<Vec<Line>> {
    let markup = tool("pdftotext", &["-bbox-layout", &text(pdf), "-"]);
    let markup = parse_xml(&markup).expect("markup");
    let pages = markup.find_all("page").into_iter();
    pages
        .map(|it| it.find_all("line").into_iter().map(line).collect())
        .collect()
}

fn line(element: &Element) -> Line {
    let number = |name: &str| -> f64 {
        let value = element.attribute(name).expect("a measure");
        value.parse::<f64>().expect("a number") * POINT
    };
    let words = element.find_all("word").into_iter();
    Line {
        left: number("xMin"),
        right: number("xMax"),
        top: number("yMin"),
        bottom: number("yMax"),
        text: words.map(Element::text).collect(),
    }
}

/// A page of plain text without marks that are drawn together.
fn plain_page() -> String {
    let paragraph = "派出所民警社区警务群众工作基层基础".repeat(40);
    let body: String = (0..6).map(|_| format!("{paragraph}\n\n")).collect();
    format!("---\ntitle: 标题\noutputs: [html, pdf]\n---\n\n{body}")
}

#[test]
fn a_full_page_has_22_lines_of_28_characters_in_156_by_225_millimetres() {
    let (_root, pdf) = document(&plain_page());
    let pages = pages(&pdf);
    assert!(pages.len() > 3, "{} pages", pages.len());
    for page in &pages[1..pages.len() - 1] {
        let (body, foot): (Vec<Line>, Vec<Line>) =
            page.iter().cloned().partition(|it| it.top < 262.0);
        assert_eq!(body.len(), 22);
        let full: Vec<&Line> = body
            .iter()
            .filter(|it| it.left < 29.0 && it.right > 183.0)
            .collect();
        assert!(full.len() > 15, "{} full lines", full.len());
        assert!(
            full.iter().all(|it| it.text.chars().count() == 28),
            "{full:?}"
        );
        check_block(&body);
        assert_eq!(foot.len(), 1, "{foot:?}");
        // 7 mm below the block, in the outer corner.
        assert!((268.0..275.0).contains(&foot[0].top), "{foot:?}");
    }
    check_corners(&pages);
}

fn check_block(body: &[Line]) {
    let of = |value: fn(&Line) -> f64, pick: fn(f64, f64) -> f64| {
        body.iter().map(value).reduce(pick).expect("lines")
    };
    let (left, right) = (of(|it| it.left, f64::min), of(|it| it.right, f64::max));
    assert!(
        (left - 28.0).abs() < 1.0 && (right - 184.0).abs() < 1.0,
        "from {left} to {right}"
    );
    let (top, bottom) = (of(|it| it.top, f64::min), of(|it| it.bottom, f64::max));
    // A line is its character and what is left free below, below the last one too.
    let free = 225.0 / 22.0 - 16.0 * POINT;
    assert!(
        (top - 37.0).abs() < 1.0 && (bottom + free - 262.0).abs() < 1.0,
        "from {top} to {bottom}"
    );
    let baselines: Vec<f64> = body.iter().map(|it| it.top).collect();
    let pitch = (baselines[21] - baselines[0]) / 21.0;
    assert!(
        (pitch - 225.0 / 22.0).abs() < 0.02,
        "{pitch} from line to line"
    );
    assert!((right - left - 156.0).abs() < 1.0 && (pitch * 22.0 - 225.0).abs() < 1.0);
}

/// Page numbers stand to the right on odd pages, to the left on even ones.
fn check_corners(pages: &[Vec<Line>]) {
    for (at, page) in pages.iter().enumerate() {
        let foot = page
            .iter()
            .find(|it| it.top > 262.0)
            .expect("a page number");
        let number = format!("—{}—", at + 1);
        assert_eq!(foot.text.replace(' ', ""), number);
        assert_eq!(foot.left > 105.0, at % 2 == 0, "page {}", at + 1);
    }
}

#[test]
fn every_font_is_embedded_and_the_claims_are_there() {
    let (_root, pdf) = document(&plain_page());
    let fonts = tool("pdffonts", &[&text(&pdf)]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    for row in rows {
        let flags: Vec<&str> = row.split_whitespace().rev().skip(2).take(3).collect();
        assert_eq!(flags, ["yes"; 3], "{row}");
    }
    let info = tool("pdfinfo", &["-meta", &text(&pdf)]);
    assert!(
        info.contains("<pdfaid:part>2</pdfaid:part>") && info.contains("<pdfaid:conformance>A<"),
        "{info}"
    );
    assert!(info.contains("<pdfuaid:part>1</pdfuaid:part>"), "{info}");
    let info = tool("pdfinfo", &[&text(&pdf)]);
    assert!(
        info.contains("标题") && info.contains("Tagged:          yes"),
        "{info}"
    );
}

#[test]
fn the_tags_say_what_is_what() {
    let (_root, pdf) = document(
        "---\ntitle: 报告\noutputs: [pdf]\n---\n\n## 一、情况\n\n正文[^a]，见[网站](https://example.org/)。\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n### （一）进展\n\n1. 先\n2. 后\n\n[^a]: 注文。\n",
    );
    let tree = tool("pdfinfo", &["-struct-text", &text(&pdf)]);
    let tags: Vec<&str> = tree
        .lines()
        .filter_map(|it| it.trim().split([' ', '(', ':']).next())
        .collect();
    for tag in [
        "Document", "H1", "H2", "H3", "P", "Table", "TH", "TD", "Note", "Link",
    ] {
        assert!(tags.contains(&tag), "{tag} is not among\n{tree}");
    }
    let order = ["报告", "一、情况", "正文", "（一）进展", "先", "后"];
    let at: Vec<Option<usize>> = order.iter().map(|it| tree.find(it)).collect();
    assert!(
        at.iter().all(Option::is_some) && at.is_sorted(),
        "{at:?}\n{tree}"
    );
    check_tree(&tree);
}

/// Holds the tags, one in another, to what is written down; versions of poppler differ in all else they say.
fn check_tree(tree: &str) {
    let is_tag = |it: &&str| {
        it.trim_start()
            .starts_with(|it: char| it.is_ascii_uppercase())
    };
    let tag = |it: &str| {
        let depth = it.len() - it.trim_start().len();
        let name: String = it
            .trim_start()
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        format!("{}{name}\n", " ".repeat(depth))
    };
    let found: String = tree.lines().filter(is_tag).map(tag).collect();
    let path = repository().join("tests/documents/tags.txt");
    if is_updating() {
        write(&path, found.as_bytes());
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, kept, "UPDATE_GOLDENS=1 accepts it");
}

/// Marks of Typst, of TeX, of XML, of Markdown, and characters beyond the first plane.
/// A text of so many paragraphs with 版记 behind it.
fn official(n_paragraphs: usize) -> String {
    let head = "---\ntitle: 意见\noutputs: [html, pdf]\ndocument: {copies: 市政府。, printer: 示例办公室, printed: 2026-01-26}\n---\n";
    let paragraph = "派出所民警社区警务群众工作基层基础".repeat(20);
    format!("{head}{}", format!("{paragraph}\n\n").repeat(n_paragraphs))
}

#[test]
fn the_imprint_stands_at_the_foot_of_an_even_page() {
    // A page takes about a paragraph and three quarters.
    for (n_paragraphs, alone) in [(1, true), (3, false), (4, true)] {
        let (_root, pdf) = document(&official(n_paragraphs));
        let pages = pages(&pdf);
        let last = pages.last().expect("a page");
        assert_eq!(pages.len() % 2, 0, "{n_paragraphs} paragraphs");
        let imprint = last
            .iter()
            .find(|it| it.text.contains("示例办公室"))
            .expect("the imprint");
        assert!(
            (258.0..=262.5).contains(&imprint.bottom),
            "the imprint ends at {} mm",
            imprint.bottom
        );
        let is_numbered = last.iter().any(|it| it.text.contains('—'));
        assert_eq!(
            (last.len() <= 4, is_numbered),
            (alone, !alone),
            "{n_paragraphs} paragraphs: {last:?}"
        );
        assert!(pages[0].iter().any(|it| it.text.contains("—1—")));
    }
}

#[test]
fn text_of_other_languages_comes_out_as_itself() {
    let hostile = "#let x = 1 #panic(\"x\") $a_b$ @ref \\u{41} \\begin <label> &amp; // 注 /* 注 */ = 标题 - + 项 ~ ` \" ' #[x]";
    let shown = "#let x = 1 #panic(\"x\") $a_b$ @ref \\u{41}";
    let page = format!(
        "---\ntitle: '标题 #x $y$ @z'\noutputs: [pdf]\n---\n\n{}\n\n| # | $ |\n|---|---|\n| \\@a | #b |\n",
        hostile
            .replace('<', "&lt;")
            .replace('&', "&amp;")
            .replace('#', "\\#")
            .replace('$', "\\$")
            .replace('*', "\\*")
    );
    let (_root, pdf) = document(&page);
    let said = tool("pdftotext", &["-layout", &text(&pdf), "-"]);
    let flat = |it: &str| it.split_whitespace().collect::<String>();
    assert!(flat(&said).contains(&flat("标题 #x $y$ @z")), "{said}");
    for part in ["#let", "#panic(\"x\")", "$a_b$", "@ref", "//注", "#[x]"] {
        assert!(
            flat(&said).contains(part),
            "{part} of {shown} is not in {said}"
        );
    }
}

#[test]
fn a_long_table_goes_on_with_its_head_on_every_page() {
    let rows: String = (1..=300).map(|n| format!("第{n}行,{n}\n")).collect();
    let root = site(&[
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
        (
            "content/a.md",
            "---\ntitle: 大表\noutputs: [pdf]\n---\n\n```table\ntable: big\ntitle: 大表\n```\n",
        ),
        ("data/big.csv", &format!("name,value\n{rows}")),
    ]);
    build(root.path(), &root.path().join("public"));
    let pages = pages(&root.path().join("public/a.pdf"));
    assert!(pages.len() > 4, "{} pages", pages.len());
    let has = |page: &[Line], text: &str| page.iter().any(|it| it.text.contains(text));
    assert!(
        has(&pages[0], "表1")
            && pages[1..]
                .iter()
                .all(|it| has(it, "续表1") && has(it, "value"))
    );
    assert!(has(&pages[pages.len() - 1], "第300行"));
}

#[test]
fn a_character_no_font_has_is_told_where_it_stands() {
    let page = "---\ntitle: 标题\noutputs: [pdf]\n---\n\n正文\u{e123}。\n";
    let root = site(&[
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
        ("content/a.md", page),
    ]);
    let out = root.path().join("public");
    let args = [
        "build",
        &text(root.path()),
        "--out",
        &text(&out),
        "--format",
        "json",
    ];
    let run = gongbao(&args).output().expect("the program to start");
    let found: Value =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", said(&run)));
    let found = found["diagnostics"].as_array().expect("a list").clone();
    let complaint = found
        .iter()
        .find(|it| it["code"] == "document/missing-character")
        .expect("the complaint");
    assert_eq!(
        (complaint["file"].as_str(), complaint["line"].as_u64()),
        (Some("content/a.md"), Some(6))
    );
    assert!(
        complaint["message"]
            .as_str()
            .is_some_and(|it| it.contains("U+E123"))
    );
    // The page is there, and does not promise a document.
    let tree = tree(&out);
    assert!(
        !tree.contains_key("a.pdf") && !String::from_utf8_lossy(&tree["a.html"]).contains("a.pdf")
    );
}

#[test]
fn the_page_says_how_large_the_document_is_and_what_its_checksum_is() {
    let (root, pdf) = document(&plain_page());
    let html = fs::read_to_string(root.path().join("public/a.html")).expect("the page");
    let hash = sha256_hex(fs::read(&pdf).expect("the document"));
    assert!(
        html.contains("href=\"a.pdf\"") && html.contains(&hash),
        "{hash}"
    );
}

/// The site whose documents have every kind of exhibit.
#[test]
fn a_document_has_the_numbers_of_its_page() {
    let root = crate::support::whole_demonstration();
    let settings = root.path().join("site.toml");
    let was = fs::read_to_string(&settings).expect("the settings");
    fs::write(&settings, format!("outputs = ['html', 'pdf']\n{was}")).expect("the settings");
    let out = folder();
    let tree = build(root.path(), out.path());
    let documents: Vec<&String> = tree.keys().filter(|it| it.ends_with(".pdf")).collect();
    assert!(documents.len() >= 4, "{documents:?}");
    for name in documents {
        let page = String::from_utf8_lossy(&tree[&name.replace(".pdf", ".html")]).into_owned();
        if page.contains("layout-packet") {
            continue; // Its numbers are those of its parts, which are documents of their own.
        }
        let paper = tool("pdftotext", &["-raw", &text(&out.path().join(name)), "-"]);
        let paper: String = paper.split_whitespace().collect();
        let figures = read_figures(&page).expect("a page");
        let missing: BTreeSet<String> = figures
            .into_iter()
            .filter(|it| !paper.contains(it))
            .collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
    }
}

#[test]
fn the_same_site_gives_the_same_bytes_with_any_number_of_threads() {
    let pages: Vec<(String, String)> = (0..4)
        .map(|n| {
            (
                format!("content/p{n}.md"),
                plain_page().replace("标题", &format!("标题{n}")),
            )
        })
        .collect();
    let mut files = vec![
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
    ];
    files.extend(
        pages
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let root = site(&files);
    let [one, four] = ["1", "4"].map(|it| build_by(root.path(), it));
    assert!(one.keys().filter(|it| it.ends_with(".pdf")).count() == 4 && one == four);
}

#[test]
fn the_fonts_found_are_listed_by_role() {
    let root = site(&[
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
    ]);
    let run = gongbao(&["fonts", &text(root.path()), "--format", "json"])
        .output()
        .expect("the program to start");
    let found: Value =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", said(&run)));
    let roles: Vec<&str> = found["fonts"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["role"].as_str())
        .collect();
    assert_eq!(roles, ["song", "fang", "kai", "hei", "biaosong", "latin"]);
}

#[test]
fn standard_fonts_can_be_required() {
    let own = format!(
        "{SETTINGS}[documents]\nown_fonts_only = false\n[documents.fonts]\nfang = ['没有这种字体']\n"
    );
    let root = site(&[
        ("site.toml", &own),
        (
            "content/index.md",
            "---\ntitle: 首页\noutputs: [pdf]\n---\n甲\n",
        ),
    ]);
    let args = [
        "check",
        &text(root.path()),
        "--require-standard-fonts",
        "--format",
        "json",
    ];
    let run = gongbao(&args).output().expect("the program to start");
    let found: Value =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", said(&run)));
    let severe = |it: &&Value| it["code"] == "document/missing-face" && it["severity"] == "error";
    let count = found["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(severe)
        .count();
    // A machine with all the fonts of offices has nothing to be told.
    assert_eq!(run.status.success(), count == 0, "{}", said(&run));
}
