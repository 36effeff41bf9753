//! The table of contents, and the lists of figures and tables: links to what they name, each with a field that says its
//! page.
//!
//! They are no field as a whole (`TOC`): LibreOffice shows such a field as the file has it, with no number at all, until
//! its reader asks for an update; fields that stand alone it works out when it opens the document.

use crate::document::{Document, Node, Run};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{Look, Paragraph, page_field, text_markup};
use crate::docx::writer::Writer;

/// An entry: its style, its words, the id of what it leads to.
struct Entry<'a> {
    style: &'static str,
    words: String,
    id: &'a str,
}

impl Writer<'_> {
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
    fn listing(&mut self, title: &str, entries: &[Entry<'_>]) {
        let title = text_markup(title, &Look::default());
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
    let look = Look::default();
    let link = format!("<w:hyperlink w:anchor=\"{bookmark}\" w:history=\"1\">");
    let stop = Markup::tags("<w:r><w:tab/></w:r>");
    (text_markup(words, &look) + stop + page_field(bookmark, &look)).within(&link, "</w:hyperlink>")
}

/// Parts and their headings down to the third level.
fn list_headings(document: &Document) -> Vec<Entry<'_>> {
    let mut out = Vec::new();
    for part in &document.parts {
        out.push(Entry {
            style: "TOC1",
            words: part.title.clone(),
            id: &part.id,
        });
        visit_blocks(&part.nodes, &mut |node| match node {
            Node::Heading { level, id, runs } if *level <= 3 => {
                out.push(Entry {
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
fn list_captions(document: &Document) -> (Vec<Entry<'_>>, Vec<Entry<'_>>) {
    let words = &document.words;
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    let entry = |pattern: &str, number, caption: &str| Writer::listed(pattern, number, caption);
    for part in &document.parts {
        visit_blocks(&part.nodes, &mut |node| match node {
            Node::Figure(it) => {
                let words = entry(&words.figure, it.number, &it.caption);
                figures.push(Entry {
                    style: "TableofFigures",
                    words,
                    id: &it.id,
                });
            }
            Node::Table(it) => {
                if let Some(number) = it.number {
                    let words = entry(&words.table, number, &it.caption);
                    tables.push(Entry {
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
fn visit_blocks<'a>(nodes: &'a [Node], visit: &mut dyn FnMut(&'a Node)) {
    for node in nodes {
        visit(node);
        match node {
            Node::List { items, .. } => items.iter().for_each(|it| visit_blocks(&it.nodes, visit)),
            Node::Quote { nodes } | Node::Remark { nodes, .. } => visit_blocks(nodes, visit),
            _ => {}
        }
    }
}

/// The words of a heading, without marks and notes.
fn runs_text(runs: &[Run]) -> String {
    let one = |run: &Run| match run {
        Run::Text { text } | Run::Code { text } | Run::Figure { text, .. } => text.clone(),
        Run::Strong { runs } | Run::Emphasis { runs } | Run::Strike { runs } => runs_text(runs),
        Run::Link { runs, .. } | Run::Reference { runs, .. } => runs_text(runs),
        Run::Break => " ".to_owned(),
        Run::Footnote { .. } => String::new(),
    };
    runs.iter().map(one).collect()
}
