//! A value that a number of the text may state, with the words that name it.

use std::sync::Arc;

use crate::scan::StatedBound;
use crate::words::NameId;

/// A value that a number of the text may state.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub value: f64,
    pub unit: Arc<str>,
    /// What the values of its unit are counted in: 1e4 for 万元, which is kept as 元.
    pub factor: f64,
    /// What has to be said for this value to be meant.
    pub names: Vec<NameId>,
    /// Members that are codes, which no text says.
    pub codes: Vec<NameId>,
    /// Title of the metric, or of column and table.
    pub topic: Option<usize>,
    /// Words of the row, for rows whose key is a code.
    pub about: Option<usize>,
    pub year: Option<i32>,
    /// Whether it is of the latest time there is.
    pub is_latest: bool,
    /// For a target, on which side of it values have to be.
    pub goal: Option<StatedBound>,
    /// On which side of it values have to be, as another column of its row says.
    pub side: Option<StatedBound>,
    /// Whether it stands in a text of a cell.
    pub is_text: bool,
    /// The words before it there.
    pub before: Arc<str>,
    /// Whether it is a number of rows.
    pub is_count: bool,
    /// Values of one metric or column belong together.
    pub series: usize,
    /// And those over the same dimensions.
    pub group: usize,
    /// Number of its table.
    pub table: usize,
    /// What names it: the metric's title, or that of the column.
    pub title: Arc<str>,
    /// The inside of the braces; empty if no expression gives it.
    pub binding: String,
}

impl Candidate {
    /// 9540万元 is typed like 9540万 of 元.
    pub(crate) fn unscale(&mut self) {
        for (word, factor) in [("万", 1e4), ("亿", 1e8)] {
            if let Some(unit) = self.unit.strip_prefix(word) {
                (self.factor, self.value, self.unit) =
                    (factor, self.value * factor, Arc::from(unit));
                return;
            }
        }
    }
}
