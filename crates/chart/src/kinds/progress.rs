//! Progress: how much of each programme is done, on a track that is the whole.
//!
//! Either a share in per cent, or what is done (`y`) of a `total`.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::kinds::{Channel, Kind};
use crate::picture::Picture;
use crate::rows::{RowLayout, RowSpace, TargetLabels, too_many};
use crate::segments::percent_notation;
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::BASELINE_DROP;
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Rect, Size};
use gongbao_model::{Chart, Point};

/// The progress chart.
#[derive(Debug)]
pub(super) struct Progress;

impl Kind for Progress {
    fn name(&self) -> &'static str {
        "progress"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "进度图",
            Lang::En => "Progress chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("total"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("progress.yaml")
    }
    fn axis(&self, picture: Picture<'_>, _: Size) -> Axis {
        let chart = picture.chart;
        Axis::over(
            chart.lang,
            &percent_notation(),
            &[0.0, 100.0],
            AxisBase::Zero,
            4,
        )
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.channel("total").is_none() && chart.unit != "%" {
            return Some(Text::new(
                "数值不是百分比，要用 total 指明总数",
                "the values are no percentages; name the whole with `total`",
            ));
        }
        let is_part =
            |at: usize| share_done(chart, at).is_none_or(|it| (0.0..=100.0).contains(&it.share));
        let beyond = (0..chart.x.len())
            .find(|at| !is_part(*at))
            .map(|at| &chart.x[at].label);
        let reason = |name: &String| {
            Text::new(
                format!("{name}不在0到100%之间"),
                format!("{name} is not between 0 and 100%"),
            )
        };
        beyond.map(reason).or_else(|| too_many(chart))
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let row = |at: usize| format!("{}{}", chart.x[at].label, track_text(chart, at));
        let rows = || {
            (0..chart.x.len().min(MAX_TOLD))
                .map(row)
                .collect::<Vec<_>>()
        };
        let whole = (0..chart.x.len())
            .filter(|at| share_done(chart, *at).is_some_and(|it| it.share >= 100.0))
            .count();
        let listed = rows().join(pick_wording(chart, "；", "; "));
        Some(match chart.lang {
            Lang::Zh => format!("{whole}个已全部完成。{listed}。"),
            Lang::En => format!("{whole} done in full. {listed}. "),
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let targets = if chart.channel("total").is_none() {
            TargetLabels::place(chart, canvas.width())
        } else {
            TargetLabels::place(
                &Chart {
                    targets: Vec::new(),
                    ..chart.clone()
                },
                canvas.width(),
            )
        };
        let widest = (0..chart.x.len())
            .map(|at| text::text_width(&track_text(chart, at)))
            .fold(0.0, f64::max);
        let room = RowSpace {
            top: targets.height,
            thick: BAR_THICKNESS,
            space: 12.0,
            before: (0.0, 1.0),
            after: widest + 10.0,
            least: 40.0,
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let scale = Scale::new(0.0, 100.0, rows.left, rows.right);
        canvas.height = rows.bottom + 4.0;

        canvas.group("tracks", |canvas| {
            for at in 0..chart.x.len() {
                canvas.rect(track_bar(&rows, &scale, at, 100.0), Mark::class("track"));
            }
        });
        canvas.series(0, &chart.y_label, |canvas| {
            for at in 0..chart.x.len() {
                let Some(it) = share_done(chart, at) else {
                    continue;
                };
                let mark = marks::point_mark(chart, it.series, &chart.x[at], it.point);
                let title = Some(format!(
                    "{}{}{}",
                    chart.x[at].label,
                    pick_wording(chart, "：", ": "),
                    track_text(chart, at)
                ));
                canvas.rect(
                    track_bar(&rows, &scale, at, it.share.clamp(0.0, 100.0)),
                    Mark { title, ..mark },
                );
            }
        });
        targets.draw(canvas, &scale, 0.0, rows.bottom);
        canvas.group("values", |canvas| {
            for at in 0..chart.x.len() {
                let class = if share_done(chart, at).is_some() {
                    "value"
                } else {
                    "muted"
                };
                let place = Coord::new(rows.right + 8.0, rows.middle(at) + BASELINE_DROP);
                canvas.text(place, Anchor::Start, class, &track_text(chart, at));
            }
        });
        rows.draw_names(canvas);
    }
}

/// Height of a bar.
const BAR_THICKNESS: f64 = 16.0;
/// Rows told one by one in the alternative text.
const MAX_TOLD: usize = 20;

/// How much of a row is done.
struct ShareDone<'a> {
    series: usize,
    point: &'a Point,
    share: f64,
    /// As it is said: 75%（3/4个） of a total, else the value itself.
    text: String,
}

fn share_done(chart: &Chart, at: usize) -> Option<ShareDone<'_>> {
    let series = chart.channel("y")?;
    let part = chart.point(series, at)?;
    let Some(total) = chart.channel("total") else {
        return Some(ShareDone {
            series,
            point: part,
            share: part.value,
            text: part.text.clone(),
        });
    };
    let whole = chart.point(total, at).filter(|it| it.value > 0.0)?;
    let share = part.value / whole.value * 100.0;
    let of = format!(
        "{}/{}",
        chart.number.write_bare(chart.lang, part.value),
        whole.text
    );
    let of = pick_wording(chart, "（{}）", " ({})").replace("{}", &of);
    share.is_finite().then(|| ShareDone {
        series,
        point: part,
        share,
        text: percent_notation().write(chart.lang, share) + &of,
    })
}

/// What stands behind a track: 75%（3/4个）.
fn track_text(chart: &Chart, at: usize) -> String {
    share_done(chart, at).map_or_else(|| chart.gap().to_owned(), |it| it.text)
}

fn track_bar(rows: &RowLayout, scale: &Scale, at: usize, share: f64) -> Rect {
    Rect {
        left: rows.left,
        top: rows.top(at),
        right: scale.at(share),
        bottom: rows.top(at) + BAR_THICKNESS,
    }
}
