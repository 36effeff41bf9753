//! The ways to other pages that stand on every page: the search, the site map.

use crate::output::html::view::{LinkView, link, reference};
use crate::output::{Job, is_wanted};
use crate::site::{Layout, NavItem, Page};

/// The page of the search seen from a page; nothing if there is no index to search in.
pub fn search(job: &Job<'_>, page: &Page) -> Option<String> {
    let found = job.site.pages.iter().rev().find(|it| it.layout == Layout::Search);
    found.filter(|_| is_wanted(job.site, "search")).map(|it| reference(&page.route, &it.route))
}

/// The pages right below the home page that lead to others.
pub fn links(job: &Job<'_>, page: &Page) -> Vec<LinkView> {
    let found = job.site.pages.iter().filter(|it| it.layout == Layout::Index && it.breadcrumb.len() == 1);
    let item = |it: &Page| NavItem { title: it.title_text.clone(), route: it.route.clone() };
    found.map(|it| link(&page.route, &item(it))).collect()
}
