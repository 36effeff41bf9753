//! `table`: rows of a table, or metrics by the members of a dimension.

use std::cmp::Ordering;

use crate::embeds::body::{read_limit, table_rows};
use crate::embeds::embed::{Embed, EmbedCall};
use crate::exhibit::{DataTable, Exhibit};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::figure::value_text;
use crate::labels::value_label;
use crate::link::Route;
use crate::metric_table::MetricTable;
use crate::rounding;
use crate::scope::{Scope, read_single_value};
use crate::source_words::{source_line, time_text};
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Digits, Lang, NumberFormat, Text, Word, word};
use gongbao_metrics::{Metric, MetricUnit, Mismatch};
use gongbao_model::{ColumnKind, Grid, GridCell, GridColumn, MissingMarker, Origin, Value};
use gongbao_source::{Fields, YamlNode};

/// The `table` embed.
#[derive(Debug)]
pub(super) struct TableEmbed;

impl Embed for TableEmbed {
    fn name(&self) -> &'static str {
        "table"
    }

    fn keys(&self) -> &'static [&'static str] {
        &[
            "table", "metric", "rows", "columns", "where", "sort", "limit", "title", "note",
            "source", "id",
        ]
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let metrics = body
            .get("metric")
            .map_or(Ok(Vec::new()), |it| it.strings("metric"))?;
        let (mut grid, source, sample, left_out) = if metrics.is_empty() {
            from_table(call, body)?
        } else {
            from_metrics(call, body, &metrics)?
        };
        if let Some(title) = call.text(body, "title")? {
            grid.caption = title;
        }
        call.found.n_figures += grid
            .rows
            .iter()
            .flatten()
            .filter(|it| it.origin.is_some() && it.value != Value::Missing)
            .count();
        let table = DataTable {
            id: call.id(body)?,
            row_links: row_links(call.scope, &grid),
            row_metrics: Vec::new(),
            statuses: Vec::new(),
            revised: Vec::new(),
            left_out,
            source: call.text(body, "source")?.unwrap_or(source),
            note: rounding::with_note(call.scope.lang, call.text(body, "note")?, &grid),
            sample,
            grid,
        };
        Ok(Exhibit::Table(Box::new(table)))
    }
}

type Made = (Grid, String, bool, usize);

