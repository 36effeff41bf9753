//! The sentence a check or a build ends with: what to do next.

use std::path::Path;

use crate::cli::print::FinishedRun;
use crate::cli::request::{Request, Task};
use crate::cli::words::{Say, say};
use gongbao_diag::Severity;
use gongbao_diag::locale::fill_placeholders;

/// What to do next, given what became of a run.
pub(super) fn describe_next_step(request: &Request, run: &FinishedRun<'_>, out: &Path) -> String {
    let n_errors = run.diags.count(Severity::Error);
    let n_warnings = run.diags.count(Severity::Warning);
    let is_written = matches!(request.task, Task::Build | Task::Publish);
    let pattern = match run.report {
        None if n_errors > 0 => Say::NextMendError,
        None => Say::NextMendWarning,
        Some(_) if is_written => Say::NextOpen,
        Some(_) if n_warnings > 0 => Say::NextReviewAndBuild,
        Some(_) => Say::NextBuild,
    };
    let site = site_argument(&request.site);
    // What stands in the current folder needs no `./` before it.
    let home = out.strip_prefix(".").unwrap_or(out).join("index.html");
    let home = quote_path(&home);
    let values = [("site", site.as_str()), ("home", home.as_str())];
    fill_placeholders(say(run.lang, pattern), &values)
}

/// The site as it is typed after a command; nothing for the current folder, which every command takes without a word.
fn site_argument(site: &Path) -> String {
    if site == Path::new(".") {
        String::new()
    } else {
        format!(" {}", quote_path(site))
    }
}

/// A path as shells of every system take it.
fn quote_path(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(char::is_whitespace) {
        format!("\"{text}\"")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::Path;
    use std::sync::Arc;

    use crate::cli::args::parse_args;
    use crate::cli::next_step::describe_next_step;
    use crate::cli::print::FinishedRun;
    use crate::pipeline::Report;
    use gongbao_diag::locale::Lang;
    use gongbao_diag::{Code, Diagnostic, Diags, Place};
    use gongbao_source::Sources;

    fn check(command: &[&str], codes: &[Code], is_done: bool, zh: &str, en: &str) {
        let args = command.iter().map(OsString::from).collect();
        let request = parse_args(args, Lang::En).expect("a request");
        let mut diags = Diags::new();
        for code in codes {
            diags.push(Diagnostic::new(*code, Place::file(&Arc::from("site.toml"))));
        }
        let report = Report::default();
        for (lang, expected) in [(Lang::Zh, zh), (Lang::En, en)] {
            let run = FinishedRun {
                diags: &diags,
                sources: &Sources::default(),
                report: is_done.then_some(&report),
                lang,
                time: "0.1".to_owned(),
            };
            let said = describe_next_step(&request, &run, Path::new("my site/public"));
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn errors_are_mended_one_after_the_other() {
        check(
            &["gongbao", "build", "site"],
            &[Code::RawHtml, Code::UnknownTable],
            false,
            "下一步：改正上面的第一个错误，再运行 gongbao check site",
            "Next: correct the first error above, then run gongbao check site",
        );
    }

    #[test]
    fn warnings_are_mended_where_they_are_refused() {
        check(
            &["gongbao", "check", "--strict"],
            &[Code::RawHtml],
            false,
            "下一步：处理上面的第一个警告，再运行 gongbao check --strict",
            "Next: deal with the first warning above, then run gongbao check --strict",
        );
    }

    #[test]
    fn what_was_checked_is_built() {
        check(
            &["gongbao", "check", "my site"],
            &[],
            true,
            "下一步：运行 gongbao build \"my site\" 生成站点",
            "Next: run gongbao build \"my site\" to make the site",
        );
        check(
            &["gongbao", "check"],
            &[Code::RawHtml],
            true,
            "下一步：看看上面的警告，再运行 gongbao build 生成站点",
            "Next: look at the warnings above, then run gongbao build to make the site",
        );
    }

    #[test]
    fn what_was_built_is_opened() {
        check(
            &["gongbao", "build"],
            &[Code::RawHtml],
            true,
            "下一步：在浏览器中打开 \"my site/public/index.html\"",
            "Next: open \"my site/public/index.html\" in a browser",
        );
    }
}
