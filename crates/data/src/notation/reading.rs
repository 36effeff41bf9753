//! A cell read as its column is declared to be written.

use std::borrow::Cow;

use crate::notation::marks::{Notation, NotationMark, PlainCell};
use crate::notation::{date, number};
use gongbao_model::{ColumnKind, to_half_width};

impl Notation {
    /// A cell of a type in plain writing; nothing if it is not written in a declared way, or plain already.
    pub(crate) fn read(&self, kind: ColumnKind, text: &str) -> Option<PlainCell> {
        if self.is_plain() || (self.pattern.is_none() && self.is_plain_text(kind, text)) {
            return None;
        }
        let (text, used) = self.cleaned(text);
        let mut plain = match kind {
            ColumnKind::Integer | ColumnKind::Number => number::read_number(self, &text)?,
            ColumnKind::Date => date::read_date(self, &text)?,
            ColumnKind::Year if self.has(NotationMark::Hanzi) => date::strip_year_suffix(&text),
            ColumnKind::Year | ColumnKind::String | ColumnKind::Boolean | ColumnKind::Period => {
                PlainCell {
                    text: text.into_owned(),
                    ..PlainCell::default()
                }
            }
        };
        plain.used.splice(0..0, used);
        Some(plain)
    }

    /// The marks that would make sense of a cell, with the plain text they give.
    pub(crate) fn explain(kind: ColumnKind, text: &str, unit: &str) -> Option<PlainCell> {
        let marks = NotationMark::ALL
            .iter()
            .map(|(_, it)| *it)
            .filter(|it| it.suits(kind))
            .collect();
        let everything = Notation {
            marks,
            unit: unit.to_owned(),
            ..Notation::default()
        };
        everything.read(kind, text).filter(|it| !it.used.is_empty())
    }

    /// Digits that no mark changes, the usual case.
    fn is_plain_text(&self, kind: ColumnKind, text: &str) -> bool {
        let is_digits =
            |it: u8| it.is_ascii_digit() || it == b'-' || (it == b'.' && self.decimal.is_none());
        kind.is_numeric() && self.group != Some('.') && text.bytes().all(is_digits)
    }

    /// Without what no type minds: white space around it, full-width signs.
    fn cleaned<'t>(&self, text: &'t str) -> (Cow<'t, str>, Vec<NotationMark>) {
        let mut used = Vec::new();
        let mut out = Cow::Borrowed(text);
        if self.has(NotationMark::Fullwidth) && text.contains(is_full_width) {
            used.push(NotationMark::Fullwidth);
            out = Cow::Owned(half_width(text));
        }
        if self.has(NotationMark::Padded) && out.trim() != out {
            used.push(NotationMark::Padded);
            out = Cow::Owned(out.trim().to_owned());
        }
        (out, used)
    }
}

fn is_full_width(it: char) -> bool {
    matches!(it, '！'..='～' | '−' | '\u{3000}')
}

/// Full-width digits and signs as the ASCII ones.
pub(crate) fn half_width(text: &str) -> String {
    let narrow = |it: char| match it {
        '−' => '-',
        _ => to_half_width(it),
    };
    text.chars().map(narrow).collect()
}
