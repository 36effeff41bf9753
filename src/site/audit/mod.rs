//! The audit of literal numbers: what an author typed instead of binding is looked up among the values
//! the data know, by the words around it.
//!
//! `scan` finds numbers, `exempt` lets dates and names go, `index` and `cells` gather values with the words
//! that name them, `context` reads what a sentence speaks of, `judge` decides. Start at [`Audit`].

mod cells;
mod context;
mod exempt;
mod fix;
mod han;
mod index;
mod judge;
mod list;
mod scan;
mod words;

use std::ops::Range;

use rayon::prelude::*;

use crate::content::{self, FIGURE, Passage};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Diags, Place};
use crate::locale::{Lang, Number, Text};
use crate::metric::Metrics;
use crate::site::audit::context::{PageContext, call};
use crate::site::audit::index::{Candidate, Index};
use crate::site::audit::judge::{Question, Verdict};
use crate::site::audit::list::Exemptions;
use crate::site::audit::scan::{Literal, scan};
use crate::source::{File, Sources};

pub use fix::{Edit, rewritten};

/// The values of a site, ready to have numbers looked up among them.
#[derive(Debug)]
pub struct Audit<'a> {
    metrics: &'a Metrics,
    lang: Lang,
    index: Index,
    exemptions: Exemptions,
}

/// A number an author typed, and what became of it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub outcome: Outcome,
    /// What to tell the author; nothing for a number that is in order.
    pub complaint: Option<Diagnostic>,
    /// How to bind it, if just one value can be meant and an expression writes it the same way.
    pub edit: Option<Edit>,
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No figure, or excused by the author.
    Exempt,
    Matched,
    Derived,
    Unverified,
    Contradicted,
}

/// Looks every number of a site's own words up. Without tables there is nothing to look it up in.
pub fn audit(
    pages: &[content::Page],
    sources: &Sources,
    (catalog, metrics): (&Catalog, &Metrics),
    lang: Lang,
    diags: &mut Diags,
) -> Vec<Finding> {
    let exemptions = Exemptions::read(sources, diags);
    if catalog.tables().next().is_none() {
        return Vec::new();
    }
    // The values are gathered only for sites that state numbers: most bind them all.
    let states_numbers = |page: &&content::Page| {
        let file = sources.get(&page.file);
        file.is_some_and(|it| passages(it, page).iter().any(|it| !open_numbers(it, &exemptions).1.is_empty()))
    };
    let pages: Vec<&content::Page> = pages.par_iter().filter(states_numbers).collect();
    if pages.is_empty() {
        return Vec::new();
    }
    let audit = Audit { metrics, lang, index: Index::new(catalog, metrics), exemptions };
    let found = |page: &&content::Page| sources.get(&page.file).map(|it| audit.page(it, page)).unwrap_or_default();
    let findings: Vec<Finding> = pages.par_iter().flat_map(found).collect();
    findings.iter().filter_map(|it| it.complaint.clone()).for_each(|it| diags.push(it));
    findings
}

