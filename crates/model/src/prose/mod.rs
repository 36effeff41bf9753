//! A document as a tree of few block kinds.
//!
//! The tree is generic over how far along it is: links, figures and embeds are what the author wrote
//! (`content::Raw`) until `site` binds them (`site::Target`). It knows neither Markdown nor HTML.
//! Start at [`Block`]; whoever looks for something in a document implements [`Visit`].

mod text;
mod visit;

use std::fmt::Debug;

pub use text::{SourceMap, TextOrigin, TextRun};
pub use visit::{
    Interior, RunKind, Visit, VisitMut, VisitedRun, plain_text, walk_block, walk_block_mut,
    walk_blocks, walk_blocks_mut, walk_footnotes, walk_inline, walk_phrase, walk_phrase_mut,
};

/// How far along a document is: what its links, figures and embeds are.
pub trait Stage: Clone + Debug + PartialEq + 'static {
    /// Where a link leads.
    type Link: Clone + Debug + PartialEq + Send + Sync;
    /// A figure within a line of text.
    type Figure: Clone + Debug + PartialEq + Send + Sync;
    /// A block that stands for a chart, a table and the like.
    type Embed: Clone + Debug + PartialEq + Send + Sync + Interior<Self>;
}

/// A line of text: a title, a caption, the content of a paragraph.
pub type Phrase<S> = Vec<Inline<S>>;

/// A block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block<S: Stage> {
    /// A heading with its anchor. The page's title is not a block.
    Heading(Heading<S>),
    /// A paragraph.
    Paragraph(Phrase<S>),
    /// A list; `start` is the first number of an ordered one.
    List {
        start: Option<u64>,
        items: Vec<ListItem<S>>,
    },
    /// A quotation.
    Quote(Vec<Block<S>>),
    /// A set-off remark.
    Alert { kind: Alert, blocks: Vec<Block<S>> },
    /// Text kept as it is.
    Code { language: String, text: TextRun },
    /// A table written by hand.
    Table(HandTable<S>),
    /// A thematic break.
    Rule,
    /// A chart, a table of data, tiles and the like.
    Embed(S::Embed),
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading<S: Stage> {
    /// 2 to 6; level 1 is the page's title.
    pub level: u8,
    /// Anchor, unique in the page.
    pub id: String,
    /// Its text.
    pub text: Phrase<S>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem<S: Stage> {
    /// Whether it is ticked, if it is a task.
    pub task: Option<bool>,
    /// Its content.
    pub blocks: Vec<Block<S>>,
}

/// The kinds of set-off remark (GitHub's alerts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// How a column of a table written by hand is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    None,
    Left,
    Center,
    Right,
}

/// A table written by hand: every row has as many cells as `head`.
#[derive(Clone, Debug, PartialEq)]
pub struct HandTable<S: Stage> {
    pub align: Vec<Align>,
    pub head: Vec<Phrase<S>>,
    pub rows: Vec<Vec<Phrase<S>>>,
}

/// A footnote: its number in order of first use, and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote<S: Stage> {
    /// Counts from 1.
    pub number: usize,
    /// How often the page refers to it; the anchors are `fnref-N`, `fnref-N-2` and so on.
    pub uses: usize,
    pub blocks: Vec<Block<S>>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline<S: Stage> {
    Text(TextRun),
    Emphasis(Phrase<S>),
    Strong(Phrase<S>),
    Strike(Phrase<S>),
    Code(TextRun),
    /// A forced line break.
    Break,
    Link {
        to: S::Link,
        text: Phrase<S>,
    },
    /// A picture; `alt` is never empty after `site`.
    Image {
        to: S::Link,
        alt: TextRun,
    },
    /// A reference to the footnote with this number; `nth` counts the references to it from 1.
    Footnote {
        number: usize,
        nth: usize,
    },
    Figure(S::Figure),
}

impl<S: Stage> Inline<S> {
    /// Text that the program made.
    pub fn generated(text: impl Into<String>) -> Inline<S> {
        Inline::Text(TextRun::generated(text))
    }

    /// Whether it is a text without a character.
    pub fn is_empty_text(&self) -> bool {
        matches!(self, Inline::Text(run) if run.text.is_empty())
    }
}
