//! One column on its way from texts to values: written as declared, filled down, and what was made of it.

mod cached_notes;

use std::borrow::Cow;
use std::sync::Arc;

use polars::prelude::Column;

use crate::boolean_words::BooleanWords;
use crate::columns::ColumnBuilder;
use crate::notation::{Notation, NotationMark, PlainCell};
use crate::specs::FieldSpec;
use gongbao_diag::locale::{Bound, Lang, Text, parse_period, word};
use gongbao_model::ColumnKind;
use gongbao_model::{MissingMarker, MissingReason};

/// A column being read.
#[derive(Debug)]
pub(crate) struct ColumnReader<'a> {
    kind: ColumnKind,
    notation: Notation,
    boolean_words: Option<BooleanWords>,
    fills: bool,
    above: Option<Cow<'a, str>>,
    builder: ColumnBuilder<'a>,
    notes: ColumnNotes,
}

/// What was found out about a column besides its values. Cells are looked up by row, ascending.
#[derive(Clone, Debug, Default)]
pub struct ColumnNotes {
    /// Cells that were written in another way.
    pub(crate) rewritten: RewrittenCells,
    /// How many cells took the value above them.
    pub(crate) n_filled: usize,
    /// How many totals it names, which are no rows of the table.
    pub(crate) n_totals: usize,
    /// How many cells had a percent sign, and the first row that has none.
    pub(crate) n_percent: usize,
    pub(crate) without_percent: Option<usize>,
    /// The powers of ten that numbers with a word of scale are rounded to.
    scaled: Vec<(usize, i16)>,
    /// The most digits behind a point.
    decimals: i16,
    bounds: Vec<(usize, Bound)>,
    markers: Vec<MissingMarker>,
    missing: Vec<(u32, u16)>,
}

/// How many cells of a column were written in a declared notation, with examples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RewrittenCells {
    pub(crate) count: usize,
    /// For each way of writing the first cell, as it is written and as it is read.
    examples: Vec<(Vec<NotationMark>, Arc<str>, Arc<str>)>,
}

/// So many ways of writing have an example.
const MAX_EXAMPLES: usize = 5;

impl RewrittenCells {
    fn add(&mut self, marks: &[NotationMark], from: &str, to: &str) {
        self.count += 1;
        if self.examples.len() < MAX_EXAMPLES && !self.examples.iter().any(|it| it.0 == marks) {
            self.examples.push((marks.to_vec(), from.into(), to.into()));
        }
    }

    fn append(&mut self, other: RewrittenCells) {
        self.count += other.count;
        for it in other.examples {
            if self.examples.len() < MAX_EXAMPLES
                && !self.examples.iter().any(|known| known.0 == it.0)
            {
                self.examples.push(it);
            }
        }
    }

    fn remark(&self) -> Text {
        let each = |pattern: fn(&str, &str) -> String| -> Vec<String> {
            self.examples
                .iter()
                .map(|(_, from, to)| pattern(from, to))
                .collect()
        };
        let zh = each(|from, to| format!("“{from}”读作 {to}")).join("、");
        let en = each(|from, to| format!("`{from}` to {to}")).join(", ");
        let n = self.count;
        Text::new(
            format!("按声明的写法改写{n}格：{zh}"),
            format!("{n} cells rewritten as declared: {en}"),
        )
    }
}

