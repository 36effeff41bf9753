//! The waist: what a page is once every word is bound to its number, as plain data.
//!
//! It knows neither how data are read nor how pages are written; producers fill it, writers read it.

mod chart;
pub mod drawing;
pub mod escape;
mod grid;
mod missing;
pub mod prose;
mod table;
mod value;
mod width;

pub use chart::{
    Break, Chart, ChartKind, Extras, MapPoint, Orientation, Outline, Panel, PanelSeries, PathStep,
    Point, Region, Ring, Series, Stack, TargetLine, Tick, date_in_years, is_drawable,
};
pub use grid::{Grid, GridCell, GridColumn, Origin};
pub use missing::{MISSING_REASONS, MissingMarker, MissingReason, missing_markers_legend};
pub use table::{
    Background, Constraint, ConstraintKind, Coverage, Field, ForeignKey, License, Package,
    SourceNote, TableDescription, TableRows,
};
pub use value::{ColumnKind, Value};
pub use width::to_half_width;
