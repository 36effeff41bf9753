//! The table of contents: each stage named once, top to bottom. Start at [`build_site`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::outputs::OUTPUTS;
use crate::pipeline::making::Prepared;
use crate::publish::{self, CacheEntry, DiscardSink, Published, Stage};
use gongbao_audit::{self as audit, Edit, Finding, apply_edits};
use gongbao_congress as congress;
use gongbao_content::{self as content, Page};
use gongbao_data::{self as data, AcceptedFault, Catalog, MarkerConvention};
use gongbao_diag::locale::{Date, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place, Rejected, Severity};
use gongbao_disclosure::{DisclosurePolicy, OutputScanner};
use gongbao_metrics::{self as metric, Metrics};
use gongbao_model::{Field, TableRows};
use gongbao_output as output;
use gongbao_settings::{self as config, Config, FeatureSwitch, Profile};
use gongbao_site::SiteFacts;
use gongbao_site::edition::{self, CaptureBase, Edition, EditionDifference, FigureRecorder};
use gongbao_site::lineage::{self, TraceResult};
use gongbao_source::{SourceFile, Sources};
use gongbao_theme::{self as theme, Theme};

mod embeds;
mod lines;
mod making;
#[cfg(test)]
mod markers;
mod preview;
mod redaction;

pub use embeds::all_embeds;
pub use preview::{Preview, PreviewFile, PreviewState};

/// What is asked of a build beyond the site itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder to publish to.
    pub out: PathBuf,
    /// The day statuses are judged on, in place of the site's.
    pub as_of: Option<Date>,
    /// What stops the build.
    pub fail_on: FailOn,
    /// Folders with fonts of the system, for pictures of a site that brings none.
    pub fonts: Vec<PathBuf>,
    /// Whether documents may be set in other faces than official ones ask for.
    pub require_standard_fonts: bool,
    /// Where a build leaves what the next one need not work out again, if it may.
    pub keep_in: Option<PathBuf>,
}

/// What stops a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
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
    /// For each column how its cells were read, as far as not plainly.
    pub read_as: Vec<Vec<Text>>,
    /// What was found out about the file and not declared.
    pub notes: Vec<Text>,
    /// What is wrong with its rows and accepted with a reason.
    pub accepted: Vec<AcceptedFault>,
}

/// Builds a site and publishes it: the sources are read before, as complaints quote them afterwards.
///
/// # Errors
/// [`Rejected`] if anything stands that the gate refuses; what was published before is untouched.
pub fn build_site(
    sources: &Sources,
    options: &Options,
    diags: &mut Diags,
) -> Result<Report, Rejected> {
    let prepared = prepare_site(sources, options, diags)?;
    let (stage, facts) = stage_site(&prepared, options, None, diags)?;
    let published = stage.swap_in(diags).ok_or(Rejected)?;
    Ok(prepared.report(&facts, published))
}

/// Every file of a site, made and searched, beside the output folder.
fn stage_site(
    prepared: &Prepared<'_>,
    options: &Options,
    recorder: Option<&mut FigureRecorder<'_>>,
    diags: &mut Diags,
) -> Result<(Stage, SiteFacts), Rejected> {
    if diags.gate().is_err() {
        // Nothing will be published; the pages may have more mistakes to tell.
        prepared.resolve(diags);
        return Err(Rejected);
    }
    let stage = publish::open_stage(&options.out, diags).ok_or(Rejected)?;
    // Each file is searched once more and goes to the stage as it is made.
    let facts = prepared.write(options, recorder, &stage, diags);
    stage.finish(diags);
    options.fail_on.pass(diags)?; // Nothing half-made is ever published.
    Ok((stage, facts))
}

/// How an edition is to be called.
#[derive(Clone, Debug)]
pub struct EditionName {
    /// The site's folder, which keeps the record.
    pub site: PathBuf,
    pub name: String,
    pub date: Date,
}

/// Builds and publishes a site, and records every figure as an edition under a name.
///
/// # Errors
/// [`Rejected`] if a build would be, or if there is an edition of that name.
pub fn publish_edition(
    sources: &Sources,
    options: &Options,
    naming: &EditionName,
    diags: &mut Diags,
) -> Result<(Report, Edition), Rejected> {
    let editions = edition::read_editions(sources, &mut Diags::new()); // Complaints about them are made where they are compared.
    let path = edition::edition_path(&naming.name);
    if editions.iter().any(|it| it.name == naming.name) || sources.get(&path).is_some() {
        let place = Place::file(&Arc::from(path.as_str()));
        diags.push(Diagnostic::new(Code::EditionExists, place).with("name", &naming.name));
        return Err(Rejected);
    }
    let prepared = prepare_site(sources, options, diags)?;
    let number = editions.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    let mut recorder = FigureRecorder::new(&prepared.config, prepared.ground.base(sources));
    let (stage, facts) = stage_site(&prepared, options, Some(&mut recorder), diags)?;
    let edition = Edition {
        number,
        date: Some(naming.date),
        ..recorder.finish(&naming.name)
    };
    let note = publish::write_note(
        &naming.site.join(path),
        edition::write_edition(&edition).as_bytes(),
        diags,
    )
    .ok_or(Rejected)?;
    let published = stage.swap_in(diags).ok_or(Rejected)?;
    note.keep(diags).ok_or(Rejected)?; // What stands in public and its record come to be together.
    Ok((prepared.report(&facts, published), edition))
}

