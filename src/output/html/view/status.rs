//! A status as a word and the class that gives it a mark; never a colour alone.

use serde::Serialize;

use crate::locale::{Lang, Word, word};
use crate::metric::{Status, Strength};

/// A status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// Name of the mark: `met`, `on-course`, …
    pub mark: &'static str,
    /// The word.
    pub text: &'static str,
}

/// The view of a status.
pub fn status(it: Status, lang: Lang) -> StatusView {
    let (mark, text) = match it {
        Status::Met => ("met", Word::Met),
        Status::OnCourse => ("on-course", Word::OnCourse),
        Status::Behind => ("behind", Word::Behind),
        Status::Overdue => ("overdue", Word::Overdue),
        Status::NoData => ("no-data", Word::NoData),
        Status::Undecided => ("undecided", Word::Undecided),
    };
    StatusView { mark, text: word(lang, text) }
}

/// How binding a target is, in a word.
pub fn strength(it: Strength, lang: Lang) -> &'static str {
    let text = match it {
        Strength::Must => Word::Must,
        Strength::Strive => Word::Strive,
        Strength::Encourage => Word::Encourage,
        Strength::May => Word::May,
    };
    word(lang, text)
}
