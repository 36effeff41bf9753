//! What is asked of all pages together: former addresses that are free, what the conventions of a profile ask, and the
//! addresses outside that pages name.
//!
//! What a profile asks for is a warning and never a default: a registration cannot be made up, and
//! a site is built before it has one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::link::Route;
use crate::page::{Page, PageEntry, PageHead};
use crate::release::{NOT_FOUND, Redirect, is_content};
use crate::routes::{PagePlan, is_index};
use gongbao_content as content;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::{Config, Profile};

/// A file for each former address. Where something stands already, or nothing can stand, is a diagnostic.
pub(crate) fn make_redirects(
    plans: &[PagePlan<'_>],
    pages: &[PageEntry],
    diags: &mut Diags,
) -> Vec<Redirect> {
    let mut taken: BTreeMap<String, String> = pages
        .iter()
        .map(|it| &it.head)
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
            let Some(from) = parse_former_address(&alias.text) else {
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
fn parse_former_address(text: &str) -> Option<Route> {
    let text = if text.ends_with('/') {
        format!("{text}index.html")
    } else {
        text.to_owned()
    };
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_.".contains(it);
    let fits = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    (text.ends_with(".html") && text.split('/').all(fits)).then_some(Route(text))
}

/// The addresses outside the site that a metric's or table's page names.
pub(crate) fn cited_addresses(page: &Page) -> Vec<String> {
    let of_metric = page.metric.iter().map(|it| (&it.sources, &it.background));
    let of_table = page.table.iter().map(|it| (&it.sources, &it.background));
    let cited = of_metric.chain(of_table).flat_map(|(sources, background)| {
        let background = background.iter().map(|it| &it.1);
        sources.iter().chain(background)
    });
    let addresses = cited.filter_map(|it| it.url.clone());
    addresses
        .filter(|it| it.starts_with("https://") || it.starts_with("http://"))
        .collect()
}

/// What the conventions of the profile ask of settings and pages.
pub(crate) fn check_conventions(
    pages: &[content::Page],
    site: &[PageEntry],
    config: &Config,
    diags: &mut Diags,
) {
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
    let heads = site.iter().map(|it| &it.head);
    let by_file: BTreeMap<&str, &PageHead> = heads.map(|it| (it.file.as_ref(), it)).collect();
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

#[cfg(test)]
mod tests {
    use crate::conventions::parse_former_address;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            parse_former_address(text).map(|it| it.0).as_deref(),
            expected,
            "{text}"
        );
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
