//! The page of statuses: every metric and target of the site, the worst first.

use std::sync::Arc;

use crate::bound_figure::BoundFigure;
use crate::exhibit::{DataTable, Exhibit, Target, Tile, Tiles};
use crate::layout::Layout;
use crate::link::{Link, Route};
use crate::page::{PageBody, PageHead};
use crate::scope::World;
use crate::target_status::{
    StatusColumn, TargetStatus, grid_of, or_dash, status_text, target_cell, text_cell, value_cell,
};
use gongbao_diag::locale::{Lang, Word, date_text, fill_placeholders, word};
use gongbao_metrics::{Status, status_word};
use gongbao_model::GridCell;
use gongbao_model::prose::{Block, Heading, Inline, ListItem};

/// The address of the page.
pub const STATUS_ROUTE: &str = "status.html";
/// The address of all standings for programs.
pub const TARGETS_PATH: &str = "targets.json";

/// The groups of the page with their anchors: what needs attention comes first.
const STATUS_GROUPS: [(Option<Status>, &str); 7] = [
    (Some(Status::Overdue), "overdue"),
    (Some(Status::Behind), "behind"),
    (Some(Status::Undecided), "undecided"),
    (Some(Status::NoData), "no-data"),
    (Some(Status::OnCourse), "on-course"),
    (Some(Status::Met), "met"),
    (None, "no-target"),
];

/// The file that speaks for pages nobody writes.
pub fn metrics_file() -> Arc<str> {
    Arc::from("data/metrics.yaml")
}

