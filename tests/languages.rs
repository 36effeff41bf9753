//! Content in several languages side by side: addresses, the frame's language, ways between them, and one set of rows.

use std::fs;
use std::path::Path;

use crate::support::markup::parse_html;
use crate::support::{Tree, build, copy, folder, gongbao, repository, said, text, write};

fn site() -> tempfile::TempDir {
    let root = folder();
    copy(&repository().join("tests/sites/languages/in"), root.path());
    root
}

fn made(root: &Path) -> Tree {
    build(root, &root.join("public"))
}

fn page(tree: &Tree, path: &str) -> String {
    String::from_utf8_lossy(
        tree.get(path)
            .unwrap_or_else(|| panic!("no {path} among {:?}", tree.keys())),
    )
    .into_owned()
}

/// The raw values of all figures of a page's text, with the rows they lead to.
fn figures(html: &str) -> Vec<String> {
    let page = parse_html(html).expect("a page");
    let links = page.find_all("article").into_iter();
    let links = links.flat_map(|it| it.find_all("a"));
    let figures = links.filter(|it| it.has_word("class", "fig")).map(|it| {
        let value = it.find_all("data")[0].attribute("value");
        let row = it.attribute("href");
        format!("{} {}", value.expect("a value"), row.expect("a row"))
    });
    let mut figures: Vec<String> = figures.collect();
    figures.sort();
    figures
}

#[test]
fn every_translation_has_the_figures_of_the_same_rows() {
    let tree = made(site().path());
    let own = figures(&page(&tree, "report/a.html"));
    assert_eq!(own.len(), 6, "{own:?}");
    for path in ["report/a.en.html", "report/a.bo.html", "report/a.ug.html"] {
        assert_eq!(figures(&page(&tree, path)), own, "{path}");
    }
}

#[test]
fn a_page_is_in_its_language_and_the_frame_in_one_it_speaks() {
    let tree = made(site().path());
    let english = page(&tree, "report/a.en.html");
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("Skip to main content"),
        "{english}"
    );
    assert!(
        english.contains("31 December 2025") && english.contains("up 6 percentage points"),
        "{english}"
    );
    let uyghur = page(&tree, "report/a.ug.html");
    assert!(
        uyghur.contains("<html lang=\"ug\" dir=\"rtl\">"),
        "{uyghur}"
    );
    assert!(
        uyghur.contains("<header class=\"masthead\" lang=\"zh-CN\" dir=\"ltr\">"),
        "{uyghur}"
    );
    let tibetan = page(&tree, "report/a.bo.html");
    assert!(
        tibetan.contains("<html lang=\"bo\">")
            && tibetan.contains("<footer class=\"footer\" lang=\"zh-CN\">")
    );
    // Only these need the faces of other scripts.
    assert!(tibetan.contains("assets/scripts.") && !english.contains("assets/scripts."));
}

#[test]
fn pages_lead_to_each_other_in_every_language() {
    let tree = made(site().path());
    let own = page(&tree, "report/a.html");
    // Programs ask for full addresses; readers follow the links on the page.
    assert!(!own.contains("<link rel=\"alternate\" hreflang"), "{own}");
    for (lang, file) in [("bo", "a.bo.html"), ("en", "a.en.html")] {
        let link = format!("<a href=\"{file}\" lang=\"{lang}\" hreflang=\"{lang}\"");
        assert!(own.contains(&link), "{link}");
    }
    assert!(
        own.contains("<a href=\"a.ug.html\" lang=\"ug\" hreflang=\"ug\" dir=\"rtl\""),
        "{own}"
    );
    let alone = page(&tree, "report/b.html");
    assert!(!alone.contains("rel=\"alternate\""), "{alone}");
}

