//! `figures.json`: every figure bound in the text of the site, with its raw value and the rows it was
//! read from, for whoever checks a report against its data.

use serde_json::{Value as Json, json};

use crate::paths::row_anchor;
use crate::{Job, Output, Sink};
use gongbao_diag::Diags;
use gongbao_model::Origin;
use gongbao_model::prose::{Block, Inline};
use gongbao_site::{BoundFigure, Exhibit, Layout, Page, Target};

/// Where the list stands.
const PATH: &str = "figures.json";

/// The list of bound figures.
#[derive(Debug)]
pub struct Figures;

impl Output for Figures {
    fn name(&self) -> &'static str {
        "figures"
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        if !sink.wants(PATH) {
            return;
        }
        let pages: Vec<String> = job.site.pages.iter().filter_map(page_list).collect();
        let title = Json::from(job.site.config.title.as_str());
        // A line a page, so that two editions can be compared line by line.
        let list = format!(
            "{{\"title\":{title},\"pages\":[\n{}\n]}}\n",
            pages.join(",\n")
        );
        sink.put(PATH, list.as_bytes());
    }
}

/// The figures of one page; nothing for a page without any.
fn page_list(page: &Page) -> Option<String> {
    if page.layout == Layout::Overview {
        return None; // Its counts are of the site and not of the data.
    }
    let mut found = Vec::new();
    of_page(page, &mut found);
    let figures: Vec<Json> = found.into_iter().map(figure).collect();
    let list =
        || json!({"page": page.route.0, "file": &*page.file, "figures": figures}).to_string();
    (!figures.is_empty()).then(list)
}

fn of_page<'a>(page: &'a Page, found: &mut Vec<&'a BoundFigure>) {
    of_line(&page.title, found);
    page.summary.iter().for_each(|it| of_line(it, found));
    of_blocks(&page.blocks, found);
    page.footnotes
        .iter()
        .for_each(|it| of_blocks(&it.blocks, found));
}

fn of_blocks<'a>(blocks: &'a [Block<Target>], found: &mut Vec<&'a BoundFigure>) {
    for block in blocks {
        match block {
            Block::Heading(it) => of_line(&it.text, found),
            Block::Paragraph(it) => of_line(it, found),
            Block::List { items, .. } => items.iter().for_each(|it| of_blocks(&it.blocks, found)),
            Block::Quote(inner) | Block::Alert { blocks: inner, .. } => of_blocks(inner, found),
            Block::Table(it) => it
                .head
                .iter()
                .chain(it.rows.iter().flatten())
                .for_each(|it| of_line(it, found)),
            Block::Embed(Exhibit::Tiles(tiles)) => {
                found.extend(tiles.items.iter().map(|it| &it.figure))
            }
            Block::Embed(Exhibit::Blocks(inner)) => of_blocks(inner, found),
            // The downloads beside charts and tables list theirs.
            Block::Embed(Exhibit::Chart(_) | Exhibit::Switch(_) | Exhibit::Table(_))
            | Block::Code { .. }
            | Block::Rule => {}
        }
    }
}

fn of_line<'a>(line: &'a [Inline<Target>], found: &mut Vec<&'a BoundFigure>) {
    for inline in line {
        match inline {
            Inline::Figure(it) => found.push(it),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                of_line(inner, found)
            }
            Inline::Link { text, .. } => of_line(text, found),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Image { .. }
            | Inline::Footnote { .. } => {}
        }
    }
}

fn figure(it: &BoundFigure) -> Json {
    let origins: Vec<Json> = it.origins.iter().map(origin).collect();
    json!({"text": it.text, "value": it.value, "metric": it.metric, "origins": origins})
}

/// The table and its rows, named as their anchors on the table's page.
fn origin(it: &Origin) -> Json {
    let rows: Vec<String> = it.rows.iter().map(|it| row_anchor(*it)).collect();
    json!({"table": it.table, "rows": rows})
}
