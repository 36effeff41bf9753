//! The static site: views of pages, poured into the theme's templates.
//!
//! Prose is written here in Rust; exhibits and frames go through templates, so that a theme can change
//! them. Start at [`Html`]; a page is written by `page.rs`.

mod atlas;
mod engine;
mod escape;
mod exhibit;
mod link;
mod outline;
mod page;
pub mod policy;
mod prose;
#[cfg(test)]
mod sample;
mod sparkline;
mod view;
#[cfg(test)]
mod wellformed;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diags};
use crate::output::html::atlas::Atlas;
use crate::output::html::engine::Engines;
use crate::output::{Job, Output, Sink};

/// The HTML output.
#[derive(Debug)]
pub struct Html;

impl Output for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, diags: &mut Diags) {
        let Some(engines) = Engines::new(job.theme, diags) else { return };
        for (name, file) in &job.theme.assets {
            sink.put(&job.theme.published(name), &file.bytes);
        }
        for (route, file) in &job.site.files {
            sink.put(&route.0, &file.bytes);
        }
        let atlas = Atlas::of(job);
        let pages = job.site.pages.par_iter();
        let complaints: Vec<Option<Diagnostic>> = pages
            .map(|page| {
                let html = page::write(job, &atlas, engines.of(page.lang), page);
                html.map(|it| sink.put(&page.route.0, it.as_bytes())).err()
            })
            .collect();
        complaints.into_iter().flatten().for_each(|it| diags.push(it));
    }
}