#[test]
fn a_reader_stays_in_a_language_as_far_as_there_are_pages() {
    let tree = made(site().path());
    let english = page(&tree, "report/a.en.html");
    assert!(
        english.contains("<li><a href=\"../index.en.html\">Home</a></li>"),
        "{english}"
    );
    let other = "<a href=\"index.html\" lang=\"zh-CN\" hreflang=\"zh-CN\">工作报告 <span class=\"tongue\">中文</span></a>";
    assert!(english.contains(other), "{english}");
    let home = page(&tree, "index.en.html");
    assert!(
        home.contains("<a href=\"report/a.en.html\">report</a>"),
        "a link leads on in English: {home}"
    );
    assert!(
        home.contains("<a href=\"report/b.html\">note</a>"),
        "{home}"
    );
    // What a translation was made from can still be pointed at, and a page in a language by its file.
    assert!(
        english.contains("<a href=\"a.html\">Chinese text</a>"),
        "{english}"
    );
    assert!(
        english.contains("<a href=\"a.bo.html\">Tibetan</a>"),
        "{english}"
    );
}

#[test]
fn lists_have_each_page_once() {
    let tree = made(site().path());
    for path in [
        "report/index.html",
        "site-map.html",
        "topics/year-2025-nian.html",
    ] {
        let html = parse_html(&page(&tree, path)).expect("a page");
        let links = html.find_all("main")[0].find_all("a");
        let targets: Vec<&str> = links.iter().filter_map(|it| it.attribute("href")).collect();
        let leads_to = |name: &str| targets.iter().filter(|it| it.contains(name)).count();
        assert_eq!(leads_to("a.html"), 1, "{path}: {targets:?}");
        assert_eq!(
            leads_to(".en.html") + leads_to(".ug.html"),
            0,
            "{path}: {targets:?}"
        );
    }
}

#[test]
fn names_are_those_of_the_language() {
    let english = page(&made(site().path()), "report/a.en.html");
    for words in [
        "Share of officers at stations",
        "Tiexi",
        "District",
        "Made-up data",
        "Police of Example City",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let own = page(&made(site().path()), "report/a.html");
    assert!(own.contains("派出所警力占比") && own.contains("铁西区") && !own.contains("Tiexi"));
}

#[test]
fn the_site_map_for_programs_names_all_languages() {
    let root = site();
    let settings = root.path().join("site.toml");
    let given = fs::read_to_string(&settings).expect("the settings");
    write(
        &settings,
        format!("base_url = \"https://example.org/x/\"\n{given}").as_bytes(),
    );
    let tree = made(root.path());
    let map = page(&tree, "sitemap.xml");
    assert!(
        map.contains("<xhtml:link rel=\"alternate\" hreflang=\"ug\" href=\"https://example.org/x/report/a.ug.html\"/>")
    );
    let own = page(&tree, "report/a.html");
    assert!(
        own.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/x/report/a.en.html\">"),
        "{own}"
    );
    assert!(page(&tree, "atom.xml").contains("<entry xml:lang=\"en\">"));
}

fn check(root: &Path) -> String {
    said(
        &gongbao(&["check", &text(root), "--lang", "en"])
            .output()
            .expect("the program to start"),
    )
}

#[test]
fn missing_translations_are_listed_only_where_languages_are_named() {
    let root = site();
    assert!(
        !check(root.path()).contains("language/"),
        "{}",
        check(root.path())
    );
    let settings = root.path().join("site.toml");
    let given = fs::read_to_string(&settings).expect("the settings");
    write(
        &settings,
        format!("languages = [\"zh\", \"en\", \"bo\", \"ug\"]\n{given}").as_bytes(),
    );
    let said = check(root.path());
    assert!(
        said.contains("language/missing-translation") && said.contains("content/report/b.en.md"),
        "{said}"
    );
    assert!(!said.contains("content/report/a.en.md"), "{said}");
    let path = root.path().join("content/report/index.md");
    write(
        &path,
        "---\ntitle: 工作报告\ntranslate: false\n---\n".as_bytes(),
    );
    let said = check(root.path());
    assert!(
        !said.contains("content/report/") && said.contains("content/index.bo.md"),
        "{said}"
    );
}
