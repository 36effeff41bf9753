//! A parsed Markdown file: its settings and its tree, with references not yet looked up.

use std::ops::Range;
use std::sync::Arc;

use crate::fields::Located;
use crate::paper::PaperFront;
use crate::release::ReleaseFront;
use gongbao_diag::locale::LanguageTag;
use gongbao_model::prose::{
    Block, Footnote, Interior, Phrase, RunKind, Stage, Visit, VisitMut, VisitedRun, walk_blocks,
    walk_footnotes,
};
use gongbao_source::YamlNode;

/// Stands for an expression in the text of a passage.
pub const FIGURE_STAND_IN: char = '\u{FFFC}';

/// The layout whose numbered headings have anchors made of their numbers.
pub const OPINION: &str = "opinion";

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
    /// The text between the fences: byte `i` of it is byte `body_range.start + i` of the file. What a
    /// list or a quotation puts before its lines is turned into spaces.
    pub body: String,
    /// Bytes of the body in the file.
    pub body_range: Range<usize>,
    /// Bytes of the info string in the file.
    pub info_range: Range<usize>,
    /// The texts among its settings that readers see, and the names.
    pub captions: Captions,
}

/// What readers see of the settings of an embed, and the names among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captions {
    /// Titles, labels, notes and the like.
    pub(crate) texts: Vec<Phrase<Raw>>,
    /// The metrics and the table it is of, the values of its `where`.
    pub names: Vec<String>,
}

impl Interior<Raw> for Fence {
    fn walk<'t, V: Visit<'t, Raw> + ?Sized>(&'t self, visitor: &mut V) {
        self.captions
            .texts
            .iter()
            .for_each(|text| visitor.visit_phrase(text));
    }

    fn walk_mut<V: VisitMut<Raw> + ?Sized>(&mut self, visitor: &mut V) {
        self.captions
            .texts
            .iter_mut()
            .for_each(|text| visitor.visit_phrase(text));
    }
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file, `content/…/name.md`.
    pub file: Arc<str>,
    /// What the front matter says.
    pub front: FrontMatter,
    /// Its text. The first level-1 heading becomes the title when the front matter has none.
    pub blocks: Vec<Block<Raw>>,
    /// Its footnotes in order of first use.
    pub footnotes: Vec<Footnote<Raw>>,
    /// Whether its title is the first level-1 heading of its text.
    pub(crate) has_title_in_text: bool,
    /// Where comments exempt words from checks of the wording, in the order they were read.
    pub(crate) exemptions: Vec<Exemption>,
}

/// What a comment `<!-- exempt: reason -->` exempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exemption {
    /// The words before this byte of the file, back to the last mark of punctuation.
    Words { before: usize },
    /// These bytes: the rest of the outermost block the comment stands in, or the block behind it.
    Block(Range<usize>),
}

impl Page {
    /// Shows a visitor everything the author wrote for readers.
    pub fn walk<'t, V: Visit<'t, Raw> + ?Sized>(&'t self, visitor: &mut V) {
        self.walk_text(visitor);
        self.front.walk_settings(visitor);
    }

    /// Shows a visitor the title, the summary and the text.
    pub fn walk_text<'t, V: Visit<'t, Raw> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.visit_phrase(&self.front.title);
        self.front
            .summary
            .iter()
            .for_each(|summary| visitor.visit_phrase(summary));
        self.walk_body(visitor);
    }

    /// Shows a visitor the blocks and footnotes.
    pub(crate) fn walk_body<'t, V: Visit<'t, Raw> + ?Sized>(&'t self, visitor: &mut V) {
        walk_blocks(visitor, &self.blocks);
        walk_footnotes(visitor, &self.footnotes);
    }
}

impl Page {
    /// Every embed of it, wherever it stands.
    pub fn fences(&self) -> Vec<&Fence> {
        let mut fences = FenceCollector(Vec::new());
        self.walk_body(&mut fences);
        fences.0
    }
}

struct FenceCollector<'t>(Vec<&'t Fence>);

impl<'t> Visit<'t, Raw> for FenceCollector<'t> {
    fn visit_embed(&mut self, fence: &'t Fence) {
        self.0.push(fence);
    }
}

impl FrontMatter {
    /// The settings that readers see, in the page or in its documents.
    fn walk_settings<'t, V: Visit<'t, Raw> + ?Sized>(&'t self, visitor: &mut V) {
        let paper = &self.paper;
        let of_parts = paper.parts.iter().flat_map(|part| {
            let named = part.label.iter().chain(&part.title);
            named.chain(&part.items).chain(&part.grades)
        });
        let of_record = self.release.record.iter().flat_map(|record| {
            [
                &record.index_no,
                &record.subject,
                &record.issuer,
                &record.doc_no,
                &record.validity,
            ]
        });
        let single = [
            &self.issuer,
            &self.doc_no,
            &self.session,
            &self.kind,
            &paper.red_head,
            &paper.signer,
            &paper.to,
            &paper.copies,
            &paper.printer,
            &paper.stamp,
        ];
        let words = self.topics.iter().chain(&self.release.keywords);
        single
            .into_iter()
            .chain(of_record)
            .flatten()
            .chain(words.map(|word| &word.text))
            .chain(&paper.lines)
            .chain(&paper.attachments)
            .chain(of_parts)
            .for_each(|text| visitor.visit_run(VisitedRun::field(RunKind::Setting, text)));
    }
}

/// The settings of a page.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Title; the file's name if neither front matter nor a level-1 heading gives one.
    pub title: Phrase<Raw>,
    pub summary: Option<Phrase<Raw>>,
    /// `home`, `report`, … ; chosen by `site` if not given.
    pub layout: Option<Located>,
    /// Last part of the address without extension: `slug:`, else made from the file name. Empty for a
    /// page per row, whose address is made from the row.
    pub slug: String,
    /// An ISO date, `2025-12-31`; checked.
    pub date: Option<String>,
    pub issuer: Option<String>,
    pub doc_no: Option<String>,
    pub session: Option<String>,
    pub kind: Option<String>,
    pub order: Option<f64>,
    pub(crate) draft: bool,
    /// For the office only.
    pub internal: bool,
    /// Dimensions left out in the page's figures: the mapping under `where`.
    pub selection: Option<YamlNode>,
    /// Names of the tables the page speaks of; empty for all.
    pub about: Vec<Located>,
    /// What the page is about, in words readers look for.
    pub topics: Vec<Located>,
    /// What is to be made of it on paper.
    pub paper: PaperFront,
    /// The language its file's name says it is in: `report.en.md`.
    pub language_tag: Option<LanguageTag>,
    /// What is said of it as something published.
    pub release: ReleaseFront,
    /// A page per row of a table.
    pub each: Option<PagePerRow>,
}

/// `pages: {each: table, where: {…}}`.
#[derive(Clone, Debug)]
pub struct PagePerRow {
    pub table: Located,
    pub selection: Option<YamlNode>,
    /// The column in the file name: `[station].md`.
    pub column: String,
}
