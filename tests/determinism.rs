//! The same input gives the same bytes, whatever the machine.

use std::path::Path;

use crate::support::{Tree, differences, folder, gongbao, said, text, tree, whole_demonstration};

/// Builds a copy of the demonstration site; `surroundings` are variables of the environment.
fn built(threads: &str, surroundings: &[(&str, &str)], cwd: &Path) -> Tree {
    let (site, out) = (whole_demonstration(), folder());
    let out = out.path().join("public");
    let args = [
        "build",
        &text(site.path()),
        "--out",
        &text(&out),
        "--threads",
        threads,
    ];
    let mut command = gongbao(&args);
    let run = command
        .envs(surroundings.iter().copied())
        .current_dir(cwd)
        .output()
        .expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    tree(&out)
}

#[test]
fn the_demonstration_site_is_the_same_everywhere() {
    let here = folder();
    let plain = built("1", &[], Path::new("/"));
    assert!(plain.contains_key("index.html"), "{:?}", plain.keys());
    let surroundings = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "zh_CN.UTF-8"),
        ("LC_ALL", "en_US.UTF-8"),
        ("POLARS_MAX_THREADS", "3"),
        ("SOURCE_DATE_EPOCH", "1"),
    ];
    let other = built("4", &surroundings, here.path());
    assert_eq!(differences(&plain, &other), [""; 0]);
}
