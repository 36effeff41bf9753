//! Arguments, printing, progress: the only module with a terminal, a clock and an environment.
//!
//! It decides nothing about a report. Start at [`main`].

mod args;
mod diagnostic_list;
mod edition;
mod explain;
mod fonts;
mod handling;
mod host;
mod lineage;
mod next_step;
mod print;
mod progress;
mod question;
mod request;
mod run;
mod schema;
mod serve;
mod shell;
mod start;
mod terminal;
mod usage;
mod words;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use crate::pipeline::{self, Report};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diags, Rejected};
use gongbao_settings as config;
use gongbao_source::{self as source, BuildCache, Sources};
use print::FinishedRun;
use progress::Progress;
use request::{FixMode, Request, ResultFormat, Task};
use run::{Run, for_people, pipeline_options, program_fingerprint};
use terminal::{EXIT_FAILED, EXIT_REFUSED, current_instant, is_colorful, to_stderr, to_stdout};
use words::{Say, say, spoken_language};

/// What the first panic said, so that it is told once and in plain words.
static PANIC: OnceLock<String> = OnceLock::new();

/// Runs the command line and gives the exit code: 0 done, 1 the site has mistakes, 2 the command
/// could not be run.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(|it| {
        let _ = PANIC.set(it.to_string().replace('\n', " "));
    }));
    let args: Vec<OsString> = std::env::args_os().collect();
    let run = panic::catch_unwind(AssertUnwindSafe(|| run(args)));
    ExitCode::from(run.unwrap_or_else(|_| {
        let what = PANIC.get().map_or("", String::as_str);
        let words = Lang::ALL.map(|it| say(it, Say::Panicked)).join("\n");
        to_stderr(&format!(
            "{words}\ngongbao {}: {what}\n",
            env!("CARGO_PKG_VERSION")
        ));
        EXIT_FAILED
    }))
}

fn run(args: Vec<OsString>) -> u8 {
    let asked = args::lang_asked(&args).or_else(system_lang);
    let lang = spoken_language(asked);
    match args::parse_args(args, lang) {
        Ok(request) => run_task(&request, asked),
        Err(error) if error.exit_code() == 0 => {
            let text = error.render();
            to_stdout(&if is_colorful(&std::io::stdout()) {
                text.ansi().to_string()
            } else {
                text.to_string()
            });
            0
        }
        Err(error) => {
            to_stderr(&usage::usage_error(&error, lang));
            EXIT_FAILED
        }
    }
}

/// The language of the system; nothing for `C` and for languages the interface is not in.
fn system_lang() -> Option<Lang> {
    sys_locale::get_locale().and_then(|it| Lang::parse(&it))
}

