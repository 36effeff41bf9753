//! How the cells of a column are written, where that is not the plain way: declared, never guessed.
//!
//! A notation turns what a cell says into what a machine would have written: `１６.０２万` into `160200`,
//! `（1,234）` into `-1234`, `2025年10月9日` into `2025-10-09`. What a column does not declare stays a mistake,
//! and [`Notation::explain`] names the declaration that would make sense of it.
//!
//! In the descriptor a field has Table Schema's `groupChar`, `decimalChar`, `bareNumber` and `format` (of
//! dates, as `%Y/%m/%d`), and ours, `notation`: a list of the names of [`Mark`], or `chinese` for those that
//! are usual in Chinese reports ([`CHINESE`]).

mod date;
mod declared;
mod number;

use std::borrow::Cow;

use gongbao_diag::locale::Bound;
use gongbao_model::Kind;

pub use declared::{KEYS, declared};

/// One way in which a cell may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// White space around the value.
    Padded,
    /// Full-width digits and signs: `１２％`, `－5`, `（3）`; also U+2212 as minus.
    Fullwidth,
    /// Thousands separators: `1,234`.
    Grouped,
    /// A percent sign. The value is the figure before it: `42%` is 42.
    Percent,
    /// 万 and 亿: `16.02万` is 160200. Also 千, 百万, 千万, 万亿.
    Wan,
    /// A lower bound: `84.6万余`, `500多`, `3000以上`. It is remembered as one.
    Bound,
    /// The field's unit behind the figure: `12人`.
    Unit,
    /// Negative numbers in parentheses: `(1,234)`.
    Parentheses,
    /// Negative numbers behind a triangle: `▲12`, `△12`.
    Triangle,
    /// `2025/10/9`.
    Slashed,
    /// `2025.10.9`.
    Dotted,
    /// `2025-10-9`, without the leading zeros.
    Dashed,
    /// `2025年10月9日`; of years, `2025年`.
    Hanzi,
    /// The number of a day in a spreadsheet, counted from 1900: `45939`.
    Serial,
}

impl Mark {
    /// Every mark with its name in a descriptor.
    pub const ALL: [(&'static str, Mark); 14] = [
        ("padded", Mark::Padded),
        ("fullwidth", Mark::Fullwidth),
        ("grouped", Mark::Grouped),
        ("percent", Mark::Percent),
        ("wan", Mark::Wan),
        ("bound", Mark::Bound),
        ("unit", Mark::Unit),
        ("parentheses", Mark::Parentheses),
        ("triangle", Mark::Triangle),
        ("slashed", Mark::Slashed),
        ("dotted", Mark::Dotted),
        ("dashed", Mark::Dashed),
        ("hanzi", Mark::Hanzi),
        ("serial", Mark::Serial),
    ];

    /// Its name in a descriptor.
    #[expect(clippy::expect_used, reason = "a test goes through all of them")]
    pub fn name(self) -> &'static str {
        Mark::ALL
            .iter()
            .find(|(_, it)| *it == self)
            .map(|(name, _)| *name)
            .expect("every mark has a name")
    }

    /// Whether cells of a type may be written so.
    pub fn suits(self, kind: Kind) -> bool {
        match self {
            Mark::Padded | Mark::Fullwidth => true,
            Mark::Grouped
            | Mark::Percent
            | Mark::Wan
            | Mark::Bound
            | Mark::Unit
            | Mark::Parentheses
            | Mark::Triangle => kind.is_numeric(),
            Mark::Slashed | Mark::Dotted | Mark::Dashed | Mark::Serial => kind == Kind::Date,
            Mark::Hanzi => matches!(kind, Kind::Date | Kind::Year),
        }
    }
}

/// What is usual in Chinese reports. The rarer ways to write a negative number and the number of a day
/// are not among them: whoever has those says so.
pub const CHINESE: [Mark; 10] = [
    Mark::Fullwidth,
    Mark::Grouped,
    Mark::Percent,
    Mark::Wan,
    Mark::Bound,
    Mark::Unit,
    Mark::Slashed,
    Mark::Dotted,
    Mark::Dashed,
    Mark::Hanzi,
];

