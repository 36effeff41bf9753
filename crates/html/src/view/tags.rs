//! What official websites say of a page beside its text: the page tags, the box of a document, the foot.

use serde::Serialize;

use gongbao_model::escape::encode_path;
use gongbao_model::prose::plain_text;
use gongbao_output::Job;
use gongbao_settings::{Profile, url_host};
use gongbao_site::{BoundFigure, Layout, Page, PageHead, ReleaseField, is_content};

/// A `<meta name content>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MetaView {
    pub name: &'static str,
    pub content: String,
}

/// A field of the box; the theme has the label's words under `record.<key>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecordView {
    pub key: String,
    pub text: String,
    /// The word of the theme that stands for the text, if one does.
    pub word: Option<String>,
}

/// A line of the foot; the theme has the label's words under `operator.<key>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorView {
    pub label: &'static str,
    pub text: String,
    pub href: Option<String>,
}

/// Where registrations are looked up.
const ICP: &str = "https://beian.miit.gov.cn/";
const POLICE: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=";

/// The page tags of 政府网站网页标签规范 (国办发〔2017〕47号): site, column and content.
/// Government sites on the internet only; what is not known is left out, never made up.
pub(crate) fn meta_views(job: &Job<'_>, page: &Page) -> Vec<MetaView> {
    let config = &job.site.config;
    if config.profile != Profile::Gov {
        return Vec::new();
    }
    let mut metas = of_site(job);
    // A page of content belongs to the column of its section; any other page is one itself.
    let column = if is_content(page.layout) {
        page.breadcrumb.get(1).map(|it| &it.route)
    } else {
        Some(&page.route)
    };
    let column = column.and_then(|route| job.site.entry(route));
    metas.extend(column.map_or_else(Vec::new, |it| of_column(&it.head, page)));
    if is_content(page.layout) {
        metas.extend(of_content(job, page));
    }
    metas
}

fn of_site(job: &Job<'_>) -> Vec<MetaView> {
    let config = &job.site.config;
    let own = config
        .base_url
        .as_deref()
        .map(url_host)
        .filter(|it| !it.is_empty());
    let mut metas = vec![meta_view("SiteName", config.title.clone())];
    metas.extend(
        config
            .operator
            .domain
            .clone()
            .or(own)
            .map(|it| meta_view("SiteDomain", it)),
    );
    metas.extend(
        config
            .operator
            .site_id
            .clone()
            .map(|it| meta_view("SiteIDCode", it)),
    );
    metas
}

/// The tags of a column, on its own page and on those it has; a page of content gives its name and type only.
fn of_column(column: &PageHead, page: &Page) -> Vec<MetaView> {
    let kind = match column.layout {
        Layout::Home => "首页",
        Layout::Table | Layout::Metric | Layout::Overview => "数据发布",
        Layout::Section
        | Layout::Search
        | Layout::Index
        | Layout::Report
        | Layout::Opinion
        | Layout::Progress
        | Layout::Plan
        | Layout::Packet => "信息公开目录",
    };
    let mut metas = vec![
        meta_view("ColumnName", column.title_text.clone()),
        meta_view("ColumnType", kind.to_owned()),
    ];
    if column.route == page.route {
        metas.extend(summary_text(page).map(|it| meta_view("ColumnDescription", it)));
        let topics = column.topics.iter().map(|it| it.name.clone());
        let words: Vec<String> = column
            .release
            .keywords
            .iter()
            .cloned()
            .chain(topics)
            .collect();
        let words = if words.is_empty() {
            column.title_text.clone()
        } else {
            words.join(";")
        };
        metas.push(meta_view("ColumnKeywords", words));
    }
    metas
}

fn of_content(job: &Job<'_>, page: &Page) -> Vec<MetaView> {
    let config = &job.site.config;
    let issuer = page.issuer.as_ref().or(config.issuer.as_ref());
    let words = page.release.keywords.join(";");
    let base = config.base_url.as_deref();
    let mut metas = vec![meta_view("ArticleTitle", page.title_text.clone())];
    metas.extend(
        page.release
            .published
            .clone()
            .map(|it| meta_view("PubDate", it)),
    );
    metas.extend(issuer.map(|it| meta_view("ContentSource", it.clone())));
    metas.extend((!words.is_empty()).then(|| meta_view("Keywords", words)));
    metas.extend(page.issuer.clone().map(|it| meta_view("Author", it)));
    metas.extend(summary_text(page).map(|it| meta_view("Description", it)));
    metas.extend(base.map(|it| meta_view("Url", format!("{it}{}", encode_path(&page.route.0)))));
    metas
}

fn summary_text(page: &Page) -> Option<String> {
    page.summary
        .as_ref()
        .map(|it| plain_text(it, &|it: &BoundFigure| it.text.clone()))
}

fn meta_view(name: &'static str, content: String) -> MetaView {
    MetaView { name, content }
}

/// The box of a document.
pub(crate) fn record_views(page: &Page) -> Vec<RecordView> {
    let view = |(key, stated): &(&'static str, ReleaseField)| {
        let (text, word) = match stated {
            ReleaseField::Text(it) => (it.clone(), None),
            ReleaseField::Word(it) => (String::new(), Some(format!("record.openness.{it}"))),
        };
        RecordView {
            key: format!("record.{key}"),
            text,
            word,
        }
    };
    page.release.record.iter().map(view).collect()
}

/// What the foot says of who runs the site.
pub(crate) fn operator_views(job: &Job<'_>) -> Vec<OperatorView> {
    let config = &job.site.config;
    let operator = config.operator.fit(config.profile);
    let digits = |it: &String| it.chars().filter(char::is_ascii_digit).collect::<String>();
    let police = operator
        .police
        .as_ref()
        .map(|it| format!("{POLICE}{}", digits(it)));
    let lines = [
        ("operator.host", operator.host, None),
        ("operator.undertaker", operator.undertaker, None),
        ("operator.contact", operator.contact, None),
        ("operator.site_id", operator.site_id, None),
        ("operator.icp", operator.icp, Some(ICP.to_owned())),
        ("operator.police", operator.police, police),
        (
            "operator.report_errors",
            operator.report_errors.as_ref().map(|_| String::new()),
            operator.report_errors,
        ),
        (
            "operator.badge",
            operator.badge.as_ref().map(|_| String::new()),
            operator.badge,
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(label, text, href)| {
            Some(OperatorView {
                label,
                text: text?,
                href,
            })
        })
        .collect()
}
