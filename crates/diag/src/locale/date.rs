//! Dates as readers of each language write them.

use crate::locale::Lang;

/// A calendar date without a time zone. The type of the `jiff` crate, which only this file and the clock of `cli` use.
pub type Date = jiff::civil::Date;

/// Reads `2025-12-31` (ISO 8601 calendar date), nothing looser.
#[expect(
    clippy::disallowed_methods,
    reason = "a day the calendar does not have is no date, which whoever asks complains of"
)]
pub fn parse_date(text: &str) -> Option<Date> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else {
        return None;
    };
    let digit = |it: u8| it.is_ascii_digit().then(|| (it - b'0').cast_signed());
    let number = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = i16::from(number(a, b)?) * 100 + i16::from(number(c, d)?);
    Date::new(year, number(e, f)?, number(g, h)?).ok()
}

/// 2025年12月31日 in Chinese (no leading zeros, GB/T 9704-2012), 31 December 2025 in English.
pub fn date_text(lang: Lang, date: Date) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => format!("{day} {} {year}", month_name(month)),
    }
}

/// The day something is due on, as plans say it: 2025年底 for the last day of a year, 2019年6月底 for that of
/// a month, else the date.
pub fn deadline_text(lang: Lang, date: Date) -> String {
    let (year, month) = (date.year(), date.month());
    match (lang, month, date == date.last_of_month()) {
        (Lang::Zh, 12, true) => format!("{year}年底"),
        (Lang::Zh, _, true) => format!("{year}年{month}月底"),
        (Lang::En, 12, true) => format!("the end of {year}"),
        (Lang::En, _, true) => format!("the end of {} {year}", month_name(month)),
        (Lang::Zh | Lang::En, _, false) => date_text(lang, date),
    }
}

/// The day so many days before another.
#[expect(
    clippy::disallowed_methods,
    reason = "before the first day of the calendar there is none"
)]
pub fn days_before(date: Date, n: i32) -> Option<Date> {
    date.checked_sub(jiff::Span::new().days(n)).ok()
}

pub(super) fn month_name(month: i8) -> &'static str {
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
    MONTHS[usize::from(month.unsigned_abs()) - 1]
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, date_text, days_before, deadline_text, parse_date};

    #[test]
    fn writes_dates_without_leading_zeros() {
        let date = parse_date("2019-07-06").expect("a date");
        assert_eq!(date_text(Lang::Zh, date), "2019年7月6日");
        assert_eq!(date_text(Lang::En, date), "6 July 2019");
    }

    fn check_deadline(date: &str, zh: &str, en: &str) {
        let date = parse_date(date).expect("a date");
        assert_eq!(
            [deadline_text(Lang::Zh, date), deadline_text(Lang::En, date)],
            [zh, en]
        );
    }

    #[test]
    fn writes_deadlines_as_plans_do() {
        check_deadline("2025-12-31", "2025年底", "the end of 2025");
        check_deadline("2019-06-30", "2019年6月底", "the end of June 2019");
        check_deadline("2024-02-29", "2024年2月底", "the end of February 2024");
        check_deadline("2025-02-27", "2025年2月27日", "27 February 2025");
        check_deadline("2025-12-30", "2025年12月30日", "30 December 2025");
    }

    #[test]
    fn counts_days_back_over_the_end_of_a_year() {
        let before = |n| days_before(parse_date("2026-01-20")?, n);
        assert_eq!(before(20), parse_date("2025-12-31"));
        assert_eq!(before(7), parse_date("2026-01-13"));
    }

    #[test]
    fn refuses_dates_that_do_not_exist_or_are_written_loosely() {
        for text in ["2025-02-30", "2025/10/09", "2025-1-1", "20250101", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
