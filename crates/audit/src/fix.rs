//! Literals turned into bindings: the edit of one number, and a file with its edits made.
//!
//! A number is bound only if just one value can be meant and its expression writes the very same
//! characters.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::candidate::Candidate;
use crate::scan::{Literal, StatedBound};
use crate::values::{SiteValues, in_braces};
use gongbao_content::{Passage, PassageKind};
use gongbao_diag::locale::{Digits, NumberFormat, Scale};
use gongbao_source::SourceFile;

/// Bytes of a file and what is to stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub file: Arc<str>,
    pub range: Range<usize>,
    /// What stands there now.
    pub old: String,
    pub text: String,
}

/// The edit that binds a number: only if one value can be meant, and the reader will see the same.
pub(crate) fn bind_literal(
    values: &SiteValues<'_>,
    file: &SourceFile,
    passage: &Passage,
    literal: &Literal,
    all: &[&Candidate],
) -> Option<Edit> {
    let candidate = only_one(all)
        .filter(|_| literal.bound == StatedBound::Exact && passage.is_exact() && !literal.is_han)?;
    let typed = &passage.text[literal.span.start..];
    let number = values.number_of(candidate);
    let ways = candidate_notations(&number, literal, typed);
    let written = |(number, filter): &(NumberFormat, String)| {
        let text = number.write(values.lang, candidate.value / candidate.factor);
        (text.len() >= literal.span.len() && typed.starts_with(&text))
            .then(|| (text.len(), filter.clone()))
    };
    let (length, filter) = ways.iter().find_map(written)?;
    let range = passage.range(literal.span.start..literal.span.start + length);
    let expression = in_braces(&format!("{}{filter}", candidate.binding));
    let text = match passage.part {
        PassageKind::Text | PassageKind::Cell | PassageKind::Heading(_) => Some(expression),
        PassageKind::Title | PassageKind::Summary | PassageKind::Caption => {
            in_scalar(file, passage, literal, expression)
        }
    };
    let before = literal.span.clone();
    let old = passage.text[before.start..before.start + length].to_owned();
    text.map(|text| Edit {
        file: file.path.clone(),
        range,
        old,
        text,
    })
}

/// An expression as it may stand in a scalar of YAML: with quotes of the other kind.
fn in_scalar(
    file: &SourceFile,
    passage: &Passage,
    literal: &Literal,
    expression: String,
) -> Option<String> {
    let start = passage
        .range(0..passage.text.chars().next()?.len_utf8())
        .start;
    match file.str()[..start].chars().next_back() {
        Some('\'') => (!expression.contains('\'')).then_some(expression),
        Some('"') => (!expression.contains('\'')).then(|| expression.replace('"', "'")),
        // Without quotes, braces at the beginning would be a mapping, and anywhere in a mapping on one line.
        _ => (passage.part != PassageKind::Caption && literal.span.start > 0).then_some(expression),
    }
}

/// The one value meant: a metric says more than the cell it is computed from.
fn only_one<'a>(all: &[&'a Candidate]) -> Option<&'a Candidate> {
    let is_metric =
        |it: &&&Candidate| !it.binding.starts_with("cell(") && !it.binding.starts_with("count(");
    let metrics: Vec<&&Candidate> = all.iter().filter(is_metric).collect();
    let chosen: Vec<&&Candidate> = if metrics.is_empty() {
        all.iter().collect()
    } else {
        metrics
    };
    let bindings: BTreeSet<&str> = chosen.iter().map(|it| it.binding.as_str()).collect();
    let candidate = chosen.first()?;
    // A cell that holds a text would be shown with all of it.
    let is_plain = !candidate.binding.is_empty() && candidate.goal.is_none() && !candidate.is_text;
    (bindings.len() == 1 && is_plain).then_some(**candidate)
}

/// The ways an expression can write the value, the plainest first.
fn candidate_notations(
    number: &NumberFormat,
    literal: &Literal,
    typed: &str,
) -> Vec<(NumberFormat, String)> {
    let decimals = typed[..literal.span.len()].split_once('.').map_or(0, |it| {
        u8::try_from(it.1.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
    });
    let bare = |it: &NumberFormat| NumberFormat {
        unit: String::new(),
        ..it.clone()
    };
    let wan = NumberFormat {
        scale: Scale::Wan,
        digits: Digits::AtMost(decimals),
        ..number.clone()
    };
    let yi = NumberFormat {
        scale: Scale::Yi,
        ..wan.clone()
    };
    let fixed = NumberFormat {
        digits: Digits::Exactly(decimals),
        ..number.clone()
    };
    let grouped = NumberFormat {
        grouped: true,
        ..number.clone()
    };
    let mut ways = vec![(number.clone(), String::new())];
    ways.push((wan, format!(" | wan({decimals})")));
    ways.push((yi, format!(" | yi({decimals})")));
    ways.push((fixed, format!(" | num({decimals})")));
    ways.push((grouped, " | sep".to_owned()));
    let without_unit: Vec<(NumberFormat, String)> = ways
        .iter()
        .map(|(it, filter)| (bare(it), format!("{filter} | bare")))
        .collect();
    ways.extend(without_unit);
    ways
}

/// A file with its edits made; nothing if it has none, or is kept in another encoding.
pub fn apply_edits(file: &SourceFile, edits: &[Edit]) -> Option<SourceFile> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let text = file.str();
    let mark = file
        .bytes
        .strip_suffix(text.as_bytes())
        .filter(|it| it.is_empty() || *it == BYTE_ORDER_MARK)?;
    let mut edits: Vec<&Edit> = edits.iter().filter(|it| it.file == file.path).collect();
    edits.sort_by_key(|it| it.range.start);
    let mut out = mark.to_vec();
    let mut at = 0;
    for edit in edits
        .iter()
        .filter(|it| text.get(it.range.clone()) == Some(&it.old))
    {
        let Some(between) = text.get(at..edit.range.start) else {
            continue;
        };
        out.extend_from_slice(between.as_bytes());
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.range.end;
    }
    out.extend_from_slice(&text.as_bytes()[at..]);
    (at > 0).then(|| SourceFile::built_in(&file.path, &out))
}
