//! The whole site, as every output reads it.

use std::collections::BTreeMap;

use crate::due::DueTarget;
use crate::languages::Languages;
use crate::link::Route;
use crate::nav_item::NavItem;
use crate::page::Page;
use crate::places::Places;
use crate::release::Redirect;
use crate::standing::Standing;
use gongbao_settings::Config;
use gongbao_source::File;

/// A site with every reference resolved.
#[derive(Debug, Default)]
pub struct Site {
    pub config: Config,
    /// Every page of the site: the author's, one per metric, one per table; by route.
    pub pages: Vec<Page>,
    /// Where its figures lead to.
    pub places: Places,
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
