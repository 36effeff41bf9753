//! A finding in a text, and how strictly a text is searched.

use std::ops::Range;

use gongbao_diag::Code;

/// Something in a text that must not be published, or should be looked at before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub(crate) code: Code,
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// Its characters without the writing: half-width, no spaces, no hyphens, capitals.
    pub(crate) value: String,
}

/// How closely a text is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchDepth {
    /// For everything, doubtful things too.
    Everything,
    /// For what is proved by its own digits or words: nothing is found in a drawing or a hash by chance.
    Certain,
}
