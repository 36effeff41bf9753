//! The page of gaps: which metrics, tables, members and periods lack data, a source, a target or a definition, what is
//! withheld and what is provisional.
//!
//! It asks the catalogue after the gate, so it can say of something withheld only that it is
//! withheld.

use crate::exhibit::Target;
use crate::labels::value_label;
use crate::layout::Layout;
use crate::link::{Link, Route};
use crate::page::{PageBody, PageHead};
use crate::scope::{Scope, World};
use crate::source_words::time_text;
use crate::target_status::{TargetStatus, ValueEvidence};
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_metrics::{BetterDirection, Metric, Mismatch};
use gongbao_model::prose::{Align, Block, HandTable, Heading, Inline, ListItem, Phrase};
use gongbao_model::{MissingMarker, Value};

/// The address of the page.
pub const GAPS_ROUTE: &str = "completeness.html";
/// How many gaps of one metric are named; the rest is counted.
const MAX_NAMED: usize = 8;
/// How many combinations of member and period are looked at in one dimension of a metric.
const MAX_COMBINED: usize = 5000;
/// The same times the rows that have to be gone through for each.
const MAX_WORK: usize = 20_000_000;

/// The page; nothing for a site without metrics.
pub(crate) fn completeness_page(
    scope: &Scope<'_>,
    standings: &[&TargetStatus],
) -> Option<(PageHead, PageBody)> {
    let world = scope.world;
    let lang = scope.lang;
    let metrics: Vec<&Metric> = world.metrics.all().iter().map(AsRef::as_ref).collect();
    if metrics.is_empty() {
        return None;
    }
    let tables: Vec<&Table> = world.catalog.tables().collect();
    let cells = cells_without_value(&tables);
    let sections = [
        without_data(world, &metrics, standings),
        gaps_section(scope, &metrics),
        missing_cells(world, &cells),
        withheld_cells(world, &cells),
        provisional_section(world, &metrics),
        without_target(world, &metrics),
        without_source(world, &metrics, &tables),
        without_definition(world, &metrics, &tables),
    ];
    let mut blocks = Vec::new();
    for it in &sections {
        let text = fill_placeholders(
            word(lang, Word::StatusGroup),
            &[("status", word(lang, it.title)), ("n", &it.n.to_string())],
        );
        let text = vec![Inline::generated(text)];
        blocks.push(Block::Heading(Heading {
            level: 2,
            id: it.id.to_owned(),
            text,
        }));
        let about = if it.n == 0 { Word::GapNone } else { it.about };
        blocks.push(Block::Paragraph(vec![Inline::generated(
            word(lang, about).to_owned(),
        )]));
        blocks.extend((it.n > 0).then(|| it.list.clone()));
    }
    let values = [
        ("metrics", metrics.len().to_string()),
        ("tables", tables.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, it)| (*name, it.as_str()))
        .collect();
    let (route, title) = (Route(GAPS_ROUTE.to_owned()), word(lang, Word::GapsTitle));
    let summary = fill_placeholders(word(lang, Word::GapsSummary), &values);
    let head = PageHead {
        layout: Layout::Overview,
        summary: Some(vec![Inline::generated(summary)]),
        ..PageHead::generated(route, scope.file.clone(), lang, title)
    };
    let body = PageBody {
        blocks,
        sample: tables.iter().any(|it| it.sample),
        ..PageBody::default()
    };
    Some((head, body))
}

/// One kind of gap.
struct GapSection {
    id: &'static str,
    title: Word,
    /// What is counted, and what that means.
    about: Word,
    n: usize,
    list: Block<Target>,
}

fn gap_section(
    id: &'static str,
    title: Word,
    about: Word,
    items: Vec<Phrase<Target>>,
) -> GapSection {
    let n = items.len();
    let items = items
        .into_iter()
        .map(|it| ListItem {
            task: None,
            blocks: vec![Block::Paragraph(it)],
        })
        .collect();
    GapSection {
        id,
        title,
        about,
        n,
        list: Block::List { start: None, items },
    }
}