/// How the cells of one column may be written besides the plain way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notation {
    pub marks: Vec<Mark>,
    /// Between thousands, if not a comma.
    pub group: Option<char>,
    /// Before the decimals, if not a point.
    pub decimal: Option<char>,
    /// Whether words around the number are passed over (`bareNumber: false`).
    pub worded: bool,
    /// The unit of the field, which a cell may repeat.
    pub unit: String,
    /// The pattern of its dates, such as `%Y/%m/%d`.
    pub pattern: Option<String>,
}

/// What a cell says, in plain writing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plain {
    pub text: String,
    /// What was made of it, in the order it was undone.
    pub used: Vec<Mark>,
    /// Which bound the value is, if it is one.
    pub bound: Option<Bound>,
    /// The power of ten it is rounded to, if a word of scale stood behind it.
    pub scaled_to: Option<i16>,
}

impl Notation {
    /// Whether cells are written plainly.
    pub fn is_plain(&self) -> bool {
        let Notation {
            marks,
            group,
            decimal,
            worded,
            unit: _,
            pattern,
        } = self;
        marks.is_empty() && group.is_none() && decimal.is_none() && !worded && pattern.is_none()
    }

    /// A cell of a type in plain writing; nothing if it is not written in a declared way, or plain already.
    pub fn read(&self, kind: Kind, text: &str) -> Option<Plain> {
        if self.is_plain() || (self.pattern.is_none() && self.is_plain_text(kind, text)) {
            return None;
        }
        let (text, used) = self.cleaned(text);
        let mut plain = match kind {
            Kind::Integer | Kind::Number => number::read(self, &text)?,
            Kind::Date => date::read(self, &text)?,
            Kind::Year if self.has(Mark::Hanzi) => date::year(&text),
            Kind::Year | Kind::String | Kind::Boolean | Kind::Period => Plain {
                text: text.into_owned(),
                ..Plain::default()
            },
        };
        plain.used.splice(0..0, used);
        Some(plain)
    }

    /// The marks that would make sense of a cell, with the plain text they give.
    pub fn explain(kind: Kind, text: &str, unit: &str) -> Option<Plain> {
        let marks = Mark::ALL
            .iter()
            .map(|(_, it)| *it)
            .filter(|it| it.suits(kind))
            .collect();
        let everything = Notation {
            marks,
            unit: unit.to_owned(),
            ..Notation::default()
        };
        everything.read(kind, text).filter(|it| !it.used.is_empty())
    }

    /// Digits that no mark changes, the usual case.
    fn is_plain_text(&self, kind: Kind, text: &str) -> bool {
        let is_digits =
            |it: u8| it.is_ascii_digit() || it == b'-' || (it == b'.' && self.decimal.is_none());
        kind.is_numeric() && self.group != Some('.') && text.bytes().all(is_digits)
    }

    /// Without what no type minds: white space around it, full-width signs.
    fn cleaned<'t>(&self, text: &'t str) -> (Cow<'t, str>, Vec<Mark>) {
        let mut used = Vec::new();
        let mut out = Cow::Borrowed(text);
        if self.has(Mark::Fullwidth) && text.contains(is_full_width) {
            used.push(Mark::Fullwidth);
            out = Cow::Owned(half_width(text));
        }
        if self.has(Mark::Padded) && out.trim() != out {
            used.push(Mark::Padded);
            out = Cow::Owned(out.trim().to_owned());
        }
        (out, used)
    }

    fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }
}

fn is_full_width(it: char) -> bool {
    matches!(it, '！'..='～' | '−' | '\u{3000}')
}

/// Full-width digits and signs as the ASCII ones.
pub fn half_width(text: &str) -> String {
    let narrow = |it: char| match it {
        '！'..='～' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
        '−' => '-',
        '\u{3000}' => ' ',
        _ => it,
    };
    text.chars().map(narrow).collect()
}
