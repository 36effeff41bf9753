//! `chart`: a figure drawn from a metric or from columns of a table.

use std::sync::Arc;

use crate::embeds::body::{match_word, read_limit};
use crate::embeds::embed::{Embed, EmbedCall};
use crate::embeds::lint::{self, AcceptedLints, LintedChart};
use crate::embeds::series::PlottedData;
use crate::embeds::spec::{ChartSpec, Sort};
use crate::embeds::{channels, chart_options, map_geometry, switch, with_marker};
use crate::exhibit::Exhibit;
use crate::failure::Failure;
use crate::rounding;
use crate::scope::Scope;
use crate::source_words::time_text;
use gongbao_chart::{self as chart, Kind};
use gongbao_diag::locale::{self, Lang, NumberFormat, Text, Word, fill_placeholders, word};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::{
    Chart, ChartKind, Extras, Grid, GridCell, GridColumn, Orientation, Point, Series, Stack, Tick,
    Value,
};
use gongbao_source::{Fields, YamlNode, spelling_hint};

/// The `chart` embed.
#[derive(Debug)]
pub(super) struct ChartEmbed;

/// What an author says about a chart besides its data.
#[derive(Debug, Default)]
pub(super) struct ChartWords {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub note: Option<String>,
    pub source: Option<String>,
}

impl Embed for ChartEmbed {
    fn name(&self) -> &'static str {
        "chart"
    }

    fn keys(&self) -> &'static [&'static str] {
        &[
            "kind",
            "metric",
            "table",
            "x",
            "y",
            "series",
            "where",
            "title",
            "subtitle",
            "sort",
            "limit",
            "target",
            "note",
            "source",
            "orientation",
            "axis",
            "accept",
            "multiples",
            "switch",
            "id",
        ]
    }

    fn more_keys(&self) -> Vec<&'static str> {
        channels::channel_names()
            .filter(|it| !self.keys().contains(it))
            .collect()
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let spec = read_spec(call, body)?;
        let mut accepted = AcceptedLints::read(body)?;
        let exhibit = if let Some(node) = body.get("switch") {
            switch::bind(call, body, &spec, node, &mut accepted)
        } else {
            let id = call.id(body)?;
            bind_chart(call, body, &spec, id, &mut accepted).map(|it| Exhibit::Chart(Arc::new(it)))
        };
        accepted.finish(&mut call.found.diags);
        exhibit
    }
}

/// A chart with its words; what it shows is counted.
///
/// # Errors
/// As [`build_chart`], and mistakes in the words.
pub(super) fn bind_chart(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    spec: &ChartSpec,
    id: String,
    accepted: &mut AcceptedLints,
) -> Result<Chart, Failure> {
    let words = ChartWords {
        title: call.text(body, "title")?,
        subtitle: call.text(body, "subtitle")?,
        note: call.text(body, "note")?,
        source: call.text(body, "source")?,
    };
    let chart = build_chart(call.scope, spec, words, id, &mut call.found.diags)?;
    let linted = LintedChart {
        chart: &chart.chart,
        spec,
        title: body.get("title"),
    };
    lint::check_lints(call.scope, linted, accepted, &mut call.found.diags)?;
    for name in chart.tables {
        let table = call.scope.table(&name, &spec.place)?;
        call.shows(table);
    }
    call.found.n_charts += 1;
    call.found.n_figures += chart
        .chart
        .series
        .iter()
        .flat_map(|it| &it.points)
        .flatten()
        .count();
    Ok(chart.chart)
}

/// A chart, and the tables it shows.
#[derive(Debug)]
pub(super) struct BoundChart {
    pub chart: Chart,
    pub tables: Vec<String>,
}

/// A chart of one metric for a generated page; nothing if the metric cannot be drawn so.
pub(crate) fn metric_chart(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    id: &str,
    title: String,
) -> Option<Chart> {
    let words = ChartWords {
        title: Some(title),
        ..ChartWords::default()
    };
    let mut unheard = gongbao_diag::Diags::new();
    match build_chart(scope, spec, words, id.to_owned(), &mut unheard) {
        Ok(built) => Some(built.chart),
        // Nobody asked for this chart: what the kind refuses to draw is shown as a table.
        Err(_) => None,
    }
}

