//! Bookmarks: names programs accept, for whatever a document can refer to.

use std::collections::BTreeMap;

use crate::document::{Document, Node};
use crate::docx::markup::Markup;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The bookmark's number and name.
    pub number: usize,
    pub name: String,
    /// 图1, where it has a label of its own.
    pub label: Option<String>,
}

/// The bookmarks of a document, by the ids of what they stand at.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeMap<String, Anchor>);

impl Anchors {
    /// Names everything in a document that has an id.
    pub(super) fn of(document: &Document) -> Anchors {
        let mut anchors = Anchors::default();
        for part in &document.parts {
            anchors.add(&part.id, None);
            anchors.nodes(&part.nodes, document);
        }
        anchors
    }

    /// The bookmark of an id.
    pub(super) fn get(&self, id: &str) -> Option<&Anchor> {
        self.0.get(id)
    }

    fn nodes(&mut self, nodes: &[Node], document: &Document) {
        let words = &document.words;
        for node in nodes {
            match node {
                Node::Heading { id, .. } => self.add(id, None),
                Node::Table(it) => {
                    self.add(&it.id, it.number.map(|n| number_caption(&words.table, n)))
                }
                Node::Figure(it) => {
                    self.add(&it.id, Some(number_caption(&words.figure, it.number)))
                }
                Node::List { items, .. } => {
                    items.iter().for_each(|it| self.nodes(&it.nodes, document))
                }
                Node::Quote { nodes } | Node::Remark { nodes, .. } => self.nodes(nodes, document),
                Node::Paragraph { .. }
                | Node::Note { .. }
                | Node::Code { .. }
                | Node::Rule
                | Node::Image { .. } => {}
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
        self.0.entry(id.to_owned()).or_insert(Anchor {
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

impl Anchor {
    /// Markup with the bookmark around it.
    pub(super) fn around(&self, inner: Markup) -> Markup {
        let Anchor { number, name, .. } = self;
        inner.within(
            &format!("<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>"),
            &format!("<w:bookmarkEnd w:id=\"{number}\"/>"),
        )
    }
}
