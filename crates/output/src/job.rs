//! What every output may read.

use crate::painter::Painter;
use crate::printed::Press;
use std::collections::BTreeMap;

use gongbao_model::{Package, TableRows};
use gongbao_site::Site;
use gongbao_theme::Theme;

/// What every output may read.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    /// What is said about the data as a whole.
    pub package: &'a Package,
    /// Every whole table that is to be had, by name.
    pub tables: BTreeMap<&'a str, &'a dyn TableRows>,
    pub painter: &'a Painter,
    pub press: &'a Press,
}

/// Whether a site asks for an output. Without a list it asks for all.
pub fn is_wanted(site: &Site, name: &str) -> bool {
    let wanted = &site.config.outputs;
    wanted.is_empty() || wanted.iter().any(|it| it == name)
}
