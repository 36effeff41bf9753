//! The path to a target: its milestones along the time axis, and where a series changes its method.

use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::KeySymbol;
use crate::layout::{KeyEntry, PlotArea};
use crate::picture::Picture;
use crate::sentences::pick_wording;
use crate::{marks, text};
use gongbao_diag::locale::{Date, Word, date_text, fill_placeholders, word};
use gongbao_model::drawing::{Anchor, Coord, Datum};
use gongbao_model::{Break, Chart, PathStep, TargetLine, Tick, Value, date_in_years, is_drawable};

/// Where positions stand between left and right: to scale where they are times or numbers in order, else
/// evenly. The way to a target may begin before the data and end after them.
pub(super) struct TimeScale {
    /// The positions of the chart.
    pub x: Vec<f64>,
    scale: Option<Scale>,
    by_year: bool,
}

impl TimeScale {
    /// Over the width of a plot.
    pub(super) fn place(chart: &Chart, plot: &PlotArea) -> TimeScale {
        let n = chart.x.len();
        let (left, right) = (plot.left + 8.0, plot.right - 4.0);
        let by_year = chart.x.iter().all(|it| matches!(it.value, Value::Year(_)));
        let dated = by_year || chart.x.iter().all(|it| matches!(it.value, Value::Date(_)));
        let known = chart.times();
        let steps: Vec<f64> = match known.is_some() && dated {
            true => target_steps(chart)
                .map(|it| time_of_date(it.date, by_year))
                .collect(),
            false => Vec::new(),
        };
        let times: Vec<f64> = known.unwrap_or_else(|| (0..n).map(|it| it as f64).collect());
        let all = || times.iter().chain(&steps).copied();
        let (low, high) = (
            all().fold(f64::INFINITY, f64::min),
            all().fold(f64::NEG_INFINITY, f64::max),
        );
        if low >= high {
            return TimeScale {
                x: vec![right; n],
                scale: None,
                by_year,
            };
        }
        let scale = Scale::new(low, high, left, right);
        TimeScale {
            x: times.iter().map(|it| scale.at(*it)).collect(),
            scale: Some(scale).filter(|_| dated),
            by_year,
        }
    }

    fn at(&self, date: Date) -> Option<f64> {
        self.scale
            .as_ref()
            .map(|it| it.at(time_of_date(date, self.by_year)))
    }

    /// The labels below the axis: the positions, and the ends of the way that lie beyond them.
    pub(super) fn labels(&self, chart: &Chart) -> Vec<(f64, String)> {
        let mut labels: Vec<(f64, String)> = self
            .x
            .iter()
            .zip(&chart.x)
            .map(|(x, it)| (*x, it.label.clone()))
            .collect();
        // Without positions, every end of the way that is shown lies beyond them.
        let (first, last) = (
            self.x.first().copied().unwrap_or(0.0),
            self.x.last().copied().unwrap_or(0.0),
        );
        for step in target_steps(chart) {
            let Some(x) = self
                .at(step.date)
                .filter(|it| *it < first - 1.0 || *it > last + 1.0)
            else {
                continue;
            };
            let label = self.label(chart, step.date);
            if labels.iter().all(|it| it.1 != label) {
                labels.push((x, label));
            }
        }
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        labels
    }

    /// 2025年, or 2025 where the positions are written so.
    fn label(&self, chart: &Chart, date: Date) -> String {
        if !self.by_year {
            return date_text(chart.lang, date);
        }
        let year = date.year().to_string();
        let is_bare = chart
            .x
            .iter()
            .all(|it| it.label.bytes().all(|it| it.is_ascii_digit()));
        if is_bare {
            year
        } else {
            fill_placeholders(word(chart.lang, Word::YearText), &[("year", &year)])
        }
    }
}

/// A year's figure is that of its last day.
fn time_of_date(date: Date, by_year: bool) -> f64 {
    if by_year {
        date_in_years(date) + 1.0 / f64::from(date.days_in_year()) - 1.0
    } else {
        date_in_years(date)
    }
}

fn target_steps(chart: &Chart) -> impl Iterator<Item = &PathStep> {
    chart.targets.iter().flat_map(|it| &it.path)
}

/// Whether the way to a target goes on after the last period.
pub(super) fn goes_on(chart: &Chart) -> bool {
    let last = chart.x.last().map(|it| &it.value);
    target_steps(chart).any(|it| match last {
        Some(Value::Year(year)) => it.date.year() as i32 > *year,
        Some(Value::Date(date)) => it.date > *date,
        _ => false,
    })
}

