//! Markdown and front matter as prose: references unresolved, but each with its place.
//!
//! The only crate that knows pulldown-cmark. It makes anchors and slugs; it knows no tables, no
//! metrics and no other page. Start at [`parse_pages`].
//!
//! Where Markdown leaves a choice: a level-1 heading beside a title counts as level 2; a line break
//! next to a Chinese character is nothing; a single `~` strikes nothing out; HTML is shown as it is
//! written, but for comments, which are left out, and `<br>`, which breaks the line.

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        reason = "a test that compares an empty value with what is expected fails"
    )
)]

mod anchors;
mod captions;
mod emphasis;
mod exempt;
mod expression;
mod fence;
mod fields;
mod front;
mod html;
mod inline;
mod markdown;
mod notes;
mod numbered;
mod page;
mod paper;
mod passages;
mod prepared;
mod release;
mod scalar;
mod slug;
#[cfg(test)]
mod testing;

use std::sync::Arc;

use rayon::prelude::*;

pub use fields::Located;
pub use numbered::{OpinionItem, OpinionSection, opinion_items, parse_han_number};
pub use page::{
    Captions, Exemption, Expression, FIGURE_STAND_IN, Fence, FrontMatter, OPINION, Page,
    PagePerRow, Raw, RawLink,
};
pub use paper::{PaperFront, PartFront};
pub use passages::{Passage, PassageKind, collect_passages};
pub use release::{Openness, ReleaseFront, ReleaseRecord};
pub use slug::make_slug;

use crate::markdown::MarkdownContext;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::prose::Phrase;
use gongbao_source::{SourceFile, Sources};

/// Parses every page below `content/`. A page that cannot be parsed is left out, its complaint filed;
/// so is a draft, without complaint.
///
/// `embeds` are the names that make a fence an embed.
pub fn parse_pages(sources: &Sources, embeds: &[&str], diags: &mut Diags) -> Vec<Page> {
    let files: Vec<&SourceFile> = sources
        .within("content", "md")
        .filter(|it| it.text.is_some())
        .collect();
    let read: Vec<(Option<Page>, Diags)> =
        files.par_iter().map(|it| parse_file(it, embeds)).collect();
    let mut pages = Vec::new();
    for (page, complaints) in read {
        pages.extend(page);
        diags.append(complaints);
    }
    pages
}

/// Parses one file as [`parse_pages`] does each of them.
pub fn parse_file(file: &SourceFile, embeds: &[&str]) -> (Option<Page>, Diags) {
    let mut diags = Diags::new();
    let Some(cut) = diags.keep(front::cut_front_matter(file)) else {
        return (None, diags);
    };
    let front = front::read_front(file, cut.settings, &mut diags);
    let front = diags.keep(front);
    if front.as_ref().is_some_and(|it| it.draft) {
        return (None, Diags::new());
    }
    // Without settings there is no page, but the mistakes in its text are shown in the same run.
    let wants_title = front.as_ref().is_some_and(|it| it.title.is_empty());
    let is_opinion = front
        .as_ref()
        .and_then(|it| it.layout.as_ref())
        .is_some_and(|it| it.text == OPINION);
    let setting = MarkdownContext {
        file: &file.path,
        start: cut.body,
        embeds,
        wants_title,
        is_opinion,
    };
    let body = markdown::parse_body(&file.str()[cut.body..], setting, &mut diags);
    let page = front.map(|mut front| {
        let has_title_in_text = body.title.is_some();
        if front.title.is_empty() {
            front.title = body.title.unwrap_or_else(|| front::title_from_name(file));
        }
        Page {
            file: file.path.clone(),
            front,
            blocks: body.blocks,
            footnotes: body.footnotes,
            has_title_in_text,
            exemptions: body.exemptions,
        }
    });
    (page, diags)
}

