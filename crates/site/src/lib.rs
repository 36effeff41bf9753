//! The waist: every link, number and chart bound; routes, navigation and data-driven pages decided.
//!
//! Words and numbers meet here and nowhere else. It knows no template and no output format.
//! Start at [`resolve`]; [`Site`] is what every output reads.

pub mod edition;

mod bind;
mod bindings;
mod charts;
mod completeness;
mod due;
mod embeds;
mod expression;
mod figure;
mod finding;
mod generated;
mod index;
mod interior;
mod labels;
mod layout;
pub mod lineage;
mod links;
mod named_metric;
mod navigation;
pub mod overview;
mod page;
mod paper;
mod references;
mod release;
mod resolve;
mod rounding;
mod routes;
mod scope;
mod standing;
pub mod subject;
mod tongues;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lineage::{Lineage, UsedIn};
use crate::subject::Subject;
use gongbao_diag::Place;
use gongbao_diag::locale::{Date, Word};
use gongbao_metrics::{Status, Strength};
use gongbao_model::prose::{Block, Phrase, Stage};
use gongbao_model::{Chart, Grid, Origin};
use gongbao_settings::Config;
use gongbao_source::File;

pub use bindings::Bindings;
pub use charts::{Switch, Variant};
pub use completeness::GAPS;
pub use due::DueTarget;
pub use embeds::{
    Call, EMBEDS, Embed, Embeds, TableChart, draw_table, one_of, row_links, source_line, table_rows,
};
pub use interior::{walk_chart, walk_data_table};
pub use labels::label;
pub use layout::Layout;
pub use links::{Pending, resolve as resolve_link};
pub use named_metric::{NamedMetric, named_metric};
pub use page::{Page, PageBody, PageHead, PagePlace, blank_page};
pub use paper::{Content, Made, Packet, Paper, Part, deadlines};
pub use references::Reference;
pub use release::{NOT_FOUND, Redirect, Release, Stated, is_content};
pub use resolve::{Inputs, in_world, page_scope, resolve, resolve_again};
pub use scope::{Failure, Scope, World, dimensions};
pub use standing::{Standing, TargetRecord, WorstMember};
pub use tongues::{Languages, Translation};

/// How many rows of a table its page begins with; the rest is in the downloads, unless figures need it.
pub const ROWS_SHOWN: usize = 200;

/// A link, a figure or an embed that exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Target;

impl Stage for Target {
    type Link = Link;
    type Figure = BoundFigure;
    type Embed = Exhibit;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// A page of the site, with the anchor in it.
    Page {
        route: Route,
        fragment: Option<String>,
    },
    /// A file of the site that is copied as it is (a picture, an attachment).
    File { route: Route },
    /// An address outside the site.
    External { url: String },
}

/// The address of a page or file in the output: `report-2025/index.html`, always with `/`, never
/// beginning with one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(pub String);

impl Route {
    /// The relative reference from a page at this address to another address.
    pub fn to(&self, other: &Route) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = other.0.split('/').collect();
        let shared = from
            .iter()
            .zip(&to)
            .take(from.len().min(to.len()) - 1)
            .take_while(|(a, b)| a == b)
            .count();
        let up = from.len() - 1 - shared;
        format!("{}{}", "../".repeat(up), to[shared..].join("/"))
    }
}

/// A figure in a line of text, bound to the rows it was computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoundFigure {
    /// As the reader sees it.
    pub text: String,
    /// The raw value as a machine writes it; empty if there is none.
    pub value: String,
    /// What the value is besides a number, see [`subject::state`].
    pub state: String,
    /// The metric, if it is one.
    pub metric: Option<String>,
    /// Where it was read.
    pub origins: Vec<Origin>,
    /// Where the author wrote it.
    pub place: Option<Place>,
    /// The metric or table, what it is of, and its source, in words.
    pub explained: String,
    /// What it is, whatever its value.
    pub subject: Option<Subject>,
    /// Whether its value was another one when it was first published.
    pub revised: bool,
}

/// Something named, with its address if it has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cited {
    pub text: String,
    pub url: Option<String>,
}

/// A block that shows data. Every output knows how to write each of these and nothing else.
#[derive(Clone, Debug)]
pub enum Exhibit {
    /// A chart with its data table.
    Chart(Arc<Chart>),
    /// Charts to choose from.
    Switch(Switch),
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

/// A site with every reference resolved.
#[derive(Debug, Default)]
pub struct Site {
    pub config: Config,
    /// Every page of the site: the author's, one per metric, one per table; by route.
    pub pages: Vec<Page>,
    /// Where its figures lead to.
    pub lineage: Lineage,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// How every metric stands against its targets, in the author's order.
    pub standings: Vec<Standing>,
    /// For each home page the targets that fall due next.
    pub due: BTreeMap<Route, Vec<DueTarget>>,
    /// Files of the site that pages refer to, with their routes.
    pub files: Vec<(Route, File)>,
    /// The tables offered for download, complete, with their routes (without extension).
    pub downloads: Vec<Download>,
    /// Which pages are in which languages.
    pub languages: Languages,
    /// Former addresses of pages.
    pub redirects: Vec<Redirect>,
    /// The pages between the site and addresses outside, by address.
    pub leaving: BTreeMap<String, Route>,
    /// How many figures are bound in text, charts, tables and tiles.
    pub n_figures: usize,
    /// How many charts it has.
    pub n_charts: usize,
}

/// A whole table offered for download.
#[derive(Debug)]
pub struct Download {
    /// Name of the table in the catalogue.
    pub table: String,
    /// `data/allocation` : `.csv` and `.json` are added.
    pub stem: String,
}

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct NavItem {
    pub title: String,
    pub route: Route,
}

/// A page listed on its section's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    pub item: NavItem,
    pub summary: String,
    pub date: Option<Date>,
}

/// What a metric's page says.
#[derive(Clone, Debug)]
pub struct MetricFacts {
    pub id: String,
    /// Label and text pairs: definition, formula, unit, dimensions, source.
    pub facts: Vec<(FactLabel, String)>,
    pub targets: Vec<TargetFacts>,
    /// Pages that show it.
    pub used_in: Vec<UsedIn>,
    /// Its data's sources, and on what terms they may be used.
    pub sources: Vec<Cited>,
    pub background: Vec<(Word, Cited)>,
    pub table: NavItem,
}

/// A target on a metric's page.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetFacts {
    pub words: String,
    pub strength: Strength,
    pub strength_word: String,
    pub by: Option<String>,
    pub scope: String,
    pub basis: Option<String>,
    /// The values to be reached on the way: 2024年底前38%.
    pub way: Vec<String>,
    pub responsible: Vec<String>,
    pub plan: Option<String>,
}

/// What a fact of a metric or table is about; the theme has the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactLabel {
    Definition,
    Formula,
    Unit,
    Dimensions,
    Source,
    Note,
    Rows,
    Key,
    Responsible,
    Plan,
}

/// What a table's page says.
#[derive(Clone, Debug)]
pub struct TableFacts {
    pub name: String,
    pub description: Option<String>,
    pub facts: Vec<(FactLabel, String)>,
    /// Its sources, and how it came to be.
    pub sources: Vec<Cited>,
    pub background: Vec<(Word, Cited)>,
    /// Name, title, type word, unit and meaning of each column.
    pub fields: Vec<[String; 5]>,
    /// Metrics computed from it.
    pub metrics: Vec<NavItem>,
    /// Address of the downloads without extension.
    pub stem: String,
}
