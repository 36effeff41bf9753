//! Bookmarks: names programs accept, for whatever a document can refer to.

use std::collections::BTreeMap;

use crate::document::{Document, DocumentNode};
use crate::docx::markup::Markup;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    /// The bookmark's number and name.
    pub number: usize,
    pub name: String,
    /// 图1, where it has a label of its own.
    pub label: Option<String>,
}

/// The bookmarks of a document, by the ids of what they stand at.
#[derive(Debug, Default)]
pub(super) struct Bookmarks(BTreeMap<String, Bookmark>);

impl Bookmarks {
    /// Names everything in a document that has an id.
    pub(super) fn of(document: &Document) -> Bookmarks {
        let mut anchors = Bookmarks::default();
        for part in &document.parts {
            anchors.add(&part.id, None);
            anchors.nodes(&part.nodes, document);
        }
        anchors
    }

    /// The bookmark of an id.
    pub(super) fn get(&self, id: &str) -> Option<&Bookmark> {
        self.0.get(id)
    }

    fn nodes(&mut self, nodes: &[DocumentNode], document: &Document) {
        let words = &document.words;
        for node in nodes {
            match node {
                DocumentNode::Heading { id, .. } => self.add(id, None),
                DocumentNode::Table(it) => {
                    self.add(&it.id, it.number.map(|n| number_caption(&words.table, n)))
                }
                DocumentNode::Figure(it) => {
                    self.add(&it.id, Some(number_caption(&words.figure, it.number)))
                }
                DocumentNode::List { items, .. } => {
                    items.iter().for_each(|it| self.nodes(&it.nodes, document))
                }
                DocumentNode::Quote { nodes } | DocumentNode::Remark { nodes, .. } => {
                    self.nodes(nodes, document)
                }
                DocumentNode::Paragraph { .. }
                | DocumentNode::Note { .. }
                | DocumentNode::Code { .. }
                | DocumentNode::Rule
                | DocumentNode::Image { .. } => {}
            }
        }
    }

    fn add(&mut self, id: &str, label: Option<String>) {
        let number = self.0.len() + 1;
        // Names with an underscore are hidden from lists of bookmarks people made.
        let name = if label.is_some() {
            format!("_Ref{number:06}")
        } else {
            format!("_Toc{number:06}")
        };
        self.0.entry(id.to_owned()).or_insert(Bookmark {
            number,
            name,
            label,
        });
    }
}

/// 图1.
pub(super) fn number_caption(pattern: &str, n: usize) -> String {
    pattern.replace("{n}", &n.to_string())
}

impl Bookmark {
    /// Markup with the bookmark around it.
    pub(super) fn around(&self, inner: Markup) -> Markup {
        let Bookmark { number, name, .. } = self;
        inner.within(
            &format!("<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>"),
            &format!("<w:bookmarkEnd w:id=\"{number}\"/>"),
        )
    }
}
