//! What the pages of metrics and tables say besides their prose.

use serde::Serialize;

use crate::Job;
use crate::downloads::{self, Format};
use crate::html::atlas::Atlas;
use crate::html::exhibit::size;
use crate::html::view::grid::{GridView, grid};
use crate::html::view::{DownloadView, LinkView, OutsideView, link, outside, reference};
use crate::{is_wanted, labels, paths};
use gongbao_data::Table;
use gongbao_diag::locale::{Word, fill, word};
use gongbao_site::lineage::{UseKind, UsePlace, UsedIn, Value};
use gongbao_site::{Cited, FactLabel, MetricFacts, Page, TableFacts};

/// A label and its text; the theme has the label's words under `fact.<label>`.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    pub label: &'static str,
    pub text: String,
}

/// A metric's facts.
#[derive(Clone, Debug, Serialize)]
pub struct MetricView {
    pub id: String,
    pub facts: Vec<FactView>,
    pub targets: Vec<TargetRowView>,
    pub used_in: Vec<UsedInView>,
    /// The values that pages show.
    pub values: Vec<ValueView>,
    pub sources: Vec<CitedView>,
    pub background: Vec<CitedView>,
    pub table: LinkView,
}

/// A page that shows a metric.
#[derive(Clone, Debug, Serialize)]
pub struct UsedInView {
    pub title: String,
    pub href: String,
    pub places: Vec<PlaceView>,
    pub left_out: usize,
}

/// A sentence, chart, table or tile; the theme has the kind's word under `use.<kind>`.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    pub kind: &'static str,
    pub text: String,
    pub href: String,
}

/// A value that pages show, with the rows it was read from.
#[derive(Clone, Debug, Serialize)]
pub struct ValueView {
    pub id: String,
    pub text: String,
    pub raw: String,
    pub about: String,
    pub rows: Vec<LinkView>,
    /// 共60行, when there are several.
    pub count: Option<String>,
}

/// A source or licence with its address, or another thing known about the data.
#[derive(Clone, Debug, Serialize)]
pub struct CitedView {
    pub label: &'static str,
    pub text: String,
    pub href: Option<OutsideView>,
}

/// A target of a metric.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRowView {
    pub text: String,
    pub strength: String,
    pub by: Option<String>,
    pub scope: String,
    pub basis: Option<String>,
    /// The values to be reached on the way; empty for none.
    pub way: String,
    /// The bodies that answer for it; empty if nobody is named.
    pub responsible: String,
    pub plan: Option<String>,
}

/// A table's facts, and its first rows.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    pub name: String,
    pub description: Option<String>,
    pub facts: Vec<FactView>,
    pub sources: Vec<CitedView>,
    pub background: Vec<CitedView>,
    pub fields: Vec<FieldView>,
    pub metrics: Vec<LinkView>,
    /// Nothing if the table is not to be had.
    pub grid: Option<GridView>,
    pub n_rows: usize,
    pub left_out: usize,
    pub downloads: Vec<DownloadView>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    pub name: String,
    pub title: String,
    pub kind: String,
    pub unit: String,
    pub description: String,
}

/// The view of a metric's facts.
pub fn metric(it: &MetricFacts, job: &Job<'_>, page: &Page, atlas: &Atlas<'_>) -> MetricView {
    let target = |it: &gongbao_site::TargetFacts| TargetRowView {
        text: it.words.clone(),
        strength: it.strength_word.clone(),
        by: it.by.clone(),
        scope: it.scope.clone(),
        basis: it.basis.clone(),
        way: it.way.join(word(page.lang, Word::Separator)),
        responsible: it.responsible.join(word(page.lang, Word::Separator)),
        plan: it.plan.clone(),
    };
    MetricView {
        id: it.id.clone(),
        facts: facts(&it.facts),
        targets: it.targets.iter().map(target).collect(),
        used_in: it.used_in.iter().map(|it| used_in(it, page)).collect(),
        values: job
            .site
            .lineage
            .values(&it.id)
            .iter()
            .map(|it| value(it, page, atlas))
            .collect(),
        sources: sources(&it.sources, job, page),
        background: background(&it.background, job, page),
        table: link(&page.route, &it.table),
    }
}

/// The view of a table's facts with its first rows.
pub fn table(it: &TableFacts, job: &Job<'_>, page: &Page, atlas: &Atlas<'_>) -> TableView {
    let table = job.catalog.tables().find(|table| table.name == it.name);
    let n_rows = table.map_or(0, Table::n_rows);
    let cited = job
        .site
        .lineage
        .cited(&it.name)
        .filter(|row| *row >= paths::ROWS_SHOWN);
    let shown: Vec<usize> = (0..n_rows.min(paths::ROWS_SHOWN)).chain(cited).collect();
    TableView {
        name: it.name.clone(),
        description: it.description.clone(),
        facts: facts(&it.facts),
        sources: sources(&it.sources, job, page),
        background: background(&it.background, job, page),
        fields: it.fields.iter().map(field).collect(),
        metrics: it.metrics.iter().map(|it| link(&page.route, it)).collect(),
        grid: table.map(|table| rows((table, &shown), page, atlas)),
        n_rows,
        left_out: n_rows.saturating_sub(shown.len()),
        downloads: table
            .map(|table| whole_table(it, job, page, table))
            .unwrap_or_default(),
    }
}

