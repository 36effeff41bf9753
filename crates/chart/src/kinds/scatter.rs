//! A scatter chart: each name a dot on two measures; their targets part the picture into quadrants.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{HEAD, Key, KeyEntry, PlotArea, TextBlock, draw_grid};
use crate::marks::{draw_marker, raw_position, square_around};
use crate::picture::Picture;
use crate::sentences::{ChartPurpose, describe_courses, pick_wording};
use crate::text::{self, ASCENT, BASELINE_DROP, LINE_HEIGHT};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::{Anchor, Coord, Datum, Rect, Size};
use gongbao_model::{Chart, Point, is_drawable};

/// The scatter chart.
#[derive(Debug)]
pub(super) struct Scatter;

impl Kind for Scatter {
    fn name(&self) -> &'static str {
        "scatter"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "散点图",
            Lang::En => "Scatter chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Required("across"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("scatter.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        channel_axis(picture, "y", size.pick(6, 5))
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let dots = collect_dots(chart);
        let met: Vec<&str> = dots
            .iter()
            .filter(|it| it.met() == Some(true))
            .map(|it| &*chart.x[it.at].label)
            .collect();
        let (n, bound) = (
            met.len(),
            dots.iter().filter(|it| it.met().is_some()).count(),
        );
        let names = if n <= 6 {
            met.join(word(chart.lang, Word::Separator))
        } else {
            String::new()
        };
        let told = (bound > 0).then(|| match chart.lang {
            Lang::Zh if names.is_empty() => format!("{bound}个中有{n}个达到目标。"),
            Lang::Zh => format!("{bound}个中有{n}个达到目标：{names}。"),
            Lang::En if names.is_empty() => format!("{n} of {bound} are on target. "),
            Lang::En => format!("{n} of {bound} are on target: {names}. "),
        });
        // Without targets, nothing is told of them.
        Some(
            told.into_iter()
                .chain([describe_courses(chart, self.purpose())])
                .collect(),
        )
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let reason = || {
            Text::new(
                "纵轴只能有一个指标",
                "only one measure stands on the vertical axis",
            )
        };
        (chart.bound("y").count() > 1).then(reason)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let dots = collect_dots(chart);
        let (up, across) = (
            self.axis(picture, canvas.size),
            channel_axis(picture, "across", canvas.size.pick(6, 4)),
        );
        let key = Key::place(scatter_key_entries(chart, &dots), canvas.width());
        let names = AxisNames::place(chart, canvas);
        let top = key.height + names.up.height() + 4.0 + HEAD;
        // Which labels are left out is not known yet, so there is room for the widest.
        let half = across.label_width() / 2.0;
        let plot = PlotArea {
            left: up.label_width() + 10.0,
            right: canvas.width() - half.max(4.0),
            top,
            bottom: top + canvas.size.pick(340.0, 280.0),
        };
        let scales = AxisScales {
            x: Scale::new(across.low, across.high, plot.left, plot.right),
            y: Scale::new(up.low, up.high, plot.bottom, plot.top),
        };
        canvas.height = plot.bottom + LINE_HEIGHT + 6.0 + names.across.height() + 4.0;

        draw_key(canvas, &key);
        names.draw(canvas, key.height, &plot);
        draw_grid(canvas, &up, &plot, &scales.y);
        draw_across(canvas, &across, &plot, &scales.x);
        draw_targets(canvas, chart, &plot, &scales);
        draw_dots(canvas, chart, &dots, &scales);
        draw_labels(canvas, chart, &dots, &plot, &scales);
    }
}

/// What is below a target looks like the sixth series: hollow and grey.
const FEW_DOTS: usize = 5;
/// With more dots than this, names are left to pointing and to the table.
const MANY_DOTS: usize = 60;

fn channel_axis(picture: Picture<'_>, channel: &'static str, n: u32) -> Axis {
    let chart = picture.chart;
    let number = chart
        .bound(channel)
        .next()
        .map_or(&chart.number, |it| chart.number_of(it.1));
    let targets = chart
        .targets
        .iter()
        .filter(|it| it.channel == channel)
        .map(|it| it.value);
    let points = picture
        .all_points()
        .filter(|it| it.0 == channel)
        .map(|it| it.1.value);
    let values: Vec<f64> = points.chain(targets).collect();
    Axis::over(chart.lang, number, &values, AxisBase::Free, n)
}

/// One name with both its values.
struct Dot<'a> {
    at: usize,
    across: &'a Point,
    up: &'a Point,
}

