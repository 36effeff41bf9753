//! What the command line was asked for.

use std::path::PathBuf;

use crate::cli::diagnostic_list::ListLength;
use gongbao_diag::locale::Date;

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub task: Task,
    pub site: PathBuf,
    /// What the command is about, if it is about something: a metric or table, an edition, a ledger, a code, a
    /// schema, a server, a shell or a kind of report.
    pub name: Option<String>,
    /// The later of two editions to compare.
    pub other: Option<String>,
    /// The day an edition is published.
    pub date: Option<Date>,
    pub out: Option<PathBuf>,
    pub as_of: Option<Date>,
    pub strict: bool,
    pub format: ResultFormat,
    /// How many diagnostics people are shown.
    pub list_length: ListLength,
    pub n_threads: Option<usize>,
    /// Whether documents may be set in other faces than official ones ask for.
    pub standard_fonts: bool,
    /// Whether tables are kept from one run to the next.
    pub cache: bool,
    /// Where a site is served.
    pub port: Option<u16>,
    /// Whether it is shown at once.
    pub open: bool,
}

/// The command given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    Build,
    /// `columns` lists how the tables were read.
    Check {
        columns: bool,
        fix: FixMode,
    },
    Lineage,
    Publish,
    Diff,
    /// Begins the report on what became of an opinion.
    Handling,
    /// Says what a diagnostic means; needs no site.
    Explain,
    Fonts,
    /// Shows a site while it is written.
    Serve,
    /// Makes a site to begin with.
    New,
    /// Says what the keys of files are, for editors.
    Schema,
    /// Says what the commands are, for shells.
    Completions,
    Manual,
    /// Prints the settings of a server.
    Host,
}

/// What is to be done about typed numbers whose binding is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FixMode {
    Leave,
    /// Say what would be written.
    Show,
    Write,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResultFormat {
    Human,
    Json,
}

impl Request {
    /// What a command is about that is always about something.
    #[expect(
        clippy::expect_used,
        reason = "clap refuses such a command without a name"
    )]
    pub(super) fn subject(&self) -> &str {
        self.name.as_deref().expect("this command has a name")
    }

    /// The later of two editions to compare.
    #[expect(
        clippy::expect_used,
        reason = "clap refuses a comparison of fewer than two editions"
    )]
    pub(super) fn later(&self) -> &str {
        self.other
            .as_deref()
            .expect("a comparison has two editions")
    }
}
