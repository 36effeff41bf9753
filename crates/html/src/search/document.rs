//! What of a page is searched: its title, its headings and captions, and its text in short passages.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use gongbao_model::Chart;
use gongbao_model::prose::{
    Footnote, Heading, Inline, Interior, Phrase, RunKind, Visit, VisitedRun, plain_text,
    walk_blocks,
};
use gongbao_site::{
    BoundFigure, Exhibit, Layout, Page, Target, Tiles, walk_chart, walk_data_table,
};

/// The most characters of a passage; longer text goes on in another one of the same section.
const PASSAGE_LENGTH: usize = 300;
/// The most characters of a document; a longer page is several documents.
const DOCUMENT_LENGTH: usize = 2_000;
/// How many rows or positions of an exhibit are searched by name.
const MAX_NAMES: usize = 60;

/// A page, or a part of a long one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SearchDocument {
    pub route: String,
    pub title: String,
    /// What it is: `metric`, `table`, `page`.
    pub kind: &'static str,
    /// The section it stands in.
    pub trail: String,
    pub passages: Vec<SearchPassage>,
}

/// A piece of text under one heading, or an exhibit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SearchPassage {
    /// Where it stands in the page; empty for its top.
    pub anchor: String,
    /// `section`, `chart` or `table`.
    pub kind: &'static str,
    /// The heading or caption.
    pub label: String,
    pub text: String,
    /// Whether an earlier passage has the same label already.
    pub goes_on: bool,
}

impl SearchDocument {
    /// As `search.js` reads it.
    pub(super) fn json(&self) -> Json {
        let passages: Vec<Json> = self
            .passages
            .iter()
            .map(|it| json!([it.anchor, it.kind, it.label, it.text]))
            .collect();
        json!([self.route, self.title, self.kind, self.trail, passages])
    }
}

/// The documents of a page, at least one.
pub(super) fn search_documents(page: &Page) -> Vec<SearchDocument> {
    let kind = match page.layout {
        Layout::Metric => "metric",
        Layout::Table => "table",
        _ => "page",
    };
    // A reader sees which language a page is in before opening it.
    let language = page.is_translation.then(|| page.language_tag.name());
    let sections = page.breadcrumb.iter().skip(1).map(|it| it.title.as_str());
    let trail = language
        .into_iter()
        .chain(sections)
        .collect::<Vec<_>>()
        .join(" / ");
    let blank = SearchDocument {
        route: page.route.0.clone(),
        title: page.title_text.clone(),
        kind,
        trail,
        passages: vec![],
    };
    let mut out = vec![blank.clone()];
    let mut n_chars = 0;
    for passage in collect_passages(page) {
        let more = passage.text.chars().count() + passage.label.chars().count();
        if n_chars > 0 && n_chars + more > DOCUMENT_LENGTH {
            out.push(blank.clone());
            n_chars = 0;
        }
        n_chars += more;
        out.last_mut()
            .into_iter()
            .for_each(|it| it.passages.push(passage.clone()));
    }
    out
}

/// The passages of a page in order.
fn collect_passages(page: &Page) -> Vec<SearchPassage> {
    let mut gatherer = PassageCollector::default();
    page.summary
        .iter()
        .for_each(|summary| gatherer.visit_phrase(summary));
    page.walk_settings(&mut gatherer);
    page.walk_facts(&mut gatherer);
    page.walk_body(&mut gatherer);
    gatherer.finish()
}

/// Collects passages; the last one is still growing.
#[derive(Debug, Default)]
struct PassageCollector {
    done: Vec<SearchPassage>,
    open: SearchPassage,
    /// The heading that holds, with its anchor.
    heading: (String, String),
    /// How many names of each kind the open passage has.
    n_names: BTreeMap<RunKind, usize>,
    /// Whether a chart is being read.
    is_in_chart: bool,
}

impl PassageCollector {
    fn begin(&mut self, anchor: &str, kind: &'static str, label: &str) {
        let fresh = SearchPassage {
            anchor: anchor.to_owned(),
            kind,
            label: label.to_owned(),
            ..SearchPassage::default()
        };
        self.n_names.clear();
        self.done.push(std::mem::replace(&mut self.open, fresh));
    }

