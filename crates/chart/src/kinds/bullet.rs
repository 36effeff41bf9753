//! A bullet chart: a value as a bar, its target as a line across it, and the usual range as a band behind it.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::rows::{
    AXIS_HEIGHT, RowLayout, RowSpace, TargetLabels, axis_overhang, head_height, too_many,
};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::Chart;
use gongbao_model::drawing::{Anchor, Coord, Rect, Size};

/// The bullet chart.
#[derive(Debug)]
pub(super) struct Bullet;

impl Kind for Bullet {
    fn name(&self) -> &'static str {
        "bullet"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "靶图",
            Lang::En => "Bullet chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("goal"),
            Channel::Optional("low"),
            Channel::Optional("high"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("bullet.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        picture.axis(AxisBase::Zero, size.pick(6, 4))
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let other = chart
            .series
            .iter()
            .find(|it| chart.number_of(it).unit != chart.unit);
        let reason = |it: &gongbao_model::Series| {
            let (zh, en) = ("的单位与数值不同", "has another unit than the values");
            Text::new(format!("“{}”{zh}", it.name), format!("`{}` {en}", it.name))
        };
        if chart.bound("y").count() > 1 {
            return Some(Text::new("每行只画一个数值", "a row shows one value"));
        }
        other.map(reason).or_else(|| too_many(chart))
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let key = Key::place(bullet_key_entries(chart), canvas.width());
        let targets = TargetLabels::place(chart, canvas.width());
        let head = key.height + head_height(chart);
        let top = head + targets.height;
        // A small picture may be of a goal or a band alone.
        let y = chart.channel("y");
        let widest = (0..chart.x.len())
            .filter_map(|at| chart.point(y?, at))
            .map(|it| text::text_width(&it.text));
        let widest = widest.fold(text::text_width(chart.gap()), f64::max);
        let (first, last) = axis_overhang(&axis);
        let after = (widest + 10.0).max(last);
        let rows = RowLayout::place(
            chart,
            canvas,
            &RowSpace {
                top,
                thick: BAND,
                space: 10.0,
                before: (0.0, first),
                after,
                least: 60.0,
            },
        );
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

        draw_key(canvas, &key);
        rows.draw_axis(canvas, &axis, &scale, head);
        draw_bands(canvas, chart, &rows, &scale);
        if let Some(y) = y {
            draw_values(canvas, chart, y, &rows, &scale);
        }
        rows.draw_zero(canvas, &axis, &scale, top);
        targets.draw(canvas, &scale, head, rows.bottom);
        draw_goals(canvas, chart, &rows, &scale);
        canvas.group("values", |canvas| {
            for at in 0..chart.x.len() {
                let point = y.and_then(|it| chart.point(it, at));
                let (class, said) = point.map_or(("muted", chart.gap()), |it| ("value", &it.text));
                canvas.text(
                    Coord::new(canvas.width() - widest, rows.middle(at) + BASELINE_DROP),
                    Anchor::Start,
                    class,
                    said,
                );
            }
        });
        rows.draw_names(canvas);
    }
}

/// Height of the band, of the bar in it, and of the goal's line.
const BAND: f64 = 22.0;
const BAR: f64 = 10.0;
const GOAL: f64 = LINE_HEIGHT;

fn bullet_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let name = |channel| chart.bound(channel).next().map(|it| it.1.name.as_str());
    let mut out = Vec::new();
    let mut entry = |sign, text: &str| {
        out.push(KeyEntry {
            symbol: sign,
            text: text.to_owned(),
        })
    };
    if let (Some(name), true) = (name("y"), chart.series.len() > 1) {
        entry(KeySymbol::Bar(0), name);
    }
    if let Some(name) = name("goal") {
        entry(KeySymbol::Path("goal"), name);
    }
    match (name("low"), name("high")) {
        (Some(low), Some(high)) => entry(
            KeySymbol::Box("band"),
            &format!("{low}{}{high}", pick_wording(chart, "至", " to ")),
        ),
        (Some(one), None) | (None, Some(one)) => entry(KeySymbol::Box("band"), one),
        (None, None) => {}
    }
    out
}

fn draw_bands(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    let value = |channel, at| {
        chart
            .channel(channel)
            .and_then(|it| chart.point(it, at))
            .map(|it| it.value)
    };
    canvas.group("bands", |canvas| {
        for at in 0..chart.x.len() {
            let (low, high) = (value("low", at), value("high", at));
            if low.is_none() && high.is_none() {
                continue;
            }
            // A band with one end begins at zero.
            let (a, b) = (scale.at(low.unwrap_or(0.0)), scale.at(high.unwrap_or(0.0)));
            let rect = Rect {
                left: a.min(b),
                top: rows.top(at),
                right: a.max(b),
                bottom: rows.top(at) + BAND,
            };
            let said = ["low", "high"]
                .iter()
                .filter_map(|it| chart.point(chart.channel(it)?, at));
            let said: Vec<&str> = said.map(|it| it.text.as_str()).collect();
            canvas.rect(
                rect,
                Mark {
                    class: "band",
                    data: None,
                    title: Some(said.join(pick_wording(chart, "—", "–"))),
                },
            );
        }
    });
}

fn draw_values(canvas: &mut Canvas, chart: &Chart, y: usize, rows: &RowLayout, scale: &Scale) {
    canvas.series(0, &chart.y_label, |canvas| {
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(y, at) else {
                continue;
            };
            let (zero, end, middle) = (scale.at(0.0), scale.at(point.value), rows.middle(at));
            let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
            let mark = marks::point_mark(chart, y, &chart.x[at], point);
            canvas.rect(
                Rect {
                    left: zero.min(end),
                    top,
                    right: zero.max(end),
                    bottom,
                },
                mark,
            );
        }
    });
}

fn draw_goals(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    // Not every chart has goals.
    let Some(goal) = chart.channel("goal") else {
        return;
    };
    canvas.group("goals", |canvas| {
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(goal, at) else {
                continue;
            };
            let (x, middle) = (scale.at(point.value), rows.middle(at));
            let rect = Rect {
                left: x - 1.5,
                top: middle - GOAL / 2.0,
                right: x + 1.5,
                bottom: middle + GOAL / 2.0,
            };
            let mark = marks::point_mark(chart, goal, &chart.x[at], point);
            canvas.rect(
                rect,
                Mark {
                    class: "goal",
                    ..mark
                },
            );
        }
    });
}
