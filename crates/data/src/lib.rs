//! Typed tables that keep their schema's promise, and where each cell came from.
//!
//! The only crate that knows polars: others ask a [`Table`] for rows and [`Value`](gongbao_model::YamlValue)s. It knows no
//! metrics and no pages. Start at [`load_tables`]; [`Catalog`] is what comes out.

#![warn(unreachable_pub)]
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "a test that compares an empty value with what is expected fails"
    )
)]

mod absence;
mod advice;
mod answers;
mod cache;
mod calendar;
mod catalog;
mod cells;
mod check;
mod checks;
mod columns;
mod complaints;
mod convert;
mod cut;
mod derive;
mod descriptor;
mod direct;
mod draft;
mod faults;
mod field;
mod fields;
mod formats;
mod gate;
mod index;
mod infer;
mod keys;
mod labels;
mod load;
mod matching;
mod notation;
mod package;
mod parts;
mod pieces;
mod places;
mod plan;
mod policy;
mod promise;
mod query;
mod read;
mod records;
mod reference;
mod rows;
mod rule;
mod scan;
mod schema;
mod selection;
mod shape;
mod shown;
mod specs;
mod starts;
mod suspect;
mod table;
mod table_name;
mod task;
#[cfg(test)]
mod testing;
mod text_format;
mod texts;
mod told;
mod typed;
mod undeclared;
mod varint;
mod withheld;
mod wording;

pub use absence::Usage;
pub use catalog::{Catalog, Entry};
pub use cells::{Notes, Rewritten};
pub use cut::Cut;
pub use field::Accepted;
pub use gate::{Gate, Open};
pub use load::{load_tables, load_through};
pub use policy::{Disclosure, Mode, Policy};
pub use reference::{looks_like_code, referenced_name};
pub use rule::Rule;
pub use selection::Selection;
pub use table::Table;
pub use withheld::Withheld;
pub use wording::{Wordings, read_wordings};
