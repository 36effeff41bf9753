//! What the pages of metrics and tables say besides their prose.

use serde::Serialize;

use crate::link_resolver::LinkResolver;
use crate::view::grid::{GridView, grid_view};
use crate::view::{
    DownloadView, ExternalLinkView, LinkView, format_size, link_view, outside_view,
    reference_between,
};
use gongbao_diag::locale::{Word, fill_placeholders, word};
use gongbao_model::TableRows;
use gongbao_output::Job;
use gongbao_output::downloads::{self, DownloadFormat};
use gongbao_output::{WrittenFile, is_wanted, labels, paths};
use gongbao_site::lineage::{MAX_RANGES, ShownValue, UseKind, UsePlace, UsedIn, row_ranges};
use gongbao_site::{Cited, FactLabel, MetricFacts, Page, TableFacts};

/// A label and its text; the theme has the label's words under `fact.<label>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactView {
    pub label: &'static str,
    pub text: String,
}

/// A metric's facts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MetricView {
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
pub(crate) struct UsedInView {
    pub title: String,
    pub href: String,
    pub places: Vec<PlaceView>,
    pub left_out: usize,
}

/// A sentence, chart, table or tile; the theme has the kind's word under `use.<kind>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceView {
    pub kind: &'static str,
    pub text: String,
    pub href: String,
}

/// A value that pages show, with the rows it was read from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ValueView {
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
pub(crate) struct CitedView {
    pub label: &'static str,
    pub text: String,
    pub href: Option<ExternalLinkView>,
}

/// A target of a metric.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TargetRowView {
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
pub(crate) struct TableView {
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
pub(crate) struct FieldView {
    pub name: String,
    pub title: String,
    pub kind: String,
    pub unit: String,
    pub description: String,
}

/// The view of a metric's facts.
pub(crate) fn metric_view(
    it: &MetricFacts,
    job: &Job<'_>,
    page: &Page,
    links: &LinkResolver<'_>,
) -> MetricView {
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
        facts: fact_views(&it.facts),
        targets: it.targets.iter().map(target).collect(),
        used_in: it.used_in.iter().map(|it| used_in(it, page)).collect(),
        values: it
            .values
            .iter()
            .map(|it| value_view(it, page, links))
            .collect(),
        sources: source_views(&it.sources, job, page),
        background: background_views(&it.background, job, page),
        table: link_view(&page.route, &it.table),
    }
}

/// The view of a table's facts with its first rows.
pub(crate) fn table_facts_view(
    it: &TableFacts,
    job: &Job<'_>,
    page: &Page,
    links: &LinkResolver<'_>,
    files: &[WrittenFile],
) -> TableView {
    let table = job.tables.get(it.name.as_str()).copied();
    let n_rows = table.map_or(0, TableRows::n_rows);
    let cited = it.cited_rows.iter().copied();
    let shown: Vec<usize> = (0..n_rows.min(paths::ROWS_SHOWN)).chain(cited).collect();
    TableView {
        name: it.name.clone(),
        description: it.description.clone(),
        facts: fact_views(&it.facts),
        sources: source_views(&it.sources, job, page),
        background: background_views(&it.background, job, page),
        fields: it.fields.iter().map(field_view).collect(),
        metrics: it
            .metrics
            .iter()
            .map(|it| link_view(&page.route, it))
            .collect(),
        grid: table.map(|table| rows_view(table, &shown, page, links)),
        n_rows,
        left_out: n_rows.saturating_sub(shown.len()),
        // A table that is not to be had is not offered.
        downloads: table.map_or_else(Vec::new, |table| whole_table(it, table, job, page, files)),
    }
}