/// What differs between two editions; the name [`NOW`] is the site as it stands.
///
/// # Errors
/// [`Rejected`] if the site has mistakes that the gate refuses, or there is no such edition.
pub fn diff_editions(
    sources: &Sources,
    options: &Options,
    before: &str,
    after: &str,
    diags: &mut Diags,
) -> Result<EditionDifference, Rejected> {
    let mut editions = edition::read_editions(sources, diags);
    if [before, after].contains(&NOW) {
        let prepared = prepare_site(sources, options, diags)?;
        // Changes nobody has explained yet are what is asked about.
        let bound = prepared.resolve_unrevised(diags);
        options.fail_on.pass(diags)?;
        let mut recorder = FigureRecorder::new(&prepared.config, prepared.ground.base(sources));
        bound.pages.iter().for_each(|it| recorder.add(it));
        editions.push(recorder.finish(NOW));
    }
    let mut find = |name: &str| {
        let found = editions.iter().find(|it| it.name == name);
        let known: Vec<&str> = editions.iter().map(|it| it.name.as_str()).collect();
        diags.keep(found.ok_or_else(|| {
            edition::unknown_edition(
                Place::file(&Arc::from(edition::edition_path(name))),
                name,
                &known,
            )
        }))
    };
    let (before, after) = (find(before), find(after));
    let (Some(before), Some(after)) = (before, after) else {
        return Err(Rejected);
    };
    Ok(edition::compare_editions(before, after))
}

/// The name of the site as it stands, among those of editions.
pub const NOW: &str = "now";

/// Does all a build does but writes nothing.
///
/// # Errors
/// [`Rejected`] if a build would be.
pub fn check_site(
    sources: &Sources,
    options: &Options,
    diags: &mut Diags,
) -> Result<Report, Rejected> {
    let prepared = prepare_site(sources, options, diags)?;
    let sink = DiscardSink::default();
    let facts = prepared.write(options, None, &sink, diags);
    sink.finish(diags);
    options.fail_on.pass(diags)?;
    Ok(prepared.report(&facts, Published::default()))
}

/// Makes the folder of a new site.
///
/// # Errors
/// [`Rejected`] if something is there already, or it cannot be written.
pub fn create_site(
    folder: &Path,
    files: &[(&str, &str)],
    diags: &mut Diags,
) -> Result<(), Rejected> {
    publish::create_folder(folder, files, diags).ok_or(Rejected)
}

/// Writes files for an author's editor into a folder, over those of the same names.
///
/// # Errors
/// [`Rejected`] if they cannot be written.
pub fn write_editor_files(
    folder: &Path,
    files: &[(&str, &str)],
    diags: &mut Diags,
) -> Result<(), Rejected> {
    publish::put_files(folder, files, diags).ok_or(Rejected)
}

/// The bindings that would take the place of typed numbers, where just one value can be meant.
pub fn propose_fixes(sources: &Sources, options: &Options) -> Vec<Edit> {
    let judged = |sources: &Sources| {
        let mut diags = Diags::new();
        let numbers = match prepare_site(sources, options, &mut diags) {
            Ok(prepared) => {
                prepared.resolve_unrevised(&mut diags);
                prepared.numbers
            }
            // Nothing is looked up in a site that cannot be read.
            Err(Rejected) => Vec::new(),
        };
        (numbers, diags)
    };
    let (numbers, before) = judged(sources);
    let mut edits: Vec<Edit> = numbers.into_iter().filter_map(|it| it.edit).collect();
    let file = |it: &SourceFile| apply_edits(it, &edits).unwrap_or_else(|| it.clone());
    let (_, after) = judged(&Sources::of(sources.files().iter().map(file).collect()));
    // A file that a binding would break stays as it is.
    edits.retain(|it| after.errors_in(&it.file) <= before.errors_in(&it.file));
    edits
}

/// Writes bindings into the author's own files: into all of them or none.
pub fn apply_fixes(site: &Path, sources: &Sources, edits: &[Edit], diags: &mut Diags) {
    let files = sources
        .files()
        .iter()
        .filter_map(|it| apply_edits(it, edits));
    let files: Vec<(PathBuf, Arc<[u8]>)> =
        files.map(|it| (site.join(&*it.path), it.bytes)).collect();
    publish::rewrite_files(&files, diags);
}

/// Finds out where a metric or table comes from and which pages show it; writes nothing.
///
/// # Errors
/// [`Rejected`] if the words and numbers of the site have mistakes that the gate refuses.
pub fn trace_lineage(
    sources: &Sources,
    options: &Options,
    name: &str,
    diags: &mut Diags,
) -> Result<TraceResult, Rejected> {
    let prepared = prepare_site(sources, options, diags)?;
    let bound = prepared.resolve(diags);
    options.fail_on.pass(diags)?;
    Ok(lineage::trace_lineage(
        &bound.pages,
        prepared.ground.base(sources),
        name,
    ))
}

