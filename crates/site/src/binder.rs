//! What it takes to bind any page of a site: addresses, titles and order of all pages, but the text of none.
//!
//! [`SitePlan`] gives every page its address. [`SiteBinder`] binds the titles and summaries of all, puts the pages in
//! order and then binds the text of any page whenever it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::bind::bind_body;
use crate::binding_notes::BindingNotes;
use crate::bindings::{Bindings, KeptPage};
use crate::capture_base::CaptureBase;
use crate::completeness::completeness_page;
use crate::discovery::Glossary;
use crate::due::due_targets;
use crate::failure::{Failure, keep_result};
use crate::generated::{metric_body, metric_facts, metric_head, table_page};
use crate::index::SiteIndex;
use crate::inputs::SiteInputs;
use crate::languages::Languages;
use crate::lineage::Lineage;
use crate::link::Route;
use crate::localized_view::{LocalizedView, read_localized_views};
use crate::overview::{metrics_file, status_page};
use crate::page::{Page, PageBody, PageEntry, PageHead};
use crate::places::Places;
use crate::routes::{PagePlan, Routes, plan_routes};
use crate::scope::{Scope, World, content_place};
use crate::site::{DefinedMetric, Download, Site};
use crate::target_status::{TargetStatus, target_statuses};
use crate::translations::{self, FirstLanguages};
use crate::written::{WrittenHead, bind_written_head};
use crate::{conventions, navigation};
use gongbao_data::{Entry, Table, TableWordings};
use gongbao_diag::locale::LanguageTag;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_metrics::Metric;
use gongbao_settings::Config;
use gongbao_source::{SourceFile, Sources, spelling_hint};

/// Where every page stands, and what it may refer to.
#[derive(Debug)]
pub struct SitePlan<'a> {
    inputs: SiteInputs<'a>,
    plans: Vec<PagePlan<'a>>,
    routes: Routes,
    /// The words of the other languages that pages are written in.
    localized_views: Vec<LocalizedView>,
    language_tag: LanguageTag,
    words: TableWordings,
}

impl<'a> SitePlan<'a> {
    /// Gives every page an address.
    pub fn new(inputs: &SiteInputs<'a>, diags: &mut Diags) -> SitePlan<'a> {
        let SiteInputs {
            sources,
            pages,
            catalog,
            metrics,
            config,
            ..
        } = *inputs;
        if pages.is_empty() {
            diags.push(Diagnostic::new(Code::NoPage, content_place()));
        }
        let (plans, routes) = plan_routes(pages, catalog, metrics, config, diags);
        let base = CaptureBase {
            sources,
            catalog,
            metrics,
        };
        check_nav(config, &routes, diags);
        translations::check_languages(&plans, config, diags);
        SitePlan {
            inputs: *inputs,
            localized_views: read_localized_views(&plans, base, config, diags),
            plans,
            routes,
            language_tag: LanguageTag::of(config.lang),
            words: TableWordings::default(),
        }
    }

    /// What every page may refer to.
    pub fn world(&self) -> World<'_> {
        let SiteInputs {
            sources,
            pages,
            embeds,
            catalog,
            metrics,
            config,
        } = self.inputs;
        World {
            sources,
            catalog,
            metrics,
            config,
            embeds,
            routes: &self.routes,
            pages,
            language_tag: &self.language_tag,
            words: &self.words,
        }
    }
}

/// Every page the navigation names exists.
fn check_nav(config: &Config, routes: &Routes, diags: &mut Diags) {
    for (name, place) in config.nav.iter().zip(&config.places.nav) {
        let file = navigation::nav_file(name);
        if !routes.files.contains_key(&file) {
            let complaint = Diagnostic::new(Code::BrokenLink, place.clone()).with("dest", name);
            diags.push(complaint.with(
                "hint",
                spelling_hint(&file, routes.files.keys().map(String::as_str)),
            ));
        }
    }
}

/// What makes the text of a page.
#[derive(Debug)]
enum PageText {
    /// The author's page, by its number among the plans.
    Written(usize),
    /// The page of a metric, by its number among those that have one: it says which pages show the metric.
    Metric(usize),
    /// The page of a table: it shows the rows that figures were read from.
    Table(Box<PageBody>),
    /// A page that is made of what all pages know of each other.
    Made(Box<PageBody>),
}

/// A page that is bound.
#[derive(Debug)]
pub(crate) struct BoundPage {
    pub page: Page,
    pub found: BindingNotes,
    /// What to keep of it for the next time.
    pub kept: Option<KeptPage>,
}

