//! How pages were published: the fields of their box, what the conventions of a profile ask of them, their former
//! addresses, and the ways out of the site.
//!
//! What a profile asks for is a warning and never a default: a registration cannot be made up, and
//! a site is built before it has one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::layout::Layout;
use crate::link::Route;
use crate::page::Page;
use crate::routes::{Plan, is_index};
use gongbao_content::{self as content, Openness};
use gongbao_diag::locale::{Lang, Text, date_text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::{Audience, Config, Notice, Profile};
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
    pub record: Vec<(&'static str, Stated)>,
}

/// A field of the box.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
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
pub fn release(page: &content::Page, config: &Config, lang: Lang, diags: &mut Diags) -> Release {
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
        ("published", published.as_ref().map(|it| moment(lang, it))),
        ("effective", day(&record.effective)),
        ("expires", day(&record.expires)),
        ("keywords", Some(words).filter(|it| !it.is_empty())),
        ("validity", record.validity.clone()),
    ];
    let mut stated: Vec<(&'static str, Stated)> = fields
        .into_iter()
        .filter_map(|(key, text)| Some((key, Stated::Text(text?))))
        .collect();
    stated.extend(
        record
            .openness
            .as_ref()
            .map(|(it, _)| ("openness", Stated::Word(it.name()))),
    );
    Release {
        keywords,
        published,
        record: stated,
    }
}

/// A day as readers write it, with the hour behind it if it is known.
fn moment(lang: Lang, text: &str) -> String {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    let day = parse_date(day).map_or_else(|| day.to_owned(), |it| date_text(lang, it));
    if time.is_empty() {
        day
    } else {
        format!("{day} {time}")
    }
}

/// A file for each former address. Where something stands already, or nothing can stand, is a diagnostic.
pub fn redirects(plans: &[Plan<'_>], pages: &[Page], diags: &mut Diags) -> Vec<Redirect> {
    let mut taken: BTreeMap<String, String> = pages
        .iter()
        .map(|it| (it.route.0.to_lowercase(), it.file.to_string()))
        .collect();
    taken
        .entry(NOT_FOUND.to_owned())
        .or_insert_with(|| NOT_FOUND.to_owned());
    let mut found = Vec::new();
    for plan in plans {
        let front = &plan.page.front;
        for alias in &front.release.aliases {
            let place = Place::text(&plan.page.file, alias.range.clone());
            if front.each.is_some() {
                let expected = Text::new(
                    "只有一个页面的文件才能写的设置",
                    "given by a file that makes one page",
                );
                let complaint = Diagnostic::new(Code::BadSetting, place).with("key", "aliases");
                diags.push(
                    complaint
                        .with("text", &alias.text)
                        .with("expected", expected),
                );
                break;
            }
            let Some(from) = former(&alias.text) else {
                diags.push(Diagnostic::new(Code::BadAlias, place).with("text", &alias.text));
                continue;
            };
            match taken.get(&from.0) {
                Some(other) => {
                    let complaint = Diagnostic::new(Code::AliasTaken, place).with("route", &from.0);
                    diags.push(complaint.with("other", other));
                }
                None => {
                    taken.insert(from.0.clone(), plan.page.file.to_string());
                    found.push(Redirect {
                        from,
                        to: plan.route.clone(),
                    });
                }
            }
        }
    }
    found.sort();
    found
}

/// The address an author gives, if a file can stand there on any server: `old/a.html`, `old/`.
fn former(text: &str) -> Option<Route> {
    let text = if text.ends_with('/') {
        format!("{text}index.html")
    } else {
        text.to_owned()
    };
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_.".contains(it);
    let fits = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    (text.ends_with(".html") && text.split('/').all(fits)).then_some(Route(text))
}

/// The pages between the site and the addresses it leads to, where readers are told that they leave.
pub fn leaving(
    found: &BTreeSet<String>,
    pages: &[Page],
    config: &Config,
) -> BTreeMap<String, Route> {
    let facts = |page: &Page| {
        let of_metric = page.metric.iter().flat_map(|it| {
            it.sources
                .iter()
                .chain(it.background.iter().map(|it| &it.1))
        });
        let of_table = page.table.iter().flat_map(|it| {
            it.sources
                .iter()
                .chain(it.background.iter().map(|it| &it.1))
        });
        of_metric
            .chain(of_table)
            .filter_map(|it| it.url.clone())
            .collect::<Vec<_>>()
    };
    let cited = pages
        .iter()
        .flat_map(facts)
        .filter(|it| it.starts_with("https://") || it.starts_with("http://"));
    let all: BTreeSet<String> = found.iter().cloned().chain(cited).collect();
    let route = |url: &String| {
        let name = short_hash(url, 6);
        Route(format!("leaving/{name}.html"))
    };
    all.into_iter()
        .filter(|it| config.notice_for(it) == Notice::Page)
        .map(|it| (it.clone(), route(&it)))
        .collect()
}

/// What the conventions of the profile ask of settings and pages.
pub fn check(pages: &[content::Page], site: &[Page], config: &Config, diags: &mut Diags) {
    let file: Arc<str> = Arc::from("site.toml");
    let profile = config.profile.name();
    for (key, _) in config
        .operator
        .required(config.profile)
        .into_iter()
        .filter(|it| !it.1)
    {
        let complaint = Diagnostic::new(Code::MissingConvention, Place::file(&file));
        diags.push(
            complaint
                .with("key", format!("operator.{key}"))
                .with("profile", profile),
        );
    }
    for key in config.operator.unfit(config.profile) {
        let complaint = Diagnostic::new(Code::UnfitConvention, Place::file(&file));
        diags.push(
            complaint
                .with("key", format!("operator.{key}"))
                .with("profile", profile),
        );
    }
    if config.profile != Profile::Gov {
        return;
    }
    let by_file: BTreeMap<&str, &Page> = site.iter().map(|it| (it.file.as_ref(), it)).collect();
    for page in pages {
        let Some(bound) = by_file.get(page.file.as_ref()) else {
            continue;
        };
        let mut lack = |key: &str, meta: &str| {
            let complaint = Diagnostic::new(Code::MissingFrontMatter, Place::file(&page.file));
            diags.push(
                complaint
                    .with("key", key)
                    .with("meta", meta)
                    .with("profile", profile),
            );
        };
        if is_content(bound.layout) && bound.release.published.is_none() {
            lack("date", "PubDate");
        }
        if is_content(bound.layout) && bound.issuer.is_none() && config.issuer.is_none() {
            lack("issuer", "ContentSource");
        }
        if is_index(&page.file) && bound.summary.is_none() {
            lack("summary", "ColumnDescription");
        }
    }
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

#[cfg(test)]
mod tests {
    use crate::release::former;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(former(text).map(|it| it.0).as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_former_addresses() {
        check("old/a-1.html", Some("old/a-1.html"));
        check("old/", Some("old/index.html"));
    }

    #[test]
    fn refuses_what_no_file_can_be_called_everywhere() {
        for text in [
            "",
            "/",
            "/a.html",
            "../a.html",
            "a/./b.html",
            "A.html",
            "旧.html",
            "a.htm",
            "a",
            "a//b.html",
            "a?b.html",
        ] {
            check(text, None);
        }
    }
}
