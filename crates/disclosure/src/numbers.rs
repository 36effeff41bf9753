//! Numbers of people and things in a folded text: identity cards, telephones, bank cards, passports.
//!
//! A number may be written in groups (`138 0013 8000`). Groups are tried together, always whole: digits
//! inside a longer number are nobody's telephone.

use std::ops::Range;

use crate::verify::{is_card, is_dated, is_identity, is_old_identity};
use gongbao_diag::Code;

/// The longest number has 19 digits; with a country's code before it and one group a pair.
const MAX_GROUPS: usize = 10;

/// Every number in a text, with its bytes.
pub(crate) fn find_numbers(text: &str) -> Vec<(Code, Range<usize>)> {
    let mut found = Vec::new();
    let mut chain: Vec<Range<usize>> = Vec::new();
    for word in (DigitWords { text, at: 0 }) {
        let linked = chain
            .last()
            .is_some_and(|it| is_link(&text[it.end..word.start]));
        if !linked {
            search_chain(text, &chain, &mut found);
            chain.clear();
        }
        chain.push(word);
    }
    search_chain(text, &chain, &mut found);
    found
}

/// The runs of ASCII letters and digits that hold a digit and are no part of a decimal number.
struct DigitWords<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for DigitWords<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at
                + bytes[self.at..]
                    .iter()
                    .position(u8::is_ascii_alphanumeric)?;
            let length = bytes[start..]
                .iter()
                .position(|it| !it.is_ascii_alphanumeric());
            let end = length.map_or(bytes.len(), |it| start + it);
            self.at = end;
            let has_digit = bytes[start..end].iter().any(u8::is_ascii_digit);
            if has_digit && !is_decimal(bytes, start, end) {
                return Some(start..end);
            }
        }
    }
}

fn is_decimal(bytes: &[u8], start: usize, end: usize) -> bool {
    let is = |at: Option<usize>, test: fn(&u8) -> bool| {
        at.and_then(|it| bytes.get(it)).is_some_and(test)
    };
    let point: fn(&u8) -> bool = |it| *it == b'.';
    let before = is(start.checked_sub(1), point) && is(start.checked_sub(2), u8::is_ascii_digit);
    before || (is(Some(end), point) && is(Some(end + 1), u8::is_ascii_digit))
}

/// What may stand between the groups of one number.
fn is_link(between: &str) -> bool {
    matches!(between, " " | "-" | ")" | ") " | " - " | ")-")
}

fn search_chain(text: &str, chain: &[Range<usize>], found: &mut Vec<(Code, Range<usize>)>) {
    let mut from = 0;
    while from < chain.len() {
        let most = chain.len().min(from + MAX_GROUPS);
        let hit =
            (from + 1..=most).find_map(|to| Some((to, classify_number(text, &chain[from..to])?)));
        match hit {
            Some((to, code)) => {
                found.push((code, chain[from].start..chain[to - 1].end));
                from = to;
            }
            None => from += 1,
        }
    }
}

/// What some groups are when read together.
fn classify_number(text: &str, groups: &[Range<usize>]) -> Option<Code> {
    let joined: String = groups.iter().map(|it| &text[it.clone()]).collect();
    let lengths: Vec<usize> = groups.iter().map(ExactSizeIterator::len).collect();
    if joined.len() > 19 {
        return None;
    }
    if is_identity(&joined) {
        return Some(Code::IdentityNumber);
    }
    if let [_] = lengths.as_slice()
        && is_passport(&joined)
    {
        return Some(Code::PassportNumber);
    }
    if !joined.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let fours = lengths.iter().rev().skip(1).all(|it| *it == 4);
    if fours && is_card(&joined) {
        return Some(Code::BankCard);
    }
    if matches!(lengths[..], [15] | [6, 6, 3]) && is_old_identity(&joined) {
        return Some(Code::OldIdentityNumber);
    }
    if is_mobile(&joined, &lengths) {
        return Some(Code::MobileNumber);
    }
    is_landline(&joined, &lengths).then_some(Code::LandlineNumber)
}

fn is_mobile(digits: &str, groups: &[usize]) -> bool {
    let country = ["0086", "86"]
        .into_iter()
        .find(|it| digits.len() == 11 + it.len() && digits.starts_with(it));
    let own = &digits[country.map_or(0, str::len)..];
    let shape = match (country, groups) {
        (Some(it), [first, rest @ ..]) if *first == it.len() => rest,
        _ => groups,
    };
    let usual = matches!(
        shape,
        [_] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 4, 3]
    );
    own.len() == 11 && own.starts_with('1') && matches!(own.as_bytes()[1], b'3'..=b'9') && usual
}

