//! `handling`: the report on what became of an opinion, begun in a new file.

use std::time::Instant;

use crate::cli::args::{Format, Request};
use crate::cli::print::Told;
use crate::cli::progress::Progress;
use crate::cli::words::{Say, say};
use crate::cli::{REFUSED, for_people, is_colorful, to_stderr, to_stdout};
use crate::config;
use crate::diag::Diags;
use crate::locale::{Lang, fill};
use crate::pipeline::{self, Gate, Options};
use crate::source::Sources;

/// Writes the skeleton; gives the exit code.
pub fn tell(request: &Request, sources: &Sources, run: (Diags, Progress, Instant), lang: Option<Lang>) -> u8 {
    let (mut diags, progress, started) = run;
    let gate = if request.strict { Gate::Anything } else { Gate::Errors };
    let options = Options { out: request.site.clone(), as_of: request.as_of, gate, ..Options::default() };
    let file = request.out.clone().unwrap_or_default();
    let made = pipeline::handling(sources, &options, (&request.name, &file), &mut diags);
    drop(progress);
    let lang = lang.unwrap_or_else(|| config::parse(sources, &mut Diags::new()).lang);
    let time = format!("{:.1}", started.elapsed().as_secs_f64());
    let told = Told { diags: &diags, sources, report: None, lang, time };
    match (&made, request.format) {
        (_, Format::Json) => to_stdout(&told.json()),
        (Err(_), Format::Human) => for_people(request, &told, &request.site),
        (Ok(()), Format::Human) => {
            to_stderr(&told.complaints(is_colorful(&std::io::stderr())));
            to_stdout(&(fill(say(lang, Say::Begun), &[("path", &file.display().to_string())]) + "\n"));
        }
    }
    if made.is_ok() { 0 } else { REFUSED }
}
