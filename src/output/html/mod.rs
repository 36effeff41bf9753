//! The static site: views of pages, poured into the theme's templates.

use crate::diag::Diags;
use crate::output::{Job, Output, Sink};

/// The HTML output.
#[derive(Debug)]
pub struct Html;

impl Output for Html {
    fn name(&self) -> &'static str {
        "html"
    }
    fn render(&self, _job: &Job<'_>, _sink: &dyn Sink, _diags: &mut Diags) {}
}
