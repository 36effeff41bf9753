//! Literals turned into bindings: the edit of one number, and a file with its edits made.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::content::Passage;
use crate::locale::{Digits, Number, Scale};
use crate::site::audit::index::Candidate;
use crate::site::audit::scan::{Bound, Literal};
use crate::site::audit::{Audit, braces};
use crate::source::File;

/// Bytes of a file and what is to stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub file: Arc<str>,
    pub range: Range<usize>,
    pub text: String,
}

/// The edit that binds a number: only if one value can be meant, and the reader will see the same.
pub fn edit(
    audit: &Audit<'_>,
    file: &File,
    (passage, literal): (&Passage, &Literal),
    all: &[&Candidate],
) -> Option<Edit> {
    let candidate = only_one(all).filter(|_| literal.bound == Bound::Exact && passage.is_exact() && !literal.is_han)?;
    let typed = &passage.text[literal.span.start..];
    let number = audit.number_of(candidate);
    let ways = ways(&number, literal, typed);
    let written = |(number, filter): &(Number, String)| {
        let text = number.write(audit.lang, candidate.value / candidate.factor);
        (text.len() >= literal.span.len() && typed.starts_with(&text)).then(|| (text.len(), filter.clone()))
    };
    let (length, filter) = ways.iter().find_map(written)?;
    let range = passage.range(literal.span.start..literal.span.start + length);
    let expression = braces(&format!("{}{filter}", candidate.binding));
    // A title in front matter may stand in quotes of the kind the expression has.
    let is_bare = matches!(passage.part, crate::content::Part::Text | crate::content::Part::Cell)
        || matches!(passage.part, crate::content::Part::Heading(_));
    let quotes_fit = is_bare || (!expression.contains('"') && !needs_quotes(file, &range));
    quotes_fit.then(|| Edit { file: file.path.clone(), range, text: expression })
}

/// The one value meant: a metric says more than the cell it is computed from.
fn only_one<'a>(all: &[&'a Candidate]) -> Option<&'a Candidate> {
    let is_metric = |it: &&&Candidate| !it.binding.starts_with("cell(") && !it.binding.starts_with("count(");
    let metrics: Vec<&&Candidate> = all.iter().filter(is_metric).collect();
    let chosen: Vec<&&Candidate> = if metrics.is_empty() { all.iter().collect() } else { metrics };
    let bindings: BTreeSet<&str> = chosen.iter().map(|it| it.binding.as_str()).collect();
    let candidate = chosen.first()?;
    (bindings.len() == 1 && !candidate.binding.is_empty() && candidate.goal.is_none()).then_some(**candidate)
}

/// The ways an expression can write the value, the plainest first.
fn ways(number: &Number, literal: &Literal, typed: &str) -> Vec<(Number, String)> {
    let decimals = typed[..literal.span.len()].split_once('.').map_or(0, |it| {
        u8::try_from(it.1.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
    });
    let bare = |it: &Number| Number { unit: String::new(), ..it.clone() };
    let wan = Number { scale: Scale::Wan, digits: Digits::AtMost(decimals), ..number.clone() };
    let yi = Number { scale: Scale::Yi, ..wan.clone() };
    let fixed = Number { digits: Digits::Exactly(decimals), ..number.clone() };
    let grouped = Number { grouped: true, ..number.clone() };
    let mut ways = vec![(number.clone(), String::new())];
    ways.push((wan, format!(" | wan({decimals})")));
    ways.push((yi, format!(" | yi({decimals})")));
    ways.push((fixed, format!(" | num({decimals})")));
    ways.push((grouped, " | sep".to_owned()));
    let without_unit: Vec<(Number, String)> = ways.iter().map(|(it, filter)| (bare(it), format!("{filter} | bare"))).collect();
    ways.extend(without_unit);
    ways
}

/// Whether a scalar of YAML would have to be put in quotes to hold an expression.
fn needs_quotes(file: &File, range: &Range<usize>) -> bool {
    let before = file.str()[..range.start].trim_end_matches([' ']);
    before.ends_with(':') || before.ends_with('-')
}

/// A file with edits made, which must not overlap; nothing changes where they do.
pub fn rewritten(file: &File, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().filter(|it| it.file == file.path).collect();
    edits.sort_by_key(|it| it.range.start);
    let text = file.str();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            continue;
        }
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}
