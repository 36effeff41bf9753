//! The anchors of a page's headings, each given once.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag};

use crate::prepared::PlacedEvent;
use crate::slug::make_slug;

/// Hands out anchors.
#[derive(Debug)]
pub(crate) struct Anchors {
    /// Those the author wrote: anchors made from texts keep away from them.
    written: BTreeSet<String>,
    taken: BTreeSet<String>,
    /// The number a repeated anchor got last.
    last: BTreeMap<String, usize>,
    /// How many headings there were.
    count: usize,
}

impl Anchors {
    /// Takes note of the anchors the author wrote.
    pub(crate) fn of(events: &[PlacedEvent<'_>]) -> Anchors {
        let written = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => Some(id.to_string()),
            _ => None,
        });
        Anchors {
            written: written.collect(),
            taken: BTreeSet::new(),
            last: BTreeMap::new(),
            count: 0,
        }
    }

    /// The anchor of the next heading, from what the author wrote or else from its text.
    pub(crate) fn next(&mut self, written: Option<String>, text: &str) -> String {
        self.count += 1;
        let is_made = written.is_none();
        let wish = written.unwrap_or_else(|| match make_slug(text) {
            it if it.is_empty() => format!("section-{}", self.count),
            it => it,
        });
        let is_used = |it: &String| self.taken.contains(it) || is_made && self.written.contains(it);
        let mut id = wish.clone();
        while is_used(&id) {
            let last = self.last.entry(wish.clone()).or_insert(1);
            *last += 1;
            id = format!("{wish}-{last}");
        }
        self.taken.insert(id.clone());
        id
    }
}
