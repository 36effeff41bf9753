//! The data of a chart: positions and points, read from metrics or from columns of a table.

use std::collections::BTreeMap;

use crate::embeds::body::table_rows;
use crate::embeds::spec::ChartSpec;
use crate::embeds::table::count_decimals;
use crate::expression::Arg;
use crate::failure::Failure;
use crate::figure::fixed_unit;
use crate::labels::value_label;
use crate::metric_table::{MetricTable, TableCell};
use crate::scope::{Scope, read_single_value};
use crate::source_words::source_line;
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{
    Bound, Digits, Lang, NumberFormat, Word, date_text, fill_placeholders, word,
};
use gongbao_diag::{Code, Diagnostic};
use gongbao_metrics::{Goal, Metric, MetricTarget, Mismatch, Reading, Status};
use gongbao_model::{
    ColumnKind, MissingMarker, Origin, Panel, PathStep, Point, Series, TargetLine, Tick, Value,
    date_in_years,
};

/// What a chart plots.
#[derive(Clone, Debug, Default)]
pub(super) struct PlottedData {
    /// What is measured.
    pub measure: String,
    /// What runs along the chart.
    pub x_label: String,
    pub x: Vec<Tick>,
    pub x_is_time: bool,
    pub series: Vec<Series>,
    /// The metric of each series.
    pub metrics: Vec<Option<String>>,
    pub number: NumberFormat,
    pub targets: Vec<TargetLine>,
    /// Values of the dimensions that are the same for every point, time left out.
    pub fixed: Vec<String>,
    /// The time every point is of, unless time runs along the chart.
    pub time: Option<Value>,
    pub source: String,
    pub sample: bool,
    pub tables: Vec<String>,
    /// The small pictures, if the chart is repeated.
    pub panels: Vec<Panel>,
    /// Why a series has no value at a position, and which bound its value is, by the position's value.
    pub missing_markers: BTreeMap<(usize, String), MissingMarker>,
    pub bounds: BTreeMap<(usize, String), Bound>,
}

impl PlottedData {
    /// What it says besides its values.
    pub(super) fn shell(&self) -> PlottedData {
        PlottedData {
            x: Vec::new(),
            series: Vec::new(),
            metrics: Vec::new(),
            targets: Vec::new(),
            ..self.clone()
        }
    }
}

/// Reads the data of a chart.
///
/// # Errors
/// Whatever its metrics, tables and selections run into.
pub(super) fn plot_series(scope: &Scope<'_>, spec: &ChartSpec) -> Result<PlottedData, Failure> {
    match &spec.table {
        Some((table, columns)) => table_plot(scope, spec, table, columns),
        None => metric_plot(scope, spec),
    }
}

/// A metric with the rows it is read from.
struct MeasuredRows<'s> {
    channel: &'static str,
    metric: &'s Metric,
    table: &'s Table,
    selection: Selection,
}

fn metric_plot(scope: &Scope<'_>, spec: &ChartSpec) -> Result<PlottedData, Failure> {
    let mut plot = PlottedData::default();
    let mut measured = Vec::new();
    let of_y = spec.metrics.iter().map(|it| ("y", it));
    for (channel, id) in of_y.chain(spec.channels.iter().map(|(name, it)| (*name, it))) {
        measured.push(select_metric_rows(scope, spec, channel, id, &mut plot)?);
    }
    for it in &measured {
        add_ticks(scope, spec, it, &mut plot)?;
    }
    if plot.x_is_time {
        plot.x.sort_by(|a, b| a.value.order(&b.value));
    }
    for it in &measured {
        one_metric(scope, spec, it, &mut plot)?;
    }
    let names: Vec<&str> = measured.iter().map(|it| it.metric.title.as_str()).collect();
    plot.measure = names.join(if scope.lang == Lang::Zh { "、" } else { ", " });
    Ok(plot)
}

