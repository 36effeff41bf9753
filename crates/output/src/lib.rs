//! One format each, pure: the resolved site in, finished files out to a sink.
//!
//! The files that belong to a page are made once, before the page, which may say how large they are; beyond that no
//! output reads another's result, and none loads anything. Start at [`render`]; an output is one file (or folder) and
//! one line in [`OUTPUTS`].

pub mod about;
mod book;
mod cells;
pub mod csv;
mod datapackage;
pub mod documents;
pub mod downloads;
pub mod feeds;
pub mod figures;
mod format;
pub mod html;
mod job;
mod json;
mod labels;
mod only;
pub mod paths;
pub mod picture;
pub mod search;
mod sink;
mod states;
pub mod targets;
mod units;
mod written;
mod xlsx;
mod zip;

use rayon::prelude::*;

use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Config;
use gongbao_site::Page;

pub use format::{Output, PageWriter};
pub use job::{Job, is_wanted};
pub use labels::source_line;
pub use only::one;
pub use sink::Sink;
pub use written::Written;

/// Every output format.
pub const OUTPUTS: &[&dyn Output] = &[
    &html::Html,
    &downloads::Downloads,
    &figures::Figures,
    &picture::Svg,
    &picture::Png,
    &search::Search,
    &feeds::Feeds,
    &targets::Targets,
    &documents::Pdf,
    &documents::Docx,
];

/// Complains of each output a site asks for that does not exist.
pub fn check_names(config: &Config, diags: &mut Diags) {
    let known: Vec<&str> = OUTPUTS.iter().map(|it| it.name()).collect();
    for (name, place) in config.outputs.iter().zip(&config.places.outputs) {
        if !known.contains(&name.as_str()) {
            let complaint = Diagnostic::new(Code::BadSetting, place.clone()).with("key", "outputs");
            diags.push(
                complaint
                    .with("text", name)
                    .with("expected", known.join(" / ")),
            );
        }
    }
}

/// Writes every output the site asks for.
pub fn render(job: &Job<'_>, sink: &dyn Sink, diags: &mut Diags) {
    let wanted = OUTPUTS.iter().copied();
    let outputs: Vec<&dyn Output> = wanted.filter(|it| is_wanted(job.site, it.name())).collect();
    write_pages(job, &outputs, sink, diags);
    for output in outputs {
        output.render(job, sink, diags);
    }
}

/// Page after page: its files, then the page. What is kept of all of them is how large their files are.
fn write_pages(job: &Job<'_>, outputs: &[&dyn Output], sink: &dyn Sink, diags: &mut Diags) {
    let writers: Vec<Box<dyn PageWriter + '_>> = outputs
        .iter()
        .filter_map(|it| it.page_writer(job, sink, diags))
        .collect();
    let pages: Vec<(Vec<Written>, Vec<Diagnostic>)> = job
        .site
        .pages
        .par_iter()
        .map(|page| write_page(page, &writers, sink))
        .collect();
    let mut files = Vec::new();
    for (of_page, complaints) in pages {
        files.extend(of_page);
        complaints.into_iter().for_each(|it| diags.push(it));
    }
    for writer in &writers {
        writer.finish(&files, sink, diags);
    }
}

fn write_page(
    page: &Page,
    writers: &[Box<dyn PageWriter + '_>],
    sink: &dyn Sink,
) -> (Vec<Written>, Vec<Diagnostic>) {
    let files: Vec<Written> = writers
        .iter()
        .flat_map(|it| it.write_files(page, sink))
        .collect();
    let complaints = writers
        .iter()
        .filter_map(|it| it.write_page(page, &files, sink).err())
        .collect();
    (files, complaints)
}
