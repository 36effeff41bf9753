//! Inside a crate files do not import each other in a circle: to read one of them is to read them all.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use crate::tidy::{Source, is_test, sources};

/// Two files may lean on each other, such as a whole and its part.
const MAX_CYCLE: usize = 2;

/// Crates whose cycles are still to be opened. This list only ever shrinks.
const STILL_CYCLIC: [&str; 0] = [];

/// How often a name may be handed on from one file to the next; only a name that leads back to itself is handed on
/// for ever.
const MAX_REEXPORTS: usize = 8;

/// The path of a file's module inside its crate: empty for the root.
type Module = Vec<String>;

/// A path that a file names.
struct Import {
    path: Vec<String>,
    /// Handed on under this name, which makes the file depend on nothing.
    reexported_as: Option<String>,
}

/// The paths a file names in `use` and, beginning with the crate, anywhere else.
#[derive(Default)]
struct Imports(Vec<Import>);

impl<'a> Visit<'a> for Imports {
    fn visit_item(&mut self, it: &'a syn::Item) {
        if !is_test(it) {
            visit::visit_item(self, it);
        }
    }

    fn visit_item_use(&mut self, it: &'a syn::ItemUse) {
        let is_public = !matches!(it.vis, syn::Visibility::Inherited);
        self.spread(&[], &it.tree, is_public);
    }

    fn visit_path(&mut self, it: &'a syn::Path) {
        let path: Vec<String> = it.segments.iter().map(|it| it.ident.to_string()).collect();
        if ["crate", "self", "super"].contains(&path[0].as_str()) && path.len() > 1 {
            self.add(path);
        }
        visit::visit_path(self, it);
    }

    fn visit_macro(&mut self, it: &'a syn::Macro) {
        // Tokens of a macro are no paths yet.
        let text = it.tokens.to_string().replace(' ', "");
        for rest in text.split("crate::").skip(1) {
            let end = rest.find(|it: char| !it.is_alphanumeric() && it != '_' && it != ':');
            let path = rest[..end.unwrap_or(rest.len())].split("::");
            self.add(
                std::iter::once("crate")
                    .chain(path)
                    .map(str::to_owned)
                    .collect(),
            );
        }
        visit::visit_macro(self, it);
    }
}

impl Imports {
    fn add(&mut self, path: Vec<String>) {
        self.0.push(Import {
            path,
            reexported_as: None,
        });
    }

    fn spread(&mut self, before: &[String], tree: &syn::UseTree, is_public: bool) {
        let longer = |it: &syn::Ident| [before, &[it.to_string()]].concat();
        let (path, name) = match tree {
            syn::UseTree::Path(it) => {
                return self.spread(&longer(&it.ident), &it.tree, is_public);
            }
            syn::UseTree::Group(it) => {
                return it
                    .items
                    .iter()
                    .for_each(|it| self.spread(before, it, is_public));
            }
            syn::UseTree::Name(it) => (longer(&it.ident), it.ident.to_string()),
            syn::UseTree::Rename(it) => (longer(&it.ident), it.rename.to_string()),
            syn::UseTree::Glob(_) => (before.to_vec(), "*".to_owned()),
        };
        self.0.push(Import {
            path,
            reexported_as: is_public.then_some(name),
        });
    }
}

/// The files of one crate by their modules.
#[derive(Default)]
struct Files(BTreeMap<Module, Vec<Import>>);

impl Files {
    fn add(&mut self, module: Module, source: &Source) {
        let mut imports = Imports::default();
        source.items.iter().for_each(|it| imports.visit_item(it));
        self.0.insert(module, imports.0);
    }

