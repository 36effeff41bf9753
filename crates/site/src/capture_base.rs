//! What figures are read from.

use gongbao_data::Catalog;
use gongbao_metrics::Metrics;
use gongbao_source::Sources;

/// What figures are read from.
#[derive(Clone, Copy, Debug)]
pub struct CaptureBase<'a> {
    pub sources: &'a Sources,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
}