/// Binds the text of any page.
#[derive(Debug)]
pub struct SiteBinder<'p> {
    plan: &'p SitePlan<'p>,
    world: World<'p>,
    others: BTreeMap<&'p LanguageTag, World<'p>>,
    glossary: Glossary<'p>,
    metrics: Vec<MetricTargetStatuses<'p>>,
    /// By the number of their plan.
    heads: Vec<WrittenHead>,
    /// By position.
    texts: Vec<PageText>,
    known: Option<&'p Bindings>,
    site: Site,
}

impl<'p> SiteBinder<'p> {
    /// Binds the titles and summaries of all pages and puts the pages in order.
    pub fn new(
        plan: &'p SitePlan<'p>,
        bindings: &'p Bindings,
        diags: &mut Diags,
    ) -> SiteBinder<'p> {
        let world = plan.world();
        let config = world.config;
        let others: BTreeMap<&LanguageTag, World<'_>> = plan
            .localized_views
            .iter()
            .map(|it| (&it.language_tag, world.speaking(it)))
            .collect();
        let generated = GeneratedPages::of(&world, diags);
        let known = bindings.if_current(&plan.routes);
        let heads = bind_heads(plan, &others, &generated, known, diags);
        let mut texts: BTreeMap<Route, PageText> = BTreeMap::new();
        let mut all = Vec::new();
        for (at, written) in heads.iter().enumerate() {
            texts.insert(written.head.route.clone(), PageText::Written(at));
            all.push(written.head.clone());
        }
        for (at, it) in generated.metrics.iter().enumerate() {
            let head = metric_head(&world, it.metric);
            texts.insert(head.route.clone(), PageText::Metric(at));
            all.push(head);
        }
        let tables = generated.tables.into_iter();
        let tables = tables.map(|(head, body)| (head, PageText::Table(Box::new(body))));
        let overviews = generated.overviews.into_iter();
        let overviews = overviews.map(|(head, body)| (head, PageText::Made(Box::new(body))));
        for (head, text) in tables.chain(overviews) {
            // A page of the author's keeps its address.
            if !texts.contains_key(&head.route) {
                texts.insert(head.route.clone(), text);
                all.push(head);
            }
        }
        all.extend(navigation::missing_sections(&all, config));
        let index = SiteIndex::of(all, &world);
        for (route, body) in index.bodies {
            texts.insert(route, PageText::Made(Box::new(body)));
        }
        let pages = index.pages;
        // The page of a section that nobody wrote has no text.
        let section = || PageText::Made(Box::default());
        let texts: Vec<PageText> = pages
            .iter()
            .map(|it| texts.remove(&it.head.route).unwrap_or_else(section))
            .collect();
        conventions::check_conventions(world.pages, &pages, config, diags);
        let standings: Vec<TargetStatus> = generated
            .metrics
            .iter()
            .flat_map(|it| it.standings.clone())
            .collect();
        let places = Places::of(world.catalog, world.metrics, world.routes);
        let site = Site {
            redirects: conventions::make_redirects(&plan.plans, &pages, diags),
            due: due_targets(
                &pages,
                &standings,
                world.metrics,
                &plan.localized_views,
                &places,
            ),
            languages: Languages::of(&pages, &plan.localized_views, config),
            nav: navigation::main(&pages, config, &plan.routes.files),
            files: offered_files(world.sources),
            downloads: table_downloads(&texts),
            places,
            metrics: defined_metrics(&world, &generated.metrics, diags),
            config: config.clone(),
            standings,
            pages,
        };
        SiteBinder {
            plan,
            glossary: Glossary::new(&world),
            metrics: generated.metrics,
            world,
            others,
            heads,
            texts,
            known,
            site,
        }
    }

    /// What all pages know of each other.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The same, when no more pages are to be bound.
    pub fn into_site(self) -> Site {
        self.site
    }

    pub(crate) fn world(&self) -> &World<'p> {
        &self.world
    }

    pub(crate) fn routes(&self) -> &Routes {
        &self.plan.routes
    }

    /// The pages in the order they are bound in: what says what other pages show comes after them.
    pub(crate) fn stages(&self) -> [Vec<usize>; 3] {
        let of = |stage: fn(&PageText) -> bool| -> Vec<usize> {
            let all = self.texts.iter().enumerate();
            all.filter(|(_, it)| stage(it)).map(|(at, _)| at).collect()
        };
        [
            of(|it| matches!(it, PageText::Written(_) | PageText::Made(_))),
            of(|it| matches!(it, PageText::Metric(_))),
            of(|it| matches!(it, PageText::Table(_))),
        ]
    }

    /// Keeps a page for the next time.
    pub(crate) fn keep(&self, position: usize, page: KeptPage, next: &mut Bindings) {
        if let PageText::Written(at) = self.texts[position] {
            next.keep(&self.plan.plans[at], page);
        }
    }

    /// Binds the text of a page. `lineage` is what is known of other pages.
    pub(crate) fn bind(
        &self,
        position: usize,
        lineage: &Lineage,
        next: &Bindings,
    ) -> Result<BoundPage, Failure> {
        let PageEntry { head, place } = self.site.pages[position].clone();
        let made = |body: PageBody| BoundPage {
            page: Page::assemble(head.clone(), place.clone(), body),
            found: BindingNotes::default(),
            kept: None,
        };
        match &self.texts[position] {
            PageText::Written(at) => {
                let (body, found) = self.bind_written(*at);
                let plan = &self.plan.plans[*at];
                let kept = next.key(&self.world, plan).map(|hash| KeptPage {
                    hash,
                    head: self.heads[*at].clone(),
                    body: body.clone(),
                    found: found.clone(),
                });
                Ok(BoundPage {
                    page: Page::assemble(head, place, body),
                    found,
                    kept,
                })
            }
            PageText::Metric(at) => {
                let MetricTargetStatuses { metric, standings } = &self.metrics[*at];
                let scope = generated_scope(&self.world, metric.place.file.clone());
                metric_body(&scope, metric, standings, lineage).map(made)
            }
            PageText::Table(body) => {
                let mut body = (**body).clone();
                if let Some(table) = &mut body.table {
                    table.cited_rows = lineage.cited(&table.name);
                }
                Ok(made(body))
            }
            PageText::Made(body) => Ok(made((**body).clone())),
        }
    }

    fn bind_written(&self, at: usize) -> (PageBody, BindingNotes) {
        let plan = &self.plan.plans[at];
        if let Some(known) = self.known.and_then(|it| it.get(&self.world, plan)) {
            return (known.body.clone(), known.found.clone());
        }
        let written = &self.heads[at];
        let scope = Scope {
            world: self.others.get(&plan.language_tag).unwrap_or(&self.world),
            file: plan.page.file.clone(),
            lang: written.head.lang,
            given: written.given.clone(),
            row: plan.row,
            queries: written.queries.clone(),
        };
        let mut found = BindingNotes {
            diags: Diags::new(),
            ..written.found.clone()
        };
        let words = bind_body(&scope, &plan.route, plan.page, &mut found);
        let blocks = if written.head.is_translation {
            words.blocks // The glossary is in the site's own language.
        } else {
            self.glossary.link_names(written.head.layout, words.blocks)
        };
        let shown = shown_tables(&scope, &found.tables);
        let body = PageBody {
            blocks,
            footnotes: words.footnotes,
            sources: source_titles(&shown),
            sample: shown.iter().any(|it| it.sample),
            metric: None,
            table: None,
            n_figures: found.n_figures,
            n_charts: found.n_charts,
            exhibits: std::mem::take(&mut found.exhibits),
            queries: scope
                .queries
                .iter()
                .filter_map(|(name, it)| query_with_tables(name, it))
                .collect(),
        };
        (body, found)
    }
}

