//! What some charts have besides positions and values: small pictures side by side, the ground of a
//! map, and the places where a series was measured anew.

use std::sync::Arc;

use crate::axis::Axis;
use crate::{Chart, Point, Series, TargetLine, Tick};
use gongbao_diag::locale::Date;

/// What some charts have besides positions and values; most have nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// The small pictures the chart is repeated in; none if it is one picture.
    pub panels: Vec<Panel>,
    /// What this picture shares with its neighbours, if it is one of several.
    pub shared: Option<Arc<Shared>>,
    /// Whether the axis has to show zero.
    pub from_zero: bool,
    /// The regions of a map, in the order drawn.
    pub ground: Vec<Region>,
    /// Where a series was measured in a new way.
    pub breaks: Vec<Break>,
}

/// One of several small pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is of.
    pub name: String,
    /// Its series among those of the chart, by their names within the picture.
    pub series: Vec<(usize, String)>,
    /// Its targets.
    pub targets: Vec<TargetLine>,
    /// Whether it shows only those positions it has values for.
    pub own_positions: bool,
}

/// What small pictures have in common.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The axis of values.
    pub axis: Axis,
    /// The series of all of them.
    pub series: Vec<Series>,
}

/// A region of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its position among those of the chart, if the chart has a value for it.
    pub at: Option<usize>,
    /// Its name.
    pub name: String,
    /// What it looks like.
    pub outline: Outline,
}

/// What a region looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A tile at a row and a column, counting from 0.
    Tile { row: usize, column: usize },
    /// Rings of east and north; the first of each part is its edge, the others are holes in it.
    Parts(Vec<Vec<Ring>>),
}

/// A closed line of east and north, in any unit that is the same for both.
pub type Ring = Vec<(f64, f64)>;

/// Where a series begins anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Break {
    /// The first position measured in the new way.
    pub at: usize,
    /// What changed.
    pub note: String,
}

/// A point of the way to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day the value is to be reached by.
    pub date: Date,
    /// The value.
    pub value: f64,
    /// As the reader sees it, with unit.
    pub text: String,
}

impl Chart {
    /// Whether this is one of several small pictures, which have one key together.
    pub(crate) fn is_panel(&self) -> bool {
        self.extras.shared.is_some()
    }

    /// The places where the series are measured anew, each with its first position. Small pictures may show fewer
    /// positions than the whole has.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = (&Tick, &Break)> {
        let breaks = self.extras.breaks.iter();
        breaks.filter_map(|it| Some((self.x.get(it.at)?, it)))
    }

    /// The axis small pictures share, or the one that is made.
    pub(crate) fn shared_axis(&self, own: impl FnOnce() -> Axis) -> Axis {
        self.extras
            .shared
            .as_ref()
            .map_or_else(own, |it| it.axis.clone())
    }

    /// The points that can be drawn, here and in the pictures beside this one.
    pub(crate) fn all_points(&self) -> impl Iterator<Item = (&'static str, &Point)> {
        let series = self
            .extras
            .shared
            .as_ref()
            .map_or(&self.series, |it| &it.series);
        let points = series
            .iter()
            .flat_map(|it| it.points.iter().flatten().map(|point| (it.channel, point)));
        points.filter(|it| crate::axis::is_drawable(it.1.value))
    }
}
