//! `status`: how far targets are reached, a row a target, in words beside the figures.

use crate::data::{Grid, GridCell, GridColumn, Origin, Selection, Sign, Table, Value};
use crate::diag::Place;
use crate::locale::{Bound, Lang, Word, word};
use crate::metric::{Metric, Mismatch, Reading, Status, Target, status_word, strength_word};
use crate::site::embeds::table::row_links;
use crate::site::embeds::{Call, Embed, source_line, time_text};
use crate::site::expression::Arg;
use crate::site::labels::label;
use crate::site::scope::{Failure, Scope, absent, reading};
use crate::site::{DataTable, Exhibit};
use crate::source::Fields;

/// The `status` embed.
#[derive(Debug)]
pub struct StatusEmbed;

impl Embed for StatusEmbed {
    fn name(&self) -> &'static str {
        "status"
    }

    fn keys(&self) -> &'static [&'static str] {
        &["metrics", "by", "where", "title", "note", "source", "id"]
    }

    fn bind(&self, call: &mut Call<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
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
            lines.extend(metric_lines(call.scope, (metric, table), by.as_deref(), &selection, &place)?);
            let source = metric.source.clone().unwrap_or_else(|| source_line(call.scope.lang, table));
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
            source: call.text(body, "source")?.unwrap_or_else(|| sources.join(word(call.scope.lang, Word::Separator))),
            note: call.text(body, "note")?,
            sample,
        })))
    }
}

/// One target and how far it is reached.
#[derive(Debug)]
pub struct Line {
    pub metric: String,
    pub title: String,
    pub member: Option<GridCell>,
    pub time: Option<String>,
    /// Why there is no value.
    pub sign: Option<Sign>,
    pub bound: Option<Bound>,
    pub value: String,
    pub raw: Option<f64>,
    pub origin: Origin,
    /// Target in words, deadline and strength, gap, status; nothing if no target binds this member.
    pub target: Option<[String; 4]>,
    pub status: Option<Status>,
}

fn metric_lines(
    scope: &Scope<'_>,
    (metric, table): (&Metric, &Table),
    by: Option<&str>,
    selection: &Selection,
    place: &Place,
) -> Result<Vec<Line>, Failure> {
    let members: Vec<Option<Value>> = match by {
        Some(name) => metric.members(table, name, selection).into_iter().map(Some).collect(),
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
            Err(_) => reading(metric, table, &chosen, place)?,
        };
        let member = by.zip(member).map(|(name, value)| {
            let text = label(scope, table, name, &value);
            GridCell { text, value, ..GridCell::default() }
        });
        let targets = metric.targets_for(scope.world.catalog, &read);
        if targets.is_empty() {
            lines.push(line(scope, metric, &read, member.clone(), None));
        }
        lines.extend(targets.into_iter().map(|it| line(scope, metric, &read, member.clone(), Some(it))));
    }
    Ok(lines)
}

/// One target of a reading, as a line of a status table.
pub fn line(
    scope: &Scope<'_>,
    metric: &Metric,
    read: &Reading,
    member: Option<GridCell>,
    target: Option<&Target>,
) -> Line {
    let lang = scope.lang;
    let number = metric.number(&read.unit);
    let status = target.map(|it| it.status(read, scope.world.config.as_of));
    let words = target.map(|it| {
        let by = it.by_words(lang).unwrap_or_else(|| word(lang, Word::Unstated).to_owned());
        let gap = it.gap_words(lang, metric, read).unwrap_or_else(|| word(lang, Word::Missing).to_owned());
        [it.words(lang, &number), by, strength_word(lang, it.strength).to_owned(), gap]
    });
    Line {
        metric: metric.id.clone(),
        title: metric.title.clone(),
        member,
        time: read.time.as_ref().map(|it| time_text(lang, it)),
        value: read.write(lang, &number).unwrap_or_else(|| shown_absent(lang, read)),
        sign: read.sign.clone(),
        bound: read.bound,
        raw: read.value,
        origin: Origin { table: metric.table.clone(), rows: read.rows.clone() },
        target: words,
        status,
    }
}

/// The author's sign for a value that is not there, or the words for it.
fn shown_absent(lang: Lang, read: &Reading) -> String {
    read.sign.as_ref().map_or_else(|| absent(lang), |it| it.glyph.to_string())
}

/// The lines as a table whose last column is the status word.
pub fn status_table(
    lang: Lang,
    lines: &[Line],
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
    heads.extend([Word::Time, Word::Value, Word::Target, Word::Deadline, Word::Strength, Word::GapHead, Word::Status]);
    let columns = heads.iter().map(|it| GridColumn {
        label: word(lang, *it).to_owned(),
        numeric: *it == Word::Value,
        ..GridColumn::default()
    });
    let caption = title.unwrap_or_else(|| lines.first().map(|it| it.title.clone()).unwrap_or_default());
    let rows = lines.iter().map(|line| heads.iter().map(|it| cell(lang, line, *it)).collect());
    let grid = Grid { caption, columns: columns.collect(), rows: rows.collect() };
    (grid, lines.iter().map(|it| it.status).collect())
}

fn cell(lang: Lang, line: &Line, head: Word) -> GridCell {
    let target =
        |at: usize| line.target.as_ref().map_or_else(|| word(lang, Word::Missing).to_owned(), |it| it[at].clone());
    let plain = |text: String| GridCell { value: Value::Text(text.clone()), text, ..GridCell::default() };
    match head {
        Word::Member => line.member.clone().unwrap_or_else(|| plain(String::new())),
        Word::Metric => plain(line.title.clone()),
        Word::Time => plain(line.time.clone().unwrap_or_else(|| word(lang, Word::Missing).to_owned())),
        Word::Value => GridCell {
            text: line.value.clone(),
            value: line.raw.map_or(Value::Missing, Value::Number),
            origin: Some(line.origin.clone()),
            sign: line.sign.clone(),
            bound: line.bound,
        },
        Word::Target => plain(target(0)),
        Word::Deadline => plain(target(1)),
        Word::Strength => plain(target(2)),
        Word::GapHead => plain(target(3)),
        _ => plain(
            line.status.map_or_else(|| word(lang, Word::NoTarget).to_owned(), |it| status_word(lang, it).to_owned()),
        ),
    }
}
