//! Text as a careless reader sees it: full-width digits, odd spaces and dashes are the plain ones,
//! characters without width are nothing. Every place leads back to the text as it is written.

use std::borrow::Cow;
use std::ops::Range;

use gongbao_model::to_half_width;

/// A text with its lookalikes made one.
#[derive(Debug)]
pub(crate) struct FoldedText<'a> {
    pub text: Cow<'a, str>,
    /// Where the two texts come apart: byte here, byte there. Between two of them they run side by side.
    shifts: Vec<(usize, usize)>,
}

impl<'a> FoldedText<'a> {
    /// Folds a text.
    pub(crate) fn of(text: &'a str) -> FoldedText<'a> {
        if text.chars().all(|it| fold_character(it) == Some(it)) {
            return FoldedText {
                text: Cow::Borrowed(text),
                shifts: Vec::new(),
            };
        }
        let mut out = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        for (at, it) in text.char_indices() {
            let folded = fold_character(it);
            out.extend(folded);
            if folded != Some(it) {
                shifts.push((out.len(), at + it.len_utf8()));
            }
        }
        FoldedText {
            text: Cow::Owned(out),
            shifts,
        }
    }

    /// The bytes of the written text that a part of the folded one was made from.
    pub(crate) fn back(&self, range: Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end)
    }

    fn byte(&self, at: usize) -> usize {
        let after = self.shifts.partition_point(|(here, _)| *here <= at);
        let (here, there) = after.checked_sub(1).map_or((0, 0), |it| self.shifts[it]);
        there + (at - here)
    }
}

/// What a character is taken for; nothing if it has no width.
fn fold_character(it: char) -> Option<char> {
    let code = u32::from(it);
    match code {
        ..0x80 => Some(it),
        0x1D7CE..=0x1D7FF => char::from_digit((code - 0x1D7CE) % 10, 10),
        0x00A0 | 0x2000..=0x200A | 0x202F | 0x205F => Some(' '),
        0x2010..=0x2015 | 0x2212 | 0xFE63 => Some('-'),
        0x00AD | 0x200B..=0x200F | 0x2060 | 0xFEFF => None,
        _ => Some(to_half_width(it)),
    }
}

#[cfg(test)]
mod tests {
    use crate::fold::FoldedText;

    /// The folded text, and what stands where its digits were found.
    fn check(text: &str, folded: &str, digits: &str) {
        let it = FoldedText::of(text);
        assert_eq!(it.text, folded);
        let found = folded.find(|it: char| it.is_ascii_digit());
        let end = folded.rfind(|it: char| it.is_ascii_digit());
        let range = found
            .zip(end)
            .map(|(from, to)| it.back(from..to + 1))
            .unwrap_or_default();
        assert_eq!(&text[range], digits, "{text}");
    }

    #[test]
    fn full_width_digits_are_digits() {
        check("号码：１３x", "号码:13x", "１３");
    }

    #[test]
    fn characters_without_width_are_nothing() {
        check("a1\u{200b}2，3b", "a12,3b", "1\u{200b}2，3");
    }

    #[test]
    fn spaces_and_dashes_are_plain() {
        check("1\u{3000}2—3", "1 2-3", "1\u{3000}2—3");
    }

    #[test]
    fn plain_text_stays() {
        check("派出所 12", "派出所 12", "12");
        check("", "", "");
    }
}
