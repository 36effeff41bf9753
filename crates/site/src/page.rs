//! A page by how far along it is: its head, which all pages may know; its place among the others; its body. A page is
//! made whole from the three by one function, [`Page::assemble`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::discovery::topic::Topic;
use crate::exhibit::Target;
use crate::facts::{MetricFacts, TableFacts};
use crate::layout::Layout;
use crate::link::Route;
use crate::nav_item::{Child, NavItem, Translation};
use crate::paper::Paper;
use crate::references::Reference;
use crate::release::Release;
use gongbao_diag::Place;
use gongbao_diag::locale::{Date, Lang, LanguageTag};
use gongbao_model::prose::{Block, Footnote, Inline, Phrase};

/// What other pages may know of a page: address, names and dates, but nothing of its text.
#[derive(Clone, Debug)]
pub struct PageHead {
    /// Its address.
    pub route: Route,
    /// The file it was made from; the table's or metrics' file for generated ones.
    pub file: Arc<str>,
    /// The language of its frame.
    pub lang: Lang,
    /// The language it is written in.
    pub language_tag: LanguageTag,
    /// Its address whatever its language.
    pub key: Route,
    /// Whether it says in another language what a page says that comes first.
    pub is_translation: bool,
    pub layout: Layout,
    pub title: Phrase<Target>,
    /// The title as plain text.
    pub title_text: String,
    pub summary: Option<Phrase<Target>>,
    pub date: Option<Date>,
    pub issuer: Option<String>,
    pub doc_no: Option<String>,
    pub session: Option<String>,
    /// What is to be made of it on paper.
    pub paper: Paper,
    /// How it was published.
    pub release: Release,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// The metrics and tables its author refers to.
    pub references: BTreeSet<Reference>,
    /// Its place among the pages of its section; smaller stands first.
    pub order: f64,
}

/// What a page says, bound to the data.
#[derive(Clone, Debug, Default)]
pub struct PageBody {
    pub blocks: Vec<Block<Target>>,
    pub footnotes: Vec<Footnote<Target>>,
    /// Sources of the data the page shows, each once.
    pub sources: Vec<String>,
    /// Whether it shows made-up data.
    pub sample: bool,
    /// What a metric's page says besides its blocks.
    pub metric: Option<MetricFacts>,
    /// What a table's page says besides its blocks.
    pub table: Option<TableFacts>,
    /// How many figures it shows.
    pub n_figures: usize,
    /// How many charts it shows.
    pub n_charts: usize,
    /// Where the author wrote its charts and tables, by anchor.
    pub exhibits: BTreeMap<String, Place>,
    /// The tables its own queries make, each with the tables it reads.
    pub queries: Vec<(String, Vec<String>)>,
}

/// What leads from a page to others.
#[derive(Clone, Debug, Default)]
pub struct PagePlace {
    /// How many pages of the site stand before it.
    pub position: usize,
    /// From the home page down to the parent.
    pub breadcrumb: Vec<NavItem>,
    pub previous: Option<NavItem>,
    pub next: Option<NavItem>,
    /// Reports that speak of the same.
    pub related: Vec<NavItem>,
    /// Pages of this section with their summaries, when it is a section's page.
    pub children: Vec<Child>,
    /// The same in other languages.
    pub translations: Vec<Translation>,
    /// The list of its parts, when it is a packet.
    pub parts: Vec<Block<Target>>,
}

/// A page without its text.
#[derive(Clone, Debug)]
pub struct PageEntry {
    pub head: PageHead,
    pub place: PagePlace,
}

/// A page, ready to be written by any output.
#[derive(Clone, Debug)]
pub struct Page {
    /// How many pages of the site stand before it.
    pub position: usize,
    /// Its address.
    pub route: Route,
    /// The file it was made from; the table's or metrics' file for generated ones.
    pub file: Arc<str>,
    /// The language of its frame.
    pub lang: Lang,
    /// The language it is written in.
    pub language_tag: LanguageTag,
    /// Its address whatever its language.
    pub key: Route,
    /// Whether it says in another language what a page says that comes first.
    pub is_translation: bool,
    /// The same in other languages.
    pub translations: Vec<Translation>,
    pub layout: Layout,
    pub title: Phrase<Target>,
    /// The title as plain text.
    pub title_text: String,
    pub summary: Option<Phrase<Target>>,
    pub date: Option<Date>,
    pub issuer: Option<String>,
    pub doc_no: Option<String>,
    pub session: Option<String>,
    /// What is to be made of it on paper.
    pub paper: Paper,
    /// The list of its parts, when it is a packet.
    pub parts: Vec<Block<Target>>,
    /// How it was published.
    pub release: Release,
    pub blocks: Vec<Block<Target>>,
    pub footnotes: Vec<Footnote<Target>>,
    /// From the home page down to the parent.
    pub breadcrumb: Vec<NavItem>,
    pub previous: Option<NavItem>,
    pub next: Option<NavItem>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Reports that speak of the same.
    pub related: Vec<NavItem>,
    /// Pages of this section with their summaries, when it is a section's page.
    pub children: Vec<Child>,
    /// Sources of the data the page shows, each once.
    pub sources: Vec<String>,
    /// Whether it shows made-up data.
    pub sample: bool,
    /// What a metric's page says besides its blocks.
    pub metric: Option<MetricFacts>,
    /// What a table's page says besides its blocks.
    pub table: Option<TableFacts>,
    /// Its place among the pages of its section; smaller stands first.
    pub order: f64,
    /// How many figures it shows.
    pub n_figures: usize,
    /// How many charts it shows.
    pub n_charts: usize,
    /// Where the author wrote its charts and tables, by anchor.
    pub exhibits: BTreeMap<String, Place>,
    /// The tables its own queries make, each with the tables it reads.
    pub queries: Vec<(String, Vec<String>)>,
}

