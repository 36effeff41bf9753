//! Charts, tables of data and headline figures as figures and tables with numbers.

use std::sync::Arc;

use crate::compose::PageComposer;
use crate::document::{
    CellAlign, DocumentFigure, DocumentNode, DocumentRun, DocumentTable, TableColumn,
};
use crate::inline::phrase_text;
use crate::reference_targets::ReferenceTarget;
use crate::widths;
use gongbao_chart::style::StyledDrawing;
use gongbao_diag::locale::{Word, date_text, fill_placeholders, word};
use gongbao_metrics::{Status, status_word, strength_word};
use gongbao_model::Chart;
use gongbao_model::Grid;
use gongbao_output::source_line;
use gongbao_output::units::{shared_unit, unit_of};
use gongbao_site::{DataTable, Tile, Tiles};

impl PageComposer<'_> {
    /// A chart with its number.
    pub(crate) fn chart(&mut self, chart: &Arc<Chart>) -> DocumentNode {
        let drawing = StyledDrawing::draw(chart, self.style);
        let alt = drawing.alt.clone();
        let file = self.keep_drawing(drawing);
        let number = self.number(&chart.id);
        DocumentNode::Figure(DocumentFigure {
            id: self.id(&chart.id),
            number,
            caption: chart.title.clone(),
            subtitle: chart.subtitle.clone(),
            file,
            alt,
            notes: self.notes(chart.note.as_deref(), &chart.source, chart.sample),
        })
    }

    fn number(&self, id: &str) -> usize {
        match self.places.anchor(&self.page.route, id) {
            Some((_, ReferenceTarget::Figure(n) | ReferenceTarget::Table(n))) => *n,
            Some((_, ReferenceTarget::Heading)) | None => 0,
        }
    }

    /// Remark, source with its day, and that the data are made up.
    pub(crate) fn notes(&self, note: Option<&str>, source: &str, sample: bool) -> Vec<String> {
        let lang = self.page.lang;
        let as_of =
            self.job.site.config.as_of.map(|it| {
                fill_placeholders(word(lang, Word::AsOf), &[("date", &date_text(lang, it))])
            });
        let line: Vec<String> = [Some(source_line(lang, source)), as_of]
            .into_iter()
            .flatten()
            .collect();
        let sample = sample.then(|| word(lang, Word::SampleNote).to_owned());
        let line: Vec<String> = line.into_iter().chain(sample).collect();
        note.map(str::to_owned)
            .into_iter()
            .chain([line.join("　")])
            .collect()
    }

    /// A table of data with its number.
    pub(crate) fn data_table(&mut self, it: &DataTable) -> DocumentTable {
        let lang = self.page.lang;
        let mut table = table_from_grid(&it.grid, lang);
        for ((row, cells), status) in table.rows.iter_mut().zip(&it.grid.rows).zip(&it.statuses) {
            if let (Some(cell), Some(status), Some(_)) = (row.last_mut(), status, cells.last()) {
                *cell = vec![DocumentRun::text(status_word(lang, *status))];
            }
        }
        for (row, column) in &it.revised {
            let cell = table.rows.get_mut(*row).and_then(|it| it.get_mut(*column));
            cell.into_iter().flatten().for_each(mark_revised);
        }
        if it.left_out > 0 {
            table.notes.push(fill_placeholders(
                self.say("data.left_out_plain"),
                &[("n", &it.left_out.to_string())],
            ));
        }
        table
            .notes
            .extend(self.notes(it.note.as_deref(), &it.source, it.sample));
        table.id = self.id(&it.id);
        table.number = Some(self.number(&it.id));
        widths::fit_columns(table)
    }

    /// Headline figures as a table without number.
    pub(crate) fn tiles(&mut self, it: &Tiles) -> DocumentTable {
        let lang = self.page.lang;
        let has = |of: fn(&Tile) -> bool| it.items.iter().any(of);
        let (changes, targets) = (has(|it| it.change.is_some()), has(|it| it.target.is_some()));
        let mut heads = vec![
            (Word::Metric, CellAlign::Left),
            (Word::Value, CellAlign::Right),
        ];
        heads.extend(changes.then_some((Word::ChangeHead, CellAlign::Left)));
        heads.extend(targets.then_some((Word::Target, CellAlign::Left)));
        let column = |(head, align)| TableColumn {
            head: vec![DocumentRun::text(word(lang, head))],
            align,
            share: 1,
        };
        // Headline figures need no title.
        let caption = it.title.as_deref().map_or_else(String::new, phrase_text);
        let row = |tile: &Tile| {
            let mut row = vec![
                vec![DocumentRun::text(&tile_name(self, tile))],
                vec![tile_value(tile)],
            ];
            // A figure without a change or a target leaves its cell empty.
            let plain =
                |text: Option<String>| vec![DocumentRun::text(text.as_deref().unwrap_or(""))];
            row.extend(changes.then(|| plain(tile.change.clone())));
            row.extend(
                targets.then(|| plain(tile.target.as_ref().map(|it| self.goal(&it.words, it)))),
            );
            row
        };
        let rows = it.items.iter().map(row).collect();
        let notes = it
            .sample
            .then(|| word(lang, Word::SampleNote).to_owned())
            .into_iter()
            .collect();
        let columns = heads.into_iter().map(column).collect();
        let id = self.plain_id();
        widths::fit_columns(DocumentTable {
            id,
            caption,
            columns,
            rows,
            notes,
            ..DocumentTable::default()
        })
    }

    fn goal(&self, text: &str, it: &gongbao_site::TileTarget) -> String {
        let status: Status = it.status;
        let lang = self.page.lang;
        let status = self.in_brackets(status_word(lang, status));
        format!("{} {text}{status}", strength_word(lang, it.strength))
    }
}

