//! Pages bound one after the other: what is to be known of them is noted, then they are handed on.
//!
//! At most [`PAGES_PER_CHUNK`] texts are held at a time. What is kept of all pages are [`SiteFacts`]. Pages that say what others
//! show are bound last. Start at [`SiteBinder::bind_all`].

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::bind::collect_anchors;
use crate::binder::{BoundPage, SiteBinder};
use crate::binding_notes::{BindingNotes, PendingLink};
use crate::bindings::{Bindings, KeptPage};
use crate::conventions::cited_addresses;
use crate::edition::{EditionBook, PageChanges};
use crate::failure::{Failure, keep_result};
use crate::lineage::{Lineage, LineageBuilder};
use crate::link::Route;
use crate::page::Page;
use crate::release::leaving_route;
use gongbao_diag::{Code, Diagnostic, Diags, list_names};
use gongbao_source::{SourceFile, spelling_hint};

/// How many texts are held at a time.
const PAGES_PER_CHUNK: usize = 256;

/// What is known of a site when all its pages are bound.
#[derive(Debug, Default)]
pub struct SiteFacts {
    /// The page of all revisions, if there are any: the last page of the site.
    pub revisions: Option<Page>,
    /// Files that pages refer to, with their routes, and everything in `static/`.
    pub files: Vec<(Route, SourceFile)>,
    /// The pages between the site and addresses outside, by address.
    pub leaving: BTreeMap<String, Route>,
    pub n_pages: usize,
    /// How many figures are bound in text, charts, tables and tiles.
    pub n_figures: usize,
    /// How many charts it has.
    pub n_charts: usize,
}

/// What is noted of a page before it is handed on.
#[derive(Debug)]
struct PageFacts {
    route: Route,
    /// Links to anchors, still to be checked.
    pending: Vec<PendingLink>,
    anchors: BTreeSet<String>,
    is_table: bool,
    files: BTreeSet<String>,
    /// Addresses outside the site.
    outside: BTreeSet<String>,
    sample: bool,
    n_figures: usize,
    n_charts: usize,
}

/// A page that was bound and looked at.
struct ObservedPage {
    page: Page,
    facts: PageFacts,
    changes: PageChanges,
    kept: Option<KeptPage>,
    diags: Diags,
}

/// The way of all pages from their binding to whoever takes them.
struct PageFlow<'f, 'p> {
    binder: &'f SiteBinder<'p>,
    book: &'f EditionBook<'f>,
    next: &'f mut Bindings,
    take: &'f mut dyn FnMut(Vec<Page>, &mut Diags),
    facts: Vec<PageFacts>,
    changes: Vec<PageChanges>,
    /// Pages that are not yet handed on.
    waiting: Vec<Page>,
}

impl SiteBinder<'_> {
    /// Binds all pages, compares them with the editions, and hands them on, some at a time. Pages are handed on only
    /// while there is no mistake, because a site with one is not published.
    pub fn bind_all(
        &self,
        book: &EditionBook<'_>,
        next: &mut Bindings,
        diags: &mut Diags,
        take: &mut dyn FnMut(Vec<Page>, &mut Diags),
    ) -> SiteFacts {
        let mut flow = PageFlow {
            binder: self,
            book,
            next,
            take,
            facts: Vec::new(),
            changes: Vec::new(),
            waiting: Vec::new(),
        };
        let [texts, metrics, tables] = self.stages();
        let mut builder = LineageBuilder::default();
        for chunk in texts.chunks(PAGES_PER_CHUNK) {
            flow.pass(chunk, &Lineage::default(), diags, &mut |page| {
                builder.add(page);
            });
        }
        let mut lineage = builder.finish(self.world(), &self.site().places);
        // The rows that pages of metrics lead to are noted while these read what other pages show.
        let mut cited = Lineage::default();
        for chunk in metrics.chunks(PAGES_PER_CHUNK) {
            flow.pass(chunk, &lineage, diags, &mut |page| cited.cite_page(page));
        }
        lineage.cite_all(cited);
        for chunk in tables.chunks(PAGES_PER_CHUNK) {
            flow.pass(chunk, &lineage, diags, &mut |_| {});
        }
        flow.next.hold(self.routes());
        flow.finish(diags)
    }

    /// A page bound once more, for what is put together from several. It does not say what other pages show.
    pub fn find_page(&self, route: &Route, book: &EditionBook<'_>) -> Option<Page> {
        let position = self.site().entry(route)?.place.position;
        match self.bind(position, &Lineage::default(), &Bindings::none()) {
            Ok(bound) => Some(book.check_page(bound.page).0),
            // What is wrong with it was said when it was bound first.
            Err(_) => None,
        }
    }

    fn observe(
        &self,
        position: usize,
        lineage: &Lineage,
        book: &EditionBook<'_>,
        next: &Bindings,
    ) -> Result<ObservedPage, Failure> {
        let BoundPage { page, found, kept } = self.bind(position, lineage, next)?;
        let (page, changes) = book.check_page(page);
        let diags = found.diags.clone();
        Ok(ObservedPage {
            facts: PageFacts::of(&page, found),
            page,
            changes,
            kept,
            diags,
        })
    }
}

