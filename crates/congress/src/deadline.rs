//! Deadlines as plans write them: 2025年底前 is kept on the last day of 2025.
//!
//! Who is overdue is judged on the as-of date, by the last day of what a deadline names.

use gongbao_diag::locale::{
    Date, Lang, Text, date_text, deadline_text, parse_as, parse_date, parse_period,
};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Value;

/// The last day something may be done on, and the deadline in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deadline {
    pub day: Date,
    pub text: String,
}

/// What a cell says about the time something is to be done by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DeadlineCell {
    /// Nothing is said.
    Unstated,
    /// It has no end: 长期坚持.
    Ongoing,
    By(Deadline),
}

/// How precisely a deadline is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Day,
    MonthEnd,
    WithinMonth,
    YearEnd,
    WithinYear,
}

/// Words for the precision, as a column of it has them.
const PRECISIONS: [(&str, Precision); 19] = [
    ("", Precision::Day),
    ("日", Precision::Day),
    ("当日", Precision::Day),
    ("当日前", Precision::Day),
    ("day", Precision::Day),
    ("月底", Precision::MonthEnd),
    ("月底前", Precision::MonthEnd),
    ("month-end", Precision::MonthEnd),
    ("当月", Precision::WithinMonth),
    ("月内", Precision::WithinMonth),
    ("within-month", Precision::WithinMonth),
    ("年底", Precision::YearEnd),
    ("年底前", Precision::YearEnd),
    ("年末", Precision::YearEnd),
    ("year-end", Precision::YearEnd),
    ("年", Precision::WithinYear),
    ("当年", Precision::WithinYear),
    ("年内", Precision::WithinYear),
    ("within-year", Precision::WithinYear),
];

/// The words a column of precisions may hold, for a complaint.
fn precision_words(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "当日、月底前、当月、年底前、当年",
        Lang::En => "day, month-end, within-month, year-end, within-year",
    }
}

/// Words for what has no end.
const ONGOING: [&str; 6] = [
    "长期",
    "长期坚持",
    "持续",
    "持续推进",
    "ongoing",
    "permanent",
];

/// Reads a deadline; nothing if it cannot be read.
fn read_deadline(lang: Lang, value: &Value, precision: &str) -> Option<DeadlineCell> {
    let precision = PRECISIONS.iter().find(|it| it.0 == precision.trim())?.1;
    let on = |day: Date| Some(DeadlineCell::By(due_date(lang, day, precision)));
    match value {
        Value::Missing => Some(DeadlineCell::Unstated),
        Value::Date(day) => on(*day),
        Value::Year(year) => Some(DeadlineCell::By(due_date(
            lang,
            last_of_year(i64::from(*year))?,
            Precision::WithinYear,
        ))),
        Value::Period(period) => {
            let text = period.text(lang);
            Some(DeadlineCell::By(Deadline {
                day: period.last_day(),
                text,
            }))
        }
        Value::Text(text) if text.trim().is_empty() => Some(DeadlineCell::Unstated),
        Value::Text(text) => parse_limit(lang, text.trim(), precision),
        Value::Integer(year) => on(last_of_year(*year)?),
        Value::Number(_) | Value::Boolean(_) => None,
    }
}

/// The last day of a year that a deadline may be in.
#[expect(
    clippy::expect_used,
    reason = "the calendar has a 31 December in each of these years"
)]
fn last_of_year(year: i64) -> Option<Date> {
    match i16::try_from(year) {
        Ok(year @ 1900..=2999) => Some(Date::new(year, 12, 31).expect("a day of the calendar")),
        Ok(_) | Err(_) => None,
    }
}

/// The deadline a date means at a precision; the date may be any day of the month or year meant.
fn due_date(lang: Lang, date: Date, precision: Precision) -> Deadline {
    let day = match precision {
        Precision::Day => date,
        Precision::MonthEnd | Precision::WithinMonth => date.last_of_month(),
        Precision::YearEnd | Precision::WithinYear => date.last_of_year(),
    };
    let (year, month) = (day.year(), day.month());
    let text = match (precision, lang) {
        (Precision::Day, _) => date_text(lang, day),
        (Precision::MonthEnd | Precision::YearEnd, Lang::Zh) => {
            format!("{}前", deadline_text(lang, day))
        }
        (Precision::MonthEnd | Precision::YearEnd, Lang::En) => {
            format!("by {}", deadline_text(lang, day))
        }
        (Precision::WithinMonth, Lang::Zh) => format!("{year}年{month}月内"),
        (Precision::WithinMonth, Lang::En) => format!(
            "within {}",
            deadline_text(lang, day).replace("the end of ", "")
        ),
        (Precision::WithinYear, Lang::Zh) => format!("{year}年内"),
        (Precision::WithinYear, Lang::En) => format!("within {year}"),
    };
    Deadline { day, text }
}

