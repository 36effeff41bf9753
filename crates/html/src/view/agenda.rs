//! What the home page says by itself: the latest reports, and which targets fall due next.

use serde::Serialize;

use crate::view::child::{ChildView, child_view};
use crate::view::status::{StatusView, status_view};
use crate::view::{LinkView, link_in};
use gongbao_output::Job;
use gongbao_site::{Child, DueTarget, Layout, Page, PageHead, is_content};

/// How many of each are named; the pages they lead to have all.
const MAX_ENTRIES: usize = 5;

/// What the home page says by itself.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AgendaView {
    pub latest: Vec<ChildView>,
    pub due: Vec<DueView>,
    /// The page with all targets.
    pub all: Option<LinkView>,
}

/// A target that is not reached, with its day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DueView {
    pub metric: LinkView,
    pub target: String,
    pub by: String,
    pub iso: String,
    pub status: StatusView,
}

/// What the home page says by itself; nothing on another page.
pub(crate) fn agenda_view(job: &Job<'_>, page: &Page) -> AgendaView {
    if page.layout != Layout::Home {
        return AgendaView::default();
    }
    let all = job
        .site
        .pages
        .iter()
        .find(|it| it.head.route.0 == gongbao_site::overview::STATUS_ROUTE);
    let due = due_targets(job, page);
    AgendaView {
        latest: latest_reports(job, page),
        all: all
            .filter(|_| !due.is_empty())
            .map(|it| link_in(job, page, &it.nav_item())),
        due,
    }
}

/// The reports with the latest days.
fn latest_reports(job: &Job<'_>, page: &Page) -> Vec<ChildView> {
    let is_report =
        |it: &&PageHead| is_content(it.layout) && it.date.is_some() && !it.is_translation;
    let heads = job.site.pages.iter().map(|it| &it.head);
    let mut reports: Vec<&PageHead> = heads.filter(is_report).collect();
    reports.sort_by(|a, b| {
        b.date
            .cmp(&a.date)
            .then_with(|| a.order.total_cmp(&b.order))
            .then_with(|| a.route.cmp(&b.route))
    });
    let view = |it: &PageHead| {
        child_view(
            job,
            &Child {
                item: it.nav_item(),
                summary: String::new(),
                date: it.date,
            },
            page,
        )
    };
    reports.into_iter().take(MAX_ENTRIES).map(view).collect()
}

/// The targets that are not reached, by their day.
fn due_targets(job: &Job<'_>, page: &Page) -> Vec<DueView> {
    let found = job.site.due.get(&page.route);
    let view = |it: &DueTarget| DueView {
        metric: LinkView {
            title: it.metric.title.clone(),
            ..link_in(job, page, &it.metric)
        },
        target: it.target.clone(),
        by: it.by.clone(),
        iso: it.day.to_string(),
        status: status_view(it.status, page.lang),
    };
    found
        .into_iter()
        .flatten()
        .take(MAX_ENTRIES)
        .map(view)
        .collect()
}