/// The titles and summaries of all pages that somebody wrote.
fn bind_heads<'p>(
    plan: &'p SitePlan<'p>,
    others: &BTreeMap<&'p LanguageTag, World<'p>>,
    generated: &GeneratedPages<'_>,
    known: Option<&Bindings>,
    diags: &mut Diags,
) -> Vec<WrittenHead> {
    let world = plan.world();
    let first_languages = FirstLanguages::of(
        &plan.plans,
        &plan.routes,
        &generated.overviews,
        world.config,
    );
    let bound = plan.plans.par_iter().map(|it| {
        if let Some(known) = known.and_then(|known| known.get(&world, it)) {
            return known.head.clone();
        }
        let is_translation = first_languages.is_translation(it);
        let world = others.get(&it.language_tag).unwrap_or(&world);
        bind_written_head(world, it, is_translation)
    });
    let heads: Vec<WrittenHead> = bound.collect();
    for head in &heads {
        diags.append(head.found.diags.clone());
    }
    heads
}

/// A page's own query with the tables it reads.
fn query_with_tables(name: &str, entry: &Entry) -> Option<(String, Vec<String>)> {
    match entry {
        Entry::Ready(table) => Some((name.to_owned(), table.reads.clone())),
        Entry::Broken => None,
    }
}

