//! Every test that looks at the program from outside, in one binary; what is a fixture is in `fixtures`.
//!
//! - `tidy`: the invariants of the architecture, held against the source code.
//! - `docx`: documents for offices, opened.
//! - `government`: what the conventions of official websites ask for.
//! - `languages`: the same pages in several languages, bound to the same rows.
//! - `guard`: what must not be published, from the planted number to the finished file.
//! - `lineage`: the way from a figure to its rows and back.
//! - `numbers`: what charts draw is what their tables and downloads say.
//! - `determinism`, `cache`, `change`, `kill`, `offline`: what is promised of every output.
//! - `documents`: pages on paper, measured.
//! - `editions`: what was published before may not change in silence.
//! - `explain`: explanations show what is really said.
//! - `formats`: the same tables in other formats and encodings give the same site.
//! - `printed`: what is printed has a bound and ends with what to do next.
//! - `shipped`: pages, style and scripts are those of browsers as old as Chromium 78.
//! - `schema`: editors know the keys the program reads.
//! - `serve`: the site while it is written.
//! - `start`: a new site builds at once.
//! - `reading`: what is written reads back equal.
#![allow(
    clippy::disallowed_methods,
    reason = "tests stand outside the rooms: they run the program and look at the disk"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use gongbao_testing as support;

mod audit;
mod cache;
mod cells;
mod change;
mod cli;
mod determinism;
mod documents;
mod docx;
mod editions;
mod explain;
mod formats;
mod government;
mod guard;
mod home;
mod kill;
mod languages;
mod lineage;
mod numbers;
mod offline;
mod opinions;
mod printed;
mod reading;
mod readme;
mod schema;
mod serve;
mod shipped;
mod start;
mod tidy;
