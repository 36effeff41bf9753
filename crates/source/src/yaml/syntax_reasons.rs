//! Why a text is not YAML, in the author's words: the parser speaks of scalars and simple keys.

use gongbao_diag::locale::Text;

/// What the parser says, and what is meant.
const REASONS: [(&str, &str, &str); 14] = [
    (
        "tab",
        "缩进不能用制表符（Tab），请用空格",
        "a tab cannot indent; use spaces",
    ),
    (
        "unexpected end of stream",
        "引号没有结束",
        "a quote is never closed",
    ),
    (
        "indentation in quoted scalar",
        "引号没有结束",
        "a quote is never closed",
    ),
    (
        "trailing content after",
        "引号之后还有文字",
        "there is more text after the closing quote",
    ),
    (
        "escape character",
        "双引号中的反斜杠须写成 \\\\",
        "a backslash in double quotes is written \\\\",
    ),
    (
        "anchor or alias",
        "以 * 或 & 开头的文字须加引号",
        "text that begins with * or & needs quotes",
    ),
    (
        "unexpected character",
        "以特殊符号开头的文字须加引号",
        "text that begins with a special character needs quotes",
    ),
    (
        "scanning a block scalar",
        "| 与 > 之后须换行；以它们开头的文字须加引号",
        "a line break follows | and >; text that begins with one needs quotes",
    ),
    (
        "misplaced bracket",
        "括号没有成对",
        "the brackets do not match",
    ),
    (
        "flow",
        "括号没有成对，或缺少逗号",
        "the brackets do not match, or a comma is missing",
    ),
    (
        "':' indicator",
        "括号没有成对，或缺少逗号",
        "the brackets do not match, or a comma is missing",
    ),
    (
        "simple key expect",
        "缺少“键: 值”中的冒号与空格",
        "the colon and space of `key: value` are missing",
    ),
    (
        "block",
        "缩进不一致，或列表项（-）与“键: 值”混在同一层",
        "the indentation is uneven, or list items (-) stand among `key: value`",
    ),
    (
        "mapping values",
        "缩进不一致，或上一行缺少冒号与空格",
        "the indentation is uneven, or the line above lacks its colon and space",
    ),
];

/// The reason for a complaint of the parser at a byte of a text.
pub(super) fn explain_syntax_error(info: &str, text: &str, at: usize) -> Text {
    let from = text[..at].rfind('\n').map_or(0, |it| it + 1);
    // The parser may complain at the end of the text, and of its first line: neither is followed or preceded by one.
    let line = text[from..].lines().next().unwrap_or("");
    let above = text[..from].trim_end().lines().next_back();
    let value = line
        .split_once(": ")
        .map_or(line, |it| it.1)
        .trim_start_matches([' ', '-']);
    if value.starts_with("{{") {
        return Text::new(
            "以 {{ 开头的文字须加引号",
            "text that begins with {{ needs quotes",
        );
    }
    let is_key_missing = info.contains("mapping values") || info.contains("simple key");
    if is_key_missing
        && std::iter::once(line)
            .chain(above)
            .any(|it| it.contains('：') && !it.contains(": "))
    {
        return Text::new(
            "键后须用半角冒号加空格，不能用“：”",
            "a key is followed by `: `, not by a full-width colon",
        );
    }
    if info.contains("mapping values") && text[from..at].contains(": ") {
        return Text::new(
            "含冒号的文字须加引号",
            "text with a colon in it needs quotes",
        );
    }
    let known = REASONS.iter().find(|it| info.contains(it.0));
    known.map_or_else(|| Text::from(info), |(_, zh, en)| Text::new(*zh, *en))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::yaml::parse_yaml;
    use gongbao_diag::locale::Lang;

    fn check(text: &str, expected: &str) {
        let message = parse_yaml(&Arc::from("a.yaml"), text)
            .expect_err(text)
            .message(Lang::En);
        assert_eq!(message, format!("syntax error: {expected}"), "{text}");
    }

    #[test]
    fn says_what_is_meant() {
        check("甲: 乙: 丙\n", "text with a colon in it needs quotes");
        check("甲: {{ a }}上涨\n", "text that begins with {{ needs quotes");
        check(
            "甲：1\n乙: 2\n",
            "a key is followed by `: `, not by a full-width colon",
        );
        check(
            "甲: 1\n乙：2\n丙: 3\n",
            "a key is followed by `: `, not by a full-width colon",
        );
        check("甲:\n\t- 乙\n", "a tab cannot indent; use spaces");
        check("甲: \"乙\n", "a quote is never closed");
        check("甲: \"乙\n丙: 丁\n", "a quote is never closed");
        check(
            "甲: \"乙\" 丙\n",
            "there is more text after the closing quote",
        );
        check(
            "甲: [1, 2\n乙: 3\n",
            "the brackets do not match, or a comma is missing",
        );
        check(
            "甲: {乙: 1\n丙: 2\n",
            "the brackets do not match, or a comma is missing",
        );
        check("甲: 1]\n乙: ]\n", "the brackets do not match");
        check(
            "甲: @乙\n",
            "text that begins with a special character needs quotes",
        );
        check("甲: *\n", "text that begins with * or & needs quotes");
        check(
            "甲: > 40\n",
            "a line break follows | and >; text that begins with one needs quotes",
        );
        check(
            "甲: 1\n- 乙\n",
            "the indentation is uneven, or list items (-) stand among `key: value`",
        );
        check(
            "甲: 1\n乙 2\n丙: 3\n",
            "the colon and space of `key: value` are missing",
        );
        check(
            "甲: 1\n 乙: 2\n",
            "the indentation is uneven, or the line above lacks its colon and space",
        );
    }
}
