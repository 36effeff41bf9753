//! Charts as they stand in a page: one, or one of several to choose from.

use std::sync::Arc;

use crate::{Exhibit, Page, Target};
use gongbao_chart::Chart;
use gongbao_model::prose::Block;

/// The same chart for each member of a dimension; the reader chooses which is seen.
#[derive(Clone, Debug)]
pub struct Switch {
    /// What is chosen: 区县.
    pub label: String,
    /// In the order of the data, at least two.
    pub variants: Vec<Variant>,
    /// The one seen first.
    pub chosen: usize,
}

/// One of the charts to choose from.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The member it is of.
    pub name: String,
    pub chart: Arc<Chart>,
}

impl Exhibit {
    /// The charts it consists of, and not those of blocks within it.
    pub fn charts(&self) -> Vec<&Arc<Chart>> {
        match self {
            Exhibit::Chart(it) => vec![it],
            Exhibit::Switch(it) => it.variants.iter().map(|it| &it.chart).collect(),
            Exhibit::Table(_) | Exhibit::Tiles(_) | Exhibit::Blocks(_) => Vec::new(),
        }
    }
}

impl Page {
    /// Every chart on it, in order.
    pub fn charts(&self) -> Vec<&Arc<Chart>> {
        let mut out = Vec::new();
        collect(&self.blocks, &mut out);
        self.footnotes
            .iter()
            .for_each(|it| collect(&it.blocks, &mut out));
        out
    }
}

fn collect<'a>(blocks: &'a [Block<Target>], out: &mut Vec<&'a Arc<Chart>>) {
    for block in blocks {
        match block {
            Block::Embed(Exhibit::Blocks(inner))
            | Block::Quote(inner)
            | Block::Alert { blocks: inner, .. } => {
                collect(inner, out);
            }
            Block::Embed(it) => out.extend(it.charts()),
            Block::List { items, .. } => items.iter().for_each(|it| collect(&it.blocks, out)),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule => {}
        }
    }
}