impl PageFlow<'_, '_> {
    /// Binds some pages in parallel and shows them to somebody in their order.
    fn pass(
        &mut self,
        positions: &[usize],
        lineage: &Lineage,
        diags: &mut Diags,
        show: &mut dyn FnMut(&Page),
    ) {
        if self.waiting.len() + positions.len() > PAGES_PER_CHUNK {
            self.hand_on(diags);
        }
        let (binder, book, next) = (self.binder, self.book, &*self.next);
        let observed: Vec<Result<ObservedPage, Failure>> = positions
            .par_iter()
            .map(|it| binder.observe(*it, lineage, book, next))
            .collect();
        for it in observed {
            let Some(observed) = keep_result(it, diags) else {
                continue;
            };
            diags.append(observed.diags);
            show(&observed.page);
            self.facts.push(observed.facts);
            self.changes.push(observed.changes);
            if let Some(kept) = observed.kept {
                let position = observed.page.position;
                self.binder.keep(position, kept, self.next);
            }
            self.waiting.push(observed.page);
        }
    }

    fn hand_on(&mut self, diags: &mut Diags) {
        let pages = std::mem::take(&mut self.waiting);
        if diags.gate().is_ok() && !pages.is_empty() {
            (self.take)(pages, diags);
        }
    }

    /// What can be said only when all pages are bound.
    fn finish(mut self, diags: &mut Diags) -> SiteFacts {
        let site = self.binder.site();
        check_fragments(&mut self.facts, diags);
        let sample = self.facts.iter().any(|it| it.sample);
        let changes = std::mem::take(&mut self.changes);
        let revisions = self.book.finish(changes, sample, diags);
        let is_free = |page: &Page| site.entry(&page.route).is_none();
        let revisions = revisions.filter(is_free).map(|page| Page {
            position: site.pages.len(),
            ..page
        });
        self.waiting.extend(revisions.clone());
        self.hand_on(diags);
        let mut files = BTreeSet::new();
        let mut outside = BTreeSet::new();
        let (mut n_figures, mut n_charts) = (0, 0);
        let n_pages = self.facts.len() + usize::from(revisions.is_some());
        for page in self.facts {
            files.extend(page.files);
            outside.extend(page.outside);
            n_figures += page.n_figures;
            n_charts += page.n_charts;
        }
        let is_wanted = |(route, file): &&(Route, SourceFile)| {
            file.path.starts_with("static/") || files.contains(&route.0)
        };
        let leaving = outside.into_iter().filter_map(|url| {
            let route = leaving_route(&site.config, &url)?;
            Some((url, route))
        });
        SiteFacts {
            revisions,
            files: site.files.iter().filter(is_wanted).cloned().collect(),
            leaving: leaving.collect(),
            n_pages,
            n_figures,
            n_charts,
        }
    }
}

impl PageFacts {
    fn of(page: &Page, found: BindingNotes) -> PageFacts {
        let mut known = BTreeSet::new();
        collect_anchors(&page.blocks, &mut known);
        page.footnotes
            .iter()
            .for_each(|it| collect_anchors(&it.blocks, &mut known));
        let mut outside = found.outside;
        outside.extend(cited_addresses(page));
        PageFacts {
            route: page.route.clone(),
            pending: found.pending,
            anchors: known,
            is_table: page.table.is_some(),
            files: found.files,
            outside,
            sample: page.sample,
            n_figures: page.n_figures,
            n_charts: page.n_charts,
        }
    }
}

/// Links to anchors, now that every page has its anchors.
fn check_fragments(pages: &mut [PageFacts], diags: &mut Diags) {
    let pending: Vec<PendingLink> = pages
        .iter_mut()
        .flat_map(|it| std::mem::take(&mut it.pending))
        .collect();
    let by_route: BTreeMap<&Route, &PageFacts> = pages.iter().map(|it| (&it.route, it)).collect();
    for link in pending {
        let Some(page) = by_route.get(&link.route) else {
            continue;
        };
        let known = &page.anchors;
        if known.contains(&link.fragment) || (page.is_table && is_row_anchor(&link.fragment)) {
            continue;
        }
        let complaint =
            Diagnostic::new(Code::BrokenFragment, link.place).with("page", &link.route.0);
        let complaint = complaint.with("fragment", &link.fragment);
        let hint = spelling_hint(&link.fragment, known.iter().map(String::as_str));
        diags.push(
            complaint
                .with("hint", hint)
                .with("known", list_names(known.iter().map(String::as_str))),
        );
    }
}

/// A data page has an anchor for each row it shows: `r2` is the first after the header.
fn is_row_anchor(fragment: &str) -> bool {
    fragment
        .strip_prefix('r')
        .is_some_and(|it| it.parse::<usize>().is_ok_and(|row| row >= 2))
}
