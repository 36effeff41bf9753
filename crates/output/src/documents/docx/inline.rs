//! Pieces of a line: text, links, references, footnotes.

use crate::documents::document::Run;
use crate::documents::docx::anchors::{Anchor, numbered};
use crate::documents::docx::paragraph::{Look, Paragraph, Twips, field, text};
use crate::documents::docx::styles::SMALL_LINE;
use crate::documents::docx::writer::Writer;
use gongbao_settings::Role;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Text,
    /// A footnote has none of its own, and its links are relations of another part.
    Footnote,
}

impl Writer<'_> {
    /// A line of text, and how much room its footnotes take.
    pub fn line(&mut self, runs: &[Run], look: Look) -> (String, Twips) {
        let before = self.notes.len();
        let markup = self.runs(runs, look, Within::Text);
        let lines = self.notes[before..]
            .iter()
            .map(|it| 1 + Twips::try_from(it.chars().count() / 400).unwrap_or_default());
        let separator = if self.notes.len() > before {
            SMALL_LINE / 2
        } else {
            0
        };
        let height = lines.sum::<Twips>() * SMALL_LINE + separator;
        (markup, height)
    }

    /// Pieces of text as markup.
    pub fn runs(&mut self, runs: &[Run], look: Look, within: Within) -> String {
        runs.iter().map(|it| self.run(it, look, within)).collect()
    }

    fn run(&mut self, run: &Run, look: Look, within: Within) -> String {
        match run {
            Run::Text { text: it } => text(it, &look),
            Run::Code { text: it } => text(
                it,
                &Look {
                    face: Look::face(Role::Song).face,
                    ..look
                },
            ),
            Run::Strong { runs } => self.runs(
                runs,
                Look {
                    face: Look::plain(Role::Hei).face,
                    ..look
                },
                within,
            ),
            Run::Emphasis { runs } => self.runs(
                runs,
                Look {
                    face: Look::face(Role::Kai).face,
                    ..look
                },
                within,
            ),
            Run::Strike { runs } => self.runs(
                runs,
                Look {
                    strike: true,
                    ..look
                },
                within,
            ),
            Run::Break => "<w:r><w:br/></w:r>".to_owned(),
            Run::Link { url, runs } => self.link(url, runs, look, within),
            Run::Reference {
                id,
                runs,
                shown,
                page,
            } => {
                let words = self.runs(runs, look, within);
                let Some(anchor) = self.anchors.get(id).cloned() else {
                    return words;
                };
                self.reference(&anchor, &words, (shown, *page), look)
            }
            Run::Footnote { runs } if within == Within::Text => self.footnote(runs),
            Run::Footnote { .. } => String::new(),
            Run::Figure { text: it, revised } => {
                let mark = if *revised {
                    self.document.words.revised.as_str()
                } else {
                    ""
                };
                text(it, &look)
                    + &text(
                        mark,
                        &Look {
                            raised: true,
                            ..look
                        },
                    )
            }
        }
    }

    fn link(&mut self, url: &str, runs: &[Run], look: Look, within: Within) -> String {
        let words = self.runs(runs, look, within);
        let relations = if within == Within::Footnote {
            &mut self.note_relations
        } else {
            &mut self.relations
        };
        match relations.address(url) {
            Some(id) => format!("<w:hyperlink r:id=\"{id}\" w:history=\"1\">{words}</w:hyperlink>"),
            None => words,
        }
    }

    /// Words that lead to a place of the document, then what that place is called or which page it is on.
    fn reference(
        &self,
        to: &Anchor,
        words: &str,
        (shown, page): (&str, bool),
        look: Look,
    ) -> String {
        let name = &to.name;
        let mut out =
            format!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">{words}</w:hyperlink>");
        let around = to
            .label
            .as_deref()
            .and_then(|label| Some((label, shown.split_once(label)?)));
        match around {
            Some((label, (before, after))) => {
                let label = field(&format!("REF {name} \\h"), &text(label, &look));
                out.push_str(&[text(before, &look), label, text(after, &look)].concat());
            }
            None => out.push_str(&text(shown, &look)),
        }
        if page && let Some((before, after)) = self.document.words.page.split_once("{n}") {
            let number = field(&format!("PAGEREF {name} \\h"), &page_mark(name, &look));
            out.push_str(&[text(before, &look), number, text(after, &look)].concat());
        }
        out
    }

    fn footnote(&mut self, runs: &[Run]) -> String {
        let number = self.notes.len() + 1;
        // Its place is taken before what it says is written.
        self.notes.push(String::new());
        let raised = Look {
            style: Some("FootnoteReference"),
            ..Look::default()
        };
        let sign = |element: &str| {
            let mark = format!("<w:r>{}{element}</w:r>", raised.markup(false));
            [text("[", &raised), mark, text("]", &raised)].concat()
        };
        let words = self.runs(runs, Look::default(), Within::Footnote);
        let inner = [sign("<w:footnoteRef/>"), text(" ", &Look::default()), words].concat();
        let note = Paragraph::new("FootnoteText", inner).markup();
        self.notes[number - 1] = format!("<w:footnote w:id=\"{number}\">{note}</w:footnote>");
        sign(&format!("<w:footnoteReference w:id=\"{number}\"/>"))
    }

    /// A caption: its label, which others refer to, and its words.
    pub fn caption(&mut self, (id, number): (&str, usize), pattern: &str, words: &str) -> String {
        let kind = usize::from(pattern == self.document.words.table);
        let (before, after) = pattern.split_once("{n}").unwrap_or((pattern, ""));
        // A number that does not follow the one before says so, or the field would change it.
        let reset = if number == self.counted[kind] + 1 {
            String::new()
        } else {
            format!(" \\r {number}")
        };
        self.counted[kind] = number;
        let look = Look::default();
        let count = field(
            &format!("SEQ {} \\* ARABIC{reset}", sequence(pattern)),
            &text(&number.to_string(), &look),
        );
        let label = [text(before, &look), count, text(after, &look)].concat();
        self.anchored(id, &label) + &text(&format!("　{words}"), &look)
    }

    /// 图1　标题 as contents show it.
    pub fn listed(pattern: &str, number: usize, words: &str) -> String {
        format!("{}　{words}", numbered(pattern, number))
    }
}

/// The name of what is counted: 图.
pub fn sequence(pattern: &str) -> &str {
    pattern.split("{n}").next().unwrap_or_default().trim()
}

/// What stands for the page of a bookmark until all pages are known.
pub fn page_mark(name: &str, look: &Look) -> String {
    format!(
        "<w:r>{}<w:t>{OPEN}{name}{CLOSE}</w:t></w:r>",
        look.markup(false)
    )
}

/// Characters that no text in markup can have.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// Puts pages in place of their marks.
pub fn paged(markup: &str, page: impl Fn(&str) -> usize) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, mark)) = rest.split_once(OPEN) {
        let (name, after) = mark.split_once(CLOSE).unwrap_or((mark, ""));
        out.push_str(before);
        out.push_str(&page(name).to_string());
        rest = after;
    }
    out + rest
}
