//! One format each, pure: the resolved site in, finished files out to a sink.
//!
//! No output reads another's result, none loads anything. Start at [`render`]; an output is one file
//! (or folder) and one line in [`OUTPUTS`].

mod book;
mod datapackage;
pub mod documents;
pub mod downloads;
pub mod feeds;
pub mod figures;
pub mod html;
mod labels;
mod only;
pub mod paths;
pub mod picture;
pub mod search;
mod states;
pub mod targets;
mod units;
mod xlsx;
mod zip;

use crate::documents::Press;
use crate::picture::Painter;
use gongbao_data::Catalog;
use gongbao_diag::locale::{Lang, Word, fill, word};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_metrics::Metrics;
use gongbao_settings::Config;
use gongbao_site::Site;
use gongbao_theme::Theme;

pub use only::one;

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

/// An output format.
pub trait Output: Sync {
    /// Its name in `outputs = […]`.
    fn name(&self) -> &'static str;
    /// Writes its files. Pages are worked on in parallel; diagnostics are merged in page order.
    fn render(&self, job: &Job<'_>, sink: &dyn Sink, diags: &mut Diags);
}

/// What every output may read.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    pub painter: &'a Painter,
    pub press: &'a Press,
}

/// Takes finished files, from any thread and in any order. Complaints are the sink's own to keep.
pub trait Sink: Sync {
    /// Takes one file. `path` is relative, with `/`. Two files of one path are a mistake it reports.
    fn put(&self, path: &str, bytes: &[u8]);
    /// Whether files are kept at all. Where they are not, bytes that take long to make may be left out.
    fn keeps(&self) -> bool {
        true
    }
    /// Whether a file is wanted; a path that ends in `/` means any below it. What is not wanted need not be made.
    fn wants(&self, _path: &str) -> bool {
        true
    }
}

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
    for output in OUTPUTS {
        if is_wanted(job.site, output.name()) {
            output.render(job, sink, diags);
        }
    }
}

/// Whether a site asks for an output. Without a list it asks for all.
pub fn is_wanted(site: &Site, name: &str) -> bool {
    let wanted = &site.config.outputs;
    wanted.is_empty() || wanted.iter().any(|it| it == name)
}

/// 来源：…, unless the words already say so; 来源未注明 if nobody says.
pub fn source_line(lang: Lang, source: &str) -> String {
    let (label, _) = word(lang, Word::Source).split_once('{').unwrap_or_default();
    if source.is_empty() {
        word(lang, Word::NoSource).to_owned()
    } else if source.starts_with(label.trim_end()) || source == word(lang, Word::NoSource) {
        source.to_owned()
    } else {
        fill(word(lang, Word::Source), &[("source", source)])
    }
}

#[cfg(test)]
mod tests {
    use crate::source_line;
    use gongbao_diag::locale::Lang;

    #[test]
    fn a_source_is_named_once() {
        assert_eq!(source_line(Lang::Zh, "市公安局"), "来源：市公安局");
        assert_eq!(source_line(Lang::Zh, "来源：市公安局"), "来源：市公安局");
    }

    #[test]
    fn a_missing_source_is_not_hidden() {
        assert_eq!(source_line(Lang::Zh, ""), "来源未注明");
    }
}
