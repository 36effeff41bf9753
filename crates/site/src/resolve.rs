//! From pages as written to a site: plan the addresses, bind each page, add the generated ones,
//! connect them, and check what can only be checked when everything stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::bind::{self, BoundPage, anchors};
use crate::bindings::Bindings;
use crate::completeness::completeness_page;
use crate::dimensions::dimensions;
use crate::due::due_targets;
use crate::embeds::{Embeds, make_query};
use crate::exhibit::text;
use crate::failure::{Failure, keep};
use crate::finding::{self, Glossary};
use crate::found::{Found, Pending};
use crate::generated::{self, metric_body, metric_head, table_page};
use crate::index::SiteIndex;
use crate::languages::Languages;
use crate::layout::Layout;
use crate::lineage::LineageBuilder;
use crate::link::Route;
use crate::overview::{file as overview_file, status_page};
use crate::page::{Page, PageBody, PageHead};
use crate::places::Places;
use crate::references::references;
use crate::routes::{Plan, Routes, is_index, plan};
use crate::scope::{Scope, World, nowhere};
use crate::site::Site;
use crate::standing::{Standing, standings};
use crate::tongues::{self, FirstLanguages, Placed};
use crate::voice::voices;
use crate::{navigation, packet, release};
use gongbao_content as content;
use gongbao_data::{Catalog, Entry, Table, Wordings};
use gongbao_diag::locale::{Text, Tongue, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place, listed};
use gongbao_metrics::{Metric, Metrics};
use gongbao_settings::Config;
use gongbao_source::{File, Sources, hint};

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    pub sources: &'a Sources,
    /// The pages as their authors wrote them.
    pub pages: &'a [content::Page],
    /// The embeds their fences may name.
    pub embeds: &'a Embeds,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    pub config: &'a Config,
}

/// Binds a whole site. Every page fails alone; the complaints of all come out in one run.
pub fn resolve(inputs: &Inputs<'_>, diags: &mut Diags) -> Site {
    resolve_again(inputs, &mut Bindings::none(), diags)
}

/// The same, but for pages that are known to be bound as they were the last time.
pub fn resolve_again(inputs: &Inputs<'_>, bindings: &mut Bindings, diags: &mut Diags) -> Site {
    let Inputs {
        sources,
        pages,
        embeds,
        catalog,
        metrics,
        config,
    } = *inputs;
    if pages.is_empty() {
        diags.push(Diagnostic::new(Code::NoPage, nowhere()));
    }
    let (plans, routes) = plan(pages, catalog, (metrics, config), diags);
    check_nav(config, &routes, diags);
    tongues::check(&plans, config, diags);
    let voices = voices(&plans, sources, (catalog, metrics), config, diags);
    let (own, words) = (Tongue::of(config.lang), Wordings::default());
    let world = World {
        sources,
        catalog,
        metrics,
        config,
        embeds,
        routes: &routes,
        pages,
        tongue: &own,
        words: &words,
    };
    let others: BTreeMap<&Tongue, World<'_>> = voices
        .iter()
        .map(|it| (&it.tongue, world.speaking(it)))
        .collect();
    let glossary = Glossary::new(&world);
    let generated = Generated::of(&world, diags);
    let first_languages = FirstLanguages::of(&plans, &routes, &generated.overviews, config);
    let bound = bindings.renew(&world, &plans, |plan| {
        let world = others.get(&plan.tongue).unwrap_or(&world);
        let is_translation = first_languages.is_translation(plan);
        let bound = bind_page(world, plan, is_translation);
        if is_translation {
            return bound; // The glossary is in the site's own language.
        }
        let blocks = glossary.link_names(bound.head.layout, bound.body.blocks);
        let body = PageBody {
            blocks,
            ..bound.body
        };
        BoundPage { body, ..bound }
    });
    let mut heads = Vec::new();
    let mut bodies = BTreeMap::new();
    let mut pending = Vec::new();
    let mut files = BTreeSet::new();
    let mut outside = BTreeSet::new();
    for BoundPage { head, body, found } in bound {
        diags.append(found.diags);
        pending.extend(found.pending);
        files.extend(found.files);
        outside.extend(found.outside);
        bodies.insert(head.route.clone(), body);
        heads.push(head);
    }
    heads.extend(
        generated
            .metrics
            .iter()
            .map(|it| metric_head(&world, it.metric)),
    );
    for (head, body) in generated.tables.into_iter().chain(generated.overviews) {
        // A page of the author's keeps its address.
        if !bodies.contains_key(&head.route) {
            bodies.insert(head.route.clone(), body);
            heads.push(head);
        }
    }
    heads.extend(navigation::missing_sections(&heads, config));
    let index = SiteIndex::of(heads, &world);
    bodies.extend(index.bodies);
    let pages = assemble(&world, index.pages, bodies, &generated.metrics, diags);
    check_fragments(&pages, pending, diags);
    release::check(world.pages, &pages, config, diags);
    let standings = standings_of(generated.metrics);
    let site = Site {
        redirects: release::redirects(&plans, &pages, diags),
        due: due_targets(&pages, &standings, metrics, &voices),
        languages: Languages::of(&pages, voices, config),
        leaving: release::leaving(&outside, &pages, config),
        nav: navigation::main(&pages, config, &routes.files),
        files: copied_files(sources, &files),
        downloads: generated::downloads(&pages),
        n_figures: pages.iter().map(|it| it.n_figures).sum(),
        n_charts: pages.iter().map(|it| it.n_charts).sum(),
        config: config.clone(),
        standings,
        places: Places::of(catalog, metrics, &routes),
        pages,
    };
    bindings.hold(routes);
    site
}

