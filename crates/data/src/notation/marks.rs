//! The ways in which a cell may be written, and what it says in plain writing.

use gongbao_diag::locale::Bound;
use gongbao_model::ColumnKind;

/// One way in which a cell may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NotationMark {
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

impl NotationMark {
    /// Every mark with its name in a descriptor.
    pub(crate) const ALL: [(&'static str, NotationMark); 14] = [
        ("padded", NotationMark::Padded),
        ("fullwidth", NotationMark::Fullwidth),
        ("grouped", NotationMark::Grouped),
        ("percent", NotationMark::Percent),
        ("wan", NotationMark::Wan),
        ("bound", NotationMark::Bound),
        ("unit", NotationMark::Unit),
        ("parentheses", NotationMark::Parentheses),
        ("triangle", NotationMark::Triangle),
        ("slashed", NotationMark::Slashed),
        ("dotted", NotationMark::Dotted),
        ("dashed", NotationMark::Dashed),
        ("hanzi", NotationMark::Hanzi),
        ("serial", NotationMark::Serial),
    ];

    /// Its name in a descriptor.
    #[expect(clippy::expect_used, reason = "all marks stand in the list above")]
    pub(crate) fn name(self) -> &'static str {
        NotationMark::ALL
            .iter()
            .find(|(_, it)| *it == self)
            .map(|(name, _)| *name)
            .expect("every mark has a name")
    }

    /// Whether cells of a type may be written so.
    pub(crate) fn suits(self, kind: ColumnKind) -> bool {
        match self {
            NotationMark::Padded | NotationMark::Fullwidth => true,
            NotationMark::Grouped
            | NotationMark::Percent
            | NotationMark::Wan
            | NotationMark::Bound
            | NotationMark::Unit
            | NotationMark::Parentheses
            | NotationMark::Triangle => kind.is_numeric(),
            NotationMark::Slashed
            | NotationMark::Dotted
            | NotationMark::Dashed
            | NotationMark::Serial => kind == ColumnKind::Date,
            NotationMark::Hanzi => matches!(kind, ColumnKind::Date | ColumnKind::Year),
        }
    }
}

/// What is usual in Chinese reports. The rarer ways to write a negative number and the number of a day
/// are not among them: whoever has those says so.
pub(super) const CHINESE_MARKS: [NotationMark; 10] = [
    NotationMark::Fullwidth,
    NotationMark::Grouped,
    NotationMark::Percent,
    NotationMark::Wan,
    NotationMark::Bound,
    NotationMark::Unit,
    NotationMark::Slashed,
    NotationMark::Dotted,
    NotationMark::Dashed,
    NotationMark::Hanzi,
];

/// How the cells of one column may be written besides the plain way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notation {
    pub marks: Vec<NotationMark>,
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
pub(crate) struct PlainCell {
    pub text: String,
    /// What was made of it, in the order it was undone.
    pub used: Vec<NotationMark>,
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

    pub(crate) fn has(&self, mark: NotationMark) -> bool {
        self.marks.contains(&mark)
    }
}
