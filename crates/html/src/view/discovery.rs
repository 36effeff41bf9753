//! The ways to other pages that stand on every page: the search, the site map.

use crate::view::{LinkView, link_in, reference_between};
use gongbao_output::{Job, is_wanted};
use gongbao_site::{GAPS_ROUTE, Layout, Page, PageEntry};

/// The page of the search seen from a page; nothing if there is no index to search in.
pub(crate) fn search_href(job: &Job<'_>, page: &Page) -> Option<String> {
    let found = job
        .site
        .pages
        .iter()
        .rev()
        .find(|it| it.head.layout == Layout::Search);
    found
        .filter(|_| is_wanted(job.site, "search"))
        .map(|it| reference_between(&page.route, &it.head.route))
}

/// The pages right below the home page that lead to others, and the one of what is lacking.
pub(crate) fn discovery_links(job: &Job<'_>, page: &Page) -> Vec<LinkView> {
    let leads = |it: &&PageEntry| {
        (it.head.layout == Layout::Index || it.head.route.0 == GAPS_ROUTE)
            && it.place.breadcrumb.len() == 1
    };
    let found = job.site.pages.iter().filter(leads);
    found.map(|it| link_in(job, page, &it.nav_item())).collect()
}
