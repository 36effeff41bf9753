//! Pages nobody writes: one per metric, one per table, and a page for each section without one.

use std::collections::BTreeMap;

use crate::embeds::{
    ChartOptions, ChartSpec, GridAxes, Sort, metric_chart, metric_grid, row_links,
};
use crate::exhibit::{DataTable, Exhibit, Target};
use crate::expression::Arg;
use crate::facts::{FactLabel, MetricFacts, TableFacts, TargetFacts};
use crate::failure::Failure;
use crate::figure::fixed_unit;
use crate::layout::Layout;
use crate::lineage::{Lineage, background_facts, cited_sources};
use crate::link::Route;
use crate::metric_table::MetricTable;
use crate::nav_item::NavItem;
use crate::page::{PageBody, PageHead};
use crate::scope::{Scope, World};
use crate::source_words::source_line;
use crate::target_status::{OF_METRIC, TargetStatus, grid_of};
use gongbao_chart as chart;
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_metrics::{Formula, Metric, MetricUnit, strength_word};
use gongbao_model::prose::{Block, Heading, Inline};
use gongbao_model::{ColumnKind, Grid, Orientation, Stack};

/// The head of a metric's page.
#[expect(
    clippy::expect_used,
    reason = "addresses are given to all metrics before any page is made"
)]
pub(crate) fn metric_head(world: &World<'_>, metric: &Metric) -> PageHead {
    let route = world
        .routes
        .metrics
        .get(&metric.id)
        .expect("every metric has an address")
        .clone();
    let file = metric.place.file.clone();
    PageHead {
        layout: Layout::Metric,
        summary: metric
            .definition
            .clone()
            .map(|it| vec![Inline::generated(it)]),
        ..PageHead::generated(route, file, world.config.lang, &metric.title)
    }
}

/// What a metric's page says. `lineage` knows which pages show the metric.
///
/// # Errors
/// Whatever the selections of its charts and tables run into.
pub(crate) fn metric_body(
    scope: &Scope<'_>,
    metric: &Metric,
    standings: &[TargetStatus],
    lineage: &Lineage,
) -> Result<PageBody, Failure> {
    let table = scope.table(&metric.table, &metric.place)?;
    let lang = scope.lang;
    let mut blocks = Vec::new();
    blocks.extend(status_block(
        scope,
        MetricTable { metric, table },
        standings,
    ));
    let mut n_charts = 0;
    for (heading, dimension) in metric_sections(lang, metric, table) {
        let found = history_blocks(scope, metric, table, &dimension)?;
        n_charts += found
            .iter()
            .filter(|it| matches!(it, Block::Embed(Exhibit::Chart(_))))
            .count();
        if !found.is_empty() {
            blocks.push(section_title(&heading, &dimension));
            blocks.extend(found);
        }
    }
    let facts = metric_facts(scope, metric, lineage)?;
    Ok(PageBody {
        blocks,
        sources: metric
            .source
            .clone()
            .into_iter()
            .chain(table.sources.iter().map(|it| it.title.clone()))
            .collect(),
        sample: table.sample,
        metric: Some(facts),
        n_charts,
        ..PageBody::default()
    })
}

/// What is said of a metric besides its charts and tables.
///
/// # Errors
/// `data/unknown-table`; silence if the table is broken.
#[expect(
    clippy::expect_used,
    reason = "addresses are given to all tables before any page is made"
)]
pub(crate) fn metric_facts(
    scope: &Scope<'_>,
    metric: &Metric,
    lineage: &Lineage,
) -> Result<MetricFacts, Failure> {
    let table = scope.table(&metric.table, &metric.place)?;
    let lang = scope.lang;
    let data = scope.world.routes.tables.get(&table.name);
    let data = data.expect("every table has an address").clone();
    Ok(MetricFacts {
        id: metric.id.clone(),
        facts: labelled_facts(scope, metric, table),
        targets: metric
            .targets
            .iter()
            .map(|it| target_facts(lang, metric, it))
            .collect(),
        used_in: lineage.uses(&metric.id).to_vec(),
        values: lineage.values(&metric.id).to_vec(),
        sources: cited_sources(lang, Some(metric), table),
        background: background_facts(lang, &table.background),
        table: NavItem {
            title: table.title.clone(),
            route: data,
        },
    })
}

