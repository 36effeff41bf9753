//! Front matter: the settings between two lines `---` at the start of a page.

use std::ops::Range;

use crate::fields::{read_date, read_located, read_texts};
use crate::page::{FrontMatter, PagePerRow, Raw};
use crate::scalar::correct_expression_ranges;
use crate::slug::make_slug;
use crate::{markdown, paper, release};
use gongbao_diag::locale::{LanguageTag, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::prose::{Inline, Phrase};
use gongbao_source::{Fields, SourceFile, YamlNode, yaml_at};

/// The settings of a page. Some are for other programs; we read over them.
const FRONT_KEYS: [&str; 27] = [
    "internal",
    "title",
    "layout",
    "slug",
    "summary",
    "date",
    "issuer",
    "doc_no",
    "session",
    "kind",
    "order",
    "where",
    "pages",
    "outputs",
    "document",
    "meeting",
    "stamp",
    "parts",
    "aliases",
    "release",
    "translate",
    "sample",
    "draft",
    "description",
    "keywords",
    "about",
    "topics",
];

/// A page cut into front matter and text.
#[derive(Debug)]
pub(crate) struct SplitPage {
    /// Bytes of the settings, empty without front matter.
    pub settings: Range<usize>,
    /// Byte at which the text begins.
    pub body: usize,
}

/// Cuts a page behind its front matter.
///
/// # Errors
/// [`Code::UnclosedFrontMatter`].
pub(crate) fn cut_front_matter(file: &SourceFile) -> Result<SplitPage, Diagnostic> {
    let text = file.str();
    let open = text.len() - text.trim_start().len();
    let mut lines = text[open..].split_inclusive('\n');
    // An empty file has no first line, and so no settings.
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        return Ok(SplitPage {
            settings: 0..0,
            body: 0,
        });
    }
    let start = open + first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "---" {
            return Ok(SplitPage {
                settings: start..at,
                body: at + line.len(),
            });
        }
        at += line.len();
    }
    Err(Diagnostic::new(
        Code::UnclosedFrontMatter,
        Place::text(&file.path, open..open + 3),
    ))
}

/// Reads the settings of a page. An empty title is for the caller to fill.
///
/// # Errors
/// `setting/syntax`, or settings that are no mapping. Any other mistake is filed, and the rest read.
#[expect(
    clippy::disallowed_methods,
    reason = "a page without a title of its own takes that of its text"
)]
pub(crate) fn read_front(
    file: &SourceFile,
    settings: Range<usize>,
    diags: &mut Diags,
) -> Result<FrontMatter, Diagnostic> {
    let node = yaml_at(&file.path, &file.str()[settings.clone()], settings.start)?;
    let fields = Fields::read(&node, "---", &FRONT_KEYS, diags)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    let (issuer, doc_no, session, kind) = (
        string("issuer"),
        string("doc_no"),
        string("session"),
        string("kind"),
    );
    let layout = fields
        .get("layout")
        .and_then(|it| diags.keep(read_located(it, "layout")));
    let selection = fields
        .get("where")
        .and_then(|it| diags.keep(read_selection(it)));
    // A setting that is absent is empty, and so is one that is refused: its complaint stops the build.
    Ok(FrontMatter {
        title: fields
            .get("title")
            .and_then(|it| parse_phrase_setting(file, it, "title", diags))
            .unwrap_or_default(),
        summary: fields
            .get("summary")
            .and_then(|it| parse_phrase_setting(file, it, "summary", diags)),
        layout,
        slug: read_address(file, fields.get("slug"), diags),
        date: fields
            .get("date")
            .and_then(|it| diags.keep(read_date(it, "date"))),
        issuer,
        doc_no,
        session,
        kind,
        order: fields
            .get("order")
            .and_then(|it| diags.keep(it.number("order"))),
        draft: fields
            .get("draft")
            .and_then(|it| diags.keep(it.boolean("draft")))
            .unwrap_or(false),
        internal: fields
            .get("internal")
            .and_then(|it| diags.keep(it.boolean("internal")))
            .unwrap_or(false),
        selection,
        about: fields
            .get("about")
            .map_or_else(Vec::new, |it| read_texts(it, "about", diags)),
        topics: fields
            .get("topics")
            .map_or_else(Vec::new, |it| read_texts(it, "topics", diags)),
        paper: paper::read_paper(&fields, diags),
        release: release::read_release(&fields, diags),
        language_tag: LanguageTag::split(file.stem()).1,
        each: read_each(file, &node, fields.get("pages"), diags),
    })
}