fn read_spec(call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<ChartSpec, Failure> {
    let shown = body.get("metric").or_else(|| body.get("table"));
    let place = shown.map_or_else(|| call.place(), YamlNode::place);
    let kind = read_kind(body.need("kind", "bar")?)?;
    let metrics = body
        .get("metric")
        .map_or(Ok(Vec::new()), |it| it.strings("metric"))?;
    let y = body.get("y").map_or(Ok(Vec::new()), |it| it.strings("y"))?;
    let table = body.string("table")?;
    channels::check_channels(kind, body, &place)?;
    let takes_y = kind.channels().iter().any(|it| it.name() == "y");
    if metrics.is_empty() && table.is_none() {
        return Err(channels::missing_channel(
            kind,
            if takes_y { "metric" } else { "table" },
            "station_share",
            &place,
        )
        .into());
    }
    if let (Some(node), false) = (body.get("table"), metrics.is_empty()) {
        let expected = Text::new("与 metric 二选一", "either this or `metric`");
        return Err(node.refuse("table", expected).into());
    }
    if table.is_some() && takes_y && y.is_empty() {
        return Err(channels::missing_channel(kind, "y", "officers", &place).into());
    }
    let sort = [
        ("data", Sort::Data),
        ("asc", Sort::Ascending),
        ("desc", Sort::Descending),
    ];
    let ways = [
        ("automatic", Orientation::Automatic),
        ("vertical", Orientation::Vertical),
        ("horizontal", Orientation::Horizontal),
    ];
    Ok(ChartSpec {
        kind,
        metrics,
        table: table.map(|it| (it, y)),
        x: body.need("x", "district")?.string("x")?,
        series: body.string("series")?,
        given: call.given(body)?,
        sort: body
            .get("sort")
            .map_or(Ok(Sort::Data), |it| match_word(it, "sort", &sort))?,
        limit: read_limit(body)?,
        targets: body
            .get("target")
            .map_or(Ok(true), |it| it.boolean("target"))?,
        orientation: body
            .get("orientation")
            .map_or(Ok(Orientation::Automatic), |it| {
                match_word(it, "orientation", &ways)
            })?,
        stack: body.get("stack").map_or(Ok(Stack::No), |it| {
            match_word(it, "stack", &channels::STACKS)
        })?,
        channels: channels::bound_channels(kind, body)?,
        from_zero: from_zero(kind, body)?,
        options: chart_options::read_chart_options(body)?,
        place,
    })
}

/// `axis: zero` or `axis: free`; kinds that compare lengths have no choice.
fn from_zero(kind: &'static dyn Kind, body: &Fields<'_>) -> Result<bool, Failure> {
    let Some(node) = body.get("axis") else {
        return Ok(false);
    };
    let from_zero = match_word(node, "axis", &[("zero", true), ("free", false)])?;
    if !from_zero && !kind.axis_may_omit_zero() {
        return Err(Diagnostic::new(Code::BarAxis, node.place())
            .with("kind", kind.name())
            .into());
    }
    Ok(from_zero)
}

fn read_kind(node: &YamlNode) -> Result<&'static dyn Kind, Failure> {
    let name = node.string("kind")?;
    chart::find_kind(&name).ok_or_else(|| {
        let known: Vec<&str> = chart::KINDS.iter().map(|it| it.name()).collect();
        let complaint = Diagnostic::new(Code::UnknownChartKind, node.place()).with("name", &name);
        complaint
            .with("hint", spelling_hint(&name, known.iter().copied()))
            .with("known", known.join(", "))
            .into()
    })
}

