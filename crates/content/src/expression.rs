//! Finding `{{ … }}` before Markdown sees it.
//!
//! Markdown would take the `|`, `_`, `*` and quotes inside for its own. Each expression is therefore
//! replaced by a stand-in of the same length, and put back when the text comes out of the parser.

use std::borrow::Cow;
use std::ops::Range;

/// A part of the text that is no running text: code, HTML.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpaquePart {
    pub range: Range<usize>,
    /// Whether it ends the paragraph before it.
    pub is_block: bool,
}

/// The expressions of a text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FoundExpressions {
    /// Each with its braces.
    pub expressions: Vec<Range<usize>>,
    /// Where `{{` stands that nothing closes.
    pub unclosed: Vec<usize>,
}

/// A piece of a text whose expressions were masked.
#[derive(Debug, PartialEq)]
pub(crate) enum MaskedPiece<'a> {
    Text(&'a str),
    /// The expression with this number.
    Expression(usize),
}

/// Stand-ins begin with a character of the private planes, one for each expression.
const FIRST_STAND_IN: u32 = 0xF_0000;
const LAST_STAND_IN: u32 = 0x10_FFFD;

/// Whether a character begins the stand-in of an expression.
pub(crate) fn is_stand_in(it: char) -> bool {
    (FIRST_STAND_IN..=LAST_STAND_IN).contains(&u32::from(it))
}

/// Finds the expressions outside of opaque parts, which are in order.
pub(crate) fn find_expressions(text: &str, opaque: &[OpaquePart]) -> FoundExpressions {
    let mut found = FoundExpressions::default();
    let (mut at, mut end) = (0, 0);
    while let Some(open) = text[at..].find("{{").map(|it| it + at) {
        if let Some(part) = part_at(opaque, open) {
            at = part.range.end;
            continue;
        }
        at = open + 2;
        if is_escaped(text, open) {
            continue;
        }
        if at > end {
            end = paragraph_end(text, at, opaque);
        }
        match find_closing_braces(&text[at..end.max(at)]) {
            Some(length) => {
                at += length + 2;
                found.expressions.push(open..at);
            }
            None => found.unclosed.push(open),
        }
    }
    found
}

/// A text up to its first line feed.
pub(crate) fn first_line(text: &str) -> &str {
    match text.split_once('\n') {
        Some((line, _)) => line,
        None => text,
    }
}

/// The opaque part a byte lies in.
pub(crate) fn part_at(opaque: &[OpaquePart], at: usize) -> Option<&OpaquePart> {
    let next = opaque.partition_point(|it| it.range.end <= at);
    opaque.get(next).filter(|it| it.range.start <= at)
}

/// Whether an odd number of backslashes stands before a byte.
pub(crate) fn is_escaped(text: &str, at: usize) -> bool {
    text[..at]
        .bytes()
        .rev()
        .take_while(|it| *it == b'\\')
        .count()
        % 2
        == 1
}

/// Where the paragraph that holds byte `at` ends: at an empty line, which in a quotation has a `>`,
/// or at a block of code.
fn paragraph_end(text: &str, at: usize, opaque: &[OpaquePart]) -> usize {
    let next = opaque.partition_point(|it| it.range.end <= at);
    let barrier = opaque[next..]
        .iter()
        .find(|it| it.is_block)
        .map_or(text.len(), |it| it.range.start.max(at));
    let breaks = text[at..barrier].match_indices('\n').map(|(it, _)| at + it);
    let is_empty = |from: usize| {
        let line = first_line(&text[from..]);
        line.bytes()
            .all(|it| matches!(it, b' ' | b'\t' | b'\r' | b'>'))
    };
    breaks
        .map(|it| it + 1)
        .find(|it| is_empty(*it))
        .unwrap_or(barrier)
}

/// How many bytes stand before the `}}` that closes an expression, `}}` within quotes left out.
fn find_closing_braces(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut rest = text.char_indices();
    while let Some((at, it)) = rest.next() {
        match (it, quote) {
            ('\\', Some(_)) => drop(rest.next()),
            (_, Some(open)) if it == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(it),
            ('}', None) if text[at..].starts_with("}}") => return Some(at),
            ('{', None) if text[at..].starts_with("{{") => break,
            _ => {}
        }
    }
    // A quote left open is for the expression's own parser to complain about, at its place.
    let mut braces = text.match_indices(['{', '}']).map(|(at, _)| at);
    let pair = braces.find(|at| text[*at..].starts_with("{{") || text[*at..].starts_with("}}"));
    pair.filter(|at| text[*at..].starts_with('}'))
}

