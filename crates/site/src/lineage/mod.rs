//! Which figure stands where, and which rows it was read from: the other direction of binding.
//!
//! [`Lineage`] is what the pages of metrics and tables tell; [`trace_lineage`] answers for one metric or table. It reads bound pages and
//! changes nothing. Start at [`LineageBuilder`].
//!
//! A value of a metric is told apart by the rows it was read from, so its anchor on the metric's
//! page is made of them and survives a rewording. Only the first rows of a table stand on its page,
//! and beyond them the rows that figures need. Whether a figure leads to its metric or to the row itself is decided
//! in `places.rs`.

mod anchors;
mod trace;
mod used_in;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::nav_item::NavItem;
use crate::page::Page;
use crate::places::{MAX_LISTED_VALUES, Places};
use crate::scope::World;
use gongbao_data::Entry;
use gongbao_model::Origin;

pub use anchors::{MAX_RANGES, ROWS_SHOWN, row_anchor, row_ranges, value_anchor};
pub use trace::{
    Trace, TraceResult, TraceSubject, TracedFigure, TracedTable, TracedUse, trace_lineage,
};
pub use used_in::{ShownValue, UseKind, UsePlace, UsedIn};
pub use walk::{CellAt, FigureUse, SeenFigure, collect_uses, figures_in_grid};
pub use words::{background_facts, cited_sources, explain_figure, members_text};

/// How many uses of a metric in one page are listed.
const MAX_USES: usize = 12;
/// How many rows a table's page shows for the sake of figures, beyond those it begins with.
const MAX_CITED: usize = 800;
/// What the pages of metrics and tables say of other pages.
#[derive(Debug, Default)]
pub struct Lineage {
    /// For each metric the values that pages show.
    values: BTreeMap<String, Vec<ShownValue>>,
    /// For each table the single rows that figures were read from, beyond those its page begins with.
    cited: BTreeMap<String, BTreeSet<usize>>,
    /// For each metric the pages that show it.
    uses: BTreeMap<String, Vec<UsedIn>>,
}

impl Lineage {
    /// The values of a metric that pages show.
    pub fn values(&self, metric: &str) -> &[ShownValue] {
        self.values.get(metric).map_or(&[], Vec::as_slice)
    }

    /// The rows of a table that single figures were read from, beyond those its page begins with.
    pub fn cited(&self, table: &str) -> Vec<usize> {
        let rows = self.cited.get(table).into_iter().flatten();
        rows.copied().collect()
    }

    /// The pages that show a metric.
    pub fn uses(&self, metric: &str) -> &[UsedIn] {
        self.uses.get(metric).map_or(&[], Vec::as_slice)
    }

    /// Takes the rows that were noted elsewhere.
    pub fn cite_all(&mut self, other: Lineage) {
        for (table, rows) in other.cited {
            rows.into_iter().for_each(|it| self.cite_row(&table, it));
        }
    }

    /// Takes the rows that the page of a metric leads to itself.
    pub fn cite_page(&mut self, page: &Page) {
        for seen in collect_uses(page).iter().flat_map(|it| &it.figures) {
            self.cite(seen.origins);
        }
    }

    fn cite(&mut self, origins: &[Origin]) {
        for origin in origins {
            if let [row] = origin.rows.as_slice() {
                self.cite_row(&origin.table, *row);
            }
        }
    }

    fn cite_row(&mut self, table: &str, row: usize) {
        if row < ROWS_SHOWN {
            return;
        }
        let rows = self.cited.entry(table.to_owned()).or_default();
        if rows.len() < MAX_CITED {
            rows.insert(row);
        }
    }

    /// Takes the rows that a value on its metric's page leads to.
    fn cite_ranges(&mut self, value: &ShownValue) {
        let ranges = value.origins.iter().flat_map(|origin| {
            let ranges = row_ranges(&origin.rows);
            ranges.map(|range| (origin.table.as_str(), *range.start()))
        });
        for (table, row) in ranges.take(MAX_RANGES) {
            self.cite_row(table, row);
        }
    }
}

/// What is known so far of a value.
#[derive(Debug, Default)]
struct ValueDraft {
    text: String,
    raw: String,
    /// Whether it stands in a text; those are listed first if there are too many.
    is_written: bool,
}

type Drafts = BTreeMap<String, BTreeMap<Vec<Origin>, ValueDraft>>;

/// Collects what pages show of metrics and tables, page after page in the order of the site.
#[derive(Debug, Default)]
pub struct LineageBuilder {
    drafts: Drafts,
    lineage: Lineage,
    /// Pages of one file are told once: each metric with the files that show it.
    files: BTreeSet<(String, Arc<str>)>,
}