    /// Goes on under the heading that holds.
    fn go_on(&mut self) {
        let (anchor, label) = self.heading.clone();
        self.begin(&anchor, "section", &label);
        self.open.goes_on = true;
    }

    fn say(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for piece in split_long_text(&text) {
            let length = self.open.text.chars().count() + piece.chars().count();
            if !self.open.text.is_empty() && length > PASSAGE_LENGTH {
                self.go_on();
            }
            if !self.open.text.is_empty() {
                self.open.text.push(' ');
            }
            self.open.text.push_str(&piece);
        }
    }

    fn finish(mut self) -> Vec<SearchPassage> {
        self.begin("", "section", "");
        self.done
            .retain(|it| !it.text.is_empty() || !it.label.is_empty() && !it.goes_on);
        self.done
    }

    fn chart(&mut self, chart: &Chart) {
        self.begin(&chart.id, "chart", &chart.title);
        self.rest_of_chart(chart);
    }

    fn rest_of_chart(&mut self, chart: &Chart) {
        self.is_in_chart = true;
        walk_chart(chart, self);
        self.is_in_chart = false;
        self.go_on();
    }

    fn tiles(&mut self, tiles: &Tiles) {
        tiles
            .title
            .iter()
            .for_each(|title| self.visit_phrase(title));
        for tile in &tiles.items {
            // A tile without a period has none to name.
            let period = tile.period.as_deref().unwrap_or("");
            self.say(&format!(
                "{period}{} {}{}",
                tile.label, tile.value, tile.unit
            ));
        }
    }

    /// Says the name of a row, position or series, unless its exhibit has many.
    fn name(&mut self, run: VisitedRun<'_>) {
        let n_said = self.n_names.entry(run.kind).or_insert(0);
        *n_said += 1;
        if *n_said <= MAX_NAMES {
            self.whole(run.text);
        }
    }

    /// Says what belongs to one exhibit, however long.
    fn whole(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.open.text.is_empty() {
            self.open.text.push(' ');
        }
        self.open.text.push_str(text);
    }
}

impl<'t> Visit<'t, Target> for PassageCollector {
    fn visit_heading(&mut self, heading: &'t Heading<Target>) {
        let label = phrase_text(&heading.text);
        self.begin(&heading.id, "section", &label);
        self.heading = (heading.id.clone(), label);
    }

    fn visit_phrase(&mut self, phrase: &'t [Inline<Target>]) {
        self.say(&phrase_text(phrase));
    }

    fn visit_hand_row(&mut self, cells: &'t [Phrase<Target>]) {
        let cells: Vec<String> = cells.iter().map(|cell| phrase_text(cell)).collect();
        self.say(&cells.join(" "));
    }

    fn visit_footnote(&mut self, note: &'t Footnote<Target>) {
        self.begin(&format!("fn-{}", note.number), "section", "");
        walk_blocks(self, &note.blocks);
    }

    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        match exhibit {
            Exhibit::Chart(chart) => self.chart(chart),
            Exhibit::Switch(switch) => {
                for variant in &switch.variants {
                    self.begin(&variant.chart.id, "chart", &variant.chart.title);
                    self.whole(&switch.label);
                    self.whole(&variant.name);
                    self.rest_of_chart(&variant.chart);
                }
            }
            Exhibit::Table(table) => {
                self.begin(&table.id, "table", &table.grid.caption);
                walk_data_table(table, self);
                self.go_on();
            }
            Exhibit::Tiles(tiles) => self.tiles(tiles),
            Exhibit::Blocks(_) => exhibit.walk(self),
        }
    }

    /// What is no line: code as a block, the fields of exhibits, settings and facts of the page.
    fn visit_run(&mut self, run: VisitedRun<'t>) {
        match run.kind {
            RunKind::Code | RunKind::Fact | RunKind::Setting => self.say(run.text),
            RunKind::Subtitle | RunKind::Note => self.whole(run.text),
            RunKind::Position | RunKind::SeriesName => self.name(run),
            RunKind::ColumnName if !self.is_in_chart => self.whole(run.text),
            RunKind::RowName if !self.is_in_chart => self.name(run),
            // The table of a chart repeats its positions and series.
            RunKind::ColumnName | RunKind::RowName => {}
            // Words stand in lines, and titles are labels of their passages.
            RunKind::Words | RunKind::AlternativeText | RunKind::Title => {}
            // Figures without words find nothing; sources and targets stand below every exhibit.
            RunKind::Cell | RunKind::SourceLine | RunKind::Target | RunKind::AxisLabel => {}
            // Said with the exhibit they belong to.
            RunKind::Choice | RunKind::Tile => {}
        }
    }
}

