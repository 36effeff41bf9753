//! What readers are told of revisions: a notice on the page, a mark at the number, and a page of them all.
//!
//! These are ordinary blocks, so every output has them. Only the mark at a number is a field of the
//! figure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bound_figure::BoundFigure;
use crate::edition::capture::FigureNamer;
use crate::edition::revisions::{self, Revision};
use crate::edition::{Edition, FigureChange};
use crate::exhibit::{Exhibit, Target};
use crate::figure_key::{FigureKey, REVISIONS_KEY};
use crate::layout::Layout;
use crate::lineage::collect_uses;
use crate::link::{Link, Route};
use crate::nav_item::NavItem;
use crate::page::{Page, PageBody, PageHead, PagePlace};
use gongbao_diag::locale::{Lang, Word, date_text, fill_placeholders, word};
use gongbao_model::prose::{
    Alert, Align, Block, HandTable, Heading, Inline, Interior, ListItem, VisitMut,
};

/// How many revisions a page tells itself; the rest is on the page of them all.
const MAX_TOLD: usize = 20;

/// The address of the page of all revisions.
pub fn revisions_route() -> Route {
    Route("revisions.html".to_owned())
}

/// A change that somebody gave a reason for.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExplainedChange<'a> {
    pub change: &'a FigureChange,
    pub since: &'a Edition,
    pub revision: &'a Revision,
}

/// Tells the readers of a page which of its figures were revised: `told_of` finds the changes of each.
pub(super) fn announce_revisions<'t>(
    page: Page,
    lang: Lang,
    namer: &FigureNamer<'_>,
    told_of: &dyn Fn(&FigureKey) -> Vec<ExplainedChange<'t>>,
) -> Page {
    let shown = revised_keys(&page, namer, told_of);
    if shown.is_empty() {
        return page;
    }
    let mut page = mark_revised_figures(page, namer, &shown);
    let told: Vec<ExplainedChange<'_>> = shown.iter().flat_map(told_of).collect();
    page.blocks.insert(0, revision_notice(lang, &told));
    page.blocks.extend(revision_details(lang, &told));
    page
}

/// The revised figures a page shows.
fn revised_keys<'t>(
    page: &Page,
    namer: &FigureNamer<'_>,
    told_of: &dyn Fn(&FigureKey) -> Vec<ExplainedChange<'t>>,
) -> BTreeSet<FigureKey> {
    let uses = collect_uses(page);
    let seen = uses.iter().flat_map(|it| &it.figures);
    let subjects = seen
        .filter_map(|it| namer.subject(page, it))
        .chain(targets_key(page));
    subjects.filter(|it| !told_of(it).is_empty()).collect()
}

/// The targets a metric's page tells.
fn targets_key(page: &Page) -> Option<FigureKey> {
    page.metric
        .as_ref()
        .map(|it| FigureKey::of(&it.id, "target", BTreeMap::new()))
}

/// Marks the revised figures of a page.
fn mark_revised_figures(
    mut page: Page,
    namer: &FigureNamer<'_>,
    revised: &BTreeSet<FigureKey>,
) -> Page {
    let mut cells: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for found in &collect_uses(&page) {
        for seen in &found.figures {
            let (Some(at), Some(id)) = (seen.cell, found.anchor) else {
                continue;
            };
            if namer
                .subject(&page, seen)
                .is_some_and(|it| revised.contains(&it))
            {
                cells
                    .entry(id.to_owned())
                    .or_default()
                    .push((at.row, at.column));
            }
        }
    }
    page.walk_text_mut(&mut RevisionMarker { revised, cells });
    page
}

struct RevisionMarker<'a> {
    revised: &'a BTreeSet<FigureKey>,
    /// The revised cells of each table, by its anchor.
    cells: BTreeMap<String, Vec<(usize, usize)>>,
}

impl VisitMut<Target> for RevisionMarker<'_> {
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
        figure.revised = self.is_revised(figure.key.as_ref());
    }
}

impl RevisionMarker<'_> {
    fn is_revised(&self, subject: Option<&FigureKey>) -> bool {
        subject.is_some_and(|it| self.revised.contains(it))
    }
}

/// The line at the top of a page.
fn revision_notice(lang: Lang, told: &[ExplainedChange<'_>]) -> Block<Target> {
    let text = fill_placeholders(
        word(lang, Word::RevisionNotice),
        &[("n", &told.len().to_string())],
    );
    Block::Alert {
        kind: Alert::Important,
        blocks: vec![Block::Paragraph(vec![Inline::generated(text)])],
    }
}

/// What was revised, at the end of a page.
fn revision_details(lang: Lang, told: &[ExplainedChange<'_>]) -> [Block<Target>; 3] {
    let title = vec![Inline::generated(
        word(lang, Word::RevisionsTitle).to_owned(),
    )];
    let item = |it: &ExplainedChange<'_>| {
        let [before, after] = it.change.texts(lang);
        let text = fill_placeholders(
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
        ListItem {
            task: None,
            blocks: vec![Block::Paragraph(vec![Inline::generated(text)])],
        }
    };
    let link = Inline::Link {
        to: Link::Page {
            route: revisions_route(),
            fragment: None,
        },
        text: vec![Inline::generated(word(lang, Word::RevisionsAll).to_owned())],
    };
    [
        Block::Heading(Heading {
            level: 2,
            id: REVISIONS_KEY.to_owned(),
            text: title,
        }),
        Block::List {
            start: None,
            items: told.iter().take(MAX_TOLD).map(item).collect(),
        },
        Block::Paragraph(vec![link]),
    ]
}

/// The page of all revisions, the latest edition's first. `sample` says whether the site shows made-up data.
pub(super) fn revisions_page(lang: Lang, told: &[ExplainedChange<'_>], sample: bool) -> Page {
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
        let text = vec![Inline::generated(fill_placeholders(
            word(lang, Word::RevisionsSince),
            &values,
        ))];
        blocks.push(Block::Heading(Heading {
            level: 2,
            id: format!("since-{}", edition.number),
            text,
        }));
        let own = told.iter().filter(|it| it.since.name == edition.name);
        blocks.push(Block::Table(revisions_table(lang, own)));
    }
    let title = word(lang, Word::RevisionsTitle);
    let home = NavItem {
        title: word(lang, Word::HomeTitle).to_owned(),
        route: Route("index.html".to_owned()),
    };
    let summary = word(lang, Word::RevisionsSummary).to_owned();
    let head = PageHead {
        layout: Layout::Report,
        summary: Some(vec![Inline::generated(summary)]),
        ..PageHead::generated(
            revisions_route(),
            Arc::from(revisions::REVISIONS_FILE),
            lang,
            title,
        )
    };
    let place = PagePlace {
        breadcrumb: vec![home],
        ..PagePlace::default()
    };
    let body = PageBody {
        blocks,
        sample,
        ..PageBody::default()
    };
    Page::assemble(head, place, body)
}

fn revisions_table<'a>(
    lang: Lang,
    told: impl Iterator<Item = &'a ExplainedChange<'a>>,
) -> HandTable<Target> {
    let text = |it: &str| vec![Inline::generated(it.to_owned())];
    let heads = [
        (Word::RevisedFigure, Align::Left),
        (Word::RevisedFrom, Align::Right),
        (Word::RevisedTo, Align::Right),
        (Word::RevisedHow, Align::Left),
        (Word::RevisedWhen, Align::Left),
        (Word::RevisedWhy, Align::Left),
    ];
    let row = |it: &ExplainedChange<'_>| {
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