fn read_selection(node: &YamlNode) -> Result<YamlNode, Diagnostic> {
    node.pairs("where")?;
    Ok(node.clone())
}

fn parse_phrase_setting(
    file: &SourceFile,
    node: &YamlNode,
    key: &str,
    diags: &mut Diags,
) -> Option<Phrase<Raw>> {
    let text = diags.keep(node.string(key))?;
    let mut complaints = Diags::new();
    let mut phrase = markdown::parse_line(&file.path, &text, node.range.start, &mut complaints);
    let is_exact = file.str()[node.range.start..].starts_with(text.trim_end());
    for mut complaint in complaints.sorted().into_iter().cloned() {
        complaint.place = if is_exact {
            complaint.place
        } else {
            node.place()
        };
        diags.push(complaint);
    }
    if !is_exact {
        correct_expression_ranges(&mut phrase, &file.str()[node.range.clone()], &node.range);
    }
    Some(phrase)
}

/// The page's part of its address. Pages of a table get theirs from their rows.
fn read_address(file: &SourceFile, node: Option<&YamlNode>, diags: &mut Diags) -> String {
    if column_in_file_name(file).is_some() {
        return String::new();
    }
    let stem = LanguageTag::split(file.stem()).0;
    let from_name = make_slug(stem);
    let Some(node) = node else {
        if from_name.is_empty() {
            diags.push(Diagnostic::new(Code::BadSlug, Place::file(&file.path)).with("text", stem));
        }
        return from_name;
    };
    let Some(text) = diags.keep(node.string("slug")) else {
        return from_name;
    };
    if text.is_empty() || make_slug(&text) != text {
        diags.push(Diagnostic::new(Code::BadSlug, node.place()).with("text", text));
        return from_name;
    }
    text
}

/// The column in a file name such as `[station].md`.
fn column_in_file_name(file: &SourceFile) -> Option<&str> {
    LanguageTag::split(file.stem())
        .0
        .strip_prefix('[')?
        .strip_suffix(']')
        .filter(|it| !it.is_empty())
}

fn read_each(
    file: &SourceFile,
    settings: &YamlNode,
    node: Option<&YamlNode>,
    diags: &mut Diags,
) -> Option<PagePerRow> {
    match (column_in_file_name(file), node) {
        (None, None) => None,
        (Some(column), Some(node)) => read_pages(column, node, diags),
        (Some(_), None) => {
            let place = if settings.range.is_empty() {
                Place::file(&file.path)
            } else {
                settings.place()
            };
            let complaint = Diagnostic::new(Code::MissingSetting, place).with("key", "pages");
            diags.push(complaint.with("example", "pages: {each: stations}"));
            None
        }
        (None, Some(node)) => {
            let expected = Text::new(
                "名为 [列名].md 的文件才有的设置",
                "a file named [column].md",
            );
            diags.push(node.refuse("pages", expected));
            None
        }
    }
}

fn read_pages(column: &str, node: &YamlNode, diags: &mut Diags) -> Option<PagePerRow> {
    let fields = Fields::read(node, "pages", &["each", "where"], diags);
    let fields = diags.keep(fields)?;
    let table = fields
        .need("each", "each: stations")
        .and_then(|it| read_located(it, "each"));
    let selection = fields
        .get("where")
        .and_then(|it| diags.keep(read_selection(it)));
    Some(PagePerRow {
        table: diags.keep(table)?,
        selection,
        column: column.to_owned(),
    })
}

