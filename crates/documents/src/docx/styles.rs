//! The styles of a document: what GB/T 9704 says of each kind of paragraph. Whoever edits the file changes them there.

use crate::docx::paragraph::{
    CHARACTER_WIDTH, LINE_PITCH, LineHeight, Paragraph, RunProperties, TEXT_WIDTH, TIGHT_SPACING,
    Twips,
};
use crate::docx::xml::{WORD_NAMESPACES, XML_HEAD, value_element, wrap_in_element};
use gongbao_settings::FontRole;

/// 2号, 三号, 四号, 小四, 五号 in half points.
pub(super) const SIZE_2: u32 = 44;
pub(super) const SIZE_3: u32 = 32;
pub(super) const SIZE_4: u32 = 28;
const SIZE_SMALL_4: u32 = 24;
pub(super) const SIZE_5: u32 = 21;
/// A line of 五号.
const SMALL_LINE: Twips = 315;
/// A line of a title at 2号.
const TITLE_LINE: Twips = 695;
/// 红.
pub(super) const RED: &str = "E60012";

/// A style of paragraphs.
struct ParagraphStyle {
    id: &'static str,
    /// The name programs know it by.
    name: &'static str,
    paragraph: Paragraph,
    look: RunProperties,
}

fn new_style(
    id: &'static str,
    name: &'static str,
    look: RunProperties,
    paragraph: Paragraph,
) -> ParagraphStyle {
    ParagraphStyle {
        id,
        name,
        paragraph,
        look,
    }
}

/// A text of a size that is not drawn together.
fn with_size(look: RunProperties, size: u32) -> RunProperties {
    RunProperties {
        size: Some(size),
        spacing: Some(0),
        ..look
    }
}

fn exact_line(line: Twips) -> Paragraph {
    Paragraph {
        line: Some(LineHeight::Exact(line)),
        ..Paragraph::default()
    }
}

/// Every style; the first is what the others are based on.
fn all_styles() -> Vec<ParagraphStyle> {
    let text = RunProperties {
        size: Some(SIZE_3),
        spacing: Some(TIGHT_SPACING),
        ..RunProperties::face(FontRole::Fang)
    };
    let normal = Paragraph {
        align: Some("both"),
        ..exact_line(LINE_PITCH)
    };
    let indented = Paragraph {
        first: Some(2 * CHARACTER_WIDTH),
        ..Paragraph::default()
    };
    let quoted = Paragraph {
        left: Some(2 * CHARACTER_WIDTH),
        right: Some(2 * CHARACTER_WIDTH),
        ..indented.clone()
    };
    let center = Paragraph {
        align: Some("center"),
        ..Paragraph::default()
    };
    let mut list = vec![
        new_style("Normal", "Normal", text, normal),
        new_style(
            "BodyText",
            "Body Text",
            RunProperties::default(),
            indented.clone(),
        ),
        new_style("Quote", "Quote", RunProperties::face(FontRole::Kai), quoted),
        new_style(
            "Byline",
            "Subtitle",
            RunProperties::face(FontRole::Kai),
            center.clone(),
        ),
        new_style(
            "PartLabel",
            "Part Label",
            RunProperties::plain(FontRole::Hei),
            Paragraph {
                keep_next: true,
                after: Some(LINE_PITCH),
                ..Paragraph::default()
            },
        ),
    ];
    list.extend(heading_styles(&indented));
    list.extend(small_styles());
    list.extend(contents_styles());
    list
}

fn heading_styles(indented: &Paragraph) -> Vec<ParagraphStyle> {
    let keep = Paragraph {
        keep_next: true,
        keep_lines: true,
        ..Paragraph::default()
    };
    let title = Paragraph {
        align: Some("center"),
        tight: true,
        line: Some(LineHeight::Exact(TITLE_LINE)),
        ..keep.clone()
    };
    let part = Paragraph {
        after: Some(LINE_PITCH),
        level: Some(0),
        ..title.clone()
    };
    let below = |level| Paragraph {
        level: Some(level),
        first: indented.first,
        ..keep.clone()
    };
    let large = Paragraph {
        line: Some(LineHeight::Exact(840)),
        ..title
    };
    vec![
        new_style(
            "Title",
            "Title",
            with_size(RunProperties::plain(FontRole::Biaosong), 52),
            large,
        ),
        new_style(
            "Heading1",
            "heading 1",
            with_size(RunProperties::plain(FontRole::Biaosong), SIZE_2),
            part,
        ),
        new_style(
            "Heading2",
            "heading 2",
            RunProperties::face(FontRole::Hei),
            below(1),
        ),
        new_style(
            "Heading3",
            "heading 3",
            RunProperties::face(FontRole::Kai),
            below(2),
        ),
        new_style(
            "Heading4",
            "heading 4",
            RunProperties::face(FontRole::Fang),
            below(3),
        ),
        new_style(
            "Heading5",
            "heading 5",
            RunProperties::face(FontRole::Fang),
            below(4),
        ),
        new_style(
            "Heading6",
            "heading 6",
            RunProperties::face(FontRole::Fang),
            below(5),
        ),
    ]
}

