//! What the pages of metrics and tables say besides their prose.

use serde::Serialize;

use crate::data::Table;
use crate::locale::Lang;
use crate::output::Job;
use crate::output::html::atlas::Atlas;
use crate::output::html::view::grid::{GridView, grid};
use crate::output::html::view::{DownloadView, LinkView, link, reference};
use crate::output::{downloads, is_wanted, paths};
use crate::site::{FactLabel, MetricFacts, Page, TableFacts};

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
    pub used_in: Vec<LinkView>,
    pub table: LinkView,
}

/// A target of a metric.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRowView {
    pub text: String,
    pub strength: String,
    pub by: Option<String>,
    pub scope: String,
    pub basis: Option<String>,
}

/// A table's facts, and its first rows.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    pub name: String,
    pub description: Option<String>,
    pub facts: Vec<FactView>,
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
pub fn metric(it: &MetricFacts, page: &Page) -> MetricView {
    let target = |it: &crate::site::TargetFacts| TargetRowView {
        text: it.words.clone(),
        strength: it.strength_word.clone(),
        by: it.by.clone(),
        scope: it.scope.clone(),
        basis: it.basis.clone(),
    };
    MetricView {
        id: it.id.clone(),
        facts: facts(&it.facts),
        targets: it.targets.iter().map(target).collect(),
        used_in: it.used_in.iter().map(|it| link(&page.route, it)).collect(),
        table: link(&page.route, &it.table),
    }
}

/// The view of a table's facts with its first rows.
pub fn table(it: &TableFacts, job: &Job<'_>, page: &Page, atlas: &Atlas<'_>) -> TableView {
    let table = job.catalog.tables().find(|table| table.name == it.name);
    let n_rows = table.map_or(0, Table::n_rows);
    TableView {
        name: it.name.clone(),
        description: it.description.clone(),
        facts: facts(&it.facts),
        fields: it.fields.iter().map(field).collect(),
        metrics: it.metrics.iter().map(|it| link(&page.route, it)).collect(),
        grid: table.map(|table| rows(table, page.lang, page, atlas)),
        n_rows,
        left_out: n_rows.saturating_sub(paths::ROWS_SHOWN),
        downloads: whole_table(it, job, page),
    }
}

/// The rows shown, each with the anchor that figures point at.
fn rows(table: &Table, lang: Lang, page: &Page, atlas: &Atlas<'_>) -> GridView {
    let shown: Vec<usize> = (0..table.n_rows().min(paths::ROWS_SHOWN)).collect();
    let columns: Vec<usize> = (0..table.fields.len()).collect();
    let mut view = grid(&table.grid_of(lang, &shown, &columns), lang, &page.route, atlas);
    for (at, row) in view.rows.iter_mut().enumerate() {
        row.id = Some(paths::row_anchor(at));
    }
    view
}

/// Links to the whole table, where it is offered. Its size is not known before it is written.
fn whole_table(it: &TableFacts, job: &Job<'_>, page: &Page) -> Vec<DownloadView> {
    let offered = job.site.downloads.iter().any(|download| download.stem == it.stem);
    if !offered || !is_wanted(job.site, downloads::NAME) {
        return Vec::new();
    }
    let link = |format, extension| DownloadView {
        format,
        href: reference(&page.route, &paths::with_extension(&it.stem, extension)),
        size: String::new(),
    };
    vec![link("CSV", "csv"), link("JSON", "json")]
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
    facts.iter().map(|(label, text)| FactView { label: key(*label), text: text.clone() }).collect()
}

fn key(label: FactLabel) -> &'static str {
    match label {
        FactLabel::Definition => "fact.definition",
        FactLabel::Formula => "fact.formula",
        FactLabel::Unit => "fact.unit",
        FactLabel::Dimensions => "fact.dimensions",
        FactLabel::Source => "fact.source",
        FactLabel::Note => "fact.note",
        FactLabel::Rows => "fact.rows",
        FactLabel::Key => "fact.key",
    }
}
