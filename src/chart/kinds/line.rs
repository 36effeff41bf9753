//! A line chart: how something goes on, period by period.

use crate::chart::axis::{Axis, Base, is_drawable};
use crate::chart::canvas::{Canvas, Scale, Size, series_class};
use crate::chart::describe::Tells;
use crate::chart::kinds::{Channel, Kind};
use crate::chart::layout::{Block, End, Entry, HEAD, Key, Plot, Under, draw_ends, draw_grid, draw_zero, fits, margin};
use crate::chart::sign::{Sign, draw_key};
use crate::chart::text::LINE;
use crate::chart::{Chart, Point, marks};
use crate::locale::{Lang, Word, word};

/// The line chart.
#[derive(Debug)]
pub struct Line;

impl Kind for Line {
    fn name(&self) -> &'static str {
        "line"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "折线图",
            Lang::En => "Line chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Required("x"), Channel::Required("y"), Channel::Optional("series")]
    }
    fn example(&self) -> &'static str {
        include_str!("line.yaml")
    }
    fn axis(&self, chart: &Chart, size: Size) -> Axis {
        Axis::of(chart, Base::Free, size.pick(5, 4))
    }
    fn tells(&self) -> Tells {
        Tells::Course
    }
    fn draw(&self, chart: &Chart, canvas: &mut Canvas) {
        let axis = self.axis(chart, canvas.size);
        let words = Words::place(chart, canvas.size);
        let key = Key::place(words.key, canvas.width());
        let top = key.height + HEAD;
        let rows: f64 = words.ends.iter().map(|it| it.block.height()).sum();
        let height = f64::max(canvas.size.pick(260.0, 220.0), rows - LINE);
        let right = canvas.width() - margin(&words.ends).max(12.0);
        let plot = Plot { left: axis.label_width() + 8.0, right, top, bottom: top + height };
        let x = positions(chart, &plot);
        let scale = Scale::new(axis.low, axis.high, plot.bottom, plot.top);
        let labels: Vec<(f64, &str)> = x.iter().zip(&chart.x).map(|(x, it)| (*x, &*it.label)).collect();
        let under = Under::place(&labels, canvas.width());
        canvas.height = plot.bottom + under.height + 4.0;

        draw_key(canvas, &key);
        draw_grid(canvas, &axis, &plot, &scale);
        draw_zero(canvas, &axis, &plot, &scale);
        for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
            let y = scale.at(target.value);
            canvas.line((plot.left, y), (plot.right, y), "target");
        }
        for series in 0..chart.series.len() {
            draw_series(canvas, chart, series, (&x, &scale));
        }
        let ends: Vec<End> = words.ends.into_iter().map(|it| end_at(it, &x)).collect();
        draw_ends(canvas, &ends, &plot, &scale);
        under.draw(canvas, plot.bottom);
    }
}

/// With more points than this in all, only the last of each line is marked.
const MANY: usize = 40;

/// What is said beside the lines, and what in the key above them.
struct Words {
    ends: Vec<End>,
    key: Vec<Entry<Sign>>,
}

/// An end's `from` holds the index of its last point until the positions are known.
const RIGHT_EDGE: f64 = f64::MAX;

impl Words {
    fn place(chart: &Chart, size: Size) -> Words {
        let limit = size.pick(170.0, 92.0);
        let mut ends = Vec::new();
        let mut key = Vec::new();
        let named: Vec<(usize, String)> = (0..chart.series.len()).map(|n| (n, end_text(chart, n))).collect();
        let named_fit = chart.series.len() <= 12 && named.iter().all(|(_, it)| fits(it, limit, 2));
        for (n, text) in named {
            let Some((at, point)) = last_point(chart, n) else {
                let text = format!("{} {}", chart.series[n].name, word(chart.lang, Word::NoData));
                key.push(Entry { sign: Sign::Gap, text });
                continue;
            };
            if !named_fit {
                key.push(Entry { sign: Sign::Line(n), text: chart.series[n].name.clone() });
            }
            let text = if named_fit { &text } else { &point.text };
            let block = Block::new(text, limit);
            ends.push(End { block, value: point.value, from: at as f64, class: series_class(n) });
        }
        for target in chart.targets.iter().filter(|it| is_drawable(it.value)) {
            if fits(&target.label, limit, 3) && ends.len() < 20 {
                let block = Block::new(&target.label, limit);
                ends.push(End { block, value: target.value, from: RIGHT_EDGE, class: "target" });
            } else {
                key.push(Entry { sign: Sign::Target, text: target.label.clone() });
            }
        }
        Words { ends, key }
    }
}

