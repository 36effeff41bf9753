//! `handling`: the report on what became of an opinion, begun in a new file.

use std::time::Instant;

use crate::cli::args::Request;
use crate::cli::progress::Progress;
use crate::cli::question::{Answer, ask};
use crate::cli::words::{Say, say};
use crate::pipeline::{self, Options};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, fill};
use gongbao_source::Sources;

/// Writes the skeleton; gives the exit code.
pub fn tell(
    request: &Request,
    sources: &Sources,
    run: (Diags, Progress, Instant),
    lang: Option<Lang>,
) -> u8 {
    let file = request.out.clone().unwrap_or_default();
    let path = file.display().to_string();
    let question = |options: &Options, diags: &mut Diags| {
        pipeline::handling(sources, options, (&request.name, &file), diags)
    };
    let answer = |(), lang| Answer::Done(fill(say(lang, Say::Begun), &[("path", &path)]) + "\n");
    ask((request, sources), run, lang, question, answer)
}
