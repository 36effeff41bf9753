//! What must not reach the public: searched for in everything that is read, and in everything that is
//! written.
//!
//! It knows what a personal number or a mark of secrecy looks like, not what a page is. Start at
//! [`find_all`], which looks at one text; [`inspect_inputs`] looks at a site's inputs, [`OutputScanner`] at its outputs.

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "a test that compares an empty value with what is expected fails"
    )
)]

mod archives;
mod cues;
mod disclosure_policy;
mod equation_system;
mod finding;
mod fold;
mod inspect;
mod numbers;
mod output_scanner;
mod report;
mod search;
mod secret_texts;
mod small_counts;
mod verify;
mod waivers;

pub use disclosure_policy::DisclosurePolicy;
pub use finding::{Finding, SearchDepth};
pub use inspect::{InspectionInputs, inspect_inputs};
pub use output_scanner::OutputScanner;
pub use search::{SearchResult, find_all};
pub use secret_texts::SecretTexts;

#[cfg(test)]
mod tests {
    use crate::{SearchDepth, find_all};

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let found = find_all(text, SearchDepth::Everything);
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|it| (it.code.name(), &text[it.range.clone()], it.value.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn one_number_has_one_value_however_it_is_written() {
        let (code, value) = ("guard/identity-number", "11010519491231002X");
        check(
            "身份证：11010519491231002x",
            &[(code, "11010519491231002x", value)],
        );
        check(
            "１１０１０５１９４９１２３１００２Ｘ",
            &[(code, "１１０１０５１９４９１２３１００２Ｘ", value)],
        );
        check(
            "（110105　19491231—002X）",
            &[(code, "110105　19491231—002X", value)],
        );
        check(
            "110105\u{200b}19491231002X",
            &[(code, "110105\u{200b}19491231002X", value)],
        );
    }

    #[test]
    fn findings_come_in_order_and_do_not_overlap() {
        let found = find_all(
            "机密★，电话15400000000，信箱15400000000@example.org",
            SearchDepth::Everything,
        );
        let codes: Vec<&str> = found.iter().map(|it| it.code.name()).collect();
        assert_eq!(
            codes,
            ["guard/secrecy-mark", "guard/mobile-number", "guard/e-mail"]
        );
    }

    #[test]
    fn finished_files_are_searched_for_what_is_certain() {
        let found = find_all(
            "<td>15400000000</td><td>11010519491231002X</td>",
            SearchDepth::Certain,
        );
        assert_eq!(found.len(), 1);
    }
}
