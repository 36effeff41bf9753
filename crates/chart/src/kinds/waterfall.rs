//! A waterfall: from one total to the next, step by step; every step starts where the one before ended.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::rows::{AXIS_HEIGHT, RowLayout, RowSpace, axis_overhang, head_height, too_many};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::BASELINE_DROP;
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Rect, Size};
use gongbao_model::{Chart, Point};

/// The waterfall.
#[derive(Debug)]
pub(super) struct Waterfall;

impl Kind for Waterfall {
    fn name(&self) -> &'static str {
        "waterfall"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "瀑布图",
            Lang::En => "Waterfall chart",
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
        include_str!("waterfall.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        let ends: Vec<f64> = waterfall_steps(chart)
            .iter()
            .flat_map(|it| [it.from, it.to])
            .collect();
        picture.shared_axis(|| {
            Axis::over(
                chart.lang,
                &chart.number,
                &ends,
                AxisBase::Zero,
                size.pick(6, 4),
            )
        })
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.bound("y").count() > 1 {
            return Some(Text::new("每步只有一个增减数", "a step has one amount"));
        }
        find_unclear_row(chart)
            .or_else(|| wrong_total(chart))
            .or_else(|| too_many(chart))
    }
    fn sums<'a>(&self, chart: &'a Chart) -> Vec<(Vec<&'a Point>, Option<&'a Point>)> {
        let steps = waterfall_steps(chart);
        let totals: Vec<usize> = (1..steps.len()).filter(|it| steps[*it].is_total).collect();
        let parts = |end: usize| {
            // The first total is that of all steps before it.
            let start = (0..end).rev().find(|it| steps[*it].is_total).unwrap_or(0);
            (
                steps[start..end].iter().map(|it| it.point).collect(),
                Some(steps[end].point),
            )
        };
        totals.into_iter().map(parts).collect()
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let steps = waterfall_steps(chart);
        let said = |it: &WaterfallStep<'_>| format!("{} {}", chart.x[it.at].label, it.said());
        let listed: Vec<String> = steps.iter().take(MAX_TOLD).map(said).collect();
        let comma = pick_wording(chart, "，", "; ");
        Some(listed.join(comma) + pick_wording(chart, "。", ". "))
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let steps = waterfall_steps(chart);
        let key = Key::place(waterfall_key_entries(chart, &steps), canvas.width());
        let widest = steps
            .iter()
            .map(|it| text::text_width(&it.said()))
            .fold(0.0, f64::max);
        let top = key.height + head_height(chart);
        let (first, last) = axis_overhang(&axis);
        let after = f64::max(widest + 8.0, last);
        let rows = RowLayout::place(
            chart,
            canvas,
            &RowSpace {
                top,
                thick: BAR_THICKNESS,
                space: 10.0,
                before: (0.0, first),
                after,
                least: 60.0,
            },
        );
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

        draw_key(canvas, &key);
        rows.draw_axis(canvas, &axis, &scale, top);
        rows.draw_zero(canvas, &axis, &scale, top);
        canvas.group("joints", |canvas| {
            for it in steps.windows(2) {
                let x = scale.at(it[0].to);
                canvas.line(
                    Coord::new(x, rows.top(it[0].at) + BAR_THICKNESS),
                    Coord::new(x, rows.top(it[1].at)),
                    "joint",
                );
            }
        });
        for step in &steps {
            draw_step(canvas, chart, step, &rows, &scale);
        }
        canvas.group("values", |canvas| {
            for step in &steps {
                let end = scale.at(step.from.max(step.to)) + 6.0;
                canvas.text(
                    Coord::new(end, rows.middle(step.at) + BASELINE_DROP),
                    Anchor::Start,
                    "value",
                    &step.said(),
                );
            }
        });
        rows.draw_names(canvas);
    }
}

/// Height of a bar.
const BAR_THICKNESS: f64 = 18.0;
/// Steps told one by one in the alternative text.
const MAX_TOLD: usize = 20;

/// One row: from where to where, and whether it is a total.
struct WaterfallStep<'a> {
    at: usize,
    point: &'a Point,
    series: usize,
    from: f64,
    to: f64,
    is_total: bool,
}

impl WaterfallStep<'_> {
    /// What stands behind the bar: a change says which way it goes.
    fn said(&self) -> String {
        let sign = if !self.is_total && self.point.value > 0.0 {
            "+"
        } else {
            ""
        };
        format!("{sign}{}", self.point.text)
    }

    /// The series a change looks like: an increase like the first, a decrease like the second.
    fn looks(&self) -> usize {
        usize::from(self.point.value < 0.0)
    }

    /// What tells its kind in the key.
    fn sign(&self) -> KeySymbol {
        if self.is_total {
            KeySymbol::Box("total")
        } else {
            KeySymbol::Bar(self.looks())
        }
    }
}

