//! Tests of finished pages: well-formed, ids unique, references that lead somewhere.

mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};

use crate::outputs::OUTPUTS;
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_model::Package;
use gongbao_output::{
    BoundPages, DocumentFonts, Job, RasterContext, RenderedDocuments, Sink, make_single_file,
    render,
};
use gongbao_settings::Config;
use gongbao_site::BoundSite;
use gongbao_source::Sources;
use gongbao_testing::markup::{Element, parse_html};
use gongbao_theme::{Theme, load_theme};

/// Hands every file to a channel.
struct Post(Sender<(String, String)>);

impl Sink for Post {
    fn put(&self, path: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.0.send((path.to_owned(), text)).expect("a listener");
    }
}

fn theme() -> Theme {
    load_theme(&Sources::default(), &Config::default(), &mut Diags::new())
}

fn with_job<T>(bound: &BoundSite, use_job: impl FnOnce(&Job<'_>, BoundPages<'_>) -> T) -> T {
    let job = Job {
        site: &bound.site,
        pages: &bound.pages,
        sources: &Sources::default(),
        theme: &theme(),
        package: &Package::default(),
        tables: BTreeMap::new(),
        raster: &RasterContext::default(),
        fonts: &DocumentFonts::default(),
        documents: &RenderedDocuments::default(),
        keep_document: &|_| (),
    };
    let pages = BoundPages {
        pages: &bound.pages,
        facts: &bound.facts,
    };
    use_job(&job, pages)
}

fn written(site: &BoundSite) -> BTreeMap<String, String> {
    let files = sent(site);
    let n_files = files.len();
    let files: BTreeMap<String, String> = files.into_iter().collect();
    assert_eq!(files.len(), n_files, "no file is made twice");
    files
}

fn sent(site: &BoundSite) -> Vec<(String, String)> {
    let mut diags = Diags::new();
    let (sender, receiver) = channel();
    with_job(site, |job, pages| {
        render(OUTPUTS, job, pages, &Post(sender), &mut diags);
    });
    let said: Vec<String> = diags
        .sorted()
        .iter()
        .map(|it| format!("{:?} {}", it.place, it.message(Lang::En)))
        .collect();
    assert_eq!(said, Vec::<String>::new());
    receiver.iter().collect()
}

/// A page, every element of it closed where it should be.
fn parse_page(path: &str, html: &str) -> Element {
    assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
    parse_html(html).unwrap_or_else(|reason| panic!("{path}: {reason}"))
}

#[test]
fn every_layout_is_well_formed_with_unique_ids() {
    for (path, html) in written(&sample::site())
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let page = parse_page(path, html);
        let elements = page.descendants();
        let ids: Vec<&str> = elements
            .iter()
            .filter_map(|it| it.attribute("id"))
            .collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
        assert_eq!(page.find_all("h1").len(), 1, "{path}");
        let attributes = elements.iter().flat_map(|it| &it.attributes);
        let mut inline = attributes.filter(|it| it.0 == "style" || it.0.starts_with("on"));
        assert_eq!(inline.next(), None, "{path}");
    }
}

#[test]
fn references_within_a_page_lead_somewhere() {
    for (path, html) in written(&sample::site())
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let page = parse_page(path, html);
        let elements = page.descendants();
        let ids: BTreeSet<&str> = elements
            .iter()
            .filter_map(|it| it.attribute("id"))
            .collect();
        let anchors = elements
            .iter()
            .filter_map(|it| it.attribute("href")?.strip_prefix('#'));
        let lost: Vec<&str> = anchors.filter(|it| !ids.contains(it)).collect();
        assert_eq!(lost, Vec::<&str>::new(), "{path}");
    }
}

#[test]
fn every_link_to_a_download_has_its_file() {
    let files = written(&sample::site());
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let up = path.matches('/').count();
        for element in parse_page(path, html).descendants() {
            let Some(href) = element
                .attribute("href")
                .filter(|it| it.contains("files/") || it.contains("assets/"))
            else {
                continue;
            };
            let target = href
                .strip_prefix(&"../".repeat(up))
                .expect("a relative reference");
            assert!(files.contains_key(target), "{path} to {target}");
        }
    }
}

