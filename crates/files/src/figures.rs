//! `figures.json`: every figure bound in the text of the site, with its raw value and the rows it was
//! read from, for whoever checks a report against its data.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use gongbao_diag::Diags;
use gongbao_model::Origin;
use gongbao_model::prose::Visit;
use gongbao_output::paths::row_anchor;
use gongbao_output::{Job, Output, PageFiles, PageWriter, Sink};
use gongbao_site::{BoundFigure, Layout, Page, SiteFacts, Target};

/// Where the list stands.
const FIGURES_PATH: &str = "figures.json";

/// The list of bound figures.
#[derive(Debug)]
pub struct FiguresOutput;

impl Output for FiguresOutput {
    fn name(&self) -> &'static str {
        "figures"
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        sink.wants(FIGURES_PATH).then(|| -> Box<dyn PageWriter> {
            Box::new(FigureListWriter {
                title: &job.site.config.title,
                pages: BTreeMap::new(),
            })
        })
    }
}

/// Collects the lists of pages, by their position.
struct FigureListWriter<'a> {
    title: &'a str,
    pages: BTreeMap<usize, String>,
}

impl PageWriter for FigureListWriter<'_> {
    fn write_pages(&mut self, pages: &[PageFiles<'_>], _sink: &dyn Sink, _diags: &mut Diags) {
        let lists = pages
            .iter()
            .filter_map(|it| Some((it.page.position, page_list(it.page)?)));
        self.pages.extend(lists);
    }

    fn finish(&mut self, _facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        let pages: Vec<&str> = self.pages.values().map(String::as_str).collect();
        let title = Json::from(self.title);
        // A line a page, so that two editions can be compared line by line.
        let list = format!(
            "{{\"title\":{title},\"pages\":[\n{}\n]}}\n",
            pages.join(",\n")
        );
        sink.put(FIGURES_PATH, list.as_bytes());
    }
}

/// The figures of one page; nothing for a page without any.
fn page_list(page: &Page) -> Option<String> {
    if page.layout == Layout::Overview {
        return None; // Its counts are of the site and not of the data.
    }
    let mut gatherer = FigureCollector(Vec::new());
    page.walk_text(&mut gatherer);
    let figures: Vec<Json> = gatherer.0.into_iter().map(figure_json).collect();
    let list =
        || json!({"page": page.route.0, "file": &*page.file, "figures": figures}).to_string();
    (!figures.is_empty()).then(list)
}

/// Gathers the figures in the text and tiles of a page. The downloads beside charts and tables list
/// theirs.
struct FigureCollector<'t>(Vec<&'t BoundFigure>);

impl<'t> Visit<'t, Target> for FigureCollector<'t> {
    fn visit_figure(&mut self, figure: &'t BoundFigure) {
        self.0.push(figure);
    }
}

fn figure_json(it: &BoundFigure) -> Json {
    let origins: Vec<Json> = it.origins.iter().map(origin_json).collect();
    json!({"text": it.text, "value": it.value, "metric": it.metric, "origins": origins})
}

/// The table and its rows, named as their anchors on the table's page.
fn origin_json(it: &Origin) -> Json {
    let rows: Vec<String> = it.rows.iter().map(|it| row_anchor(*it)).collect();
    json!({"table": it.table, "rows": rows})
}
