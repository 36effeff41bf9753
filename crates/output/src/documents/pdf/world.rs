//! What Typst may see: the theme's templates, the document as JSON, its pictures, and a face for each role.

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariant};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use crate::documents::document::Document;
use crate::documents::faces::Faces;
use gongbao_settings::Role;
use gongbao_theme::Theme;

/// What all documents share.
pub struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: BTreeMap<NonZeroU16, (Arc<str>, Source)>,
    main: Option<FileId>,
}

/// The template a document begins with.
const MAIN: &str = "document.typ";
const DATA: &str = "document.json";

impl std::fmt::Debug for Shelf {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Shelf")
            .field("fonts", &self.fonts.len())
            .finish_non_exhaustive()
    }
}

fn id(name: &str) -> Option<FileId> {
    Some(
        RootedPath::new(
            VirtualRoot::Project,
            VirtualPath::new(format!("/{name}")).ok()?,
        )
        .intern(),
    )
}

impl Shelf {
    /// Opens every face under the name of its role, so that templates ask for roles and nothing else.
    pub fn new(theme: &Theme, faces: &Faces) -> Shelf {
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        for role in Role::ALL {
            let font = faces
                .face(role)
                .and_then(|it| Font::new(Bytes::new(it.bytes.clone()), it.index));
            let Some(font) = font else { continue };
            let mut info = font.info().clone();
            info.family = role.name().into();
            info.variant = FontVariant::default();
            book.push(info);
            fonts.push(font);
        }
        let template = |(name, file): (&String, &gongbao_source::File)| {
            let id = id(name)?;
            Some((
                id.into_raw(),
                (file.path.clone(), Source::new(id, file.str().to_owned())),
            ))
        };
        Shelf {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book),
            fonts,
            templates: theme.print.iter().filter_map(template).collect(),
            main: id(MAIN),
        }
    }

    /// The path of a template in the site.
    pub fn path(&self, id: FileId) -> Option<&Arc<str>> {
        self.templates.get(&id.into_raw()).map(|it| &it.0)
    }
}

/// One document.
pub struct World {
    shelf: Arc<Shelf>,
    files: BTreeMap<NonZeroU16, Bytes>,
}

impl World {
    /// What is seen of a document.
    pub fn new(shelf: &Arc<Shelf>, document: &Document) -> World {
        let json = serde_json::to_vec(document).unwrap_or_default();
        let pictures = document
            .pictures
            .iter()
            .map(|it| (it.file.as_str(), Bytes::new(it.bytes.clone())));
        let files = pictures.chain([(DATA, Bytes::new(json))]);
        World {
            shelf: shelf.clone(),
            files: files
                .filter_map(|(name, bytes)| Some((id(name)?.into_raw(), bytes)))
                .collect(),
        }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.shelf
            .main
            .unwrap_or_else(|| FileId::from_raw(NonZeroU16::MIN))
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shelf
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
        self.shelf.fonts.get(index).cloned()
    }

    /// There is no today: the same input gives the same bytes on any day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
