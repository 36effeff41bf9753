//! Pages in a short notation, for the tests of this crate.

use std::sync::Arc;

use crate::page::{Expression, Page, Raw};
use crate::parse_pages;
use gongbao_diag::locale::Lang;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_model::prose::{Block, Heading, Inline, Visit};
use gongbao_source::{SourceFile, Sources};

pub(crate) const EMBEDS: [&str; 3] = ["chart", "table", "query"];

/// A page's file with a text.
pub(crate) fn page_sources(path: &str, text: &str) -> Sources {
    Sources::of(vec![SourceFile::built_in(path, text.as_bytes())])
}

/// The page a text makes, and the complaints about it.
pub(crate) fn parse_page(text: &str) -> (Option<Page>, Vec<Diagnostic>) {
    let mut diags = Diags::new();
    let page = parse_pages(&page_sources("content/a.md", text), &EMBEDS, &mut diags).pop();
    (page, diags.sorted().into_iter().cloned().collect())
}

/// The blocks and footnotes of a text in short notation; complaints behind them as `!code «place»`.
pub(crate) fn show_text(text: &str) -> String {
    let (page, complaints) = parse_page(text);
    let mut parts = Vec::new();
    if let Some(page) = page {
        parts.push(show_blocks(&page.blocks));
        parts.extend(
            page.footnotes
                .iter()
                .map(|it| format!("[{}×{}: {}]", it.number, it.uses, show_blocks(&it.blocks))),
        );
    }
    parts.extend(complaints.iter().map(|it| show_complaint(it, text)));
    parts.retain(|it| !it.is_empty());
    parts.join(" ")
}

pub(crate) fn show_complaint(it: &Diagnostic, text: &str) -> String {
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

pub(crate) fn show_blocks(blocks: &[Block<Raw>]) -> String {
    blocks.iter().map(show_block).collect::<Vec<_>>().join(" ")
}

fn show_block(block: &Block<Raw>) -> String {
    match block {
        Block::Heading(Heading { level, id, text }) => {
            format!("h{level}#{id}({})", show_phrase(text))
        }
        Block::Paragraph(text) => format!("p({})", show_phrase(text)),
        Block::List { start, items } => {
            let mark = |it: Option<bool>| it.map_or("", |it| if it { "[x] " } else { "[ ] " });
            let items = items
                .iter()
                .map(|it| format!("{}{}", mark(it.task), show_blocks(&it.blocks)));
            format!(
                "{}[{}]",
                start.map_or("ul".to_owned(), |it| format!("ol{it}")),
                items.collect::<Vec<_>>().join(" | ")
            )
        }
        Block::Quote(inner) => format!("quote[{}]", show_blocks(inner)),
        Block::Alert {
            kind,
            blocks: inner,
        } => format!("{kind:?}[{}]", show_blocks(inner)),
        Block::Code { language, text } => format!("code:{language}({:?})", text.text),
        Block::Table(table) => {
            let row = |it: &Vec<Vec<Inline<Raw>>>| {
                it.iter()
                    .map(|it| show_phrase(it))
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

pub(crate) fn show_phrase(phrase: &[Inline<Raw>]) -> String {
    phrase.iter().map(show_inline).collect()
}

fn show_inline(it: &Inline<Raw>) -> String {
    match it {
        Inline::Text(run) => run.text.clone(),
        Inline::Emphasis(inner) => format!("<em {}>", show_phrase(inner)),
        Inline::Strong(inner) => format!("<b {}>", show_phrase(inner)),
        Inline::Strike(inner) => format!("<s {}>", show_phrase(inner)),
        Inline::Code(run) => format!("<code {}>", run.text),
        Inline::Break => "<br>".to_owned(),
        Inline::Link { to, text } => format!("<a {} {}>", to.destination, show_phrase(text)),
        Inline::Image { to, alt } => format!("<img {} {}>", to.destination, alt.text),
        Inline::Footnote { number, nth } => format!("<fn {number}.{nth}>"),
        Inline::Figure(it) => format!("<={}>", it.source),
    }
}

/// Every expression of a page, its title, summary and footnotes.
pub(crate) fn page_expressions(page: &Page) -> Vec<Expression> {
    let mut found = ExpressionCollector(Vec::new());
    page.walk_text(&mut found);
    found.0
}

struct ExpressionCollector(Vec<Expression>);

impl<'t> Visit<'t, Raw> for ExpressionCollector {
    fn visit_figure(&mut self, figure: &'t Expression) {
        self.0.push(figure.clone());
    }
}

/// The name of a file in a test.
pub(crate) fn test_file_name() -> Arc<str> {
    Arc::from("content/a.md")
}
