//! The values a site knows, found by the words that name them.
//!
//! Values are found by the names that are said, so that the work grows with the text and not with
//! the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::candidate::Candidate;
use crate::columns::{Row, member_label};
use crate::scan::strip_bound_words;
use crate::words::{NameId, Names, Topics, is_unspoken_code};
use gongbao_data::{Catalog, Table};

/// The values of a site.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub all: Vec<Candidate>,
    pub names: Names,
    pub topics: Topics,
    /// Names of tables, by number.
    pub tables: Vec<String>,
    /// For each name the candidates that need it; for each code and each description those that need no
    /// name; those that need nothing.
    by_name: BTreeMap<NameId, Vec<usize>>,
    by_code: BTreeMap<NameId, Vec<usize>>,
    by_about: BTreeMap<usize, Vec<usize>>,
    free: Vec<usize>,
    /// The candidates in texts of cells, by the last word before them.
    quoted: BTreeMap<String, Vec<usize>>,
    n_series: usize,
}

impl Index {
    /// The candidates whose names are all said, and of those known by a code alone the ones whose code is
    /// given or whose row is described.
    pub(crate) fn named<'a>(
        &self,
        said: &'a BTreeMap<NameId, f64>,
        codes: impl IntoIterator<Item = &'a NameId>,
        described: impl IntoIterator<Item = usize>,
    ) -> Vec<&Candidate> {
        let named = said.keys().filter_map(|it| self.by_name.get(it));
        let coded = codes
            .into_iter()
            .chain(said.keys())
            .filter_map(|it| self.by_code.get(it));
        let described = described
            .into_iter()
            .filter_map(|it| self.by_about.get(&it));
        let through = named.chain(coded).chain(described).flatten();
        let mut found: Vec<usize> = self.free.iter().chain(through).copied().collect();
        found.sort_unstable();
        found.dedup();
        let all = found.into_iter().filter_map(|it| self.all.get(it));
        all.filter(|it| it.names.iter().all(|name| said.contains_key(name)))
            .collect()
    }

    /// The number of a new series or group.
    pub(crate) fn series(&mut self) -> usize {
        self.n_series += 1;
        self.n_series
    }

    fn table_number(&mut self, name: &str) -> usize {
        let at = self.tables.iter().position(|it| it == name);
        at.unwrap_or_else(|| {
            self.tables.push(name.to_owned());
            self.tables.len() - 1
        })
    }

    /// The candidates that stand in a text of a cell behind the same words as here.
    pub(crate) fn quoted(&self, before: &str) -> impl Iterator<Item = &Candidate> {
        let found = last_letters(before, MAX_QUOTED).and_then(|it| self.quoted.get(it));
        found
            .into_iter()
            .flatten()
            .filter_map(|it| self.all.get(*it))
    }

    /// The numbers in the texts of the row a value stands in, if the row is known by codes.
    pub(crate) fn texts_beside(&self, it: &Candidate) -> impl Iterator<Item = &Candidate> {
        let found = it
            .codes
            .first()
            .filter(|_| it.names.is_empty())
            .and_then(|code| self.by_code.get(code));
        let all = found
            .into_iter()
            .flatten()
            .filter_map(|at| self.all.get(*at));
        all.filter(|other| other.is_text && other.table == it.table && other.codes == it.codes)
    }

    /// Makes the values findable, once all are known: each by the first of its names.
    pub(crate) fn link(&mut self) {
        self.topics.weigh();
        for (at, it) in self.all.iter().enumerate() {
            if let Some(words) = last_letters(&it.before, MAX_QUOTED) {
                self.quoted.entry(words.to_owned()).or_default().push(at);
            }
            match (it.names.first(), it.codes.first()) {
                (Some(name), _) => self.by_name.entry(*name).or_default().push(at),
                (None, Some(code)) => {
                    self.by_code.entry(*code).or_default().push(at);
                    it.about
                        .iter()
                        .for_each(|about| self.by_about.entry(*about).or_default().push(at));
                }
                (None, None) => self.free.push(at),
            }
        }
    }

    /// The names of a member: said aloud, or codes.
    fn member(&mut self, member: &str, names: &mut Vec<NameId>, codes: &mut Vec<NameId>) {
        let id = self.names.add(member);
        let list = if is_unspoken_code(member) {
            codes
        } else {
            names
        };
        if !list.contains(&id) {
            list.push(id);
        }
    }

    /// A value of a series of its own, so far without anything that tells it from others.
    pub(crate) fn candidate(&mut self, title: &str, table: &Table) -> Candidate {
        Candidate {
            value: 0.0,
            factor: 1.0,
            unit: Arc::from(""),
            names: Vec::new(),
            codes: Vec::new(),
            topic: Some(self.topics.add(title)),
            about: None,
            year: None,
            is_latest: true,
            goal: None,
            side: None,
            is_text: false,
            before: Arc::from(""),
            is_count: false,
            series: self.series(),
            group: 0,
            table: self.table_number(&table.name),
            title: Arc::from(title),
            binding: String::new(),
        }
    }

    /// What has to be said for a row's members to be meant.
    pub(crate) fn say(
        &mut self,
        catalog: &Catalog,
        row: Row<'_>,
        columns: &[usize],
        it: &mut Candidate,
    ) {
        for column in columns {
            let name = member_label(catalog, row, *column);
            self.member(&name, &mut it.names, &mut it.codes);
        }
    }

    /// The words of a row whose key is a code.
    pub(crate) fn describe(&mut self, row: Row<'_>, column: Option<usize>, it: &mut Candidate) {
        let column = column.filter(|_| !it.codes.is_empty());
        it.about = column.map(|column| {
            self.topics
                .add(&row.table.value(row.at, column).to_string())
        });
    }
}

/// The characters before a number that make it the same place of the same sentence.
const MAX_QUOTED: usize = 3;

/// The last characters of a text before words such as 不少于, if they are letters.
fn last_letters(text: &str, n: usize) -> Option<&str> {
    let text = strip_bound_words(text);
    let (at, _) = text.char_indices().rev().nth(n.saturating_sub(1))?;
    text[at..]
        .chars()
        .all(char::is_alphabetic)
        .then(|| &text[at..])
}
