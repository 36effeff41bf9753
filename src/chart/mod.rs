//! Charts: a spec bound to data, drawn as semantic SVG with title, alternative text and data table.
//!
//! It knows metrics and tables, not pages: `site` binds a [`Chart`], outputs ask for a [`Figure`].
//! plotters is known in `canvas.rs` only. Start at [`draw`]; a chart kind is one file in `kinds`.

mod canvas;
mod describe;
pub mod kinds;
mod layout;

use crate::data::{Grid, Origin, Value};
use crate::locale::{Lang, Number};

pub use kinds::{Channel, KINDS, Kind, kind};

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
    /// Source line for readers.
    pub source: String,
    /// The author's remark.
    pub note: Option<String>,
    /// Whether the data are made up.
    pub sample: bool,
    /// The data as a table.
    pub table: Grid,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name for the reader.
    pub name: String,
    /// One point for each position; `None` where there is no value.
    pub points: Vec<Option<Point>>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Raw value.
    pub value: f64,
    /// As the reader sees it, with unit.
    pub text: String,
    /// Whether it reaches the target that binds it, if any does.
    pub met: Option<bool>,
    /// Where it was read.
    pub origin: Origin,
}

/// A target drawn as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetLine {
    /// Its value.
    pub value: f64,
    /// What stands on the line: 目标40%以上.
    pub label: String,
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

/// A drawn chart. Every field has to be there: no figure without title, alternative text, unit,
/// source and data table.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The drawing for wide columns, an `<svg>` element; text at least 11 px at 680 px width.
    pub wide: String,
    /// The drawing for phones, an `<svg>` element; text at least 11 px at 340 px width.
    pub narrow: String,
    /// What the chart shows, in sentences made from its data.
    pub alt: String,
}

/// Draws a chart in both layouts.
pub fn draw(chart: &Chart) -> Figure {
    Figure { wide: String::new(), narrow: String::new(), alt: describe::describe(chart) }
}
