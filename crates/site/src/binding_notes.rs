//! What binding a page finds on its way.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Route;
use gongbao_diag::{Diags, Place};

/// What binding a page finds on its way.
#[derive(Clone, Debug, Default)]
pub struct BindingNotes {
    /// Complaints, in the order of the page.
    pub diags: Diags,
    /// Links to anchors, still to be checked.
    pub pending: Vec<PendingLink>,
    /// Tables whose data the page shows.
    pub tables: BTreeSet<String>,
    /// Files of the site the page refers to.
    pub files: BTreeSet<String>,
    /// Addresses outside the site the page leads to.
    pub outside: BTreeSet<String>,
    /// How many figures it shows.
    pub n_figures: usize,
    /// How many charts it shows.
    pub n_charts: usize,
    /// Where its charts and tables are written, by anchor.
    pub exhibits: BTreeMap<String, Place>,
    /// How many embeds it has so far; numbers their anchors.
    pub n_embeds: usize,
}

/// A link to an anchor, to be checked when every page has its anchors.
#[derive(Clone, Debug)]
pub struct PendingLink {
    pub place: Place,
    pub route: Route,
    pub fragment: String,
}
