//! What is looked up: pairs of Han characters, words of other scripts, numbers.
//!
//! Pairs need no dictionary, which would have to be in the browser too, find words no dictionary has, and miss
//! nothing; `benches/search` compares them with a segmenter. `search.js` cuts queries the same way.
//!
//! The comparison with jieba 0.42.1 on the demonstration (200 pages, 76,251 characters, 1,475 queries cut
//! out of its titles and headings; a page answers if it has the query's very characters):
//!
//! | terms | entries | about | recall | precision | queries without answer |
//! |---|---|---|---|---|---|
//! | pairs | 19,604 | 114 kB | 1.000 | 0.941 | 0 |
//! | jieba | 12,340 | 58 kB | 0.564 | 0.556 | 646 |
//! | pairs, the 236 queries that are one word to jieba | | | 1.000 | 0.996 | 0 |
//! | jieba, the same 236 queries | | | 0.627 | 1.000 | 89 |
//!
//! A segmenter halves the index, but it cuts the same characters one way in a sentence and another way in a
//! query.

use gongbao_model::to_half_width;

/// Cuts a text into terms, in order and with repetitions.
pub(super) fn split_terms(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for run in letter_runs(text) {
        match run.as_slice() {
            [only] => out.push(only.to_string()),
            [first, ..] if is_han(*first) => out.extend(run.windows(2).map(String::from_iter)),
            _ => out.push(String::from_iter(&run)),
        }
    }
    out
}

/// The Han characters of a text, each for itself: a title is found by one of them.
pub(super) fn han_characters(text: &str) -> impl Iterator<Item = String> {
    text.chars().filter(|it| is_han(*it)).map(String::from)
}

/// Runs of Han characters, and runs of other letters and digits, folded.
fn letter_runs(text: &str) -> Vec<Vec<char>> {
    let chars: Vec<char> = text.chars().flat_map(fold_letter).collect();
    let mut runs: Vec<Vec<char>> = vec![Vec::new()];
    for (at, it) in chars.iter().enumerate() {
        let is_point = *it == '.'
            && is_digit(chars.get(at + 1))
            && at.checked_sub(1).is_some_and(|at| is_digit(chars.get(at)));
        let joins = |run: &[char]| run.last().is_none_or(|last| is_han(*last) == is_han(*it));
        match runs.last_mut() {
            Some(run) if (it.is_alphanumeric() || is_point) && joins(run) => run.push(*it),
            _ if it.is_alphanumeric() => runs.push(vec![*it]),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|it| !it.is_empty());
    runs
}

fn is_digit(it: Option<&char>) -> bool {
    it.is_some_and(char::is_ascii_digit)
}

/// Full-width letters and capitals are the same letters to the reader.
fn fold_letter(it: char) -> impl Iterator<Item = char> {
    to_half_width(it).to_lowercase()
}

/// Whether a character is of a script that puts no spaces between words.
fn is_han(it: char) -> bool {
    matches!(u32::from(it), 0x3005 | 0x3007 | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use crate::search::terms::{han_characters, split_terms};

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split_terms(text), expected, "{text}");
    }

    #[test]
    fn han_characters_are_taken_in_pairs() {
        check("派出所警力", &["派出", "出所", "所警", "警力"]);
        check("警，力", &["警", "力"]);
    }

    #[test]
    fn other_words_are_whole_and_small() {
        check("ＰＤＦ and Docx", &["pdf", "and", "docx"]);
        check("Straße བོད", &["straße", "བོད"]);
    }

    #[test]
    fn numbers_keep_their_point() {
        check("占比41.2%，2025年。", &["占比", "41.2", "2025", "年"]);
        check("1.", &["1"]);
    }

    #[test]
    fn nothing_has_no_terms() {
        check("", &[]);
        check("——，。", &[]);
    }

    #[test]
    fn single_characters_are_han() {
        assert_eq!(han_characters("警力A1").collect::<Vec<_>>(), ["警", "力"]);
    }
}
