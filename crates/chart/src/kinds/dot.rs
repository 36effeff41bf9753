//! A dot chart: one row for each name, a dot for each series, joined by a line: two years, two shares.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale};
use crate::key_symbol::{KeySymbol, draw_key, named_series_entries, series_entries};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, clear_of, draw_unit, target_lines};
use crate::picture::Picture;
use crate::rows::{
    AXIS_HEIGHT, RowLayout, RowSpace, TargetLabels, axis_overhang, head_height, too_many,
};
use crate::sentences::ChartPurpose;
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, Point};

/// The dot chart.
#[derive(Debug)]
pub(super) struct Dot;

impl Kind for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "点图",
            Lang::En => "Dot chart",
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
        include_str!("dot.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        picture.axis(AxisBase::Free, size.pick(6, 4))
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Dot)
    }
    fn axis_may_omit_zero(&self) -> bool {
        true
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        too_many(chart)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let key = Key::place(series_entries(picture, KeySymbol::Dot), canvas.width());
        let targets = TargetLabels::place(chart, canvas.width());
        let words = DotLabels::of(chart, canvas.size);
        let names_unit = !words.values && !chart.unit.is_empty() && chart.unit != "%";
        let head = key.height + head_height(chart) + if names_unit { AXIS_HEIGHT } else { 0.0 };
        let top = head + targets.height;
        let (first, last) = axis_overhang(&axis);
        let side = words.width + LABEL_GAP;
        let (before, after) = ((side, first), side.max(last));
        let rows = RowLayout::place(
            chart,
            canvas,
            &RowSpace {
                top,
                thick: LINE_HEIGHT,
                space: 8.0,
                before,
                after,
                least: 60.0,
            },
        );
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

        draw_key(canvas, &key);
        if names_unit {
            draw_unit(canvas, chart, key.height);
        }
        rows.draw_axis(canvas, &axis, &scale, head);
        rows.draw_zero(canvas, &axis, &scale, top);
        targets.draw(canvas, &scale, head, rows.bottom);
        draw_links(canvas, chart, &rows, &scale);
        for series in 0..chart.series.len() {
            draw_dots(canvas, chart, series, &rows, &scale);
        }
        words.draw(canvas, &rows, &scale);
        rows.draw_names(canvas);
    }
}

/// From the middle of a dot to the text beside it.
const LABEL_GAP: f64 = 9.0;
/// With more rows than this, values are read off the axis.
const MANY_ROWS: usize = 24;

/// What stands beside the outermost dots of a row.
struct DotLabels<'a> {
    chart: &'a Chart,
    values: bool,
    width: f64,
}

impl<'a> DotLabels<'a> {
    fn of(chart: &'a Chart, size: Size) -> DotLabels<'a> {
        let values = chart
            .points()
            .map(|it| text::text_width(&it.text))
            .fold(0.0, f64::max);
        let no_data = text::text_width(chart.gap());
        let shown = chart.x.len() <= MANY_ROWS && values <= size.pick(110.0, 62.0);
        let has_gap = (0..chart.series.len())
            .any(|s| (0..chart.x.len()).any(|at| chart.point(s, at).is_none()));
        let gap = if has_gap { no_data } else { 0.0 };
        DotLabels {
            chart,
            values: shown,
            width: if shown { values.max(gap) } else { gap },
        }
    }

    /// The lowest value before the dots and the highest behind them; the word where one is missing.
    fn draw(&self, canvas: &mut Canvas, rows: &RowLayout, scale: &Scale) {
        canvas.group("values", |canvas| {
            for at in 0..self.chart.x.len() {
                self.draw_row(canvas, at, rows, scale);
            }
        });
    }

    fn draw_row(&self, canvas: &mut Canvas, at: usize, rows: &RowLayout, scale: &Scale) {
        let chart = self.chart;
        let y = rows.middle(at) + BASELINE_DROP;
        let no_data = chart.gap();
        let Some((low, high)) = row_extremes(chart, at) else {
            return canvas.text(
                Coord::new(rows.left + LABEL_GAP, y),
                Anchor::Start,
                "muted",
                no_data,
            );
        };
        let lines = target_lines(chart, scale);
        let (before, behind) = (
            scale.at(low.value) - LABEL_GAP,
            scale.at(high.value) + LABEL_GAP,
        );
        let is_complete = (0..chart.series.len()).all(|it| chart.point(it, at).is_some());
        let said = if is_complete { &low.text } else { no_data };
        let left = Coord::new(
            before + clear_of(&lines, before - text::text_width(said), before, -1.0),
            y,
        );
        let right = Coord::new(
            behind + clear_of(&lines, behind, behind + text::text_width(&high.text), 1.0),
            y,
        );
        if !is_complete {
            canvas.text(left, Anchor::End, "muted", no_data);
        } else if self.values && chart.series.len() > 1 {
            canvas.text(left, Anchor::End, "value", &low.text);
        }
        if self.values {
            canvas.text(right, Anchor::Start, "value", &high.text);
        }
    }
}

/// The lowest and the highest point of a row.
fn row_extremes(chart: &Chart, at: usize) -> Option<(&Point, &Point)> {
    let points = || (0..chart.series.len()).filter_map(|it| chart.point(it, at));
    let by_value = |a: &&Point, b: &&Point| a.value.total_cmp(&b.value);
    Some((points().min_by(by_value)?, points().max_by(by_value)?))
}

fn draw_links(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    canvas.group("links", |canvas| {
        for at in 0..chart.x.len() {
            let Some((low, high)) = row_extremes(chart, at).filter(|it| it.0.value < it.1.value)
            else {
                continue;
            };
            let y = rows.middle(at);
            canvas.line(
                Coord::new(scale.at(low.value), y),
                Coord::new(scale.at(high.value), y),
                "",
            );
        }
    });
}

fn draw_dots(canvas: &mut Canvas, chart: &Chart, series: usize, rows: &RowLayout, scale: &Scale) {
    canvas.series(series, &chart.series[series].name, |canvas| {
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let mark = marks::point_mark(chart, series, &chart.x[at], point);
            marks::draw_marker(
                canvas,
                series,
                Coord::new(scale.at(point.value), rows.middle(at)),
                mark,
            );
        }
    });
}
