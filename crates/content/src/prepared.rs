//! A text made ready for the Markdown parser, and the parser's events with their bytes in the text.
//!
//! Two passes: the first finds code and HTML, where nothing of ours counts; then expressions are
//! masked, emphasis is marked, and the second pass reads the document.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::emphasis::{MarkedText, is_cjk, mark_emphasis};
use crate::expression::{
    FoundExpressions, MaskedPiece, OpaquePart, find_expressions, is_escaped, mask_expressions,
    restore_expressions, split_at_stand_ins,
};
use crate::page::Expression;

/// An event of the parser with its bytes in the text as written.
pub(crate) type PlacedEvent<'a> = (Event<'a>, Range<usize>);

/// A text and what its marked and masked form stands for.
#[derive(Debug)]
pub(crate) struct PreparedText<'a> {
    /// The text as written.
    pub source: &'a str,
    /// Where `{{` stands that nothing closes.
    pub unclosed: Vec<usize>,
    expressions: Vec<Range<usize>>,
    marked: MarkedText,
    options: Options,
}

/// A piece of running text.
#[derive(Debug)]
pub(crate) enum EmphasisRun {
    Text(String),
    Figure(Expression),
}

impl<'a> PreparedText<'a> {
    /// Prepares the text of a page.
    pub(crate) fn page(source: &'a str) -> PreparedText<'a> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM;
        PreparedText::of(source, options)
    }

    /// Prepares a line of text.
    pub(crate) fn line(source: &'a str) -> PreparedText<'a> {
        PreparedText::of(source, Options::ENABLE_STRIKETHROUGH)
    }

    fn of(source: &'a str, options: Options) -> PreparedText<'a> {
        let opaque = find_opaque_parts(source, options);
        let FoundExpressions {
            expressions,
            unclosed,
        } = find_expressions(source, &opaque);
        let marked = mark_emphasis(&mask_expressions(source, &expressions), &opaque);
        PreparedText {
            source,
            unclosed,
            expressions,
            marked,
            options,
        }
    }

    /// The events of the parser. Neighbouring texts are one, and lines are joined as the language has it.
    pub(crate) fn events(&self) -> Vec<PlacedEvent<'_>> {
        let text = &self.marked.text;
        let mut events: Vec<PlacedEvent<'_>> = Vec::new();
        for (event, range) in Parser::new_ext(text, self.options).into_offset_iter() {
            let is_verbatim =
                matches!(&event, Event::Text(it) if text.get(range.clone()) == Some(it));
            match events.last_mut() {
                Some((Event::Text(last), before))
                    if is_verbatim && before.end == range.start && last.len() == before.len() =>
                {
                    before.end = range.end;
                    *last = text[before.clone()].into();
                }
                _ => events.push((event, range)),
            }
        }
        join_lines(&mut events);
        let original =
            |it: Range<usize>| self.marked.original(it.start)..self.marked.original(it.end);
        events
            .into_iter()
            .map(|(event, range)| (event, original(range)))
            .collect()
    }

    /// A text out of an event as the author wrote it.
    pub(crate) fn string(&self, text: &str) -> String {
        restore_expressions(&self.marked.clean(text), self.source, &self.expressions).into_owned()
    }

    /// The bytes of the text as written, of the range of an event or a part of it.
    pub(crate) fn slice(&self, range: Range<usize>) -> &'a str {
        &self.source[range]
    }

    /// Cuts a running text at its expressions, whose bytes `place` counts from the start of the file.
    pub(crate) fn runs(&self, text: &str, place: &impl Fn(usize) -> usize) -> Vec<EmphasisRun> {
        let figure = |number: usize| {
            let range = self.expressions[number].start + 2..self.expressions[number].end - 2;
            let source = self.source[range.clone()].to_owned();
            EmphasisRun::Figure(Expression {
                source,
                range: place(range.start)..place(range.end),
            })
        };
        let run = |it: &MaskedPiece<'_>| match it {
            MaskedPiece::Text(text) => EmphasisRun::Text((*text).to_owned()),
            MaskedPiece::Expression(number) => figure(*number),
        };
        split_at_stand_ins(&self.marked.clean(text), &self.expressions)
            .iter()
            .map(run)
            .collect()
    }

    /// Whether a character at a byte is nothing but a character: behind a backslash, in an expression.
    pub(crate) fn is_literal(&self, at: usize) -> bool {
        let next = self.expressions.partition_point(|it| it.end <= at);
        is_escaped(self.source, at) || self.expressions.get(next).is_some_and(|it| it.start <= at)
    }
}

/// The code and HTML of a text.
fn find_opaque_parts(text: &str, options: Options) -> Vec<OpaquePart> {
    let part = |(event, range): PlacedEvent<'_>| match event {
        Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => Some(OpaquePart {
            range,
            is_block: true,
        }),
        Event::Code(_) | Event::InlineHtml(_) => Some(OpaquePart {
            range,
            is_block: false,
        }),
        _ => None,
    };
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter_map(part)
        .collect()
}

/// A line break between Chinese characters is nothing, any other one a space.
fn join_lines(events: &mut [PlacedEvent<'_>]) {
    let is_seamless = |at: usize| {
        let before = events[..at]
            .iter()
            .rev()
            .find_map(|it| edge_character(&it.0, |text| text.chars().next_back()));
        let after = events[at + 1..]
            .iter()
            .find_map(|it| edge_character(&it.0, |text| text.chars().next()));
        before.flatten().is_some_and(is_cjk) || after.flatten().is_some_and(is_cjk)
    };
    let breaks: Vec<usize> = (0..events.len())
        .filter(|it| events[*it].0 == Event::SoftBreak)
        .collect();
    let seamless: Vec<bool> = breaks.iter().map(|it| is_seamless(*it)).collect();
    for (at, seamless) in breaks.into_iter().zip(seamless) {
        events[at].0 = Event::Text(if seamless { "" } else { " " }.into());
    }
}

/// The character of an event next to a line break. Nothing is asked further; marks of emphasis let through.
fn edge_character(event: &Event<'_>, pick: impl Fn(&str) -> Option<char>) -> Option<Option<char>> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(pick(text)),
        Event::FootnoteReference(_) => None,
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => None,
        Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
            None
        }
        _ => Some(None),
    }
}
