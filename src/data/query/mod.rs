//! One SELECT over the tables of a site: refused unless it only reads them, then run.
//!
//! `parse` judges the statement, `order` makes its result the same on every machine, `run` gives a table.

mod order;
mod parse;
mod run;

pub use parse::{Query, parse};
pub use run::run;
