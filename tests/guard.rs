//! What must not reach the public, seen from outside.

use std::fs;
use std::path::Path;

use crate::support::{build, demonstration, folder, gongbao, said, site, text, tree, write};

const PUBLIC: &str = "title = \"公报\"\naudience = \"public\"\n";
const HOME: &str = "---\ntitle: 公报\n---\n\n正文。\n";

fn for_the_public(root: &Path) {
    let settings = root.join("site.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    write(&settings, format!("audience = \"public\"\n{text}").as_bytes());
}

#[test]
fn the_demonstration_may_be_published_without_a_word() {
    let root = demonstration();
    for_the_public(root.path());
    let run = gongbao(&["check", &text(root.path()), "--strict", "--format", "json"]).output().expect("a run");
    assert!(run.status.success() && said(&run).contains("\"diagnostics\": []"), "{}", said(&run));
}

#[test]
fn a_planted_identity_number_stops_the_build_and_leaves_the_site_as_it_was() {
    let root = site(&[("site.toml", PUBLIC), ("content/index.md", HOME), ("data/t.csv", "a,b\n甲,1\n")]);
    let (folder, out) = (folder(), "public");
    let out = folder.path().join(out);
    let before = build(root.path(), &out);
    // The example of the standard GB 11643.
    write(&root.path().join("data/t.csv"), "a,b\n11010519491231002X,1\n".as_bytes());
    let run = gongbao(&["build", &text(root.path()), "--out", &text(&out), "--lang", "zh"]).output().expect("a run");
    assert!(!run.status.success() && said(&run).contains("公民身份号码"), "{}", said(&run));
    assert!(tree(&out) == before, "the site has changed");
}

#[test]
fn a_number_made_by_a_template_stops_the_build() {
    let template = "{{ \"110105\" }}{{ \"19491231002X\" }}";
    let files = [("site.toml", PUBLIC), ("content/index.md", HOME), ("themes/default/templates/home.html", template)];
    let root = site(&files);
    let run = gongbao(&["check", &text(root.path()), "--lang", "zh"]).output().expect("a run");
    let said = said(&run);
    assert!(!run.status.success() && said.contains("即将写出") && said.contains("index.html"), "{said}");
}
