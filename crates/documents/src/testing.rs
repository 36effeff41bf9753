//! A document made by hand, for the tests of this crate.

use std::sync::Arc;

use crate::document::{
    CellAlign, Cover, Document, DocumentFigure, DocumentItem, DocumentNode, DocumentPart,
    DocumentRun, DocumentTable, DocumentWords, Imprint, ListsAfterContents, PlaceName, RedHead,
    Signature, TableColumn,
};
use gongbao_diag::locale::Lang;

/// A document that has each thing a document can have, in words of one character that no other field has; what is an
/// anchor has 锚.
pub(crate) fn sample_document() -> Document {
    let words = &mut CharacterSequence(0x4e00);
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
        lists: ListsAfterContents {
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
struct CharacterSequence(u32);

impl CharacterSequence {
    fn next(&mut self) -> String {
        self.0 += 1;
        char::from_u32(self.0).expect("a character").to_string()
    }

    fn line(&mut self) -> Vec<DocumentRun> {
        vec![DocumentRun::Text { text: self.next() }]
    }
}

fn sample_part(words: &mut CharacterSequence) -> DocumentPart {
    DocumentPart {
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

fn sample_nodes(words: &mut CharacterSequence) -> Vec<DocumentNode> {
    let paragraph = |runs| DocumentNode::Paragraph { runs };
    vec![
        paragraph(sample_runs(words)),
        DocumentNode::Heading {
            level: 2,
            id: sample_anchor(),
            runs: words.line(),
        },
        DocumentNode::List {
            start: None,
            items: vec![DocumentItem {
                task: None,
                nodes: vec![paragraph(words.line())],
            }],
        },
        DocumentNode::Quote {
            nodes: vec![paragraph(words.line())],
        },
        DocumentNode::Rule,
        DocumentNode::Remark {
            title: words.next(),
            nodes: vec![DocumentNode::Code { text: words.next() }],
        },
        DocumentNode::Note {
            title: words.next(),
            text: words.next(),
        },
        DocumentNode::Table(sample_table(words)),
        DocumentNode::Figure(sample_figure(words)),
        DocumentNode::Image {
            file: "picture-2.png".to_owned(),
            alt: words.next(),
        },
    ]
}

fn sample_runs(words: &mut CharacterSequence) -> Vec<DocumentRun> {
    vec![
        DocumentRun::Text { text: words.next() },
        DocumentRun::Code { text: words.next() },
        DocumentRun::Figure {
            text: words.next(),
            revised: true,
        },
        DocumentRun::Break,
        DocumentRun::Strong { runs: words.line() },
        DocumentRun::Emphasis { runs: words.line() },
        DocumentRun::Strike { runs: words.line() },
        DocumentRun::Footnote { runs: words.line() },
        DocumentRun::Link {
            url: words.next(),
            runs: words.line(),
        },
        DocumentRun::Reference {
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

fn sample_table(words: &mut CharacterSequence) -> DocumentTable {
    DocumentTable {
        id: sample_anchor(),
        number: Some(1),
        caption: words.next(),
        unit: Some(words.next()),
        columns: vec![TableColumn {
            head: words.line(),
            align: CellAlign::Left,
            share: 1,
        }],
        rows: vec![vec![words.line()]],
        notes: vec![words.next()],
        wide: false,
    }
}

fn sample_figure(words: &mut CharacterSequence) -> DocumentFigure {
    DocumentFigure {
        id: sample_anchor(),
        number: 1,
        caption: words.next(),
        subtitle: words.next(),
        file: "picture-1.svg".to_owned(),
        alt: words.next(),
        notes: vec![words.next()],
    }
}

fn fixed_words(words: &mut CharacterSequence) -> DocumentWords {
    DocumentWords {
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
