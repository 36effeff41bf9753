//! A site looked at while it is written: bound anew when a file changes, each of its files made when it is asked for.
//!
//! What has not changed is kept: settings, tables and metrics while only pages change, pages as they were read and
//! bound. Nothing is written. Start at [`Preview::renew`], then [`Preview::make`].
//!
//! A sink says what it wants (`Sink::wants`) and outputs make nothing else, so there is one way of
//! writing a page and not two. What only finished files can show (`prove`, `carry`) is left to
//! `check`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use rayon::prelude::*;

use crate::outputs::OUTPUTS;
use crate::pipeline::making::{document_fonts, open_painter};
use crate::pipeline::{Options, SiteContext, all_embeds, prepare_ground, redaction};
use gongbao_content::{self as content, Page};
use gongbao_diag::locale::Lang;
use gongbao_diag::{Diagnostic, Diags, Severity};
use gongbao_output::{
    self as output, BoundPages, DocumentFonts, Job, RasterContext, RenderedDocument,
    RenderedDocuments,
};
use gongbao_site::edition::EditionBook;
use gongbao_site::{self as site, Bindings, BoundSite, SiteInputs};
use gongbao_source::{self as source, BuildCache, SourceFile, Sources};

/// A site kept in memory.
pub struct Preview {
    root: PathBuf,
    options: Options,
    kept: BuildCache,
    sources: Sources,
    /// Complaints about files that could not be read.
    unread: Diags,
    context: Option<Arc<CheckedContext>>,
    /// Pages as they were read, by file.
    parsed: BTreeMap<Arc<str>, Parsed>,
    bindings: Bindings,
    /// The last site without a mistake.
    shown: Option<ResolvedPreview>,
    /// What is known so far of the site as it stands.
    found: Diags,
    /// The pages that are still to be judged.
    unjudged: Option<(Vec<Page>, Vec<Page>)>,
}

/// All but the pages, and the complaints about it.
struct CheckedContext {
    context: SiteContext,
    found: Diags,
}

/// A page as it was read, if it could be.
struct Parsed {
    hash: String,
    page: Option<Page>,
    found: Diags,
}

/// A site that can be looked at.
struct ResolvedPreview {
    bound: BoundSite,
    laid: Arc<CheckedContext>,
    painter: RasterContext,
    fonts: DocumentFonts,
    /// The documents of pages that were asked for.
    press: RenderedDocuments,
}

/// What is to be said of a site as it stands.
#[derive(Debug)]
pub struct PreviewState<'a> {
    pub found: &'a Diags,
    pub sources: &'a Sources,
    /// The site's own language.
    pub lang: Lang,
    /// Whether what is shown is the site as it stands.
    pub is_current: bool,
}

/// A file that was asked for.
#[derive(Debug, Default)]
pub struct PreviewFile {
    /// Nothing if there is no such file, or it could not be made.
    pub bytes: Option<Vec<u8>>,
    pub found: Diags,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Preview")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Preview {
    /// A site of which nothing has been read yet.
    pub fn new(root: &Path, kept: BuildCache, options: Options) -> Preview {
        Preview {
            root: root.to_owned(),
            options,
            kept,
            sources: Sources::default(),
            unread: Diags::new(),
            context: None,
            parsed: BTreeMap::new(),
            bindings: Bindings::kept(),
            shown: None,
            found: Diags::new(),
            unjudged: None,
        }
    }

    /// Reads what has changed and binds the site anew. Whether anything is another than before.
    pub fn renew(&mut self, changed: &BTreeSet<Arc<str>>) -> bool {
        let before = std::mem::take(&mut self.sources);
        let mut unread = Diags::new();
        self.sources = match self.unread.is_empty()
            && changed.iter().all(|it| is_page(it))
            && !changed.is_empty()
        {
            true => source::reread_changed_files(&self.root, &before, changed, &mut unread),
            false => source::read_site(&self.root, &mut unread).with_build_cache(self.kept.clone()),
        };
        let is_same = same_files(self.sources.files().iter(), before.files().iter())
            && unread.is_empty()
            && self.unread.is_empty();
        self.unread = unread;
        if is_same && self.context.is_some() {
            return false;
        }
        self.found = self.unread.clone();
        self.unjudged = None;
        if !self.sources.files().is_empty() {
            self.lay(&before);
            self.bind();
        }
        true
    }

    /// Settings, tables and metrics are the same as long as only pages change.
    fn lay(&mut self, before: &Sources) {
        let (now, then) = (self.sources.files().iter(), before.files().iter());
        let is_other = |it: &&SourceFile| !is_page(&it.path);
        if self.context.is_none() || !same_files(now.filter(is_other), then.filter(is_other)) {
            let mut found = Diags::new();
            let ground = prepare_ground(&self.sources, &self.options, &mut found);
            self.bindings = Bindings::kept();
            self.context = Some(Arc::new(CheckedContext {
                context: ground,
                found,
            }));
        }
    }

