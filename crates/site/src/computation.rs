//! Finds computing in an expression, before it is evaluated.
//!
//! An expression names figures. minijinja would also compute in it: `year=2025-03` asks for 2022
//! without a word, and a comparison of two figures compares the objects that stand for them. So
//! operators and conditions are looked for in the source, where their spelling is still known.

use std::ops::Range;

use gongbao_diag::locale::Text;

/// What is computed in an expression, and what to write instead.
#[derive(Debug, PartialEq)]
pub(crate) struct Computation {
    pub(crate) reason: Text,
    pub(crate) help: Text,
    pub(crate) range: Range<usize>,
}

/// The first computing in an expression: an operator, a condition, or a number that would be read as another one than
/// it is written.
pub(crate) fn find_computation(source: &str) -> Option<Computation> {
    let tokens = split_tokens(source);
    let at = (0..tokens.len()).find(|at| computes_at(&tokens, *at))?;
    let token = &tokens[at];
    Some(match argument_around(&tokens, at) {
        Some(argument) => refused_argument(source, token, argument),
        None => refused_condition(token),
    })
}

/// The words that compute or decide.
const WORDS: [&str; 7] = ["if", "else", "and", "or", "not", "in", "is"];

/// The signs that compute or compare, with those that look like them: dashes, and full-width ones.
const SIGNS: &str = "+-*/%~<>!:－–—―−‐‑＋×÷／＜＞≤≥≠～〜";

#[derive(Clone, Copy, Debug, PartialEq)]
enum TokenKind {
    /// A text in quotes.
    Quoted,
    /// Letters, digits and points that begin with a digit.
    Number,
    /// Any other letters and digits.
    Word,
    /// A sign that computes or compares.
    Operator,
    /// A bracket, a comma, an equals sign, a bar, a point or anything else.
    Mark,
}

#[derive(Debug)]
struct Token<'a> {
    kind: TokenKind,
    text: &'a str,
    range: Range<usize>,
}

fn split_tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '"' | '\'' => (TokenKind::Quoted, quoted_length(rest, first)),
            _ if first.is_ascii_digit() => (TokenKind::Number, number_length(rest)),
            _ if is_word(first) => (TokenKind::Word, run_length(rest, is_word)),
            '=' if rest.starts_with("==") => (TokenKind::Operator, 2),
            _ if SIGNS.contains(first) => {
                let length = run_length(rest, |it| SIGNS.contains(it) || it == '=');
                (TokenKind::Operator, length)
            }
            _ => (TokenKind::Mark, first.len_utf8()),
        };
        let (text, behind) = rest.split_at(length);
        let start = source.len() - rest.len();
        if !first.is_whitespace() {
            tokens.push(Token {
                kind,
                text,
                range: start..start + length,
            });
        }
        rest = behind;
    }
    tokens
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

fn run_length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|it| !belongs(it)).unwrap_or(text.len())
}

fn number_length(text: &str) -> usize {
    run_length(text, |it| is_word(it) || it == '.')
}

/// The length of a quoted text with its quotes; a text that is not closed reaches to the end.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    text.len()
}

fn computes_at(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|it| &tokens[it]);
    let next = tokens.get(at + 1);
    match token.kind {
        TokenKind::Quoted => false,
        TokenKind::Number => !is_written_as_read(token.text),
        // Columns may have these names: `row.in`, and `is=` before a value.
        TokenKind::Word => {
            WORDS.contains(&token.text)
                && before.is_none_or(|it| it.text != ".")
                && next.is_none_or(|it| it.text != "=")
        }
        TokenKind::Operator => !is_sign_of_number(token, before, next),
        // A bracket behind a value takes a piece of it; behind a name it asks for a field.
        TokenKind::Mark => {
            token.text == "["
                && before.is_some_and(|it| {
                    matches!(it.kind, TokenKind::Quoted | TokenKind::Number)
                        || matches!(it.text, "]" | ")")
                })
        }
    }
}