impl Dot<'_> {
    /// The series it looks like.
    fn series(&self) -> usize {
        if self.met() == Some(false) {
            FEW_DOTS
        } else {
            0
        }
    }

    /// Whether it reaches the targets that bind it, if any do.
    fn met(&self) -> Option<bool> {
        let bound: Vec<bool> = [self.across.met, self.up.met]
            .into_iter()
            .flatten()
            .collect();
        (!bound.is_empty()).then(|| bound.iter().all(|it| *it))
    }
}

fn collect_dots(chart: &Chart) -> Vec<Dot<'_>> {
    // A dot stands on both axes; a small picture of one of them has none.
    let (Some(across), Some(up)) = (chart.channel("across"), chart.channel("y")) else {
        return Vec::new();
    };
    let dot = |at| {
        Some(Dot {
            at,
            across: chart.point(across, at)?,
            up: chart.point(up, at)?,
        })
    };
    (0..chart.x.len()).filter_map(dot).collect()
}

fn scatter_key_entries(chart: &Chart, dots: &[Dot<'_>]) -> Vec<KeyEntry<KeySymbol>> {
    let mut out = Vec::new();
    let mut entry = |sign, text: String| out.push(KeyEntry { symbol: sign, text });
    if dots.iter().any(|it| it.met().is_some()) {
        entry(
            KeySymbol::Dot(0),
            pick_wording(chart, "已达标", "on target").to_owned(),
        );
        entry(
            KeySymbol::Dot(FEW_DOTS),
            pick_wording(chart, "至少一项未达标", "below a target").to_owned(),
        );
    }
    let left_out: Vec<&str> = (0..chart.x.len())
        .filter(|at| dots.iter().all(|it| it.at != *at))
        .map(|at| &*chart.x[at].label)
        .collect();
    if !left_out.is_empty() && left_out.len() <= 4 {
        let names = left_out.join(word(chart.lang, Word::Separator));
        entry(KeySymbol::Gap, format!("{names} {}", chart.gap()));
    } else if !left_out.is_empty() {
        entry(
            KeySymbol::Gap,
            format!("{} {}", left_out.len(), chart.gap()),
        );
    }
    out
}

/// Where values stand along the two axes.
struct AxisScales {
    x: Scale,
    y: Scale,
}

/// What the axes measure.
struct AxisNames {
    up: TextBlock,
    across: TextBlock,
}

impl AxisNames {
    fn place(chart: &Chart, canvas: &Canvas) -> AxisNames {
        let name = |channel, arrow: &str| {
            let limit = canvas.width() - 8.0;
            // An axis to which nothing is bound is still an axis that goes some way.
            let Some((_, series)) = chart.bound(channel).next() else {
                return TextBlock::new(arrow, limit);
            };
            let unit = &chart.number_of(series).unit;
            let unit = if unit.is_empty() {
                String::new()
            } else {
                pick_wording(chart, "（{}）", " ({})").replace("{}", unit)
            };
            TextBlock::new(&format!("{arrow}{}{unit}", series.name), limit)
        };
        AxisNames {
            up: name("y", "↑ "),
            across: name("across", "→ "),
        }
    }

    fn draw(&self, canvas: &mut Canvas, top: f64, plot: &PlotArea) {
        self.up
            .draw(canvas, Coord::new(0.0, top), Anchor::Start, "unit");
        self.across.draw(
            canvas,
            Coord::new(canvas.width(), plot.bottom + LINE_HEIGHT + 8.0),
            Anchor::End,
            "unit",
        );
    }
}

fn draw_across(canvas: &mut Canvas, axis: &Axis, plot: &PlotArea, scale: &Scale) {
    canvas.group("grid", |canvas| {
        for (value, _) in &axis.ticks {
            canvas.line(
                Coord::new(scale.at(*value), plot.top),
                Coord::new(scale.at(*value), plot.bottom),
                "",
            );
        }
    });
    let step = (plot.right - plot.left) / (axis.ticks.len().max(2) - 1) as f64;
    let stride = ((axis.label_width() + 8.0) / step.max(1.0)).ceil().max(1.0) as usize;
    canvas.group("axis x", |canvas| {
        for (value, label) in axis.ticks.iter().step_by(stride) {
            canvas.text(
                Coord::new(scale.at(*value), plot.bottom + LINE_HEIGHT + 2.0),
                Anchor::Middle,
                "",
                label,
            );
        }
    });
}

fn draw_targets(canvas: &mut Canvas, chart: &Chart, plot: &PlotArea, scales: &AxisScales) {
    let AxisScales { x, y } = scales;
    for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
        match target.channel {
            "across" => canvas.line(
                Coord::new(x.at(target.value), plot.top),
                Coord::new(x.at(target.value), plot.bottom),
                "target",
            ),
            _ => canvas.line(
                Coord::new(plot.left, y.at(target.value)),
                Coord::new(plot.right, y.at(target.value)),
                "target",
            ),
        }
    }
}