/// The rows shown, each with the anchor that figures point at.
fn rows_view(
    table: &dyn TableRows,
    shown: &[usize],
    page: &Page,
    links: &LinkResolver<'_>,
) -> GridView {
    let mut view = grid_view(
        &table.grid_of_rows(page.lang, shown),
        page.lang,
        &page.route,
        links,
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
    } = link_view(&page.route, &it.page);
    let place = |place: &UsePlace| PlaceView {
        kind: use_kind_key(place.kind),
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

fn use_kind_key(it: UseKind) -> &'static str {
    match it {
        UseKind::Title => "use.title",
        UseKind::Sentence => "use.sentence",
        UseKind::Chart => "use.chart",
        UseKind::Table => "use.table",
        UseKind::Tile => "use.tile",
    }
}

fn value_view(it: &ShownValue, page: &Page, links: &LinkResolver<'_>) -> ValueView {
    let lang = page.lang;
    let n_rows: usize = it.origins.iter().map(|it| it.rows.len()).sum();
    let mut rows = Vec::new();
    let ranges = it
        .origins
        .iter()
        .flat_map(|origin| row_ranges(&origin.rows).map(|range| (origin.table.as_str(), range)));
    for (table, range) in ranges.take(MAX_RANGES) {
        let (first, last) = (range.start() + 2, range.end() + 2);
        let title = if first == last {
            fill_placeholders(word(lang, Word::RowNumber), &[("n", &first.to_string())])
        } else {
            let (from, to) = (first.to_string(), last.to_string());
            fill_placeholders(word(lang, Word::RowRange), &[("from", &from), ("to", &to)])
        };
        let href = links.row(&page.route, table, *range.start());
        rows.extend(href.map(|href| LinkView {
            title,
            href,
            tongue: None,
        }));
    }
    let count = (n_rows != 1)
        .then(|| fill_placeholders(word(lang, Word::RowCount), &[("n", &n_rows.to_string())]));
    ValueView {
        id: it.anchor.clone(),
        text: it.text.clone(),
        raw: it.raw.clone(),
        about: it.about.clone(),
        rows,
        count,
    }
}

fn source_views(all: &[Cited], job: &Job<'_>, page: &Page) -> Vec<CitedView> {
    all.iter()
        .map(|it| cited_view(word(page.lang, Word::SourceHead), it, job, page))
        .collect()
}

fn background_views(all: &[(Word, Cited)], job: &Job<'_>, page: &Page) -> Vec<CitedView> {
    all.iter()
        .map(|(label, it)| cited_view(word(page.lang, *label), it, job, page))
        .collect()
}

/// Only addresses of the web are links; others are told.
fn cited_view(label: &'static str, it: &Cited, job: &Job<'_>, page: &Page) -> CitedView {
    let is_web = |it: &&String| it.starts_with("https://") || it.starts_with("http://");
    let text = match it.url.as_ref().filter(|url| !is_web(url)) {
        Some(url) if !url.is_empty() => format!("{} ({url})", it.text),
        Some(_) | None => it.text.clone(),
    };
    let href = it.url.as_ref().filter(is_web);
    CitedView {
        label,
        text,
        href: href.map(|it| outside_view(job, page, it)),
    }
}

/// Links to the whole table, where it is offered.
fn whole_table(
    it: &TableFacts,
    table: &dyn TableRows,
    job: &Job<'_>,
    page: &Page,
    files: &[WrittenFile],
) -> Vec<DownloadView> {
    let offered = job
        .site
        .downloads
        .iter()
        .any(|download| download.stem == it.stem);
    if !offered || !is_wanted(job.site, downloads::DOWNLOADS_NAME) {
        return Vec::new();
    }
    let link = |format: DownloadFormat| {
        let route = paths::with_extension(&it.stem, format.extension());
        let file = WrittenFile::find(files, &route).filter(|_| downloads::says_size(table));
        DownloadView {
            format: format.name(),
            href: reference_between(&page.route, &route),
            size: file.map_or_else(String::new, |it| format_size(it.n_bytes)),
        }
    };
    DownloadFormat::ALL
        .into_iter()
        .filter(|it| downloads::is_offered(*it, table))
        .map(link)
        .collect()
}

fn field_view([name, title, kind, unit, description]: &[String; 5]) -> FieldView {
    FieldView {
        name: name.clone(),
        title: title.clone(),
        kind: kind.clone(),
        unit: unit.clone(),
        description: description.clone(),
    }
}

fn fact_views(facts: &[(FactLabel, String)]) -> Vec<FactView> {
    facts
        .iter()
        .map(|(label, text)| FactView {
            label: labels::fact_label_key(*label),
            text: text.clone(),
        })
        .collect()
}
