//! Footnotes: set apart from the text, numbered by their first use.

use std::collections::{BTreeMap, VecDeque};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::prepared::PlacedEvent;

/// The footnotes of a page by label, and those used so far.
#[derive(Debug, Default)]
pub(crate) struct Notes<'a> {
    written: BTreeMap<String, VecDeque<PlacedEvent<'a>>>,
    /// Labels in order of first use, and how often each was used.
    used: Vec<(String, usize)>,
}

/// Labels that differ only in case are the same, as everywhere in Markdown. The capital of one letter may be two:
/// `ß` and `SS` are the same to the parser.
fn note_key(label: &str) -> String {
    label.to_uppercase().to_lowercase()
}

impl<'a> Notes<'a> {
    /// Takes the footnotes out of a page's events; of two with the same label the first counts.
    pub(crate) fn set_apart(
        events: Vec<PlacedEvent<'a>>,
    ) -> (VecDeque<PlacedEvent<'a>>, Notes<'a>) {
        let mut text = VecDeque::new();
        let mut notes = Notes::default();
        let mut open: Vec<(String, VecDeque<PlacedEvent<'a>>)> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    open.push((note_key(&label), VecDeque::new()))
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, events)) = open.pop() {
                        notes.written.entry(label).or_insert(events);
                    }
                }
                event => open
                    .last_mut()
                    .map_or(&mut text, |it| &mut it.1)
                    .push_back((event, range)),
            }
        }
        (text, notes)
    }

    /// Whether a footnote was written.
    pub(crate) fn has(&self, label: &str) -> bool {
        self.written.contains_key(&note_key(label))
    }

    /// The number of a footnote that is referred to, and how manieth reference this is.
    pub(crate) fn refer(&mut self, label: &str) -> (usize, usize) {
        let label = note_key(label);
        let at = self
            .used
            .iter()
            .position(|it| it.0 == label)
            .unwrap_or_else(|| {
                self.used.push((label, 0));
                self.used.len() - 1
            });
        self.used[at].1 += 1;
        (at + 1, self.used[at].1)
    }

    /// The events of the footnote with a number, taken out: a second look finds them gone.
    #[expect(
        clippy::expect_used,
        reason = "a label without a footnote is left as text"
    )]
    pub(crate) fn take(&mut self, number: usize) -> Option<VecDeque<PlacedEvent<'a>>> {
        let (label, _) = self.used.get(number.checked_sub(1)?)?;
        let written = self.written.get_mut(label);
        let written = written.expect("the parser makes no reference to a footnote that is missing");
        Some(std::mem::take(written))
    }

    /// How often the footnote with a number was used.
    pub(crate) fn uses(&self, number: usize) -> usize {
        number
            .checked_sub(1)
            .and_then(|it| self.used.get(it))
            .map_or(0, |it| it.1)
    }
}