fn from_table(call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Made, Failure> {
    let node = body.need("table", "stations")?;
    let place = node.place();
    let table = call.scope.table(&node.string("table")?, &place)?;
    let columns = match body.get("columns") {
        Some(node) => read_table_columns(call.scope, table, node)?,
        None => (0..table.fields.len()).collect(),
    };
    let mut rows = table_rows(call.scope, table, &call.given(body)?, &place)?;
    if let Some(node) = body.get("sort") {
        sort_rows(call.scope, table, node, &mut rows)?;
    }
    let keep = read_limit(body)?.unwrap_or(rows.len()).min(rows.len());
    let left_out = rows.len() - keep;
    rows.truncate(keep);
    let grid = table_grid(call.scope.lang, table, &columns, &rows);
    let source = source_line(call.scope.lang, table);
    let sample = call.shows(table);
    Ok((grid, source, sample, left_out))
}

fn read_table_columns(
    scope: &Scope<'_>,
    table: &Table,
    node: &YamlNode,
) -> Result<Vec<usize>, Failure> {
    node.items()
        .iter()
        .map(|it| scope.column(table, &it.string("columns")?, &it.place()))
        .collect()
}

/// Sorts by several columns; a `-` before a name turns its order round. Missing values stand last.
fn sort_rows(
    scope: &Scope<'_>,
    table: &Table,
    node: &YamlNode,
    rows: &mut [usize],
) -> Result<(), Failure> {
    let mut keys = Vec::new();
    for item in node.items() {
        let name = item.string("sort")?;
        let (name, down) = name
            .strip_prefix('-')
            .map_or((name.as_str(), false), |it| (it, true));
        keys.push((scope.column(table, name, &item.place())?, down));
    }
    rows.sort_by(|a, b| {
        let by_key = |(column, down): &(usize, bool)| {
            let (a, b) = (table.value(*a, *column), table.value(*b, *column));
            let order = compare_values(&a, &b);
            let both = a != Value::Missing && b != Value::Missing;
            if *down && both {
                order.reverse()
            } else {
                order
            }
        };
        keys.iter()
            .map(by_key)
            .find(|it| it.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    Ok(())
}

fn compare_values(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Missing, _) | (_, Value::Missing) => {
            (*a == Value::Missing).cmp(&(*b == Value::Missing))
        }
        _ => a.order(b),
    }
}

/// Some columns and rows of a table, as readers see them: decimals are equal down a column.
pub(super) fn table_grid(lang: Lang, table: &Table, columns: &[usize], rows: &[usize]) -> Grid {
    let mut grid = Grid {
        caption: table.title.clone(),
        ..Grid::default()
    };
    let mut cells: Vec<Vec<GridCell>> = rows.iter().map(|_| Vec::new()).collect();
    for column in columns {
        let field = &table.fields[*column];
        let numeric = matches!(field.kind, ColumnKind::Integer | ColumnKind::Number);
        let values: Vec<Value> = rows.iter().map(|it| table.value(*it, *column)).collect();
        let number = NumberFormat {
            digits: Digits::Exactly(count_decimals(&values)),
            ..NumberFormat::default()
        };
        for (row, out) in rows.iter().zip(&mut cells) {
            let write = |value: &Value| match value.as_number().filter(|_| numeric) {
                Some(it) => number.write_bound(lang, it, table.bound(*row, *column)),
                None => value_text(lang, value, &NumberFormat::default()),
            };
            out.push(table.grid_cell(*row, *column, &write, lang));
        }
        let label = field.title.clone();
        grid.columns.push(GridColumn {
            label,
            unit: field.unit.clone(),
            numeric,
            metric: None,
        });
    }
    grid.rows = cells;
    grid
}

/// The most digits behind the point that any value of a column has, at most six.
pub(super) fn count_decimals(values: &[Value]) -> u8 {
    let plain = NumberFormat::default();
    let digits = |it: &Value| {
        let text = plain.digits_of(it.as_number()?);
        text.split_once('.').map(|(_, fraction)| fraction.len())
    };
    let most = values.iter().filter_map(digits).max();
    most.map_or(0, |it| u8::try_from(it).unwrap_or(u8::MAX))
}

fn from_metrics(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    ids: &[String],
) -> Result<Made, Failure> {
    let place = body.need("metric", "station_share")?.place();
    let given = call.given(body)?;
    let along = body.string("rows")?;
    let across = body.string("columns")?;
    let mut grid = Grid::default();
    let (mut sample, mut source) = (false, String::new());
    let mut titles = Vec::new();
    for id in ids {
        let (metric, table) = call.scope.metric(id, &place)?;
        let along = along
            .clone()
            .or_else(|| metric.time.clone())
            .or_else(|| metric.dimensions.first().cloned());
        let Some(along) = along else {
            let expected = Text::new("有维度的指标", "a metric with a dimension");
            return Err(body.need("metric", "")?.refuse("metric", expected).into());
        };
        scope_column(call.scope, table, &along, &place)?;
        let mut open = given.clone();
        for name in std::iter::once(&along).chain(&across) {
            open.entry(name.clone()).or_insert(Arg::All);
        }
        let selection = call.scope.select(metric, table, &open, &place)?;
        metric_grid(
            call.scope,
            MetricTable { metric, table },
            GridAxes {
                along: &along,
                across: across.as_deref(),
            },
            &selection,
            &mut grid,
        )?;
        titles.push(metric.title.clone());
        source = metric
            .source
            .clone()
            .unwrap_or_else(|| source_line(call.scope.lang, table));
        sample |= call.shows(table);
    }
    grid.caption = titles.join(word(call.scope.lang, Word::Separator));
    Ok((grid, source, sample, 0))
}

fn scope_column(
    scope: &Scope<'_>,
    table: &Table,
    name: &str,
    place: &gongbao_diag::Place,
) -> Result<(), Failure> {
    scope.column(table, name, place).map(|_| ())
}

/// The dimensions of a grid: one member a row, and one a column if there are two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GridAxes<'a> {
    pub along: &'a str,
    pub across: Option<&'a str>,
}

/// Adds a metric to a grid: a row a member of one dimension, a column a member of another (or one column).
///
/// # Errors
/// Whatever the metric's selections run into.
pub(crate) fn metric_grid(
    scope: &Scope<'_>,
    MetricTable { metric, table }: MetricTable<'_>,
    GridAxes { along, across }: GridAxes<'_>,
    selection: &Selection,
    grid: &mut Grid,
) -> Result<(), Failure> {
    let members = sorted_members(metric, table, along, selection);
    if grid.columns.is_empty() {
        let title = table
            .column(along)
            .map_or(along, |it| table.fields[it].title.as_str());
        grid.columns.push(GridColumn {
            label: title.to_owned(),
            ..GridColumn::default()
        });
    }
    for member in &members {
        if !grid.rows.iter().any(|it| it[0].value == *member) {
            let text = value_label(scope, table, along, member);
            let mut row = vec![GridCell {
                text,
                value: member.clone(),
                ..GridCell::default()
            }];
            row.resize(grid.columns.len(), missing_cell(scope.lang));
            grid.rows.push(row);
        }
    }
    let heads: Vec<Option<Value>> = match across {
        Some(name) => sorted_members(metric, table, name, selection)
            .into_iter()
            .map(Some)
            .collect(),
        None => vec![None],
    };
    for head in heads {
        let chosen = match (across, &head) {
            (Some(name), Some(value)) => selection.clone().with(name, value.clone()),
            _ => selection.clone(),
        };
        grid.columns
            .push(column_head(scope.lang, metric, head.as_ref()));
        for row in &mut grid.rows {
            let chosen = chosen.clone().with(along, row[0].value.clone());
            row.push(metric_cell(scope, metric, table, &chosen)?);
        }
    }
    Ok(())
}

fn column_head(lang: Lang, metric: &Metric, head: Option<&Value>) -> GridColumn {
    let unit = match &metric.unit {
        MetricUnit::Fixed(unit) => unit.clone(),
        // Each cell has its own.
        MetricUnit::Column(_) => String::new(),
    };
    let label = head.map_or_else(|| metric.title.clone(), |it| time_text(lang, it));
    GridColumn {
        label,
        unit,
        numeric: true,
        metric: Some(metric.id.clone()),
    }
}

fn metric_cell(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
    selection: &Selection,
) -> Result<GridCell, Failure> {
    let read = match metric.read(table, selection) {
        Ok(it) => it,
        Err(Mismatch::NoRow { .. }) => return Ok(missing_cell(scope.lang)),
        Err(_) => read_single_value(metric, table, selection, &metric.place)?,
    };
    let mut number = metric.number(&read.unit);
    if let MetricUnit::Fixed(_) = metric.unit {
        number.unit.clear();
    }
    let text = read.write(scope.lang, &number);
    let origin = Some(Origin {
        table: table.name.clone(),
        rows: read.rows,
    });
    let Some((text, value)) = text.zip(read.value) else {
        return Ok(GridCell {
            origin,
            ..with_marker(missing_cell(scope.lang), read.missing_marker)
        });
    };
    Ok(GridCell {
        text,
        value: Value::Number(value),
        origin,
        missing_marker: None,
        bound: read.bound,
    })
}

fn missing_cell(lang: Lang) -> GridCell {
    GridCell {
        text: word(lang, Word::Missing).to_owned(),
        value: Value::Missing,
        ..GridCell::default()
    }
}

/// A cell without value, with the sign that says why, if there is one.
pub(crate) fn with_marker(cell: GridCell, sign: Option<MissingMarker>) -> GridCell {
    match sign {
        Some(sign) => GridCell {
            text: sign.symbol.to_string(),
            missing_marker: Some(sign),
            ..cell
        },
        None => cell,
    }
}

/// Members in order of appearance; times ascending.
fn sorted_members(metric: &Metric, table: &Table, name: &str, selection: &Selection) -> Vec<Value> {
    let mut members = metric.members(table, name, selection);
    if metric.time.as_deref() == Some(name) {
        members.sort_by(Value::order);
    }
    members
}

/// The page that stands for each row, found by any of its cells that names one.
pub fn row_links(scope: &Scope<'_>, grid: &Grid) -> Vec<Option<Route>> {
    let routes = scope.world.routes;
    let link = |row: &Vec<GridCell>| {
        row.first()
            .and_then(|it| routes.named(&it.value.to_string()))
            .cloned()
    };
    grid.rows.iter().map(link).collect()
}