/// Finds a metric and its rows; the first one says what the chart is about.
fn select_metric_rows<'s>(
    scope: &'s Scope<'_>,
    spec: &ChartSpec,
    channel: &'static str,
    id: &str,
    plot: &mut PlottedData,
) -> Result<MeasuredRows<'s>, Failure> {
    let (metric, table) = scope.metric(id, &spec.place)?;
    let unit = fixed_unit(metric);
    if plot.tables.is_empty() {
        plot.number = metric.number(unit);
        plot.x_label = column_title(table, &spec.x);
        plot.x_is_time = metric.time.as_deref() == Some(&spec.x);
        plot.source = metric
            .source
            .clone()
            .unwrap_or_else(|| source_line(scope.lang, table));
    } else if channel == "y" && unit != plot.number.unit {
        return Err(mixed_units(spec, &plot.number.unit, unit).into());
    }
    plot.sample |= table.sample;
    plot.tables.push(table.name.clone());
    let selection = scope.select(metric, table, &open_dimensions(spec, metric), &spec.place)?;
    Ok(MeasuredRows {
        channel,
        metric,
        table,
        selection,
    })
}

/// What is given, with the dimensions that run along the chart left open unless the chart's own
/// `where` narrows them: a page's `where: {year: 2025}` must not shrink a line over the years.
pub(super) fn open_dimensions(spec: &ChartSpec, metric: &Metric) -> BTreeMap<String, Arg> {
    let mut given = spec.given.clone();
    for name in std::iter::once(&spec.x).chain(&spec.series) {
        if metric.dimensions.contains(name) {
            given.entry(name.clone()).or_insert(Arg::All);
        }
    }
    given
}

/// The positions a metric has values for, behind those already known.
fn add_ticks(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    it: &MeasuredRows<'_>,
    plot: &mut PlottedData,
) -> Result<(), Failure> {
    for name in std::iter::once(&spec.x).chain(&spec.series) {
        scope.column(it.table, name, &spec.place)?;
    }
    for value in it.metric.members(it.table, &spec.x, &it.selection) {
        if !plot.x.iter().any(|it| it.value == value) {
            plot.x.push(Tick {
                label: value_label(scope, it.table, &spec.x, &value),
                value,
            });
        }
    }
    Ok(())
}

fn one_metric(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    it: &MeasuredRows<'_>,
    plot: &mut PlottedData,
) -> Result<(), Failure> {
    let MeasuredRows {
        channel,
        metric,
        table,
        selection,
    } = it;
    let members: Vec<Option<Value>> = match &spec.series {
        Some(name) => metric
            .members(table, name, selection)
            .into_iter()
            .map(Some)
            .collect(),
        None => vec![None],
    };
    let mut readings = Vec::new();
    for member in &members {
        let mut chosen = selection.clone();
        if let (Some(name), Some(value)) = (&spec.series, member) {
            chosen = chosen.with(name, value.clone());
        }
        let name = match (&spec.series, member) {
            (Some(name), Some(value)) => value_label(scope, table, name, value),
            _ => metric.title.clone(),
        };
        let points = read_points(spec, MetricTable { metric, table }, &chosen, &plot.x)?;
        for (tick, it) in plot
            .x
            .iter()
            .zip(&points)
            .filter_map(|(tick, it)| Some((tick, it.as_ref()?)))
        {
            let at = (plot.series.len(), tick.value.to_string());
            plot.missing_markers
                .extend(it.missing_marker.clone().map(|sign| (at.clone(), sign)));
            plot.bounds.extend(it.bound.map(|bound| (at, bound)));
        }
        readings.extend(points.iter().flatten().cloned());
        let points = points.iter().map(|it| {
            it.as_ref()
                .and_then(|it| reading_point(scope, metric, table, it))
        });
        let number = (*channel != "y").then(|| metric.number(fixed_unit(metric)));
        plot.series.push(Series {
            channel,
            name,
            number,
            points: points.collect(),
        });
        plot.metrics.push(Some(metric.id.clone()));
    }
    note_targets(scope, it, &readings, plot);
    note_common(scope, spec, it, plot);
    Ok(())
}

