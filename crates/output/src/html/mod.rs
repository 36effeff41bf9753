//! The static site: views of pages, poured into the theme's templates.
//!
//! Prose is written here in Rust; exhibits and frames go through templates, so that a theme can change
//! them. Start at [`Html`]; a page is written by `page.rs`.

mod atlas;
mod bare;
mod engine;
mod escape;
mod exhibit;
mod link;
mod outline;
mod page;
mod policy;
mod prose;
#[cfg(test)]
mod sample;
mod sparkline;
mod view;
#[cfg(test)]
mod wellformed;

use rayon::prelude::*;

use crate::html::atlas::Atlas;
use crate::html::engine::Engines;
use crate::{Job, Output, Sink};
use gongbao_diag::{Diagnostic, Diags};
use gongbao_site::Page;
use gongbao_theme::Theme;

/// The policy of all pages as a server's header says it; nothing if a header could not allow what single pages do.
pub fn policy_header(theme: &Theme) -> Option<String> {
    policy::header(&engine::template_code(theme))
}

/// The HTML output.
#[derive(Debug)]
pub struct Html;

impl Output for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, diags: &mut Diags) {
        let assets = job
            .theme
            .assets
            .iter()
            .map(|(name, file)| (job.theme.published(name), file));
        let brought = job
            .site
            .files
            .iter()
            .map(|(route, file)| (route.0.clone(), file));
        for (path, file) in assets.chain(brought).filter(|(path, _)| sink.wants(path)) {
            sink.put(&path, &file.bytes);
        }
        let pages: Vec<&Page> = job
            .site
            .pages
            .iter()
            .filter(|it| sink.wants(&it.route.0))
            .collect();
        if pages.is_empty() && !bare::are_wanted(job, sink) {
            return;
        }
        let Some(engines) = Engines::new(job.theme, diags) else {
            return;
        };
        let atlas = Atlas::of(job);
        let pages = pages.par_iter();
        let complaints: Vec<Option<Diagnostic>> = pages
            .map(|page| {
                let html = page::write(job, &atlas, engines.of_page(page), page);
                html.map(|it| sink.put(&page.route.0, it.as_bytes())).err()
            })
            .collect();
        complaints
            .into_iter()
            .flatten()
            .for_each(|it| diags.push(it));
        bare::write(job, &engines, sink, diags);
    }
}
