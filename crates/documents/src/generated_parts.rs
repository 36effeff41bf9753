//! Generated parts of meeting papers: the data of every chart, the targets, the terms, a ballot.

use std::collections::BTreeSet;

use crate::compose::PageComposer;
use crate::document::{CellAlign, DocumentNode, DocumentRun, DocumentTable, TableColumn};
use crate::exhibits::table_from_grid;
use crate::reference_targets::{ReferenceTarget, ReferenceTargets};
use crate::widths;
use gongbao_diag::locale::{Word, fill_placeholders, word};
use gongbao_model::Grid;
use gongbao_model::prose::{Interior, Visit};
use gongbao_output::labels;
use gongbao_site::{
    BoundFigure, Exhibit, FactLabel, GeneratedPart, MetricFacts, PacketPart, Page, Target,
    deadlines_table,
};

/// The grades of a ballot that names none.
const DEFAULT_GRADES: [&str; 3] = ["满意", "基本满意", "不满意"];

/// The nodes of a part that is made. `pages` are the packet's other parts.
pub(crate) fn compose_generated_part(
    composer: &mut PageComposer<'_>,
    it: GeneratedPart,
    part: &PacketPart,
    pages: &[&Page],
    places: &mut ReferenceTargets,
) -> Vec<DocumentNode> {
    match it {
        GeneratedPart::Data => compose_chart_data(composer, pages, places),
        GeneratedPart::Targets => compose_targets(composer, pages),
        GeneratedPart::Glossary => compose_glossary(composer, pages),
        GeneratedPart::Ballot => vec![compose_ballot(composer, part)],
        GeneratedPart::Deadlines => {
            let meeting = composer
                .page
                .paper
                .packet
                .as_ref()
                .and_then(|it| it.meeting);
            let table = meeting.and_then(|it| deadlines_table(composer.page.lang, it));
            composer.blocks(table.as_slice())
        }
    }
}

/// The data of every chart, with source and definition.
fn compose_chart_data(
    composer: &mut PageComposer<'_>,
    pages: &[&Page],
    places: &mut ReferenceTargets,
) -> Vec<DocumentNode> {
    let lang = composer.page.lang;
    let mut nodes = Vec::new();
    for page in pages {
        for chart in page.charts() {
            let mut table = table_from_grid(&chart.table, lang);
            let number = places.next_table();
            if let Some((_, ReferenceTarget::Figure(n))) = places.anchor(&page.route, &chart.id) {
                let figure = composer.numbered("print.figure", *n);
                table.caption = fill_placeholders(
                    composer.say("print.data_of"),
                    &[("figure", &figure), ("title", &chart.title)],
                );
            }
            table
                .notes
                .extend(composer.notes(chart.note.as_deref(), &chart.source, chart.sample));
            table
                .notes
                .extend(metric_definitions(composer, &chart.table));
            table.number = Some(number);
            table.id = composer.id(&format!("data-{number}"));
            nodes.push(DocumentNode::Table(widths::fit_columns(table)));
        }
    }
    nodes
}

fn metric_definitions(composer: &PageComposer<'_>, grid: &Grid) -> Vec<String> {
    let ids: BTreeSet<&str> = grid
        .columns
        .iter()
        .filter_map(|it| it.metric.as_deref())
        .collect();
    let metrics = ids
        .into_iter()
        .filter_map(|it| find_metric_facts(composer, it));
    let colon = composer.say("print.colon");
    let line = |(title, facts): (&str, &MetricFacts)| {
        let what = metric_meaning(facts)?;
        Some(format!("{title}{colon}{what}"))
    };
    metrics.filter_map(line).collect()
}

fn metric_meaning(facts: &MetricFacts) -> Option<&str> {
    let find = |label| {
        facts
            .facts
            .iter()
            .find(|it| it.0 == label)
            .map(|it| it.1.as_str())
    };
    find(FactLabel::Definition).or_else(|| find(FactLabel::Formula))
}

fn find_metric_facts<'a>(
    composer: &PageComposer<'a>,
    id: &str,
) -> Option<(&'a str, &'a MetricFacts)> {
    let metric = composer.job.site.metrics.get(id)?;
    Some((metric.title.as_str(), &metric.facts))
}

