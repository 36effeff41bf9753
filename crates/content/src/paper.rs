//! The settings of a page that becomes a document, and of one that binds several into a packet.

use crate::fields::{Located, read_date, read_located};
use gongbao_diag::Diags;
use gongbao_source::{Fields, YamlNode};

/// What a page says about itself on paper; `site` looks the names up. What is not said is never made up.
#[derive(Clone, Debug, Default)]
pub struct PaperFront {
    /// The formats it is offered in, if it says so.
    pub outputs: Option<Vec<Located>>,
    /// The lines of the title, where the author breaks them.
    pub lines: Vec<String>,
    /// 发文机关标志.
    pub red_head: Option<String>,
    /// 签发人.
    pub signer: Option<String>,
    /// 主送机关.
    pub to: Option<String>,
    /// 附件.
    pub attachments: Vec<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 印发机关 and the day of printing, an ISO date.
    pub printer: Option<String>,
    pub printed: Option<String>,
    /// Whether it has a table of contents.
    pub contents: Option<bool>,
    /// The day of the meeting a packet is for, an ISO date.
    pub meeting: Option<String>,
    /// What stands on a packet's cover: 会议材料.
    pub stamp: Option<String>,
    /// The parts of a packet.
    pub parts: Vec<PartFront>,
}

/// A part of a packet: a page of the site, or one that is made.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFront {
    /// The page's file below `content/`, or the name of what is made.
    pub name: Located,
    /// 附件1, above its title.
    pub label: Option<String>,
    /// The title of one that is made.
    pub title: Option<String>,
    /// The lines of a ballot.
    pub items: Vec<String>,
    /// The columns of a ballot.
    pub grades: Vec<String>,
}

const PAPER_KEYS: [&str; 9] = [
    "lines",
    "red_head",
    "signer",
    "to",
    "attachments",
    "copies",
    "printer",
    "printed",
    "contents",
];
const PART_KEYS: [&str; 5] = ["part", "label", "title", "items", "grades"];

/// Reads what front matter says about paper.
pub(crate) fn read_paper(front: &Fields<'_>, diags: &mut Diags) -> PaperFront {
    // A setting that is absent is empty, and so is one that is refused: its complaint stops the build.
    let mut paper = PaperFront {
        outputs: front
            .get("outputs")
            .map(|it| read_texts(it, "outputs", diags)),
        meeting: front
            .get("meeting")
            .and_then(|it| diags.keep(read_date(it, "meeting"))),
        stamp: diags.keep(front.string("stamp")).flatten(),
        parts: front
            .get("parts")
            .map_or_else(Vec::new, |it| read_parts(it, diags)),
        ..PaperFront::default()
    };
    let document = front.get("document").and_then(|it| {
        let fields = Fields::read(it, "document", &PAPER_KEYS, diags);
        diags.keep(fields)
    });
    if let Some(fields) = document {
        document_of(&fields, &mut paper, diags);
    }
    paper
}

fn document_of(fields: &Fields<'_>, paper: &mut PaperFront, diags: &mut Diags) {
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    paper.red_head = string("red_head");
    paper.signer = string("signer");
    paper.to = string("to");
    paper.copies = string("copies");
    paper.printer = string("printer");
    let mut list = |key: &'static str| {
        fields
            .get(key)
            .map_or_else(Vec::new, |it| read_plain_texts(it, key, diags))
    };
    paper.lines = list("lines");
    paper.attachments = list("attachments");
    paper.printed = fields
        .get("printed")
        .and_then(|it| diags.keep(read_date(it, "printed")));
    paper.contents = fields
        .get("contents")
        .and_then(|it| diags.keep(it.boolean("contents")));
}

fn read_texts(node: &YamlNode, key: &str, diags: &mut Diags) -> Vec<Located> {
    node.items()
        .iter()
        .filter_map(|it| diags.keep(read_located(it, key)))
        .collect()
}

fn read_plain_texts(node: &YamlNode, key: &str, diags: &mut Diags) -> Vec<String> {
    read_texts(node, key, diags)
        .into_iter()
        .map(|it| it.text)
        .collect()
}

fn read_parts(node: &YamlNode, diags: &mut Diags) -> Vec<PartFront> {
    node.items()
        .iter()
        .filter_map(|it| read_part(it, diags))
        .collect()
}

fn read_part(node: &YamlNode, diags: &mut Diags) -> Option<PartFront> {
    if node.text().is_some() {
        let name = diags.keep(read_located(node, "parts"))?;
        return Some(PartFront {
            name,
            label: None,
            title: None,
            items: Vec::new(),
            grades: Vec::new(),
        });
    }
    let fields = Fields::read(node, "parts", &PART_KEYS, diags);
    let fields = diags.keep(fields)?;
    let name = fields
        .need("part", "part: report/index.md")
        .and_then(|it| read_located(it, "part"));
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    let (label, title) = (string("label"), string("title"));
    let mut list = |key: &'static str| {
        fields
            .get(key)
            .map_or_else(Vec::new, |it| read_plain_texts(it, key, diags))
    };
    let (items, grades) = (list("items"), list("grades"));
    Some(PartFront {
        name: diags.keep(name)?,
        label,
        title,
        items,
        grades,
    })
}
