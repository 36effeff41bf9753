//! What the stage promises, tried on a real disk.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests look at the disk themselves"
)]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::publish::open_stage;
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_output::Sink;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Publishes some files and gives the codes of the complaints.
fn publish(out: &Path, files: &[(&str, &str)]) -> Vec<&'static str> {
    let mut diags = Diags::new();
    if let Some(stage) = open_stage(out, &mut diags) {
        files
            .iter()
            .for_each(|(path, text)| stage.put(path, text.as_bytes()));
        stage.finish(&mut diags);
        if diags.gate().is_ok() {
            stage.swap_in(&mut diags);
        }
    }
    diags.sorted().iter().map(|it| it.code.name()).collect()
}

/// Everything below a folder, hidden neighbours included, the lock left out.
fn tree(root: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .map(|it| it.expect("an entry"));
    let paths = files
        .filter(|it| it.file_type().is_file())
        .map(|it| it.into_path());
    let names = paths.map(|it| it.strip_prefix(root).expect("below").display().to_string());
    names.filter(|it| !it.ends_with("-lock")).collect()
}

fn check_refused(files: &[(&str, &str)], code: &str) {
    let root = folder();
    let out = root.path().join("public");
    assert_eq!(publish(&out, &[("a.html", "old")]), [""; 0]);
    assert_eq!(publish(&out, files), [code]);
    assert_eq!(
        fs::read_to_string(out.join("a.html")).expect("the old file"),
        "old"
    );
    assert_eq!(tree(root.path()), ["public/a.html", "public/gongbao.json"]);
}

#[test]
fn publishes_a_tree_and_replaces_it() {
    let root = folder();
    let out = root.path().join("new/parent/public");
    assert_eq!(
        publish(&out, &[("b/index.html", "1"), ("a.html", "2")]),
        [""; 0]
    );
    assert_eq!(tree(&out), ["a.html", "b/index.html", "gongbao.json"]);
    assert_eq!(publish(&out, &[("c.html", "3")]), [""; 0]);
    assert_eq!(
        tree(&root.path().join("new/parent")),
        ["public/c.html", "public/gongbao.json"]
    );
}

#[test]
fn lists_what_it_published_in_order() {
    let root = folder();
    let out = root.path().join("public");
    publish(&out, &[("b.html", "b"), ("a.html", "")]);
    let text = fs::read_to_string(out.join("gongbao.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(manifest["files"][0]["path"], "a.html");
    assert_eq!(manifest["files"][1]["bytes"], 1);
    assert_eq!(
        manifest["files"][0]["sha256"],
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn refuses_two_files_of_one_path() {
    check_refused(
        &[("a.html", "1"), ("a.html", "2")],
        "publish/duplicate-file",
    );
}

#[test]
fn refuses_two_files_that_differ_in_letter_case() {
    check_refused(
        &[("A.html", "1"), ("a.html", "2")],
        "publish/duplicate-file",
    );
}

#[test]
fn refuses_a_file_in_the_manifests_place() {
    check_refused(&[("gongbao.json", "{}")], "publish/duplicate-file");
}

#[test]
fn refuses_paths_that_leave_the_folder() {
    for path in [
        "../a.html",
        "/etc/a",
        "a/../../b",
        "",
        "a//b",
        "c:\\a",
        "./a",
    ] {
        check_refused(&[(path, "1")], "publish/write-failed");
    }
}

#[test]
fn refuses_a_folder_of_somebody_else() {
    let root = folder();
    let out = root.path().join("public");
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("thesis.txt"), "years of work").expect("a file");
    assert_eq!(publish(&out, &[("a.html", "1")]), ["publish/not-ours"]);
    assert_eq!(tree(root.path()), ["public/thesis.txt"]);
}

#[test]
fn refuses_to_delete_what_was_added_to_its_own_folder() {
    let root = folder();
    let out = root.path().join("public");
    publish(&out, &[("a.html", "1")]);
    fs::write(out.join("notice.txt"), "kept").expect("a file");
    assert_eq!(publish(&out, &[("a.html", "2")]), ["publish/not-ours"]);
    assert_eq!(
        fs::read_to_string(out.join("notice.txt")).expect("still there"),
        "kept"
    );
}

#[test]
fn refuses_a_file_in_the_folders_place() {
    let root = folder();
    let out = root.path().join("public");
    fs::write(&out, "a file").expect("a file");
    assert_eq!(publish(&out, &[("a.html", "1")]), ["publish/not-ours"]);
}

#[test]
fn refuses_a_second_build_of_one_folder() {
    let root = folder();
    let out = root.path().join("public");
    let mut diags = Diags::new();
    let first = open_stage(&out, &mut diags).expect("a stage");
    assert_eq!(publish(&out, &[("a.html", "1")]), ["publish/locked"]);
    drop(first);
    assert_eq!(publish(&out, &[("a.html", "1")]), [""; 0]);
}

#[test]
fn leaves_no_trace_when_it_is_dropped() {
    let root = folder();
    let mut diags = Diags::new();
    let stage = open_stage(&root.path().join("public"), &mut diags).expect("a stage");
    stage.put("a.html", b"1");
    drop(stage);
    assert_eq!(tree(root.path()), [""; 0]);
}

#[test]
fn takes_a_trailing_slash_and_dots() {
    for name in ["public/", "x/../public/.", "./public"] {
        let root = folder();
        fs::create_dir(root.path().join("x")).expect("a folder");
        let out = PathBuf::from(format!("{}/{name}", root.path().display()));
        assert_eq!(publish(&out, &[("a.html", "1")]), [""; 0], "{name}");
        assert_eq!(
            tree(root.path()),
            ["public/a.html", "public/gongbao.json"],
            "{name}"
        );
    }
}

#[cfg(unix)]
#[test]
fn publishes_where_a_link_leads() {
    let root = folder();
    fs::create_dir(root.path().join("real")).expect("a folder");
    std::os::unix::fs::symlink("real", root.path().join("public")).expect("a link");
    assert_eq!(
        publish(&root.path().join("public"), &[("a.html", "1")]),
        [""; 0]
    );
    assert!(root.path().join("public").is_symlink());
    assert_eq!(tree(&root.path().join("real")), ["a.html", "gongbao.json"]);
}

#[test]
fn complains_in_both_languages_without_open_places() {
    let root = folder();
    let out = root.path().join("public");
    fs::write(&out, "a file").expect("a file");
    let mut diags = Diags::new();
    assert!(open_stage(&out, &mut diags).is_none());
    for lang in Lang::ALL {
        let complaint = diags.sorted()[0].message(lang);
        assert!(!complaint.contains('{'), "{complaint}");
    }
}
