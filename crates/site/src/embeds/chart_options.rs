//! What only some charts are told besides their data: small pictures, breaks, provisional periods.

use crate::embeds::body::table_rows;
use crate::embeds::map_geometry;
use crate::embeds::series::{self, PlottedData};
use crate::embeds::spec::{ChartOptions, ChartSpec};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::labels::value_label;
use crate::scope::Scope;
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::{Break, Chart, Panel, PanelSeries, Series, Tick, Value};
use gongbao_source::{Fields, YamlNode, unknown_key};

/// Reads it.
///
/// # Errors
/// `setting/bad-value` and its like.
pub(super) fn read_chart_options(body: &Fields<'_>) -> Result<ChartOptions, Failure> {
    let breaks = body.items("breaks");
    Ok(ChartOptions {
        multiples: body.get("multiples").cloned(),
        breaks: breaks.iter().map(one_break).collect::<Result<_, _>>()?,
        provisional: body.items("provisional").to_vec(),
        map_geometry: map_geometry::read_map_geometry(body)?,
    })
}

fn one_break(node: &YamlNode) -> Result<(YamlNode, String), Failure> {
    let mut found = (None, None);
    for (key, value) in node.pairs("breaks")? {
        match key.text() {
            Some("at") => found.0 = Some(value.clone()),
            Some("note") => found.1 = Some(value.string("note")?),
            _ => {
                return Err(unknown_key(key.place(), key.key_text(), &["at", "note"]).into());
            }
        }
    }
    let missing = || {
        let expected = Text::new(
            "例如 {at: 2023, note: 统计口径调整}",
            "such as {at: 2023, note: new definition}",
        );
        node.refuse("breaks", expected)
    };
    let (Some(at), Some(note)) = found else {
        return Err(missing().into());
    };
    Ok((at, note))
}

/// The data of a chart, of all small pictures if it is repeated.
///
/// # Errors
/// As [`series::plot_series`].
pub(super) fn plot_with_panels(
    scope: &Scope<'_>,
    spec: &ChartSpec,
) -> Result<PlottedData, Failure> {
    let Some(node) = &spec.options.multiples else {
        return series::plot_series(scope, spec);
    };
    let by = &node.string("multiples")?;
    if spec.series.as_ref() == Some(by) {
        let expected = Text::new("与 series 不同的列", "another column than `series`");
        return Err(node.refuse("multiples", expected).into());
    }
    let mut plots = Vec::new();
    for (name, member) in panel_members(scope, spec, by)? {
        let mut one = ChartSpec {
            options: ChartOptions::default(),
            ..spec.clone()
        };
        one.given.insert(by.clone(), Arg::Values(vec![member]));
        plots.push((name, series::plot_series(scope, &one)?));
    }
    Ok(merge_plots(plots, spec.x == *by))
}

/// What the chart is repeated for, each with its name.
fn panel_members(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    by: &str,
) -> Result<Vec<(String, Value)>, Failure> {
    let (table, values) = match (&spec.table, spec.metrics.first()) {
        (Some((name, _)), _) => {
            let table = scope.table(name, &spec.place)?;
            let column = scope.column(table, by, &spec.place)?;
            (
                table,
                table.distinct(column, &table_rows(scope, table, &spec.given, &spec.place)?),
            )
        }
        (None, Some(id)) => {
            let (metric, table) = scope.metric(id, &spec.place)?;
            scope.column(table, by, &spec.place)?;
            let mut given = series::open_dimensions(spec, metric);
            given.entry(by.to_owned()).or_insert(Arg::All);
            (
                table,
                metric.members(
                    table,
                    by,
                    &scope.select(metric, table, &given, &spec.place)?,
                ),
            )
        }
        (None, None) => return Ok(Vec::new()),
    };
    let known = values.into_iter().filter(|it| *it != Value::Missing);
    Ok(known
        .map(|it| (value_label(scope, table, by, &it), it))
        .collect())
}

/// What a picture calls one of its series.
#[derive(Clone, PartialEq)]
struct SeriesName {
    channel: &'static str,
    name: String,
}

impl SeriesName {
    fn of(series: &Series) -> SeriesName {
        SeriesName {
            channel: series.channel,
            name: series.name.clone(),
        }
    }
}

/// One plot whose series are those of all pictures, each picture with the same ones in the same order.
fn merge_plots(plots: Vec<(String, PlottedData)>, own_positions: bool) -> PlottedData {
    let mut names: Vec<SeriesName> = Vec::new();
    let mut x: Vec<Tick> = Vec::new();
    for (_, it) in &plots {
        let new = |it: &&Series| !names.contains(&SeriesName::of(it));
        let found: Vec<_> = it.series.iter().filter(new).map(SeriesName::of).collect();
        names.extend(found);
        let found: Vec<Tick> = it.x.iter().filter(|it| !x.contains(it)).cloned().collect();
        x.extend(found);
    }
    let Some((_, first)) = plots.first() else {
        return PlottedData::default();
    };
    if first.x_is_time {
        x.sort_by_key(|it| it.value.to_string());
    }
    let mut out = PlottedData {
        x,
        series: Vec::new(),
        metrics: Vec::new(),
        targets: Vec::new(),
        ..first.shell()
    };
    out.time = out
        .time
        .filter(|it| plots.iter().all(|(_, plot)| plot.time.as_ref() == Some(it)));
    out.fixed
        .retain(|it| plots.iter().all(|(_, plot)| plot.fixed.contains(it)));
    for (panel, plot) in plots {
        let of_panel = names.iter().map(|name| {
            add_panel_series(&mut out, &plot, name, full_name(&panel, name, names.len()))
        });
        let series = of_panel.collect();
        let new = plot
            .targets
            .iter()
            .filter(|it| !out.targets.contains(it))
            .cloned();
        let new: Vec<_> = new.collect();
        out.targets.extend(new);
        out.sample |= plot.sample;
        out.panels.push(Panel {
            name: panel,
            series,
            targets: plot.targets,
            own_positions,
        });
    }
    out
}

