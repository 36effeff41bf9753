//! From the parser's events to blocks.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag};

use crate::anchors::Anchors;
use crate::exempt::is_exemption;
use crate::expression::first_line;
use crate::html;
use crate::notes::Notes;
use crate::numbered::Numbering;
use crate::page::{Exemption, Raw};
use crate::prepared::{PlacedEvent, PreparedText};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::prose::{
    Alert, Align, Block, Footnote, HandTable, Heading, ListItem, Phrase, TextRun, plain_text,
};

/// Quotations, lists and emphasis nested deeper are laid flat: later stages walk the tree by recursion.
const MAX_DEPTH: usize = 40;

/// The text of a page.
#[derive(Debug)]
pub(crate) struct PageText {
    /// The first level-1 heading, if it was asked for as title.
    pub title: Option<Phrase<Raw>>,
    pub blocks: Vec<Block<Raw>>,
    pub footnotes: Vec<Footnote<Raw>>,
    pub exemptions: Vec<Exemption>,
}

/// Where a piece of Markdown stands, and what its headings and fences mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkdownContext<'a> {
    pub file: &'a Arc<str>,
    /// Byte of the file at which the text begins.
    pub start: usize,
    pub embeds: &'a [&'a str],
    /// Whether the first level-1 heading is the title. Any other one counts as level 2.
    pub wants_title: bool,
    /// Whether headings with a number get an anchor made of it.
    pub is_opinion: bool,
}

/// Reads the Markdown of a page.
pub(crate) fn parse_body(
    source: &str,
    setting: MarkdownContext<'_>,
    diags: &mut Diags,
) -> PageText {
    let page = PreparedText::page(source);
    let events = page.events();
    let anchors = Anchors::of(&events);
    let (events, notes) = Notes::set_apart(events);
    let mut reader = EventReader {
        events,
        notes,
        anchors,
        ..EventReader::new(setting, &page, diags)
    };
    reader.complain_of_unclosed();
    let blocks = reader.blocks();
    let footnotes = reader.footnotes();
    PageText {
        title: reader.title,
        blocks,
        footnotes,
        exemptions: reader.exemptions,
    }
}

/// Reads a line of text that begins at byte `start` of a file.
pub(crate) fn parse_line(
    file: &Arc<str>,
    text: &str,
    start: usize,
    diags: &mut Diags,
) -> Phrase<Raw> {
    // The rest of a heading is the one place where Markdown knows no blocks: `1. 概述` is no list there.
    const LEAD: &str = "# ";
    let text = text.trim_end();
    let heading = text.trim_end_matches('#');
    let escape = if heading.len() < text.len() { "\\" } else { "" };
    let source =
        format!("{LEAD}{heading}{escape}{}", &text[heading.len()..]).replace(['\n', '\r'], " ");
    let page = PreparedText::line(&source);
    let setting = MarkdownContext {
        file,
        start,
        embeds: &[],
        wants_title: false,
        is_opinion: false,
    };
    let mut reader = EventReader {
        lead: LEAD.len(),
        escape: (!escape.is_empty()).then_some(LEAD.len() + heading.len()),
        events: VecDeque::from(page.events()),
        ..EventReader::new(setting, &page, diags)
    };
    reader.complain_of_unclosed();
    match reader.blocks().pop() {
        Some(Block::Heading(heading)) => heading.text,
        // A text without a word is a heading without text.
        _ => Vec::new(),
    }
}

/// Reads events one after the other.
pub(crate) struct EventReader<'a, 'b> {
    pub setting: MarkdownContext<'a>,
    /// Bytes put before the text that are not in the file.
    lead: usize,
    /// Where a backslash was put in that is not in the file.
    escape: Option<usize>,
    pub page: &'b PreparedText<'b>,
    pub events: VecDeque<PlacedEvent<'b>>,
    pub notes: Notes<'b>,
    anchors: Anchors,
    numbering: Numbering,
    title: Option<Phrase<Raw>>,
    /// Whether the list item being read is ticked.
    pub task: Option<bool>,
    pub depth: usize,
    /// Whether the line being read has words so far.
    pub has_words: bool,
    /// Where the outermost block that is open ends in the file.
    pub outermost_end: usize,
    /// What comments exempt from checks of the wording.
    pub exemptions: Vec<Exemption>,
    /// The comment that exempts the outermost block to come.
    exempts_next: bool,
    pub diags: &'a mut Diags,
}