/// What stands at the end of a line: a lone line is named by the title.
fn end_text(chart: &Chart, series: usize) -> String {
    let value = last_point(chart, series).map(|(_, it)| it.text.as_str()).unwrap_or_default();
    if chart.series.len() == 1 { value.to_owned() } else { format!("{} {value}", chart.series[series].name) }
}

fn end_at(end: End, x: &[f64]) -> End {
    let from = if end.from == RIGHT_EDGE { RIGHT_EDGE } else { x.get(end.from as usize).copied().unwrap_or(0.0) };
    End { from, ..end }
}

fn last_point(chart: &Chart, series: usize) -> Option<(usize, &Point)> {
    (0..chart.x.len()).rev().find_map(|at| chart.point(series, at).map(|it| (at, it)))
}

/// Where the positions stand: to scale where they are times or numbers in order, else evenly.
fn positions(chart: &Chart, plot: &Plot) -> Vec<f64> {
    let n = chart.x.len();
    let (left, right) = (plot.left + 8.0, plot.right - 4.0);
    if n == 1 {
        return vec![right];
    }
    let even = || (0..n).map(|it| it as f64).collect();
    let times: Vec<f64> = chart.times().unwrap_or_else(even);
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return Vec::new() };
    let scale = Scale::new(*first, *last, left, right);
    times.iter().map(|it| scale.at(*it)).collect()
}

fn draw_series(canvas: &Canvas, chart: &Chart, series: usize, (x, scale): (&[f64], &Scale)) {
    let n_points = chart.points().count();
    let last = last_point(chart, series).map(|it| it.0);
    canvas.series(series, &chart.series[series].name, |canvas| {
        let mut alone = Vec::new();
        for run in runs(chart, series) {
            let points: Vec<(f64, f64)> = run.iter().map(|(at, it)| (x[*at], scale.at(it.value))).collect();
            match points.len() {
                1 => alone.push(run[0].0),
                _ => canvas.path(&thin(&points), "line"),
            }
        }
        let marked = |at: &usize| n_points <= MANY || Some(*at) == last || alone.contains(at);
        for at in (0..chart.x.len()).filter(marked) {
            let Some(point) = chart.point(series, at) else { continue };
            let mark = marks::mark(chart, series, &chart.x[at], point);
            marks::marker(canvas, series, (x[at], scale.at(point.value)), mark);
        }
    });
}

/// Points without a gap between them.
fn runs(chart: &Chart, series: usize) -> Vec<Vec<(usize, &Point)>> {
    let mut runs = vec![Vec::new()];
    for at in 0..chart.x.len() {
        match (chart.point(series, at), runs.last_mut()) {
            (Some(point), Some(run)) => run.push((at, point)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|it| !it.is_empty());
    runs
}

/// Where several points share a pixel, the first, lowest, highest and last draw the same picture.
fn thin(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    for pixel in points.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
        if pixel.len() <= 4 {
            out.extend(pixel);
            continue;
        }
        let by_height = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
        let extremes = [pixel.iter().min_by(by_height), pixel.iter().max_by(by_height)];
        out.extend(pixel.first());
        out.extend(extremes.into_iter().flatten().map(|it| (pixel[0].0, it.1)));
        out.extend(pixel.last());
    }
    out
}
