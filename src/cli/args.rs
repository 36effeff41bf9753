//! The arguments of the command line, described to clap in the reader's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};

use crate::cli::host::SERVERS;
use crate::cli::request::{Fix, Format, Request, Task};
use crate::cli::start::KINDS;
use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Date, Lang, parse_date};

/// The shells there are completions for.
const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// Reads the arguments; `lang` is the language of help and complaints.
pub fn parse(args: Vec<OsString>, lang: Lang) -> Result<Request, clap::Error> {
    let matches = command(lang).try_get_matches_from(args)?;
    match matches.subcommand() {
        Some(("check", it)) => Ok(request(check(it), it)),
        Some(("lineage", it)) => Ok(request(Task::Lineage, it)),
        Some(("publish", it)) => Ok(request(Task::Publish, it)),
        Some(("diff", it)) => Ok(request(Task::Diff, it)),
        Some(("handling", it)) => Ok(request(Task::Handling, it)),
        Some(("explain", it)) => Ok(bare(Task::Explain, it)),
        Some(("schema", it)) => Ok(bare(Task::Schema, it)),
        Some(("completions", it)) => Ok(bare(Task::Completions, it)),
        Some(("man", it)) => Ok(bare(Task::Manual, it)),
        Some(("new", it)) => Ok(bare(Task::New, it)),
        Some(("serve", it)) => Ok(request(Task::Serve, it)),
        Some(("host", it)) => Ok(request(Task::Host, it)),
        Some(("fonts", it)) => Ok(request(Task::Fonts, it)),
        Some((_, it)) => Ok(request(Task::Build, it)),
        None => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
    }
}

fn check(matches: &ArgMatches) -> Task {
    let fix = match (matches.get_flag("fix"), matches.get_flag("dry-run")) {
        (false, _) => Fix::Leave,
        (true, true) => Fix::Show,
        (true, false) => Fix::Write,
    };
    Task::Check {
        columns: matches.get_flag("verbose"),
        fix,
    }
}

/// The language asked for, found before anything else is understood: complaints are made in it.
pub fn lang_asked(args: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = args.iter().filter_map(|it| it.to_str()).collect();
    let joined = texts.iter().find_map(|it| it.strip_prefix("--lang="));
    let apart = texts
        .iter()
        .position(|it| *it == "--lang")
        .and_then(|at| texts.get(at + 1).copied());
    joined.or(apart).and_then(Lang::parse)
}

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let build = shared(Command::new("build"), lang, Say::Build, Say::BuildUsage)
        .arg(value("out", lang, Say::OutArg, Say::FolderName).value_parser(value_parser!(PathBuf)));
    let name = Arg::new("name")
        .value_name(say(lang, Say::SubjectName))
        .help(say(lang, Say::SubjectArg));
    let name = name.help_heading(say(lang, Say::Arguments)).required(true);
    let lineage = shared(
        Command::new("lineage").arg(name),
        lang,
        Say::Lineage,
        Say::LineageUsage,
    );
    let check = shared(Command::new("check"), lang, Say::Check, Say::CheckUsage)
        .arg(flag("verbose", lang, Say::VerboseArg).short('v'))
        .arg(flag("fix", lang, Say::FixArg))
        .arg(flag("dry-run", lang, Say::DryRunArg).requires("fix"));
    let edition = value("edition", lang, Say::EditionArg, Say::EditionName).required(true);
    let publish = shared(
        Command::new("publish"),
        lang,
        Say::Publish,
        Say::PublishUsage,
    )
    .arg(
        edition
            .value_parser(move |text: &str| edition_name(text).ok_or(say(lang, Say::NameWanted))),
    )
    .arg(value("out", lang, Say::OutArg, Say::FolderName).value_parser(value_parser!(PathBuf)))
    .arg(value("date", lang, Say::DateArg, Say::DateName).value_parser(day(lang)));
    let side = |name: &'static str, help| {
        Arg::new(name)
            .value_name(say(lang, Say::EditionName))
            .help(say(lang, help))
            .help_heading(say(lang, Say::Arguments))
    };
    let before = side("name", Say::BeforeArg).required(true);
    let after = side("other", Say::AfterArg).required(true);
    let diff = shared(
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
    let handling = shared(
        Command::new("handling").arg(ledger),
        lang,
        Say::Handling,
        Say::HandlingUsage,
    )
    .arg(
        value("out", lang, Say::FileArg, Say::FileName)
            .value_parser(value_parser!(PathBuf))
            .required(true),
    );
    let version = flag("version", lang, Say::VersionArg)
        .short('V')
        .action(ArgAction::Version);
    framed(Command::new("gongbao"), lang, Say::About, Say::Usage)
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .subcommand_help_heading(say(lang, Say::Commands))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(version)
        .subcommand(build)
        .subcommand(serve(lang))
        .subcommand(check)
        .subcommand(lineage)
        .subcommand(publish)
        .subcommand(diff)
        .subcommand(handling)
        .subcommand(explain(lang))
        .subcommand(shared(
            Command::new("fonts"),
            lang,
            Say::Fonts,
            Say::FontsUsage,
        ))
        .subcommand(host(lang))
        .subcommand(new(lang))
        .subcommand(schema(lang))
        .subcommand(completions(lang))
        .subcommand(manual(lang))
}

