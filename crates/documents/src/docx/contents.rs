//! The table of contents, and the lists of figures and tables: links to what they name, each with a field that says its
//! page.
//!
//! They are no field as a whole (`TOC`): LibreOffice shows such a field as the file has it, with no number at all, until
//! its reader asks for an update; fields that stand alone it works out when it opens the document.

use crate::document::{Document, DocumentNode, DocumentRun};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{Paragraph, RunProperties, page_field, text_markup};
use crate::docx::writer::DocxWriter;

/// An entry: its style, its words, the id of what it leads to.
struct ContentsEntry<'a> {
    style: &'static str,
    words: String,
    id: &'a str,
}

impl DocxWriter<'_> {
    /// The pages of contents.
    pub(super) fn contents(&mut self) {
        let (document, words) = (self.document, &self.document.words);
        self.listing(&words.contents, &list_headings(document));
        let (figures, tables) = list_captions(document);
        if document.lists.figures {
            self.listing(&words.figures, &figures);
        }
        if document.lists.tables {
            self.listing(&words.tables, &tables);
        }
    }

    /// A list under its title.
    fn listing(&mut self, title: &str, entries: &[ContentsEntry<'_>]) {
        let title = text_markup(title, &RunProperties::default());
        self.push(Paragraph::new("TOCHeading", title));
        for entry in entries {
            if let Some(anchor) = self.anchor(entry.id) {
                let line = entry_line(&entry.words, &anchor.name);
                self.push(Paragraph::new(entry.style, line));
            }
        }
    }
}

/// Words and the page they are on, both a link to a bookmark.
fn entry_line(words: &str, bookmark: &str) -> Markup {
    let look = RunProperties::default();
    let link = format!("<w:hyperlink w:anchor=\"{bookmark}\" w:history=\"1\">");
    let stop = Markup::tags("<w:r><w:tab/></w:r>");
    (text_markup(words, &look) + stop + page_field(bookmark, &look)).within(&link, "</w:hyperlink>")
}

/// Parts and their headings down to the third level.
fn list_headings(document: &Document) -> Vec<ContentsEntry<'_>> {
    let mut out = Vec::new();
    for part in &document.parts {
        out.push(ContentsEntry {
            style: "TOC1",
            words: part.title.clone(),
            id: &part.id,
        });
        visit_blocks(&part.nodes, &mut |node| match node {
            DocumentNode::Heading { level, id, runs } if *level <= 3 => {
                out.push(ContentsEntry {
                    style: if *level <= 2 { "TOC2" } else { "TOC3" },
                    words: runs_text(runs),
                    id,
                });
            }
            _ => {}
        });
    }
    out
}

/// Figures, then tables, that have numbers.
fn list_captions(document: &Document) -> (Vec<ContentsEntry<'_>>, Vec<ContentsEntry<'_>>) {
    let words = &document.words;
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    let entry = |pattern: &str, number, caption: &str| DocxWriter::listed(pattern, number, caption);
    for part in &document.parts {
        visit_blocks(&part.nodes, &mut |node| match node {
            DocumentNode::Figure(it) => {
                let words = entry(&words.figure, it.number, &it.caption);
                figures.push(ContentsEntry {
                    style: "TableofFigures",
                    words,
                    id: &it.id,
                });
            }
            DocumentNode::Table(it) => {
                if let Some(number) = it.number {
                    let words = entry(&words.table, number, &it.caption);
                    tables.push(ContentsEntry {
                        style: "TableofFigures",
                        words,
                        id: &it.id,
                    });
                }
            }
            _ => {}
        });
    }
    (figures, tables)
}

/// Every block, those within others too.
fn visit_blocks<'a>(nodes: &'a [DocumentNode], visit: &mut dyn FnMut(&'a DocumentNode)) {
    for node in nodes {
        visit(node);
        match node {
            DocumentNode::List { items, .. } => {
                items.iter().for_each(|it| visit_blocks(&it.nodes, visit))
            }
            DocumentNode::Quote { nodes } | DocumentNode::Remark { nodes, .. } => {
                visit_blocks(nodes, visit)
            }
            _ => {}
        }
    }
}

/// The words of a heading, without marks and notes.
fn runs_text(runs: &[DocumentRun]) -> String {
    let one = |run: &DocumentRun| match run {
        DocumentRun::Text { text }
        | DocumentRun::Code { text }
        | DocumentRun::Figure { text, .. } => text.clone(),
        DocumentRun::Strong { runs }
        | DocumentRun::Emphasis { runs }
        | DocumentRun::Strike { runs } => runs_text(runs),
        DocumentRun::Link { runs, .. } | DocumentRun::Reference { runs, .. } => runs_text(runs),
        DocumentRun::Break => " ".to_owned(),
        DocumentRun::Footnote { .. } => String::new(),
    };
    runs.iter().map(one).collect()
}
