//! `gongbao explain` shows what the program says about the fixtures of `diagnostics/`, word by word.
//! `UPDATE_GOLDENS=1` writes the examples anew; the program has to be compiled again to hold them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{cases, copy, folder, gongbao, is_updating, repository, text, write};

/// Longer ones are cut: they are to show, not to tell all.
const LINES: usize = 14;

#[test]
fn examples_are_what_the_program_says() {
    for lang in ["zh", "en"] {
        let mut examples: BTreeMap<String, String> = BTreeMap::new();
        for case in cases("diagnostics") {
            let name = case
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            for (code, said) in blocks(&case, lang) {
                if name.starts_with(&code.replace('/', "-")) {
                    examples.entry(code).or_insert(said);
                }
            }
        }
        let all: String = examples
            .iter()
            .map(|(code, said)| format!("== {code}\n{said}\n"))
            .collect();
        let path = repository().join(format!("src/cli/examples/{lang}.txt"));
        if is_updating() {
            write(&path, all.as_bytes());
        } else {
            let kept = fs::read_to_string(&path).unwrap_or_default();
            let at = all.lines().zip(kept.lines()).find(|(a, b)| a != b);
            assert!(
                all == kept,
                "{}: {at:?}; UPDATE_GOLDENS=1 accepts it",
                path.display()
            );
        }
    }
}

/// The complaints about a fixture as people are shown them, each with its code.
fn blocks(case: &Path, lang: &str) -> Vec<(String, String)> {
    let root = folder();
    write(
        &root.path().join("site.toml"),
        "title = \"公报\"\n".as_bytes(),
    );
    write(
        &root.path().join("content/index.md"),
        "---\ntitle: 公报\n---\n".as_bytes(),
    );
    if case.join("no-home.txt").exists() {
        fs::remove_dir_all(root.path().join("content")).expect("the home page gone");
    }
    copy(case, root.path());
    let run = gongbao(&["check", &text(root.path()), "--lang", lang, "--all"])
        .output()
        .expect("the program to start");
    let said = String::from_utf8_lossy(&run.stderr).replace(&text(root.path()), "SITE");
    said.split("\n\n").filter_map(block).collect()
}

fn block(said: &str) -> Option<(String, String)> {
    let (_, rest) = said.lines().next()?.split_once('[')?;
    let (code, _) = rest.split_once(']')?;
    let lines: Vec<&str> = said
        .trim_matches('\n')
        .lines()
        .take(LINES)
        .map(str::trim_end)
        .collect();
    Some((code.to_owned(), lines.join("\n") + "\n"))
}
