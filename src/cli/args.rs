//! The arguments of the command line, described to clap in the reader's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};

use crate::cli::diagnostic_list::ListLength;
use crate::cli::host::SERVERS;
use crate::cli::request::{FixMode, Request, ResultFormat, Task};
use crate::cli::start::STARTER_KINDS;
use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Date, Lang, parse_date};

/// The shells there are completions for.
const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// Reads the arguments; `lang` is the language of help and complaints.
pub(super) fn parse_args(args: Vec<OsString>, lang: Lang) -> Result<Request, clap::Error> {
    let matches = build_command(lang).try_get_matches_from(args)?;
    match matches.subcommand() {
        Some(("check", it)) => Ok(read_request(check_task(it), it)),
        Some(("lineage", it)) => Ok(read_request(Task::Lineage, it)),
        Some(("publish", it)) => Ok(read_request(Task::Publish, it)),
        Some(("diff", it)) => Ok(read_request(Task::Diff, it)),
        Some(("handling", it)) => Ok(read_request(Task::Handling, it)),
        Some(("explain", it)) => Ok(request_without_site(Task::Explain, it)),
        Some(("schema", it)) => Ok(request_without_site(Task::Schema, it)),
        Some(("completions", it)) => Ok(request_without_site(Task::Completions, it)),
        Some(("man", it)) => Ok(request_without_site(Task::Manual, it)),
        Some(("new", it)) => Ok(request_without_site(Task::New, it)),
        Some(("serve", it)) => Ok(read_request(Task::Serve, it)),
        Some(("host", it)) => Ok(read_request(Task::Host, it)),
        Some(("fonts", it)) => Ok(read_request(Task::Fonts, it)),
        Some((_, it)) => Ok(read_request(Task::Build, it)),
        None => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
    }
}

fn check_task(matches: &ArgMatches) -> Task {
    let fix = match (matches.get_flag("fix"), matches.get_flag("dry-run")) {
        (false, _) => FixMode::Leave,
        (true, true) => FixMode::Show,
        (true, false) => FixMode::Write,
    };
    Task::Check {
        columns: matches.get_flag("verbose"),
        fix,
    }
}

/// The language asked for, found before anything else is understood: complaints are made in it.
pub(super) fn lang_asked(args: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = args.iter().filter_map(|it| it.to_str()).collect();
    let joined = texts.iter().find_map(|it| it.strip_prefix("--lang="));
    let apart = texts
        .iter()
        .position(|it| *it == "--lang")
        .and_then(|at| texts.get(at + 1).copied());
    joined.or(apart).and_then(Lang::parse)
}

