//! What a page shows: the metrics it uses.

use std::collections::BTreeSet;

use crate::prose::{Block, Inline};
use crate::site::{Exhibit, Page, Target};

/// The metrics whose figures a page shows, in text, charts, tables and tiles.
pub fn metrics(page: &Page) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    inlines(&page.title, &mut out);
    page.summary.iter().for_each(|it| inlines(it, &mut out));
    blocks(&page.blocks, &mut out);
    page.footnotes.iter().for_each(|it| blocks(&it.blocks, &mut out));
    out
}

fn blocks(all: &[Block<Target>], out: &mut BTreeSet<String>) {
    for block in all {
        match block {
            Block::Heading(it) => inlines(&it.text, out),
            Block::Paragraph(it) => inlines(it, out),
            Block::List { items, .. } => items.iter().for_each(|it| blocks(&it.blocks, out)),
            Block::Quote(it) | Block::Alert { blocks: it, .. } => blocks(it, out),
            Block::Table(it) => it.rows.iter().flatten().chain(&it.head).for_each(|it| inlines(it, out)),
            Block::Embed(it) => exhibit(it, out),
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn exhibit(it: &Exhibit, out: &mut BTreeSet<String>) {
    match it {
        Exhibit::Chart(chart) => out.extend(chart.table.columns.iter().filter_map(|it| it.metric.clone())),
        Exhibit::Table(table) => out.extend(table.grid.columns.iter().filter_map(|it| it.metric.clone())),
        Exhibit::Tiles(tiles) => out.extend(tiles.items.iter().filter_map(|it| it.figure.metric.clone())),
        Exhibit::Blocks(it) => blocks(it, out),
    }
}

fn inlines(phrase: &[Inline<Target>], out: &mut BTreeSet<String>) {
    for inline in phrase {
        match inline {
            Inline::Figure(it) => out.extend(it.metric.clone()),
            Inline::Emphasis(it) | Inline::Strong(it) | Inline::Strike(it) => inlines(it, out),
            Inline::Link { text, .. } => inlines(text, out),
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Image { .. } | Inline::Footnote { .. } => {}
        }
    }
}
