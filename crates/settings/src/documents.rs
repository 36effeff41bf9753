//! Settings for documents: which pages become documents, and with which fonts.

use crate::read::Settings;
use gongbao_diag::Place;

/// The settings of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSettings {
    /// The formats of reports and official pages that do not name their own.
    pub formats: Vec<DocumentFormat>,
    /// Whether fonts of the system are left alone, so that every machine writes the same bytes.
    pub own_fonts_only: bool,
    /// Families to be taken before the usual ones, by role.
    pub fonts: Vec<(FontRole, Vec<String>)>,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentFormat {
    Pdf,
    Docx,
}

impl DocumentFormat {
    /// Every format, in the order of the links.
    pub const ALL: [DocumentFormat; 2] = [DocumentFormat::Pdf, DocumentFormat::Docx];

    /// Its name in settings, and the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            DocumentFormat::Pdf => "pdf",
            DocumentFormat::Docx => "docx",
        }
    }

    /// What readers call it.
    pub fn label(self) -> &'static str {
        match self {
            DocumentFormat::Pdf => "PDF",
            DocumentFormat::Docx => "DOCX",
        }
    }

    /// The format of a name.
    pub fn parse(name: &str) -> Option<DocumentFormat> {
        DocumentFormat::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What `outputs` of a page may name; the page itself is always there.
pub const PAGE_FORMAT: &str = "html";

/// The names `outputs` of a page may have, for complaints.
pub fn format_names() -> String {
    let names: Vec<&str> = [PAGE_FORMAT]
        .into_iter()
        .chain(DocumentFormat::ALL.iter().map(|it| it.name()))
        .collect();
    names.join(" / ")
}

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontRole {
    /// 宋体: page numbers, tables, notes.
    Song,
    /// 仿宋: the text.
    Fang,
    /// 楷体: headings of the second level, signers.
    Kai,
    /// 黑体: headings of the first level, captions, the text of charts.
    Hei,
    /// 小标宋: titles and the red head.
    Biaosong,
    /// Letters and digits.
    Latin,
}

impl FontRole {
    /// Every role.
    pub const ALL: [FontRole; 6] = [
        FontRole::Song,
        FontRole::Fang,
        FontRole::Kai,
        FontRole::Hei,
        FontRole::Biaosong,
        FontRole::Latin,
    ];

    /// Its name in settings and templates.
    pub fn name(self) -> &'static str {
        match self {
            FontRole::Song => "song",
            FontRole::Fang => "fang",
            FontRole::Kai => "kai",
            FontRole::Hei => "hei",
            FontRole::Biaosong => "biaosong",
            FontRole::Latin => "latin",
        }
    }
}

const DOCUMENT_KEYS: [&str; 3] = ["outputs", "own_fonts_only", "fonts"];

/// Reads the section `[documents]`.
pub(crate) fn read_documents(settings: &mut Settings<'_, '_>) -> DocumentSettings {
    let Some(mut section) = settings.section("documents", "documents.", &DOCUMENT_KEYS) else {
        return DocumentSettings::default();
    };
    let outputs = section.list("outputs");
    let mut formats = Vec::new();
    for (name, place) in outputs {
        match DocumentFormat::parse(&name) {
            Some(it) => formats.push(it),
            None if name == PAGE_FORMAT => {}
            None => section.refuse_at(place, "outputs", &name, &format_names()),
        }
    }
    let own_fonts_only = section.flag("own_fonts_only").unwrap_or(false);
    let names = FontRole::ALL.map(FontRole::name);
    let fonts = section
        .section("fonts", "documents.fonts.", &names)
        .map(|mut fonts| {
            let families =
                |list: Vec<(String, Place)>| list.into_iter().map(|it| it.0).collect::<Vec<_>>();
            FontRole::ALL
                .into_iter()
                .filter(|it| fonts.has(it.name()))
                .collect::<Vec<_>>()
                .into_iter()
                .map(|role| (role, families(fonts.list(role.name()))))
                .collect::<Vec<_>>()
        });
    DocumentSettings {
        formats,
        own_fonts_only,
        // Without any the standard ones are looked for.
        fonts: fonts.into_iter().flatten().collect(),
    }
}
