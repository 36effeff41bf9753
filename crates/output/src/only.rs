//! One file of a site, made without all the others.

use std::sync::mpsc::{Sender, channel};

use crate::{Job, Output, Sink, render};
use gongbao_diag::Diags;

/// A sink that wants one file.
struct Only<'a> {
    path: &'a str,
    taken: Sender<Vec<u8>>,
}

impl Sink for Only<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        if path == self.path {
            // The queue is open as long as files are taken.
            drop(self.taken.send(bytes.to_vec()));
        }
    }

    fn wants(&self, path: &str) -> bool {
        path == self.path || (path.ends_with('/') && self.path.starts_with(path))
    }
}

/// The bytes of the file at a path, as a build writes them; nothing if no output makes it.
pub fn one(
    outputs: &[&dyn Output],
    job: &Job<'_>,
    path: &str,
    diags: &mut Diags,
) -> Option<Vec<u8>> {
    let (taken, waiting) = channel();
    let sink = Only { path, taken };
    render(outputs, job, &sink, diags);
    drop(sink);
    waiting.into_iter().next()
}
