//! The table of contents, and the lists of figures and tables: fields whose entries are filled in.

use crate::document::{Document, Node, Run};
use crate::docx::anchors::Anchor;
use crate::docx::inline::sequence;
use crate::docx::markup::Markup;
use crate::docx::paragraph::{Look, Paragraph, text};
use crate::docx::writer::Writer;
use gongbao_model::escape::escape_xml;

/// An entry: its style, its words, the id of what it leads to.
struct Entry<'a> {
    style: &'static str,
    words: String,
    id: &'a str,
}

impl Writer<'_> {
    /// The pages of contents.
    pub(super) fn contents(&self) -> Markup {
        let (document, words) = (self.document, &self.document.words);
        let mut out = self.field(
            &words.contents,
            "TOC \\o \"1-3\" \\h \\z \\u",
            &headings(document),
        );
        // Programs offer to work out anew what is marked as contents.
        out = out.within(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>\
             </w:sdtPr><w:sdtContent>",
            "</w:sdtContent></w:sdt>",
        );
        let (figures, tables) = captions(document);
        for (is_wanted, title, pattern, entries) in [
            (
                document.lists.figures,
                &words.figures,
                &words.figure,
                figures,
            ),
            (document.lists.tables, &words.tables, &words.table, tables),
        ] {
            if is_wanted {
                out.push(self.field(
                    title,
                    &format!("TOC \\h \\z \\c \"{}\"", sequence(pattern)),
                    &entries,
                ));
            }
        }
        out
    }

    /// A field over paragraphs: it begins in the first and ends in the last.
    fn field(&self, title: &str, instruction: &str, entries: &[Entry<'_>]) -> Markup {
        let mut out = Paragraph::new("TOCHeading", text(title, &Look::default())).markup();
        let begin = format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            escape_xml(instruction)
        );
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        let last = entries.len().saturating_sub(1);
        for (at, entry) in entries.iter().enumerate() {
            let Some(anchor) = self.anchor(entry.id) else {
                continue;
            };
            let begin = if at == 0 { begin.as_str() } else { "" };
            let end = if at == last { end } else { "" };
            let inner = self.entry(entry, anchor).within(begin, end);
            out.push(Paragraph::new(entry.style, inner).markup());
        }
        out
    }

    fn entry(&self, entry: &Entry<'_>, anchor: &Anchor) -> Markup {
        let look = Look::default();
        let (name, page) = (&anchor.name, self.pager.page(&anchor.name));
        let begin = format!(
            "<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \
             PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        );
        let number = text(&page.to_string(), &look)
            .within(&begin, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
        let link = format!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">");
        (text(&entry.words, &look) + number).within(&link, "</w:hyperlink>")
    }
}

/// Parts and their headings down to the third level.
fn headings(document: &Document) -> Vec<Entry<'_>> {
    let mut out = Vec::new();
    for part in &document.parts {
        out.push(Entry {
            style: "TOC1",
            words: part.title.clone(),
            id: &part.id,
        });
        each(&part.nodes, &mut |node| match node {
            Node::Heading { level, id, runs } if *level <= 3 => {
                out.push(Entry {
                    style: if *level <= 2 { "TOC2" } else { "TOC3" },
                    words: said(runs),
                    id,
                });
            }
            _ => {}
        });
    }
    out
}

/// Figures, then tables, that have numbers.
fn captions(document: &Document) -> (Vec<Entry<'_>>, Vec<Entry<'_>>) {
    let words = &document.words;
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    let entry = |pattern: &str, number, caption: &str| Writer::listed(pattern, number, caption);
    for part in &document.parts {
        each(&part.nodes, &mut |node| match node {
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
fn each<'a>(nodes: &'a [Node], visit: &mut dyn FnMut(&'a Node)) {
    for node in nodes {
        visit(node);
        match node {
            Node::List { items, .. } => items.iter().for_each(|it| each(&it.nodes, visit)),
            Node::Quote { nodes } | Node::Remark { nodes, .. } => each(nodes, visit),
            _ => {}
        }
    }
}

/// The words of a heading, without marks and notes.
fn said(runs: &[Run]) -> String {
    let one = |run: &Run| match run {
        Run::Text { text } | Run::Code { text } | Run::Figure { text, .. } => text.clone(),
        Run::Strong { runs } | Run::Emphasis { runs } | Run::Strike { runs } => said(runs),
        Run::Link { runs, .. } | Run::Reference { runs, .. } => said(runs),
        Run::Break => " ".to_owned(),
        Run::Footnote { .. } => String::new(),
    };
    runs.iter().map(one).collect()
}
