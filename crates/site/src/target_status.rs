//! How every metric stands against every target of it, at its latest period and over all whom the target binds.
//!
//! The metric's page, the page of statuses and the downloads tell the same standings.
//!
//! They are computed once, so that these three cannot differ.

use std::collections::BTreeMap;

use crate::embeds::{StatusLine, status_line, worst_words};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::metric_table::MetricTable;
use crate::scope::Scope;
use gongbao_data::{Selection, Table};
use gongbao_diag::Place;
use gongbao_diag::locale::{Date, Lang, Word, fill_placeholders, word};
use gongbao_metrics::{
    Goal, Judgement, Metric, MetricTarget, MetricUnit, Reading, Status, Strength, WorstReading,
    status_word,
};
use gongbao_model::{Grid, GridCell, GridColumn, Value};

/// A metric against one of its targets, or a metric without any.
#[derive(Clone, Debug)]
pub struct TargetStatus {
    pub metric: String,
    /// The place of the target among those of the metric.
    pub target: Option<usize>,
    /// Whom the target binds, in words; empty for all.
    pub scope: String,
    pub responsible: Vec<String>,
    pub plan: Option<String>,
    /// Whether there is a value.
    pub evidence: ValueEvidence,
    /// In words.
    pub line: StatusLine,
    /// The target as programs are told it; nothing without one.
    pub record: Option<TargetRecord>,
    /// Whether the data are made up.
    pub sample: bool,
}

/// Whether there is a value of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueEvidence {
    /// All whom the target binds have one together, or one of them has.
    Value,
    /// All together have one, but it is not known.
    Missing,
    /// Nobody asks for one value of the whole.
    NotAsked,
}

/// A target with all that its status was computed from.
#[derive(Clone, Debug)]
pub struct TargetRecord {
    /// The title of the metric.
    pub title: String,
    pub unit: String,
    /// The name of the comparison, as authors write it.
    pub comparator: &'static str,
    /// What is compared with: one value, or both ends of a range.
    pub bounds: Vec<f64>,
    pub by: Option<Date>,
    /// The period that ends on that day, where the author names one.
    pub due: Option<String>,
    pub strength: Strength,
    pub basis: Option<String>,
    pub label: Option<String>,
    /// The way to the target: values by day.
    pub way: Vec<(Date, f64)>,
    /// The period of the value.
    pub period: Option<String>,
    pub value: Option<f64>,
    pub gap: Option<f64>,
    pub judged_on: Option<Date>,
    /// What the way requires on that day.
    pub required: Option<f64>,
    /// The worst member of each dimension left open.
    pub worst: Vec<WorstMember>,
    pub status: Status,
}

/// The worst member of a dimension.
#[derive(Clone, Debug)]
pub struct WorstMember {
    pub dimension: String,
    pub member: String,
    pub value: Option<f64>,
    pub gap: Option<f64>,
    /// Members that have a value, and those among them that do not reach the target for certain.
    pub n_members: usize,
    pub n_short: usize,
}

/// How a metric stands against each of its targets, in the author's order; one standing without target if it has none.
///
/// # Errors
/// Whatever the selection of the latest period runs into.
pub(crate) fn target_statuses(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
) -> Result<Vec<TargetStatus>, Failure> {
    let given: BTreeMap<String, Arg> = metric
        .time
        .iter()
        .map(|it| (it.clone(), Arg::Latest))
        .collect();
    let place: &Place = &metric.place;
    let selection = scope.select(metric, table, &given, place)?;
    if metric.targets.is_empty() {
        return Ok(vec![status_without_target(
            scope,
            MetricTable { metric, table },
            &selection,
        )]);
    }
    let numbered = metric.targets.iter().enumerate();
    let standings = numbered.filter_map(|(at, it)| {
        target_status(scope, MetricTable { metric, table }, &selection, at, it)
    });
    Ok(standings.collect())
}

