//! Translates what clap has to say, because clap itself speaks only English.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Lang, fill_placeholders};

/// A complaint about the command line: what is wrong, what may have been meant, where to read on.
pub(super) fn usage_error(error: &clap::Error, lang: Lang) -> String {
    let mut lines = vec![format!(
        "{}: {}",
        say(lang, Say::Error),
        describe_error(error, lang)
    )];
    if let Some(hint) = suggest_correction(error, lang) {
        lines.push(format!("  {}: {hint}", say(lang, Say::Hint)));
    }
    lines.push(format!("  {}", say(lang, Say::MoreHelp)));
    lines.join("\n") + "\n"
}

fn describe_error(error: &clap::Error, lang: Lang) -> String {
    // Each kind of error brings the context its message names, and not the others.
    let text = |kind| error_context(error, kind).into_iter().collect::<String>();
    let (arg, command, value) = (
        text(ContextKind::InvalidArg),
        text(ContextKind::InvalidSubcommand),
        text(ContextKind::InvalidValue),
    );
    let (it, arg) = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => (Say::NeedsValue, arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (Say::BadValue, arg),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => (Say::NeedsValue, arg),
        ErrorKind::UnknownArgument if !arg.starts_with('-') => (Say::TooMany, arg),
        ErrorKind::UnknownArgument => (Say::UnknownArgument, arg),
        ErrorKind::InvalidSubcommand => (Say::UnknownCommand, command),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (Say::NoCommand, arg)
        }
        ErrorKind::MissingRequiredArgument => (Say::MissingArgument, arg),
        ErrorKind::ArgumentConflict => (Say::Conflict, arg),
        ErrorKind::TooManyValues => (Say::TooMany, value.clone()),
        ErrorKind::InvalidUtf8 => (Say::NotText, arg),
        // The kinds that remain do not arise from the arguments this program has.
        _ => (Say::BadUsage, arg),
    };
    fill_placeholders(say(lang, it), &[("arg", &arg), ("value", &value)])
}

fn suggest_correction(error: &clap::Error, lang: Lang) -> Option<String> {
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    if let Some(it) = suggested.iter().find_map(|it| error_context(error, *it)) {
        return Some(fill_placeholders(
            say(lang, Say::DidYouMean),
            &[("it", &it)],
        ));
    }
    if error.kind() == ErrorKind::ValueValidation {
        return std::error::Error::source(error).map(ToString::to_string);
    }
    let known = error_context(error, ContextKind::ValidValue)
        .or_else(|| error_context(error, ContextKind::ValidSubcommand));
    known.map(|it| fill_placeholders(say(lang, Say::Allowed), &[("known", &it)]))
}

fn error_context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(it) => Some(it.clone()),
        ContextValue::Strings(it) => it.first().map(|_| it.join(", ")),
        ContextValue::StyledStr(it) => Some(it.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::cli::args::parse_args;
    use crate::cli::usage::usage_error;
    use gongbao_diag::locale::Lang;

    fn check(line: &str, lang: Lang, expected: &str) {
        let error = parse_args(line.split(' ').map(OsString::from).collect(), lang)
            .expect_err("a complaint");
        assert_eq!(usage_error(&error, lang).lines().next(), Some(expected));
    }

    #[test]
    fn complains_in_chinese() {
        check(
            "gongbao",
            Lang::Zh,
            "错误: 缺少命令：build、check、new 或 explain 等",
        );
        check("gongbao lineage", Lang::Zh, "错误: 缺少“<指标或表>”");
        check("gongbao biuld", Lang::Zh, "错误: 没有名为“biuld”的命令");
        check("gongbao build a b", Lang::Zh, "错误: 多余的参数“b”");
        check(
            "gongbao build --as-of 2025",
            Lang::Zh,
            "错误: “2025”不能用于“--as-of <日期>”",
        );
        check(
            "gongbao build --out",
            Lang::Zh,
            "错误: “--out <文件夹>”后面缺少值",
        );
    }

    #[test]
    fn complains_in_english() {
        check(
            "gongbao build --strct",
            Lang::En,
            "error: there is no option `--strct`",
        );
        check(
            "gongbao build --format xml",
            Lang::En,
            "error: `xml` cannot be used for `--format <FORMAT>`",
        );
        check(
            "gongbao build --out a --out b",
            Lang::En,
            "error: `--out <DIR>` can be given only once",
        );
    }

    #[test]
    fn says_what_was_meant() {
        let args = ["gongbao", "build", "--strct"].map(OsString::from).to_vec();
        let text = usage_error(
            &parse_args(args, Lang::En).expect_err("a complaint"),
            Lang::En,
        );
        assert!(text.contains("did you mean `--strict`?"), "{text}");
    }
}