    /// The path from the root of the crate, if it is one inside it.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let n_up = path.iter().take_while(|it| *it == "super").count();
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => Some(
                [
                    module.get(..module.len().checked_sub(n_up)?)?,
                    &path[n_up..],
                ]
                .concat(),
            ),
            child => {
                let below = [module.as_slice(), &[child.to_owned()]].concat();
                self.0.contains_key(&below).then(|| [module, path].concat())
            }
        }
    }

    /// The file that what a path names stands in.
    fn file_of(&self, path: &[String], n_reexports: usize) -> Option<Module> {
        let n = (0..=path.len())
            .rev()
            .find(|n| self.0.contains_key(&path[..*n]))?;
        let (file, rest) = (path[..n].to_vec(), &path[n..]);
        let handed_on = rest.first().and_then(|name| {
            let imports = self.0[&file].iter();
            let mut same = imports.filter(|it| it.reexported_as.as_ref() == Some(name));
            self.absolute(&file, &same.next()?.path)
        });
        match handed_on {
            Some(to) if n_reexports < MAX_REEXPORTS => {
                self.file_of(&[&to, &rest[1..]].concat(), n_reexports + 1)
            }
            Some(_) | None => Some(file),
        }
    }

    /// The files a file imports from.
    fn next(&self, module: &Module) -> BTreeSet<Module> {
        self.0[module]
            .iter()
            .filter(|it| it.reexported_as.is_none())
            .filter_map(|it| self.file_of(&self.absolute(module, &it.path)?, 0))
            .filter(|it| it != module)
            .collect()
    }

    /// Every file that can be come to from one, along its imports and theirs.
    fn reachable(
        &self,
        from: &Module,
        graph: &BTreeMap<Module, BTreeSet<Module>>,
    ) -> BTreeSet<Module> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Module> = graph[from].iter().collect();
        while let Some(module) = open.pop() {
            if found.insert(module.clone()) {
                open.extend(&graph[module]);
            }
        }
        found
    }

    /// The cycles that are too large, each with the modules in it.
    fn cycles(&self) -> BTreeSet<Vec<String>> {
        let modules = self.0.keys();
        let graph: BTreeMap<Module, BTreeSet<Module>> =
            modules.map(|it| (it.clone(), self.next(it))).collect();
        let reachable: BTreeMap<&Module, BTreeSet<Module>> = graph
            .keys()
            .map(|it| (it, self.reachable(it, &graph)))
            .collect();
        let in_cycle = |module: &Module| {
            let others = reachable[module].iter();
            let same = others.filter(|it| reachable[*it].contains(module));
            same.map(|it| format!("crate::{}", it.join("::")))
                .collect::<Vec<String>>()
        };
        graph
            .keys()
            .map(in_cycle)
            .filter(|it| it.len() > MAX_CYCLE)
            .collect()
    }
}

/// The folder of a file's crate and the path of its module; nothing for what only tests or a program need.
fn place(path: &str) -> Option<(&str, Module)> {
    let (home, file) = match path.strip_prefix("src/") {
        Some(file) => (".", file),
        None => path.split_once("/src/")?,
    };
    let mut module: Module = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if module.iter().any(|it| it == "tests" || it == "testing") || module == ["main"] {
        return None;
    }
    module.pop_if(|it| it == "mod" || it == "lib");
    Some((home, module))
}

fn cycles(sources: &[Source]) -> Vec<String> {
    let mut crates: BTreeMap<&str, Files> = BTreeMap::new();
    for source in sources {
        if let Some((home, module)) = place(&source.path) {
            crates.entry(home).or_default().add(module, source);
        }
    }
    crates.retain(|it, _| !STILL_CYCLIC.contains(it));
    let named = |(home, files): (&str, Files)| {
        let cycles = files.cycles().into_iter();
        cycles
            .map(|it| format!("{home}: {}", it.join(" ")))
            .collect::<Vec<String>>()
    };
    crates.into_iter().flat_map(named).collect()
}

#[test]
fn files_do_not_import_each_other_in_circles() {
    let found = cycles(&sources());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn planted(files: &[(&str, &str)]) -> Vec<String> {
    let source = |(path, text): &(&str, &str)| Source {
        path: format!("crates/a/src/{path}"),
        text: (*text).to_owned(),
        items: syn::parse_str::<syn::File>(text).expect("a file").items,
    };
    cycles(&files.iter().map(source).collect::<Vec<Source>>())
}

#[test]
fn a_planted_circle_is_found() {
    let (one, two) = (("b.rs", "use crate::c::C;"), ("c.rs", "use super::d;"));
    let back = ("d/mod.rs", "fn f() { vec![crate::b::g()]; }");
    let all = ["crate::b", "crate::c", "crate::d"].join(" ");
    assert_eq!(planted(&[one, two, back]), [format!("crates/a: {all}")]);
    // A name that is handed on leads to the file it comes from.
    let handed = [("lib.rs", "pub use d::D;"), ("c.rs", "use crate::D;")];
    let all_but_root = planted(&[handed[0], one, handed[1], back]);
    assert_eq!(all_but_root, [format!("crates/a: {all}")]);
}

#[test]
fn no_circle_is_found_where_there_is_none() {
    let (one, two) = (("b.rs", "use crate::c::C;"), ("c.rs", "use crate::d::D;"));
    let only_tests = "#[cfg(test)] mod tests { use crate::b::B; }";
    assert_eq!(planted(&[one, two, ("d.rs", only_tests)]), [""; 0]);
    assert_eq!(planted(&[one, ("c.rs", "use crate::b::B;")]), [""; 0]);
}
