//! The audit of literal numbers: what an author typed instead of binding is looked up among the values
//! the data know, by the words around it.
//!
//! `scan` finds numbers, `exempt` lets dates and names go, `gather` collects values with the words
//! that name them, `context` reads what a sentence speaks of, `judge` decides; `claim` holds the words beside
//! figures against them. Start at [`Audit`].

mod candidate;
mod cells;
mod claim;
mod columns;
mod context;
mod derive;
mod digits;
mod exempt;
mod fix;
mod gather;
mod han;
mod index;
mod judge;
mod list;
mod measures;
mod question;
mod scan;
mod units;
mod values;
mod words;

use std::ops::Range;

use rayon::prelude::*;

use crate::claim::StatedPassage;
use crate::claim::stated::{FigureFinder, PageSelection, StatedNumber, ValuesByCall};
use crate::context::{PageContext, PassageContext, parse_call};
use crate::fix::bind_literal;
use crate::gather::gather_values;
use crate::index::Index;
use crate::judge::Verdict;
use crate::list::Exemptions;
use crate::question::NumberInContext;
use crate::scan::{Literal, scan_numbers};
use crate::values::{SiteValues, in_braces};
use gongbao_content::{self as content, FIGURE_STAND_IN, Passage};
use gongbao_data::Catalog;
use gongbao_diag::locale::{Lang, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_metrics::Metrics;
use gongbao_source::{SourceFile, Sources, spelling_hint};

pub use fix::{Edit, apply_edits};

/// The values of a site, ready to have numbers looked up among them.
#[derive(Debug)]
pub struct Audit<'a> {
    values: SiteValues<'a>,
    calls: ValuesByCall,
    exemptions: Exemptions,
}

/// A number an author typed, and what became of it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub place: Place,
    /// The number with the word behind it.
    pub typed: String,
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

impl Outcome {
    pub const ALL: [Outcome; 5] = [
        Outcome::Matched,
        Outcome::Derived,
        Outcome::Exempt,
        Outcome::Unverified,
        Outcome::Contradicted,
    ];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Exempt => "exempt",
            Outcome::Matched => "matched",
            Outcome::Derived => "derived",
            Outcome::Unverified => "unverified",
            Outcome::Contradicted => "contradicted",
        }
    }
}

/// What the words of a site are held against.
#[derive(Clone, Copy, Debug)]
pub struct AuditData<'a> {
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    /// The language complaints write values in.
    pub lang: Lang,
}

/// Looks every number of a site's own words up. Without tables there is nothing to look it up in.
pub fn audit_pages(
    pages: &[content::Page],
    sources: &Sources,
    data: &AuditData<'_>,
    diags: &mut Diags,
) -> Vec<Finding> {
    let AuditData {
        catalog,
        metrics,
        lang,
    } = *data;
    let exemptions = Exemptions::read(sources, diags);
    if catalog.tables().next().is_none() {
        return Vec::new();
    }
    pages.iter().for_each(|it| check_tables(it, catalog, diags));
    let typed = pages.par_iter().filter_map(|page| {
        Some(TypedNumbers::read(
            sources.get(&page.file)?,
            page,
            &exemptions,
        ))
    });
    let pages: Vec<TypedNumbers<'_>> = typed.collect();
    // The values are gathered only for sites that state numbers: most bind them all.
    let is_plain = pages.iter().all(|it| it.passages.is_empty());
    let audit = Audit::of(
        if is_plain {
            Index::default()
        } else {
            gather_values(catalog, metrics)
        },
        metrics,
        lang,
        exemptions,
    );
    let (findings, claims): (Vec<Vec<Finding>>, Vec<Vec<Diagnostic>>) =
        pages.into_par_iter().map(|it| audit.judge(it)).unzip();
    let findings: Vec<Finding> = findings.into_iter().flatten().collect();
    findings
        .iter()
        .filter_map(|it| it.complaint.clone())
        .for_each(|it| diags.push(it));
    claims.into_iter().flatten().for_each(|it| diags.push(it));
    findings
}

/// The tables a page names under `about` have to exist.
fn check_tables(page: &content::Page, catalog: &Catalog, diags: &mut Diags) {
    for it in page
        .front
        .about
        .iter()
        .filter(|it| catalog.get(&it.text).is_none())
    {
        let place = Place::text(&page.file, it.range.clone());
        let complaint = Diagnostic::new(Code::UnknownTable, place).with("name", &*it.text);
        diags.push(
            complaint
                .with("hint", spelling_hint(&it.text, catalog.names()))
                .with("known", list_names(catalog.names())),
        );
    }
}

