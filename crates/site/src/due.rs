//! Which targets fall due next, in the words of each home page.

use std::collections::BTreeMap;

use crate::layout::Layout;
use crate::link::Route;
use crate::localized_view::LocalizedView;
use crate::nav_item::NavItem;
use crate::page::{PageEntry, PageHead};
use crate::places::Places;
use crate::target_status::TargetStatus;
use gongbao_diag::locale::Date;
use gongbao_metrics::{MetricUnit, Metrics, Status};

/// A target that is not reached, with its day.
#[derive(Clone, Debug)]
pub struct DueTarget {
    /// The metric under its name in the language of the page, and the page about it.
    pub metric: NavItem,
    /// The target in words: 50%以上.
    pub target: String,
    pub day: Date,
    /// The day in words: 2025年底前.
    pub by: String,
    pub status: Status,
}

/// For each home page the targets that are not reached, by their day; those of one day in the author's order.
pub(crate) fn due_targets(
    pages: &[PageEntry],
    standings: &[TargetStatus],
    metrics: &Metrics,
    localized_views: &[LocalizedView],
    places: &Places,
) -> BTreeMap<Route, Vec<DueTarget>> {
    let heads = pages.iter().map(|it| &it.head);
    let home = heads.filter(|it| it.layout == Layout::Home);
    home.map(|page| {
        let localized_view = localized_views
            .iter()
            .find(|it| it.language_tag == page.language_tag);
        let metrics = localized_view.map_or(metrics, |it| &it.metrics);
        let mut due: Vec<DueTarget> = standings
            .iter()
            .filter_map(|it| due_target(it, page, places, metrics))
            .collect();
        due.sort_by_key(|it| it.day);
        (page.route.clone(), due)
    })
    .collect()
}

/// The target of a standing on a home page; nothing if it is reached, has no day or no page.
#[expect(
    clippy::expect_used,
    reason = "the metrics of a language are those of the site with other words"
)]
fn due_target(
    standing: &TargetStatus,
    home: &PageHead,
    places: &Places,
    metrics: &Metrics,
) -> Option<DueTarget> {
    let status = match standing.line.status? {
        Status::Met | Status::NoData => return None,
        open @ (Status::OnCourse | Status::Behind | Status::Overdue | Status::Undecided) => open,
    };
    let at = standing.target?;
    let metric = metrics.get(&standing.metric);
    let metric = metric.expect("a standing is of a metric that the site has in every language");
    // A translation need not repeat a target.
    let target = metric.targets.get(at)?;
    // What has no day does not fall due.
    let day = target.by?;
    let by = target.by_words(home.lang)?;
    // Where there is no page about a metric, nothing could be followed.
    let place = places.metrics.get(&metric.id)?;
    let unit = match &metric.unit {
        MetricUnit::Fixed(unit) => unit.as_str(),
        MetricUnit::Column(_) => "",
    };
    Some(DueTarget {
        metric: NavItem {
            title: metric.title.clone(),
            route: place.route.clone(),
        },
        target: target.words(home.lang, &metric.number(unit)),
        day,
        by,
        status,
    })
}
