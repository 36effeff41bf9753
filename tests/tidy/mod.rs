//! The invariants of the architecture, held against the source code itself.

mod cycles;
mod imports;
mod lock;
mod sizes;

use std::path::{Path, PathBuf};

use syn::visit::Visit;

use crate::support::repository;

/// A source file of the program.
pub(crate) struct Source {
    /// Path below the repository, with `/`.
    pub path: String,
    pub text: String,
    /// Its items, those for tests taken out.
    pub items: Vec<syn::Item>,
}

impl Source {
    /// Shows every item of the program, but not of its tests, to a visitor.
    pub(crate) fn visit<'a>(&'a self, visitor: &mut impl Visit<'a>) {
        self.items.iter().for_each(|it| visitor.visit_item(it));
    }
}

/// Every source file of the program and its crates, in order. Files that hold only tests are left out: those of modules
/// that are declared for tests, and of the modules in these.
pub(crate) fn sources() -> Vec<Source> {
    let root = repository();
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    for entry in std::fs::read_dir(root.join("crates")).expect("a folder of crates") {
        collect(&entry.expect("an entry").path().join("src"), &mut paths);
    }
    paths.sort();
    let files: Vec<(PathBuf, syn::File)> = paths
        .into_iter()
        .map(|it| (it.clone(), parse(&it)))
        .collect();
    let tests: Vec<PathBuf> = files
        .iter()
        .flat_map(|(path, file)| test_modules(path, file))
        .collect();
    let is_test = |path: &Path| tests.iter().any(|it| path.starts_with(it));
    files
        .into_iter()
        .filter(|(path, _)| !is_test(&path.with_extension("")))
        .map(|(path, file)| source(&root, &path, file))
        .collect()
}

fn parse(path: &Path) -> syn::File {
    let text = std::fs::read_to_string(path).expect("a readable source file");
    syn::parse_file(&text).expect("a source file that parses")
}

/// The modules of a file that are for tests alone and have files of their own, without extension.
fn test_modules(path: &Path, file: &syn::File) -> Vec<PathBuf> {
    let folder = match path.file_stem().and_then(|it| it.to_str()) {
        Some("lib" | "main" | "mod") => path.with_file_name(""),
        Some(_) | None => path.with_extension(""),
    };
    let module = |it: &syn::Item| match it {
        syn::Item::Mod(module) if module.content.is_none() && is_test(it) => {
            Some(folder.join(module.ident.to_string()))
        }
        _ => None,
    };
    file.items.iter().filter_map(module).collect()
}

fn source(root: &Path, path: &Path, parsed: syn::File) -> Source {
    let text = std::fs::read_to_string(path).expect("a readable source file");
    let parts = path
        .strip_prefix(root)
        .expect("below the repository")
        .components();
    let parts: Vec<_> = parts.map(|it| it.as_os_str().to_string_lossy()).collect();
    let items = parsed.items.into_iter().filter(|it| !is_test(it)).collect();
    Source {
        path: parts.join("/"),
        text,
        items,
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|it| it == "rs") {
            paths.push(path);
        }
    }
}

/// Whether an item exists for tests only.
pub(crate) fn is_test(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(it) => &it.attrs,
        syn::Item::Fn(it) => &it.attrs,
        syn::Item::Const(it) => &it.attrs,
        syn::Item::Use(it) => &it.attrs,
        syn::Item::Impl(it) => &it.attrs,
        syn::Item::Struct(it) => &it.attrs,
        _ => return false,
    };
    attributes.iter().any(|it| match &it.meta {
        syn::Meta::List(it) => it.path.is_ident("cfg") && it.tokens.to_string() == "test",
        _ => it.path().is_ident("test"),
    })
}

#[test]
fn files_of_tests_alone_are_left_out() {
    let paths: Vec<String> = sources().into_iter().map(|it| it.path).collect();
    let has = |path: &str| paths.iter().any(|it| it == path);
    assert!(has("crates/data/src/lib.rs") && has("src/outputs.rs"));
    for path in [
        "crates/data/src/testing.rs",
        "crates/chart/src/tests/kinds.rs",
        "src/outputs/tests/sample.rs",
        "src/publish/tests.rs",
    ] {
        assert!(!has(path), "{path}");
        assert!(repository().join(path).is_file(), "{path} is gone");
    }
}
