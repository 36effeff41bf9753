//! Prose as HTML. Every text is escaped here; exhibits are asked from `exhibit.rs`.

use crate::engine::TemplateEngine;
use crate::link::link_href;
use crate::link_resolver::LinkResolver;
use crate::outline::Outline;
use crate::view::outside_view;
use crate::view::page::is_official;
use gongbao_diag::Diagnostic;
use gongbao_model::escape::escape_html;
use gongbao_model::prose::{Alert, Align, Block, HandTable, Heading, Inline, ListItem, plain_text};
use gongbao_output::theme_word;
use gongbao_output::{Job, WrittenFile};
use gongbao_site::figure_key;
use gongbao_site::{BoundFigure, Link, Page, Target};

/// Writes the prose of one page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProseWriter<'a> {
    pub job: &'a Job<'a>,
    pub link_resolver: &'a LinkResolver<'a>,
    pub engine: &'a TemplateEngine<'a>,
    pub page: &'a Page,
    /// The files that belong to the page.
    pub files: &'a [WrittenFile],
}

/// Whether figures and links lead anywhere: inside a link they must not.
#[derive(Clone, Copy, PartialEq)]
enum LinkScope {
    Linked,
    Still,
}

impl ProseWriter<'_> {
    /// Blocks that stand under a heading of a level.
    pub(crate) fn blocks(&self, blocks: &[Block<Target>], under: u8) -> Result<String, Diagnostic> {
        let (mut level, mut outline) = (under, Outline::under(under));
        let mut out = String::new();
        for block in blocks {
            if let Block::Heading(heading) = block {
                level = outline.enter(heading.level);
            }
            out.push_str(&self.block(block, level)?);
        }
        Ok(out)
    }

    fn block(&self, block: &Block<Target>, level: u8) -> Result<String, Diagnostic> {
        Ok(match block {
            Block::Heading(heading) => self.heading(heading, level),
            Block::Paragraph(phrase) => format!("<p>{}</p>\n", self.phrase(phrase)),
            Block::List { start, items } => self.list(*start, items, level)?,
            Block::Quote(blocks) => format!(
                "<blockquote>\n{}</blockquote>\n",
                self.blocks(blocks, level)?
            ),
            Block::Alert { kind, blocks } => self.alert(*kind, blocks, level)?,
            Block::Code { language, text } => code_block(language, &text.text),
            Block::Table(table) => self.hand_table(table),
            Block::Rule => "<hr>\n".to_owned(),
            Block::Embed(exhibit) => self.exhibit(exhibit, (level + 1).min(6))?,
        })
    }

    /// A word of the frame, as markup.
    fn word(&self, key: &str) -> String {
        escape_html(theme_word(self.engine.theme(), self.page.lang, key))
    }

    fn heading(&self, it: &Heading<Target>, level: u8) -> String {
        let id = escape_html(&it.id);
        let (mark, rest) = self.split_mark(&it.text);
        let mark = if mark.is_empty() {
            String::new()
        } else {
            format!("<span class=\"mark\">{mark}</span>")
        };
        let label = self.word("section.anchor");
        let anchor = format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}\">#</a>");
        format!(
            "<h{level} id=\"{id}\">{mark}{}{anchor}</h{level}>\n",
            self.phrase(&rest)
        )
    }

    /// In official layouts the written section mark stands in the hang, apart from its heading.
    fn split_mark(&self, text: &[Inline<Target>]) -> (String, Vec<Inline<Target>>) {
        let official = is_official(self.page.layout);
        let mut rest = text.to_vec();
        let Some(Inline::Text(first)) = rest.first_mut().filter(|_| official) else {
            return (String::new(), rest);
        };
        let n = mark_length(&first.text);
        let mark = escape_html(first.text[..n].trim_end());
        let length = first.text.len();
        let n_blanks = length - n - first.text[n..].trim_start().len();
        *first = first.slice(n + n_blanks..length);
        (mark, rest)
    }

    fn list(
        &self,
        start: Option<u64>,
        items: &[ListItem<Target>],
        level: u8,
    ) -> Result<String, Diagnostic> {
        let mut inner = String::new();
        for item in items {
            inner.push_str(&self.item(item, level)?);
        }
        Ok(match start {
            None => format!("<ul>\n{inner}</ul>\n"),
            Some(1) => format!("<ol>\n{inner}</ol>\n"),
            Some(n) => format!("<ol start=\"{n}\">\n{inner}</ol>\n"),
        })
    }

    /// An item's only paragraph needs no element of its own.
    fn item(&self, item: &ListItem<Target>, level: u8) -> Result<String, Diagnostic> {
        let task = match item.task {
            None => String::new(),
            Some(true) => format!(
                "<span class=\"task task-done\">{}</span> ",
                self.word("task.done")
            ),
            Some(false) => format!("<span class=\"task\">{}</span> ", self.word("task.open")),
        };
        let n_paragraphs = item
            .blocks
            .iter()
            .filter(|it| matches!(it, Block::Paragraph(_)))
            .count();
        let body = match item.blocks.split_first() {
            Some((Block::Paragraph(phrase), rest)) if n_paragraphs == 1 => {
                let rest = self.blocks(rest, level)?;
                let gap = if rest.is_empty() { "" } else { "\n" };
                format!("{}{gap}{rest}", self.phrase(phrase))
            }
            _ => self.blocks(&item.blocks, level)?,
        };
        Ok(format!("<li>{task}{body}</li>\n"))
    }

    fn alert(
        &self,
        kind: Alert,
        blocks: &[Block<Target>],
        level: u8,
    ) -> Result<String, Diagnostic> {
        let name = match kind {
            Alert::Note => "note",
            Alert::Tip => "tip",
            Alert::Important => "important",
            Alert::Warning => "warning",
            Alert::Caution => "caution",
        };
        let title = self.word(&format!("alert.{name}"));
        let body = self.blocks(blocks, level)?;
        Ok(format!(
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n{body}</div>\n"
        ))
    }

    fn hand_table(&self, table: &HandTable<Target>) -> String {
        let cell = |at: usize, phrase: &[Inline<Target>], tag: &str| {
            let class = match table.align.get(at).copied().unwrap_or(Align::None) {
                Align::None | Align::Left => "",
                Align::Center => " class=\"center\"",
                Align::Right => " class=\"num\"",
            };
            let scope = if tag == "th" { " scope=\"col\"" } else { "" };
            format!("<{tag}{scope}{class}>{}</{tag}>", self.phrase(phrase))
        };
        let row = |cells: &[Vec<Inline<Target>>], tag: &str| -> String {
            let cells: String = cells
                .iter()
                .enumerate()
                .map(|(at, it)| cell(at, it, tag))
                .collect();
            format!("<tr>{cells}</tr>\n")
        };
        let rows: String = table.rows.iter().map(|it| row(it, "td")).collect();
        let label: Vec<String> = table
            .head
            .iter()
            .map(|it| escape_html(&plain_text(it, &|it: &BoundFigure| it.text.clone())))
            .collect();
        format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table class=\"hand\">\n\
             <thead>\n{}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
            label.join(" "),
            row(&table.head, "th"),
        )
    }

    /// The page's title. An official one may break before 关于, never within a name around it.
    pub(crate) fn title(&self) -> String {
        let text = match self.page.title.as_slice() {
            [Inline::Text(run)] if is_official(self.page.layout) => run.text.as_str(),
            _ => "",
        };
        let at = text.find("关于").filter(|it| *it > 0);
        match at.and_then(|it| text.split_at_checked(it)) {
            Some(lines) => [lines.0, lines.1]
                .map(|it| format!("<span class=\"line\">{}</span>", escape_html(it)))
                .concat(),
            None => self.phrase(&self.page.title),
        }
    }

    /// A line of text.
    pub(crate) fn phrase(&self, phrase: &[Inline<Target>]) -> String {
        self.inlines(phrase, LinkScope::Linked)
    }

    fn inlines(&self, phrase: &[Inline<Target>], reach: LinkScope) -> String {
        phrase.iter().map(|it| self.inline(it, reach)).collect()
    }

    fn inline(&self, inline: &Inline<Target>, reach: LinkScope) -> String {
        match inline {
            Inline::Text(run) => escape_html(&run.text),
            Inline::Emphasis(it) => format!("<em>{}</em>", self.inlines(it, reach)),
            Inline::Strong(it) => format!("<strong>{}</strong>", self.inlines(it, reach)),
            Inline::Strike(it) => format!("<del>{}</del>", self.inlines(it, reach)),
            Inline::Code(run) => format!("<code>{}</code>", escape_html(&run.text)),
            Inline::Break => "<br>".to_owned(),
            Inline::Link { to, text } => self.link(to, text, reach),
            Inline::Image { to, alt } => match link_href(&self.page.route, to) {
                Some(src) => format!(
                    "<img src=\"{src}\" alt=\"{}\" loading=\"lazy\">",
                    escape_html(&alt.text)
                ),
                None => escape_html(&alt.text),
            },
            Inline::Footnote { number, nth } => self.footnote_mark(*number, *nth, reach),
            Inline::Figure(it) => self.figure(it, reach),
        }
    }

    fn link(&self, to: &Link, text: &[Inline<Target>], reach: LinkScope) -> String {
        let inner = self.inlines(text, LinkScope::Still);
        match (link_href(&self.page.route, to), to) {
            (Some(_), Link::External { url }) if reach == LinkScope::Linked => {
                self.way_out(url, &inner)
            }
            (Some(href), _) if reach == LinkScope::Linked => {
                format!("<a href=\"{href}\">{inner}</a>")
            }
            _ => inner,
        }
    }

    fn way_out(&self, url: &str, inner: &str) -> String {
        let way = outside_view(self.job, self.page, url);
        let words = self.word("link.outside");
        let sign = match way.is_marked {
            true => {
                format!(
                    "<span class=\"leaves\" aria-hidden=\"true\">↗</span><span class=\"only-heard\">{words}</span>"
                )
            }
            false => String::new(),
        };
        let href = escape_html(&way.href);
        match way.to {
            // The page in between says where it leads; paper has no page in between.
            Some(to) => format!(
                "<a href=\"{href}\" data-to=\"{}\">{inner}{sign}</a>",
                escape_html(&to)
            ),
            None => format!(
                "<a href=\"{href}\" class=\"external\" rel=\"external noopener\">{inner}{sign}</a>"
            ),
        }
    }

    /// The anchors are `fnref-1`, `fnref-1-2`, as `prose::Footnote` counts them.
    fn footnote_mark(&self, number: usize, nth: usize, reach: LinkScope) -> String {
        if reach == LinkScope::Still {
            return String::new();
        }
        let id = back_reference(number, nth);
        format!("<sup class=\"note-ref\"><a id=\"{id}\" href=\"#fn-{number}\">[{number}]</a></sup>")
    }

    /// A figure leads to what it was read from; its title says so where nobody follows it.
    fn figure(&self, figure: &BoundFigure, reach: LinkScope) -> String {
        let text = escape_html(&figure.text);
        let data = if figure.value.is_empty() {
            text
        } else {
            format!(
                "<data value=\"{}\">{text}</data>",
                escape_html(&figure.value)
            )
        };
        let mark = if figure.revised {
            self.revised_mark(reach)
        } else {
            String::new()
        };
        match self.link_resolver.figure(&self.page.route, figure) {
            Some(href) if reach == LinkScope::Linked => {
                let explained = &figure.explained;
                let title = if explained.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape_html(explained))
                };
                format!(
                    "<a class=\"fig\" href=\"{}\"{title}>{data}</a>{mark}",
                    escape_html(&href)
                )
            }
            _ => data + &mark,
        }
    }

    /// A figure whose value was another one leads to what was changed and why.
    fn revised_mark(&self, reach: LinkScope) -> String {
        let words = self.word("figure.revised");
        match reach {
            LinkScope::Linked => format!(
                "<sup class=\"revised\"><a href=\"#{}\">{words}</a></sup>",
                figure_key::REVISIONS_KEY
            ),
            LinkScope::Still => format!("<sup class=\"revised\">{words}</sup>"),
        }
    }
}