/// The title of a page that gives none: its file's name.
pub(crate) fn title_from_name(file: &SourceFile) -> Phrase<Raw> {
    vec![Inline::generated(LanguageTag::split(file.stem()).0)]
}

#[cfg(test)]
mod tests {
    use crate::testing::{
        EMBEDS, page_expressions, page_sources, parse_page, show_complaint, show_phrase,
    };
    use crate::{FrontMatter, Page, parse_pages};
    use gongbao_diag::Diags;

    fn front(settings: &str) -> FrontMatter {
        let (page, complaints) = parse_page(&format!("---\n{settings}---\n甲\n"));
        assert!(complaints.is_empty(), "{complaints:?}");
        page.expect("a page").front
    }

    /// The complaints about a file.
    fn refuse_in(path: &str, text: &str, expected: &[&str]) -> Option<Page> {
        let mut diags = Diags::new();
        let page = parse_pages(&page_sources(path, text), &EMBEDS, &mut diags).pop();
        let found: Vec<String> = diags
            .sorted()
            .into_iter()
            .map(|it| show_complaint(it, text))
            .collect();
        assert_eq!(found, expected, "{text}");
        page
    }

    fn refuse(settings: &str, expected: &str) {
        refuse_in(
            "content/a.md",
            &format!("---\n{settings}\n---\n甲\n"),
            &[expected],
        );
    }

    #[test]
    fn reads_every_setting() {
        let it = front(
            "title: 甲{{ a }}\nlayout: report\nslug: b-1\nsummary: '**乙**'\ndate: 2025-12-31\nissuer: 丙\n\
             doc_no: 1\nsession: 丁\norder: 1.5\nkind: 戊\nwhere: {year: 2025}\ndraft: false\nkeywords: [x]\n",
        );
        assert_eq!(show_phrase(&it.title), "甲<= a >");
        assert_eq!(
            it.summary.as_deref().map(show_phrase).as_deref(),
            Some("<b 乙>")
        );
        assert_eq!(it.layout.expect("a layout").text, "report");
        assert_eq!(
            (it.slug.as_str(), it.date.as_deref(), it.order),
            ("b-1", Some("2025-12-31"), Some(1.5))
        );
        assert_eq!(it.doc_no.as_deref(), Some("1"));
        assert_eq!(
            it.selection
                .expect("a selection")
                .pairs("where")
                .expect("pairs")
                .len(),
            1
        );
    }

    #[test]
    fn a_page_needs_no_front_matter() {
        let it = refuse_in("content/x/警力 2025.md", "甲\n", &[])
            .expect("a page")
            .front;
        assert_eq!(
            (it.slug.as_str(), show_phrase(&it.title).as_str()),
            ("jing-li-2025", "警力 2025")
        );
        assert_eq!(show_phrase(&front("").title), "a");
        assert_eq!(show_phrase(&front("title:\n").title), "a");
    }

