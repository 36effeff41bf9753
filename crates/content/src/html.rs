//! Raw HTML in Markdown: shown as written, since the same text also becomes printed documents.

use std::ops::Range;

use crate::Raw;
use crate::markdown::Reader;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::prose::Inline;

impl Reader<'_, '_> {
    /// A piece of HTML. Comments are nobody's text; `<br>` is the only way to break a line in a table.
    pub fn html(&mut self, text: &str, range: &Range<usize>) -> Option<Inline<Raw>> {
        let text = text.trim();
        if text.is_empty() || text.starts_with("<!--") {
            return None;
        }
        if is_break(text) {
            return Some(Inline::Break);
        }
        let excerpt: String = text
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(40)
            .collect();
        self.diags
            .push(Diagnostic::new(Code::RawHtml, self.place(range)).with("text", excerpt));
        Some(Inline::Text(text.to_owned()))
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
pub fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |it| it.1);
    }
    out.push_str(rest);
    out
}
