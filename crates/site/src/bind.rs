//! From what the author wrote to what exists: every link, figure and embed of a page.

use std::collections::BTreeSet;

use crate::binding_notes::{BindingNotes, PendingLink};
use crate::embeds::{self, EmbedCall};
use crate::exhibit::{Exhibit, Target, phrase_text};
use crate::failure::Failure;
use crate::link::{Link, Route};
use crate::scope::Scope;
use crate::{figure, links, rounding};
use gongbao_content::{self as content, Raw};
use gongbao_diag::Place;
use gongbao_model::prose::{
    Block, Footnote, HandTable, Heading, Inline, Interior, ListItem, Phrase, Visit, walk_blocks,
};
use gongbao_source::{Fields, YamlNode};

/// What a page is called, and what it says of itself.
#[derive(Clone, Debug)]
pub(crate) struct HeadWords {
    pub title: Phrase<Target>,
    pub summary: Option<Phrase<Target>>,
}

/// What a page says.
#[derive(Clone, Debug)]
pub(crate) struct BodyWords {
    pub blocks: Vec<Block<Target>>,
    pub footnotes: Vec<Footnote<Target>>,
}

/// Binds the title and the summary of a page.
pub(crate) fn bind_head(
    scope: &Scope<'_>,
    here: &Route,
    page: &content::Page,
    found: &mut BindingNotes,
) -> HeadWords {
    let mut binder = PageBinder { scope, here, found };
    HeadWords {
        title: binder.phrase(&page.front.title),
        summary: page.front.summary.as_ref().map(|it| binder.phrase(it)),
    }
}

/// Binds the text of a page.
pub(crate) fn bind_body(
    scope: &Scope<'_>,
    here: &Route,
    page: &content::Page,
    found: &mut BindingNotes,
) -> BodyWords {
    let mut binder = PageBinder { scope, here, found };
    let blocks = binder.blocks(&page.blocks);
    let footnotes = page.footnotes.iter().map(|it| Footnote {
        number: it.number,
        uses: it.uses,
        blocks: binder.blocks(&it.blocks),
    });
    BodyWords {
        footnotes: footnotes.collect(),
        blocks,
    }
}

/// Binds one line of text, found in the body of an embed.
pub(crate) fn bind_phrase(
    scope: &Scope<'_>,
    here: &Route,
    raw: &Phrase<Raw>,
    found: &mut BindingNotes,
) -> Phrase<Target> {
    PageBinder { scope, here, found }.phrase(raw)
}

/// Every anchor of bound blocks.
pub(crate) fn collect_anchors(blocks: &[Block<Target>], out: &mut BTreeSet<String>) {
    walk_blocks(&mut AnchorCollector(out), blocks);
}

struct AnchorCollector<'o>(&'o mut BTreeSet<String>);

impl<'t> Visit<'t, Target> for AnchorCollector<'_> {
    fn visit_heading(&mut self, heading: &'t Heading<Target>) {
        self.0.insert(heading.id.clone());
    }

    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        self.0.extend(exhibit.anchors());
        exhibit.walk(self);
    }
}

impl EmbedCall<'_, '_> {
    /// A line of text with figures in it.
    ///
    /// # Errors
    /// `content/unclosed-expression`.
    pub fn phrase(&mut self, node: &YamlNode, key: &str) -> Result<Phrase<Target>, Failure> {
        let raw = content::parse_phrase(&node.file, &node.string(key)?, node.range.start)?;
        Ok(bind_phrase(self.scope, self.here, &raw, self.found))
    }

    /// The same as plain text; nothing if the key is absent.
    ///
    /// # Errors
    /// As [`EmbedCall::phrase`].
    pub fn text(&mut self, body: &Fields<'_>, key: &str) -> Result<Option<String>, Failure> {
        let Some(node) = body.get(key) else {
            return Ok(None);
        };
        Ok(Some(phrase_text(&self.phrase(node, key)?)))
    }
}

struct PageBinder<'s, 'a> {
    scope: &'s Scope<'a>,
    here: &'s Route,
    found: &'s mut BindingNotes,
}

impl PageBinder<'_, '_> {
    fn blocks(&mut self, blocks: &[Block<Raw>]) -> Vec<Block<Target>> {
        let mut bound = Vec::new();
        for block in blocks {
            let Some(block) = self.block(block) else {
                continue;
            };
            let note = if let Block::Table(it) = &block {
                rounding::hand_note(self.scope.lang, it)
            } else {
                None
            };
            bound.push(block);
            bound.extend(note);
        }
        bound
    }

