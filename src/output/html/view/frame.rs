//! What surrounds every page: the site's name, its navigation, its assets and its foot.

use serde::Serialize;

use crate::config::{Profile, State};
use crate::locale::{Word, date_text, fill, word};
use crate::output::Job;
use crate::output::html::view::{LinkView, finding, link, reference};
use crate::site::{Layout, NavItem, Page, Route};
use crate::theme::Theme;

/// The site as every page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
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
}

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    pub title: String,
    pub href: String,
    /// Whether the page is this one, or lies below it.
    pub current: Option<&'static str>,
}

/// A style sheet, with the media it is for.
#[derive(Clone, Debug, Serialize)]
pub struct StyleView {
    pub href: String,
    pub media: Option<&'static str>,
}

/// A `<meta name content>`.
#[derive(Clone, Debug, Serialize)]
pub struct MetaView {
    pub name: &'static str,
    pub content: String,
}

/// The site seen from a page.
pub fn site(job: &Job<'_>, page: &Page) -> SiteView {
    let config = &job.site.config;
    let home = page.breadcrumb.first().map(|it| &it.route);
    let as_of = config.as_of.map(|it| fill(word(page.lang, Word::AsOf), &[("date", &date_text(page.lang, it))]));
    SiteView {
        title: config.title.clone(),
        subtitle: config.subtitle.clone(),
        issuer: config.issuer.clone(),
        edition: config.edition.clone(),
        draft: config.state.and_then(|it| draft(it, page)),
        as_of,
        footer: config.footer.clone(),
        home: reference(&page.route, home.unwrap_or(&Route("index.html".to_owned()))),
        search: finding::search(job, page),
        finding: finding::links(job, page),
    }
}

fn draft(state: State, page: &Page) -> Option<&'static str> {
    match state {
        State::Comment => Some(word(page.lang, Word::DraftComment)),
        State::Approval => Some(word(page.lang, Word::DraftApproval)),
        State::Final => None,
    }
}

/// The main navigation seen from a page.
pub fn nav(job: &Job<'_>, page: &Page) -> Vec<NavView> {
    let items = job.site.nav.iter();
    items
        .map(|it| {
            let view = link(&page.route, it);
            NavView { title: view.title, href: view.href, current: current(it, page) }
        })
        .collect()
}

/// The values of `aria-current`.
fn current(item: &NavItem, page: &Page) -> Option<&'static str> {
    // The home page is above every page, which would mark it everywhere.
    let above = page.breadcrumb.iter().skip(1).any(|it| it.route == item.route);
    match (item.route == page.route, above) {
        (true, _) => Some("page"),
        (false, true) => Some("true"),
        (false, false) => None,
    }
}

/// The theme's style sheets: tokens first, paper apart, the rest by name.
pub fn styles(theme: &Theme, from: &Route) -> Vec<StyleView> {
    let mut names: Vec<&String> = theme.assets.keys().filter(|it| it.ends_with(".css")).collect();
    names.sort_by_key(|it| (it.as_str() != "tokens.css", it.as_str() == "print.css", it.as_str()));
    let media = |name: &str| (name == "print.css").then_some("print");
    names.iter().map(|it| StyleView { href: asset(theme, from, it), media: media(it) }).collect()
}

/// The theme's scripts by name; those of the search, of charts and of statuses only where there is one.
pub fn scripts(theme: &Theme, page: &Page) -> Vec<String> {
    let is_wanted = |it: &&String| match it.as_str() {
        "search.js" => page.layout == Layout::Search,
        "chart.js" => !page.charts().is_empty(),
        EARLY => false,
        "filter.js" => page.layout == Layout::Overview,
        name => name.ends_with(".js"),
    };
    theme.assets.keys().filter(is_wanted).map(|it| asset(theme, &page.route, it)).collect()
}

/// The script that runs before the page is drawn: it holds up everything, so it has to be short.
const EARLY: &str = "early.js";

/// The theme's script that runs before the page is drawn, if it has one.
pub fn early(theme: &Theme, from: &Route) -> Option<String> {
    theme.assets.contains_key(EARLY).then(|| asset(theme, from, EARLY))
}

/// The reference to an asset of the theme, if it has it.
pub fn icon(theme: &Theme, from: &Route) -> Option<String> {
    theme.assets.contains_key("icon.svg").then(|| asset(theme, from, "icon.svg"))
}

fn asset(theme: &Theme, from: &Route, name: &str) -> String {
    reference(from, &Route(theme.published(name)))
}

/// The page tags of 政府网站网页标签规范 (国办发〔2017〕47号): site, column and article.
/// Government sites on the internet only; what is not known is left out, never made up.
pub fn metas(job: &Job<'_>, page: &Page) -> Vec<MetaView> {
    let config = &job.site.config;
    if config.profile != Profile::Gov {
        return Vec::new();
    }
    let column = match page.layout {
        Layout::Home => Some((page.title_text.clone(), "首页")),
        Layout::Section | Layout::Search | Layout::Index => Some((page.title_text.clone(), "信息公开目录")),
        Layout::Table | Layout::Metric | Layout::Overview => Some((page.title_text.clone(), "数据发布")),
        Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan | Layout::Packet => None,
    };
    let mut metas = vec![meta("SiteName", config.title.clone())];
    match column {
        Some((name, kind)) => metas.extend([meta("ColumnName", name), meta("ColumnType", kind.to_owned())]),
        None => {
            metas.push(meta("ArticleTitle", page.title_text.clone()));
            metas.extend(page.date.map(|it| meta("PubDate", it.to_string())));
            let issuer = page.issuer.as_ref().or(config.issuer.as_ref());
            metas.extend(issuer.map(|it| meta("ContentSource", it.clone())));
            metas.extend(page.breadcrumb.get(1).map(|it| meta("ColumnName", it.title.clone())));
        }
    }
    metas
}

fn meta(name: &'static str, content: String) -> MetaView {
    MetaView { name, content }
}