/// What the page shows: the metric over time, then by each of its other dimensions.
fn metric_sections(lang: Lang, metric: &Metric, table: &Table) -> Vec<(String, String)> {
    let mut sections = Vec::new();
    if let Some(time) = &metric.time {
        sections.push((word(lang, Word::HistoryTitle).to_owned(), time.clone()));
    }
    for dimension in metric
        .dimensions
        .iter()
        .filter(|it| metric.time.as_ref() != Some(it))
    {
        let label = table
            .column(dimension)
            .map_or(dimension.as_str(), |it| table.fields[it].title.as_str());
        sections.push((
            fill_placeholders(word(lang, Word::MembersTitle), &[("dimension", label)]),
            dimension.clone(),
        ));
    }
    sections
}

fn section_title(text: &str, dimension: &str) -> Block<Target> {
    let id = format!("by-{}", dimension.replace('_', "-"));
    let id = if id.is_ascii() {
        id
    } else {
        gongbao_content::make_slug(&id)
    };
    Block::Heading(Heading {
        level: 2,
        id,
        text: vec![Inline::generated(text.to_owned())],
    })
}

/// How many members a chart on a metric's page may have; above that the table says it better.
const MAX_MEMBERS: usize = 40;
/// How many rows a table on a metric's page may have.
const MAX_ROWS: usize = 300;

/// A chart and a table of the metric along one dimension.
fn history_blocks(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
    dimension: &str,
) -> Result<Vec<Block<Target>>, Failure> {
    let is_time = metric.time.as_deref() == Some(dimension);
    let mut given = BTreeMap::new();
    if let Some(time) = &metric.time {
        given.insert(time.clone(), if is_time { Arg::All } else { Arg::Latest });
    }
    let selection = scope.select(metric, table, &given, &metric.place)?;
    let members = metric.members(table, dimension, &selection);
    let id = format!(
        "{}-{}",
        metric.id.replace('_', "-"),
        dimension.replace('_', "-")
    );
    let mut blocks = Vec::new();
    if (2..=MAX_MEMBERS).contains(&members.len()) && matches!(metric.unit, MetricUnit::Fixed(_)) {
        let kind = chart::find_kind(if is_time { "line" } else { "bar" });
        let spec = kind.map(|kind| ChartSpec {
            kind,
            metrics: vec![metric.id.clone()],
            table: None,
            x: dimension.to_owned(),
            series: None,
            given: given.clone(),
            sort: if is_time {
                Sort::Data
            } else {
                Sort::Descending
            },
            limit: None,
            targets: true,
            orientation: Orientation::Automatic,
            stack: Stack::No,
            channels: Vec::new(),
            options: ChartOptions::default(),
            from_zero: false,
            place: metric.place.clone(),
        });
        let chart = spec.and_then(|it| {
            metric_chart(
                scope,
                &it,
                &id,
                title_by(scope.lang, metric, table, dimension),
            )
        });
        blocks.extend(chart.map(|it| Block::Embed(Exhibit::Chart(it.into()))));
    }
    if blocks.is_empty() && members.len() <= MAX_ROWS {
        let mut grid = Grid {
            caption: title_by(scope.lang, metric, table, dimension),
            ..Grid::default()
        };
        let made = metric_grid(
            scope,
            MetricTable { metric, table },
            GridAxes {
                along: dimension,
                across: None,
            },
            &selection,
            &mut grid,
        );
        // A column of single values has none for the members of one dimension alone; the page does without the table.
        if made.is_ok() && !grid.rows.is_empty() {
            blocks.push(data_table(scope, MetricTable { metric, table }, id, grid));
        }
    }
    Ok(blocks)
}

