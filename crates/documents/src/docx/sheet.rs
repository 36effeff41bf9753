//! The sheets of a document: margins, grid, page numbers, and what stands at head and foot.
//!
//! The grid is `docGrid type=lines` with exact lines of 579 twips and characters drawn together by
//! 0.25 pt, because with `linesAndChars` programs do not agree on how many characters a line has.

use crate::docx::markup::Markup;
use crate::docx::paragraph::{
    CHARACTER_WIDTH, LINE_PITCH, Paragraph, RunProperties, TEXT_HEIGHT, TEXT_WIDTH, field_markup,
    text_markup,
};
use crate::docx::xml::{WORD_NAMESPACES, XML_HEAD};
use gongbao_settings::FontRole;

/// A4, and its margins: 37 mm above, 35 below, 28 left, 26 right.
const SHORT: i32 = 11906;
const LONG: i32 = 16838;
const TOP: i32 = 2098;
const BOTTOM: i32 = 1984;
const LEFT: i32 = 1588;
const RIGHT: i32 = 1474;
/// The page number's line ends here above the sheet's lower edge, so that it begins 7 mm below the text.
const FOOT: i32 = 1307;
const HEADER: i32 = 1134;

/// A kind of sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetKind {
    /// Without page number.
    Cover,
    /// With numbers of their own.
    Contents,
    /// The text from its first page.
    First,
    /// The text after a sheet of another kind.
    Text,
    /// Laid across, for wide tables.
    Across,
}

/// The parts at head and foot: their names in the package, in the order of their relations.
pub(super) const PARTS: [(&str, &str); 5] = [
    ("footer", "footer1.xml"),
    ("footer", "footer2.xml"),
    ("footer", "footer3.xml"),
    ("footer", "footer4.xml"),
    ("header", "header1.xml"),
];
/// How many relations stand before them.
pub(super) const BEFORE: usize = 5;

impl SheetKind {
    /// The section that is made of such sheets.
    pub(super) fn markup(self, draft: bool) -> String {
        let reference = |part: &str, kind: &str, at: usize| {
            format!(
                "<w:{part}Reference w:type=\"{kind}\" r:id=\"rId{}\"/>",
                BEFORE + at
            )
        };
        let mut out = String::new();
        if draft {
            out.push_str(&(reference("header", "default", 5) + &reference("header", "even", 5)));
        }
        if self != SheetKind::Cover {
            let (odd, even) = if self == SheetKind::Across {
                (3, 4)
            } else {
                (1, 2)
            };
            out.push_str(
                &(reference("footer", "default", odd) + &reference("footer", "even", even)),
            );
        }
        let numbers = match self {
            SheetKind::Contents => "<w:pgNumType w:fmt=\"upperRoman\" w:start=\"1\"/>",
            SheetKind::First => "<w:pgNumType w:start=\"1\"/>",
            SheetKind::Cover | SheetKind::Text | SheetKind::Across => "",
        };
        let size = match self {
            SheetKind::Across => format!(
                "<w:pgSz w:w=\"{LONG}\" w:h=\"{SHORT}\" w:orient=\"landscape\"/><w:pgMar w:top=\"{LEFT}\" w:right=\"{TOP}\" \
                 w:bottom=\"{RIGHT}\" w:left=\"{BOTTOM}\" w:header=\"{HEADER}\" w:footer=\"720\" w:gutter=\"0\"/>"
            ),
            SheetKind::Cover | SheetKind::Contents | SheetKind::First | SheetKind::Text => format!(
                "<w:pgSz w:w=\"{SHORT}\" w:h=\"{LONG}\"/><w:pgMar w:top=\"{TOP}\" w:right=\"{RIGHT}\" w:bottom=\"{BOTTOM}\" \
                 w:left=\"{LEFT}\" w:header=\"{HEADER}\" w:footer=\"{FOOT}\" w:gutter=\"0\"/>"
            ),
        };
        let grid = format!("<w:docGrid w:type=\"lines\" w:linePitch=\"{LINE_PITCH}\"/>");
        format!(
            "<w:sectPr>{out}<w:type w:val=\"nextPage\"/>{size}{numbers}<w:cols w:space=\"425\"/>{grid}</w:sectPr>"
        )
    }

    /// How wide its text is.
    pub(super) fn width(self) -> i32 {
        if self == SheetKind::Across {
            TEXT_HEIGHT
        } else {
            TEXT_WIDTH
        }
    }
}

/// The parts at head and foot, in the order of [`PARTS`].
pub(super) fn header_and_footer_parts(draft: &str) -> [String; 5] {
    let part = |element: &str, inner: Markup| {
        let begin = format!("{XML_HEAD}<w:{element} {WORD_NAMESPACES}>");
        inner.within(&begin, &format!("</w:{element}>")).into_text()
    };
    let head = Paragraph::new("Header", text_markup(draft, &RunProperties::default())).markup();
    [
        part("ftr", page_number("right").markup()),
        part("ftr", page_number("left").markup()),
        part(
            "ftr",
            upright_page_number("right", SHORT - RIGHT - CHARACTER_WIDTH - TALL),
        ),
        part("ftr", upright_page_number("left", LEFT + CHARACTER_WIDTH)),
        part("hdr", head),
    ]
}

/// — 1 —, a character from the outer edge.
fn page_number(side: &'static str) -> Paragraph {
    let look = RunProperties::plain(FontRole::Song);
    let inner = [
        text_markup("— ", &look),
        field_markup("PAGE", text_markup("1", &look)),
        text_markup(" —", &look),
    ]
    .into_iter()
    .collect();
    let (left, right) = if side == "left" {
        (Some(280), Some(0))
    } else {
        (None, None)
    };
    Paragraph {
        align: Some(side),
        left,
        right,
        ..Paragraph::new("Footer", inner)
    }
}

/// How much of the sheet's edge a number may take.
const TALL: i32 = 1600;

/// On a sheet laid across, the number stands where it does on the others once the paper is turned.
fn upright_page_number(side: &'static str, top: i32) -> Markup {
    let inner = Paragraph {
        left: Some(0),
        right: Some(0),
        ..page_number(side)
    }
    .markup();
    let rest = Paragraph {
        right: Some(0),
        ..Paragraph::new("Footer", Markup::default())
    }
    .markup();
    let begin = format!(
        "<w:tbl><w:tblPr><w:tblpPr w:vertAnchor=\"page\" w:horzAnchor=\"page\" w:tblpX=\"{FOOT}\" w:tblpY=\"{top}\"/>\
         <w:tblW w:w=\"400\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"400\"/></w:tblGrid><w:tr><w:trPr>\
         <w:trHeight w:val=\"{TALL}\" w:hRule=\"exact\"/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"400\" w:type=\"dxa\"/>\
         <w:textDirection w:val=\"tbRl\"/></w:tcPr>"
    );
    inner.within(&begin, "</w:tc></w:tr></w:tbl>") + rest
}
