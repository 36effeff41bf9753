//! Building blocks of prose for opinions, ballots and facilities.

use std::collections::BTreeMap;

use crate::words::{Wording, in_language};
use gongbao_data::Table;
use gongbao_diag::locale::{Lang, NumberFormat, fill_placeholders};
use gongbao_model::Origin;
use gongbao_model::prose::{Block, Inline, Phrase};
use gongbao_site::figure_key::{FigureKey, PageKey};
use gongbao_site::lineage::explain_figure;
use gongbao_site::{BoundFigure, Link, Scope, Target};

/// A line of plain text.
pub(crate) fn text_phrase(it: impl Into<String>) -> Phrase<Target> {
    vec![Inline::generated(it.into())]
}

/// A line of strong text.
pub(crate) fn strong_phrase(it: impl Into<String>) -> Phrase<Target> {
    vec![Inline::Strong(text_phrase(it))]
}

/// A text that leads somewhere, if it does.
pub(crate) fn linked_phrase(it: impl Into<String>, to: Option<&Link>) -> Phrase<Target> {
    match to {
        Some(to) => vec![Inline::Link {
            to: to.clone(),
            text: text_phrase(it),
        }],
        None => text_phrase(it),
    }
}

/// Lines below each other; empty ones are left out.
pub(crate) fn join_lines(lines: impl IntoIterator<Item = Phrase<Target>>) -> Phrase<Target> {
    join_phrases(lines, || Inline::Break)
}

/// Phrases with a mark between them; empty ones are left out.
pub(crate) fn join_with_mark(
    lang: Lang,
    phrases: impl IntoIterator<Item = Phrase<Target>>,
    mark: Wording,
) -> Phrase<Target> {
    join_phrases(phrases, || {
        Inline::generated(in_language(lang, mark).to_owned())
    })
}

fn join_phrases(
    phrases: impl IntoIterator<Item = Phrase<Target>>,
    between: impl Fn() -> Inline<Target>,
) -> Phrase<Target> {
    let mut out: Phrase<Target> = Vec::new();
    for phrase in phrases.into_iter().filter(|it| !it.is_empty()) {
        if !out.is_empty() {
            out.push(between());
        }
        out.extend(phrase);
    }
    out
}

/// A wording with a name in it.
pub(crate) fn with_name(lang: Lang, wording: Wording, name: &str) -> Phrase<Target> {
    text_phrase(fill_placeholders(
        in_language(lang, wording),
        &[("name", name)],
    ))
}

/// A label and what it says: **办理措施**：….
pub(crate) fn labelled_paragraph(
    lang: Lang,
    label: Wording,
    said: Phrase<Target>,
) -> Block<Target> {
    let mut phrase = strong_phrase(in_language(lang, label));
    phrase.extend(text_phrase(in_language(lang, crate::words::COLON)));
    phrase.extend(said);
    Block::Paragraph(phrase)
}

/// A wording whose one number is how many rows of a table are meant; `aspect` says what they have in common.
#[expect(clippy::expect_used, reason = "the wordings are ours")]
pub(crate) fn counted_phrase(
    scope: &Scope<'_>,
    wording: Wording,
    table: &Table,
    aspect: &str,
    rows: &[usize],
) -> Phrase<Target> {
    let (before, after) = in_language(scope.lang, wording)
        .split_once("{n}")
        .expect("a wording that counts has a place for the number");
    let mut phrase = text_phrase(before);
    phrase.push(Inline::Figure(count_figure(scope, table, aspect, rows)));
    phrase.extend(text_phrase(after));
    phrase
}

/// How many rows are meant, as a figure bound to them.
pub(crate) fn count_figure(
    scope: &Scope<'_>,
    table: &Table,
    aspect: &str,
    rows: &[usize],
) -> BoundFigure {
    let mut of = BTreeMap::new();
    // How things stand on another day is another figure, and no revision of this one.
    of.extend(
        scope
            .world
            .config
            .as_of
            .map(|it| ("as_of".to_owned(), it.to_string())),
    );
    let figure = BoundFigure {
        text: NumberFormat::default().write(scope.lang, rows.len() as f64),
        value: rows.len().to_string(),
        origins: vec![Origin {
            table: table.name.clone(),
            rows: rows.to_vec(),
        }],
        key: Some(FigureKey {
            page: Some(PageKey::of(&scope.file)),
            ..FigureKey::of(&table.name, aspect, of)
        }),
        ..BoundFigure::default()
    };
    BoundFigure {
        explained: explain_figure(scope, &figure),
        ..figure
    }
}