fn linked_phrase(text: &str, route: Option<&Route>) -> Phrase<Target> {
    let text = vec![Inline::generated(text.to_owned())];
    match route {
        Some(route) => vec![Inline::Link {
            to: Link::Page {
                route: route.clone(),
                fragment: None,
            },
            text,
        }],
        None => text,
    }
}

fn of_metric(world: &World<'_>, it: &Metric) -> Phrase<Target> {
    linked_phrase(&it.title, world.routes.metrics.get(&it.id))
}

fn table_phrase(world: &World<'_>, it: &Table) -> Phrase<Target> {
    linked_phrase(&it.title, world.routes.tables.get(&it.name))
}

fn without_data(world: &World<'_>, metrics: &[&Metric], standings: &[&TargetStatus]) -> GapSection {
    let is_empty = |id: &str| {
        let of_metric = standings.iter().filter(|it| it.metric == id);
        let own: Vec<&TargetStatus> = of_metric.copied().collect();
        // Where nobody asks for one value of the whole, there is nothing to miss.
        own.iter().any(|it| it.evidence == ValueEvidence::Missing)
            && !own.iter().any(|it| it.evidence == ValueEvidence::Value)
    };
    let found = metrics
        .iter()
        .filter(|it| is_empty(&it.id))
        .map(|it| of_metric(world, it));
    gap_section(
        "no-data",
        Word::GapData,
        Word::GapDataAbout,
        found.collect(),
    )
}

fn without_target(world: &World<'_>, metrics: &[&Metric]) -> GapSection {
    let found = metrics
        .iter()
        .filter(|it| it.targets.is_empty() && it.better != BetterDirection::Neither);
    gap_section(
        "no-target",
        Word::GapTarget,
        Word::GapTargetAbout,
        found.map(|it| of_metric(world, it)).collect(),
    )
}

fn without_source(world: &World<'_>, metrics: &[&Metric], tables: &[&Table]) -> GapSection {
    let bare = |it: &&&Table| it.sources.is_empty();
    let of = |it: &&&Metric| {
        it.source.is_none()
            && tables
                .iter()
                .any(|table| table.name == it.table && table.sources.is_empty())
    };
    let metrics = metrics.iter().filter(of).map(|it| of_metric(world, it));
    let found = metrics.chain(tables.iter().filter(bare).map(|it| table_phrase(world, it)));
    gap_section(
        "no-source",
        Word::GapSource,
        Word::GapSourceAbout,
        found.collect(),
    )
}

fn without_definition(world: &World<'_>, metrics: &[&Metric], tables: &[&Table]) -> GapSection {
    let metrics = metrics
        .iter()
        .filter(|it| it.definition.is_none())
        .map(|it| of_metric(world, it));
    let tables = tables
        .iter()
        .filter(|it| it.description.is_none())
        .map(|it| table_phrase(world, it));
    gap_section(
        "no-definition",
        Word::GapDefinition,
        Word::GapDefinitionAbout,
        metrics.chain(tables).collect(),
    )
}

fn provisional_section(world: &World<'_>, metrics: &[&Metric]) -> GapSection {
    let lang = world.config.lang;
    let found = metrics
        .iter()
        .filter(|it| !it.provisional.is_empty())
        .map(|it| {
            let mut phrase = of_metric(world, it);
            let periods = it.provisional.join(word(lang, Word::Separator));
            phrase.push(Inline::generated(fill_placeholders(
                word(lang, Word::GapPeriods),
                &[("periods", &periods)],
            )));
            phrase
        });
    gap_section(
        "provisional",
        Word::GapProvisional,
        Word::GapProvisionalAbout,
        found.collect(),
    )
}

