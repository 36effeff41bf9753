//! The outputs a site asks for, at work on its pages.

use crate::format::{Output, PageFiles, PageWriter};
use crate::job::{Job, is_wanted};
use crate::sink::Sink;
use crate::written_file::WrittenFile;
use gongbao_diag::Diags;
use gongbao_site::{Page, SiteFacts};

/// The outputs a site asks for. Pages are handed to [`Writers::write`] some at a time.
pub struct Writers<'a> {
    job: &'a Job<'a>,
    outputs: Vec<&'a dyn Output>,
    writers: Vec<Box<dyn PageWriter + 'a>>,
}

impl std::fmt::Debug for Writers<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.outputs.iter().map(|it| it.name());
        out.debug_list().entries(names).finish()
    }
}

impl<'a> Writers<'a> {
    /// Gets those of some outputs ready that the site asks for.
    pub fn open(
        outputs: &[&'a dyn Output],
        job: &'a Job<'a>,
        sink: &dyn Sink,
        diags: &mut Diags,
    ) -> Writers<'a> {
        let wanted = outputs.iter().copied();
        let outputs: Vec<&dyn Output> =
            wanted.filter(|it| is_wanted(job.site, it.name())).collect();
        Writers {
            writers: outputs
                .iter()
                .filter_map(|it| it.page_writer(job, sink, diags))
                .collect(),
            outputs,
            job,
        }
    }

    /// Writes pages: first the files of all of them, then the pages, which say how large these are.
    pub fn write(&mut self, pages: &[Page], sink: &dyn Sink, diags: &mut Diags) {
        let mut files: Vec<Vec<WrittenFile>> = pages.iter().map(|_| Vec::new()).collect();
        for writer in &mut self.writers {
            let made = writer.write_files(pages, sink, diags);
            for (of_page, more) in files.iter_mut().zip(made) {
                of_page.extend(more);
            }
        }
        let with_files = pages.iter().zip(files);
        let with_files: Vec<PageFiles<'_>> = with_files
            .map(|(page, files)| PageFiles { page, files })
            .collect();
        for writer in &mut self.writers {
            writer.write_pages(&with_files, sink, diags);
        }
    }

    /// Writes what is about the whole site.
    pub fn finish(mut self, facts: &SiteFacts, sink: &dyn Sink, diags: &mut Diags) {
        for writer in &mut self.writers {
            writer.finish(facts, sink, diags);
        }
        for output in self.outputs {
            output.render(self.job, facts, sink, diags);
        }
    }
}

/// Writes those of some outputs that the site asks for, of a site whose pages are all there.
pub fn render(
    outputs: &[&dyn Output],
    job: &Job<'_>,
    site: BoundPages<'_>,
    sink: &dyn Sink,
    diags: &mut Diags,
) {
    let mut writers = Writers::open(outputs, job, sink, diags);
    writers.write(site.pages, sink, diags);
    writers.finish(site.facts, sink, diags);
}

/// All pages of a site, and what is known of them.
#[derive(Clone, Copy, Debug)]
pub struct BoundPages<'a> {
    pub pages: &'a [Page],
    pub facts: &'a SiteFacts,
}
