//! The repository speaks of reports, not of the machines and tools it was written with.

use std::path::{Path, PathBuf};

use crate::support::repository;

/// Folders that are not part of the repository.
const OUTSIDE: [&str; 4] = [".git", "target", "public", "node_modules"];

/// Files that others write: the lock file names the registry every crate comes from.
const OTHERS: [&str; 3] = ["Cargo.lock", "LICENSE-APACHE", "words.rs"];

/// Paths of one machine, hosts of one network, names of tools. In two halves, so that this file may be read too.
const FORBIDDEN: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("C:\\Us", "ers"),
    ("registry.np", "mjs.org"),
    ("npmm", "irror"),
    ("registry.yarn", "pkg"),
    ("pypi.", "org"),
    ("127.0.", "0.1"),
    ("local", "host:"),
    ("anth", "ropic"),
    ("cla", "ude"),
    ("open", "ai"),
    ("chat", "gpt"),
    ("co", "pilot"),
    ("language ", "model"),
    ("sub", "agent"),
    ("git work", "tree"),
];

#[test]
fn nothing_names_the_workplace() {
    let mut complaints = Vec::new();
    for path in files(&repository()) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let text = text.to_lowercase();
        let found = FORBIDDEN
            .iter()
            .map(|(a, b)| format!("{a}{b}"))
            .filter(|it| text.contains(&it.to_lowercase()));
        complaints.extend(found.map(|it| format!("{}: {it}", path.display())));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !OUTSIDE.contains(&name.as_str()) {
            found.extend(files(&path));
        } else if path.is_file() && !OTHERS.contains(&name.as_str()) && name != ".git" {
            found.push(path);
        }
    }
    found
}