fn serve(lang: Lang) -> Command {
    let port = move |text: &str| text.parse::<u16>().map_err(|_| say(lang, Say::PortWanted));
    shared(Command::new("serve"), lang, Say::Serve, Say::ServeUsage)
        .arg(value("port", lang, Say::PortArg, Say::NumberName).value_parser(port))
        .arg(flag("open", lang, Say::OpenArg))
        .mut_arg("strict", |it| it.hide(true))
        .mut_arg("format", |it| it.hide(true))
}

fn host(lang: Lang) -> Command {
    let server = Arg::new("name")
        .value_name(say(lang, Say::ServerName))
        .help(say(lang, Say::ServerArg));
    let server = server
        .help_heading(say(lang, Say::Arguments))
        .required(true)
        .hide_possible_values(true);
    shared(
        Command::new("host").arg(server.value_parser(one_of(&SERVERS))),
        lang,
        Say::Host,
        Say::HostUsage,
    )
}

fn new(lang: Lang) -> Command {
    let folder = Arg::new("site")
        .value_name(say(lang, Say::FolderName))
        .help(say(lang, Say::NewArg))
        .required(true);
    let folder = folder
        .help_heading(say(lang, Say::Arguments))
        .value_parser(value_parser!(PathBuf));
    let kind = value("name", lang, Say::KindArg, Say::KindName)
        .long("kind")
        .default_value(KINDS[0]);
    framed(
        Command::new("new").arg(folder),
        lang,
        Say::New,
        Say::NewUsage,
    )
    .arg(kind.hide_default_value(true).value_parser(one_of(&KINDS)))
    .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

fn explain(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::CodeName))
        .help(say(lang, Say::CodeArg));
    let name = name.help_heading(say(lang, Say::Arguments));
    framed(
        Command::new("explain").arg(name),
        lang,
        Say::Explain,
        Say::ExplainUsage,
    )
    .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

fn schema(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::SchemaName))
        .help(say(lang, Say::SchemaArg));
    let name = name.help_heading(say(lang, Say::Arguments));
    framed(
        Command::new("schema").arg(name),
        lang,
        Say::Schema,
        Say::SchemaUsage,
    )
    .arg(
        value("out", lang, Say::SchemaOutArg, Say::FolderName).value_parser(value_parser!(PathBuf)),
    )
    .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

