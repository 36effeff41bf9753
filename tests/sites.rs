//! A tiny site for each behaviour: `sites/<behaviour>/in` is built and compared with what stands beside it.
//!
//! - `out/…`: files that have to come out byte by byte; only those present are compared.
//!   `UPDATE_GOLDENS=1` writes them anew.
//! - `shows.txt`: lines `path: words`, where the words have to stand in the page as a reader sees it;
//!   a line `! path: words` says they must not.

use std::fs;
use std::path::Path;

use crate::support::{Tree, build, cases, folder, is_updating, tree, write};

#[test]
fn every_behaviour_is_as_written_down() {
    let cases = cases("sites");
    assert!(!cases.is_empty());
    let complaints: Vec<String> = cases.iter().flat_map(|it| check(it)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn check(case: &Path) -> Vec<String> {
    let out = folder();
    let made = build(&case.join("in"), &out.path().join("public"));
    let name = case
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let goldens = compare(&made, &case.join("out"));
    let words = fs::read_to_string(case.join("shows.txt")).unwrap_or_default();
    let shown = words
        .lines()
        .filter(|it| !it.trim().is_empty())
        .filter_map(|it| missing(&made, it));
    goldens
        .into_iter()
        .chain(shown)
        .map(|it| format!("{name}: {it}"))
        .collect()
}

fn compare(made: &Tree, goldens: &Path) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, expected) in tree(goldens) {
        let found = made.get(&path).cloned().unwrap_or_default();
        if is_updating() {
            write(&goldens.join(&path), &found);
        } else if found != expected {
            complaints.push(format!(
                "{path} is not as it was; UPDATE_GOLDENS=1 accepts it"
            ));
        }
    }
    complaints
}

/// What is wrong with a line of `shows.txt`.
fn missing(made: &Tree, line: &str) -> Option<String> {
    let (wanted, rule) = line
        .strip_prefix("! ")
        .map_or((true, line), |it| (false, it));
    let (path, words) = rule.split_once(": ").expect("a line `path: words`");
    let Some(page) = made.get(path) else {
        return Some(format!("there is no {path} among {:?}", made.keys()));
    };
    let text = reader_text(&String::from_utf8_lossy(page));
    (text.contains(words) != wanted).then(|| format!("{line}\n    but the page says: {text}"))
}

/// The text of a page without tags, scripts, styles and runs of white space.
fn reader_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let hidden = ["script", "style"]
            .iter()
            .find(|it| after.starts_with(**it));
        rest = match hidden {
            Some(name) => after
                .split_once(&format!("</{name}>"))
                .map_or("", |it| it.1),
            None => after.split_once('>').map_or("", |it| it.1),
        };
    }
    out.push_str(rest);
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<&str>>().join(" ")
}