/// The anchor of the `nth` reference to a footnote.
pub(crate) fn back_reference(number: usize, nth: usize) -> String {
    if nth <= 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{nth}")
    }
}

fn code_block(language: &str, text: &str) -> String {
    let class = if language.is_empty() {
        String::new()
    } else {
        format!(" class=\"language-{}\"", escape_html(language))
    };
    format!(
        "<pre tabindex=\"0\"><code{class}>{}</code></pre>\n",
        escape_html(text)
    )
}

/// Bytes of the section mark a heading begins with: 一、 （一） 1. （1）.
fn mark_length(text: &str) -> usize {
    let digit = |it: char| it.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(it);
    let number = |it: &str| {
        it.chars()
            .take_while(|it| digit(*it))
            .map(char::len_utf8)
            .sum::<usize>()
    };
    if let Some(inner) = text.strip_prefix('（') {
        let n = number(inner);
        let closed = n > 0 && inner[n..].starts_with('）');
        return if closed { 2 * '（'.len_utf8() + n } else { 0 };
    }
    let n = number(text);
    let end = text[n..]
        .chars()
        .next()
        .filter(|it| matches!(it, '、' | '.' | '．'));
    // `1.5万件` is a figure, not the first section.
    let figure = text[n..]
        .chars()
        .nth(1)
        .is_some_and(|it| it.is_ascii_digit());
    match end {
        Some(it) if n > 0 && !figure => n + it.len_utf8(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::mark_length;

    fn check(text: &str, mark: &str) {
        assert_eq!(&text[..mark_length(text)], mark);
    }

    #[test]
    fn finds_section_marks() {
        check("十二、加强保障", "十二、");
        check("（三）警力配置", "（三）");
        check("1. 警力下沉", "1.");
        check("（2）经费", "（2）");
    }

    #[test]
    fn refuses_what_only_looks_like_one() {
        check("1.5万件案件", "");
        check("一季度情况", "");
        check("（试行）办法", "");
        check("会议认为", "");
    }
}
