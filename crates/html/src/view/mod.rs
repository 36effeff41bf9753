//! What templates are given: strings and flags, already written for their reader.
//!
//! Views are the theme's interface: they change only by growing, whatever happens to the site's types.

pub(crate) mod agenda;
pub(crate) mod chart;
pub(crate) mod child;
pub(crate) mod discovery;
pub(crate) mod facts;
pub(crate) mod frame;
pub(crate) mod grid;
pub(crate) mod page;
pub(crate) mod share;
pub(crate) mod status;
pub(crate) mod tags;
pub(crate) mod tiles;

use minijinja::value::Value;
use serde::{Serialize, Serializer};

use gongbao_diag::locale::LanguageTag;
use gongbao_model::escape::encode_path;
use gongbao_output::Job;
use gongbao_settings::ExternalLinkNotice;
use gongbao_site::{NavItem, Page, Route};

/// Finished markup, which templates do not escape again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SafeHtml(pub String);

impl Serialize for SafeHtml {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// A link to a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LinkView {
    pub title: String,
    pub href: String,
    /// The language of where it leads, if that is another one than the page's.
    pub tongue: Option<LanguageTagView>,
}

/// A language, as its readers call it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LanguageTagView {
    pub lang: String,
    pub dir: &'static str,
    pub name: String,
}

/// A language as templates have it.
pub(crate) fn tongue_view(it: &LanguageTag) -> LanguageTagView {
    let dir = if it.is_rtl() { "rtl" } else { "ltr" };
    LanguageTagView {
        lang: it.tag().to_owned(),
        dir,
        name: it.name().to_owned(),
    }
}

/// A link to a download.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DownloadView {
    /// Its format: CSV.
    pub format: &'static str,
    pub href: String,
    /// How large it is: 12 KB; empty if it is not known before it is written.
    pub size: String,
}

/// The size of a file in whole kilobytes, at least one.
pub(crate) fn format_size(n_bytes: usize) -> String {
    format!("{} KB", n_bytes.div_ceil(1024).max(1))
}

/// A link seen from a page.
pub(crate) fn link_view(from: &Route, item: &NavItem) -> LinkView {
    LinkView {
        title: item.title.clone(),
        href: reference_between(from, &item.route),
        tongue: None,
    }
}

/// A link seen from a page, in the page's language if there is such a page; another one is told.
pub(crate) fn link_in(job: &Job<'_>, page: &Page, item: &NavItem) -> LinkView {
    let item = job.site.in_language(item, &page.language_tag);
    let there = job.site.language_tag_of(&item.route);
    LinkView {
        tongue: (there != page.language_tag).then(|| tongue_view(&there)),
        ..link_view(&page.route, &item)
    }
}

/// An address seen from a page, for an attribute.
pub(crate) fn reference_between(from: &Route, to: &Route) -> String {
    encode_path(&from.to(to))
}

/// How a page leads to an address outside the site.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExternalLinkView {
    pub href: String,
    /// Whether readers are told that they leave.
    pub is_marked: bool,
    /// The address itself, where a page stands in between.
    pub to: Option<String>,
}

/// The way to an address outside, seen from a page.
pub(crate) fn outside_view(job: &Job<'_>, page: &Page, url: &str) -> ExternalLinkView {
    let is_marked = job.site.config.notice_for(url) != ExternalLinkNotice::Off;
    match job.site.leaving_route(url) {
        Some(route) => ExternalLinkView {
            href: reference_between(&page.route, &route),
            is_marked,
            to: Some(url.to_owned()),
        },
        None => ExternalLinkView {
            href: url.to_owned(),
            is_marked,
            to: None,
        },
    }
}
