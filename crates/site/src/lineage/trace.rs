//! One metric or table asked about: what it is made from, down to the files, and where it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::capture_base::CaptureBase;
use crate::lineage::used_in::UseKind;
use crate::lineage::walk::{FigureUse, SeenFigure, collect_uses};
use crate::link::Route;
use crate::page::Page;
use gongbao_data::{Catalog, Table};
use gongbao_diag::Place;
use gongbao_metrics::{Metric, Metrics};
use gongbao_model::Origin;
use gongbao_source::Sources;

/// What was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceSubject {
    Metric,
    Table,
}

/// All that is known about where a metric or table comes from and goes to.
#[derive(Clone, Debug)]
pub struct Trace {
    pub subject: TraceSubject,
    pub name: String,
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// The tables it is made from, itself first if it is one, each after what reads it.
    pub made_from: Vec<TracedTable>,
    /// Tables computed from it, directly or through others.
    pub feeds: Vec<String>,
    /// Metrics computed from it, by id and title.
    pub metrics: Vec<(String, String)>,
    pub uses: Vec<TracedUse>,
}

/// A table on the way to the files.
#[derive(Clone, Debug)]
pub struct TracedTable {
    pub table: String,
    pub title: String,
    pub file: Arc<str>,
    /// Lower-case hexadecimal SHA-256 of the file.
    pub hash: String,
    pub derived: bool,
    pub reads: Vec<String>,
    pub sources: Vec<String>,
    /// How many steps from what was asked about.
    pub depth: usize,
}

/// A sentence, chart, table or tile that shows it.
#[derive(Clone, Debug)]
pub struct TracedUse {
    pub page: Route,
    pub page_title: String,
    pub file: Arc<str>,
    pub place: Option<Place>,
    pub kind: UseKind,
    pub text: String,
    pub anchor: Option<String>,
    pub figures: Vec<TracedFigure>,
}

/// A figure of a use.
#[derive(Clone, Debug)]
pub struct TracedFigure {
    pub text: String,
    pub value: String,
    pub metric: Option<String>,
    pub origins: Vec<Origin>,
}

/// What a name stands for.
#[derive(Debug)]
pub enum TraceResult {
    Trace(Box<Trace>),
    /// Nothing; the names there are.
    Unknown(Vec<String>),
}

/// Looks a metric or table up by its name; `metric:` or `data:` before it says which is meant.
pub fn trace_lineage(pages: &[Page], base: CaptureBase<'_>, name: &str) -> TraceResult {
    let CaptureBase {
        sources,
        catalog,
        metrics,
    } = base;
    let (kind, bare) = match name.split_once(':') {
        Some(("metric", it)) => (Some(TraceSubject::Metric), it),
        Some(("data", it)) => (Some(TraceSubject::Table), it),
        _ => (None, name),
    };
    let tracer = TableTracer {
        pages,
        catalog,
        metrics,
        sources,
    };
    let metric = metrics
        .get(bare)
        .filter(|_| kind != Some(TraceSubject::Table));
    let table = tracer
        .table(bare)
        .filter(|_| kind != Some(TraceSubject::Metric));
    match (metric, table) {
        (Some(metric), _) => TraceResult::Trace(Box::new(tracer.metric(metric))),
        (None, Some(table)) => TraceResult::Trace(Box::new(tracer.of_table(table))),
        (None, None) => {
            let ids = metrics.all().iter().map(|it| it.id.clone());
            TraceResult::Unknown(
                ids.chain(catalog.tables().map(|it| it.name.clone()))
                    .collect(),
            )
        }
    }
}

struct TableTracer<'a> {
    pages: &'a [Page],
    catalog: &'a Catalog,
    metrics: &'a Metrics,
    sources: &'a Sources,
}

