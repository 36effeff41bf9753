//! A page: its words, and what leads away from it.

use serde::Serialize;

use crate::view::agenda::AgendaView;
use crate::view::child::{ChildView, DateView};
use crate::view::facts::{MetricView, TableView};
use crate::view::frame::{NavView, SiteView, StyleView};
use crate::view::share::ShareView;
use crate::view::tags::{MetaView, RecordView};
use crate::view::{LanguageTagView, LinkView, SafeHtml, reference_between, tongue_view};
use gongbao_model::escape::encode_path;
use gongbao_model::prose::{Block, Heading, Visit, plain_text, walk_block, walk_blocks};
use gongbao_output::Job;
use gongbao_site::{BoundFigure, Layout, Page, Route, Target, Translation};

/// Everything a page's template is given.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RootView {
    pub lang: String,
    /// How its text runs, if not from left to right.
    pub dir: Option<&'static str>,
    /// The same page in every language it has.
    pub alternates: Vec<AlternateView>,
    pub document_title: String,
    pub description: String,
    pub metas: Vec<MetaView>,
    pub styles: Vec<StyleView>,
    /// What runs before the page is drawn.
    pub early: Option<String>,
    pub scripts: Vec<String>,
    pub icon: Option<String>,
    /// What others read of it, on a site that has an address.
    pub share: Option<ShareView>,
    pub site: SiteView,
    pub nav: Vec<NavView>,
    pub page: PageView,
}

/// A page's own part.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageView {
    pub layout: &'static str,
    /// The same in other languages.
    pub languages: Vec<LanguageView>,
    /// Whether it is set like an official document.
    pub official: bool,
    pub title: SafeHtml,
    pub title_text: String,
    pub summary: Option<SafeHtml>,
    pub date: Option<DateView>,
    pub issuer: Option<String>,
    pub doc_no: Option<String>,
    pub session: Option<String>,
    /// The box of a document; empty for none.
    pub record: Vec<RecordView>,
    /// Whether readers pass it on and print it.
    pub shared: bool,
    pub sample: bool,
    pub breadcrumb: Vec<LinkView>,
    pub toc: Vec<TocView>,
    pub body: SafeHtml,
    pub footnotes: Vec<FootnoteView>,
    pub documents: Vec<DocumentView>,
    pub children: Vec<ChildView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    /// What the home page says by itself.
    pub agenda: AgendaView,
    /// Reports that speak of the same.
    pub related: Vec<LinkView>,
    pub sources: Vec<String>,
    pub metric: Option<MetricView>,
    pub table: Option<TableView>,
}

/// The page in a language, for programs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AlternateView {
    pub lang: String,
    pub href: String,
}

/// The page in another language, for readers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LanguageView {
    pub tongue: LanguageTagView,
    pub href: String,
    pub title: String,
}

/// The same page in every language it has, itself too; none for a page in one language. Who reads them asks for full
/// addresses, so without an address of the site there are none: the links on the page say the same.
pub(crate) fn alternate_views(job: &Job<'_>, page: &Page) -> Vec<AlternateView> {
    let Some(base) = job
        .site
        .config
        .base_url
        .as_deref()
        .filter(|_| !page.translations.is_empty())
    else {
        return Vec::new();
    };
    let href = |route: &Route| format!("{base}{}", encode_path(&route.0));
    let own = (&page.language_tag, &page.route);
    let mut all: Vec<_> = page
        .translations
        .iter()
        .map(|it| (&it.language_tag, &it.route))
        .chain([own])
        .collect();
    all.sort();
    let first = all
        .iter()
        .find(|it| *it.1 == page.key)
        .or(all.first())
        .map(|it| ("x-default".to_owned(), it.1));
    let all = all
        .iter()
        .map(|(tongue, route)| (tongue.tag().to_owned(), *route));
    all.chain(first)
        .map(|(lang, route)| AlternateView {
            lang,
            href: href(route),
        })
        .collect()
}

/// The ways to the page in other languages.
pub(crate) fn language_views(page: &Page) -> Vec<LanguageView> {
    let view = |it: &Translation| LanguageView {
        tongue: tongue_view(&it.language_tag),
        href: reference_between(&page.route, &it.route),
        title: it.title.clone(),
    };
    page.translations.iter().map(view).collect()
}

/// A document made from the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentView {
    /// Its format: PDF.
    pub format: &'static str,
    pub href: String,
    pub size: String,
    /// SHA-256 in hexadecimal.
    pub checksum: String,
}

/// A line of the table of contents.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TocView {
    pub level: u8,
    pub href: String,
    pub text: String,
}

/// A footnote with the references to it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FootnoteView {
    pub number: usize,
    pub html: SafeHtml,
    /// Anchors of the references, to return to.
    pub references: Vec<String>,
}

/// The fewest headings that are worth a table of contents.
const TOC_FROM: usize = 3;

/// The table of contents: headings of the second and third level, none if there are few. Pages that
/// are lists themselves have none.
pub(crate) fn table_of_contents(page: &Page) -> Vec<TocView> {
    let mut contents = HeadingCollector(Vec::new());
    if matches!(page.layout, Layout::Report | Layout::Overview) || is_official(page.layout) {
        walk_blocks(&mut contents, &page.blocks);
    }
    if contents.0.len() < TOC_FROM {
        Vec::new()
    } else {
        contents.0
    }
}

/// Gathers the headings of a page; those of lists, quotations and remarks are none of its own.
struct HeadingCollector(Vec<TocView>);

impl<'t> Visit<'t, Target> for HeadingCollector {
    fn visit_block(&mut self, block: &'t Block<Target>) {
        if matches!(block, Block::Heading(_) | Block::Embed(_)) {
            walk_block(self, block);
        }
    }

    fn visit_heading(&mut self, heading: &'t Heading<Target>) {
        if heading.level <= 3 {
            self.0.push(TocView {
                level: heading.level,
                href: format!("#{}", heading.id),
                text: plain_text(&heading.text, &|it: &BoundFigure| it.text.clone()),
            });
        }
    }
}

/// Whether a layout is set like an official document.
pub(crate) fn is_official(layout: Layout) -> bool {
    matches!(layout, Layout::Opinion | Layout::Progress | Layout::Plan)
}
