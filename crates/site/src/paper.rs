//! What is to be made of a page on paper, and of what a packet consists. `packet` looks it up.

use crate::link::Route;
use gongbao_diag::locale::{Date, Word};
use gongbao_settings::DocumentFormat;

/// What a page is on paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The formats it is offered in.
    pub formats: Vec<DocumentFormat>,
    /// The lines of the title, where the author breaks them.
    pub lines: Vec<String>,
    pub red_head: Option<String>,
    pub signer: Option<String>,
    pub to: Option<String>,
    pub attachments: Vec<String>,
    pub copies: Option<String>,
    pub printer: Option<String>,
    pub printed: Option<Date>,
    /// Whether it has a table of contents, if it says so.
    pub contents: Option<bool>,
    /// What it binds together, if it is a packet.
    pub packet: Option<Packet>,
}

/// Documents of a meeting, bound into one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packet {
    pub meeting: Option<Date>,
    /// What stands on its cover: 会议材料.
    pub stamp: Option<String>,
    pub parts: Vec<PacketPart>,
}

/// A part of a packet.
#[derive(Clone, Debug, PartialEq)]
pub struct PacketPart {
    pub content: PartContent,
    /// 附件1, above its title.
    pub label: Option<String>,
    /// The title of one that is made.
    pub title: Option<String>,
    /// The lines of a ballot.
    pub items: Vec<String>,
    /// The columns of a ballot.
    pub grades: Vec<String>,
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PartContent {
    /// A page of the site.
    Page(Route),
    /// What is made from the other parts.
    Made(GeneratedPart),
}

/// Parts nobody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedPart {
    /// 数据附表: the data of every chart, with source and definition.
    Data,
    /// 目标清单: every target of the metrics shown, with its legal basis.
    Targets,
    /// 名词解释: what the metrics shown mean.
    Glossary,
    /// 测评票样.
    Ballot,
    /// 报送时限: 20, 10 and 7 days before the meeting (《监督法》 art. 15).
    Deadlines,
}

impl GeneratedPart {
    pub(crate) const ALL: [GeneratedPart; 5] = [
        GeneratedPart::Data,
        GeneratedPart::Targets,
        GeneratedPart::Glossary,
        GeneratedPart::Ballot,
        GeneratedPart::Deadlines,
    ];

    /// Its name in front matter.
    pub(crate) fn name(self) -> &'static str {
        match self {
            GeneratedPart::Data => "data",
            GeneratedPart::Targets => "targets",
            GeneratedPart::Glossary => "glossary",
            GeneratedPart::Ballot => "ballot",
            GeneratedPart::Deadlines => "deadlines",
        }
    }

    /// Its title, unless the author gives one.
    pub fn title(self) -> Word {
        match self {
            GeneratedPart::Data => Word::DataPartTitle,
            GeneratedPart::Targets => Word::TargetsPartTitle,
            GeneratedPart::Glossary => Word::TermsTitle,
            GeneratedPart::Ballot => Word::BallotTitle,
            GeneratedPart::Deadlines => Word::DeadlinesTitle,
        }
    }
}