/// A long text in pieces that end at a full stop, if there is one in time.
fn split_long_text(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut n_chars = 0;
    for it in text.chars() {
        let Some(piece) = out.last_mut() else { break };
        piece.push(it);
        n_chars += 1;
        let ends = matches!(it, '。' | '；' | '.' | ';') && n_chars * 3 >= PASSAGE_LENGTH;
        if ends || n_chars >= PASSAGE_LENGTH {
            out.push(String::new());
            n_chars = 0;
        }
    }
    out.retain(|it| !it.is_empty());
    out
}

fn phrase_text(phrase: &[Inline<Target>]) -> String {
    plain_text(phrase, &|it: &BoundFigure| it.text.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::search::document::{DOCUMENT_LENGTH, PASSAGE_LENGTH, search_documents};
    use gongbao_diag::locale::Lang;
    use gongbao_model::prose::{Block, Heading, Inline};
    use gongbao_site::{Page, Route, Target, blank_page};

    fn page(blocks: Vec<Block<Target>>) -> Page {
        let route = Route("a/b.html".to_owned());
        Page {
            blocks,
            ..blank_page(route, Arc::from("content/a/b.md"), Lang::Zh, "题目")
        }
    }

    fn text(text: &str) -> Vec<Inline<Target>> {
        vec![Inline::generated(text)]
    }

    fn heading(id: &str, words: &str) -> Block<Target> {
        Block::Heading(Heading {
            level: 2,
            id: id.to_owned(),
            text: text(words),
        })
    }

    #[test]
    fn text_belongs_to_its_heading() {
        let page = page(vec![
            Block::Paragraph(text("导语。")),
            heading("one", "一、警力"),
            Block::Paragraph(text("甲。")),
            Block::Paragraph(text("乙。")),
            heading("two", "二、设施"),
        ]);
        let documents = search_documents(&page);
        let said: Vec<String> = documents[0]
            .passages
            .iter()
            .map(|it| format!("#{} {}：{}", it.anchor, it.label, it.text))
            .collect();
        assert_eq!(
            said,
            ["# ：导语。", "#one 一、警力：甲。 乙。", "#two 二、设施："]
        );
        assert_eq!((documents.len(), documents[0].title.as_str()), (1, "题目"));
    }

    #[test]
    fn long_text_goes_on_in_passages_and_documents() {
        let long = format!("{}。", "警".repeat(90));
        let page = page(vec![
            heading("one", "一"),
            Block::Paragraph(text(&long.repeat(60))),
        ]);
        let documents = search_documents(&page);
        assert!(documents.len() > 2, "{}", documents.len());
        let all = documents.iter().flat_map(|it| &it.passages);
        assert!(all.clone().all(|it| it.anchor == "one"
            && it.label == "一"
            && it.text.chars().count() <= PASSAGE_LENGTH + 1));
        assert_eq!(all.clone().filter(|it| !it.goes_on).count(), 1);
        for it in &documents {
            assert!(
                it.passages
                    .iter()
                    .map(|it| it.text.chars().count())
                    .sum::<usize>()
                    <= DOCUMENT_LENGTH
            );
        }
        let said: String = all.map(|it| it.text.replace(' ', "")).collect();
        assert_eq!(said, long.repeat(60));
    }

    #[test]
    fn a_page_without_text_is_found_by_its_title() {
        assert_eq!(search_documents(&page(Vec::new())).len(), 1);
    }
}
