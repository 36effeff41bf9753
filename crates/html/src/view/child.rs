//! A page as it is listed on another one, with its day.

use serde::Serialize;

use crate::view::{LanguageTagView, link_in};
use gongbao_diag::locale::{Date, Lang, date_text};
use gongbao_output::Job;
use gongbao_site::{Child, Page};

/// A page listed on its section's page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChildView {
    pub title: String,
    pub href: String,
    pub summary: String,
    pub date: Option<DateView>,
    /// The language of the page, if it is another one.
    pub tongue: Option<LanguageTagView>,
}

/// A date for readers and machines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DateView {
    pub text: String,
    pub iso: String,
}

/// A page listed on its section's page.
pub(crate) fn child_view(job: &Job<'_>, it: &Child, page: &Page) -> ChildView {
    let link = link_in(job, page, &it.item);
    ChildView {
        title: link.title,
        href: link.href,
        tongue: link.tongue,
        summary: it.summary.clone(),
        date: date_view(it.date, page.lang),
    }
}

/// A date as it is shown.
pub(crate) fn date_view(date: Option<Date>, lang: Lang) -> Option<DateView> {
    date.map(|it| DateView {
        text: date_text(lang, it),
        iso: it.to_string(),
    })
}
