//! How the cells of a column are written, where that is not the plain way: declared, never guessed.
//!
//! A notation turns what a cell says into what a machine would have written: `１６.０２万` into `160200`,
//! `（1,234）` into `-1234`, `2025年10月9日` into `2025-10-09`. What a column does not declare stays a mistake,
//! and [`Notation::explain`] names the declaration that would make sense of it.
//!
//! In the descriptor a field has Table Schema's `groupChar`, `decimalChar`, `bareNumber` and `format` (of
//! dates, as `%Y/%m/%d`), and ours, `notation`: a list of the names of [`NotationMark`], or `chinese` for those that
//! are usual in Chinese reports (`marks::CHINESE_MARKS`).
//!
//! Nothing is guessed, because a guess could change a figure. `16.02万` is moved as text, so that no
//! digit is lost; `42%` is 42, and its unit is the field's.

mod date;
mod declared;
mod marks;
mod number;
mod reading;

pub(crate) use declared::{NOTATION_KEYS, read_notation};
pub(crate) use marks::{Notation, NotationMark, PlainCell};
pub(crate) use reading::half_width;
