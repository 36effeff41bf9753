//! Pages bound and written: each is bound, looked at, written by every output, and let go.

use std::sync::Arc;
use std::sync::mpsc::channel;

use crate::outputs::OUTPUTS;
use crate::pipeline::{Options, Report, SiteContext, TableNote, all_embeds};
use crate::publish::{self, CacheEntry, Published};
use gongbao_audit::Finding;
use gongbao_content::Page;
use gongbao_data as data;
use gongbao_diag::Diags;
use gongbao_disclosure::OutputScanner;
use gongbao_documents::{CACHE_NAMESPACE, needs_documents};
use gongbao_files as files;
use gongbao_output::{
    DocumentFonts, Job, PageSource, RasterContext, RenderedDocument, RenderedDocuments, Sink,
    Writers,
};
use gongbao_settings::Config;
use gongbao_site::edition::{EditionBook, FigureRecorder};
use gongbao_site::{
    self as site, Bindings, BoundSite, Embeds, Route, Site, SiteBinder, SiteFacts, SiteInputs,
    SitePlan,
};
use gongbao_source::{self as source, FontFiles, Sources};

/// A site that is read, understood and searched.
pub(super) struct Prepared<'a> {
    pub sources: &'a Sources,
    pub ground: SiteContext,
    /// The settings as they are published.
    pub config: Config,
    pub pages: Vec<Page>,
    pub proof: OutputScanner,
    pub numbers: Vec<Finding>,
}

/// Pages bound once more, for packets that are put together from several.
struct Rebound<'a> {
    binder: &'a SiteBinder<'a>,
    book: &'a EditionBook<'a>,
}

impl PageSource for Rebound<'_> {
    fn find_page(&self, route: &Route) -> Option<site::Page> {
        self.binder.find_page(route, self.book)
    }
}

impl Prepared<'_> {
    /// What the pages are bound to.
    pub(super) fn inputs<'s>(&'s self, embeds: &'s Embeds) -> SiteInputs<'s> {
        SiteInputs {
            sources: self.sources,
            pages: &self.pages,
            embeds,
            catalog: &self.ground.catalog,
            metrics: &self.ground.metrics,
            config: &self.config,
        }
    }

    /// All pages at once, compared with the editions.
    pub(super) fn resolve(&self, diags: &mut Diags) -> BoundSite {
        let book = EditionBook::read(&self.config, self.ground.base(self.sources), diags);
        site::resolve_site(&self.inputs(&all_embeds()), &book, diags)
    }

    /// The same without a look at what was published before.
    pub(super) fn resolve_unrevised(&self, diags: &mut Diags) -> BoundSite {
        let book = EditionBook::none(&self.config, self.ground.base(self.sources));
        site::resolve_site(&self.inputs(&all_embeds()), &book, diags)
    }

    /// Binds all pages and writes them, some at a time. Every file is searched, and can be carried anywhere.
    pub(super) fn write(
        &self,
        options: &Options,
        recorder: Option<&mut FigureRecorder<'_>>,
        sink: &dyn Sink,
        diags: &mut Diags,
    ) -> SiteFacts {
        let embeds = all_embeds();
        let inputs = self.inputs(&embeds);
        let book = EditionBook::read(&self.config, self.ground.base(self.sources), diags);
        let plan = SitePlan::new(&inputs, diags);
        let known = Bindings::none();
        let binder = SiteBinder::new(&plan, &known, diags);
        let site = binder.site();
        let painter = open_painter(site, self.sources, options);
        let fonts = document_fonts(site, self.sources, options);
        let press = RenderedDocuments::default();
        let rebound = Rebound {
            binder: &binder,
            book: &book,
        };
        let (printed, documents) = channel();
        let keep_document = |it: RenderedDocument| {
            if options.keep_in.is_some() {
                // The queue is open as long as documents are made.
                drop(printed.send(it));
            }
        };
        let job = Job {
            site,
            pages: &rebound,
            sources: self.sources,
            theme: &self.ground.theme,
            package: &self.ground.catalog.package,
            tables: self.ground.tables(),
            raster: &painter,
            fonts: &fonts,
            documents: &press,
            keep_document: &keep_document,
        };
        let writing = Writing {
            binder: &binder,
            book: &book,
            job: &job,
        };
        let mut facts = SiteFacts::default();
        self.pass_guards(site, sink, diags, |sink, diags| {
            facts = writing.write(recorder, sink, diags);
        });
        if sink.keeps() && diags.gate().is_ok() {
            keep_documents(documents.try_iter().collect(), options);
        }
        facts
    }

    /// Lets files be made whose way to a sink leads through all searches.
    fn pass_guards(
        &self,
        site: &Site,
        sink: &dyn Sink,
        diags: &mut Diags,
        make: impl FnOnce(&dyn Sink, &mut Diags),
    ) {
        let terms = portability_terms(site);
        publish::pack_files(sink, &site.config.compress, |sink| {
            publish::scan_output(sink, &self.proof, diags, |sink, diags| {
                publish::check_portability(sink, &terms, diags, make);
            });
        });
    }

    pub(super) fn report(self, facts: &SiteFacts, published: Published) -> Report {
        let tables = self.ground.catalog.tables();
        let note = |it: &data::Table| TableNote {
            name: it.name.clone(),
            file: it.file.clone(),
            fields: it.fields.clone(),
            read_as: it.read_as(),
            notes: it.notes.clone(),
            accepted: it.accepted.clone(),
        };
        Report {
            n_pages: facts.n_pages,
            n_charts: facts.n_charts,
            n_figures: facts.n_figures,
            n_files: published.n_files,
            n_bytes: published.n_bytes,
            tables: tables.map(note).collect(),
            numbers: self.numbers,
        }
    }
}

