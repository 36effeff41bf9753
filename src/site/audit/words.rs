//! What a text speaks of: the names of members it says, and the words it shares with a title.

use std::collections::{BTreeMap, BTreeSet};

/// Two neighbouring Han characters, or a word of another script.
pub type Token = u64;

/// The tokens of a text, each once.
pub fn tokens(text: &str) -> BTreeSet<Token> {
    let mut out = BTreeSet::new();
    let mut before = None;
    let mut word = String::new();
    for it in text.chars() {
        if it.is_ascii_alphabetic() {
            word.push(it.to_ascii_lowercase());
        } else if !word.is_empty() {
            out.insert(hash(&std::mem::take(&mut word)));
        }
        let is_word = it.is_alphabetic() && !it.is_ascii();
        if let Some(first) = before.filter(|_| is_word) {
            out.insert(u64::from(u32::from(first)) << 32 | u64::from(u32::from(it)));
        }
        before = is_word.then_some(it);
    }
    if !word.is_empty() {
        out.insert(hash(&word));
    }
    out
}

/// FNV-1a; the highest bit tells words from pairs of characters.
fn hash(word: &str) -> Token {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, step) | 1 << 63
}

/// Titles and descriptions, weighed by how rare their words are among all of them.
#[derive(Debug, Default)]
pub struct Topics {
    list: Vec<Vec<Token>>,
    by_text: BTreeMap<String, usize>,
    uses: BTreeMap<Token, usize>,
}

impl Topics {
    /// The number of a title.
    pub fn add(&mut self, text: &str) -> usize {
        if let Some(at) = self.by_text.get(text) {
            return *at;
        }
        let tokens: Vec<Token> = tokens(text).into_iter().collect();
        tokens.iter().for_each(|it| *self.uses.entry(*it).or_default() += 1);
        self.list.push(tokens);
        self.by_text.insert(text.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    /// How much of a title a context says, from 0 to 1: words nearby count in full, others for a part.
    pub fn said(&self, topic: usize, near: &BTreeSet<Token>, far: &BTreeSet<Token>) -> f64 {
        let Some(tokens) = self.list.get(topic) else { return 0.0 };
        let weight = |it: &Token| {
            let uses = self.uses.get(it).copied().unwrap_or(1);
            (1.0 + self.list.len() as f64 / uses as f64).ln()
        };
        let total: f64 = tokens.iter().map(weight).sum();
        let share = |it: &Token| match (near.contains(it), far.contains(it)) {
            (true, _) => 1.0,
            (false, true) => 0.5,
            (false, false) => 0.0,
        };
        let said: f64 = tokens.iter().map(|it| weight(it) * share(it)).sum();
        if total == 0.0 { 0.0 } else { said / total }
    }
}

/// The number of a name.
pub type Name = u32;

/// Every name a member of a dimension has.
#[derive(Debug, Default)]
pub struct Names {
    ids: BTreeMap<String, Name>,
    /// For each first character the lengths of names that begin with it, the longest first.
    lengths: BTreeMap<char, BTreeSet<std::cmp::Reverse<usize>>>,
}

impl Names {
    /// The number of a name.
    pub fn add(&mut self, name: &str) -> Name {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = Name::try_from(self.ids.len()).unwrap_or(Name::MAX);
        self.ids.insert(name.to_owned(), id);
        if let Some(first) = name.chars().next() {
            self.lengths.entry(first).or_default().insert(std::cmp::Reverse(name.len()));
        }
        id
    }

    /// The number of a name, if it is one.
    pub fn get(&self, name: &str) -> Option<Name> {
        self.ids.get(name).copied()
    }

    /// The names a text says; a longer name hides those within it.
    pub fn said(&self, text: &str) -> BTreeSet<Name> {
        let mut out = BTreeSet::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let lengths = self.lengths.get(&first).into_iter().flatten();
            let found = lengths.filter_map(|it| Some((it.0, self.get(text.get(at..at + it.0)?)?))).next();
            at += found.map_or(first.len_utf8(), |it| it.0);
            out.extend(found.map(|it| it.1));
        }
        out
    }
}

/// A text nobody says aloud: a code of ASCII letters, digits and marks.
pub fn is_code(text: &str) -> bool {
    text.is_ascii() && !text.contains(' ') && !text.starts_with(|it: char| it.is_ascii_uppercase() && !text.contains(|it: char| it.is_ascii_digit()))
}
