//! Files, functions, parameters and nesting stay small enough to be read.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::tidy::{is_test, sources};

const MAX_FILE: usize = 700;
const MAX_FUNCTION: usize = 100;
const MAX_MEDIAN: usize = 12;
const MAX_PARAMETERS: usize = 5;
const MAX_NESTING: usize = 3;

/// What is measured of a function.
struct Function {
    name: String,
    n_lines: usize,
    n_parameters: usize,
    nesting: usize,
}

#[derive(Default)]
struct Functions(Vec<Function>);

impl Functions {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let mut depth = Depth::default();
        depth.visit_block(block);
        let span = signature.span().start().line..block.span().end().line;
        self.0.push(Function {
            name: signature.ident.to_string(),
            n_lines: span.end - span.start + 1,
            n_parameters: signature.inputs.len(),
            nesting: depth.deepest,
        });
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_fn(&mut self, it: &'a syn::ItemFn) {
        self.measure(&it.sig, &it.block);
        visit::visit_item_fn(self, it);
    }

    fn visit_impl_item_fn(&mut self, it: &'a syn::ImplItemFn) {
        self.measure(&it.sig, &it.block);
        visit::visit_impl_item_fn(self, it);
    }

    fn visit_trait_item_fn(&mut self, it: &'a syn::TraitItemFn) {
        if let Some(block) = &it.default {
            self.measure(&it.sig, block);
        }
        visit::visit_trait_item_fn(self, it);
    }

    fn visit_item(&mut self, it: &'a syn::Item) {
        if !is_test(it) {
            visit::visit_item(self, it);
        }
    }
}

/// How deep branches, loops and closures with a block stand in each other.
#[derive(Default)]
struct Depth {
    now: usize,
    deepest: usize,
}

impl Depth {
    fn within(&mut self, work: impl FnOnce(&mut Depth)) {
        self.now += 1;
        self.deepest = self.deepest.max(self.now);
        work(self);
        self.now -= 1;
    }
}

impl<'a> Visit<'a> for Depth {
    fn visit_expr_if(&mut self, it: &'a syn::ExprIf) {
        self.visit_expr(&it.cond);
        self.within(|depth| depth.visit_block(&it.then_branch));
        match it.else_branch.as_ref().map(|(_, it)| it.as_ref()) {
            // `else if` continues a chain, it does not go deeper.
            Some(syn::Expr::If(it)) => self.visit_expr_if(it),
            Some(it) => self.within(|depth| depth.visit_expr(it)),
            None => {}
        }
    }

    fn visit_expr_match(&mut self, it: &'a syn::ExprMatch) {
        self.within(|depth| visit::visit_expr_match(depth, it));
    }

    fn visit_expr_for_loop(&mut self, it: &'a syn::ExprForLoop) {
        self.within(|depth| visit::visit_expr_for_loop(depth, it));
    }

    fn visit_expr_while(&mut self, it: &'a syn::ExprWhile) {
        self.within(|depth| visit::visit_expr_while(depth, it));
    }

    fn visit_expr_loop(&mut self, it: &'a syn::ExprLoop) {
        self.within(|depth| visit::visit_expr_loop(depth, it));
    }

    fn visit_expr_closure(&mut self, it: &'a syn::ExprClosure) {
        match it.body.as_ref() {
            syn::Expr::Block(_) => self.within(|depth| visit::visit_expr_closure(depth, it)),
            _ => visit::visit_expr_closure(self, it),
        }
    }

    fn visit_item_fn(&mut self, _: &'a syn::ItemFn) {
        // A function inside a function is measured by itself.
    }
}

/// Every function of the program with the file it stands in.
fn functions() -> Vec<(String, Function)> {
    let mut all = Vec::new();
    for source in sources() {
        let mut functions = Functions::default();
        source.visit(&mut functions);
        all.extend(
            functions
                .0
                .into_iter()
                .map(|it| (format!("{}: {}", source.path, it.name), it)),
        );
    }
    all
}

fn check(limit: usize, measure: impl Fn(&Function) -> usize) {
    let found = functions();
    let large = found.iter().filter(|(_, it)| measure(it) > limit);
    let large: Vec<String> = large
        .map(|(name, it)| format!("{name} has {}", measure(it)))
        .collect();
    assert!(
        large.is_empty(),
        "at most {limit} are allowed\n{}",
        large.join("\n")
    );
}

#[test]
fn files_are_short() {
    let long = sources()
        .into_iter()
        .map(|it| (it.path, it.text.lines().count()))
        .filter(|(_, n)| *n > MAX_FILE);
    let long: Vec<(String, usize)> = long.collect();
    assert!(
        long.is_empty(),
        "at most {MAX_FILE} lines are allowed: {long:?}"
    );
}

#[test]
fn functions_are_short() {
    check(MAX_FUNCTION, |it| it.n_lines);
}

#[test]
fn functions_are_very_short_as_a_rule() {
    let mut lengths: Vec<usize> = functions().iter().map(|(_, it)| it.n_lines).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(
        median <= MAX_MEDIAN,
        "the median function has {median} lines"
    );
}

#[test]
fn functions_take_few_parameters() {
    check(MAX_PARAMETERS, |it| it.n_parameters);
}

#[test]
fn nesting_is_shallow() {
    check(MAX_NESTING, |it| it.nesting);
}

#[test]
fn the_measure_of_nesting_is_right() {
    let nesting = |text: &str| {
        let mut functions = Functions::default();
        functions.visit_file(&syn::parse_str(text).expect("a function"));
        functions.0[0].nesting
    };
    assert_eq!(nesting("fn f() { a(|it| it.b()); }"), 0);
    assert_eq!(
        nesting("fn f() { if a { b } else if c { d } else { e } }"),
        1
    );
    assert_eq!(
        nesting("fn f() { for a in b { match c { D => { if e { g() } } } } }"),
        3
    );
    assert_eq!(
        nesting("fn f() { a(|it| { while b { loop { if c {} } } }); }"),
        4
    );
}