/// How all metrics stand, in the author's order.
fn standings_of(metrics: Vec<MetricStandings<'_>>) -> Vec<Standing> {
    metrics.into_iter().flat_map(|it| it.standings).collect()
}

/// Asks something of what pages may refer to, without a page being bound. What is wrong with their addresses is
/// complained of where the site is bound.
pub fn in_world<T>(inputs: &Inputs<'_>, ask: impl FnOnce(&World<'_>) -> T) -> T {
    let Inputs {
        sources,
        pages,
        embeds,
        catalog,
        metrics,
        config,
    } = *inputs;
    let (_, routes) = plan(pages, catalog, (metrics, config), &mut Diags::new());
    let (own, words) = (Tongue::of(config.lang), Wordings::default());
    ask(&World {
        sources,
        catalog,
        metrics,
        config,
        embeds,
        routes: &routes,
        pages,
        tongue: &own,
        words: &words,
    })
}

/// What a page refers to, for questions asked without binding it. What is wrong with its settings and queries is
/// complained of where it is bound.
pub fn page_scope<'a>(world: &'a World<'a>, page: &content::Page) -> Scope<'a> {
    let given = page
        .front
        .selection
        .as_ref()
        .map_or_else(|| Ok(BTreeMap::new()), dimensions);
    Scope {
        world,
        file: page.file.clone(),
        lang: world.config.lang,
        given: given.into_iter().flatten().collect(),
        row: None,
        queries: make_query(page, world.catalog, &mut Diags::new()),
    }
}

/// Every page the navigation names exists.
fn check_nav(config: &Config, routes: &Routes, diags: &mut Diags) {
    for (name, place) in config.nav.iter().zip(&config.places.nav) {
        let file = navigation::nav_file(name);
        if !routes.files.contains_key(&file) {
            let complaint = Diagnostic::new(Code::BrokenLink, place.clone()).with("dest", name);
            diags
                .push(complaint.with("hint", hint(&file, routes.files.keys().map(String::as_str))));
        }
    }
}

fn bind_page(world: &World<'_>, plan: &Plan<'_>, is_translation: bool) -> BoundPage {
    let mut found = Found::default();
    let page = plan.page;
    let queries = make_query(page, world.catalog, &mut found.diags);
    let given = page
        .front
        .selection
        .as_ref()
        .map_or_else(|| Ok(BTreeMap::new()), dimensions);
    // A selection that cannot be read has been complained of; the rest of the page is still judged, without it.
    let given = keep(given, &mut found.diags)
        .into_iter()
        .flatten()
        .collect();
    let lang = world.config.lang;
    let scope = Scope {
        world,
        file: page.file.clone(),
        lang,
        given,
        row: plan.row,
        queries,
    };
    let words = bind::page(&scope, &plan.route, page, &mut found);
    let front = &page.front;
    let title = text(&words.title);
    let shown = shown_tables(&scope, &found.tables);
    let layout = layout(page, &plan.key, &mut found.diags);
    let usual = world.config.documents.formats.as_slice();
    let head = PageHead {
        layout,
        is_translation,
        paper: packet::paper(page, layout, (world.routes, usual), &mut found.diags),
        release: release::release(page, world.config, lang, &mut found.diags),
        title: words.title,
        summary: words.summary,
        date: front.date.as_deref().and_then(parse_date),
        issuer: front.issuer.clone(),
        doc_no: front.doc_no.clone(),
        session: front.session.clone(),
        order: front.order.unwrap_or(1000.0),
        topics: finding::topics::of(&scope, front),
        references: references(page, world.metrics, world.catalog),
        tongue: plan.tongue.clone(),
        key: plan.key.clone(),
        ..PageHead::generated(plan.route.clone(), page.file.clone(), lang, &title)
    };
    let body = PageBody {
        blocks: words.blocks,
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
            .filter_map(|(name, it)| query(name, it))
            .collect(),
    };
    BoundPage { head, body, found }
}

