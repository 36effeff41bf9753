//! A document as values: what every format of documents is written from.
//!
//! Made from the bound blocks of pages, never from another output. Its serialised form is what the templates of
//! `print/` are given.
//!
//! What an official document may have and nobody can know (red head, signer, addressee, copies,
//! printer) comes from front matter alone.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use gongbao_chart::style::StyledDrawing;
use gongbao_diag::locale::{Date, Lang};

/// A document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Document {
    /// The page's file, which complaints are about.
    #[serde(skip)]
    pub file: Arc<str>,
    #[serde(serialize_with = "serialize_lang")]
    pub lang: Lang,
    pub title: String,
    /// The title in lines, the way it is set.
    pub lines: Vec<String>,
    pub issuer: Option<String>,
    /// Year, month, day.
    pub date: Option<[i16; 3]>,
    /// 版头.
    pub red: Option<RedHead>,
    /// 征求意见稿, on every sheet.
    pub draft: Option<String>,
    pub cover: Option<Cover>,
    /// Whether there is a table of contents, and lists of figures and tables behind it.
    pub contents: bool,
    pub lists: ListsAfterContents,
    /// 版记.
    pub imprint: Option<Imprint>,
    pub parts: Vec<DocumentPart>,
    /// The fixed words templates need.
    pub words: DocumentWords,
    /// The pictures its figures show, by name of the file.
    #[serde(skip)]
    pub pictures: Vec<PictureFile>,
}

/// A file a figure or picture shows.
#[derive(Clone, Debug)]
pub(crate) struct PictureFile {
    pub file: String,
    pub bytes: Arc<[u8]>,
    /// The drawing the bytes were written from, if it is one of ours: other readers get it written for them.
    pub drawing: Option<StyledDrawing>,
}

/// The head of an official document. There is none unless the author asks for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RedHead {
    /// 发文机关标志.
    pub mark: String,
    /// 发文字号.
    pub number: String,
    /// 签发人.
    pub signer: Option<String>,
    pub signer_label: String,
}

/// The first page of a packet.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Cover {
    /// 会议材料, 征求意见稿.
    pub stamp: Option<String>,
    /// The session.
    pub above: Option<String>,
    /// Who, when, which edition.
    pub below: Vec<String>,
}

/// Which lists stand behind the table of contents.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct ListsAfterContents {
    pub figures: bool,
    pub tables: bool,
}

/// 版记.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Imprint {
    pub copies: Option<String>,
    pub printer: String,
    pub date: String,
}

/// A page of the site within a document, or a part that is made.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentPart {
    /// Anchor, unique in the document.
    pub id: String,
    /// 附件1.
    pub label: Option<String>,
    pub title: String,
    pub lines: Vec<String>,
    /// 主送机关, with its colon.
    pub to: Option<String>,
    /// What stands under the title: session, issuer, date.
    pub under: Vec<String>,
    /// 附件.
    pub attachments: Vec<String>,
    /// 署名 and 成文日期, at its end.
    pub signature: Option<Signature>,
    pub nodes: Vec<DocumentNode>,
    /// The file it comes from.
    #[serde(skip)]
    pub file: Arc<str>,
}

/// Who issued a part, and when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Signature {
    pub issuer: String,
    pub date: String,
}

/// A block.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum DocumentNode {
    /// Level 1 is a part's title, so these begin with 2.
    Heading {
        level: u8,
        id: String,
        runs: Vec<DocumentRun>,
    },
    Paragraph {
        runs: Vec<DocumentRun>,
    },
    List {
        start: Option<u64>,
        items: Vec<DocumentItem>,
    },
    Quote {
        nodes: Vec<DocumentNode>,
    },
    Remark {
        title: String,
        nodes: Vec<DocumentNode>,
    },
    /// What is said about the document and not in it, in small type.
    Note {
        title: String,
        text: String,
    },
    Code {
        text: String,
    },
    Rule,
    Table(DocumentTable),
    Figure(DocumentFigure),
    Image {
        file: String,
        alt: String,
    },
}

/// An item of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentItem {
    pub task: Option<bool>,
    pub nodes: Vec<DocumentNode>,
}

/// A table. One without number is not listed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DocumentTable {
    pub id: String,
    /// 表1.
    pub number: Option<usize>,
    pub caption: String,
    /// 单位：人, where all figures have one.
    pub unit: Option<String>,
    pub columns: Vec<TableColumn>,
    pub rows: Vec<Vec<Vec<DocumentRun>>>,
    /// Legend, source, remarks.
    pub notes: Vec<String>,
    /// Whether it needs a sheet laid across.
    pub wide: bool,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TableColumn {
    pub head: Vec<DocumentRun>,
    pub align: CellAlign,
    /// Its part of the width, in characters.
    pub share: usize,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CellAlign {
    Left,
    Center,
    Right,
}

/// A chart: drawn as SVG with real text, in the theme's colours for paper.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentFigure {
    pub id: String,
    /// 图1.
    pub number: usize,
    pub caption: String,
    pub subtitle: String,
    pub file: String,
    pub alt: String,
    /// Remark and source.
    pub notes: Vec<String>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum DocumentRun {
    Text {
        text: String,
    },
    Strong {
        runs: Vec<DocumentRun>,
    },
    Emphasis {
        runs: Vec<DocumentRun>,
    },
    Strike {
        runs: Vec<DocumentRun>,
    },
    Code {
        text: String,
    },
    Break,
    /// A link out of the document.
    Link {
        url: String,
        runs: Vec<DocumentRun>,
    },
    /// A link within it: `shown` stands behind the words (图1), and the page if there is none.
    Reference {
        id: String,
        runs: Vec<DocumentRun>,
        #[serde(serialize_with = "place_name")]
        shown: Option<PlaceName>,
        page: bool,
    },
    Footnote {
        runs: Vec<DocumentRun>,
    },
    /// A number bound to data.
    Figure {
        text: String,
        revised: bool,
    },
}

/// The fixed words of a document, as the templates need them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentWords {
    pub figure: String,
    pub table: String,
    pub continued: String,
    pub contents: String,
    pub figures: String,
    pub tables: String,
    pub page: String,
    pub revised: String,
    pub colon: String,
    pub attachments: String,
}

impl Document {
    /// What templates are given, and one of the things a document is found by.
    #[expect(
        clippy::expect_used,
        reason = "only maps with other keys than texts and failing serialisers cannot become JSON; there are none"
    )]
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).expect("a document is made of texts, numbers and lists")
    }
}

impl DocumentRun {
    /// A plain text.
    pub(crate) fn text(text: &str) -> DocumentRun {
        DocumentRun::Text {
            text: text.to_owned(),
        }
    }
}

/// A date as templates take it.
pub(crate) fn date_numbers(date: Date) -> [i16; 3] {
    [date.year(), i16::from(date.month()), i16::from(date.day())]
}

fn serialize_lang<S: Serializer>(lang: &Lang, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    })
}

/// What the place is called that a reference leads to, with what stands around it: （图1）.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceName {
    pub before: String,
    /// 图1: offices keep it up to date by itself.
    pub label: String,
    pub after: String,
}

impl PlaceName {
    /// All of it.
    pub(crate) fn text(&self) -> String {
        let PlaceName {
            before,
            label,
            after,
        } = self;
        format!("{before}{label}{after}")
    }
}

/// Templates are given the whole name, and an empty one where there is nothing to say.
fn place_name<S: Serializer>(name: &Option<PlaceName>, to: S) -> Result<S::Ok, S::Error> {
    let text = name.as_ref().map_or_else(String::new, PlaceName::text);
    to.serialize_str(&text)
}
