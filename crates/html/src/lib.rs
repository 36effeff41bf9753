//! The static site: views of pages, poured into the theme's templates, with its search and its feeds.
//!
//! Prose is written here in Rust; exhibits and frames go through templates, so that a theme can change
//! them. Start at [`HtmlOutput`]; a page is written by `page.rs`.

mod engine;
mod exhibit;
mod feeds;
mod link;
mod link_resolver;
mod outline;
mod page;
mod policy;
mod prose;
pub mod search;
mod sparkline;
mod standalone_pages;
mod view;

use rayon::prelude::*;

use crate::engine::TemplateEngines;
use crate::link_resolver::LinkResolver;
use crate::prose::ProseWriter;
use crate::standalone_pages::StandaloneWriter;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_output::{Job, Output, PageFiles, PageWriter, Sink};
use gongbao_site::SiteFacts;
use gongbao_theme::Theme;

pub use feeds::FeedsOutput;

/// The policy of all pages as a server's header says it; nothing if a header could not allow what single pages do.
pub fn policy_header(theme: &Theme) -> Option<String> {
    policy::policy_header(&engine::template_code(theme))
}

/// The HTML output.
#[derive(Debug)]
pub struct HtmlOutput;

impl Output for HtmlOutput {
    fn name(&self) -> &'static str {
        "html"
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        sink: &dyn Sink,
        diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        let mut pages = job.site.pages.iter();
        let any_page = pages.any(|it| sink.wants(&it.head.route.0));
        if !any_page && !standalone_pages::are_wanted(job, sink) {
            return None;
        }
        // Each template that is broken has been told; no page can do without them.
        let engines = TemplateEngines::new(job.theme, diags)?;
        Some(Box::new(HtmlWriter { job, engines }))
    }

    fn render(&self, job: &Job<'_>, facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        let assets = job
            .theme
            .assets
            .iter()
            .map(|(name, file)| (job.theme.published(name), file));
        let brought = facts
            .files
            .iter()
            .map(|(route, file)| (route.0.clone(), file));
        for (path, file) in assets.chain(brought).filter(|(path, _)| sink.wants(path)) {
            sink.put(&path, &file.bytes);
        }
    }
}

/// Writes pages with the templates of the theme.
struct HtmlWriter<'a> {
    job: &'a Job<'a>,
    engines: TemplateEngines<'a>,
}

impl PageWriter for HtmlWriter<'_> {
    fn write_pages(&mut self, pages: &[PageFiles<'_>], sink: &dyn Sink, diags: &mut Diags) {
        let written = pages.par_iter().map(|it| self.write_page(it, sink));
        let written: Vec<Result<(), Diagnostic>> = written.collect();
        for complaint in written.into_iter().filter_map(Result::err) {
            diags.push(complaint);
        }
    }

    fn finish(&mut self, facts: &SiteFacts, sink: &dyn Sink, diags: &mut Diags) {
        let writer = StandaloneWriter {
            job: self.job,
            facts,
            engines: &self.engines,
        };
        writer.write(sink, diags);
    }
}

impl HtmlWriter<'_> {
    fn write_page(
        &self,
        PageFiles { page, files }: &PageFiles<'_>,
        sink: &dyn Sink,
    ) -> Result<(), Diagnostic> {
        if !sink.wants(&page.route.0) {
            return Ok(());
        }
        let html = page::write_page(&ProseWriter {
            job: self.job,
            link_resolver: &LinkResolver::of(self.job, page),
            engine: self.engines.of_page(page),
            page,
            files,
        })?;
        sink.put(&page.route.0, html.as_bytes());
        Ok(())
    }
}
