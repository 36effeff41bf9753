//! A slope chart: how each name moved from one period to another, and who overtook whom.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale, series_class};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, TextBlock, spread_apart};
use crate::picture::Picture;
use crate::sentences::ChartPurpose;
use crate::text::{LINE_HEIGHT, longest_piece};
use crate::{key_symbol, marks};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::Chart;
use gongbao_model::drawing::{Anchor, Coord, Size};

/// The slope chart.
#[derive(Debug)]
pub(super) struct Slope;

impl Kind for Slope {
    fn name(&self) -> &'static str {
        "slope"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "斜率图",
            Lang::En => "Slope chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("slope.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let without_targets = Chart {
            targets: Vec::new(),
            ..picture.chart.clone()
        };
        let picture = Picture {
            chart: &without_targets,
            ..picture
        };
        picture.axis(AxisBase::Free, size.pick(5, 4))
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn axis_may_omit_zero(&self) -> bool {
        true
    }
    fn most_series(&self) -> usize {
        MAX_SERIES
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Course
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.x.len() != 2 {
            let n = chart.x.len();
            return Some(Text::new(
                format!("要有两个时点，现有{n}个"),
                format!("it compares two periods, and there are {n}"),
            ));
        }
        let n = chart.series.len();
        (n > MAX_SERIES).then(|| {
            Text::new(
                format!("有{n}条线，最多画{MAX_SERIES}条"),
                format!("{n} lines are more than {MAX_SERIES}"),
            )
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let limit = canvas.size.pick(200.0, 104.0);
        let key = Key::place(slope_key_entries(picture, limit), canvas.width());
        let last = chart.x.len().saturating_sub(1);
        let sides = [
            side_labels(chart, 0, limit),
            side_labels(chart, last, limit),
        ];
        let rows = |it: &[(usize, TextBlock)]| it.iter().map(|it| it.1.height()).sum::<f64>();
        let height = sides
            .iter()
            .map(|it| rows(it))
            .fold(canvas.size.pick(300.0, 260.0), f64::max);
        let heads = [0, last].map(|at| TextBlock::new(&chart.x[at].label, limit));
        let top = key.height
            + heads
                .iter()
                .map(TextBlock::height)
                .fold(LINE_HEIGHT, f64::max)
            + 10.0;
        let scale = Scale::new(axis.low, axis.high, top + height, top);
        let width = |n: usize| {
            sides[n]
                .iter()
                .map(|it| it.1.width + INDENT)
                .fold(heads[n].width, f64::max)
        };
        let (left, right) = (width(0), canvas.width() - width(1));
        canvas.height = top + height + LINE_HEIGHT;

        draw_key(canvas, &key);
        canvas.group("axis names", |canvas| {
            heads[0].draw(canvas, Coord::new(left, key.height), Anchor::End, "");
            heads[1].draw(canvas, Coord::new(right, key.height), Anchor::Start, "");
        });
        canvas.group("grid", |canvas| {
            canvas.line(Coord::new(left, top), Coord::new(left, top + height), "");
            canvas.line(Coord::new(right, top), Coord::new(right, top + height), "");
        });
        draw_lines(canvas, chart, left, right, &scale);
        let places = [(0, left, Anchor::End), (last, right, Anchor::Start)];
        for (labels, (at, x, anchor)) in sides.into_iter().zip(places) {
            let side = SideLabels {
                chart,
                labels,
                at,
                x,
                anchor,
            };
            side.draw(
                canvas,
                &scale,
                top - LINE_HEIGHT / 2.0,
                top + height + LINE_HEIGHT / 2.0,
            );
        }
    }
}

/// With more lines than this nothing can be followed.
const MAX_SERIES: usize = 24;
/// Room between a line and its label, for the line that leads to a label that had to move.
const INDENT: f64 = 16.0;

/// Whether names stand beside the lines: words that cannot be broken would leave no room for lines.
fn shows_names(chart: &Chart, limit: f64) -> bool {
    chart.series.len() > 1
        && chart
            .series
            .iter()
            .all(|it| longest_piece(&it.name) <= limit)
}

/// Series that lack one of the two values stand in the key, and all of them if their names are too long.
fn slope_key_entries(picture: Picture<'_>, limit: f64) -> Vec<KeyEntry<KeySymbol>> {
    let chart = picture.chart;
    let last = chart.x.len().saturating_sub(1);
    let is_whole = |n: usize| chart.point(n, 0).is_some() && chart.point(n, last).is_some();
    let entry = |n: usize| KeyEntry {
        symbol: KeySymbol::Gap,
        text: format!("{} {}", chart.series[n].name, chart.gap()),
    };
    let named = if shows_names(chart, limit) {
        Vec::new()
    } else {
        key_symbol::series_entries(picture, KeySymbol::Line)
    };
    named
        .into_iter()
        .chain((0..chart.series.len()).filter(|n| !is_whole(*n)).map(entry))
        .collect()
}

/// The labels of one period.
fn side_labels(chart: &Chart, at: usize, limit: f64) -> Vec<(usize, TextBlock)> {
    let names = shows_names(chart, limit);
    let label = |n: usize| {
        let text = &chart.point(n, at)?.text;
        let name = &chart.series[n].name;
        let said = if names {
            format!("{name} {text}")
        } else {
            text.clone()
        };
        Some((n, TextBlock::new(&said, limit)))
    };
    (0..chart.series.len()).filter_map(label).collect()
}

fn draw_lines(canvas: &mut Canvas, chart: &Chart, left: f64, right: f64, scale: &Scale) {
    let last = chart.x.len().saturating_sub(1);
    for (n, it) in chart.series.iter().enumerate() {
        canvas.series(n, &it.name, |canvas| {
            if let (Some(a), Some(b)) = (chart.point(n, 0), chart.point(n, last)) {
                canvas.line(
                    Coord::new(left, scale.at(a.value)),
                    Coord::new(right, scale.at(b.value)),
                    "line",
                );
            }
            for (at, x) in [(0, left), (last, right)] {
                let Some(point) = chart.point(n, at) else {
                    continue;
                };
                marks::draw_marker(
                    canvas,
                    n,
                    Coord::new(x, scale.at(point.value)),
                    marks::point_mark(chart, n, &chart.x[at], point),
                );
            }
        });
    }
}

/// The labels beside one end of the lines.
struct SideLabels<'a> {
    chart: &'a Chart,
    /// Each with its series.
    labels: Vec<(usize, TextBlock)>,
    /// The position they are of.
    at: usize,
    /// Where the lines end.
    x: f64,
    anchor: Anchor,
}

impl SideLabels<'_> {
    /// Draws them, moved apart between a top and a bottom.
    fn draw(&self, canvas: &mut Canvas, scale: &Scale, top: f64, bottom: f64) {
        let ends = self.labels.iter().map(|(n, block)| {
            // Only series with a value at the position have a label there.
            let y = self
                .chart
                .point(*n, self.at)
                .map_or(0.0, |it| scale.at(it.value));
            (y, block.height())
        });
        let ends: Vec<(f64, f64)> = ends.collect();
        canvas.group("ends", |canvas| {
            let middles = spread_apart(&ends, top, bottom);
            for (((n, block), (y, _)), middle) in self.labels.iter().zip(&ends).zip(middles) {
                canvas.group(series_class(*n), |canvas| {
                    self.draw_label(canvas, block, *y, middle)
                });
            }
        });
    }

    /// One label, with a line that leads to it from the end of its line where it had to move.
    fn draw_label(&self, canvas: &mut Canvas, block: &TextBlock, y: f64, middle: f64) {
        let out = if self.anchor == Anchor::End {
            -1.0
        } else {
            1.0
        };
        if (middle - y).abs() > 3.0 {
            let from = Coord::new(self.x + out * 5.0, y);
            let to = Coord::new(self.x + out * (INDENT - 2.0), middle);
            canvas.line(from, to, "leader");
        }
        let at = Coord::new(self.x + out * INDENT, middle - block.height() / 2.0);
        block.draw(canvas, at, self.anchor, "");
    }
}
