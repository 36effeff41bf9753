//! What official websites say of their pages: page tags by profile, former addresses, ways out.

use std::fs;
use std::path::Path;

use crate::support::markup::parse_html;
use crate::support::{Tree, build, copy, folder, repository, write};

fn site() -> tempfile::TempDir {
    let root = folder();
    copy(&repository().join("tests/sites/government/in"), root.path());
    root
}

fn made(root: &Path) -> Tree {
    build(root, &root.join("public"))
}

/// The page tags of a page, `name=content`.
fn tags(tree: &Tree, path: &str) -> Vec<String> {
    let page = parse_html(&String::from_utf8_lossy(&tree[path])).expect("a page");
    let tags = page.find_all("meta").into_iter().filter_map(|it| {
        let (name, content) = (it.attribute("name")?, it.attribute("content")?);
        name.starts_with(char::is_uppercase)
            .then(|| format!("{name}={content}"))
    });
    tags.collect()
}

#[test]
fn a_government_site_has_the_tags_of_each_kind_of_page() {
    let root = site();
    let tree = made(root.path());
    let of_site = [
        "SiteName=示例市公安局",
        "SiteDomain=www.example.org",
        "SiteIDCode=0000000000",
    ];
    let with = |more: &[&str]| -> Vec<String> {
        of_site
            .iter()
            .chain(more)
            .map(|it| (*it).to_owned())
            .collect()
    };
    let home = [
        "ColumnName=示例市公安局",
        "ColumnType=首页",
        "ColumnDescription=工作报告和数据。",
        "ColumnKeywords=示例市公安局",
    ];
    assert_eq!(tags(&tree, "index.html"), with(&home));
    let column = [
        "ColumnName=工作报告",
        "ColumnType=信息公开目录",
        "ColumnDescription=年度工作报告。",
        "ColumnKeywords=报告;派出所",
    ];
    assert_eq!(tags(&tree, "report/index.html"), with(&column));
    let content = [
        "ColumnName=工作报告",
        "ColumnType=信息公开目录",
        "ArticleTitle=2025年工作报告",
        "PubDate=2026-01-05 09:30",
        "ContentSource=示例市公安局",
        "Keywords=派出所;警力",
        "Description=全年情况。",
        "Url=https://www.example.org/gb/report/a.html",
    ];
    assert_eq!(tags(&tree, "report/a.html"), with(&content));
}

#[test]
fn other_sites_have_neither_tags_nor_registrations() {
    let root = site();
    let settings = root.path().join("site.toml");
    let text = fs::read_to_string(&settings)
        .expect("the settings")
        .replace("\"gov\"", "\"intranet\"");
    write(&settings, text.as_bytes());
    let tree = made(root.path());
    assert!(tags(&tree, "report/a.html").is_empty());
    let html = String::from_utf8_lossy(&tree["report/a.html"]).into_owned();
    assert!(
        html.contains("示例市示例路1号") && !html.contains("ICP备") && !html.contains("公网安备"),
        "{html}"
    );
    // An office is told at the link, without a page in between.
    assert!(
        html.contains("href=\"https://example.com/a?b=1&amp;c=2\" class=\"external\"")
            && html.contains("↗"),
        "{html}"
    );
    assert!(!tree.keys().any(|it| it.starts_with("leaving/")));
}

#[test]
fn former_addresses_lead_to_where_the_page_stands_now() {
    let root = site();
    let tree = made(root.path());
    let html = String::from_utf8_lossy(&tree["old/report.html"]).into_owned();
    assert!(
        html.contains("content=\"0; url=../report/a.html\""),
        "{html}"
    );
    assert!(
        html.contains("<link rel=\"canonical\" href=\"https://www.example.org/gb/report/a.html\">"),
        "{html}"
    );
    assert!(
        html.contains("<a href=\"../report/a.html\">2025年工作报告</a>"),
        "{html}"
    );
    assert!(!String::from_utf8_lossy(&tree["sitemap.xml"]).contains("old/report.html"));
}

#[test]
fn a_page_stands_between_the_site_and_an_address_outside() {
    let root = site();
    let tree = made(root.path());
    let pages: Vec<&String> = tree
        .keys()
        .filter(|it| it.starts_with("leaving/"))
        .collect();
    assert_eq!(
        pages.len(),
        1,
        "the addresses of officials and of hosts named are no way out: {pages:?}"
    );
    let html = String::from_utf8_lossy(&tree[pages[0]]).into_owned();
    assert!(
        html.contains("href=\"https://example.com/a?b=1&amp;c=2\"") && html.contains("example.com"),
        "{html}"
    );
    let report = String::from_utf8_lossy(&tree["report/a.html"]).into_owned();
    assert!(report.contains(&format!(
        "<a href=\"../{}\" data-to=\"https://example.com/a?b=1&amp;c=2\">",
        pages[0]
    )));
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth() {
    let root = site();
    let html = String::from_utf8_lossy(&made(root.path())["404.html"]).into_owned();
    let page = parse_html(&html).expect("a page");
    let elements = page.descendants().into_iter();
    for it in elements.flat_map(|it| [it.attribute("href"), it.attribute("src")]) {
        let is_whole = it.is_none_or(|it| it.starts_with("https://www.example.org/gb/"));
        assert!(is_whole, "{it:?}");
    }
    let settings = root.path().join("site.toml");
    let text = fs::read_to_string(&settings)
        .expect("the settings")
        .replace("base_url", "# base_url");
    write(&settings, text.as_bytes());
    let html = String::from_utf8_lossy(&made(root.path())["404.html"]).into_owned();
    assert!(!html.contains("href=") && !html.contains("src="), "{html}");
}
