//! A status as a word and the class that gives it a mark; never a colour alone.

use serde::Serialize;

use gongbao_diag::locale::Lang;
use gongbao_metrics::{Status, status_word};

/// A status.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatusView {
    /// Name of the mark: `met`, `on-course`, …
    pub mark: &'static str,
    /// The word.
    pub text: &'static str,
}

/// The view of a status.
pub(crate) fn status_view(it: Status, lang: Lang) -> StatusView {
    let mark = match it {
        Status::Met => "met",
        Status::OnCourse => "on-course",
        Status::Behind => "behind",
        Status::Overdue => "overdue",
        Status::NoData => "no-data",
        Status::Undecided => "undecided",
    };
    StatusView {
        mark,
        text: status_word(lang, it),
    }
}
