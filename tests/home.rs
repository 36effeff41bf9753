//! The home page answers at a glance: what falls due and what is new, in every theme that is built in.

use crate::support::{build, site};

const METRICS: &str =
    "- {id: n, title: 件数, table: t, value: {sum: n}, unit: 件, dimensions: [year], time: year,
   targets: [{at_least: 90, by: 2027-12-31, strength: must}]}\n";

/// The home page of a site in a theme.
fn home(theme: &str) -> String {
    let settings = format!("title = '公报'\ntheme = '{theme}'\nas_of = 2025-12-31\n");
    let root = site(&[
        ("site.toml", settings.as_str()),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
        (
            "content/a.md",
            "---\ntitle: 甲报告\ndate: 2026-01-15\n---\n{{ n(year=2025) }}\n",
        ),
        ("data/t.csv", "year,n\n2024,3\n2025,4\n"),
        ("data/metrics.yaml", METRICS),
    ]);
    let made = build(root.path(), &root.path().join("public"));
    String::from_utf8_lossy(&made["index.html"]).into_owned()
}

#[test]
fn what_is_due_and_what_is_new_stand_on_the_home_page_of_every_theme() {
    for theme in ["default", "redhead"] {
        let page = home(theme);
        for part in [
            "id=\"gb-due\"",
            "datetime=\"2027-12-31\"",
            "id=\"gb-latest\"",
            "甲报告",
            "datetime=\"2026-01-15\"",
        ] {
            assert!(page.contains(part), "{theme} lacks {part}:\n{page}");
        }
    }
}
