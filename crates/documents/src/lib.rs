//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks (`document.rs`), so every number in it is the page's. Files are made before
//! any output is written, because the web page says how large they are and what their checksum is. Start at
//! [`print_documents`]; a format is one arm in `press.rs`.

mod assemble;
mod chains;
mod characters;
mod compose;
mod document;
mod docx;
mod exhibits;
mod faces;
mod inline;
mod made;
mod memory;
#[cfg(feature = "documents")]
mod pdf;
mod places;
mod press;
#[cfg(test)]
mod testing;
mod title;
mod widths;

use gongbao_diag::Diags;
use gongbao_output::{Job, Output, PageWriter, Press, Sink, Written};
use gongbao_settings::Format;
use gongbao_site::Page;

pub use chains::remedy;
pub use faces::{Face, Faces, Found, role_name};
pub use memory::SHELF;
pub use press::{Fonts, needs_documents, print_documents};

/// Documents as PDF.
#[derive(Debug)]
pub struct Pdf;

/// Documents as DOCX.
#[derive(Debug)]
pub struct Docx;

impl Output for Docx {
    fn name(&self) -> &'static str {
        Format::Docx.name()
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        Some(Box::new(DocumentWriter {
            press: job.press,
            format: Format::Docx,
        }))
    }
}

impl Output for Pdf {
    fn name(&self) -> &'static str {
        Format::Pdf.name()
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        Some(Box::new(DocumentWriter {
            press: job.press,
            format: Format::Pdf,
        }))
    }
}

/// Hands the documents of a page on.
struct DocumentWriter<'a> {
    press: &'a Press,
    format: Format,
}

impl PageWriter for DocumentWriter<'_> {
    fn write_files(&self, page: &Page, sink: &dyn Sink) -> Vec<Written> {
        let printed = self.press.of(page).filter(|it| it.format == self.format);
        printed
            .map(|it| {
                sink.put(&it.file.route.0, &it.bytes);
                it.file.clone()
            })
            .collect()
    }
}
