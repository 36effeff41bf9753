//! Which pages show a metric, where they do, and which of its values.

use crate::nav_item::NavItem;
use gongbao_model::Origin;

/// A value of a metric that some page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownValue {
    /// Its anchor on the metric's page.
    pub anchor: String,
    /// As a page shows it.
    pub text: String,
    /// The raw value as a machine writes it.
    pub raw: String,
    /// The members it is of: 铁西区，2025年.
    pub about: String,
    pub origins: Vec<Origin>,
}

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
