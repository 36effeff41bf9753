//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks (`document.rs`), so every number in it is the page's. Its files are made before
//! its web page, which says how large they are and what their checksum is. Start at `press.rs`, where a format is one
//! arm.

mod assemble;
mod characters;
mod compose;
mod document;
mod document_cache;
mod document_writer;
mod docx;
mod exhibits;
mod font_faces;
mod font_fallbacks;
mod generated_parts;
mod inline;
#[cfg(feature = "documents")]
mod pdf;
mod reference_targets;
#[cfg(test)]
mod testing;
mod title;
mod widths;

use crate::document_writer::DocumentWriter;
use gongbao_diag::Diags;
use gongbao_output::{Job, Output, PageWriter, Sink, is_wanted};
use gongbao_settings::DocumentFormat;

pub use document_cache::CACHE_NAMESPACE;
pub use document_writer::needs_documents;
pub use font_faces::{FontFace, FontFaces, FoundFace, role_name};
pub use font_fallbacks::suggest_font;

/// Documents as PDF.
#[derive(Debug)]
pub struct PdfOutput;

/// Documents as DOCX.
#[derive(Debug)]
pub struct DocxOutput;

impl Output for DocxOutput {
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

impl Output for PdfOutput {
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
