//! Pages that say the same in several languages: each has an address of its own, links between them, and leads on in
//! its own language as far as there are pages.
//!
//! A page is a *translation* if the site has the same page in another language that comes first: the site's own, or
//! where that is missing, the first by its tag. Sections, lists and indexes are made of pages that are none.
//!
//! Translations are taken out before sections, lists, lineage and indexes are made, and put back
//! beside the page they say the same as. So nothing else has to know of languages, and an edition
//! keeps each figure once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::link::Route;
use crate::nav_item::{NavItem, Translation};
use crate::page::{Page, PageBody, PageEntry, PageHead, PagePlace};
use crate::routes::{PagePlan, Routes};
use crate::site::Site;
use gongbao_diag::locale::{LanguageTag, Word, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::Config;

/// The language each page exists in first: the site's own, or where that is missing, the first by its tag. Pages that
/// nobody writes are in the site's own.
#[derive(Debug)]
pub(crate) struct FirstLanguages<'a> {
    own: LanguageTag,
    of_written: BTreeMap<&'a Route, &'a LanguageTag>,
    /// The addresses of the pages that exist whether somebody writes them or not.
    generated: BTreeSet<&'a Route>,
}

impl<'a> FirstLanguages<'a> {
    /// Looks at all pages that somebody wrote.
    pub(crate) fn of(
        plans: &'a [PagePlan<'_>],
        routes: &'a Routes,
        overviews: &'a [(PageHead, PageBody)],
        config: &Config,
    ) -> FirstLanguages<'a> {
        let own = LanguageTag::of(config.lang);
        let mut of_written: BTreeMap<&Route, &LanguageTag> = BTreeMap::new();
        for plan in plans {
            let known = of_written.entry(&plan.key).or_insert(&plan.language_tag);
            if **known != own && (plan.language_tag == own || plan.language_tag < **known) {
                *known = &plan.language_tag;
            }
        }
        let generated = routes.metrics.values().chain(routes.tables.values());
        let generated = generated.chain(overviews.iter().map(|(head, _)| &head.route));
        FirstLanguages {
            own,
            of_written,
            generated: generated.collect(),
        }
    }

    /// Whether a page says in another language what a page says that comes first.
    pub(crate) fn is_translation(&self, plan: &PagePlan<'_>) -> bool {
        if plan.language_tag == self.own {
            return false;
        }
        // Each section and the home page exist in the site's own language, written or not.
        let is_section = plan.key.0.rsplit('/').next() == Some("index.html");
        is_section
            || self.generated.contains(&plan.key)
            || self.of_written.get(&plan.key) != Some(&&plan.language_tag)
    }
}

/// Adds the translations behind the pages they say the same as, each with all that leads from it in its own language as
/// far as there are pages.
pub(crate) fn join_translations(
    firsts: Vec<PageEntry>,
    translations: Vec<PageHead>,
) -> Vec<PageEntry> {
    let by_key: BTreeMap<&Route, usize> = firsts
        .iter()
        .enumerate()
        .map(|(at, it)| (&it.head.key, at))
        .collect();
    let same = |head: PageHead| match by_key.get(&head.key).map(|it| &firsts[*it]) {
        Some(first) => PageEntry {
            head: head.as_translation_of(&first.head),
            place: first.place.clone(),
        },
        // What it says the same as could not be made.
        None => PageEntry {
            head,
            place: PagePlace::default(),
        },
    };
    let mut translations: Vec<PageEntry> = translations.into_iter().map(same).collect();
    translations.sort_by(|a, b| a.head.route.cmp(&b.head.route));
    let all: Vec<PageEntry> = firsts.into_iter().chain(translations).collect();
    let family = TranslationFamily::of(all.iter().map(|it| &it.head));
    all.into_iter()
        .map(|PageEntry { head, place }| {
            let place = family.placed(&head, place);
            PageEntry { head, place }
        })
        .collect()
}

/// Which pages say the same.
struct TranslationFamily {
    /// By address the address it has whatever its language.
    keys: BTreeMap<Route, Route>,
    members: BTreeMap<Route, Vec<Translation>>,
    /// Of translations.
    summaries: BTreeMap<Route, String>,
}