/// The whole command line.
pub(super) fn build_command(lang: Lang) -> Command {
    let build = with_shared_args(Command::new("build"), lang, Say::Build, Say::BuildUsage).arg(
        value_arg("out", lang, Say::OutArg, Say::FolderName).value_parser(value_parser!(PathBuf)),
    );
    let name = Arg::new("name")
        .value_name(say(lang, Say::SubjectName))
        .help(say(lang, Say::SubjectArg));
    let name = name.help_heading(say(lang, Say::Arguments)).required(true);
    let lineage = with_shared_args(
        Command::new("lineage").arg(name),
        lang,
        Say::Lineage,
        Say::LineageUsage,
    );
    let check = with_shared_args(Command::new("check"), lang, Say::Check, Say::CheckUsage)
        .arg(flag_arg("verbose", lang, Say::VerboseArg).short('v'))
        .arg(flag_arg("fix", lang, Say::FixArg))
        .arg(flag_arg("dry-run", lang, Say::DryRunArg).requires("fix"));
    let edition = value_arg("edition", lang, Say::EditionArg, Say::EditionName).required(true);
    let publish = with_shared_args(
        Command::new("publish"),
        lang,
        Say::Publish,
        Say::PublishUsage,
    )
    .arg(
        edition
            .value_parser(move |text: &str| edition_name(text).ok_or(say(lang, Say::NameWanted))),
    )
    .arg(value_arg("out", lang, Say::OutArg, Say::FolderName).value_parser(value_parser!(PathBuf)))
    .arg(value_arg("date", lang, Say::DateArg, Say::DateName).value_parser(parse_day(lang)));
    let side = |name: &'static str, help| {
        Arg::new(name)
            .value_name(say(lang, Say::EditionName))
            .help(say(lang, help))
            .help_heading(say(lang, Say::Arguments))
    };
    let before = side("name", Say::BeforeArg).required(true);
    let after = side("other", Say::AfterArg).required(true);
    let diff = with_shared_args(
        Command::new("diff").arg(before).arg(after),
        lang,
        Say::Diff,
        Say::DiffUsage,
    );
    let ledger = Arg::new("name")
        .value_name(say(lang, Say::LedgerName))
        .help(say(lang, Say::LedgerArg));
    let ledger = ledger
        .help_heading(say(lang, Say::Arguments))
        .required(true);
    let handling = with_shared_args(
        Command::new("handling").arg(ledger),
        lang,
        Say::Handling,
        Say::HandlingUsage,
    )
    .arg(
        value_arg("out", lang, Say::FileArg, Say::FileName)
            .value_parser(value_parser!(PathBuf))
            .required(true),
    );
    let version = flag_arg("version", lang, Say::VersionArg)
        .short('V')
        .action(ArgAction::Version);
    with_headings(Command::new("gongbao"), lang, Say::About, Say::Usage)
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .subcommand_help_heading(say(lang, Say::Commands))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(version)
        .subcommand(build)
        .subcommand(serve_command(lang))
        .subcommand(check)
        .subcommand(lineage)
        .subcommand(publish)
        .subcommand(diff)
        .subcommand(handling)
        .subcommand(explain_command(lang))
        .subcommand(
            with_shared_args(Command::new("fonts"), lang, Say::Fonts, Say::FontsUsage)
                .mut_arg("all", |it| it.hide(true)),
        )
        .subcommand(host_command(lang))
        .subcommand(new_command(lang))
        .subcommand(schema_command(lang))
        .subcommand(completions_command(lang))
        .subcommand(manual_command(lang))
}

fn serve_command(lang: Lang) -> Command {
    let port = move |text: &str| text.parse::<u16>().map_err(|_| say(lang, Say::PortWanted));
    with_shared_args(Command::new("serve"), lang, Say::Serve, Say::ServeUsage)
        .arg(value_arg("port", lang, Say::PortArg, Say::NumberName).value_parser(port))
        .arg(flag_arg("open", lang, Say::OpenArg))
        .mut_arg("strict", |it| it.hide(true))
        .mut_arg("format", |it| it.hide(true))
}

fn host_command(lang: Lang) -> Command {
    let server = Arg::new("name")
        .value_name(say(lang, Say::ServerName))
        .help(say(lang, Say::ServerArg));
    let server = server
        .help_heading(say(lang, Say::Arguments))
        .required(true)
        .hide_possible_values(true);
    with_shared_args(
        Command::new("host").arg(server.value_parser(possible_values(&SERVERS))),
        lang,
        Say::Host,
        Say::HostUsage,
    )
    .mut_arg("all", |it| it.hide(true))
}

fn new_command(lang: Lang) -> Command {
    let folder = Arg::new("site")
        .value_name(say(lang, Say::FolderName))
        .help(say(lang, Say::NewArg))
        .required(true);
    let folder = folder
        .help_heading(say(lang, Say::Arguments))
        .value_parser(value_parser!(PathBuf));
    let kind = value_arg("name", lang, Say::KindArg, Say::KindName)
        .long("kind")
        .default_value(STARTER_KINDS[0]);
    with_headings(
        Command::new("new").arg(folder),
        lang,
        Say::New,
        Say::NewUsage,
    )
    .arg(
        kind.hide_default_value(true)
            .value_parser(possible_values(&STARTER_KINDS)),
    )
    .arg(
        value_arg("lang", lang, Say::LangArg, Say::LangName)
            .value_parser(possible_values(&["zh", "en"])),
    )
}

fn explain_command(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::CodeName))
        .help(say(lang, Say::CodeArg));
    let name = name.help_heading(say(lang, Say::Arguments));
    with_headings(
        Command::new("explain").arg(name),
        lang,
        Say::Explain,
        Say::ExplainUsage,
    )
    .arg(
        value_arg("lang", lang, Say::LangArg, Say::LangName)
            .value_parser(possible_values(&["zh", "en"])),
    )
}