/// Binds a spec to its data.
///
/// # Errors
/// Whatever the metrics and tables run into; `chart/no-data`.
pub(super) fn build_chart(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    words: ChartWords,
    id: String,
    diags: &mut gongbao_diag::Diags,
) -> Result<BoundChart, Failure> {
    let mut plot = chart_options::plot_with_panels(scope, spec)?;
    sort_and_limit(&mut plot, spec);
    chart_options::mark_provisional(&mut plot, spec)?;
    let breaks = chart_options::find_breaks(scope, &plot, spec)?;
    let ground = map_geometry::resolve_regions(scope, spec, &plot.x, diags)?;
    if plot
        .series
        .iter()
        .all(|it| it.points.iter().all(Option::is_none))
    {
        return Err(Diagnostic::new(Code::NoData, spec.place.clone()).into());
    }
    if spec.kind.purpose() == chart::ChartPurpose::Course {
        report_gaps(&plot, &spec.place, diags);
    }
    let title = words.title.unwrap_or_else(|| plot.measure.clone());
    let subtitle = words
        .subtitle
        .unwrap_or_else(|| default_subtitle(scope.lang, &plot));
    let mut chart = Chart {
        id,
        kind: ChartKind(spec.kind.name()),
        lang: scope.lang,
        subtitle,
        x_label: plot.x_label.clone(),
        y_label: plot.measure.clone(),
        table: plot_grid(scope.lang, &title, &plot),
        title,
        x: plot.x,
        series: plot.series,
        targets: if spec.targets {
            plot.targets
        } else {
            Vec::new()
        },
        unit: plot.number.unit.clone(),
        number: plot.number,
        orientation: spec.orientation,
        stack: spec.stack,
        as_of: scope.world.config.as_of,
        source: words.source.unwrap_or(plot.source),
        note: words.note,
        sample: plot.sample,
        extras: Extras {
            panels: plot.panels,
            breaks,
            map_regions: ground,
            from_zero: spec.from_zero,
        },
    };
    chart.note = chart_options::chart_note(&chart);
    channels::check_data(&chart, &spec.place)?;
    chart.table = spec.kind.grid(&chart).unwrap_or(chart.table);
    let note = gaps_note(scope, &chart, &plot.tables);
    chart.note = rounding::chart_note(&chart);
    let chart = Chart {
        note: chart
            .note
            .into_iter()
            .chain(note)
            .reduce(|a, b| format!("{a} {b}")),
        ..chart
    };
    Ok(BoundChart {
        chart,
        tables: plot.tables,
    })
}

/// Sorts the positions and keeps the first few, as the author asks.
fn sort_and_limit(plot: &mut PlottedData, spec: &ChartSpec) {
    let mut order: Vec<usize> = (0..plot.x.len()).collect();
    // What is stacked is compared by its whole.
    let n_keys = if spec.stack == Stack::No {
        1
    } else {
        plot.series.len()
    };
    let key = |at: usize| {
        let values = plot
            .series
            .iter()
            .take(n_keys)
            .filter_map(|it| it.points[at].as_ref());
        values.map(|it| it.value).reduce(|a, b| a + b)
    };
    match spec.sort {
        Sort::Data => {}
        Sort::Ascending => order.sort_by(|a, b| compare_positions(key(*a), key(*b))),
        Sort::Descending => {
            order.sort_by(|a, b| compare_positions(key(*a).map(|it| -it), key(*b).map(|it| -it)))
        }
    }
    order.truncate(spec.limit.unwrap_or(order.len()));
    plot.x = order.iter().map(|it| plot.x[*it].clone()).collect();
    for series in &mut plot.series {
        series.points = order.iter().map(|it| series.points[*it].clone()).collect();
    }
}

