//! What is inside of exhibits and pages, shown to a visitor of the document tree.

use crate::discovery::topic::TopicFacet;
use crate::exhibit::{DataTable, Exhibit, Target, Tile, Tiles};
use crate::page::Page;
use crate::release::ReleaseField;
use gongbao_model::prose::{
    Interior, RunKind, Visit, VisitMut, VisitedRun, walk_blocks, walk_blocks_mut, walk_footnotes,
};
use gongbao_model::{Chart, Grid};

impl Interior<Target> for Exhibit {
    fn walk<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        match self {
            Exhibit::Chart(chart) => walk_chart(chart, visitor),
            Exhibit::Switch(switch) => {
                visitor.visit_run(VisitedRun::field(RunKind::AxisLabel, &switch.label));
                for variant in &switch.variants {
                    visitor.visit_run(VisitedRun::field(RunKind::Choice, &variant.name));
                    walk_chart(&variant.chart, visitor);
                }
            }
            Exhibit::Table(table) => walk_data_table(table, visitor),
            Exhibit::Tiles(tiles) => walk_tiles(tiles, visitor),
            Exhibit::Blocks(blocks) => walk_blocks(visitor, blocks),
        }
    }

    fn walk_mut<V: VisitMut<Target> + ?Sized>(&mut self, visitor: &mut V) {
        match self {
            // Nothing in a chart or a table of data is a line or a figure of the tree.
            Exhibit::Chart(_) | Exhibit::Switch(_) | Exhibit::Table(_) => {}
            Exhibit::Tiles(tiles) => {
                tiles
                    .title
                    .iter_mut()
                    .for_each(|title| visitor.visit_phrase(title));
                tiles
                    .items
                    .iter_mut()
                    .for_each(|tile| visitor.visit_figure(&mut tile.figure));
            }
            Exhibit::Blocks(blocks) => walk_blocks_mut(visitor, blocks),
        }
    }
}

/// What a reader can meet of a chart. Its alternative text is made from these when it is drawn.
pub fn walk_chart<'t, V: Visit<'t, Target> + ?Sized>(chart: &'t Chart, visitor: &mut V) {
    let mut say = |kind, text: &'t str| visitor.visit_run(VisitedRun::field(kind, text));
    say(RunKind::Title, &chart.title);
    say(RunKind::Subtitle, &chart.subtitle);
    say(RunKind::AxisLabel, &chart.x_label);
    say(RunKind::AxisLabel, &chart.y_label);
    chart
        .x
        .iter()
        .for_each(|tick| say(RunKind::Position, &tick.label));
    chart
        .series
        .iter()
        .for_each(|series| say(RunKind::SeriesName, &series.name));
    chart
        .targets
        .iter()
        .for_each(|target| say(RunKind::Target, &target.label));
    walk_grid(&chart.table, visitor);
    let mut say = |kind, text: &'t str| visitor.visit_run(VisitedRun::field(kind, text));
    chart.note.iter().for_each(|note| say(RunKind::Note, note));
    say(RunKind::SourceLine, &chart.source);
}

/// What a reader can meet of a table of data.
pub fn walk_data_table<'t, V: Visit<'t, Target> + ?Sized>(table: &'t DataTable, visitor: &mut V) {
    visitor.visit_run(VisitedRun::field(RunKind::Title, &table.grid.caption));
    walk_grid(&table.grid, visitor);
    let mut say = |kind, text: &'t str| visitor.visit_run(VisitedRun::field(kind, text));
    table.note.iter().for_each(|note| say(RunKind::Note, note));
    say(RunKind::SourceLine, &table.source);
}

fn walk_grid<'t, V: Visit<'t, Target> + ?Sized>(grid: &'t Grid, visitor: &mut V) {
    for column in &grid.columns {
        visitor.visit_run(VisitedRun::field(RunKind::ColumnName, &column.label));
    }
    for row in &grid.rows {
        for (at, cell) in row.iter().enumerate() {
            let kind = if at == 0 {
                RunKind::RowName
            } else {
                RunKind::Cell
            };
            visitor.visit_run(VisitedRun::field(kind, &cell.text));
        }
    }
}

