//! Pages by which readers find others: the search, the site map, the glossary, topics, comparisons. They are made last, of pages that are
//! connected already, and stand in no section. An author's page at the same address takes their place.
//!
//! They are made of ordinary blocks, so every output can write them. Links to the glossary are put
//! into bound text, where no author has to mind them.

mod compare;
mod glossary;
mod map;
mod related;
pub(crate) mod topic;
pub(crate) mod topics;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::exhibit::Target;
use crate::layout::Layout;
use crate::link::{Link, Route};
use crate::nav_item::NavItem;
use crate::navigation::Surroundings;
use crate::page::{PageBody, PageHead, PagePlace};
use crate::scope::World;
use gongbao_diag::locale::{Word, word};
use gongbao_model::prose::Inline;

pub(crate) use glossary::Glossary;
pub(crate) use related::find_related;

/// The address of the search.
pub(crate) const SEARCH_ROUTE: &str = "search.html";
/// The address of the site map.
pub(crate) const SITE_MAP_ROUTE: &str = "site-map.html";

/// A page for finding others: made of heads alone, so that it is whole before any text is bound.
#[derive(Debug)]
pub(crate) struct DiscoveryPage {
    pub head: PageHead,
    pub place: PagePlace,
    pub body: PageBody,
}

/// Heads in their final order, each with what is around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderedHeads<'a> {
    pub heads: &'a [PageHead],
    pub around: &'a [Surroundings],
}

/// The pages for finding others. An author's page at the same address takes the place of one of them.
pub(crate) fn discovery_pages(ordered: OrderedHeads<'_>, world: &World<'_>) -> Vec<DiscoveryPage> {
    let mut search = blank_page(SEARCH_ROUTE, world, Word::SearchTitle);
    search.head.layout = Layout::Search;
    let map = map::site_map_page(ordered, world);
    let made = [search, map]
        .into_iter()
        .chain(topics::topic_pages(ordered.heads, world))
        .chain(glossary::glossary_page(world))
        .chain(compare::comparison_pages(world));
    let mut taken: BTreeSet<Route> = ordered.heads.iter().map(|it| it.route.clone()).collect();
    made.filter(|it| taken.insert(it.head.route.clone()))
        .collect()
}

/// A page right below the home page.
fn blank_page(route: &str, world: &World<'_>, title: Word) -> DiscoveryPage {
    let lang = world.config.lang;
    let home = NavItem {
        title: word(lang, Word::HomeTitle).to_owned(),
        route: Route("index.html".to_owned()),
    };
    let route = Route(route.to_owned());
    DiscoveryPage {
        head: PageHead {
            layout: Layout::Index,
            ..PageHead::generated(route, Arc::from("content"), lang, word(lang, title))
        },
        place: PagePlace {
            breadcrumb: vec![home],
            ..PagePlace::default()
        },
        body: PageBody::default(),
    }
}

fn item_link(item: &NavItem) -> Inline<Target> {
    let to = Link::Page {
        route: item.route.clone(),
        fragment: None,
    };
    Inline::Link {
        to,
        text: vec![Inline::generated(item.title.clone())],
    }
}
