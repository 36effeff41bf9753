//! A column in its stored type, for code that reads all of its cells.
//!
//! [`Table::value`] gives any cell to anybody; asking it ten million times makes as many copies.
//!
//! [`Table::value`]: crate::Table::value

use std::collections::BTreeSet;
use std::fmt::Write;
use std::hash::Hasher;

use polars::prelude::{
    BooleanChunked, ChunkedArray, Column, Float64Type, Int32Type, Int64Type, PolarsDataType,
    PolarsNumericType, StringChunked, StringType,
};

use crate::calendar;
use gongbao_model::ColumnKind;

/// The cells of a column. Rows count from 0; a row that is not there has no value.
#[derive(Clone, Copy)]
pub(crate) enum TypedColumn<'a> {
    Text(TextCells<'a>),
    Whole(NumberCells<'a, Int64Type>),
    Number(NumberCells<'a, Float64Type>),
    Truth(&'a BooleanChunked),
    Day(NumberCells<'a, Int32Type>),
}

const STORED: &str = "a column is stored as its kind says";

/// Cells that are numbers to the machine.
pub(crate) struct NumberCells<'a, T: PolarsNumericType> {
    stored: &'a ChunkedArray<T>,
    /// All of them, if none is missing.
    plain: &'a [T::Native],
}

/// Cells that are texts.
#[derive(Clone, Copy)]
pub(crate) struct TextCells<'a> {
    stored: &'a StringChunked,
    /// All of them, if they are in one stretch of memory.
    plain: Option<&'a <StringType as PolarsDataType>::Array>,
}

impl<T: PolarsNumericType> Clone for NumberCells<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PolarsNumericType> Copy for NumberCells<'_, T> {}

impl<'a, T: PolarsNumericType> NumberCells<'a, T> {
    /// Looks at a column that is stored so.
    pub(crate) fn new(stored: &'a ChunkedArray<T>) -> Self {
        NumberCells {
            stored,
            // Where a cell is missing, cells are asked for one by one.
            plain: stored.cont_slice().unwrap_or(&[]),
        }
    }

    /// One cell.
    pub(crate) fn get(self, row: usize) -> Option<T::Native> {
        match self.plain.get(row) {
            Some(it) => Some(*it),
            None if row < self.stored.len() => self.stored.get(row),
            None => None,
        }
    }
}

impl<'a> TextCells<'a> {
    /// Looks at a column of texts.
    pub(crate) fn new(stored: &'a StringChunked) -> Self {
        let mut chunks = stored.downcast_iter();
        let (first, second) = (chunks.next(), chunks.next());
        TextCells {
            stored,
            plain: first.filter(|_| second.is_none()),
        }
    }

    /// One cell.
    pub(crate) fn get(self, row: usize) -> Option<&'a str> {
        match self.plain {
            _ if row >= self.stored.len() => None,
            Some(plain) => plain.get(row),
            None => self.stored.get(row),
        }
    }
}

impl<'a> TypedColumn<'a> {
    /// The cells of a column of a type.
    ///
    /// # Panics
    /// If it is stored otherwise, which no table lets happen: its cells would be missing all at once.
    #[expect(clippy::expect_used, reason = "cells and fields are set together")]
    pub(crate) fn new(column: &'a Column, kind: ColumnKind) -> TypedColumn<'a> {
        let series = column.as_materialized_series();
        match kind {
            ColumnKind::String | ColumnKind::Period => {
                TypedColumn::Text(TextCells::new(series.str().expect(STORED)))
            }
            ColumnKind::Integer | ColumnKind::Year => {
                TypedColumn::Whole(NumberCells::new(series.i64().expect(STORED)))
            }
            ColumnKind::Number => {
                TypedColumn::Number(NumberCells::new(series.f64().expect(STORED)))
            }
            ColumnKind::Boolean => TypedColumn::Truth(series.bool().expect(STORED)),
            ColumnKind::Date => {
                TypedColumn::Day(NumberCells::new(&series.date().expect(STORED).phys))
            }
        }
    }

    /// Whether a cell has a value.
    pub(crate) fn has(self, row: usize) -> bool {
        match self {
            TypedColumn::Text(it) => it.get(row).is_some(),
            TypedColumn::Whole(it) => it.get(row).is_some(),
            TypedColumn::Number(it) => it.get(row).is_some(),
            TypedColumn::Truth(it) => boolean_at(it, row).is_some(),
            TypedColumn::Day(it) => it.get(row).is_some(),
        }
    }

    /// How many cells have no value.
    pub(crate) fn n_missing(self) -> usize {
        match self {
            TypedColumn::Text(it) => it.stored.null_count(),
            TypedColumn::Whole(it) => it.stored.null_count(),
            TypedColumn::Number(it) => it.stored.null_count(),
            TypedColumn::Truth(it) => it.null_count(),
            TypedColumn::Day(it) => it.stored.null_count(),
        }
    }

    /// A cell of a column of texts.
    pub(crate) fn text(self, row: usize) -> Option<&'a str> {
        if let TypedColumn::Text(it) = self {
            it.get(row)
        } else {
            None
        }
    }

    /// A cell as a number, if it is an amount or a year.
    pub(crate) fn number(self, row: usize) -> Option<f64> {
        match self {
            TypedColumn::Whole(it) => it.get(row).map(|it| it as f64),
            TypedColumn::Number(it) => it.get(row),
            TypedColumn::Text(_) | TypedColumn::Truth(_) | TypedColumn::Day(_) => None,
        }
    }

    /// A day as polars counts them.
    pub(crate) fn day(self, row: usize) -> Option<i32> {
        if let TypedColumn::Day(it) = self {
            it.get(row)
        } else {
            None
        }
    }

    /// Adds a cell to a hash; cells written alike give the same, whatever their type. Nothing is added
    /// for a cell without value.
    pub(crate) fn hash(
        self,
        row: usize,
        hasher: &mut impl Hasher,
        buffer: &mut String,
    ) -> Option<()> {
        if let TypedColumn::Text(_) = self {
            hasher.write(self.text(row)?.as_bytes());
        } else {
            buffer.clear();
            self.write(row, buffer)?;
            hasher.write(buffer.as_bytes());
        }
        // What is between two cells keeps ("a", "bc") and ("ab", "c") apart.
        hasher.write_u8(0xff);
        Some(())
    }

    /// Writes a cell as a machine would.
    #[expect(clippy::expect_used, reason = "a String takes whatever is written")]
    pub(crate) fn write(self, row: usize, out: &mut String) -> Option<()> {
        let written = match self {
            TypedColumn::Text(it) => out.write_str(it.get(row)?),
            TypedColumn::Whole(it) => write!(out, "{}", it.get(row)?),
            TypedColumn::Number(it) => write!(out, "{}", it.get(row)?),
            TypedColumn::Truth(it) => write!(out, "{}", boolean_at(it, row)?),
            TypedColumn::Day(it) => write!(out, "{}", calendar::date_from_days(it.get(row)?)?),
        };
        written.expect("a text in memory can be written to");
        Some(())
    }

    /// Whether two cells are written alike. Two without value are not.
    pub(crate) fn is_like(self, row: usize, other: TypedColumn<'_>, there: usize) -> bool {
        match (self, other) {
            (TypedColumn::Text(a), TypedColumn::Text(b)) => {
                a.get(row).is_some_and(|it| b.get(there) == Some(it))
            }
            (TypedColumn::Whole(a), TypedColumn::Whole(b)) => {
                a.get(row).is_some_and(|it| b.get(there) == Some(it))
            }
            (TypedColumn::Day(a), TypedColumn::Day(b)) => {
                a.get(row).is_some_and(|it| b.get(there) == Some(it))
            }
            _ => {
                let (mut a, mut b) = (String::new(), String::new());
                self.write(row, &mut a).is_some() && other.write(there, &mut b).is_some() && a == b
            }
        }
    }

    /// Among some rows those in which a value stands for the first time.
    pub(crate) fn firsts(self, rows: impl Iterator<Item = usize>) -> Vec<usize> {
        match self {
            TypedColumn::Text(it) => first_occurrences(rows, |row| it.get(row)),
            TypedColumn::Whole(it) => first_occurrences(rows, |row| it.get(row)),
            TypedColumn::Number(it) => first_occurrences(rows, |row| it.get(row).map(f64::to_bits)),
            TypedColumn::Truth(it) => first_occurrences(rows, |row| boolean_at(it, row)),
            TypedColumn::Day(it) => first_occurrences(rows, |row| it.get(row)),
        }
    }
}

fn boolean_at(cells: &BooleanChunked, row: usize) -> Option<bool> {
    if row < cells.len() {
        cells.get(row)
    } else {
        None
    }
}

fn first_occurrences<T: Ord + Copy>(
    rows: impl Iterator<Item = usize>,
    cell: impl Fn(usize) -> Option<T>,
) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut last = None;
    let mut is_new = |row: &usize| {
        let cell = cell(*row);
        // Tables are often sorted, and the same value follows itself.
        cell != std::mem::replace(&mut last, cell) && cell.is_some_and(|it| seen.insert(it))
    };
    rows.filter(&mut is_new).collect()
}
