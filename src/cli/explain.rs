//! `gongbao explain CODE`: what a diagnostic means, at length, with what the program said about a real mistake.
//!
//! The examples are what the program says about the fixtures of `tests/diagnostics/`.
//! `tests/explain.rs` writes them and they are compiled in, so that what is no longer said is never
//! shown.

use crate::cli::terminal::{EXIT_FAILED, to_stderr, to_stdout};
use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Code, Severity, explain_code, nearest_name};

/// What the program says about each fixture of its tests, a test holds them to it.
const EXAMPLES: [(Lang, &str); 2] = [
    (Lang::Zh, include_str!("examples/zh.txt")),
    (Lang::En, include_str!("examples/en.txt")),
];

/// Explains a code, or lists all of them where none is named.
pub(super) fn print_explanation(name: Option<&str>, lang: Lang) -> u8 {
    let Some(name) = name else {
        to_stdout(&list_codes(lang));
        return 0;
    };
    let wanted = name.trim_matches(['[', ']', ':']);
    match Code::ALL.iter().find(|it| it.name() == wanted) {
        Some(code) => {
            to_stdout(&explanation_page(*code, lang));
            0
        }
        None => {
            let known = nearest_name(wanted, Code::ALL.iter().map(|it| it.name()));
            let hint = known.map_or_else(String::new, |it| {
                fill_placeholders(say(lang, Say::DidYouMean), &[("it", it)])
            });
            let text = fill_placeholders(say(lang, Say::UnknownCode), &[("name", wanted)]);
            to_stderr(&format!("{}: {text}\n{hint}\n", say(lang, Say::Error)));
            EXIT_FAILED
        }
    }
}

fn explanation_page(code: Code, lang: Lang) -> String {
    let mut out = format!(
        "{}  {}\n\n{}\n",
        code.name(),
        severity_words(code, lang),
        explain_code(code, lang)
    );
    if let Some(example) = code_example(code, lang) {
        out.push_str(&format!("\n{}\n\n{example}\n", say(lang, Say::ExampleHead)));
    }
    out
}

fn severity_words(code: Code, lang: Lang) -> &'static str {
    match code.severity() {
        Severity::Error => say(lang, Say::StopsBuild),
        Severity::Warning => say(lang, Say::WarnsOnly),
    }
}

/// What the program says about a mistake of this kind.
fn code_example(code: Code, lang: Lang) -> Option<&'static str> {
    let all = EXAMPLES.iter().find(|(it, _)| *it == lang)?.1;
    let head = format!("== {}\n", code.name());
    let rest = &all[all.find(&head)? + head.len()..];
    Some(rest.split("\n== ").next().unwrap_or(rest).trim_end())
}

/// Every code by its family.
fn list_codes(lang: Lang) -> String {
    let mut out = String::new();
    let family = |it: &Code| {
        let name = it.name();
        name.split_once('/').map_or(name, |(family, _)| family)
    };
    let mut codes: Vec<Code> = Code::ALL.to_vec();
    codes.sort_by_key(|it| it.name());
    for those in codes.chunk_by(|a, b| family(a) == family(b)) {
        those.iter().for_each(|it| {
            out.push_str(&format!("{:<36}{}\n", it.name(), severity_words(*it, lang)))
        });
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::cli::explain::{code_example, explanation_page, list_codes};
    use gongbao_diag::Code;
    use gongbao_diag::locale::Lang;

    #[test]
    fn an_explanation_shows_what_is_said() {
        for lang in Lang::ALL {
            let text = explanation_page(Code::UnknownColumn, lang);
            assert!(
                text.contains("data/unknown-column") && text.contains("-->"),
                "{text}"
            );
        }
    }

    #[test]
    fn nearly_every_code_has_an_example() {
        let lacking: Vec<&str> = Code::ALL
            .iter()
            .filter(|it| code_example(**it, Lang::En).is_none())
            .map(|it| it.name())
            .collect();
        assert!(lacking.len() < 22, "{lacking:?}");
    }

    #[test]
    fn every_code_is_listed() {
        let list = list_codes(Lang::En);
        assert!(Code::ALL.iter().all(|it| list.contains(it.name())));
    }
}
