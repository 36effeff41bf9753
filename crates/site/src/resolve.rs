//! A whole site bound at once, for questions about all its pages.

use std::collections::BTreeMap;

use crate::binder::{SiteBinder, SitePlan};
use crate::bindings::Bindings;
use crate::dimensions::read_dimensions;
use crate::edition::EditionBook;
use crate::embeds::make_query_tables;
use crate::flow::SiteFacts;
use crate::inputs::SiteInputs;
use crate::page::Page;
use crate::scope::{Scope, World};
use crate::site::Site;
use gongbao_content as content;
use gongbao_diag::Diags;

/// A site with the texts of all its pages.
#[derive(Debug)]
pub struct BoundSite {
    pub site: Site,
    /// In the order of the site. None if there are mistakes.
    pub pages: Vec<Page>,
    pub facts: SiteFacts,
}

/// Binds a whole site. Every page fails alone; the complaints of all come out in one run.
pub fn resolve_site(
    inputs: &SiteInputs<'_>,
    book: &EditionBook<'_>,
    diags: &mut Diags,
) -> BoundSite {
    resolve_again(inputs, book, &mut Bindings::none(), diags)
}

/// The same, but for pages that are known to be bound as they were the last time.
pub fn resolve_again(
    inputs: &SiteInputs<'_>,
    book: &EditionBook<'_>,
    bindings: &mut Bindings,
    diags: &mut Diags,
) -> BoundSite {
    let plan = SitePlan::new(inputs, diags);
    let mut next = bindings.for_next();
    let binder = SiteBinder::new(&plan, bindings, diags);
    let mut pages = Vec::new();
    let facts = binder.bind_all(book, &mut next, diags, &mut |some, _| pages.extend(some));
    pages.sort_by_key(|it| it.position);
    let site = binder.into_site();
    *bindings = next;
    BoundSite { site, pages, facts }
}

/// Asks something of what pages may refer to, without a page being bound. What is wrong with their addresses is
/// complained of where the site is bound.
pub fn in_world<T>(inputs: &SiteInputs<'_>, ask: impl FnOnce(&World<'_>) -> T) -> T {
    ask(&SitePlan::new(inputs, &mut Diags::new()).world())
}

/// What a page refers to, for questions asked without binding it. What is wrong with its settings and queries is
/// complained of where it is bound.
pub fn page_scope<'a>(world: &'a World<'a>, page: &content::Page) -> Scope<'a> {
    let given = page
        .front
        .selection
        .as_ref()
        .map_or_else(|| Ok(BTreeMap::new()), read_dimensions);
    Scope {
        world,
        file: page.file.clone(),
        lang: world.config.lang,
        given: given.into_iter().flatten().collect(),
        row: None,
        queries: make_query_tables(page, world.catalog, &mut Diags::new()).into(),
    }
}

#[cfg(test)]
mod tests {
    use crate::edition::{CaptureBase, EditionBook};
    use crate::{EMBEDS, Embeds, SiteInputs, resolve_site};
    use gongbao_data::{
        self as data, Catalog, MarkerConvention, Redaction, RedactionPolicy, Table,
    };
    use gongbao_diag::{Code, Diags};
    use gongbao_metrics as metric;
    use gongbao_settings::Config;
    use gongbao_source::{SourceFile, Sources};

    /// Takes the column `year` out of every table.
    struct WithoutYears;

    impl RedactionPolicy for WithoutYears {
        fn redact(&self, table: &Table, _: &Catalog, _: &mut Diags) -> Redaction {
            Redaction {
                columns: table.column("year").into_iter().collect(),
                ..Redaction::default()
            }
        }
    }

    const METRICS: &str = "- {id: n, title: n, table: t, value: {sum: n}, unit: 户, dimensions: [year], time: year, source: s}\n";

    /// The complaints of a site whose metric was defined on the whole table, but is shown from what is left of it.
    fn codes(gate: &dyn RedactionPolicy) -> Vec<Code> {
        let files = [
            ("data/t.csv", "year,n\n2024,1\n2025,2\n"),
            ("data/metrics.yaml", METRICS),
        ];
        let files = files.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.to_vec());
        let mut diags = Diags::new();
        let whole = data::load_tables(&sources, &mut diags);
        let metrics = metric::define_metrics(&sources, &whole, None, &mut diags);
        assert_eq!(metrics.all().len(), 1, "{:?}", diags.sorted());
        let left = data::load_through(&sources, gate, MarkerConvention::Plain, &mut Diags::new());
        let mut diags = Diags::new();
        let config = Config::default();
        let inputs = SiteInputs {
            sources: &sources,
            pages: &[],
            embeds: &Embeds::of(&[EMBEDS]),
            catalog: &left,
            metrics: &metrics,
            config: &config,
        };
        let base = CaptureBase {
            sources: &sources,
            catalog: &left,
            metrics: &metrics,
        };
        resolve_site(&inputs, &EditionBook::none(&config, base), &mut diags);
        diags.sorted().iter().map(|it| it.code).collect()
    }

    #[test]
    fn a_metric_whose_standings_cannot_be_read_is_a_complaint() {
        assert!(!codes(&data::NoRedaction).contains(&Code::InternalField));
        assert!(codes(&WithoutYears).contains(&Code::InternalField));
    }
}