/// The reading at each position; nothing where no row matches.
fn read_points(
    spec: &ChartSpec,
    MetricTable { metric, table }: MetricTable<'_>,
    selection: &Selection,
    ticks: &[Tick],
) -> Result<Vec<Option<Reading>>, Failure> {
    let one = |tick: &Tick| {
        let chosen = selection.clone().with(&spec.x, tick.value.clone());
        match metric.read(table, &chosen) {
            Ok(it) => Ok(Some(it)),
            Err(Mismatch::NoRow { .. }) => Ok(None),
            Err(_) => read_single_value(metric, table, &chosen, &spec.place).map(Some),
        }
    };
    ticks.iter().map(one).collect()
}

fn reading_point(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
    reading: &Reading,
) -> Option<Point> {
    let value = reading.value?;
    let target = metric
        .targets_for(scope.world.catalog, reading)
        .into_iter()
        .next();
    let target = target.filter(|it| it.goal.is_decided(value, reading.bound));
    let met = target.map(|it| it.status(reading, scope.world.config.as_of) == Status::Met);
    Some(Point {
        value,
        date: None,
        text: reading.write(scope.lang, &metric.number(&reading.unit))?,
        met,
        provisional: reading
            .time
            .as_ref()
            .is_some_and(|it| metric.provisional.contains(&it.to_string())),
        origin: Origin {
            table: table.name.clone(),
            rows: reading.rows.clone(),
        },
    })
}

/// Draws the targets that bind every point.
fn note_targets(
    scope: &Scope<'_>,
    it: &MeasuredRows<'_>,
    readings: &[Reading],
    plot: &mut PlottedData,
) {
    let (metric, channel) = (it.metric, it.channel);
    let bound: Vec<_> = readings
        .iter()
        .map(|it| metric.targets_for(scope.world.catalog, it))
        .collect();
    for target in &metric.targets {
        let binds = |those: &Vec<&gongbao_metrics::MetricTarget>| {
            those.iter().any(|it| std::ptr::eq(*it, target))
        };
        if bound.is_empty() || !bound.iter().all(binds) {
            continue;
        }
        let words = target.words(scope.lang, &metric.number(fixed_unit(metric)));
        let values = match target.goal {
            Goal::AtLeast(it) | Goal::AtMost(it) | Goal::Equals(it) => vec![it],
            Goal::Between(low, high) => vec![low, high],
        };
        let path = if plot.x_is_time {
            target_path(scope.lang, metric, target)
        } else {
            Vec::new()
        };
        for value in values {
            if !plot
                .targets
                .iter()
                .any(|it| it.channel == channel && it.value == value)
            {
                let label =
                    fill_placeholders(word(scope.lang, Word::TargetLine), &[("value", &words)]);
                plot.targets.push(TargetLine {
                    channel,
                    value,
                    label,
                    path: path.clone(),
                });
            }
        }
    }
}

/// The way to a target, if more of it is known than its end.
fn target_path(lang: Lang, metric: &Metric, target: &MetricTarget) -> Vec<PathStep> {
    let (Goal::AtLeast(goal) | Goal::AtMost(goal) | Goal::Equals(goal), Some(by)) =
        (target.goal, target.by)
    else {
        return Vec::new();
    };
    if target.from.is_none() && target.milestones.is_empty() {
        return Vec::new();
    }
    let number = metric.number(fixed_unit(metric));
    let steps = target
        .from
        .iter()
        .chain(&target.milestones)
        .copied()
        .chain([(by, goal)]);
    steps
        .map(|(date, value)| PathStep {
            date,
            value,
            text: number.write(lang, value),
        })
        .collect()
}

/// What all points have in common.
fn note_common(scope: &Scope<'_>, spec: &ChartSpec, it: &MeasuredRows<'_>, plot: &mut PlottedData) {
    let MeasuredRows {
        metric,
        table,
        selection,
        ..
    } = it;
    let along = |name: &str| name == spec.x || spec.series.as_deref() == Some(name);
    for (name, values) in selection.iter().filter(|(name, _)| !along(name)) {
        if metric.time.as_deref() == Some(name) {
            plot.time = values.first().cloned();
        } else if let [value] = values {
            let text = value_label(scope, table, name, value);
            if !plot.fixed.contains(&text) {
                plot.fixed.push(text);
            }
        }
    }
}

