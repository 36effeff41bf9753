//! Digits with their point and thousands separators, full-width ones too.

use gongbao_diag::locale::parse_as;

/// Digits read, before what stands behind them.
#[derive(Clone, Debug)]
pub(crate) struct DigitRun {
    pub end: usize,
    pub value: f64,
    pub step: f64,
    pub coarse: f64,
    pub is_percent: bool,
    pub is_han: bool,
}

/// Digits that begin here, with point and thousands separators.
pub(crate) fn read_digits(text: &str, from: usize) -> Option<DigitRun> {
    let mut plain = String::new();
    let mut end = from;
    for (at, it) in text[from..].char_indices() {
        let rest = &text[from + at + it.len_utf8()..];
        let goes_on = rest
            .chars()
            .next()
            .is_some_and(|it| ascii_digit(it).is_some());
        match ascii_digit(it) {
            Some(it) => plain.push(it),
            None if plain.is_empty() => return None,
            None if matches!(it, '.' | '．') && goes_on && !plain.contains('.') => plain.push('.'),
            None if matches!(it, ',' | '，') && is_thousand(rest, &plain) => {}
            None => break,
        }
        end = from + at + it.len_utf8();
    }
    // Digits with at most one point are a number; only the end of the text has none.
    let value = parse_as(&plain)?;
    // Each decimal makes the last digit worth a tenth.
    let decimals = plain.split_once('.').map_or("", |it| it.1);
    let step = 10_f64.powi(-decimals.bytes().map(|_| 1).sum::<i32>());
    Some(DigitRun {
        end,
        value,
        step,
        coarse: coarse_step(&plain, step),
        is_percent: false,
        is_han: false,
    })
}

fn ascii_digit(it: char) -> Option<char> {
    match it {
        '0'..='9' => Some(it),
        '０'..='９' => char::from_digit(u32::from(it) - u32::from('０'), 10),
        _ => None,
    }
}

/// A comma belongs to a number when one to three digits stand before it and exactly three behind.
fn is_thousand(rest: &str, before: &str) -> bool {
    let n = rest
        .chars()
        .take_while(|it| ascii_digit(*it).is_some())
        .count();
    n == 3
        && !before.contains('.')
        && (before.len() <= 3 || before.len() % 3 != 1 || before.len() > 3)
        && before.trim_start_matches('0').len() == before.len()
}

/// What one unit of the last digit that is not zero is worth.
fn coarse_step(plain: &str, step: f64) -> f64 {
    if plain.contains('.') {
        return step;
    }
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    10_f64.powi(i32::try_from(zeros.min(plain.len().saturating_sub(1))).unwrap_or(0))
}
