//! Markdown and front matter as prose: references unresolved, but each with its place.
//!
//! The only room that knows pulldown-cmark. It makes anchors and slugs; it knows no tables, no
//! metrics and no other page. Start at [`parse`].

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Diags;
use crate::prose::{Block, Footnote, Phrase, Stage};
use crate::source::{Node, Sources};

/// What the author wrote: links, expressions and fences, none of them looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw;

impl Stage for Raw {
    type Link = RawLink;
    type Figure = Expression;
    type Embed = Fence;
}

/// The destination of a link or picture as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RawLink {
    pub destination: String,
    /// Bytes of the file: the whole link, `[text](destination)`.
    pub range: Range<usize>,
}

/// The inside of `{{ … }}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The text between the braces, untrimmed: byte `i` of it is byte `range.start + i` of the file.
    pub source: String,
    /// Bytes of the file, without the braces.
    pub range: Range<usize>,
}

/// A fenced block whose info string names an embed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fence {
    /// First word of the info string: `chart`, `table`, `query`.
    pub name: String,
    /// The rest of the info string, trimmed.
    pub argument: String,
    /// The text between the fences.
    pub body: String,
    /// Bytes of the body in the file.
    pub body_range: Range<usize>,
    /// Bytes of the info string in the file.
    pub info_range: Range<usize>,
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file, `content/…/name.md`.
    pub file: Arc<str>,
    /// What the front matter says.
    pub front: Front,
    /// Its text. The first level-1 heading becomes the title when the front matter has none.
    pub blocks: Vec<Block<Raw>>,
    /// Its footnotes in order of first use.
    pub footnotes: Vec<Footnote<Raw>>,
}

/// The settings of a page.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// Title; the file's name if neither front matter nor a level-1 heading gives one.
    pub title: Phrase<Raw>,
    pub summary: Option<Phrase<Raw>>,
    /// `home`, `report`, … ; chosen by `site` if not given.
    pub layout: Option<Located>,
    /// Last part of the address without extension: `slug:`, else made from the file name.
    pub slug: String,
    pub date: Option<String>,
    pub issuer: Option<String>,
    pub doc_no: Option<String>,
    pub session: Option<String>,
    pub kind: Option<String>,
    pub order: Option<f64>,
    pub draft: bool,
    /// Dimensions left out in the page's figures: the mapping under `where`.
    pub selection: Option<Node>,
    /// A page per row of a table.
    pub each: Option<Each>,
}

/// `pages: {each: table, where: {…}}`.
#[derive(Clone, Debug)]
pub struct Each {
    pub table: Located,
    pub selection: Option<Node>,
    /// The column in the file name: `[station].md`.
    pub column: String,
}

/// A text with its bytes in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    pub text: String,
    pub range: Range<usize>,
}

/// Parses every page below `content/`. A page that cannot be parsed is left out, its complaint filed.
///
/// `embeds` are the names that make a fence an embed.
pub fn parse(_sources: &Sources, _embeds: &[&str], _diags: &mut Diags) -> Vec<Page> {
    Vec::new()
}

/// A line of text with expressions and inline Markdown, found at byte `start` of a file: titles in
/// front matter, captions in embeds.
///
/// # Errors
/// `content/unclosed-expression`.
pub fn phrase(_file: &Arc<str>, _text: &str, _start: usize) -> Result<Phrase<Raw>, crate::diag::Diagnostic> {
    Ok(Vec::new())
}

/// A text as the last part of an address: lower-case ASCII letters, digits and hyphens, Han read as
/// pinyin. Empty if nothing of it can be kept.
pub fn slug(_text: &str) -> String {
    String::new()
}
