//! Raw HTML in Markdown: shown as written, since the same text also becomes printed documents.

use std::ops::Range;

use crate::markdown::EventReader;
use crate::page::Raw;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::prose::{Inline, TextRun};

impl EventReader<'_, '_> {
    /// A piece of HTML, which begins in the bytes `place`. Comments are nobody's text; `<br>` is the
    /// only way to break a line in a table.
    pub(crate) fn html(&mut self, html: &TextRun, place: &Range<usize>) -> Option<Inline<Raw>> {
        let text = html.text.trim();
        if text.is_empty() || text.starts_with("<!--") {
            return None;
        }
        if is_break(text) {
            return Some(Inline::Break);
        }
        let excerpt: String = text
            .lines()
            .next()
            .unwrap_or(text)
            .chars()
            .take(40)
            .collect();
        self.diags
            .push(Diagnostic::new(Code::RawHtml, self.place(place)).with("text", excerpt));
        let start = html.text.len() - html.text.trim_start().len();
        Some(Inline::Text(html.slice(start..start + text.len())))
    }
}

fn is_break(tag: &str) -> bool {
    let name = tag
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    name.eq_ignore_ascii_case("br")
}

/// A block of HTML without its comments.
pub(crate) fn without_comments(html: &TextRun) -> TextRun {
    let mut shown = TextRun::generated("");
    let mut at = 0;
    while let Some(open) = html.text[at..].find("<!--") {
        shown.append(&html.slice(at..at + open));
        let inside = at + open + "<!--".len();
        // A comment that nothing closes goes on to the end of its block.
        at = html.text[inside..]
            .find("-->")
            .map_or(html.text.len(), |close| inside + close + "-->".len());
    }
    shown.append(&html.slice(at..html.text.len()));
    shown
}
