//! The glossary: what each metric is, and links to it where a page says its name first.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::finding::{blank, link};
use crate::{Exhibit, FactLabel, Layout, Link, MetricFacts, NavItem, Page, Route, Target};
use gongbao_content::slug;
use gongbao_diag::locale::{Word, fill, word};
use gongbao_model::prose::{
    Block, Heading, Inline, Interior, Phrase, TextRun, VisitMut, walk_block_mut, walk_blocks_mut,
};
use gongbao_settings::Config;

/// The address of the glossary.
pub const GLOSSARY: &str = "glossary.html";
/// The fewest characters of a name that is looked for in texts.
const SHORTEST: usize = 3;

/// The glossary of all metrics with a definition, by their names as they are read aloud.
pub fn page(pages: &[Page], config: &Config) -> Option<Page> {
    let mut entries: Vec<(&Page, &MetricFacts, &str)> = pages.iter().filter_map(defined).collect();
    entries.sort_by_cached_key(|(page, ..)| (slug(&page.title_text), page.title_text.clone()));
    let blocks: Vec<Block<Target>> = entries
        .into_iter()
        .flat_map(|it| entry(it, config))
        .collect();
    let summary = vec![Inline::generated(
        word(config.lang, Word::GlossarySummary).to_owned(),
    )];
    let made = Page {
        blocks,
        summary: Some(summary),
        ..blank(GLOSSARY, config, Word::GlossaryTitle)
    };
    (!made.blocks.is_empty()).then_some(made)
}

/// The page of a metric that says what it is.
fn defined(page: &Page) -> Option<(&Page, &MetricFacts, &str)> {
    let facts = page.metric.as_ref()?;
    let definition = facts
        .facts
        .iter()
        .find(|(label, _)| *label == FactLabel::Definition)?;
    Some((page, facts, definition.1.as_str()))
}

fn entry(
    (page, facts, definition): (&Page, &MetricFacts, &str),
    config: &Config,
) -> [Block<Target>; 2] {
    let item = NavItem {
        title: page.title_text.clone(),
        route: page.route.clone(),
    };
    let mut text = vec![Inline::generated(definition)];
    if let Some((_, unit)) = facts
        .facts
        .iter()
        .find(|(label, _)| *label == FactLabel::Unit)
    {
        let unit = fill(word(config.lang, Word::Unit), &[("unit", unit)]);
        text.push(Inline::generated(match config.lang {
            gongbao_diag::locale::Lang::Zh => format!("（{unit}）"),
            gongbao_diag::locale::Lang::En => format!(" ({unit})"),
        }));
    }
    let heading = Heading {
        level: 2,
        id: anchor(&facts.id),
        text: vec![link(&item)],
    };
    [Block::Heading(heading), Block::Paragraph(text)]
}

fn anchor(id: &str) -> String {
    format!("m-{}", id.replace('_', "-"))
}

/// Names by their first character, the longest first.
type Names<'a> = BTreeMap<char, Vec<(&'a str, String)>>;

/// Links the names of metrics to the glossary where a page says them first.
pub fn mark(pages: &mut [Page]) {
    let owned: Vec<(String, String)> = pages
        .iter()
        .filter_map(defined)
        .map(|(page, facts, _)| (page.title_text.clone(), anchor(&facts.id)))
        .collect();
    let mut names: Names<'_> = BTreeMap::new();
    for (name, anchor) in owned
        .iter()
        .filter(|(name, _)| name.chars().count() >= SHORTEST)
    {
        let Some(first) = name.chars().next() else {
            continue;
        };
        names.entry(first).or_default().push((name, anchor.clone()));
    }
    names.values_mut().for_each(|it| {
        it.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.to_string()))
    });
    let reads = |it: &&mut Page| {
        matches!(it.layout, Layout::Report | Layout::Progress | Layout::Plan)
            && it.metric.is_none()
            && it.table.is_none()
    };
    pages.par_iter_mut().filter(reads).for_each(|page| {
        let mut marker = Marker {
            names: &names,
            met: BTreeSet::new(),
        };
        walk_blocks_mut(&mut marker, &mut page.blocks);
    });
}

struct Marker<'a> {
    names: &'a Names<'a>,
    /// Names this page has said already.
    met: BTreeSet<&'a str>,
}

impl VisitMut<Target> for Marker<'_> {
    fn visit_block(&mut self, block: &mut Block<Target>) {
        // Headings and tables are looked up, not read: links would only stand in the way.
        if !matches!(block, Block::Heading(_) | Block::Table(_)) {
            walk_block_mut(self, block);
        }
    }

    fn visit_embed(&mut self, exhibit: &mut Exhibit) {
        if let Exhibit::Blocks(_) = exhibit {
            exhibit.walk_mut(self);
        }
    }

    fn visit_phrase(&mut self, phrase: &mut Phrase<Target>) {
        let mut out = Vec::with_capacity(phrase.len());
        for inline in std::mem::take(phrase) {
            match inline {
                Inline::Text(run) => self.text(run, &mut out),
                Inline::Strong(mut inner) => {
                    self.visit_phrase(&mut inner);
                    out.push(Inline::Strong(inner));
                }
                other => out.push(other),
            }
        }
        *phrase = out;
    }
}

impl Marker<'_> {
    /// Cuts a text at the names it says first.
    fn text(&mut self, run: TextRun, out: &mut Phrase<Target>) {
        let text = &run.text;
        let mut from = 0;
        let mut at = 0;
        while let Some(sign) = text[at..].chars().next() {
            let rest = &text[at..];
            let said = self
                .names
                .get(&sign)
                .and_then(|names| names.iter().find(|(name, _)| rest.starts_with(name)));
            let Some((name, anchor)) = said else {
                at += sign.len_utf8();
                continue;
            };
            // A longer name is passed over as a whole, so that none is found within it.
            if self.met.insert(name) {
                out.extend((from < at).then(|| Inline::Text(run.slice(from..at))));
                out.push(reference(run.slice(at..at + name.len()), anchor));
                from = at + name.len();
            }
            at += name.len();
        }
        if from == 0 {
            out.push(Inline::Text(run));
        } else if from < text.len() {
            out.push(Inline::Text(run.slice(from..text.len())));
        }
    }
}

fn reference(name: TextRun, anchor: &str) -> Inline<Target> {
    let to = Link::Page {
        route: Route(GLOSSARY.to_owned()),
        fragment: Some(anchor.to_owned()),
    };
    Inline::Link {
        to,
        text: vec![Inline::Text(name)],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::finding::glossary::{Marker, Names};
    use gongbao_model::prose::{Inline, VisitMut};

    fn check(text: &str, expected: &str) {
        let names: Names<'_> = BTreeMap::from([(
            '警',
            vec![("警力占比", "a".to_owned()), ("警力", "b".to_owned())],
        )]);
        let mut phrase = vec![Inline::generated(text)];
        Marker {
            names: &names,
            met: BTreeSet::new(),
        }
        .visit_phrase(&mut phrase);
        let shown = phrase.iter().map(|it| match it {
            Inline::Link { text, .. } => format!("[{}]", crate::bind::text(text)),
            Inline::Text(run) => run.text.clone(),
            _ => String::new(),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn a_name_is_linked_where_it_is_said_first() {
        check(
            "全市警力占比高，警力占比稳。",
            "全市[警力占比]高，警力占比稳。",
        );
        check("警力", "[警力]");
    }

    #[test]
    fn a_name_within_a_longer_one_is_let_be() {
        check("警力占比，警力占比，警力", "[警力占比]，警力占比，[警力]");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        check("民警总数", "民警总数");
        check("", "");
    }
}
