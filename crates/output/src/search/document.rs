//! What of a page is searched: its title, its headings and captions, and its text in short passages.

use serde_json::{Value as Json, json};

use gongbao_chart::Chart;
use gongbao_model::prose::{Block, HandTable, Inline, plain};
use gongbao_site::{BoundFigure, DataTable, Exhibit, Layout, Page, Target, Tiles};

/// The most characters of a passage; longer text goes on in another one of the same section.
const PASSAGE: usize = 300;
/// The most characters of a document; a longer page is several documents.
const DOCUMENT: usize = 2_000;
/// How many rows or positions of an exhibit are searched by name.
const NAMES: usize = 60;

/// A page, or a part of a long one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub route: String,
    pub title: String,
    /// What it is: `metric`, `table`, `page`.
    pub kind: &'static str,
    /// The section it stands in.
    pub trail: String,
    pub passages: Vec<Passage>,
}

/// A piece of text under one heading, or an exhibit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
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

impl Document {
    /// As `search.js` reads it.
    pub fn json(&self) -> Json {
        let passages: Vec<Json> = self
            .passages
            .iter()
            .map(|it| json!([it.anchor, it.kind, it.label, it.text]))
            .collect();
        json!([self.route, self.title, self.kind, self.trail, passages])
    }
}