/// Members and periods for which a metric has no value.
fn gaps_section(scope: &Scope<'_>, metrics: &[&Metric]) -> GapSection {
    let lang = scope.lang;
    let mut rows = Vec::new();
    let mut n = 0;
    for metric in metrics {
        let Ok(table) = scope.table(&metric.table, &metric.place) else {
            continue;
        };
        for dimension in metric
            .dimensions
            .iter()
            .filter(|it| metric.time.as_ref() != Some(it))
        {
            let found = gaps_along(scope, metric, table, dimension);
            if found.is_empty() {
                continue;
            }
            n += found.len();
            let title = table
                .column(dimension)
                .map_or(dimension.as_str(), |it| table.fields[it].title.as_str());
            let named = found
                .iter()
                .take(MAX_NAMED)
                .cloned()
                .collect::<Vec<String>>();
            let mut list = named.join(word(lang, Word::Separator));
            if found.len() > MAX_NAMED {
                list = fill_placeholders(
                    word(lang, Word::GapMore),
                    &[("list", &list), ("n", &found.len().to_string())],
                );
            }
            let text = |it: &str| vec![Inline::generated(it.to_owned())];
            rows.push(vec![
                of_metric(scope.world, metric),
                text(title),
                text(&found.len().to_string()),
                text(&list),
            ]);
        }
    }
    let heads = [
        Word::Metric,
        Word::DimensionHead,
        Word::CountHead,
        Word::GapList,
    ];
    let list = hand_table(lang, &heads, rows);
    GapSection {
        id: "members",
        title: Word::GapMembers,
        about: Word::GapMembersAbout,
        n,
        list,
    }
}

fn gaps_along(scope: &Scope<'_>, metric: &Metric, table: &Table, dimension: &str) -> Vec<String> {
    let whole = Selection::default();
    let members = metric.members(table, dimension, &whole);
    let times = metric.times(table, &whole);
    let n = members.len().saturating_mul(times.len().max(1));
    if n > MAX_COMBINED || n.saturating_mul(table.n_rows()) > MAX_WORK {
        return Vec::new();
    }
    let mut found = Vec::new();
    for member in &members {
        let of_member = whole.clone().with(dimension, member.clone());
        let name = value_label(scope, table, dimension, member);
        match &metric.time {
            None => found.extend(is_gap(metric, table, &of_member).then_some(name)),
            Some(time) => found.extend(times.iter().filter_map(|at| {
                let selection = of_member.clone().with(time, at.clone());
                is_gap(metric, table, &selection).then(|| gap_sentence(scope.lang, &name, at))
            })),
        }
    }
    found
}

fn gap_sentence(lang: Lang, member: &str, time: &Value) -> String {
    fill_placeholders(
        word(lang, Word::GapAt),
        &[("member", member), ("time", &time_text(lang, time))],
    )
}

/// Whether there is no value. What a selection leaves open is no gap, and nothing counted is a zero.
fn is_gap(metric: &Metric, table: &Table, selection: &Selection) -> bool {
    match metric.read(table, selection) {
        Ok(it) => {
            it.value.is_none() && it.missing_marker.is_none_or(|it| !it.state.is_suppressed())
        }
        Err(Mismatch::NoRow { .. }) => true,
        Err(
            Mismatch::Several { .. } | Mismatch::TimeOpen { .. } | Mismatch::NotADimension { .. },
        ) => false,
    }
}

/// Cells of one column without value, for one reason.
struct CellsWithoutValue<'a> {
    table: &'a Table,
    column: usize,
    /// Nothing for cells that are merely empty.
    missing_marker: Option<MissingMarker>,
    n: usize,
}

/// The cells without value of every table that was not derived from others, by column and reason.
fn cells_without_value<'a>(tables: &[&'a Table]) -> Vec<CellsWithoutValue<'a>> {
    let own = tables.iter().filter(|it| !it.derived);
    let columns = own.flat_map(|table| (0..table.fields.len()).map(move |column| (*table, column)));
    let of_column = |(table, column): (&'a Table, usize)| {
        missing_reasons(table, column)
            .into_iter()
            .map(move |(sign, n)| CellsWithoutValue {
                table,
                column,
                missing_marker: sign,
                n,
            })
    };
    columns.flat_map(of_column).collect()
}