fn schema_command(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::SchemaName))
        .help(say(lang, Say::SchemaArg));
    let name = name.help_heading(say(lang, Say::Arguments));
    with_headings(
        Command::new("schema").arg(name),
        lang,
        Say::Schema,
        Say::SchemaUsage,
    )
    .arg(
        value_arg("out", lang, Say::SchemaOutArg, Say::FolderName)
            .value_parser(value_parser!(PathBuf)),
    )
    .arg(
        value_arg("lang", lang, Say::LangArg, Say::LangName)
            .value_parser(possible_values(&["zh", "en"])),
    )
}

fn completions_command(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::ShellName))
        .help(say(lang, Say::ShellArg))
        .required(true);
    let name = name
        .help_heading(say(lang, Say::Arguments))
        .value_parser(possible_values(&SHELLS))
        .hide_possible_values(true);
    with_headings(
        Command::new("completions").arg(name),
        lang,
        Say::Completions,
        Say::CompletionsUsage,
    )
    .arg(
        value_arg("lang", lang, Say::LangArg, Say::LangName)
            .value_parser(possible_values(&["zh", "en"])),
    )
}

fn manual_command(lang: Lang) -> Command {
    with_headings(Command::new("man"), lang, Say::Manual, Say::ManualUsage).arg(
        value_arg("lang", lang, Say::LangArg, Say::LangName)
            .value_parser(possible_values(&["zh", "en"])),
    )
}

/// A request that no site is read for.
fn request_without_site(task: Task, matches: &ArgMatches) -> Request {
    Request {
        task,
        name: if task == Task::Manual {
            None
        } else {
            matches.get_one("name").cloned()
        },
        other: None,
        date: None,
        site: if task == Task::New {
            required_value(matches, "site")
        } else {
            // No site is read; it stays where every command begins.
            PathBuf::from(".")
        },
        out: if task == Task::Schema {
            matches.get_one("out").cloned()
        } else {
            None
        },
        as_of: None,
        strict: false,
        format: ResultFormat::Human,
        list_length: ListLength::Bounded,
        n_threads: Some(1),
        cache: false,
        standard_fonts: false,
        port: None,
        open: false,
    }
}

/// The value of an argument its command cannot do without.
#[expect(
    clippy::expect_used,
    reason = "clap refuses a command without its required arguments"
)]
fn required_value<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> T {
    matches
        .get_one(name)
        .cloned()
        .expect("this argument is required")
}

/// The arguments every command takes.
fn with_shared_args(command: Command, lang: Lang, about: Say, usage: Say) -> Command {
    let site = Arg::new("site")
        .value_name(say(lang, Say::SiteName))
        .help(say(lang, Say::SiteArg));
    let site = site
        .help_heading(say(lang, Say::Arguments))
        .value_parser(value_parser!(PathBuf));
    let threads = move |text: &str| match text.parse::<usize>() {
        Ok(n) if (1..=1024).contains(&n) => Ok(n),
        Ok(_) | Err(_) => Err(say(lang, Say::CountWanted)),
    };
    with_headings(command.arg(site), lang, about, usage)
        .arg(value_arg("as-of", lang, Say::AsOfArg, Say::DateName).value_parser(parse_day(lang)))
        .arg(flag_arg("strict", lang, Say::StrictArg))
        .arg(flag_arg("all", lang, Say::AllArg))
        .arg(
            value_arg("format", lang, Say::FormatArg, Say::FormatName)
                .value_parser(possible_values(&["human", "json"])),
        )
        .arg(value_arg("threads", lang, Say::ThreadsArg, Say::NumberName).value_parser(threads))
        .arg(flag_arg("no-cache", lang, Say::NoCacheArg))
        .arg(flag_arg(
            "require-standard-fonts",
            lang,
            Say::StandardFontsArg,
        ))
        .arg(
            value_arg("lang", lang, Say::LangArg, Say::LangName)
                .value_parser(possible_values(&["zh", "en"])),
        )
}