fn mixed_units(spec: &ChartSpec, first: &str, other: &str) -> Diagnostic {
    Diagnostic::new(Code::DualAxis, spec.place.clone())
        .with("first", first)
        .with("other", other)
}

fn table_plot(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    name: &str,
    columns: &[String],
) -> Result<PlottedData, Failure> {
    let table = scope.table(name, &spec.place)?;
    let x = scope.column(table, &spec.x, &spec.place)?;
    let rows = table_rows(scope, table, &spec.given, &spec.place)?;
    let ticks = table
        .distinct(x, &rows)
        .into_iter()
        .filter(|it| *it != Value::Missing);
    let mut plot = PlottedData {
        x_label: table.fields[x].title.clone(),
        x: ticks
            .map(|value| Tick {
                label: value_name(scope, table, &spec.x, &value),
                value,
            })
            .collect(),
        x_is_time: matches!(
            table.fields[x].kind,
            ColumnKind::Year | ColumnKind::Date | ColumnKind::Period
        ),
        source: source_line(scope.lang, table),
        sample: table.sample,
        tables: vec![table.name.clone()],
        ..PlottedData::default()
    };
    let mut titles = Vec::new();
    for column in columns {
        let y = scope.column(table, column, &spec.place)?;
        let field = &table.fields[y];
        if titles.is_empty() {
            plot.number = column_number(table, &rows, y);
        } else if field.unit != plot.number.unit {
            return Err(mixed_units(spec, &plot.number.unit, &field.unit).into());
        }
        titles.push(field.title.clone());
        let drawn = ChartColumns {
            table,
            x,
            y,
            rows: &rows,
        };
        one_column(scope, spec, drawn, &mut plot)?;
    }
    for (channel, name) in &spec.channels {
        let y = scope.column(table, name, &spec.place)?;
        let (name, number) = (
            table.fields[y].title.clone(),
            column_number(table, &rows, y),
        );
        let drawn = ChartColumns {
            table,
            x,
            y,
            rows: &rows,
        };
        note_cells(drawn, &mut plot);
        let points = column_points(scope, spec, drawn, &plot.x, &number)?;
        titles.extend(columns.is_empty().then(|| name.clone()));
        plot.series.push(Series {
            channel,
            name,
            number: Some(number),
            points,
        });
    }
    plot.metrics = vec![None; plot.series.len()];
    plot.measure = titles.join(if scope.lang == Lang::Zh { "、" } else { ", " });
    Ok(plot)
}

/// The columns of a table that a chart sets against each other, in some rows.
#[derive(Clone, Copy)]
struct ChartColumns<'a> {
    table: &'a Table,
    x: usize,
    y: usize,
    rows: &'a [usize],
}

fn one_column(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    columns: ChartColumns<'_>,
    plot: &mut PlottedData,
) -> Result<(), Failure> {
    let ChartColumns { table, y, rows, .. } = columns;
    let Some(series) = &spec.series else {
        note_cells(columns, plot);
        let points = column_points(scope, spec, columns, &plot.x, &plot.number)?;
        let name = table.fields[y].title.clone();
        plot.series.push(Series {
            channel: "y",
            name,
            number: None,
            points,
        });
        return Ok(());
    };
    let column = scope.column(table, series, &spec.place)?;
    let mut rows_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in rows {
        rows_of
            .entry(table.value(*row, column).to_string())
            .or_default()
            .push(*row);
    }
    for member in table.distinct(column, rows) {
        // The same rows were sorted by member above.
        let chosen: Vec<usize> = rows_of
            .remove(&member.to_string())
            .into_iter()
            .flatten()
            .collect();
        let columns = ChartColumns {
            rows: &chosen,
            ..columns
        };
        note_cells(columns, plot);
        let points = column_points(scope, spec, columns, &plot.x, &plot.number)?;
        plot.series.push(Series {
            channel: "y",
            name: member.to_string(),
            number: None,
            points,
        });
    }
    Ok(())
}