impl<'a> TableTracer<'a> {
    fn table(&self, name: &str) -> Option<&'a Table> {
        self.catalog.tables().find(|it| it.name == name)
    }

    fn metric(&self, metric: &Metric) -> Trace {
        Trace {
            subject: TraceSubject::Metric,
            name: metric.id.clone(),
            title: metric.title.clone(),
            place: metric.place.clone(),
            made_from: self.made_from(&metric.table),
            feeds: Vec::new(),
            metrics: Vec::new(),
            uses: self.uses(|_, it| it.metric == Some(&metric.id)),
        }
    }

    fn of_table(&self, table: &Table) -> Trace {
        let mut own: BTreeSet<&str> = BTreeSet::from([table.name.as_str()]);
        // Tables read earlier tables only, so each round finds those one step further.
        loop {
            let reads = |it: &Table| it.reads.iter().any(|name| own.contains(name.as_str()));
            let next: Vec<&str> = self
                .catalog
                .tables()
                .filter(|it| reads(it))
                .map(|it| it.name.as_str())
                .collect();
            let before = own.len();
            own.extend(next);
            if own.len() == before {
                break;
            }
        }
        let feeds = own
            .iter()
            .filter(|it| **it != table.name)
            .map(|it| (*it).to_owned())
            .collect();
        let metrics = self
            .metrics
            .all()
            .iter()
            .filter(|it| own.contains(it.table.as_str()));
        let metrics: Vec<(String, String)> = metrics
            .map(|it| (it.id.clone(), it.title.clone()))
            .collect();
        let shows = |page: &Page, it: &SeenFigure<'_>| {
            let reads = |name: &str| {
                let query = page.queries.iter().find(|(it, _)| it == name);
                own.contains(name)
                    || query
                        .is_some_and(|(_, reads)| reads.iter().any(|it| own.contains(it.as_str())))
            };
            it.origins.iter().any(|it| reads(&it.table))
        };
        Trace {
            subject: TraceSubject::Table,
            name: table.name.clone(),
            title: table.title.clone(),
            place: Place::file(&table.file),
            made_from: self.made_from(&table.name),
            feeds,
            metrics,
            uses: self.uses(shows),
        }
    }

    /// A table and all it is computed from, each once, where it is met first.
    fn made_from(&self, name: &str) -> Vec<TracedTable> {
        let mut nodes = Vec::new();
        let mut met = BTreeMap::from([(name.to_owned(), ())]);
        let mut waiting = vec![(name.to_owned(), 0)];
        while let Some((name, depth)) = waiting.pop() {
            let Some(table) = self.table(&name) else {
                continue;
            };
            for read in table.reads.iter().rev() {
                if met.insert(read.clone(), ()).is_none() {
                    waiting.push((read.clone(), depth + 1));
                }
            }
            // A table that is derived from others has no file of data.
            let hash = self
                .sources
                .get(&table.file)
                .map_or_else(String::new, |it| it.hash.clone());
            nodes.push(TracedTable {
                table: table.name.clone(),
                title: table.title.clone(),
                file: table.file.clone(),
                hash,
                derived: table.derived,
                reads: table.reads.clone(),
                sources: table.sources.iter().map(|it| it.title.clone()).collect(),
                depth,
            });
        }
        nodes
    }

    fn uses(&self, wanted: impl Fn(&Page, &SeenFigure<'_>) -> bool) -> Vec<TracedUse> {
        let mut uses = Vec::new();
        for page in self
            .pages
            .iter()
            .filter(|it| it.metric.is_none() && it.table.is_none())
        {
            for it in collect_uses(page) {
                let figures: Vec<TracedFigure> = it
                    .figures
                    .iter()
                    .filter(|it| wanted(page, it))
                    .map(traced_figure)
                    .collect();
                if !figures.is_empty() {
                    uses.push(traced_use(page, it, figures));
                }
            }
        }
        uses
    }
}

fn traced_use(page: &Page, it: FigureUse<'_>, figures: Vec<TracedFigure>) -> TracedUse {
    TracedUse {
        page: page.route.clone(),
        page_title: page.title_text.clone(),
        file: page.file.clone(),
        place: it.place.cloned(),
        kind: it.kind,
        text: it.text,
        anchor: it.anchor.map(str::to_owned),
        figures,
    }
}

fn traced_figure(it: &SeenFigure<'_>) -> TracedFigure {
    TracedFigure {
        text: it.written(),
        value: it.value.clone(),
        metric: it.metric.map(str::to_owned),
        origins: it.origins.to_vec(),
    }
}