impl PageHead {
    /// The head of a page that nobody wrote.
    pub fn generated(route: Route, file: Arc<str>, lang: Lang, title: &str) -> PageHead {
        PageHead {
            key: route.clone(),
            route,
            file,
            lang,
            language_tag: LanguageTag::of(lang),
            is_translation: false,
            layout: Layout::default(),
            title: vec![Inline::generated(title.to_owned())],
            title_text: title.to_owned(),
            summary: None,
            date: None,
            issuer: None,
            doc_no: None,
            session: None,
            paper: Paper::default(),
            release: Release::default(),
            topics: Vec::new(),
            references: BTreeSet::new(),
            order: f64::INFINITY,
        }
    }

    /// The page as an entry of a list or of the navigation.
    pub fn nav_item(&self) -> NavItem {
        NavItem {
            title: self.title_text.clone(),
            route: self.route.clone(),
        }
    }

    /// The page as its section lists it.
    pub fn as_child(&self) -> Child {
        Child {
            item: self.nav_item(),
            summary: self.summary_text(),
            date: self.date,
        }
    }

    /// The head of a page that says the same as another one: it is about the same and stands where that stands.
    pub fn as_translation_of(self, first: &PageHead) -> PageHead {
        PageHead {
            topics: first.topics.clone(),
            order: first.order,
            ..self
        }
    }

    /// The summary as plain text; empty where there is none.
    pub fn summary_text(&self) -> String {
        self.summary
            .as_ref()
            .map_or_else(String::new, crate::exhibit::phrase_text)
    }
}

impl PageEntry {
    /// What other pages may know of a page made last.
    pub fn of(page: &Page) -> PageEntry {
        PageEntry {
            head: PageHead {
                layout: page.layout,
                summary: page.summary.clone(),
                date: page.date,
                ..PageHead::generated(
                    page.route.clone(),
                    page.file.clone(),
                    page.lang,
                    &page.title_text,
                )
            },
            place: PagePlace {
                position: page.position,
                breadcrumb: page.breadcrumb.clone(),
                ..PagePlace::default()
            },
        }
    }

    /// The page as an entry of a list or of the navigation.
    pub fn nav_item(&self) -> NavItem {
        self.head.nav_item()
    }
}

impl Page {
    /// A page made whole.
    pub fn assemble(head: PageHead, place: PagePlace, body: PageBody) -> Page {
        Page {
            position: place.position,
            route: head.route,
            file: head.file,
            lang: head.lang,
            language_tag: head.language_tag,
            key: head.key,
            is_translation: head.is_translation,
            translations: place.translations,
            layout: head.layout,
            title: head.title,
            title_text: head.title_text,
            summary: head.summary,
            date: head.date,
            issuer: head.issuer,
            doc_no: head.doc_no,
            session: head.session,
            paper: head.paper,
            parts: place.parts,
            release: head.release,
            blocks: body.blocks,
            footnotes: body.footnotes,
            breadcrumb: place.breadcrumb,
            previous: place.previous,
            next: place.next,
            topics: head.topics,
            related: place.related,
            children: place.children,
            sources: body.sources,
            sample: body.sample,
            metric: body.metric,
            table: body.table,
            order: head.order,
            n_figures: body.n_figures,
            n_charts: body.n_charts,
            exhibits: body.exhibits,
            queries: body.queries,
        }
    }
}

/// A page with an address and a title and nothing else.
pub fn blank_page(route: Route, file: Arc<str>, lang: Lang, title: &str) -> Page {
    let head = PageHead::generated(route, file, lang, title);
    Page::assemble(head, PagePlace::default(), PageBody::default())
}
