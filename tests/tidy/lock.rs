//! The fuzz targets are linked with what the program is linked with, compiled once for both.

use std::collections::BTreeSet;

use crate::support::repository;

/// Each crate of a lock file with its version, but for those of its own workspace.
fn crates(path: &str) -> BTreeSet<(String, String)> {
    let text = std::fs::read_to_string(repository().join(path)).expect("a lock file");
    let value = |package: &str, key: &str| {
        let line = package
            .lines()
            .find_map(|it| it.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|it| it.trim_matches('"').to_owned())
    };
    let packages = text
        .split("[[package]]")
        .filter(|it| it.contains("\nsource = "));
    packages
        .filter_map(|it| Some((value(it, "name")?, value(it, "version")?)))
        .collect()
}

#[test]
fn the_fuzz_targets_have_the_versions_of_the_program() {
    let (program, fuzz) = (crates("Cargo.lock"), crates("fuzz/Cargo.lock"));
    let other: Vec<&(String, String)> = fuzz
        .difference(&program)
        .filter(|it| it.0 != "libfuzzer-sys" && it.0 != "arbitrary")
        .collect();
    assert!(
        other.is_empty(),
        "copy Cargo.lock over fuzz/Cargo.lock and run fuzz/run 1: {other:?}"
    );
}
