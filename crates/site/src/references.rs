//! The metrics and tables a page refers to, known from what its author wrote before anything of it is bound.

use std::collections::BTreeSet;

use gongbao_content::{self as content, Expression, Fence, Raw};
use gongbao_data::Catalog;
use gongbao_metrics::Metrics;
use gongbao_model::prose::{Interior, Visit};

/// Something that figures come from, by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    Metric(String),
    Table(String),
}

/// The metrics and tables named in expressions and embeds.
pub(crate) fn find_references(
    page: &content::Page,
    metrics: &Metrics,
    catalog: &Catalog,
) -> BTreeSet<Reference> {
    let mut finder = ReferenceFinder {
        metrics,
        catalog,
        found: BTreeSet::new(),
    };
    page.walk_text(&mut finder);
    finder.found
}

struct ReferenceFinder<'a> {
    metrics: &'a Metrics,
    catalog: &'a Catalog,
    found: BTreeSet<Reference>,
}

impl ReferenceFinder<'_> {
    fn name(&mut self, name: &str) {
        if self.metrics.get(name).is_some() {
            self.found.insert(Reference::Metric(name.to_owned()));
        }
        if self.catalog.get(name).is_some() {
            self.found.insert(Reference::Table(name.to_owned()));
        }
    }
}

impl<'t> Visit<'t, Raw> for ReferenceFinder<'_> {
    fn visit_figure(&mut self, expression: &'t Expression) {
        // An id is a whole word; a text in quotes that looks like one is the value of a dimension.
        let words = expression
            .source
            .split(|it: char| !it.is_alphanumeric() && it != '_');
        words.for_each(|it| self.name(it));
    }

    fn visit_embed(&mut self, fence: &'t Fence) {
        fence.captions.names.iter().for_each(|it| self.name(it));
        fence.walk(self);
    }
}

#[cfg(test)]
mod tests {
    use crate::references::{Reference, find_references};
    use gongbao_content as content;
    use gongbao_diag::Diags;
    use gongbao_metrics as metric;
    use gongbao_source::{SourceFile, Sources};

    const METRICS: &str = "- {id: share, title: s, table: t, value: {sum: n}, unit: 户, source: s}\n\
                           - {id: rate, title: r, table: t, value: {sum: n}, unit: 户, source: s}\n\
                           - {id: other, title: o, table: t, value: {sum: n}, unit: 户, source: s}\n";

    fn check(text: &str, expected: &[&str]) {
        let files = [
            ("content/a.md", text),
            ("data/t.csv", "year,n\n2024,1\n"),
            ("data/metrics.yaml", METRICS),
        ];
        let files = files.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.to_vec());
        let mut diags = Diags::new();
        let catalog = gongbao_data::load_tables(&sources, &mut diags);
        let metrics = metric::define_metrics(&sources, &catalog, None, &mut diags);
        let pages = content::parse_pages(&sources, &["chart", "table"], &mut diags);
        let found = find_references(&pages[0], &metrics, &catalog);
        let names = found.iter().map(|it| match it {
            Reference::Metric(id) => id.as_str(),
            Reference::Table(name) => name.as_str(),
        });
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn figures_and_embeds_refer_to_metrics() {
        check(
            "# T {{ share() }}\n\n```chart\nmetric: rate\nx: year\n```\n",
            &["rate", "share"],
        );
        check("# T\n\n> {{ change(rate) }}\n", &["rate"]);
        check("# T\n\n```table\ntable: t\n```\n", &["t"]);
    }

    #[test]
    fn a_word_in_the_text_refers_to_nothing() {
        check("# T\n\nthe share of other things\n", &[]);
    }
}
