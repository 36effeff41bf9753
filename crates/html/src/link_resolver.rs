//! Where things stand in the site: the page of a metric, of a table, and of one of its rows.

use crate::view::{LinkView, reference_between};
use gongbao_model::Origin;
use gongbao_output::Job;
use gongbao_site::lineage::value_anchor;
use gongbao_site::{BoundFigure, MetricPlace, Page, Places, Route};

/// The list of values on a metric's page.
const VALUES: &str = "gb-values";
/// The targets on a metric's page.
const TARGETS: &str = "gb-targets";
/// The rows of a table's page.
const ROWS: &str = "gb-rows";

/// The pages that the figures of a page lead to.
#[derive(Debug)]
pub(crate) struct LinkResolver<'a> {
    places: &'a Places,
    page: &'a Page,
}

impl<'a> LinkResolver<'a> {
    /// Where things stand, seen from a page.
    pub(crate) fn of(job: &'a Job<'_>, page: &'a Page) -> LinkResolver<'a> {
        LinkResolver {
            places: &job.site.places,
            page,
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
        let Some((id, place)) = metric.and_then(|id| Some((id, self.places.metrics.get(id)?)))
        else {
            return self.rows(from, origins.first()?);
        };
        let at = |anchor: &str| Some(anchored_reference(from, &place.route, anchor));
        match origins {
            [] if place.has_targets => at(TARGETS),
            [] => self.metric(from, id),
            [origin, ..] if place.route == *from => match self.own_anchor(origins) {
                Some(anchor) => at(anchor),
                None => self.rows(from, origin),
            },
            [origin, ..] => match self.row_of_long_list(place, origin) {
                Some(row) => self.row(from, &origin.table, row),
                None if place.lists_all_values => at(&value_anchor(origins)),
                None => at(VALUES),
            },
        }
    }

    /// The anchor of a value on the page of its metric, seen from that page.
    fn own_anchor(&self, origins: &[Origin]) -> Option<&'a str> {
        let values = &self.page.metric.as_ref()?.values;
        let value = values.iter().find(|it| it.origins == origins)?;
        Some(&value.anchor)
    }

    /// The row a value was read from, if the page of its metric cannot list all values and the table's page shows the
    /// row.
    fn row_of_long_list(&self, place: &MetricPlace, origin: &Origin) -> Option<usize> {
        let [row] = origin.rows.as_slice() else {
            return None;
        };
        let is_shown = self.places.shows_row(&origin.table, *row);
        (is_shown && !place.lists_all_values).then_some(*row)
    }

    /// The page of a metric.
    pub(crate) fn metric(&self, from: &Route, id: &str) -> Option<String> {
        let route = &self.places.metrics.get(id)?.route;
        (route != from).then(|| reference_between(from, route))
    }

    /// The page that defines a metric, by the metric's title; nothing where it is the page itself.
    pub(crate) fn definition(&self, from: &Route, id: &str) -> Option<LinkView> {
        let place = self.places.metrics.get(id)?;
        Some(LinkView {
            title: place.title.clone(),
            href: self.metric(from, id)?,
            tongue: None,
        })
    }

    /// Rows on the page of their table: the very row, if there is one.
    pub(crate) fn rows(&self, from: &Route, origin: &Origin) -> Option<String> {
        let place = self.places.tables.get(&origin.table)?;
        match origin.rows.as_slice() {
            [row] => self.row(from, &origin.table, *row),
            _ => Some(anchored_reference(from, &place.route, ROWS)),
        }
    }

    /// One row on the page of its table, or where that page says how to get at it.
    pub(crate) fn row(&self, from: &Route, table: &str, row: usize) -> Option<String> {
        let place = self.places.tables.get(table)?;
        let anchor = self.places.row_anchor(table, row)?;
        Some(anchored_reference(from, &place.route, &anchor))
    }
}

fn anchored_reference(from: &Route, to: &Route, anchor: &str) -> String {
    let page = if from == to {
        String::new()
    } else {
        reference_between(from, to)
    };
    format!("{page}#{anchor}")
}
