//! Which character parts the columns of a text: the one that parts most lines into equally many cells.

use crate::records::DelimitedRecords;

/// What parts the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DelimiterGuess {
    Delimiter(u8),
    /// A full-width mark that only looks like one.
    FullWidth(char),
}

/// Delimiters that are looked for, the likelier first.
const CANDIDATES: [u8; 4] = [b',', b'\t', b';', b'|'];
const FULL_WIDTH: [char; 4] = ['，', '；', '、', '｜'];
/// Lines that are looked at.
const SAMPLE_RECORDS: usize = 50;

/// The delimiter; `usual` is the one such a file has if nothing speaks for another.
pub(super) fn guess_delimiter(text: &str, usual: u8) -> DelimiterGuess {
    let rest = CANDIDATES.into_iter().filter(|it| *it != usual);
    let mut best = (score_delimiter(text, usual), usual);
    for delimiter in rest {
        let score = score_delimiter(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    if best.0 > 0 {
        return DelimiterGuess::Delimiter(best.1);
    }
    let lines: Vec<&str> = text
        .lines()
        .filter(|it| !it.trim().is_empty())
        .take(SAMPLE_RECORDS)
        .collect();
    // A text without lines has no marks either.
    let header = lines.first().copied().unwrap_or("");
    let parts = |mark: &char| {
        let n = header.matches(*mark).count();
        n > 0
            && lines
                .iter()
                .filter(|it| it.matches(*mark).count() == n)
                .count()
                * 2
                > lines.len()
    };
    FULL_WIDTH
        .into_iter()
        .find(parts)
        .map_or(DelimiterGuess::Delimiter(usual), DelimiterGuess::FullWidth)
}

/// How many thousandths of the first records have the same number of cells, if that is more than one.
fn score_delimiter(text: &str, delimiter: u8) -> usize {
    let widths = record_widths(text, delimiter);
    let alike = |wanted: &usize| widths.iter().filter(|it| *it == wanted).count();
    let most = widths
        .iter()
        .max_by_key(|it| (alike(it), **it))
        .copied()
        .unwrap_or(0);
    // Equally even: the one that parts into more cells is meant.
    if most < 2 {
        0
    } else {
        1000 * alike(&most) / widths.len() * 100 + most.min(99)
    }
}

fn record_widths(text: &str, delimiter: u8) -> Vec<usize> {
    let mut records = DelimitedRecords::new(text, delimiter);
    let mut cells = Vec::new();
    let mut widths = Vec::new();
    while widths.len() < SAMPLE_RECORDS && records.read(&mut cells).is_some() {
        let is_blank = cells.len() == 1 && cells[0].text.trim().is_empty();
        widths.extend((!is_blank).then_some(cells.len()));
    }
    widths
}

/// What a delimiter is called.
pub(super) fn delimiter_name(delimiter: u8) -> [String; 2] {
    let [zh, en] = match delimiter {
        b',' => ["逗号", "comma"],
        b'\t' => ["制表符", "tab"],
        b';' => ["分号", "semicolon"],
        b'|' => ["竖线", "pipe"],
        b' ' => ["空格", "space"],
        other => return [char::from(other).to_string(), char::from(other).to_string()],
    };
    [zh.to_owned(), en.to_owned()]
}

#[cfg(test)]
mod tests {
    use crate::formats::delimiter::{DelimiterGuess, guess_delimiter};

    fn check(text: &str, expected: char) {
        assert_eq!(
            guess_delimiter(text, b','),
            DelimiterGuess::Delimiter(expected as u8),
            "{text}"
        );
    }

    #[test]
    fn finds_what_parts_the_lines() {
        check("a,b\n1,2\n", ',');
        check("a;b\n1,5;2,5\n", ';');
        check("a\tb\n1,5\t2\n", '\t');
        check("a|b\n1|2\n", '|');
        check("a\n1\n", ',');
        check("", ',');
    }

    #[test]
    fn other_marks_in_cells_do_not_mislead() {
        check("name,note\n甲,a;b\n乙,c;d;e\n丙,f|g\n", ',');
        check("name,note\n甲,\"a;b\nc;d\"\n", ',');
        check("a,b\n1,2,3\n4\n", ',');
        check("2025年统计表\n\na;b;c\n1;2;3\n", ';');
    }

    #[test]
    fn a_tab_file_may_hold_commas() {
        assert_eq!(
            guess_delimiter("a\tb\n1\t2,3\n", b'\t'),
            DelimiterGuess::Delimiter(b'\t')
        );
        assert_eq!(
            guess_delimiter("a,b\n1,2\n", b'\t'),
            DelimiterGuess::Delimiter(b',')
        );
    }

    #[test]
    fn full_width_marks_are_named() {
        assert_eq!(
            guess_delimiter("街道，警力\n城东，12\n", b','),
            DelimiterGuess::FullWidth('，')
        );
        assert_eq!(
            guess_delimiter("街道；警力\n城东；12\n", b','),
            DelimiterGuess::FullWidth('；')
        );
        assert_eq!(
            guess_delimiter("说明\n城东，城西\n城南\n", b','),
            DelimiterGuess::Delimiter(b',')
        );
    }
}