/// Whether a minus belongs to a number: nothing stands before it that it could be taken from.
fn is_sign_of_number(
    token: &Token<'_>,
    before: Option<&Token<'_>>,
    next: Option<&Token<'_>>,
) -> bool {
    token.text == "-"
        && next.is_some_and(|it| it.kind == TokenKind::Number)
        && before.is_some_and(|it| matches!(it.text, "=" | "(" | "," | "["))
}

/// Whether a number means what is written: `2024.10` is read as 2024.1, `007` as 7, and too many digits as other ones.
fn is_written_as_read(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    is_digits(whole)
        && is_digits(fraction)
        && (whole == "0" || !whole.starts_with('0'))
        && (fraction == "0" || !fraction.ends_with('0'))
        && text.len() <= 15
}

/// The tokens of the argument that a token stands in; nothing outside all brackets.
fn argument_around<'a, 'b>(tokens: &'a [Token<'b>], at: usize) -> Option<&'a [Token<'b>]> {
    let start = (0..at)
        .rev()
        .try_fold(0_usize, |depth, before| match tokens[before].text {
            ")" | "]" => Ok(depth + 1),
            "(" | "[" if depth == 0 => Err(before),
            "(" | "[" => Ok(depth - 1),
            "," if depth == 0 => Err(before),
            _ => Ok(depth),
        });
    let Err(start) = start else { return None };
    let mut depth = 0_usize;
    let end = (at..tokens.len()).find(|behind| match tokens[*behind].text {
        "(" | "[" => {
            depth += 1;
            false
        }
        ")" | "]" if depth > 0 => {
            depth -= 1;
            false
        }
        ")" | "]" => true,
        "," => depth == 0,
        _ => false,
    });
    Some(&tokens[start + 1..end.unwrap_or(tokens.len())])
}

fn refused_argument(source: &str, token: &Token<'_>, argument: &[Token<'_>]) -> Computation {
    let text = token.text;
    let name = match argument {
        [name, equals, ..] if name.kind == TokenKind::Word && equals.text == "=" => Some(name.text),
        _ => None,
    };
    let value = if name.is_some() {
        &argument[2..]
    } else {
        argument
    };
    let range = match value {
        [first, .., last] => first.range.start..last.range.end,
        _ => token.range.clone(),
    };
    let reason = if token.kind == TokenKind::Number {
        Text::new(
            format!("不加引号的“{text}”会被读成另一个数"),
            format!("without quotes, `{text}` is read as another number"),
        )
    } else {
        Text::new(
            format!("参数不能计算，这里有“{text}”"),
            format!("an argument cannot compute, but there is a `{text}` here"),
        )
    };
    let plain = |it: &Token<'_>| {
        matches!(it.kind, TokenKind::Number | TokenKind::Operator)
            || it.kind == TokenKind::Word && !WORDS.contains(&it.text)
    };
    let help = if !value.is_empty() && value.iter().all(plain) {
        let value: String = source[range.clone()]
            .chars()
            .filter(|it| !it.is_whitespace())
            .collect();
        let name = name.map_or_else(String::new, |it| format!("{it}="));
        Text::new(
            format!("请照表中的写法加上引号：{name}\"{value}\""),
            format!("quote the value as the table writes it: {name}\"{value}\""),
        )
    } else {
        Text::new(
            "请直接写出值，文字要加引号，例如 year=\"2025-03\"",
            "write the value itself, and text in quotes: year=\"2025-03\"",
        )
    };
    Computation {
        reason,
        help,
        range,
    }
}

