//! Pieces of a line: text, links, references, footnotes.

use crate::document::{DocumentRun, PlaceName};
use crate::docx::anchors::{Bookmark, number_caption};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{Paragraph, RunProperties, field_markup, page_field, text_markup};
use crate::docx::writer::DocxWriter;
use gongbao_settings::FontRole;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineContext {
    Text,
    /// A footnote has none of its own, and its links are relations of another part.
    Footnote,
}

/// The style of footnotes.
const FOOTNOTE_STYLE: &str = "FootnoteText";

/// What a figure or table is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberedCaption<'a> {
    pub id: &'a str,
    pub number: usize,
    /// 图{n}, 表{n}.
    pub pattern: &'a str,
    pub words: &'a str,
}

/// Words that lead to a place of the document.
#[derive(Clone, Copy, Debug)]
struct PlaceReference<'a> {
    to: &'a Bookmark,
    /// What that place is called: 图1.
    shown: Option<&'a PlaceName>,
    /// Whether the page it is on is told.
    says_page: bool,
}

impl DocxWriter<'_> {
    /// Pieces of text as markup.
    pub(super) fn runs(
        &mut self,
        runs: &[DocumentRun],
        look: RunProperties,
        within: LineContext,
    ) -> Markup {
        runs.iter().map(|it| self.run(it, look, within)).collect()
    }

    fn run(&mut self, run: &DocumentRun, look: RunProperties, within: LineContext) -> Markup {
        match run {
            DocumentRun::Text { text: it } => text_markup(it, &look),
            DocumentRun::Code { text: it } => text_markup(
                it,
                &RunProperties {
                    face: RunProperties::face(FontRole::Song).face,
                    ..look
                },
            ),
            DocumentRun::Strong { runs } => self.runs(
                runs,
                RunProperties {
                    face: RunProperties::plain(FontRole::Hei).face,
                    ..look
                },
                within,
            ),
            DocumentRun::Emphasis { runs } => self.runs(
                runs,
                RunProperties {
                    face: RunProperties::face(FontRole::Kai).face,
                    ..look
                },
                within,
            ),
            DocumentRun::Strike { runs } => self.runs(
                runs,
                RunProperties {
                    strike: true,
                    ..look
                },
                within,
            ),
            DocumentRun::Break => Markup::tags("<w:r><w:br/></w:r>"),
            DocumentRun::Link { url, runs } => self.link(url, runs, look, within),
            DocumentRun::Reference {
                id,
                runs,
                shown,
                page,
            } => {
                let words = self.runs(runs, look, within);
                let Some(anchor) = self.anchors.get(id).cloned() else {
                    return words;
                };
                let reference = PlaceReference {
                    to: &anchor,
                    shown: shown.as_ref(),
                    says_page: *page,
                };
                self.reference(&reference, words, look)
            }
            DocumentRun::Footnote { runs } if within == LineContext::Text => self.footnote(runs),
            // Offices know no footnote within a footnote.
            DocumentRun::Footnote { .. } => Markup::default(),
            DocumentRun::Figure { text: it, revised } => {
                let mark = if *revised {
                    self.document.words.revised.as_str()
                } else {
                    ""
                };
                text_markup(it, &look)
                    + text_markup(
                        mark,
                        &RunProperties {
                            raised: true,
                            ..look
                        },
                    )
            }
        }
    }

    fn link(
        &mut self,
        url: &str,
        runs: &[DocumentRun],
        look: RunProperties,
        within: LineContext,
    ) -> Markup {
        let words = self.runs(runs, look, within);
        let relations = if within == LineContext::Footnote {
            &mut self.note_relations
        } else {
            &mut self.relations
        };
        match relations.address(url) {
            Some(id) => words.within(
                &format!("<w:hyperlink r:id=\"{id}\" w:history=\"1\">"),
                "</w:hyperlink>",
            ),
            None => words,
        }
    }

    /// Words that lead to a place of the document, then what that place is called or which page it is on.
    fn reference(&self, it: &PlaceReference<'_>, words: Markup, look: RunProperties) -> Markup {
        let name = &it.to.name;
        let begin = format!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">");
        let mut out = words.within(&begin, "</w:hyperlink>");
        if let Some(shown) = it.shown {
            out.push(if it.to.label.as_ref() == Some(&shown.label) {
                let label =
                    field_markup(&format!("REF {name} \\h"), text_markup(&shown.label, &look));
                text_markup(&shown.before, &look) + label + text_markup(&shown.after, &look)
            } else {
                // A packet may have pages in several languages: there the place itself bears another label.
                text_markup(&shown.text(), &look)
            });
        }
        if it.says_page
            && let Some((before, after)) = self.document.words.page.split_once("{n}")
        {
            out.push(
                text_markup(before, &look) + page_field(name, &look) + text_markup(after, &look),
            );
        }
        out
    }

    fn footnote(&mut self, runs: &[DocumentRun]) -> Markup {
        let number = self.notes.len() + 1;
        // Its place is taken before what it says is written.
        self.notes
            .push(Paragraph::new(FOOTNOTE_STYLE, Markup::default()));
        let raised = RunProperties {
            style: Some("FootnoteReference"),
            ..RunProperties::default()
        };
        let sign = |element: &str| {
            let mark = Markup::tags(format!("<w:r>{}{element}</w:r>", raised.markup(false)));
            text_markup("[", &raised) + mark + text_markup("]", &raised)
        };
        let words = self.runs(runs, RunProperties::default(), LineContext::Footnote);
        let inner = sign("<w:footnoteRef/>") + text_markup(" ", &RunProperties::default()) + words;
        self.notes[number - 1] = Paragraph::new(FOOTNOTE_STYLE, inner);
        sign(&format!("<w:footnoteReference w:id=\"{number}\"/>"))
    }

    /// A caption: its label, which others refer to, and its words.
    pub(super) fn caption(&mut self, it: &NumberedCaption<'_>) -> Markup {
        let NumberedCaption {
            id,
            number,
            pattern,
            words,
        } = *it;
        let kind = usize::from(pattern == self.document.words.table);
        // A theme whose words name no number has it nowhere.
        let (before, after) = pattern.split_once("{n}").unwrap_or((pattern, ""));
        // A number that does not follow the one before says so, or the field would change it.
        let reset = if number == self.counted[kind] + 1 {
            String::new()
        } else {
            format!(" \\r {number}")
        };
        self.counted[kind] = number;
        let look = RunProperties::default();
        let count = field_markup(
            &format!("SEQ {} \\* ARABIC{reset}", sequence_name(pattern)),
            text_markup(&number.to_string(), &look),
        );
        let label = text_markup(before, &look) + count + text_markup(after, &look);
        self.anchored(id, label) + text_markup(&format!("　{words}"), &look)
    }

    /// 图1　标题 as contents show it.
    pub(super) fn listed(pattern: &str, number: usize, words: &str) -> String {
        format!("{}　{words}", number_caption(pattern, number))
    }
}

/// The name of what is counted: 图.
fn sequence_name(pattern: &str) -> &str {
    pattern.split_once("{n}").map_or(pattern, |it| it.0).trim()
}