    fn block(&mut self, block: &Block<Raw>) -> Option<Block<Target>> {
        Some(match block {
            Block::Heading(it) => Block::Heading(Heading {
                level: it.level,
                id: it.id.clone(),
                text: self.phrase(&it.text),
            }),
            Block::Paragraph(it) => Block::Paragraph(self.phrase(it)),
            Block::List { start, items } => {
                let items = items.iter().map(|it| ListItem {
                    task: it.task,
                    blocks: self.blocks(&it.blocks),
                });
                Block::List {
                    start: *start,
                    items: items.collect(),
                }
            }
            Block::Quote(it) => Block::Quote(self.blocks(it)),
            Block::Alert { kind, blocks } => Block::Alert {
                kind: *kind,
                blocks: self.blocks(blocks),
            },
            Block::Code { language, text } => Block::Code {
                language: language.clone(),
                text: text.clone(),
            },
            Block::Table(it) => Block::Table(HandTable {
                align: it.align.clone(),
                head: it.head.iter().map(|cell| self.phrase(cell)).collect(),
                rows: it
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.phrase(cell)).collect())
                    .collect(),
            }),
            Block::Rule => Block::Rule,
            Block::Embed(fence) => Block::Embed(self.embed(fence)?),
        })
    }

    fn embed(&mut self, fence: &content::Fence) -> Option<Exhibit> {
        self.found.n_embeds += 1;
        let default_id = format!("{}-{}", fence.name, self.found.n_embeds);
        let call = EmbedCall {
            scope: self.scope,
            here: self.here,
            fence,
            default_id,
            found: self.found,
        };
        let bound = embeds::bind(call);
        let exhibit = self.keep(bound)?;
        let place = Place::text(&self.scope.file, fence.info_range.clone());
        self.found
            .exhibits
            .extend(exhibit.anchors().into_iter().map(|id| (id, place.clone())));
        Some(exhibit)
    }

    fn phrase(&mut self, phrase: &Phrase<Raw>) -> Phrase<Target> {
        phrase.iter().filter_map(|it| self.inline(it)).collect()
    }

    fn inline(&mut self, inline: &Inline<Raw>) -> Option<Inline<Target>> {
        Some(match inline {
            Inline::Text(it) => Inline::Text(it.clone()),
            Inline::Code(it) => Inline::Code(it.clone()),
            Inline::Emphasis(it) => Inline::Emphasis(self.phrase(it)),
            Inline::Strong(it) => Inline::Strong(self.phrase(it)),
            Inline::Strike(it) => Inline::Strike(self.phrase(it)),
            Inline::Break => Inline::Break,
            Inline::Footnote { number, nth } => Inline::Footnote {
                number: *number,
                nth: *nth,
            },
            Inline::Link { to, text } => {
                let text = self.phrase(text);
                let to = self.link(to)?;
                Inline::Link { to, text }
            }
            Inline::Image { to, alt } => Inline::Image {
                to: self.link(to)?,
                alt: alt.clone(),
            },
            Inline::Figure(expression) => {
                let bound = figure::bind(self.scope, expression, &mut self.found.diags);
                let bound = self.keep(bound)?;
                self.found.n_figures += 1;
                self.found
                    .tables
                    .extend(bound.origins.iter().map(|it| it.table.clone()));
                Inline::Figure(bound)
            }
        })
    }

    fn link(&mut self, raw: &content::RawLink) -> Option<Link> {
        let resolved = links::resolve_link(self.scope, self.here, raw);
        let link = self.keep(resolved)?;
        match &link {
            Link::Page {
                route,
                fragment: Some(fragment),
            } => {
                let place = Place::text(&self.scope.file, raw.range.clone());
                self.found.pending.push(PendingLink {
                    place,
                    route: route.clone(),
                    fragment: fragment.clone(),
                });
            }
            Link::File { route } => {
                self.found.files.insert(route.0.clone());
            }
            Link::External { url } => {
                self.found.outside.insert(url.clone());
            }
            Link::Page { fragment: None, .. } => {}
        }
        Some(link)
    }

    fn keep<T>(&mut self, result: Result<T, Failure>) -> Option<T> {
        match result {
            Ok(it) => Some(it),
            Err(Failure::Said(complaint)) => {
                self.found.diags.push(*complaint);
                None
            }
            Err(Failure::Silent) => None,
        }
    }
}
