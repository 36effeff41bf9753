//! How a reader gets about: sections, breadcrumbs, neighbours, and the main navigation.

use std::collections::{BTreeMap, BTreeSet};

use crate::completeness::GAPS_ROUTE;
use crate::generated::section_head;
use crate::layout::Layout;
use crate::link::Route;
use crate::nav_item::{Child, NavItem};
use crate::page::{PageEntry, PageHead};
use gongbao_diag::locale::{Lang, Word, word};
use gongbao_settings::Config;

/// Heads for the folders without a page, so that each page has a section to lead back to.
pub(crate) fn missing_sections(heads: &[PageHead], config: &Config) -> Vec<PageHead> {
    let lang = config.lang;
    let mut wanted: BTreeMap<String, (String, Option<&str>)> = BTreeMap::new();
    for head in heads {
        let mut folder = folder_of_route(&head.route.0);
        while !folder.is_empty() {
            let name = folder.trim_end_matches('/');
            let title = name.rsplit('/').next().unwrap_or(name);
            let (title, summary) = match name {
                "metrics" => (
                    word(lang, Word::MetricsTitle),
                    Some(word(lang, Word::MetricsSummary)),
                ),
                "data" => (
                    word(lang, Word::DataTitle),
                    Some(word(lang, Word::DataSummary)),
                ),
                _ => (title, None),
            };
            wanted.insert(format!("{folder}index.html"), (title.to_owned(), summary));
            folder = parent_folder(folder);
        }
    }
    let taken: BTreeSet<&str> = heads.iter().map(|it| it.route.0.as_str()).collect();
    let missing = wanted
        .into_iter()
        .filter(|(route, _)| !taken.contains(route.as_str()));
    let mut found: Vec<PageHead> = missing
        .map(|(route, (title, summary))| section_head(lang, Route(route), &title, summary))
        .collect();
    if !taken.contains("index.html") {
        let route = Route("index.html".to_owned());
        let home = section_head(lang, route, &config.title, config.subtitle.as_deref());
        found.push(PageHead {
            layout: Layout::Home,
            ..home
        });
    }
    found
}

/// The pages around a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// From the home page down to the parent.
    pub breadcrumb: Vec<NavItem>,
    pub previous: Option<NavItem>,
    pub next: Option<NavItem>,
    /// The pages of its section, if it is a section's page.
    pub children: Vec<Child>,
}

/// What is around each page. The heads stand in their final order.
pub(crate) fn find_surroundings(heads: &[PageHead], lang: Lang) -> Vec<Surroundings> {
    let items: Vec<NavItem> = heads.iter().map(PageHead::nav_item).collect();
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, head) in heads
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.layout.is_discovery())
    {
        if let Some(section) = section_of(&head.route.0) {
            sections.entry(section).or_default().push(at);
        }
    }
    let by_route: BTreeMap<&str, usize> = heads
        .iter()
        .enumerate()
        .map(|(at, it)| (it.route.0.as_str(), at))
        .collect();
    let mut previous: BTreeMap<usize, usize> = BTreeMap::new();
    let mut next: BTreeMap<usize, usize> = BTreeMap::new();
    for those in sections.values() {
        let leaves: Vec<usize> = those
            .iter()
            .copied()
            .filter(|it| !is_index(&items[*it].route.0))
            .collect();
        for pair in leaves.windows(2) {
            next.insert(pair[0], pair[1]);
            previous.insert(pair[1], pair[0]);
        }
    }
    let around = |(at, head): (usize, &PageHead)| Surroundings {
        breadcrumb: breadcrumb_trail(&head.route.0, &by_route, &items, lang),
        previous: previous.get(&at).map(|it| items[*it].clone()),
        next: next.get(&at).map(|it| items[*it].clone()),
        // A page that is no section's page has no children.
        children: sections
            .get(&head.route.0)
            .into_iter()
            .flatten()
            .map(|it| heads[*it].as_child())
            .collect(),
    };
    heads.iter().enumerate().map(around).collect()
}

/// The main navigation: what the settings name, or the home page, the top sections and pages.
pub(crate) fn main(
    pages: &[PageEntry],
    config: &Config,
    files: &BTreeMap<String, Route>,
) -> Vec<NavItem> {
    let named = config.nav.iter().filter_map(|it| {
        let route = files.get(&nav_file(it))?;
        let page = pages.iter().find(|it| it.head.route == *route);
        page.map(PageEntry::nav_item)
    });
    let named: Vec<NavItem> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let home = NavItem {
        title: word(config.lang, Word::HomeTitle).to_owned(),
        route: Route("index.html".to_owned()),
    };
    // What is lacking is for those who ask: the foot of every page leads there.
    let is_led_to = |it: &&PageHead| {
        !it.layout.is_discovery() && it.route.0 != GAPS_ROUTE && !it.is_translation
    };
    let is_top = |it: &&PageHead| section_of(&it.route.0).as_deref() == Some("index.html");
    let heads = pages.iter().map(|it| &it.head);
    let top = heads
        .filter(is_led_to)
        .filter(is_top)
        .map(PageHead::nav_item);
    std::iter::once(home).chain(top).collect()
}

/// The file a navigation entry names; `content/` may be left out.
pub(crate) fn nav_file(name: &str) -> String {
    format!("content/{}", name.trim_start_matches("content/"))
}

fn breadcrumb_trail(
    route: &str,
    by_route: &BTreeMap<&str, usize>,
    items: &[NavItem],
    lang: Lang,
) -> Vec<NavItem> {
    let mut trail = Vec::new();
    let mut at = section_of(route);
    while let Some(section) = at {
        let found = by_route.get(section.as_str()).map(|it| items[*it].clone());
        trail.extend(found.map(|mut it| {
            if section == "index.html" {
                it.title = word(lang, Word::HomeTitle).to_owned();
            }
            it
        }));
        at = section_of(&section);
    }
    trail.reverse();
    trail
}

/// The section a page belongs to: its folder's page; for a folder's page the folder above.
fn section_of(route: &str) -> Option<String> {
    if route == "index.html" {
        return None;
    }
    let own = folder_of_route(route);
    let above = if is_index(route) {
        parent_folder(own)
    } else {
        own
    };
    Some(format!("{above}index.html"))
}

fn is_index(route: &str) -> bool {
    route.rsplit('/').next() == Some("index.html")
}

/// The folder of an address; empty for the site itself.
fn folder_of_route(route: &str) -> &str {
    route.rfind('/').map_or("", |at| &route[..=at])
}

fn parent_folder(folder: &str) -> &str {
    let inner = folder.trim_end_matches('/');
    inner.rfind('/').map_or("", |at| &inner[..=at])
}

#[cfg(test)]
mod tests {
    use crate::navigation::section_of;

    #[test]
    fn finds_the_section_of_a_page() {
        assert_eq!(section_of("a/b/c.html").as_deref(), Some("a/b/index.html"));
        assert_eq!(
            section_of("a/b/index.html").as_deref(),
            Some("a/index.html")
        );
        assert_eq!(section_of("c.html").as_deref(), Some("index.html"));
        assert_eq!(section_of("a/index.html").as_deref(), Some("index.html"));
        assert_eq!(section_of("index.html"), None);
    }
}
