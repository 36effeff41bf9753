//! What an import names is said. Which crate may know which is Cargo's to say.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

use crate::tidy::{Source, sources};

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
        complaints.extend(found.map(|it| format!("{}: {it}", source.path)));
    }
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
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
fn files_have_names_that_say_what_they_hold() {
    for source in sources() {
        let parts = source.path.split(['/', '.']);
        let vague = parts.filter(|it| {
            [
                "utils", "util", "common", "helpers", "helper", "types", "misc",
            ]
            .contains(it)
        });
        assert_eq!(vague.count(), 0, "{}", source.path);
    }
}
