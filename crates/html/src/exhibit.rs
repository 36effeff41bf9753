//! Exhibits: charts, tables of data and headline figures, poured into the theme's partials.

use crate::prose::ProseWriter;
use crate::view::chart::{ExhibitFoot, SwitchView, VariantView};
use crate::view::grid::GridView;
use crate::view::tiles::TilesView;
use crate::view::{
    DownloadView, LinkView, SafeHtml, chart as exhibit_view, format_size, grid as grid_view,
    reference_between, tiles, tongue_view,
};
use gongbao_chart as chart;
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::{LanguageTag, Word, date_text, fill_placeholders, word};
use gongbao_model::{Chart, Grid};
use gongbao_output::downloads::DownloadFormat;
use gongbao_output::{WrittenFile, is_wanted, paths};
use gongbao_site::{ChartSwitch, ChartVariant, DataTable, Exhibit, Layout, Tiles};

impl ProseWriter<'_> {
    /// An exhibit under a heading of a level.
    pub(crate) fn exhibit(&self, exhibit: &Exhibit, level: u8) -> Result<String, Diagnostic> {
        match exhibit {
            Exhibit::Chart(it) => self.chart(it, level),
            Exhibit::Switch(it) => self.switch(it, level),
            Exhibit::Table(it) => self.data_table(it, level),
            Exhibit::Tiles(it) => self.tiles(it, level),
            // They stand under the same heading as their embed does.
            Exhibit::Blocks(it) => self.blocks(it, level.saturating_sub(1)),
        }
    }

    fn chart(&self, it: &Chart, level: u8) -> Result<String, Diagnostic> {
        let grid = self.anchored(
            grid_view::grid_view(&it.table, it.lang, &self.page.route, self.link_resolver),
            &it.table,
            &it.id,
        );
        let mut foot = self.foot(&it.id, level);
        foot.downloads.extend(self.pictures(it));
        foot.definitions = self.definitions(&it.table);
        self.engine.render_part(
            "partials/chart.html",
            &exhibit_view::chart_view(it, &chart::draw(it), grid, foot),
        )
    }

    /// The charts one after the other, each behind the button that shows it.
    fn switch(&self, it: &ChartSwitch, level: u8) -> Result<String, Diagnostic> {
        let one = |(at, it): (usize, &ChartVariant), chosen: usize| {
            let html = SafeHtml(self.chart(&it.chart, level)?);
            Ok(VariantView {
                id: it.chart.id.clone(),
                name: it.name.clone(),
                is_chosen: at == chosen,
                html,
            })
        };
        let variants = it
            .variants
            .iter()
            .enumerate()
            .map(|variant| one(variant, it.chosen));
        let variants = variants.collect::<Result<Vec<_>, Diagnostic>>()?;
        // A switch without charts has no buttons that could share a name.
        let name = variants
            .first()
            .map_or_else(String::new, |it| it.id.clone());
        self.engine.render_part(
            "partials/switch.html",
            &SwitchView {
                name,
                label: it.label.clone(),
                variants,
            },
        )
    }

    /// The chart as pictures; how large they are is not known before they are drawn.
    fn pictures(&self, it: &Chart) -> Vec<DownloadView> {
        let stem = paths::exhibit_path(&self.page.route, &it.id);
        let has = |name| is_wanted(self.job.site, name);
        let formats = [
            ("SVG", paths::SVG, true),
            ("PNG", paths::PNG, self.job.raster.can_draw(it)),
        ];
        let formats = formats
            .into_iter()
            .filter(|(_, extension, is_drawn)| *is_drawn && has(extension));
        let link = |(format, extension, _)| {
            let href =
                reference_between(&self.page.route, &paths::with_extension(&stem, extension));
            DownloadView {
                format,
                href,
                size: String::new(),
            }
        };
        formats.map(link).collect()
    }

    /// The pages that say what is measured, each once.
    fn definitions(&self, grid: &Grid) -> Vec<LinkView> {
        let ids: Vec<&str> = grid
            .columns
            .iter()
            .filter_map(|it| it.metric.as_deref())
            .collect();
        let first = |(at, id): &(usize, &&str)| !ids[..*at].contains(id);
        let ids = ids.iter().enumerate().filter(first).map(|it| *it.1);
        ids.filter_map(|it| self.definition(it)).collect()
    }

    fn definition(&self, id: &str) -> Option<LinkView> {
        let view = self.link_resolver.definition(&self.page.route, id)?;
        let there = LanguageTag::of(self.job.site.config.lang);
        Some(LinkView {
            tongue: (there != self.page.language_tag).then(|| tongue_view(&there)),
            ..view
        })
    }

    fn data_table(&self, it: &DataTable, level: u8) -> Result<String, Diagnostic> {
        let lang = self.page.lang;
        let grid = grid_view::grid_view(&it.grid, lang, &self.page.route, self.link_resolver);
        let grid = grid_view::with_metrics(grid, it, &self.page.route, self.link_resolver);
        let grid = grid_view::with_links(grid, &it.row_links, &self.page.route);
        let grid = grid_view::with_revisions(grid, &it.revised);
        let grid = self.anchored(
            grid_view::with_statuses(grid, &it.statuses, lang),
            &it.grid,
            &it.id,
        );
        let foot = self.foot(&it.id, level);
        self.engine.render_part(
            "partials/table.html",
            &exhibit_view::table_view(it, lang, grid, foot),
        )
    }

    /// On the page of a metric each row is a place of its own.
    fn anchored(&self, view: GridView, grid: &Grid, id: &str) -> GridView {
        if self.page.layout == Layout::Metric {
            grid_view::with_anchors(view, grid, id)
        } else {
            view
        }
    }

    fn tiles(&self, it: &Tiles, level: u8) -> Result<String, Diagnostic> {
        let tile =
            |tile| tiles::tile_view(tile, self.page.lang, &self.page.route, self.link_resolver);
        let view = TilesView {
            level,
            title: it.title.as_ref().map(|title| SafeHtml(self.phrase(title))),
            sample: it.sample,
            items: it.items.iter().map(tile).collect(),
        };
        self.engine.render_part("partials/tiles.html", &view)
    }

    fn foot(&self, id: &str, level: u8) -> ExhibitFoot {
        let stem = paths::exhibit_path(&self.page.route, id);
        let link = |format: DownloadFormat| {
            let route = paths::with_extension(&stem, format.extension());
            // A format that cannot hold the data has no file.
            let file = WrittenFile::find(self.files, &route)?;
            Some(DownloadView {
                format: format.name(),
                href: reference_between(&self.page.route, &route),
                size: format_size(file.n_bytes),
            })
        };
        ExhibitFoot {
            level,
            as_of: self.as_of(),
            downloads: DownloadFormat::ALL.into_iter().filter_map(link).collect(),
            definitions: Vec::new(),
        }
    }

    /// 截至2025年12月31日, if the settings say when.
    pub(crate) fn as_of(&self) -> Option<String> {
        let lang = self.page.lang;
        let date = date_text(lang, self.job.site.config.as_of?);
        Some(fill_placeholders(
            word(lang, Word::AsOf),
            &[("date", &date)],
        ))
    }
}
