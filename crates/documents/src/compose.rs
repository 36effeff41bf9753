//! The blocks of a page as the nodes of a document.

use std::sync::Arc;

use crate::document::{
    CellAlign, DocumentItem, DocumentNode, DocumentTable, PictureFile, PlaceName, TableColumn,
};
use crate::inline::phrase_text;
use crate::reference_targets::ReferenceTargets;
use crate::widths;
use gongbao_chart::style::{Style, StyledDrawing};
use gongbao_chart::svg::SvgReader;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_model::prose::{self, Alert, Block, HandTable, Inline};
use gongbao_output::Job;
use gongbao_output::theme_word;
use gongbao_site::{Exhibit, Link, Page, Route, Target};

/// Writes the nodes of one page.
#[derive(Debug)]
pub(crate) struct PageComposer<'a> {
    pub job: &'a Job<'a>,
    pub page: &'a Page,
    /// The part's anchor, which those within it begin with.
    pub part: &'a str,
    pub places: &'a ReferenceTargets,
    pub style: &'a Style,
    /// The level of the heading last written: none may be left out on the way down.
    pub level: u8,
    /// The pictures met so far, with those of the parts before.
    pub pictures: Vec<PictureFile>,
    /// How many tables without a number there are.
    pub n_plain: usize,
}

/// Pictures a document can show.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];

