//! A damaged file must not end the program, whatever its reader makes of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a reader that is not ours; nothing if it gave up altogether.
///
/// What it was working on is dropped with it, so nothing half-read is ever seen.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks says that the file cannot be read"
)]
pub fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    // What it says as it gives up has been printed by the reader itself, and is of no use to an author.
    catch_unwind(AssertUnwindSafe(read)).ok()
}
