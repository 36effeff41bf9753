//! How pages were published: the fields of their box, what the conventions of a profile ask of them, their former
//! addresses, and the ways out of the site.
//!
//! What a profile asks for is a warning and never a default: a registration cannot be made up, and
//! a site is built before it has one.

use crate::layout::Layout;
use crate::link::Route;
use gongbao_content::{self as content, Openness};
use gongbao_diag::locale::{Lang, date_text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::{Audience, Config, ExternalLinkNotice};
use gongbao_source::digest::short_hash;

/// The address of the page for what is not there; it stands in no list.
pub const NOT_FOUND: &str = "404.html";

/// How a page was published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Release {
    pub keywords: Vec<String>,
    /// The day, and the hour if it is known: `2025-12-31 09:30`.
    pub published: Option<String>,
    /// The fields of the box, each by its key in front matter; none without a box.
    pub record: Vec<(&'static str, ReleaseField)>,
}

/// A field of the box.
#[derive(Clone, Debug, PartialEq)]
pub enum ReleaseField {
    Text(String),
    /// A word the theme has, by its key.
    Word(&'static str),
}

/// A former address, and where the page stands now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    pub from: Route,
    pub to: Route,
}

/// How a page was published, in the words of its language.
pub(crate) fn page_release(
    page: &content::Page,
    config: &Config,
    lang: Lang,
    diags: &mut Diags,
) -> Release {
    let front = &page.front;
    let given = &front.release;
    let published = given
        .record
        .as_ref()
        .and_then(|it| it.published.clone())
        .or_else(|| front.date.clone());
    let keywords = given.keywords.iter().map(|it| it.text.clone()).collect();
    let Some(record) = &given.record else {
        return Release {
            keywords,
            published,
            record: Vec::new(),
        };
    };
    if let Some((openness, at)) = &record.openness
        && *openness != Openness::Public
        && config.audience == Audience::Public
    {
        let place = Place::text(&page.file, at.range.clone());
        diags.push(Diagnostic::new(Code::NotForPublication, place).with("text", &at.text));
    }
    let day = |it: &Option<String>| {
        it.as_deref()
            .and_then(parse_date)
            .map(|it| date_text(lang, it))
    };
    let issuer = record
        .issuer
        .clone()
        .or_else(|| front.issuer.clone())
        .or_else(|| config.issuer.clone());
    let words = given
        .keywords
        .iter()
        .map(|it| it.text.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let fields = [
        ("index_no", record.index_no.clone()),
        ("subject", record.subject.clone()),
        ("issuer", issuer),
        ("written", day(&record.written)),
        (
            "doc_no",
            record.doc_no.clone().or_else(|| front.doc_no.clone()),
        ),
        (
            "published",
            published.as_ref().map(|it| format_moment(lang, it)),
        ),
        ("effective", day(&record.effective)),
        ("expires", day(&record.expires)),
        ("keywords", Some(words).filter(|it| !it.is_empty())),
        ("validity", record.validity.clone()),
    ];
    let mut stated: Vec<(&'static str, ReleaseField)> = fields
        .into_iter()
        .filter_map(|(key, text)| Some((key, ReleaseField::Text(text?))))
        .collect();
    stated.extend(
        record
            .openness
            .as_ref()
            .map(|(it, _)| ("openness", ReleaseField::Word(it.name()))),
    );
    Release {
        keywords,
        published,
        record: stated,
    }
}

/// A day as readers write it, with the hour behind it if it is known.
fn format_moment(lang: Lang, text: &str) -> String {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let day = parse_date(day).map_or_else(|| day.to_owned(), |it| date_text(lang, it));
    if time.is_empty() {
        day
    } else {
        format!("{day} {time}")
    }
}

/// The page between the site and an address outside, where readers are told that they leave; nothing if the settings
/// do not want one.
pub(crate) fn leaving_route(config: &Config, url: &str) -> Option<Route> {
    if config.notice_for(url) != ExternalLinkNotice::Page {
        return None;
    }
    let name = short_hash(url, 6);
    Some(Route(format!("leaving/{name}.html")))
}

/// Whether a page is something published, and not a way to it.
pub fn is_content(layout: Layout) -> bool {
    match layout {
        Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan | Layout::Packet => true,
        Layout::Home
        | Layout::Section
        | Layout::Metric
        | Layout::Table
        | Layout::Overview
        | Layout::Search
        | Layout::Index => false,
    }
}
