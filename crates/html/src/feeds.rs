//! What a site on the web tells others of its pages: an Atom feed of reports, a site map for search engines, and
//! `robots.txt`. All of them need full addresses, so without `base_url` there are none.

use gongbao_diag::Diags;
use gongbao_diag::locale::LanguageTag;
use gongbao_model::escape::escape_xml;
use gongbao_model::prose::plain_text;
use gongbao_output::{Job, Output, Sink};
use gongbao_site::{BoundFigure, Layout, PageEntry, PageHead, SiteFacts};

/// The address of the feed.
pub(crate) const FEED_PATH: &str = "atom.xml";
/// How many reports the feed has.
const MAX_ENTRIES: usize = 30;

/// The feed, the site map and `robots.txt`.
#[derive(Debug)]
pub struct FeedsOutput;

impl Output for FeedsOutput {
    fn name(&self) -> &'static str {
        "feeds"
    }

    fn render(&self, job: &Job<'_>, facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        let Some(base) = job.site.config.base_url.as_deref() else {
            return;
        };
        if !["sitemap.xml", "robots.txt", FEED_PATH]
            .iter()
            .any(|it| sink.wants(it))
        {
            return;
        }
        let revisions = facts.revisions.as_ref().map(PageEntry::of);
        let pages: Vec<&PageEntry> = job.site.pages.iter().chain(&revisions).collect();
        sink.put("sitemap.xml", write_sitemap(base, &pages).as_bytes());
        sink.put(
            "robots.txt",
            format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n").as_bytes(),
        );
        if let Some(feed) = write_feed(job, &pages, base) {
            sink.put(FEED_PATH, feed.as_bytes());
        }
    }
}

fn write_sitemap(base: &str, pages: &[&PageEntry]) -> String {
    let mut routes: Vec<&PageEntry> = pages
        .iter()
        .copied()
        .filter(|it| it.head.layout != Layout::Search)
        .collect();
    routes.sort_by_key(|it| &it.head.route);
    let url = |it: &&PageEntry| {
        // A page without a day of its own says nothing of one.
        let date = it
            .head
            .date
            .map_or_else(String::new, |it| format!("<lastmod>{it}</lastmod>"));
        format!(
            "<url><loc>{}</loc>{date}{}</url>\n",
            page_address(base, &it.head),
            alternate_links(base, it)
        )
    };
    let urls: String = routes.iter().map(url).collect();
    let is_one = pages.iter().all(|it| it.place.translations.is_empty());
    let other = if is_one {
        ""
    } else {
        " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
    };
    format!(
        "{XML_HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{other}>\n{urls}</urlset>\n"
    )
}

/// The same page in every language it has, itself too.
fn alternate_links(base: &str, page: &PageEntry) -> String {
    if page.place.translations.is_empty() {
        return String::new();
    }
    let mut all: Vec<(&LanguageTag, &str)> = page
        .place
        .translations
        .iter()
        .map(|it| (&it.language_tag, it.route.0.as_str()))
        .collect();
    all.push((&page.head.language_tag, &page.head.route.0));
    all.sort();
    let link = |(tongue, route): &(&LanguageTag, &str)| {
        let (lang, base) = (tongue.tag(), escape_xml(base));
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{base}{route}\"/>")
    };
    all.iter().map(link).collect()
}

/// The latest dated reports; nothing if no report has a date, for the day of the build is none.
fn write_feed(job: &Job<'_>, pages: &[&PageEntry], base: &str) -> Option<String> {
    let is_report = |it: &&PageHead| {
        matches!(
            it.layout,
            Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan
        ) && it.date.is_some()
    };
    let heads = pages.iter().map(|it| &it.head);
    let mut reports: Vec<&PageHead> = heads.filter(is_report).collect();
    reports.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.route.cmp(&b.route)));
    let latest = reports.first()?.date?;
    let config = &job.site.config;
    let author = escape_xml(config.issuer.as_ref().unwrap_or(&config.title));
    let entries: String = reports
        .iter()
        .take(MAX_ENTRIES)
        .filter_map(|it| feed_entry(base, it))
        .collect();
    let title = escape_xml(&config.title);
    Some(format!(
        "{XML_HEAD}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{title}</title>\n\
         <id>{base}</id>\n<link href=\"{base}index.html\"/>\n<link rel=\"self\" href=\"{base}{FEED_PATH}\"/>\n\
         <updated>{latest}T00:00:00Z</updated>\n<author><name>{author}</name></author>\n{entries}</feed>\n",
        config.lang.tag(),
    ))
}

fn feed_entry(base: &str, page: &PageHead) -> Option<String> {
    let url = page_address(base, page);
    let lang = match page.is_translation {
        true => format!(" xml:lang=\"{}\"", page.language_tag.tag()),
        false => String::new(),
    };
    let summary = page
        .summary
        .as_ref()
        .map(|it| plain_text(it, &|it: &BoundFigure| it.text.clone()));
    // What a page does not say is left out: a feed may lack both.
    let summary = summary.map_or_else(String::new, |it| {
        format!("<summary>{}</summary>", escape_xml(&it))
    });
    let author = page.issuer.as_ref().map_or_else(String::new, |it| {
        format!("<author><name>{}</name></author>", escape_xml(it))
    });
    Some(format!(
        "<entry{lang}><title>{}</title><id>{url}</id><link href=\"{url}\"/><updated>{}T00:00:00Z</updated>{}{summary}</entry>\n",
        escape_xml(&page.title_text),
        page.date?,
        author,
    ))
}

const XML_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn page_address(base: &str, page: &PageHead) -> String {
    format!("{}{}", escape_xml(base), page.route.0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::feeds::{feed_entry, write_sitemap};
    use gongbao_diag::locale::{Lang, parse_date};
    use gongbao_site::{PageEntry, PageHead, PagePlace, Route};

    fn page(route: &str, title: &str) -> PageEntry {
        let route = Route(route.to_owned());
        let file = Arc::from("content/a.md");
        PageEntry {
            head: PageHead {
                date: parse_date("2025-12-31"),
                ..PageHead::generated(route, file, Lang::Zh, title)
            },
            place: PagePlace::default(),
        }
    }

    #[test]
    fn pages_are_listed_by_address_with_their_day() {
        let map = write_sitemap(
            "https://example.org/a/",
            &[&page("b.html", ""), &page("a.html", "")],
        );
        let at = |it: &str| map.find(it).expect("the address");
        assert!(at("https://example.org/a/a.html") < at("https://example.org/a/b.html"));
        assert!(map.contains("<lastmod>2025-12-31</lastmod>"));
    }

    #[test]
    fn titles_are_no_markup() {
        let entry = feed_entry("https://example.org/", &page("a.html", "<甲>&\u{1}").head)
            .expect("an entry");
        assert!(
            entry.contains("<title>&lt;甲&gt;&amp;</title>")
                && entry.contains("2025-12-31T00:00:00Z"),
            "{entry}"
        );
    }
}
