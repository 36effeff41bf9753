//! A line chart: how a value develops, period by period.

mod target_path;

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale, series_class};
use crate::course::{last_point, thin_points, unbroken_runs};
use crate::key_symbol::{KeySymbol, draw_key, named_series_entries};
use crate::kinds::line::target_path::TimeScale;
use crate::kinds::{Channel, Kind};
use crate::layout::{
    AxisLabels, EndLabel, HEAD, Key, KeyEntry, PlotArea, TextBlock, draw_ends, draw_grid,
    draw_zero, fits_in_lines, label_margin,
};
use crate::marks;
use crate::picture::Picture;
use crate::sentences::ChartPurpose;
use crate::text::LINE_HEIGHT;
use gongbao_diag::locale::Lang;
use gongbao_model::drawing::{Coord, Size};
use gongbao_model::{Chart, is_drawable};

/// The line chart.
#[derive(Debug)]
pub(super) struct Line;

impl Kind for Line {
    fn name(&self) -> &'static str {
        "line"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "折线图",
            Lang::En => "Line chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
            Channel::Optional("breaks"),
            Channel::Optional("provisional"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("line.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        picture.axis(AxisBase::Free, size.pick(5, 4))
    }
    fn least_width(&self) -> f64 {
        150.0
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Line)
            .into_iter()
            .chain(target_path::path_key_entries(chart))
            .collect()
    }
    fn axis_may_omit_zero(&self) -> bool {
        true
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Course
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let words = LineLabels::place(picture, canvas.size);
        let key = Key::place(words.key, canvas.width());
        let top = key.height + HEAD;
        let rows: f64 = words.ends.iter().map(|it| it.block.height()).sum();
        let height = f64::max(canvas.tall(260.0, 220.0), rows - LINE_HEIGHT);
        let right = canvas.width() - label_margin(&words.ends).max(12.0);
        let plot = PlotArea {
            left: axis.label_width() + 8.0,
            right,
            top,
            bottom: top + height,
        };
        let time = TimeScale::place(chart, &plot);
        let x = &time.x;
        let scale = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
        let labels = time.labels(chart);
        let labels: Vec<(f64, &str)> = labels.iter().map(|it| (it.0, it.1.as_str())).collect();
        let under = AxisLabels::place(&labels, canvas.width());
        canvas.height = plot.bottom + under.height + 4.0;

        draw_key(canvas, &key);
        draw_grid(canvas, &axis, &plot, &scale);
        draw_zero(canvas, &axis, &plot, &scale);
        target_path::draw_breaks(canvas, chart, &plot, &time);
        target_path::draw_targets(canvas, chart, &plot, &time, &scale);
        for series in 0..chart.series.len() {
            draw_line(canvas, chart, series, x, &scale);
        }
        target_path::draw_milestones(canvas, picture, &plot, &time, &scale);
        let ends: Vec<EndLabel> = words.ends.into_iter().map(|it| end_at(it, x)).collect();
        draw_ends(canvas, &ends, &plot, &scale);
        under.draw(canvas, plot.bottom);
    }
}

/// With more points than this in all, only the last of each line is marked.
const MANY_POINTS: usize = 40;

/// What is said beside the lines, and what in the key above them.
struct LineLabels {
    ends: Vec<EndLabel>,
    key: Vec<KeyEntry<KeySymbol>>,
}

/// An end's `from` holds the index of its last point until the positions are known.
const RIGHT_EDGE: f64 = f64::MAX;

impl LineLabels {
    fn place(picture: Picture<'_>, size: Size) -> LineLabels {
        let chart = picture.chart;
        let limit = size.pick(170.0, 92.0);
        let mut ends = Vec::new();
        let mut key = Vec::new();
        let named: Vec<(usize, String)> = (0..chart.series.len())
            .map(|n| (n, end_text(chart, n)))
            .collect();
        let named_fit = chart.series.len() <= 12
            && (!picture.is_panel() || chart.series.len() == 1)
            && named.iter().all(|(_, it)| fits_in_lines(it, limit, 2));
        for (n, text) in named {
            let Some((at, point)) = last_point(chart, n) else {
                let text = format!("{} {}", chart.series[n].name, chart.gap());
                key.push(KeyEntry {
                    symbol: KeySymbol::Gap,
                    text,
                });
                continue;
            };
            if !named_fit && !picture.is_panel() {
                key.push(KeyEntry {
                    symbol: KeySymbol::Line(n),
                    text: chart.series[n].name.clone(),
                });
            }
            let text = if named_fit { &text } else { &point.text };
            let block = TextBlock::new(text, limit);
            ends.push(EndLabel {
                block,
                value: point.value,
                from: at as f64,
                class: series_class(n),
            });
        }
        for target in chart
            .targets
            .iter()
            .filter(|it| is_drawable(it.value) && !it.label.is_empty())
        {
            if fits_in_lines(&target.label, limit, 3) && ends.len() < 20 {
                let block = TextBlock::new(&target.label, limit);
                ends.push(EndLabel {
                    block,
                    value: target.value,
                    from: RIGHT_EDGE,
                    class: "target",
                });
            } else {
                key.push(KeyEntry {
                    symbol: KeySymbol::Target,
                    text: target.label.clone(),
                });
            }
        }
        if !picture.is_panel() {
            key.extend(target_path::path_key_entries(chart));
        }
        LineLabels { ends, key }
    }
}

/// What stands at the end of a line: a lone line is named by the title.
fn end_text(chart: &Chart, series: usize) -> String {
    let Some((at, last)) = last_point(chart, series) else {
        return chart.series[series].name.clone();
    };
    // Where a line ends before the picture does, its value says of when it is.
    let period = if target_path::goes_on(chart) {
        format!("{} ", chart.x[at].label)
    } else {
        String::new()
    };
    let value = format!("{period}{}", last.text);
    if chart.series.len() == 1 {
        value
    } else {
        format!("{} {value}", chart.series[series].name)
    }
}

fn end_at(end: EndLabel, x: &[f64]) -> EndLabel {
    let from = if end.from == RIGHT_EDGE {
        RIGHT_EDGE
    } else {
        x[end.from as usize]
    };
    EndLabel { from, ..end }
}

fn draw_line(canvas: &mut Canvas, chart: &Chart, series: usize, x: &[f64], scale: &Scale) {
    let n_points = chart.points().count();
    let last = last_point(chart, series).map(|it| it.0);
    canvas.series(series, &chart.series[series].name, |canvas| {
        let mut alone = Vec::new();
        for run in unbroken_runs(chart, series) {
            let points: Vec<Coord> = run
                .iter()
                .map(|(at, it)| Coord::new(x[*at], scale.at(it.value)))
                .collect();
            match points.len() {
                1 => alone.push(run[0].0),
                _ => canvas.path(&thin_points(&points), "line"),
            }
        }
        let is_open = |at: usize| chart.point(series, at).is_some_and(|it| it.provisional);
        let marked = |at: &usize| {
            n_points <= MANY_POINTS || Some(*at) == last || alone.contains(at) || is_open(*at)
        };
        for at in (0..chart.x.len()).filter(marked) {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let class = if point.provisional { "hollow" } else { "" };
            let mark = Mark {
                class,
                ..marks::point_mark(chart, series, &chart.x[at], point)
            };
            marks::draw_marker(
                canvas,
                series,
                Coord::new(x[at], scale.at(point.value)),
                mark,
            );
        }
    });
}