/// Positions without a value stand last whichever way the others are sorted.
fn compare_positions(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// Warns of the periods a line has no value for between its first and its last.
fn report_gaps(plot: &PlottedData, place: &Place, diags: &mut gongbao_diag::Diags) {
    for series in &plot.series {
        let known = |it: &Option<Point>| it.is_some();
        let (Some(first), Some(last)) = (
            series.points.iter().position(known),
            series.points.iter().rposition(known),
        ) else {
            continue;
        };
        let absent = (first..=last).filter(|it| series.points[*it].is_none());
        let absent: Vec<&str> = absent.map(|it| plot.x[it].label.as_str()).collect();
        if !absent.is_empty() {
            let complaint =
                Diagnostic::new(Code::BrokenSeries, place.clone()).with("series", &series.name);
            diags.push(complaint.with("periods", absent.join(", ")));
        }
    }
}

/// Measure, area, period and unit, those that are known.
fn default_subtitle(lang: Lang, plot: &PlottedData) -> String {
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    let mut parts = vec![plot.measure.clone()];
    parts.extend(plot.fixed.iter().cloned());
    parts.extend(period_text(lang, plot));
    let text = parts.join(comma);
    match (plot.number.unit.as_str(), lang) {
        ("", _) => text,
        (unit, Lang::Zh) => format!("{text}（{unit}）"),
        (unit, Lang::En) => format!("{text} ({unit})"),
    }
}

/// What the gaps of a chart may mean when its tables have figures left out.
fn gaps_note(scope: &Scope<'_>, chart: &Chart, tables: &[String]) -> Option<String> {
    let has_gap = chart
        .series
        .iter()
        .any(|it| it.points.iter().any(Option::is_none));
    let mut shown = scope
        .world
        .catalog
        .tables()
        .filter(|it| tables.contains(&it.name));
    let note = fill_placeholders(
        word(scope.lang, Word::SuppressedGap),
        &[("word", chart.gap())],
    );
    (has_gap && shown.any(|it| it.has_suppressed())).then_some(note)
}

/// The one time shown, or the first and last when time runs along the chart.
fn period_text(lang: Lang, plot: &PlottedData) -> Option<String> {
    if !plot.x_is_time {
        return plot.time.as_ref().map(|it| time_text(lang, it));
    }
    let (first, last) = (plot.x.first()?, plot.x.last()?);
    if first == last {
        return Some(time_text(lang, &first.value));
    }
    let to = time_text(lang, &last.value);
    Some(fill_placeholders(
        word(lang, Word::RangeText),
        &[("from", &first.label), ("to", &to)],
    ))
}

/// The chart's data as a table: a row a position, a column a series.
fn plot_grid(lang: Lang, caption: &str, plot: &PlottedData) -> Grid {
    let first = GridColumn {
        label: plot.x_label.clone(),
        ..GridColumn::default()
    };
    let column = |(at, it): (usize, &Series)| GridColumn {
        label: it.name.clone(),
        unit: it.number.as_ref().unwrap_or(&plot.number).unit.clone(),
        numeric: true,
        metric: plot.metrics.get(at).cloned().flatten(),
    };
    let columns = std::iter::once(first)
        .chain(plot.series.iter().enumerate().map(column))
        .collect();
    let rows = plot
        .x
        .iter()
        .enumerate()
        .map(|(at, tick)| plot_row(lang, tick, at, plot))
        .collect();
    Grid {
        caption: caption.to_owned(),
        columns,
        rows,
    }
}

fn plot_row(lang: Lang, tick: &Tick, at: usize, plot: &PlottedData) -> Vec<GridCell> {
    let head = GridCell {
        text: tick.label.clone(),
        value: tick.value.clone(),
        ..GridCell::default()
    };
    let cell = |(nth, series): (usize, &Series)| {
        let here = (nth, tick.value.to_string());
        match &series.points[at] {
            Some(point) => {
                let number = series.number.as_ref().unwrap_or(&plot.number);
                let bound = plot.bounds.get(&here).copied();
                GridCell {
                    text: bare_value(lang, number, point, bound),
                    value: point.date.map_or(Value::Number(point.value), Value::Date),
                    origin: Some(point.origin.clone()),
                    bound,
                    ..GridCell::default()
                }
            }
            None => {
                let text = word(lang, Word::NoData).to_owned();
                let none = GridCell {
                    text,
                    value: Value::Missing,
                    ..GridCell::default()
                };
                with_marker(none, plot.missing_markers.get(&here).cloned())
            }
        }
    };
    std::iter::once(head)
        .chain(plot.series.iter().enumerate().map(cell))
        .collect()
}

/// A value without its unit, which stands in the head of its column; a date as readers write it.
fn bare_value(
    lang: Lang,
    number: &NumberFormat,
    point: &Point,
    bound: Option<locale::Bound>,
) -> String {
    let still_open = match lang {
        _ if !point.provisional => "",
        Lang::Zh => "（初步数）",
        Lang::En => " (provisional)",
    };
    match point.date {
        Some(_) => point.text.clone(),
        None => {
            NumberFormat {
                unit: String::new(),
                ..number.clone()
            }
            .write_bound(lang, point.value, bound)
                + still_open
        }
    }
}
