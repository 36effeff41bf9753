//! Files for people and programs to take away: the data behind pages, charts as pictures, lists of figures and targets.
//!
//! Start at [`DownloadsOutput`]; each output is a type that the root lists.

mod about;
mod book;
mod cells;
pub mod csv;
mod datapackage;
mod downloads;
mod figures;
mod json;
mod picture;
mod states;
mod targets;
mod xlsx;

pub use about::FileDescription;
pub use downloads::{DownloadsOutput, of_grid};
pub use figures::FiguresOutput;
pub use picture::{PngOutput, SvgOutput, needs_painter, open_painter, open_rasterizer};
pub use targets::TargetsOutput;