impl LineageBuilder {
    /// Takes what a page shows. The pages of metrics and tables say what others show, and show nothing new.
    pub fn add(&mut self, page: &Page) {
        if page.metric.is_some() || page.table.is_some() {
            return;
        }
        // Translations repeat what a page says that comes first, pages for finding others what all say.
        let repeats = page.is_translation || page.layout.is_discovery();
        let uses = collect_uses(page);
        for (it, seen) in uses
            .iter()
            .flat_map(|it| it.figures.iter().map(move |seen| (it, seen)))
        {
            self.lineage.cite(seen.origins);
            let kind = if repeats { UseKind::Table } else { it.kind };
            record_use(&mut self.drafts, seen, kind, repeats);
        }
        if repeats {
            return;
        }
        for (metric, places) in metric_places(&uses) {
            let is_first = self.files.insert((metric.to_owned(), page.file.clone()));
            let used = used_in(page, if is_first { places } else { Vec::new() });
            let uses = self.lineage.uses.entry(metric.to_owned()).or_default();
            uses.push(used);
        }
    }

    /// What all pages show.
    pub fn finish(self, world: &World<'_>, places: &Places) -> Lineage {
        let LineageBuilder {
            drafts,
            mut lineage,
            ..
        } = self;
        let lang = world.config.lang;
        for (id, drafts) in drafts {
            let metric = world.metrics.get(&id);
            let table = metric.and_then(|it| match world.catalog.get(&it.table) {
                Some(Entry::Ready(table)) => Some(table),
                Some(Entry::Broken) | None => None,
            });
            let about = |origins: &[Origin]| match (metric, table) {
                (Some(metric), Some(table)) => members_text(lang, metric, table, origins),
                // Words of a table name no members of a metric.
                _ => String::new(),
            };
            let lists_all = places
                .metrics
                .get(&id)
                .is_some_and(|it| it.lists_all_values);
            let most = if lists_all {
                usize::MAX
            } else {
                MAX_LISTED_VALUES
            };
            let values: Vec<ShownValue> = list_values(drafts, most, about);
            values.iter().for_each(|it| lineage.cite_ranges(it));
            lineage.values.insert(id, values);
        }
        lineage
    }
}

/// Where a page shows each metric, in reading order.
fn metric_places<'a>(uses: &'a [FigureUse<'_>]) -> BTreeMap<&'a str, Vec<UsePlace>> {
    let mut places: BTreeMap<&str, Vec<UsePlace>> = BTreeMap::new();
    for it in uses {
        let metrics: BTreeSet<&str> = it.figures.iter().filter_map(|it| it.metric).collect();
        for metric in metrics {
            let place = UsePlace {
                kind: it.kind,
                text: it.text.clone(),
                anchor: it.anchor.map(str::to_owned),
            };
            places.entry(metric).or_default().push(place);
        }
    }
    places
}

fn used_in(page: &Page, mut places: Vec<UsePlace>) -> UsedIn {
    let left_out = places.len().saturating_sub(MAX_USES);
    places.truncate(MAX_USES);
    UsedIn {
        page: NavItem {
            title: page.title_text.clone(),
            route: page.route.clone(),
        },
        places,
        left_out,
    }
}

fn record_use(drafts: &mut Drafts, seen: &SeenFigure<'_>, kind: UseKind, repeats: bool) {
    let is_gap = seen.cell.is_some() && seen.value.is_empty();
    let Some(metric) = seen.metric.filter(|_| !seen.origins.is_empty() && !is_gap) else {
        return;
    };
    let of_metric = drafts.entry(metric.to_owned()).or_default();
    // Long lists of rows are copied once a value, not once a figure.
    if !of_metric.contains_key(seen.origins) {
        of_metric.insert(seen.origins.to_vec(), ValueDraft::default());
    }
    let Some(draft) = of_metric.get_mut(seen.origins) else {
        return;
    };
    let is_written = !matches!(kind, UseKind::Chart | UseKind::Table);
    // A figure in a text is written out; a status or a gap is no value.
    let says_more = !repeats && (draft.raw.is_empty() || (is_written && !draft.is_written));
    if draft.text.is_empty() || (seen.is_value && says_more) {
        draft.text = seen.written();
        draft.raw.clone_from(&seen.value);
    }
    draft.is_written |= is_written && seen.is_value;
}

/// The values a metric's page lists: `most`, those that stand in a text first.
fn list_values(
    drafts: BTreeMap<Vec<Origin>, ValueDraft>,
    most: usize,
    about: impl Fn(&[Origin]) -> String,
) -> Vec<ShownValue> {
    let mut room = most.saturating_sub(drafts.values().filter(|it| it.is_written).count());
    let mut values = Vec::new();
    for (origins, draft) in drafts {
        if !draft.is_written && room == 0 {
            continue;
        }
        room -= usize::from(!draft.is_written);
        values.push(ShownValue {
            anchor: value_anchor(&origins),
            text: draft.text,
            raw: draft.raw,
            about: about(&origins),
            origins,
        });
    }
    values
}
