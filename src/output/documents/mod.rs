//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks ([`document`]), so every number in it is the page's. Files are made before
//! any output is written, because the web page says how large they are and what their checksum is. Start at
//! [`Press`]; a format is one arm of `written`.

mod assemble;
mod chains;
mod compose;
mod document;
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
use crate::output::documents::assemble::{characters, document};
use crate::output::documents::document::Document;
use crate::output::{Job, Output, Sink, is_wanted};
use crate::site::{Page, Route, Site};
use crate::source::{FontFiles, Sources};

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
        if let Some(reason) = obstacle(&faces) {
            wanted.iter().for_each(|it| diags.push(not_made(it, reason.clone())));
            return Press::default();
        }
        check_faces(&faces, fonts.require_standard, diags);
        let shop = Shop { job, sources, faces: &faces, dry: fonts.dry };
        #[cfg(feature = "documents")]
        let setter = pdf::Setter::new(job.theme, &faces);
        let made: Vec<(Vec<Printed>, Diags)> = wanted
            .par_iter()
            .map(|page| {
                let mut complaints = Diags::new();
                let document = shop.document(page, &mut complaints);
                let set = |it: &Document, complaints: &mut Diags| {
                    #[cfg(feature = "documents")]
                    let bytes = complaints.keep(setter.set(it)).map(|bytes| printed(it, Format::Pdf, bytes));
                    #[cfg(not(feature = "documents"))]
                    let bytes = None::<Printed>.filter(|_| complaints.len() + it.parts.len() > 0);
                    bytes
                };
                let files = document.iter().filter(|_| !shop.dry).filter_map(|it| set(it, &mut complaints)).collect();
                (files, complaints)
            })
            .collect();
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
    page.paper.formats.iter().copied().filter(|it| is_wanted(site, it.name())).collect()
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
    dry: bool,
}

impl Shop<'_> {
    /// The document of a page, if its every character can be drawn.
    fn document(&self, page: &Page, diags: &mut Diags) -> Option<Document> {
        let document = document(self.job, page);
        let lacking = self.faces.lacking(&characters(&document));
        if lacking.is_empty() {
            return Some(document);
        }
        let list: Vec<String> = lacking.iter().take(12).map(|it| format!("{it}（U+{:04X}）", u32::from(*it))).collect();
        let files: BTreeSet<&Arc<str>> = document.parts.iter().map(|it| &it.file).collect();
        let place = files.into_iter().find_map(|it| self.place(it, &lacking));
        let place = place.unwrap_or_else(|| Place::file(&document.file));
        let complaint = Diagnostic::new(Code::MissingCharacter, place).with("title", &document.title);
        diags.push(complaint.with("characters", list.join(" ")).with("count", lacking.len()));
        None
    }

    /// Where the first of some characters stands in a file.
    fn place(&self, file: &Arc<str>, lacking: &BTreeSet<char>) -> Option<Place> {
        let text = self.sources.get(file)?.str();
        let (at, it) = text.char_indices().find(|(_, it)| lacking.contains(it))?;
        Some(Place::text(file, at..at + it.len_utf8()))
    }
}

#[cfg(feature = "documents")]
fn printed(document: &Document, format: Format, bytes: Vec<u8>) -> Printed {
    let hash = Sha256::digest(&bytes).iter().map(|it| format!("{it:02x}")).collect();
    let stem = document.page.0.strip_suffix(".html").unwrap_or(&document.page.0);
    let route = Route(format!("{stem}.{}", format.name()));
    Printed { page: document.page.clone(), format, route, bytes: Arc::from(bytes), hash }
}
