//! Documents as PDF, set by Typst. The only home of Typst.
//!
//! It reads templates, one JSON file and pictures, all handed to it; there is no disk, no network, no package and no
//! clock behind it. What authors wrote arrives as data and is never markup.
//!
//! Every character is looked up before a document is set. One that no face has is a warning with
//! its place, and the document is left out. The bytes depend on the fonts; with `own_fonts_only =
//! true` they are the same on every machine.
//!
//! The grid is 28 characters by 22 lines in 156 mm by 225 mm, so 三号 is set at 16 pt with its
//! characters 0.2 pt closer. Tables of at most 16 rows are not divided; longer ones repeat their
//! head under 续表. A packet of 35 pages takes 1.5 s in a development build.

mod world;

use std::sync::Arc;

use typst::diag::SourceDiagnostic;
use typst::{WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::document::Document;
use crate::font_faces::FontFaces;
use crate::pdf::world::{DocumentWorld, SharedWorld};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_theme::Theme;

/// Sets documents: fonts opened and templates read.
#[derive(Debug)]
pub(crate) struct Typesetter {
    shared: Arc<SharedWorld>,
}

impl Typesetter {
    /// Opens the fonts.
    pub(crate) fn new(theme: &Theme, faces: &FontFaces) -> Typesetter {
        Typesetter {
            shared: Arc::new(SharedWorld::new(theme, faces)),
        }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// `theme/template-error` if a template fails, or the document breaks a rule of PDF/A or PDF/UA.
    pub(crate) fn set(&self, document: &Document) -> Result<Vec<u8>, Diagnostic> {
        if let Some(file) = self.shared.broken_font() {
            return Err(broken_font(file, document));
        }
        let world = DocumentWorld::new(&self.shared, document);
        let set = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|it| self.complaint(&world, &it, document))?;
        let options = PdfOptions {
            standards: pdf_standards(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&set, &options).map_err(|it| self.complaint(&world, &it, document))
    }

    fn complaint(
        &self,
        world: &DocumentWorld,
        errors: &[SourceDiagnostic],
        document: &Document,
    ) -> Diagnostic {
        let first = errors.first();
        let place = first.and_then(|it| Some((it.span.id()?, world.range(it.span)?)));
        let place = place.and_then(|(id, range)| Some(Place::text(self.shared.path(id)?, range)));
        let hints: Vec<&str> = first
            .iter()
            .flat_map(|it| it.hints.iter().map(|it| it.v.as_str()))
            .collect();
        let message = first.map_or_else(
            || "Typst gives no reason".to_owned(),
            |it| it.message.to_string(),
        );
        let reason = std::iter::once(message.as_str())
            .chain(hints)
            .collect::<Vec<_>>()
            .join("; ");
        let place = place.unwrap_or_else(|| Place::file(&document.file));
        Diagnostic::new(Code::TemplateError, place)
            .with("reason", format!("{}: {reason}", document.title))
    }
}

/// What every document keeps: the rules of archives, and those for readers who hear it.
#[expect(
    clippy::expect_used,
    reason = "the two standards are always asked for together"
)]
fn pdf_standards() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .expect("PDF/A-2a and PDF/UA-1 go together")
}

fn broken_font(file: &str, document: &Document) -> Diagnostic {
    let reason = Text::new(
        format!("字体文件 {file} 打不开"),
        format!("the font file `{file}` cannot be opened"),
    );
    Diagnostic::new(Code::DocumentNotMade, Place::file(&document.file)).with("reason", reason)
}

/// Lets go of what was remembered from one document to the next.
pub(crate) fn clear_typst_cache(setter: Typesetter) {
    drop(setter);
    comemo::evict(0);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::font_faces::{FontFace, FontFaces, FoundFace};
    use crate::pdf::Typesetter;
    use crate::testing::sample_document;
    use gongbao_diag::locale::Lang;
    use gongbao_settings::FontRole;
    use gongbao_theme::Theme;

    #[test]
    fn refuses_a_font_that_cannot_be_opened() {
        let face = FontFace {
            family: "SimSun".to_owned(),
            file: "fonts/simsun.ttc".to_owned(),
            bytes: Arc::from(b"no font".as_slice()),
            index: 0,
            standard: true,
        };
        let faces = FontFaces {
            found: vec![FoundFace {
                role: FontRole::Song,
                face: Some(face),
                substitute: false,
            }],
        };
        let set = Typesetter::new(&Theme::default(), &faces).set(&sample_document());
        let said = set.expect_err("a mistake").message(Lang::En);
        assert!(
            said.contains("`fonts/simsun.ttc` cannot be opened"),
            "{said}"
        );
    }
}
