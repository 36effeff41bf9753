//! Every figure of a page with the sentence, chart, table or tile it stands in.

use std::collections::BTreeMap;

use crate::bound_figure::BoundFigure;
use crate::exhibit::{Exhibit, Target, Tiles};
use crate::figure_key::{FigureKey, REVISIONS_KEY, figure_state};
use crate::lineage::used_in::UseKind;
use crate::page::Page;
use gongbao_diag::Place;
use gongbao_model::prose::{Heading, Inline, Interior, Phrase, Visit, VisitedRun, walk_phrase};
use gongbao_model::{Grid, Origin, Value};

/// A sentence, chart, table or tile with its figures.
#[derive(Debug)]
pub struct FigureUse<'a> {
    pub kind: UseKind,
    /// The sentence, the title of a chart or table, the label of a tile.
    pub text: String,
    /// The anchor at or before it.
    pub anchor: Option<&'a str>,
    pub place: Option<&'a Place>,
    pub figures: Vec<SeenFigure<'a>>,
}

/// A figure as a page shows it.
#[derive(Clone, Debug)]
pub struct SeenFigure<'a> {
    pub text: &'a str,
    /// The unit that stands elsewhere, such as in the head of a column.
    pub unit: &'a str,
    /// The raw value as a machine writes it.
    pub value: String,
    /// What it is besides its value.
    pub state: String,
    pub metric: Option<&'a str>,
    pub origins: &'a [Origin],
    /// Whether it is the metric's value and not, say, its status.
    pub is_value: bool,
    /// What it is, for a figure of a text.
    pub key: Option<&'a FigureKey>,
    /// Where it stands, for a figure of a chart or table.
    pub cell: Option<CellAt<'a>>,
}

/// A cell of a chart's or page's table.
#[derive(Clone, Copy, Debug)]
pub struct CellAt<'a> {
    pub grid: &'a Grid,
    pub row: usize,
    pub column: usize,
}

impl SeenFigure<'_> {
    /// The figure with its unit.
    pub fn written(&self) -> String {
        if self.text.ends_with(self.unit) {
            self.text.to_owned()
        } else {
            format!("{}{}", self.text, self.unit)
        }
    }
}

/// Every use of figures in a page, in reading order.
pub fn collect_uses(page: &Page) -> Vec<FigureUse<'_>> {
    let mut walker = UseCollector {
        uses: Vec::new(),
        anchor: None,
        exhibits: &page.exhibits,
    };
    walker.sentences(UseKind::Title, &page.title);
    page.summary
        .iter()
        .for_each(|summary| walker.visit_phrase(summary));
    page.walk_body(&mut walker);
    walker.uses
}

struct UseCollector<'a> {
    uses: Vec<FigureUse<'a>>,
    anchor: Option<&'a str>,
    exhibits: &'a BTreeMap<String, Place>,
}

impl<'a> Visit<'a, Target> for UseCollector<'a> {
    fn visit_heading(&mut self, heading: &'a Heading<Target>) {
        // The list of revisions is no section of the author's, and stands before the footnotes.
        if heading.id != REVISIONS_KEY {
            self.anchor = Some(&heading.id);
        }
        self.visit_phrase(&heading.text);
    }

    fn visit_phrase(&mut self, phrase: &'a [Inline<Target>]) {
        self.sentences(UseKind::Sentence, phrase);
    }

    /// A row of a table written by hand reads as one sentence.
    fn visit_hand_row(&mut self, cells: &'a [Phrase<Target>]) {
        let mut line = LineText::default();
        for (at, cell) in cells.iter().enumerate() {
            line.text.push_str(if at == 0 { "" } else { " | " });
            walk_phrase(&mut line, cell);
        }
        let figures: Vec<&BoundFigure> = line.figures.iter().map(|(_, it)| *it).collect();
        self.sentence(UseKind::Sentence, &line.text, &figures);
    }

    fn visit_embed(&mut self, exhibit: &'a Exhibit) {
        for chart in exhibit.charts() {
            let figures = figures_in_grid(&chart.table, &[]).collect();
            self.grid(UseKind::Chart, &chart.id, &chart.title, figures);
        }
        match exhibit {
            // A chart has no figures besides those of its table.
            Exhibit::Chart(_) | Exhibit::Switch(_) => {}
            Exhibit::Table(table) => {
                let figures = figures_in_grid(&table.grid, &table.row_metrics).collect();
                self.grid(UseKind::Table, &table.id, &table.grid.caption, figures);
            }
            Exhibit::Tiles(tiles) => self.tiles(tiles),
            Exhibit::Blocks(_) => exhibit.walk(self),
        }
    }
}

impl<'a> UseCollector<'a> {
    fn tiles(&mut self, tiles: &'a Tiles) {
        tiles
            .title
            .iter()
            .for_each(|title| self.visit_phrase(title));
        for tile in &tiles.items {
            self.push(FigureUse {
                kind: UseKind::Tile,
                text: tile.label.clone(),
                anchor: self.anchor,
                place: tile.figure.place.as_ref(),
                figures: vec![seen_figure(&tile.figure)],
            });
        }
    }

