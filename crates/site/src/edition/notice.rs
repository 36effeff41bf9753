//! What readers are told of revisions: a notice on the page, a mark at the number, and a page of them all.
//!
//! These are ordinary blocks, so every output has them. Only the mark at a number is a field of the
//! figure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bound_figure::BoundFigure;
use crate::edition::capture::{Base, Namer, capture};
use crate::edition::revisions::{self, Revision, proposal};
use crate::edition::{Change, Edition, compare, file};
use crate::exhibit::{Exhibit, Target};
use crate::layout::Layout;
use crate::lineage::walk;
use crate::link::{Link, Route};
use crate::nav_item::NavItem;
use crate::page::{Page, blank_page};
use crate::site::Site;
use crate::subject::{REVISIONS, Subject};
use gongbao_diag::locale::{Lang, Text, Word, date_text, fill, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::prose::{
    Alert, Align, Block, HandTable, Heading, Inline, Interior, Item, VisitMut,
};

/// How many changed figures of one metric a complaint names.
const MOST_NAMED: usize = 5;
/// How many revisions a page tells itself; the rest is on the page of them all.
const MOST_TOLD: usize = 20;

/// The address of the page of all revisions.
pub fn route() -> Route {
    Route("revisions.html".to_owned())
}

/// A change that somebody gave a reason for.
struct Told<'a> {
    change: Change,
    since: &'a Edition,
    revision: &'a Revision,
}

/// Compares a site with what was published before. Changes without a reason are complaints; the others are told to
/// readers: on every page that shows the figure, and on a page of their own.
pub fn revise(site: &mut Site, base: Base<'_>, diags: &mut Diags) {
    let editions = file::read(base.sources, diags);
    let names: Vec<&str> = editions.iter().map(|it| it.name.as_str()).collect();
    let revisions = revisions::read(base.sources, &names, diags);
    if editions.is_empty() {
        return;
    }
    let namer = Namer::new(base);
    let (now, places) = capture(site, &namer, "");
    let later = editions.iter().skip(1).chain(std::iter::once(&now));
    let mut told = Vec::new();
    for (before, after) in editions.iter().zip(later) {
        let mut unexplained: BTreeMap<String, Vec<Change>> = BTreeMap::new();
        for change in compare(before, after).changed {
            let mut own = revisions.iter().filter(|it| it.since == before.name);
            match own.find(|it| it.explains(&change.subject)) {
                Some(revision) => told.push(Told {
                    change,
                    since: before,
                    revision,
                }),
                None => unexplained
                    .entry(change.subject.name.clone())
                    .or_default()
                    .push(change),
            }
        }
        unexplained.iter().for_each(|(name, it)| {
            let what = if namer.is_metric(name) {
                "metric"
            } else {
                "table"
            };
            diags.push(complaint(before, (what, it), &places));
        });
    }
    for unused in revisions
        .iter()
        .filter(|it| !told.iter().any(|told| std::ptr::eq(told.revision, *it)))
    {
        let complaint = Diagnostic::new(Code::UnusedRevision, unused.place.clone());
        diags.push(complaint.with("edition", &unused.since));
    }
    tell(site, &namer, &told);
}

/// Changes of one metric or table without a reason.
fn complaint(
    before: &Edition,
    (what, changes): (&str, &[Change]),
    places: &BTreeMap<Subject, Place>,
) -> Diagnostic {
    let place = changes
        .iter()
        .find_map(|it| places.get(&it.subject))
        .cloned();
    let place = place.unwrap_or_else(|| Place::file(&Arc::from(file::path(&before.name))));
    let list = |lang: Lang| {
        let named = changes.iter().take(MOST_NAMED).map(|it| {
            let [before, after] = it.texts(lang);
            format!("{} {before} → {after}", it.before.title)
        });
        named.collect::<Vec<String>>().join("; ")
    };
    let (zh, en) = (list(Lang::Zh), list(Lang::En));
    let more = changes.len().saturating_sub(MOST_NAMED);
    let list = match more {
        0 => Text::new(zh, en),
        _ => Text::new(
            format!("{zh}；另有{more}个"),
            format!("{en}; and {more} more"),
        ),
    };
    let subjects: Vec<&Subject> = changes.iter().map(|it| &it.subject).collect();
    Diagnostic::new(Code::UnexplainedRevision, place)
        .with("edition", &before.name)
        .with("count", changes.len())
        .with("changes", list)
        .with("entry", proposal(&before.name, what, &subjects))
}