fn draw_dots(canvas: &mut Canvas, chart: &Chart, dots: &[Dot<'_>], scales: &AxisScales) {
    let AxisScales { x, y } = scales;
    for series in [0, FEW_DOTS] {
        canvas.series(series, &chart.y_label, |canvas| {
            for it in dots.iter().filter(|it| it.series() == series) {
                draw_marker(
                    canvas,
                    series,
                    Coord::new(x.at(it.across.value), y.at(it.up.value)),
                    dot_mark(chart, it),
                );
            }
        });
    }
}

fn dot_mark(chart: &Chart, it: &Dot<'_>) -> Mark {
    let (name, both) = (
        &chart.x[it.at],
        [it.up.text.as_str(), it.across.text.as_str()],
    );
    let both = both.join(word(chart.lang, Word::Separator));
    let title = format!("{}{}{both}", name.label, pick_wording(chart, "：", ": "));
    let datum = Datum {
        x: raw_position(name),
        value: format!("{} {}", it.across.value, it.up.value),
    };
    Mark {
        class: "",
        data: Some(datum),
        title: Some(title),
    }
}

fn boxes_touch(a: &Rect, b: &Rect) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// Names and targets where they lie on no dot and no other name; a name without room is left out.
fn draw_labels(
    canvas: &mut Canvas,
    chart: &Chart,
    dots: &[Dot<'_>],
    plot: &PlotArea,
    scales: &AxisScales,
) {
    let AxisScales { x, y } = scales;
    let places: Vec<Coord> = dots
        .iter()
        .map(|it| Coord::new(x.at(it.across.value), y.at(it.up.value)))
        .collect();
    let mut room = LabelSpace {
        plot,
        taken: places.iter().map(|it| square_around(*it, 5.0)).collect(),
    };
    canvas.group("ends", |canvas| {
        for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
            let width = text::text_width(&target.label);
            let left = if target.channel == "across" {
                (x.at(target.value) + 5.0).min(plot.right - width)
            } else {
                plot.right - width
            };
            let base = if target.channel == "across" {
                plot.bottom - 5.0
            } else {
                y.at(target.value) - 4.0
            };
            room.write(canvas, Coord::new(left, base), "target", &target.label);
        }
    });
    if dots.len() > MANY_DOTS {
        return;
    }
    canvas.coloured_group("values", 0, |canvas| {
        for (it, Coord { x, y }) in dots.iter().zip(&places) {
            let name = &chart.x[it.at].label;
            let width = text::text_width(name);
            let sides = [
                Coord::new(x + 8.0, y + BASELINE_DROP),
                Coord::new(x - 8.0 - width, y + BASELINE_DROP),
                Coord::new(x - width / 2.0, y - 8.0),
                Coord::new(x - width / 2.0, y + 8.0 + ASCENT),
            ];
            room.write_once(canvas, &sides, "value", name);
        }
    });
}

/// The room texts have within the plot.
struct LabelSpace<'a> {
    plot: &'a PlotArea,
    /// What dots and texts take of it.
    taken: Vec<Rect>,
}

impl LabelSpace<'_> {
    /// Writes a text at the first of some points where it has room; nowhere, if it has none.
    fn write_once(
        &mut self,
        canvas: &mut Canvas,
        places: &[Coord],
        class: &'static str,
        said: &str,
    ) {
        for place in places {
            if self.write(canvas, *place, class, said) {
                return;
            }
        }
    }

    /// Writes a text whose baseline begins at a point, if it has room there.
    fn write(&mut self, canvas: &mut Canvas, at: Coord, class: &'static str, said: &str) -> bool {
        let area = Rect {
            left: at.x,
            top: at.y - ASCENT,
            right: at.x + text::text_width(said),
            bottom: at.y + 2.0,
        };
        let is_inside = area.left >= self.plot.left + 1.0
            && area.right <= self.plot.right + 1.0
            && area.top >= self.plot.top - 4.0
            && area.bottom <= self.plot.bottom;
        if !is_inside || self.taken.iter().any(|it| boxes_touch(it, &area)) {
            return false;
        }
        canvas.text(at, Anchor::Start, class, said);
        self.taken.push(area);
        true
    }
}
