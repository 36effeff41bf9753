//! A heat map: a row for each name, a column for each period, darker for more; the figure in the cell.

use crate::canvas::{Canvas, Mark};
use crate::key_symbol::{GAP, KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{AxisLabels, Key, KeyEntry, draw_unit};
use crate::picture::Picture;
use crate::rows::{AXIS_HEIGHT, RowLayout, RowSpace};
use crate::sentences::ChartPurpose;
use crate::shades::ShadeBins;
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Rect};
use gongbao_model::{Chart, Point};

/// The heat map.
#[derive(Debug)]
pub(super) struct Heatmap;

impl Kind for Heatmap {
    fn name(&self) -> &'static str {
        "heatmap"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "热力图",
            Lang::En => "Heat map",
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
        include_str!("heatmap.yaml")
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        ShadeBins::of(picture).entries(chart, has_gap(chart))
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn most_series(&self) -> usize {
        usize::MAX
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Course
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let (rows, columns) = (chart.series.len(), chart.x.len());
        (rows > MAX_ROWS || columns > MAX_COLUMNS).then(|| {
            Text::new(
                format!("有{rows}行{columns}列，最多画{MAX_ROWS}行{MAX_COLUMNS}列"),
                format!(
                    "{rows} rows and {columns} columns are more than {MAX_ROWS} and {MAX_COLUMNS}"
                ),
            )
        })
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let bins = ShadeBins::of(picture);
        let entries = if picture.is_panel() {
            Vec::new()
        } else {
            bins.entries(chart, has_gap(chart))
        };
        let key = Key::place(entries, canvas.width());
        let unit = if chart.unit.is_empty() || chart.unit == "%" {
            0.0
        } else {
            AXIS_HEIGHT
        };
        let names: Vec<&str> = chart.series.iter().map(|it| it.name.as_str()).collect();
        let room = RowSpace {
            top: 0.0,
            thick: CELL_HEIGHT,
            space: 0.0,
            before: (0.0, 0.0),
            after: 1.0,
            least: 120.0,
        };
        let across = RowLayout::named(&names, canvas, &room);
        let step = (across.right - across.left) / chart.x.len().max(1) as f64;
        let values = says_values(chart, step);
        let middle = |at: usize| across.left + step * (at as f64 + 0.5);
        let labels: Vec<(f64, &str)> = chart
            .x
            .iter()
            .enumerate()
            .map(|(n, it)| (middle(n), &*it.label))
            .collect();
        let under = AxisLabels::place(&labels, canvas.width());
        let head = key.height + unit;
        let rows = RowLayout::named(
            &names,
            canvas,
            &RowSpace {
                top: head + under.height + 2.0,
                ..room
            },
        );
        canvas.height = rows.bottom + 3.0;

        draw_key(canvas, &key);
        if unit > 0.0 {
            draw_unit(canvas, chart, key.height);
        }
        under.draw(canvas, head - 6.0);
        let cell = |at: usize, row: usize| {
            let (left, right) = (
                rows.left + step * at as f64,
                rows.left + step * (at + 1) as f64,
            );
            Rect {
                left,
                right,
                top: rows.top(row),
                bottom: rows.top(row) + CELL_HEIGHT,
            }
        };
        for (row, it) in chart.series.iter().enumerate() {
            canvas.series(0, &it.name, |canvas| {
                draw_row(canvas, chart, row, &bins, &|at| cell(at, row))
            });
            canvas.group("inside", |canvas| {
                draw_figures(canvas, chart, row, values, &|at| cell(at, row))
            });
        }
        rows.draw_names(canvas);
    }
}

/// Height of a cell.
const CELL_HEIGHT: f64 = 28.0;
/// More rows or columns than this cannot be told apart.
const MAX_ROWS: usize = 150;
const MAX_COLUMNS: usize = 60;

/// Whether a cell has no value.
fn has_gap(chart: &Chart) -> bool {
    (0..chart.series.len()).any(|s| (0..chart.x.len()).any(|at| chart.point(s, at).is_none()))
}

/// The figure of a cell: the unit stands in the subtitle and above.
fn cell_text(chart: &Chart, point: &Point) -> String {
    chart.number.write_bare(chart.lang, point.value)
}

/// Whether every figure fits its cell.
fn says_values(chart: &Chart, step: f64) -> bool {
    chart
        .points()
        .all(|it| text::text_width(&cell_text(chart, it)) + 6.0 <= step)
}

/// The cell of a position.
type Cell<'a> = &'a dyn Fn(usize) -> Rect;

fn draw_row(canvas: &mut Canvas, chart: &Chart, row: usize, bins: &ShadeBins, cell: Cell<'_>) {
    for (at, tick) in chart.x.iter().enumerate() {
        match chart.point(row, at) {
            Some(point) => {
                let mark = marks::point_mark(chart, row, tick, point);
                canvas.rect(
                    cell(at),
                    Mark {
                        class: bins.shade(point.value),
                        ..mark
                    },
                );
            }
            None => {
                canvas.rect(
                    cell(at),
                    Mark {
                        class: "gap",
                        data: None,
                        title: Some(marks::gap_sentence(chart, row, tick)),
                    },
                );
            }
        }
    }
}

fn draw_figures(canvas: &mut Canvas, chart: &Chart, row: usize, values: bool, cell: Cell<'_>) {
    for at in 0..chart.x.len() {
        let it = cell(at);
        let place = Coord::new(
            f64::midpoint(it.left, it.right),
            f64::midpoint(it.top, it.bottom) + BASELINE_DROP,
        );
        match chart.point(row, at) {
            Some(point) if values => {
                canvas.text(place, Anchor::Middle, "", &cell_text(chart, point))
            }
            None if it.right - it.left > LINE_HEIGHT => {
                canvas.text(place, Anchor::Middle, "muted", GAP)
            }
            Some(_) | None => {}
        }
    }
}
