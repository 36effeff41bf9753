//! `status`: how far targets are reached, a row a target, in words beside the figures.

use crate::embeds::embed::{Embed, EmbedCall};
use crate::embeds::table::row_links;
use crate::exhibit::{DataTable, Exhibit};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::labels::value_label;
use crate::metric_table::MetricTable;
use crate::scope::{Scope, missing_text, read_single_value};
use crate::source_words::{source_line, time_text};
use gongbao_data::Selection;
use gongbao_diag::Place;
use gongbao_diag::locale::{Bound, Lang, Word, date_text, fill_placeholders, word};
use gongbao_metrics::{
    Metric, MetricTarget, Mismatch, Reading, Status, status_word, strength_word,
};
use gongbao_model::{Grid, GridCell, GridColumn, MissingMarker, Origin, Value};
use gongbao_source::Fields;

/// The `status` embed.
#[derive(Debug)]
pub(super) struct StatusEmbed;

impl Embed for StatusEmbed {
    fn name(&self) -> &'static str {
        "status"
    }

    fn keys(&self) -> &'static [&'static str] {
        &["metrics", "by", "where", "title", "note", "source", "id"]
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let node = body.need("metrics", "[station_share]")?;
        let by = body.string("by")?;
        let mut lines = Vec::new();
        let (mut sources, mut sample) = (Vec::new(), false);
        for id in node.items() {
            let place = id.place();
            let (metric, table) = call.scope.metric(&id.string("metrics")?, &place)?;
            let mut given = call.given(body)?;
            if let Some(time) = &metric.time
                && !call.scope.given.contains_key(time)
            {
                given.entry(time.clone()).or_insert(Arg::Latest);
            }
            if let Some(by) = &by {
                call.scope.column(table, by, &place)?;
                given.entry(by.clone()).or_insert(Arg::All);
            }
            let selection = call.scope.select(metric, table, &given, &place)?;
            lines.extend(metric_lines(
                call.scope,
                MetricTable { metric, table },
                by.as_deref(),
                &selection,
                &place,
            )?);
            let source = metric
                .source
                .clone()
                .unwrap_or_else(|| source_line(call.scope.lang, table));
            if !sources.contains(&source) {
                sources.push(source);
            }
            sample |= call.shows(table);
        }
        let several = node.items().len() > 1;
        let title = call.text(body, "title")?;
        let (grid, statuses) = status_table(call.scope.lang, &lines, by.is_some(), several, title);
        call.found.n_figures += lines.len();
        Ok(Exhibit::Table(Box::new(DataTable {
            id: call.id(body)?,
            row_links: row_links(call.scope, &grid),
            row_metrics: lines.iter().map(|it| Some(it.metric.clone())).collect(),
            grid,
            statuses,
            revised: Vec::new(),
            left_out: 0,
            source: call
                .text(body, "source")?
                .unwrap_or_else(|| sources.join(word(call.scope.lang, Word::Separator))),
            note: call.text(body, "note")?,
            sample,
        })))
    }
}

/// One target and how far it is reached.
#[derive(Clone, Debug)]
pub struct StatusLine {
    pub metric: String,
    pub title: String,
    pub member: Option<GridCell>,
    pub time: Option<String>,
    /// Why there is no value.
    pub missing_marker: Option<MissingMarker>,
    pub bound: Option<Bound>,
    pub value: String,
    pub raw: Option<f64>,
    pub origin: Option<Origin>,
    /// Target in words, deadline and strength, gap; nothing if no target binds this member.
    pub target: Option<[String; 4]>,
    /// What the way to the target requires, with the day where that is not the as-of date.
    pub required: Option<String>,
    /// The worst among the members behind the value.
    pub worst: Option<String>,
    pub status: Option<Status>,
}

