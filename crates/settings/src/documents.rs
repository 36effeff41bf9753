//! Settings for documents: which pages become documents, and with which fonts.

use crate::read::Settings;
use gongbao_diag::Place;

/// The settings of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The formats of reports and official pages that do not name their own.
    pub formats: Vec<Format>,
    /// Whether fonts of the system are left alone, so that every machine writes the same bytes.
    pub own_fonts_only: bool,
    /// Families to be taken before the usual ones, by role.
    pub fonts: Vec<(Role, Vec<String>)>,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Pdf,
    Docx,
}

impl Format {
    /// Every format, in the order of the links.
    pub const ALL: [Format; 2] = [Format::Pdf, Format::Docx];

    /// Its name in settings, and the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }

    /// What readers call it.
    pub fn label(self) -> &'static str {
        match self {
            Format::Pdf => "PDF",
            Format::Docx => "DOCX",
        }
    }

    /// The format of a name.
    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What `outputs` of a page may name; the page itself is always there.
pub const PAGE: &str = "html";

/// The names `outputs` of a page may have, for complaints.
pub fn format_names() -> String {
    let names: Vec<&str> = [PAGE]
        .into_iter()
        .chain(Format::ALL.iter().map(|it| it.name()))
        .collect();
    names.join(" / ")
}

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
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

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] = [
        Role::Song,
        Role::Fang,
        Role::Kai,
        Role::Hei,
        Role::Biaosong,
        Role::Latin,
    ];

    /// Its name in settings and templates.
    pub fn name(self) -> &'static str {
        match self {
            Role::Song => "song",
            Role::Fang => "fang",
            Role::Kai => "kai",
            Role::Hei => "hei",
            Role::Biaosong => "biaosong",
            Role::Latin => "latin",
        }
    }
}

const KEYS: [&str; 3] = ["outputs", "own_fonts_only", "fonts"];

/// Reads the section `[documents]`.
pub(crate) fn read_documents(settings: &mut Settings<'_, '_>) -> Documents {
    let Some(mut section) = settings.section("documents", "documents.", &KEYS) else {
        return Documents::default();
    };
    let outputs = section.list("outputs");
    let mut formats = Vec::new();
    for (name, place) in outputs {
        match Format::parse(&name) {
            Some(it) => formats.push(it),
            None if name == PAGE => {}
            None => section.refuse_at(place, "outputs", &name, &format_names()),
        }
    }
    let own_fonts_only = section.flag("own_fonts_only").unwrap_or(false);
    let names = Role::ALL.map(Role::name);
    let fonts = section
        .section("fonts", "documents.fonts.", &names)
        .map(|mut fonts| {
            let families =
                |list: Vec<(String, Place)>| list.into_iter().map(|it| it.0).collect::<Vec<_>>();
            Role::ALL
                .into_iter()
                .filter(|it| fonts.has(it.name()))
                .collect::<Vec<_>>()
                .into_iter()
                .map(|role| (role, families(fonts.list(role.name()))))
                .collect::<Vec<_>>()
        });
    Documents {
        formats,
        own_fonts_only,
        // Without any the standard ones are looked for.
        fonts: fonts.into_iter().flatten().collect(),
    }
}