fn parse_day(
    lang: Lang,
) -> impl Fn(&str) -> Result<Date, &'static str> + Clone + Send + Sync + 'static {
    move |text: &str| parse_date(text).ok_or(say(lang, Say::DateWanted))
}

/// A name that can be that of a file on every system.
fn edition_name(text: &str) -> Option<String> {
    let is_plain = |it: char| it.is_alphanumeric() || "-_.".contains(it);
    let fits = !text.is_empty()
        && text.len() <= 120
        && text.chars().all(is_plain)
        && !text.starts_with('.');
    (fits && text != crate::pipeline::NOW).then(|| text.to_owned())
}

/// A command whose help has its headings in the language too.
fn with_headings(command: Command, lang: Lang, about: Say, usage: Say) -> Command {
    let head = say(lang, Say::UsageHead);
    command
        .about(say(lang, about))
        .override_usage(say(lang, usage))
        .help_template(format!("{{about}}\n\n{head} {{usage}}\n\n{{all-args}}"))
        .disable_help_flag(true)
        .arg(
            flag_arg("help", lang, Say::HelpArg)
                .short('h')
                .action(ArgAction::Help),
        )
}

fn flag_arg(name: &'static str, lang: Lang, help: Say) -> Arg {
    let arg = Arg::new(name).long(name).action(ArgAction::SetTrue);
    arg.help(say(lang, help))
        .help_heading(say(lang, Say::Options))
}

fn value_arg(name: &'static str, lang: Lang, help: Say, value_name: Say) -> Arg {
    let arg = Arg::new(name)
        .long(name)
        .value_name(say(lang, value_name))
        .hide_possible_values(true);
    arg.help(say(lang, help))
        .help_heading(say(lang, Say::Options))
}