fn metric_lines(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    by: Option<&str>,
    selection: &Selection,
    place: &Place,
) -> Result<Vec<StatusLine>, Failure> {
    let members: Vec<Option<Value>> = match by {
        Some(name) => metric
            .members(table, name, selection)
            .into_iter()
            .map(Some)
            .collect(),
        None => vec![None],
    };
    let mut lines = Vec::new();
    for member in members {
        let chosen = match (by, &member) {
            (Some(name), Some(value)) => selection.clone().with(name, value.clone()),
            _ => selection.clone(),
        };
        let read = match metric.read(table, &chosen) {
            Ok(it) => it,
            Err(Mismatch::NoRow { .. }) if member.is_some() => continue,
            Err(_) => read_single_value(metric, table, &chosen, place)?,
        };
        let member = by.zip(member).map(|(name, value)| {
            let text = value_label(scope, table, name, &value);
            GridCell {
                text,
                value,
                ..GridCell::default()
            }
        });
        let targets = metric.targets_for(scope.world.catalog, &read);
        if targets.is_empty() {
            lines.push(status_line(scope, metric, &read, member.clone(), None));
        }
        lines.extend(targets.into_iter().map(|it| StatusLine {
            worst: worst_words(scope, MetricTable { metric, table }, &chosen, it),
            ..status_line(scope, metric, &read, member.clone(), Some(it))
        }));
    }
    Ok(lines)
}

/// One target of a reading, as a line of a status table.
pub(crate) fn status_line(
    scope: &Scope<'_>,
    metric: &Metric,
    read: &Reading,
    member: Option<GridCell>,
    target: Option<&MetricTarget>,
) -> StatusLine {
    let lang = scope.lang;
    let number = metric.number(&read.unit);
    let as_of = scope.world.config.as_of;
    let judged = target.map(|it| it.judge(read, as_of));
    let required = judged.and_then(|it| {
        let value = number.write(lang, it.required?);
        let earlier = it
            .day
            .filter(|day| Some(*day) != as_of)
            .map(|it| date_text(lang, it));
        let values = |day: &str| {
            fill_placeholders(
                word(lang, Word::RequiredThen),
                &[("value", &value), ("date", day)],
            )
        };
        Some(earlier.map_or_else(|| value.clone(), |it| values(&it)))
    });
    let words = target.map(|it| {
        let by = it
            .by_words(lang)
            .unwrap_or_else(|| word(lang, Word::Unstated).to_owned());
        let gap = it
            .gap_words(lang, metric, read)
            .unwrap_or_else(|| word(lang, Word::Missing).to_owned());
        [
            it.words(lang, &number),
            by,
            strength_word(lang, it.strength).to_owned(),
            gap,
        ]
    });
    StatusLine {
        metric: metric.id.clone(),
        title: metric.title.clone(),
        member,
        time: read.time.as_ref().map(|it| time_text(lang, it)),
        value: read
            .write(lang, &number)
            .unwrap_or_else(|| shown_absent(lang, read)),
        missing_marker: read.missing_marker.clone(),
        bound: read.bound,
        raw: read.value,
        origin: Some(Origin {
            table: metric.table.clone(),
            rows: read.rows.clone(),
        }),
        target: words,
        required,
        worst: None,
        status: judged.map(|it| it.status),
    }
}

