//! The site map: every section with its pages, as a list in lists.

use std::collections::BTreeMap;

use crate::discovery::{DiscoveryPage, OrderedHeads, SITE_MAP_ROUTE, blank_page, item_link};
use crate::exhibit::Target;
use crate::link::Route;
use crate::navigation::Surroundings;
use crate::page::PageHead;
use crate::scope::World;
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_model::prose::{Block, Inline, ListItem};

/// A section with more pages is not spread out: its own page lists them.
const MAX_PAGES: usize = 60;

/// The site map of pages that are connected.
pub(super) fn site_map_page(ordered: OrderedHeads<'_>, world: &World<'_>) -> DiscoveryPage {
    let lang = world.config.lang;
    let heads = ordered.heads.iter().zip(ordered.around);
    let sections: Sections<'_> = heads
        .map(|(head, around)| (&head.route, (head, around)))
        .collect();
    let home = Route("index.html".to_owned());
    let mut made = blank_page(SITE_MAP_ROUTE, world, Word::MapTitle);
    let summary = word(lang, Word::MapSummary).to_owned();
    made.head.summary = Some(vec![Inline::generated(summary)]);
    made.body.blocks = section_list(&home, &sections, lang).into_iter().collect();
    made
}

/// Every page with what is around it, by its address.
type Sections<'a> = BTreeMap<&'a Route, (&'a PageHead, &'a Surroundings)>;

/// The pages of a section, each with its own below it; nothing for a page that has none.
fn section_list(route: &Route, sections: &Sections<'_>, lang: Lang) -> Option<Block<Target>> {
    let (section, around) = sections.get(route)?;
    let mut items = Vec::new();
    for child in around.children.iter().take(MAX_PAGES) {
        let below = section_list(&child.item.route, sections, lang);
        let blocks = std::iter::once(Block::Paragraph(vec![item_link(&child.item)]))
            .chain(below)
            .collect();
        items.push(ListItem { task: None, blocks });
    }
    let n = around.children.len();
    if n > MAX_PAGES {
        let own = section.nav_item();
        let said = fill_placeholders(
            word(lang, Word::MapMore),
            &[("n", &n.to_string()), ("title", &own.title)],
        );
        let more = Inline::Link {
            to: crate::link::Link::Page {
                route: own.route,
                fragment: None,
            },
            text: vec![Inline::generated(said)],
        };
        items.push(ListItem {
            task: None,
            blocks: vec![Block::Paragraph(vec![more])],
        });
    }
    (!items.is_empty()).then_some(Block::List { start: None, items })
}
