//! Makes every document of a site in the formats its page offers.
//!
//! They are made before their page, which says how large they are and what their checksum is. `check` makes no file,
//! but says what fonts and characters would stop one.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::assemble::assemble_document;
use crate::characters::{all_characters, drawn_characters};
use crate::document::Document;
use crate::document_cache::DocumentCacheKey;
use crate::docx;
use crate::font_faces::{FontFaces, role_name};
use crate::font_fallbacks::suggest_font;
#[cfg(feature = "documents")]
use crate::pdf;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_output::{
    Job, PageWriter, Rasterizer, RenderedDocument, Sink, WrittenFile, is_wanted, paths,
};
use gongbao_settings::DocumentFormat;
use gongbao_site::{Page, Paper, Site, SiteFacts};

/// Whether a page becomes a document, so that fonts have to be looked for.
pub fn needs_documents(site: &Site) -> bool {
    site.pages
        .iter()
        .any(|it| !formats_of_page(site, &it.head.paper).is_empty())
}

/// The formats a page is made into.
fn formats_of_page(site: &Site, paper: &Paper) -> Vec<DocumentFormat> {
    let is_asked = |it: &DocumentFormat| paper.formats.contains(it) && is_wanted(site, it.name());
    DocumentFormat::ALL.into_iter().filter(is_asked).collect()
}

/// Makes the documents of pages, each once for all its formats.
pub(crate) struct DocumentWriter<'a> {
    job: &'a Job<'a>,
    /// Opened for the first document: fonts are large.
    tools: Option<DocumentTools<'a>>,
    /// Whether it was said which faces are not those that the rules mean.
    has_checked_faces: bool,
}

impl<'a> DocumentWriter<'a> {
    pub(crate) fn new(job: &'a Job<'a>) -> DocumentWriter<'a> {
        DocumentWriter {
            job,
            tools: None,
            has_checked_faces: false,
        }
    }

    /// The formats that are to be made of a page: all if any of them is wanted or the page, which says how large they
    /// are.
    fn wanted_formats(&self, page: &Page, sink: &dyn Sink) -> Vec<DocumentFormat> {
        let mut documents = paths::document_routes(&page.route);
        let is_wanted = sink.wants(&page.route.0) || documents.any(|it| sink.wants(&it.0));
        if is_wanted {
            formats_of_page(self.job.site, &page.paper)
        } else {
            Vec::new()
        }
    }

    /// The tools for some documents, with a word on its faces before the first PDF.
    fn open_tools(
        &mut self,
        sink: &dyn Sink,
        sets_pdf: bool,
        diags: &mut Diags,
    ) -> &DocumentTools<'a> {
        let job = self.job;
        let tools = self
            .tools
            .get_or_insert_with(|| DocumentTools::new(job, sink));
        if sets_pdf && !self.has_checked_faces && tools.obstacle().is_none() {
            check_faces(&tools.faces, job.fonts.require_standard, diags);
            self.has_checked_faces = true;
        }
        tools
    }
}

impl PageWriter for DocumentWriter<'_> {
    fn write_files(
        &mut self,
        pages: &[Page],
        sink: &dyn Sink,
        diags: &mut Diags,
    ) -> Vec<Vec<WrittenFile>> {
        let known = |page: &Page| self.job.documents.of(&page.route).next().is_some();
        let wanted: Vec<Vec<DocumentFormat>> = pages
            .iter()
            .map(|it| {
                if known(it) {
                    Vec::new()
                } else {
                    self.wanted_formats(it, sink)
                }
            })
            .collect();
        let mut made: Vec<(Vec<RenderedDocument>, Diags)> = Vec::new();
        if wanted.iter().any(|it| !it.is_empty()) {
            let sets_pdf = wanted.iter().any(|it| it.contains(&DocumentFormat::Pdf));
            let tools = self.open_tools(sink, sets_pdf, diags);
            let pages = pages.par_iter().zip(&wanted);
            made = pages
                .map(|(page, formats)| match formats.as_slice() {
                    [] => (Vec::new(), Diags::new()),
                    formats => tools.make(page, formats),
                })
                .collect();
        }
        let mut made = made.into_iter();
        let mut written = Vec::new();
        for page in pages {
            let (new, complaints) = made.next().into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
            complaints.into_iter().for_each(|it| diags.append(it));
            let known = self.job.documents.of(&page.route).cloned();
            let printed: Vec<RenderedDocument> = known.chain(new.into_iter().flatten()).collect();
            for it in &printed {
                sink.put(&it.file.route.0, &it.bytes);
            }
            written.push(printed.iter().map(|it| it.file.clone()).collect());
            printed.into_iter().for_each(self.job.keep_document);
        }
        written
    }

    fn finish(&mut self, _facts: &SiteFacts, _sink: &dyn Sink, _diags: &mut Diags) {
        if let Some(tools) = self.tools.take() {
            tools.close();
        }
    }
}

