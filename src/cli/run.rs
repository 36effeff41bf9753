//! One run of a command that reads a site: what was asked, what was read, and what is said of it in the end.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::fonts;
use crate::cli::next_step::describe_next_step;
use crate::cli::print::FinishedRun;
use crate::cli::progress::Progress;
use crate::cli::request::{Request, Task};
use crate::cli::terminal::{is_colorful, to_stderr, to_stdout};
use crate::cli::words::Say;
use crate::pipeline::{FailOn, Options};
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_source::{CACHE_FOLDER, Sources};

/// A run of a command that asks a site for one thing.
pub(super) struct Run<'a> {
    pub request: &'a Request,
    pub sources: &'a Sources,
    /// What was complained of while the sources were read.
    pub diags: Diags,
    pub progress: Progress,
    pub started: Instant,
    /// The language asked for; the site's own where nobody asked for one.
    pub lang: Option<Lang>,
}

/// What is asked of the pipeline.
pub(super) fn pipeline_options(request: &Request, out: PathBuf) -> Options {
    let gate = if request.strict {
        FailOn::Anything
    } else {
        FailOn::Errors
    };
    // A check promises to write nothing.
    let keeps = request.cache && matches!(request.task, Task::Build | Task::Publish);
    let keep_in = keeps.then(|| request.site.join(CACHE_FOLDER));
    let require_standard_fonts = request.standard_fonts;
    Options {
        out,
        as_of: request.as_of,
        fail_on: gate,
        fonts: fonts::font_folders(),
        require_standard_fonts,
        keep_in,
    }
}

/// Prints the diagnostics of a build or a check, what became of it, and what to do next.
pub(super) fn for_people(request: &Request, told: &FinishedRun<'_>, out: &Path) {
    to_stderr(&told.complaints(request.list_length, is_colorful(&std::io::stderr())));
    let made = match request.task {
        Task::Build | Task::Publish => {
            to_stdout(&told.output(out).map_or_else(String::new, |it| it + "\n"));
            Say::Built
        }
        Task::Lineage
        | Task::Diff
        | Task::Handling
        | Task::Fonts
        | Task::Host
        | Task::Serve
        | Task::Explain
        | Task::Schema
        | Task::Completions
        | Task::Manual
        | Task::New => Say::Checked,
        Task::Check { columns, fix: _ } => {
            to_stdout(&if columns {
                told.columns() + &told.numbers()
            } else {
                String::new()
            });
            Say::Checked
        }
    };
    let last = told.summary(made) + "\n" + &describe_next_step(request, told, out) + "\n";
    if told.report.is_some() {
        to_stdout(&last)
    } else {
        to_stderr(&last)
    }
}

/// Different for each program that may work things out otherwise: a version alone does not tell apart those
/// that are made between two of them.
#[expect(
    clippy::disallowed_methods,
    reason = "where the system does not tell, the version alone has to do"
)]
pub(super) fn program_fingerprint() -> String {
    let made = std::env::current_exe().and_then(|it| it.metadata());
    // Where the system does not tell, the version alone has to do: programs are only made between versions by those who
    // work on this one.
    let made = match made {
        Ok(about) => Some((about.len(), about.modified().ok())),
        Err(_) => None,
    };
    format!("{} {made:?}", env!("CARGO_PKG_VERSION"))
}
