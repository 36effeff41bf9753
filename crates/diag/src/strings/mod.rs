//! The wording of every diagnostic: a string table a family, Chinese first, English second.
//!
//! `{named}` places are filled by `Diagnostic::with`. A test holds that every code has its words.

mod carry;
mod cells;
mod checks;
mod convention;
mod data;
mod document;
mod edition;
mod figure;
mod followup;
mod guard;
mod lint;
mod number;
mod page;
mod setting;

use crate::Code;

/// The words of one kind of mistake, `[Chinese, English]` each.
pub(crate) struct CodeStrings {
    pub code: Code,
    /// What is wrong.
    pub text: [&'static str; 2],
    /// What to do.
    pub help: [&'static str; 2],
    /// Why it matters, at length.
    pub explain: [&'static str; 2],
}

const TABLES: [&[CodeStrings]; 14] = [
    setting::STRINGS,
    data::STRINGS,
    cells::STRINGS,
    checks::STRINGS,
    page::STRINGS,
    figure::STRINGS,
    guard::STRINGS,
    edition::STRINGS,
    number::STRINGS,
    lint::STRINGS,
    followup::STRINGS,
    carry::STRINGS,
    document::STRINGS,
    convention::STRINGS,
];

/// The words of a code. Codes without words show their name only; the tests refuse that.
pub(crate) fn strings_of(code: Code) -> &'static CodeStrings {
    const NONE: CodeStrings = CodeStrings {
        code: Code::SiteNotFound,
        text: [""; 2],
        help: [""; 2],
        explain: [""; 2],
    };
    const EMPTY: &CodeStrings = &NONE;
    TABLES
        .iter()
        .flat_map(|table| table.iter())
        .find(|it| it.code == code)
        .unwrap_or(EMPTY)
}

#[cfg(test)]
mod tests {
    use crate::Code;
    use crate::strings::strings_of;

    #[test]
    fn every_code_has_words_in_both_languages() {
        for code in Code::ALL {
            let words = strings_of(*code);
            for text in words.text.iter().chain(&words.help).chain(&words.explain) {
                assert!(!text.is_empty(), "{} lacks words", code.name());
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_places() {
        let places = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|it| it.split_once('}'))
                .map(|it| it.0.to_owned())
                .filter(|it| it.chars().all(char::is_alphabetic))
                .collect();
            found.sort();
            found.dedup();
            found
        };
        for code in Code::ALL {
            let words = strings_of(*code);
            assert_eq!(
                places(words.text[0]),
                places(words.text[1]),
                "{}",
                code.name()
            );
            assert_eq!(
                places(words.help[0]),
                places(words.help[1]),
                "{}",
                code.name()
            );
        }
    }
}