/// Area code and number; 400 and 800 numbers belong to offices.
fn is_landline(digits: &str, groups: &[usize]) -> bool {
    let usual = matches!(groups, [_] | [3 | 4, 7 | 8] | [3 | 4, 3 | 4, 4]);
    let area = digits.starts_with('0') && !digits.starts_with("00");
    let length = if groups.len() == 1 {
        (11..=12).contains(&digits.len())
    } else {
        (10..=12).contains(&digits.len())
    };
    usual && area && length
}

/// A letter or two and digits, as on passports and on permits for Hong Kong and Macao.
fn is_passport(word: &str) -> bool {
    let Some((letter, rest)) = word.split_at_checked(1).filter(|_| word.len() == 9) else {
        return false;
    };
    let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if digits(rest) {
        return "EeGgDdSsPpCcWw".contains(letter) && !is_dated(rest);
    }
    letter == "E"
        && rest.starts_with(|it: char| it.is_ascii_uppercase() && it != 'I' && it != 'O')
        && digits(&rest[1..])
}

#[cfg(test)]
mod tests {
    use crate::numbers::find_numbers;

    // Made up: the range 154 was never given out, no telephone number begins with 0.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find_numbers(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(code, at)| (code.name(), &text[at.clone()]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn accept(text: &str, code: &str, number: &str) {
        check(text, &[(code, number)]);
    }

    fn refuse(text: &str) {
        check(text, &[]);
    }

    #[test]
    fn finds_identity_numbers() {
        let code = "guard/identity-number";
        accept("证号11010519491231002X。", code, "11010519491231002X");
        accept("11010519491231002x", code, "11010519491231002x");
        accept("1. 110105 19491231 002X", code, "110105 19491231 002X");
        accept("440524-18800101-0014,", code, "440524-18800101-0014");
        accept("id_440524188001010014.", code, "440524188001010014");
    }

    #[test]
    fn a_wrong_check_digit_or_a_longer_number_is_no_identity_number() {
        refuse("110105194912310021");
        refuse("1440524188001010014");
        refuse("A440524188001010014");
        refuse("0.440524188001010014");
        refuse("440524188001010014.5");
    }

    #[test]
    fn finds_old_identity_numbers() {
        accept(
            "110105491231002",
            "guard/old-identity-number",
            "110105491231002",
        );
        accept(
            "110105 491231 002",
            "guard/old-identity-number",
            "110105 491231 002",
        );
        refuse("110105491331002");
    }

    #[test]
    fn finds_mobile_numbers() {
        let code = "guard/mobile-number";
        accept("15400000000", code, "15400000000");
        accept("电话+86 154-0000-0000转", code, "86 154-0000-0000");
        accept("8615400000000", code, "8615400000000");
        accept("0086 154 0000 0000", code, "0086 154 0000 0000");
        check(
            "15400000000、15400000001",
            &[(code, "15400000000"), (code, "15400000001")],
        );
        check(
            "15400000000 15400000001",
            &[(code, "15400000000"), (code, "15400000001")],
        );
    }

    #[test]
    fn other_numbers_are_no_mobile_numbers() {
        refuse("12000000000");
        refuse("154000000001");
        refuse("15400000000.5");
        refuse("1.5400000000");
        refuse("2021 2022 2023 2024 2025");
        refuse("15 40 000 0000");
        refuse("2025-12-31 15:40");
    }

    #[test]
    fn finds_landlines() {
        let code = "guard/landline-number";
        accept("010-00000000", code, "010-00000000");
        accept("(0999) 000 0000", code, "0999) 000 0000");
        accept("01000000000", code, "01000000000");
        refuse("400-000-0000");
        refuse("0010000000");
        refuse("05-2025");
    }

    #[test]
    fn finds_bank_cards() {
        let code = "guard/bank-card";
        accept("6222020000000000000", code, "6222020000000000000");
        accept("6222 0200 0000 0000 000", code, "6222 0200 0000 0000 000");
        refuse("6222020200112233");
        refuse("62 220 2000 0000 0000 000");
    }

    #[test]
    fn finds_passports() {
        let code = "guard/passport-number";
        accept("护照E00000000号", code, "E00000000");
        accept("EA0000000", code, "EA0000000");
        refuse("EI0000000");
        refuse("p20251231");
        refuse("E0000000");
        refuse("XE00000000");
    }

    #[test]
    fn survives_any_text() {
        for text in [
            "",
            ".",
            "1.",
            ".1",
            "1-",
            "-1",
            "é1",
            "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0",
            "1\u{301}",
        ] {
            find_numbers(text);
        }
    }
}
