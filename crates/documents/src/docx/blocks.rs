//! Blocks as paragraphs.

use crate::document::{Figure, Item, Node};
use crate::docx::inline::{Caption, Within};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{CHAR, Look, Paragraph, Twips, WIDTH, text_markup};
use crate::docx::sheet::Sheet;
use crate::docx::writer::Writer;
use gongbao_settings::FontRole;

/// What blocks stand in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside {
    /// How far they are moved in.
    left: Twips,
    is_quote: bool,
    /// How many lists they are within.
    depth: usize,
}

impl Writer<'_> {
    /// Blocks one after the other.
    pub(super) fn nodes(&mut self, nodes: &[Node], inside: Inside) {
        nodes.iter().for_each(|it| self.node(it, inside));
    }

    fn node(&mut self, node: &Node, inside: Inside) {
        if !matches!(node, Node::Table(_)) {
            self.turn(Sheet::Text);
        }
        let plain = Look::default();
        match node {
            Node::Heading { level, id, runs } => {
                let inner = self.runs(runs, plain, Within::Text);
                let inner = self.anchored(id, inner);
                self.push(Paragraph::new(heading_style(*level), inner));
            }
            Node::Paragraph { runs } => {
                let inner = self.runs(runs, plain, Within::Text);
                self.push(block_paragraph(inner, inside));
            }
            Node::List { start, items } => self.list(*start, items, inside),
            Node::Quote { nodes } => self.nodes(
                nodes,
                Inside {
                    is_quote: true,
                    ..inside
                },
            ),
            Node::Remark { title, nodes } => {
                let title = format!("{title}{}", self.document.words.colon);
                let inner = text_markup(&title, &Look::plain(FontRole::Hei));
                self.push(Paragraph {
                    keep_next: true,
                    ..block_paragraph(inner, inside)
                });
                self.nodes(nodes, inside);
            }
            Node::Note { title, text: said } => {
                let title = text_markup(
                    &format!("{title}{}", self.document.words.colon),
                    &Look::plain(FontRole::Hei),
                );
                self.push(Paragraph::new("Note", title + text_markup(said, &plain)));
            }
            Node::Code { text: it } => self.push(Paragraph::new("Code", text_markup(it, &plain))),
            Node::Rule => {
                let side = Some(WIDTH * 35 / 100);
                let rule = Some(("bottom", 4, 1, "auto"));
                self.push(Paragraph {
                    rule,
                    left: side,
                    right: side,
                    ..Paragraph::new("TableNote", Markup::default())
                });
            }
            Node::Table(it) => self.table(it),
            Node::Figure(it) => self.figure(it),
            Node::Image { file, alt } => self.image(file, alt),
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item], inside: Inside) {
        self.lists.push(start);
        let number = self.lists.len();
        for item in items {
            let (first, rest) = match item.nodes.split_first() {
                Some((Node::Paragraph { runs }, rest)) => (runs.as_slice(), rest),
                Some(_) | None => (&[][..], item.nodes.as_slice()),
            };
            let mark = item
                .task
                .map(|it| text_markup(if it { "☑ " } else { "☐ " }, &Look::default()));
            let inner = self.runs(first, Look::default(), Within::Text);
            // What is to be done has a box in place of a number.
            let list = mark.is_none().then_some((number, inside.depth.min(8)));
            let inner = mark.into_iter().chain([inner]).collect();
            self.push(Paragraph {
                list,
                ..block_paragraph(inner, inside)
            });
            self.nodes(
                rest,
                Inside {
                    left: inside.left + 2 * CHAR,
                    depth: inside.depth + 1,
                    ..inside
                },
            );
        }
    }

    fn figure(&mut self, it: &Figure) {
        let Some(shown) = self
            .studio
            .show(&it.file, &it.alt, WIDTH, &mut self.relations)
        else {
            // No figure is left out in silence: its words stand in.
            self.push(Paragraph::new(
                "BodyText",
                text_markup(&format!("[{}]", it.alt), &Look::default()),
            ));
            return;
        };
        self.push(Paragraph::new("Figure", shown));
        let more = usize::from(!it.subtitle.is_empty()) + it.notes.len();
        let pattern = self.document.words.figure.clone();
        let caption = self.caption(&Caption {
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
            let inner = text_markup(line, &Look::default());
            self.push(Paragraph {
                keep_next: at + 1 < more,
                after: last(at + 1),
                ..Paragraph::new(style, inner)
            });
        }
    }

    fn image(&mut self, file: &str, alt: &str) {
        let shown = self
            .studio
            .show(file, alt, WIDTH * 4 / 5, &mut self.relations);
        self.push(match shown {
            Some(shown) => Paragraph {
                after: Some(200),
                ..Paragraph::new("Figure", shown)
            },
            // Offices do not know every kind of picture; its words stand in.
            None => Paragraph::new(
                "BodyText",
                text_markup(&format!("[{alt}]"), &Look::default()),
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

fn block_paragraph(inner: Markup, inside: Inside) -> Paragraph {
    let style = if inside.is_quote { "Quote" } else { "BodyText" };
    let quoted = if inside.is_quote { 2 * CHAR } else { 0 };
    let left = (inside.left > 0).then_some(inside.left + quoted);
    Paragraph {
        left,
        ..Paragraph::new(style, inner)
    }
}
