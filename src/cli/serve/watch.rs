//! Polls the folder for changes.
//!
//! Systems can tell of changes themselves, but not on the network drives offices keep their files on; to look at the
//! times of a thousand files takes a few milliseconds, and it is done less often where it takes longer.
//!
//! The `notify` crate, which asks the system, would also bring 11 crates.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::cli::serve::preview_server::PreviewRequest;
use crate::cli::terminal::current_instant;
use gongbao_source::FileStamps;

/// The time between two looks, at least, and how many times as long as a look it is.
const MIN_PAUSE: Duration = Duration::from_millis(40);
const WATCH_SHARE: u32 = 10;

/// Tells the desk of every change, until there is no desk.
pub(super) fn watch_folder(site: &Path, mut before: FileStamps, asks: &Sender<PreviewRequest>) {
    let mut recent: BTreeSet<Arc<str>> = BTreeSet::new();
    loop {
        let started = current_instant();
        let stamps = FileStamps::of(site);
        let changed = stamps.changed(&before);
        before = stamps;
        // A file may have been read while it was being written, so it is read once more.
        let again = std::mem::replace(&mut recent, changed.clone());
        let changed: BTreeSet<Arc<str>> = changed.into_iter().chain(again).collect();
        if !changed.is_empty() && asks.send(PreviewRequest::Changed(changed)).is_err() {
            return;
        }
        std::thread::sleep(MIN_PAUSE.max(started.elapsed() * WATCH_SHARE));
    }
}
