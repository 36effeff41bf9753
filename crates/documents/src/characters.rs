//! The characters of a document, taken from its own fields: each field is named here, so that none can be forgotten.

use std::collections::BTreeSet;

use crate::document::{
    Cover, Document, DocumentFigure, DocumentItem, DocumentNode, DocumentPart, DocumentRun,
    DocumentTable, DocumentWords, Imprint, RedHead, Signature, TableColumn,
};

/// Every character of a document's words, each once.
pub(crate) fn all_characters(document: &Document) -> BTreeSet<char> {
    let mut found = CharacterCollector::default();
    found.document(document);
    found.0
}

/// Every character of a document that has to be drawn.
pub(crate) fn drawn_characters(document: &Document) -> BTreeSet<char> {
    let mut found = all_characters(document);
    let drawings = document.pictures.iter();
    for picture in drawings.filter(|it| it.file.ends_with(".svg")) {
        match &picture.drawing {
            Some(drawing) => found.extend(drawing.texts().into_iter().flat_map(str::chars)),
            None => found.extend(String::from_utf8_lossy(&picture.bytes).chars()),
        }
    }
    found.retain(|it| !it.is_control() && !it.is_whitespace() && !is_invisible(*it));
    found
}

/// What no face draws, and nobody sees.
fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

/// Collects characters. Anchors and names of files are no words: nobody reads them.
#[derive(Default)]
struct CharacterCollector(BTreeSet<char>);

impl CharacterCollector {
    fn text(&mut self, text: &str) {
        self.0.extend(text.chars());
    }

    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        texts.into_iter().for_each(|it| self.text(it));
    }

    fn document(&mut self, document: &Document) {
        let Document {
            file: _,
            lang: _,
            title,
            lines,
            issuer,
            date: _,
            red,
            draft,
            cover,
            contents: _,
            lists: _,
            imprint,
            parts,
            words,
            pictures: _,
        } = document;
        self.text(title);
        self.texts(lines);
        self.texts(issuer.iter().chain(draft));
        red.iter().for_each(|it| self.red_head(it));
        cover.iter().for_each(|it| self.cover(it));
        imprint.iter().for_each(|it| self.imprint(it));
        parts.iter().for_each(|it| self.part(it));
        self.words(words);
    }

    fn red_head(&mut self, it: &RedHead) {
        let RedHead {
            mark,
            number,
            signer,
            signer_label,
        } = it;
        self.texts([mark, number, signer_label].into_iter().chain(signer));
    }

    fn cover(&mut self, it: &Cover) {
        let Cover {
            stamp,
            above,
            below,
        } = it;
        self.texts(stamp.iter().chain(above).chain(below));
    }

    fn imprint(&mut self, it: &Imprint) {
        let Imprint {
            copies,
            printer,
            date,
        } = it;
        self.texts([printer, date].into_iter().chain(copies));
    }

    fn part(&mut self, it: &DocumentPart) {
        let DocumentPart {
            id: _,
            label,
            title,
            lines,
            to,
            under,
            attachments,
            signature,
            nodes,
            file: _,
        } = it;
        self.text(title);
        self.texts(label.iter().chain(to));
        self.texts(lines.iter().chain(under).chain(attachments));
        if let Some(Signature { issuer, date }) = signature {
            self.texts([issuer, date]);
        }
        self.nodes(nodes);
    }

    fn nodes(&mut self, nodes: &[DocumentNode]) {
        for node in nodes {
            match node {
                DocumentNode::Heading {
                    level: _,
                    id: _,
                    runs,
                }
                | DocumentNode::Paragraph { runs } => self.runs(runs),
                DocumentNode::List { start: _, items } => {
                    for DocumentItem { task: _, nodes } in items {
                        self.nodes(nodes);
                    }
                }
                DocumentNode::Quote { nodes } => self.nodes(nodes),
                DocumentNode::Remark { title, nodes } => {
                    self.text(title);
                    self.nodes(nodes);
                }
                DocumentNode::Note { title, text } => self.texts([title, text]),
                DocumentNode::Code { text } => self.text(text),
                DocumentNode::Rule => {}
                DocumentNode::Table(it) => self.table(it),
                DocumentNode::Figure(it) => self.figure(it),
                DocumentNode::Image { file: _, alt } => self.text(alt),
            }
        }
    }

    fn table(&mut self, it: &DocumentTable) {
        let DocumentTable {
            id: _,
            number: _,
            caption,
            unit,
            columns,
            rows,
            notes,
            wide: _,
        } = it;
        self.text(caption);
        self.texts(unit.iter().chain(notes));
        for TableColumn {
            head,
            align: _,
            share: _,
        } in columns
        {
            self.runs(head);
        }
        rows.iter().flatten().for_each(|it| self.runs(it));
    }

    fn figure(&mut self, it: &DocumentFigure) {
        let DocumentFigure {
            id: _,
            number: _,
            caption,
            subtitle,
            file: _,
            alt,
            notes,
        } = it;
        self.texts([caption, subtitle, alt].into_iter().chain(notes));
    }

    fn runs(&mut self, runs: &[DocumentRun]) {
        for run in runs {
            match run {
                DocumentRun::Text { text }
                | DocumentRun::Code { text }
                | DocumentRun::Figure { text, revised: _ } => self.text(text),
                DocumentRun::Strong { runs }
                | DocumentRun::Emphasis { runs }
                | DocumentRun::Strike { runs }
                | DocumentRun::Footnote { runs } => self.runs(runs),
                DocumentRun::Break => {}
                DocumentRun::Link { url, runs } => {
                    self.text(url);
                    self.runs(runs);
                }
                DocumentRun::Reference {
                    id: _,
                    runs,
                    shown,
                    page: _,
                } => {
                    shown.iter().for_each(|it| self.text(&it.text()));
                    self.runs(runs);
                }
            }
        }
    }

    fn words(&mut self, it: &DocumentWords) {
        let DocumentWords {
            figure,
            table,
            continued,
            contents,
            figures,
            tables,
            page,
            revised,
            colon,
            attachments,
        } = it;
        self.texts([figure, table, continued, contents, figures, tables]);
        self.texts([page, revised, colon, attachments]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use crate::characters::{all_characters, drawn_characters};
    use crate::document::PictureFile;
    use crate::testing::sample_document;

    #[test]
    fn every_word_of_a_document_is_seen() {
        let document = sample_document();
        // The other way to all words is the data that templates are given; only anchors and files are no words.
        let json: BTreeSet<char> = document.json().chars().collect();
        let found = all_characters(&document);
        let missed: Vec<char> = json
            .difference(&found)
            .copied()
            .filter(|it| !it.is_ascii())
            .collect();
        assert_eq!(missed, ['锚']);
    }

    #[test]
    fn what_nobody_sees_needs_no_face() {
        let mut document = sample_document();
        document.title = "甲\u{200b}\u{a0}\n".to_owned();
        document.pictures = vec![PictureFile {
            file: "a.svg".to_owned(),
            bytes: Arc::from("<text>乙</text>".as_bytes()),
            drawing: None,
        }];
        let found = drawn_characters(&document);
        assert!(found.contains(&'甲') && found.contains(&'乙'));
        assert!(!found.contains(&'\u{200b}') && !found.contains(&'\n'));
    }
}