impl TranslationFamily {
    fn of<'a>(heads: impl Iterator<Item = &'a PageHead> + Clone) -> TranslationFamily {
        let mut members: BTreeMap<Route, Vec<Translation>> = BTreeMap::new();
        for head in heads.clone() {
            let own = Translation {
                language_tag: head.language_tag.clone(),
                route: head.route.clone(),
                title: head.title_text.clone(),
            };
            members.entry(head.key.clone()).or_default().push(own);
        }
        members.retain(|_, it| it.len() > 1);
        let translated = heads.clone().filter(|it| members.contains_key(&it.key));
        TranslationFamily {
            keys: translated
                .map(|it| (it.route.clone(), it.key.clone()))
                .collect(),
            summaries: heads
                .filter(|it| it.is_translation)
                .map(|it| (it.route.clone(), it.summary_text()))
                .collect(),
            members,
        }
    }

    /// What leads from a page, with its translations, and turned to its language if it is one itself.
    fn placed(&self, head: &PageHead, mut place: PagePlace) -> PagePlace {
        place.translations = self.others(head);
        if !head.is_translation {
            return place;
        }
        let language_tag = &head.language_tag;
        let items = place
            .breadcrumb
            .iter_mut()
            .chain(&mut place.related)
            .chain(&mut place.previous)
            .chain(&mut place.next);
        items.for_each(|it| self.turn(it, language_tag));
        for child in &mut place.children {
            self.turn(&mut child.item, language_tag);
            if let Some(summary) = self.summaries.get(&child.item.route) {
                child.summary.clone_from(summary);
            }
        }
        let home = word(head.lang, Word::HomeTitle);
        let first = place.breadcrumb.first_mut();
        if let Some(it) = first.filter(|_| language_tag.lang().is_some()) {
            home.clone_into(&mut it.title);
        }
        place
    }

    fn others(&self, head: &PageHead) -> Vec<Translation> {
        // A page of one language has no others.
        let all = self.members.get(&head.key).into_iter().flatten();
        all.filter(|it| it.route != head.route).cloned().collect()
    }

    /// Has a link lead to the page in a language, if there is one.
    fn turn(&self, item: &mut NavItem, language_tag: &LanguageTag) {
        let members = self
            .keys
            .get(&item.route)
            .and_then(|it| self.members.get(it));
        if let Some(it) =
            members.and_then(|it| it.iter().find(|it| it.language_tag == *language_tag))
        {
            *item = NavItem {
                title: it.title.clone(),
                route: it.route.clone(),
            };
        }
    }
}

/// Pages that the site has not in all the languages it names, and languages it has not named.
pub(crate) fn check_languages(plans: &[PagePlan<'_>], config: &Config, diags: &mut Diags) {
    let named = &config.languages;
    if named.is_empty() {
        return;
    }
    let own = LanguageTag::of(config.lang);
    // A site exists in its own language whether it names it or not.
    let mut wanted = BTreeSet::from([own.clone()]);
    wanted.extend(named.iter().filter(|it| !it.is_same(&own)).cloned());
    let mut found: BTreeMap<String, (BTreeSet<&LanguageTag>, &PagePlan<'_>)> = BTreeMap::new();
    for plan in plans {
        let entry = found
            .entry(path_without_language(&plan.page.file))
            .or_insert_with(|| (BTreeSet::new(), plan));
        let is_new = entry.0.insert(&plan.language_tag);
        if plan.language_tag == own {
            entry.1 = plan;
        }
        if is_new && !wanted.contains(&plan.language_tag) {
            let complaint = Diagnostic::new(Code::UndeclaredLanguage, Place::file(&plan.page.file));
            let known = named
                .iter()
                .map(LanguageTag::tag)
                .collect::<Vec<_>>()
                .join(", ");
            diags.push(
                complaint
                    .with("lang", plan.language_tag.tag())
                    .with("known", known),
            );
        }
    }
    let kept: BTreeSet<String> = plans
        .iter()
        .filter(|it| !it.page.front.release.is_translated)
        .map(|it| path_without_language(&it.page.file))
        .collect();
    for (file, (language_tags, plan)) in &found {
        if is_kept(file, &kept) {
            continue;
        }
        for language_tag in wanted.iter().filter(|it| !language_tags.contains(it)) {
            let complaint = Diagnostic::new(Code::MissingTranslation, Place::file(&plan.page.file));
            let path = file.replace(".md", &format!(".{}.md", language_tag.in_name()));
            let path = if *language_tag == own {
                file.clone()
            } else {
                path
            };
            diags.push(
                complaint
                    .with("lang", language_tag.tag())
                    .with("name", language_tag.name())
                    .with("path", path),
            );
        }
    }
}

/// Whether a page, or a section it stands in, is not to be translated.
fn is_kept(file: &str, kept: &BTreeSet<String>) -> bool {
    let folders = file
        .match_indices('/')
        .map(|(at, _)| format!("{}/index.md", &file[..at]));
    kept.contains(file)
        || folders
            .filter(|it| it != "content/index.md")
            .any(|it| kept.contains(&it))
}

/// A file's path whatever its language: `content/report.md` for `content/report.en.md`.
pub(crate) fn path_without_language(file: &Arc<str>) -> String {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    format!("{}.md", LanguageTag::split(stem).0)
}

impl Site {
    /// The language of a page.
    pub fn language_tag_of(&self, route: &Route) -> LanguageTag {
        self.languages
            .foreign
            .get(route)
            .cloned()
            .unwrap_or_else(|| LanguageTag::of(self.config.lang))
    }

    /// The link in a language, if there is such a page.
    pub fn in_language(&self, item: &NavItem, language_tag: &LanguageTag) -> NavItem {
        self.languages
            .turned
            .get(&(item.route.clone(), language_tag.clone()))
            .unwrap_or(item)
            .clone()
    }

    /// The settings as a page shows them.
    pub fn config_of(&self, page: &Page) -> &Config {
        self.languages
            .configs
            .get(&page.language_tag)
            .unwrap_or(&self.config)
    }
}