fn walk_tiles<'t, V: Visit<'t, Target> + ?Sized>(tiles: &'t Tiles, visitor: &mut V) {
    tiles
        .title
        .iter()
        .for_each(|title| visitor.visit_phrase(title));
    for tile in &tiles.items {
        walk_tile(tile, visitor);
        visitor.visit_figure(&tile.figure);
    }
}

/// What a reader can meet of a headline figure.
pub(crate) fn walk_tile<'t, V: Visit<'t, Target> + ?Sized>(tile: &'t Tile, visitor: &mut V) {
    let mut say = |text: &'t str| visitor.visit_run(VisitedRun::field(RunKind::Tile, text));
    tile.period.iter().for_each(|period| say(period));
    say(&tile.label);
    say(&tile.value);
    say(&tile.unit);
    tile.change.iter().for_each(|change| say(change));
    tile.target.iter().for_each(|target| {
        say(&target.words);
        target.worst.iter().for_each(|worst| say(worst));
    });
}

impl Page {
    /// Shows a visitor everything a reader can meet in it, but for what leads to other pages.
    pub fn walk<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.visit_phrase(&self.title);
        self.walk_settings(visitor);
        self.summary
            .iter()
            .for_each(|summary| visitor.visit_phrase(summary));
        self.walk_facts(visitor);
        self.walk_body(visitor);
    }

    /// Shows a visitor the title, the summary, the blocks and the footnotes.
    pub fn walk_text<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.visit_phrase(&self.title);
        self.summary
            .iter()
            .for_each(|summary| visitor.visit_phrase(summary));
        self.walk_body(visitor);
    }

    /// Shows a visitor the blocks and footnotes.
    pub fn walk_body<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        walk_blocks(visitor, &self.blocks);
        walk_footnotes(visitor, &self.footnotes);
    }

    /// Lets a visitor change the title, the summary, the blocks and the footnotes.
    pub fn walk_text_mut<V: VisitMut<Target> + ?Sized>(&mut self, visitor: &mut V) {
        visitor.visit_phrase(&mut self.title);
        self.summary
            .iter_mut()
            .for_each(|summary| visitor.visit_phrase(summary));
        walk_blocks_mut(visitor, &mut self.blocks);
        self.footnotes
            .iter_mut()
            .for_each(|footnote| walk_blocks_mut(visitor, &mut footnote.blocks));
    }

    /// Shows a visitor what the author says of the page besides its text.
    pub fn walk_settings<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        // The other topics repeat the issuer, the date and the data.
        let topics = self
            .topics
            .iter()
            .filter(|topic| topic.facet == TopicFacet::Subject)
            .map(|topic| &topic.name);
        let record = self
            .release
            .record
            .iter()
            .filter_map(|(_, stated)| match stated {
                ReleaseField::Text(text) => Some(text),
                // The theme's own word.
                ReleaseField::Word(_) => None,
            });
        [&self.issuer, &self.doc_no, &self.session]
            .into_iter()
            .flatten()
            .chain(topics)
            .chain(&self.release.keywords)
            .chain(record)
            .for_each(|text| visitor.visit_run(VisitedRun::field(RunKind::Setting, text)));
    }

    /// Shows a visitor what a metric's or table's page says besides its blocks.
    pub fn walk_facts<'t, V: Visit<'t, Target> + ?Sized>(&'t self, visitor: &mut V) {
        let mut say = |text: &'t str| visitor.visit_run(VisitedRun::field(RunKind::Fact, text));
        if let Some(metric) = &self.metric {
            metric.facts.iter().for_each(|(_, text)| say(text));
        }
        if let Some(table) = &self.table {
            for [_, title, _, _, meaning] in &table.fields {
                say(title);
                say(meaning);
            }
        }
    }
}
