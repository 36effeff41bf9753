//! Imports go down only, and each third-party crate has one home.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

use crate::tidy::{Source, sources};

/// What each room may know. `locale` is text and numbers alone, so everybody may.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("locale", &[]),
    ("diag", &["locale"]),
    ("prose", &["diag", "locale"]),
    ("source", &["diag", "locale"]),
    ("config", &["diag", "locale", "source"]),
    ("theme", &["diag", "locale", "source", "config"]),
    ("data", &["diag", "locale", "source"]),
    ("metric", &["diag", "locale", "source", "data"]),
    ("guard", &["diag", "locale", "source", "config", "data"]),
    ("chart", &["diag", "locale", "source", "data", "metric"]),
    ("content", &["diag", "locale", "prose", "source"]),
    (
        "site",
        &[
            "diag", "prose", "locale", "config", "source", "data", "metric", "chart", "content",
        ],
    ),
    (
        "edition",
        &[
            "diag", "prose", "locale", "source", "data", "metric", "site",
        ],
    ),
    (
        "output",
        &[
            "diag", "prose", "locale", "source", "config", "theme", "data", "metric", "chart",
            "site",
        ],
    ),
    ("publish", &["diag", "locale", "config", "guard", "output"]),
    (
        "pipeline",
        &[
            "diag", "locale", "prose", "source", "config", "theme", "data", "metric", "guard",
            "chart", "content", "site", "edition", "output", "publish",
        ],
    ),
    (
        "cli",
        &[
            "diag", "locale", "source", "config", "theme", "data", "metric", "site", "edition",
            "output", "pipeline",
        ],
    ),
    ("main", &[]),
    ("lib", &[]),
];

/// Where each third-party crate lives: its name and the paths below `src`. Crates that are part of
/// everyday speech (`serde`, `serde_json`, `rayon`, `sha2`) may be used anywhere.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["guard/"]),
    ("annotate_snippets", &["diag/render.rs"]),
    // In the tree with polars: Parquet is packed with it.
    ("brotli", &["publish/packed.rs"]),
    ("calamine", &["data/formats/workbook/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/shell.rs"]),
    ("clap_mangen", &["cli/shell.rs"]),
    ("encoding_rs", &["source/"]),
    (
        "flate2",
        &[
            "output/zip.rs",
            "output/picture/png.rs",
            "guard/packed.rs",
            "publish/packed.rs",
        ],
    ),
    ("httparse", &["cli/serve/http.rs"]),
    ("indicatif", &["cli/"]),
    // The day of publication is read off the clock in `cli` alone.
    ("jiff", &["locale/", "cli/"]),
    ("minijinja", &["site/", "output/html/"]),
    ("miniz_oxide", &["output/picture/png.rs"]),
    ("pinyin", &["content/"]),
    ("plotters", &["chart/canvas.rs"]),
    ("plotters_backend", &["chart/canvas.rs"]),
    ("polars", &["data/"]),
    ("polars_io", &["data/formats/parquet/"]),
    ("polars_parquet_format", &["data/formats/parquet/"]),
    ("pulldown_cmark", &["content/"]),
    ("quick_xml", &["data/formats/workbook/"]),
    ("regex", &["data/", "guard/"]),
    ("resvg", &["output/picture/pixels.rs"]),
    ("rustix", &["publish/"]),
    ("saphyr_parser", &["source/"]),
    ("sqlparser", &["data/"]),
    ("sys_locale", &["cli/"]),
    ("toml", &["config/", "theme/"]),
    (
        "ttf_parser",
        &["output/picture/pixels.rs", "output/documents/faces.rs"],
    ),
    ("typst", &["output/documents/pdf/"]),
    ("typst_layout", &["output/documents/pdf/"]),
    ("typst_pdf", &["output/documents/pdf/"]),
    // The output folder is looked over before it is replaced.
    ("walkdir", &["source/", "publish/"]),
    ("zip", &["data/formats/workbook/"]),
];

const EVERYWHERE: &[&str] = &["serde", "serde_json", "rayon", "sha2"];

