//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks ([`document`]), so every number in it is the page's. Files are made before
//! any output is written, because the web page says how large they are and what their checksum is. Start at
//! [`Press`]; a format is one arm of `written`.

mod assemble;
mod chains;
mod compose;
mod document;
mod docx;
mod exhibits;
mod faces;
mod inline;
mod made;
#[cfg(feature = "documents")]
mod pdf;
mod places;
mod title;
mod widths;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::config::{Format, Role};
use crate::diag::{Code, Diagnostic, Diags, Place};
use crate::locale::Text;
use crate::output::documents::assemble::{all_characters, characters, document};
use crate::output::documents::document::Document;
use crate::output::picture::Brush;
use crate::output::{Job, Output, Sink, is_wanted};
use crate::site::{Page, Route, Site};
use crate::source::{Font, FontFiles, Sources};

pub use chains::remedy;
pub use faces::{Face, Faces, Found};

/// Documents as PDF.
#[derive(Debug)]
pub struct Pdf;

impl Output for Pdf {
    fn name(&self) -> &'static str {
        Format::Pdf.name()
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        job.press.printed.iter().filter(|it| it.format == Format::Pdf).for_each(|it| sink.put(&it.route.0, &it.bytes));
    }
}

/// Documents as DOCX.
#[derive(Debug)]
pub struct Docx;

impl Output for Docx {
    fn name(&self) -> &'static str {
        Format::Docx.name()
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        job.press.printed.iter().filter(|it| it.format == Format::Docx).for_each(|it| sink.put(&it.route.0, &it.bytes));
    }
}

/// A document that was made.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The page it was made from.
    pub page: Route,
    pub format: Format,
    /// Where it stands.
    pub route: Route,
    pub bytes: Arc<[u8]>,
    /// Lower-case hexadecimal SHA-256.
    pub hash: String,
}

/// Every document of a site, finished.
#[derive(Clone, Debug, Default)]
pub struct Press {
    pub printed: Vec<Printed>,
}

/// What is asked of fonts.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    pub files: FontFiles,
    /// Whether a face that is not the one the rules mean is a mistake.
    pub require_standard: bool,
    /// Whether files are made, or only what can be said about them is said.
    pub dry: bool,
}

impl Press {
    /// Whether any page becomes a document, so that fonts have to be looked for.
    pub fn is_wanted(site: &Site) -> bool {
        site.pages.iter().any(|it| !formats(site, it).is_empty())
    }

    /// Makes every document. What cannot be made is said, and left out.
    pub fn run(job: &Job<'_>, sources: &Sources, fonts: &Fonts, diags: &mut Diags) -> Press {
        let site = job.site;
        let wanted: Vec<&Page> = site.pages.iter().filter(|it| !formats(site, it).is_empty()).collect();
        if wanted.is_empty() {
            return Press::default();
        }
        let faces = Faces::find(&fonts.files, &site.config.documents);
        let obstacle = obstacle(&faces);
        if obstacle.is_none() && wanted.iter().any(|it| formats(site, it).contains(&Format::Pdf)) {
            check_faces(&faces, fonts.require_standard, diags);
        }
        let shop = Shop::new(job, sources, (&faces, obstacle), fonts.dry);
        let work = |page: &&Page| {
            let mut complaints = Diags::new();
            (shop.files(page, &mut complaints), complaints)
        };
        let made: Vec<(Vec<Printed>, Diags)> = wanted.par_iter().map(work).collect();
        #[cfg(feature = "documents")]
        pdf::forget();
        let mut press = Press::default();
        for (files, complaints) in made {
            press.printed.extend(files);
            diags.append(complaints);
        }
        press
    }

    /// The documents of a page.
    pub fn of(&self, page: &Page) -> impl Iterator<Item = &Printed> {
        self.printed.iter().filter(move |it| it.page == page.route)
    }
}

