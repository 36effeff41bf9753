//! A document on its way into markup: paragraphs and tables in order, sections, and what they refer to.

use crate::document::Document;
use crate::docx::anchors::{Bookmark, Bookmarks};
use crate::docx::drawing::ImageEmbedder;
use crate::docx::markup::Markup;
use crate::docx::paragraph::Paragraph;
use crate::docx::relations::PartRelations;
use crate::docx::sheet::SheetKind;

/// What a document consists of, in order.
#[derive(Debug)]
pub(super) enum DocumentPiece {
    Paragraph(Box<Paragraph>),
    /// A table or field as markup.
    Markup(Markup),
}

/// Writes a document.
#[derive(Debug)]
pub(super) struct DocxWriter<'a> {
    pub document: &'a Document,
    pub images: ImageEmbedder<'a>,
    pub anchors: Bookmarks,
    pub pieces: Vec<DocumentPiece>,
    /// What the text refers to, and what footnotes refer to.
    pub relations: PartRelations,
    pub note_relations: PartRelations,
    /// The footnotes; the first has the number 1.
    pub notes: Vec<Paragraph>,
    /// The lists: where each begins to count, if it counts.
    pub lists: Vec<Option<u64>>,
    /// The numbers the last figure and table had.
    pub counted: [usize; 2],
    /// Which sheet is written on.
    pub sheet: SheetKind,
}

impl<'a> DocxWriter<'a> {
    /// Begins a document. `relations` are those of its fixed parts.
    pub(super) fn new(
        document: &'a Document,
        studio: ImageEmbedder<'a>,
        relations: PartRelations,
    ) -> DocxWriter<'a> {
        DocxWriter {
            document,
            images: studio,
            anchors: Bookmarks::of(document),
            pieces: Vec::new(),
            relations,
            note_relations: PartRelations::default(),
            notes: Vec::new(),
            lists: Vec::new(),
            counted: [0, 0],
            sheet: SheetKind::First,
        }
    }

    /// Adds a paragraph.
    pub(super) fn push(&mut self, it: Paragraph) {
        self.pieces.push(DocumentPiece::Paragraph(Box::new(it)));
    }

    /// Adds a table.
    pub(super) fn push_markup(&mut self, markup: Markup) {
        self.pieces.push(DocumentPiece::Markup(markup));
    }

    /// Markup with the bookmark of an id around it.
    pub(super) fn anchored(&self, id: &str, inner: Markup) -> Markup {
        match self.anchors.get(id) {
            Some(anchor) => anchor.around(inner),
            // What has no name of its own in the document is not referred to.
            None => inner,
        }
    }

    /// The bookmark of an id.
    pub(super) fn anchor(&self, id: &str) -> Option<&Bookmark> {
        self.anchors.get(id)
    }

    /// Goes on another kind of sheet, if it is another.
    pub(super) fn turn(&mut self, to: SheetKind) {
        if self.sheet == to || (to == SheetKind::Text && self.sheet == SheetKind::First) {
            return;
        }
        let carried = if to == SheetKind::Across {
            self.headings_behind()
        } else {
            Vec::new()
        };
        if !self.pieces.is_empty() {
            self.end_section();
        }
        self.sheet = to;
        self.pieces.extend(carried);
    }

    /// The headings written last, which go with what follows; the title stays with its page.
    fn headings_behind(&mut self) -> Vec<DocumentPiece> {
        let is_heading = |it: &DocumentPiece| {
            let DocumentPiece::Paragraph(it) = it else {
                return false;
            };
            it.style.starts_with("Heading") && it.style != "Heading1" && it.section.is_none()
        };
        let n = self
            .pieces
            .iter()
            .rev()
            .take_while(|it| is_heading(it))
            .count();
        self.pieces.split_off(self.pieces.len() - n)
    }

    /// The last paragraph holds the section that ends with it.
    fn end_section(&mut self) {
        let section = self.sheet.markup(self.document.draft.is_some());
        if let Some(DocumentPiece::Paragraph(last)) = self.pieces.last_mut()
            && last.section.is_none()
        {
            last.section = Some(section);
            return;
        }
        let carrier = Paragraph {
            section: Some(section),
            ..Paragraph::new("TableText", Markup::default())
        };
        self.pieces
            .push(DocumentPiece::Paragraph(Box::new(carrier)));
    }
}
