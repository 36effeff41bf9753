//! How every metric stands against every target of it, at its latest period and over all whom the target binds.
//!
//! The metric's page, the page of statuses and the downloads tell the same standings.

use std::collections::BTreeMap;

use crate::embeds::{Line, line_for, worst_words};
use crate::expression::Arg;
use crate::scope::{Failure, Scope};
use gongbao_data::{Selection, Table};
use gongbao_diag::Place;
use gongbao_diag::locale::{Lang, Word, fill, word};
use gongbao_metrics::{Judgement, Metric, Reading, Status, Target, Worst, status_word};
use gongbao_model::{Grid, GridCell, GridColumn, Value};

/// A metric against one of its targets, or a metric without any.
#[derive(Debug)]
pub struct Standing {
    pub metric: String,
    /// The place of the target among those of the metric.
    pub target: Option<usize>,
    /// Whom the target binds, in words; empty for all.
    pub scope: String,
    pub responsible: Vec<String>,
    pub plan: Option<String>,
    /// The value for all whom the target binds; nothing where only single members have one.
    pub reading: Option<Reading>,
    pub judgement: Option<Judgement>,
    /// The worst member of each dimension left open.
    pub worst: Vec<Worst>,
    /// The same in words.
    pub line: Line,
    /// Whether the data are made up.
    pub sample: bool,
}

/// How a metric stands against each of its targets, in the author's order; one standing without target if it has none.
///
/// # Errors
/// Whatever the selection of the latest period runs into.
pub fn standings(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
) -> Result<Vec<Standing>, Failure> {
    let given: BTreeMap<String, Arg> = metric
        .time
        .iter()
        .map(|it| (it.clone(), Arg::Latest))
        .collect();
    let place: &Place = &metric.place;
    let selection = scope.select(metric, table, &given, place)?;
    if metric.targets.is_empty() {
        return Ok(vec![untargeted(scope, (metric, table), &selection)]);
    }
    let numbered = metric.targets.iter().enumerate();
    let standings =
        numbered.filter_map(|(at, it)| against(scope, (metric, table), &selection, (at, it)));
    Ok(standings.collect())
}

/// Nothing if the target binds nobody there is.
fn against(
    scope: &Scope<'_>,
    (metric, table): (&Metric, &Table),
    selection: &Selection,
    (at, target): (usize, &Target),
) -> Option<Standing> {
    let catalog = scope.world.catalog;
    let reading = metric.read_bound(catalog, table, selection, target);
    let worst = metric.worst(catalog, table, selection, target);
    // Where only members have values, the worst of them says how far the target is reached.
    let judged = reading
        .as_ref()
        .or_else(|| worst.first().map(|it| &it.reading))?;
    let line = line_for(scope, metric, judged, None, Some(target));
    let line = match reading {
        Some(_) => line,
        None => Line {
            value: word(scope.lang, Word::Missing).to_owned(),
            raw: None,
            origin: None,
            ..line
        },
    };
    let line = Line {
        worst: worst_words(scope, (metric, table), selection, target),
        ..line
    };
    Some(Standing {
        metric: metric.id.clone(),
        target: Some(at),
        scope: bound(scope.lang, target),
        responsible: target.responsible.clone(),
        plan: target.plan.clone(),
        judgement: Some(target.judge(judged, scope.world.config.as_of)),
        reading,
        worst,
        line,
        sample: table.sample,
    })
}

fn untargeted(
    scope: &Scope<'_>,
    (metric, table): (&Metric, &Table),
    selection: &Selection,
) -> Standing {
    // A column of single values has none for all members together: their value is a dash.
    let (reading, line) = match metric.read(table, selection) {
        Ok(reading) => {
            let line = line_for(scope, metric, &reading, None, None);
            (Some(reading), line)
        }
        Err(_) => {
            let nothing = Reading {
                value: None,
                unit: String::new(),
                rows: Vec::new(),
                time: None,
                bound: None,
                sign: None,
            };
            let line = Line {
                value: word(scope.lang, Word::Missing).to_owned(),
                origin: None,
                ..line_for(scope, metric, &nothing, None, None)
            };
            (None, line)
        }
    };
    Standing {
        metric: metric.id.clone(),
        target: None,
        scope: String::new(),
        responsible: metric.responsible.clone(),
        plan: metric.plan.clone(),
        reading,
        judgement: None,
        worst: Vec::new(),
        line,
        sample: table.sample,
    }
}

