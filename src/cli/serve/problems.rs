//! The errors and warnings of a site, for the browser to show.

use serde::Serialize;

use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diagnostic, Diags, Severity, excerpt, format_location};
use gongbao_source::Sources;

/// How many mistakes are shown; `gongbao check --all` has all of them.
const MAX_PROBLEMS_SHOWN: usize = 40;

/// Everything to be said of a site, with the words a page needs to say it.
#[derive(Serialize)]
pub(super) struct ProblemList {
    lang: &'static str,
    /// Whether there is an error among the mistakes.
    severe: bool,
    pub summary: String,
    /// Said where readers see an older version, because of an error.
    stays: &'static str,
    /// How many mistakes are left out.
    pub more: String,
    hide: &'static str,
    show: &'static str,
    gone: &'static str,
    pub items: Vec<Problem>,
}

impl ProblemList {
    /// The notes as the page's script reads them.
    #[expect(
        clippy::expect_used,
        reason = "texts and truth values can always be written"
    )]
    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).expect("notes are texts")
    }
}

/// One mistake.
#[derive(Serialize)]
pub(super) struct Problem {
    pub severe: bool,
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub place: String,
    pub line: Option<QuotedLine>,
    pub help: String,
}

/// The line a mistake is in: what stands before it, the mistake itself, and what follows.
#[derive(Serialize)]
pub(super) struct QuotedLine(pub String, pub String, pub String);

/// Everything to be said, the errors first.
pub(super) fn collect_notes(found: &Diags, sources: &Sources, lang: Lang) -> ProblemList {
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found
        .sorted()
        .into_iter()
        .partition(|it| it.severity() == Severity::Error);
    let n_errors = errors.len();
    let all: Vec<&Diagnostic> = errors.into_iter().chain(warnings).collect();
    let shown: Vec<Problem> = all
        .iter()
        .take(MAX_PROBLEMS_SHOWN)
        .map(|it| diagnostic_note(it, sources, lang))
        .collect();
    let more = all.len().saturating_sub(MAX_PROBLEMS_SHOWN);
    ProblemList {
        lang: lang.tag(),
        severe: n_errors > 0,
        summary: count_problems(found, lang),
        stays: if n_errors > 0 {
            say(lang, Say::LastGood)
        } else {
            ""
        },
        more: if more > 0 {
            fill_placeholders(say(lang, Say::MoreNotes), &[("n", &more.to_string())])
        } else {
            String::new()
        },
        hide: say(lang, Say::HideNotes),
        show: say(lang, Say::ShowNotes),
        gone: say(lang, Say::ServerGone),
        items: shown,
    }
}

/// How many errors and warnings there are.
pub(super) fn count_problems(found: &Diags, lang: Lang) -> String {
    let count = |severity| {
        found
            .sorted()
            .into_iter()
            .filter(|it| it.severity() == severity)
            .count()
            .to_string()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors == "0" && warnings == "0" {
        return say(lang, Say::NoNotes).to_owned();
    }
    fill_placeholders(
        say(lang, Say::NoteCounts),
        &[("errors", &errors), ("warnings", &warnings)],
    )
}

fn diagnostic_note(it: &Diagnostic, sources: &Sources, lang: Lang) -> Problem {
    let line = excerpt(&it.place, sources).map(|it| {
        let (before, rest) = it
            .line
            .split_at_checked(it.mark.start)
            .unwrap_or((&it.line, ""));
        let (guilty, after) = rest.split_at_checked(it.mark.len()).unwrap_or((rest, ""));
        QuotedLine(before.to_owned(), guilty.to_owned(), after.to_owned())
    });
    let severity = match it.severity() {
        Severity::Error => say(lang, Say::Error),
        Severity::Warning => say(lang, Say::Warning),
    };
    Problem {
        severe: it.severity() == Severity::Error,
        severity,
        code: it.code.name(),
        message: it.message(lang),
        place: format_location(&it.place, lang, sources),
        line,
        help: it.help(lang),
    }
}