    #[test]
    fn knows_the_bytes_of_expressions_in_titles() {
        for settings in [
            "title: 甲{{ a }}",
            "title: \"甲{{ a('b') }}\"  # 注",
            "summary: |\n  甲\n  乙{{ a }}丙",
            "summary: >-\n  甲\n  乙{{ a }}",
            "title: \"甲\\u4e59{{ a }}\"",
            "title: '''甲''{{ a }}'",
        ] {
            let text = format!("---\r\norder: 1\r\n{settings}\n---\n");
            let (page, _) = parse_page(&text);
            let found = page_expressions(&page.expect("a page"));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].range.clone()], found[0].source, "{text}");
        }
    }

    #[test]
    fn refuses_front_matter_that_is_not_closed() {
        let page = refuse_in(
            "content/a.md",
            "---\ntitle: 甲\n\n乙\n",
            &["!content/unclosed-front-matter «---»"],
        );
        assert!(page.is_none());
    }

    #[test]
    fn refuses_front_matter_that_is_not_yaml() {
        let text = "---\ntitle: 甲\nkind: [一\n---\n乙{{ a\n";
        let found = ["!setting/syntax «»", "!content/unclosed-expression «{{»"];
        assert!(refuse_in("content/a.md", text, &found).is_none());
        refuse("- 甲", "!setting/bad-value «- 甲»");
        refuse("甲", "!setting/bad-value «甲»");
    }

    #[test]
    fn refuses_settings_nobody_knows_and_settings_given_twice() {
        refuse("titel: 甲", "!setting/unknown-key «titel»");
        refuse("title: 甲\ntitle: 乙", "!setting/duplicate-key «title»");
        refuse("where:\n  a: 1\n  a: 2", "!setting/duplicate-key «a»");
    }

    #[test]
    fn refuses_values_that_do_not_suit() {
        refuse("date: 2025-2-30", "!setting/bad-value «2025-2-30»");
        refuse("order: 第一", "!setting/bad-value «第一»");
        refuse("draft: \"yes\"", "!setting/bad-value «yes»");
        refuse("title: [甲]", "!setting/bad-value «[甲]»");
        refuse("layout: {a: b}", "!setting/bad-value «{a: b}»");
        refuse("title: {{ a }}", "!setting/bad-value «{{ a }}»");
        refuse("where: 2025", "!setting/bad-value «2025»");
        refuse("title: 甲{{ a", "!content/unclosed-expression «{{»");
        refuse("summary: 甲<b>", "!content/raw-html «<b>»");
        refuse("summary: \"\\u4e59<b>\"", "!content/raw-html «\\u4e59<b>»");
    }

    #[test]
    fn refuses_bad_slugs() {
        refuse("slug: 警力", "!page/bad-slug «警力»");
        refuse("slug: A_b", "!page/bad-slug «A_b»");
        refuse("slug: \"\"", "!page/bad-slug «»");
        refuse_in("content/…….md", "甲\n", &["!page/bad-slug «file»"]);
    }

    #[test]
    fn reads_pages_of_a_table() {
        let text = "---\npages: {each: stations, where: {district: 铁西区}}\n---\n";
        let each = refuse_in("content/s/[station].md", text, &[])
            .expect("a page")
            .front
            .each
            .expect("pages");
        assert_eq!(
            (each.table.text.as_str(), each.column.as_str()),
            ("stations", "station")
        );
        assert_eq!(&text[each.table.range], "stations");
        assert!(each.selection.is_some());
    }

    #[test]
    fn refuses_pages_without_a_column_and_columns_without_pages() {
        refuse_in(
            "content/[station].md",
            "甲\n",
            &["!setting/missing-key «file»"],
        );
        refuse_in(
            "content/[station].md",
            "---\norder: 1\n---\n",
            &["!setting/missing-key «order: 1»"],
        );
        refuse(
            "pages: {each: stations}",
            "!setting/bad-value «{each: stations}»",
        );
        refuse_in(
            "content/[a].md",
            "---\npages: {where: {b: c}}\n---\n",
            &["!setting/missing-key «{where: {b: c}}»"],
        );
        refuse_in(
            "content/[a].md",
            "---\npages: {each: b, wher: c}\n---\n",
            &["!setting/unknown-key «wher»"],
        );
        refuse_in(
            "content/[a].md",
            "---\npages: b\n---\n",
            &["!setting/bad-value «b»"],
        );
    }

    #[test]
    fn leaves_drafts_out_in_silence() {
        assert!(
            refuse_in(
                "content/a.md",
                "---\ndraft: true\ntitel: 甲\n---\n{{ a\n",
                &[]
            )
            .is_none()
        );
    }
}
