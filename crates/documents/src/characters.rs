//! The characters of a document, taken from its own fields: each field is named here, so that none can be forgotten.

use std::collections::BTreeSet;

use crate::document::{
    Column, Cover, Document, Figure, Imprint, Item, Node, Part, RedHead, Run, Signature, Table,
    Words,
};

/// Every character of a document's words, each once.
pub(crate) fn all_characters(document: &Document) -> BTreeSet<char> {
    let mut found = Characters::default();
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
struct Characters(BTreeSet<char>);

impl Characters {
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

    fn part(&mut self, it: &Part) {
        let Part {
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

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Heading {
                    level: _,
                    id: _,
                    runs,
                }
                | Node::Paragraph { runs } => self.runs(runs),
                Node::List { start: _, items } => {
                    for Item { task: _, nodes } in items {
                        self.nodes(nodes);
                    }
                }
                Node::Quote { nodes } => self.nodes(nodes),
                Node::Remark { title, nodes } => {
                    self.text(title);
                    self.nodes(nodes);
                }
                Node::Note { title, text } => self.texts([title, text]),
                Node::Code { text } => self.text(text),
                Node::Rule => {}
                Node::Table(it) => self.table(it),
                Node::Figure(it) => self.figure(it),
                Node::Image { file: _, alt } => self.text(alt),
            }
        }
    }

    fn table(&mut self, it: &Table) {
        let Table {
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
        for Column {
            head,
            align: _,
            share: _,
        } in columns
        {
            self.runs(head);
        }
        rows.iter().flatten().for_each(|it| self.runs(it));
    }

    fn figure(&mut self, it: &Figure) {
        let Figure {
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

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            match run {
                Run::Text { text } | Run::Code { text } | Run::Figure { text, revised: _ } => {
                    self.text(text)
                }
                Run::Strong { runs }
                | Run::Emphasis { runs }
                | Run::Strike { runs }
                | Run::Footnote { runs } => self.runs(runs),
                Run::Break => {}
                Run::Link { url, runs } => {
                    self.text(url);
                    self.runs(runs);
                }
                Run::Reference {
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

    fn words(&mut self, it: &Words) {
        let Words {
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
    use crate::document::Picture;
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
        document.pictures = vec![Picture {
            file: "a.svg".to_owned(),
            bytes: Arc::from("<text>乙</text>".as_bytes()),
            drawing: None,
        }];
        let found = drawn_characters(&document);
        assert!(found.contains(&'甲') && found.contains(&'乙'));
        assert!(!found.contains(&'\u{200b}') && !found.contains(&'\n'));
    }
}
