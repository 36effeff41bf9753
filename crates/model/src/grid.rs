//! What a reader is shown of a table: labelled columns, written cells, and where each came from.

use crate::missing::{MissingMarker, missing_markers_legend};
use crate::value::Value;
use gongbao_diag::locale::{Bound, Lang};

/// A table ready to be shown: beside a chart, in a page, in a document, as a download.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Topic, area and period.
    pub caption: String,
    /// Columns; the first identifies the row.
    pub columns: Vec<GridColumn>,
    /// Rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<GridCell>>,
}

/// A column of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridColumn {
    /// Heading, without unit.
    pub label: String,
    /// Unit of its values; empty for none.
    pub unit: String,
    /// Whether it holds figures, which are set right-aligned.
    pub numeric: bool,
    /// The metric it shows, if it shows one.
    pub metric: Option<String>,
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridCell {
    /// As the reader sees it.
    pub text: String,
    /// The raw value for downloads and machines.
    pub value: Value,
    /// Where it was read.
    pub origin: Option<Origin>,
    /// The sign that says why there is no value.
    pub missing_marker: Option<MissingMarker>,
    /// Which bound the value is, if it is one.
    pub bound: Option<Bound>,
}

impl Grid {
    /// What the signs it really uses mean: 注：“—”表示不适用。
    pub fn legend(&self, lang: Lang) -> Option<String> {
        missing_markers_legend(
            lang,
            self.rows
                .iter()
                .flatten()
                .filter_map(|it| it.missing_marker.as_ref()),
        )
    }
}

/// The cells a shown figure was computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Name of the table.
    pub table: String,
    /// Rows, counting from 0.
    pub rows: Vec<usize>,
}
