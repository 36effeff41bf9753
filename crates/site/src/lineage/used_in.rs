//! Which pages show a metric, and where they do.

use crate::nav_item::NavItem;

/// A page that shows a metric, and where it does.
#[derive(Clone, Debug, PartialEq)]
pub struct UsedIn {
    pub page: NavItem,
    /// What stands there; empty for a page that another one of the same file speaks for.
    pub places: Vec<UsePlace>,
    /// Uses that are not listed.
    pub left_out: usize,
}

/// A sentence, chart, table or tile that shows a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct UsePlace {
    pub kind: UseKind,
    pub text: String,
    pub anchor: Option<String>,
}

/// What a figure stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    Title,
    Sentence,
    Chart,
    Table,
    Tile,
}