/// The page; nothing for a site without targets.
pub fn status_page(world: &World<'_>, all: &[&TargetStatus]) -> Option<(PageHead, PageBody)> {
    let lang = world.config.lang;
    let with_target = all.iter().filter(|it| it.target.is_some());
    let targets: Vec<&TargetStatus> = with_target.copied().collect();
    if targets.is_empty() {
        return None;
    }
    let mut blocks = vec![status_tiles(lang, &targets)];
    let mut n_figures = 0;
    for (status, id) in STATUS_GROUPS {
        let of_status = all.iter().filter(|it| it.line.status == status);
        let group: Vec<&TargetStatus> = of_status.copied().collect();
        if !group.is_empty() {
            n_figures += group.len();
            blocks.push(status_heading(lang, status, id, group.len()));
            blocks.push(status_table(world, status, id, &group));
        }
    }
    blocks.extend(method_blocks(world));
    let mut sources: Vec<String> = Vec::new();
    for source in all
        .iter()
        .flat_map(|it| world.metrics.get(&it.metric))
        .filter_map(|it| it.source.clone())
    {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let (route, title) = (
        Route(STATUS_ROUTE.to_owned()),
        word(lang, Word::StatusTitle),
    );
    let head = PageHead {
        layout: Layout::Overview,
        summary: Some(vec![Inline::generated(summarize_targets(world, &targets))]),
        ..PageHead::generated(route, metrics_file(), lang, title)
    };
    let body = PageBody {
        blocks,
        sources,
        sample: all.iter().any(|it| it.sample),
        n_figures,
        ..PageBody::default()
    };
    Some((head, body))
}

fn summarize_targets(world: &World<'_>, targets: &[&TargetStatus]) -> String {
    let lang = world.config.lang;
    let met = targets
        .iter()
        .filter(|it| it.line.status == Some(Status::Met))
        .count();
    let (n, met) = (targets.len().to_string(), met.to_string());
    match world.config.as_of {
        Some(day) => fill_placeholders(
            word(lang, Word::StatusSummary),
            &[("date", &date_text(lang, day)), ("n", &n), ("met", &met)],
        ),
        None => fill_placeholders(
            word(lang, Word::StatusSummaryUndated),
            &[("n", &n), ("met", &met)],
        ),
    }
}

/// How many targets there are of each status.
fn status_tiles(lang: Lang, targets: &[&TargetStatus]) -> Block<Target> {
    let tile = |status: Status| {
        let n = targets
            .iter()
            .filter(|it| it.line.status == Some(status))
            .count()
            .to_string();
        let figure = BoundFigure {
            text: n.clone(),
            ..BoundFigure::default()
        };
        Tile {
            label: status_word(lang, status).to_owned(),
            value: n,
            unit: word(lang, Word::TargetUnit).to_owned(),
            figure,
            period: None,
            change: None,
            target: None,
            history: Vec::new(),
        }
    };
    let items = STATUS_GROUPS
        .iter()
        .filter_map(|(status, _)| *status)
        .map(tile)
        .collect();
    Block::Embed(Exhibit::Tiles(Tiles {
        title: None,
        items,
        sample: false,
    }))
}

fn status_heading(lang: Lang, status: Option<Status>, id: &str, n: usize) -> Block<Target> {
    let text = fill_placeholders(
        word(lang, Word::StatusGroup),
        &[("status", status_text(lang, status)), ("n", &n.to_string())],
    );
    Block::Heading(Heading {
        level: 2,
        id: id.to_owned(),
        text: vec![Inline::generated(text)],
    })
}

const FIRST_COLUMNS: [StatusColumn; 3] = [
    (Word::Metric, |it, _| text_cell(it.line.title.clone())),
    (Word::Time, |it, lang| or_dash(lang, it.line.time.clone())),
    (Word::Value, |it, _| value_cell(it)),
];
const TARGET_COLUMNS: [StatusColumn; 6] = [
    (Word::WorstHead, |it, lang| {
        or_dash(lang, it.line.worst.clone())
    }),
    (Word::Target, |it, lang| text_cell(it.target_words(lang))),
    (Word::Deadline, |it, lang| target_cell(it, lang, 1)),
    (Word::Strength, |it, lang| target_cell(it, lang, 2)),
    (Word::RequiredHead, |it, lang| {
        or_dash(lang, it.line.required.clone())
    }),
    (Word::GapHead, |it, lang| target_cell(it, lang, 3)),
];
const LAST_COLUMNS: [StatusColumn; 3] = [
    (Word::ResponsibleHead, |it, lang| {
        or_unstated(lang, &it.responsible.join(word(lang, Word::Separator)))
    }),
    (Word::PlanHead, |it, lang| {
        or_unstated(lang, it.plan.as_deref().unwrap_or(""))
    }),
    (Word::Status, |it, lang| {
        text_cell(status_text(lang, it.line.status).to_owned())
    }),
];

/// What the author wrote; that nothing was written is said in words.
fn or_unstated(lang: Lang, text: &str) -> GridCell {
    let is_stated = !text.is_empty();
    text_cell(
        if is_stated {
            text
        } else {
            word(lang, Word::Unstated)
        }
        .to_owned(),
    )
}

fn status_table(
    world: &World<'_>,
    status: Option<Status>,
    id: &str,
    group: &[&TargetStatus],
) -> Block<Target> {
    let lang = world.config.lang;
    let middle: &[StatusColumn] = if status.is_some() {
        &TARGET_COLUMNS
    } else {
        &[]
    };
    let columns = [&FIRST_COLUMNS, middle, &LAST_COLUMNS].concat();
    let grid = grid_of(lang, status_text(lang, status), &columns, group);
    let route = |it: &&TargetStatus| world.routes.metrics.get(&it.metric).cloned();
    Block::Embed(Exhibit::Table(Box::new(DataTable {
        id: format!("{id}-table"),
        row_links: group.iter().map(route).collect(),
        grid,
        row_metrics: group.iter().map(|it| Some(it.metric.clone())).collect(),
        statuses: group.iter().map(|it| it.line.status).collect(),
        revised: Vec::new(),
        left_out: 0,
        source: word(lang, Word::StatusSource).to_owned(),
        note: None,
        sample: group.iter().any(|it| it.sample),
    })))
}

/// How statuses are found, for readers who doubt one.
fn method_blocks(world: &World<'_>) -> Vec<Block<Target>> {
    let lang = world.config.lang;
    let text = |it: &str| vec![Block::Paragraph(vec![Inline::generated(it.to_owned())])];
    let rules = [
        Word::RuleMet,
        Word::RuleOverdue,
        Word::RuleOnCourse,
        Word::RuleUndecided,
        Word::RuleNoData,
        Word::RuleWorst,
    ];
    let items = rules
        .iter()
        .map(|it| ListItem {
            task: None,
            blocks: text(word(lang, *it)),
        })
        .collect();
    let title = vec![Inline::generated(word(lang, Word::RulesTitle).to_owned())];
    let mut blocks = vec![
        Block::Heading(Heading {
            level: 2,
            id: "rules".to_owned(),
            text: title,
        }),
        Block::List { start: None, items },
    ];
    let outputs = &world.config.outputs;
    if outputs.is_empty() || outputs.iter().any(|it| it == "targets") {
        let text = vec![Inline::generated(word(lang, Word::TargetsFile).to_owned())];
        let to = Link::File {
            route: Route(TARGETS_PATH.to_owned()),
        };
        blocks.push(Block::Paragraph(vec![Inline::Link { to, text }]));
    }
    blocks
}
