//! Fenced blocks: embeds with their bytes in the file, or code.

use std::ops::Range;

use crate::captions::{EmbedBody, read_captions};
use crate::expression::first_line;
use crate::markdown::EventReader;
use crate::page::{Fence, Raw};
use gongbao_diag::{Code, Diagnostic, nearest_name};
use gongbao_model::prose::Block;
use gongbao_source::{YamlValue, parse_yaml, spelling_hint};

/// Where the parts of a fenced block stand in the text.
struct FenceParts {
    /// ```` ``` ```` or longer, or of `~`.
    marker: String,
    info: Range<usize>,
    body: Range<usize>,
    is_closed: bool,
}

impl EventReader<'_, '_> {
    /// The fenced block at a place; its events are next.
    pub(crate) fn fence(&mut self, range: &Range<usize>) -> Block<Raw> {
        let (text, lines) = self.texts();
        let parts = split_fence(self.page.source, range, &lines);
        let info = self.page.slice(parts.info.clone());
        let (name, argument) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        if !parts.is_closed
            || (self.setting.embeds.contains(&name) && self.opens_another(&text.text))
        {
            let place = self.place(&(range.start..parts.info.end));
            self.diags
                .push(Diagnostic::new(Code::UnclosedFence, place).with("fence", parts.marker));
            return Block::Code {
                language: name.to_owned(),
                text,
            };
        }
        if !self.setting.embeds.contains(&name) {
            self.check_name(name, &text.text, parts.info.start);
            return Block::Code {
                language: name.to_owned(),
                text,
            };
        }
        let body = blank_prefixes(self.page.source, parts.body.clone(), &lines);
        let body_range = self.byte(parts.body.start)..self.byte(parts.body.end);
        let captions = read_captions(EmbedBody {
            file: self.setting.file,
            text: &body,
            start: body_range.start,
        });
        Block::Embed(Fence {
            name: name.to_owned(),
            argument: argument.trim().to_owned(),
            body,
            body_range,
            info_range: self.byte(parts.info.start)..self.byte(parts.info.end),
            captions,
        })
    }

    /// Whether another block begins among the settings of one, which then was never closed.
    fn opens_another(&self, text: &str) -> bool {
        let name = |line: &str| {
            line.trim_start()
                .strip_prefix("```")
                .map(|it| it.trim_start_matches('`').to_owned())
        };
        let word = |info: String| {
            // The end of a block has no word, which is no embed's name.
            info.split_whitespace().next().unwrap_or("").to_owned()
        };
        text.lines()
            .filter_map(name)
            .map(word)
            .any(|it| self.setting.embeds.contains(&it.as_str()))
    }

    /// A block of settings under a misspelt name would be shown to readers as code.
    fn check_name(&mut self, name: &str, text: &str, at: usize) {
        let embeds = self.setting.embeds.iter().copied();
        let is_settings = || {
            parse_yaml(self.setting.file, text)
                .is_ok_and(|it| matches!(it.value, YamlValue::Map(_)))
        };
        if name.is_empty() || nearest_name(name, embeds.clone()).is_none() || !is_settings() {
            return;
        }
        let complaint = Diagnostic::new(Code::UnknownEmbed, self.place(&(at..at + name.len())))
            .with("name", name);
        self.diags.push(
            complaint
                .with("hint", spelling_hint(name, embeds))
                .with("known", self.setting.embeds.join(", ")),
        );
    }
}

fn split_fence(source: &str, range: &Range<usize>, lines: &[Range<usize>]) -> FenceParts {
    let block = &source[range.clone()];
    let fence = block.trim_start();
    let start = range.start + block.len() - fence.len();
    let line = first_line(fence);
    let info = line.trim_start_matches(fence.chars().next().unwrap_or('`'));
    let marker = &line[..line.len() - info.len()];
    let from = start + line.len() - info.trim_start().len();
    let first = (start + line.len() + 1).min(range.end);
    let end = lines.last().map_or(first, |it| it.end.max(first));
    let rest = source[end..range.end.max(end)].trim_start_matches([' ', '\t', '>', '\r', '\n']);
    FenceParts {
        marker: marker.to_owned(),
        info: from..from + info.trim().len(),
        body: first..end,
        is_closed: !marker.is_empty() && rest.starts_with(marker),
    }
}

/// The body with what a list or a quotation puts before its lines turned into spaces, so that every
/// byte of it stands where it stands in the file.
fn blank_prefixes(source: &str, body: Range<usize>, lines: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = body.start;
    for line in lines {
        let from = line.start.clamp(at, body.end);
        let to = line.end.clamp(from, body.end);
        out.extend(source[at..from].bytes().map(blank_byte));
        out.push_str(&source[from..to]);
        at = to;
    }
    out.extend(source[at..body.end].bytes().map(blank_byte));
    out
}

