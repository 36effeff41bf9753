//! Reports that speak of the same: they show the same metrics, or are about the same.

use std::collections::BTreeMap;

use crate::finding::topics::Topic;
use crate::lineage::Lineage;
use crate::{Layout, NavItem, Page};

/// How many reports are named.
const MOST: usize = 4;
/// A subject that more pages share tells none apart.
const COMMON: usize = 40;

/// Names for every report the others that share most with it; what few pages share counts more.
pub fn relate(pages: &mut [Page], lineage: &Lineage) {
    let is_report = |it: &Page| {
        matches!(
            it.layout,
            Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan
        )
    };
    let by_route: BTreeMap<&str, usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, it)| is_report(it))
        .map(|(at, it)| (it.route.0.as_str(), at))
        .collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for id in pages
        .iter()
        .filter_map(|it| it.metric.as_ref())
        .map(|it| it.id.as_str())
    {
        groups.push(
            lineage
                .uses(id)
                .iter()
                .filter_map(|it| by_route.get(it.page.route.0.as_str()).copied())
                .collect(),
        );
    }
    let mut topics: BTreeMap<&Topic, Vec<usize>> = BTreeMap::new();
    for at in by_route.values() {
        pages[*at]
            .topics
            .iter()
            .for_each(|it| topics.entry(it).or_default().push(*at));
    }
    groups.extend(topics.into_values());
    let mut scores: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for group in groups.iter().filter(|it| (2..=COMMON).contains(&it.len())) {
        let weight = 1.0 / group.len() as f64;
        for at in group {
            let own = scores.entry(*at).or_default();
            group
                .iter()
                .filter(|it| *it != at)
                .for_each(|it| *own.entry(*it).or_default() += weight);
        }
    }
    let related: Vec<(usize, Vec<NavItem>)> = scores
        .into_iter()
        .map(|(at, scores)| (at, best(at, scores, pages)))
        .collect();
    related
        .into_iter()
        .for_each(|(at, items)| pages[at].related = items);
}

/// The pages with the highest scores; those a step away by previous and next are known already.
fn best(at: usize, scores: BTreeMap<usize, f64>, pages: &[Page]) -> Vec<NavItem> {
    let page = &pages[at];
    let is_near = |it: usize| {
        [&page.previous, &page.next].iter().any(|near| {
            near.as_ref()
                .is_some_and(|near| near.route == pages[it].route)
        })
    };
    let mut ranked: Vec<(usize, f64)> =
        scores.into_iter().filter(|(it, _)| !is_near(*it)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let item = |it: usize| NavItem {
        title: pages[it].title_text.clone(),
        route: pages[it].route.clone(),
    };
    ranked
        .into_iter()
        .take(MOST)
        .map(|(it, _)| item(it))
        .collect()
}