impl<'a> ColumnReader<'a> {
    /// An empty column of a type, read as the descriptor says.
    pub(crate) fn new(
        kind: ColumnKind,
        spec: Option<&FieldSpec>,
        signs: Vec<MissingMarker>,
    ) -> ColumnReader<'a> {
        ColumnReader {
            kind,
            notation: spec.map_or_else(Notation::default, |it| it.notation.clone()),
            boolean_words: spec.and_then(|it| it.boolean_words.clone()),
            fills: spec.is_some_and(|it| it.fill),
            above: None,
            builder: ColumnBuilder::new(kind),
            notes: ColumnNotes {
                markers: signs,
                ..ColumnNotes::default()
            },
        }
    }

    /// Adds a cell; one that is not of the column's type is added as missing and refused.
    pub(crate) fn push(&mut self, row: usize, text: Cow<'a, str>) -> bool {
        let text = if self.fills { self.filled(text) } else { text };
        if let Some(sign) = self.notes.markers.iter().position(|it| *it.symbol == *text) {
            self.builder.push_missing();
            self.notes.absent(row, sign);
            return true;
        }
        match self.notation.read(self.kind, &text) {
            None => {
                self.notes.plain(self.kind, row, &text);
                if let Some(period) =
                    parse_period(&text).filter(|_| self.kind == ColumnKind::Period)
                {
                    self.notes.rewritten(
                        row,
                        &text,
                        &PlainCell {
                            text: period.to_string(),
                            ..PlainCell::default()
                        },
                    );
                }
                let usual = self
                    .boolean_words
                    .as_ref()
                    .map(|it| Cow::Borrowed(it.usual(&text)));
                self.builder.push(usual.unwrap_or(text))
            }
            Some(plain) => {
                let fits = self.builder.push(Cow::Owned(plain.text.clone()));
                if fits {
                    self.notes.rewritten(row, &text, &plain);
                }
                fits
            }
        }
    }

    /// Adds a cell without value.
    pub(crate) fn push_missing(&mut self) {
        self.builder.push_missing();
    }

    /// The column as polars holds it, and what is to be said about it.
    pub(crate) fn finish(self, name: &str) -> (Column, ColumnNotes) {
        (self.builder.finish(name), self.notes)
    }

    /// What a merged cell leaves empty has the value above.
    fn filled(&mut self, text: Cow<'a, str>) -> Cow<'a, str> {
        if !text.is_empty() {
            self.above = Some(text.clone());
            return text;
        }
        let above = self.above.clone();
        self.notes.n_filled += usize::from(above.is_some());
        above.unwrap_or(text)
    }
}

impl ColumnNotes {
    /// What is found out about a column whose cells are written plainly; `first` is the first row that has a
    /// number.
    pub(crate) fn plainly(
        signs: Vec<MissingMarker>,
        first: Option<usize>,
        decimals: i16,
    ) -> ColumnNotes {
        ColumnNotes {
            markers: signs,
            without_percent: first,
            decimals,
            ..ColumnNotes::default()
        }
    }

    /// Takes over those of the rows that follow.
    pub(crate) fn append(&mut self, other: ColumnNotes) {
        self.rewritten.append(other.rewritten);
        self.n_filled += other.n_filled;
        self.n_percent += other.n_percent;
        self.without_percent = self.without_percent.or(other.without_percent);
        self.scaled.extend(other.scaled);
        self.decimals = self.decimals.max(other.decimals);
        self.bounds.extend(other.bounds);
        self.markers = other.markers;
        self.missing.extend(other.missing);
    }

    /// The sign of a cell without value; nothing for one that has a value, or is merely empty.
    pub(crate) fn missing_marker(&self, row: usize) -> Option<&MissingMarker> {
        let at = self.missing.binary_search_by_key(&row, |it| it.0 as usize);
        at.map_or(None, |at| self.markers.get(usize::from(self.missing[at].1)))
    }

    /// Which bound a cell's value is, if it is one.
    pub(crate) fn bound(&self, row: usize) -> Option<Bound> {
        let at = self.bounds.binary_search_by_key(&row, |it| it.0);
        at.map_or(None, |at| Some(self.bounds[at].1))
    }

    /// Whether a glyph is a sign of the column that says more than “not available”.
    pub(crate) fn gives_meaning(&self, glyph: &str) -> bool {
        self.markers
            .iter()
            .any(|it| *it.symbol == *glyph && it.state != MissingReason::NotAvailable)
    }

    /// The signs that cells really have, in the order of the descriptor.
    pub(crate) fn used(&self) -> Vec<&MissingMarker> {
        let is_used = |at: usize| self.missing.iter().any(|it| usize::from(it.1) == at);
        self.markers
            .iter()
            .enumerate()
            .filter(|(at, _)| is_used(*at))
            .map(|(_, it)| it)
            .collect()
    }

    /// The author's sign for what is withheld, if there is one.
    pub(crate) fn redacted_marker(&self) -> Option<&MissingMarker> {
        self.markers
            .iter()
            .find(|it| it.state == MissingReason::Suppressed)
    }