/// A page's own query with the tables it reads.
fn query(name: &str, entry: &Entry) -> Option<(String, Vec<String>)> {
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

fn layout(page: &content::Page, key: &Route, diags: &mut Diags) -> Layout {
    let Some(named) = &page.front.layout else {
        return match (is_index(&page.file), key.0.as_str()) {
            (true, "index.html") => Layout::Home,
            (true, _) => Layout::Section,
            (false, _) => Layout::Report,
        };
    };
    let found = Layout::ALL.iter().find(|it| it.name() == named.text);
    found.copied().unwrap_or_else(|| {
        let known: Vec<&str> = Layout::ALL.iter().map(|it| it.name()).collect();
        let place = Place::text(&page.file, named.range.clone());
        let complaint = Diagnostic::new(Code::BadSetting, place)
            .with("key", "layout")
            .with("text", &named.text);
        let hint = hint(&named.text, known.iter().copied());
        let known = known.join(" | ");
        diags.push(complaint.with(
            "expected",
            Text::new(format!("{}{known}", hint.zh), format!("{}{known}", hint.en)),
        ));
        Layout::Report
    })
}

/// The pages that nobody writes, as far as they are known before any text is bound.
struct Generated<'a> {
    metrics: Vec<MetricStandings<'a>>,
    tables: Vec<(PageHead, PageBody)>,
    /// The pages that look at all metrics and tables.
    overviews: Vec<(PageHead, PageBody)>,
}

/// A metric that has a page, and how it stands against its targets.
struct MetricStandings<'a> {
    metric: &'a Metric,
    standings: Vec<Standing>,
}

