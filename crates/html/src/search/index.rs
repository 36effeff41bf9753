//! Which documents have a term: lists of numbers, written short.
//!
//! A document has a term once, at the best place it stands at: 0 is the title, then for each passage one number
//! for its label and one for its text. A list is pairs of numbers, the step from the document before and the place,
//! in digits to the base of 32, the lowest first, of which all but the last have the sixth bit set.
//!
//! The list of a term ends after [`MAX_PER_TERM`] documents. What nearly every page says tells none apart,
//! so later documents are taken to have it, and their text, which is loaded to be shown, decides.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::search::document::SearchDocument;
use crate::search::terms::{han_characters, split_terms};

/// The most documents listed for a term. What more of them have tells none apart: a query takes every later document
/// to have it, and looks whether the text does.
pub(super) const MAX_PER_TERM: usize = 2_000;
/// The most terms of a query that are looked up.
pub(super) const N_ASKED: usize = 16;
/// How many bytes of lists a file holds, as far as whole lists allow.
const SHARD_BYTES: usize = 6_000;

/// Sixty-four signs that need no escape, none of them a digit: numbers of people are searched for in all that is
/// published, and chance must not make one.
const DIGITS_64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-.:";

/// Documents with the place of a term in each.
type TermList = Vec<(usize, usize)>;

/// The terms of all documents with their lists, as JSON, each in the file its hash says.
pub(super) fn index_shards(documents: &[SearchDocument]) -> Vec<String> {
    let lists = build_term_lists(documents);
    let written: Vec<(&String, String)> = lists
        .iter()
        .map(|(term, list)| (term, encode_list(list)))
        .collect();
    let size: usize = written
        .iter()
        .map(|(term, list)| term.len() + list.len() + 6)
        .sum();
    let n = size.div_ceil(SHARD_BYTES).max(1);
    let mut shards: Vec<Vec<String>> = vec![Vec::new(); n];
    for (term, list) in written {
        shards[shard_of(term, n)].push(format!("{}:\"{list}\"", Json::from(term.as_str())));
    }
    shards
        .into_iter()
        .map(|it| format!("{{{}}}", it.join(",\n")))
        .collect()
}

fn build_term_lists(documents: &[SearchDocument]) -> BTreeMap<String, TermList> {
    let mut lists: BTreeMap<String, TermList> = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        for (term, place) in term_places(document) {
            let list = lists.entry(term).or_default();
            // One more than the most says that there are others.
            if list.len() <= MAX_PER_TERM {
                list.push((number, place));
            }
        }
    }
    lists
}

/// Every term of a document with the best place it stands at.
fn term_places(document: &SearchDocument) -> BTreeMap<String, usize> {
    let mut best: BTreeMap<String, (u8, usize)> = BTreeMap::new();
    let mut note = |term: String, place: (u8, usize)| {
        best.entry(term)
            .and_modify(|it| *it = place.min(*it))
            .or_insert(place);
    };
    for it in split_terms(&document.title)
        .into_iter()
        .chain(han_characters(&document.title))
    {
        note(it, (0, 0));
    }
    for (at, passage) in document.passages.iter().enumerate() {
        let label = if passage.goes_on { "" } else { &passage.label };
        for it in split_terms(label).into_iter().chain(han_characters(label)) {
            note(it, (1, 2 * at + 1));
        }
        for it in split_terms(&passage.text) {
            note(it, (2, 2 * at + 2));
        }
    }
    best.into_iter()
        .map(|(term, (_, place))| (term, place))
        .collect()
}

fn encode_list(list: &TermList) -> String {
    let mut out = String::new();
    let mut before = 0;
    for (document, place) in list {
        encode_number(document - before, &mut out);
        encode_number(*place, &mut out);
        before = *document;
    }
    out
}

fn encode_number(mut number: usize, out: &mut String) {
    while number >= 32 {
        out.push(char::from(DIGITS_64[number % 32 + 32]));
        number /= 32;
    }
    out.push(char::from(DIGITS_64[number]));
}

/// FNV-1a over UTF-16, which is what scripts see of a text.
fn shard_of(term: &str, n: usize) -> usize {
    let hash = term.encode_utf16().fold(0x811c_9dc5_u32, |hash, it| {
        (hash ^ u32::from(it)).wrapping_mul(0x0100_0193)
    });
    hash as usize % n
}

#[cfg(test)]
mod tests {
    use crate::search::document::{SearchDocument, SearchPassage};
    use crate::search::index::{
        DIGITS_64, MAX_PER_TERM, build_term_lists, encode_list, encode_number, index_shards,
        term_places,
    };

    fn document(title: &str, label: &str, text: &str) -> SearchDocument {
        let passage = SearchPassage {
            label: label.to_owned(),
            text: text.to_owned(),
            ..SearchPassage::default()
        };
        SearchDocument {
            title: title.to_owned(),
            passages: vec![passage],
            ..SearchDocument::default()
        }
    }

    #[test]
    fn a_term_stands_at_its_best_place() {
        let found = term_places(&document("警力", "设施", "警力设施情况"));
        assert_eq!((found["警力"], found["设施"], found["情况"]), (0, 1, 2));
        assert_eq!((found["警"], found["设"], found.get("情")), (0, 1, None));
    }

    #[test]
    fn numbers_are_written_short() {
        let mut out = String::new();
        [0, 31, 32, 1000]
            .iter()
            .for_each(|it| encode_number(*it, &mut out));
        assert_eq!(out, "AfgBof");
        assert_eq!(encode_list(&vec![(3, 0), (5, 1)]), "DACB");
        let mut signs = DIGITS_64.to_vec();
        signs.dedup();
        assert!(signs.len() == 64 && !signs.iter().any(u8::is_ascii_digit));
    }

    #[test]
    fn what_everything_has_is_listed_only_so_far() {
        let documents: Vec<SearchDocument> = (0..MAX_PER_TERM + 50)
            .map(|_| document("警力", "", ""))
            .collect();
        assert_eq!(build_term_lists(&documents)["警力"].len(), MAX_PER_TERM + 1);
    }

    #[test]
    fn terms_are_spread_over_files() {
        let texts: Vec<String> = (0..3000).map(|it| format!("词{it} w{it}")).collect();
        let documents: Vec<SearchDocument> = texts.iter().map(|it| document("", "", it)).collect();
        let files = index_shards(&documents);
        assert!(files.len() > 8, "{}", files.len());
        assert!(
            files.iter().all(|it| it.len() < 16_000),
            "{:?}",
            files.iter().map(String::len).max()
        );
        assert_eq!(index_shards(&[]), ["{}"]);
    }
}
