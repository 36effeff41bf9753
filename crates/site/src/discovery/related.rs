//! Reports that speak of the same: they refer to the same metrics or tables, or are about the same.

use std::collections::BTreeMap;

use crate::discovery::OrderedHeads;
use crate::discovery::topic::Topic;
use crate::layout::Layout;
use crate::nav_item::NavItem;
use crate::page::PageHead;
use crate::references::Reference;

/// How many reports are named.
const MAX_NAMED: usize = 4;
/// A subject that more pages share tells none apart.
const MAX_SHARING: usize = 40;

/// For each page the others that share most with it; what few pages share counts more.
pub(crate) fn find_related(ordered: OrderedHeads<'_>) -> Vec<Vec<NavItem>> {
    let heads = ordered.heads;
    let mut references: BTreeMap<&Reference, Vec<usize>> = BTreeMap::new();
    let mut topics: BTreeMap<&Topic, Vec<usize>> = BTreeMap::new();
    for (at, head) in report_heads(heads) {
        for reference in &head.references {
            references.entry(reference).or_default().push(at);
        }
        for topic in &head.topics {
            topics.entry(topic).or_default().push(at);
        }
    }
    let groups: Vec<Vec<usize>> = references
        .into_values()
        .chain(topics.into_values())
        .collect();
    let mut scores: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); heads.len()];
    for group in groups
        .iter()
        .filter(|it| (2..=MAX_SHARING).contains(&it.len()))
    {
        let weight = 1.0 / group.len() as f64;
        for at in group {
            for other in group.iter().filter(|it| *it != at) {
                *scores[*at].entry(*other).or_default() += weight;
            }
        }
    }
    let scores = scores.into_iter().enumerate();
    scores
        .map(|(at, scores)| best_scores(at, scores, ordered))
        .collect()
}

/// The pages an author wrote as reports, with their places.
fn report_heads(heads: &[PageHead]) -> impl Iterator<Item = (usize, &PageHead)> {
    heads.iter().enumerate().filter(|(_, it)| {
        matches!(
            it.layout,
            Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan
        )
    })
}

/// The pages with the highest scores; those a step away by previous and next are known already.
fn best_scores(at: usize, scores: BTreeMap<usize, f64>, ordered: OrderedHeads<'_>) -> Vec<NavItem> {
    let around = &ordered.around[at];
    let is_near = |other: usize| {
        [&around.previous, &around.next].iter().any(|near| {
            near.as_ref()
                .is_some_and(|near| near.route == ordered.heads[other].route)
        })
    };
    let mut ranked: Vec<(usize, f64)> =
        scores.into_iter().filter(|(it, _)| !is_near(*it)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
        .into_iter()
        .take(MAX_NAMED)
        .map(|(other, _)| ordered.heads[other].nav_item())
        .collect()
}