/// The rows in order, each from where the one before ended; those without a value are left out.
fn waterfall_steps(chart: &Chart) -> Vec<WaterfallStep<'_>> {
    let (y, total) = (chart.channel("y"), chart.channel("total"));
    let mut level = 0.0;
    let mut steps = Vec::new();
    for at in 0..chart.x.len() {
        let whole = total.and_then(|series| Some((series, chart.point(series, at)?, true)));
        let change = || y.and_then(|series| Some((series, chart.point(series, at)?, false)));
        let Some((series, point, is_total)) = whole.or_else(change) else {
            continue;
        };
        let (from, to) = if is_total {
            (0.0, point.value)
        } else {
            (level, level + point.value)
        };
        steps.push(WaterfallStep {
            at,
            point,
            series,
            from,
            to,
            is_total,
        });
        level = to;
    }
    steps
}

/// A row that has neither a change nor a total, or both.
fn find_unclear_row(chart: &Chart) -> Option<Text> {
    let known = |at: usize| {
        chart
            .series
            .iter()
            .enumerate()
            .filter(|it| chart.point(it.0, at).is_some())
            .count()
    };
    let name = |at: usize| &chart.x[at].label;
    (0..chart.x.len()).find_map(|at| match known(at) {
        0 => Some(Text::new(
            format!("“{}”没有数据，后面的各步不知从何算起", name(at)),
            format!(
                "`{}` has no value, so the steps after it have no beginning",
                name(at)
            ),
        )),
        1 => None,
        _ => Some(Text::new(
            format!("“{}”既有增减数又有合计", name(at)),
            format!("`{}` has both an amount and a total", name(at)),
        )),
    })
}

/// A total that the steps before it do not add up to.
fn wrong_total(chart: &Chart) -> Option<Text> {
    let steps = waterfall_steps(chart);
    let off = steps
        .windows(2)
        .find(|it| it[1].is_total && !total_agrees(&steps, it[0].to, it[1].to))?;
    let name = &chart.x[off[1].at].label;
    let [sum, total] = [off[0].to, off[1].to].map(|it| chart.number.write(chart.lang, it));
    Some(Text::new(
        format!("“{name}”为{total}，前面各步相加得{sum}"),
        format!("`{name}` is {total}, but the steps before it add up to {sum}"),
    ))
}

/// Whether a total is the sum of what leads to it, but for the rounding of fractions.
fn total_agrees(steps: &[WaterfallStep<'_>], sum: f64, total: f64) -> bool {
    let whole = steps.iter().all(|it| it.point.value.fract() == 0.0);
    let rounding = if whole {
        0.0
    } else {
        0.05 * steps.len() as f64
    };
    (sum - total).abs() <= rounding + 1e-9 * total.abs().max(sum.abs())
}

fn waterfall_key_entries(chart: &Chart, steps: &[WaterfallStep<'_>]) -> Vec<KeyEntry<KeySymbol>> {
    let words = [
        (KeySymbol::Box("total"), "合计", "total"),
        (KeySymbol::Bar(0), "增加", "increase"),
        (KeySymbol::Bar(1), "减少", "decrease"),
    ];
    let shown = words
        .into_iter()
        .filter(|it| steps.iter().any(|step| step.sign() == it.0));
    let mut out: Vec<KeyEntry<KeySymbol>> = shown
        .map(|(sign, zh, en)| KeyEntry {
            symbol: sign,
            text: pick_wording(chart, zh, en).to_owned(),
        })
        .collect();
    if steps.len() < chart.x.len() {
        out.push(KeyEntry {
            symbol: KeySymbol::Gap,
            text: chart.gap().to_owned(),
        });
    }
    out
}

fn draw_step(
    canvas: &mut Canvas,
    chart: &Chart,
    step: &WaterfallStep<'_>,
    rows: &RowLayout,
    scale: &Scale,
) {
    let (a, b) = (scale.at(step.from), scale.at(step.to));
    let top = rows.top(step.at);
    let rect = Rect {
        left: a.min(b),
        top,
        right: a.max(b).max(a.min(b) + 0.8),
        bottom: top + BAR_THICKNESS,
    };
    let mark = marks::point_mark(chart, step.series, &chart.x[step.at], step.point);
    let title = Some(format!(
        "{}{}{}",
        chart.x[step.at].label,
        pick_wording(chart, "：", ": "),
        step.said()
    ));
    let name = &chart.series[step.series].name;
    let class = if step.is_total { "total" } else { mark.class };
    canvas.series(step.looks(), name, |canvas| {
        canvas.rect(
            rect,
            Mark {
                title,
                class,
                ..mark
            },
        )
    });
}
