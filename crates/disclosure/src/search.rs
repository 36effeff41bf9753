//! One text, or one file, searched for everything that must not be published.

use std::collections::BTreeSet;

use crate::archives::{self, TextCertainty};
use crate::finding::{Finding, SearchDepth};
use crate::fold::FoldedText;
use crate::{cues, numbers};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Severity};

/// Everything in a text that must not be published, in order.
pub fn find_all(text: &str, depth: SearchDepth) -> Vec<Finding> {
    let folded = FoldedText::of(text);
    let mut raw = cues::find_cues(&folded.text, depth);
    raw.extend(
        numbers::find_numbers(&folded.text)
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
                value: normalize_value(&folded.text[at.clone()]),
                range: folded.back(at),
            });
        }
    }
    found
}

/// What the search of a file gave.
#[derive(Debug)]
pub struct SearchResult {
    /// Everything that was found, each value once.
    pub(crate) findings: Vec<Finding>,
    /// Why a part of the file could not be searched, if there is such a part.
    pub(crate) unread: Option<Text>,
}

/// Everything in a file that is no plain text.
pub(crate) fn find_within(bytes: &[u8]) -> SearchResult {
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    let outcome = archives::each_text(bytes, &mut |text, body| {
        let sure = |it: &Finding| {
            body == TextCertainty::Text
                || matches!(it.code, Code::IdentityNumber | Code::SecrecyMark)
        };
        found.extend(
            find_all(text, SearchDepth::Certain)
                .into_iter()
                .filter(sure)
                .filter(|it| met.insert(it.value.clone())),
        );
    });
    SearchResult {
        findings: found,
        unread: outcome.err().map(|it| it.words()),
    }
}

/// A mobile number is eleven digits and nothing else, so in a finished file it may be an amount.
fn is_wanted(code: Code, depth: SearchDepth) -> bool {
    depth == SearchDepth::Everything
        || (code.severity() == Severity::Error && code != Code::MobileNumber)
}

fn normalize_value(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|it| !matches!(it, ' ' | '-' | '(' | ')' | '\t' | '\n' | '\r'));
    kept.map(|it| it.to_ascii_uppercase()).collect()
}