/// The formats a page is made into.
fn formats(site: &Site, page: &Page) -> Vec<Format> {
    let is_asked = |it: &Format| page.paper.formats.contains(it) && is_wanted(site, it.name());
    Format::ALL.into_iter().filter(is_asked).collect()
}

/// Why no document can be made, if none can.
fn obstacle(faces: &Faces) -> Option<Text> {
    if cfg!(not(feature = "documents")) {
        return Some(Text::new("本程序编译时没有包括文档", "this program was compiled without documents"));
    }
    let found = faces.has_chinese();
    (!found).then(|| Text::new("没有找到中文字体", "no font with Chinese characters was found"))
}

fn not_made(page: &Page, reason: Text) -> Diagnostic {
    let complaint = Diagnostic::new(Code::DocumentNotMade, Place::file(&page.file)).with("title", &page.title_text);
    complaint.with("reason", reason)
}

/// Says which roles have no face of their own.
fn check_faces(faces: &Faces, require_standard: bool, diags: &mut Diags) {
    for found in &faces.found {
        let is_standard = !found.substitute && found.face.as_ref().is_some_and(|it| it.standard);
        if !found.substitute && (is_standard || !require_standard) {
            continue;
        }
        let (files, package) = remedy(found.role);
        let name = found.face.as_ref().map(|it| it.family.clone()).unwrap_or_default();
        let mut complaint = Diagnostic::new(Code::MissingFace, Place::file(&Arc::from("site.toml")));
        complaint = complaint.with("role", role_name(found.role)).with("face", name);
        complaint = complaint.with("files", files).with("package", package);
        diags.push(if require_standard { complaint.hardened() } else { complaint });
    }
}

/// What a role is called.
pub fn role_name(role: Role) -> Text {
    match role {
        Role::Song => Text::new("宋体", "Song"),
        Role::Fang => Text::new("仿宋", "Fangsong"),
        Role::Kai => Text::new("楷体", "Kai"),
        Role::Hei => Text::new("黑体", "Hei"),
        Role::Biaosong => Text::new("小标宋", "Xiaobiaosong"),
        Role::Latin => Text::new("西文", "Latin"),
    }
}

/// What documents are made with.
struct Shop<'a> {
    job: &'a Job<'a>,
    sources: &'a Sources,
    faces: &'a Faces,
    /// Why nothing can be set, if so.
    obstacle: Option<Text>,
    dry: bool,
    /// What paints the drawings of offices that know pixels alone.
    brush: Option<Brush>,
    #[cfg(feature = "documents")]
    setter: Option<pdf::Setter>,
}

