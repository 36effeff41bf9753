//! What pages are made of once everything in them exists: text with links and figures, and blocks that show data.

use std::sync::Arc;

use crate::bound_figure::BoundFigure;
use crate::link::{Link, Route};
use gongbao_metrics::{Status, Strength};
use gongbao_model::prose::{Block, Phrase, Stage, plain_text};
use gongbao_model::{Chart, Grid};

/// A link, a figure or an embed that exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Target;

impl Stage for Target {
    type Link = Link;
    type Figure = BoundFigure;
    type Embed = Exhibit;
}

/// A block that shows data. Every output knows how to write each of these and nothing else.
#[derive(Clone, Debug)]
pub enum Exhibit {
    /// A chart with its data table.
    Chart(Arc<Chart>),
    /// Charts to choose from.
    Switch(ChartSwitch),
    /// A table of data.
    Table(Box<DataTable>),
    /// Headline figures.
    Tiles(Tiles),
    /// Blocks that an embed made out of the ordinary kinds.
    Blocks(Vec<Block<Target>>),
}

impl PartialEq for Exhibit {
    fn eq(&self, other: &Exhibit) -> bool {
        match (self, other) {
            (Exhibit::Chart(_) | Exhibit::Switch(_), Exhibit::Chart(_) | Exhibit::Switch(_)) => {
                let (a, b) = (self.charts(), other.charts());
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
            }
            (Exhibit::Table(a), Exhibit::Table(b)) => a == b,
            (Exhibit::Tiles(a), Exhibit::Tiles(b)) => a == b,
            (Exhibit::Blocks(a), Exhibit::Blocks(b)) => a == b,
            (_, _) => false,
        }
    }
}

/// The same chart for each member of a dimension; the reader chooses which is seen.
#[derive(Clone, Debug)]
pub struct ChartSwitch {
    /// What is chosen: 区县.
    pub label: String,
    /// In the order of the data, at least two.
    pub variants: Vec<ChartVariant>,
    /// The one seen first.
    pub chosen: usize,
}

/// One of the charts to choose from.
#[derive(Clone, Debug)]
pub struct ChartVariant {
    /// The member it is of.
    pub name: String,
    pub chart: Arc<Chart>,
}

/// A table of data in a page.
#[derive(Clone, Debug, PartialEq)]
pub struct DataTable {
    /// Anchor, unique in its page.
    pub id: String,
    pub grid: Grid,
    /// For each row the page that stands for what it is about, if there is one.
    pub row_links: Vec<Option<Route>>,
    /// For each row the metric its figures are of, where the columns do not say.
    pub row_metrics: Vec<Option<String>>,
    /// Status words stand in the last column when it is a status table.
    pub statuses: Vec<Option<Status>>,
    /// Cells whose value was another one when they were first published, by row and column.
    pub revised: Vec<(usize, usize)>,
    /// Rows left out by a limit.
    pub left_out: usize,
    pub source: String,
    pub note: Option<String>,
    pub sample: bool,
}

/// A row of headline figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    pub title: Option<Phrase<Target>>,
    pub items: Vec<Tile>,
    pub sample: bool,
}

/// One headline figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    pub label: String,
    /// The digits, without unit.
    pub value: String,
    pub unit: String,
    pub figure: BoundFigure,
    /// The time it is of: 2025年.
    pub period: Option<String>,
    /// 提高1.2个百分点, with the period compared: 比2024年.
    pub change: Option<String>,
    /// The target in words and how far it is reached.
    pub target: Option<TileTarget>,
    /// The values over time for a sparkline, oldest first; empty for none.
    pub history: Vec<Option<f64>>,
}

/// The target shown on a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct TileTarget {
    pub words: String,
    pub status: Status,
    pub strength: Strength,
    /// The worst among the members behind the value.
    pub worst: Option<String>,
}

/// The plain text of a bound line.
pub(crate) fn phrase_text(phrase: &Phrase<Target>) -> String {
    plain_text(phrase, &|it: &BoundFigure| it.text.clone())
}