impl PageComposer<'_> {
    /// The nodes of some blocks.
    pub(crate) fn blocks(&mut self, blocks: &[Block<Target>]) -> Vec<DocumentNode> {
        blocks.iter().flat_map(|it| self.block(it)).collect()
    }

    fn block(&mut self, block: &Block<Target>) -> Vec<DocumentNode> {
        vec![match block {
            Block::Heading(it) => self.heading(it),
            Block::Paragraph(phrase) => return self.paragraph(phrase),
            Block::List { start, items } => {
                let item = |it: &prose::ListItem<Target>| DocumentItem {
                    task: it.task,
                    nodes: self.blocks(&it.blocks),
                };
                DocumentNode::List {
                    start: *start,
                    items: items.iter().map(item).collect(),
                }
            }
            Block::Quote(inner) => DocumentNode::Quote {
                nodes: self.blocks(inner),
            },
            Block::Alert { kind, blocks } => DocumentNode::Remark {
                title: self.say(alert_word(*kind)).to_owned(),
                nodes: self.blocks(blocks),
            },
            Block::Code { language: _, text } => DocumentNode::Code {
                text: text.text.trim_end().to_owned(),
            },
            Block::Table(it) => DocumentNode::Table(self.hand_table(it)),
            Block::Rule => DocumentNode::Rule,
            Block::Embed(it) => return self.exhibit(it),
        }]
    }

    fn exhibit(&mut self, exhibit: &Exhibit) -> Vec<DocumentNode> {
        match exhibit {
            Exhibit::Chart(_) | Exhibit::Switch(_) => {
                exhibit.charts().iter().map(|it| self.chart(it)).collect()
            }
            Exhibit::Table(it) => vec![DocumentNode::Table(self.data_table(it))],
            Exhibit::Tiles(it) => vec![DocumentNode::Table(self.tiles(it))],
            Exhibit::Blocks(it) => self.blocks(it),
        }
    }

    /// Part titles have level 1, so a page's first headings have 2; a level left out is closed up.
    fn heading(&mut self, it: &prose::Heading<Target>) -> DocumentNode {
        self.level = it.level.clamp(2, 6).min(self.level + 1);
        DocumentNode::Heading {
            level: self.level,
            id: self.id(&it.id),
            runs: self.runs(&it.text),
        }
    }

    /// A picture alone in a paragraph is a block.
    fn paragraph(&mut self, phrase: &[Inline<Target>]) -> Vec<DocumentNode> {
        if let [
            Inline::Image {
                to: Link::File { route },
                alt,
            },
        ] = phrase
            && let Some(file) = self.picture(route)
        {
            return vec![DocumentNode::Image {
                file,
                alt: alt.text.clone(),
            }];
        }
        vec![DocumentNode::Paragraph {
            runs: self.runs(phrase),
        }]
    }

    /// The name of a file of the site among the document's pictures.
    fn picture(&mut self, route: &Route) -> Option<String> {
        let (_, file) = self.job.site.files.iter().find(|(it, _)| it == route)?;
        let extension = file.extension();
        if !PICTURES.contains(&extension.as_str()) {
            return None;
        }
        let file = PictureFile {
            file: self.picture_name(&extension),
            bytes: file.bytes.clone(),
            drawing: None,
        };
        Some(self.keep(file))
    }

    /// Keeps a drawing of ours, its texts set in the face of the role `hei`.
    pub(crate) fn keep_drawing(&mut self, drawing: StyledDrawing) -> String {
        self.keep(PictureFile {
            file: self.picture_name("svg"),
            bytes: Arc::from(drawing.svg("hei", SvgReader::Browser).into_bytes()),
            drawing: Some(drawing),
        })
    }

    /// Each picture has a name of its own.
    fn picture_name(&self, extension: &str) -> String {
        format!("picture-{}.{extension}", self.pictures.len() + 1)
    }

    fn keep(&mut self, picture: PictureFile) -> String {
        let file = picture.file.clone();
        self.pictures.push(picture);
        file
    }

    fn hand_table(&mut self, it: &HandTable<Target>) -> DocumentTable {
        let align = |at: usize| match it.align.get(at) {
            Some(prose::Align::Right) => CellAlign::Right,
            Some(prose::Align::Center) => CellAlign::Center,
            Some(prose::Align::Left | prose::Align::None) | None => CellAlign::Left,
        };
        let heads = it.head.iter().enumerate();
        let columns = heads
            .map(|(at, it)| TableColumn {
                head: self.runs(it),
                align: align(at),
                share: 1,
            })
            .collect();
        let rows = it
            .rows
            .iter()
            .map(|row| row.iter().map(|it| self.runs(it)).collect())
            .collect();
        let id = self.plain_id();
        widths::fit_columns(DocumentTable {
            id,
            columns,
            rows,
            ..DocumentTable::default()
        })
    }

    /// The anchor of a table nobody refers to.
    pub(crate) fn plain_id(&mut self) -> String {
        self.n_plain += 1;
        self.id(&format!("plain-{}", self.n_plain))
    }

    /// An anchor of the page within the document.
    pub(crate) fn id(&self, fragment: &str) -> String {
        format!("{}-{fragment}", self.part)
    }

    /// A word of the theme.
    pub(crate) fn say(&self, key: &str) -> &str {
        theme_word(self.job.theme, self.page.lang, key)
    }

    /// 图1, 表1.
    pub(crate) fn numbered(&self, key: &str, n: usize) -> String {
        fill_placeholders(self.say(key), &[("n", &n.to_string())])
    }

    /// A label in the brackets of the language.
    pub(crate) fn place_name(&self, label: String) -> PlaceName {
        let (before, after) = match self.page.lang {
            Lang::Zh => ("（", "）"),
            Lang::En => (" (", ")"),
        };
        PlaceName {
            before: before.to_owned(),
            label,
            after: after.to_owned(),
        }
    }

    /// In the brackets of the language.
    pub(crate) fn in_brackets(&self, text: &str) -> String {
        match self.page.lang {
            Lang::Zh => format!("（{text}）"),
            Lang::En => format!(" ({text})"),
        }
    }

    /// The words of the page's title.
    pub(crate) fn title(&self) -> String {
        phrase_text(&self.page.title)
    }
}

fn alert_word(kind: Alert) -> &'static str {
    match kind {
        Alert::Note => "alert.note",
        Alert::Tip => "alert.tip",
        Alert::Important => "alert.important",
        Alert::Warning => "alert.warning",
        Alert::Caution => "alert.caution",
    }
}