/// Whom a target binds: 市辖区.
fn bound(lang: Lang, target: &Target) -> String {
    let values = target.scope.iter().flat_map(|(_, values)| values);
    values
        .map(ToString::to_string)
        .collect::<Vec<String>>()
        .join(word(lang, Word::Separator))
}

impl Standing {
    /// The target in words with whom it binds: 50%以上（市辖区）.
    pub fn target_words(&self, lang: Lang) -> String {
        let words = self
            .line
            .target
            .as_ref()
            .map_or(word(lang, Word::Missing), |it| &it[0]);
        match self.scope.as_str() {
            "" => words.to_owned(),
            scope => fill(
                word(lang, Word::ScopedTarget),
                &[("target", words), ("scope", scope)],
            ),
        }
    }
}

/// A column of a table of standings: its head, and what it says of one.
pub type Column = (Word, fn(&Standing, Lang) -> GridCell);

/// The columns on the page of a metric, whose title says the rest.
pub const OF_METRIC: [Column; 9] = [
    (Word::Target, |it, lang| plain(it.target_words(lang))),
    (Word::Time, |it, lang| or_dash(lang, it.line.time.clone())),
    (Word::Value, |it, _| value(it)),
    (Word::WorstHead, |it, lang| {
        or_dash(lang, it.line.worst.clone())
    }),
    (Word::Deadline, |it, lang| part(it, lang, 1)),
    (Word::Strength, |it, lang| part(it, lang, 2)),
    (Word::RequiredHead, |it, lang| {
        or_dash(lang, it.line.required.clone())
    }),
    (Word::GapHead, |it, lang| part(it, lang, 3)),
    (Word::Status, |it, lang| {
        plain(named(lang, it.line.status).to_owned())
    }),
];

/// A table of standings, a row each.
pub fn grid_of(lang: Lang, caption: &str, columns: &[Column], rows: &[&Standing]) -> Grid {
    // What no row has would be a column of dashes.
    let is_said = |it: &&Column| match it.0 {
        Word::WorstHead => rows.iter().any(|it| it.line.worst.is_some()),
        Word::RequiredHead => rows.iter().any(|it| it.line.required.is_some()),
        Word::Time => rows.iter().any(|it| it.line.time.is_some()),
        _ => true,
    };
    let columns: Vec<&Column> = columns.iter().filter(is_said).collect();
    let head = |it: &&Column| GridColumn {
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
pub fn named(lang: Lang, status: Option<Status>) -> &'static str {
    status.map_or_else(|| word(lang, Word::NoTarget), |it| status_word(lang, it))
}

/// A cell of text.
pub fn plain(text: String) -> GridCell {
    GridCell {
        value: Value::Text(text.clone()),
        text,
        ..GridCell::default()
    }
}

/// A cell of text, or a dash.
pub fn or_dash(lang: Lang, text: Option<String>) -> GridCell {
    plain(text.unwrap_or_else(|| word(lang, Word::Missing).to_owned()))
}

/// What a line says of its target: its words, deadline, strength and gap.
pub fn part(it: &Standing, lang: Lang, at: usize) -> GridCell {
    or_dash(lang, it.line.target.as_ref().map(|it| it[at].clone()))
}

/// The value with the rows it was read from.
pub fn value(it: &Standing) -> GridCell {
    GridCell {
        text: it.line.value.clone(),
        value: it.line.raw.map_or(Value::Missing, Value::Number),
        origin: it.line.origin.clone(),
        sign: it.line.sign.clone(),
        bound: it.line.bound,
    }
}
