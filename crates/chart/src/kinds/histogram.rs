//! A histogram: how many values lie in each interval of the scale.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{AxisLabels, HEAD, Key, KeyEntry, PlotArea, TextBlock, draw_grid, draw_zero};
use crate::picture::Picture;
use crate::quantiles::{FiveNumbers, quantile_notation};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::{self, LINE_HEIGHT};
use gongbao_diag::locale::{Lang, NumberFormat, Text, Word, fill_placeholders, word};
use gongbao_model::drawing::{Anchor, Coord, Datum, Rect, Size};
use gongbao_model::{Chart, Grid, GridCell, GridColumn, Origin, Point, Value, is_drawable};

/// The histogram.
#[derive(Debug)]
pub(super) struct Histogram;

impl Kind for Histogram {
    fn name(&self) -> &'static str {
        "histogram"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "直方图",
            Lang::En => "Histogram",
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
        include_str!("histogram.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        let counts: Vec<f64> = make_bins(picture)
            .iter()
            .map(|it| it.points.len() as f64)
            .collect();
        picture.shared_axis(|| {
            Axis::over(
                chart.lang,
                &NumberFormat::default(),
                &counts,
                AxisBase::Zero,
                size.pick(5, 4),
            )
        })
    }
    fn least_width(&self) -> f64 {
        150.0
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let n = chart.points().count();
        let en = format!(
            "{n} values are too few to show how they are spread; take `dot`, or at least {MIN_VALUES}"
        );
        (n < MIN_VALUES).then(|| {
            Text::new(
                format!("只有{n}个值，看不出分布；至少要{MIN_VALUES}个，否则请用 dot"),
                en,
            )
        })
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let five = FiveNumbers::of(&chart.values().collect::<Vec<f64>>())?;
        let [least, _, median, _, greatest] = five
            .all()
            .map(|it| quantile_notation(&chart.number).write(chart.lang, it));
        let bins = make_bins(picture);
        let fullest = bins
            .iter()
            .max_by_key(|it| (it.points.len(), std::cmp::Reverse(it.at)))?;
        let (n, count, range) = (
            chart.points().count(),
            fullest.points.len(),
            fullest.label(chart),
        );
        let gaps = chart.x.len() * chart.series.len();
        let gaps = gaps.saturating_sub(n);
        let missing = word(chart.lang, Word::NoData);
        let mut out = match chart.lang {
            Lang::Zh => format!(
                "{n}个值，从{least}到{greatest}，中位数{median}；{range}最多，有{count}个。"
            ),
            Lang::En => {
                format!(
                    "{n} values from {least} to {greatest}, median {median}; most, {count}, are in {range}. "
                )
            }
        };
        if gaps > 0 && chart.series.len() == 1 {
            out += &pick_wording(chart, "{n}个值{word}。", "Values {word}: {n}. ")
                .replace("{n}", &gaps.to_string());
            out = out.replace("{word}", missing);
        }
        Some(out)
    }
    fn grid(&self, chart: &Chart) -> Option<Grid> {
        let head = |label: &str, unit: &str, numeric| GridColumn {
            label: label.to_owned(),
            unit: unit.to_owned(),
            numeric,
            metric: None,
        };
        let columns = vec![
            head(&chart.y_label, &chart.unit, false),
            head(&count_label(chart), "", true),
        ];
        let row = |it: &Bin<'_>| {
            let range = it.range(chart);
            let cell = |text: String, value, origin| GridCell {
                text,
                value,
                origin,
                ..GridCell::default()
            };
            let count = it.points.len();
            vec![
                cell(range.clone(), Value::Text(range), None),
                cell(
                    count.to_string(),
                    Value::Integer(count as i64),
                    bin_origin(&it.points),
                ),
            ]
        };
        Some(Grid {
            caption: chart.title.clone(),
            columns,
            rows: make_bins(Picture::alone(chart)).iter().map(row).collect(),
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let bins = make_bins(picture);
        let key = Key::place(histogram_key_entries(chart), canvas.width());
        let name = TextBlock::new(&format!("↑ {}", count_label(chart)), canvas.width());
        let across = TextBlock::new(&across_label(chart), canvas.width());
        let top = key.height + name.height() + HEAD + 4.0;
        let edges = bin_edges(picture);
        let half = edges
            .ticks
            .last()
            .map_or(0.0, |it| text::text_width(&it.1) / 2.0);
        let right = canvas.width() - half.clamp(4.0, 40.0);
        let plot = PlotArea {
            left: axis.label_width() + 10.0,
            right,
            top,
            bottom: top + canvas.tall(240.0, 200.0),
        };
        let y = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
        let x = Scale::new(edges.low, edges.high, plot.left, plot.right);
        let labels: Vec<(f64, &str)> = edges.ticks.iter().map(|it| (x.at(it.0), &*it.1)).collect();
        let under = AxisLabels::place(&labels, canvas.width());
        canvas.height = plot.bottom + under.height + across.height() + 6.0;

        draw_key(canvas, &key);
        name.draw(canvas, Coord::new(0.0, key.height), Anchor::Start, "unit");
        draw_grid(canvas, &axis, &plot, &y);
        canvas.series(0, &chart.y_label, |canvas| {
            bins.iter()
                .for_each(|it| draw_bin(canvas, chart, it, &x, &y))
        });
        draw_zero(canvas, &axis, &plot, &y);
        draw_marks(canvas, chart, &plot, &x);
        let lines: Vec<f64> = line_values(chart).into_iter().map(|it| x.at(it)).collect();
        canvas.group("values", |canvas| {
            bins.iter()
                .for_each(|it| write_count(canvas, it, &x, &y, &lines))
        });
        under.draw(canvas, plot.bottom);
        across.draw(
            canvas,
            Coord::new(canvas.width(), plot.bottom + under.height),
            Anchor::End,
            "unit",
        );
    }
}

/// Fewer values than this are no distribution.
const MIN_VALUES: usize = 10;

/// A stretch of the scale with the values in it.
struct Bin<'a> {
    at: usize,
    low: (f64, String),
    high: (f64, String),
    /// Whether its upper end belongs to it.
    last: bool,
    points: Vec<&'a Point>,
}