/// Marks the figure of a cell as revised.
fn mark_revised(run: &mut DocumentRun) {
    if let DocumentRun::Text { text } | DocumentRun::Figure { text, .. } = run {
        *run = DocumentRun::Figure {
            text: text.clone(),
            revised: true,
        };
    }
}

fn tile_name(composer: &PageComposer<'_>, tile: &Tile) -> String {
    let period = tile
        .period
        .as_deref()
        .map_or_else(String::new, |it| composer.in_brackets(it));
    format!("{}{period}", tile.label)
}

fn tile_value(tile: &Tile) -> DocumentRun {
    DocumentRun::Figure {
        text: format!("{}{}", tile.value, tile.unit),
        revised: tile.figure.revised,
    }
}

/// A grid as a table: units as on the page, figures to the right.
pub(crate) fn table_from_grid(grid: &Grid, lang: gongbao_diag::locale::Lang) -> DocumentTable {
    let units: Vec<&str> = (0..grid.columns.len())
        .map(|it| unit_of(grid, it))
        .collect();
    let shared = shared_unit(grid, &units);
    let head = |at: usize| {
        let (label, unit) = (&grid.columns[at].label, units[at]);
        let unit = if shared.is_some() || unit.is_empty() {
            String::new()
        } else {
            format!("（{unit}）")
        };
        vec![DocumentRun::text(&format!("{label}{unit}"))]
    };
    let align = |at: usize| {
        if grid.columns[at].numeric {
            CellAlign::Right
        } else {
            CellAlign::Left
        }
    };
    let columns = (0..grid.columns.len()).map(|at| TableColumn {
        head: head(at),
        align: align(at),
        share: 1,
    });
    let cell =
        |(at, text): (usize, &String)| match grid.columns.get(at).is_some_and(|it| it.numeric) {
            true => vec![DocumentRun::Figure {
                text: text.clone(),
                revised: false,
            }],
            false => vec![DocumentRun::text(text)],
        };
    let row = |cells: &Vec<gongbao_model::GridCell>| {
        cells
            .iter()
            .map(|it| &it.text)
            .enumerate()
            .map(cell)
            .collect::<Vec<_>>()
    };
    DocumentTable {
        caption: grid.caption.clone(),
        unit: shared.map(|it| fill_placeholders(word(lang, Word::Unit), &[("unit", it)])),
        columns: columns.collect(),
        rows: grid.rows.iter().map(row).collect(),
        notes: grid.legend(lang).into_iter().collect(),
        ..DocumentTable::default()
    }
}
