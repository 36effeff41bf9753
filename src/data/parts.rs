//! The columns of a table whose file is read in pieces, joined in the order of the file.

use std::collections::BTreeSet;

use polars::prelude::{Column, PolarsResult, Series};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::data::complaints::Complaints;
use crate::data::starts::Starts;

/// What reading a piece gives.
pub struct Part {
    pub columns: PolarsResult<Vec<Column>>,
    pub starts: Starts,
    /// Cells (row, column) that are complained about; rows count from the first of the file.
    pub skipped: BTreeSet<(usize, usize)>,
    pub complaints: Complaints,
}

/// Puts the parts of a file together; `complaints` are those about its header.
pub fn join(parts: Vec<Part>, complaints: Complaints) -> Part {
    let mut all = Part { columns: Ok(Vec::new()), starts: Starts::default(), skipped: BTreeSet::new(), complaints };
    let mut columns: Vec<Vec<Series>> = Vec::new();
    for part in parts {
        all.starts.append(part.starts);
        all.skipped.extend(part.skipped);
        all.complaints.append(part.complaints);
        match part.columns {
            Ok(of_part) => add(&mut columns, of_part),
            Err(error) => all.columns = Err(error),
        }
    }
    let joined: PolarsResult<Vec<Column>> = columns.into_par_iter().map(one).collect();
    all.columns = all.columns.and(joined);
    all
}

fn add(columns: &mut Vec<Vec<Series>>, of_part: Vec<Column>) {
    columns.resize_with(of_part.len(), Vec::new);
    for (column, part) in columns.iter_mut().zip(of_part) {
        column.push(part.take_materialized_series());
    }
}

/// One column in one stretch of memory: cells are asked for by row.
fn one(parts: Vec<Series>) -> PolarsResult<Column> {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.append_owned(part)?;
    }
    Ok(all.rechunk().into())
}
