//! What an output format is: it may write files that belong to single pages, pages, and files about the whole site.

use crate::job::Job;
use crate::sink::Sink;
use crate::written_file::WrittenFile;
use gongbao_diag::Diags;
use gongbao_site::{Page, SiteFacts};

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

    /// Writes what is about the whole site and needs the text of no page, when all pages are written.
    fn render(&self, _job: &Job<'_>, _facts: &SiteFacts, _sink: &dyn Sink, _diags: &mut Diags) {}
}

/// Writes what an output makes of each page. Pages come some at a time, and are gone afterwards: a writer notes what it
/// has to tell of all of them. It may work on those of one time in parallel.
pub trait PageWriter {
    /// Writes the files that belong to pages, and says for each page which they are: they come before the page, which
    /// may say how large they are. What only the page needs is made if the page is wanted.
    fn write_files(
        &mut self,
        pages: &[Page],
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Vec<Vec<WrittenFile>> {
        pages.iter().map(|_| Vec::new()).collect()
    }

    /// Writes pages themselves, as far as they are wanted.
    fn write_pages(&mut self, _pages: &[PageFiles<'_>], _sink: &dyn Sink, _diags: &mut Diags) {}

    /// Writes what tells of all pages.
    fn finish(&mut self, _facts: &SiteFacts, _sink: &dyn Sink, _diags: &mut Diags) {}
}

/// A page with the files that belong to it.
#[derive(Debug)]
pub struct PageFiles<'p> {
    pub page: &'p Page,
    pub files: Vec<WrittenFile>,
}
