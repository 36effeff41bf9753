//! The output works from any folder and asks for nothing outside it.
//!
//! Every reference in every page and style sheet leads to a file that exists, with its exact letter
//! case, and every fragment to an id. Only links marked as external name a host.

use std::collections::BTreeSet;

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

/// One start tag.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

#[test]
fn every_reference_of_the_demonstration_site_stays_inside_and_exists() {
    let (site, out) = (demonstration(), folder());
    let made = build(site.path(), &out.path().join("public"));
    let mut complaints = Vec::new();
    for (path, bytes) in &made {
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

fn page(made: &Tree, path: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for tag in tags(text) {
        for (name, value) in &tag.attributes {
            let found = match *name {
                "style" => sheet(made, path, value),
                "srcset" => value
                    .split(',')
                    .flat_map(|it| look_up(made, path, it.split_whitespace().next()))
                    .collect(),
                name if ADDRESSES.contains(&name) && !tag.is_marked_external(value) => {
                    look_up(made, path, Some(value)).into_iter().collect()
                }
                _ => Vec::new(),
            };
            complaints.extend(found.into_iter().map(|it| format!("<{}> {it}", tag.name)));
        }
    }
    complaints.extend(
        text.split("<style")
            .skip(1)
            .flat_map(|it| sheet(made, path, it.split("</style").next().unwrap_or_default())),
    );
    complaints
}

/// The addresses a style sheet asks for.
fn sheet(made: &Tree, path: &str, text: &str) -> Vec<String> {
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

impl Tag<'_> {
    /// A link of a reader's own choosing to another site, which the page says it is.
    fn is_marked_external(&self, value: &str) -> bool {
        let is_away = ["http://", "https://", "mailto:", "tel:"]
            .iter()
            .any(|it| value.starts_with(it));
        let says = |name: &str, word: &str| {
            self.attributes
                .iter()
                .any(|(it, value)| *it == name && value.split_whitespace().any(|it| it == word))
        };
        self.name == "a" && is_away && (says("rel", "external") || says("class", "external"))
    }
}

/// What is wrong with an address found in a file.
fn look_up(made: &Tree, from: &str, address: Option<&str>) -> Option<String> {
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
    let Some(bytes) = made.get(&target) else {
        return Some(format!("`{address}` does not exist"));
    };
    let fragment = decoded(fragment?);
    let is_known = fragment.is_empty() || ids(&String::from_utf8_lossy(bytes)).contains(&fragment);
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
    let attributes = tags(text).into_iter().flat_map(|it| it.attributes);
    attributes
        .filter(|(name, _)| *name == "id")
        .map(|(_, it)| it)
        .collect()
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

/// Every start tag outside comments and scripts.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |it| it.1);
        } else if after.starts_with(|it: char| it.is_ascii_alphabetic()) {
            let (tag, behind) = tag(after);
            rest = if tag.name == "script" {
                behind.split_once("</script").map_or("", |it| it.1)
            } else {
                behind
            };
            found.push(tag);
        } else {
            rest = after;
        }
    }
    found
}

/// The tag at the start of a text, and what follows it.
fn tag(text: &str) -> (Tag<'_>, &str) {
    let end = text
        .find(|it: char| it.is_whitespace() || it == '>' || it == '/')
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name, attributes }, rest.get(1..).unwrap_or_default());
        }
        let end = rest
            .find(|it: char| it.is_whitespace() || matches!(it, '=' | '>'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = value(after);
        attributes.push((name, unescaped(value)));
        rest = after;
    }
}

fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else {
        return ("", text);
    };
    let quote = text.chars().next().filter(|it| matches!(it, '"' | '\''));
    match quote {
        Some(it) => text[1..].split_once(it).unwrap_or((&text[1..], "")),
        None => text.split_at(
            text.find(|it: char| it.is_whitespace() || it == '>')
                .unwrap_or(text.len()),
        ),
    }
}

fn unescaped(text: &str) -> String {
    let text = text
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&#x3d;", "=");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn the_look_up_finds_dead_references() {
    let page = r##"<a href="b.html#x">b</a> <a href='B.html'>B</a> <img src=/c.svg> <a rel="external" href="https://example.org/">e</a>
        <!-- <a href="gone.html"> --> <a href="https://example.org/">f</a> <a href="b.html#y"> <i style="background:url(d.png)">"##;
    let made: Tree = [("a.html", page), ("b.html", "<p id=x>")]
        .map(|(path, it)| (path.to_owned(), it.into()))
        .into();
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
