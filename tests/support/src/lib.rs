//! What the tests of all crates share: running the program on folders, looking at what it made, and comparing it with
//! what is kept. Only tests depend on it.
#![allow(
    clippy::disallowed_methods,
    reason = "tests stand outside the layers: they run the program and look at the disk"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod dice;
mod golden;
pub mod markup;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub use crate::dice::Dice;
pub use crate::golden::{compare_golden, is_updating};

/// The files of a folder by path with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The repository.
pub fn repository() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().nth(2);
    root.expect("this crate lies in tests/support").to_owned()
}

/// An empty folder that goes when it is dropped.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A site made of files given as path and text.
pub fn site(files: &[(&str, &str)]) -> TempDir {
    let root = folder();
    files
        .iter()
        .for_each(|(path, text)| write(&root.path().join(path), text.as_bytes()));
    root
}

/// A copy of the demonstration site, without pictures of pixels and documents, which take longer than all the rest.
pub fn demonstration() -> TempDir {
    let root = whole_demonstration();
    let settings = root.path().join("site.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    let outputs = "outputs = [\"html\", \"downloads\", \"figures\", \"svg\"]\n";
    write(&settings, (outputs.to_owned() + &text).as_bytes());
    root
}

/// A copy of the demonstration site, which is the repository itself.
pub fn whole_demonstration() -> TempDir {
    let root = folder();
    for part in [
        "site.toml",
        "content",
        "data",
        "editions",
        "themes",
        "static",
    ] {
        copy(&repository().join(part), &root.path().join(part));
    }
    root
}

/// Copies a file or folder, if it is there.
pub fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        write(to, &fs::read(from).expect("a readable file"));
    }
    for (path, bytes) in tree(from) {
        write(&to.join(path), &bytes);
    }
}

/// Writes a file and the folders it needs.
pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, bytes).expect("a written file");
}

/// All files below a folder; none if it is not there.
pub fn tree(root: &Path) -> Tree {
    let mut files = Tree::new();
    collect(root, root, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let parts = path
                .strip_prefix(root)
                .expect("below the root")
                .components();
            let parts: Vec<_> = parts.map(|it| it.as_os_str().to_string_lossy()).collect();
            files.insert(parts.join("/"), fs::read(&path).expect("a readable file"));
        }
    }
}

/// The folders directly in a folder of the tests, each a case.
pub fn cases(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("tests").join(name))
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = entries
        .map(|it| it.expect("an entry").path())
        .filter(|it| it.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The program, its surroundings the same on every machine.
pub fn gongbao(args: &[&str]) -> Command {
    let program = std::env::var_os("CARGO_BIN_EXE_gongbao");
    let mut command = Command::new(program.expect("cargo says where it put the program"));
    command
        .args(args)
        .env_remove("LANGUAGE")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C");
    command
}

/// Builds a site that has to be accepted.
pub fn build(site: &Path, out: &Path) -> Tree {
    let run = gongbao(&["build", &text(site), "--out", &text(out)])
        .output()
        .expect("the program to start");
    assert!(
        run.status.success(),
        "the build of {} was refused:\n{}",
        site.display(),
        said(&run)
    );
    tree(out)
}

/// Builds a site that has to be accepted with so many threads.
pub fn build_by(site: &Path, threads: &str) -> Tree {
    let out = folder();
    let run = gongbao(&[
        "build",
        &text(site),
        "--out",
        &text(out.path()),
        "--threads",
        threads,
    ])
    .output();
    let run = run.expect("the program to start");
    assert!(
        run.status.success(),
        "the build of {} was refused:\n{}",
        site.display(),
        said(&run)
    );
    tree(out.path())
}

/// Everything a run printed.
pub fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout)
}

/// A path as an argument.
pub fn text(path: &Path) -> String {
    path.to_str().expect("a path that is text").to_owned()
}

/// The paths that one tree has otherwise than another.
pub fn differences(a: &Tree, b: &Tree) -> Vec<String> {
    let mut paths: Vec<&String> = a.keys().chain(b.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|it| a.get(*it) != b.get(*it))
        .cloned()
        .collect()
}
