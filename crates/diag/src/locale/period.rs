//! Periods a report speaks of: a year, a half, a quarter, a month, or the months so far.
//!
//! A period is whole months of one year, stored as `2025-H1`, `2025-Q3`, `2025-09` or
//! `2025-01/2025-09`. Periods are ordered by their end, the longest last.

use std::cmp::Ordering;
use std::fmt;

use crate::locale::date::month_name;
use crate::locale::{Date, Lang, parse_as};

/// Whole months of one year. 一季度 and 1—3月 are the same period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    from: i8,
    to: i8,
}

/// Reads a period as tables have it: `2025`, `2025-09`, `2025Q3`, `2025-H1`, `2025-01/2025-09`, `2025年`,
/// `2025年9月`, `2025年上半年`, `2025年一季度`, `2025年第3季度`, `2025年前三季度`, `2025年1—9月`.
pub fn parse_period(text: &str) -> Option<Period> {
    let (year, rest) = (text.get(..4)?, text.get(4..)?);
    let is_year = year.bytes().all(|it| it.is_ascii_digit());
    let year = parse_as(year).filter(|_| is_year)?;
    let (from, to) = match rest.strip_prefix('年') {
        Some(rest) => parse_han_suffix(rest)?,
        None => parse_latin_suffix(rest, year)?,
    };
    Period::new(year, from, to)
}

/// What may follow the digits of a year.
fn parse_latin_suffix(rest: &str, year: i16) -> Option<(i8, i8)> {
    let upper = rest.strip_prefix('-').unwrap_or(rest).to_ascii_uppercase();
    match upper.as_bytes() {
        [] if rest.is_empty() => Some((1, 12)),
        [b'H', half @ b'1'..=b'2'] => months_of_half((half - b'0').cast_signed()),
        [b'Q', quarter @ b'1'..=b'4'] => months_of_quarter((quarter - b'0').cast_signed()),
        [b'0'..=b'1', b'0'..=b'9'] if rest.starts_with('-') => parse_as(&upper).map(|it| (it, it)),
        _ => {
            let (from, to) = upper.split_once('/')?;
            let to = to.strip_prefix(&format!("{year:04}-"))?;
            Some((two_digits(from)?, two_digits(to)?))
        }
    }
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2)
        .then(|| parse_small_number(text))
        .flatten()
}

/// What may follow 年.
fn parse_han_suffix(rest: &str) -> Option<(i8, i8)> {
    match rest {
        "" | "度" | "全年" => return Some((1, 12)),
        "上半年" => return months_of_half(1),
        "下半年" => return months_of_half(2),
        _ => {}
    }
    if let Some(rest) = rest.strip_suffix("季度") {
        let so_far = rest.strip_prefix('前');
        let nth = parse_small_number(so_far.or_else(|| rest.strip_prefix('第')).unwrap_or(rest))?;
        let (from, to) = months_of_quarter(nth)?;
        return Some((if so_far.is_some() { 1 } else { from }, to));
    }
    if let Some(months) = rest
        .strip_prefix('前')
        .and_then(|it| it.strip_suffix("个月"))
    {
        return Some((1, parse_small_number(months)?));
    }
    let months = rest.strip_suffix('月')?;
    match months.split_once(['-', '—', '–', '－', '至', '~', '～']) {
        Some((from, to)) => Some((
            parse_small_number(from.strip_suffix('月').unwrap_or(from))?,
            parse_small_number(to)?,
        )),
        None => parse_small_number(months).map(|it| (it, it)),
    }
}

/// A small number in Arabic or Han digits.
fn parse_small_number(text: &str) -> Option<i8> {
    const HAN: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let at = (1..).zip(HAN).find(|(_, it)| *it == text);
    let is_plain = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    at.map(|(number, _)| number)
        .or_else(|| parse_as(text).filter(|_| is_plain))
}

fn months_of_half(nth: i8) -> Option<(i8, i8)> {
    months_of_part(nth, 6)
}

