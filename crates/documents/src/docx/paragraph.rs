//! Paragraphs and pieces of text: what may be said of them, written in the order the schema asks for.

use crate::docx::markup::Markup;
use crate::docx::xml::{value_element, wrap_in_element};
use gongbao_model::escape::escape_xml;
use gongbao_settings::FontRole;

/// A twentieth of a point, the measure of everything.
pub(super) type Twips = i32;

/// 156 mm and 225 mm: what is printed on of a sheet.
pub(super) const TEXT_WIDTH: Twips = 8844;
pub(super) const TEXT_HEIGHT: Twips = 12756;
/// 22 lines are 225 mm; a line more than this would be the 21st.
pub(super) const LINE_PITCH: Twips = 579;
// A sheet holds 22 lines and not one more.
const _: () = assert!(22 * LINE_PITCH <= TEXT_HEIGHT && 23 * LINE_PITCH > TEXT_HEIGHT);
/// A character of 三号, drawn together so that 28 of them fit with a little left for the program to spread.
pub(super) const CHARACTER_WIDTH: Twips = 315;
/// What 三号 at 16 pt is drawn together by.
pub(super) const TIGHT_SPACING: Twips = -5;

/// A number of characters, lines or levels, to reckon with.
#[expect(
    clippy::expect_used,
    reason = "what fits into a document is far below two thousand million"
)]
pub(super) fn count_in_twips(count: usize) -> Twips {
    Twips::try_from(count).expect("a document holds no more of anything")
}

/// The name of a role's face, as offices have it installed.
pub(super) fn face_name(role: FontRole) -> &'static str {
    match role {
        FontRole::Song => "宋体",
        FontRole::Fang => "仿宋_GB2312",
        FontRole::Kai => "楷体_GB2312",
        FontRole::Hei => "黑体",
        FontRole::Biaosong => "方正小标宋简体",
        FontRole::Latin => "Times New Roman",
    }
}

/// What letters and digits are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DigitFace {
    /// Their own face.
    Latin,
    /// The face of the characters around.
    Same,
}

/// How a piece of text looks; what is not said is its paragraph's.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunProperties {
    pub style: Option<&'static str>,
    pub face: Option<(FontRole, DigitFace)>,
    pub strike: bool,
    pub colour: Option<&'static str>,
    pub spacing: Option<Twips>,
    /// Half points.
    pub size: Option<u32>,
    pub boxed: bool,
    pub raised: bool,
}

impl RunProperties {
    /// A face with its digits' own.
    pub(super) fn face(role: FontRole) -> RunProperties {
        RunProperties {
            face: Some((role, DigitFace::Latin)),
            ..RunProperties::default()
        }
    }

    /// A face that has the digits, too.
    pub(super) fn plain(role: FontRole) -> RunProperties {
        RunProperties {
            face: Some((role, DigitFace::Same)),
            ..RunProperties::default()
        }
    }

    /// The element, or nothing. `hint` says that marks known to both scripts are Chinese ones.
    pub(super) fn markup(&self, hint: bool) -> String {
        let mut out = String::new();
        out.extend(self.style.map(|it| value_element("rStyle", it)));
        out.push_str(&fonts_markup(self.face, hint));
        out.push_str(if self.strike { "<w:strike/>" } else { "" });
        out.extend(self.colour.map(|it| value_element("color", it)));
        out.extend(self.spacing.map(|it| value_element("spacing", it)));
        out.extend(
            self.size
                .map(|it| value_element("sz", it) + &value_element("szCs", it)),
        );
        out.push_str(if self.boxed {
            "<w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        } else {
            ""
        });
        out.push_str(if self.raised {
            "<w:vertAlign w:val=\"superscript\"/>"
        } else {
            ""
        });
        if out.is_empty() {
            out
        } else {
            wrap_in_element("rPr", &out)
        }
    }
}