    /// Whether there is a sign or a bound.
    pub(crate) fn tells(&self) -> bool {
        !self.missing.is_empty() || !self.bounds.is_empty()
    }

    /// The last unit the figure of a row shows; zero if it counts single things.
    pub(crate) fn last_unit(&self, kind: ColumnKind, row: usize) -> f64 {
        let at = self.scaled.binary_search_by_key(&row, |it| it.0);
        let scaled = at.map_or(None, |at| Some(self.scaled[at].1));
        self.unit_of(kind, scaled)
    }

    /// The last unit of a figure beside the rows, such as a total's.
    pub(crate) fn unit_of(&self, kind: ColumnKind, scaled: Option<i16>) -> f64 {
        match (scaled, kind) {
            (Some(power), _) => 10_f64.powi(i32::from(power)),
            (None, ColumnKind::Number) => 10_f64.powi(i32::from(-self.decimals)),
            (None, _) => 0.0,
        }
    }

    /// What was made of its cells, for whoever checks the data.
    pub(crate) fn remarks(&self) -> Vec<Text> {
        let mut remarks = Vec::new();
        if self.rewritten.count > 0 {
            remarks.push(self.rewritten.remark());
        }
        let n = self.bounds.len();
        if n > 0 {
            remarks.push(Text::new(
                format!("{n}格只是下限"),
                format!("{n} cells are lower bounds only"),
            ));
        }
        if self.n_filled > 0 {
            let n = self.n_filled;
            remarks.push(Text::new(
                format!("向下填充{n}格"),
                format!("{n} cells filled from above"),
            ));
        }
        if self.n_totals > 0 {
            let n = self.n_totals;
            let en = format!("{n} totals, held against their parts and left out");
            remarks.push(Text::new(format!("合计{n}行，已与各行核对，不计入"), en));
        }
        let signs = self.markers.iter().enumerate().filter_map(|(at, sign)| {
            let n = self
                .missing
                .iter()
                .filter(|it| usize::from(it.1) == at)
                .count();
            (n > 0).then(|| {
                let [zh, en] = [Lang::Zh, Lang::En].map(|it| word(it, sign.state.word()));
                Text::new(
                    format!("“{}”{n}格：{zh}", sign.symbol),
                    format!("`{}` in {n} cells: {en}", sign.symbol),
                )
            })
        });
        remarks.extend(signs);
        remarks
    }

    #[expect(
        clippy::expect_used,
        reason = "a sign that is not noted would make a withheld cell an empty one"
    )]
    fn absent(&mut self, row: usize, sign: usize) {
        let is_usual = self.markers.get(sign).is_some_and(MissingMarker::is_usual);
        if !is_usual {
            let row = u32::try_from(row).expect("a table has fewer than four milliard rows");
            let sign = u16::try_from(sign).expect("a column has fewer than 65,536 signs");
            self.missing.push((row, sign));
        }
    }

    fn plain(&mut self, kind: ColumnKind, row: usize, text: &str) {
        if kind.is_numeric() {
            self.without_percent.get_or_insert(row);
        }
        if kind == ColumnKind::Number {
            self.decimals = self.decimals.max(count_decimals(text));
        }
    }

    fn rewritten(&mut self, row: usize, text: &str, plain: &PlainCell) {
        if plain.used.contains(&NotationMark::Percent) {
            self.n_percent += 1;
        } else {
            self.without_percent.get_or_insert(row);
        }
        match plain.scaled_to {
            Some(power) => self.scaled.push((row, power)),
            None => self.decimals = self.decimals.max(count_decimals(&plain.text)),
        }
        self.bounds.extend(plain.bound.map(|it| (row, it)));
        if plain.text != *text {
            self.rewritten.add(&plain.used, text, &plain.text);
        }
    }
}

/// How many digits stand behind the point.
pub(crate) fn count_decimals(text: &str) -> i16 {
    let digits = text.rfind('.').map_or(0, |it| text.len() - it - 1);
    // No number shows more than some hundred.
    digits.min(i16::MAX as usize) as i16
}
