//! What is drawn along the positions of a chart: series of points, and the targets they are held to.
//!
//! Each series names the channel it was bound by and has its own unit. So the data table, the
//! downloads and the description of a kind with channels of its own are complete without knowing
//! the kind.

use gongbao_diag::locale::{Date, Lang, NumberFormat, Word, fill_placeholders, word};

use crate::grid::Origin;
use crate::value::Value;

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
    pub number: Option<NumberFormat>,
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
    pub path: Vec<PathStep>,
}

/// A point of the way to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct PathStep {
    /// The day the value is to be reached by.
    pub date: Date,
    /// The value.
    pub value: f64,
    /// As the reader sees it, with unit.
    pub text: String,
}

/// Values beyond this are as good as not finite: their ticks could not be written.
const MAX_VALUE: f64 = 1e100;

/// Whether a value can be drawn.
pub fn is_drawable(value: f64) -> bool {
    value.abs() <= MAX_VALUE
}

impl Tick {
    /// As it is said in a sentence: 2025年, where the axis has 2025.
    pub fn said(&self, lang: Lang) -> String {
        match self.value {
            Value::Year(year) => {
                fill_placeholders(word(lang, Word::YearText), &[("year", &year.to_string())])
            }
            _ => self.label.clone(),
        }
    }
}

/// A date as its year and the part of it that is over, which is how kinds with dates place them.
pub fn date_in_years(date: Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year())
}

/// A date in years and their fractions; a year or number as it is.
pub(crate) fn time_in_years(value: &Value) -> Option<f64> {
    match value {
        Value::Date(it) => Some(date_in_years(*it)),
        Value::Period(it) => Some(date_in_years(it.first_day())),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Year(_) => value.as_number(),
    }
}