/// The worst member of each dimension left open, in words: 最低：皇姑区38.0%；9个区县中2个未达到.
pub(crate) fn worst_words(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    selection: &Selection,
    target: &MetricTarget,
) -> Option<String> {
    let lang = scope.lang;
    let found = metric.worst(scope.world.catalog, table, selection, target);
    let words = found.iter().filter_map(|it| {
        let value = it.reading.value?;
        let end = if target.goal.worst_is_high(value) {
            Word::WorstHigh
        } else {
            Word::WorstLow
        };
        let written = it.reading.write(lang, &metric.number(&it.reading.unit))?;
        let member = value_label(scope, table, &it.dimension, &it.member);
        let worst = fill_placeholders(word(lang, end), &[("member", &member), ("value", &written)]);
        let title = table
            .column(&it.dimension)
            .map_or(it.dimension.as_str(), |at| table.fields[at].title.as_str());
        let count = if it.n_short == 0 {
            Word::NoneShort
        } else {
            Word::SomeShort
        };
        let (n, short) = (it.n_members.to_string(), it.n_short.to_string());
        let count = fill_placeholders(
            word(lang, count),
            &[("n", &n), ("dimension", title), ("short", &short)],
        );
        Some(format!("{worst}{}{count}", word(lang, Word::Semicolon)))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(word(lang, Word::Semicolon)))
}

/// The author's sign for a value that is not there, or the words for it.
fn shown_absent(lang: Lang, read: &Reading) -> String {
    read.missing_marker
        .as_ref()
        .map_or_else(|| missing_text(lang), |it| it.symbol.to_string())
}

/// The lines as a table whose last column is the status word.
fn status_table(
    lang: Lang,
    lines: &[StatusLine],
    by_member: bool,
    several: bool,
    title: Option<String>,
) -> (Grid, Vec<Option<Status>>) {
    let mut heads = Vec::new();
    if by_member {
        heads.push(Word::Member);
    }
    if several || !by_member {
        heads.push(Word::Metric);
    }
    heads.extend([Word::Time, Word::Value]);
    // What no line has would be a column of dashes.
    heads.extend(
        lines
            .iter()
            .any(|it| it.worst.is_some())
            .then_some(Word::WorstHead),
    );
    heads.extend([Word::Target, Word::Deadline, Word::Strength]);
    heads.extend(
        lines
            .iter()
            .any(|it| it.required.is_some())
            .then_some(Word::RequiredHead),
    );
    heads.extend([Word::GapHead, Word::Status]);
    let columns = heads.iter().map(|it| GridColumn {
        label: word(lang, *it).to_owned(),
        numeric: *it == Word::Value,
        ..GridColumn::default()
    });
    let caption =
        title.unwrap_or_else(|| lines.iter().take(1).map(|it| it.title.as_str()).collect());
    let rows = lines
        .iter()
        .map(|line| heads.iter().map(|it| line_cell(lang, line, *it)).collect());
    let grid = Grid {
        caption,
        columns: columns.collect(),
        rows: rows.collect(),
    };
    (grid, lines.iter().map(|it| it.status).collect())
}

fn line_cell(lang: Lang, line: &StatusLine, head: Word) -> GridCell {
    let target = |at: usize| {
        line.target
            .as_ref()
            .map_or_else(|| word(lang, Word::Missing).to_owned(), |it| it[at].clone())
    };
    let plain = |text: String| GridCell {
        value: Value::Text(text.clone()),
        text,
        ..GridCell::default()
    };
    match head {
        Word::Member => line.member.clone().unwrap_or_else(|| plain(String::new())),
        Word::Metric => plain(line.title.clone()),
        Word::Time => plain(
            line.time
                .clone()
                .unwrap_or_else(|| word(lang, Word::Missing).to_owned()),
        ),
        Word::Value => GridCell {
            text: line.value.clone(),
            value: line.raw.map_or(Value::Missing, Value::Number),
            origin: line.origin.clone(),
            missing_marker: line.missing_marker.clone(),
            bound: line.bound,
        },
        Word::WorstHead => plain(
            line.worst
                .clone()
                .unwrap_or_else(|| word(lang, Word::Missing).to_owned()),
        ),
        Word::RequiredHead => plain(
            line.required
                .clone()
                .unwrap_or_else(|| word(lang, Word::Missing).to_owned()),
        ),
        Word::Target => plain(target(0)),
        Word::Deadline => plain(target(1)),
        Word::Strength => plain(target(2)),
        Word::GapHead => plain(target(3)),
        _ => plain(line.status.map_or_else(
            || word(lang, Word::NoTarget).to_owned(),
            |it| status_word(lang, it).to_owned(),
        )),
    }
}