fn fonts_markup(face: Option<(FontRole, DigitFace)>, hint: bool) -> String {
    let hint = if hint { " w:hint=\"eastAsia\"" } else { "" };
    let Some((role, digits)) = face else {
        return if hint.is_empty() {
            String::new()
        } else {
            format!("<w:rFonts{hint}/>")
        };
    };
    let east = face_name(role);
    let latin = if digits == DigitFace::Same {
        east
    } else {
        face_name(FontRole::Latin)
    };
    let names = format!("w:ascii=\"{latin}\" w:eastAsia=\"{east}\" w:hAnsi=\"{latin}\"");
    format!(
        "<w:rFonts{hint} {names} w:cs=\"{}\"/>",
        face_name(FontRole::Latin)
    )
}

/// How high a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineHeight {
    Exact(Twips),
    /// As high as what stands in it: pictures.
    Free,
}

/// A paragraph, or what a style says of paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub style: &'static str,
    pub keep_next: bool,
    pub keep_lines: bool,
    pub new_page: bool,
    /// A list by its number, and how deep within others.
    pub list: Option<(usize, usize)>,
    /// Side, weight in eighths of a point, distance in points, colour.
    pub rule: Option<(&'static str, u32, u32, &'static str)>,
    /// A stop, with what leads to it.
    pub stop: Option<(Twips, &'static str)>,
    pub before: Option<Twips>,
    pub after: Option<Twips>,
    pub line: Option<LineHeight>,
    pub left: Option<Twips>,
    pub right: Option<Twips>,
    /// The first line's indent; below zero the others are indented more.
    pub first: Option<Twips>,
    pub align: Option<&'static str>,
    /// Whether nothing is put between Chinese characters and digits: lines of titles are as long as they can be.
    pub tight: bool,
    /// Its place in the outline, from 0.
    pub level: Option<u8>,
    /// The end of a section, as markup.
    pub section: Option<String>,
    /// Its pieces.
    pub inner: Markup,
}

impl Paragraph {
    /// A paragraph of a style with pieces in it.
    pub(super) fn new(style: &'static str, inner: Markup) -> Paragraph {
        Paragraph {
            style,
            inner,
            ..Paragraph::default()
        }
    }

    /// The whole paragraph.
    pub(super) fn markup(&self) -> Markup {
        let properties = self.properties();
        let properties = if properties.is_empty() {
            properties
        } else {
            wrap_in_element("pPr", &properties)
        };
        self.inner
            .clone()
            .within(&format!("<w:p>{properties}"), "</w:p>")
    }

    /// What is said of it, in the order of the schema.
    pub(super) fn properties(&self) -> String {
        let mut out = String::new();
        if !self.style.is_empty() {
            out.push_str(&value_element("pStyle", self.style));
        }
        for (is_said, name) in [
            (self.keep_next, "keepNext"),
            (self.keep_lines, "keepLines"),
            (self.new_page, "pageBreakBefore"),
        ] {
            out.push_str(&if is_said {
                format!("<w:{name}/>")
            } else {
                String::new()
            });
        }
        out.extend(self.list.map(|(number, level)| {
            wrap_in_element(
                "numPr",
                &(value_element("ilvl", level) + &value_element("numId", number)),
            )
        }));
        out.extend(self.rule.map(|(side, weight, space, colour)| {
            let rule =
                format!("<w:{side} w:val=\"single\" w:sz=\"{weight}\" w:space=\"{space}\" w:color=\"{colour}\"/>");
            wrap_in_element("pBdr", &rule)
        }));
        out.extend(self.stop.map(|(at, leader)| {
            wrap_in_element(
                "tabs",
                &format!("<w:tab w:val=\"right\" w:leader=\"{leader}\" w:pos=\"{at}\"/>"),
            )
        }));
        out.push_str(if self.tight {
            "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"
        } else {
            ""
        });
        // Lines of another height would be rounded up to whole lines of the grid.
        let is_free = self
            .line
            .is_some_and(|it| it != LineHeight::Exact(LINE_PITCH));
        out.push_str(if is_free {
            "<w:snapToGrid w:val=\"0\"/>"
        } else {
            ""
        });
        out.push_str(&self.spacing());
        out.push_str(&self.indent());
        out.extend(self.align.map(|it| value_element("jc", it)));
        out.extend(self.level.map(|it| value_element("outlineLvl", it)));
        out.extend(self.section.clone());
        out
    }