/// Begins the report on what became of an opinion: a new file with what its ledger says, for the author to complete.
///
/// # Errors
/// [`Rejected`] if the site has mistakes, no page shows such a ledger, or the file is there already.
pub fn begin_handling_report(
    sources: &Sources,
    options: &Options,
    name: &str,
    file: &Path,
    diags: &mut Diags,
) -> Result<(), Rejected> {
    let prepared = prepare_site(sources, options, diags)?;
    prepared.resolve_unrevised(diags);
    options.fail_on.pass(diags)?;
    let embeds = all_embeds();
    let inputs = prepared.inputs(&embeds);
    let text = congress::write_skeleton(&inputs, name, diags).ok_or(Rejected)?;
    publish::create_file(file, text.as_bytes(), diags).ok_or(Rejected)
}

/// What a site is made from besides its pages.
struct SiteContext {
    config: Config,
    theme: Theme,
    catalog: Catalog,
    metrics: Metrics,
}

/// From files to a site that is read, understood and searched. Its pages are not yet bound.
fn prepare_site<'a>(
    sources: &'a Sources,
    options: &Options,
    diags: &mut Diags,
) -> Result<Prepared<'a>, Rejected> {
    if sources.files().is_empty() {
        return Err(Rejected); // There is no site here; every other complaint would only follow from that.
    }
    let ground = prepare_ground(sources, options, diags);
    let mut pages = content::parse_pages(sources, &all_embeds().names(), diags);
    let (config, internal) = redaction::remove_internal_pages(&mut pages, ground.config.clone());
    let proof = ground.prove(sources, &pages, &internal, diags);
    let numbers = ground.audit(sources, &pages, diags);
    Ok(Prepared {
        sources,
        ground,
        config,
        pages,
        proof,
        numbers,
    })
}

/// All but the pages, read and understood.
fn prepare_ground(sources: &Sources, options: &Options, diags: &mut Diags) -> SiteContext {
    let config = config::parse_settings(sources, diags);
    output::check_names(OUTPUTS, &config, diags);
    let config = Config {
        as_of: options.as_of.or(config.as_of),
        ..config
    };
    let theme = theme::load_theme(sources, &config, diags);
    let gate = DisclosurePolicy {
        audience: config.audience,
    };
    let mut catalog = data::load_through(sources, &gate, usage_of_profile(config.profile), diags);
    keep_tables(&mut catalog, options);
    let metrics = metric::define_metrics(sources, &catalog, config.as_of, diags);
    SiteContext {
        config,
        theme,
        catalog,
        metrics,
    }
}

impl SiteContext {
    fn base<'a>(&'a self, sources: &'a Sources) -> CaptureBase<'a> {
        CaptureBase {
            sources,
            catalog: &self.catalog,
            metrics: &self.metrics,
        }
    }

    /// Every whole table that is to be had, by name.
    fn tables(&self) -> BTreeMap<&str, &dyn TableRows> {
        let tables = self.catalog.tables();
        tables
            .map(|it| (it.name.as_str(), it as &dyn TableRows))
            .collect()
    }

    /// Searches what must not be published in all that is read.
    fn prove(
        &self,
        sources: &Sources,
        pages: &[Page],
        internal: &[Page],
        diags: &mut Diags,
    ) -> OutputScanner {
        let inputs = redaction::DisclosureInputs {
            sources,
            catalog: &self.catalog,
            theme: &self.theme,
            pages,
            internal,
            audience: self.config.audience,
        };
        redaction::scan_inputs(&inputs, diags)
    }

    /// Looks the typed numbers up, unless the site does not want it.
    fn audit(&self, sources: &Sources, pages: &[Page], diags: &mut Diags) -> Vec<Finding> {
        match self.config.audit {
            FeatureSwitch::On => {
                let data = audit::AuditData {
                    catalog: &self.catalog,
                    metrics: &self.metrics,
                    lang: self.config.lang,
                };
                audit::audit_pages(pages, sources, &data, diags)
            }
            FeatureSwitch::Off => Vec::new(),
        }
    }
}

/// Public reports follow statistical yearbooks.
fn usage_of_profile(profile: Profile) -> MarkerConvention {
    match profile {
        Profile::Gov | Profile::Npc => MarkerConvention::Yearbook,
        Profile::Intranet => MarkerConvention::Plain,
    }
}

/// Leaves the large tables where the next run finds them, even if this one is refused.
fn keep_tables(catalog: &mut Catalog, options: &Options) {
    let tables = catalog.cache_entries();
    let Some(folder) = &options.keep_in else {
        return;
    };
    let things = tables
        .iter()
        .map(|(key, table)| CacheEntry::new(key, table.as_ref().map(data::Table::to_chunks)));
    publish::keep_for_next_run(folder, things.collect());
}

impl FailOn {
    fn pass(self, diags: &Diags) -> Result<(), Rejected> {
        match self {
            FailOn::Errors => diags.gate(),
            FailOn::Anything if diags.count(Severity::Warning) > 0 => Err(Rejected),
            FailOn::Anything => diags.gate(),
        }
    }
}
