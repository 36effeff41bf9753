//! How a reader gets about: sections, breadcrumbs, neighbours, and the main navigation.

use std::collections::BTreeMap;

use crate::bind::text;
use crate::generated::section_page;
use crate::{Child, GAPS, Layout, NavItem, Page, Route};
use gongbao_diag::locale::{Lang, Word, word};
use gongbao_settings::Config;

/// Adds a page for every folder without one, so that each page has a section to lead back to.
pub fn complete(pages: &mut Vec<Page>, config: &Config) {
    let lang = config.lang;
    let mut wanted: BTreeMap<String, (String, Option<&str>)> = BTreeMap::new();
    for page in pages.iter() {
        let mut folder = folder(&page.route.0);
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
            folder = parent(folder);
        }
    }
    for (route, (title, summary)) in wanted {
        if !pages.iter().any(|it| it.route.0 == route) {
            pages.push(section_page(lang, Route(route), &title, summary));
        }
    }
    if !pages.iter().any(|it| it.route.0 == "index.html") {
        let mut home = section_page(
            lang,
            Route("index.html".to_owned()),
            &config.title,
            config.subtitle.as_deref(),
        );
        home.layout = Layout::Home;
        pages.push(home);
    }
}

/// Fills in breadcrumbs, neighbours and the children of sections. Pages stand in their final order.
pub fn connect(pages: &mut [Page], lang: Lang) {
    let items: Vec<NavItem> = pages.iter().map(item).collect();
    let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, page) in pages
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.layout.is_finding())
    {
        if let Some(section) = section_of(&page.route.0) {
            sections.entry(section).or_default().push(at);
        }
    }
    let by_route: BTreeMap<String, usize> = pages
        .iter()
        .enumerate()
        .map(|(at, it)| (it.route.0.clone(), at))
        .collect();
    let children: BTreeMap<String, Vec<Child>> = sections
        .iter()
        .map(|(route, those)| {
            (
                route.clone(),
                those.iter().map(|it| child(&pages[*it])).collect(),
            )
        })
        .collect();
    for page in pages.iter_mut() {
        page.breadcrumb = breadcrumb(&page.route.0, &by_route, &items, lang);
        if let Some(found) = children.get(&page.route.0) {
            page.children.clone_from(found);
        }
    }
    for those in sections.values() {
        let leaves: Vec<usize> = those
            .iter()
            .copied()
            .filter(|it| !is_index(&items[*it].route.0))
            .collect();
        for pair in leaves.windows(2) {
            pages[pair[0]].next = Some(items[pair[1]].clone());
            pages[pair[1]].previous = Some(items[pair[0]].clone());
        }
    }
}

/// The main navigation: what the settings name, or the home page, the top sections and pages.
pub fn main(pages: &[Page], config: &Config, files: &BTreeMap<String, Route>) -> Vec<NavItem> {
    let named = config.nav.iter().filter_map(|it| {
        let route = files.get(&nav_file(it))?;
        pages.iter().find(|it| it.route == *route).map(item)
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
    let is_led_to =
        |it: &&Page| !it.layout.is_finding() && it.route.0 != GAPS && !it.is_translation;
    let is_top = |it: &&Page| section_of(&it.route.0).as_deref() == Some("index.html");
    let top = pages.iter().filter(is_led_to).filter(is_top).map(item);
    std::iter::once(home).chain(top).collect()
}

/// The file a navigation entry names; `content/` may be left out.
pub fn nav_file(name: &str) -> String {
    format!("content/{}", name.trim_start_matches("content/"))
}

fn item(page: &Page) -> NavItem {
    NavItem {
        title: page.title_text.clone(),
        route: page.route.clone(),
    }
}

fn child(page: &Page) -> Child {
    // A page without a summary is listed with its title alone.
    let summary = page.summary.as_ref().map_or_else(String::new, text);
    Child {
        item: item(page),
        summary,
        date: page.date,
    }
}

fn breadcrumb(
    route: &str,
    by_route: &BTreeMap<String, usize>,
    items: &[NavItem],
    lang: Lang,
) -> Vec<NavItem> {
    let mut trail = Vec::new();
    let mut at = section_of(route);
    while let Some(section) = at {
        let found = by_route.get(&section).map(|it| items[*it].clone());
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
    let own = folder(route);
    let above = if is_index(route) { parent(own) } else { own };
    Some(format!("{above}index.html"))
}

fn is_index(route: &str) -> bool {
    route.rsplit('/').next() == Some("index.html")
}

/// The folder of an address; empty for the site itself.
fn folder(route: &str) -> &str {
    route.rfind('/').map_or("", |at| &route[..=at])
}

fn parent(folder: &str) -> &str {
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