/// What documents are made with.
struct DocumentTools<'a> {
    job: &'a Job<'a>,
    faces: FontFaces,
    memory: DocumentCacheKey,
    /// Whether no file is made, but only said what would stop one.
    dry: bool,
    /// What paints drawings for offices that know pixels alone.
    rasterizer: Option<Arc<dyn Rasterizer>>,
    #[cfg(feature = "documents")]
    typesetter: pdf::Typesetter,
}

impl<'a> DocumentTools<'a> {
    fn new(job: &'a Job<'a>, sink: &dyn Sink) -> DocumentTools<'a> {
        let fonts = job.fonts;
        let faces = FontFaces::find(&fonts.files, &job.site.config.documents);
        DocumentTools {
            job,
            dry: !sink.keeps(),
            memory: DocumentCacheKey::new(job.sources.build_cache(), job.theme, &faces),
            rasterizer: (fonts.open_rasterizer)(&faces.of_drawings()),
            #[cfg(feature = "documents")]
            typesetter: pdf::Typesetter::new(job.theme, &faces),
            faces,
        }
    }

    /// The document of a page in each of some formats, and what stood in the way.
    fn make(&self, page: &Page, formats: &[DocumentFormat]) -> (Vec<RenderedDocument>, Diags) {
        let document = assemble_document(self.job, page);
        let mut diags = Diags::new();
        let mut files = Vec::new();
        for format in formats {
            let makes = match format {
                DocumentFormat::Pdf => diags.keep(self.check_pdf(page, &document)).is_some(),
                DocumentFormat::Docx => self.check_docx(&document, &mut diags),
            };
            if makes && !self.dry {
                files.extend(diags.keep(self.print(page, *format, &document)));
            }
        }
        (files, diags)
    }

    /// The file of a document, as an earlier run made it if nothing has changed.
    fn print(
        &self,
        page: &Page,
        format: DocumentFormat,
        document: &Document,
    ) -> Result<RenderedDocument, Diagnostic> {
        let key = self.memory.key(format, document);
        let found = self.memory.get(&key);
        let is_new = found.is_none();
        let bytes = match (found, format) {
            (Some(bytes), _) => bytes,
            (None, DocumentFormat::Pdf) => self.set(document)?,
            (None, DocumentFormat::Docx) => docx::bind(document, self.rasterizer.as_deref()),
        };
        let route = paths::document_route(&page.route, format);
        Ok(RenderedDocument {
            page: page.route.clone(),
            format,
            file: WrittenFile::of(route, &bytes),
            bytes: Arc::from(bytes),
            key,
            is_new,
        })
    }

    /// Whether a document has a day, and a face for each of its characters.
    fn check_pdf(&self, page: &Page, document: &Document) -> Result<(), Diagnostic> {
        if document.date.is_none() {
            let complaint = Diagnostic::new(Code::UndatedDocument, Place::file(&page.file));
            return Err(complaint.with("title", &page.title_text));
        }
        if let Some(reason) = self.obstacle() {
            let complaint = Diagnostic::new(Code::DocumentNotMade, Place::file(&page.file));
            return Err(complaint.with("reason", reason));
        }
        self.check_characters(document)
    }

    /// What a document for offices lacks, which is made all the same: it is set in the faces of whoever opens it.
    fn check_docx(&self, document: &Document, diags: &mut Diags) -> bool {
        let dropped: BTreeSet<char> = docx::dropped_characters(&all_characters(document));
        if !dropped.is_empty() {
            let list: Vec<String> = dropped
                .iter()
                .take(12)
                .map(|it| format!("U+{:04X}", u32::from(*it)))
                .collect();
            let complaint =
                Diagnostic::new(Code::DroppedCharacter, self.first_place(document, &dropped));
            let complaint = complaint
                .with("title", &document.title)
                .with("characters", list.join(" "));
            diags.push(complaint.with("count", dropped.len()));
        }
        let has_drawings = document.pictures.iter().any(|it| it.file.ends_with(".svg"));
        if self.rasterizer.is_none() && has_drawings {
            // The words are the same for each document: the font is lacking once, however many documents want it.
            let charts = Text::new("Word 文档中的图", "charts in Word documents");
            let complaint =
                Diagnostic::new(Code::NoFont, Place::file(&document.file)).with("charts", charts);
            let reason = Text::new(
                "没有找到中文字体",
                "no font with Chinese characters was found",
            );
            diags.push(complaint.with("reason", reason));
        }
        true
    }

    #[cfg(feature = "documents")]
    fn set(&self, document: &Document) -> Result<Vec<u8>, Diagnostic> {
        self.typesetter.set(document)
    }

    #[cfg(not(feature = "documents"))]
    #[allow(
        clippy::unused_self,
        reason = "it stands in for what is not compiled in"
    )]
    fn set(&self, document: &Document) -> Result<Vec<u8>, Diagnostic> {
        let complaint = Diagnostic::new(Code::DocumentNotMade, Place::file(&document.file));
        Err(complaint.with("reason", not_compiled_in()))
    }

    /// Lets go of what was kept from one document to the next.
    fn close(self) {
        #[cfg(feature = "documents")]
        pdf::clear_typst_cache(self.typesetter);
    }

    /// Why no PDF can be made, if none can.
    fn obstacle(&self) -> Option<Text> {
        if cfg!(not(feature = "documents")) {
            return Some(not_compiled_in());
        }
        let found = self.faces.has_chinese();
        (!found).then(|| {
            Text::new(
                "没有找到中文字体",
                "no font with Chinese characters was found",
            )
        })
    }

    fn check_characters(&self, document: &Document) -> Result<(), Diagnostic> {
        let lacking = self.faces.lacking(&drawn_characters(document));
        if lacking.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = lacking
            .iter()
            .take(12)
            .map(|it| format!("{it}（U+{:04X}）", u32::from(*it)))
            .collect();
        let complaint =
            Diagnostic::new(Code::MissingCharacter, self.first_place(document, &lacking))
                .with("title", &document.title);
        Err(complaint
            .with("characters", list.join(" "))
            .with("count", lacking.len()))
    }

    /// Where the first of some characters stands in what a document was made from.
    fn first_place(&self, document: &Document, about: &BTreeSet<char>) -> Place {
        let files: BTreeSet<&Arc<str>> = document.parts.iter().map(|it| &it.file).collect();
        let place = files.into_iter().find_map(|it| self.place(it, about));
        place.unwrap_or_else(|| Place::file(&document.file))
    }

    /// Where the first of some characters stands in a file.
    fn place(&self, file: &Arc<str>, lacking: &BTreeSet<char>) -> Option<Place> {
        let text = self.job.sources.get(file)?.str();
        let (at, it) = text.char_indices().find(|(_, it)| lacking.contains(it))?;
        Some(Place::text(file, at..at + it.len_utf8()))
    }
}

fn not_compiled_in() -> Text {
    Text::new(
        "本程序编译时没有包括文档",
        "this program was compiled without documents",
    )
}

/// Says which roles have no face of their own, or not the one the rules mean.
fn check_faces(faces: &FontFaces, require_standard: bool, diags: &mut Diags) {
    for found in &faces.found {
        let is_standard = found.face.as_ref().is_some_and(|it| it.standard);
        if !found.substitute && (is_standard || !require_standard) {
            continue;
        }
        let (files, package) = suggest_font(found.role);
        // Without any font there is no PDF at all, which is told for each document.
        let Some(face) = &found.face else { continue };
        let complaint = Diagnostic::new(Code::MissingFace, Place::file(&Arc::from("site.toml")));
        let complaint = complaint
            .with("role", role_name(found.role))
            .with("face", &face.family);
        let complaint = complaint.with("files", files).with("package", package);
        diags.push(if require_standard {
            complaint.hardened()
        } else {
            complaint
        });
    }
}