impl Bin<'_> {
    /// 10—20人.
    fn label(&self, chart: &Chart) -> String {
        let unit = if chart.unit == "%" {
            ""
        } else {
            chart.unit.as_str()
        };
        format!("{}{unit}", self.range(chart))
    }

    fn range(&self, chart: &Chart) -> String {
        let ends = [("from", self.low.1.as_str()), ("to", self.high.1.as_str())];
        let range = fill_placeholders(word(chart.lang, Word::RangeText), &ends);
        if self.last {
            range
        } else {
            range + pick_wording(chart, "（不含上限）", " (upper end left out)")
        }
    }
}

/// The edges of the stretches, round numbers: more of them for more values.
fn bin_edges(picture: Picture<'_>) -> Axis {
    let chart = picture.chart;
    let values: Vec<f64> = picture.all_points().map(|it| it.1.value).collect();
    let n = (values.len().max(2) as f64).log2().ceil() + 1.0;
    Axis::over(
        chart.lang,
        &chart.number,
        &values,
        AxisBase::Tight,
        n.clamp(5.0, 14.0) as u32,
    )
}

fn make_bins(picture: Picture<'_>) -> Vec<Bin<'_>> {
    let chart = picture.chart;
    let edges = bin_edges(picture);
    let n = edges.ticks.len().saturating_sub(1);
    let pairs = edges.ticks.windows(2).enumerate();
    let mut bins: Vec<Bin<'_>> = pairs
        .map(|(at, it)| Bin {
            at,
            low: it[0].clone(),
            high: it[1].clone(),
            last: at + 1 == n,
            points: Vec::new(),
        })
        .collect();
    for point in chart.points() {
        let at = bins
            .partition_point(|it| it.high.0 <= point.value)
            .min(n.saturating_sub(1));
        // Only without an axis there is no bin; then there is nothing to draw either.
        if let Some(bin) = bins.get_mut(at) {
            bin.points.push(point);
        }
    }
    bins
}

/// The rows all values of a stretch were read from.
fn bin_origin(points: &[&Point]) -> Option<Origin> {
    let table = points.first()?.origin.table.clone();
    let mut rows: Vec<usize> = points
        .iter()
        .filter(|it| it.origin.table == table)
        .flat_map(|it| it.origin.rows.iter().copied())
        .collect();
    rows.sort_unstable();
    rows.dedup();
    Some(Origin { table, rows })
}

fn count_label(chart: &Chart) -> String {
    match chart.lang {
        _ if chart.x_label.is_empty() => pick_wording(chart, "个数", "count").to_owned(),
        Lang::Zh => format!("{}的个数", chart.x_label),
        Lang::En => format!("number by {}", chart.x_label),
    }
}

fn across_label(chart: &Chart) -> String {
    let unit = chart.unit.as_str();
    let unit = if unit.is_empty() {
        String::new()
    } else {
        pick_wording(chart, "（{}）", " ({})").replace("{}", unit)
    };
    format!("→ {}{unit}", chart.y_label)
}

fn chart_median(chart: &Chart) -> Option<f64> {
    FiveNumbers::of(&chart.values().collect::<Vec<f64>>()).map(|it| it.median)
}

fn histogram_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let said = |it: f64| {
        format!(
            "{}{}",
            pick_wording(chart, "中位数", "median "),
            quantile_notation(&chart.number).write(chart.lang, it)
        )
    };
    let median = chart_median(chart).map(|it| KeyEntry {
        symbol: KeySymbol::Path("median"),
        text: said(it),
    });
    let targets = chart
        .targets
        .iter()
        .filter(|it| is_drawable(it.value) && !it.label.is_empty());
    let targets = targets.map(|it| KeyEntry {
        symbol: KeySymbol::Target,
        text: it.label.clone(),
    });
    median.into_iter().chain(targets).collect()
}

