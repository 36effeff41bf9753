//! The same packages checked by gongbao and by frictionless: the same errors in the same cells.
//!
//! `frictionless/packages/` holds the packages, `frictionless/said.json` what frictionless says about them
//! (`tests/run` asks it again), and `frictionless/differences.toml` each error that only one of the two
//! reports, with the reason. A difference that is not listed fails, and one that is gone fails, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{copy, folder, gongbao, repository, said, text, write};

/// Errors about a row as a whole; the rest has a field.
const ROWS: [&str; 6] = [
    "blank-row",
    "primary-key",
    "unique-key",
    "foreign-key",
    "duplicate-row",
    "row-constraint",
];

#[test]
fn agrees_with_frictionless() {
    let theirs = theirs();
    let packages = crate::support::cases("frictionless/packages");
    assert!(
        packages.len() >= 25 && packages.len() == theirs.len(),
        "said.json is about other packages"
    );
    let mut found: Vec<String> = Vec::new();
    for package in packages {
        let name = package
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let ours = ours(&package);
        found
            .extend(without(&theirs[&name], &ours).map(|it| format!("{name}: frictionless: {it}")));
        found.extend(without(&ours, &theirs[&name]).map(|it| format!("{name}: gongbao: {it}")));
    }
    let listed = listed();
    let new: Vec<String> = without(&found, &listed).collect();
    let gone: Vec<String> = without(&listed, &found).collect();
    assert!(
        new.is_empty(),
        "only one of the two reports:\n{}",
        new.join("\n")
    );
    assert!(
        gone.is_empty(),
        "differences.toml lists what is no difference any more:\n{}",
        gone.join("\n")
    );
}

/// The lines of one list that another lacks, each as often as it lacks them.
fn without(lines: &[String], others: &[String]) -> impl Iterator<Item = String> {
    let mut others = others.to_vec();
    let left = lines
        .iter()
        .filter(move |line| match others.iter().position(|it| it == *line) {
            Some(at) => {
                others.swap_remove(at);
                false
            }
            None => true,
        });
    left.cloned().collect::<Vec<String>>().into_iter()
}

fn read(name: &str) -> String {
    fs::read_to_string(repository().join("tests/frictionless").join(name)).expect("a readable file")
}

fn theirs() -> BTreeMap<String, Vec<String>> {
    let said: Value = serde_json::from_str(&read("said.json")).expect("JSON");
    serde_json::from_value(said["packages"].clone()).expect("lines for each package")
}

/// The differences that have a reason.
fn listed() -> Vec<String> {
    let list: toml::Table = read("differences.toml").parse().expect("TOML");
    let one = |it: &toml::Value| {
        let word = |key: &str| {
            it.get(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        assert!(word("reason").len() > 20, "{it} has no reason");
        format!("{}: {}: {}", word("package"), word("only"), word("error"))
    };
    list["difference"]
        .as_array()
        .expect("a list")
        .iter()
        .map(one)
        .collect()
}

/// What gongbao says about a package, in the form of said.json.
fn ours(package: &Path) -> Vec<String> {
    let root = folder();
    write(
        &root.path().join("site.toml"),
        "title = \"公报\"\n".as_bytes(),
    );
    write(
        &root.path().join("content/index.md"),
        "---\ntitle: 公报\n---\n".as_bytes(),
    );
    copy(package, &root.path().join("data"));
    let args = [
        "check",
        &text(root.path()),
        "--format",
        "json",
        "--lang",
        "en",
    ];
    let run = gongbao(&args).output().expect("the program to start");
    let result: Value =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", said(&run)));
    let all = result["diagnostics"].as_array().expect("a list");
    // What may not be published is no error of the data.
    let errors: Vec<&Value> = all.iter().filter(|it| it["severity"] == "error").collect();
    assert_eq!(
        run.status.success(),
        errors.is_empty(),
        "{}",
        package.display()
    );
    errors.into_iter().map(line).collect()
}

fn line(error: &Value) -> String {
    let word = |key: &str| error[key].as_str().unwrap_or_default();
    let code = word("code").trim_start_matches("data/");
    if code == "missing-label" {
        // It stands in the descriptor; the message quotes the column and the file.
        let quoted: Vec<&str> = word("message").split('`').collect();
        return format!(
            "{} {code} {}",
            quoted[3].trim_start_matches("data/"),
            quoted[1]
        );
    }
    let at = match (&error["row"], &error["field_number"]) {
        (Value::Null, _) => String::new(),
        (row, _) if ROWS.contains(&code) => format!(" {row}"),
        (row, field) => format!(" {row}:{field}"),
    };
    format!("{} {code}{at}", word("file").trim_start_matches("data/"))
}
