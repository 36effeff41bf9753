//! What is shipped to readers works in Chromium 78: the browsers of many offices are that old.
//!
//! Listed is what a page would break without. A property that old browsers pass over in silence is no concern.

use std::fs;

use crate::support::{build, folder, repository, site, tree};

/// Style that came later, with the version it came with.
const STYLE: &[(&str, u32)] = &[
    (":has(", 105),
    ("@layer", 99),
    ("@container", 105),
    ("@scope", 118),
    ("@property", 85),
    ("@starting-style", 117),
    ("&", 112),
    (":is(", 88),
    (":where(", 88),
    ("min(", 79),
    ("max(", 79),
    ("clamp(", 79),
    ("color-mix(", 111),
    ("oklch(", 111),
    ("light-dark(", 123),
    ("subgrid", 117),
    ("aspect-ratio:", 88),
    ("inset:", 87),
    ("dvh", 108),
    ("svh", 108),
    ("content-visibility", 85),
    ("revert-layer", 99),
    ("image-set(", 113),
];

/// Script that came later, or that pages from a disk may not do.
const SCRIPT: &[(&str, u32)] = &[
    ("?.", 80),
    ("??", 80),
    ("||=", 85),
    ("&&=", 85),
    (".at(", 92),
    (".replaceAll(", 85),
    ("Object.hasOwn(", 93),
    ("Object.groupBy", 117),
    ("structuredClone", 98),
    (".toSorted(", 110),
    (".findLast(", 97),
    ("Promise.any", 85),
    ("WeakRef", 84),
    ("import ", u32::MAX),
    ("import(", u32::MAX),
    ("export ", u32::MAX),
    ("fetch(", u32::MAX),
    ("XMLHttpRequest", u32::MAX),
    ("navigator.serviceWorker", u32::MAX),
    ("eval(", u32::MAX),
];

/// Markup that is new, or that a strict content policy forbids.
const MARKUP: &[(&str, u32)] = &[
    ("type=\"module\"", u32::MAX),
    (" style=\"", u32::MAX),
    (" onclick=", u32::MAX),
    (" onload=", u32::MAX),
    (" popover", 114),
    ("<search", 118),
    ("<base ", u32::MAX),
];

fn found(path: &str, text: &str, list: &[(&str, u32)]) -> Vec<String> {
    let text = uncommented(text);
    // Names that end like a listed one are others: minmax( has always been there.
    let stands = |sign: &str| {
        text.match_indices(sign).any(|(at, _)| {
            let before = text[..at].chars().next_back().unwrap_or(' ');
            !sign.starts_with(char::is_alphabetic)
                || !(before.is_alphanumeric() || "-_.".contains(before))
        })
    };
    list.iter()
        .filter(|(sign, _)| stands(sign))
        .map(|(sign, since)| format!("{path}: `{sign}` (Chromium {since})"))
        .collect()
}

/// A style sheet or script without its comments.
fn uncommented(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| out.push_str(part.split_once("*/").map_or("", |it| it.1)));
    let lines = out.lines().filter(|it| !it.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn complaints(path: &str, text: &str) -> Vec<String> {
    match path.rsplit_once('.').map_or("", |(_, it)| it) {
        "css" => found(path, text, STYLE),
        "js" => found(path, text, SCRIPT),
        "html" => found(path, text, MARKUP),
        _ => Vec::new(),
    }
}

#[test]
fn themes_keep_to_what_old_browsers_know() {
    let mut all = Vec::new();
    let files = tree(&repository().join("themes"));
    assert!(
        files
            .keys()
            .filter(|it| it.ends_with(".css") || it.ends_with(".js"))
            .count()
            > 5
    );
    for (path, bytes) in files {
        all.extend(complaints(&path, &String::from_utf8_lossy(&bytes)));
    }
    assert_eq!(all, [""; 0]);
}

#[test]
fn pages_keep_to_what_old_browsers_know() {
    let mut all = Vec::new();
    for case in ["chart", "chart-switch", "targets", "search"] {
        let out = folder();
        let made = build(
            &repository().join("tests/sites").join(case).join("in"),
            &out.path().join("public"),
        );
        assert!(made.keys().any(|it| it.ends_with(".html")));
        for (path, bytes) in made {
            all.extend(complaints(&path, &String::from_utf8_lossy(&bytes)));
        }
    }
    assert_eq!(all, [""; 0]);
}

#[test]
fn the_lists_find_what_they_name() {
    let site = site(&[
        (
            "a.css",
            "a:has(b) { width: min(1px, 2px) } /* @layer */ c { grid: minmax(0, 1fr) }",
        ),
        ("a.js", "// import x\nb = c?.d ?? e;"),
    ]);
    let read = |name: &str| fs::read_to_string(site.path().join(name)).expect("the file");
    assert_eq!(
        complaints("a.css", &read("a.css")),
        [
            "a.css: `:has(` (Chromium 105)",
            "a.css: `min(` (Chromium 79)"
        ]
    );
    assert_eq!(
        complaints("a.js", &read("a.js")),
        ["a.js: `?.` (Chromium 80)", "a.js: `??` (Chromium 80)"]
    );
}
