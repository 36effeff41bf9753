//! Pages by what they are about: who issued them, of which kind and year they are, which topics they name and
//! which members of the metrics' dimensions they are of.

use std::collections::{BTreeMap, BTreeSet};

use crate::discovery::topic::{Topic, TopicFacet};
use crate::discovery::{DiscoveryPage, blank_page, item_link};
use crate::expression::Arg;
use crate::labels::value_label;
use crate::link::Route;
use crate::nav_item::NavItem;
use crate::page::PageHead;
use crate::scope::{Scope, World};
use gongbao_content::{FrontMatter, make_slug};
use gongbao_diag::locale::{Lang, Word, fill_placeholders, parse_date, word};
use gongbao_model::prose::{Block, Heading, Inline, ListItem};

/// The address of the page that lists all topics.
pub(crate) const TOPICS_ROUTE: &str = "topics/index.html";
/// The fewest pages that make a topic: a list of one leads nowhere.
const MIN_PAGES: usize = 2;
/// The most pages a topic lists.
const MAX_PAGES: usize = 300;

/// What a page of the author is about.
pub(crate) fn topics_of_page(scope: &Scope<'_>, front: &FrontMatter) -> Vec<Topic> {
    let topic = |facet: TopicFacet, name: &str| Topic {
        facet,
        name: name.to_owned(),
    };
    let mut topics: Vec<Topic> = front
        .topics
        .iter()
        .map(|it| topic(TopicFacet::Subject, &it.text))
        .collect();
    topics.extend(front.kind.iter().map(|it| topic(TopicFacet::Kind, it)));
    topics.extend(front.issuer.iter().map(|it| topic(TopicFacet::Issuer, it)));
    let year = front
        .date
        .as_deref()
        .and_then(parse_date)
        .map(|it| it.to_string().chars().take(4).collect::<String>());
    topics.extend(year.map(|it| {
        topic(
            TopicFacet::Year,
            &fill_placeholders(word(scope.lang, Word::YearText), &[("year", &it)]),
        )
    }));
    topics.extend(named_members(scope));
    topics.retain(|it| !it.name.trim().is_empty());
    topics.sort();
    topics.dedup();
    topics
}

/// The members the page's `where` or its row names.
fn named_members(scope: &Scope<'_>) -> BTreeSet<Topic> {
    let mut found = BTreeSet::new();
    for metric in scope.world.metrics.all() {
        let Some(gongbao_data::Entry::Ready(table)) = scope.world.catalog.get(&metric.table) else {
            continue;
        };
        for dimension in metric
            .dimensions
            .iter()
            .filter(|it| metric.time.as_ref() != Some(it))
        {
            let Some(column) = table.column(dimension) else {
                continue;
            };
            let row = scope
                .row
                .and_then(|(own, row)| Some((own, own.value(row, own.column(dimension)?))));
            let given = match scope.given.get(dimension) {
                Some(Arg::Values(values)) => values.first().filter(|_| values.len() == 1).cloned(),
                _ => None,
            };
            let name = match (row, given) {
                (Some((own, value)), _) => value_label(scope, own, dimension, &value),
                (None, Some(value)) => value_label(scope, table, dimension, &value),
                (None, None) => continue,
            };
            let own = scope
                .row
                .and_then(|(own, _)| Some(own.fields[own.column(dimension)?].title.clone()));
            let title = own.unwrap_or_else(|| table.fields[column].title.clone());
            found.insert(Topic {
                facet: TopicFacet::Member { title },
                name,
            });
        }
    }
    found
}

