//! One cell, and the type of a column.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Value as Json, json};

use gongbao_diag::locale::{
    Date, Lang, NumberFormat, Period, Text, Word, date_text, parse_period, word,
};

/// The type of a column (Table Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    String,
    Integer,
    Number,
    Boolean,
    Date,
    Year,
    /// Whole months of a year: 上半年, a quarter, a month.
    Period,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No value: one of the schema's missing values.
    #[default]
    Missing,
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Date(Date),
    Year(i32),
    Period(Period),
}

impl ColumnKind {
    /// Every type, as the descriptor may name it.
    pub const ALL: [ColumnKind; 7] = [
        ColumnKind::String,
        ColumnKind::Integer,
        ColumnKind::Number,
        ColumnKind::Boolean,
        ColumnKind::Date,
        ColumnKind::Year,
        ColumnKind::Period,
    ];

    /// The name in a descriptor.
    pub fn name(self) -> &'static str {
        match self {
            ColumnKind::String => "string",
            ColumnKind::Integer => "integer",
            ColumnKind::Number => "number",
            ColumnKind::Boolean => "boolean",
            ColumnKind::Date => "date",
            ColumnKind::Year => "year",
            ColumnKind::Period => "period",
        }
    }

    /// The type a descriptor names.
    pub fn parse(name: &str) -> Option<ColumnKind> {
        ColumnKind::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What a cell of this type is, for people.
    pub fn text(self) -> Text {
        match self {
            ColumnKind::String => Text::new("文字", "a text"),
            ColumnKind::Integer => Text::new("整数", "a whole number"),
            ColumnKind::Number => Text::new("数", "a number"),
            ColumnKind::Boolean => Text::new(
                "是否值（true、false、是、否）",
                "a yes-or-no value (true, false, 是, 否)",
            ),
            ColumnKind::Date => Text::new("日期（如 2025-12-31）", "a date (such as 2025-12-31)"),
            ColumnKind::Year => Text::new("四位数的年份", "a year of four digits"),
            ColumnKind::Period => Text::new(
                "时期（如 2025年上半年、2025Q3、2025-09）",
                "a period (such as 2025-H1, 2025Q3 or 2025-09)",
            ),
        }
    }

    /// Whether its cells are amounts that can be summed and compared.
    pub fn is_numeric(self) -> bool {
        matches!(self, ColumnKind::Integer | ColumnKind::Number)
    }
}

impl Value {
    /// The value as JSON has it: whole numbers without a point, dates as text, missing as null.
    pub fn json(&self) -> Json {
        match self {
            Value::Missing => Json::Null,
            Value::Integer(it) => json!(it),
            Value::Number(it) if it.fract() == 0.0 && it.abs() < 1e15 => json!(*it as i64),
            Value::Number(it) => json!(it),
            Value::Boolean(it) => json!(it),
            Value::Year(it) => json!(it),
            Value::Text(_) | Value::Date(_) | Value::Period(_) => json!(self.to_string()),
        }
    }

    /// Whether an author who wrote `self` means `other`: numbers and years compare by value, and a
    /// text compares with how the other is written (`"2025"` means the year 2025).
    pub fn means(&self, other: &Value) -> bool {
        if let (Value::Text(text), Value::Period(period))
        | (Value::Period(period), Value::Text(text)) = (self, other)
        {
            return parse_period(text) == Some(*period);
        }
        match (self.as_number(), other.as_number()) {
            (Some(a), Some(b)) => a == b,
            _ => self.to_string() == other.to_string() && *self != Value::Missing,
        }
    }

    /// The value of a number or year.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(it) => Some(*it as f64),
            Value::Number(it) => Some(*it),
            Value::Year(it) => Some(f64::from(*it)),
            Value::Missing
            | Value::Text(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Period(_) => None,
        }
    }

    /// The order values stand in: numbers by value, periods by their end, all else by how it is written.
    pub fn order(&self, other: &Value) -> Ordering {
        if let (Value::Period(a), Value::Period(b)) = (self, other) {
            return a.cmp(b);
        }
        match (self.as_number(), other.as_number()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => self.to_string().cmp(&other.to_string()),
        }
    }

    /// Whether two times can be compared as one after the other: a year does not follow one of its halves.
    pub fn is_like(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Period(a), Value::Period(b)) => a.is_like(*b),
            _ => true,
        }
    }

    /// How a reader sees the value by itself: dates written out, no thousands separators, no unit.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Value::Missing => word(lang, Word::Missing).to_owned(),
            Value::Number(it) => NumberFormat::default().digits_of(*it),
            Value::Boolean(true) => word(lang, Word::Yes).to_owned(),
            Value::Boolean(false) => word(lang, Word::No).to_owned(),
            Value::Date(it) => date_text(lang, *it),
            Value::Period(it) => it.text(lang),
            Value::Text(_) | Value::Integer(_) | Value::Year(_) => self.to_string(),
        }
    }
}

/// How a machine writes the value: empty for missing, ISO 8601 for dates, shortest digits for numbers.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Missing => Ok(()),
            Value::Text(it) => f.write_str(it),
            Value::Integer(it) => write!(f, "{it}"),
            Value::Number(it) => write!(f, "{it}"),
            Value::Boolean(it) => write!(f, "{it}"),
            Value::Date(it) => write!(f, "{it}"),
            Value::Year(it) => write!(f, "{it}"),
            Value::Period(it) => write!(f, "{it}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{ColumnKind, Value};
    use gongbao_diag::locale::{Lang, parse_date, parse_period};

    #[test]
    fn a_text_means_what_is_written_like_it() {
        assert!(Value::Text("2025".to_owned()).means(&Value::Year(2025)));
        assert!(Value::Number(2025.0).means(&Value::Year(2025)));
        assert!(!Value::Text("25".to_owned()).means(&Value::Year(2025)));
        assert!(!Value::Missing.means(&Value::Missing));
    }

    #[test]
    fn readers_see_dates_and_answers_in_their_language() {
        let date = Value::Date(parse_date("2025-12-31").expect("a date"));
        assert_eq!(date.text(Lang::Zh), "2025年12月31日");
        assert_eq!(date.to_string(), "2025-12-31");
        assert_eq!(Value::Boolean(true).text(Lang::Zh), "是");
        assert_eq!(Value::Missing.text(Lang::En), "—");
        assert_eq!(Value::Number(0.5).text(Lang::En), "0.5");
    }

    #[test]
    fn a_period_is_meant_however_it_is_written() {
        let half = Value::Period(parse_period("2025-H1").expect("a period"));
        assert!(half.means(&Value::Text("2025年上半年".to_owned())));
        assert!(!half.means(&Value::Year(2025)));
        let year = Value::Period(parse_period("2025年").expect("a period"));
        assert!(
            year.means(&Value::Year(2025)) && half.order(&year).is_lt() && !half.is_like(&year)
        );
    }

    #[test]
    fn types_are_found_by_name() {
        assert_eq!(ColumnKind::parse("year"), Some(ColumnKind::Year));
        assert_eq!(ColumnKind::parse("any"), None);
    }
}
