//! A figure in a line of text.

use crate::figure_key::FigureKey;
use gongbao_diag::Place;
use gongbao_model::Origin;

/// A figure in a line of text, bound to the rows it was computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoundFigure {
    /// As the reader sees it.
    pub text: String,
    /// The raw value as a machine writes it; empty if there is none.
    pub value: String,
    /// What the value is besides a number, see [`crate::figure_key::figure_state`].
    pub state: String,
    /// The metric, if it is one.
    pub metric: Option<String>,
    /// Where it was read.
    pub origins: Vec<Origin>,
    /// Where the author wrote it.
    pub place: Option<Place>,
    /// The metric or table, what it is of, and its source, in words.
    pub explained: String,
    /// What it is, whatever its value.
    pub key: Option<FigureKey>,
    /// Whether its value was another one when it was first published.
    pub revised: bool,
}
