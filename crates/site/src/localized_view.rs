//! The words of a site in a language of its pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::capture_base::CaptureBase;
use crate::routes::PagePlan;
use gongbao_data::{self as data, Catalog};
use gongbao_diag::Diags;
use gongbao_diag::locale::LanguageTag;
use gongbao_metrics::{self as metric, Metrics};
use gongbao_settings::Config;

/// The settings, tables and metrics of a site as pages in one language call them.
#[derive(Debug)]
pub struct LocalizedView {
    pub language_tag: LanguageTag,
    pub config: Config,
    pub catalog: Catalog,
    pub metrics: Metrics,
    pub words: data::TableWordings,
}

/// The site in the words of each language that pages are written in, besides its own.
pub(crate) fn read_localized_views(
    plans: &[PagePlan<'_>],
    base: CaptureBase<'_>,
    config: &Config,
    diags: &mut Diags,
) -> Vec<LocalizedView> {
    let CaptureBase {
        sources,
        catalog,
        metrics,
    } = base;
    let own = LanguageTag::of(config.lang);
    let language_tags: BTreeSet<&LanguageTag> = plans
        .iter()
        .map(|it| &it.language_tag)
        .filter(|it| **it != own)
        .collect();
    let mut of_tables = data::read_wordings(sources, catalog, diags);
    let of_metrics = metric::read_wordings(sources, diags);
    let localized_view = |language_tag: &&LanguageTag| {
        #[expect(
            clippy::disallowed_methods,
            reason = "where nobody wrote a table's words in the language, the table keeps its own"
        )]
        let words = of_tables.remove(language_tag).unwrap_or_default();
        let metrics = of_metrics.get(language_tag).map_or_else(
            || metrics.speaking(&BTreeMap::new()),
            |it| metrics.speaking(it),
        );
        LocalizedView {
            language_tag: (*language_tag).clone(),
            config: config.in_language(language_tag),
            catalog: catalog.speaking(&words),
            metrics,
            words,
        }
    };
    language_tags.iter().map(localized_view).collect::<Vec<_>>()
}
