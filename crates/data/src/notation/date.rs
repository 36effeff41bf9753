//! Dates as offices write them, as ISO dates.

use crate::calendar;
use crate::columns;
use crate::notation::marks::{Notation, NotationMark, PlainCell};
use gongbao_diag::locale::{parse_as, parse_date};

/// A date in plain writing; nothing if it is not written in a declared way.
pub(super) fn read_date(notation: &Notation, text: &str) -> Option<PlainCell> {
    let made = |text: String, mark: Option<NotationMark>| PlainCell {
        text,
        used: mark.into_iter().collect(),
        ..PlainCell::default()
    };
    if let Some(pattern) = &notation.pattern {
        return by_pattern(pattern, text).map(|it| made(it, None));
    }
    if parse_date(text).is_some() {
        return Some(made(text.to_owned(), None));
    }
    let day = without_midnight(text);
    let found = [
        (NotationMark::Slashed, date_from_parts(day, '/')),
        (NotationMark::Dotted, date_from_parts(text, '.')),
        (NotationMark::Dashed, date_from_parts(day, '-')),
        (NotationMark::Hanzi, date_from_hanzi(text)),
        (NotationMark::Serial, date_from_serial(text)),
    ];
    let mut declared = found.into_iter().filter(|(mark, _)| notation.has(*mark));
    declared.find_map(|(mark, date)| Some(made(date?, Some(mark))))
}

/// A year, its 年 left out.
pub(super) fn strip_year_suffix(text: &str) -> PlainCell {
    let bare = text
        .strip_suffix("年度")
        .or_else(|| text.strip_suffix('年'));
    let used = bare.map(|_| NotationMark::Hanzi).into_iter().collect();
    PlainCell {
        text: bare.unwrap_or(text).to_owned(),
        used,
        ..PlainCell::default()
    }
}

/// Spreadsheets add the midnight a day begins with: `2025/10/9 0:00:00`.
fn without_midnight(text: &str) -> &str {
    let day = text.strip_suffix(":00").unwrap_or(text);
    let day = day.strip_suffix(":00").unwrap_or(day);
    day.strip_suffix(" 0")
        .or_else(|| day.strip_suffix(" 00"))
        .unwrap_or(text)
}

fn date_from_parts(text: &str, mark: char) -> Option<String> {
    let mut parts = text.split(mark);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    parts
        .next()
        .is_none()
        .then(|| iso_date(year, month, day))
        .flatten()
}

fn date_from_hanzi(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    iso_date(year, month, rest.strip_suffix(['日', '号'])?)
}

fn iso_date(year: &str, month: &str, day: &str) -> Option<String> {
    let fits = |it: &str| (1..=2).contains(&it.len()) && columns::is_digits(it);
    let is_date = year.len() == 4 && columns::is_digits(year) && fits(month) && fits(day);
    is_date
        .then(|| format!("{year}-{month:0>2}-{day:0>2}"))
        .filter(|it| parse_date(it).is_some())
}

/// The day spreadsheets count as so many: 1 is the first day of 1900, and 60 a 29 February that never was.
fn date_from_serial(text: &str) -> Option<String> {
    if text.len() > 7 || !columns::is_digits(text) {
        return None;
    }
    let number: i32 = parse_as(text).filter(|it| *it > 0 && *it != 60)?;
    let before_epoch = if number < 60 { 25_568 } else { 25_569 };
    calendar::date_from_days(number - before_epoch)
        .filter(|it| it.year() <= 9999)
        .map(|it| it.to_string())
}

/// What a pattern of `%Y`, `%m` and `%d` finds; leading zeros may be left out, as in Python.
fn by_pattern(pattern: &str, text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    let mut signs = pattern.chars();
    while let Some(sign) = signs.next() {
        if sign != '%' {
            rest = rest.strip_prefix(sign)?;
            continue;
        }
        let (slot, most) = match signs.next()? {
            'Y' => (&mut year, 4),
            'm' => (&mut month, 2),
            'd' => (&mut day, 2),
            _ => return None,
        };
        let digits = rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        *slot = rest.get(..digits);
        rest = rest.get(digits..)?;
    }
    if rest.is_empty() {
        iso_date(year?, month?, day?)
    } else {
        None
    }
}

/// Whether a pattern names a day: `%Y`, `%m` and `%d`, each once.
pub(super) fn is_pattern(pattern: &str) -> bool {
    let mut codes: Vec<char> = pattern
        .split('%')
        .skip(1)
        .filter_map(|it| it.chars().next())
        .collect();
    codes.sort_unstable();
    codes == ['Y', 'd', 'm'] && pattern.matches('%').count() == 3
}

#[cfg(test)]
mod tests {
    use crate::notation::marks::{Notation, NotationMark};
    use gongbao_model::ColumnKind;

    fn read(notation: &Notation, text: &str) -> String {
        notation
            .read(ColumnKind::Date, text)
            .map(|it| it.text)
            .unwrap_or_default()
    }

    fn check(mark: NotationMark, text: &str, expected: &str) {
        let notation = Notation {
            marks: vec![mark],
            ..Notation::default()
        };
        assert_eq!(read(&notation, text), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_declared() {
        check(NotationMark::Slashed, "2025/10/9", "2025-10-09");
        check(NotationMark::Slashed, "2025/10/9 0:00:00", "2025-10-09");
        check(NotationMark::Slashed, "2025/10/9 0:00", "2025-10-09");
        check(NotationMark::Dotted, "2025.1.09", "2025-01-09");
        check(NotationMark::Dashed, "2025-1-9", "2025-01-09");
        check(NotationMark::Hanzi, "2025年10月9日", "2025-10-09");
        check(NotationMark::Hanzi, "2025-10-09", "2025-10-09");
    }

    #[test]
    fn what_is_not_declared_or_no_day_is_refused() {
        check(NotationMark::Hanzi, "2025/10/9", "");
        check(NotationMark::Slashed, "2025/2/30", "");
        check(NotationMark::Slashed, "10/9/2025", "");
        check(NotationMark::Slashed, "2025/10/9 8:30", "");
        check(NotationMark::Hanzi, "2025年10月", "");
    }

    #[test]
    fn spreadsheets_count_days() {
        check(NotationMark::Serial, "45939", "2025-10-09");
        check(NotationMark::Serial, "61", "1900-03-01");
        check(NotationMark::Serial, "59", "1900-02-28");
        check(NotationMark::Serial, "1", "1900-01-01");
        check(NotationMark::Serial, "60", "");
        check(NotationMark::Serial, "0", "");
        check(NotationMark::Serial, "9999999", "");
        check(NotationMark::Slashed, "45939", "");
    }

    #[test]
    fn a_pattern_says_where_the_parts_stand() {
        let by = |pattern: &str| Notation {
            pattern: Some(pattern.to_owned()),
            ..Notation::default()
        };
        assert_eq!(read(&by("%d.%m.%Y"), "9.10.2025"), "2025-10-09");
        assert_eq!(read(&by("%Y%m%d"), "20251009"), "2025-10-09");
        assert_eq!(read(&by("%Y年%m月%d日"), "2025年10月9日"), "2025-10-09");
        assert_eq!(read(&by("%Y/%m/%d"), "2025-10-09"), "");
        assert_eq!(read(&by("%Y/%m/%d"), "2025/10/9x"), "");
    }
}