/// What a series of a picture is called among those of all pictures.
fn full_name(panel: &str, own: &SeriesName, n_series: usize) -> String {
    if n_series == 1 {
        panel.to_owned()
    } else {
        format!("{panel} {}", own.name)
    }
}

/// Adds a picture's series under its full name; says where it stands and what the picture calls it.
fn add_panel_series(
    out: &mut PlottedData,
    plot: &PlottedData,
    own: &SeriesName,
    full_name: String,
) -> PanelSeries {
    let SeriesName { channel, name } = own;
    let found = plot
        .series
        .iter()
        .position(|it| it.channel == *channel && it.name == *name);
    let point = |tick: &Tick| {
        let at = plot.x.iter().position(|it| it == tick)?;
        plot.series.get(found?)?.points.get(at)?.clone()
    };
    let points = out.x.iter().map(point).collect();
    let number = found.and_then(|it| plot.series[it].number.clone());
    out.series.push(Series {
        channel,
        name: full_name,
        number,
        points,
    });
    out.metrics
        .push(found.and_then(|it| plot.metrics[it].clone()));
    PanelSeries {
        at: out.series.len() - 1,
        name: name.clone(),
    }
}

/// Marks the periods the author calls provisional.
///
/// # Errors
/// `setting/bad-value` if a period is none of the chart's.
pub(super) fn mark_provisional(plot: &mut PlottedData, spec: &ChartSpec) -> Result<(), Failure> {
    for node in &spec.options.provisional {
        let at = find_position(&plot.x, node, "provisional")?;
        for point in plot
            .series
            .iter_mut()
            .filter_map(|it| it.points.get_mut(at)?.as_mut())
        {
            point.provisional = true;
        }
    }
    Ok(())
}

/// Where something was measured in a new way: what the metrics say, and what the author says here.
///
/// # Errors
/// `setting/bad-value` if a period is none of the chart's.
pub(super) fn find_breaks(
    scope: &Scope<'_>,
    plot: &PlottedData,
    spec: &ChartSpec,
) -> Result<Vec<Break>, Failure> {
    let mut out: Vec<Break> = Vec::new();
    for id in spec.metrics.iter().filter(|_| plot.x_is_time) {
        let (metric, _) = scope.metric(id, &spec.place)?;
        let found = metric.breaks.iter().filter_map(|it| {
            let at = plot
                .x
                .iter()
                .position(|tick| tick.value.to_string() == it.at)?;
            Some(Break {
                at,
                note: it.note.clone(),
            })
        });
        out.extend(found);
    }
    for (node, note) in &spec.options.breaks {
        out.push(Break {
            at: find_position(&plot.x, node, "at")?,
            note: note.clone(),
        });
    }
    out.sort_by_key(|it| it.at);
    out.dedup();
    Ok(out)
}

fn find_position(x: &[Tick], node: &YamlNode, key: &str) -> Result<usize, Failure> {
    let text = node.string(key)?;
    let found = x
        .iter()
        .position(|it| it.value.to_string() == text || it.label == text);
    let known: Vec<&str> = x.iter().take(20).map(|it| it.label.as_str()).collect();
    let known = known.join(", ");
    let expected = || {
        Text::new(
            format!("图中的一个位置（{known}）"),
            format!("a position of the chart ({known})"),
        )
    };
    found.ok_or_else(|| node.refuse(key, expected()).into())
}

/// What stands under the chart besides the author's note.
pub(super) fn chart_note(chart: &Chart) -> Option<String> {
    let label = |at: usize| {
        chart
            .x
            .get(at)
            .map_or_else(String::new, |it| it.said(chart.lang))
    };
    let breaks = chart.extras.breaks.iter().map(|it| match chart.lang {
        Lang::Zh => format!(
            "{}起{}，与以前不直接可比。",
            label(it.at),
            it.note.trim_end_matches('。')
        ),
        Lang::En => format!(
            "From {} on: {}; not comparable with what was before.",
            label(it.at),
            it.note
        ),
    });
    let is_provisional = |at: usize| {
        chart.series.iter().any(|it| {
            it.points
                .get(at)
                .is_some_and(|it| it.as_ref().is_some_and(|it| it.provisional))
        })
    };
    let open: Vec<String> = (0..chart.x.len())
        .filter(|at| is_provisional(*at))
        .map(label)
        .collect();
    let open = (!open.is_empty()).then(|| match (chart.lang, open.len() == chart.x.len()) {
        (Lang::Zh, true) => "图中为初步数。".to_owned(),
        (Lang::En, true) => "All values are provisional.".to_owned(),
        (Lang::Zh, false) => format!("{}为初步数。", open.join("、")),
        (Lang::En, false) => format!("Provisional: {}.", open.join(", ")),
    });
    let parts: Vec<String> = chart
        .note
        .iter()
        .cloned()
        .chain(breaks)
        .chain(open)
        .collect();
    let gap = if chart.lang == Lang::Zh { "" } else { " " };
    (!parts.is_empty()).then(|| parts.join(gap))
}
