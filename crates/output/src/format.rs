//! What an output format is: it may write files that belong to single pages, pages, and files about the whole site.

use crate::job::Job;
use crate::sink::Sink;
use crate::written::Written;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_site::Page;

/// An output format.
pub trait Output: Sync {
    /// Its name in `outputs = […]`.
    fn name(&self) -> &'static str;

    /// Gets ready to write what it makes of each page; nothing if it makes nothing of them, or none of it is wanted.
    fn page_writer<'a>(
        &self,
        _job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        None
    }

    /// Writes what is about the whole site, when all pages are written.
    fn render(&self, _job: &Job<'_>, _sink: &dyn Sink, _diags: &mut Diags) {}
}

/// Writes what an output makes of each page. Pages are worked on in parallel; diagnostics are merged in page order.
pub trait PageWriter: Sync {
    /// Writes the files that belong to a page: they come before the page, which may say how large they are. What only
    /// the page needs is made if the page is wanted.
    fn write_files(&self, _page: &Page, _sink: &dyn Sink) -> Vec<Written> {
        Vec::new()
    }

    /// Writes the page itself, if it is wanted.
    ///
    /// # Errors
    /// What kept it from being made.
    fn write_page(
        &self,
        _page: &Page,
        _files: &[Written],
        _sink: &dyn Sink,
    ) -> Result<(), Diagnostic> {
        Ok(())
    }

    /// Writes what tells of the files of all pages.
    fn finish(&self, _files: &[Written], _sink: &dyn Sink, _diags: &mut Diags) {}
}
