//! One SELECT over the tables of a site: refused unless it only reads them, then run.
//!
//! `parse` and `joins` judge the statement, `aggregates` says what it brings together, `order` makes its result the same on every machine, `run` gives a table.
//! `condition` is the same for one expression that a row holds or breaks.

mod aggregates;
pub(crate) mod condition;
mod joins;
mod order;
mod parse;
mod run;

pub(crate) use parse::{Query, parse_query};
pub(crate) use run::{result_table, run};