/// The numbers typed into a page.
struct TypedNumbers<'a> {
    file: &'a SourceFile,
    page: &'a content::Page,
    passages: Vec<Passage>,
    /// Those that are no figures.
    exempt: Vec<Finding>,
    /// The others, with the number of their passage.
    open: Vec<(usize, Literal)>,
}

impl<'a> TypedNumbers<'a> {
    fn read(
        file: &'a SourceFile,
        page: &'a content::Page,
        exemptions: &Exemptions,
    ) -> TypedNumbers<'a> {
        let mut passages = content::collect_passages(page);
        let (mut exempt, mut open) = (Vec::new(), Vec::new());
        for (at, passage) in passages.iter().enumerate() {
            let (figures, others): (Vec<Literal>, Vec<Literal>) =
                split_numbers(passage, exemptions);
            exempt.extend(
                others
                    .iter()
                    .map(|it| Finding::new(file, passage, it, Outcome::Exempt)),
            );
            open.extend(figures.into_iter().map(|it| (at, it)));
        }
        let claims = passages.iter().any(claim::may_claim);
        if open.is_empty() && !claims {
            passages.clear();
        }
        TypedNumbers {
            file,
            page,
            passages,
            exempt,
            open,
        }
    }
}

impl Finding {
    fn new(file: &SourceFile, passage: &Passage, it: &Literal, outcome: Outcome) -> Finding {
        let place = Place::text(&file.path, passage.range(it.span.clone()));
        Finding {
            place,
            typed: number_in_context(passage, it),
            outcome,
            complaint: None,
            edit: None,
        }
    }

    fn complain(&self, code: Code) -> Diagnostic {
        Diagnostic::new(code, self.place.clone()).with("text", self.typed.as_str())
    }
}

impl<'a> Audit<'a> {
    /// Gathers the values of a site.
    pub fn new(
        sources: &Sources,
        catalog: &Catalog,
        metrics: &'a Metrics,
        lang: Lang,
    ) -> Audit<'a> {
        // What is wrong with the list is said by `audit`.
        let exemptions = Exemptions::read(sources, &mut Diags::new());
        Audit::of(gather_values(catalog, metrics), metrics, lang, exemptions)
    }

    fn of(index: Index, metrics: &'a Metrics, lang: Lang, exemptions: Exemptions) -> Audit<'a> {
        let calls = ValuesByCall::new(&index);
        Audit {
            values: SiteValues {
                metrics,
                lang,
                index,
            },
            calls,
            exemptions,
        }
    }

    /// Every number of a page in the order of its file, and what is wrong with its claims.
    pub fn page(&self, file: &SourceFile, page: &content::Page) -> (Vec<Finding>, Vec<Diagnostic>) {
        self.judge(TypedNumbers::read(file, page, &self.exemptions))
    }

    fn judge(&self, typed: TypedNumbers<'_>) -> (Vec<Finding>, Vec<Diagnostic>) {
        let (mut out, mut claims) = (typed.exempt, Vec::new());
        let mut context = self.page_context(typed.page, &typed.passages);
        let fixed = PageSelection::of(typed.page);
        let mut open = typed.open.iter().peekable();
        for (at, passage) in typed.passages.iter().enumerate() {
            context.pass(passage);
            let (is_open, speaks) = (
                open.peek().is_some_and(|it| it.0 == at),
                claim::may_claim(passage),
            );
            if !is_open && !speaks {
                continue;
            }
            let wide = context.wide(&self.values.index, passage);
            let mut stated = Vec::new();
            while let Some((_, literal)) = open.next_if(|it| it.0 == at) {
                let (found, number) = self.number(typed.file, &context, &wide, literal);
                out.push(found);
                stated.push(number);
            }
            if speaks {
                claims.extend(self.claims(typed.file, passage, stated, &fixed));
            }
        }
        out.sort_by_key(|it| it.place.range().map(|it| it.start));
        (out, claims)
    }

    fn claims<'b>(
        &'b self,
        file: &SourceFile,
        passage: &'b Passage,
        mut stated: Vec<StatedNumber<'b>>,
        fixed: &'b PageSelection,
    ) -> Vec<Diagnostic> {
        stated.extend(
            FigureFinder {
                index: &self.values.index,
                calls: &self.calls,
                fixed,
            }
            .of(passage),
        );
        stated.sort_by_key(|it| it.span.start);
        let speaker = StatedPassage {
            values: &self.values,
            calls: &self.calls,
            fixed,
            passage,
            stated,
        };
        speaker.claims(&file.path, &exempt_ranges(passage, &self.exemptions))
    }

    fn page_context(&self, page: &content::Page, passages: &[Passage]) -> PageContext {
        let texts = passages
            .iter()
            .flat_map(|it| &it.figures)
            .flat_map(|it| parse_call(&it.source).texts);
        let names = passages.iter().flat_map(|it| it.names.iter().cloned());
        let codes = texts
            .chain(names)
            .filter_map(|it| self.values.index.names.get(&it))
            .collect();
        let number = |name: &content::Located| {
            self.values
                .index
                .tables
                .iter()
                .position(|it| *it == name.text)
        };
        PageContext::new(codes, page.front.about.iter().filter_map(number).collect())
    }

    fn number<'b>(
        &'b self,
        file: &SourceFile,
        page: &PageContext,
        wide: &PassageContext<'_>,
        literal: &Literal,
    ) -> (Finding, StatedNumber<'b>) {
        let context = page.around(&self.values.index, self.values.metrics, wide, &literal.span);
        let passage = wide.passage;
        let question = NumberInContext {
            index: &self.values.index,
            page,
            context: &context,
            text: &passage.text,
            literal,
        };
        let found = |outcome| Finding::new(file, passage, literal, outcome);
        let verdict = question.judge();
        let stated = StatedNumber::typed(literal, &verdict);
        let finding = match verdict {
            Verdict::Matched(all) => {
                let edit = bind_literal(&self.values, file, passage, literal, &all);
                Finding {
                    edit,
                    ..found(Outcome::Matched)
                }
            }
            Verdict::Derived(_) => found(Outcome::Derived),
            Verdict::Baseless(it) => {
                let found = found(Outcome::Contradicted);
                let (title, value) = (&it.title, self.values.written(it));
                let why = Text::new(
                    format!("{title}的基数为{value}，不是正数，不能计算增长率"),
                    format!(
                        "{title} starts from {value}, which is not positive; nothing can be said to grow from it"
                    ),
                );
                let complaint = found.complain(Code::ClaimContradicted).with("why", why);
                Finding {
                    complaint: Some(complaint),
                    ..found
                }
            }
            Verdict::Contradicted(it) => {
                let found = found(Outcome::Contradicted);
                let complaint = found.complain(Code::NumberContradicted);
                let complaint = complaint
                    .with("title", &*it.title)
                    .with("value", self.values.written(it));
                let complaint = complaint.with("binding", in_braces(&it.binding));
                Finding {
                    complaint: Some(complaint),
                    ..found
                }
            }
            Verdict::Unverified(near) => {
                let found = found(Outcome::Unverified);
                let complaint = found.complain(Code::NumberUnverified);
                let complaint = complaint.with("candidates", self.values.candidates(&near));
                Finding {
                    complaint: Some(complaint),
                    ..found
                }
            }
        };
        (finding, stated)
    }
}

