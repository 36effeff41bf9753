//! What the parts of a document can refer to, found before anything is written: figures and tables have their
//! numbers, headings and parts their anchors.

use std::collections::BTreeMap;

use gongbao_model::prose::Block;
use gongbao_site::{Exhibit, Page, Route, Target};

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Heading,
    Figure(usize),
    Table(usize),
}

/// The anchors of a document's pages.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// By page and anchor in it: the anchor in the document, and what stands there.
    anchors: BTreeMap<(Route, String), (String, Place)>,
    /// By page: the anchor of its part.
    parts: BTreeMap<Route, String>,
    n_figures: usize,
    n_tables: usize,
}

impl Places {
    /// Notes a page as a part, and numbers what it shows.
    pub fn add(&mut self, part: &str, page: &Page) {
        self.parts.insert(page.route.clone(), part.to_owned());
        self.blocks(part, &page.route, &page.blocks);
        page.footnotes
            .iter()
            .for_each(|it| self.blocks(part, &page.route, &it.blocks));
    }

    /// The number of one more table.
    pub fn next_table(&mut self) -> usize {
        self.n_tables += 1;
        self.n_tables
    }

    /// How many figures and tables have a number.
    pub fn count(&self) -> (usize, usize) {
        (self.n_figures, self.n_tables)
    }

    /// What an anchor of a page is in the document.
    pub fn anchor(&self, page: &Route, fragment: &str) -> Option<&(String, Place)> {
        self.anchors.get(&(page.clone(), fragment.to_owned()))
    }

    /// The part a page is.
    pub fn part(&self, page: &Route) -> Option<&str> {
        self.parts.get(page).map(String::as_str)
    }

    fn blocks(&mut self, part: &str, page: &Route, blocks: &[Block<Target>]) {
        for block in blocks {
            match block {
                Block::Heading(it) => self.note((part, page), &it.id, Place::Heading),
                Block::List { items, .. } => items
                    .iter()
                    .for_each(|it| self.blocks(part, page, &it.blocks)),
                Block::Quote(inner) | Block::Alert { blocks: inner, .. } => {
                    self.blocks(part, page, inner)
                }
                Block::Embed(exhibit) => self.exhibit(part, page, exhibit),
                Block::Paragraph(_) | Block::Code { .. } | Block::Table(_) | Block::Rule => {}
            }
        }
    }

    fn exhibit(&mut self, part: &str, page: &Route, exhibit: &Exhibit) {
        match exhibit {
            Exhibit::Chart(_) | Exhibit::Switch(_) => {
                for chart in exhibit.charts() {
                    self.n_figures += 1;
                    self.note((part, page), &chart.id, Place::Figure(self.n_figures));
                }
            }
            Exhibit::Table(it) => {
                self.n_tables += 1;
                self.note((part, page), &it.id, Place::Table(self.n_tables));
            }
            Exhibit::Tiles(_) => {}
            Exhibit::Blocks(inner) => self.blocks(part, page, inner),
        }
    }

    fn note(&mut self, (part, page): (&str, &Route), fragment: &str, place: Place) {
        let id = format!("{part}-{fragment}");
        self.anchors
            .insert((page.clone(), fragment.to_owned()), (id, place));
    }
}
