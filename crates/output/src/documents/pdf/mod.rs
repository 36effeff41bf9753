//! Documents as PDF, set by Typst. The only home of Typst.
//!
//! It reads templates, one JSON file and pictures, all handed to it; there is no disk, no network, no package and no
//! clock behind it. What authors wrote arrives as data and is never markup.

mod world;

use std::sync::Arc;

use typst::diag::SourceDiagnostic;
use typst::{WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::documents::document::Document;
use crate::documents::faces::Faces;
use crate::documents::pdf::world::{Shelf, World};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_theme::Theme;

/// Sets documents: fonts opened and templates read.
#[derive(Debug)]
pub struct Setter {
    shelf: Arc<Shelf>,
}

impl Setter {
    /// Opens the fonts.
    pub fn new(theme: &Theme, faces: &Faces) -> Setter {
        Setter {
            shelf: Arc::new(Shelf::new(theme, faces)),
        }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// `theme/template-error` if a template fails, or the document breaks a rule of PDF/A or PDF/UA.
    pub fn set(&self, document: &Document) -> Result<Vec<u8>, Diagnostic> {
        let world = World::new(&self.shelf, document);
        let set = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|it| self.complaint(&world, &it, document))?;
        let standards =
            PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default();
        let options = PdfOptions {
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&set, &options).map_err(|it| self.complaint(&world, &it, document))
    }

    fn complaint(
        &self,
        world: &World,
        errors: &[SourceDiagnostic],
        document: &Document,
    ) -> Diagnostic {
        let first = errors.first();
        let place = first.and_then(|it| Some((it.span.id()?, world.range(it.span)?)));
        let place = place.and_then(|(id, range)| Some(Place::text(self.shelf.path(id)?, range)));
        let hints: Vec<&str> = first
            .iter()
            .flat_map(|it| it.hints.iter().map(|it| it.v.as_str()))
            .collect();
        let message = first.map(|it| it.message.to_string()).unwrap_or_default();
        let reason = std::iter::once(message.as_str())
            .chain(hints)
            .collect::<Vec<_>>()
            .join("; ");
        let place = place.unwrap_or_else(|| Place::file(&document.file));
        Diagnostic::new(Code::TemplateError, place)
            .with("reason", format!("{}: {reason}", document.title))
    }
}

/// Lets go of what was remembered from one document to the next.
pub fn forget(setter: Setter) {
    drop(setter);
    comemo::evict(0);
}
