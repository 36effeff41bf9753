//! From the parser's events to a line of text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::exempt::is_exemption;
use crate::markdown::EventReader;
use crate::page::{Exemption, Expression, Raw, RawLink};
use crate::prepared::{EmphasisRun, PlacedEvent};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::prose::{Inline, Phrase, TextOrigin, TextRun, Visit, walk_phrase};

impl<'b> EventReader<'_, 'b> {
    /// The line of text that begins here, up to the end of its span or to the next block.
    pub(crate) fn phrase(&mut self) -> Phrase<Raw> {
        let mut phrase = Vec::new();
        let mut n_flat = 0;
        while let Some((event, range)) = self.inline_event() {
            match event {
                Event::End(_) if n_flat == 0 => break,
                Event::End(_) => n_flat -= 1,
                Event::Start(_) if self.is_deep() => n_flat += 1,
                Event::Start(tag) => phrase.extend(self.span(tag, &range)),
                Event::Text(text) => self.text(&text, &range, &mut phrase),
                Event::Code(text) => phrase.push(self.code(&text, &range)),
                Event::HardBreak => phrase.push(Inline::Break),
                Event::TaskListMarker(it) => self.task = Some(it),
                Event::FootnoteReference(label) => phrase.push(self.reference(&label)),
                Event::InlineHtml(_) => {
                    let written = self.page.slice(range.clone());
                    self.exempt(written, &range);
                    let html = TextRun::source(written, self.byte(range.start));
                    self.html(&html, &range)
                        .into_iter()
                        .for_each(|it| push_inline(&mut phrase, it));
                }
                _ => {}
            }
        }
        phrase
    }

    fn inline_event(&mut self) -> Option<PlacedEvent<'b>> {
        let is_inline = match &self.events.front()?.0 {
            Event::Start(tag) => is_span(&tag.to_end()),
            Event::End(it) => is_span(it),
            Event::Html(_) | Event::Rule => false,
            _ => true,
        };
        if is_inline {
            self.events.pop_front()
        } else {
            None
        }
    }

    fn span(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Option<Inline<Raw>> {
        self.depth += 1;
        let inner = self.phrase();
        self.depth -= 1;
        match tag {
            Tag::Emphasis => Some(Inline::Emphasis(inner)),
            Tag::Strong => Some(Inline::Strong(inner)),
            Tag::Strikethrough => Some(Inline::Strike(inner)),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let scheme = if link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                Some(Inline::Link {
                    to: self.link(scheme, &dest_url, range),
                    text: inner,
                })
            }
            Tag::Image { dest_url, .. } => Some(Inline::Image {
                to: self.link("", &dest_url, range),
                alt: alternative_text(&inner),
            }),
            _ => None,
        }
    }

    fn link(&self, scheme: &str, destination: &str, range: &Range<usize>) -> RawLink {
        let destination = format!("{scheme}{}", self.page.string(destination));
        RawLink {
            destination,
            range: self.byte(range.start)..self.byte(range.end),
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>, phrase: &mut Phrase<Raw>) {
        self.check_footnotes(range);
        let mut at = self.byte(range.start);
        for run in self.page.runs(text, &|it| self.byte(it)) {
            match run {
                EmphasisRun::Text(text) => {
                    self.has_words |= !text.trim().is_empty();
                    let length = text.len();
                    push_inline(phrase, Inline::Text(TextRun::source(text, at)));
                    at += length;
                }
                EmphasisRun::Figure(expression) => {
                    self.has_words = true;
                    at = expression.range.end + "}}".len();
                    phrase.push(Inline::Figure(expression));
                }
            }
        }
    }

    fn code(&mut self, text: &str, range: &Range<usize>) -> Inline<Raw> {
        self.has_words = true;
        let written = self.page.slice(range.clone());
        let text = self.page.string(text);
        let n_ticks = written.len() - written.trim_start_matches('`').len();
        let bytes = self.byte(range.start)..self.byte(range.end);
        // A line break in code is shown as a space, so that the bytes may be other ones.
        Inline::Code(match written[n_ticks..].find(&text) {
            Some(at) => TextRun::source(text, bytes.start + n_ticks + at),
            None => TextRun {
                text,
                origin: TextOrigin::Within(bytes),
            },
        })
    }

    /// Notes what a comment among the words of a line exempts.
    fn exempt(&mut self, html: &str, range: &Range<usize>) {
        let at = self.byte(range.start);
        if !is_exemption(html) {
            return;
        }
        if self.has_words {
            self.exemptions.push(Exemption::Words { before: at });
        } else {
            self.exemptions
                .push(Exemption::Block(at..self.outermost_end));
        }
    }

    fn reference(&mut self, label: &str) -> Inline<Raw> {
        let (number, nth) = self.notes.refer(label);
        Inline::Footnote { number, nth }
    }

    /// The parser leaves a reference to a footnote that is not written as text.
    fn check_footnotes(&mut self, range: &Range<usize>) {
        let text = self.page.slice(range.clone());
        for (at, _) in text.match_indices("[^") {
            let rest = &text[at + 2..];
            let end = rest
                .find(|it: char| it.is_whitespace() || "[]^{".contains(it))
                .unwrap_or(rest.len());
            let (label, from) = (&rest[..end], range.start + at);
            let is_reference = !label.is_empty() && rest[end..].starts_with(']');
            if !is_reference || self.page.is_literal(from) || self.notes.has(label) {
                continue;
            }
            let place = Place::text(
                self.setting.file,
                self.byte(from)..self.byte(from + label.len() + 3),
            );
            self.diags
                .push(Diagnostic::new(Code::UnknownFootnote, place).with("label", label));
        }
    }
}

