//! Contains panics of format readers, so that a damaged file cannot end the program.
//!
//! Catching a panic is not enough: memory that cannot be had ends a program all the same. So old
//! workbooks, OpenDocument and Parquet are looked over before they are read. What a file claims to
//! hold must lie within it, agree with itself and be no more than a thousand times as large.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a reader that is not ours; nothing if it gave up altogether.
///
/// What it was working on is dropped with it, so nothing half-read is ever seen.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks says that the file cannot be read"
)]
pub(super) fn catch_reader_panic<T>(read: impl FnOnce() -> T) -> Option<T> {
    // What it says as it gives up has been printed by the reader itself, and is of no use to an author.
    catch_unwind(AssertUnwindSafe(read)).ok()
}
