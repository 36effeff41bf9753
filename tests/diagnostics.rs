//! A tiny site for each mistake: `diagnostics/<family>-<name>/` and what has to be said about it.
//!
//! `expected.txt` lists every complaint, one a line: `code file:line:column quoted words`. The words are
//! optional and have to stand in the message or the help. A complaint about a file as a whole, or about
//! one without text, has `file` alone. What a fixture does not need it leaves out: a `site.toml` with a
//! title and a home page are added. Lines that begin with `#` say why a fixture is as it is.
//! `UPDATE_GOLDENS=1` writes the places anew and keeps the words that still hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gongbao::diag::Code;
use serde_json::Value;

use crate::support::{cases, copy, folder, gongbao, is_updating, repository, said, text, write};

/// Mistakes that no folder of files can show, or not well.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "source/not-found",
        "a fixture is a site; tests/cli.rs has a folder that is none",
    ),
    (
        "data/more-errors",
        "a thousand expectations would hide the one that counts; src/data/complaints.rs",
    ),
    (
        "document/missing-face",
        "which fonts a machine has differs; tests/documents.rs requires those few have",
    ),
    (
        "document/missing-character",
        "needs a font to lack it; tests/documents.rs writes one nobody has",
    ),
    (
        "edition/exists",
        "a check publishes nothing; tests/editions.rs does so twice",
    ),
    (
        "opinion/no-ledger",
        "a check begins no report; tests/opinions.rs asks for a ledger nobody shows",
    ),
    (
        "publish/file-exists",
        "a check begins no report; tests/opinions.rs begins one twice",
    ),
    (
        "publish/not-empty",
        "a check makes no folder; tests/start.rs names one that is not empty",
    ),
    (
        "publish/duplicate-file",
        "routes are checked before; src/publish/tests.rs hands two files over",
    ),
    (
        "publish/locked",
        "needs two builds at once; src/publish/tests.rs holds the lock",
    ),
    (
        "publish/not-ours",
        "a check writes nothing; src/publish/tests.rs has such a folder",
    ),
    (
        "publish/write-failed",
        "a check writes nothing; src/publish/tests.rs leaves the folder",
    ),
];

/// One complaint as a line of `expected.txt`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Complaint {
    code: String,
    place: String,
    words: String,
}

#[test]
fn every_fixture_says_what_it_should() {
    let complaints: Vec<String> = cases("diagnostics")
        .iter()
        .flat_map(|it| check(it))
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_mistake_has_a_fixture() {
    let cases = cases("diagnostics");
    let said: BTreeSet<String> = cases
        .iter()
        .flat_map(|it| expected(it))
        .map(|it| it.code)
        .collect();
    for code in Code::ALL {
        let elsewhere = ELSEWHERE
            .iter()
            .any(|(it, reason)| *it == code.name() && !reason.is_empty());
        let has_fixture = said.contains(code.name());
        assert!(
            has_fixture != elsewhere,
            "{}: fixture {has_fixture}, tested elsewhere {elsewhere}",
            code.name()
        );
    }
}

fn check(case: &Path) -> Vec<String> {
    let found = ["zh", "en"].map(|lang| found(case, lang));
    let [zh, en] = &found;
    let wanted = expected(case);
    if is_updating() {
        update(case, &wanted, zh);
    }
    let wanted = expected(case);
    let mut complaints = compare(&wanted, zh);
    complaints.extend(en.iter().chain(zh).filter_map(|it| bad_words(&it.words)));
    let places =
        |list: &[Complaint]| -> Vec<String> { list.iter().map(|it| it.place.clone()).collect() };
    if places(zh) != places(en) {
        complaints.push("the languages disagree on the places".to_owned());
    }
    let name = case
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    complaints
        .into_iter()
        .map(|it| format!("{name}: {it}"))
        .collect()
}

fn compare(wanted: &[Complaint], found: &[Complaint]) -> Vec<String> {
    let says = |found: &Complaint, it: &Complaint| {
        // A place may be given by its line alone.
        let is_there =
            found.place == it.place || found.place.starts_with(&format!("{}:", it.place));
        found.code == it.code && is_there && found.words.contains(&it.words)
    };
    let missing = wanted
        .iter()
        .filter(|it| !found.iter().any(|other| says(other, it)));
    let extra = found
        .iter()
        .filter(|it| !wanted.iter().any(|other| says(it, other)));
    let missing = missing.map(|it| format!("not said: {} {} {}", it.code, it.place, it.words));
    missing
        .chain(extra.map(|it| format!("said too: {} {} {}", it.code, it.place, it.words)))
        .collect()
}

/// Words nobody filled in, or none at all.
fn bad_words(words: &str) -> Option<String> {
    let is_name =
        |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_lowercase() || it == '_');
    let open = words
        .split('{')
        .skip(1)
        .filter_map(|it| it.split_once('}'))
        .find(|(name, _)| is_name(name));
    match open {
        Some((name, _)) => Some(format!("{{{name}}} was not filled in: {words}")),
        None if words.trim().is_empty() => Some("has no words".to_owned()),
        None => None,
    }
}

/// What the program says about a fixture.
fn found(case: &Path, lang: &str) -> Vec<Complaint> {
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
    let args = [
        "check",
        &text(root.path()),
        "--format",
        "json",
        "--lang",
        lang,
    ];
    let run = gongbao(&args).output().expect("the program to start");
    let result: Value = serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|_| panic!("{}: {}", case.display(), said(&run)));
    result["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(read)
        .collect()
}

fn read(value: &Value) -> Complaint {
    let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let at = ["line", "column"]
        .iter()
        .filter_map(|it| value[*it].as_u64());
    let at: String = at.map(|it| format!(":{it}")).collect();
    Complaint {
        code: word("code"),
        place: word("file") + &at,
        words: format!("{} {}", word("message"), word("help")),
    }
}

/// What is to be said about a fixture.
fn expected(case: &Path) -> Vec<Complaint> {
    let text = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
    let lines = text
        .lines()
        .filter(|it| !it.trim().is_empty() && !it.starts_with('#'));
    let read = |line: &str| {
        let mut parts = line.splitn(3, ' ').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Complaint {
            code: next(),
            place: next(),
            words: next(),
        }
    };
    lines.map(read).collect()
}

fn update(case: &Path, wanted: &[Complaint], found: &[Complaint]) {
    let old = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
    let mut out: String = old
        .lines()
        .filter(|it| it.starts_with('#'))
        .map(|it| format!("{it}\n"))
        .collect();
    for it in found {
        let known = wanted
            .iter()
            .find(|other| other.code == it.code && it.words.contains(&other.words));
        let words = known.map_or("", |it| &it.words);
        out.push_str(format!("{} {} {words}", it.code, it.place).trim_end());
        out.push('\n');
    }
    write(&case.join("expected.txt"), out.as_bytes());
}

#[test]
fn fixtures_are_named_after_their_mistake() {
    for case in cases("diagnostics") {
        let name = case
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let codes: Vec<String> = expected(&case)
            .iter()
            .map(|it| it.code.replace('/', "-"))
            .collect();
        assert!(
            codes.iter().any(|it| name.starts_with(it.as_str())),
            "{name} expects {codes:?}"
        );
    }
    assert!(repository().join("tests/diagnostics").is_dir());
}