/// The tables a page shows, its own queries' sources included.
fn shown_tables<'a>(scope: &'a Scope<'_>, names: &BTreeSet<String>) -> Vec<&'a Table> {
    let entry = |name: &String| match scope
        .queries
        .get(name)
        .or_else(|| scope.world.catalog.get(name))
    {
        Some(Entry::Ready(table)) => Some(table),
        Some(Entry::Broken) | None => None,
    };
    names.iter().filter_map(entry).collect()
}

/// Titles of the sources of some tables, each once.
fn source_titles(tables: &[&Table]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for source in tables.iter().flat_map(|it| &it.sources) {
        if !titles.contains(&source.title) {
            titles.push(source.title.clone());
        }
    }
    titles
}

/// The pages that nobody writes, as far as they are known before any text is bound.
struct GeneratedPages<'a> {
    metrics: Vec<MetricTargetStatuses<'a>>,
    tables: Vec<(PageHead, PageBody)>,
    /// The pages that look at all metrics and tables.
    overviews: Vec<(PageHead, PageBody)>,
}

/// A metric that has a page, and how it stands against its targets.
#[derive(Debug)]
struct MetricTargetStatuses<'a> {
    metric: &'a Metric,
    standings: Vec<TargetStatus>,
}

impl<'a> GeneratedPages<'a> {
    fn of(world: &World<'a>, diags: &mut Diags) -> GeneratedPages<'a> {
        let of_metric = |metric: &'a Arc<Metric>| -> Result<MetricTargetStatuses<'a>, Failure> {
            let scope = generated_scope(world, metric.place.file.clone());
            let table = scope.table(&metric.table, &metric.place)?;
            let standings = target_statuses(&scope, metric, table)?;
            Ok(MetricTargetStatuses { metric, standings })
        };
        let found: Vec<Result<_, Failure>> =
            world.metrics.all().par_iter().map(of_metric).collect();
        let found = found.into_iter().filter_map(|it| keep_result(it, diags));
        let metrics: Vec<MetricTargetStatuses<'a>> = found.collect();
        let all: Vec<&TargetStatus> = metrics.iter().flat_map(|it| &it.standings).collect();
        let gaps = completeness_page(&generated_scope(world, metrics_file()), &all);
        let overviews = status_page(world, &all).into_iter().chain(gaps).collect();
        let tables = world.catalog.tables().map(|it| table_page(world, it));
        GeneratedPages {
            tables: tables.collect(),
            overviews,
            metrics,
        }
    }
}

/// What a page that nobody wrote refers to: everything, and nothing of its own.
fn generated_scope<'a>(world: &'a World<'a>, file: Arc<str>) -> Scope<'a> {
    Scope {
        world,
        file,
        lang: world.config.lang,
        given: BTreeMap::new(),
        row: None,
        queries: Arc::default(),
    }
}

/// What is said of each metric, whoever shows it.
fn defined_metrics(
    world: &World<'_>,
    metrics: &[MetricTargetStatuses<'_>],
    diags: &mut Diags,
) -> BTreeMap<String, DefinedMetric> {
    let define = |it: &MetricTargetStatuses<'_>| {
        let scope = generated_scope(world, it.metric.place.file.clone());
        let facts = metric_facts(&scope, it.metric, &Lineage::default())?;
        let defined = DefinedMetric {
            title: it.metric.title.clone(),
            facts,
        };
        Ok((it.metric.id.clone(), defined))
    };
    metrics
        .iter()
        .filter_map(|it| keep_result(define(it), diags))
        .collect()
}

/// The downloads of every table that has a page.
fn table_downloads(texts: &[PageText]) -> Vec<Download> {
    let tables = texts.iter().filter_map(|it| match it {
        PageText::Table(body) => body.table.as_ref(),
        PageText::Written(_) | PageText::Metric(_) | PageText::Made(_) => None,
    });
    tables
        .map(|it| Download {
            table: it.name.clone(),
            stem: it.stem.clone(),
        })
        .collect()
}

/// The files that pages may refer to, and everything in `static/`.
fn offered_files(sources: &Sources) -> Vec<(Route, SourceFile)> {
    let is_offered = |file: &&SourceFile| {
        let is_page = file.path.to_ascii_lowercase().ends_with(".md");
        file.path.starts_with("static/") || (file.path.starts_with("content/") && !is_page)
    };
    let files = sources.files().iter().filter(is_offered);
    files
        .map(|it| (crate::links::file_route(&it.path), it.clone()))
        .collect()
}
