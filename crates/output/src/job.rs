//! What every output may read.

use crate::painter::Painter;
use crate::printed::Press;
use gongbao_data::Catalog;
use gongbao_metrics::Metrics;
use gongbao_site::Site;
use gongbao_theme::Theme;

/// What every output may read.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    pub painter: &'a Painter,
    pub press: &'a Press,
}

/// Whether a site asks for an output. Without a list it asks for all.
pub fn is_wanted(site: &Site, name: &str) -> bool {
    let wanted = &site.config.outputs;
    wanted.is_empty() || wanted.iter().any(|it| it == name)
}