impl<'a> Audit<'a> {
    /// Gathers the values of a site.
    pub fn new(sources: &Sources, catalog: &Catalog, metrics: &'a Metrics, lang: Lang) -> Audit<'a> {
        let exemptions = Exemptions::read(sources, &mut Diags::new());
        Audit { metrics, lang, index: Index::new(catalog, metrics), exemptions }
    }

    /// Every number of a page, in the order of its file.
    pub fn page(&self, file: &File, page: &content::Page) -> Vec<Finding> {
        let passages = passages(file, page);
        let mut context = self.page_context(page, &passages);
        let mut out = Vec::new();
        for passage in &passages {
            context.pass(passage);
            let (n_exempt, open) = open_numbers(passage, &self.exemptions);
            out.extend((0..n_exempt).map(|_| exempt()));
            out.extend(open.iter().map(|it| self.number(file, &context, passage, it)));
        }
        out
    }

    fn page_context(&self, page: &content::Page, passages: &[Passage]) -> PageContext {
        let texts = passages.iter().flat_map(|it| &it.figures).flat_map(|it| call(&it.source).texts);
        let names = passages.iter().flat_map(|it| it.names.iter().cloned());
        let codes = texts.chain(names).filter_map(|it| self.index.names.get(&it)).collect();
        let number = |name: &String| self.index.tables.iter().position(|it| it == name);
        PageContext::new(codes, page.front.about.iter().filter_map(number).collect())
    }

    fn number(&self, file: &File, page: &PageContext, passage: &Passage, literal: &Literal) -> Finding {
        let context = page.around(&self.index, self.metrics, passage, &literal.span);
        let question = Question { index: &self.index, page, context: &context, text: &passage.text, literal };
        let place = Place::text(&file.path, passage.range(literal.span.clone()));
        let typed = shown(passage, literal);
        match question.judge() {
            Verdict::Matched(all) => {
                let edit = fix::edit(self, file, (passage, literal), &all);
                Finding { outcome: Outcome::Matched, complaint: None, edit }
            }
            Verdict::Derived => Finding { outcome: Outcome::Derived, complaint: None, edit: None },
            Verdict::Contradicted(it) => {
                let complaint = Diagnostic::new(Code::NumberContradicted, place).with("text", typed);
                let complaint = complaint.with("title", &*it.title).with("value", self.written(it));
                let complaint = complaint.with("binding", braces(&it.binding));
                Finding { outcome: Outcome::Contradicted, complaint: Some(complaint), edit: None }
            }
            Verdict::Unverified(near) => {
                let complaint = Diagnostic::new(Code::NumberUnverified, place).with("text", typed);
                let complaint = complaint.with("candidates", self.candidates(&near));
                Finding { outcome: Outcome::Unverified, complaint: Some(complaint), edit: None }
            }
        }
    }

    /// The values nearest to a number, with the expressions that give them.
    fn candidates(&self, near: &[&Candidate]) -> Text {
        if near.is_empty() {
            return Text::default();
        }
        let list: Vec<String> =
            near.iter().map(|it| format!("{} {} {}", it.title, self.written(it), braces(&it.binding))).collect();
        let list = list.join("; ");
        Text::new(format!("相近的数：{list}。"), format!("values near it: {list}. "))
    }

    /// A value as readers see it.
    fn written(&self, it: &Candidate) -> String {
        self.number_of(it).write(self.lang, it.value / it.factor)
    }

    /// How a value is written where its expression stands.
    fn number_of(&self, it: &Candidate) -> Number {
        let metric = self.metrics.get(&call(&it.binding).head);
        let scale = [(1e4, "万"), (1e8, "亿")].iter().find(|(factor, _)| *factor == it.factor).map_or("", |it| it.1);
        let unit = format!("{scale}{}", it.unit);
        let plain = || Number { unit: unit.clone(), ..Number::default() };
        metric.map_or_else(plain, |metric| metric.number(&unit))
    }
}

fn exempt() -> Finding {
    Finding { outcome: Outcome::Exempt, complaint: None, edit: None }
}

fn braces(binding: &str) -> String {
    format!("{{{{ {binding} }}}}")
}

fn passages(file: &File, page: &content::Page) -> Vec<Passage> {
    content::passages(file, page)
}

/// How many numbers of a passage are no figures, and the others.
fn open_numbers(passage: &Passage, exemptions: &Exemptions) -> (usize, Vec<Literal>) {
    let text = &passage.text;
    if !may_hold_numbers(text) {
        return (0, Vec::new());
    }
    let all = scan(text);
    let excused: Vec<Range<usize>> = passage.exempt.iter().cloned().chain(exemptions.within(text)).collect();
    let is_excused =
        |it: &Literal| excused.iter().any(|range| range.start <= it.span.start && it.span.end <= range.end);
    let is_open = |at: &usize| !is_excused(&all[*at]) && !exempt::is_exempt(text, &all, *at);
    let open: Vec<Literal> = (0..all.len()).filter(is_open).map(|at| all[at].clone()).collect();
    (all.len() - open.len(), open)
}

fn may_hold_numbers(text: &str) -> bool {
    text.chars().any(|it| it.is_ascii_digit() || "一二三四五六七八九十两".contains(it) || ('０'..='９').contains(&it))
}

/// A number with a few words around it, as the author reads it.
fn shown(passage: &Passage, it: &Literal) -> String {
    let rest = &passage.text[it.span.end..];
    let behind: String = rest.chars().take_while(|it| it.is_alphabetic() && *it != FIGURE).take(1).collect();
    format!("{}{behind}", &passage.text[it.span.clone()])
}
