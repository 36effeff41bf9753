//! A diverging chart: answers from one pole to the other, laid around the middle: 满意, 基本满意, 不满意.
//!
//! Every row is a hundred per cent. With an odd number of answers the middle of the middle one stands on
//! the line; with an even number the line parts the halves.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale};
use crate::key_symbol::{KeySymbol, draw_key, named_series_entries, series_entries};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::rows::{RowLayout, RowSpace, too_many};
use crate::segments::{
    self, Direction, Lane, Segment, percent_notation, share_segments, write_segment_text,
};
use crate::sentences::ChartPurpose;
use crate::text::BASELINE_DROP;
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::Chart;
use gongbao_model::drawing::{Anchor, Coord, Size};

/// The diverging chart.
#[derive(Debug)]
pub(super) struct Diverging;

impl Kind for Diverging {
    fn name(&self) -> &'static str {
        "diverging"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "分歧条形图",
            Lang::En => "Diverging bars",
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
        include_str!("diverging.yaml")
    }
    fn axis(&self, picture: Picture<'_>, _: Size) -> Axis {
        let chart = picture.chart;
        let parts = (0..chart.x.len()).flat_map(|at| segments_around_middle(chart, at));
        let (low, high) = parts.fold((-1.0, 1.0), |(low, high), it| {
            (it.low.min(low), it.high.max(high))
        });
        let axis = Axis::over(
            chart.lang,
            &percent_notation(),
            &[low, high],
            AxisBase::Zero,
            4,
        );
        // No ticks are shown, so that the longest row may fill the width.
        picture.shared_axis(|| Axis { low, high, ..axis })
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Bar)
    }
    fn shows_whole(&self, _: &Chart) -> bool {
        true
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.series.len() < 2 {
            return Some(Text::new(
                "至少要有两种回答",
                "it takes at least two answers",
            ));
        }
        if chart.values().any(|it| it < 0.0) {
            return Some(Text::new(
                "回答数不能是负数",
                "a number of answers is never negative",
            ));
        }
        too_many(chart)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let key = Key::place(series_entries(picture, KeySymbol::Bar), canvas.width());
        let room = RowSpace {
            top: key.height,
            thick: BAR_THICKNESS,
            space: 10.0,
            before: (0.0, 0.0),
            after: 2.0,
            least: 60.0,
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + 4.0;

        draw_key(canvas, &key);
        draw_middle(canvas, chart, &rows, scale.at(0.0));
        draw_answers(canvas, chart, &rows, &scale);
        draw_shares(canvas, chart, &rows, &scale);
        rows.draw_names(canvas);
    }
}

/// Height of a bar.
const BAR_THICKNESS: f64 = 20.0;

/// The answers of a row as percentages, moved so that the middle stands at zero.
fn segments_around_middle(chart: &Chart, at: usize) -> Vec<Segment> {
    let parts = share_segments(chart, at);
    let n = chart.series.len();
    let middle = match parts.iter().find(|it| it.series == n / 2) {
        Some(it) if n % 2 == 1 => f64::midpoint(it.low, it.high),
        Some(it) => it.low,
        None => parts
            .iter()
            .filter(|it| it.series < n / 2)
            .map(|it| it.high)
            .fold(0.0, f64::max),
    };
    parts
        .into_iter()
        .map(|it| Segment {
            low: it.low - middle,
            high: it.high - middle,
            ..it
        })
        .collect()
}

/// The line at the middle, above and below each bar: within one it would cross the figures.
fn draw_middle(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, x: f64) {
    for at in 0..chart.x.len() {
        let (top, bottom) = (rows.top(at), rows.top(at) + BAR_THICKNESS);
        canvas.line(Coord::new(x, top - 5.0), Coord::new(x, top), "zero");
        canvas.line(Coord::new(x, bottom), Coord::new(x, bottom + 5.0), "zero");
    }
}

/// The strip the bar of a position lies in.
fn row_lane<'a>(rows: &RowLayout, scale: &'a Scale, at: usize) -> Lane<'a> {
    Lane {
        scale,
        from: rows.top(at),
        to: rows.top(at) + BAR_THICKNESS,
        way: Direction::Across,
    }
}

fn draw_answers(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    let parts: Vec<Segment> = (0..chart.x.len())
        .flat_map(|at| segments_around_middle(chart, at))
        .collect();
    for (series, it) in chart.series.iter().enumerate() {
        canvas.series(series, &it.name, |canvas| {
            for it in parts.iter().filter(|it| it.series == series) {
                segments::draw(canvas, chart, it, &row_lane(rows, scale, it.at));
            }
        });
    }
}

fn draw_shares(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    for at in 0..chart.x.len() {
        let parts = segments_around_middle(chart, at);
        for it in &parts {
            let said = percent_notation().write(chart.lang, it.high - it.low);
            canvas.coloured_group("inside", it.series, |canvas| {
                write_segment_text(canvas, it, &said, &row_lane(rows, scale, at))
            });
        }
        if parts.is_empty() {
            let at = Coord::new(rows.left + 5.0, rows.middle(at) + BASELINE_DROP);
            canvas.group("values", |canvas| {
                canvas.text(at, Anchor::Start, "muted", chart.gap())
            });
        }
    }
}
