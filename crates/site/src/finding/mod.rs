//! Pages by which readers find others: the search, the site map, the glossary, topics, comparisons. They are made last, of pages that are
//! connected already, and stand in no section. An author's page at the same address takes their place.

mod compare;
mod glossary;
mod map;
mod related;
pub mod topics;

use std::sync::Arc;

use crate::scope::World;
use crate::{Layout, Link, NavItem, Page, Route, Target, blank_page};
use gongbao_diag::locale::{Word, word};
use gongbao_model::prose::Inline;
use gongbao_settings::Config;

pub use glossary::mark;
pub use related::relate;

/// The address of the search.
pub const SEARCH: &str = "search.html";
/// The address of the site map.
pub const MAP: &str = "site-map.html";

/// Adds the pages for finding others.
pub fn add(pages: &mut Vec<Page>, world: &World<'_>) {
    let config = world.config;
    let map = map::page(pages, config);
    let search = Page {
        layout: Layout::Search,
        ..blank(SEARCH, config, Word::SearchTitle)
    };
    let topics = topics::pages(pages, config);
    let glossary = glossary::page(pages, config);
    for page in [search, map]
        .into_iter()
        .chain(topics)
        .chain(glossary)
        .chain(compare::pages(world))
    {
        if !pages.iter().any(|it| it.route == page.route) {
            pages.push(page);
        }
    }
}

/// A page right below the home page.
fn blank(route: &str, config: &Config, title: Word) -> Page {
    let title = word(config.lang, title);
    let home = word(config.lang, Word::HomeTitle).to_owned();
    Page {
        layout: Layout::Index,
        breadcrumb: vec![NavItem {
            title: home,
            route: Route("index.html".to_owned()),
        }],
        ..blank_page(
            Route(route.to_owned()),
            Arc::from("content"),
            config.lang,
            title,
        )
    }
}

fn link(item: &NavItem) -> Inline<Target> {
    let to = Link::Page {
        route: item.route.clone(),
        fragment: None,
    };
    Inline::Link {
        to,
        text: vec![Inline::generated(item.title.clone())],
    }
}