/// Adds a piece to a line; neighbouring texts are one.
fn push_inline(phrase: &mut Phrase<Raw>, inline: Inline<Raw>) {
    match (phrase.last_mut(), inline) {
        (_, Inline::Text(run)) if run.text.is_empty() => {}
        (Some(Inline::Text(last)), Inline::Text(run)) => last.append(&run),
        (_, inline) => phrase.push(inline),
    }
}

/// What is read out in the place of a picture; expressions stay as they are written.
fn alternative_text(phrase: &[Inline<Raw>]) -> TextRun {
    let mut words = AlternativeText(TextRun::generated(""));
    walk_phrase(&mut words, phrase);
    words.0
}

struct AlternativeText(TextRun);

impl<'t> Visit<'t, Raw> for AlternativeText {
    fn visit_run(&mut self, run: gongbao_model::prose::VisitedRun<'t>) {
        let origin = run.origin.cloned().unwrap_or(TextOrigin::Generated);
        self.0.append(&TextRun {
            text: run.text.to_owned(),
            origin,
        });
    }

    fn visit_figure(&mut self, figure: &'t Expression) {
        let written = format!("{{{{{}}}}}", figure.source);
        let start = figure.range.start - "{{".len();
        self.0.append(&TextRun::source(written, start));
    }

    fn visit_break(&mut self) {
        self.0.append(&TextRun::generated(" "));
    }
}

