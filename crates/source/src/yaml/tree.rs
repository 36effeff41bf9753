//! From YAML text to nodes with their bytes in the file.
//!
//! The parser is `saphyr-parser`, and the tree is ours: many values are read well and found wrong only later, so every
//! key and value has to keep its bytes, which readers into types drop.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput};

use crate::yaml::syntax_reasons::explain_syntax_error;
use crate::yaml::{YamlNode, YamlValue};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};

/// Nothing we read is nested deeper; a hostile file must not exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Parses a whole file.
///
/// # Errors
/// [`Code::SettingSyntax`] at the place the parser stopped.
pub fn parse_yaml(file: &Arc<str>, text: &str) -> Result<YamlNode, Diagnostic> {
    parse_at(file, text, 0)
}

/// Parses a piece of a file that begins at byte `start`: front matter, the body of a fence.
///
/// # Errors
/// [`Code::SettingSyntax`] at the place the parser stopped.
pub fn parse_at(file: &Arc<str>, text: &str, start: usize) -> Result<YamlNode, Diagnostic> {
    let offsets = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let events = Parser::new_from_str(text);
    let mut builder = TreeBuilder {
        file,
        text,
        start,
        offsets,
        events,
        closed: 0,
    };
    let mut root = None;
    while let Some((event, span)) = builder.pull()? {
        match event {
            Event::StreamEnd => break,
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            _ if root.is_some() => {
                let reason = Text::new(
                    "--- 之后又开始了一份内容",
                    "a second document begins after ---",
                );
                return Err(builder.complain(span.start, reason));
            }
            _ => root = Some(builder.node(event, span, 0)?),
        }
    }
    Ok(root.unwrap_or_else(|| YamlNode {
        file: file.clone(),
        range: start..start,
        value: YamlValue::Null,
    }))
}

/// Builds nodes from the parser's events.
struct TreeBuilder<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    /// Where the text begins in its file.
    start: usize,
    /// Byte offset of each character: the parser counts characters.
    offsets: Vec<usize>,
    events: Parser<'a, StrInput<'a>>,
    /// Where the collection that ended last has its end, in bytes of the text.
    closed: usize,
}