impl<'a, 'b> EventReader<'a, 'b> {
    fn new(
        setting: MarkdownContext<'a>,
        page: &'b PreparedText<'b>,
        diags: &'a mut Diags,
    ) -> EventReader<'a, 'b> {
        EventReader {
            setting,
            lead: 0,
            escape: None,
            page,
            events: VecDeque::new(),
            notes: Notes::default(),
            anchors: Anchors::of(&[]),
            numbering: Numbering::default(),
            title: None,
            task: None,
            depth: 0,
            has_words: false,
            outermost_end: 0,
            exemptions: Vec::new(),
            exempts_next: false,
            diags,
        }
    }
}

impl EventReader<'_, '_> {
    /// The byte of the file that belongs to a byte of the text.
    pub(crate) fn byte(&self, at: usize) -> usize {
        let n_added = self.lead + usize::from(self.escape.is_some_and(|escape| escape < at));
        (self.setting.start + at).saturating_sub(n_added)
    }

    /// The place in the file that belongs to bytes of the text.
    pub(crate) fn place(&self, range: &Range<usize>) -> Place {
        Place::text(
            self.setting.file,
            self.byte(range.start)..self.byte(range.end),
        )
    }

    fn complain_of_unclosed(&mut self) {
        for at in &self.page.unclosed {
            let rest = first_line(&self.page.source[*at..]);
            let place = self.place(&(*at..*at + 2));
            let open: String = rest.chars().take(16).collect();
            self.diags.push(
                Diagnostic::new(Code::UnclosedExpression, place).with("open", open.trim_end()),
            );
        }
    }

    /// Whether things are nested as deep as we follow.
    pub(crate) fn is_deep(&self) -> bool {
        self.depth >= MAX_DEPTH
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let it = read(self);
        self.depth -= 1;
        it
    }