impl<'a> Shop<'a> {
    fn new(job: &'a Job<'a>, sources: &'a Sources, (faces, obstacle): (&'a Faces, Option<Text>), dry: bool) -> Shop<'a> {
        #[cfg(feature = "documents")]
        let setter = obstacle.is_none().then(|| pdf::Setter::new(job.theme, faces));
        Shop {
            job,
            sources,
            faces,
            obstacle,
            dry,
            brush: Brush::led_by(&drawing_fonts(faces)),
            #[cfg(feature = "documents")]
            setter,
        }
    }

    /// The files of a page, and what there is to say about them.
    fn files(&self, page: &Page, diags: &mut Diags) -> Vec<Printed> {
        let document = document(self.job, page);
        let bytes = |format: &Format, diags: &mut Diags| match format {
            Format::Pdf => self.pdf(page, &document, diags),
            Format::Docx => self.docx(&document, diags),
        };
        let formats = formats(self.job.site, page);
        let files = formats.iter().filter_map(|it| Some(printed(&document, *it, bytes(it, diags)?)));
        files.collect()
    }

    /// A document as PDF, if its every character can be drawn.
    fn pdf(&self, page: &Page, document: &Document, diags: &mut Diags) -> Option<Vec<u8>> {
        if let Some(reason) = &self.obstacle {
            diags.push(not_made(page, reason.clone()));
            return None;
        }
        let is_whole = self.has_faces(document, diags);
        #[cfg(feature = "documents")]
        let bytes = diags.keep(self.setter.as_ref().filter(|_| is_whole && !self.dry)?.set(document));
        #[cfg(not(feature = "documents"))]
        let bytes = None::<Vec<u8>>.filter(|_| is_whole && self.dry);
        bytes
    }

    /// A document as DOCX. Its faces are those of whoever opens it.
    fn docx(&self, document: &Document, diags: &mut Diags) -> Option<Vec<u8>> {
        let dropped: BTreeSet<char> = all_characters(document).into_iter().filter(|it| !docx::is_allowed(*it)).collect();
        // What stood in the text as the end of a line of old systems is no loss.
        let dropped: BTreeSet<char> = dropped.into_iter().filter(|it| *it != '\r').collect();
        if !dropped.is_empty() {
            diags.push(self.complaint(Code::DroppedCharacter, document, &dropped));
        }
        let n_drawings = document.pictures.iter().filter(|it| it.file.ends_with(".svg")).count();
        if self.brush.is_none() && n_drawings > 0 {
            let complaint = Diagnostic::new(Code::NoFont, Place::file(&document.file)).with("count", n_drawings);
            let reason = Text::new("没有找到中文字体", "no font with Chinese characters was found");
            diags.push(complaint.with("total", n_drawings).with("reason", reason));
        }
        (!self.dry).then(|| docx::bind(document, self.brush.as_ref()))
    }

    /// Whether every character can be drawn; complains of those that cannot.
    fn has_faces(&self, document: &Document, diags: &mut Diags) -> bool {
        let lacking = self.faces.lacking(&characters(document));
        if !lacking.is_empty() {
            diags.push(self.complaint(Code::MissingCharacter, document, &lacking));
        }
        lacking.is_empty()
    }

    /// What there is to say about some characters of a document, at the first of them.
    fn complaint(&self, code: Code, document: &Document, about: &BTreeSet<char>) -> Diagnostic {
        let name = |it: &char| {
            let code = format!("U+{:04X}", u32::from(*it));
            if it.is_control() { code } else { format!("{it}（{code}）") }
        };
        let list: Vec<String> = about.iter().take(12).map(name).collect();
        let files: BTreeSet<&Arc<str>> = document.parts.iter().map(|it| &it.file).collect();
        let place = files.into_iter().find_map(|it| self.place(it, about));
        let place = place.unwrap_or_else(|| Place::file(&document.file));
        let complaint = Diagnostic::new(code, place).with("title", &document.title);
        complaint.with("characters", list.join(" ")).with("count", about.len())
    }

    /// Where the first of some characters stands in a file.
    fn place(&self, file: &Arc<str>, lacking: &BTreeSet<char>) -> Option<Place> {
        let text = self.sources.get(file)?.str();
        let (at, it) = text.char_indices().find(|(_, it)| lacking.contains(it))?;
        Some(Place::text(file, at..at + it.len_utf8()))
    }
}

/// The fonts drawings are painted with: that of the role first, then those that have what it lacks.
fn drawing_fonts(faces: &Faces) -> Vec<Font> {
    let font = |it: &Face| Font { name: Arc::from(it.file.as_str()), bytes: it.bytes.clone() };
    let roles = [Role::Hei, Role::Song].into_iter().chain(Role::ALL);
    let mut fonts: Vec<Font> = Vec::new();
    for it in roles.filter_map(|it| faces.face(it)).map(font) {
        if fonts.iter().all(|one| one.name != it.name) {
            fonts.push(it);
        }
    }
    fonts
}

fn printed(document: &Document, format: Format, bytes: Vec<u8>) -> Printed {
    let hash = Sha256::digest(&bytes).iter().map(|it| format!("{it:02x}")).collect();
    let stem = document.page.0.strip_suffix(".html").unwrap_or(&document.page.0);
    let route = Route(format!("{stem}.{}", format.name()));
    Printed { page: document.page.clone(), format, route, bytes: Arc::from(bytes), hash }
}