/// Nothing if the target binds nobody there is.
fn target_status(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    selection: &Selection,
    at: usize,
    target: &MetricTarget,
) -> Option<TargetStatus> {
    let catalog = scope.world.catalog;
    let reading = metric.read_bound(catalog, table, selection, target);
    let worst = metric.worst(catalog, table, selection, target);
    // Where only members have values, the worst of them says how far the target is reached.
    let judged = reading
        .as_ref()
        .or_else(|| worst.first().map(|it| &it.reading))?;
    let judgement = target.judge(judged, scope.world.config.as_of);
    let line = status_line(scope, metric, judged, None, Some(target));
    let line = match reading {
        Some(_) => line,
        None => StatusLine {
            value: word(scope.lang, Word::Missing).to_owned(),
            raw: None,
            origin: None,
            ..line
        },
    };
    let line = StatusLine {
        worst: worst_words(scope, MetricTable { metric, table }, selection, target),
        ..line
    };
    Some(TargetStatus {
        metric: metric.id.clone(),
        target: Some(at),
        scope: target_scope_text(scope.lang, target),
        responsible: target.responsible.clone(),
        plan: target.plan.clone(),
        evidence: if worst.is_empty() {
            value_evidence(reading.as_ref())
        } else {
            ValueEvidence::Value
        },
        record: Some(target_record(
            metric,
            target,
            reading.as_ref(),
            &worst,
            judgement,
        )),
        line,
        sample: table.sample,
    })
}

fn status_without_target(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    selection: &Selection,
) -> TargetStatus {
    // A column of single values has none for all members together: their value is a dash.
    let (reading, line) = match metric.read(table, selection) {
        Ok(reading) => {
            let line = status_line(scope, metric, &reading, None, None);
            (Some(reading), line)
        }
        Err(_) => {
            let nothing = Reading {
                value: None,
                unit: String::new(),
                rows: Vec::new(),
                time: None,
                bound: None,
                missing_marker: None,
            };
            let line = StatusLine {
                value: word(scope.lang, Word::Missing).to_owned(),
                origin: None,
                ..status_line(scope, metric, &nothing, None, None)
            };
            (None, line)
        }
    };
    TargetStatus {
        metric: metric.id.clone(),
        target: None,
        scope: String::new(),
        responsible: metric.responsible.clone(),
        plan: metric.plan.clone(),
        evidence: value_evidence(reading.as_ref()),
        record: None,
        line,
        sample: table.sample,
    }
}

fn value_evidence(reading: Option<&Reading>) -> ValueEvidence {
    match reading {
        Some(reading) if reading.value.is_some() => ValueEvidence::Value,
        Some(_) => ValueEvidence::Missing,
        None => ValueEvidence::NotAsked,
    }
}

/// A target as programs are told it; without a reading where only single members have values.
fn target_record(
    metric: &Metric,
    target: &MetricTarget,
    reading: Option<&Reading>,
    worst: &[WorstReading],
    judgement: Judgement,
) -> TargetRecord {
    let (comparator, bounds) = match target.goal {
        Goal::AtLeast(it) => ("at_least", vec![it]),
        Goal::AtMost(it) => ("at_most", vec![it]),
        Goal::Between(low, high) => ("between", vec![low, high]),
        Goal::Equals(it) => ("equals", vec![it]),
    };
    let member = |it: &WorstReading| WorstMember {
        dimension: it.dimension.clone(),
        member: it.member.to_string(),
        value: it.reading.value,
        gap: target.gap(&it.reading),
        n_members: it.n_members,
        n_short: it.n_short,
    };
    TargetRecord {
        title: metric.title.clone(),
        unit: reading.map_or_else(|| fixed_unit(metric), |it| it.unit.clone()),
        comparator,
        bounds,
        by: target.by,
        due: target.due.map(|it| it.to_string()),
        strength: target.strength,
        basis: target.basis.clone(),
        label: target.label.clone(),
        way: target
            .from
            .iter()
            .chain(&target.milestones)
            .copied()
            .collect(),
        period: reading
            .and_then(|it| it.time.as_ref())
            .map(ToString::to_string),
        value: reading.and_then(|it| it.value),
        gap: reading.and_then(|it| target.gap(it)),
        judged_on: judgement.day,
        required: judgement.required,
        worst: worst.iter().map(member).collect(),
        status: judgement.status,
    }
}

/// The unit of a metric, where it does not depend on the row.
fn fixed_unit(metric: &Metric) -> String {
    match &metric.unit {
        MetricUnit::Fixed(unit) => unit.clone(),
        MetricUnit::Column(_) => String::new(),
    }
}