    /// The blocks up to the end of what is being read.
    fn blocks(&mut self) -> Vec<Block<Raw>> {
        let mut blocks = Vec::new();
        let mut n_flat = 0;
        loop {
            let phrase = self.line();
            if !phrase.is_empty() {
                blocks.push(Block::Paragraph(phrase));
            }
            match self.events.pop_front() {
                None => break,
                Some((Event::End(_), _)) if n_flat == 0 => break,
                Some((Event::End(_), _)) => n_flat -= 1,
                Some((Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item), _))
                    if self.is_deep() =>
                {
                    n_flat += 1
                }
                Some((Event::Start(tag), range)) => {
                    self.enter(&tag, &range);
                    blocks.extend(self.block(tag, range));
                }
                Some((Event::Rule, _)) => blocks.push(Block::Rule),
                Some(_) => {}
            }
        }
        blocks
    }

    /// Takes note of an outermost block that begins, and of whether a comment before it exempts it.
    fn enter(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if self.depth > 0 {
            return;
        }
        self.outermost_end = self.byte(range.end);
        // The comment is a block too: what it exempts is still to come.
        if std::mem::take(&mut self.exempts_next) {
            if *tag == Tag::HtmlBlock {
                self.exempts_next = true;
            } else {
                let bytes = self.byte(range.start)..self.outermost_end;
                self.exemptions.push(Exemption::Block(bytes));
            }
        }
    }

    fn block(&mut self, tag: Tag<'_>, range: Range<usize>) -> Option<Block<Raw>> {
        match tag {
            Tag::Paragraph => Some(self.closed_phrase())
                .filter(|it| !it.is_empty())
                .map(Block::Paragraph),
            Tag::Heading { level, id, .. } => {
                let id = id.map(|it| self.page.string(&it));
                self.heading(level as u8, id)
            }
            Tag::BlockQuote(kind) => {
                let blocks = self.nested(Self::blocks);
                Some(match kind {
                    None => Block::Quote(blocks),
                    Some(kind) => Block::Alert {
                        kind: alert_kind(kind),
                        blocks,
                    },
                })
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Some(self.fence(&range)),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                let text = self.texts().0;
                Some(Block::Code {
                    language: String::new(),
                    text,
                })
            }
            Tag::List(start) => Some(self.list(start)),
            Tag::Table(align) => Some(self.table(&align)),
            Tag::HtmlBlock => self.html_block(&range),
            _ => {
                self.blocks();
                None
            }
        }
    }

    /// The line of text that begins a block or goes on behind one.
    fn line(&mut self) -> Phrase<Raw> {
        self.has_words = false;
        self.phrase()
    }

    /// The line of text of a block, and the block's end.
    fn closed_phrase(&mut self) -> Phrase<Raw> {
        let phrase = self.line();
        self.events.pop_front();
        phrase
    }

    fn heading(&mut self, level: u8, id: Option<String>) -> Option<Block<Raw>> {
        let text = self.closed_phrase();
        if level == 1
            && self.setting.wants_title
            && self.title.is_none()
            && self.depth == 0
            && !text.is_empty()
        {
            self.title = Some(text);
            return None;
        }
        let words = plain_text(&text, &|_| String::new());
        let numbered = self
            .numbering
            .next(level.max(2), &words)
            .filter(|_| self.setting.is_opinion);
        let id = self
            .anchors
            .next(id, &numbered.map_or(words, |it| it.anchor()));
        Some(Block::Heading(Heading {
            level: level.max(2),
            id,
            text,
        }))
    }

    fn list(&mut self, start: Option<u64>) -> Block<Raw> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.pop_front() {
            let outer = self.task.take();
            let blocks = self.nested(Self::blocks);
            items.push(ListItem {
                task: std::mem::replace(&mut self.task, outer),
                blocks,
            });
        }
        Block::List { start, items }
    }

    #[expect(
        clippy::expect_used,
        reason = "a table begins with the row that makes it one"
    )]
    fn table(&mut self, align: &[Alignment]) -> Block<Raw> {
        let mut rows: Vec<Vec<Phrase<Raw>>> = Vec::new();
        while let Some((Event::Start(Tag::TableHead | Tag::TableRow), range)) =
            self.events.pop_front()
        {
            self.check_cells(align.len(), &range);
            let mut row = Vec::new();
            while let Some((Event::Start(Tag::TableCell), _)) = self.events.pop_front() {
                row.push(self.closed_phrase());
            }
            row.resize(align.len(), Vec::new());
            rows.push(row);
        }
        let mut rows = rows.into_iter();
        let head = rows.next().expect("the parser gives every table a head");
        Block::Table(HandTable {
            align: align.iter().map(column_alignment).collect(),
            head,
            rows: rows.collect(),
        })
    }

    /// The parser drops what stands behind the last column.
    fn check_cells(&mut self, n_columns: usize, range: &Range<usize>) {
        let row = self.page.slice(range.clone());
        let bars = row
            .match_indices('|')
            .map(|(at, _)| at)
            .filter(|at| !self.page.is_literal(range.start + at));
        let ends = usize::from(row.starts_with('|'))
            ..row.trim_end().len() - usize::from(row.trim_end().ends_with('|'));
        let bars: Vec<usize> = bars.filter(|at| ends.contains(at)).collect();
        let Some(from) = n_columns.checked_sub(1).and_then(|it| bars.get(it)) else {
            return;
        };
        let place = self.place(&(range.start + from..range.start + row.trim_end().len()));
        self.diags
            .push(Diagnostic::new(Code::ExtraTableCell, place).with("columns", n_columns));
    }

    fn html_block(&mut self, range: &Range<usize>) -> Option<Block<Raw>> {
        let (html, lines) = self.texts();
        let comments = lines
            .iter()
            .filter(|line| is_exemption(self.page.slice((*line).clone())));
        for comment in comments.cloned().collect::<Vec<_>>() {
            self.exempt_block(&comment);
        }
        let shown = html::without_comments(&html);
        let first = first_line(self.page.slice(range.clone())).trim_end_matches('\r');
        self.html(&shown, &(range.start..range.start + first.len()))
            .map(|it| Block::Paragraph(vec![it]))
    }

    /// A comment that is a block exempts the rest of the outermost block it stands in, or the next one.
    fn exempt_block(&mut self, comment: &Range<usize>) {
        if self.depth == 0 {
            self.exempts_next = true;
        } else {
            let bytes = self.byte(comment.start)..self.outermost_end;
            self.exemptions.push(Exemption::Block(bytes));
        }
    }

    /// The text of a block of code and the bytes of each of its events, up to the block's end.
    pub(crate) fn texts(&mut self) -> (TextRun, Vec<Range<usize>>) {
        let mut text = TextRun::source("", self.outermost_end);
        let mut ranges = Vec::new();
        while let Some((Event::Text(it) | Event::Html(it), range)) = self.events.pop_front() {
            let line = self.page.string(&it);
            text.append(&TextRun::source(line, self.byte(range.start)));
            ranges.push(range);
        }
        (text, ranges)
    }

    fn footnotes(&mut self) -> Vec<Footnote<Raw>> {
        let mut texts = Vec::new();
        // A footnote may refer to a further one, which is then the last so far.
        while let Some(events) = self.notes.take(texts.len() + 1) {
            if let Some((_, range)) = events.back() {
                self.outermost_end = self.byte(range.end);
            }
            self.events = events;
            texts.push(self.nested(Self::blocks));
        }
        let note = |(at, blocks)| Footnote {
            number: at + 1,
            uses: self.notes.uses(at + 1),
            blocks,
        };
        texts.into_iter().enumerate().map(note).collect()
    }
}

