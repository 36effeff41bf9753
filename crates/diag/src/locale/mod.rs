//! How numbers, dates, section marks and the fixed words of a report are written for a reader.
//!
//! Pure functions of a language and a value. It knows no tables, no metrics and no pages.
//! Start at [`Lang`], then [`NumberFormat`] for figures and [`word`] for words.
//!
//! It lives below diagnostics because every diagnostic is written in Chinese and in English.

mod date;
mod language_tag;
mod number;
mod period;
mod unit;
mod words;

pub use date::{Date, date_text, days_before, deadline_text, parse_date};
pub use language_tag::LanguageTag;
pub use number::{Bound, Digits, NumberFormat, Scale, parse_as};
pub use period::{Period, parse_period};
pub use unit::{is_points, is_proportion, is_rate, split_step};
pub use words::{Word, fill_placeholders, word, words};

/// A language the interface exists in; content may be in any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, the default first.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Reads a BCP 47 tag or a POSIX locale name: `zh-CN`, `zh_CN.UTF-8`, `en`.
    pub fn parse(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_', '.']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The BCP 47 tag for `lang` attributes and file names.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }
}

/// One piece of text in every language of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Text {
    /// A text with its two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The wording for one language.
    pub fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The same wording in every language: names, quoted text, numbers.
impl<T: ToString> From<T> for Text {
    fn from(text: T) -> Text {
        let text = text.to_string();
        Text {
            zh: text.clone(),
            en: text,
        }
    }
}

/// The section mark of an official document at a heading level: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).
///
/// `level` is 1 to 4, `n` counts from 1. Other levels have no mark.
pub fn section_mark(lang: Lang, level: u8, n: usize) -> String {
    match (lang, level) {
        (Lang::Zh, 1) => format!("{}、", han_numeral(n)),
        (Lang::Zh, 2) => format!("（{}）", han_numeral(n)),
        (Lang::Zh, 3) => format!("{n}."),
        (Lang::Zh, 4) => format!("（{n}）"),
        (Lang::En, 1..=4) => format!("{n}."),
        // Deeper headings are not numbered.
        (Lang::Zh | Lang::En, _) => String::new(),
    }
}

/// A count from 1 to 99 in Han digits: 十二, 二十, 二十一; Arabic digits above that.
fn han_numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) if tens < 10 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, section_mark};

    fn marks(level: u8) -> Vec<String> {
        [1, 10, 12, 20, 21]
            .iter()
            .map(|it| section_mark(Lang::Zh, level, *it))
            .collect()
    }

    #[test]
    fn marks_the_first_level_in_han_digits() {
        assert_eq!(marks(1), ["一、", "十、", "十二、", "二十、", "二十一、"]);
    }

    #[test]
    fn marks_the_second_level_in_full_width_brackets() {
        assert_eq!(marks(2)[0], "（一）");
    }

    #[test]
    fn reads_language_tags() {
        assert_eq!(Lang::parse("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::parse("EN-gb"), Some(Lang::En));
        assert_eq!(Lang::parse("C.UTF-8"), None);
    }
}
