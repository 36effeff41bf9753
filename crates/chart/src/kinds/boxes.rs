//! A box plot: how the values of each group are spread; the middle half in a box, the median across it.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark, Scale};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, draw_unit};
use crate::marks::{draw_marker, raw_position};
use crate::picture::Picture;
use crate::quantiles::{FiveNumbers, quantile_notation};
use crate::rows::{
    AXIS_HEIGHT, RowLayout, RowSpace, TargetLabels, axis_overhang, head_height, too_many,
};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::BASELINE_DROP;
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::{Anchor, Coord, Datum, Rect, Size};
use gongbao_model::{Chart, Grid, GridCell, GridColumn, Origin, Point, Value};

/// The box plot.
#[derive(Debug)]
pub(super) struct BoxPlot;

impl Kind for BoxPlot {
    fn name(&self) -> &'static str {
        "box"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "箱线图",
            Lang::En => "Box plot",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Required("series"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("boxes.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        picture.axis(AxisBase::Free, size.pick(6, 4))
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        box_key_entries(chart)
    }
    fn most_series(&self) -> usize {
        usize::MAX
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let n = (0..chart.x.len())
            .map(|at| BoxGroup::of(chart, at).points.len())
            .max()
            .unwrap_or(0);
        let reason = || {
            Text::new(
                format!("每组最多{n}个值，看不出分布，请用 dot；series 要写每组里的各个单位"),
                format!(
                    "no group has more than {n} values, too few to be spread; take `dot`, or name what each group consists of as `series`"
                ),
            )
        };
        (n < MIN_VALUES).then(reason).or_else(|| too_many(chart))
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let number = quantile_notation(&chart.number);
        let row = |at: usize| {
            let (name, group) = (&chart.x[at].label, BoxGroup::of(chart, at));
            let Some(five) = group.five else {
                return format!("{name} {}", word(chart.lang, Word::NoData));
            };
            let [least, _, median, _, greatest] = five.all().map(|it| number.write(chart.lang, it));
            let n = group.points.len();
            match chart.lang {
                Lang::Zh => format!("{name}{n}个值，中位数{median}，从{least}到{greatest}"),
                Lang::En => {
                    format!("{name}: {n} values, median {median}, from {least} to {greatest}")
                }
            }
        };
        let rows: Vec<String> = (0..chart.x.len().min(MAX_TOLD)).map(row).collect();
        Some(rows.join(pick_wording(chart, "；", "; ")) + pick_wording(chart, "。", ". "))
    }
    fn grid(&self, chart: &Chart) -> Option<Grid> {
        Some(quantile_grid(chart))
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let groups: Vec<BoxGroup<'_>> = (0..chart.x.len())
            .map(|at| BoxGroup::of(chart, at))
            .collect();
        let key = Key::place(
            if picture.is_panel() {
                Vec::new()
            } else {
                box_key_entries(chart)
            },
            canvas.width(),
        );
        let targets = TargetLabels::place(chart, canvas.width());
        let names_unit = !chart.unit.is_empty() && chart.unit != "%";
        let head = key.height + head_height(chart) + if names_unit { AXIS_HEIGHT } else { 0.0 };
        let top = head + targets.height;
        let (first, last) = axis_overhang(&axis);
        let counts = (0..chart.x.len())
            .map(|at| text::text_width(&format_count(chart, &groups[at])))
            .fold(0.0, f64::max);
        let after = f64::max(last, counts + 10.0);
        let room = RowSpace {
            top,
            thick: BOX_THICKNESS,
            space: 10.0,
            before: (5.0, first),
            after,
            least: 60.0,
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let scale = Scale::new(axis.low, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + AXIS_HEIGHT + 4.0;

        draw_key(canvas, &key);
        if names_unit {
            draw_unit(canvas, chart, key.height);
        }
        rows.draw_axis(canvas, &axis, &scale, head);
        targets.draw(canvas, &scale, head, rows.bottom);
        canvas.series(0, &chart.y_label, |canvas| {
            for group in &groups {
                draw_group(canvas, chart, group, &rows, &scale);
            }
        });
        canvas.group("values", |canvas| {
            for group in &groups {
                let place = Coord::new(canvas.width(), rows.middle(group.at) + BASELINE_DROP);
                canvas.text(place, Anchor::End, "muted", &format_count(chart, group));
            }
        });
        rows.draw_names(canvas);
    }
}

/// Height of a box.
const BOX_THICKNESS: f64 = 18.0;
/// Fewer values than this have no box: each is a dot.
const MIN_VALUES: usize = 5;
/// Rows told one by one in the alternative text.
const MAX_TOLD: usize = 12;

/// The values at a position.
struct BoxGroup<'a> {
    at: usize,
    /// Each with its series.
    points: Vec<(usize, &'a Point)>,
    five: Option<FiveNumbers>,
}

impl<'a> BoxGroup<'a> {
    fn of(chart: &'a Chart, at: usize) -> BoxGroup<'a> {
        let points: Vec<(usize, &Point)> = (0..chart.series.len())
            .filter_map(|it| Some((it, chart.point(it, at)?)))
            .collect();
        let values: Vec<f64> = points.iter().map(|it| it.1.value).collect();
        BoxGroup {
            at,
            points,
            five: FiveNumbers::of(&values),
        }
    }

    /// The five numbers, where there are enough values for a box.
    fn boxed(&self) -> Option<FiveNumbers> {
        self.five.filter(|_| self.points.len() >= MIN_VALUES)
    }

    /// The values the whiskers reach.
    fn whiskers(&self, five: &FiveNumbers) -> (f64, f64) {
        let (low, high) = five.fences();
        let within = || {
            self.points
                .iter()
                .map(|it| it.1.value)
                .filter(|it| (low..=high).contains(it))
        };
        (
            within().fold(five.lower, f64::min),
            within().fold(five.upper, f64::max),
        )
    }

    /// The values that stand alone.
    fn alone(&self) -> Vec<(usize, &'a Point)> {
        let Some(five) = self.boxed() else {
            return self.points.clone();
        };
        let (low, high) = five.fences();
        self.points
            .iter()
            .copied()
            .filter(|it| !(low..=high).contains(&it.1.value))
            .collect()
    }
}

/// n=9.
fn format_count(chart: &Chart, group: &BoxGroup<'_>) -> String {
    match group.points.len() {
        0 => word(chart.lang, Word::NoData).to_owned(),
        n => pick_wording(chart, "{}个", "n = {}").replace("{}", &n.to_string()),
    }
}

fn box_key_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let groups: Vec<BoxGroup<'_>> = (0..chart.x.len())
        .map(|at| BoxGroup::of(chart, at))
        .collect();
    let mut out = Vec::new();
    let mut entry = |sign, zh, en| {
        out.push(KeyEntry {
            symbol: sign,
            text: pick_wording(chart, zh, en).to_owned(),
        })
    };
    if groups.iter().any(|it| it.boxed().is_some()) {
        entry(KeySymbol::Box("box"), "中间一半", "middle half");
        entry(KeySymbol::Path("median"), "中位数", "median");
        entry(KeySymbol::Path("whisker"), "其余", "the rest");
    }
    if groups.iter().any(|it| !it.alone().is_empty()) {
        entry(KeySymbol::Dot(MIN_VALUES_FOR_BOX), "单个值", "single value");
    }
    out
}

/// Values that stand alone look like the sixth series: hollow.
const MIN_VALUES_FOR_BOX: usize = 5;

fn draw_group(
    canvas: &mut Canvas,
    chart: &Chart,
    group: &BoxGroup<'_>,
    rows: &RowLayout,
    scale: &Scale,
) {
    let (top, middle) = (rows.top(group.at), rows.middle(group.at));
    if let Some(five) = group.boxed() {
        let (low, high) = group.whiskers(&five);
        let [left, right] = [five.lower, five.upper].map(|it| scale.at(it));
        canvas.line(
            Coord::new(scale.at(low), middle),
            Coord::new(left, middle),
            "whisker",
        );
        canvas.line(
            Coord::new(right, middle),
            Coord::new(scale.at(high), middle),
            "whisker",
        );
        for end in [low, high] {
            canvas.line(
                Coord::new(scale.at(end), middle - 5.0),
                Coord::new(scale.at(end), middle + 5.0),
                "whisker",
            );
        }
        let rect = Rect {
            left,
            top,
            right,
            bottom: top + BOX_THICKNESS,
        };
        canvas.rect(rect, box_mark(chart, group, &five));
        canvas.line(
            Coord::new(scale.at(five.median), top),
            Coord::new(scale.at(five.median), top + BOX_THICKNESS),
            "median",
        );
    }
    for (series, point) in group.alone() {
        let mark = marks::point_mark(chart, series, &chart.x[group.at], point);
        draw_marker(
            canvas,
            MIN_VALUES_FOR_BOX,
            Coord::new(scale.at(point.value), middle),
            mark,
        );
    }
}

fn box_mark(chart: &Chart, group: &BoxGroup<'_>, five: &FiveNumbers) -> Mark {
    let tick = &chart.x[group.at];
    let number = quantile_notation(&chart.number);
    let words = [
        "最小值 ",
        "下四分位数 ",
        "中位数 ",
        "上四分位数 ",
        "最大值 ",
    ];
    let words = match chart.lang {
        Lang::Zh => words,
        Lang::En => [
            "least ",
            "lower quartile ",
            "median ",
            "upper quartile ",
            "greatest ",
        ],
    };
    let said: Vec<String> = words
        .iter()
        .zip(five.all())
        .map(|(name, it)| format!("{name}{}", number.write(chart.lang, it)))
        .collect();
    let title = format!(
        "{}{}{}",
        tick.label,
        pick_wording(chart, "：", ": "),
        said.join(word(chart.lang, Word::Separator))
    );
    let values = five.all().map(|it| it.to_string()).join(" ");
    Mark {
        class: "box",
        data: Some(Datum {
            x: raw_position(tick),
            value: values,
        }),
        title: Some(title),
    }
}

/// A row for each group: how many values, and the five numbers.
fn quantile_grid(chart: &Chart) -> Grid {
    let number = quantile_notation(&chart.number);
    let head = |label: &str, unit: &str, numeric| GridColumn {
        label: label.to_owned(),
        unit: unit.to_owned(),
        numeric,
        metric: None,
    };
    let names = match chart.lang {
        Lang::Zh => ["最小值", "下四分位数", "中位数", "上四分位数", "最大值"],
        Lang::En => [
            "least",
            "lower quartile",
            "median",
            "upper quartile",
            "greatest",
        ],
    };
    let first = [
        head(&chart.x_label, "", false),
        head(pick_wording(chart, "个数", "count"), "", true),
    ];
    let columns = first
        .into_iter()
        .chain(names.map(|it| head(it, &chart.unit, true)))
        .collect();
    let row = |at: usize| {
        let (group, tick) = (BoxGroup::of(chart, at), &chart.x[at]);
        let cell = |text: String, value, origin| GridCell {
            text,
            value,
            origin,
            ..GridCell::default()
        };
        let n = group.points.len();
        let mut row = vec![
            cell(tick.label.clone(), tick.value.clone(), None),
            cell(
                n.to_string(),
                Value::Integer(n as i64),
                group_origin(&group),
            ),
        ];
        let gap = || {
            cell(
                word(chart.lang, Word::NoData).to_owned(),
                Value::Missing,
                None,
            )
        };
        let figure = |it: f64| {
            cell(
                number.write_bare(chart.lang, it),
                Value::Number(it),
                group_origin(&group),
            )
        };
        row.extend(
            (0..names.len()).map(|it| group.five.map_or_else(gap, |five| figure(five.all()[it]))),
        );
        row
    };
    Grid {
        caption: chart.title.clone(),
        columns,
        rows: (0..chart.x.len()).map(row).collect(),
    }
}

/// The rows the values of a group were read from.
fn group_origin(group: &BoxGroup<'_>) -> Option<Origin> {
    let table = group.points.first()?.1.origin.table.clone();
    let rows = group
        .points
        .iter()
        .flat_map(|it| it.1.origin.rows.iter().copied());
    let rows: std::collections::BTreeSet<usize> = rows.collect();
    Some(Origin {
        table,
        rows: rows.into_iter().collect(),
    })
}