fn possible_values(values: &[&'static str]) -> PossibleValuesParser {
    PossibleValuesParser::new(values.to_vec())
}

fn read_request(task: Task, matches: &ArgMatches) -> Request {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let writes = matches!(task, Task::Build | Task::Publish | Task::Handling);
    Request {
        task,
        name: match task {
            Task::Lineage | Task::Diff | Task::Handling | Task::Host => {
                Some(required_value(matches, "name"))
            }
            Task::Publish => Some(required_value(matches, "edition")),
            Task::Build
            | Task::Check { .. }
            | Task::Explain
            | Task::Fonts
            | Task::Serve
            | Task::Schema
            | Task::Completions
            | Task::Manual
            | Task::New => None,
        },
        other: if task == Task::Diff {
            Some(required_value(matches, "other"))
        } else {
            None
        },
        date: if task == Task::Publish {
            matches.get_one("date").copied()
        } else {
            None
        },
        site: matches
            .get_one("site")
            .cloned()
            .unwrap_or_else(|| PathBuf::from(".")),
        out: if writes {
            matches.get_one("out").cloned()
        } else {
            None
        },
        as_of: matches.get_one("as-of").copied(),
        strict: matches.get_flag("strict"),
        format: if text("format") == Some("json") {
            ResultFormat::Json
        } else {
            ResultFormat::Human
        },
        list_length: if matches.get_flag("all") {
            ListLength::Everything
        } else {
            ListLength::Bounded
        },
        n_threads: matches.get_one("threads").copied(),
        standard_fonts: matches.get_flag("require-standard-fonts"),
        cache: !matches.get_flag("no-cache"),
        port: if task == Task::Serve {
            matches.get_one("port").copied()
        } else {
            None
        },
        open: task == Task::Serve && matches.get_flag("open"),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::error::ErrorKind;

    use crate::cli::args::{build_command, lang_asked, parse_args};
    use crate::cli::diagnostic_list::ListLength;
    use crate::cli::request::{FixMode, Request, ResultFormat, Task};
    use gongbao_diag::locale::Lang;

    fn read(line: &str) -> Result<Request, clap::Error> {
        parse_args(line.split(' ').map(OsString::from).collect(), Lang::En)
    }

    fn check_refused(line: &str, kind: ErrorKind) {
        assert_eq!(
            read(line).map_err(|it| it.kind()).err(),
            Some(kind),
            "{line}"
        );
    }

    #[test]
    fn describes_commands_clap_accepts() {
        Lang::ALL
            .iter()
            .for_each(|it| build_command(*it).debug_assert());
    }

    #[test]
    fn reads_a_build() {
        let request = read("gongbao build site --out=x --as-of 2025-12-31 --strict --threads 3")
            .expect("a request");
        assert_eq!(
            (request.task, request.strict, request.n_threads),
            (Task::Build, true, Some(3))
        );
        assert_eq!(request.as_of.expect("a date").to_string(), "2025-12-31");
    }

    #[test]
    fn reads_a_check_in_the_current_folder() {
        let request = read("gongbao check -v").expect("a request");
        assert_eq!(
            (request.task, request.site.to_str()),
            (
                Task::Check {
                    columns: true,
                    fix: FixMode::Leave
                },
                Some(".")
            )
        );
    }

    #[test]
    fn reads_how_many_diagnostics_are_shown() {
        let length = |line: &str| read(line).expect("a request").list_length;
        for command in ["build", "check", "publish --edition 1", "serve"] {
            let line = format!("gongbao {command}");
            assert_eq!(length(&line), ListLength::Bounded);
            assert_eq!(length(&(line + " --all")), ListLength::Everything);
        }
        check_refused("gongbao check --all=5", ErrorKind::TooManyValues);
    }

    #[test]
    fn reads_what_is_to_be_fixed() {
        let fix = |line: &str| read(line).expect("a request").task;
        assert_eq!(
            fix("gongbao check --fix"),
            Task::Check {
                columns: false,
                fix: FixMode::Write
            }
        );
        assert_eq!(
            fix("gongbao check --fix --dry-run"),
            Task::Check {
                columns: false,
                fix: FixMode::Show
            }
        );
    }

    #[test]
    fn reads_a_question_about_a_metric() {
        let request = read("gongbao lineage station_share site --format json").expect("a request");
        assert_eq!(
            (request.task, request.site.to_str()),
            (Task::Lineage, Some("site"))
        );
        assert_eq!(
            (request.subject(), request.format),
            ("station_share", ResultFormat::Json)
        );
        check_refused("gongbao lineage", ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn reads_what_is_to_be_published_and_compared() {
        let request =
            read("gongbao publish --edition 2025-初版 --date 2026-01-15 site").expect("a request");
        assert_eq!(
            (request.task, request.subject()),
            (Task::Publish, "2025-初版")
        );
        let request = read("gongbao diff 2025-初版 now site").expect("a request");
        assert_eq!((request.task, request.later()), (Task::Diff, "now"));
        check_refused("gongbao publish site", ErrorKind::MissingRequiredArgument);
        check_refused("gongbao publish --edition a/b", ErrorKind::ValueValidation);
        check_refused("gongbao publish --edition now", ErrorKind::ValueValidation);
        check_refused("gongbao diff a", ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn reads_where_a_report_is_begun() {
        let request =
            read("gongbao handling ledger --out site/content/report.md site").expect("a request");
        assert_eq!(
            (request.task, request.subject()),
            (Task::Handling, "ledger")
        );
        assert!(request.out.is_some_and(|it| it.ends_with("report.md")));
        check_refused(
            "gongbao handling ledger",
            ErrorKind::MissingRequiredArgument,
        );
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        check_refused("gongbao", ErrorKind::MissingSubcommand);
        check_refused("gongbao biuld", ErrorKind::InvalidSubcommand);
        check_refused("gongbao build --starict", ErrorKind::UnknownArgument);
        check_refused("gongbao check --out x", ErrorKind::UnknownArgument);
        check_refused(
            "gongbao check --dry-run",
            ErrorKind::MissingRequiredArgument,
        );
        check_refused("gongbao build --format xml", ErrorKind::InvalidValue);
        check_refused(
            "gongbao build --as-of 2025-02-30",
            ErrorKind::ValueValidation,
        );
        check_refused("gongbao build --threads 0", ErrorKind::ValueValidation);
    }

    #[test]
    fn finds_the_language_before_the_rest_is_understood() {
        let asked =
            |line: &str| lang_asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked("gongbao --nonsense --lang en"), Some(Lang::En));
        assert_eq!(asked("gongbao --lang=zh"), Some(Lang::Zh));
        assert_eq!(asked("gongbao --lang"), None);
    }
}
