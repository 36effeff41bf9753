//! What a change of one input changes in the output: the pages that show it, and no others.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{Tree, build, differences, folder, site, write};

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"公报\"\nas_of = 2025-12-31\n"),
    (
        "data/staff.csv",
        "district,year,officers\n东区,2025,4321\n西区,2025,1234\n",
    ),
    (
        "data/metrics.yaml",
        "- id: officers\n  title: 警力\n  table: staff\n  value: {sum: officers}\n  unit: 人\n  dimensions: [district, year]\n",
    ),
    ("content/index.md", "---\ntitle: 公报\n---\n\n没有数字。\n"),
    (
        "content/east.md",
        "---\ntitle: 东区\n---\n\n东区{{ officers(district=\"东区\", year=2025) }}。\n",
    ),
    (
        "content/west.md",
        "---\ntitle: 西区\n---\n\n西区{{ officers(district=\"西区\", year=2025) }}。\n",
    ),
];

/// The trees before and after an edit of a site.
fn before_and_after(root: &Path, edit: impl FnOnce(&Path)) -> (Tree, Tree) {
    let out = folder();
    let before = build(root, &out.path().join("public"));
    edit(root);
    (before, build(root, &out.path().join("public")))
}

/// The pages of a tree whose text holds a word.
fn showing(tree: &Tree, word: &str) -> BTreeSet<String> {
    let pages = tree.iter().filter(|(path, _)| path.ends_with(".html"));
    let showing = pages.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word));
    showing.map(|(path, _)| path.clone()).collect()
}

fn changed_pages(before: &Tree, after: &Tree) -> BTreeSet<String> {
    differences(before, after)
        .into_iter()
        .filter(|it| it.ends_with(".html"))
        .collect()
}

#[test]
fn a_changed_number_changes_only_the_pages_that_show_it() {
    let root = site(SITE);
    let (before, after) = before_and_after(root.path(), |root| {
        write(
            &root.join("data/staff.csv"),
            "district,year,officers\n东区,2025,8765\n西区,2025,1234\n".as_bytes(),
        );
    });
    let changed = changed_pages(&before, &after);
    assert!(changed.iter().any(|it| it.contains("east")), "{changed:?}");
    assert!(!changed.iter().any(|it| it.contains("west")), "{changed:?}");
    assert_eq!(
        showing(&after, "4321"),
        BTreeSet::new(),
        "the old figure is still shown"
    );
    // The total over both districts may be shown as well, on the metric's own page.
    let shows: BTreeSet<String> = &showing(&after, "8765") | &showing(&after, "9999");
    assert!(
        changed.is_subset(&shows),
        "{changed:?} but only {shows:?} show it"
    );
}

#[test]
fn a_changed_word_changes_only_its_page() {
    let root = site(SITE);
    let (before, after) = before_and_after(root.path(), |root| {
        write(
            &root.join("content/west.md"),
            "---\ntitle: 西区\n---\n\n改了。\n".as_bytes(),
        );
    });
    let changed = changed_pages(&before, &after);
    assert!(changed.iter().any(|it| it.contains("west")), "{changed:?}");
    assert!(!changed.iter().any(|it| it.contains("east")), "{changed:?}");
}

#[test]
fn building_twice_changes_nothing() {
    let root = site(SITE);
    let (before, after) = before_and_after(root.path(), |_| ());
    assert_eq!(differences(&before, &after), [""; 0]);
}
