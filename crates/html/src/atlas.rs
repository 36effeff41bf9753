//! Where things stand in the site: the page of a metric, of a table, and of one of its rows.

use std::collections::BTreeMap;

use crate::view::{LinkView, reference};
use gongbao_model::Origin;
use gongbao_output::Job;
use gongbao_output::paths;
use gongbao_site::lineage::Lineage;
use gongbao_site::{BoundFigure, Page, Route};

/// The list of values on a metric's page.
const VALUES: &str = "gb-values";
/// The targets on a metric's page.
const TARGETS: &str = "gb-targets";
/// The rows of a table's page, and what it says about those it does not show.
const ROWS: &str = "gb-rows";
const REST: &str = "gb-rest";

/// The pages that figures lead to.
#[derive(Debug)]
pub(crate) struct Atlas<'a> {
    metrics: BTreeMap<&'a str, &'a Page>,
    tables: BTreeMap<&'a str, &'a Route>,
    lineage: &'a Lineage,
}

impl<'a> Atlas<'a> {
    /// Looks every metric's and table's page up once.
    pub(crate) fn of(job: &Job<'a>) -> Atlas<'a> {
        let pages = &job.site.pages;
        let metric = |it: &'a Page| Some((it.metric.as_ref()?.id.as_str(), it));
        let table = |it: &'a Page| Some((it.table.as_ref()?.name.as_str(), &it.route));
        Atlas {
            metrics: pages.iter().filter_map(metric).collect(),
            tables: pages.iter().filter_map(table).collect(),
            lineage: &job.site.lineage,
        }
    }

    /// Where a figure is explained, seen from a page.
    pub(crate) fn figure(&self, from: &Route, figure: &BoundFigure) -> Option<String> {
        self.value(from, figure.metric.as_deref(), &figure.origins)
    }

    /// Where a value is explained, seen from a page: on its metric's page with the rows it was read from,
    /// else at the row itself. Nothing if that is the page itself or has no page.
    pub(crate) fn value(
        &self,
        from: &Route,
        metric: Option<&str>,
        origins: &[Origin],
    ) -> Option<String> {
        let Some((id, page)) = metric.and_then(|id| Some((id, *self.metrics.get(id)?))) else {
            return self.rows(from, origins.first()?);
        };
        let at = |anchor: &str| Some(anchored(from, &page.route, anchor));
        if let Some(anchor) = self.lineage.anchor(id, origins) {
            return at(anchor);
        }
        match origins {
            [] if page
                .metric
                .as_ref()
                .is_some_and(|it| !it.targets.is_empty()) =>
            {
                at(TARGETS)
            }
            [] => self.metric(from, id),
            [origin, ..] if page.route == *from || origin.rows.len() == 1 => {
                self.rows(from, origin)
            }
            // The list is there only if some page shows a value.
            _ if self.lineage.values(id).is_empty() => self.metric(from, id),
            _ => at(VALUES),
        }
    }

    /// The page of a metric.
    pub(crate) fn metric(&self, from: &Route, id: &str) -> Option<String> {
        let route = &self.metrics.get(id)?.route;
        (route != from).then(|| reference(from, route))
    }

    /// The page that defines a metric, by the metric's title; nothing where it is the page itself.
    pub(crate) fn definition(&self, from: &Route, id: &str) -> Option<LinkView> {
        let page = self.metrics.get(id)?;
        Some(LinkView {
            title: page.title_text.clone(),
            href: self.metric(from, id)?,
            tongue: None,
        })
    }

    /// Rows on the page of their table: the very row, if there is one.
    pub(crate) fn rows(&self, from: &Route, origin: &Origin) -> Option<String> {
        let route = self.tables.get(origin.table.as_str())?;
        match origin.rows.as_slice() {
            [row] => self.row(from, &origin.table, *row),
            _ => Some(anchored(from, route, ROWS)),
        }
    }

    /// One row on the page of its table, or where that page says how to get at it.
    pub(crate) fn row(&self, from: &Route, table: &str, row: usize) -> Option<String> {
        let route = self.tables.get(table)?;
        let stands = row < paths::ROWS_SHOWN || self.lineage.is_cited(table, row);
        let anchor = if stands {
            paths::row_anchor(row)
        } else {
            REST.to_owned()
        };
        Some(anchored(from, route, &anchor))
    }
}

fn anchored(from: &Route, to: &Route, anchor: &str) -> String {
    let page = if from == to {
        String::new()
    } else {
        reference(from, to)
    };
    format!("{page}#{anchor}")
}
