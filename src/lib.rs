//! gongbao turns CSV metrics and Markdown commentary into public work reports.
//!
//! The rooms stand in rank order, each importing only lower ones; `ARCHITECTURE.md` says why, and
//! `tests/tidy.rs` holds it. Start at [`pipeline::build`].

pub mod locale;

pub mod diag;

pub mod prose;

pub mod source;

pub mod config;

pub mod theme;

pub mod data;

pub mod metric;

pub mod guard;

pub mod chart;

pub mod content;

pub mod site;

pub mod edition;

pub mod output;

pub mod publish;

pub mod pipeline;

pub mod cli;
