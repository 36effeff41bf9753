//! What a public build leaves out of its pages, and the proof that none of it is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::pipeline::lines::{reader_lines, text_stretches};
use gongbao_content::Page;
use gongbao_data::Catalog;
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, words};
use gongbao_disclosure::{self as guard, InspectionInputs, OutputScanner, SecretTexts};
use gongbao_model::prose::TextRun;
use gongbao_settings::{Audience, Config};
use gongbao_source::{SourceFile, Sources};
use gongbao_theme::Theme;

/// Takes internal pages out of a site for the public, out of its navigation too; they come back.
pub(super) fn remove_internal_pages(
    pages: &mut Vec<Page>,
    mut config: Config,
) -> (Config, Vec<Page>) {
    if config.audience == Audience::Internal {
        return (config, Vec::new());
    }
    let (internal, open): (Vec<Page>, Vec<Page>) = std::mem::take(pages)
        .into_iter()
        .partition(|page| page.front.internal);
    *pages = open;
    let files: BTreeSet<Arc<str>> = internal.iter().map(|page| page.file.clone()).collect();
    let entries = config.nav.into_iter().zip(config.places.nav);
    let is_open = |name: &str| {
        !files.contains(format!("content/{}", name.trim_start_matches("content/")).as_str())
    };
    (config.nav, config.places.nav) = entries.filter(|(name, _)| is_open(name)).unzip();
    (config, internal)
}

/// What a site is made from, for the search of what must not be published.
pub(super) struct DisclosureInputs<'a> {
    pub sources: &'a Sources,
    pub catalog: &'a Catalog,
    pub theme: &'a Theme,
    /// The pages that are published.
    pub pages: &'a [Page],
    /// The pages that are kept back.
    pub internal: &'a [Page],
    pub audience: Audience,
}

/// Searches what the site is made from; what comes back searches what is written.
pub(super) fn scan_inputs(inputs: &DisclosureInputs<'_>, diags: &mut Diags) -> OutputScanner {
    let DisclosureInputs {
        sources, catalog, ..
    } = *inputs;
    let written = sources.within("content", "md").map(|it| it.path.clone());
    let left_out: BTreeSet<Arc<str>> = written
        .filter(|it| !inputs.pages.iter().any(|page| page.file == *it))
        .collect();
    let of_page = |page: &Page| {
        let file = page.file.clone();
        reader_lines(page)
            .into_iter()
            .map(move |line| (file.clone(), line))
    };
    let lines: Vec<(Arc<str>, TextRun)> = inputs.pages.iter().flat_map(of_page).collect();
    let known = guard::inspect_inputs(
        InspectionInputs {
            sources,
            catalog,
            left_out: &left_out,
            lines: &lines,
            audience: inputs.audience,
        },
        diags,
    );
    let secret = secret_lines(inputs);
    let secret: Vec<&str> = secret.iter().map(String::as_str).collect();
    let met: Vec<String> = inputs.pages.iter().flat_map(text_stretches).collect();
    let mut public = public_files(inputs, &left_out);
    public.extend(met.iter().map(String::as_str));
    OutputScanner::new(
        inputs.audience,
        known,
        SecretTexts::find(catalog, &secret, &public),
    )
}

/// The lines of pages that are kept back, as they are typed and as readers would meet them: the marks of
/// a heading, a list or of emphasis are in no file that is written.
#[expect(clippy::expect_used, reason = "what is kept back must be known whole")]
fn secret_lines(inputs: &DisclosureInputs<'_>) -> Vec<String> {
    let files = inputs.internal.iter().map(|page| {
        inputs
            .sources
            .get(&page.file)
            .expect("a page was read from its file")
    });
    let typed = files.flat_map(|file| file.str().lines().map(str::to_owned));
    typed
        .chain(inputs.internal.iter().flat_map(text_stretches))
        .collect()
}

/// The files that may be read by anybody.
fn public_files<'a>(
    inputs: &'a DisclosureInputs<'_>,
    left_out: &'a BTreeSet<Arc<str>>,
) -> Vec<&'a str> {
    // The frame stands on every page, whatever else its words mean.
    let mut texts: Vec<&str> = Lang::ALL.into_iter().flat_map(words).collect();
    let theme = inputs.theme;
    texts.extend(theme.strings.values().flatten().map(|it| it.1.as_str()));
    let files = theme.templates.values().chain(theme.assets.values());
    texts.extend(files.map(SourceFile::str));
    // Attachments are no reason to be public.
    let is_open = |file: &&SourceFile| {
        !left_out.contains(&file.path)
            && matches!(file.extension().as_str(), "md" | "toml" | "yaml")
    };
    let sources = inputs.sources.files().iter().filter(is_open);
    texts.extend(sources.map(SourceFile::str));
    texts
}
