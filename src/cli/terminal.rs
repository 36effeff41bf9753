//! The terminal: what is printed to it, what it can show, and the codes a run ends with.

use std::io::{IsTerminal, Write};
use std::time::Instant;

/// The site has mistakes.
pub(super) const EXIT_REFUSED: u8 = 1;
/// The command could not be run.
pub(super) const EXIT_FAILED: u8 = 2;

/// The moment it is, to say how long a run took.
#[allow(
    clippy::disallowed_methods,
    reason = "the time a run took is told, never published"
)]
pub(super) fn current_instant() -> Instant {
    Instant::now()
}

/// Whether a stream shows colours, and whoever reads it wants them.
#[allow(
    clippy::disallowed_methods,
    reason = "colours are the terminal's, never the report's"
)]
pub(super) fn is_colorful(stream: &impl IsTerminal) -> bool {
    let set = |name| std::env::var_os(name).filter(|it| !it.is_empty());
    stream.is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|it| it != "dumb")
}

/// A reader that has gone away (`gongbao … | head`) is no mistake.
pub(super) fn to_stdout(text: &str) {
    let mut stream = std::io::stdout().lock();
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Complaints are told as far as there is somebody to tell.
pub(super) fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
