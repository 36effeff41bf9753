//! Metrics: what is measured, in which unit, out of what, towards which target; one value out of a table.
//!
//! It knows tables, not pages. Start at [`define_metrics`]; [`Metric::read`] gives one reading,
//! [`MetricTarget::status`] judges it, [`compare_readings`] compares two.

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "a test that compares an empty value with what is expected fails"
    )
)]

mod bound;
mod change;
mod compute;
mod define;
mod read;
mod scope;
mod target;
#[cfg(test)]
mod testing;
mod wording;
mod words;
mod worst;

pub use change::compare_readings;
pub use define::define_metrics;
pub use read::value_literal;
pub use wording::read_wordings;
pub use words::{change_words, difference_words, status_word, strength_word};
pub use worst::WorstReading;

use std::collections::BTreeSet;
use std::sync::Arc;

use gongbao_data::Selection;
use gongbao_diag::Place;
use gongbao_diag::locale::{Bound, Date, Period, Scale};
use gongbao_model::{MissingMarker, Value};

/// Every metric of a site, in the author's order.
#[derive(Debug, Default)]
pub struct Metrics {
    list: Vec<Arc<Metric>>,
    broken: BTreeSet<String>,
    /// Whether some have no name that could be read: any name may be theirs.
    is_incomplete: bool,
    redacted: BTreeSet<String>,
}

impl Metrics {
    /// All metrics in the author's order.
    pub fn all(&self) -> &[Arc<Metric>] {
        &self.list
    }

    /// The metric with an id.
    pub fn get(&self, id: &str) -> Option<&Arc<Metric>> {
        self.list.iter().find(|it| it.id == id)
    }

    /// Whether a metric of this id exists, but its own diagnostics say why it cannot be used. Users of it
    /// must stay silent.
    pub fn is_broken(&self, id: &str) -> bool {
        self.is_incomplete || self.broken.contains(id)
    }

    /// Whether a metric of this id is computed from what is not for this site's readers. It counts as
    /// broken, but its users have to be told.
    pub fn is_redacted(&self, id: &str) -> bool {
        self.redacted.contains(id)
    }
}

/// The unit of truth: defined once, used by charts, tables, prose, tiles and status alike.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its id, `[a-z][a-z0-9_]*`.
    pub id: String,
    /// Title for readers.
    pub title: String,
    /// Name of the table it is computed from.
    pub table: String,
    /// How it is computed.
    pub formula: Formula,
    /// Rows it takes into account.
    pub filter: Selection,
    /// Its unit.
    pub unit: MetricUnit,
    /// Digits behind the point; as the data show if none.
    pub(crate) decimals: Option<u8>,
    /// The scale it is shown in.
    pub(crate) scale: Scale,
    /// Which way is good.
    pub better: BetterDirection,
    /// Columns that select rows.
    pub dimensions: Vec<String>,
    /// The dimension that is time.
    pub time: Option<String>,
    /// What it means, for readers.
    pub definition: Option<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Who says so; the table's sources if none.
    pub source: Option<String>,
    /// What it is to reach.
    pub targets: Vec<MetricTarget>,
    /// The bodies that answer for it.
    pub responsible: Vec<String>,
    /// The plan or programme it belongs to.
    pub plan: Option<String>,
    /// Periods from which on it was measured in a new way.
    pub breaks: Vec<SeriesBreak>,
    /// Periods whose values may still be revised.
    pub provisional: Vec<String>,
    /// Where it is defined.
    pub place: Place,
}

/// How a metric is computed from the selected rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// The value of a column in exactly one row.
    Column(String),
    /// The sum of a column.
    Sum(String),
    /// The mean of a column weighted by another.
    Mean { value: String, weight: String },
    /// 100 times the sum of a part over the sum of its whole.
    Share { part: String, whole: String },
    /// The number of rows.
    Count,
}

/// The unit of a metric.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricUnit {
    /// The same for every row.
    Fixed(String),
    /// Read from a column, for tables of mixed facts.
    Column(String),
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BetterDirection {
    Higher,
    Lower,
    Neither,
}

/// A period from which on a metric was measured in a new way: values before it are not comparable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesBreak {
    /// The first period, as it stands in the table.
    pub at: String,
    /// What changed.
    pub note: String,
}

