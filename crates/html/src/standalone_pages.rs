//! Pages that stand alone: former addresses, the way out of the site, and what is told where nothing is.
//!
//! They are no pages of the site: they are in no list, index or navigation. The check of references
//! follows a page that leads elsewhere by itself like any link.

use serde::Serialize;

use crate::engine::{TemplateEngine, TemplateEngines};
use crate::view::frame::{StyleView, style_views};
use crate::view::{LinkView, SafeHtml, reference_between};
use gongbao_diag::locale::LanguageTag;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_model::escape::encode_path;
use gongbao_output::{Job, Sink, is_wanted};
use gongbao_settings::url_host;
use gongbao_site::{Layout, NOT_FOUND, PageEntry, Redirect, Route, SiteFacts};

/// Everything the template of a bare page is given.
#[derive(Clone, Debug, Default, Serialize)]
struct StandaloneView {
    lang: String,
    title: String,
    site: String,
    /// The only thing to be followed.
    href: String,
    canonical: String,
    /// The host of an address outside.
    host: String,
    home: String,
    styles: Vec<StyleView>,
    /// The style itself, where no file may be asked for.
    style: Option<SafeHtml>,
    links: Vec<LinkView>,
}

/// Where the pages between the site and addresses outside stand.
const LEAVING: &str = "leaving/";

/// Whether a sink wants any bare page.
pub(crate) fn are_wanted(job: &Job<'_>, sink: &dyn Sink) -> bool {
    let mut moved = job.site.redirects.iter().map(|it| &it.from);
    moved.any(|it| sink.wants(&it.0)) || sink.wants(LEAVING) || sink.wants(NOT_FOUND)
}

/// Writes the bare pages.
pub(crate) struct StandaloneWriter<'a> {
    pub job: &'a Job<'a>,
    pub facts: &'a SiteFacts,
    pub engines: &'a TemplateEngines<'a>,
}

impl StandaloneWriter<'_> {
    /// Writes those that are wanted.
    pub(crate) fn write(&self, sink: &dyn Sink, diags: &mut Diags) {
        let (job, engines) = (self.job, self.engines);
        let engine = engines.of(job.site.config.lang);
        let mut put = |route: &Route, made: Result<String, Diagnostic>| match made {
            Ok(html) => sink.put(&route.0, html.as_bytes()),
            Err(complaint) => diags.push(complaint),
        };
        let redirects = job.site.redirects.iter();
        for it in redirects.filter(|it| sink.wants(&it.from.0)) {
            put(&it.from, redirect_page(job, engines, it));
        }
        let leading_out = self.facts.leaving.iter();
        for (url, route) in leading_out.filter(|it| sink.wants(&it.1.0)) {
            let view = leaving_view(job, engine, url, route);
            put(route, engine.render_page("leaving.html", &view));
        }
        let mut pages = job.site.pages.iter();
        if sink.wants(NOT_FOUND) && !pages.any(|it| it.head.route.0 == NOT_FOUND) {
            let route = Route(NOT_FOUND.to_owned());
            put(
                &route,
                engine.render_page(NOT_FOUND, &not_found(job, engine)),
            );
        }
    }
}

fn blank_view(job: &Job<'_>) -> StandaloneView {
    let config = &job.site.config;
    StandaloneView {
        lang: config.lang.tag().to_owned(),
        site: config.title.clone(),
        ..StandaloneView::default()
    }
}

/// A page that leads to where another one stands now.
#[expect(
    clippy::expect_used,
    reason = "former addresses are found among the pages of the site"
)]
fn redirect_page(
    job: &Job<'_>,
    engines: &TemplateEngines<'_>,
    it: &Redirect,
) -> Result<String, Diagnostic> {
    let page = job.site.entry(&it.to);
    let page = &page
        .expect("a former address leads to a page of the site")
        .head;
    let href = reference_between(&it.from, &it.to);
    let full = job
        .site
        .config
        .base_url
        .as_deref()
        .map(|base| format!("{base}{}", encode_path(&it.to.0)));
    let view = StandaloneView {
        lang: page.language_tag.tag().to_owned(),
        title: page.title_text.clone(),
        canonical: full.unwrap_or_else(|| href.clone()),
        href,
        ..blank_view(job)
    };
    engines.of(page.lang).render_page("redirect.html", &view)
}

/// The page that tells readers that an address is not of this site.
fn leaving_view(
    job: &Job<'_>,
    engine: &TemplateEngine<'_>,
    url: &str,
    route: &Route,
) -> StandaloneView {
    StandaloneView {
        href: url.to_owned(),
        host: url_host(url),
        home: reference_between(route, &Route("index.html".to_owned())),
        styles: style_views(
            engine.theme(),
            route,
            &LanguageTag::of(job.site.config.lang),
        ),
        ..blank_view(job)
    }
}

/// A server shows this page at any depth, so nothing in it may depend on where it stands: its style is its own, and
/// it leads somewhere only if the site's full address is known.
fn not_found(job: &Job<'_>, engine: &TemplateEngine<'_>) -> StandaloneView {
    let tokens = engine
        .theme()
        .assets
        .get("tokens.css")
        .map(|it| SafeHtml(it.str().to_owned()));
    let full = |it: &PageEntry| {
        job.site
            .config
            .base_url
            .as_deref()
            .map(|base| format!("{base}{}", encode_path(&it.head.route.0)))
    };
    let link = |it: &PageEntry| {
        Some(LinkView {
            title: it.head.title_text.clone(),
            href: full(it)?,
            tongue: None,
        })
    };
    let leads = |it: &&PageEntry| match it.head.layout {
        Layout::Home => true,
        Layout::Search => is_wanted(job.site, "search"),
        layout => layout == Layout::Index && it.place.breadcrumb.len() == 1,
    };
    StandaloneView {
        style: tokens,
        links: job
            .site
            .pages
            .iter()
            .filter(leads)
            .filter_map(link)
            .collect(),
        ..blank_view(job)
    }
}