#[test]
fn figures_lead_to_their_metric_or_row() {
    let files = written(&sample::site());
    let report = &files["report/index.html"];
    let title = r#" title="派出所警力占比：全市，2025年。来源：示例市公安局人事统计（示例数据）""#;
    let of_metric = r#"href="../metrics/station_share.html#r5""#;
    let of_table = r#"href="../data/allocation.html#r5""#;
    for (lead, data) in [
        (of_metric, r#"<data value="41.2">41.2%"#),
        (of_table, r#"<data value="1468">1468人"#),
    ] {
        let part = format!("<a class=\"fig\" {lead}{title}>{data}</data></a>");
        assert!(report.contains(&part), "{part}");
    }
    assert!(files["metrics/station_share.html"].contains(r#"<tr id="r5">"#));
}

#[test]
fn a_chart_stands_with_all_it_needs() {
    let files = written(&sample::site());
    let report = &files["report/index.html"];
    let from = report.find("<figure").expect("a chart");
    let block = &report[from..report.find("</figure>").expect("its end")];
    for part in [
        r#"<figure class="exhibit chart-block" id="fig-1">"#,
        r#"<h3 class="exhibit-title">五个区达到40%</h3>"#,
        "派出所警力占比，各区县，2025年（%）",
        "来源：示例市公安局人事统计（示例数据）",
        "截至2025年12月31日",
        r#"<span class="sample">示例数据</span>"#,
        r#"<details class="exhibit-data">"#,
        r#"<th scope="row">铁西区</th>"#,
        r#"<td class="num"><data value="46.2">46.2</data></td>"#,
        r#"href="../files/report/index/fig-1.csv" download"#,
    ] {
        assert!(block.contains(part), "{part} is missing in {block}");
    }
}

#[test]
fn a_status_is_a_word_with_a_mark() {
    let files = written(&sample::site());
    assert!(files["report/index.html"].contains(r#"<span class="status status-overdue">"#));
    assert!(files["index.html"].contains(r#"<span class="status status-met">已达标</span>"#));
}

#[test]
fn texts_are_escaped_wherever_they_come_from() {
    let mut site = sample::site();
    site.site.config.title = "<i>\"x\"".to_owned();
    site.pages.truncate(2);
    for page in &mut site.pages {
        page.title = sample::text("<script>a</script>");
        page.title_text = "<script>a</script>".to_owned();
        page.sources = vec!["<b>".to_owned()];
    }
    for (path, html) in written(&site)
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        assert!(
            !html.contains("<script>") && !html.contains("<i>") && !html.contains("<b>"),
            "{path}"
        );
        parse_page(path, html);
    }
}

#[test]
fn without_downloads_nothing_links_to_them() {
    let mut site = sample::site();
    site.site.config.outputs = vec!["html".to_owned()];
    let files = written(&site);
    assert!(files.keys().all(|it| !it.starts_with("files/")));
    assert!(!files["report/index.html"].contains("files/"));
}

#[test]
fn a_page_says_how_large_its_files_are() {
    let files = written(&sample::site());
    let page = &files["report/index.html"];
    let data: Vec<(&String, &String)> = files
        .iter()
        .filter(|(path, _)| path.starts_with("files/report/index/") && !path.ends_with(".svg"))
        .collect();
    assert!(data.len() > 3, "{:?}", files.keys());
    assert_eq!(page.matches(" KB").count(), data.len());
    for (path, text) in data.iter().filter(|it| it.0.ends_with(".csv")) {
        let size = format!("{} KB", text.len().div_ceil(1024));
        let (_, link) = page.split_once(path.as_str()).expect("a link to it");
        assert!(
            link.split("</a>").next().expect("a link").contains(&size),
            "{link:.60}"
        );
    }
}

#[test]
fn a_file_asked_for_alone_is_as_a_build_writes_it() {
    let site = sample::site();
    for (path, text) in written(&site) {
        let mut diags = Diags::new();
        let alone = with_job(&site, |job, pages| {
            make_single_file(OUTPUTS, job, pages, &path, &mut diags)
        });
        let alone = alone.unwrap_or_else(|| panic!("{path} is not made"));
        assert_eq!(String::from_utf8_lossy(&alone), text, "{path}");
    }
}
