//! What `lineage`, `diff` and `handling` have in common: a site is asked for one thing, and there is an answer, or what
//! stands in its way.

use crate::cli::print::FinishedRun;
use crate::cli::request::ResultFormat;
use crate::cli::run::{Run, for_people};
use crate::cli::terminal::{EXIT_FAILED, EXIT_REFUSED, is_colorful, to_stderr, to_stdout};
use crate::pipeline::{FailOn, Options};
use gongbao_diag::locale::Lang;
use gongbao_diag::{Diags, Rejected};
use gongbao_settings as config;

/// What a question came to.
pub(super) enum Answer {
    /// What is printed, in the format that was asked for.
    Told(String),
    /// What was done, for people; programs are given the complaints.
    Done(String),
    /// The question is about something that is not there.
    Unknown(String),
}

/// Asks a site, and prints what comes of it; gives the exit code.
pub(super) fn ask_site<T>(
    run: Run<'_>,
    question: impl FnOnce(&Options, &mut Diags) -> Result<T, Rejected>,
    answer: impl FnOnce(T, Lang) -> Answer,
) -> u8 {
    let Run {
        request,
        sources,
        mut diags,
        progress,
        started,
        lang,
    } = run;
    let gate = if request.strict {
        FailOn::Anything
    } else {
        FailOn::Errors
    };
    let options = Options {
        out: request.site.clone(),
        as_of: request.as_of,
        fail_on: gate,
        ..Options::default()
    };
    let found = question(&options, &mut diags);
    drop(progress);
    let lang = lang.unwrap_or_else(|| config::parse_settings(sources, &mut Diags::new()).lang);
    let time = format!("{:.1}", started.elapsed().as_secs_f64());
    let told = FinishedRun {
        diags: &diags,
        sources,
        report: None,
        lang,
        time,
    };
    let is_for_people = request.format == ResultFormat::Human;
    match found.map(|it| answer(it, lang)) {
        Err(_) if is_for_people => {
            for_people(request, &told, &request.site);
            EXIT_REFUSED
        }
        Err(_) => {
            to_stdout(&told.json());
            EXIT_REFUSED
        }
        Ok(Answer::Unknown(text)) => {
            to_stderr(&text);
            EXIT_FAILED
        }
        Ok(Answer::Told(text) | Answer::Done(text)) if is_for_people => {
            to_stderr(&told.complaints(request.list_length, is_colorful(&std::io::stderr())));
            to_stdout(&text);
            0
        }
        Ok(Answer::Told(text)) => {
            to_stdout(&text);
            0
        }
        Ok(Answer::Done(_)) => {
            to_stdout(&told.json());
            0
        }
    }
}
