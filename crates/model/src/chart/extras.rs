//! What some charts have besides positions and values: small pictures side by side, the ground of a
//! map, and the places where a series was measured anew.

use crate::chart::series::TargetLine;

/// What some charts have besides positions and values; most have nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// The small pictures the chart is repeated in; none if it is one picture.
    pub panels: Vec<Panel>,
    /// Whether the axis has to show zero.
    pub from_zero: bool,
    /// The regions of a map, in the order drawn.
    pub map_regions: Vec<Region>,
    /// Where a series was measured in a new way.
    pub breaks: Vec<Break>,
}

/// One of several small pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is of.
    pub name: String,
    /// Its series.
    pub series: Vec<PanelSeries>,
    /// Its targets.
    pub targets: Vec<TargetLine>,
    /// Whether it shows only those positions it has values for.
    pub own_positions: bool,
}

/// A series of a small picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelSeries {
    /// Its place among the series of the chart.
    pub at: usize,
    /// Its name within the picture.
    pub name: String,
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
    /// Of each part the first ring is its edge, the others are holes in it.
    Parts(Vec<Vec<Ring>>),
}

/// A closed line.
pub type Ring = Vec<MapPoint>;

/// A point of a map, in any unit that is the same for both directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPoint {
    pub east: f64,
    pub north: f64,
}

/// Where a series begins anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Break {
    /// The first position measured in the new way.
    pub at: usize,
    /// What changed.
    pub note: String,
}
