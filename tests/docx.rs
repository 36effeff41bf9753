//! Documents for offices, opened: markup in the order the schema asks for, the numbers of the web page, and text that
//! means something to other programs and nothing here. `tests/docx/measure` sets them and measures the grid.

use std::fs;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::support::markup::{Element, parse_xml, read_figures, render_lines};
use crate::support::{
    Tree, build, build_by, compare_golden, folder, repository, site, whole_demonstration, write,
};
use gongbao_source::digest::sha256_hex;

mod schema;

const SETTINGS: &str =
    "title = '公报'\noutputs = ['html', 'docx']\nas_of = 2025-12-31\nissuer = '示例市'\n";

/// The parts of a document, in the order of the package.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let n_parts = package.len();
    let mut part = |at: usize| {
        let mut part = package.by_index(at).expect("a part");
        let mut inner = Vec::new();
        part.read_to_end(&mut inner).expect("a packed part");
        // Pictures are no text, and are not looked at as one.
        (
            part.name().expect("a name").into_owned(),
            String::from_utf8_lossy(&inner).into_owned(),
        )
    };
    (0..n_parts).map(&mut part).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    unpacked(bytes)
        .into_iter()
        .find(|it| it.0 == name)
        .unwrap_or_else(|| panic!("no {name}"))
        .1
}

/// Builds a site of one page and gives its document.
fn document(page: &str) -> Vec<u8> {
    let root = site(&[
        ("site.toml", SETTINGS),
        ("content/index.md", "---\ntitle: 首页\n---\n"),
        ("content/a.md", page),
    ]);
    build(root.path(), &root.path().join("public"))["a.docx"].clone()
}

/// The words of markup, paragraph by paragraph.
fn words(markup: &str) -> String {
    let part = parse_xml(markup).expect("markup");
    let words = |it: &Element| -> String {
        let texts = it.find_all("w:t").into_iter();
        texts.map(Element::text).collect()
    };
    let paragraphs = part.find_all("w:p").into_iter();
    paragraphs.map(|it| words(it) + "\n").collect()
}

