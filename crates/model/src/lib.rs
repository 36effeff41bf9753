//! The waist: what a page is once every word is bound to its number, as plain data.
//!
//! It knows neither how data are read nor how pages are written; producers fill it, writers read it.

mod grid;
mod missing;
pub mod prose;
mod value;

pub use grid::{Grid, GridCell, GridColumn, Origin};
pub use missing::{STATES, Sign, State, legend};
pub use value::{Kind, Value};