/// Why cells of a column have no value, with how many there are.
fn missing_reasons(table: &Table, column: usize) -> Vec<(Option<MissingMarker>, usize)> {
    let mut reasons: Vec<(Option<MissingMarker>, usize)> = Vec::new();
    for row in table.missing(column) {
        let sign = table.missing_marker(row, column);
        match reasons.iter_mut().find(|it| it.0.as_ref() == sign) {
            Some(it) => it.1 += 1,
            None => reasons.push((sign.cloned(), 1)),
        }
    }
    reasons
}

fn missing_cells(world: &World<'_>, cells: &[CellsWithoutValue<'_>]) -> GapSection {
    use gongbao_model::MissingReason::{BelowUnit, NotApplicable, NotAvailable, Small, Suppressed};
    let is_missing =
        |it: &&CellsWithoutValue<'_>| match it.missing_marker.as_ref().map(|it| it.state) {
            None | Some(NotAvailable) => true,
            Some(BelowUnit | NotApplicable | Suppressed | Small) => false,
        };
    let found: Vec<&CellsWithoutValue<'_>> = cells.iter().filter(is_missing).collect();
    cell_section(world, "cells", Word::GapCells, Word::GapCellsAbout, &found)
}

fn withheld_cells(world: &World<'_>, cells: &[CellsWithoutValue<'_>]) -> GapSection {
    let is_withheld = |it: &&CellsWithoutValue<'_>| {
        it.missing_marker
            .as_ref()
            .is_some_and(|it| it.state.is_suppressed())
    };
    let found: Vec<&CellsWithoutValue<'_>> = cells.iter().filter(is_withheld).collect();
    cell_section(
        world,
        "withheld",
        Word::GapWithheld,
        Word::GapWithheldAbout,
        &found,
    )
}

fn cell_section(
    world: &World<'_>,
    id: &'static str,
    title: Word,
    about: Word,
    found: &[&CellsWithoutValue<'_>],
) -> GapSection {
    let lang = world.config.lang;
    let text = |it: &str| vec![Inline::generated(it.to_owned())];
    let row = |it: &&CellsWithoutValue<'_>| {
        let reason = match &it.missing_marker {
            Some(sign) if sign.is_usual() => word(lang, sign.state.word()).to_owned(),
            Some(sign) => sign
                .label
                .as_deref()
                .map_or_else(|| word(lang, sign.state.word()).to_owned(), str::to_owned),
            None => word(lang, Word::GapBlank).to_owned(),
        };
        let count = fill_placeholders(
            word(lang, Word::GapOf),
            &[
                ("n", &it.n.to_string()),
                ("all", &it.table.n_rows().to_string()),
            ],
        );
        vec![
            table_phrase(world, it.table),
            text(&it.table.fields[it.column].title),
            text(&count),
            text(&reason),
        ]
    };
    let heads = [
        Word::TableHead,
        Word::ColumnHead,
        Word::CountHead,
        Word::ReasonHead,
    ];
    let list = hand_table(lang, &heads, found.iter().map(row).collect());
    GapSection {
        id,
        title,
        about,
        n: found.iter().map(|it| it.n).sum(),
        list,
    }
}

fn hand_table(lang: Lang, heads: &[Word], rows: Vec<Vec<Phrase<Target>>>) -> Block<Target> {
    let align = |it: &Word| {
        if *it == Word::CountHead {
            Align::Right
        } else {
            Align::Left
        }
    };
    Block::Table(HandTable {
        align: heads.iter().map(align).collect(),
        head: heads
            .iter()
            .map(|it| vec![Inline::generated(word(lang, *it).to_owned())])
            .collect(),
        rows,
    })
}