fn months_of_quarter(nth: i8) -> Option<(i8, i8)> {
    months_of_part(nth, 3)
}

/// The months of the `nth` part of a year, parts being so many months long.
fn months_of_part(nth: i8, length: i8) -> Option<(i8, i8)> {
    let to = nth.checked_mul(length)?;
    Some((to - length + 1, to))
}

#[expect(
    clippy::expect_used,
    reason = "a period is made of a year of four digits and months from 1 to 12"
)]
fn first_of_month(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).expect("every month has a first day")
}

impl Period {
    fn new(year: i16, from: i8, to: i8) -> Option<Period> {
        (1 <= from && from <= to && to <= 12).then_some(Period { year, from, to })
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        first_of_month(self.year, self.from)
    }

    /// Its last day, on which it is judged.
    pub fn last_day(self) -> Date {
        first_of_month(self.year, self.to).last_of_month()
    }

    /// Whether another period is of the same kind, so that the two follow one another: both quarters, both
    /// the first nine months.
    pub fn is_like(self, other: Period) -> bool {
        let is_part =
            |it: Period| it.length() == other.length() && (it.from - 1) % it.length() == 0;
        let same_months = (self.from, self.to) == (other.from, other.to);
        same_months || (is_part(self) && is_part(other) && 12 % self.length() == 0)
    }

    fn length(self) -> i8 {
        self.to - self.from + 1
    }

    /// As a reader sees it: 2025年上半年, first half of 2025.
    pub fn text(self, lang: Lang) -> String {
        let Period { year, from, to } = self;
        let nth = usize::from(((from - 1) / self.length()).unsigned_abs());
        match (lang, self.shape()) {
            (Lang::Zh, Shape::Year) => format!("{year}年"),
            (Lang::Zh, Shape::Half) => format!("{year}年{}半年", ["上", "下"][nth]),
            (Lang::Zh, Shape::Quarter) => format!("{year}年{}季度", ["一", "二", "三", "四"][nth]),
            (Lang::Zh, Shape::Month) => format!("{year}年{from}月"),
            (Lang::Zh, Shape::Months) => format!("{year}年{from}—{to}月"),
            (Lang::En, Shape::Year) => year.to_string(),
            (Lang::En, Shape::Half) => format!("{} half of {year}", ["first", "second"][nth]),
            (Lang::En, Shape::Quarter) => format!("Q{} {year}", nth + 1),
            (Lang::En, Shape::Month) => format!("{} {year}", month_name(from)),
            (Lang::En, Shape::Months) => format!("{}–{} {year}", month_name(from), month_name(to)),
        }
    }

    /// Its end, as plans say when something is due: 2025年底, 2025年9月底, 2025年上半年结束.
    pub fn end_text(self, lang: Lang) -> String {
        let text = self.text(lang);
        match (lang, self.shape()) {
            (Lang::Zh, Shape::Year | Shape::Month) => format!("{text}底"),
            (Lang::Zh, Shape::Half | Shape::Quarter | Shape::Months) => format!("{text}结束"),
            (Lang::En, Shape::Half) => format!("the end of the {text}"),
            (Lang::En, Shape::Year | Shape::Quarter | Shape::Month | Shape::Months) => {
                format!("the end of {text}")
            }
        }
    }

    fn shape(self) -> Shape {
        match (self.length(), (self.from - 1) % self.length()) {
            (12, _) => Shape::Year,
            (6, 0) => Shape::Half,
            (3, 0) => Shape::Quarter,
            (1, _) => Shape::Month,
            _ => Shape::Months,
        }
    }
}

enum Shape {
    Year,
    Half,
    Quarter,
    Month,
    Months,
}