/// The text with a stand-in for each expression, every byte at the place it was.
pub(crate) fn mask_expressions(text: &str, expressions: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, first) in expressions.iter().zip(FIRST_STAND_IN..) {
        let Some(first) = char::from_u32(first) else {
            break;
        };
        out.push_str(&text[at..range.start]);
        out.push(first);
        out.extend(std::iter::repeat_n('x', range.len() - first.len_utf8()));
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Cuts a masked text at its stand-ins.
pub(crate) fn split_at_stand_ins<'a>(
    text: &'a str,
    expressions: &[Range<usize>],
) -> Vec<MaskedPiece<'a>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, it) in text.char_indices() {
        if !is_stand_in(it) {
            continue;
        }
        let number = usize::try_from(u32::from(it) - FIRST_STAND_IN).unwrap_or(usize::MAX);
        let Some(length) = expressions.get(number).map(ExactSizeIterator::len) else {
            continue;
        };
        let tail = text[at + it.len_utf8()..]
            .bytes()
            .take(length - it.len_utf8());
        if tail.filter(|it| *it == b'x').count() != length - it.len_utf8() {
            continue;
        }
        if from < at {
            out.push(MaskedPiece::Text(&text[from..at]));
        }
        out.push(MaskedPiece::Expression(number));
        from = at + length;
    }
    if from < text.len() {
        out.push(MaskedPiece::Text(&text[from..]));
    }
    out
}

/// A masked text as the author wrote it.
pub(crate) fn restore_expressions<'a>(
    text: &'a str,
    source: &str,
    expressions: &[Range<usize>],
) -> Cow<'a, str> {
    if !text.contains(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let written = |it: &MaskedPiece<'_>| match it {
        MaskedPiece::Text(text) => (*text).to_owned(),
        MaskedPiece::Expression(number) => source[expressions[*number].clone()].to_owned(),
    };
    Cow::Owned(
        split_at_stand_ins(text, expressions)
            .iter()
            .map(written)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use crate::expression::{
        MaskedPiece, OpaquePart, find_expressions, mask_expressions, restore_expressions,
        split_at_stand_ins,
    };

    /// The expressions found; an unclosed one is shown as `!` and what follows it.
    fn check(text: &str, expected: &[&str]) {
        let found = find_expressions(text, &[]);
        let mut shown: Vec<(usize, String)> = found
            .expressions
            .iter()
            .map(|it| (it.start, text[it.clone()].to_owned()))
            .collect();
        shown.extend(
            found
                .unclosed
                .iter()
                .map(|it| (*it, format!("!{}", &text[*it..]))),
        );
        shown.sort();
        let shown: Vec<String> = shown.into_iter().map(|it| it.1).collect();
        assert_eq!(shown, expected, "{text}");
        round_trip(text);
    }

    fn round_trip(text: &str) {
        let found = find_expressions(text, &[]).expressions;
        let masked = mask_expressions(text, &found);
        assert_eq!(masked.len(), text.len());
        assert_eq!(restore_expressions(&masked, text, &found), text);
        let numbers = split_at_stand_ins(&masked, &found)
            .iter()
            .filter(|it| matches!(it, MaskedPiece::Expression(_)))
            .count();
        assert_eq!(numbers, found.len());
    }

    #[test]
    fn finds_expressions() {
        check(
            "达{{ a }}，{{b(c=\"丁\") | wan(2)}}。",
            &["{{ a }}", "{{b(c=\"丁\") | wan(2)}}"],
        );
        check("{{}}", &["{{}}"]);
        check("没有", &[]);
    }

    #[test]
    fn braces_in_quotes_do_not_close() {
        check("{{ a(\"}}\") }}", &["{{ a(\"}}\") }}"]);
        check("{{ a('\\'}}') }}", &["{{ a('\\'}}') }}"]);
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_next_expression() {
        check(
            "{{ a(\"b) }} 与 {{ c(\"d\") }}",
            &["{{ a(\"b) }}", "{{ c(\"d\") }}"],
        );
    }

    #[test]
    fn may_run_over_a_line_but_not_over_a_paragraph() {
        check("{{ a,\n b }}", &["{{ a,\n b }}"]);
        check("{{ a\n\n b }}", &["!{{ a\n\n b }}"]);
        check("> {{ a\n>\n> b }}", &["!{{ a\n>\n> b }}"]);
    }

    #[test]
    fn refuses_what_is_not_closed() {
        check("甲 {{ a } 乙", &["!{{ a } 乙"]);
        check("{{ a {{ b }}", &["!{{ a {{ b }}", "{{ b }}"]);
    }

    #[test]
    fn a_backslash_writes_the_braces() {
        check("\\{{ a }}", &[]);
        check("\\\\{{ a }}", &["{{ a }}"]);
    }

    #[test]
    fn leaves_code_alone() {
        let opaque = [OpaquePart {
            range: 0..9,
            is_block: false,
        }];
        assert_eq!(
            find_expressions("`{{ a }}` {{ b }}", &opaque).expressions,
            vec![10..17]
        );
    }

    #[test]
    fn keeps_private_characters_of_the_author() {
        check("\u{f0000}x {{ a }} \u{10fffd}\u{f0000}", &["{{ a }}"]);
    }
}
