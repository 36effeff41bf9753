//! What all output formats share: what an output is, what it may read, where its files go and stand.
//!
//! It holds no format; those are crates that know this one and not each other, and the root lists them. The files that
//! belong to a page are made once, before the page, which may say how large they are; beyond that no output reads
//! another's result, and none loads anything. Start at [`Writers`].

pub mod downloads;
mod format;
mod job;
pub mod labels;
pub mod paths;
mod rasterizer;
mod rendered_documents;
mod single_file_sink;
mod sink;
mod style;
pub mod units;
mod writers;
mod written_file;
pub mod zip;

use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Config;

pub use format::{Output, PageFiles, PageWriter};
pub use job::{Job, PageSource, is_wanted};
pub use labels::{source_line, theme_word};
pub use rasterizer::{OpenRasterizer, RasterContext, Rasterizer, add_characters};
pub use rendered_documents::{DocumentFonts, RenderedDocument, RenderedDocuments};
pub use single_file_sink::make_single_file;
pub use sink::Sink;
pub use style::chart_style;
pub use writers::{BoundPages, Writers, render};
pub use written_file::WrittenFile;

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