fn column_points(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    ChartColumns { table, x, y, rows }: ChartColumns<'_>,
    ticks: &[Tick],
    number: &NumberFormat,
) -> Result<Vec<Option<Point>>, Failure> {
    let mut points = vec![None; ticks.len()];
    let place = position_lookup(ticks, rows.len());
    for row in rows {
        let value = table.value(*row, x);
        let Some(at) = place(&value) else { continue };
        if points[at].is_some() {
            let complaint =
                Diagnostic::new(Code::SeveralRows, spec.place.clone()).with("figure", &table.name);
            let selection = format!("{}={value}", table.fields[x].name);
            return Err(complaint
                .with("count", 2)
                .with("selection", selection)
                .with("candidates", "series: …")
                .into());
        }
        points[at] = cell_point(
            scope.lang,
            TableCell {
                table,
                row: *row,
                column: y,
            },
            number,
        );
    }
    Ok(points)
}

/// Where values stand among the positions; a list of many is worth sorting before it is searched often.
fn position_lookup(ticks: &[Tick], n_searches: usize) -> impl Fn(&Value) -> Option<usize> {
    let sorted: Option<BTreeMap<String, usize>> = (ticks.len().min(n_searches) > 16).then(|| {
        ticks
            .iter()
            .enumerate()
            .rev()
            .map(|(at, it)| (it.value.to_string(), at))
            .collect()
    });
    move |value: &Value| match &sorted {
        Some(it) => it.get(&value.to_string()).copied(),
        None => ticks.iter().position(|it| it.value == *value),
    }
}

/// Notes on the series that comes next which of its cells are bounds, or say why they are empty.
fn note_cells(ChartColumns { table, x, y, rows }: ChartColumns<'_>, plot: &mut PlottedData) {
    for row in rows {
        let at = (plot.series.len(), table.value(*row, x).to_string());
        plot.missing_markers.extend(
            table
                .missing_marker(*row, y)
                .map(|it| (at.clone(), it.clone())),
        );
        plot.bounds.extend(table.bound(*row, y).map(|it| (at, it)));
    }
}

/// A period is written out, all else as the data have it.
fn value_name(scope: &Scope<'_>, table: &Table, column: &str, value: &Value) -> String {
    match value {
        Value::Text(_) => value_label(scope, table, column, value),
        _ => tick_label(scope.lang, value),
    }
}

fn tick_label(lang: Lang, value: &Value) -> String {
    match value {
        Value::Period(it) => it.text(lang),
        other => other.to_string(),
    }
}

/// How the figures of a column are written: with as many decimals as they have, at most two.
fn column_number(table: &Table, rows: &[usize], column: usize) -> NumberFormat {
    let values: Vec<Value> = rows.iter().map(|it| table.value(*it, column)).collect();
    let digits = Digits::Exactly(count_decimals(&values).min(2));
    NumberFormat {
        digits,
        unit: table.fields[column].unit.clone(),
        ..NumberFormat::default()
    }
}

/// A cell that is a number or a date.
fn cell_point(
    lang: Lang,
    TableCell { table, row, column }: TableCell<'_>,
    number: &NumberFormat,
) -> Option<Point> {
    let origin = Origin {
        table: table.name.clone(),
        rows: vec![row],
    };
    if let Value::Date(date) = table.value(row, column) {
        let text = date_text(lang, date);
        return Some(Point {
            value: date_in_years(date),
            date: Some(date),
            text,
            origin,
            ..Point::default()
        });
    }
    let text = |value| number.write_bound(lang, value, table.bound(row, column));
    table.number(row, column).map(|value| Point {
        value,
        text: text(value),
        origin,
        ..Point::default()
    })
}

/// The title of a column.
fn column_title(table: &Table, column: &str) -> String {
    table
        .column(column)
        .map_or_else(|| column.to_owned(), |it| table.fields[it].title.clone())
}
