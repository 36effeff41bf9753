//! What the pages of metrics and tables say besides their blocks.

use crate::lineage::{ShownValue, UsedIn};
use crate::nav_item::NavItem;
use gongbao_diag::locale::Word;
use gongbao_metrics::Strength;

/// Something named, with its address if it has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cited {
    pub text: String,
    pub url: Option<String>,
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
    /// The values that pages show.
    pub values: Vec<ShownValue>,
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
    /// Rows that figures were read from, beyond those the page begins with.
    pub cited_rows: Vec<usize>,
    /// Address of the downloads without extension.
    pub stem: String,
}
