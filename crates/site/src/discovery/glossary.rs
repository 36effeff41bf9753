//! The glossary: what each metric is, and links to it where a page says its name first.

use std::collections::{BTreeMap, BTreeSet};

use crate::discovery::{DiscoveryPage, blank_page, item_link};
use crate::exhibit::{Exhibit, Target};
use crate::figure::fixed_unit;
use crate::generated::metric_head;
use crate::layout::Layout;
use crate::link::{Link, Route};
use crate::scope::World;
use gongbao_content::make_slug;
use gongbao_data::Entry;
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_metrics::Metric;
use gongbao_model::prose::{
    Block, Heading, Inline, Interior, Phrase, TextRun, VisitMut, walk_block_mut, walk_blocks_mut,
};

/// The address of the glossary.
pub(super) const GLOSSARY_ROUTE: &str = "glossary.html";
/// The fewest characters of a name that is looked for in texts.
const MIN_TERM_LENGTH: usize = 3;

/// The glossary of all metrics with a definition, by their names as they are read aloud; nothing if there are none.
pub(super) fn glossary_page(world: &World<'_>) -> Option<DiscoveryPage> {
    let mut entries: Vec<(&Metric, &str)> = defined_metrics(world).collect();
    entries.sort_by_cached_key(|(metric, _)| (make_slug(&metric.title), metric.title.clone()));
    if entries.is_empty() {
        return None;
    }
    let lang = world.config.lang;
    let mut made = blank_page(GLOSSARY_ROUTE, world, Word::GlossaryTitle);
    let summary = word(lang, Word::GlossarySummary).to_owned();
    made.head.summary = Some(vec![Inline::generated(summary)]);
    let blocks = entries.into_iter();
    made.body.blocks = blocks
        .flat_map(|(metric, definition)| glossary_entry(world, metric, definition))
        .collect();
    Some(made)
}

/// The metrics that have a page and say what they are.
fn defined_metrics<'a>(world: &World<'a>) -> impl Iterator<Item = (&'a Metric, &'a str)> {
    let catalog = world.catalog;
    let has_page = move |it: &&Metric| matches!(catalog.get(&it.table), Some(Entry::Ready(_)));
    let metrics = world.metrics.all().iter().map(AsRef::as_ref);
    metrics
        .filter(has_page)
        .filter_map(|it| Some((it, it.definition.as_deref()?)))
}

fn glossary_entry(world: &World<'_>, metric: &Metric, definition: &str) -> [Block<Target>; 2] {
    let lang = world.config.lang;
    let mut text = vec![Inline::generated(definition)];
    let unit = fixed_unit(metric);
    if !unit.is_empty() {
        let unit = fill_placeholders(word(lang, Word::Unit), &[("unit", unit)]);
        text.push(Inline::generated(match lang {
            Lang::Zh => format!("（{unit}）"),
            Lang::En => format!(" ({unit})"),
        }));
    }
    let heading = Heading {
        level: 2,
        id: glossary_anchor(&metric.id),
        text: vec![item_link(&metric_head(world, metric).nav_item())],
    };
    [Block::Heading(heading), Block::Paragraph(text)]
}

fn glossary_anchor(id: &str) -> String {
    format!("m-{}", id.replace('_', "-"))
}

/// The names that are linked to the glossary where a page says them first.
#[derive(Debug)]
pub(crate) struct Glossary<'a> {
    names: Names<'a>,
}

/// Names by their first character with their anchors, the longest first.
type Names<'a> = BTreeMap<char, Vec<(&'a str, String)>>;

impl<'a> Glossary<'a> {
    /// The names of the metrics that the glossary explains.
    pub(crate) fn new(world: &World<'a>) -> Glossary<'a> {
        let mut names: Names<'a> = BTreeMap::new();
        for (metric, _) in defined_metrics(world) {
            // A name of one or two characters would be found within other words.
            if metric.title.chars().count() < MIN_TERM_LENGTH {
                continue;
            }
            if let Some(first) = metric.title.chars().next() {
                let entry = (metric.title.as_str(), glossary_anchor(&metric.id));
                names.entry(first).or_default().push(entry);
            }
        }
        names.values_mut().for_each(|it| {
            it.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), (*name).to_owned()))
        });
        Glossary { names }
    }

    /// The blocks with links where they say a name first, if the layout is one that is read from top to bottom.
    pub(crate) fn link_names(
        &self,
        layout: Layout,
        mut blocks: Vec<Block<Target>>,
    ) -> Vec<Block<Target>> {
        if matches!(layout, Layout::Report | Layout::Progress | Layout::Plan) {
            let mut marker = TermLinker {
                names: &self.names,
                met: BTreeSet::new(),
            };
            walk_blocks_mut(&mut marker, &mut blocks);
        }
        blocks
    }
}

struct TermLinker<'a> {
    names: &'a Names<'a>,
    /// Names this page has said already.
    met: BTreeSet<&'a str>,
}

impl VisitMut<Target> for TermLinker<'_> {
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

impl TermLinker<'_> {
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
                out.push(glossary_reference(run.slice(at..at + name.len()), anchor));
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

fn glossary_reference(name: TextRun, anchor: &str) -> Inline<Target> {
    let to = Link::Page {
        route: Route(GLOSSARY_ROUTE.to_owned()),
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

    use crate::discovery::glossary::{Names, TermLinker};
    use gongbao_model::prose::{Inline, VisitMut};

    fn check(text: &str, expected: &str) {
        let names: Names<'_> = BTreeMap::from([(
            '警',
            vec![("警力占比", "a".to_owned()), ("警力", "b".to_owned())],
        )]);
        let mut phrase = vec![Inline::generated(text)];
        TermLinker {
            names: &names,
            met: BTreeSet::new(),
        }
        .visit_phrase(&mut phrase);
        let shown = phrase.iter().map(|it| match it {
            Inline::Link { text, .. } => format!("[{}]", crate::exhibit::phrase_text(text)),
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