/// Draws the targets: each as the way to it, or as a line across.
pub(super) fn draw_targets(
    canvas: &mut Canvas,
    chart: &Chart,
    plot: &PlotArea,
    time: &TimeScale,
    scale: &Scale,
) {
    for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
        let way: Vec<(f64, f64, &PathStep)> = target
            .path
            .iter()
            .filter_map(|it| Some((time.at(it.date)?, scale.at(it.value), it)))
            .collect();
        if way.len() < 2 {
            let y = scale.at(target.value);
            canvas.line(
                Coord::new(plot.left, y),
                Coord::new(plot.right, y),
                "target",
            );
            continue;
        }
        // From the deadline on, the target stands.
        let mut points: Vec<Coord> = way.iter().map(|it| Coord::new(it.0, it.1)).collect();
        points.extend(way.last().map(|it| Coord::new(plot.right, it.1)));
        canvas.path(&points, "target");
    }
}

/// Marks the milestones, with their values where they have room.
pub(super) fn draw_milestones(
    canvas: &mut Canvas,
    picture: Picture<'_>,
    plot: &PlotArea,
    time: &TimeScale,
    scale: &Scale,
) {
    let chart = picture.chart;
    for target in chart
        .targets
        .iter()
        .filter(|it| is_drawable(it.value) && it.path.len() > 1)
    {
        canvas.group("milestones", |canvas| {
            for it in &target.path {
                let Some(x) = time.at(it.date) else { continue };
                let y = scale.at(it.value);
                canvas.shape(
                    &marks::diamond_around(Coord::new(x, y), 4.6),
                    step_mark(chart, it),
                );
            }
        });
        if !picture.is_panel() {
            canvas.group("values", |canvas| {
                write_milestones(canvas, target, plot, time, scale)
            });
        }
    }
}

fn step_mark(chart: &Chart, it: &PathStep) -> Mark {
    let title = format!(
        "{}{}{}",
        date_text(chart.lang, it.date),
        pick_wording(chart, "：", ": "),
        it.text
    );
    Mark {
        class: "milestone",
        data: Some(Datum {
            x: it.date.to_string(),
            value: it.value.to_string(),
        }),
        title: Some(title),
    }
}

/// All but the last, which the label of the target names; above the marker, and clear of each other.
fn write_milestones(
    canvas: &mut Canvas,
    target: &TargetLine,
    plot: &PlotArea,
    time: &TimeScale,
    scale: &Scale,
) {
    let mut edge = plot.left;
    for it in &target.path[..target.path.len() - 1] {
        let Some(x) = time.at(it.date) else { continue };
        let half = text::text_width(&it.text) / 2.0;
        let y = scale.at(it.value) - 9.0;
        if x - half > edge + 4.0 && x + half < plot.right && y > plot.top {
            canvas.text(Coord::new(x, y), Anchor::Middle, "value", &it.text);
            edge = x + half;
        }
    }
}

/// A line between the two periods that are not comparable.
pub(super) fn draw_breaks(canvas: &mut Canvas, chart: &Chart, plot: &PlotArea, time: &TimeScale) {
    for it in &chart.extras.breaks {
        // There is nothing to be parted before the first position, nor behind the last.
        let Some((before, after)) = it
            .at
            .checked_sub(1)
            .and_then(|n| Some((*time.x.get(n)?, *time.x.get(it.at)?)))
        else {
            continue;
        };
        let x = f64::midpoint(before, after);
        canvas.line(Coord::new(x, plot.top), Coord::new(x, plot.bottom), "break");
    }
}

/// What the key says of breaks, provisional values and milestones.
pub(super) fn path_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let note = |tick: &Tick, it: &Break| match chart.lang {
        gongbao_diag::locale::Lang::Zh => format!("{}起{}", tick.said(chart.lang), it.note),
        gongbao_diag::locale::Lang::En => format!("from {}: {}", tick.said(chart.lang), it.note),
    };
    let breaks = chart.breaks().filter(|it| it.1.at > 0);
    let mut out: Vec<KeyEntry<KeySymbol>> = breaks
        .map(|(tick, it)| KeyEntry {
            symbol: KeySymbol::Path("break"),
            text: note(tick, it),
        })
        .collect();
    if chart.points().any(|it| it.provisional) {
        out.push(KeyEntry {
            symbol: KeySymbol::Open(0),
            text: pick_wording(chart, "初步数", "provisional").to_owned(),
        });
    }
    if target_steps(chart).next().is_some() {
        out.push(KeyEntry {
            symbol: KeySymbol::Milestone,
            text: pick_wording(chart, "目标节点", "milestone").to_owned(),
        });
    }
    out
}
