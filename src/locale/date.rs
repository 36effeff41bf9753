//! Dates as readers of each language write them.

use crate::locale::Lang;

/// A calendar date without a time zone. The type of the `jiff` crate, whose only home is this room.
pub type Date = jiff::civil::Date;

/// Reads `2025-12-31` (ISO 8601 calendar date), nothing looser.
pub fn parse_date(text: &str) -> Option<Date> {
    let plain = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    plain.then(|| text.parse().ok()).flatten()
}

/// 2025年12月31日 in Chinese (no leading zeros, GB/T 9704-2012), 31 December 2025 in English.
pub fn date_text(lang: Lang, date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => format!("{day} {} {year}", MONTHS[usize::from(month.unsigned_abs()) - 1]),
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, date_text, parse_date};

    #[test]
    fn writes_dates_without_leading_zeros() {
        let date = parse_date("2019-07-06").expect("a date");
        assert_eq!(date_text(Lang::Zh, date), "2019年7月6日");
        assert_eq!(date_text(Lang::En, date), "6 July 2019");
    }

    #[test]
    fn refuses_dates_that_do_not_exist_or_are_written_loosely() {
        for text in ["2025-02-30", "2025/10/09", "2025-1-1", "20250101", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