impl<'a> TreeBuilder<'a> {
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<YamlNode, Diagnostic> {
        if depth > MAX_DEPTH {
            return Err(self.complain(
                span.start,
                Text::new("嵌套层次过多", "it is nested too deeply"),
            ));
        }
        let mut range = self.byte(span.start)..self.byte(span.end).max(self.byte(span.start));
        let value = match event {
            Event::Scalar(text, style, _, _) => {
                range = self.scalar(range, &text, style);
                scalar_value(text.into_owned(), style != ScalarStyle::Plain)
            }
            Event::SequenceStart(_, _) => YamlValue::List(self.list(depth)?),
            Event::MappingStart(_, _) => YamlValue::Map(self.map(depth)?),
            Event::Alias(_) => {
                let reason = Text::new("不支持引用（*名称）", "aliases (*name) are not supported");
                return Err(self.complain(span.start, reason));
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => YamlValue::Null,
        };
        range = self.collection(range, &value);
        Ok(YamlNode {
            file: self.file.clone(),
            range: range.start + self.start..range.end + self.start,
            value,
        })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<YamlNode>, Diagnostic> {
        let mut items = Vec::new();
        while let Some((event, span)) = self.next()? {
            items.push(self.node(event, span, depth + 1)?);
        }
        Ok(items)
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(YamlNode, YamlNode)>, Diagnostic> {
        let mut pairs = Vec::new();
        while let Some((event, span)) = self.next()? {
            let key = self.node(event, span, depth + 1)?;
            let Some((event, span)) = self.next()? else {
                break;
            };
            pairs.push((key, self.node(event, span, depth + 1)?));
        }
        Ok(pairs)
    }

    /// The next event of the collection being read; nothing at its end.
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Diagnostic> {
        match self.pull()? {
            Some((Event::SequenceEnd | Event::MappingEnd | Event::StreamEnd, span)) => {
                self.closed = self.byte(span.end);
                Ok(None)
            }
            other => Ok(other),
        }
    }

    fn pull(&mut self) -> Result<Option<(Event<'a>, Span)>, Diagnostic> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok(pair)) => Ok(Some(pair)),
            Some(Err(error)) => {
                let reason =
                    explain_syntax_error(error.info(), self.text, self.byte(*error.marker()));
                Err(self.complain(*error.marker(), reason))
            }
        }
    }

    /// The bytes of a scalar's own text, without quotes, block mark and the white space after it.
    fn scalar(&self, range: Range<usize>, text: &str, style: ScalarStyle) -> Range<usize> {
        let raw = &self.text[range.clone()];
        match style {
            ScalarStyle::Plain if raw.starts_with(text) => range.start..range.start + text.len(),
            ScalarStyle::Plain => range.start..range.start + raw.trim_end().len(),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let quote = if style == ScalarStyle::SingleQuoted {
                    '\''
                } else {
                    '"'
                };
                let from = range.start + usize::from(raw.starts_with(quote));
                from..from + length_until_quote(&self.text[from..range.end], quote)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let body = if raw.starts_with(['|', '>']) {
                    raw.find('\n').map_or(raw.len(), |it| it + 1)
                } else {
                    0
                };
                let indent =
                    raw[body..].len() - raw[body..].trim_start_matches([' ', '\r', '\n']).len();
                let from = range.start + body + indent;
                from..(range.start + raw.trim_end().len()).max(from)
            }
        }
    }

    /// The bytes of a collection. The parser's end mark may lie behind the white space and the comment after it.
    fn collection(&self, range: Range<usize>, value: &YamlValue) -> Range<usize> {
        let last = match value {
            YamlValue::List(items) => items.last(),
            YamlValue::Map(pairs) => pairs.last().map(|(key, value)| {
                if value.value == YamlValue::Null {
                    key
                } else {
                    value
                }
            }),
            YamlValue::Null | YamlValue::Scalar { .. } => return range,
        };
        let end = last
            .map_or(range.start, |it| self.with_quote(it.range.end - self.start))
            .max(range.start);
        match self.text[range.start..].chars().next() {
            Some('[') => range.start..self.bracket(end, ']'),
            Some('{') => range.start..self.bracket(end, '}'),
            _ => range.start..end,
        }
    }

    /// Behind the bracket that closes a collection whose last item ends at `from`.
    fn bracket(&self, from: usize, bracket: char) -> usize {
        let until = self.closed.max(from);
        self.text[from..until]
            .find(bracket)
            .map_or(until, |it| from + it + 1)
    }

    /// The end of a node, with the quote that closes it.
    fn with_quote(&self, end: usize) -> usize {
        end + usize::from(self.text[end..].starts_with(['"', '\'']))
    }

    fn complain(&self, at: Marker, reason: Text) -> Diagnostic {
        let from = self.start + self.byte(at);
        Diagnostic::new(Code::SettingSyntax, Place::text(self.file, from..from))
            .with("reason", reason)
    }

    fn byte(&self, at: Marker) -> usize {
        self.offsets
            .get(at.index())
            .copied()
            .unwrap_or(self.text.len())
    }
}

/// How long a quoted text is up to the quote that closes it: the parser's end mark may lie behind a comment.
fn length_until_quote(text: &str, quote: char) -> usize {
    let mut rest = text.char_indices();
    while let Some((at, it)) = rest.next() {
        let is_doubled = quote == '\'' && text[at + it.len_utf8()..].starts_with(quote);
        match it {
            _ if it == quote && !is_doubled => return at,
            '\\' if quote == '"' => drop(rest.next()),
            '\'' if is_doubled => drop(rest.next()),
            _ => {}
        }
    }
    text.len()
}

fn scalar_value(text: String, quoted: bool) -> YamlValue {
    match text.as_str() {
        "" | "~" | "null" if !quoted => YamlValue::Null,
        _ => YamlValue::Scalar { text, quoted },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::yaml::{YamlNode, YamlValue, parse_at};
    use gongbao_diag::Diagnostic;

    const BEFORE: &str = "前言\n";

    fn node(text: &str) -> Result<YamlNode, Diagnostic> {
        parse_at(&Arc::from("a.yaml"), text, BEFORE.len())
    }

    /// Every node in document order: what it covers in the file and, for a scalar, its text.
    fn check(text: &str, expected: &[&str]) {
        let file = format!("{BEFORE}{text}");
        let mut found = Vec::new();
        walk(&node(text).expect(text), &file, &mut found);
        assert_eq!(found, expected, "{text}");
    }

    fn walk(node: &YamlNode, file: &str, found: &mut Vec<String>) {
        let covered = &file[node.range.clone()];
        match &node.value {
            YamlValue::Null => found.push(format!("{covered}→null")),
            YamlValue::Scalar { text, .. } if text == covered => found.push(text.clone()),
            YamlValue::Scalar { text, .. } => found.push(format!("{covered}→{text}")),
            YamlValue::List(items) => {
                found.push(format!("[{covered}"));
                items.iter().for_each(|it| walk(it, file, found));
            }
            YamlValue::Map(pairs) => {
                found.push(format!("{{{covered}"));
                pairs.iter().for_each(|(key, value)| {
                    [key, value].iter().for_each(|it| walk(it, file, found))
                });
            }
        }
    }

    /// The place of a syntax error, as the text that follows it.
    fn refuse(text: &str, rest: &str) {
        let complaint = node(text).expect_err(text);
        assert_eq!(complaint.code.name(), "setting/syntax");
        let at = complaint.place.range().expect("a range").start - BEFORE.len();
        assert_eq!(&text[at..], rest, "{text}");
    }

    #[test]
    fn places_plain_scalars() {
        check(
            "题目: 派出所 警力  # 注\n年: 2025\n",
            &[
                "{题目: 派出所 警力  # 注\n年: 2025",
                "题目",
                "派出所 警力",
                "年",
                "2025",
            ],
        );
    }

    #[test]
    fn places_quoted_scalars_inside_the_quotes() {
        check(
            "甲: \"乙 丙\"  # 注\n丁: '戊'\n",
            &["{甲: \"乙 丙\"  # 注\n丁: '戊'", "甲", "乙 丙", "丁", "戊"],
        );
        check("\"键\": ''\n", &["{\"键\": ''", "键", ""]);
    }

    #[test]
    fn reads_escapes_in_quotes() {
        check(r#""a\"b""#, &[r#"a\"b→a"b"#]);
        check("'a''b'", &["a''b→a'b"]);
    }

    #[test]
    fn places_block_scalars_at_their_first_character() {
        check(
            "甲: |\n  一\n  二\n乙: 三\n",
            &[
                "{甲: |\n  一\n  二\n乙: 三",
                "甲",
                "一\n  二→一\n二\n",
                "乙",
                "三",
            ],
        );
        check(
            "甲: >-  # 注\n  一\n  二\n",
            &["{甲: >-  # 注\n  一\n  二", "甲", "一\n  二→一 二"],
        );
    }

    #[test]
    fn places_plain_scalars_over_several_lines() {
        check(
            "甲: 一\n  二\n乙: 三\n",
            &["{甲: 一\n  二\n乙: 三", "甲", "一\n  二→一 二", "乙", "三"],
        );
    }

    #[test]
    fn places_flow_collections_with_their_brackets() {
        check(
            "甲: [一, \"二\"]  # 注\n",
            &["{甲: [一, \"二\"]", "甲", "[[一, \"二\"]", "一", "二"],
        );
        check(
            "甲: {年: 2025 }\n乙: []\n",
            &[
                "{甲: {年: 2025 }\n乙: []",
                "甲",
                "{{年: 2025 }",
                "年",
                "2025",
                "乙",
                "[[]",
            ],
        );
    }

    #[test]
    fn places_block_sequences() {
        check(
            "甲:\n  # 注\n  - 一\n  - 二: 三\n\n\n",
            &[
                "{甲:\n  # 注\n  - 一\n  - 二: 三",
                "甲",
                "[- 一\n  - 二: 三",
                "一",
                "{二: 三",
                "二",
                "三",
            ],
        );
    }

    #[test]
    fn reads_empty_values_as_null() {
        check(
            "甲:\n乙: ~\n丙: null\n丁: \"\"\n",
            &[
                "{甲:\n乙: ~\n丙: null\n丁: \"\"",
                "甲",
                "→null",
                "乙",
                "~→null",
                "丙",
                "null→null",
                "丁",
                "",
            ],
        );
        check("# 注\n", &["→null"]);
    }

    #[test]
    fn keeps_carriage_returns_out_of_texts_and_offsets() {
        check(
            "甲: 一\r\n乙: \"二\"\r\n丙: |\r\n  三\r\n",
            &[
                "{甲: 一\r\n乙: \"二\"\r\n丙: |\r\n  三",
                "甲",
                "一",
                "乙",
                "二",
                "丙",
                "三→三\n",
            ],
        );
    }

    #[test]
    fn refuses_what_is_not_yaml() {
        refuse("甲: [一\n乙: 二\n", ": 二\n");
        refuse("甲: \"一\n", "\"一\n");
        refuse("甲: 一\n\t乙: 二\n", "一\n\t乙: 二\n");
        refuse("甲: 一: 二\n", ": 二\n");
    }

    #[test]
    fn refuses_aliases_and_further_documents() {
        refuse("甲: &a 一\n乙: *a\n", "*a\n");
        refuse("甲: 一\n---\n乙: 二\n", "乙: 二\n");
    }

    #[test]
    fn refuses_what_is_nested_without_end() {
        for open in ["[", "- ", "{甲: ", "? "] {
            assert_eq!(
                node(&open.repeat(5000)).expect_err(open).code.name(),
                "setting/syntax",
                "{open}"
            );
        }
    }

    #[test]
    fn never_panics() {
        let pieces = [
            "甲", ": ", "\n", "  ", "- ", "\"", "'", "|", ">", "[", "}", "#", "&a", "*a", "!",
            "\t", "\r\n", "%", "---\n",
        ];
        let mut seed = 7_u64;
        for _ in 0..4000 {
            let text: String = (0..12)
                .map(|_| {
                    seed = seed
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    pieces[usize::try_from(seed >> 40).unwrap_or(0) % pieces.len()]
                })
                .collect();
            if let Ok(node) = node(&text) {
                walk(&node, &format!("{BEFORE}{text}"), &mut Vec::new());
            }
        }
    }
}
