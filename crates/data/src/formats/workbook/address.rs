//! Cells and ranges by the names spreadsheets give them: `C5`, `A3:F40`.

use gongbao_diag::locale::parse_as;

/// A rectangle of a sheet; rows and columns count from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellRange {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl CellRange {
    /// Everything.
    pub(crate) const ALL: CellRange = CellRange {
        first: (0, 0),
        last: (u32::MAX, u32::MAX),
    };

    /// Reads `A3:F40`; `A3:F` and `A:F` are open at their ends.
    pub(crate) fn parse(text: &str) -> Option<CellRange> {
        let (first, last) = text.trim().split_once(':')?;
        let (first, last) = (parse_cell_address(first)?, parse_cell_address(last)?);
        let first = (first.0.unwrap_or(0), first.1?);
        let last = (last.0.unwrap_or(u32::MAX), last.1?);
        (first.0 <= last.0 && first.1 <= last.1).then_some(CellRange { first, last })
    }

    /// What two have in common; nothing if they lie apart.
    pub(crate) fn common(self, other: CellRange) -> Option<CellRange> {
        let first = (
            self.first.0.max(other.first.0),
            self.first.1.max(other.first.1),
        );
        let last = (self.last.0.min(other.last.0), self.last.1.min(other.last.1));
        (first.0 <= last.0 && first.1 <= last.1).then_some(CellRange { first, last })
    }

    /// Whether a cell lies in it.
    pub(crate) fn contains(self, row: u32, column: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row)
            && (self.first.1..=self.last.1).contains(&column)
    }

    /// Its name, as it is read.
    pub(crate) fn name(self) -> String {
        format!(
            "{}:{}",
            cell_name(self.first.0, self.first.1),
            cell_name(self.last.0, self.last.1)
        )
    }
}

/// Row and column of `C5`, `$C$5`, `C` or `5`.
fn parse_cell_address(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.replace('$', "");
    let digits = text
        .find(|it: char| it.is_ascii_digit())
        .unwrap_or(text.len());
    let (letters, digits) = text.split_at(digits);
    let row = if digits.is_empty() {
        None
    } else {
        Some(parse_as::<u32>(digits)?.checked_sub(1)?)
    };
    let column = if letters.is_empty() {
        None
    } else {
        Some(column_from_letters(letters)?)
    };
    Some((row, column))
}

/// The number of a column from its letters.
fn column_from_letters(letters: &str) -> Option<u32> {
    let digit = |it: char| {
        it.is_ascii_alphabetic()
            .then(|| u32::from(it.to_ascii_uppercase()) - u32::from('A') + 1)
    };
    let number = letters.chars().try_fold(0_u32, |sum, it| {
        sum.checked_mul(26)?.checked_add(digit(it)?)
    })?;
    number.checked_sub(1)
}

/// The name of a cell: `C5`.
pub(crate) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use crate::formats::workbook::address::{CellRange, cell_name};

    #[test]
    fn cells_have_the_names_spreadsheets_show() {
        let cases = [
            ((4, 2), "C5"),
            ((0, 0), "A1"),
            ((9, 25), "Z10"),
            ((9, 26), "AA10"),
            ((0, 701), "ZZ1"),
            ((0, 702), "AAA1"),
        ];
        for ((row, column), expected) in cases {
            assert_eq!(cell_name(row, column), expected);
        }
    }

    #[test]
    fn ranges_are_read_as_they_are_written() {
        let range = |first, last| Some(CellRange { first, last });
        assert_eq!(CellRange::parse("A3:F40"), range((2, 0), (39, 5)));
        assert_eq!(CellRange::parse("$b$2:aa3"), range((1, 1), (2, 26)));
        assert_eq!(CellRange::parse("A3:F"), range((2, 0), (u32::MAX, 5)));
        assert_eq!(CellRange::parse("A:F"), range((0, 0), (u32::MAX, 5)));
        for text in [
            "",
            "A3",
            "F40:A3",
            "A0:B2",
            "3:4",
            "A3-F40",
            "A3:F40:G1",
            "A3:F99999999999",
        ] {
            assert_eq!(CellRange::parse(text), None, "{text}");
        }
    }
}
