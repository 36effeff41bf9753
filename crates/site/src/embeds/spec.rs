//! What a chart is to show, before any data are looked at.

use std::collections::BTreeMap;

use crate::expression::Arg;
use gongbao_chart::Kind;
use gongbao_diag::Place;
use gongbao_model::{Orientation, Stack};
use gongbao_source::YamlNode;

/// What a chart is to show, before any data are looked at.
#[derive(Clone, Debug)]
pub(crate) struct ChartSpec {
    pub kind: &'static dyn Kind,
    /// Metrics, or nothing when it shows columns of a table.
    pub metrics: Vec<String>,
    /// The table and the columns it shows, when it shows no metrics.
    pub table: Option<(String, Vec<String>)>,
    pub x: String,
    pub series: Option<String>,
    pub given: BTreeMap<String, Arg>,
    pub sort: Sort,
    pub limit: Option<usize>,
    pub targets: bool,
    pub orientation: Orientation,
    pub stack: Stack,
    /// The channels besides `x`, `y` and `series`: each with the metric or column it is bound to.
    pub channels: Vec<(&'static str, String)>,
    /// What only some charts are told.
    pub options: ChartOptions,
    /// Whether the axis has to show zero.
    pub from_zero: bool,
    /// Where complaints point.
    pub place: Place,
}

/// The order of the positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sort {
    #[default]
    Data,
    Ascending,
    Descending,
}

/// What only some charts are told.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChartOptions {
    /// The dimension a chart is repeated by.
    pub multiples: Option<YamlNode>,
    /// Periods from which on something was measured in a new way, and what changed.
    pub breaks: Vec<(YamlNode, String)>,
    /// Periods whose values may still be revised.
    pub provisional: Vec<YamlNode>,
    /// Where the regions of a map come from.
    pub map_geometry: MapGeometry,
}

/// Where the regions of a map come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct MapGeometry {
    /// The table of tiles.
    pub layout: Option<YamlNode>,
    /// The file of shapes, and the property that names one.
    pub shapes: Option<(YamlNode, String)>,
}