fn blank_byte(it: u8) -> char {
    if matches!(it, b'\n' | b'\r') {
        char::from(it)
    } else {
        ' '
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Fence;
    use crate::testing::{parse_page, show_text};
    use gongbao_model::prose::Block;

    fn check(text: &str, expected: &str) {
        assert_eq!(show_text(text), expected, "{text}");
    }

    /// The first embed, wherever it stands; each byte of its body is a byte of the file or a space.
    fn embed(text: &str) -> Fence {
        fn find(blocks: &[Block<crate::Raw>]) -> Option<Fence> {
            blocks.iter().find_map(|it| match it {
                Block::Embed(it) => Some(it.clone()),
                Block::Quote(inner) => find(inner),
                Block::List { start: _, items } => items.iter().find_map(|it| find(&it.blocks)),
                _ => None,
            })
        }
        let fence = find(&parse_page(text).0.expect("a page").blocks).expect("an embed");
        let written = &text[fence.body_range.clone()];
        assert_eq!(written.len(), fence.body.len());
        assert!(
            written
                .bytes()
                .zip(fence.body.bytes())
                .all(|(a, b)| a == b || b == b' '),
            "{written:?}"
        );
        fence
    }

    #[test]
    fn reads_embeds() {
        check(
            "```chart\nkind: bar\n{{ a }}\n```\n甲\n",
            "chart:(\"kind: bar\\n{{ a }}\\n\") p(甲)",
        );
        check(
            "~~~ query  按区 汇总 \nSELECT 1\n~~~~\n",
            "query:按区 汇总(\"SELECT 1\\n\")",
        );
        check("```table\n```\n", "table:(\"\")");
        check("````chart\n```\n````\n", "chart:(\"```\\n\")");
    }

    #[test]
    fn other_fences_are_code() {
        check(
            "```rust ignore\nlet a = **b**;\n```\n",
            "code:rust(\"let a = **b**;\\n\")",
        );
        check("```\n[^a] ~ {{ b\n```\n", "code:(\"[^a] ~ {{ b\\n\")");
    }

    #[test]
    fn knows_the_bytes_of_each_part() {
        let text = "---\ntitle: 甲\n---\n乙~丙\n\n```query 名\nSELECT 甲\nFROM 乙\n```\n";
        let fence = embed(text);
        assert_eq!(&text[fence.body_range], "SELECT 甲\nFROM 乙\n");
        assert_eq!(&text[fence.info_range], "query 名");
    }

    #[test]
    fn blanks_what_lists_and_quotations_put_before_lines() {
        assert_eq!(
            embed("- 甲\n\n  ```chart\n  kind: bar\n\n    x: 丙\n  ```\n").body,
            "  kind: bar\n\n    x: 丙\n"
        );
        assert_eq!(
            embed("> ```chart\n> kind: bar\n> x: 丙\n> ```\n").body,
            "  kind: bar\n  x: 丙\n"
        );
        assert_eq!(
            embed("  ```chart\r\n  kind: bar\r\n  x: 丙\r\n  ```\r\n").body,
            "  kind: bar\r\n  x: 丙\r\n"
        );
    }

    #[test]
    fn refuses_fences_that_are_not_closed() {
        check(
            "甲\n\n```chart\nkind: bar\n\n乙",
            "p(甲) code:chart(\"kind: bar\\n\\n乙\") !content/unclosed-fence «```chart»",
        );
        check(
            "```\n甲\n``\n",
            "code:(\"甲\\n``\\n\") !content/unclosed-fence «```»",
        );
        check(
            "> ~~~~x\n> 甲\n\n乙",
            "quote[code:x(\"甲\\n\")] p(乙) !content/unclosed-fence «~~~~x»",
        );
        check(
            "```chart",
            "code:chart(\"\") !content/unclosed-fence «```chart»",
        );
        check("```\n甲\n```", "code:(\"甲\\n\")");
    }

    #[test]
    fn refuses_misspelt_embeds_but_not_languages() {
        check(
            "```chrat\nkind: bar\n```\n",
            "code:chrat(\"kind: bar\\n\") !embed/unknown-kind «chrat»",
        );
        check(
            "```Chart\nkind: bar\n```\n",
            "code:Chart(\"kind: bar\\n\") !embed/unknown-kind «Chart»",
        );
        check(
            "```stable\nlet a = 1;\n```\n",
            "code:stable(\"let a = 1;\\n\")",
        );
        check("```yaml\nkind: bar\n```\n", "code:yaml(\"kind: bar\\n\")");
    }
}
