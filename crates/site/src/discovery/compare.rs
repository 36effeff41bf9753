//! A metric across the members of a dimension and over time, side by side.

use std::collections::BTreeMap;

use crate::discovery::{DiscoveryPage, blank_page, item_link};
use crate::embeds::{ChartOptions, ChartSpec, GridAxes, Sort, metric_chart, metric_grid};
use crate::exhibit::{Exhibit, Target};
use crate::expression::Arg;
use crate::generated::{data_table, metric_head};
use crate::link::Route;
use crate::metric_table::MetricTable;
use crate::nav_item::NavItem;
use crate::scope::{Scope, World};
use gongbao_chart as chart;
use gongbao_diag::locale::{Word, fill_placeholders, word};
use gongbao_metrics::{Metric, MetricUnit};
use gongbao_model::prose::{Block, Heading, Inline, ListItem};
use gongbao_model::{Grid, Orientation, Stack};

/// The address of the page that lists the comparisons.
pub(super) const COMPARISON_ROUTE: &str = "compare/index.html";
/// How many members and times are compared on one page.
const MEMBERS_COMPARED: std::ops::RangeInclusive<usize> = 2..=60;
const TIMES_COMPARED: std::ops::RangeInclusive<usize> = 2..=40;

/// A page for each metric that has several members over several times, and one that lists them.
pub(super) fn comparison_pages(world: &World<'_>) -> Vec<DiscoveryPage> {
    let metrics = world.metrics.all().iter();
    let made: Vec<DiscoveryPage> = metrics
        .filter_map(|it| comparison_page(world, it))
        .collect();
    if made.is_empty() {
        return made;
    }
    let items = made.iter().map(|it| ListItem {
        task: None,
        blocks: vec![Block::Paragraph(vec![item_link(&it.head.nav_item())])],
    });
    let mut list = blank_page(COMPARISON_ROUTE, world, Word::CompareTitle);
    list.body.blocks = vec![Block::List {
        start: None,
        items: items.collect(),
    }];
    let summary = word(world.config.lang, Word::CompareSummary).to_owned();
    list.head.summary = Some(vec![Inline::generated(summary)]);
    std::iter::once(list).chain(made).collect()
}

fn comparison_page(world: &World<'_>, metric: &Metric) -> Option<DiscoveryPage> {
    let lang = world.config.lang;
    let file = metric.place.file.clone();
    let scope = Scope {
        world,
        file,
        lang,
        given: BTreeMap::new(),
        row: None,
        queries: std::sync::Arc::default(),
    };
    let Ok(table) = scope.table(&metric.table, &metric.place) else {
        // The page of the metric asks for the same and has complained.
        return None;
    };
    let time = metric.time.as_deref()?;
    let dimensions = metric.dimensions.iter().filter(|it| *it != time);
    let blocks: Vec<Block<Target>> = dimensions
        .filter_map(|it| comparison_by_dimension(&scope, MetricTable { metric, table }, it, time))
        .flatten()
        .collect();
    if blocks.is_empty() {
        return None;
    }
    let n_charts = blocks
        .iter()
        .filter(|it| matches!(it, Block::Embed(Exhibit::Chart(_))))
        .count();
    let route = format!("compare/{}.html", metric.id);
    let mut made = blank_page(&route, world, Word::CompareTitle);
    // The page of the metric itself has its bare title.
    let title = fill_placeholders(word(lang, Word::CompareOf), &[("title", &metric.title)]);
    made.head.title = vec![Inline::generated(title.clone())];
    made.head.title_text = title;
    made.head.summary = Some(vec![
        Inline::generated(word(lang, Word::CompareOne).to_owned()),
        item_link(&metric_head(world, metric).nav_item()),
    ]);
    made.body.sources = table.sources.iter().map(|it| it.title.clone()).collect();
    made.body.sample = table.sample;
    made.body.blocks = blocks;
    made.body.n_charts = n_charts;
    made.place.breadcrumb.push(NavItem {
        title: word(lang, Word::CompareTitle).to_owned(),
        route: Route(COMPARISON_ROUTE.to_owned()),
    });
    Some(made)
}

/// The metric by one dimension: a heat map, or a table where it is no one unit or too much for a picture.
fn comparison_by_dimension(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    dimension: &str,
    time: &str,
) -> Option<[Block<Target>; 2]> {
    let given = BTreeMap::from([(time.to_owned(), Arg::All)]);
    let Ok(selection) = scope.select(metric, table, &given, &metric.place) else {
        // The page of the metric asks for the same and has complained.
        return None;
    };
    let n_members = metric.members(table, dimension, &selection).len();
    let n_times = metric.members(table, time, &selection).len();
    if !MEMBERS_COMPARED.contains(&n_members) || !TIMES_COMPARED.contains(&n_times) {
        return None;
    }
    let label = table
        .column(dimension)
        .map_or(dimension, |it| table.fields[it].title.as_str());
    let words = fill_placeholders(
        word(scope.lang, Word::MembersTitle),
        &[("dimension", label)],
    );
    let id = format!("by-{}", gongbao_content::make_slug(dimension));
    let title = fill_placeholders(
        word(scope.lang, Word::CompareBy),
        &[("title", &metric.title), ("by", &words)],
    );
    let heading = Heading {
        level: 2,
        id: id.clone(),
        text: vec![Inline::generated(words)],
    };
    let id = format!("compare-{id}");
    let chart = heatmap_spec(metric, dimension, time, given)
        .and_then(|it| metric_chart(scope, &it, &id, title.clone()));
    let shown = match chart {
        Some(chart) => Block::Embed(Exhibit::Chart(chart.into())),
        None => {
            let mut grid = Grid {
                caption: title,
                ..Grid::default()
            };
            let made = metric_grid(
                scope,
                MetricTable { metric, table },
                GridAxes {
                    along: dimension,
                    across: Some(time),
                },
                &selection,
                &mut grid,
            );
            if made.is_err() {
                // Nobody asked for this comparison: values that stand for one member and time alone have none.
                return None;
            }
            data_table(scope, MetricTable { metric, table }, id, grid)
        }
    };
    Some([Block::Heading(heading), shown])
}

fn heatmap_spec(
    metric: &Metric,
    dimension: &str,
    time: &str,
    given: BTreeMap<String, Arg>,
) -> Option<ChartSpec> {
    let kind =
        chart::find_kind("heatmap").filter(|_| matches!(metric.unit, MetricUnit::Fixed(_)))?;
    Some(ChartSpec {
        kind,
        metrics: vec![metric.id.clone()],
        table: None,
        x: time.to_owned(),
        series: Some(dimension.to_owned()),
        given,
        sort: Sort::Data,
        limit: None,
        targets: false,
        orientation: Orientation::Automatic,
        stack: Stack::No,
        channels: Vec::new(),
        options: ChartOptions::default(),
        from_zero: false,
        place: metric.place.clone(),
    })
}
