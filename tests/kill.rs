//! A build that is killed leaves the live folder as one of two complete versions.
#![cfg(unix)]

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{build, folder, gongbao, site, text, tree, write};

const N_KILLS: u32 = 30;

fn edition(root: &Path, word: &str) {
    for n in 0..40 {
        let page = format!(
            "---\ntitle: {word}{n}\n---\n\n{}\n",
            format!("{word}。\n\n").repeat(50)
        );
        write(&root.join(format!("content/page-{n}.md")), page.as_bytes());
    }
}

/// Starts a build and kills it after a while; it may have been faster.
fn killed_build(site: &Path, out: &Path, after: Duration) {
    let (site, out) = (text(site), text(out));
    let mut command = gongbao(&["build", &site, "--out", &out]);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program to start");
    std::thread::sleep(after);
    // The error of a child that has already gone is no concern here.
    let _ = child.kill();
    child.wait().expect("the end of the program");
}

#[test]
fn a_killed_build_never_leaves_half_a_site() {
    let root = site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", "# 公报\n"),
    ]);
    let (out, other) = (folder(), folder());
    let out = out.path().join("public");
    edition(root.path(), "甲版");
    let first = build(root.path(), &out);
    edition(root.path(), "乙版");
    let started = Instant::now();
    let second = build(root.path(), &other.path().join("public"));
    let n_steps = 2 * N_KILLS;
    let step = started.elapsed() / n_steps;
    assert!(first != second, "the two versions are the same");
    for n in 0..N_KILLS {
        edition(root.path(), if n % 2 == 0 { "乙版" } else { "甲版" });
        // A fixed scramble of the moments, from the very start to a little after the usual end.
        killed_build(root.path(), &out, step * ((n * 37 + 11) % (n_steps + 8)));
        let live = tree(&out);
        assert!(
            live == first || live == second,
            "kill {n} left {:?}",
            live.keys()
        );
    }
    edition(root.path(), "甲版");
    assert!(build(root.path(), &out) == first);
    let left: Vec<String> = tree(out.parent().expect("a parent"))
        .into_keys()
        .filter(|it| it.contains("gongbao-"))
        .collect();
    assert_eq!(left, [".public.gongbao-lock"]);
}
