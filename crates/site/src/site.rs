//! What all pages of a site know of each other, without the text of any.

use std::collections::BTreeMap;

use crate::due::DueTarget;
use crate::facts::MetricFacts;
use crate::languages::Languages;
use crate::link::Route;
use crate::nav_item::NavItem;
use crate::page::PageEntry;
use crate::places::Places;
use crate::release::{Redirect, leaving_route};
use crate::target_status::TargetStatus;
use gongbao_settings::Config;
use gongbao_source::SourceFile;

/// A site whose addresses, order and links are known. The texts of its pages are bound one after the other.
#[derive(Debug, Default)]
pub struct Site {
    pub config: Config,
    /// Every page of the site, the author's and those that nobody wrote, in order.
    pub pages: Vec<PageEntry>,
    /// Where figures lead to.
    pub places: Places,
    /// What the pages of metrics say of them, by id.
    pub metrics: BTreeMap<String, DefinedMetric>,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// How every metric stands against its targets, in the author's order.
    pub standings: Vec<TargetStatus>,
    /// For each home page the targets that fall due next.
    pub due: BTreeMap<Route, Vec<DueTarget>>,
    /// Files of the author that pages may refer to, with their routes.
    pub files: Vec<(Route, SourceFile)>,
    /// The tables offered for download, complete, with their routes (without extension).
    pub downloads: Vec<Download>,
    /// Which pages are in which languages.
    pub languages: Languages,
    /// Former addresses of pages.
    pub redirects: Vec<Redirect>,
}

/// A metric with a page, and what is said of it whoever shows it.
#[derive(Clone, Debug)]
pub struct DefinedMetric {
    pub title: String,
    /// Pages that show it are not named here: they are known when all pages are bound.
    pub facts: MetricFacts,
}

/// A whole table offered for download.
#[derive(Debug)]
pub struct Download {
    /// Name of the table in the catalogue.
    pub table: String,
    /// `data/allocation` : `.csv` and `.json` are added.
    pub stem: String,
}

impl Site {
    /// The page at an address.
    pub fn entry(&self, route: &Route) -> Option<&PageEntry> {
        self.pages.iter().find(|it| it.head.route == *route)
    }

    /// The page between the site and an address outside, if the settings want one.
    pub fn leaving_route(&self, url: &str) -> Option<Route> {
        leaving_route(&self.config, url)
    }
}