/// Pages on their way from their binding to the outputs.
struct Writing<'a> {
    binder: &'a SiteBinder<'a>,
    book: &'a EditionBook<'a>,
    job: &'a Job<'a>,
}

impl Writing<'_> {
    fn write(
        &self,
        mut recorder: Option<&mut FigureRecorder<'_>>,
        sink: &dyn Sink,
        diags: &mut Diags,
    ) -> SiteFacts {
        let mut writers = None;
        let mut take = |pages: Vec<site::Page>, diags: &mut Diags| {
            if let Some(recorder) = &mut recorder {
                pages.iter().for_each(|it| recorder.add(it));
            }
            // No theme is asked for anything while there are mistakes.
            let writers =
                writers.get_or_insert_with(|| Writers::open(OUTPUTS, self.job, sink, diags));
            writers.write(&pages, sink, diags);
        };
        let facts = self
            .binder
            .bind_all(self.book, &mut Bindings::none(), diags, &mut take);
        if let Some(writers) = writers.filter(|_| diags.gate().is_ok()) {
            writers.finish(&facts, sink, diags);
        }
        facts
    }
}

/// What the gate has to know of a site.
fn portability_terms(site: &Site) -> publish::PortabilityRules {
    let brought = site.files.iter().map(|(route, _)| route.0.clone());
    publish::PortabilityRules {
        base_url: site.config.base_url.clone(),
        brought: brought.collect(),
    }
}

/// Fonts are looked for only where pictures are painted.
pub(super) fn open_painter(site: &Site, sources: &Sources, options: &Options) -> RasterContext {
    if files::needs_painter(site) {
        files::open_painter(&source::find_fonts(sources, &options.fonts))
    } else {
        RasterContext::default()
    }
}

/// The fonts of documents, found only where there are any.
pub(super) fn document_fonts(site: &Site, sources: &Sources, options: &Options) -> DocumentFonts {
    let system = if site.config.documents.own_fonts_only {
        &[]
    } else {
        options.fonts.as_slice()
    };
    let files = if needs_documents(site) {
        FontFiles::find(sources, system)
    } else {
        FontFiles::default()
    };
    DocumentFonts {
        files,
        open_rasterizer: files::open_rasterizer,
        require_standard: options.require_standard_fonts,
    }
}

/// Leaves documents, which take longest to make, where the next run finds them, even if this one is refused.
fn keep_documents(printed: Vec<RenderedDocument>, options: &Options) {
    let Some(folder) = &options.keep_in else {
        return;
    };
    let press = RenderedDocuments { printed };
    let pieces = |bytes: &Arc<[u8]>| source::append_checksum(std::iter::once(bytes.to_vec()));
    let things = press
        .cache_entries()
        .map(|(key, bytes)| CacheEntry::new(key, bytes.map(pieces)));
    publish::keep_for_next_run(&folder.join(CACHE_NAMESPACE), things.collect());
}
