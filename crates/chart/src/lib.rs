//! Charts: a spec bound to data, drawn as a tree of nodes with title, alternative text and data table.
//!
//! It knows metrics and tables, not pages: `site` binds a [`Chart`], outputs ask for a [`Figure`].
//! plotters is known in `canvas.rs` only. Start at [`draw`]; a chart kind is one file in `kinds`.

mod axis;
mod canvas;
mod course;
mod describe;
pub mod drawing;
mod example;
mod extras;
pub mod kinds;
mod layout;
mod lint;
mod marks;
mod panels;
mod quantiles;
mod rows;
mod segments;
mod shades;
mod sign;
pub mod svg;
mod text;

#[cfg(test)]
mod tests;

use crate::canvas::{Anchor, Canvas, Naming, Size};
use crate::drawing::Coord;
use crate::drawing::Drawing;
use gongbao_diag::locale::{Date, Lang, Number, Word, fill, word};
use gongbao_model::{Grid, Origin, Sign, State, Value};

pub use describe::Tells;
pub use example::example;
pub use extras::{Break, Extras, Outline, Panel, Region, Ring, Step};
pub use kinds::{Channel, KINDS, Kind, kind};
pub use lint::{Fault, faults};
pub use text::lines;

/// A chart, bound: every mark has its value and its origin. Nothing in it is optional that a reader needs.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Anchor, unique in its page; prefixes every id in its SVG.
    pub id: String,
    /// Its kind.
    pub kind: &'static dyn Kind,
    /// Language it is written in.
    pub lang: Lang,
    /// The finding.
    pub title: String,
    /// Measure, area, period and unit.
    pub subtitle: String,
    /// What the horizontal dimension is: 区县, 年份.
    pub x_label: String,
    /// What is measured.
    pub y_label: String,
    /// Positions along the horizontal dimension, in the order drawn.
    pub x: Vec<Tick>,
    /// One or more series; each has one point for each position.
    pub series: Vec<Series>,
    /// Targets to be drawn as lines.
    pub targets: Vec<TargetLine>,
    /// How values are written.
    pub number: Number,
    /// Unit of the values; empty only where they are bare counts of what `y_label` says.
    pub unit: String,
    /// Which way the bars lie.
    pub orientation: Orientation,
    /// Whether series stand upon each other.
    pub stack: Stack,
    /// The day the report speaks of, for kinds that tell what is overdue.
    pub as_of: Option<Date>,
    /// Source line for readers.
    pub source: String,
    /// The author's remark.
    pub note: Option<String>,
    /// Whether the data are made up.
    pub sample: bool,
    /// The data as a table.
    pub table: Grid,
    /// What only some charts have.
    pub extras: Extras,
}

/// A position along the horizontal dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// As the reader sees it.
    pub label: String,
    /// The raw value: a year is drawn to scale by kinds with a time axis.
    pub value: Value,
}

/// One series of points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The channel it was bound by: `y`, or one that only some kinds have.
    pub channel: &'static str,
    /// Name for the reader.
    pub name: String,
    /// How its values are written, where that differs from the chart's.
    pub number: Option<Number>,
    /// One point for each position; `None` where there is no value.
    pub points: Vec<Option<Point>>,
}

/// One mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Raw value; of a date, its year and the part of it that is over.
    pub value: f64,
    /// The date, where the point is one.
    pub date: Option<Date>,
    /// As the reader sees it, with unit.
    pub text: String,
    /// Whether it reaches the target that binds it, if any does.
    pub met: Option<bool>,
    /// Whether it may still be revised.
    pub provisional: bool,
    /// Where it was read.
    pub origin: Origin,
}

/// A target drawn as a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetLine {
    /// The channel whose values it binds.
    pub channel: &'static str,
    /// Its value.
    pub value: f64,
    /// What stands on the line: 目标40%以上.
    pub label: String,
    /// The way to it, in the order of time; none if only the target itself is known.
    pub path: Vec<Step>,
}

/// Which way bars lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// As the labels fit.
    #[default]
    Automatic,
    Vertical,
    Horizontal,
}

/// Whether series stand upon each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stack {
    /// Side by side.
    #[default]
    No,
    /// As amounts, one upon the other.
    Amounts,
    /// As parts of a hundred.
    Shares,
}

/// A drawn chart. Every field has to be there: no figure without title, alternative text, unit,
/// source and data table.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The drawing for wide columns; text at least 11 px at 680 px width.
    pub wide: Drawing,
    /// The drawing for phones; text at least 11 px at 340 px width.
    pub narrow: Drawing,
}

/// Draws a chart for wide columns alone.
pub fn draw_wide(chart: &Chart) -> Drawing {
    drawing(chart, Size::Wide, &describe::describe(chart))
}

/// Draws a chart in both layouts.
pub fn draw(chart: &Chart) -> Figure {
    let alt = describe::describe(chart);
    Figure {
        wide: drawing(chart, Size::Wide, &alt),
        narrow: drawing(chart, Size::Narrow, &alt),
    }
}

