//! Folders that can be carried anywhere, and some that cannot.

use crate::publish::DiscardSink;
use crate::publish::portability::{PortabilityRules, check_portability};
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;

fn check_with(terms: &PortabilityRules, files: &[(&str, &str)], expected: &[&str]) {
    let (sink, mut diags) = (DiscardSink::default(), Diags::new());
    check_portability(&sink, terms, &mut diags, |sink, _| {
        files
            .iter()
            .for_each(|(path, text)| sink.put(path, text.as_bytes()))
    });
    let said: Vec<String> = diags
        .sorted()
        .iter()
        .map(|it| format!("{} {}", it.code.name(), it.message(Lang::En)))
        .collect();
    assert_eq!(said.len(), expected.len(), "{said:?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected), "{said} has no {expected}");
        assert!(!said.contains('{'), "{said}");
    }
}

fn check(files: &[(&str, &str)], expected: &[&str]) {
    check_with(&PortabilityRules::default(), files, expected);
}

#[test]
fn what_stays_inside_passes() {
    let page = "<a href=\"b/%E5%9B%BE.html?q=1#%E4%B8%80\">x</a><a href=\"https://example.org/\">y</a><a href=\"#\">z</a>";
    check(
        &[
            ("a.html", page),
            ("b/图.html", "<p id=\"一\"><a href=\"../a.html\">z</a></p>"),
        ],
        &[],
    );
    check(
        &[(
            "a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#m\"/><g id=\"m\"/></svg>",
        )],
        &[],
    );
    check(
        &[("a/b.css", "a{background:url(../c.png)}"), ("c.png", "")],
        &[],
    );
}

#[test]
fn references_that_depend_on_the_address_are_refused() {
    check(
        &[("a.html", "<a href=\"/b.html\">x</a>")],
        &["publish/root-absolute"],
    );
    check(
        &[("a.html", "<a href=\"../b.html\">x</a>")],
        &["publish/leaves-folder"],
    );
    check(
        &[("a.html", "<img src=\"https://example.org/b.png\">")],
        &["publish/loaded-from-outside"],
    );
    check(
        &[("a.html", "<script src=\"//example.org/b.js\"></script>")],
        &["publish/loaded-from-outside"],
    );
    check(
        &[("a.css", "@import url(https://example.org/b.css);")],
        &["publish/loaded-from-outside"],
    );
}

#[test]
fn references_to_nothing_are_refused() {
    check(
        &[("a.html", "<a href=\"b.html\">x</a>")],
        &["publish/lost-reference"],
    );
    check(
        &[("a.html", "<a href=\"B.html\">x</a>"), ("b.html", "")],
        &["there is only `b.html`"],
    );
    check(
        &[("a.html", "<a href=\"#b\">x</a>")],
        &["publish/lost-fragment"],
    );
    check(
        &[
            ("a.html", "<a href=\"b.html#C\">x</a>"),
            ("b.html", "<p id=\"c\"></p>"),
        ],
        &["publish/lost-fragment"],
    );
    check(&[("a.html", "<img src=\"\">")], &["publish/lost-reference"]);
}

#[test]
fn anchors_are_unique_and_tags_match() {
    check(
        &[("a.html", "<p id=\"b\"></p><p id=\"b\"></p>")],
        &["publish/duplicate-id"],
    );
    check(
        &[("a.html", "<div><p>x</div>")],
        &["publish/malformed-html"],
    );
}

#[test]
fn one_mistake_of_a_template_is_one_complaint() {
    let page = "<a href=\"/b.html\">x</a>";
    check(
        &[("a.html", page), ("c.html", page), ("d.html", page)],
        &["2 other files"],
    );
}

#[test]
fn pages_keep_to_their_weight() {
    let page = |class: &str| {
        format!(
            "<body class=\"{class}\"><script src=\"a.js\"></script>{}</body>",
            "字".repeat(60_000)
        )
    };
    let script = "x".repeat(19_000);
    let files = |page: &str, script: &str| check_weight(page, script);
    assert_eq!(files(&page("layout-home"), &script), ["HTML"]);
    assert_eq!(files(&page("layout-report official"), &script), [""; 0]);
    assert_eq!(
        files(&page("layout-report"), &script.repeat(2)),
        ["JavaScript"]
    );
}

fn check_weight(page: &str, script: &str) -> Vec<&'static str> {
    let (sink, mut diags) = (DiscardSink::default(), Diags::new());
    check_portability(
        &sink,
        &PortabilityRules::default(),
        &mut diags,
        |sink, _| {
            sink.put("a.html", page.as_bytes());
            sink.put("a.js", script.as_bytes());
        },
    );
    let said: Vec<String> = diags
        .sorted()
        .iter()
        .map(|it| it.message(Lang::En))
        .collect();
    ["HTML", "JavaScript"]
        .into_iter()
        .filter(|it| said.iter().any(|said| said.contains(it)))
        .collect()
}

#[test]
fn what_authors_bring_and_the_own_address_are_let_pass() {
    let terms = PortabilityRules {
        base_url: Some("https://example.org/a/".to_owned()),
        brought: ["old.html".to_owned()].into_iter().collect(),
    };
    let page = "<link rel=\"stylesheet\" href=\"https://example.org/a/b.css\"><a href=\"old.html#x\">x</a>";
    check_with(
        &terms,
        &[("a.html", page), ("old.html", "<p><b></p><a href=\"/x\">")],
        &[],
    );
}
