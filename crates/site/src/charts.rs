//! Charts as they stand in a page: one, or one of several to choose from.
//!
//! The charts to choose from are whole charts, all bound beforehand. HTML shows one at a time with
//! radio buttons and style alone; an output whose readers cannot choose writes all of them.

use std::sync::Arc;

use crate::exhibit::{Exhibit, Target};
use crate::page::Page;
use gongbao_model::Chart;
use gongbao_model::prose::{Interior, Visit};

impl Exhibit {
    /// The charts it consists of, and not those of blocks within it.
    pub fn charts(&self) -> Vec<&Arc<Chart>> {
        match self {
            Exhibit::Chart(it) => vec![it],
            Exhibit::Switch(it) => it.variants.iter().map(|it| &it.chart).collect(),
            Exhibit::Table(_) | Exhibit::Tiles(_) | Exhibit::Blocks(_) => Vec::new(),
        }
    }

    /// The anchors of its charts and tables, and not those of blocks within it.
    pub fn anchors(&self) -> Vec<String> {
        match self {
            Exhibit::Chart(_) | Exhibit::Switch(_) => {
                self.charts().iter().map(|chart| chart.id.clone()).collect()
            }
            Exhibit::Table(table) => vec![table.id.clone()],
            Exhibit::Tiles(_) | Exhibit::Blocks(_) => Vec::new(),
        }
    }
}

impl Page {
    /// Every chart on it, in order.
    pub fn charts(&self) -> Vec<&Arc<Chart>> {
        let mut charts = ChartCollector(Vec::new());
        self.walk_body(&mut charts);
        charts.0
    }
}

struct ChartCollector<'t>(Vec<&'t Arc<Chart>>);

impl<'t> Visit<'t, Target> for ChartCollector<'t> {
    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        self.0.extend(exhibit.charts());
        exhibit.walk(self);
    }
}
