//! A timeline: what was planned, to when it was moved, when it was done; the rest against the day the
//! report speaks of.

use crate::axis::Axis;
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::rows::{AXIS_HEIGHT, RowLayout, RowSpace, axis_overhang, head_height, too_many};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text, Word, date_text, word};
use gongbao_model::drawing::{Anchor, Coord, Size};
use gongbao_model::{Chart, Point, date_in_years};

/// The timeline.
#[derive(Debug)]
pub(super) struct Timeline;

impl Kind for Timeline {
    fn name(&self) -> &'static str {
        "timeline"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "进度时间图",
            Lang::En => "Timeline",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("planned"),
            Channel::Optional("revised"),
            Channel::Optional("actual"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("timeline.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        let dates = chart.values().chain(chart.as_of.map(date_in_years));
        let (low, high) = dates.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| {
            (a.min(it), b.max(it))
        });
        picture.shared_axis(|| time_axis(chart, low, high, size))
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let no_date =
            |it: &&gongbao_model::Series| it.points.iter().flatten().any(|it| it.date.is_none());
        let reason = |it: &gongbao_model::Series| {
            Text::new(
                format!("“{}”不是日期列", it.name),
                format!("`{}` is not a column of dates", it.name),
            )
        };
        chart
            .series
            .iter()
            .find(no_date)
            .map(reason)
            .or_else(|| too_many(chart))
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let mut out = String::new();
        for status in TimelineStatus::ALL {
            let names =
                (0..chart.x.len()).filter(|at| TimelineRow::of(chart, *at).status(chart) == status);
            let names: Vec<&str> = names.map(|at| chart.x[at].label.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            let (n, listed) = (names.len(), names.join(word(chart.lang, Word::Separator)));
            out += &match chart.lang {
                Lang::Zh => format!("{}{n}个：{listed}。", status.word(chart.lang)),
                Lang::En => format!("{} {n}: {listed}. ", status.word(chart.lang)),
            };
        }
        Some(out)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let key = Key::place(timeline_key_entries(chart), canvas.width());
        let as_of = chart.as_of.map(|it| {
            (
                date_in_years(it),
                as_of_text(chart.lang, &date_text(chart.lang, it)),
            )
        });
        let below = as_of.as_ref().map_or(0.0, |_| LINE_HEIGHT + 6.0);
        let top = key.height + below + head_height(chart);
        let widest =
            (0..chart.x.len()).map(|at| TimelineRow::of(chart, at).status(chart).word(chart.lang));
        let widest = widest.map(text::text_width).fold(0.0, f64::max);
        let (first, last) = axis_overhang(&axis);
        let room = RowSpace {
            top,
            thick: LINE_HEIGHT,
            space: 10.0,
            before: (8.0, first),
            after: last.max(widest + 14.0),
            least: 60.0,
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

        draw_key(canvas, &key);
        rows.draw_axis(canvas, &axis, &scale, top);
        if let Some((at, said)) = &as_of {
            let x = scale.at(*at);
            let half = text::text_width(said) / 2.0;
            canvas.line(Coord::new(x, top), Coord::new(x, rows.bottom), "target");
            let middle = x.min(canvas.width() - half).max(half);
            let place = Coord::new(middle, key.height + BASELINE_DROP + LINE_HEIGHT / 2.0);
            canvas.group("ends", |canvas| {
                canvas.text(place, Anchor::Middle, "target", said)
            });
        }
        canvas.group("links", |canvas| {
            for at in 0..chart.x.len() {
                draw_span(
                    canvas,
                    chart,
                    &TimelineRow::of(chart, at),
                    rows.middle(at),
                    &scale,
                );
            }
        });
        for series in 0..chart.series.len() {
            draw_dates(canvas, chart, series, &rows, &scale);
        }
        canvas.group("values", |canvas| {
            for at in 0..chart.x.len() {
                let status = TimelineRow::of(chart, at).status(chart);
                let place = Coord::new(canvas.width() - widest, rows.middle(at) + BASELINE_DROP);
                canvas.text(
                    place,
                    Anchor::Start,
                    status.class(),
                    status.word(chart.lang),
                );
            }
        });
        rows.draw_names(canvas);
    }
}

/// 截至2025年12月31日.
fn as_of_text(lang: Lang, date: &str) -> String {
    match lang {
        Lang::Zh => format!("截至{date}"),
        Lang::En => format!("as of {date}"),
    }
}

/// The dates of one row, those that are known.
struct TimelineRow<'a> {
    planned: Option<&'a Point>,
    revised: Option<&'a Point>,
    actual: Option<&'a Point>,
}

impl<'a> TimelineRow<'a> {
    fn of(chart: &'a Chart, at: usize) -> TimelineRow<'a> {
        let date = |channel| chart.channel(channel).and_then(|it| chart.point(it, at));
        TimelineRow {
            planned: date("planned"),
            revised: date("revised"),
            actual: date("actual"),
        }
    }

    /// The day it is due on, as it stands now.
    fn due(&self) -> Option<f64> {
        self.revised.or(self.planned).map(|it| it.value)
    }

    fn status(&self, chart: &Chart) -> TimelineStatus {
        match (self.due(), self.actual, chart.as_of.map(date_in_years)) {
            (Some(due), Some(actual), _) if actual.value > due => TimelineStatus::Late,
            (_, Some(_), _) => TimelineStatus::Done,
            (Some(due), None, Some(as_of)) if due < as_of => TimelineStatus::Overdue,
            (Some(_), None, Some(_)) => TimelineStatus::Running,
            (_, None, _) => TimelineStatus::Open,
        }
    }
}

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimelineStatus {
    Done,
    Late,
    Overdue,
    Running,
    Open,
}

impl TimelineStatus {
    const ALL: [TimelineStatus; 5] = [
        TimelineStatus::Done,
        TimelineStatus::Late,
        TimelineStatus::Overdue,
        TimelineStatus::Running,
        TimelineStatus::Open,
    ];