/// By the last day; of periods that end together the longest is the last.
impl Ord for Period {
    fn cmp(&self, other: &Period) -> Ordering {
        (self.year, self.to, -self.from).cmp(&(other.year, other.to, -other.from))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As machines write it: `2025`, `2025-H1`, `2025-Q3`, `2025-09`, `2025-01/2025-09`. Periods of one kind
/// stand in order when they are sorted as texts.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Period { year, from, to } = *self;
        let nth = (from - 1) / self.length() + 1;
        match self.shape() {
            Shape::Year => write!(f, "{year:04}"),
            Shape::Half => write!(f, "{year:04}-H{nth}"),
            Shape::Quarter => write!(f, "{year:04}-Q{nth}"),
            Shape::Month => write!(f, "{year:04}-{from:02}"),
            Shape::Months => write!(f, "{year:04}-{from:02}/{year:04}-{to:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, parse_period};

    /// How a period is written by machines, and for readers of both languages.
    fn check(text: &str, expected: [&str; 3]) {
        let period = parse_period(text).unwrap_or_else(|| panic!("{text} is no period"));
        assert_eq!(
            [
                period.to_string(),
                period.text(Lang::Zh),
                period.text(Lang::En)
            ],
            expected,
            "{text}"
        );
        assert_eq!(parse_period(expected[0]), Some(period), "{text}");
        assert_eq!(parse_period(expected[1]), Some(period), "{text}");
    }

    #[test]
    fn reads_what_tables_have() {
        check("2025", ["2025", "2025年", "2025"]);
        check("2025年度", ["2025", "2025年", "2025"]);
        check(
            "2025年上半年",
            ["2025-H1", "2025年上半年", "first half of 2025"],
        );
        check("2025h2", ["2025-H2", "2025年下半年", "second half of 2025"]);
        check("2025Q3", ["2025-Q3", "2025年三季度", "Q3 2025"]);
        check("2025年第1季度", ["2025-Q1", "2025年一季度", "Q1 2025"]);
        check("2025-09", ["2025-09", "2025年9月", "September 2025"]);
        check("2025年09月", ["2025-09", "2025年9月", "September 2025"]);
        check(
            "2025年1—9月",
            ["2025-01/2025-09", "2025年1—9月", "January–September 2025"],
        );
        check(
            "2025年前三季度",
            ["2025-01/2025-09", "2025年1—9月", "January–September 2025"],
        );
        check("2025年1月至3月", ["2025-Q1", "2025年一季度", "Q1 2025"]);
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "25",
            "2025-9",
            "2025-13",
            "2025-00",
            "2025Q5",
            "2025年13月",
            "2025年9—1月",
            "2025.9",
            "上半年",
            "年",
        ] {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }

    #[test]
    fn periods_are_ordered_by_their_end() {
        let mut periods: Vec<_> = ["2026-01", "2025", "2025-12", "2025-Q4", "2025-Q3", "2024"]
            .map(parse_period)
            .into();
        periods.sort();
        let sorted: Vec<String> = periods
            .into_iter()
            .flatten()
            .map(|it| it.to_string())
            .collect();
        assert_eq!(
            sorted,
            ["2024", "2025-Q3", "2025-12", "2025-Q4", "2025", "2026-01"]
        );
    }

    #[test]
    fn only_like_periods_follow_one_another() {
        let like = |a, b| match (parse_period(a), parse_period(b)) {
            (Some(a), Some(b)) => a.is_like(b),
            _ => panic!("no periods"),
        };
        assert!(
            like("2025-Q3", "2025-Q1")
                && like("2025", "2024")
                && like("2025年1—9月", "2024年1—9月")
        );
        assert!(
            !like("2025", "2025-H1")
                && !like("2025年1—9月", "2025年1—8月")
                && !like("2025-Q1", "2025-03")
        );
    }

    #[test]
    fn a_period_has_a_first_and_a_last_day() {
        let days = parse_period("2024-Q1").map(|it| (it.first_day(), it.last_day()));
        let Some((first, last)) = days else {
            panic!("days")
        };
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2024-01-01".to_owned(), "2024-03-31".to_owned())
        );
    }
}
