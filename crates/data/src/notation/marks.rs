//! The ways in which a cell may be written, and what it says in plain writing.

use gongbao_diag::locale::Bound;
use gongbao_model::ColumnKind;

/// One way in which a cell may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
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
    pub(crate) const ALL: [(&'static str, Mark); 14] = [
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
    #[expect(clippy::expect_used, reason = "all marks stand in the list above")]
    pub(crate) fn name(self) -> &'static str {
        Mark::ALL
            .iter()
            .find(|(_, it)| *it == self)
            .map(|(name, _)| *name)
            .expect("every mark has a name")
    }

    /// Whether cells of a type may be written so.
    pub(crate) fn suits(self, kind: ColumnKind) -> bool {
        match self {
            Mark::Padded | Mark::Fullwidth => true,
            Mark::Grouped
            | Mark::Percent
            | Mark::Wan
            | Mark::Bound
            | Mark::Unit
            | Mark::Parentheses
            | Mark::Triangle => kind.is_numeric(),
            Mark::Slashed | Mark::Dotted | Mark::Dashed | Mark::Serial => kind == ColumnKind::Date,
            Mark::Hanzi => matches!(kind, ColumnKind::Date | ColumnKind::Year),
        }
    }
}

/// What is usual in Chinese reports. The rarer ways to write a negative number and the number of a day
/// are not among them: whoever has those says so.
pub(super) const CHINESE: [Mark; 10] = [
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
pub(crate) struct Notation {
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
pub(crate) struct Plain {
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
    pub(crate) fn is_plain(&self) -> bool {
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

    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }
}
