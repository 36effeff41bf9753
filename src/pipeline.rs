//! The table of contents: each stage named once, top to bottom. Start at [`build`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, Config, Switch};
use crate::content;
use crate::data::{self, Accepted, Catalog, Field};
use crate::diag::{Diags, Rejected, Severity};
use crate::guard::{Keeper, Proof};
use crate::locale::{Date, Text};
use crate::metric::{self, Metrics};
use crate::output::{self, Job};
use crate::publish::{self, Discard, Published};
use crate::site::audit::{Edit, Finding, edited};
use crate::site::lineage::{self, Found};
use crate::site::{self, Site};
use crate::source::{File, Sources};
use crate::theme::{self, Theme};

mod withhold;

/// What is asked of a build beyond the site itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder to publish to.
    pub out: PathBuf,
    /// The day statuses are judged on, in place of the site's.
    pub as_of: Option<Date>,
    /// What stops the build.
    pub gate: Gate,
}

/// What stops a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gate {
    /// Errors.
    #[default]
    Errors,
    /// Errors and warnings.
    Anything,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub n_pages: usize,
    pub n_charts: usize,
    /// Figures bound to rows of data.
    pub n_figures: usize,
    pub n_files: usize,
    pub n_bytes: u64,
    /// The columns of each table with the types they were read as.
    pub tables: Vec<TableNote>,
    /// The numbers typed into the text, and what became of them.
    pub numbers: Vec<Finding>,
}

/// How a table was read.
#[derive(Clone, Debug)]
pub struct TableNote {
    pub name: String,
    pub file: Arc<str>,
    pub fields: Vec<Field>,
    /// What was found out about the file and not declared.
    pub notes: Vec<Text>,
    /// What is wrong with its rows and accepted with a reason.
    pub accepted: Vec<Accepted>,
}

/// Builds a site and publishes it: the sources are read before, as complaints quote them afterwards.
///
/// # Errors
/// [`Rejected`] if anything stands that the gate refuses; what was published before is untouched.
pub fn build(sources: &Sources, options: &Options, diags: &mut Diags) -> Result<Report, Rejected> {
    let bound = bind(sources, options, diags)?;
    let stage = publish::stage(&options.out, diags).ok_or(Rejected)?;
    // Each file is searched once more and goes to the stage as it is made.
    publish::prove(&stage, &bound.proof, diags, |sink, diags| output::render(&bound.job(), sink, diags));
    stage.finish(diags);
    options.gate.pass(diags)?; // Nothing half-made is ever published.
    let published = stage.swap_in(diags).ok_or(Rejected)?;
    Ok(bound.report(published))
}

/// Does all a build does but writes nothing.
///
/// # Errors
/// [`Rejected`] if a build would be.
pub fn check(sources: &Sources, options: &Options, diags: &mut Diags) -> Result<Report, Rejected> {
    let bound = bind(sources, options, diags)?;
    let sink = Discard::default();
    publish::prove(&sink, &bound.proof, diags, |sink, diags| output::render(&bound.job(), sink, diags));
    sink.finish(diags);
    options.gate.pass(diags)?;
    Ok(bound.report(Published::default()))
}

/// The bindings that would take the place of typed numbers, where just one value can be meant.
pub fn fixes(sources: &Sources, options: &Options) -> Vec<Edit> {
    let judged = |sources: &Sources| {
        let mut diags = Diags::new();
        let bound = read(sources, options, &mut diags).ok();
        (bound.map(|it| it.numbers).unwrap_or_default(), diags)
    };
    let (numbers, before) = judged(sources);
    let mut edits: Vec<Edit> = numbers.into_iter().filter_map(|it| it.edit).collect();
    let file = |it: &File| edited(it, &edits).unwrap_or_else(|| it.clone());
    let (_, after) = judged(&Sources::of(sources.files().iter().map(file).collect()));
    // A file that a binding would break stays as it is.
    edits.retain(|it| after.errors_in(&it.file) <= before.errors_in(&it.file));
    edits
}

/// Writes bindings into the author's own files: into all of them or none.
pub fn fix(site: &Path, sources: &Sources, edits: &[Edit], diags: &mut Diags) {
    let files = sources.files().iter().filter_map(|it| edited(it, edits));
    let files: Vec<(PathBuf, Arc<[u8]>)> = files.map(|it| (site.join(&*it.path), it.bytes)).collect();
    publish::rewrite(&files, diags);
}

/// Finds out where a metric or table comes from and which pages show it; writes nothing.
///
/// # Errors
/// [`Rejected`] if the words and numbers of the site have mistakes that the gate refuses.
pub fn lineage(sources: &Sources, options: &Options, name: &str, diags: &mut Diags) -> Result<Found, Rejected> {
    let bound = bind(sources, options, diags)?;
    Ok(lineage::trace(&bound.site, (&bound.catalog, &bound.metrics), sources, name))
}

/// A site with all that outputs read.
struct Bound {
    site: Site,
    theme: Theme,
    catalog: Catalog,
    metrics: Metrics,
    proof: Proof,
    numbers: Vec<Finding>,
}

/// From files to a site whose every link and figure exists.
fn bind(sources: &Sources, options: &Options, diags: &mut Diags) -> Result<Bound, Rejected> {
    let bound = read(sources, options, diags)?;
    options.gate.pass(diags)?; // Every mistake in words and numbers is shown in one run.
    Ok(bound)
}

fn read(sources: &Sources, options: &Options, diags: &mut Diags) -> Result<Bound, Rejected> {
    if sources.files().is_empty() {
        return Err(Rejected); // There is no site here; every other complaint would only follow from that.
    }
    let config = config::parse(sources, diags);
    output::check_names(&config, diags);
    let config = Config { as_of: options.as_of.or(config.as_of), ..config };
    let theme = theme::load(sources, &config, diags);
    let catalog = data::load_through(sources, &Keeper { audience: config.audience, sources }, diags);
    let metrics = metric::define(sources, &catalog, config.as_of, diags);
    let mut pages = content::parse(sources, &site::EMBED_NAMES, diags);
    let (config, internal) = withhold::pages(&mut pages, config);
    let proof = withhold::prove((sources, &catalog, &theme), (&pages, &internal), config.audience, diags);
    let site = site::resolve(&pages, sources, (&catalog, &metrics), &config, diags);
    let numbers = match config.audit {
        Switch::On => site::audit::audit(&pages, sources, (&catalog, &metrics), config.lang, diags),
        Switch::Off => Vec::new(),
    };
    Ok(Bound { site, theme, catalog, metrics, proof, numbers })
}

impl Bound {
    fn job(&self) -> Job<'_> {
        Job { site: &self.site, theme: &self.theme, catalog: &self.catalog, metrics: &self.metrics }
    }

    fn report(self, published: Published) -> Report {
        let tables = self.catalog.tables();
        let note = |it: &data::Table| TableNote {
            name: it.name.clone(),
            file: it.file.clone(),
            fields: it.fields.clone(),
            notes: it.notes.clone(),
            accepted: it.accepted.clone(),
        };
        Report {
            n_pages: self.site.pages.len(),
            n_charts: self.site.n_charts,
            n_figures: self.site.n_figures,
            n_files: published.n_files,
            n_bytes: published.n_bytes,
            tables: tables.map(note).collect(),
            numbers: self.numbers,
        }
    }
}

impl Gate {
    fn pass(self, diags: &Diags) -> Result<(), Rejected> {
        match self {
            Gate::Errors => diags.gate(),
            Gate::Anything if diags.count(Severity::Warning) > 0 => Err(Rejected),
            Gate::Anything => diags.gate(),
        }
    }
}
