//! A site held against the editions published before, page by page.
//!
//! A page is compared with the editions alone. A figure is found again by what it is: first among the figures of the
//! same page, then among those of all pages. What stood on another page and says another thing now is decided at the
//! end, when it is known whether the earlier figure has vanished. Start at [`EditionBook::read`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::capture_base::CaptureBase;
use crate::edition::capture::{FigureNamer, PageFigure, is_written, page_figures, target_figures};
use crate::edition::notice::{ExplainedChange, announce_revisions, revisions_page};
use crate::edition::revisions::{self, Revision, propose_revision};
use crate::edition::{Edition, FigureChange, PublishedFigure, compare_editions, file};
use crate::figure_key::FigureKey;
use crate::page::Page;
use gongbao_diag::locale::{Lang, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::Config;

/// How many changed figures of one metric a complaint names.
const MAX_NAMED: usize = 5;

/// The editions of a site, and why their figures were revised.
#[derive(Debug)]
pub struct EditionBook<'a> {
    lang: Lang,
    namer: FigureNamer<'a>,
    editions: Vec<Edition>,
    revisions: Vec<Revision>,
    /// The figures of the latest edition by what they are, in its order.
    latest: BTreeMap<FigureKey, Vec<PublishedFigure>>,
    /// What changed from one edition to the next, and what was promised otherwise since the latest.
    settled: Vec<SettledChange>,
    /// The same by what they are of.
    settled_by_figure: BTreeMap<FigureKey, Vec<usize>>,
}

/// A change that no page has to be bound for.
#[derive(Debug)]
struct SettledChange {
    since: usize,
    change: FigureChange,
    place: Option<Place>,
}

/// A change that is to be complained of, and where.
struct PlacedChange {
    change: FigureChange,
    /// Where the author wrote the figure, or promised it.
    place: Option<Place>,
}

/// What changed on a page since the latest edition.
#[derive(Debug, Default)]
pub struct PageChanges {
    /// Changes with a reason.
    explained: Vec<FigureChange>,
    /// Changes without a reason, each with the place where the author wrote the figure.
    unexplained: Vec<(FigureChange, Place)>,
    /// Figures that the edition has on other pages alone, none of which says the same.
    moved: Vec<PageFigure>,
    /// Figures of the edition that were found again.
    found: BTreeSet<(FigureKey, usize)>,
}

impl<'a> EditionBook<'a> {
    /// Reads the editions of a site and its revisions.
    pub fn read(config: &Config, base: CaptureBase<'a>, diags: &mut Diags) -> EditionBook<'a> {
        let editions = file::read_editions(base.sources, diags);
        let names: Vec<&str> = editions.iter().map(|it| it.name.as_str()).collect();
        let revisions = revisions::read_revisions(base.sources, &names, diags);
        let mut book = EditionBook {
            latest: editions.last().map_or_else(BTreeMap::new, by_subject),
            editions,
            revisions,
            ..EditionBook::none(config, base)
        };
        book.settled = book.settled_changes();
        for (at, it) in book.settled.iter().enumerate() {
            let same = book.settled_by_figure.entry(without_number(&it.change.key));
            same.or_default().push(at);
        }
        book
    }

    /// No editions at all, for whoever asks how the site stands and not what changed.
    pub fn none(config: &Config, base: CaptureBase<'a>) -> EditionBook<'a> {
        EditionBook {
            lang: config.lang,
            namer: FigureNamer::new(base),
            editions: Vec::new(),
            revisions: Vec::new(),
            latest: BTreeMap::new(),
            settled: Vec::new(),
            settled_by_figure: BTreeMap::new(),
        }
    }

    /// Changes between editions, and of targets.
    fn settled_changes(&self) -> Vec<SettledChange> {
        let mut settled = Vec::new();
        for (since, pair) in self.editions.windows(2).enumerate() {
            let changes = compare_editions(&pair[0], &pair[1]).changed.into_iter();
            settled.extend(changes.map(|change| SettledChange {
                since,
                change,
                place: None,
            }));
        }
        let Some(latest) = self.editions.last() else {
            return settled;
        };
        for metric in self.namer.base().metrics.all() {
            for (subject, now) in target_figures(self.lang, metric) {
                let before = latest.figures.get(&subject);
                let before = before.filter(|it| it.is_revised_by(&now));
                settled.extend(before.map(|before| SettledChange {
                    since: self.editions.len() - 1,
                    change: FigureChange {
                        key: subject,
                        before: before.clone(),
                        after: now,
                    },
                    place: Some(metric.place.clone()),
                }));
            }
        }
        settled
    }

    /// Compares a page with the latest edition, and tells its readers what was revised.
    pub fn check_page(&self, page: Page) -> (Page, PageChanges) {
        if self.editions.is_empty() {
            return (page, PageChanges::default());
        }
        let changes = self.compare_page(&page);
        let mut own: BTreeMap<FigureKey, Vec<ExplainedChange<'_>>> = BTreeMap::new();
        let latest = self.editions.len() - 1;
        for it in changes
            .explained
            .iter()
            .filter_map(|it| self.explain(latest, it))
        {
            own.entry(without_number(&it.change.key))
                .or_default()
                .push(it);
        }
        let told_of = |subject: &FigureKey| {
            let settled = self.settled_by_figure.get(subject).into_iter().flatten();
            let settled = settled.filter_map(|at| self.told(&self.settled[*at]));
            let own = own.get(subject).into_iter().flatten();
            settled.chain(own.copied()).collect()
        };
        let page = announce_revisions(page, self.lang, &self.namer, &told_of);
        (page, changes)
    }

    fn told<'s>(&'s self, it: &'s SettledChange) -> Option<ExplainedChange<'s>> {
        self.explain(it.since, &it.change)
    }

    /// A change with the reason somebody gave for it.
    fn explain<'s>(
        &'s self,
        since: usize,
        change: &'s FigureChange,
    ) -> Option<ExplainedChange<'s>> {
        let edition = &self.editions[since];
        let mut own = self.revisions.iter().filter(|it| it.since == edition.name);
        let revision = own.find(|it| it.explains(&change.key))?;
        Some(ExplainedChange {
            change,
            since: edition,
            revision,
        })
    }

