//! What the home page says by itself: the latest reports, and which targets fall due next.

use serde::Serialize;

use crate::view::child::{ChildView, child};
use crate::view::status::{StatusView, status};
use crate::view::{LinkView, link_in};
use gongbao_diag::locale::Date;
use gongbao_metrics::{Status, Target};
use gongbao_output::Job;
use gongbao_site::{Child, Layout, NavItem, Page, Standing, is_content};

/// How many of each are named; the pages they lead to have all.
const MOST: usize = 5;

/// What the home page says by itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AgendaView {
    pub latest: Vec<ChildView>,
    pub due: Vec<DueView>,
    /// The page with all targets.
    pub all: Option<LinkView>,
}

/// A target that is not reached, with its day.
#[derive(Clone, Debug, Serialize)]
pub struct DueView {
    pub metric: LinkView,
    pub target: String,
    pub by: String,
    pub iso: String,
    pub status: StatusView,
}

/// What the home page says by itself; nothing on another page.
pub fn agenda(job: &Job<'_>, page: &Page) -> AgendaView {
    if page.layout != Layout::Home {
        return AgendaView::default();
    }
    let all = job
        .site
        .pages
        .iter()
        .find(|it| it.route.0 == gongbao_site::overview::STATUS);
    let due = due(job, page);
    AgendaView {
        latest: latest(job, page),
        all: all
            .filter(|_| !due.is_empty())
            .map(|it| link_in(job, page, &item(it))),
        due,
    }
}

fn item(page: &Page) -> NavItem {
    NavItem {
        title: page.title_text.clone(),
        route: page.route.clone(),
    }
}

/// The reports with the latest days.
fn latest(job: &Job<'_>, page: &Page) -> Vec<ChildView> {
    let is_report = |it: &&Page| is_content(it.layout) && it.date.is_some() && !it.is_translation;
    let mut reports: Vec<&Page> = job.site.pages.iter().filter(is_report).collect();
    reports.sort_by(|a, b| {
        b.date
            .cmp(&a.date)
            .then_with(|| a.order.total_cmp(&b.order))
            .then_with(|| a.route.cmp(&b.route))
    });
    let view = |it: &Page| {
        child(
            job,
            &Child {
                item: item(it),
                summary: String::new(),
                date: it.date,
            },
            page,
        )
    };
    reports.into_iter().take(MOST).map(view).collect()
}

/// The targets that are not reached, by their day.
#[expect(
    clippy::expect_used,
    reason = "the metrics of a language are those of the site with other words"
)]
fn due(job: &Job<'_>, page: &Page) -> Vec<DueView> {
    let metrics = job.site.metrics_of(page).unwrap_or(job.metrics);
    let mut found: Vec<(Date, DueView)> = Vec::new();
    for standing in &job.site.standings {
        let Some(at) = open(standing) else { continue };
        let metric = metrics.get(&standing.metric);
        let metric = metric.expect("a standing is of a metric that the site has in every language");
        let Some(target) = metric.targets.get(at.0) else {
            continue; // A translation need not repeat a target.
        };
        // What has no day does not fall due.
        let (Some(day), Some(by)) = (target.by, Target::by_words(target, page.lang)) else {
            continue;
        };
        // Where there is no page about a metric, nothing could be followed.
        let Some(own) = job
            .site
            .pages
            .iter()
            .find(|it| it.metric.as_ref().is_some_and(|it| it.id == metric.id))
        else {
            continue;
        };
        let unit = match &metric.unit {
            gongbao_metrics::Unit::Fixed(unit) => unit.as_str(),
            gongbao_metrics::Unit::Column(_) => "",
        };
        let view = link_in(job, page, &item(own));
        found.push((
            day,
            DueView {
                metric: LinkView {
                    title: metric.title.clone(),
                    ..view
                },
                target: target.words(page.lang, &metric.number(unit)),
                by,
                iso: day.to_string(),
                status: status(at.1, page.lang),
            },
        ));
    }
    // Those of one day stay in the author's order.
    found.sort_by_key(|it| it.0);
    found.into_iter().take(MOST).map(|it| it.1).collect()
}

/// The target of a standing that is not reached, and how far it is.
fn open(standing: &Standing) -> Option<(usize, Status)> {
    let status = standing.line.status?;
    match status {
        Status::Met | Status::NoData => None,
        Status::OnCourse | Status::Behind | Status::Overdue | Status::Undecided => {
            Some((standing.target?, status))
        }
    }
}