/// The rows shown, each with the anchor that figures point at.
fn rows((table, shown): (&Table, &[usize]), page: &Page, atlas: &Atlas<'_>) -> GridView {
    let columns: Vec<usize> = (0..table.fields.len()).collect();
    let mut view = grid(
        &table.grid_of(page.lang, shown, &columns),
        page.lang,
        &page.route,
        atlas,
    );
    // The rows below use signs, too.
    view.legend = table.legend(page.lang);
    for (row, at) in view.rows.iter_mut().zip(shown) {
        row.id = Some(paths::row_anchor(*at));
        row.source = None;
    }
    view
}

fn used_in(it: &UsedIn, page: &Page) -> UsedInView {
    let LinkView {
        title,
        href,
        tongue: _,
    } = link(&page.route, &it.page);
    let place = |place: &UsePlace| PlaceView {
        kind: kind(place.kind),
        text: place.text.clone(),
        href: place
            .anchor
            .as_ref()
            .map_or_else(|| href.clone(), |anchor| format!("{href}#{anchor}")),
    };
    let places = it.places.iter().map(place).collect();
    UsedInView {
        title,
        places,
        left_out: it.left_out,
        href,
    }
}

fn kind(it: UseKind) -> &'static str {
    match it {
        UseKind::Title => "use.title",
        UseKind::Sentence => "use.sentence",
        UseKind::Chart => "use.chart",
        UseKind::Table => "use.table",
        UseKind::Tile => "use.tile",
    }
}

/// Ranges of rows that are listed; the rest is in the count.
const MOST_RANGES: usize = 6;

fn value(it: &Value, page: &Page, atlas: &Atlas<'_>) -> ValueView {
    let lang = page.lang;
    let n_rows: usize = it.origins.iter().map(|it| it.rows.len()).sum();
    let mut rows = Vec::new();
    for origin in &it.origins {
        for range in origin.rows.chunk_by(|a, b| a + 1 == *b) {
            let (Some(first), Some(last)) = (range.first(), range.last()) else {
                continue;
            };
            let title = if first == last {
                fill(
                    word(lang, Word::RowNumber),
                    &[("n", &(first + 2).to_string())],
                )
            } else {
                let (from, to) = ((first + 2).to_string(), (last + 2).to_string());
                fill(word(lang, Word::RowRange), &[("from", &from), ("to", &to)])
            };
            rows.extend(
                atlas
                    .row(&page.route, &origin.table, *first)
                    .map(|href| LinkView {
                        title,
                        href,
                        tongue: None,
                    }),
            );
        }
    }
    rows.truncate(MOST_RANGES);
    let count =
        (n_rows != 1).then(|| fill(word(lang, Word::RowCount), &[("n", &n_rows.to_string())]));
    ValueView {
        id: it.anchor.clone(),
        text: it.text.clone(),
        raw: it.raw.clone(),
        about: it.about.clone(),
        rows,
        count,
    }
}

fn sources(all: &[Cited], job: &Job<'_>, page: &Page) -> Vec<CitedView> {
    all.iter()
        .map(|it| cited(word(page.lang, Word::SourceHead), it, job, page))
        .collect()
}

fn background(all: &[(Word, Cited)], job: &Job<'_>, page: &Page) -> Vec<CitedView> {
    all.iter()
        .map(|(label, it)| cited(word(page.lang, *label), it, job, page))
        .collect()
}

/// Only addresses of the web are links; others are told.
fn cited(label: &'static str, it: &Cited, job: &Job<'_>, page: &Page) -> CitedView {
    let url = it.url.clone().unwrap_or_default();
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let text = if url.is_empty() || is_web {
        it.text.clone()
    } else {
        format!("{} ({url})", it.text)
    };
    CitedView {
        label,
        text,
        href: is_web.then(|| outside(job, page, &url)),
    }
}

/// Tables of more cells are not written a second time to learn how large their files are.
const WEIGHED: usize = 200_000;

/// Links to the whole table, where it is offered.
fn whole_table(it: &TableFacts, job: &Job<'_>, page: &Page, table: &Table) -> Vec<DownloadView> {
    let offered = job
        .site
        .downloads
        .iter()
        .any(|download| download.stem == it.stem);
    if !offered || !is_wanted(job.site, downloads::NAME) {
        return Vec::new();
    }
    let n_cells = table.n_rows().saturating_mul(table.fields.len());
    let link = |format: Format| {
        let href = reference(
            &page.route,
            &paths::with_extension(&it.stem, format.extension()),
        );
        let bytes = (n_cells <= WEIGHED)
            .then(|| downloads::of_table(format, table, job))
            .flatten();
        let size = bytes.map_or_else(String::new, |it| size(it.len()));
        DownloadView {
            format: format.name(),
            href,
            size,
        }
    };
    Format::ALL
        .into_iter()
        .filter(|it| downloads::is_offered(*it, table))
        .map(link)
        .collect()
}

fn field([name, title, kind, unit, description]: &[String; 5]) -> FieldView {
    FieldView {
        name: name.clone(),
        title: title.clone(),
        kind: kind.clone(),
        unit: unit.clone(),
        description: description.clone(),
    }
}

fn facts(facts: &[(FactLabel, String)]) -> Vec<FactView> {
    facts
        .iter()
        .map(|(label, text)| FactView {
            label: labels::fact(*label),
            text: text.clone(),
        })
        .collect()
}
