//! A run of text, and where its bytes come from.

use std::ops::Range;

/// Text without marks in it, with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    pub text: String,
    pub origin: TextOrigin,
}

/// Where a run of text was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOrigin {
    /// In the file of its page, byte for byte.
    Source(SourceMap),
    /// Somewhere within these bytes of the file: escapes or folded lines shift what follows them.
    Within(Range<usize>),
    /// Nowhere: the program made it.
    Generated,
}

/// The bytes of a file that bytes of a text are. Escapes and the marks before the lines of a quotation
/// cut it into pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMap {
    /// Byte of the file at which the text begins.
    start: usize,
    /// Where further pieces begin: in the text, and in the file.
    later: Vec<(usize, usize)>,
}

impl TextRun {
    /// Text that stands in the file as it is, from this byte on.
    pub fn source(text: impl Into<String>, start: usize) -> TextRun {
        TextRun {
            text: text.into(),
            origin: TextOrigin::Source(SourceMap::starting_at(start)),
        }
    }

    /// Text that the program made.
    pub fn generated(text: impl Into<String>) -> TextRun {
        TextRun {
            text: text.into(),
            origin: TextOrigin::Generated,
        }
    }

    /// Adds text that follows.
    pub fn append(&mut self, next: &TextRun) {
        if self.text.is_empty() {
            self.clone_from(next);
            return;
        }
        if next.text.is_empty() {
            return;
        }
        let length = self.text.len();
        match (&mut self.origin, &next.origin) {
            (TextOrigin::Source(map), TextOrigin::Source(other)) => map.append(length, other),
            (TextOrigin::Generated, TextOrigin::Generated) => {}
            (own, other) => *own = own.joined(length, other.bounds(next.text.len())),
        }
        self.text.push_str(&next.text);
    }

    /// Adds a character that stands for something that is no text; the bytes of the text around it
    /// stay known.
    pub fn append_mark(&mut self, mark: char) {
        // Before the first character there is nothing to keep apart.
        if !self.text.is_empty() {
            self.text.push(mark);
        }
    }

    /// A part of the text with its own origin.
    pub fn slice(&self, range: Range<usize>) -> TextRun {
        let origin = match &self.origin {
            TextOrigin::Source(map) => TextOrigin::Source(map.slice(&range)),
            TextOrigin::Within(it) => TextOrigin::Within(it.clone()),
            TextOrigin::Generated => TextOrigin::Generated,
        };
        TextRun {
            text: self.text[range].to_owned(),
            origin,
        }
    }
}

impl TextOrigin {
    /// The bytes of the file that a text of this length comes from, as far as it comes from there.
    pub fn bounds(&self, length: usize) -> Option<Range<usize>> {
        match self {
            TextOrigin::Source(map) => {
                Some(map.start..map.byte(length.saturating_sub(1)) + length.min(1))
            }
            TextOrigin::Within(it) => Some(it.clone()),
            TextOrigin::Generated => None,
        }
    }

    /// The origin of a text of this length together with one that has none of its kind.
    fn joined(&self, length: usize, other: Option<Range<usize>>) -> TextOrigin {
        match (self.bounds(length), other) {
            (Some(own), Some(other)) => {
                TextOrigin::Within(own.start.min(other.start)..own.end.max(other.end))
            }
            (Some(only), None) | (None, Some(only)) => TextOrigin::Within(only),
            (None, None) => TextOrigin::Generated,
        }
    }
}

impl SourceMap {
    /// The map of a text that stands in the file in one piece.
    pub(crate) fn starting_at(start: usize) -> SourceMap {
        SourceMap {
            start,
            later: Vec::new(),
        }
    }

    /// The byte of the file that a byte of the text is.
    pub(crate) fn byte(&self, at: usize) -> usize {
        let n_before = self.later.partition_point(|it| it.0 <= at);
        match n_before.checked_sub(1) {
            Some(last) => self.later[last].1 + (at - self.later[last].0),
            None => self.start + at,
        }
    }

    /// The pieces: where each begins in the text, and in the file.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        std::iter::once((0, self.start)).chain(self.later.iter().copied())
    }

    /// Goes on with the map of a text that begins at a byte of this one's.
    fn append(&mut self, at: usize, next: &SourceMap) {
        for (text, file) in next.pieces() {
            let text = at + text;
            if self.byte(text) != file {
                self.later.push((text, file));
            }
        }
    }

    fn slice(&self, range: &Range<usize>) -> SourceMap {
        let later = self
            .later
            .iter()
            .filter(|it| it.0 > range.start && it.0 < range.end);
        SourceMap {
            start: self.byte(range.start),
            later: later.map(|it| (it.0 - range.start, it.1)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::{TextOrigin, TextRun};

    /// The bytes each character of some joined runs stands at.
    fn bytes(run: &TextRun) -> Vec<usize> {
        let TextOrigin::Source(map) = &run.origin else {
            panic!("{run:?} has no map")
        };
        run.text
            .char_indices()
            .map(|(at, _)| map.byte(at))
            .collect()
    }

    fn joined(runs: &[(&str, usize)]) -> TextRun {
        let mut joined = TextRun::source("", 0);
        for (text, start) in runs {
            joined.append(&TextRun::source(*text, *start));
        }
        joined
    }

    #[test]
    fn joined_runs_know_the_byte_of_each_character() {
        assert_eq!(bytes(&joined(&[("ab", 4), ("c", 6)])), [4, 5, 6]);
        assert_eq!(
            bytes(&joined(&[("ab", 4), ("*", 7), ("c", 8)])),
            [4, 5, 7, 8]
        );
        assert_eq!(joined(&[("ab", 4), ("c", 6)]), TextRun::source("abc", 4));
    }

    #[test]
    fn a_part_keeps_its_bytes() {
        let whole = joined(&[("ab", 4), ("cd", 9), ("e", 20)]);
        assert_eq!(bytes(&whole.slice(1..4)), [5, 9, 10]);
        assert_eq!(bytes(&whole.slice(2..5)), [9, 10, 20]);
    }

    #[test]
    fn what_is_not_all_from_the_file_has_no_exact_bytes() {
        let mut run = TextRun::source("ab", 4);
        run.append(&TextRun::generated("c"));
        assert_eq!(run.origin, TextOrigin::Within(4..6));
        let mut run = TextRun::generated("a");
        run.append(&TextRun::generated("b"));
        assert_eq!(run, TextRun::generated("ab"));
    }
}
