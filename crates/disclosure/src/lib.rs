//! What must not reach the public: searched for in everything that is read, and in everything that is
//! written.
//!
//! It knows what a personal number or a mark of secrecy looks like, not what a page is. Start at
//! [`find`], which looks at one text; [`inspect`] looks at a site's inputs, [`Proof`] at its outputs.

mod cues;
mod fold;
mod inspect;
mod keeper;
mod numbers;
mod packed;
mod proof;
mod report;
mod secrets;
mod small;
mod system;
mod verify;
mod waivers;

use std::collections::BTreeSet;
use std::ops::Range;

pub use inspect::{Inspection, inspect};
pub use keeper::Keeper;
pub use proof::Proof;

use fold::Folded;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Severity};
use packed::Body;
pub use secrets::Secrets;

/// Something in a text that must not be published, or should be looked at before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// Its bytes.
    pub range: Range<usize>,
    /// Its characters without the writing: half-width, no spaces, no hyphens, capitals.
    pub value: String,
}

/// How closely a text is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// For everything, doubtful things too.
    Everything,
    /// For what is proved by its own digits or words: nothing is found in a drawing or a hash by chance.
    Certain,
}

/// Everything in a text that must not be published, in order.
pub fn find(text: &str, depth: Depth) -> Vec<Finding> {
    let folded = Folded::of(text);
    let mut raw = cues::find(&folded.text, depth);
    raw.extend(
        numbers::find(&folded.text)
            .into_iter()
            .filter(|(code, _)| is_wanted(*code, depth)),
    );
    raw.sort_by_key(|(_, at)| (at.start, std::cmp::Reverse(at.end)));
    let mut found: Vec<Finding> = Vec::new();
    let mut end = 0;
    for (code, at) in raw.into_iter() {
        // A part of what is found already is the same thing once more.
        if at.start >= end {
            end = at.end;
            found.push(Finding {
                code,
                value: plain(&folded.text[at.clone()]),
                range: folded.back(at),
            });
        }
    }
    found
}

/// What the search of a file gave.
#[derive(Debug)]
pub struct Search {
    /// Everything that was found, each value once.
    pub findings: Vec<Finding>,
    /// Why a part of the file could not be searched, if there is such a part.
    pub unread: Option<Text>,
}

/// Everything in a file that is no plain text.
pub fn find_within(bytes: &[u8]) -> Search {
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    let outcome = packed::each_text(bytes, &mut |text, body| {
        let sure = |it: &Finding| {
            body == Body::Text || matches!(it.code, Code::IdentityNumber | Code::SecrecyMark)
        };
        found.extend(
            find(text, Depth::Certain)
                .into_iter()
                .filter(sure)
                .filter(|it| met.insert(it.value.clone())),
        );
    });
    Search {
        findings: found,
        unread: outcome.err().map(|it| it.words()),
    }
}

/// A mobile number is eleven digits and nothing else, so in a finished file it may be an amount.
fn is_wanted(code: Code, depth: Depth) -> bool {
    depth == Depth::Everything || (code.severity() == Severity::Error && code != Code::MobileNumber)
}

fn plain(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|it| !matches!(it, ' ' | '-' | '(' | ')' | '\t' | '\n' | '\r'));
    kept.map(|it| it.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Depth, find};

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let found = find(text, Depth::Everything);
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
        let found = find(
            "机密★，电话15400000000，信箱15400000000@example.org",
            Depth::Everything,
        );
        let codes: Vec<&str> = found.iter().map(|it| it.code.name()).collect();
        assert_eq!(
            codes,
            ["guard/secrecy-mark", "guard/mobile-number", "guard/e-mail"]
        );
    }

    #[test]
    fn finished_files_are_searched_for_what_is_certain() {
        let found = find(
            "<td>15400000000</td><td>11010519491231002X</td>",
            Depth::Certain,
        );
        assert_eq!(found.len(), 1);
    }
}