/// The subject without the number that tells figures of one name apart.
fn bare(subject: &Subject) -> Subject {
    Subject {
        nth: 0,
        ..subject.clone()
    }
}

fn tell(site: &mut Site, namer: &Namer<'_>, told: &[Told<'_>]) {
    if told.is_empty() {
        return;
    }
    let lang = site.config.lang;
    let mut by_figure: BTreeMap<Subject, Vec<&Told<'_>>> = BTreeMap::new();
    for it in told {
        by_figure
            .entry(bare(&it.change.subject))
            .or_default()
            .push(it);
    }
    for page in &mut site.pages {
        let shown = shown(page, namer, &by_figure);
        if shown.is_empty() {
            continue;
        }
        mark(page, namer, &shown);
        let told: Vec<&&Told<'_>> = shown
            .iter()
            .filter_map(|it| by_figure.get(it))
            .flatten()
            .collect();
        page.blocks.insert(0, notice(lang, &told));
        page.blocks.extend(details(lang, &told));
    }
    if !site.pages.iter().any(|it| it.route == route()) {
        site.pages.push(all(site, told));
    }
}

/// The revised figures a page shows.
fn shown(
    page: &Page,
    namer: &Namer<'_>,
    by_figure: &BTreeMap<Subject, Vec<&Told<'_>>>,
) -> BTreeSet<Subject> {
    let uses = walk(page);
    let seen = uses.iter().flat_map(|it| &it.figures);
    let subjects = seen
        .filter_map(|it| namer.subject(page, it))
        .chain(promises(page));
    subjects.filter(|it| by_figure.contains_key(it)).collect()
}

/// The targets a metric's page tells.
fn promises(page: &Page) -> Option<Subject> {
    page.metric
        .as_ref()
        .map(|it| Subject::of(&it.id, "target", BTreeMap::new()))
}

/// Marks the revised figures of a page.
fn mark(page: &mut Page, namer: &Namer<'_>, revised: &BTreeSet<Subject>) {
    let mut cells: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for found in &walk(page) {
        for seen in &found.figures {
            let (Some(at), Some(id)) = (seen.cell, found.anchor) else {
                continue;
            };
            if namer
                .subject(page, seen)
                .is_some_and(|it| revised.contains(&it))
            {
                cells
                    .entry(id.to_owned())
                    .or_default()
                    .push((at.row, at.column));
            }
        }
    }
    page.walk_text_mut(&mut Marks { revised, cells });
}

struct Marks<'a> {
    revised: &'a BTreeSet<Subject>,
    /// The revised cells of each table, by its anchor.
    cells: BTreeMap<String, Vec<(usize, usize)>>,
}

impl VisitMut<Target> for Marks<'_> {
    fn visit_embed(&mut self, exhibit: &mut Exhibit) {
        // A chart is a picture and has no room for marks; its page has the notice.
        if let Exhibit::Table(table) = exhibit {
            // A table no cell of which was revised is not among them.
            table.revised = self
                .cells
                .get(&table.id)
                .map_or_else(Vec::new, Clone::clone);
        }
        exhibit.walk_mut(self);
    }

    fn visit_figure(&mut self, figure: &mut BoundFigure) {
        figure.revised = self.is_revised(figure.subject.as_ref());
    }
}

impl Marks<'_> {
    fn is_revised(&self, subject: Option<&Subject>) -> bool {
        subject.is_some_and(|it| self.revised.contains(it))
    }
}

