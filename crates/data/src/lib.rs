//! Typed tables that keep their schema's promise, and where each cell came from.
//!
//! The only crate that knows polars: others ask a [`Table`] for rows and [`Value`](gongbao_model::Value)s. It knows no
//! metrics and no pages. Start at [`load_tables`]; [`Catalog`] is what comes out.

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "a test that compares an empty value with what is expected fails"
    )
)]

mod boolean_words;
mod cache;
mod calendar;
mod catalog;
mod cell_advice;
mod cells;
mod checks;
mod columns;
mod complaints;
mod constraints;
mod convert;
mod derive;
mod descriptor;
mod faults;
mod field;
mod fields;
mod formats;
mod index;
mod infer;
mod keys;
mod labels;
mod load;
mod matching;
mod missing_cells;
mod missing_values;
mod notation;
mod package;
mod places;
mod plan;
mod plausibility;
mod policy;
mod published_constraints;
mod query;
mod quoted_cell;
mod read;
mod read_chunks;
mod records;
mod redacted;
mod redaction;
mod redaction_policy;
mod reference;
mod row_offsets;
mod rows;
mod rule;
mod scan;
mod schema;
mod selection;
mod shape;
mod specs;
mod table;
mod table_name;
mod task;
#[cfg(test)]
mod testing;
mod text_chunks;
mod text_format;
mod texts;
mod typed;
mod typed_fast_path;
mod unchecked_table;
mod undeclared;
mod varint;
mod wording;

pub use catalog::{Catalog, Entry};
pub use cells::{ColumnNotes, RewrittenCells};
pub use field::AcceptedFault;
pub use load::{load_tables, load_through};
pub use missing_values::MarkerConvention;
pub use policy::{SmallCountMode, SmallCountRule, TablePolicy};
pub use redacted::RedactedData;
pub use redaction::Redaction;
pub use redaction_policy::{NoRedaction, RedactionPolicy};
pub use reference::{looks_like_code, referenced_name};
pub use rule::CellRule;
pub use selection::Selection;
pub use table::Table;
pub use wording::{TableWordings, read_wordings};
