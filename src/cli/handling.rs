//! `handling`: drafts the response report in a new file.

use crate::cli::question::{Answer, ask_site};
use crate::cli::run::Run;
use crate::cli::words::{Say, say};
use crate::pipeline::{self, Options};
use gongbao_diag::Diags;
use gongbao_diag::locale::fill_placeholders;

/// Writes the skeleton; gives the exit code.
#[expect(
    clippy::expect_used,
    reason = "clap refuses a command without its required arguments"
)]
pub(super) fn write_handling_report(run: Run<'_>) -> u8 {
    let (request, sources) = (run.request, run.sources);
    let file = request.out.as_deref();
    let file = file.expect("clap refuses this command without a file");
    let path = file.display().to_string();
    let question = |options: &Options, diags: &mut Diags| {
        pipeline::begin_handling_report(sources, options, request.subject(), file, diags)
    };
    let answer = |(), lang| {
        Answer::Done(fill_placeholders(say(lang, Say::Begun), &[("path", &path)]) + "\n")
    };
    ask_site(run, question, answer)
}
