//! What all output formats share: what an output is, what it may read, where its files go and stand.
//!
//! It holds no format; those are crates that know this one and not each other, and the root lists them. The files that
//! belong to a page are made once, before the page, which may say how large they are; beyond that no output reads
//! another's result, and none loads anything. Start at [`render`].

pub mod downloads;
mod format;
mod job;
pub mod labels;
mod only;
mod painter;
pub mod paths;
mod printed;
mod sink;
mod style;
pub mod units;
mod written;
pub mod zip;

use rayon::prelude::*;

use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Config;
use gongbao_site::Page;

pub use format::{Output, PageWriter};
pub use job::{Job, is_wanted};
pub use labels::{source_line, theme_word};
pub use only::one;
pub use painter::{OpenRasterizer, Painter, Rasterizer, add_characters};
pub use printed::{Press, Printed};
pub use sink::Sink;
pub use style::chart_style;
pub use written::Written;

/// Complains of each output a site asks for that is not among those there are.
pub fn check_names(outputs: &[&dyn Output], config: &Config, diags: &mut Diags) {
    let known: Vec<&str> = outputs.iter().map(|it| it.name()).collect();
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

/// Writes those of some outputs that the site asks for.
pub fn render(outputs: &[&dyn Output], job: &Job<'_>, sink: &dyn Sink, diags: &mut Diags) {
    let wanted = outputs.iter().copied();
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
