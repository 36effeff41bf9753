//! What a text refers to: the members it names, and the words it shares with a title.

use std::collections::{BTreeMap, BTreeSet};

/// Two neighbouring Han characters, or a word of another script.
pub(crate) type Token = u64;

/// The tokens of a text, each once.
pub(crate) fn tokenize_text(text: &str) -> BTreeSet<Token> {
    let mut out = BTreeSet::new();
    let mut before = None;
    let mut word = String::new();
    for it in text.chars() {
        if it.is_ascii_alphabetic() {
            word.push(it.to_ascii_lowercase());
        } else if !word.is_empty() {
            out.insert(hash_word(&std::mem::take(&mut word)));
        }
        let is_word = it.is_alphabetic() && !it.is_ascii();
        if let Some(first) = before.filter(|_| is_word) {
            out.insert(u64::from(u32::from(first)) << 32 | u64::from(u32::from(it)));
        }
        before = is_word.then_some(it);
    }
    if !word.is_empty() {
        out.insert(hash_word(&word));
    }
    out
}

/// FNV-1a; the highest bit tells words from pairs of characters.
fn hash_word(word: &str) -> Token {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, step) | 1 << 63
}

/// What a title lacks by being short: hardly any sentence leaves a title of one word unsaid.
const SHORT_WORDS_WEIGHT: f64 = 5.0;
/// A word of more titles than this tells none of them apart.
const COMMON_LIMIT: usize = 400;

/// Titles and descriptions, weighed by how rare their words are among all of them.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    by_text: BTreeMap<String, usize>,
    /// The titles each word stands in.
    uses: BTreeMap<Token, Vec<usize>>,
    /// The weight of all words of each title.
    totals: Vec<f64>,
}

impl Topics {
    /// The number of a title.
    pub(crate) fn add(&mut self, text: &str) -> usize {
        if let Some(at) = self.by_text.get(text) {
            return *at;
        }
        let number = self.by_text.len();
        tokenize_text(text)
            .into_iter()
            .for_each(|it| self.uses.entry(it).or_default().push(number));
        self.by_text.insert(text.to_owned(), number);
        number
    }

    /// Weighs the words once all titles are known.
    pub(crate) fn weigh(&mut self) {
        self.uses.retain(|_, titles| titles.len() <= COMMON_LIMIT);
        self.totals = vec![0.0; self.by_text.len()];
        for titles in self.uses.values() {
            let weight = rarity_weight(self.by_text.len(), titles.len());
            titles.iter().for_each(|it| self.totals[*it] += weight);
        }
    }

    /// How much of the titles is said, given how much each word counts where it stands: as a share of it,
    /// and as evidence, of which long titles give more. Titles of which nothing is said are left out.
    pub(crate) fn said(&self, said: &BTreeMap<Token, f64>) -> BTreeMap<usize, (f64, f64)> {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (token, counts) in said {
            let titles = self.uses.get(token).map_or(&[][..], Vec::as_slice);
            let weight = counts * rarity_weight(self.totals.len(), titles.len());
            titles
                .iter()
                .for_each(|it| *sums.entry(*it).or_default() += weight);
        }
        let totals = &self.totals;
        let share = |(title, sum): (usize, f64)| {
            (
                title,
                (
                    sum / totals[title],
                    sum / (totals[title] + SHORT_WORDS_WEIGHT),
                ),
            )
        };
        sums.into_iter().map(share).collect()
    }
}

/// The weight of a word that stands in some of all titles.
fn rarity_weight(n_titles: usize, n_uses: usize) -> f64 {
    (1.0 + n_titles as f64 / n_uses.max(1) as f64).ln()
}

/// The number of a name.
pub(crate) type NameId = u32;

/// Every name a member of a dimension has.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ids: BTreeMap<String, NameId>,
    /// For each first character the lengths of names that begin with it, the longest first.
    lengths: BTreeMap<char, BTreeSet<std::cmp::Reverse<usize>>>,
}

impl Names {
    /// The number of a name.
    #[expect(clippy::expect_used, reason = "their texts would not fit into memory")]
    pub(crate) fn add(&mut self, name: &str) -> NameId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id =
            NameId::try_from(self.ids.len()).expect("a site has fewer names than a u32 counts");
        self.ids.insert(name.to_owned(), id);
        if let Some(first) = name.chars().next() {
            self.lengths
                .entry(first)
                .or_default()
                .insert(std::cmp::Reverse(name.len()));
        }
        id
    }

    /// The number of a name, if it is one.
    pub(crate) fn get(&self, name: &str) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    /// What some numbers name.
    pub(crate) fn texts(&self, names: &[NameId]) -> Vec<&str> {
        self.ids
            .iter()
            .filter(|it| names.contains(it.1))
            .map(|it| it.0.as_str())
            .collect()
    }

    /// The names a text says; a longer name hides those within it.
    pub(crate) fn said(&self, text: &str) -> BTreeSet<NameId> {
        let mut out = BTreeSet::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let lengths = self.lengths.get(&first).into_iter().flatten();
            // A name of one character is mostly a part of another word.
            let is_apart = !text[..at].ends_with(is_han);
            let fits = |it: usize| it > first.len_utf8() || is_apart || first.is_ascii();
            let found = lengths
                .filter(|it| fits(it.0))
                .filter_map(|it| Some((it.0, self.get(text.get(at..at + it.0)?)?)))
                .next();
            at += found.map_or(first.len_utf8(), |it| it.0);
            out.extend(found.map(|it| it.1));
        }
        out
    }
}

fn is_han(it: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&it)
}

/// A text nobody says aloud: a code of ASCII letters, digits and marks.
pub(crate) fn is_unspoken_code(text: &str) -> bool {
    text.is_ascii()
        && !text.contains(' ')
        && !text.starts_with(|it: char| {
            it.is_ascii_uppercase() && !text.contains(|it: char| it.is_ascii_digit())
        })
}