/// A line of text with expressions and inline Markdown, found at byte `start` of a file: titles in
/// front matter, captions in embeds. HTML in it is shown as it is written.
///
/// # Errors
/// `content/unclosed-expression`.
pub fn parse_phrase(file: &Arc<str>, text: &str, start: usize) -> Result<Phrase<Raw>, Diagnostic> {
    let mut diags = Diags::new();
    let phrase = markdown::parse_line(file, text, start, &mut diags);
    let unclosed = diags
        .sorted()
        .into_iter()
        .find(|it| it.code == Code::UnclosedExpression)
        .cloned();
    unclosed.map_or(Ok(phrase), Err)
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, page_expressions, parse_page, test_file_name};
    use crate::{parse_pages, parse_phrase};
    use gongbao_diag::Diags;
    use gongbao_source::{SourceFile, Sources};

    /// A line of text; each of its expressions stands where it says.
    fn check(text: &str, expected: &str) {
        assert_eq!(
            testing::show_phrase(&parse_phrase(&test_file_name(), text, 7).expect(text)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn reads_lines_of_text_without_blocks() {
        check("五个区**达到**{{ a }}", "五个区<b 达到><= a >");
        for text in [
            "1. 概述",
            "- 甲",
            "# 甲",
            "> 甲",
            "| 甲 |",
            "甲 #",
            "C#",
            "---",
            "    甲",
            "",
            "甲 {#b}",
            "甲[^1]",
        ] {
            check(text, text.trim());
        }
        check("甲\n乙", "甲 乙");
        check("[甲](b.md) `c` <b>", "<a b.md 甲> <code c> <b>");
    }

    #[test]
    fn knows_where_expressions_of_a_line_stand() {
        let read = parse_phrase(&test_file_name(), "甲~乙 **（丙）**{{ a }}", 7).expect("a line");
        let Some(gongbao_model::prose::Inline::Figure(it)) = read.last() else {
            panic!("{read:?}")
        };
        assert_eq!(
            it.range,
            7 + "甲~乙 **（丙）**{{".len()..7 + "甲~乙 **（丙）**{{ a ".len()
        );
    }

    #[test]
    fn refuses_a_line_whose_expression_is_not_closed() {
        let complaint = parse_phrase(&test_file_name(), "甲{{ a", 7).expect_err("a complaint");
        assert_eq!(complaint.place.range(), Some(10..12));
    }

    #[test]
    fn keeps_pages_and_complaints_in_the_order_of_files() {
        let files: Vec<SourceFile> = (0..40)
            .map(|it| {
                SourceFile::built_in(
                    &format!("content/{it:02}.md"),
                    format!("甲[^{it}]\n").as_bytes(),
                )
            })
            .chain([
                SourceFile::built_in("data/a.md", b"{{"),
                SourceFile::built_in("content/b.txt", b"{{"),
            ])
            .collect();
        let mut diags = Diags::new();
        let pages = parse_pages(&Sources::of(files), &[], &mut diags);
        let names: Vec<&str> = pages.iter().map(|it| it.file.as_ref()).collect();
        assert!(names.is_sorted() && names.len() == 40);
        assert_eq!(diags.len(), 40);
    }

    #[test]
    fn never_panics_and_expressions_stand_where_they_say() {
        let pieces = [
            "甲",
            "（",
            "）",
            "**",
            "*",
            "_",
            "~",
            "~~",
            "`",
            "```",
            "```chart\n",
            "\n",
            "\n\n",
            "\r\n",
            "  ",
            "\t",
            "    ",
            "> ",
            "- ",
            "1. ",
            "# ",
            "|",
            "|-|\n",
            "{{ a }}",
            "{{",
            "}}",
            "\\",
            "\"",
            "'",
            "[",
            "](",
            ")",
            "[^1]",
            "[^1]: ",
            "<b>",
            "<!--",
            "-->",
            "---\n",
            "title: ",
            "summary: |\n  ",
            "&amp;",
            "![",
            "$",
            "{#a}",
            "\u{f0000}x",
            "⸘",
            "\u{1680}",
            "a",
            "2",
            "<br>",
            "[!NOTE]\n",
            "\u{0}",
            "😀",
            "é",
        ];
        let mut seed = 42_u64;
        for round in 0..6000 {
            let mut text = if round % 3 == 0 {
                "---\n".to_owned()
            } else {
                String::new()
            };
            for _ in 0..16 {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[usize::try_from(seed >> 40).unwrap_or(0) % pieces.len()]);
            }
            let (page, complaints) = parse_page(&text);
            for it in page.iter().flat_map(page_expressions) {
                assert_eq!(
                    text.get(it.range.clone()),
                    Some(it.source.as_str()),
                    "{text:?}"
                );
            }
            for it in complaints {
                assert!(
                    it.place.range().is_none_or(|it| text.get(it).is_some()),
                    "{text:?}"
                );
            }
        }
    }
}
