//! A chart once every mark is bound to its value, as plain data.
//!
//! It knows neither how a chart is bound nor how one is drawn. Start at [`Chart`].

mod extras;
mod series;

use gongbao_diag::locale::{Date, Lang, NumberFormat, Word, word};

use crate::grid::Grid;
use crate::missing::{MissingMarker, MissingReason};
use crate::value::Value;

pub use extras::{Break, Extras, MapPoint, Outline, Panel, PanelSeries, Region, Ring};
pub use series::{PathStep, Point, Series, TargetLine, Tick, date_in_years, is_drawable};

/// A chart, bound: every mark has its value and its origin. Nothing in it is optional that a reader needs.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Anchor, unique in its page; prefixes every id in its SVG.
    pub id: String,
    /// Its kind.
    pub kind: ChartKind,
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
    pub number: NumberFormat,
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

/// The name of a kind of chart. Whoever draws charts has the list of the kinds there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartKind(pub &'static str);

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

impl Chart {
    /// The points that can be drawn: those at a position, with a finite value.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        let points = self
            .series
            .iter()
            .flat_map(|it| it.points.iter().take(self.x.len()).flatten());
        points.filter(|it| is_drawable(it.value))
    }

    /// The point of a series at a position, if it can be drawn.
    pub fn point(&self, series: usize, at: usize) -> Option<&Point> {
        let point = self.series.get(series)?.points.get(at)?.as_ref();
        point.filter(|it| is_drawable(it.value))
    }

    /// Whether its values are numbers nobody can read without a unit: neither dates nor counts of what is named.
    pub fn has_bare_numbers(&self) -> bool {
        self.points().any(|it| it.date.is_none())
    }

    /// The values that can be drawn.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.points().map(|it| it.value)
    }

    /// The series a channel was bound to, with their places among all series.
    pub fn bound(&self, channel: &str) -> impl Iterator<Item = (usize, &Series)> {
        self.series
            .iter()
            .enumerate()
            .filter(move |it| it.1.channel == channel)
    }

    /// The first series of a channel.
    pub fn channel(&self, channel: &str) -> Option<usize> {
        self.bound(channel).next().map(|it| it.0)
    }

    /// How the values of a series are written.
    pub fn number_of<'a>(&'a self, series: &'a Series) -> &'a NumberFormat {
        series.number.as_ref().unwrap_or(&self.number)
    }

    /// What a gap says: why there is no value, where all gaps have one reason.
    pub fn gap(&self) -> &'static str {
        let cells = self.table.rows.iter().flat_map(|row| row.iter().skip(1));
        let gaps = cells.filter(|it| it.value == Value::Missing);
        let mut reasons: Vec<Word> = gaps
            .map(|it| {
                it.missing_marker
                    .as_ref()
                    .map_or(Word::NoData, missing_reason)
            })
            .collect();
        reasons.dedup();
        match reasons.as_slice() {
            [] => word(self.lang, Word::NoData),
            [one] => word(self.lang, *one),
            _ => word(self.lang, Word::NoValue),
        }
    }

    /// The positions as numbers, if all are dates, or all years or numbers, in rising order.
    pub fn times(&self) -> Option<Vec<f64>> {
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
            .map(|it| series::time_in_years(&it.value))
            .collect::<Option<_>>()?;
        let in_order = times.windows(2).all(|it| it[0] < it[1]);
        (in_order && times.iter().all(|it| is_drawable(*it))).then_some(times)
    }

    /// Whether the positions are a course in time rather than names.
    pub fn is_timeline(&self) -> bool {
        self.x.len() > 1 && self.times().is_some()
    }

    /// The points of a series that can be drawn, with their positions.
    pub fn drawable(&self, series: usize) -> impl Iterator<Item = (&Tick, &Point)> {
        let pairs = self
            .x
            .iter()
            .zip(&self.series[series].points)
            .filter_map(|(tick, it)| it.as_ref().map(|it| (tick, it)));
        pairs.filter(|it| is_drawable(it.1.value))
    }

    /// The places where the series are measured anew, each with its first position. Small pictures may show fewer
    /// positions than the whole has.
    pub fn breaks(&self) -> impl Iterator<Item = (&Tick, &Break)> {
        let breaks = self.extras.breaks.iter();
        breaks.filter_map(|it| Some((self.x.get(it.at)?, it)))
    }
}

/// Why there is no value, in a chart.
fn missing_reason(sign: &MissingMarker) -> Word {
    match sign.state {
        MissingReason::Small => Word::NoData,
        other @ (MissingReason::BelowUnit
        | MissingReason::NotAvailable
        | MissingReason::NotApplicable
        | MissingReason::Suppressed) => other.word(),
    }
}