fn completions(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(say(lang, Say::ShellName))
        .help(say(lang, Say::ShellArg))
        .required(true);
    let name = name
        .help_heading(say(lang, Say::Arguments))
        .value_parser(one_of(&SHELLS))
        .hide_possible_values(true);
    framed(
        Command::new("completions").arg(name),
        lang,
        Say::Completions,
        Say::CompletionsUsage,
    )
    .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

fn manual(lang: Lang) -> Command {
    framed(Command::new("man"), lang, Say::Manual, Say::ManualUsage)
        .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

/// A request that no site is read for.
fn bare(task: Task, matches: &ArgMatches) -> Request {
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
            given(matches, "site")
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
        format: Format::Human,
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
fn given<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> T {
    matches
        .get_one(name)
        .cloned()
        .expect("this argument is required")
}

/// The arguments every command takes.
fn shared(command: Command, lang: Lang, about: Say, usage: Say) -> Command {
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
    framed(command.arg(site), lang, about, usage)
        .arg(value("as-of", lang, Say::AsOfArg, Say::DateName).value_parser(day(lang)))
        .arg(flag("strict", lang, Say::StrictArg))
        .arg(
            value("format", lang, Say::FormatArg, Say::FormatName)
                .value_parser(one_of(&["human", "json"])),
        )
        .arg(value("threads", lang, Say::ThreadsArg, Say::NumberName).value_parser(threads))
        .arg(flag("no-cache", lang, Say::NoCacheArg))
        .arg(flag("require-standard-fonts", lang, Say::StandardFontsArg))
        .arg(value("lang", lang, Say::LangArg, Say::LangName).value_parser(one_of(&["zh", "en"])))
}

fn day(lang: Lang) -> impl Fn(&str) -> Result<Date, &'static str> + Clone + Send + Sync + 'static {
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
fn framed(command: Command, lang: Lang, about: Say, usage: Say) -> Command {
    let head = say(lang, Say::UsageHead);
    command
        .about(say(lang, about))
        .override_usage(say(lang, usage))
        .help_template(format!("{{about}}\n\n{head} {{usage}}\n\n{{all-args}}"))
        .disable_help_flag(true)
        .arg(
            flag("help", lang, Say::HelpArg)
                .short('h')
                .action(ArgAction::Help),
        )
}

fn flag(name: &'static str, lang: Lang, help: Say) -> Arg {
    let arg = Arg::new(name).long(name).action(ArgAction::SetTrue);
    arg.help(say(lang, help))
        .help_heading(say(lang, Say::Options))
}

fn value(name: &'static str, lang: Lang, help: Say, value_name: Say) -> Arg {
    let arg = Arg::new(name)
        .long(name)
        .value_name(say(lang, value_name))
        .hide_possible_values(true);
    arg.help(say(lang, help))
        .help_heading(say(lang, Say::Options))
}

fn one_of(values: &[&'static str]) -> PossibleValuesParser {
    PossibleValuesParser::new(values.to_vec())
}

fn request(task: Task, matches: &ArgMatches) -> Request {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let writes = matches!(task, Task::Build | Task::Publish | Task::Handling);
    Request {
        task,
        name: match task {
            Task::Lineage | Task::Diff | Task::Handling | Task::Host => {
                Some(given(matches, "name"))
            }
            Task::Publish => Some(given(matches, "edition")),
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
            Some(given(matches, "other"))
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
            Format::Json
        } else {
            Format::Human
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

    use crate::cli::args::{command, lang_asked, parse};
    use crate::cli::request::{Fix, Format, Request, Task};
    use gongbao_diag::locale::Lang;

    fn read(line: &str) -> Result<Request, clap::Error> {
        parse(line.split(' ').map(OsString::from).collect(), Lang::En)
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
        Lang::ALL.iter().for_each(|it| command(*it).debug_assert());
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
                    fix: Fix::Leave
                },
                Some(".")
            )
        );
    }

    #[test]
    fn reads_what_is_to_be_fixed() {
        let fix = |line: &str| read(line).expect("a request").task;
        assert_eq!(
            fix("gongbao check --fix"),
            Task::Check {
                columns: false,
                fix: Fix::Write
            }
        );
        assert_eq!(
            fix("gongbao check --fix --dry-run"),
            Task::Check {
                columns: false,
                fix: Fix::Show
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
            ("station_share", Format::Json)
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
