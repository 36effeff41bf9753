//! The invariants of the architecture, held against the source code itself.

mod cycles;
mod imports;
mod lock;
mod sizes;
mod words;

use std::path::{Path, PathBuf};

use syn::visit::Visit;

use crate::support::repository;

/// A source file of the program.
pub struct Source {
    /// Path below the repository, with `/`.
    pub path: String,
    pub text: String,
    /// Its items, those for tests taken out.
    pub items: Vec<syn::Item>,
}

impl Source {
    /// Shows every item of the program, but not of its tests, to a visitor.
    pub fn visit<'a>(&'a self, visitor: &mut impl Visit<'a>) {
        self.items.iter().for_each(|it| visitor.visit_item(it));
    }
}

/// Every source file of the program and its crates, in order. Files that hold only tests are left out.
pub fn sources() -> Vec<Source> {
    let root = repository();
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    for entry in std::fs::read_dir(root.join("crates")).expect("a folder of crates") {
        collect(&entry.expect("an entry").path().join("src"), &mut paths);
    }
    paths.sort();
    paths
        .iter()
        .filter(|it| !it.ends_with("tests.rs"))
        .map(|it| source(&root, it))
        .collect()
}

fn source(root: &Path, path: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("a readable source file");
    let parsed = syn::parse_file(&text).expect("a source file that parses");
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
pub fn is_test(item: &syn::Item) -> bool {
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