    fn compare_page(&self, page: &Page) -> PageChanges {
        let mut now: BTreeMap<FigureKey, Vec<PageFigure>> = BTreeMap::new();
        for it in page_figures(&self.namer, self.lang, page) {
            let same = now.entry(it.subject.clone()).or_default();
            if !same.iter().any(|known| known.figure.is_same(&it.figure)) {
                same.push(it);
            }
        }
        let mut changes = PageChanges::default();
        for (subject, figures) in now {
            // What the edition does not have is published for the first time.
            if let Some(before) = self.latest.get(&subject) {
                self.compare_figures(page, before, figures, &mut changes);
            }
        }
        if !is_written(page) {
            // Pages that nobody wrote repeat what others say, and are not what readers were promised.
            changes.unexplained.clear();
            changes.moved.clear();
            changes.found.clear();
        }
        changes
    }

    /// Compares the figures of one subject on a page with those of the edition: those that say the same are found
    /// again, of the others each has become another one, in reading order.
    fn compare_figures(
        &self,
        page: &Page,
        before: &[PublishedFigure],
        figures: Vec<PageFigure>,
        changes: &mut PageChanges,
    ) {
        let here: Vec<usize> = (0..before.len())
            .filter(|at| stood_on(&before[*at], page))
            .collect();
        let is_here = !here.is_empty();
        let mut left: Vec<usize> = if is_here {
            here
        } else {
            (0..before.len()).collect()
        };
        let mut changed = Vec::new();
        for it in figures {
            match left
                .iter()
                .position(|at| !before[*at].is_revised_by(&it.figure))
            {
                Some(found) => {
                    changes
                        .found
                        .insert((it.subject.clone(), left.remove(found)));
                }
                None => changed.push(it),
            }
        }
        let mut left = left.into_iter();
        for it in changed {
            let Some(at) = left.next() else {
                return; // The edition has no more figures of this kind; the others are new.
            };
            let change = FigureChange {
                key: it.subject.clone(),
                before: before[at].clone(),
                after: it.figure.clone(),
            };
            if self.explain(self.editions.len() - 1, &change).is_some() {
                changes.explained.push(change);
                changes.found.insert((it.subject, at));
            } else if is_here {
                changes.unexplained.push((change, it.place));
                changes.found.insert((it.subject, at));
            } else {
                changes.moved.push(it);
            }
        }
    }

    /// What is to be said of all pages: changes without a reason are complaints, the others stand on a page of their
    /// own, if there are any. `sample` says whether the site shows made-up data.
    pub fn finish(&self, pages: Vec<PageChanges>, sample: bool, diags: &mut Diags) -> Option<Page> {
        let mut found = BTreeSet::new();
        let mut explained: BTreeMap<FigureKey, Vec<FigureChange>> = BTreeMap::new();
        let mut unexplained: BTreeMap<FigureKey, Vec<(FigureChange, Place)>> = BTreeMap::new();
        let mut moved = Vec::new();
        for page in pages {
            found.extend(page.found);
            moved.extend(page.moved);
            for change in page.explained {
                let same = explained.entry(change.key.clone()).or_default();
                if !same.iter().any(|it| it.is_like(&change)) {
                    same.push(change);
                }
            }
            for (change, place) in page.unexplained {
                let same = unexplained.entry(change.key.clone()).or_default();
                note_change(same, change, place);
            }
        }
        for it in moved {
            // Pages that nobody wrote may have the same change; its author finds it on the page they wrote.
            let known = unexplained.get_mut(&it.subject).into_iter().flatten();
            let mut known = known.filter(|(change, _)| change.after.is_same(&it.figure));
            if let Some((_, place)) = known.next() {
                prefer_written_place(place, it.place);
                continue;
            }
            // Where the earlier figure still stands, the one on the other page is new.
            let before = self.latest.get(&it.subject).into_iter().flatten();
            let mut vanished = before
                .enumerate()
                .filter(|(at, _)| !found.contains(&(it.subject.clone(), *at)));
            if let Some((_, before)) = vanished.next() {
                let change = FigureChange {
                    key: it.subject.clone(),
                    before: before.clone(),
                    after: it.figure,
                };
                let same = unexplained.entry(it.subject).or_default();
                note_change(same, change, it.place);
            }
        }
        self.complain(unexplained, diags);
        let explained: Vec<FigureChange> = explained.into_values().flatten().collect();
        let settled = self.settled.iter().filter_map(|it| self.told(it));
        let own = explained.iter();
        let own = own.filter_map(|it| self.explain(self.editions.len() - 1, it));
        let told: Vec<ExplainedChange<'_>> = settled.chain(own).collect();
        for unused in self
            .revisions
            .iter()
            .filter(|it| !told.iter().any(|told| told.revision == *it))
        {
            let complaint = Diagnostic::new(Code::UnusedRevision, unused.place.clone());
            diags.push(complaint.with("edition", &unused.since));
        }
        (!told.is_empty()).then(|| revisions_page(self.lang, &told, sample))
    }