    fn grid(&mut self, kind: UseKind, id: &'a str, title: &str, figures: Vec<SeenFigure<'a>>) {
        let place = self.exhibits.get(id);
        self.push(FigureUse {
            kind,
            text: title.to_owned(),
            anchor: Some(id),
            place,
            figures,
        });
    }

    /// The sentences of a line.
    fn sentences(&mut self, kind: UseKind, phrase: &'a [Inline<Target>]) {
        let mut line = LineText::default();
        walk_phrase(&mut line, phrase);
        let mut start = 0;
        for end in sentence_ends(&line.text) {
            let inside = line
                .figures
                .iter()
                .filter(|(at, _)| (start..end).contains(at));
            let figures: Vec<&BoundFigure> = inside.map(|(_, it)| *it).collect();
            self.sentence(kind, &line.text[start..end], &figures);
            start = end;
        }
    }

    fn sentence(&mut self, kind: UseKind, text: &str, figures: &[&'a BoundFigure]) {
        let place = figures.first().and_then(|it| it.place.as_ref());
        let figures = figures.iter().map(|it| seen_figure(it)).collect();
        self.push(FigureUse {
            kind,
            text: text.trim().to_owned(),
            anchor: self.anchor,
            place,
            figures,
        });
    }

    fn push(&mut self, found: FigureUse<'a>) {
        if !found.figures.is_empty() {
            self.uses.push(found);
        }
    }
}

/// The figures of a grid; `metrics` has the metric of each row, where the columns do not say.
pub fn figures_in_grid<'a>(
    grid: &'a Grid,
    metrics: &'a [Option<String>],
) -> impl Iterator<Item = SeenFigure<'a>> {
    let row =
        move |(at, cells): (usize, &'a Vec<gongbao_model::GridCell>)| {
            let of_row = metrics.get(at).and_then(Option::as_deref);
            grid.columns.iter().zip(cells).enumerate().filter_map(
                move |(number, (column, cell))| {
                    Some(SeenFigure {
                        key: None,
                        cell: Some(CellAt {
                            grid,
                            row: at,
                            column: number,
                        }),
                        text: &cell.text,
                        unit: if cell.value == Value::Missing {
                            ""
                        } else {
                            &column.unit
                        },
                        value: cell.value.to_string(),
                        state: figure_state(
                            cell.value != Value::Missing,
                            cell.missing_marker.as_ref(),
                            cell.bound,
                        ),
                        metric: column.metric.as_deref().or(of_row),
                        origins: std::slice::from_ref(cell.origin.as_ref()?),
                        is_value: true,
                    })
                },
            )
        };
    grid.rows.iter().enumerate().flat_map(row)
}

fn seen_figure(it: &BoundFigure) -> SeenFigure<'_> {
    SeenFigure {
        text: &it.text,
        unit: "",
        value: it.value.clone(),
        state: it.state.clone(),
        metric: it.metric.as_deref(),
        origins: &it.origins,
        is_value: !it.value.is_empty(),
        key: it.key.as_ref(),
        cell: None,
    }
}

/// A line as text, with the figures and where they stand in it.
#[derive(Default)]
struct LineText<'a> {
    text: String,
    figures: Vec<(usize, &'a BoundFigure)>,
}

impl<'a> Visit<'a, Target> for LineText<'a> {
    fn visit_figure(&mut self, figure: &'a BoundFigure) {
        self.figures.push((self.text.len(), figure));
        self.text.push_str(&figure.text);
    }

    fn visit_break(&mut self) {
        self.text.push(' ');
    }

    fn visit_run(&mut self, run: VisitedRun<'a>) {
        self.text.push_str(run.text);
    }
}

/// Where the sentences of a text end; a closing mark behind the end belongs to its sentence.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, it)| *it);
        let is_end =
            "。！？!?".contains(letter) || (letter == '.' && next.is_none_or(char::is_whitespace));
        if !is_end {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((at, closing)) =
            letters.next_if(|(_, it)| "”’）」』)\"。！？!?".contains(*it))
        {
            end = at + closing.len_utf8();
        }
        ends.push(end);
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use crate::lineage::walk::sentence_ends;

    fn check(text: &str, sentences: &[&str]) {
        let mut start = 0;
        let mut found = Vec::new();
        for end in sentence_ends(text) {
            found.push(text[start..end].trim());
            start = end;
        }
        assert_eq!(found, sentences);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check(
            "达到41.2%。他说：“好！”再看",
            &["达到41.2%。", "他说：“好！”", "再看"],
        );
        check("It is 41.2%. More", &["It is 41.2%.", "More"]);
        check("没有句号", &["没有句号"]);
    }
}