/// The line at the top of a page.
fn notice(lang: Lang, told: &[&&Told<'_>]) -> Block<Target> {
    let text = fill(
        word(lang, Word::RevisionNotice),
        &[("n", &told.len().to_string())],
    );
    Block::Alert {
        kind: Alert::Important,
        blocks: vec![Block::Paragraph(vec![Inline::generated(text)])],
    }
}

/// What was revised, at the end of a page.
fn details(lang: Lang, told: &[&&Told<'_>]) -> [Block<Target>; 3] {
    let title = vec![Inline::generated(
        word(lang, Word::RevisionsTitle).to_owned(),
    )];
    let item = |it: &&&Told<'_>| {
        let [before, after] = it.change.texts(lang);
        let text = fill(
            word(lang, Word::RevisionLine),
            &[
                ("title", &it.change.after.title),
                ("edition", &it.since.name),
                ("before", &before),
                ("after", &after),
                ("kind", it.revision.kind.words(lang)),
                ("date", &date_text(lang, it.revision.date)),
                ("reason", &it.revision.reason),
            ],
        );
        Item {
            task: None,
            blocks: vec![Block::Paragraph(vec![Inline::generated(text)])],
        }
    };
    let link = Inline::Link {
        to: Link::Page {
            route: route(),
            fragment: None,
        },
        text: vec![Inline::generated(word(lang, Word::RevisionsAll).to_owned())],
    };
    [
        Block::Heading(Heading {
            level: 2,
            id: REVISIONS.to_owned(),
            text: title,
        }),
        Block::List {
            start: None,
            items: told.iter().take(MOST_TOLD).map(item).collect(),
        },
        Block::Paragraph(vec![link]),
    ]
}

/// The page of all revisions, the latest edition's first.
fn all(site: &Site, told: &[Told<'_>]) -> Page {
    let lang = site.config.lang;
    let mut since: Vec<&Edition> = Vec::new();
    for it in told.iter().rev() {
        if !since.iter().any(|known| known.name == it.since.name) {
            since.push(it.since);
        }
    }
    let mut blocks = Vec::new();
    for edition in since {
        // An edition recorded without a date is named alone.
        let date = edition
            .date
            .map_or_else(String::new, |it| date_text(lang, it));
        let values = [("edition", edition.name.as_str()), ("date", &date)];
        let text = vec![Inline::generated(fill(
            word(lang, Word::RevisionsSince),
            &values,
        ))];
        blocks.push(Block::Heading(Heading {
            level: 2,
            id: format!("since-{}", edition.number),
            text,
        }));
        let own = told.iter().filter(|it| it.since.name == edition.name);
        blocks.push(Block::Table(table(lang, own)));
    }
    let title = word(lang, Word::RevisionsTitle);
    let home = NavItem {
        title: word(lang, Word::HomeTitle).to_owned(),
        route: Route("index.html".to_owned()),
    };
    let summary = word(lang, Word::RevisionsSummary).to_owned();
    Page {
        layout: Layout::Report,
        summary: Some(vec![Inline::generated(summary)]),
        blocks,
        breadcrumb: vec![home],
        sample: site.pages.iter().any(|it| it.sample),
        ..blank_page(route(), Arc::from(revisions::FILE), lang, title)
    }
}

fn table<'a>(lang: Lang, told: impl Iterator<Item = &'a Told<'a>>) -> HandTable<Target> {
    let text = |it: &str| vec![Inline::generated(it.to_owned())];
    let heads = [
        (Word::RevisedFigure, Align::Left),
        (Word::RevisedFrom, Align::Right),
        (Word::RevisedTo, Align::Right),
        (Word::RevisedHow, Align::Left),
        (Word::RevisedWhen, Align::Left),
        (Word::RevisedWhy, Align::Left),
    ];
    let row = |it: &Told<'_>| {
        let [before, after] = it.change.texts(lang);
        vec![
            text(&it.change.after.title),
            text(&before),
            text(&after),
            text(it.revision.kind.words(lang)),
            text(&date_text(lang, it.revision.date)),
            text(&it.revision.reason),
        ]
    };
    HandTable {
        align: heads.iter().map(|it| it.1).collect(),
        head: heads.iter().map(|it| text(word(lang, it.0))).collect(),
        rows: told.map(row).collect(),
    }
}