fn alert_kind(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn column_alignment(it: &Alignment) -> Align {
    match it {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{parse_page, show_phrase, show_text};

    fn check(text: &str, expected: &str) {
        assert_eq!(show_text(text), expected, "{text}");
    }

    #[test]
    fn reads_headings_with_anchors() {
        check(
            "# 题\n\n## 警力配置\n\n## 警力配置\n\n### Of {#of .x}\n",
            "h2#jing-li-pei-zhi(警力配置) h2#jing-li-pei-zhi-2(警力配置) h3#of(Of)",
        );
        check(
            "题\n===\n\n## ！\n\n# 又一题\n",
            "h2#section-1(！) h2#you-yi-ti(又一题)",
        );
        check("# 题\n## 甲\n## 乙 {#jia}\n", "h2#jia-2(甲) h2#jia(乙)");
        check("# 题\n## 占比{{ a }}\n", "h2#zhan-bi(占比<= a >)");
    }

    #[test]
    fn the_first_heading_of_level_one_is_the_title() {
        let title = |text| show_phrase(&parse_page(text).0.expect("a page").front.title);
        assert_eq!(title("甲\n\n# 题 {{ a }} {#x}\n"), "题 <= a >");
        assert_eq!(title("---\ntitle: 甲\n---\n# 乙\n"), "甲");
        assert_eq!(title("> # 引\n"), "a");
        check("---\ntitle: 甲\n---\n# 乙\n", "h2#yi(乙)");
    }

    #[test]
    fn reads_lists() {
        check(
            "- 甲\n  - 乙\n    1. 丙\n- 丁\n",
            "ul[p(甲) ul[p(乙) ol1[p(丙)]] | p(丁)]",
        );
        check("3. 甲\n\n   乙\n\n4. 丙\n", "ol3[p(甲) p(乙) | p(丙)]");
        check("* **甲**乙\n* \n", "ul[p(<b 甲>乙) | ]");
    }

    #[test]
    fn reads_tasks() {
        check(
            "- [x] 甲\n  - [ ] 乙\n- 丙\n\n- [ ] 丁\n",
            "ul[[x] p(甲) ul[[ ] p(乙)] | p(丙) | [ ] p(丁)]",
        );
    }

    #[test]
    fn reads_quotes_and_alerts() {
        check("> 甲\n> > 乙\n", "quote[p(甲) quote[p(乙)]]");
        check(
            "> [!NOTE]\n> 甲\n\n> [!WARNING]\n> 乙\n",
            "Note[p(甲)] Warning[p(乙)]",
        );
        check("> [!注意]\n> 甲\n", "quote[p([!注意]甲)]");
    }

    #[test]
    fn reads_tables() {
        check(
            "| 甲 | 乙 | 丙 |\n|:--|--:|:-:|\n| 1 | 2 |\n",
            "table[Left, Right, Center](甲 | 乙 | 丙 / 1 | 2 | )",
        );
        check(
            "甲|乙\n-|-\n**一（二）**三|`{{ a }}`\n",
            "table[None, None](甲 | 乙 / <b 一（二）>三 | <code {{ a }}>)",
        );
        check(
            "|甲|\n|-|\n|{{ a(\"b\") | wan(2) }}|\n",
            "table[None](甲 / <= a(\"b\") | wan(2) >)",
        );
        check(
            "|{{ a | b }}|乙|\n|-|-|\n",
            "table[None, None](<= a | b > | 乙)",
        );
        check(
            "> |a|\n> |-|\n> | 甲\\|乙\n",
            "quote[table[None](a / 甲|乙)]",
        );
    }

    #[test]
    fn refuses_cells_behind_the_last_column() {
        check(
            "|a|b|\n|-|-|\n|1|2|3|4|\n",
            "table[None, None](a | b / 1 | 2) !content/extra-cell «|3|4|»",
        );
        check(
            "a|b\n-|-\n1|{{ c | d }}|3\n",
            "table[None, None](a | b / 1 | <= c | d >) !content/extra-cell «|3»",
        );
    }

    #[test]
    fn reads_rules_and_code() {
        check(
            "甲\n\n***\n\n    {{ a }}\n    **（乙）**丙\n",
            "p(甲) rule code:(\"{{ a }}\\n**（乙）**丙\\n\")",
        );
    }

    #[test]
    fn refuses_expressions_that_are_not_closed() {
        check(
            "甲{{ a\n\n乙{{ b }}\n",
            "p(甲{{ a) p(乙<= b >) !content/unclosed-expression «{{»",
        );
    }

    #[test]
    fn shows_html_as_text() {
        check(
            "甲<b>乙</b>\n",
            "p(甲<b>乙</b>) !content/raw-html «<b>» !content/raw-html «</b>»",
        );
        check(
            "<div>\n{{ a }}\n</div>\n",
            "p(<div>\n{{ a }}\n</div>) !content/raw-html «<div>»",
        );
        check(
            "> <p>\n> 甲</p>\n",
            "quote[p(<p>\n甲</p>)] !content/raw-html «<p>»",
        );
    }

    #[test]
    fn leaves_comments_out_and_breaks_lines() {
        check("甲<!-- {{ 乙 -->丙<br>丁<br/>戊\n", "p(甲丙<br>丁<br>戊)");
        check("<!--\n{{ 甲\n\n-->\n\n乙\n", "p(乙)");
        check(
            "<!-- 甲 --> 乙\n",
            "p(乙) !content/raw-html «<!-- 甲 --> 乙»",
        );
    }

    #[test]
    fn lays_flat_what_is_nested_without_end() {
        let text = format!("{}甲\n", "> ".repeat(3000));
        assert_eq!(show_text(&text).matches("quote[").count(), 40);
        let text = format!("{}甲{}\n", "*a **b ".repeat(500), "** *".repeat(500));
        assert!(show_text(&text).contains('甲'));
        let text: String = (0..300)
            .map(|it| format!("{}- {it}\n", "  ".repeat(it)))
            .collect();
        assert!(show_text(&text).contains("299"));
    }
}