    /// Complains of changes without a reason, once for each metric or table and edition.
    fn complain(&self, pages: BTreeMap<FigureKey, Vec<(FigureChange, Place)>>, diags: &mut Diags) {
        let mut by_name: BTreeMap<(usize, String), Vec<PlacedChange>> = BTreeMap::new();
        let settled = self.settled.iter().filter(|it| self.told(it).is_none());
        let settled = settled.map(|it| {
            let change = PlacedChange {
                change: it.change.clone(),
                place: it.place.clone(),
            };
            (it.since, change)
        });
        let latest = self.editions.len().saturating_sub(1);
        let of_pages = pages.into_values().flatten().map(|(change, place)| {
            let place = Some(place);
            (latest, PlacedChange { change, place })
        });
        for (since, it) in settled.chain(of_pages) {
            let name = it.change.key.name.clone();
            by_name.entry((since, name)).or_default().push(it);
        }
        for ((since, name), mut changes) in by_name {
            changes.sort_by(|a, b| a.change.key.cmp(&b.change.key));
            let what = if self.namer.is_metric(&name) {
                "metric"
            } else {
                "table"
            };
            diags.push(unexplained_changes(&self.editions[since], what, &changes));
        }
    }
}

impl FigureChange {
    /// Whether two changes are of the same figures.
    fn is_like(&self, other: &FigureChange) -> bool {
        self.before.is_same(&other.before) && self.after.is_same(&other.after)
    }
}

/// Notes a change once, at the place where its author finds it.
fn note_change(known: &mut Vec<(FigureChange, Place)>, change: FigureChange, place: Place) {
    match known.iter_mut().find(|it| it.0.is_like(&change)) {
        Some((_, known)) => prefer_written_place(known, place),
        None => known.push((change, place)),
    }
}

/// Takes a place in a text instead of a file that nobody wrote.
fn prefer_written_place(known: &mut Place, place: Place) {
    if known.range().is_none() && place.range().is_some() {
        *known = place;
    }
}

/// Whether a figure of an edition stood on a page.
fn stood_on(figure: &PublishedFigure, page: &Page) -> bool {
    let pages = figure.places.iter();
    let mut pages = pages.map(|it| it.split_once('#').map_or(it.as_str(), |(page, _)| page));
    pages.any(|it| it == page.route.0)
}

fn by_subject(edition: &Edition) -> BTreeMap<FigureKey, Vec<PublishedFigure>> {
    let mut all: BTreeMap<FigureKey, Vec<PublishedFigure>> = BTreeMap::new();
    for (subject, figure) in &edition.figures {
        all.entry(without_number(subject))
            .or_default()
            .push(figure.clone());
    }
    all
}

/// The subject without the number that tells figures of one name apart.
fn without_number(subject: &FigureKey) -> FigureKey {
    FigureKey {
        nth: 0,
        ..subject.clone()
    }
}

/// Changes of one metric or table without a reason.
fn unexplained_changes(before: &Edition, what: &str, changes: &[PlacedChange]) -> Diagnostic {
    let place = changes.iter().find_map(|it| it.place.clone());
    let place = place.unwrap_or_else(|| Place::file(&Arc::from(file::edition_path(&before.name))));
    let list = |lang: Lang| {
        let named = changes.iter().take(MAX_NAMED).map(|it| {
            let it = &it.change;
            let [before, after] = it.texts(lang);
            format!("{} {before} → {after}", it.before.title)
        });
        named.collect::<Vec<String>>().join("; ")
    };
    let (zh, en) = (list(Lang::Zh), list(Lang::En));
    let more = changes.len().saturating_sub(MAX_NAMED);
    let list = match more {
        0 => Text::new(zh, en),
        _ => Text::new(
            format!("{zh}；另有{more}个"),
            format!("{en}; and {more} more"),
        ),
    };
    let subjects: Vec<&FigureKey> = changes.iter().map(|it| &it.change.key).collect();
    Diagnostic::new(Code::UnexplainedRevision, place)
        .with("edition", &before.name)
        .with("count", changes.len())
        .with("changes", list)
        .with("entry", propose_revision(&before.name, what, &subjects))
}
