//! Files for people and programs to take away: the data behind pages, charts as pictures, lists of figures and targets.
//!
//! Start at [`Downloads`]; each output is a type that the root lists.

#![warn(unreachable_pub)]

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

pub use about::About;
pub use downloads::{Downloads, of_grid};
pub use figures::Figures;
pub use picture::{Png, Svg, needs_painter, open_painter, open_rasterizer};
pub use targets::Targets;
