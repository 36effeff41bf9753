//! Small multiples: charts of one kind side by side, with one axis and one legend.
//!
//! Small charts are no kind of their own. The chart has the series of all its panels, so its table,
//! downloads and lineage are complete; each panel is drawn as a chart of its own.

use crate::axis::{Axis, AxisBase};
use crate::canvas::Canvas;
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::kind_of;
use crate::layout::{Key, KeyEntry, TextBlock};
use crate::picture::{PanelContext, Picture};
use gongbao_diag::locale::Text;
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, Extras, Panel, Series, TargetLine};

/// Space between pictures beside each other, and below a row of them.
const GUTTER: f64 = 20.0;
/// More pictures than this nobody compares.
const MAX_PANELS: usize = 60;

/// Why a chart cannot be repeated so often, or one of its pictures not be drawn.
pub(crate) fn refuse_panels(chart: &Chart) -> Option<Text> {
    let n = chart.extras.panels.len();
    if n > MAX_PANELS {
        let zh = format!("要画{n}幅小图，最多{MAX_PANELS}幅");
        return Some(Text::new(
            zh,
            format!("{n} small charts are more than {MAX_PANELS}"),
        ));
    }
    let kind = kind_of(chart);
    let panels = chart.extras.panels.iter();
    panels
        .map(|it| (it, panel_chart(chart, it)))
        .filter(|(_, it)| it.points().next().is_some())
        .find_map(|(panel, it)| Some(prefix_reason(&panel.name, &kind.refuses(&it)?)))
}

fn prefix_reason(name: &str, reason: &Text) -> Text {
    Text::new(
        format!("{name}：{}", reason.zh),
        format!("{name}: {}", reason.en),
    )
}

/// Draws them in rows.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) {
    let pictures = SmallPictures::of(chart);
    let key = Key::place(shared_key_entries(chart, &pictures), canvas.width());
    let columns = count_columns(chart, canvas);
    let width = (canvas.width() - GUTTER * (columns - 1) as f64) / columns as f64;
    let left = |at: usize| (width + GUTTER) * (at % columns) as f64;
    draw_key(canvas, &key);
    let mut top = key.height;
    let panels: Vec<(usize, (&Panel, Picture<'_>))> = chart
        .extras
        .panels
        .iter()
        .zip(pictures.iter())
        .enumerate()
        .collect();
    for row in panels.chunks(columns) {
        let names: Vec<TextBlock> = row
            .iter()
            .map(|(_, (it, _))| TextBlock::cut(&it.name, width))
            .collect();
        canvas.group("panel-names", |canvas| {
            for ((at, _), name) in row.iter().zip(&names) {
                name.draw(canvas, Coord::new(left(*at), top), Anchor::Start, "");
            }
        });
        top += names.iter().map(TextBlock::height).fold(0.0, f64::max) + 4.0;
        let heights = row.iter().map(|(at, (panel, picture))| {
            canvas.panel(&panel.name, Coord::new(left(*at), top), width, |canvas| {
                draw_picture(*picture, canvas)
            })
        });
        top += heights.fold(0.0, f64::max) + GUTTER * 0.6;
    }
    canvas.height = top;
}

/// Draws one picture.
pub(crate) fn draw_picture(picture: Picture<'_>, canvas: &mut Canvas) {
    if picture.chart.points().next().is_none() {
        draw_nothing(picture.chart, canvas);
    } else {
        kind_of(picture.chart).draw(picture, canvas);
    }
}

/// A chart without a single value says so, instead of showing an axis of nothing.
fn draw_nothing(chart: &Chart, canvas: &mut Canvas) {
    canvas.height = 80.0;
    let middle = canvas.width() / 2.0;
    canvas.text(
        Coord::new(middle, 45.0),
        Anchor::Middle,
        "muted",
        chart.gap(),
    );
}

/// As many beside each other as the kind allows.
fn count_columns(chart: &Chart, canvas: &Canvas) -> usize {
    let fitting =
        ((canvas.width() + GUTTER) / (kind_of(chart).least_width() + GUTTER)).floor() as usize;
    fitting
        .clamp(1, canvas.size.pick(3, 2))
        .min(chart.extras.panels.len().max(1))
}

/// The small pictures of a chart, each as a chart of its own, with what they share.
pub(crate) struct SmallPictures<'a> {
    charts: Vec<Chart>,
    shared: PanelContext<'a>,
}