/// Whom a target binds: 市辖区.
fn target_scope_text(lang: Lang, target: &MetricTarget) -> String {
    let values = target.scope.iter().flat_map(|(_, values)| values);
    values
        .map(ToString::to_string)
        .collect::<Vec<String>>()
        .join(word(lang, Word::Separator))
}

impl TargetStatus {
    /// The target in words with whom it binds: 50%以上（市辖区）.
    pub fn target_words(&self, lang: Lang) -> String {
        let words = self
            .line
            .target
            .as_ref()
            .map_or(word(lang, Word::Missing), |it| &it[0]);
        match self.scope.as_str() {
            "" => words.to_owned(),
            scope => fill_placeholders(
                word(lang, Word::ScopedTarget),
                &[("target", words), ("scope", scope)],
            ),
        }
    }
}

/// A column of a table of standings: its head, and what it says of one.
pub(crate) type StatusColumn = (Word, fn(&TargetStatus, Lang) -> GridCell);

/// The columns on the page of a metric, whose title says the rest.
pub(crate) const OF_METRIC: [StatusColumn; 9] = [
    (Word::Target, |it, lang| text_cell(it.target_words(lang))),
    (Word::Time, |it, lang| or_dash(lang, it.line.time.clone())),
    (Word::Value, |it, _| value_cell(it)),
    (Word::WorstHead, |it, lang| {
        or_dash(lang, it.line.worst.clone())
    }),
    (Word::Deadline, |it, lang| target_cell(it, lang, 1)),
    (Word::Strength, |it, lang| target_cell(it, lang, 2)),
    (Word::RequiredHead, |it, lang| {
        or_dash(lang, it.line.required.clone())
    }),
    (Word::GapHead, |it, lang| target_cell(it, lang, 3)),
    (Word::Status, |it, lang| {
        text_cell(status_text(lang, it.line.status).to_owned())
    }),
];

/// A table of standings, a row each.
pub(crate) fn grid_of(
    lang: Lang,
    caption: &str,
    columns: &[StatusColumn],
    rows: &[&TargetStatus],
) -> Grid {
    // What no row has would be a column of dashes.
    let is_said = |it: &&StatusColumn| match it.0 {
        Word::WorstHead => rows.iter().any(|it| it.line.worst.is_some()),
        Word::RequiredHead => rows.iter().any(|it| it.line.required.is_some()),
        Word::Time => rows.iter().any(|it| it.line.time.is_some()),
        _ => true,
    };
    let columns: Vec<&StatusColumn> = columns.iter().filter(is_said).collect();
    let head = |it: &&StatusColumn| GridColumn {
        label: word(lang, it.0).to_owned(),
        numeric: it.0 == Word::Value,
        ..GridColumn::default()
    };
    Grid {
        caption: caption.to_owned(),
        columns: columns.iter().map(head).collect(),
        rows: rows
            .iter()
            .map(|row| columns.iter().map(|it| it.1(row, lang)).collect())
            .collect(),
    }
}

/// A status in words, or that there is no target.
pub(crate) fn status_text(lang: Lang, status: Option<Status>) -> &'static str {
    status.map_or_else(|| word(lang, Word::NoTarget), |it| status_word(lang, it))
}

/// A cell of text.
pub(crate) fn text_cell(text: String) -> GridCell {
    GridCell {
        value: Value::Text(text.clone()),
        text,
        ..GridCell::default()
    }
}

/// A cell of text, or a dash.
pub(crate) fn or_dash(lang: Lang, text: Option<String>) -> GridCell {
    text_cell(text.unwrap_or_else(|| word(lang, Word::Missing).to_owned()))
}

/// What a line says of its target: its words, deadline, strength and gap.
pub(crate) fn target_cell(it: &TargetStatus, lang: Lang, at: usize) -> GridCell {
    or_dash(lang, it.line.target.as_ref().map(|it| it[at].clone()))
}

/// The value with the rows it was read from.
pub(crate) fn value_cell(it: &TargetStatus) -> GridCell {
    GridCell {
        text: it.line.value.clone(),
        value: it.line.raw.map_or(Value::Missing, Value::Number),
        origin: it.line.origin.clone(),
        missing_marker: it.line.missing_marker.clone(),
        bound: it.line.bound,
    }
}
