//! What Typst may see: the theme's templates, the document as JSON, its pictures, and a face for each role.

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, PathError, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariant};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use crate::document::Document;
use crate::font_faces::FontFaces;
use gongbao_settings::FontRole;
use gongbao_theme::Theme;

/// What all documents share.
pub(super) struct SharedWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: BTreeMap<NonZeroU16, (Arc<str>, Source)>,
    main: FileId,
    /// The files of faces that could not be opened, so that nothing is set in other ones in silence.
    broken: Vec<String>,
}

/// The template a document begins with.
const MAIN_TEMPLATE: &str = "document.typ";
const DATA_FILE: &str = "document.json";

impl std::fmt::Debug for SharedWorld {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Shelf")
            .field("fonts", &self.fonts.len())
            .finish_non_exhaustive()
    }
}

/// What a file is called within; an error for a name that is no path.
fn file_id(name: &str) -> Result<FileId, PathError> {
    let path = VirtualPath::new(format!("/{name}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The same for names that this program gives.
#[expect(
    clippy::expect_used,
    reason = "`picture-1.svg`, `document.json` and `document.typ` are paths"
)]
fn own_id(name: &str) -> FileId {
    file_id(name).expect("names of our own are paths")
}

impl SharedWorld {
    /// Opens every face under the name of its role, so that templates ask for roles and nothing else.
    pub(super) fn new(theme: &Theme, faces: &FontFaces) -> SharedWorld {
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        let mut broken = Vec::new();
        for face in FontRole::ALL.map(|it| (it, faces.face(it))) {
            // A role for which nothing at all was found is told by `check_faces`.
            let (role, Some(face)) = face else { continue };
            let Some(font) = Font::new(Bytes::new(face.bytes.clone()), face.index) else {
                broken.push(face.file.clone());
                continue;
            };
            let mut info = font.info().clone();
            info.family = role.name().into();
            info.variant = FontVariant::default();
            book.push(info);
            fonts.push(font);
        }
        let template = |(name, file): (&String, &gongbao_source::SourceFile)| {
            // A template whose name is no path cannot be asked for by another one.
            let Ok(id) = file_id(name) else {
                return None;
            };
            Some((
                id.into_raw(),
                (file.path.clone(), Source::new(id, file.str().to_owned())),
            ))
        };
        SharedWorld {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book),
            fonts,
            templates: theme.print.iter().filter_map(template).collect(),
            main: own_id(MAIN_TEMPLATE),
            broken,
        }
    }

    /// The first file of a face that could not be opened.
    pub(super) fn broken_font(&self) -> Option<&str> {
        self.broken.first().map(String::as_str)
    }

    /// The path of a template in the site.
    pub(super) fn path(&self, id: FileId) -> Option<&Arc<str>> {
        self.templates.get(&id.into_raw()).map(|it| &it.0)
    }
}

/// One document.
pub(super) struct DocumentWorld {
    shared: Arc<SharedWorld>,
    files: BTreeMap<NonZeroU16, Bytes>,
}

impl DocumentWorld {
    /// What is seen of a document.
    pub(super) fn new(shelf: &Arc<SharedWorld>, document: &Document) -> DocumentWorld {
        let json = document.json().into_bytes();
        let pictures = document
            .pictures
            .iter()
            .map(|it| (it.file.as_str(), Bytes::new(it.bytes.clone())));
        let files = pictures.chain([(DATA_FILE, Bytes::new(json))]);
        DocumentWorld {
            shared: shelf.clone(),
            files: files
                .map(|(name, bytes)| (own_id(name).into_raw(), bytes))
                .collect(),
        }
    }
}

impl typst::World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared
            .templates
            .get(&id.into_raw())
            .map(|it| it.1.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id.into_raw())
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    /// There is no today: the same input gives the same bytes on any day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