/// No two exhibits of a page are called the same: what is not over time says by what it is.
fn title_by(lang: Lang, metric: &Metric, table: &Table, dimension: &str) -> String {
    if metric.time.as_deref() == Some(dimension) {
        return metric.title.clone();
    }
    let label = table
        .column(dimension)
        .map_or(dimension, |it| table.fields[it].title.as_str());
    let by = fill_placeholders(word(lang, Word::MembersTitle), &[("dimension", label)]);
    fill_placeholders(
        word(lang, Word::CompareBy),
        &[("title", &metric.title), ("by", &by)],
    )
}

/// A table of a page nobody writes, in which nothing is said of statuses and revisions.
pub(crate) fn data_table(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    id: String,
    grid: Grid,
) -> Block<Target> {
    Block::Embed(Exhibit::Table(Box::new(DataTable {
        id,
        row_links: row_links(scope, &grid),
        grid,
        row_metrics: Vec::new(),
        statuses: Vec::new(),
        revised: Vec::new(),
        left_out: 0,
        source: metric
            .source
            .clone()
            .unwrap_or_else(|| source_line(scope.lang, table)),
        note: None,
        sample: table.sample,
    })))
}

/// The status at the latest time of each target.
fn status_block(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    standings: &[TargetStatus],
) -> Option<Block<Target>> {
    let targeted: Vec<&TargetStatus> = standings.iter().filter(|it| it.target.is_some()).collect();
    if targeted.is_empty() {
        return None;
    }
    let grid = grid_of(
        scope.lang,
        word(scope.lang, Word::TargetsTitle),
        &OF_METRIC,
        &targeted,
    );
    let mut block = data_table(
        scope,
        MetricTable { metric, table },
        format!("{}-status", metric.id.replace('_', "-")),
        grid,
    );
    if let Block::Embed(Exhibit::Table(table)) = &mut block {
        table.statuses = targeted.iter().map(|it| it.line.status).collect();
        table.row_metrics = targeted.iter().map(|it| Some(it.metric.clone())).collect();
    }
    Some(block)
}

fn labelled_facts(scope: &Scope<'_>, metric: &Metric, table: &Table) -> Vec<(FactLabel, String)> {
    let lang = scope.lang;
    let title = |name: &str| {
        table
            .column(name)
            .map_or(name.to_owned(), |it| table.fields[it].title.clone())
    };
    let comma = word(lang, Word::Separator);
    let formula = match &metric.formula {
        Formula::Column(a) => {
            fill_placeholders(word(lang, Word::FormulaColumn), &[("a", &title(a))])
        }
        Formula::Sum(a) => fill_placeholders(word(lang, Word::FormulaSum), &[("a", &title(a))]),
        Formula::Mean { value, weight } => fill_placeholders(
            word(lang, Word::FormulaMean),
            &[("a", &title(value)), ("b", &title(weight))],
        ),
        Formula::Share { part, whole } => fill_placeholders(
            word(lang, Word::FormulaShare),
            &[("a", &title(part)), ("b", &title(whole))],
        ),
        Formula::Count => word(lang, Word::FormulaCount).to_owned(),
    };
    let formula = if metric.filter.is_empty() {
        formula
    } else {
        format!(
            "{formula}{}",
            in_brackets(lang, &selected_values(lang, &metric.filter))
        )
    };
    let dimensions: Vec<String> = metric.dimensions.iter().map(|it| title(it)).collect();
    let unit = fixed_unit(metric).to_owned();
    let mut facts = vec![(FactLabel::Formula, formula)];
    facts.extend(
        metric
            .definition
            .clone()
            .map(|it| (FactLabel::Definition, it)),
    );
    facts.extend((!unit.is_empty()).then_some((FactLabel::Unit, unit)));
    facts.extend((!dimensions.is_empty()).then(|| (FactLabel::Dimensions, dimensions.join(comma))));
    facts.extend(metric.note.clone().map(|it| (FactLabel::Note, it)));
    let bodies = metric.responsible.join(comma);
    facts.extend((!bodies.is_empty()).then_some((FactLabel::Responsible, bodies)));
    facts.extend(metric.plan.clone().map(|it| (FactLabel::Plan, it)));
    facts
}