fn draw_bin(canvas: &mut Canvas, chart: &Chart, it: &Bin<'_>, x: &Scale, y: &Scale) {
    if it.points.is_empty() {
        return;
    }
    let (left, right) = (x.at(it.low.0) + 0.5, x.at(it.high.0) - 0.5);
    let rect = Rect {
        left,
        right: right.max(left),
        top: y.at(it.points.len() as f64),
        bottom: y.at(0.0),
    };
    let count = it.points.len().to_string();
    let title = format!(
        "{}{}{count}",
        it.label(chart),
        pick_wording(chart, "：", ": ")
    );
    canvas.rect(
        rect,
        Mark {
            class: "",
            data: Some(Datum {
                x: it.range(chart),
                value: count,
            }),
            title: Some(title),
        },
    );
}

/// Where lines stand: the median and the targets.
fn line_values(chart: &Chart) -> Vec<f64> {
    chart_median(chart)
        .into_iter()
        .chain(chart.targets.iter().map(|it| it.value))
        .collect()
}

/// The median and the targets that lie within the picture. A median that is a target lets its upper end show.
fn draw_marks(canvas: &mut Canvas, chart: &Chart, plot: &PlotArea, x: &Scale) {
    let inside = |it: &f64| (plot.left - 0.5..=plot.right + 0.5).contains(&x.at(*it));
    let targets: Vec<f64> = chart
        .targets
        .iter()
        .map(|it| it.value)
        .filter(inside)
        .collect();
    for value in chart_median(chart).into_iter().filter(inside) {
        let is_hidden = targets
            .iter()
            .any(|it| (x.at(*it) - x.at(value)).abs() < 2.0);
        let top = plot.top + if is_hidden { HEAD } else { 0.0 };
        canvas.line(
            Coord::new(x.at(value), top),
            Coord::new(x.at(value), plot.bottom),
            "median",
        );
    }
    for value in targets {
        canvas.line(
            Coord::new(x.at(value), plot.top - 4.0),
            Coord::new(x.at(value), plot.bottom),
            "target",
        );
    }
}

/// The number above a bar, if the bar is wide enough; beside a line that would strike it through.
fn write_count(canvas: &mut Canvas, it: &Bin<'_>, x: &Scale, y: &Scale, lines: &[f64]) {
    let (n, left, right) = (it.points.len(), x.at(it.low.0), x.at(it.high.0));
    let said = n.to_string();
    let half = text::text_width(&said) / 2.0;
    if n == 0 || 2.0 * half + 2.0 > right - left {
        return;
    }
    let is_free = |at: &f64| lines.iter().all(|it| (it - at).abs() > half + 3.0);
    let middle = f64::midpoint(left, right);
    let beside = lines
        .iter()
        .flat_map(|it| [it - half - 4.0, it + half + 4.0]);
    let within = beside.filter(|it| (left + half..=right - half).contains(it) && is_free(it));
    let nearest = within.min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()));
    let at = if is_free(&middle) {
        middle
    } else {
        // Where no place is free, a struck number says more than none.
        nearest.unwrap_or(middle)
    };
    canvas.text(
        Coord::new(at, y.at(n as f64) - LINE_HEIGHT * 0.25),
        Anchor::Middle,
        "value",
        &said,
    );
}