impl SmallPictures<'_> {
    /// The pictures a chart is repeated in.
    pub(crate) fn of(chart: &Chart) -> SmallPictures<'_> {
        let panels = chart.extras.panels.iter();
        let charts: Vec<Chart> = panels.map(|it| panel_chart(chart, it)).collect();
        let axes = charts
            .iter()
            .filter(|it| it.points().next().is_some())
            .map(|it| kind_of(it).axis(Picture::alone(it), Size::Narrow));
        let shared = PanelContext {
            axis: union_axes(chart, &axes.collect::<Vec<_>>()),
            series: &chart.series,
        };
        SmallPictures { charts, shared }
    }

    /// The pictures, in the order of the panels.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Picture<'_>> {
        self.charts.iter().map(|chart| Picture {
            chart,
            shared: Some(&self.shared),
        })
    }
}

fn panel_chart(chart: &Chart, panel: &Panel) -> Chart {
    let series = panel.series.iter().filter_map(|it| {
        Some(Series {
            name: it.name.clone(),
            ..chart.series.get(it.at)?.clone()
        })
    });
    // Targets are named in the key, once.
    let targets = panel.targets.iter().map(|it| TargetLine {
        label: String::new(),
        ..it.clone()
    });
    let mut out = Chart {
        series: series.collect(),
        targets: targets.collect(),
        extras: Extras {
            panels: Vec::new(),
            ..chart.extras.clone()
        },
        ..chart.clone()
    };
    if panel.own_positions {
        keep_known(&mut out);
    }
    out
}

/// Leaves out the positions without a value.
fn keep_known(chart: &mut Chart) {
    let known: Vec<usize> = (0..chart.x.len())
        .filter(|at| (0..chart.series.len()).any(|it| chart.point(it, *at).is_some()))
        .collect();
    chart.extras.breaks.clear();
    chart.x = known.iter().map(|it| chart.x[*it].clone()).collect();
    for series in &mut chart.series {
        series.points = known
            .iter()
            .map(|it| series.points.get(*it).cloned().flatten())
            .collect();
    }
}

/// One axis for all: over the lowest and the highest of theirs.
fn union_axes(chart: &Chart, axes: &[Axis]) -> Axis {
    let Some(first) = axes.first() else {
        return Axis::over(chart.lang, &chart.number, &[], AxisBase::Free, 4);
    };
    if axes.iter().all(|it| it == first) {
        return first.clone();
    }
    let low = axes.iter().map(|it| it.low).fold(f64::INFINITY, f64::min);
    let high = axes
        .iter()
        .map(|it| it.high)
        .fold(f64::NEG_INFINITY, f64::max);
    if chart.points().all(|it| it.date.is_none()) {
        return Axis::over(chart.lang, &chart.number, &[low, high], AxisBase::Free, 4);
    }
    let mut ticks: Vec<(f64, String)> = axes
        .iter()
        .flat_map(|it| it.ticks.iter().cloned())
        .collect();
    ticks.sort_by(|a, b| a.0.total_cmp(&b.0));
    ticks.dedup_by(|a, b| a.0 == b.0);
    Axis { low, high, ticks }
}

/// What all pictures have in common: their series, and the targets of any of them.
fn shared_key_entries(chart: &Chart, pictures: &SmallPictures<'_>) -> Vec<KeyEntry<KeySymbol>> {
    let Some(first) = pictures.iter().next() else {
        return Vec::new();
    };
    let mut entries = kind_of(chart).shared_key(first);
    let mut labels: Vec<&str> = Vec::new();
    let targets = chart.extras.panels.iter().flat_map(|it| &it.targets);
    for target in targets.filter(|_| kind_of(chart).draws_targets()) {
        if !labels.contains(&target.label.as_str()) {
            labels.push(&target.label);
        }
    }
    entries.extend(labels.into_iter().map(|it| KeyEntry {
        symbol: KeySymbol::Target,
        text: it.to_owned(),
    }));
    entries
}
