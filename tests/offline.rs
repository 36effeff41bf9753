//! The output works from any folder and asks for nothing outside it.
//!
//! Every reference in every page and style sheet leads to a file that exists, with its exact letter
//! case, and every fragment to an id. Only links marked as external name a host.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::markup::{Element, parse_html, read_start_tags};
use crate::support::{Tree, build, demonstration, folder};

/// Attributes whose value is an address.
const ADDRESSES: [&str; 9] = [
    "href",
    "src",
    "srcset",
    "poster",
    "data",
    "action",
    "formaction",
    "xlink:href",
    "background",
];

/// What was made, with the ids of each page.
struct Made {
    files: Tree,
    ids: BTreeMap<String, BTreeSet<String>>,
}

impl Made {
    fn new(files: Tree) -> Made {
        let pages = files.iter().filter(|it| it.0.ends_with(".html"));
        let ids = pages
            .map(|(path, bytes)| (path.clone(), ids(&String::from_utf8_lossy(bytes))))
            .collect();
        Made { files, ids }
    }
}

#[test]
fn every_reference_of_the_demonstration_site_stays_inside_and_exists() {
    let (site, out) = (demonstration(), folder());
    let made = Made::new(build(site.path(), &out.path().join("public")));
    let mut complaints = Vec::new();
    for (path, bytes) in &made.files {
        let text = String::from_utf8_lossy(bytes);
        let found = match path.rsplit_once('.').map(|it| it.1) {
            Some("html") => page(&made, path, &text),
            Some("css") => sheet(&made, path, &text),
            _ => Vec::new(),
        };
        complaints.extend(found.into_iter().map(|it| format!("{path}: {it}")));
    }
    assert!(
        complaints.is_empty(),
        "{} dead references\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

fn page(made: &Made, path: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for tag in read_start_tags(text) {
        for (name, value) in &tag.attributes {
            let found = match name.as_str() {
                "style" => sheet(made, path, value),
                "srcset" => value
                    .split(',')
                    .flat_map(|it| look_up(made, path, it.split_whitespace().next()))
                    .collect(),
                name if ADDRESSES.contains(&name) && !is_marked_external(&tag, value) => {
                    look_up(made, path, Some(value)).into_iter().collect()
                }
                _ => Vec::new(),
            };
            complaints.extend(found.into_iter().map(|it| format!("<{}> {it}", tag.name)));
        }
    }
    // A page that is not closed is told by its own test.
    let styles = parse_html(text).map_or(Vec::new(), |it| {
        it.find_all("style").iter().map(|it| it.text()).collect()
    });
    complaints.extend(styles.iter().flat_map(|it| sheet(made, path, it)));
    complaints
}

/// The addresses a style sheet asks for.
fn sheet(made: &Made, path: &str, text: &str) -> Vec<String> {
    let urls = text
        .split("url(")
        .skip(1)
        .filter_map(|it| it.split(')').next());
    let found =
        urls.filter_map(|it| look_up(made, path, Some(it.trim().trim_matches(['"', '\'']))));
    let import = text
        .contains("@import")
        .then(|| "@import is refused".to_owned());
    found.chain(import).collect()
}

/// Whether it is a link of a reader's own choosing to another site, which the page says it is.
fn is_marked_external(tag: &Element, value: &str) -> bool {
    let is_away = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|it| value.starts_with(it));
    let says_so = tag.has_word("rel", "external") || tag.has_word("class", "external");
    tag.name == "a" && is_away && says_so
}

/// What is wrong with an address found in a file.
fn look_up(made: &Made, from: &str, address: Option<&str>) -> Option<String> {
    let address = address?;
    let (path, fragment) = address
        .split_once('#')
        .map_or((address, None), |(path, it)| (path, Some(it)));
    let is_relative =
        !path.starts_with('/') && !path.split('/').next().unwrap_or_default().contains(':');
    if address.starts_with("data:") {
        return None;
    }
    if !is_relative || address.is_empty() {
        return Some(format!("`{address}` is not relative"));
    }
    let Some(target) = join(from, &decoded(path.split('?').next().unwrap_or_default())) else {
        return Some(format!("`{address}` leaves the folder"));
    };
    if !made.files.contains_key(&target) {
        return Some(format!("`{address}` does not exist"));
    }
    let fragment = decoded(fragment?);
    let ids = made.ids.get(&target);
    let is_known = fragment.is_empty() || ids.is_some_and(|it| it.contains(&fragment));
    (!is_known).then(|| format!("`{address}` has no such anchor"))
}

/// The path a relative reference means; nothing if it climbs out of the folder.
fn join(from: &str, reference: &str) -> Option<String> {
    if reference.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            it => parts.push(it),
        }
    }
    Some(parts.join("/"))
}

fn ids(text: &str) -> BTreeSet<String> {
    let tags = read_start_tags(text);
    let ids = tags.iter().filter_map(|it| it.attribute("id"));
    ids.map(str::to_owned).collect()
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.extend(before.bytes());
        match after
            .get(..2)
            .and_then(|it| u8::from_str_radix(it, 16).ok())
        {
            Some(byte) => out.push(byte),
            None => return text.to_owned(),
        }
        rest = &after[2..];
    }
    out.extend(rest.bytes());
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[test]
fn the_look_up_finds_dead_references() {
    let page = r##"<a href="b.html#x">b</a> <a href='B.html'>B</a> <img src=/c.svg> <a rel="external" href="https://example.org/">e</a>
        <!-- <a href="gone.html"> --> <a href="https://example.org/">f</a> <a href="b.html#y"> <i style="background:url(d.png)">"##;
    let files: Tree = [("a.html", page), ("b.html", "<p id=x>")]
        .map(|(path, it)| (path.to_owned(), it.into()))
        .into();
    let made = Made::new(files);
    let found: Vec<String> = self::page(&made, "a.html", page);
    let expected = [
        "<a> `B.html` does not exist",
        "<img> `/c.svg` is not relative",
        "<a> `https://example.org/` is not relative",
        "<a> `b.html#y` has no such anchor",
        "<i> `d.png` does not exist",
    ];
    assert_eq!(found, expected);
}
