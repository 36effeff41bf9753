//! What the parts of a document can refer to, found before anything is written: figures and tables have their
//! numbers, headings and parts their anchors.

use std::collections::BTreeMap;

use gongbao_model::prose::{Heading, Interior, Visit};
use gongbao_site::{Exhibit, Page, Route, Target};

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceTarget {
    Heading,
    Figure(usize),
    Table(usize),
}

/// The anchors of a document's pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReferenceTargets {
    /// By page and anchor in it: the anchor in the document, and what stands there.
    anchors: BTreeMap<(Route, String), (String, ReferenceTarget)>,
    /// By page: the anchor of its part.
    parts: BTreeMap<Route, String>,
    n_figures: usize,
    n_tables: usize,
}

impl ReferenceTargets {
    /// Notes a page as a part, and numbers what it shows.
    pub(crate) fn add(&mut self, part: &str, page: &Page) {
        self.parts.insert(page.route.clone(), part.to_owned());
        page.walk_body(&mut PartNumbering {
            places: self,
            part,
            page: &page.route,
        });
    }

    /// The number of one more table.
    pub(crate) fn next_table(&mut self) -> usize {
        self.n_tables += 1;
        self.n_tables
    }

    /// How many figures and tables have a number.
    pub(crate) fn count(&self) -> (usize, usize) {
        (self.n_figures, self.n_tables)
    }

    /// What an anchor of a page is in the document.
    pub(crate) fn anchor(
        &self,
        page: &Route,
        fragment: &str,
    ) -> Option<&(String, ReferenceTarget)> {
        self.anchors.get(&(page.clone(), fragment.to_owned()))
    }

    /// The part a page is.
    pub(crate) fn part(&self, page: &Route) -> Option<&str> {
        self.parts.get(page).map(String::as_str)
    }

    fn note(&mut self, part: &str, page: &Route, anchor: &str, place: ReferenceTarget) {
        let id = format!("{part}-{anchor}");
        self.anchors
            .insert((page.clone(), anchor.to_owned()), (id, place));
    }
}

/// Numbers what a part shows, in reading order.
struct PartNumbering<'a> {
    places: &'a mut ReferenceTargets,
    part: &'a str,
    page: &'a Route,
}

impl<'t> Visit<'t, Target> for PartNumbering<'_> {
    fn visit_heading(&mut self, heading: &'t Heading<Target>) {
        self.places
            .note(self.part, self.page, &heading.id, ReferenceTarget::Heading);
    }

    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        for chart in exhibit.charts() {
            self.places.n_figures += 1;
            let place = ReferenceTarget::Figure(self.places.n_figures);
            self.places.note(self.part, self.page, &chart.id, place);
        }
        if let Exhibit::Table(table) = exhibit {
            let place = ReferenceTarget::Table(self.places.next_table());
            self.places.note(self.part, self.page, &table.id, place);
        }
        exhibit.walk(self);
    }
}
