//! What all pages may know of each other, made of their heads: order, sections, neighbours, related reports, languages.
//!
//! It knows no text of any page, so that texts can be bound one after the other. Start at [`SiteIndex::of`].

use std::collections::BTreeMap;

use crate::discovery::{self, DiscoveryPage, OrderedHeads};
use crate::link::Route;
use crate::page::{PageBody, PageEntry, PageHead, PagePlace};
use crate::scope::World;
use crate::translations;
use crate::{navigation, packet};

/// Every page of the site in its final order, without its text.
#[derive(Debug)]
pub(crate) struct SiteIndex {
    pub pages: Vec<PageEntry>,
    /// The texts of pages that are made of heads alone.
    pub bodies: BTreeMap<Route, PageBody>,
}

impl SiteIndex {
    /// Orders all pages and finds out what leads from each of them.
    pub(crate) fn of(heads: Vec<PageHead>, world: &World<'_>) -> SiteIndex {
        let titles: BTreeMap<&Route, &str> = heads
            .iter()
            .map(|it| (&it.route, it.title_text.as_str()))
            .collect();
        let mut parts: BTreeMap<Route, _> = heads
            .iter()
            .map(|it| (it.route.clone(), packet::part_list(it, &titles)))
            .filter(|(_, list)| !list.is_empty())
            .collect();
        let (translations, mut firsts): (Vec<PageHead>, Vec<PageHead>) =
            heads.into_iter().partition(|it| it.is_translation);
        firsts.sort_by(|a, b| {
            a.order
                .total_cmp(&b.order)
                .then_with(|| b.date.cmp(&a.date))
        });
        let around = navigation::find_surroundings(&firsts, world.config.lang);
        let ordered = OrderedHeads {
            heads: &firsts,
            around: &around,
        };
        let related = discovery::find_related(ordered);
        let finding = discovery::discovery_pages(ordered, world);
        let places = around.into_iter().zip(related);
        let places = places.map(|(around, related)| PagePlace {
            breadcrumb: around.breadcrumb,
            previous: around.previous,
            next: around.next,
            related,
            children: around.children,
            ..PagePlace::default()
        });
        let mut pages: Vec<PageEntry> = firsts
            .into_iter()
            .zip(places)
            .map(|(head, place)| PageEntry { head, place })
            .collect();
        let mut bodies = BTreeMap::new();
        for DiscoveryPage { head, place, body } in finding {
            bodies.insert(head.route.clone(), body);
            pages.push(PageEntry { head, place });
        }
        let pages = translations::join_translations(pages, translations).into_iter();
        let placed = pages
            .enumerate()
            .map(|(position, PageEntry { head, place })| {
                let parts = parts.remove(&head.route).into_iter().flatten().collect();
                PageEntry {
                    head,
                    place: PagePlace {
                        position,
                        parts,
                        ..place
                    },
                }
            });
        SiteIndex {
            pages: placed.collect(),
            bodies,
        }
    }
}
