//! All or nothing: files are staged beside the output folder, made durable, and swapped in at once.
//!
//! The only room that writes files. Start at [`stage`].

use std::path::Path;

use crate::diag::Diags;
use crate::output::Sink;

/// A folder being filled beside the output folder, under a lock. Dropping it leaves the output as it was.
#[derive(Debug)]
pub struct Stage;

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub n_files: usize,
    pub n_bytes: u64,
}

/// Opens a stage for an output folder.
pub fn stage(_out: &Path, _diags: &mut Diags) -> Option<Stage> {
    Some(Stage)
}

impl Stage {
    /// The mistakes met while files were taken.
    pub fn finish(&self, _diags: &mut Diags) {}

    /// Makes the stage the output folder in one step.
    pub fn swap_in(self, _diags: &mut Diags) -> Option<Published> {
        None
    }
}

impl Sink for Stage {
    fn put(&self, _path: &str, _bytes: &[u8]) {}
}