fn target_facts(
    lang: Lang,
    metric: &Metric,
    target: &gongbao_metrics::MetricTarget,
) -> TargetFacts {
    TargetFacts {
        words: target.words(lang, &metric.number(fixed_unit(metric))),
        strength: target.strength,
        strength_word: strength_word(lang, target.strength).to_owned(),
        by: target.by_words(lang),
        scope: selected_values(lang, &target.scope),
        basis: target.basis.clone(),
        way: target.way_words(lang, &metric.number(fixed_unit(metric))),
        responsible: target.responsible.clone(),
        plan: target.plan.clone(),
    }
}

/// The values a selection takes, as a reader is told them: 市辖区.
fn selected_values(lang: Lang, selection: &Selection) -> String {
    let values: Vec<String> = selection
        .iter()
        .flat_map(|(_, values)| values)
        .map(ToString::to_string)
        .collect();
    values.join(word(lang, Word::Separator))
}

fn in_brackets(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Zh => format!("（{text}）"),
        Lang::En => format!(" ({text})"),
    }
}

/// The page of a table.
#[expect(
    clippy::expect_used,
    reason = "addresses are given to all tables before any page is made"
)]
pub(crate) fn table_page(world: &World<'_>, table: &Table) -> (PageHead, PageBody) {
    let lang = world.config.lang;
    let routes = world.routes;
    let route = routes
        .tables
        .get(&table.name)
        .expect("every table has an address")
        .clone();
    let metrics = world
        .metrics
        .all()
        .iter()
        .filter(|it| it.table == table.name);
    let metrics = metrics.filter_map(|it| {
        routes.metrics.get(&it.id).map(|route| NavItem {
            title: it.title.clone(),
            route: route.clone(),
        })
    });
    let fields = table.fields.iter().map(|it| {
        let kind = word(lang, kind_word(it.kind)).to_owned();
        [
            it.name.clone(),
            it.title.clone(),
            kind,
            it.unit.clone(),
            it.description.iter().cloned().collect(),
        ]
    });
    let key: Vec<&str> = table
        .primary_key
        .iter()
        .map(|it| table.fields[*it].title.as_str())
        .collect();
    let mut facts = vec![(FactLabel::Rows, table.n_rows().to_string())];
    facts
        .extend((!key.is_empty()).then(|| (FactLabel::Key, key.join(word(lang, Word::Separator)))));
    let facts = TableFacts {
        name: table.name.clone(),
        description: table.description.clone(),
        facts,
        sources: cited_sources(lang, None, table),
        background: background_facts(lang, &table.background),
        fields: fields.collect(),
        metrics: metrics.collect(),
        cited_rows: Vec::new(),
        stem: download_stem(&route),
    };
    let head = PageHead {
        layout: Layout::Table,
        summary: table
            .description
            .clone()
            .map(|it| vec![Inline::generated(it)]),
        ..PageHead::generated(route, table.file.clone(), lang, &table.title)
    };
    let body = PageBody {
        sources: table.sources.iter().map(|it| it.title.clone()).collect(),
        sample: table.sample,
        table: Some(facts),
        ..PageBody::default()
    };
    (head, body)
}

fn kind_word(kind: ColumnKind) -> Word {
    match kind {
        ColumnKind::String => Word::TypeString,
        ColumnKind::Integer => Word::TypeInteger,
        ColumnKind::Number => Word::TypeNumber,
        ColumnKind::Boolean => Word::TypeBoolean,
        ColumnKind::Date => Word::TypeDate,
        ColumnKind::Year => Word::TypeYear,
        ColumnKind::Period => Word::TypePeriod,
    }
}

/// The address of a table's downloads, without extension.
fn download_stem(route: &Route) -> String {
    route.0.strip_suffix(".html").unwrap_or(&route.0).to_owned()
}

/// The head of a section nobody wrote a page for. There is no more to it: it lists its pages.
pub(crate) fn section_head(
    lang: Lang,
    route: Route,
    title: &str,
    summary: Option<&str>,
) -> PageHead {
    let file = std::sync::Arc::from("content");
    PageHead {
        layout: Layout::Section,
        summary: summary.map(|it| vec![Inline::generated(it.to_owned())]),
        ..PageHead::generated(route, file, lang, title)
    }
}