/// A deadline in words, kept as it is written.
fn parse_limit(lang: Lang, text: &str, precision: Precision) -> Option<DeadlineCell> {
    if ONGOING.contains(&text.to_lowercase().as_str()) {
        return Some(DeadlineCell::Ongoing);
    }
    if let Some(day) = parse_date(text) {
        return Some(DeadlineCell::By(due_date(lang, day, precision)));
    }
    let core = text.trim_end_matches(['前', '底', '末', '内']);
    let day = of_day(core).or_else(|| Some(parse_period(core)?.last_day()));
    Some(DeadlineCell::By(Deadline {
        day: day?,
        text: text.to_owned(),
    }))
}

/// 2025年6月30日
#[expect(
    clippy::disallowed_methods,
    reason = "a day the calendar does not have is a deadline that cannot be read, which `read_limit` says"
)]
fn of_day(text: &str) -> Option<Date> {
    let (year, rest) = text.strip_suffix('日')?.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    Date::new(parse_as(year)?, parse_as(month)?, parse_as(day)?).ok()
}

/// How many days a deadline has passed.
#[expect(
    clippy::expect_used,
    reason = "the difference of any two dates can be told in days"
)]
pub(crate) fn days_late(due: Date, as_of: Date) -> Option<i32> {
    let span = due.until(as_of).expect("a number of days");
    Some(span.get_days()).filter(|it| *it > 0)
}

/// A deadline; one that cannot be read is a mistake and counts as none.
pub(crate) fn read_limit(
    lang: Lang,
    value: &Value,
    precision: &str,
    place: impl Fn() -> Place,
    diags: &mut Diags,
) -> DeadlineCell {
    read_deadline(lang, value, precision).unwrap_or_else(|| {
        let complaint = Diagnostic::new(Code::UnreadableDeadline, place()).with("text", value);
        let [zh, en] = [Lang::Zh, Lang::En].map(precision_words);
        diags.push(
            complaint
                .with("precision", precision)
                .with("known", Text::new(zh, en)),
        );
        DeadlineCell::Unstated
    })
}

#[cfg(test)]
mod tests {
    use crate::deadline::{DeadlineCell, read_deadline};
    use gongbao_diag::locale::{Lang, parse_date};
    use gongbao_model::Value;

    fn check(value: &Value, precision: &str, day: &str, zh: &str, en: &str) {
        for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
            let Some(DeadlineCell::By(due)) = read_deadline(lang, value, precision) else {
                panic!("{value} {precision}")
            };
            assert_eq!(
                (due.day.to_string().as_str(), due.text.as_str()),
                (day, text),
                "{value} {precision}"
            );
        }
    }

    fn date(text: &str) -> Value {
        Value::Date(parse_date(text).expect("a date"))
    }

    #[test]
    fn a_precision_means_its_last_day() {
        check(
            &date("2025-06-30"),
            "",
            "2025-06-30",
            "2025年6月30日",
            "30 June 2025",
        );
        check(
            &date("2019-12-31"),
            "年底前",
            "2019-12-31",
            "2019年底前",
            "by the end of 2019",
        );
        check(
            &date("2019-03-01"),
            "年底前",
            "2019-12-31",
            "2019年底前",
            "by the end of 2019",
        );
        check(
            &date("2021-01-01"),
            "当年",
            "2021-12-31",
            "2021年内",
            "within 2021",
        );
        check(
            &date("2024-02-01"),
            "月底前",
            "2024-02-29",
            "2024年2月底前",
            "by the end of February 2024",
        );
        check(
            &date("2024-02-01"),
            "当月",
            "2024-02-29",
            "2024年2月内",
            "within February 2024",
        );
        check(
            &Value::Year(2025),
            "",
            "2025-12-31",
            "2025年内",
            "within 2025",
        );
    }

    #[test]
    fn reads_deadlines_in_words() {
        let text = |it: &str| Value::Text(it.to_owned());
        for (written, day) in [
            ("2025年底前", "2025-12-31"),
            ("2025年6月底前", "2025-06-30"),
            ("2025年6月30日前", "2025-06-30"),
            ("2026年上半年", "2026-06-30"),
            ("2026年第三季度末", "2026-09-30"),
            ("2025", "2025-12-31"),
        ] {
            check(&text(written), "", day, written, written);
        }
        assert_eq!(
            read_deadline(Lang::Zh, &text("长期坚持"), ""),
            Some(DeadlineCell::Ongoing)
        );
        assert_eq!(
            read_deadline(Lang::Zh, &Value::Missing, "年底前"),
            Some(DeadlineCell::Unstated)
        );
    }

    #[test]
    fn refuses_what_names_no_day() {
        for text in ["尽快", "2025年13月底前", "99年底前"] {
            assert_eq!(
                read_deadline(Lang::Zh, &Value::Text(text.to_owned()), ""),
                None,
                "{text}"
            );
        }
        assert_eq!(read_deadline(Lang::Zh, &date("2025-06-30"), "春节前"), None);
    }
}
