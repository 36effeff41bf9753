//! Where things stand in the site: the page of a metric, of a table, and of one of its rows.

use std::collections::BTreeMap;

use crate::data::Origin;
use crate::output::Job;
use crate::output::html::view::reference;
use crate::output::paths;
use crate::site::{BoundFigure, Page, Route};

/// The pages that figures lead to.
#[derive(Debug)]
pub struct Atlas<'a> {
    metrics: BTreeMap<&'a str, &'a Route>,
    tables: BTreeMap<&'a str, &'a Route>,
}

impl<'a> Atlas<'a> {
    /// Looks every metric's and table's page up once.
    pub fn of(job: &Job<'a>) -> Atlas<'a> {
        let pages = &job.site.pages;
        let metric = |it: &'a Page| Some((it.metric.as_ref()?.id.as_str(), &it.route));
        let table = |it: &'a Page| Some((it.table.as_ref()?.name.as_str(), &it.route));
        Atlas { metrics: pages.iter().filter_map(metric).collect(), tables: pages.iter().filter_map(table).collect() }
    }

    /// Where a figure is explained, seen from a page: its metric, else the row it was read from.
    /// Nothing if that is the page itself or has no page.
    pub fn figure(&self, from: &Route, figure: &BoundFigure) -> Option<String> {
        match &figure.metric {
            Some(id) => self.metric(from, id),
            None => self.origin(from, figure.origins.first()?),
        }
    }

    /// The page of a metric.
    pub fn metric(&self, from: &Route, id: &str) -> Option<String> {
        let route = self.metrics.get(id)?;
        (*route != from).then(|| reference(from, route))
    }

    fn origin(&self, from: &Route, origin: &Origin) -> Option<String> {
        let route = self.tables.get(origin.table.as_str())?;
        let page = if *route == from { String::new() } else { reference(from, route) };
        let row = origin.rows.first().filter(|it| origin.rows.len() == 1 && **it < paths::ROWS_SHOWN);
        match row {
            Some(row) => Some(format!("{page}#{}", paths::row_anchor(*row))),
            None => Some(page).filter(|it| !it.is_empty()),
        }
    }
}