#[test]
fn the_markup_of_a_small_site_is_known() {
    let case = repository().join("tests/docx");
    let out = folder();
    let tree = build(&case.join("in"), out.path());
    let mut complaints = Vec::new();
    for (page, names) in [
        (
            "a",
            &[
                "document",
                "footnotes",
                "numbering",
                "styles",
                "settings",
                "footer1",
                "footer3",
                "_rels/document.xml.rels",
            ][..],
        ),
        ("packet", &["document"]),
    ] {
        for name in names {
            let path = if name.ends_with(".rels") {
                format!("word/{name}")
            } else {
                format!("word/{name}.xml")
            };
            let found = render_lines(&part(&tree[&format!("{page}.docx")], &path)).expect("markup");
            let golden = case.join(format!("{page}.{}.xml", name.replace(['/', '.'], "-")));
            complaints.extend(compare_golden(&golden, found.as_bytes()).err());
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn all_of_the_demonstration_is_in_the_order_of_the_schema() {
    let root = whole_demonstration();
    let tree = documents(&root);
    let documents: Vec<&String> = tree.keys().filter(|it| it.ends_with(".docx")).collect();
    assert!(documents.len() >= 6, "{documents:?}");
    for name in documents {
        let parts = unpacked(&tree[name]);
        let complaints: Vec<String> = parts
            .iter()
            .flat_map(|(path, markup)| schema::check(path, markup))
            .collect();
        assert!(complaints.is_empty(), "{name}:\n{}", complaints.join("\n"));
        has_its_numbers(name, &tree);
    }
}

fn documents(root: &tempfile::TempDir) -> Tree {
    let settings = root.path().join("site.toml");
    let was = fs::read_to_string(&settings).expect("the settings");
    write(
        &settings,
        format!("outputs = ['html', 'docx']\n{was}").as_bytes(),
    );
    let out = folder();
    build(root.path(), out.path())
}

/// The numbers of a page are those of its document.
fn has_its_numbers(name: &str, tree: &Tree) {
    let page = String::from_utf8_lossy(&tree[&name.replace(".docx", ".html")]).into_owned();
    if page.contains("layout-packet") {
        return; // Its numbers are those of its parts, which are documents of their own.
    }
    let parts = unpacked(&tree[name]);
    let paper: String = parts
        .iter()
        .filter(|it| it.0.ends_with(".xml"))
        .map(|it| words(&it.1))
        .collect();
    // Drawings are text, too.
    let drawn: String = parts
        .iter()
        .filter(|it| it.0.ends_with(".svg"))
        .map(|it| it.1.as_str())
        .collect();
    let paper: String = (paper + &drawn).split_whitespace().collect();
    let shown = read_figures(&page).expect("a page");
    let missing: Vec<&String> = shown
        .iter()
        .filter(|it| !paper.contains(it.as_str()))
        .collect();
    assert!(missing.is_empty(), "{name} lacks {missing:?}");
}

#[test]
fn contents_are_links_and_guess_no_page() {
    let out = folder();
    let tree = build(&repository().join("tests/docx/in"), out.path());
    let bytes = &tree["packet.docx"];
    let markup = part(bytes, "word/document.xml");
    let document = parse_xml(&markup).expect("markup");
    let bookmarks = document.find_all("w:bookmarkStart");
    let is_listed = |it: &&Element| {
        let style = it.find_all("w:pStyle").into_iter().next();
        let style = style.and_then(|it| it.attribute("w:val"));
        style.is_some_and(|it| ["TOC1", "TOC2", "TOC3", "TableofFigures"].contains(&it))
    };
    let entries = document.find_all("w:p").into_iter().filter(is_listed);
    let entries: Vec<&Element> = entries.collect();
    assert_eq!(entries.len(), 8, "{entries:?}");
    for entry in entries {
        let link = entry.find_all("w:hyperlink")[0];
        let bookmark = link.attribute("w:anchor").expect("a bookmark");
        let stands = |it: &&Element| it.attribute("w:name") == Some(bookmark);
        assert_eq!(bookmarks.iter().copied().filter(stands).count(), 1);
        let field = link.find_all("w:fldSimple")[0];
        let instruction = format!(" PAGEREF {bookmark} \\h ");
        assert_eq!(field.attribute("w:instr"), Some(instruction.as_str()));
        assert_eq!(field.text(), "…");
        assert!(link.text().len() > "…".len(), "{link:?}");
    }
    // Word would put a question to whoever opens the document.
    assert!(!markup.contains("w:dirty") && !markup.contains(" TOC "));
    assert!(!part(bytes, "word/settings.xml").contains("updateFields"));
}

#[test]
fn hostile_text_comes_out_as_itself() {
    let bytes = document(
        "---\ntitle: '标题 <w:p> & \"𠮷\"'\noutputs: [docx]\n---\n\n正文 &lt;/w:t> &amp;amp; ]]> 𠮷野家 {x} \\\\。\n\n| &lt;b> | & |\n|---|---|\n| \"甲\" | '乙' |\n",
    );
    let parts = unpacked(&bytes);
    let complaints: Vec<String> = parts
        .iter()
        .flat_map(|(path, markup)| schema::check(path, markup))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    let said = words(&part(&bytes, "word/document.xml"));
    for it in [
        "标题 <w:p> & \"𠮷\"",
        "</w:t> &amp; ]]> 𠮷野家 {x} \\。",
        "<b>",
        "\"甲\"",
        "'乙'",
    ] {
        assert!(said.contains(it), "{it} is not in {said}");
    }
    assert!(
        part(&bytes, "docProps/core.xml")
            .contains("<dc:title>标题 &lt;w:p&gt; &amp; &quot;𠮷&quot;</dc:title>")
    );
}

#[test]
fn a_table_of_ten_thousand_rows_is_whole() {
    let rows: String = (0..10_000)
        .map(|n| format!("| 第{n}行 | {n} |\n"))
        .collect();
    let bytes = document(&format!(
        "---\ntitle: 长表\noutputs: [docx]\n---\n\n| 名 | 数 |\n|---|---:|\n{rows}"
    ));
    let markup = part(&bytes, "word/document.xml");
    assert_eq!(markup.matches("<w:tr>").count(), 10_001);
    assert_eq!(markup.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(schema::check("word/document.xml", &markup), [""; 0]);
    assert!(words(&markup).contains("第9999行"));
}

#[test]
fn the_same_site_gives_the_same_bytes_and_the_page_names_them() {
    let root = site(&[
        ("site.toml", SETTINGS),
        (
            "content/index.md",
            "---\ntitle: 首页\noutputs: [docx]\n---\n正文。\n",
        ),
    ]);
    let [one, four] = ["1", "4"].map(|it| build_by(root.path(), it));
    assert_eq!(one["index.docx"], four["index.docx"]);
    let html = String::from_utf8_lossy(&one["index.html"]).into_owned();
    assert!(
        html.contains("href=\"index.docx\"") && html.contains(&sha256_hex(&one["index.docx"])),
        "{html}"
    );
}

#[test]
fn a_document_needs_no_fonts() {
    let settings = format!("{SETTINGS}[documents]\nown_fonts_only = true\n");
    let page = "---\ntitle: 首页\noutputs: [docx]\n---\n正文。\n";
    let root = site(&[("site.toml", &settings), ("content/index.md", page)]);
    let made = build(root.path(), &root.path().join("public"));
    assert!(made.contains_key("index.docx"));
}
