//! The parts of the package that are the same for every document, or nearly.

use std::fmt::Write as _;

use crate::document::Document;
use crate::docx::markup::Markup;
use crate::docx::paragraph::{CHARACTER_WIDTH, Paragraph, count_in_twips, face_name};
use crate::docx::xml::{WORD_NAMESPACES, XML_HEAD};
use gongbao_diag::locale::Lang;
use gongbao_model::escape::escape_xml;
use gongbao_settings::FontRole;

/// What kind each part is of.
pub(super) fn content_types(n_feet: usize, draft: bool) -> String {
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "{XML_HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    );
    for (extension, kind) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
    ] {
        let _ = write!(
            out,
            "<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>"
        );
    }
    let feet = (1..=n_feet).map(|it| (format!("footer{it}"), "footer"));
    let fixed = [
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("numbering", "numbering"),
        ("footnotes", "footnotes"),
    ];
    let heads = draft.then(|| ("header1".to_owned(), "header"));
    let parts = [("document".to_owned(), "document.main")].into_iter();
    let parts = parts
        .chain(fixed.map(|it| (it.0.to_owned(), it.1)))
        .chain(feet)
        .chain(heads);
    for (name, kind) in parts {
        let _ = write!(
            out,
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{OFFICE}.{kind}+xml\"/>"
        );
    }
    out + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
        <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
}

/// Title, issuer, language and day. Its day is the document's own: there is no today.
pub(super) fn core_properties(document: &Document) -> String {
    let lang = match document.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    };
    let mut out = format!(
        "{XML_HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>",
        escape_xml(&document.title)
    );
    if let Some(it) = &document.issuer {
        let _ = write!(
            out,
            "<dc:creator>{0}</dc:creator><cp:lastModifiedBy>{0}</cp:lastModifiedBy>",
            escape_xml(it)
        );
    }
    let _ = write!(out, "<dc:language>{lang}</dc:language>");
    if let Some([year, month, day]) = document.date {
        for name in ["created", "modified"] {
            let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
            let _ = write!(
                out,
                "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:{name}>"
            );
        }
    }
    out + "</cp:coreProperties>"
}

/// Which program wrote it.
pub(super) fn app_properties() -> String {
    format!(
        "{XML_HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>gongbao</Application></Properties>"
    )
}

/// How the document is to be handled. Fields are worked out anew only when someone asks.
pub(super) fn document_settings() -> String {
    format!(
        "{XML_HEAD}<w:settings {WORD_NAMESPACES}><w:zoom w:percent=\"100\"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>\
         <w:defaultTabStop w:val=\"630\"/><w:evenAndOddHeaders/><w:drawingGridHorizontalSpacing w:val=\"158\"/>\
         <w:drawingGridVerticalSpacing w:val=\"290\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
         <w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>"
    )
}

/// The faces, each with one that stands in where it is not installed.
pub(super) fn font_table() -> String {
    let font = |role: FontRole| {
        let (other, family, charset) = match role {
            FontRole::Song => ("SimSun", "auto", "86"),
            FontRole::Fang => ("仿宋", "modern", "86"),
            FontRole::Kai => ("楷体", "modern", "86"),
            FontRole::Hei => ("SimHei", "modern", "86"),
            FontRole::Biaosong => ("华文中宋", "auto", "86"),
            FontRole::Latin => ("Liberation Serif", "roman", "00"),
        };
        let name = face_name(role);
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"{charset}\"/>\
             <w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>"
        )
    };
    let list: String = FontRole::ALL.map(font).concat();
    format!("{XML_HEAD}<w:fonts {WORD_NAMESPACES}>{list}</w:fonts>")
}

/// Lists: one with points and one that counts; each list of the document is one of them, counting from its own start.
pub(super) fn numbering_part(lists: &[Option<u64>]) -> String {
    let level = |at: usize, counts: bool| {
        let (format, mark, behind) = if counts {
            ("decimal", format!("%{}.", at + 1), "space")
        } else {
            ("bullet", "·".to_owned(), "nothing")
        };
        let first = 2 * CHARACTER_WIDTH;
        let left = first * count_in_twips(at);
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff w:val=\"{behind}\"/>\
             <w:lvlText w:val=\"{mark}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:firstLine=\"{first}\"/></w:pPr></w:lvl>"
        )
    };
    let kind = |counts: bool| {
        let levels: String = (0..9).map(|it| level(it, counts)).collect();
        let id = usize::from(counts);
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"
        )
    };
    let list = |(at, start): (usize, &Option<u64>)| {
        let from = |start: &u64| {
            (0..9)
                .map(|it| {
                    format!("<w:lvlOverride w:ilvl=\"{it}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>")
                })
                .collect::<String>()
        };
        let (kind, from) = (
            usize::from(start.is_some()),
            start.as_ref().map_or_else(String::new, from),
        );
        format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>{from}</w:num>",
            at + 1
        )
    };
    let lists: String = lists.iter().enumerate().map(list).collect();
    format!(
        "{XML_HEAD}<w:numbering {WORD_NAMESPACES}>{}{}{lists}</w:numbering>",
        kind(false),
        kind(true)
    )
}

/// The footnotes, behind the two lines every document has.
pub(super) fn footnotes_part(notes: &[Paragraph]) -> Markup {
    let line = |id: i32, kind: &str| {
        let mark = Markup::tags(format!("<w:r><w:{kind}/></w:r>"));
        Paragraph::new("FootnoteText", mark).markup().within(
            &format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\">"),
            "</w:footnote>",
        )
    };
    let lines = line(-1, "separator") + line(0, "continuationSeparator");
    let note = |(at, it): (usize, &Paragraph)| {
        let begin = format!("<w:footnote w:id=\"{}\">", at + 1);
        it.markup().within(&begin, "</w:footnote>")
    };
    let notes: Markup = notes.iter().enumerate().map(note).collect();
    (lines + notes).within(
        &format!("{XML_HEAD}<w:footnotes {WORD_NAMESPACES}>"),
        "</w:footnotes>",
    )
}