/// The numbers of a passage: figures, and those that are none.
fn split_numbers(passage: &Passage, exemptions: &Exemptions) -> (Vec<Literal>, Vec<Literal>) {
    let text = &passage.text;
    if !may_hold_numbers(text) {
        return (Vec::new(), Vec::new());
    }
    let all = scan_numbers(text);
    let excused = exempt_ranges(passage, exemptions);
    let is_excused = |it: &Literal| {
        excused
            .iter()
            .any(|range| range.start <= it.span.start && it.span.end <= range.end)
    };
    let is_open = |at: &usize| !is_excused(&all[*at]) && !exempt::is_exempt(text, &all, *at);
    let (open, others): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(is_open);
    let these = |list: Vec<usize>| list.into_iter().map(|at| all[at].clone()).collect();
    (these(open), these(others))
}

/// The bytes of a passage that its author excuses.
fn exempt_ranges(passage: &Passage, exemptions: &Exemptions) -> Vec<Range<usize>> {
    passage
        .exempt
        .iter()
        .cloned()
        .chain(exemptions.within(&passage.text))
        .collect()
}

fn may_hold_numbers(text: &str) -> bool {
    text.chars().any(|it| {
        it.is_ascii_digit() || "一二三四五六七八九十两".contains(it) || ('０'..='９').contains(&it)
    })
}

/// A number with a few words around it, as the author reads it.
fn number_in_context(passage: &Passage, it: &Literal) -> String {
    let rest = &passage.text[it.span.end..];
    let n = if rest.starts_with("个百分点") {
        4
    } else {
        1 + usize::from(rest.starts_with('以'))
    };
    let behind: String = rest
        .chars()
        .take_while(|it| it.is_alphabetic() && *it != FIGURE_STAND_IN)
        .take(n)
        .collect();
    format!("{}{behind}", &passage.text[it.span.clone()])
}