fn run_task(request: &Request, lang: Option<Lang>) -> u8 {
    match request.task {
        Task::Explain => {
            return explain::print_explanation(request.name.as_deref(), spoken_language(lang));
        }
        Task::New => {
            return start::create_new_site(&request.site, request.subject(), spoken_language(lang));
        }
        Task::Schema => return schema::print_schemas(request, spoken_language(lang)),
        Task::Completions => {
            return shell::print_completions(request.subject(), spoken_language(lang));
        }
        Task::Manual => return shell::print_manual(spoken_language(lang)),
        Task::Build
        | Task::Check { .. }
        | Task::Lineage
        | Task::Publish
        | Task::Diff
        | Task::Handling
        | Task::Serve
        | Task::Host
        | Task::Fonts => {}
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.n_threads.unwrap_or(0))
        // Deeply nested prose is walked by recursion, which must not end the program.
        .stack_size(32 << 20)
        .build();
    match pool {
        Ok(pool) => pool.install(|| run_site_task(request, lang)),
        Err(error) => {
            let lang = spoken_language(lang);
            let text =
                fill_placeholders(say(lang, Say::NoThreads), &[("reason", &error.to_string())]);
            to_stderr(&format!("{}: {text}\n", say(lang, Say::Error)));
            EXIT_FAILED
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "why there is no report is among the complaints"
)]
fn run_site_task(request: &Request, lang: Option<Lang>) -> u8 {
    if request.task == Task::Serve {
        return serve::serve_site(request, lang);
    }
    let started = current_instant();
    let progress = Progress::start(
        say(spoken_language(lang), Say::Working),
        std::io::stderr().is_terminal(),
    );
    let mut diags = Diags::new();
    let kept = if request.cache {
        BuildCache::new(&request.site, &program_fingerprint())
    } else {
        BuildCache::default()
    };
    let sources = source::read_site(&request.site, &mut diags).with_build_cache(kept);
    if let Task::Lineage | Task::Diff | Task::Handling = request.task {
        let run = Run {
            request,
            sources: &sources,
            diags,
            progress,
            started,
            lang,
        };
        return match request.task {
            Task::Lineage => lineage::print_lineage(run),
            Task::Diff => edition::print_difference(run),
            _ => handling::write_handling_report(run),
        };
    }
    if request.task == Task::Host {
        drop(progress);
        return host::print_server_settings(request, &sources, lang);
    }
    if request.task == Task::Fonts {
        drop(progress);
        return fonts::print_fonts(request, &sources, lang);
    }
    let sources = apply_requested_fixes(request, sources, lang, &mut diags);
    let out = request
        .out
        .clone()
        .unwrap_or_else(|| request.site.join("public"));
    let result = make_report(request, &sources, out.clone(), &mut diags);
    drop(progress);
    let told = FinishedRun {
        diags: &diags,
        sources: &sources,
        report: result.as_ref().ok(),
        // Only where nobody says which language is read does the site's own count.
        lang: lang.unwrap_or_else(|| config::parse_settings(&sources, &mut Diags::new()).lang),
        time: format!("{:.1}", started.elapsed().as_secs_f64()),
    };
    match request.format {
        ResultFormat::Json => to_stdout(&told.json()),
        ResultFormat::Human => for_people(request, &told, &out),
    }
    if result.is_ok() { 0 } else { EXIT_REFUSED }
}

/// The sources after what was asked to be fixed.
fn apply_requested_fixes(
    request: &Request,
    sources: Sources,
    lang: Option<Lang>,
    diags: &mut Diags,
) -> Sources {
    let fix = match request.task {
        Task::Check { fix, .. } if fix != FixMode::Leave => fix,
        Task::Check { .. }
        | Task::Build
        | Task::Lineage
        | Task::Publish
        | Task::Diff
        | Task::Handling
        | Task::Fonts
        | Task::Serve
        | Task::Host
        | Task::Explain
        | Task::Schema
        | Task::Completions
        | Task::Manual
        | Task::New => {
            return sources;
        }
    };
    let edits = pipeline::propose_fixes(&sources, &pipeline_options(request, PathBuf::new()));
    let said = print::list_edits(&edits, &sources, spoken_language(lang), fix);
    // Programs read one JSON document from the output.
    if request.format == ResultFormat::Json {
        to_stderr(&said)
    } else {
        to_stdout(&said)
    }
    if fix == FixMode::Show {
        return sources;
    }
    let mut failures = Diags::new();
    pipeline::apply_fixes(&request.site, &sources, &edits, &mut failures);
    // The complaints of the first reading are those of the second, unless a file has become unreadable in between.
    *diags = Diags::new();
    let sources = source::read_site(&request.site, diags);
    diags.append(failures);
    sources
}

fn make_report(
    request: &Request,
    sources: &Sources,
    out: PathBuf,
    diags: &mut Diags,
) -> Result<Report, Rejected> {
    let options = pipeline_options(request, out);
    match request.task {
        Task::Build => pipeline::build_site(sources, &options, diags),
        Task::Publish => edition::publish_site(request, sources, &options, diags),
        Task::Check { .. }
        | Task::Lineage
        | Task::Diff
        | Task::Handling
        | Task::Fonts
        | Task::Host
        | Task::Serve
        | Task::Explain
        | Task::Schema
        | Task::Completions
        | Task::Manual
        | Task::New => pipeline::check_site(sources, &options, diags),
    }
}