impl<'a> Generated<'a> {
    fn of(world: &World<'a>, diags: &mut Diags) -> Generated<'a> {
        let of_metric = |metric: &'a Arc<Metric>| -> Result<MetricStandings<'a>, Failure> {
            let scope = generated_scope(world, metric.place.file.clone());
            let table = scope.table(&metric.table, &metric.place)?;
            let standings = standings(&scope, metric, table)?;
            Ok(MetricStandings { metric, standings })
        };
        let found: Vec<Result<_, Failure>> =
            world.metrics.all().par_iter().map(of_metric).collect();
        let found = found.into_iter().filter_map(|it| keep(it, diags));
        let metrics: Vec<MetricStandings<'a>> = found.collect();
        let all: Vec<&Standing> = metrics.iter().flat_map(|it| &it.standings).collect();
        let gaps = completeness_page(&generated_scope(world, overview_file()), &all);
        let overviews = status_page(world, &all).into_iter().chain(gaps).collect();
        let tables = world.catalog.tables().map(|it| table_page(world, it));
        Generated {
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
        queries: BTreeMap::new(),
    }
}

/// A page that is whole, or one of a metric or table, which says what the others show.
enum Assembly {
    Whole(Box<Page>),
    Waiting(Box<Placed>),
}

/// Makes each page whole, in the order of the index: first those with texts of their own, then the pages of metrics,
/// which tell what the others show, then those of tables, whose rows all of them lead to.
fn assemble(
    world: &World<'_>,
    index: Vec<Placed>,
    mut bodies: BTreeMap<Route, PageBody>,
    metrics: &[MetricStandings<'_>],
    diags: &mut Diags,
) -> Vec<Page> {
    let places = Places::of(world.catalog, world.metrics, world.routes);
    let of_metrics: BTreeMap<&Route, &MetricStandings<'_>> = metrics
        .iter()
        .map(|it| (&world.routes.metrics[&it.metric.id], it))
        .collect();
    let assemblies = index.into_iter().map(|(head, place)| {
        if of_metrics.contains_key(&head.route) {
            return Assembly::Waiting(Box::new((head, place)));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the page of a section that nobody wrote has no text"
        )]
        let body = bodies.remove(&head.route).unwrap_or_default();
        Assembly::Whole(Box::new(Page::assemble(head, place, body)))
    });
    let assemblies: Vec<Assembly> = assemblies.collect();
    let mut builder = LineageBuilder::default();
    for it in &assemblies {
        if let Assembly::Whole(page) = it {
            builder.add(page);
        }
    }
    let mut lineage = builder.finish(world, &places);
    let finish = |it: Assembly| match it {
        Assembly::Whole(page) => Ok(*page),
        Assembly::Waiting(waiting) => {
            let (head, place) = *waiting;
            let of = of_metrics[&head.route];
            let scope = generated_scope(world, of.metric.place.file.clone());
            let body = metric_body(&scope, of.metric, &of.standings, &lineage);
            body.map(|body| Page::assemble(head, place, body))
        }
    };
    let pages: Vec<Result<Page, Failure>> = assemblies.into_par_iter().map(finish).collect();
    let mut pages: Vec<Page> = pages.into_iter().filter_map(|it| keep(it, diags)).collect();
    for page in pages.iter().filter(|it| it.metric.is_some()) {
        lineage.cite_page(page);
    }
    for table in pages.iter_mut().filter_map(|it| it.table.as_mut()) {
        table.cited_rows = lineage.cited(&table.name);
    }
    pages
}

/// Links to anchors, now that every page has its anchors.
fn check_fragments(pages: &[Page], pending: Vec<Pending>, diags: &mut Diags) {
    let by_route: BTreeMap<&str, &Page> =
        pages.iter().map(|it| (it.route.0.as_str(), it)).collect();
    for link in pending {
        let Some(page) = by_route.get(link.route.0.as_str()) else {
            continue;
        };
        let mut known = BTreeSet::new();
        anchors(&page.blocks, &mut known);
        page.footnotes
            .iter()
            .for_each(|it| anchors(&it.blocks, &mut known));
        if known.contains(&link.fragment) || is_row_anchor(page, &link.fragment) {
            continue;
        }
        let complaint =
            Diagnostic::new(Code::BrokenFragment, link.place).with("page", &link.route.0);
        let complaint = complaint.with("fragment", &link.fragment);
        let hint = hint(&link.fragment, known.iter().map(String::as_str));
        diags.push(
            complaint
                .with("hint", hint)
                .with("known", listed(known.iter().map(String::as_str))),
        );
    }
}

/// A data page has an anchor for each row it shows: `r2` is the first after the header.
fn is_row_anchor(page: &Page, fragment: &str) -> bool {
    let is_row = fragment
        .strip_prefix('r')
        .is_some_and(|it| it.parse::<usize>().is_ok_and(|row| row >= 2));
    page.table.is_some() && is_row
}

/// The files pages refer to, and everything in `static/`.
fn copied_files(sources: &Sources, wanted: &BTreeSet<String>) -> Vec<(Route, File)> {
    let is_wanted = |file: &File| match (
        file.path.strip_prefix("content/"),
        file.path.strip_prefix("static/"),
    ) {
        (Some(inside), _) => wanted.contains(inside),
        (None, inside) => inside.is_some(),
    };
    let route = |file: &File| crate::links::file_route(&file.path);
    sources
        .files()
        .iter()
        .filter(|it| is_wanted(it))
        .map(|it| (route(it), it.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{EMBEDS, Embeds, Inputs, resolve};
    use gongbao_data::{self as data, Catalog, Cut, Gate, Table, Usage};
    use gongbao_diag::{Code, Diags};
    use gongbao_metrics as metric;
    use gongbao_settings::Config;
    use gongbao_source::{File, Sources};

    /// Takes the column `year` out of every table.
    struct WithoutYears;

    impl Gate for WithoutYears {
        fn cut(&self, table: &Table, _: &Catalog, _: &mut Diags) -> Cut {
            Cut {
                columns: table.column("year").into_iter().collect(),
                ..Cut::default()
            }
        }
    }

    const METRICS: &str = "- {id: n, title: n, table: t, value: {sum: n}, unit: 户, dimensions: [year], time: year, source: s}\n";

    /// The complaints of a site whose metric was defined on the whole table, but is shown from what is left of it.
    fn codes(gate: &dyn Gate) -> Vec<Code> {
        let files = [
            ("data/t.csv", "year,n\n2024,1\n2025,2\n"),
            ("data/metrics.yaml", METRICS),
        ];
        let files = files.map(|(path, text)| File::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.to_vec());
        let mut diags = Diags::new();
        let whole = data::load(&sources, &mut diags);
        let metrics = metric::define(&sources, &whole, None, &mut diags);
        assert_eq!(metrics.all().len(), 1, "{:?}", diags.sorted());
        let left = data::load_through(&sources, gate, Usage::Plain, &mut Diags::new());
        let mut diags = Diags::new();
        let config = Config::default();
        let inputs = Inputs {
            sources: &sources,
            pages: &[],
            embeds: &Embeds::of(&[EMBEDS]),
            catalog: &left,
            metrics: &metrics,
            config: &config,
        };
        resolve(&inputs, &mut diags);
        diags.sorted().iter().map(|it| it.code).collect()
    }

    #[test]
    fn a_metric_whose_standings_cannot_be_read_is_a_complaint() {
        assert!(!codes(&data::Open).contains(&Code::InternalField));
        assert!(codes(&WithoutYears).contains(&Code::InternalField));
    }
}