/// What a metric is to reach.
#[derive(Clone, Debug)]
pub struct MetricTarget {
    /// The bound.
    pub goal: Goal,
    /// The last day it may be reached on.
    pub by: Option<Date>,
    /// The period that ends on that day, where the author names one: 上半年, 2025年.
    pub due: Option<Period>,
    /// How binding it is.
    pub strength: Strength,
    /// The document that sets it.
    pub basis: Option<String>,
    /// A short name, such as 两个40%以上.
    pub label: Option<String>,
    /// Whom it binds: values of columns of the table, or of a table reached by foreign key.
    pub scope: Selection,
    /// Where the way to it begins: a date and the value then.
    pub from: Option<(Date, f64)>,
    /// Values to be reached on the way, by date, ascending.
    pub milestones: Vec<(Date, f64)>,
    /// The bodies that answer for it; the metric's unless it has its own.
    pub responsible: Vec<String>,
    /// The plan or programme that sets it; the metric's unless it has its own.
    pub plan: Option<String>,
}

impl MetricTarget {
    /// A bound and how binding it is, and nothing else known.
    pub(crate) fn new(goal: Goal, strength: Strength) -> MetricTarget {
        MetricTarget {
            goal,
            by: None,
            due: None,
            strength,
            basis: None,
            label: None,
            scope: Selection::default(),
            from: None,
            milestones: Vec::new(),
            responsible: Vec::new(),
            plan: None,
        }
    }
}

/// The bound of a target. 以上 and 以下 include the number (民法典, art. 1259).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
    Between(f64, f64),
    Equals(f64),
}

/// How binding a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    Must,
    Strive,
    Encourage,
    May,
}

/// One value read from a table, and the rows it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The raw value; nothing if the cells are missing.
    pub value: Option<f64>,
    /// The unit it is in.
    pub unit: String,
    /// The rows it was computed from; rows without a value in the cells needed are left out of it, unless
    /// all are.
    pub rows: Vec<usize>,
    /// The time it is of, if the metric has a time dimension.
    pub time: Option<Value>,
    /// Which bound the value is, if it is one.
    pub bound: Option<Bound>,
    /// Why there is no value, where the cells say so.
    pub missing_marker: Option<MissingMarker>,
}

/// Why a selection gives no reading. Values are written as the author would write them, see [`value_literal`].
#[derive(Clone, Debug, PartialEq)]
pub enum Mismatch {
    /// No row matches. `dimension` is one whose value is at fault, `candidates` what it could be.
    NoRow {
        dimension: Option<String>,
        wanted: String,
        candidates: Vec<String>,
    },
    /// Several rows match a metric that takes one. `open` are the dimensions left open with their values.
    Several {
        count: usize,
        open: Vec<(String, Vec<String>)>,
    },
    /// The time dimension is left open.
    TimeOpen {
        time: String,
        candidates: Vec<String>,
    },
    /// The selection names a column that is not a dimension.
    NotADimension { name: String },
}

/// How far a target is reached on the as-of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Reached.
    Met,
    /// Not reached, not due, and on the required path or better.
    OnCourse,
    /// Not reached, and worse than the required path, due today, or without a deadline.
    Behind,
    /// Not reached, and the deadline has passed.
    Overdue,
    /// No value.
    NoData,
    /// Cannot be told: not reached, and no as-of date or no path to judge by before the deadline.
    Undecided,
}

/// A status with all it was judged by besides the value and the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    pub status: Status,
    /// The day it was judged on; nothing without an as-of date.
    pub day: Option<Date>,
    /// What the way to the target requires on that day; nothing without milestones, or before the way begins.
    pub required: Option<f64>,
}

/// The change of a metric between two readings.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `to` minus `from`, raw.
    pub difference: f64,
    /// Whether it is told in percentage points (a share or rate) or in percent of the base.
    pub(crate) measure: ChangeMeasure,
}

/// What a change is told in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChangeMeasure {
    /// Percentage points: the difference itself.
    Points,
    /// Points of a rate per mille, 千分点: the difference itself.
    PerMillePoints,
    /// Percent of the base: `difference / from × 100`.
    Percent(f64),
}
