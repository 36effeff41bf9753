//! What the words around a number speak of: which names, which years, which topics.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::content::{FIGURE, Part, Passage};
use crate::metric::Metrics;
use crate::site::audit::index::Index;
use crate::site::audit::words::{Name, Token, tokens};

/// What a whole page speaks of.
#[derive(Debug, Default)]
pub struct PageContext {
    pub title: String,
    /// The headings a passage stands under.
    headings: Vec<(u8, String)>,
    /// Codes that expressions and settings of the page name.
    pub codes: BTreeSet<Name>,
    /// Numbers of the tables it names under `about`; empty for all.
    pub tables: Vec<usize>,
}

/// What the words around a number speak of.
#[derive(Debug)]
pub struct Context {
    pub near: BTreeSet<Token>,
    pub far: BTreeSet<Token>,
    /// Names said in the sentence, the heads of the cell, the headings and the title; and in the passage.
    pub names: BTreeSet<Name>,
    pub near_names: BTreeSet<Name>,
    /// Years said nearby; none for the latest.
    pub years: BTreeSet<i32>,
    /// Whether the year before is spoken of.
    pub is_before: bool,
    /// Expressions of the sentence: what they call and name.
    pub used: Vec<Call>,
}

/// What an expression calls, its texts and its years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    pub head: String,
    pub texts: BTreeSet<String>,
    pub years: BTreeSet<i32>,
}

impl PageContext {
    /// A page of which nothing has been read yet.
    pub fn new(codes: BTreeSet<Name>, tables: Vec<usize>) -> PageContext {
        PageContext { codes, tables, ..PageContext::default() }
    }

    /// Takes a passage into account for those behind it.
    pub fn pass(&mut self, passage: &Passage) {
        match passage.part {
            Part::Title => self.title.clone_from(&passage.text),
            Part::Heading(level) => {
                self.headings.retain(|it| it.0 < level);
                self.headings.push((level, passage.text.clone()));
            }
            Part::Summary | Part::Text | Part::Cell | Part::Caption => {}
        }
    }

    /// What the words around a number of a passage speak of.
    pub fn around(&self, index: &Index, metrics: &Metrics, passage: &Passage, span: &Range<usize>) -> Context {
        let sentence = sentence(&passage.text, span);
        let near_text = format!("{}\n{}", &passage.text[sentence.clone()], passage.heads);
        let headings: Vec<&str> = self.headings.iter().map(|it| it.1.as_str()).collect();
        let far_text = format!("{}\n{}\n{}", passage.text, headings.join("\n"), self.title);
        let calls: Vec<Call> = calls(passage, &sentence);
        let mut near = tokens(&near_text);
        let near_names = index.names.said(&near_text);
        let mut names = near_names.clone();
        names.extend(index.names.said(&far_text));
        names.extend(passage.names.iter().filter_map(|it| index.names.get(it)));
        let titles = calls.iter().map(|it| &it.head).chain(&passage.names).filter_map(|it| metrics.get(it));
        titles.for_each(|it| near.extend(tokens(&it.title)));
        let mut years = years(&passage.heads);
        if years.is_empty() {
            years = self::years(&near_text);
        }
        if years.is_empty() {
            years = self::years(&far_text);
        }
        let is_before = ["上年", "去年", "上一年", "previous year", "last year", "year before"].iter().any(|it| near_text.contains(it));
        Context { near, far: tokens(&far_text), names, near_names, years, is_before, used: calls }
    }
}

/// The sentence a number stands in.
fn sentence(text: &str, span: &Range<usize>) -> Range<usize> {
    let ends = ['。', '！', '？', '\n'];
    let start = text[..span.start].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[span.end..].find(ends).map_or(text.len(), |at| span.end + at);
    start..end
}

/// The calendar years a text names.
pub fn years(text: &str) -> BTreeSet<i32> {
    let mut out = BTreeSet::new();
    let mut digits = String::new();
    for it in text.chars().chain([' ']) {
        if it.is_ascii_digit() {
            digits.push(it);
            continue;
        }
        let year = digits.parse::<i32>().ok().filter(|year| digits.len() == 4 && (1900..2100).contains(year));
        out.extend(year);
        digits.clear();
    }
    out
}

/// The expressions within some bytes of a passage.
fn calls(passage: &Passage, within: &Range<usize>) -> Vec<Call> {
    let at = passage.text.match_indices(FIGURE).map(|it| it.0);
    let found = at.zip(&passage.figures).filter(|(at, _)| within.contains(at));
    found.map(|(_, it)| call(&it.source)).collect()
}

/// What an expression calls and names.
pub fn call(source: &str) -> Call {
    let mut out = Call::default();
    let mut texts = Vec::new();
    for (at, part) in source.split(['"', '\'']).enumerate() {
        if at % 2 == 1 {
            texts.push(part.to_owned());
            continue;
        }
        let words = part.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty());
        for word in words {
            let year = word.parse::<i32>().ok().filter(|it| (1900..2100).contains(it));
            out.years.extend(year);
            let is_function = matches!(word, "change" | "diff" | "status" | "target" | "gap");
            if out.head.is_empty() && !is_function && year.is_none() {
                out.head = word.to_owned();
            }
        }
    }
    out.texts.extend(texts);
    out
}
