//! The site map: every section with its pages, as a list in lists.

use std::collections::BTreeMap;

use crate::finding::{MAP, blank, link};
use crate::{NavItem, Page, Route, Target};
use gongbao_diag::locale::{Lang, Word, fill, word};
use gongbao_model::prose::{Block, Inline, Item};
use gongbao_settings::Config;

/// A section with more pages is not spread out: its own page lists them.
const MOST: usize = 60;

/// The site map of pages that are connected.
pub fn page(pages: &[Page], config: &Config) -> Page {
    let by_route: BTreeMap<&Route, &Page> = pages.iter().map(|it| (&it.route, it)).collect();
    let home = by_route.get(&Route("index.html".to_owned()));
    let blocks = home
        .and_then(|it| list(it, &by_route, config.lang))
        .into_iter()
        .collect();
    let summary = vec![Inline::generated(
        word(config.lang, Word::MapSummary).to_owned(),
    )];
    Page {
        blocks,
        summary: Some(summary),
        ..blank(MAP, config, Word::MapTitle)
    }
}

/// The pages of a section, each with its own below it.
fn list(section: &Page, by_route: &BTreeMap<&Route, &Page>, lang: Lang) -> Option<Block<Target>> {
    let mut items = Vec::new();
    for child in section.children.iter().take(MOST) {
        let below = by_route
            .get(&child.item.route)
            .and_then(|it| list(it, by_route, lang));
        let blocks = std::iter::once(Block::Paragraph(vec![link(&child.item)]))
            .chain(below)
            .collect();
        items.push(Item { task: None, blocks });
    }
    let n = section.children.len();
    if n > MOST {
        let own = NavItem {
            title: section.title_text.clone(),
            route: section.route.clone(),
        };
        let said = fill(
            word(lang, Word::MapMore),
            &[("n", &n.to_string()), ("title", &own.title)],
        );
        let more = Inline::Link {
            to: crate::Link::Page {
                route: own.route,
                fragment: None,
            },
            text: vec![Inline::generated(said)],
        };
        items.push(Item {
            task: None,
            blocks: vec![Block::Paragraph(vec![more])],
        });
    }
    (!items.is_empty()).then_some(Block::List { start: None, items })
}
