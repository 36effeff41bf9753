//! A progress indicator for work that takes longer than a second.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// A spinner that appears after a second and goes when it is stopped.
#[derive(Debug)]
pub(super) struct Progress {
    worker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts waiting; `shown` says whether there is a terminal to spin on.
    pub(super) fn start(words: &'static str, shown: bool) -> Progress {
        let (stop, stopped) = channel();
        let worker = shown.then(|| {
            let thread = std::thread::spawn(move || {
                if stopped.recv_timeout(Duration::from_secs(1)).is_ok() {
                    return;
                }
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                    .with_message(words);
                bar.enable_steady_tick(Duration::from_millis(120));
                let _ = stopped.recv();
                bar.finish_and_clear();
            });
            (stop, thread)
        });
        Progress { worker }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.worker.take() {
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}
