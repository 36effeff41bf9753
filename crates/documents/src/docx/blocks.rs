//! Blocks as paragraphs.

use crate::document::{DocumentFigure, DocumentItem, DocumentNode};
use crate::docx::inline::{LineContext, NumberedCaption};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{
    CHARACTER_WIDTH, Paragraph, RunProperties, TEXT_WIDTH, Twips, text_markup,
};
use crate::docx::sheet::SheetKind;
use crate::docx::writer::DocxWriter;
use gongbao_settings::FontRole;

/// What blocks stand in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockContext {
    /// How far they are moved in.
    left: Twips,
    is_quote: bool,
    /// How many lists they are within.
    depth: usize,
}

impl DocxWriter<'_> {
    /// Blocks one after the other.
    pub(super) fn nodes(&mut self, nodes: &[DocumentNode], inside: BlockContext) {
        nodes.iter().for_each(|it| self.node(it, inside));
    }

    fn node(&mut self, node: &DocumentNode, inside: BlockContext) {
        if !matches!(node, DocumentNode::Table(_)) {
            self.turn(SheetKind::Text);
        }
        let plain = RunProperties::default();
        match node {
            DocumentNode::Heading { level, id, runs } => {
                let inner = self.runs(runs, plain, LineContext::Text);
                let inner = self.anchored(id, inner);
                self.push(Paragraph::new(heading_style(*level), inner));
            }
            DocumentNode::Paragraph { runs } => {
                let inner = self.runs(runs, plain, LineContext::Text);
                self.push(block_paragraph(inner, inside));
            }
            DocumentNode::List { start, items } => self.list(*start, items, inside),
            DocumentNode::Quote { nodes } => self.nodes(
                nodes,
                BlockContext {
                    is_quote: true,
                    ..inside
                },
            ),
            DocumentNode::Remark { title, nodes } => {
                let title = format!("{title}{}", self.document.words.colon);
                let inner = text_markup(&title, &RunProperties::plain(FontRole::Hei));
                self.push(Paragraph {
                    keep_next: true,
                    ..block_paragraph(inner, inside)
                });
                self.nodes(nodes, inside);
            }
            DocumentNode::Note { title, text: said } => {
                let title = text_markup(
                    &format!("{title}{}", self.document.words.colon),
                    &RunProperties::plain(FontRole::Hei),
                );
                self.push(Paragraph::new("Note", title + text_markup(said, &plain)));
            }
            DocumentNode::Code { text: it } => {
                self.push(Paragraph::new("Code", text_markup(it, &plain)))
            }
            DocumentNode::Rule => {
                let side = Some(TEXT_WIDTH * 35 / 100);
                let rule = Some(("bottom", 4, 1, "auto"));
                self.push(Paragraph {
                    rule,
                    left: side,
                    right: side,
                    ..Paragraph::new("TableNote", Markup::default())
                });
            }
            DocumentNode::Table(it) => self.table(it),
            DocumentNode::Figure(it) => self.figure(it),
            DocumentNode::Image { file, alt } => self.image(file, alt),
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[DocumentItem], inside: BlockContext) {
        self.lists.push(start);
        let number = self.lists.len();
        for item in items {
            let (first, rest) = match item.nodes.split_first() {
                Some((DocumentNode::Paragraph { runs }, rest)) => (runs.as_slice(), rest),
                Some(_) | None => (&[][..], item.nodes.as_slice()),
            };
            let mark = item
                .task
                .map(|it| text_markup(if it { "☑ " } else { "☐ " }, &RunProperties::default()));
            let inner = self.runs(first, RunProperties::default(), LineContext::Text);
            // What is to be done has a box in place of a number.
            let list = mark.is_none().then_some((number, inside.depth.min(8)));
            let inner = mark.into_iter().chain([inner]).collect();
            self.push(Paragraph {
                list,
                ..block_paragraph(inner, inside)
            });
            self.nodes(
                rest,
                BlockContext {
                    left: inside.left + 2 * CHARACTER_WIDTH,
                    depth: inside.depth + 1,
                    ..inside
                },
            );
        }
    }

    fn figure(&mut self, it: &DocumentFigure) {
        let Some(shown) = self
            .images
            .show(&it.file, &it.alt, TEXT_WIDTH, &mut self.relations)
        else {
            // No figure is left out in silence: its words stand in.
            self.push(Paragraph::new(
                "BodyText",
                text_markup(&format!("[{}]", it.alt), &RunProperties::default()),
            ));
            return;
        };
        self.push(Paragraph::new("Figure", shown));
        let more = usize::from(!it.subtitle.is_empty()) + it.notes.len();
        let pattern = self.document.words.figure.clone();
        let caption = self.caption(&NumberedCaption {
            id: &it.id,
            number: it.number,
            pattern: &pattern,
            words: &it.caption,
        });
        let last = |at: usize| if at == more { Some(200) } else { None };
        self.push(Paragraph {
            keep_next: more > 0,
            after: last(0),
            ..Paragraph::new("Caption", caption)
        });
        let subtitle = Some(&it.subtitle)
            .filter(|it| !it.is_empty())
            .map(|it| ("TableCenter", it));
        let notes = it.notes.iter().map(|it| ("TableNote", it));
        for (at, (style, line)) in subtitle.into_iter().chain(notes).enumerate() {
            let inner = text_markup(line, &RunProperties::default());
            self.push(Paragraph {
                keep_next: at + 1 < more,
                after: last(at + 1),
                ..Paragraph::new(style, inner)
            });
        }
    }

    fn image(&mut self, file: &str, alt: &str) {
        let shown = self
            .images
            .show(file, alt, TEXT_WIDTH * 4 / 5, &mut self.relations);
        self.push(match shown {
            Some(shown) => Paragraph {
                after: Some(200),
                ..Paragraph::new("Figure", shown)
            },
            // Offices do not know every kind of picture; its words stand in.
            None => Paragraph::new(
                "BodyText",
                text_markup(&format!("[{alt}]"), &RunProperties::default()),
            ),
        });
    }
}

fn heading_style(level: u8) -> &'static str {
    match level {
        0..=2 => "Heading2",
        3 => "Heading3",
        4 => "Heading4",
        5 => "Heading5",
        _ => "Heading6",
    }
}

fn block_paragraph(inner: Markup, inside: BlockContext) -> Paragraph {
    let style = if inside.is_quote { "Quote" } else { "BodyText" };
    let quoted = if inside.is_quote {
        2 * CHARACTER_WIDTH
    } else {
        0
    };
    let left = (inside.left > 0).then_some(inside.left + quoted);
    Paragraph {
        left,
        ..Paragraph::new(style, inner)
    }
}
