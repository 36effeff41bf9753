//! One cell of a sheet as text: numbers as their shortest decimal, dates as ISO dates.
//!
//! Numbers have at most the 15 digits that spreadsheets show. What is shown in percent is read in
//! percent (`41.2%`), as in a CSV exported from the sheet, so that a share is never silently read
//! as a hundredth of itself.

use calamine::{Data, ExcelDateTime};

use crate::records::CellFault;

/// From here on a spreadsheet has forgotten the last digits of a whole number.
const MIN_INEXACT: f64 = 1e15;

/// The text of a cell, and what is wrong with it. `percent` is how it is shown.
pub(super) fn cell_text(data: &Data, percent: bool) -> (String, Option<CellFault>) {
    match data {
        Data::Empty => (String::new(), None),
        Data::String(it) => (it.clone(), None),
        Data::Int(it) => (it.to_string(), None),
        Data::Float(it) if it.abs() >= MIN_INEXACT && it.fract() == 0.0 => {
            (format_number(*it), Some(CellFault::LostDigits))
        }
        Data::Float(it) if percent => (format_number(it * 100.0) + "%", None),
        Data::Float(it) => (format_number(*it), None),
        Data::Bool(it) => (it.to_string(), None),
        Data::DateTime(it) => (format_moment(it), None),
        Data::DateTimeIso(it) => (strip_midnight(it), None),
        Data::DurationIso(it) => (it.clone(), None),
        Data::Error(it) => (it.to_string(), Some(CellFault::Error)),
    }
}

/// The shortest decimal text of a number, at most the 15 digits that spreadsheets themselves show:
/// beyond them is the noise of binary fractions.
fn format_number(value: f64) -> String {
    let shown: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // Zero has no sign.
    if shown == 0.0 {
        "0".to_owned()
    } else {
        shown.to_string()
    }
}

/// A date, with the time of day unless it is midnight; a duration as hours, minutes and seconds.
fn format_moment(value: &ExcelDateTime) -> String {
    if value.is_duration() {
        let seconds = (value.as_f64() * 86_400.0).round() as i64;
        return format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (value.as_f64(), time.as_str()) {
        (serial, _) if (0.0..1.0).contains(&serial) => time,
        (_, "00:00:00") => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}

/// `2025-12-31T00:00:00` without the midnight.
fn strip_midnight(text: &str) -> String {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let is_midnight = time.chars().all(|it| matches!(it, '0' | ':' | '.' | 'Z'));
    if is_midnight {
        date.to_owned()
    } else {
        format!("{date} {time}")
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, Data, ExcelDateTime, ExcelDateTimeType};

    use crate::formats::workbook::cell::cell_text;
    use crate::records::CellFault;

    fn check(data: Data, expected: &str) {
        assert_eq!(cell_text(&data, false), (expected.to_owned(), None));
    }

    fn date(serial: f64, is_1904: bool) -> Data {
        Data::DateTime(ExcelDateTime::new(
            serial,
            ExcelDateTimeType::DateTime,
            is_1904,
        ))
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        check(Data::Float(12.0), "12");
        check(Data::Float(41.2), "41.2");
        check(Data::Float(0.1 + 0.2), "0.3");
        check(Data::Float(-0.0), "0");
        check(Data::Float(1e-7), "0.0000001");
        check(Data::Float(999_999_999_999_999.0), "999999999999999");
        assert_eq!(cell_text(&Data::Float(0.412), true).0, "41.2%");
        assert_eq!(cell_text(&Data::Float(0.07), true).0, "7%");
    }

    #[test]
    fn dates_are_read_from_either_epoch() {
        check(date(45658.0, false), "2025-01-01");
        check(date(44196.0, true), "2025-01-01");
        check(date(45658.75, false), "2025-01-01 18:00:00");
        check(date(1.0, false), "1900-01-01");
        check(date(61.0, false), "1900-03-01");
        check(date(0.5, false), "12:00:00");
        check(
            Data::DateTimeIso("2025-12-31T00:00:00".to_owned()),
            "2025-12-31",
        );
        check(Data::DateTimeIso("2025-12-31".to_owned()), "2025-12-31");
    }

    #[test]
    fn what_is_no_value_is_a_fault() {
        assert_eq!(
            cell_text(&Data::Error(CellErrorType::NA), false),
            ("#N/A".to_owned(), Some(CellFault::Error))
        );
        let number = Data::Float(999_999_190_001_011_000.0);
        assert_eq!(
            cell_text(&number, false),
            ("999999190001011000".to_owned(), Some(CellFault::LostDigits))
        );
    }
}
