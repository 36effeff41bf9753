//! What others read of a page that has an address on the web: its canonical address, the card shown where it is
//! passed on, and for data what catalogues of data sets ask for. Without `base_url` there is none of it.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::feeds;
use crate::view::SafeHtml;
use gongbao_model::escape::encode_path;
use gongbao_model::prose::plain_text;
use gongbao_output::{Job, is_wanted};
use gongbao_site::{BoundFigure, Page, TableFacts, is_content};

/// What stands in the head of a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShareView {
    pub canonical: String,
    /// The feed, if there is one.
    pub feed: Option<String>,
    /// Open Graph: property and content.
    pub card: Vec<(&'static str, String)>,
    /// JSON-LD of a data set.
    pub dataset: Option<SafeHtml>,
}

/// What others read of a page.
pub(crate) fn share_view(job: &Job<'_>, page: &Page) -> Option<ShareView> {
    let config = job.site.config_of(page);
    let base = config.base_url.as_deref()?;
    let canonical = canonical_address(page, base);
    let kind = if is_content(page.layout) {
        "article"
    } else {
        "website"
    };
    let mut card = vec![
        ("og:title", page.title_text.clone()),
        ("og:type", kind.to_owned()),
        ("og:url", canonical.clone()),
        ("og:site_name", config.title.clone()),
        ("og:locale", page.language_tag.tag().replace('-', "_")),
    ];
    card.extend(summary_text(page).map(|it| ("og:description", it)));
    card.extend(
        page.date
            .filter(|_| kind == "article")
            .map(|it| ("article:published_time", it.to_string())),
    );
    let dataset = page
        .table
        .as_ref()
        .map(|it| dataset_json(job, page, it, base));
    Some(ShareView {
        feed: is_wanted(job.site, "feeds").then(|| format!("{base}{}", feeds::FEED_PATH)),
        dataset: dataset.map(|it| SafeHtml(it.to_string().replace('<', "\\u003c"))),
        canonical,
        card,
    })
}

fn canonical_address(page: &Page, base: &str) -> String {
    format!("{base}{}", encode_path(&page.route.0))
}

fn summary_text(page: &Page) -> Option<String> {
    let summary = page.summary.as_ref();
    summary.map(|it| plain_text(it, &|it: &BoundFigure| it.text.clone()))
}

fn dataset_json(job: &Job<'_>, page: &Page, table: &TableFacts, base: &str) -> Json {
    let config = &job.site.config;
    let files = [
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("xlsx", XLSX),
    ];
    let files = files
        .iter()
        .filter(|_| is_wanted(job.site, "downloads"))
        .map(|(extension, kind)| {
            let url = format!("{base}{}.{extension}", encode_path(&table.stem));
            json!({"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url})
        });
    let columns = table.fields.iter().map(|[name, title, _, unit, meaning]| {
        json!({"@type": "PropertyValue", "name": name, "alternateName": title, "unitText": unit, "description": meaning})
    });
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": page.title_text,
        // Catalogues want some description; the title says at least what it is.
        "description": summary_text(page).unwrap_or_else(|| page.title_text.clone()),
        "url": canonical_address(page, base),
        "inLanguage": page.language_tag.tag(),
        "isAccessibleForFree": true,
        "isBasedOn": table.sources.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        "variableMeasured": columns.collect::<Vec<_>>(),
        "distribution": files.collect::<Vec<_>>(),
    });
    if let (Some(issuer), Some(fields)) = (&config.issuer, data.as_object_mut()) {
        fields.insert(
            "creator".to_owned(),
            json!({"@type": "Organization", "name": issuer}),
        );
    }
    data
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