/// The paths a file names, each as its segments; `use` trees are spread out.
#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, it: &'a syn::ItemUse) {
        self.spread(Vec::new(), &it.tree);
    }

    fn visit_path(&mut self, it: &'a syn::Path) {
        self.0
            .insert(it.segments.iter().map(|it| it.ident.to_string()).collect());
        visit::visit_path(self, it);
    }

    fn visit_macro(&mut self, it: &'a syn::Macro) {
        // Tokens of a macro are no paths yet; `crate :: room` is what they would become.
        let text = it.tokens.to_string().replace(' ', "");
        for part in text.split("crate::").skip(1) {
            let room = part
                .split(|it: char| !it.is_alphanumeric() && it != '_')
                .next()
                .unwrap_or_default();
            self.0.insert(vec!["crate".to_owned(), room.to_owned()]);
        }
        visit::visit_macro(self, it);
    }
}

impl Paths {
    fn of(source: &Source) -> BTreeSet<Vec<String>> {
        let mut paths = Paths::default();
        source.visit(&mut paths);
        paths.0
    }

    fn spread(&mut self, mut before: Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(it) => {
                before.push(it.ident.to_string());
                self.spread(before, &it.tree);
            }
            syn::UseTree::Group(it) => it
                .items
                .iter()
                .for_each(|it| self.spread(before.clone(), it)),
            syn::UseTree::Name(it) => self.end(before, it.ident.to_string()),
            syn::UseTree::Rename(it) => self.end(before, it.ident.to_string()),
            syn::UseTree::Glob(_) => self.end(before, "*".to_owned()),
        }
    }

    fn end(&mut self, mut before: Vec<String>, last: String) {
        before.push(last);
        self.0.insert(before);
    }
}

fn check(rule: impl Fn(&Source, &[String]) -> Option<String>) {
    let mut complaints = BTreeSet::new();
    for source in sources() {
        let found = Paths::of(&source)
            .into_iter()
            .filter_map(|it| rule(&source, &it));
        complaints.extend(found.map(|it| format!("src/{}: {it}", source.path)));
    }
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn rooms_know_only_lower_rooms() {
    check(|source, path| {
        let room = source.room();
        let known = MAY_KNOW
            .iter()
            .find(|(it, _)| *it == room)
            .map(|(_, known)| *known);
        let Some(known) = known else {
            return Some(format!("`{room}` is not among the rooms"));
        };
        let [first, other, ..] = path else {
            return None;
        };
        let is_room = first == "crate" && MAY_KNOW.iter().any(|(it, _)| it == other);
        (is_room && other != room && !known.contains(&other.as_str()))
            .then(|| format!("may not know `{other}`"))
    });
}

#[test]
fn the_table_of_rooms_has_no_circle() {
    for (rank, (room, known)) in MAY_KNOW.iter().enumerate() {
        let lower: Vec<&str> = MAY_KNOW[..rank].iter().map(|(it, _)| *it).collect();
        assert!(
            known.iter().all(|it| lower.contains(it)),
            "{room} knows a room above it"
        );
    }
}

#[test]
fn third_party_crates_stay_at_home() {
    check(|source, path| {
        let (_, homes) = HOMES
            .iter()
            .find(|(name, _)| path.len() > 1 && path[0] == *name)?;
        let is_home = homes.iter().any(|it| source.path.starts_with(it));
        (!is_home).then(|| format!("`{}` lives in {}", path[0], homes.join(", ")))
    });
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = std::fs::read_to_string(crate::support::repository().join("Cargo.toml"))
        .expect("a manifest");
    let sections = manifest
        .split("\n[")
        .filter(|it| it.contains("dependencies]") && !it.starts_with("dev-"));
    let lines = sections
        .flat_map(|it| it.lines().skip(1))
        .filter(|it| !it.starts_with('#'));
    for name in lines
        .filter_map(|it| it.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
    {
        let is_known =
            HOMES.iter().any(|(it, _)| *it == name) || EVERYWHERE.contains(&name.as_str());
        assert!(is_known, "the crate `{name}` has no home");
    }
}

#[test]
fn nobody_imports_everything_from_above() {
    check(|_, path| {
        let is_above =
            path.iter().any(|it| it == "super") && path.last().is_some_and(|it| it == "*");
        is_above.then(|| "use super::*".to_owned())
    });
}

#[test]
fn rooms_have_names_that_say_what_they_hold() {
    for source in sources() {
        let parts = source.path.split(['/', '.']);
        let vague = parts.filter(|it| {
            [
                "utils", "util", "common", "helpers", "helper", "types", "misc",
            ]
            .contains(it)
        });
        assert_eq!(vague.count(), 0, "src/{}", source.path);
    }
}