fn drawing(chart: &Chart, size: Size, alt: &str) -> Drawing {
    let mut canvas = Canvas::new(size);
    if chart.points().next().is_none() {
        draw_nothing(chart, &mut canvas);
    } else if chart.extras.panels.is_empty() {
        chart.kind.draw(chart, &mut canvas);
    } else {
        panels::draw(chart, &mut canvas);
    }
    canvas.finish(&Naming {
        id: &chart.id,
        kind: chart.kind.name(),
        title: &chart.title,
        alt,
    })
}

/// A chart without a single value says so, instead of showing an axis of nothing.
fn draw_nothing(chart: &Chart, canvas: &mut Canvas) {
    canvas.height = 80.0;
    let middle = canvas.width() / 2.0;
    canvas.text(
        Coord::new(middle, 45.0),
        Anchor::Middle,
        "muted",
        chart.gap(),
    );
}

impl Chart {
    /// Why its data cannot be shown this way, if they cannot.
    pub fn refuses(&self) -> Option<gongbao_diag::locale::Text> {
        if self.extras.panels.is_empty() {
            self.kind.refuses(self)
        } else {
            panels::refuses(self)
        }
    }

    /// The points that can be drawn: those at a position, with a finite value.
    fn points(&self) -> impl Iterator<Item = &Point> {
        let points = self
            .series
            .iter()
            .flat_map(|it| it.points.iter().take(self.x.len()).flatten());
        points.filter(|it| axis::is_drawable(it.value))
    }

    /// The point of a series at a position, if it can be drawn.
    fn point(&self, series: usize, at: usize) -> Option<&Point> {
        let point = self.series.get(series)?.points.get(at)?.as_ref();
        point.filter(|it| axis::is_drawable(it.value))
    }

    /// Whether its values are numbers nobody can read without a unit: neither dates nor counts of what is named.
    pub fn has_bare_numbers(&self) -> bool {
        self.points().any(|it| it.date.is_none())
    }

    /// The values that can be drawn.
    fn values(&self) -> impl Iterator<Item = f64> {
        self.points().map(|it| it.value)
    }

    /// The series a channel was bound to, with their places among all series.
    fn bound(&self, channel: &str) -> impl Iterator<Item = (usize, &Series)> {
        self.series
            .iter()
            .enumerate()
            .filter(move |it| it.1.channel == channel)
    }

    /// The first series of a channel.
    fn channel(&self, channel: &str) -> Option<usize> {
        self.bound(channel).next().map(|it| it.0)
    }

    /// How the values of a series are written.
    pub fn number_of<'a>(&'a self, series: &'a Series) -> &'a Number {
        series.number.as_ref().unwrap_or(&self.number)
    }

    /// What a gap says: why there is no value, where all gaps have one reason.
    pub fn gap(&self) -> &'static str {
        let cells = self.table.rows.iter().flat_map(|row| row.iter().skip(1));
        let gaps = cells.filter(|it| it.value == Value::Missing);
        let mut reasons: Vec<Word> = gaps
            .map(|it| it.sign.as_ref().map_or(Word::NoData, reason))
            .collect();
        reasons.dedup();
        match reasons.as_slice() {
            [] => word(self.lang, Word::NoData),
            [one] => word(self.lang, *one),
            _ => word(self.lang, Word::NoValue),
        }
    }

    /// The positions as numbers, if all are dates, or all years or numbers, in rising order.
    fn times(&self) -> Option<Vec<f64>> {
        let n_dates = self
            .x
            .iter()
            .filter(|it| matches!(it.value, Value::Date(_) | Value::Period(_)))
            .count();
        if n_dates != 0 && n_dates != self.x.len() {
            return None;
        }
        let times: Vec<f64> = self
            .x
            .iter()
            .map(|it| time(&it.value))
            .collect::<Option<_>>()?;
        let in_order = times.windows(2).all(|it| it[0] < it[1]);
        (in_order && times.iter().all(|it| axis::is_drawable(*it))).then_some(times)
    }

    /// Whether the positions are a course in time rather than names.
    fn is_timeline(&self) -> bool {
        self.x.len() > 1 && self.times().is_some()
    }
}

impl Tick {
    /// As it is said in a sentence: 2025年, where the axis has 2025.
    pub fn said(&self, lang: Lang) -> String {
        match self.value {
            Value::Year(year) => fill(word(lang, Word::YearText), &[("year", &year.to_string())]),
            _ => self.label.clone(),
        }
    }
}

/// A date as its year and the part of it that is over, which is how kinds with dates place them.
pub fn years(date: Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year())
}

/// Why there is no value, in a chart.
fn reason(sign: &Sign) -> Word {
    match sign.state {
        State::Small => Word::NoData,
        other @ (State::BelowUnit
        | State::NotAvailable
        | State::NotApplicable
        | State::Suppressed) => other.word(),
    }
}

/// A date in years and their fractions; a year or number as it is.
fn time(value: &Value) -> Option<f64> {
    match value {
        Value::Date(it) => Some(years(*it)),
        Value::Period(it) => it.first_day().map(years),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Year(_) => value.as_number(),
    }
}
