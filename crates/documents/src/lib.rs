//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks (`document.rs`), so every number in it is the page's. Its files are made before
//! its web page, which says how large they are and what their checksum is. Start at `press.rs`, where a format is one
//! arm.

#![warn(unreachable_pub)]

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

use crate::press::DocumentWriter;
use gongbao_diag::Diags;
use gongbao_output::{Job, Output, PageWriter, Sink, is_wanted};
use gongbao_settings::DocumentFormat;

pub use chains::suggest_font;
pub use faces::{Face, Faces, Found, role_name};
pub use memory::SHELF;
pub use press::needs_documents;

/// Documents as PDF.
#[derive(Debug)]
pub struct Pdf;

/// Documents as DOCX.
#[derive(Debug)]
pub struct Docx;

impl Output for Docx {
    fn name(&self) -> &'static str {
        DocumentFormat::Docx.name()
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        // A document is put together once for all its formats: one writer makes them all.
        let pdf_makes_it = is_wanted(job.site, DocumentFormat::Pdf.name());
        (!pdf_makes_it && needs_documents(job.site))
            .then(|| -> Box<dyn PageWriter> { Box::new(DocumentWriter::new(job)) })
    }
}

impl Output for Pdf {
    fn name(&self) -> &'static str {
        DocumentFormat::Pdf.name()
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        needs_documents(job.site)
            .then(|| -> Box<dyn PageWriter> { Box::new(DocumentWriter::new(job)) })
    }
}