/// A page for each topic that pages share, and one that lists them; nothing if they share none.
pub(crate) fn topic_pages(heads: &[PageHead], world: &World<'_>) -> Vec<DiscoveryPage> {
    let mut shared: BTreeMap<Topic, Vec<usize>> = BTreeMap::new();
    for (at, head) in heads.iter().enumerate() {
        head.topics
            .iter()
            .for_each(|it| shared.entry(it.clone()).or_default().push(at));
    }
    shared.retain(|_, those| those.len() >= MIN_PAGES);
    let facets: Vec<TopicFacet> = shared.keys().map(|it| it.facet.clone()).collect();
    // A dimension with one member only leads nowhere either.
    let is_choice = |it: &TopicFacet| facets.iter().filter(|other| *other == it).count() > 1;
    shared.retain(|it, _| !matches!(it.facet, TopicFacet::Member { .. }) || is_choice(&it.facet));
    if shared.is_empty() {
        return Vec::new();
    }
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    let mut listed: Vec<(Topic, NavItem, usize)> = Vec::new();
    for (topic, those) in shared {
        let route = topic_route(&topic, &mut taken);
        let those: Vec<&PageHead> = those.iter().map(|it| &heads[*it]).collect();
        let page = topic_page(&topic, &route, &those, world);
        listed.push((
            topic,
            NavItem {
                title: page.head.title_text.clone(),
                route,
            },
            those.len(),
        ));
        out.push(page);
    }
    out.insert(0, topic_index(&listed, world));
    out
}

fn topic_route(topic: &Topic, taken: &mut BTreeSet<String>) -> Route {
    let stem = format!("topics/{}-{}", topic.facet.key(), make_slug(&topic.name));
    let numbered = (2..).map(|it| format!("{stem}-{it}"));
    let free = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|it| taken.insert(it.clone()));
    Route(format!("{}.html", free.unwrap_or(stem)))
}

fn topic_page(
    topic: &Topic,
    route: &Route,
    those: &[&PageHead],
    world: &World<'_>,
) -> DiscoveryPage {
    let lang = world.config.lang;
    let head = topic.facet.title(lang);
    let n = those.len().to_string();
    let said = if those.len() > MAX_PAGES {
        Word::TopicMany
    } else {
        Word::TopicSummary
    };
    let said = fill_placeholders(
        word(lang, said),
        &[("facet", head), ("n", &n), ("most", &MAX_PAGES.to_string())],
    );
    let mut made = blank_page(&route.0, world, Word::TopicsTitle);
    made.head.title = vec![Inline::generated(topic.name.clone())];
    made.head.title_text.clone_from(&topic.name);
    made.head.summary = Some(vec![Inline::generated(said)]);
    let listed = those.iter().take(MAX_PAGES);
    made.place.children = listed.map(|it| it.as_child()).collect();
    made.place.breadcrumb.push(NavItem {
        title: word(lang, Word::TopicsTitle).to_owned(),
        route: Route(TOPICS_ROUTE.to_owned()),
    });
    made
}

/// Every topic by its facet, with the number of its pages.
fn topic_index(listed: &[(Topic, NavItem, usize)], world: &World<'_>) -> DiscoveryPage {
    let config = world.config;
    let mut blocks = Vec::new();
    for facet in listed.chunk_by(|a, b| a.0.facet.key() == b.0.facet.key()) {
        let head = &facet[0].0.facet;
        let text = vec![Inline::generated(head.title(config.lang).to_owned())];
        blocks.push(Block::Heading(Heading {
            level: 2,
            id: head.key(),
            text,
        }));
        let item = |(_, item, n): &(Topic, NavItem, usize)| {
            let said = match config.lang {
                Lang::Zh => format!("（{n}）"),
                Lang::En => format!(" ({n})"),
            };
            ListItem {
                task: None,
                blocks: vec![Block::Paragraph(vec![
                    item_link(item),
                    Inline::generated(said),
                ])],
            }
        };
        blocks.push(Block::List {
            start: None,
            items: facet.iter().map(item).collect(),
        });
    }
    let summary = vec![Inline::generated(
        word(config.lang, Word::TopicsSummary).to_owned(),
    )];
    let mut made = blank_page(TOPICS_ROUTE, world, Word::TopicsTitle);
    made.head.summary = Some(summary);
    made.body.blocks = blocks;
    made
}