fn refused_condition(token: &Token<'_>) -> Computation {
    let text = token.text;
    Computation {
        reason: Text::new(
            format!("{{{{ }}}} 里不能计算、比较或判断，这里有“{text}”"),
            format!("`{{{{ }}}}` cannot compute, compare or decide, but there is a `{text}` here"),
        ),
        help: Text::new(
            "请只引用一个数。要计算，请在 metrics.yaml 中写成指标或写一个查询；要说升降和是否达标，请用 change(指标)、status(指标)",
            "name one figure. To compute, write a metric in metrics.yaml or a query; to say whether it rose or meets its \
             target, use change(metric) or status(metric)",
        ),
        range: token.range.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::computation::find_computation;

    fn check(source: &str, advice: &str) {
        let found = find_computation(source).unwrap_or_else(|| panic!("{source} is not refused"));
        let told = format!("{} {}", found.reason.en, found.help.en);
        assert!(told.contains(advice), "{source}: {told}");
        assert!(source.get(found.range).is_some(), "{source}");
    }

    fn check_plain(source: &str) {
        assert_eq!(find_computation(source), None, "{source}");
    }

    #[test]
    fn an_operator_in_an_argument_shows_the_quoted_form() {
        check("n(year=2025-03)", "year=\"2025-03\"");
        check("n(year=2020+5)", "year=\"2020+5\"");
        check("n(year=2018/19)", "year=\"2018/19\"");
        check("n(year=2 * 1012)", "year=\"2*1012\"");
        check("n(year=2023—2024)", "year=\"2023—2024\"");
        check("n(year=2023–24, area=\"a\")", "year=\"2023–24\"");
        check("n(2025-1)", "writes it: \"2025-1\"");
        check("change(n, from=2024-01, to=2025-01)", "from=\"2024-01\"");
        check("cell(\"t\", \"c\", code=A-1)", "code=\"A-1\"");
        check("n(year=[2024, 2025-1])", "\"2025-1\"");
        check("n | wan(1+1)", "an argument cannot compute");
    }

    #[test]
    fn an_argument_neither_compares_nor_decides() {
        for value in [
            "2025 if true else 2024",
            "2025 == 2025",
            "1 < 2",
            "\"a\" ~ \"b\"",
            "not 1",
            "1 and 2",
            "2025 % 7",
            "2025 // 1",
            "2 ** 3",
            "\"2025\"[0]",
            "[2024, 2025][1]",
            "\"2025\"[1:2]",
            "1 in [1]",
            "1 is odd",
            "(2025 - 1)",
            "-n",
            "- -5",
        ] {
            check(&format!("n(year={value})"), "an argument cannot compute");
        }
    }

    #[test]
    fn a_number_is_never_read_as_another_one() {
        check("n(period=2024.10)", "period=\"2024.10\"");
        check("n(code=007)", "code=\"007\"");
        check("n(month=2024年10月)", "month=\"2024年10月\"");
        check("n(month=2024Q1)", "month=\"2024Q1\"");
        check("n(id=12345678901234567890)", "id=\"12345678901234567890\"");
        check("n(code=1e3)", "code=\"1e3\"");
        check("n(code=0x10)", "code=\"0x10\"");
        check("n(code=1_000)", "code=\"1_000\"");
    }

    #[test]
    fn figures_are_neither_compared_nor_computed_with() {
        for source in [
            "n(year=2025) - n(year=2024)",
            "n if n > 5 else m",
            "n == 5",
            "n or m",
            "not n",
            "-n",
            "n < 5 | bare",
            "n ~ m",
        ] {
            check(source, "name one figure");
        }
    }

    #[test]
    fn names_numbers_texts_and_lists_stay() {
        check_plain("n(year=2025, area=\"a-b + c\", code='if not \\' - 1')");
        check_plain("n(year=[2024, 2025], change=-5, rate=0.5, low=-0.25)");
        check_plain("n(year=latest) | wan(1) | bare");
        check_plain("row.in");
        check_plain("row[\"a b\"]");
        check_plain("cell(\"t\", \"c\", is=1, 街道=row.街道)");
        check_plain("n(year=10, none=0)");
        check_plain("n(rate=40.0)");
    }
}