/// The documents of a page, at least one.
pub fn documents(page: &Page) -> Vec<Document> {
    let kind = match page.layout {
        Layout::Metric => "metric",
        Layout::Table => "table",
        _ => "page",
    };
    // A reader sees which language a page is in before opening it.
    let language = page.is_translation.then(|| page.tongue.name());
    let sections = page.breadcrumb.iter().skip(1).map(|it| it.title.as_str());
    let trail = language
        .into_iter()
        .chain(sections)
        .collect::<Vec<_>>()
        .join(" / ");
    let blank = Document {
        route: page.route.0.clone(),
        title: page.title_text.clone(),
        kind,
        trail,
        passages: vec![],
    };
    let mut out = vec![blank.clone()];
    let mut n_chars = 0;
    for passage in passages(page) {
        let more = passage.text.chars().count() + passage.label.chars().count();
        if n_chars > 0 && n_chars + more > DOCUMENT {
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
fn passages(page: &Page) -> Vec<Passage> {
    let mut gatherer = Gatherer::default();
    page.summary.iter().for_each(|it| gatherer.say(&line(it)));
    if let Some(facts) = &page.metric {
        facts.facts.iter().for_each(|(_, text)| gatherer.say(text));
    }
    if let Some(facts) = &page.table {
        facts
            .fields
            .iter()
            .for_each(|[_, title, _, _, meaning]| gatherer.say(&format!("{title} {meaning}")));
    }
    gatherer.blocks(&page.blocks);
    for note in &page.footnotes {
        gatherer.begin(&format!("fn-{}", note.number), "section", "");
        gatherer.blocks(&note.blocks);
    }
    gatherer.finish()
}

/// Collects passages; the last one is still growing.
#[derive(Debug, Default)]
struct Gatherer {
    done: Vec<Passage>,
    open: Passage,
    /// The heading that holds, with its anchor.
    heading: (String, String),
}

impl Gatherer {
    fn begin(&mut self, anchor: &str, kind: &'static str, label: &str) {
        let fresh = Passage {
            anchor: anchor.to_owned(),
            kind,
            label: label.to_owned(),
            ..Passage::default()
        };
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
        for piece in pieces(&text) {
            let length = self.open.text.chars().count() + piece.chars().count();
            if !self.open.text.is_empty() && length > PASSAGE {
                self.go_on();
            }
            if !self.open.text.is_empty() {
                self.open.text.push(' ');
            }
            self.open.text.push_str(&piece);
        }
    }

    fn finish(mut self) -> Vec<Passage> {
        self.begin("", "section", "");
        self.done
            .retain(|it| !it.text.is_empty() || !it.label.is_empty() && !it.goes_on);
        self.done
    }

    fn blocks(&mut self, blocks: &[Block<Target>]) {
        for block in blocks {
            match block {
                Block::Heading(it) => {
                    let label = line(&it.text);
                    self.begin(&it.id, "section", &label);
                    self.heading = (it.id.clone(), label);
                }
                Block::Paragraph(it) => self.say(&line(it)),
                Block::List { items, .. } => items.iter().for_each(|it| self.blocks(&it.blocks)),
                Block::Quote(inner) | Block::Alert { blocks: inner, .. } => self.blocks(inner),
                Block::Code { text, .. } => self.say(&text.text),
                Block::Table(it) => self.hand_table(it),
                Block::Rule => {}
                Block::Embed(it) => self.exhibit(it),
            }
        }
    }

    fn hand_table(&mut self, table: &HandTable<Target>) {
        for row in std::iter::once(&table.head).chain(&table.rows) {
            self.say(&row.iter().map(|it| line(it)).collect::<Vec<_>>().join(" "));
        }
    }

    fn exhibit(&mut self, exhibit: &Exhibit) {
        match exhibit {
            Exhibit::Chart(_) | Exhibit::Switch(_) => {
                exhibit.charts().into_iter().for_each(|it| self.chart(it))
            }
            Exhibit::Table(it) => self.table(it),
            Exhibit::Tiles(it) => self.tiles(it),
            Exhibit::Blocks(it) => self.blocks(it),
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.begin(&chart.id, "chart", &chart.title);
        let names = chart.x.iter().take(NAMES).map(|it| it.label.as_str());
        let series = chart.series.iter().take(NAMES).map(|it| it.name.as_str());
        let words: Vec<&str> = std::iter::once(chart.subtitle.as_str())
            .chain(names)
            .chain(series)
            .collect();
        self.whole(&words.join(" "));
        chart.note.iter().for_each(|it| self.whole(it));
        self.go_on();
    }

    fn table(&mut self, table: &DataTable) {
        self.begin(&table.id, "table", &table.grid.caption);
        let columns = table.grid.columns.iter().map(|it| it.label.as_str());
        let rows = table
            .grid
            .rows
            .iter()
            .take(NAMES)
            .filter_map(|it| it.first())
            .map(|it| it.text.as_str());
        self.whole(&columns.chain(rows).collect::<Vec<_>>().join(" "));
        self.go_on();
    }

    fn tiles(&mut self, tiles: &Tiles) {
        for it in &tiles.items {
            let period = it.period.as_deref().unwrap_or_default();
            self.say(&format!("{period}{} {}{}", it.label, it.value, it.unit));
        }
    }

    /// Says what belongs to one exhibit, however long.
    fn whole(&mut self, text: &str) {
        if !self.open.text.is_empty() {
            self.open.text.push(' ');
        }
        self.open.text.push_str(text);
    }
}

/// A long text in pieces that end at a full stop, if there is one in time.
fn pieces(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut n_chars = 0;
    for it in text.chars() {
        let Some(piece) = out.last_mut() else { break };
        piece.push(it);
        n_chars += 1;
        let ends = matches!(it, '。' | '；' | '.' | ';') && n_chars * 3 >= PASSAGE;
        if ends || n_chars >= PASSAGE {
            out.push(String::new());
            n_chars = 0;
        }
    }
    out.retain(|it| !it.is_empty());
    out
}

fn line(phrase: &[Inline<Target>]) -> String {
    plain(phrase, &|it: &BoundFigure| it.text.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::search::document::{DOCUMENT, PASSAGE, documents};
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
        let documents = documents(&page);
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
        let documents = documents(&page);
        assert!(documents.len() > 2, "{}", documents.len());
        let all = documents.iter().flat_map(|it| &it.passages);
        assert!(all.clone().all(|it| it.anchor == "one"
            && it.label == "一"
            && it.text.chars().count() <= PASSAGE + 1));
        assert_eq!(all.clone().filter(|it| !it.goes_on).count(), 1);
        for it in &documents {
            assert!(
                it.passages
                    .iter()
                    .map(|it| it.text.chars().count())
                    .sum::<usize>()
                    <= DOCUMENT
            );
        }
        let said: String = all.map(|it| it.text.replace(' ', "")).collect();
        assert_eq!(said, long.repeat(60));
    }

    #[test]
    fn a_page_without_text_is_found_by_its_title() {
        assert_eq!(documents(&page(Vec::new())).len(), 1);
    }
}
