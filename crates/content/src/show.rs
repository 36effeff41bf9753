//! Pages in a short notation, for the tests of this room.

use std::sync::Arc;

use crate::{Expression, Page, Raw, parse};
use gongbao_diag::locale::Lang;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_model::prose::{Block, Heading, Inline};
use gongbao_source::{File, Sources};

pub const EMBEDS: [&str; 3] = ["chart", "table", "query"];

/// A page's file with a text.
pub fn sources(path: &str, text: &str) -> Sources {
    Sources::of(vec![File::built_in(path, text.as_bytes())])
}

/// The page a text makes, and the complaints about it.
pub fn page(text: &str) -> (Option<Page>, Vec<Diagnostic>) {
    let mut diags = Diags::new();
    let page = parse(&sources("content/a.md", text), &EMBEDS, &mut diags).pop();
    (page, diags.sorted().into_iter().cloned().collect())
}

/// The blocks and footnotes of a text in short notation; complaints behind them as `!code «place»`.
pub fn show(text: &str) -> String {
    let (page, complaints) = page(text);
    let mut parts = Vec::new();
    if let Some(page) = page {
        parts.push(blocks(&page.blocks));
        parts.extend(
            page.footnotes
                .iter()
                .map(|it| format!("[{}×{}: {}]", it.number, it.uses, blocks(&it.blocks))),
        );
    }
    parts.extend(complaints.iter().map(|it| complaint(it, text)));
    parts.retain(|it| !it.is_empty());
    parts.join(" ")
}

pub fn complaint(it: &Diagnostic, text: &str) -> String {
    for lang in Lang::ALL {
        for name in [
            "key", "text", "expected", "example", "hint", "known", "reason", "fence", "open",
            "label", "name", "columns",
        ] {
            let place = format!("{{{name}}}");
            assert!(
                !it.message(lang).contains(&place) && !it.help(lang).contains(&place),
                "{place} is not filled"
            );
        }
    }
    let quoted = it.place.range().map(|it| &text[it]).unwrap_or("file");
    format!("!{} «{quoted}»", it.code.name())
}

pub fn blocks(blocks: &[Block<Raw>]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block<Raw>) -> String {
    match block {
        Block::Heading(Heading { level, id, text }) => format!("h{level}#{id}({})", phrase(text)),
        Block::Paragraph(text) => format!("p({})", phrase(text)),
        Block::List { start, items } => {
            let mark = |it: Option<bool>| it.map_or("", |it| if it { "[x] " } else { "[ ] " });
            let items = items
                .iter()
                .map(|it| format!("{}{}", mark(it.task), blocks(&it.blocks)));
            format!(
                "{}[{}]",
                start.map_or("ul".to_owned(), |it| format!("ol{it}")),
                items.collect::<Vec<_>>().join(" | ")
            )
        }
        Block::Quote(inner) => format!("quote[{}]", blocks(inner)),
        Block::Alert {
            kind,
            blocks: inner,
        } => format!("{kind:?}[{}]", blocks(inner)),
        Block::Code { language, text } => format!("code:{language}({text:?})"),
        Block::Table(table) => {
            let row = |it: &Vec<Vec<Inline<Raw>>>| {
                it.iter()
                    .map(|it| phrase(it))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let rows: Vec<String> = std::iter::once(&table.head)
                .chain(&table.rows)
                .map(row)
                .collect();
            format!("table{:?}({})", table.align, rows.join(" / "))
        }
        Block::Rule => "rule".to_owned(),
        Block::Embed(it) => format!("{}:{}({:?})", it.name, it.argument, it.body),
    }
}

pub fn phrase(phrase: &[Inline<Raw>]) -> String {
    phrase.iter().map(inline).collect()
}

fn inline(it: &Inline<Raw>) -> String {
    match it {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(inner) => format!("<em {}>", phrase(inner)),
        Inline::Strong(inner) => format!("<b {}>", phrase(inner)),
        Inline::Strike(inner) => format!("<s {}>", phrase(inner)),
        Inline::Code(text) => format!("<code {text}>"),
        Inline::Break => "<br>".to_owned(),
        Inline::Link { to, text } => format!("<a {} {}>", to.destination, phrase(text)),
        Inline::Image { to, alt } => format!("<img {} {alt}>", to.destination),
        Inline::Footnote { number, nth } => format!("<fn {number}.{nth}>"),
        Inline::Figure(it) => format!("<={}>", it.source),
    }
}

/// Every expression of a page, its title, summary and footnotes.
pub fn expressions(page: &Page) -> Vec<Expression> {
    let mut found = Vec::new();
    in_phrase(&page.front.title, &mut found);
    page.front
        .summary
        .iter()
        .for_each(|it| in_phrase(it, &mut found));
    in_blocks(&page.blocks, &mut found);
    page.footnotes
        .iter()
        .for_each(|it| in_blocks(&it.blocks, &mut found));
    found
}

fn in_blocks(blocks: &[Block<Raw>], found: &mut Vec<Expression>) {
    for block in blocks {
        match block {
            Block::Heading(it) => in_phrase(&it.text, found),
            Block::Paragraph(it) => in_phrase(it, found),
            Block::List { start: _, items } => {
                items.iter().for_each(|it| in_blocks(&it.blocks, found))
            }
            Block::Quote(inner)
            | Block::Alert {
                kind: _,
                blocks: inner,
            } => in_blocks(inner, found),
            Block::Table(it) => {
                std::iter::once(&it.head)
                    .chain(&it.rows)
                    .flatten()
                    .for_each(|it| in_phrase(it, found));
            }
            Block::Code { .. } | Block::Rule | Block::Embed(_) => {}
        }
    }
}

fn in_phrase(phrase: &[Inline<Raw>], found: &mut Vec<Expression>) {
    for inline in phrase {
        match inline {
            Inline::Figure(it) => found.push(it.clone()),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                in_phrase(inner, found)
            }
            Inline::Link { to: _, text } => in_phrase(text, found),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Image { .. }
            | Inline::Footnote { .. } => {}
        }
    }
}

/// The name of a file in a test.
pub fn file() -> Arc<str> {
    Arc::from("content/a.md")
}
