//! What a public build leaves out of its pages, and the proof that none of it is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use gongbao_content::Page;
use gongbao_data::Catalog;
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, words};
use gongbao_disclosure::{self as guard, Inspection, Proof, Secrets};
use gongbao_settings::{Audience, Config};
use gongbao_source::{File, Sources};
use gongbao_theme::Theme;

/// Takes internal pages out of a site for the public, out of its navigation too; their files come back.
pub fn pages(pages: &mut Vec<Page>, mut config: Config) -> (Config, BTreeSet<Arc<str>>) {
    if config.audience == Audience::Internal {
        return (config, BTreeSet::new());
    }
    let internal: BTreeSet<Arc<str>> = pages
        .iter()
        .filter(|it| it.front.internal)
        .map(|it| it.file.clone())
        .collect();
    pages.retain(|it| !it.front.internal);
    let entries = config.nav.into_iter().zip(config.places.nav);
    let is_open = |name: &str| {
        !internal.contains(format!("content/{}", name.trim_start_matches("content/")).as_str())
    };
    (config.nav, config.places.nav) = entries.filter(|(name, _)| is_open(name)).unzip();
    (config, internal)
}

/// Searches what the site is made from; what comes back searches what is written.
pub fn prove(
    (sources, catalog, theme): (&Sources, &Catalog, &Theme),
    (pages, internal): (&[Page], &BTreeSet<Arc<str>>),
    audience: Audience,
    diags: &mut Diags,
) -> Proof {
    let written = sources.within("content", "md").map(|it| it.path.clone());
    let left_out: BTreeSet<Arc<str>> = written
        .filter(|it| !pages.iter().any(|page| page.file == *it))
        .collect();
    let known = guard::inspect(
        Inspection {
            sources,
            catalog,
            left_out: &left_out,
            audience,
        },
        diags,
    );
    let internal: Vec<&File> = internal.iter().filter_map(|it| sources.get(it)).collect();
    // The frame stands on every page, whatever else its words mean. Attachments are no reason to be public.
    let mut public: Vec<&str> = Lang::ALL.into_iter().flat_map(words).collect();
    public.extend(theme.strings.values().flatten().map(|it| it.1.as_str()));
    public.extend(
        theme
            .templates
            .values()
            .chain(theme.assets.values())
            .map(File::str),
    );
    let is_open = |it: &&File| {
        !left_out.contains(&it.path) && matches!(it.extension().as_str(), "md" | "toml" | "yaml")
    };
    public.extend(sources.files().iter().filter(is_open).map(File::str));
    Proof::new(audience, known, Secrets::find(catalog, &internal, &public))
}
