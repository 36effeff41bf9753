//! Pages that say the same in several languages: each has an address of its own, links between them, and leads on in
//! its own language as far as there are pages.
//!
//! A page is a *translation* if the site has the same page in another language that comes first: the site's own, or
//! where that is missing, the first by its tag. Sections, lists and indexes are made of pages that are none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::routes::Plan;
use crate::{NavItem, Page, Route, Site};
use gongbao_content as content;
use gongbao_data::{self as data, Catalog};
use gongbao_diag::locale::{Tongue, Word, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_metrics::{self as metric, Metrics};
use gongbao_settings::Config;
use gongbao_source::Sources;

/// A page in another language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    pub tongue: Tongue,
    pub route: Route,
    pub title: String,
}

/// The settings, tables and metrics of a site as pages in one language call them.
#[derive(Debug)]
pub struct Voice {
    pub tongue: Tongue,
    pub config: Config,
    pub catalog: Catalog,
    pub metrics: Metrics,
    pub words: data::Wordings,
}

/// A voice for each language that pages are written in besides the site's own.
pub fn voices(
    plans: &[Plan<'_>],
    sources: &Sources,
    (catalog, metrics): (&Catalog, &Metrics),
    config: &Config,
    diags: &mut Diags,
) -> Vec<Voice> {
    let own = Tongue::of(config.lang);
    let tongues: BTreeSet<&Tongue> = plans
        .iter()
        .map(|it| &it.tongue)
        .filter(|it| **it != own)
        .collect();
    let mut of_tables = data::wordings(sources, catalog, diags);
    let of_metrics = metric::wordings(sources, diags);
    let voice = |tongue: &&Tongue| {
        let words = of_tables.remove(tongue).unwrap_or_default();
        let metrics = of_metrics.get(tongue).map_or_else(
            || metrics.speaking(&BTreeMap::new()),
            |it| metrics.speaking(it),
        );
        Voice {
            tongue: (*tongue).clone(),
            config: config.in_tongue(tongue),
            catalog: catalog.speaking(&words),
            metrics,
            words,
        }
    };
    tongues.iter().map(voice).collect::<Vec<_>>()
}

/// The language a file's page is written in.
pub fn tongue_of(page: &content::Page, config: &Config) -> Tongue {
    let own = Tongue::of(config.lang);
    page.front
        .tongue
        .clone()
        .filter(|it| !it.is_same(&own))
        .unwrap_or(own)
}

/// Takes the translations out of the pages.
pub fn part(pages: &mut Vec<Page>, config: &Config) -> Vec<Page> {
    let own = Tongue::of(config.lang);
    let mut first: BTreeMap<Route, Tongue> = BTreeMap::new();
    for page in pages.iter() {
        let known = first
            .entry(page.key.clone())
            .or_insert_with(|| page.tongue.clone());
        if *known != own && (page.tongue == own || page.tongue < *known) {
            known.clone_from(&page.tongue);
        }
    }
    let is_first = |it: &Page| first.get(&it.key) == Some(&it.tongue);
    let (firsts, translations) = pages.drain(..).partition(is_first);
    *pages = firsts;
    translations
}

/// Puts translations back, with all that leads from them, in their own language as far as there are pages.
pub fn join(pages: &mut Vec<Page>, mut translations: Vec<Page>) {
    translations.sort_by(|a, b| a.route.cmp(&b.route));
    let by_key: BTreeMap<Route, usize> = pages
        .iter()
        .enumerate()
        .map(|(at, it)| (it.key.clone(), at))
        .collect();
    for page in &mut translations {
        let Some(first) = by_key.get(&page.key).map(|it| &pages[*it]) else {
            continue;
        };
        page.is_translation = true;
        page.breadcrumb.clone_from(&first.breadcrumb);
        page.children.clone_from(&first.children);
        page.related.clone_from(&first.related);
        page.previous.clone_from(&first.previous);
        page.next.clone_from(&first.next);
        page.topics.clone_from(&first.topics);
        page.order = first.order;
    }
    pages.append(&mut translations);
    let family = Family::of(pages);
    for page in pages.iter_mut() {
        page.translations = family.others(page);
    }
    for page in pages.iter_mut().filter(|it| it.is_translation) {
        let tongue = page.tongue.clone();
        let items = page
            .breadcrumb
            .iter_mut()
            .chain(&mut page.related)
            .chain(&mut page.previous)
            .chain(&mut page.next);
        items.for_each(|it| family.turn(it, &tongue));
        for child in &mut page.children {
            family.turn(&mut child.item, &tongue);
            if let Some(summary) = family.summaries.get(&child.item.route) {
                child.summary.clone_from(summary);
            }
        }
        let home = word(page.lang, Word::HomeTitle);
        if let Some(it) = page
            .breadcrumb
            .first_mut()
            .filter(|_| tongue.lang().is_some())
        {
            home.clone_into(&mut it.title);
        }
    }
}

/// Which pages say the same.
struct Family {
    /// By address the address it has whatever its language.
    keys: BTreeMap<Route, Route>,
    members: BTreeMap<Route, Vec<Translation>>,
    /// Of translations.
    summaries: BTreeMap<Route, String>,
}

impl Family {
    fn of(pages: &[Page]) -> Family {
        let mut members: BTreeMap<Route, Vec<Translation>> = BTreeMap::new();
        for it in pages {
            let (route, title) = (it.route.clone(), it.title_text.clone());
            let own = Translation {
                tongue: it.tongue.clone(),
                route,
                title,
            };
            members.entry(it.key.clone()).or_default().push(own);
        }
        members.retain(|_, it| it.len() > 1);
        let translated = pages.iter().filter(|it| members.contains_key(&it.key));
        let summary = |it: &Page| {
            it.summary
                .as_ref()
                .map_or_else(String::new, crate::bind::text)
        };
        Family {
            keys: translated
                .map(|it| (it.route.clone(), it.key.clone()))
                .collect(),
            summaries: pages
                .iter()
                .filter(|it| it.is_translation)
                .map(|it| (it.route.clone(), summary(it)))
                .collect(),
            members,
        }
    }

    fn others(&self, page: &Page) -> Vec<Translation> {
        let all = self.members.get(&page.key);
        all.into_iter()
            .flatten()
            .filter(|it| it.route != page.route)
            .cloned()
            .collect()
    }

    /// Has a link lead to the page in a language, if there is one.
    fn turn(&self, item: &mut NavItem, tongue: &Tongue) {
        let members = self
            .keys
            .get(&item.route)
            .and_then(|it| self.members.get(it));
        if let Some(it) = members.and_then(|it| it.iter().find(|it| it.tongue == *tongue)) {
            *item = NavItem {
                title: it.title.clone(),
                route: it.route.clone(),
            };
        }
    }
}

/// Pages that the site has not in all the languages it names, and languages it has not named.
pub fn check(plans: &[Plan<'_>], config: &Config, diags: &mut Diags) {
    let named = &config.languages;
    if named.is_empty() {
        return;
    }
    let own = Tongue::of(config.lang);
    // A site exists in its own language whether it names it or not.
    let mut wanted = BTreeSet::from([own.clone()]);
    wanted.extend(named.iter().filter(|it| !it.is_same(&own)).cloned());
    let mut found: BTreeMap<String, (BTreeSet<&Tongue>, &Plan<'_>)> = BTreeMap::new();
    for plan in plans {
        let entry = found
            .entry(base(&plan.page.file))
            .or_insert_with(|| (BTreeSet::new(), plan));
        let is_new = entry.0.insert(&plan.tongue);
        if plan.tongue == own {
            entry.1 = plan;
        }
        if is_new && !wanted.contains(&plan.tongue) {
            let complaint = Diagnostic::new(Code::UndeclaredLanguage, Place::file(&plan.page.file));
            let known = named.iter().map(Tongue::tag).collect::<Vec<_>>().join(", ");
            diags.push(
                complaint
                    .with("lang", plan.tongue.tag())
                    .with("known", known),
            );
        }
    }
    let kept: BTreeSet<String> = plans
        .iter()
        .filter(|it| !it.page.front.release.is_translated)
        .map(|it| base(&it.page.file))
        .collect();
    for (file, (tongues, plan)) in &found {
        if is_kept(file, &kept) {
            continue;
        }
        for tongue in wanted.iter().filter(|it| !tongues.contains(it)) {
            let complaint = Diagnostic::new(Code::MissingTranslation, Place::file(&plan.page.file));
            let path = file.replace(".md", &format!(".{}.md", tongue.in_name()));
            let path = if *tongue == own { file.clone() } else { path };
            diags.push(
                complaint
                    .with("lang", tongue.tag())
                    .with("name", tongue.name())
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
pub fn base(file: &Arc<str>) -> String {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    format!("{}.md", Tongue::split(stem).0)
}

/// What outputs ask of the languages of a site.
#[derive(Debug, Default)]
pub struct Languages {
    /// Pages in another language than the site's.
    foreign: BTreeMap<Route, Tongue>,
    /// The page that says the same in a language.
    turned: BTreeMap<(Route, Tongue), NavItem>,
    /// The settings in the languages of translations.
    configs: BTreeMap<Tongue, Config>,
    /// The metrics under their names there.
    metrics: BTreeMap<Tongue, Metrics>,
}

impl Languages {
    /// The languages of finished pages.
    pub fn of(pages: &[Page], voices: Vec<Voice>, config: &Config) -> Languages {
        let own = Tongue::of(config.lang);
        let foreign = pages.iter().filter(|it| it.tongue != own);
        let turned = pages.iter().flat_map(|page| {
            let item = |it: &Translation| NavItem {
                title: it.title.clone(),
                route: it.route.clone(),
            };
            page.translations
                .iter()
                .map(move |it| ((page.route.clone(), it.tongue.clone()), item(it)))
        });
        let mut configs = BTreeMap::new();
        let mut metrics = BTreeMap::new();
        for voice in voices {
            configs.insert(voice.tongue.clone(), voice.config);
            metrics.insert(voice.tongue, voice.metrics);
        }
        Languages {
            configs,
            metrics,
            foreign: foreign
                .map(|it| (it.route.clone(), it.tongue.clone()))
                .collect(),
            turned: turned.collect(),
        }
    }
}

impl Site {
    /// The language of a page.
    pub fn tongue_of(&self, route: &Route) -> Tongue {
        self.languages
            .foreign
            .get(route)
            .cloned()
            .unwrap_or_else(|| Tongue::of(self.config.lang))
    }

    /// The link in a language, if there is such a page.
    pub fn in_tongue(&self, item: &NavItem, tongue: &Tongue) -> NavItem {
        self.languages
            .turned
            .get(&(item.route.clone(), tongue.clone()))
            .unwrap_or(item)
            .clone()
    }

    /// The metrics under the names they have in a page's language, if it is not the site's own.
    pub fn metrics_of(&self, page: &Page) -> Option<&Metrics> {
        self.languages.metrics.get(&page.tongue)
    }

    /// The settings as a page shows them.
    pub fn config_of(&self, page: &Page) -> &Config {
        self.languages
            .configs
            .get(&page.tongue)
            .unwrap_or(&self.config)
    }
}