    fn word(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            TimelineStatus::Done => ("按期完成", "on time"),
            TimelineStatus::Late => ("逾期完成", "late"),
            TimelineStatus::Overdue => ("逾期未完成", "overdue"),
            TimelineStatus::Running => ("未到期", "not yet due"),
            TimelineStatus::Open => ("未明确", "not stated"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn class(self) -> &'static str {
        match self {
            TimelineStatus::Done | TimelineStatus::Running | TimelineStatus::Open => "muted",
            TimelineStatus::Late => "value",
            TimelineStatus::Overdue => "overdue",
        }
    }
}

/// A sign for each channel that has dates, and for what is overdue.
fn timeline_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let known = |it: &&gongbao_model::Series| it.points.iter().flatten().next().is_some();
    let entry = |it: &gongbao_model::Series| KeyEntry {
        symbol: KeySymbol::Dot(channel_style(it.channel)),
        text: it.name.clone(),
    };
    let mut out: Vec<KeyEntry<KeySymbol>> = chart.series.iter().filter(known).map(entry).collect();
    let late = |at| {
        matches!(
            TimelineRow::of(chart, at).status(chart),
            TimelineStatus::Overdue | TimelineStatus::Late
        )
    };
    if (0..chart.x.len()).any(late) {
        let text = pick_wording(chart, "超过期限", "past its date").to_owned();
        out.push(KeyEntry {
            symbol: KeySymbol::Path("overdue"),
            text,
        });
    }
    out
}

/// The series whose marker and colour a channel has: hollow for plans, solid for what was done.
fn channel_style(channel: &str) -> usize {
    match channel {
        "planned" => 5,
        "revised" => 6,
        _ => 0,
    }
}

/// The line of a row: from plan to revised date, and bold for the time past its date.
fn draw_span(canvas: &mut Canvas, chart: &Chart, row: &TimelineRow<'_>, y: f64, scale: &Scale) {
    let dates: Vec<f64> = [row.planned, row.revised, row.actual]
        .iter()
        .flatten()
        .map(|it| it.value)
        .collect();
    let low = dates.iter().copied().fold(f64::INFINITY, f64::min);
    let high = dates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low < high {
        canvas.line(
            Coord::new(scale.at(low), y),
            Coord::new(scale.at(high), y),
            "",
        );
    }
    let until = match row.status(chart) {
        TimelineStatus::Late => row.actual.map(|it| it.value),
        TimelineStatus::Overdue => chart.as_of.map(date_in_years),
        TimelineStatus::Done | TimelineStatus::Running | TimelineStatus::Open => None,
    };
    if let (Some(due), Some(until)) = (row.due(), until) {
        canvas.line(
            Coord::new(scale.at(due), y),
            Coord::new(scale.at(until), y),
            "overdue",
        );
    }
}

fn draw_dates(canvas: &mut Canvas, chart: &Chart, series: usize, rows: &RowLayout, scale: &Scale) {
    let it = &chart.series[series];
    let looks = channel_style(it.channel);
    canvas.series(looks, &it.name, |canvas| {
        for at in 0..chart.x.len() {
            let Some(point) = chart.point(series, at) else {
                continue;
            };
            let mark = marks::point_mark(chart, series, &chart.x[at], point);
            marks::draw_marker(
                canvas,
                looks,
                Coord::new(scale.at(point.value), rows.middle(at)),
                Mark { class: "", ..mark },
            );
        }
    });
}

/// An axis of years, or of quarters where there are few.
fn time_axis(chart: &Chart, low: f64, high: f64, size: Size) -> Axis {
    let plain = (1.0..=9_999.0).contains(&low) && (1.0..=9_999.0).contains(&high);
    if !plain {
        // What is no date has no place among years.
        let high = if low < high {
            high
        } else {
            low + low.abs().max(1.0)
        };
        return Axis {
            low,
            high,
            ticks: Vec::new(),
        };
    }
    let (first, last) = (low.floor(), (high + 0.001).ceil().max(low.floor() + 1.0));
    let most = size.pick(10.0, 5.0);
    let stride = ((last - first) / most).ceil().max(1.0);
    let label = |year: f64| match chart.lang {
        Lang::Zh => format!("{year}年"),
        Lang::En => year.to_string(),
    };
    let n = ((last - first) / stride).ceil() as usize;
    let ticks = (0..=n).map(|it| first + it as f64 * stride);
    Axis {
        low: first,
        high: first + n as f64 * stride,
        ticks: ticks.map(|it| (it, label(it))).collect(),
    }
}
