//! A document made by hand, for the tests of this crate.

use std::sync::Arc;

use crate::document::{
    Align, Column, Cover, Document, Figure, Imprint, Item, Lists, Node, Part, PlaceName, RedHead,
    Run, Signature, Table, Words,
};
use gongbao_diag::locale::Lang;

/// A document that has each thing a document can have, in words of one character that no other field has; what is an
/// anchor has 锚.
pub(crate) fn sample_document() -> Document {
    let words = &mut Characters(0x4e00);
    Document {
        file: Arc::from("content/a.md"),
        lang: Lang::Zh,
        title: words.next(),
        lines: vec![words.next()],
        issuer: Some(words.next()),
        date: Some([2025, 12, 31]),
        red: Some(RedHead {
            mark: words.next(),
            number: words.next(),
            signer: Some(words.next()),
            signer_label: words.next(),
        }),
        draft: Some(words.next()),
        cover: Some(Cover {
            stamp: Some(words.next()),
            above: Some(words.next()),
            below: vec![words.next()],
        }),
        contents: true,
        lists: Lists {
            figures: true,
            tables: true,
        },
        imprint: Some(Imprint {
            copies: Some(words.next()),
            printer: words.next(),
            date: words.next(),
        }),
        parts: vec![sample_part(words)],
        words: fixed_words(words),
        pictures: Vec::new(),
    }
}

/// Characters one after the other.
struct Characters(u32);

impl Characters {
    fn next(&mut self) -> String {
        self.0 += 1;
        char::from_u32(self.0).expect("a character").to_string()
    }

    fn line(&mut self) -> Vec<Run> {
        vec![Run::Text { text: self.next() }]
    }
}

fn sample_part(words: &mut Characters) -> Part {
    Part {
        id: sample_anchor(),
        label: Some(words.next()),
        title: words.next(),
        lines: vec![words.next()],
        to: Some(words.next()),
        under: vec![words.next()],
        attachments: vec![words.next()],
        signature: Some(Signature {
            issuer: words.next(),
            date: words.next(),
        }),
        nodes: sample_nodes(words),
        file: Arc::from("content/a.md"),
    }
}

fn sample_nodes(words: &mut Characters) -> Vec<Node> {
    let paragraph = |runs| Node::Paragraph { runs };
    vec![
        paragraph(sample_runs(words)),
        Node::Heading {
            level: 2,
            id: sample_anchor(),
            runs: words.line(),
        },
        Node::List {
            start: None,
            items: vec![Item {
                task: None,
                nodes: vec![paragraph(words.line())],
            }],
        },
        Node::Quote {
            nodes: vec![paragraph(words.line())],
        },
        Node::Rule,
        Node::Remark {
            title: words.next(),
            nodes: vec![Node::Code { text: words.next() }],
        },
        Node::Note {
            title: words.next(),
            text: words.next(),
        },
        Node::Table(sample_table(words)),
        Node::Figure(sample_figure(words)),
        Node::Image {
            file: "picture-2.png".to_owned(),
            alt: words.next(),
        },
    ]
}

fn sample_runs(words: &mut Characters) -> Vec<Run> {
    vec![
        Run::Text { text: words.next() },
        Run::Code { text: words.next() },
        Run::Figure {
            text: words.next(),
            revised: true,
        },
        Run::Break,
        Run::Strong { runs: words.line() },
        Run::Emphasis { runs: words.line() },
        Run::Strike { runs: words.line() },
        Run::Footnote { runs: words.line() },
        Run::Link {
            url: words.next(),
            runs: words.line(),
        },
        Run::Reference {
            id: sample_anchor(),
            runs: words.line(),
            shown: Some(PlaceName {
                before: words.next(),
                label: words.next(),
                after: words.next(),
            }),
            page: true,
        },
    ]
}

fn sample_table(words: &mut Characters) -> Table {
    Table {
        id: sample_anchor(),
        number: Some(1),
        caption: words.next(),
        unit: Some(words.next()),
        columns: vec![Column {
            head: words.line(),
            align: Align::Left,
            share: 1,
        }],
        rows: vec![vec![words.line()]],
        notes: vec![words.next()],
        wide: false,
    }
}

fn sample_figure(words: &mut Characters) -> Figure {
    Figure {
        id: sample_anchor(),
        number: 1,
        caption: words.next(),
        subtitle: words.next(),
        file: "picture-1.svg".to_owned(),
        alt: words.next(),
        notes: vec![words.next()],
    }
}

fn fixed_words(words: &mut Characters) -> Words {
    Words {
        figure: words.next(),
        table: words.next(),
        continued: words.next(),
        contents: words.next(),
        figures: words.next(),
        tables: words.next(),
        page: words.next(),
        revised: words.next(),
        colon: words.next(),
        attachments: words.next(),
    }
}

fn sample_anchor() -> String {
    "锚".to_owned()
}