    fn bind(&mut self) {
        let Some(laid) = self.context.clone() else {
            return;
        };
        let mut found = laid.found.clone();
        let mut pages = self.parse(&mut found);
        let (config, internal) =
            redaction::remove_internal_pages(&mut pages, laid.context.config.clone());
        let sources = &self.sources;
        let inputs = SiteInputs {
            sources,
            pages: &pages,
            embeds: &all_embeds(),
            catalog: &laid.context.catalog,
            metrics: &laid.context.metrics,
            config: &config,
        };
        let book = EditionBook::read(&config, laid.context.base(sources), &mut found);
        let bound = site::resolve_again(&inputs, &book, &mut self.bindings, &mut found);
        self.found.append(found);
        self.unjudged = Some((pages, internal));
        if self.found.gate().is_ok() {
            self.shown = Some(ResolvedPreview {
                painter: open_painter(&bound.site, &self.sources, &self.options),
                fonts: document_fonts(&bound.site, &self.sources, &self.options),
                bound,
                laid,
                press: RenderedDocuments::default(),
            });
        }
    }

    /// Every page, read anew where its file is another one.
    fn parse(&mut self, found: &mut Diags) -> Vec<Page> {
        let files: Vec<&SourceFile> = self
            .sources
            .within("content", "md")
            .filter(|it| it.text.is_some())
            .collect();
        let known = &self.parsed;
        let is_new = |it: &&&SourceFile| {
            known
                .get(&it.path)
                .is_none_or(|known| known.hash != it.hash)
        };
        let new: Vec<&SourceFile> = files.iter().filter(is_new).copied().collect();
        let new: Vec<(Arc<str>, Parsed)> = new
            .par_iter()
            .map(|it| (it.path.clone(), parse_page_file(it)))
            .collect();
        self.parsed.extend(new);
        let there: BTreeSet<&Arc<str>> = files.iter().map(|it| &it.path).collect();
        self.parsed.retain(|path, _| there.contains(path));
        self.parsed
            .values()
            .for_each(|it| found.append(it.found.clone()));
        self.parsed
            .values()
            .filter_map(|it| it.page.clone())
            .collect()
    }

    /// What takes time and changes no page: typed numbers are looked up, and all is searched for what must not be
    /// published. Whether there was anything to judge.
    pub fn judge(&mut self) -> bool {
        let (Some((pages, internal)), Some(laid)) = (self.unjudged.take(), &self.context) else {
            return false;
        };
        laid.context
            .prove(&self.sources, &pages, &internal, &mut self.found);
        laid.context.audit(&self.sources, &pages, &mut self.found);
        true
    }

    /// Whether all is known of the site.
    pub fn is_judged(&self) -> bool {
        self.unjudged.is_none()
    }

    /// What is to be said so far.
    pub fn look(&self) -> PreviewState<'_> {
        PreviewState {
            found: &self.found,
            sources: &self.sources,
            // Settings that could not be read name no language.
            lang: self
                .context
                .as_ref()
                .map_or(Lang::Zh, |it| it.context.config.lang),
            is_current: self.found.gate().is_ok(),
        }
    }

    /// The pages there are, by address and title.
    pub fn pages(&self) -> Vec<(&str, &str)> {
        let pages = self.shown.iter().flat_map(|it| &it.bound.pages);
        pages
            .map(|it| (it.route.0.as_str(), it.title_text.as_str()))
            .collect()
    }

    /// A file of the last site without a mistake.
    pub fn make(&mut self, path: &str) -> PreviewFile {
        let mut found = Diags::new();
        let Some(shown) = &mut self.shown else {
            return PreviewFile::default();
        };
        let (printed, documents) = channel();
        let keep_document = |it: RenderedDocument| {
            // The queue is open as long as documents are made.
            drop(printed.send(it));
        };
        let ground = &shown.laid.context;
        let job = Job {
            site: &shown.bound.site,
            pages: &shown.bound.pages,
            sources: &self.sources,
            theme: &ground.theme,
            package: &ground.catalog.package,
            tables: ground.tables(),
            raster: &shown.painter,
            fonts: &shown.fonts,
            documents: &shown.press,
            keep_document: &keep_document,
        };
        let site = BoundPages {
            pages: &shown.bound.pages,
            facts: &shown.bound.facts,
        };
        let bytes = output::make_single_file(OUTPUTS, &job, site, path, &mut found);
        for it in documents.try_iter() {
            shown.press.add(it);
        }
        PreviewFile { bytes, found }
    }
}

impl PreviewState<'_> {
    /// Errors and warnings.
    pub fn counts(&self) -> (usize, usize) {
        (
            self.found.count(Severity::Error),
            self.found.count(Severity::Warning),
        )
    }

    /// All complaints in order.
    pub fn complaints(&self) -> Vec<&Diagnostic> {
        self.found.sorted()
    }
}

fn parse_page_file(file: &SourceFile) -> Parsed {
    let (page, found) = content::parse_file(file, &all_embeds().names());
    Parsed {
        hash: file.hash.clone(),
        page,
        found,
    }
}

fn is_page(path: &str) -> bool {
    path.starts_with("content/") && path.to_ascii_lowercase().ends_with(".md")
}

fn same_files<'a>(
    a: impl Iterator<Item = &'a SourceFile>,
    b: impl Iterator<Item = &'a SourceFile>,
) -> bool {
    a.map(|it| (&it.path, &it.hash))
        .eq(b.map(|it| (&it.path, &it.hash)))
}