    fn spacing(&self) -> String {
        let line = self.line.map(|it| match it {
            LineHeight::Exact(it) => format!(" w:line=\"{it}\" w:lineRule=\"exact\""),
            LineHeight::Free => " w:line=\"240\" w:lineRule=\"auto\"".to_owned(),
        });
        let said = [("before", self.before), ("after", self.after)];
        attributes_markup("spacing", &said, line.as_deref().unwrap_or(""))
    }

    fn indent(&self) -> String {
        let hanging = self.first.filter(|it| *it < 0).map(|it| -it);
        let said = [
            ("left", self.left),
            ("right", self.right),
            ("firstLine", self.first.filter(|it| *it >= 0)),
            ("hanging", hanging),
        ];
        attributes_markup("ind", &said, "")
    }
}

fn attributes_markup(name: &str, said: &[(&str, Option<Twips>)], more: &str) -> String {
    let mut out = String::new();
    for (name, value) in said {
        out.extend(value.map(|it| format!(" w:{name}=\"{it}\"")));
    }
    out.push_str(more);
    if out.is_empty() {
        out
    } else {
        format!("<w:{name}{out}/>")
    }
}

/// A piece of text. Lines within it are broken, stops are stops.
pub(super) fn text_markup(text: &str, look: &RunProperties) -> Markup {
    if text.is_empty() {
        return Markup::default();
    }
    let lines: Vec<String> = text.split('\n').map(words_markup).collect();
    Markup::tags(format!(
        "<w:r>{}{}</w:r>",
        look.markup(is_ambiguous(text)),
        lines.join("<w:br/>")
    ))
}

fn words_markup(line: &str) -> String {
    let word = |it: &str| {
        if it.is_empty() {
            String::new()
        } else {
            format!("<w:t xml:space=\"preserve\">{}</w:t>", escape_xml(it))
        }
    };
    line.split('\t')
        .map(word)
        .collect::<Vec<_>>()
        .join("<w:tab/>")
}

/// Whether a text has marks that are wide among Chinese characters and narrow among others, as “ and …
fn is_ambiguous(text: &str) -> bool {
    let is_chinese = |it: char| it >= '\u{2e80}';
    text.chars().any(|it| matches!(it, '\u{a0}'..='\u{2bff}'))
        && (text.chars().any(is_chinese) || text.chars().all(|it| !it.is_ascii_alphabetic()))
}

/// A field with what it says until it is worked out anew.
pub(super) fn field_markup(instruction: &str, shown: Markup) -> Markup {
    let begin = format!("<w:fldSimple w:instr=\" {} \">", escape_xml(instruction));
    shown.within(&begin, "</w:fldSimple>")
}

/// The number of the page that a bookmark is on, as a field.
///
/// Only the program that opens the document knows where its pages end: until it has worked the field out, the field
/// shows no number rather than a wrong one. LibreOffice works it out when it opens the document, Word when it prints or
/// is asked to. No mark asks Word to do so at once (`w:dirty`, `w:updateFields`): it would put a question about other
/// files to whoever opens the document.
pub(super) fn page_field(bookmark: &str, look: &RunProperties) -> Markup {
    field_markup(&format!("PAGEREF {bookmark} \\h"), text_markup("…", look))
}

/// How wide a text of 三号 is; letters and digits take half of a character.
pub(super) fn line_width(text: &str) -> Twips {
    text.chars()
        .map(|it| {
            if it.is_ascii() {
                CHARACTER_WIDTH / 2
            } else {
                CHARACTER_WIDTH
            }
        })
        .sum()
}