fn is_span(it: &TagEnd) -> bool {
    matches!(
        it,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::show_text;

    /// A paragraph's line of text.
    fn check(text: &str, expected: &str) {
        assert_eq!(show_text(text), format!("p({expected})"), "{text}");
    }

    /// A whole text with its complaints.
    fn check_all(text: &str, expected: &str) {
        assert_eq!(show_text(text), expected, "{text}");
    }

    #[test]
    fn reads_spans() {
        check("*甲* **乙** ~~丙~~ `丁`", "<em 甲> <b 乙> <s 丙> <code 丁>");
        check("***甲***", "<em <b 甲>>");
        check("a_b_c \\*甲\\* &amp; &lt;", "a_b_c *甲* & <");
    }

    #[test]
    fn reads_emphasis_between_han() {
        check("**价格（元）**上涨", "<b 价格（元）>上涨");
        check(
            "后**“引号”**后，**加粗。**后",
            "后<b “引号”>后，<b 加粗。>后",
        );
        check("见（注）**上涨**了", "见（注）<b 上涨>了");
        check("**注：**2025年**41.2%**的", "<b 注：>2025年<b 41.2%>的");
        check(
            "**{{ a }}**上、**（{{ a }}）**{{ b }}",
            "<b <= a >>上、<b （<= a >）><= b >",
        );
        check("*（甲）*乙~~（丙）~~丁", "<em （甲）>乙<s （丙）>丁");
        check(
            "`**价（元）**上` \\**价（元）\\**上",
            "<code **价（元）**上> **价（元）**上",
        );
    }

    #[test]
    fn a_single_tilde_is_a_range() {
        check("63~68人，100~150公斤", "63~68人，100~150公斤");
        check(
            "a~b **c~d** `e~f` <https://a.cn/~b>",
            "a~b <b c~d> <code e~f> <a https://a.cn/~b https://a.cn/~b>",
        );
    }

    #[test]
    fn joins_lines_of_han_without_space() {
        check("甲乙\n丙丁", "甲乙丙丁");
        check("甲，\n2025年", "甲，2025年");
        check("one\ntwo", "one two");
        check("**甲**\n*乙*", "<b 甲><em 乙>");
        check("*a*\n`b`", "<em a> <code b>");
        check("{{ a }}\n{{ b }}", "<= a > <= b >");
        check("达{{ a }}\n以上", "达<= a >以上");
        check_all("甲[^1]\nb\n\n[^1]: 注", "p(甲<fn 1.1>b) [1×1: p(注)]");
    }

    #[test]
    fn keeps_forced_breaks() {
        check("甲  \n乙\\\n丙", "甲<br>乙<br>丙");
    }

    #[test]
    fn reads_links_and_pictures() {
        check(
            "[甲{{ a }}](../b/c.md#d \"题\")",
            "<a ../b/c.md#d 甲<= a >>",
        );
        check(
            "[甲][x] [x]\n\n[x]: metric:a_b",
            "<a metric:a_b 甲> <a metric:a_b x>",
        );
        check(
            "<https://a.cn> <a@b.cn>",
            "<a https://a.cn https://a.cn> <a mailto:a@b.cn a@b.cn>",
        );
        check("![图 *一* {{ a }}](a.png)", "<img a.png 图 一 {{ a }}>");
        check(
            "[甲](stations/[station].md?station=tx_01)",
            "<a stations/[station].md?station=tx_01 甲>",
        );
        check(
            "[甲](<a b.md>) [乙](a{{ b }}.md) [丙]",
            "<a a b.md 甲> <a a{{ b }}.md 乙> [丙]",
        );
    }

    #[test]
    fn reads_expressions_as_they_are_written() {
        check(
            "达{{ a(\"b_c\", d=\"*e*\") | wan(2) }}。",
            "达<= a(\"b_c\", d=\"*e*\") | wan(2) >。",
        );
        check("{{a_b}}_c_{{ [1](2) }}", "<=a_b>_c_<= [1](2) >");
        check("{{ a(\"`\") }}`{{ b }}`", "<= a(\"`\") ><code {{ b }}>");
        check("\\{{ a }} {{{ b }}", "{{ a }} <={ b >");
        check("{{ a,\n  b }}", "<= a,\n  b >");
        check("{{ a(\"<b>\") }}", "<= a(\"<b>\") >");
    }

    #[test]
    fn numbers_footnotes_by_first_use() {
        check_all(
            "甲[^b]乙[^A]丙[^b]\n\n[^a]: 一[^c]\n\n[^b]: 二\n\n    三\n\n[^c]: 四\n[^d]: 五\n",
            "p(甲<fn 1.1>乙<fn 2.1>丙<fn 1.2>) [1×2: p(二) p(三)] [2×1: p(一<fn 3.1>)] [3×1: p(四)]",
        );
    }

    #[test]
    fn finds_footnotes_whose_labels_differ_in_case() {
        check_all(
            "甲[^ß]乙[^Note]\n\n[^SS]: 一\n\n[^nOTE]: 二\n",
            "p(甲<fn 1.1>乙<fn 2.1>) [1×1: p(一)] [2×1: p(二)]",
        );
    }

    #[test]
    fn refuses_footnotes_that_are_not_written() {
        check_all("甲[^b]乙", "p(甲[^b]乙) !content/unknown-footnote «[^b]»");
        check_all(
            "- **甲[^二]**\n",
            "ul[p(<b 甲[^二]>)] !content/unknown-footnote «[^二]»",
        );
        check(
            "甲\\[^b] `[^b]` [^ b] {{ a(\"[^b]\") }} [^",
            "甲[^b] <code [^b]> [^ b] <= a(\"[^b]\") > [^",
        );
    }
}