/// What is set smaller than the text.
fn small_styles() -> Vec<ParagraphStyle> {
    let song = with_size(RunProperties::face(FontRole::Song), SIZE_5);
    let cell = |align| Paragraph {
        align: Some(align),
        ..exact_line(300)
    };
    let left = Paragraph {
        align: Some("left"),
        ..exact_line(SMALL_LINE)
    };
    let caption = Paragraph {
        align: Some("center"),
        keep_lines: true,
        ..exact_line(400)
    };
    let figure = Paragraph {
        align: Some("center"),
        keep_next: true,
        line: Some(LineHeight::Free),
        before: Some(LINE_PITCH / 2),
        ..Paragraph::default()
    };
    let number = Paragraph {
        align: Some("right"),
        right: Some(280),
        ..exact_line(280)
    };
    vec![
        new_style(
            "Caption",
            "caption",
            with_size(RunProperties::plain(FontRole::Hei), SIZE_SMALL_4),
            caption,
        ),
        new_style("TableText", "Table Text", song, cell("left")),
        new_style("TableCenter", "Table Text Centered", song, cell("center")),
        new_style("TableFigure", "Table Figure", song, cell("right")),
        new_style(
            "TableHead",
            "Table Head",
            with_size(RunProperties::plain(FontRole::Hei), SIZE_5),
            Paragraph {
                keep_next: true,
                ..cell("center")
            },
        ),
        new_style(
            "TableNote",
            "Table Note",
            song,
            Paragraph {
                keep_lines: true,
                ..left.clone()
            },
        ),
        new_style("Figure", "Figure", RunProperties::default(), figure),
        new_style(
            "Note",
            "Note",
            song,
            Paragraph {
                before: Some(130),
                after: Some(130),
                align: Some("both"),
                ..exact_line(SMALL_LINE)
            },
        ),
        new_style("Code", "HTML Preformatted", song, left.clone()),
        new_style("FootnoteText", "footnote text", song, left),
        new_style(
            "Header",
            "header",
            with_size(RunProperties::face(FontRole::Hei), SIZE_5),
            Paragraph {
                align: Some("right"),
                ..exact_line(SMALL_LINE)
            },
        ),
        new_style(
            "Footer",
            "footer",
            with_size(RunProperties::plain(FontRole::Song), SIZE_4),
            number,
        ),
        new_style(
            "Imprint",
            "Imprint",
            with_size(RunProperties::face(FontRole::Fang), SIZE_4),
            Paragraph {
                align: Some("left"),
                ..exact_line(440)
            },
        ),
    ]
}

fn contents_styles() -> Vec<ParagraphStyle> {
    let line = |left: Twips| Paragraph {
        left: Some(left),
        stop: Some((TEXT_WIDTH, "dot")),
        align: Some("left"),
        ..Paragraph::default()
    };
    let of = |role| with_size(RunProperties::face(role), SIZE_4);
    let head = Paragraph {
        align: Some("center"),
        keep_next: true,
        before: Some(LINE_PITCH),
        after: Some(LINE_PITCH),
        ..exact_line(TITLE_LINE)
    };
    vec![
        new_style(
            "TOCHeading",
            "TOC Heading",
            with_size(RunProperties::plain(FontRole::Biaosong), SIZE_2),
            head,
        ),
        new_style("TOC1", "toc 1", of(FontRole::Hei), line(0)),
        new_style("TOC2", "toc 2", of(FontRole::Fang), line(CHARACTER_WIDTH)),
        new_style(
            "TOC3",
            "toc 3",
            of(FontRole::Fang),
            line(2 * CHARACTER_WIDTH),
        ),
        new_style(
            "TableofFigures",
            "table of figures",
            of(FontRole::Fang),
            line(0),
        ),
    ]
}

/// The part with all styles.
pub(super) fn styles_markup() -> String {
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" \
        w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
        </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val=\"0\"/><w:overflowPunct w:val=\"0\"/>\
        <w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>";
    let list: String = all_styles()
        .iter()
        .enumerate()
        .map(|(at, it)| style_markup(it, at == 0))
        .collect();
    format!("{XML_HEAD}<w:styles {WORD_NAMESPACES}>{defaults}{list}{OTHERS}</w:styles>")
}

fn style_markup(it: &ParagraphStyle, is_first: bool) -> String {
    let default = if is_first { " w:default=\"1\"" } else { "" };
    let mut inner = value_element("name", it.name);
    if !is_first {
        inner.push_str(&value_element("basedOn", "Normal"));
        inner.push_str(&value_element(
            "next",
            if it.paragraph.level.is_some() {
                "BodyText"
            } else {
                it.id
            },
        ));
    }
    inner.push_str("<w:qFormat/>");
    // Marks stay within the block: none hangs over its edge.
    let within = if is_first {
        "<w:overflowPunct w:val=\"0\"/>"
    } else {
        ""
    };
    let properties = within.to_owned() + &it.paragraph.properties();
    inner.push_str(&if properties.is_empty() {
        properties
    } else {
        wrap_in_element("pPr", &properties)
    });
    inner.push_str(&it.look.markup(false));
    format!(
        "<w:style w:type=\"paragraph\"{default} w:styleId=\"{}\">{inner}</w:style>",
        it.id
    )
}

/// Styles of pieces, tables and lists.
const OTHERS: &str = "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
    <w:name w:val=\"Default Paragraph Font\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
    <w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:rFonts w:ascii=\"宋体\" w:eastAsia=\"宋体\" w:hAnsi=\"宋体\"/>\
    <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
    <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/>\
    <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/></w:style>";
