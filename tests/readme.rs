//! The five-minute report of the README, built from the README's own words.

use std::fs;

use crate::support::{build, folder, gongbao, repository, said, site, text};

/// The files a README tells its reader to make: a line with a path in backticks, then a fence.
fn files(readme: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(repository().join(readme)).expect("the README");
    let mut files = Vec::new();
    let mut path = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let named = line.split('`').nth(1).filter(|it| {
            it.starts_with("data/") || it.starts_with("content/") || *it == "site.toml"
        });
        if let Some(fence) = line
            .strip_suffix(line.trim_start_matches('`'))
            .filter(|it| it.len() >= 3)
        {
            let body: Vec<&str> = lines.by_ref().take_while(|it| *it != fence).collect();
            files.extend(path.take().map(|path| (path, body.join("\n") + "\n")));
        } else if line.starts_with('#') {
            path = None;
        } else if let Some(named) = named {
            path = Some(named.to_owned());
        }
    }
    files
}

fn check(readme: &str) {
    let files = files(readme);
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        names,
        [
            "site.toml",
            "data/waste.csv",
            "content/index.md",
            "data/metrics.yaml"
        ]
    );
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let site = site(&files);
    let run = gongbao(&["check", &text(site.path()), "--strict"])
        .output()
        .expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    let out = folder();
    let tree = build(site.path(), &out.path().join("public"));
    let home = String::from_utf8_lossy(&tree["index.html"]).into_owned();
    for shown in ["85.7%", "提高6.1个百分点", "高于目标1.5个百分点"] {
        assert!(home.contains(shown), "the home page lacks {shown}");
    }
}

#[test]
fn the_english_readme_leads_to_a_report() {
    check("README.md");
}

#[test]
fn the_chinese_readme_leads_to_a_report() {
    check("README.zh-CN.md");
}
