//! What surrounds every page: the site's name, its navigation, its assets and its foot.

use serde::Serialize;

use crate::view::tags::{OperatorView, operator_views};
use crate::view::{LanguageTagView, LinkView, discovery, link_in, reference_between};
use gongbao_diag::locale::{LanguageTag, Word, date_text, fill_placeholders, word};
use gongbao_output::Job;
use gongbao_settings::DraftState;
use gongbao_site::{Layout, NavItem, Page, Route, is_content};
use gongbao_theme::Theme;

/// The site as every page shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SiteView {
    pub title: String,
    pub subtitle: Option<String>,
    pub issuer: Option<String>,
    pub edition: Option<String>,
    /// 征求意见稿, on every page of what is not final.
    pub draft: Option<&'static str>,
    /// 截至2025年12月31日
    pub as_of: Option<String>,
    pub footer: Vec<String>,
    /// The home page.
    pub home: String,
    /// The page of the search, where there is an index.
    pub search: Option<String>,
    /// Pages that help to find others.
    pub finding: Vec<LinkView>,
    /// Who runs it, under which registrations.
    pub operator: Vec<OperatorView>,
}

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NavView {
    pub title: String,
    pub href: String,
    /// Whether the page is this one, or lies below it.
    pub current: Option<&'static str>,
    /// The language of where it leads, if that is another one than the page's.
    pub tongue: Option<LanguageTagView>,
}

/// A style sheet, with the media it is for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StyleView {
    pub href: String,
    pub media: Option<&'static str>,
}

/// The site seen from a page.
pub(crate) fn site_view(job: &Job<'_>, page: &Page) -> SiteView {
    let config = job.site.config_of(page);
    let is_home = page.key.0 == "index.html";
    let home = page
        .breadcrumb
        .first()
        .map(|it| &it.route)
        .or(is_home.then_some(&page.route));
    let as_of = config.as_of.map(|it| {
        fill_placeholders(
            word(page.lang, Word::AsOf),
            &[("date", &date_text(page.lang, it))],
        )
    });
    SiteView {
        title: config.title.clone(),
        subtitle: config.subtitle.clone(),
        issuer: config.issuer.clone(),
        edition: config.edition.clone(),
        draft: config.state.and_then(|it| draft_mark(it, page)),
        as_of,
        footer: config.footer.clone(),
        home: reference_between(&page.route, home.unwrap_or(&Route("index.html".to_owned()))),
        search: discovery::search_href(job, page),
        finding: discovery::discovery_links(job, page),
        operator: operator_views(job),
    }
}

fn draft_mark(state: DraftState, page: &Page) -> Option<&'static str> {
    match state {
        DraftState::Comment => Some(word(page.lang, Word::DraftComment)),
        DraftState::Approval => Some(word(page.lang, Word::DraftApproval)),
        DraftState::Final => None,
    }
}

/// The main navigation seen from a page.
pub(crate) fn navigation_views(job: &Job<'_>, page: &Page) -> Vec<NavView> {
    let items = job.site.nav.iter();
    items
        .map(|it| {
            let mut view = link_in(job, page, it);
            // The home page is called so whatever its title is.
            if it.route.0 == "index.html"
                && view.tongue.is_none()
                && page.language_tag.lang().is_some()
            {
                word(page.lang, Word::HomeTitle).clone_into(&mut view.title);
            }
            let item = job.site.in_language(it, &page.language_tag);
            NavView {
                current: current_state(&item, page),
                title: view.title,
                href: view.href,
                tongue: view.tongue,
            }
        })
        .collect()
}

/// The values of `aria-current`.
fn current_state(item: &NavItem, page: &Page) -> Option<&'static str> {
    // The home page is above every page, which would mark it everywhere.
    let above = page
        .breadcrumb
        .iter()
        .skip(1)
        .any(|it| it.route == item.route);
    match (item.route == page.route, above) {
        (true, _) => Some("page"),
        (false, true) => Some("true"),
        (false, false) => None,
    }
}

/// The theme's style sheets: tokens first, paper apart, the rest by name.
pub(crate) fn style_views(theme: &Theme, from: &Route, tongue: &LanguageTag) -> Vec<StyleView> {
    let mut names: Vec<&String> = theme
        .assets
        .keys()
        .filter(|it| it.ends_with(".css"))
        .collect();
    // Other scripts than those of the interface have faces and ways of their own.
    names.retain(|it| it.as_str() != "scripts.css" || tongue.lang().is_none());
    names.sort_by_key(|it| {
        (
            it.as_str() != "tokens.css",
            it.as_str() == "print.css",
            it.as_str(),
        )
    });
    let media = |name: &str| (name == "print.css").then_some("print");
    names
        .iter()
        .map(|it| StyleView {
            href: asset_href(theme, from, it),
            media: media(it),
        })
        .collect()
}

/// The theme's scripts by name; those of the search, of charts and of statuses only where there is one.
pub(crate) fn script_names(theme: &Theme, page: &Page) -> Vec<String> {
    let is_wanted = |it: &&String| match it.as_str() {
        "search.js" => page.layout == Layout::Search,
        "chart.js" => !page.charts().is_empty(),
        "share.js" => is_content(page.layout),
        EARLY_SCRIPT => false,
        "filter.js" => page.layout == Layout::Overview,
        name => name.ends_with(".js"),
    };
    theme
        .assets
        .keys()
        .filter(is_wanted)
        .map(|it| asset_href(theme, &page.route, it))
        .collect()
}

/// The script that runs before the page is drawn: it holds up everything, so it has to be short.
const EARLY_SCRIPT: &str = "early.js";

/// The theme's script that runs before the page is drawn, if it has one.
pub(crate) fn early_script(theme: &Theme, from: &Route) -> Option<String> {
    theme
        .assets
        .contains_key(EARLY_SCRIPT)
        .then(|| asset_href(theme, from, EARLY_SCRIPT))
}

/// The reference to an asset of the theme, if it has it.
pub(crate) fn icon_href(theme: &Theme, from: &Route) -> Option<String> {
    theme
        .assets
        .contains_key("icon.svg")
        .then(|| asset_href(theme, from, "icon.svg"))
}

fn asset_href(theme: &Theme, from: &Route, name: &str) -> String {
    reference_between(from, &Route(theme.published(name)))
}