/// Every target of the metrics shown, with its legal basis.
fn compose_targets(composer: &mut PageComposer<'_>, pages: &[&Page]) -> Vec<DocumentNode> {
    let lang = composer.page.lang;
    let unstated = word(lang, Word::Unstated);
    let mut rows = Vec::new();
    for id in metrics_shown(pages) {
        let Some((title, facts)) = find_metric_facts(composer, &id) else {
            continue;
        };
        for it in &facts.targets {
            let scope = if it.scope.is_empty() {
                String::new()
            } else {
                composer.in_brackets(&it.scope)
            };
            let cells = [
                format!("{title}{scope}"),
                it.words.clone(),
                it.by.clone().unwrap_or_else(|| unstated.to_owned()),
                it.strength_word.clone(),
                it.basis.clone().unwrap_or_else(|| unstated.to_owned()),
            ];
            rows.push(cells.iter().map(|it| vec![DocumentRun::text(it)]).collect());
        }
    }
    let heads = [
        Word::Metric,
        Word::Target,
        Word::Deadline,
        Word::Strength,
        Word::Basis,
    ];
    let column = |it| TableColumn {
        head: vec![DocumentRun::text(word(lang, it))],
        align: CellAlign::Left,
        share: 1,
    };
    let columns = heads.map(column).into_iter().collect();
    let id = composer.plain_id();
    vec![DocumentNode::Table(widths::fit_columns(DocumentTable {
        id,
        columns,
        rows,
        ..DocumentTable::default()
    }))]
}

/// What the metrics shown mean, and how they are computed.
fn compose_glossary(composer: &PageComposer<'_>, pages: &[&Page]) -> Vec<DocumentNode> {
    let colon = composer.say("print.colon");
    let mut nodes = Vec::new();
    for id in metrics_shown(pages) {
        let Some((title, facts)) = find_metric_facts(composer, &id) else {
            continue;
        };
        let line = |(label, text): &(FactLabel, String)| {
            if *label == FactLabel::Definition {
                return text.clone();
            }
            let label = composer.say(labels::fact_label_key(*label));
            format!("{label}{colon}{text}")
        };
        let mut said: Vec<&(FactLabel, String)> = facts
            .facts
            .iter()
            .filter(|it| it.0 != FactLabel::Dimensions)
            .collect();
        said.sort_by_key(|it| it.0 != FactLabel::Definition);
        let said: Vec<String> = said.into_iter().map(line).collect();
        let text = said
            .iter()
            .map(|it| it.trim_end_matches(['。', '.']))
            .collect::<Vec<_>>()
            .join(composer.say("print.semicolon"));
        let runs = vec![
            DocumentRun::Strong {
                runs: vec![DocumentRun::text(&format!("{title}{colon}"))],
            },
            DocumentRun::text(&format!("{text}{}", composer.say("print.stop"))),
        ];
        nodes.push(DocumentNode::Paragraph { runs });
    }
    nodes
}

/// A ballot: a line for each matter, a column for each grade.
fn compose_ballot(composer: &mut PageComposer<'_>, part: &PacketPart) -> DocumentNode {
    let grades: Vec<String> = if part.grades.is_empty() {
        DEFAULT_GRADES.map(str::to_owned).to_vec()
    } else {
        part.grades.clone()
    };
    let matter = TableColumn {
        head: vec![DocumentRun::text(word(
            composer.page.lang,
            Word::MatterHead,
        ))],
        align: CellAlign::Left,
        share: 1,
    };
    let grade = |it: &String| TableColumn {
        head: vec![DocumentRun::text(it)],
        align: CellAlign::Center,
        share: 1,
    };
    let columns = std::iter::once(matter)
        .chain(grades.iter().map(grade))
        .collect();
    let row = |it: &String| {
        let boxes = grades.iter().map(|_| vec![DocumentRun::text("□")]);
        std::iter::once(vec![DocumentRun::text(it)])
            .chain(boxes)
            .collect()
    };
    let id = composer.plain_id();
    let rows = part.items.iter().map(row).collect();
    DocumentNode::Table(widths::fit_columns(DocumentTable {
        id,
        columns,
        rows,
        ..DocumentTable::default()
    }))
}

/// The metrics that pages show, in the order of the site's.
fn metrics_shown(pages: &[&Page]) -> Vec<String> {
    let mut metrics = MetricCollector(Vec::new());
    pages.iter().for_each(|page| page.walk_body(&mut metrics));
    let mut out = metrics.0;
    let mut seen = BTreeSet::new();
    out.retain(|it| seen.insert(it.clone()));
    out
}

/// Gathers the metrics of figures, charts and tables.
struct MetricCollector(Vec<String>);

impl<'t> Visit<'t, Target> for MetricCollector {
    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        for chart in exhibit.charts() {
            self.columns(&chart.table);
        }
        if let Exhibit::Table(table) = exhibit {
            self.columns(&table.grid);
            self.0.extend(table.row_metrics.iter().flatten().cloned());
        }
        exhibit.walk(self);
    }

    fn visit_figure(&mut self, figure: &'t BoundFigure) {
        self.0.extend(figure.metric.clone());
    }
}

impl MetricCollector {
    fn columns(&mut self, grid: &Grid) {
        let metrics = grid
            .columns
            .iter()
            .filter_map(|column| column.metric.clone());
        self.0.extend(metrics);
    }
}
