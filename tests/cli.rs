//! The command line as its users meet it.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use crate::support::{folder, gongbao, said, site, text, tree};

fn check(args: &[&str], code: i32, expected: &str) {
    let run = gongbao(args).output().expect("the program to start");
    let said = said(&run);
    assert_eq!(run.status.code(), Some(code), "{args:?}\n{said}");
    assert!(said.contains(expected), "{args:?} said\n{said}");
}

#[test]
fn says_what_it_is() {
    check(
        &["--version"],
        0,
        concat!("gongbao ", env!("CARGO_PKG_VERSION")),
    );
    check(&["--help"], 0, "用法");
    check(&["build", "--help", "--lang", "en"], 0, "Usage:");
}

#[test]
fn refuses_commands_it_does_not_understand() {
    check(&[], 2, "缺少命令");
    check(&["deploy"], 2, "没有名为“deploy”的命令");
    check(
        &["build", "--strct", "--lang=en"],
        2,
        "did you mean `--strict`?",
    );
}

#[test]
fn refuses_a_folder_that_is_no_site() {
    let empty = folder();
    check(&["build", &text(empty.path())], 1, "source/not-found");
    assert!(tree(empty.path()).is_empty());
}

#[test]
fn speaks_the_language_of_the_system_before_the_sites() {
    let empty = folder();
    let mut command = gongbao(&["check", &text(empty.path())]);
    let run = command
        .env("LANG", "en_GB.UTF-8")
        .output()
        .expect("the program to start");
    assert!(
        said(&run).contains("error[source/not-found]"),
        "{}",
        said(&run)
    );
}

#[test]
fn builds_the_folder_it_stands_in() {
    let root = site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", "# 公报\n"),
    ]);
    let run = gongbao(&["build"])
        .current_dir(root.path())
        .output()
        .expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    let said = said(&run);
    let last: Vec<&str> = said.lines().rev().take(2).collect();
    assert!(last[1].starts_with("已生成："), "{said}");
    let home = Path::new("public").join("index.html");
    assert_eq!(
        last[0],
        format!("下一步：在浏览器中打开 {}", home.display())
    );
    assert!(root.path().join("public/index.html").is_file());
}

#[test]
fn leaves_the_live_site_untouched_when_it_refuses() {
    let root = site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", "# 公报\n"),
    ]);
    check(&["build", &text(root.path())], 0, "已生成");
    let before = tree(&root.path().join("public"));
    fs::write(
        root.path().join("content/index.md"),
        "# 公报\n\n{{ nothing }}\n",
    )
    .expect("a written file");
    check(&["build", &text(root.path())], 1, "未通过");
    assert!(tree(&root.path().join("public")) == before);
}

#[test]
fn check_writes_nothing() {
    let root = site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", "# 公报\n"),
    ]);
    let before = tree(root.path());
    check(&["check", &text(root.path())], 0, "核对通过");
    assert!(tree(root.path()) == before);
}

#[test]
fn survives_a_reader_that_goes_away() {
    let empty = folder();
    let path = text(empty.path());
    let mut command = gongbao(&["check", &path, "--format", "json"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program to start");
    drop(child.stdout.take());
    let mut complaints = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut complaints)
        .expect("text");
    assert_eq!(
        (child.wait().expect("an end").code(), complaints.as_str()),
        (Some(1), "")
    );
}
