//! Documents that were made, with all that outputs and later runs ask of them.

use std::sync::Arc;

use crate::rasterizer::OpenRasterizer;
use crate::written_file::WrittenFile;
use gongbao_settings::DocumentFormat;
use gongbao_site::Route;
use gongbao_source::FontFiles;

/// What documents are set with.
#[derive(Clone, Debug)]
pub struct DocumentFonts {
    pub files: FontFiles,
    /// What paints drawings with them.
    pub open_rasterizer: OpenRasterizer,
    /// Whether a face that is not the one the rules mean is a mistake.
    pub require_standard: bool,
}

impl Default for DocumentFonts {
    /// No fonts at all.
    fn default() -> DocumentFonts {
        DocumentFonts {
            files: FontFiles::default(),
            open_rasterizer: |_| None,
            require_standard: false,
        }
    }
}

/// A document that was made.
#[derive(Clone, Debug)]
pub struct RenderedDocument {
    /// The page it was made from.
    pub page: Route,
    pub format: DocumentFormat,
    /// Where it stands, how large it is.
    pub file: WrittenFile,
    pub bytes: Arc<[u8]>,
    /// What a later run finds it by.
    pub key: String,
    /// Whether it was made in this run.
    pub is_new: bool,
}

/// Documents of a site, finished.
#[derive(Clone, Debug, Default)]
pub struct RenderedDocuments {
    pub printed: Vec<RenderedDocument>,
}

impl RenderedDocuments {
    /// The documents of a page.
    pub fn of(&self, page: &Route) -> impl Iterator<Item = &RenderedDocument> {
        self.printed.iter().filter(move |it| it.page == *page)
    }

    /// Takes a document, if it is not there yet.
    pub fn add(&mut self, made: RenderedDocument) {
        if !self
            .printed
            .iter()
            .any(|it| it.file.route == made.file.route)
        {
            self.printed.push(made);
        }
    }

    /// What a later run may find instead of making it: the key of each document, with its bytes if it is new.
    pub fn cache_entries(&self) -> impl Iterator<Item = (&str, Option<&Arc<[u8]>>)> {
        self.printed
            .iter()
            .map(|it| (it.key.as_str(), it.is_new.then_some(&it.bytes)))
    }
}
