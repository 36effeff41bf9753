//! What a site is made from.

use crate::embeds::Embeds;
use gongbao_content as content;
use gongbao_data::Catalog;
use gongbao_metrics::Metrics;
use gongbao_settings::Config;
use gongbao_source::Sources;

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub struct SiteInputs<'a> {
    pub sources: &'a Sources,
    /// The pages as their authors wrote them.
    pub pages: &'a [content::Page],
    /// The embeds their fences may name.
    pub embeds: &'a Embeds,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    pub config: &'a Config,
}
