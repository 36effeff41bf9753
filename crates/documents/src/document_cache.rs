//! The cache key of a document: everything that its bytes depend on.
//!
//! That is its own values, its pictures, the templates and the fonts. Of a font only the directory
//! counts, which has the checksum of each of its parts.

use crate::document::Document;
use crate::font_faces::{FontFace, FontFaces};
use gongbao_settings::{DocumentFormat, FontRole};
use gongbao_source::digest::sha256_hex;
use gongbao_source::{BuildCache, Font};
use gongbao_theme::Theme;

/// The folder within that of all that is kept.
pub const CACHE_NAMESPACE: &str = "documents";
/// So much of a font tells it from others: the directory at its beginning has the sum of each of its parts.
const DIRECTORY_BYTES: usize = 1 << 16;

/// What documents of a format are made with, beside the document.
#[derive(Debug)]
pub(crate) struct DocumentCacheKey {
    build_cache: BuildCache,
    pdf: String,
    docx: String,
}

impl DocumentCacheKey {
    /// Takes note of the templates, and of the fonts of text and drawings.
    pub(crate) fn new(kept: &BuildCache, theme: &Theme, faces: &FontFaces) -> DocumentCacheKey {
        let templates = theme
            .print
            .iter()
            .map(|(name, it)| format!("{name} {}\n", it.hash));
        let texts = FontRole::ALL.into_iter().map(|it| {
            format!(
                "{} {}\n",
                it.name(),
                // A role without a face leaves its place empty, which no face does.
                faces.face(it).map_or_else(String::new, face_fingerprint)
            )
        });
        let drawings = faces.of_drawings();
        DocumentCacheKey {
            build_cache: kept.namespace(CACHE_NAMESPACE),
            pdf: templates.chain(texts).collect(),
            docx: drawings.iter().map(font_fingerprint).collect(),
        }
    }

    /// What a document is found by.
    pub(crate) fn key(&self, format: DocumentFormat, document: &Document) -> String {
        let made_with = match format {
            DocumentFormat::Pdf => &self.pdf,
            DocumentFormat::Docx => &self.docx,
        };
        let text = document.json();
        let picture = |name: &str, bytes: &[u8]| format!("{name} {}\n", sha256_hex(bytes));
        let pictures: String = document
            .pictures
            .iter()
            .map(|it| picture(&it.file, &it.bytes))
            .collect();
        self.build_cache
            .key(&[format.name(), made_with, &text, &pictures])
    }

    /// The bytes of a document that an earlier run made.
    pub(crate) fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.build_cache.get(key)
    }
}

fn face_fingerprint(face: &FontFace) -> String {
    format!("{} {}", font_directory(&face.bytes), face.index)
}

fn font_fingerprint(font: &Font) -> String {
    format!("{}\n", font_directory(&font.bytes))
}

fn font_directory(bytes: &[u8]) -> String {
    format!(
        "{} {}",
        bytes.len(),
        sha256_hex(&bytes[..bytes.len().min(DIRECTORY_BYTES)])
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Document, PictureFile};
    use crate::document_cache::DocumentCacheKey;
    use crate::font_faces::FontFaces;
    use crate::testing::sample_document;
    use gongbao_settings::DocumentFormat;
    use gongbao_source::BuildCache;
    use gongbao_theme::Theme;

    fn key(format: DocumentFormat, change: impl FnOnce(&mut Document)) -> String {
        let memory = DocumentCacheKey::new(
            &BuildCache::default(),
            &Theme::default(),
            &FontFaces::default(),
        );
        let mut document = sample_document();
        change(&mut document);
        memory.key(format, &document)
    }

    #[test]
    fn a_document_is_never_taken_for_another() {
        let first = key(DocumentFormat::Docx, |_| {});
        assert_eq!(first, key(DocumentFormat::Docx, |_| {}));
        let others = [
            key(DocumentFormat::Pdf, |_| {}),
            key(DocumentFormat::Docx, |it| it.title.push('x')),
            key(DocumentFormat::Docx, |it| it.date = None),
            key(DocumentFormat::Docx, |it| {
                it.pictures.push(PictureFile {
                    file: "a.png".to_owned(),
                    bytes: Arc::from([1_u8].as_slice()),
                    drawing: None,
                });
            }),
        ];
        for (at, other) in others.iter().enumerate() {
            assert!(*other != first && !others[..at].contains(other), "{at}");
        }
    }
}
