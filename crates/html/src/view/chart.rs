//! A chart as it stands in a page, with its data table and downloads.

use serde::Serialize;

use crate::view::grid::GridView;
use crate::view::{DownloadView, LinkView, SafeHtml};
use gongbao_chart::{Figure, svg};
use gongbao_diag::locale::Lang;
use gongbao_model::Chart;
use gongbao_output::source_line;
use gongbao_site::DataTable;

/// The longest data table that is shown unasked.
const OPEN_ROWS: usize = 6;

/// A chart or a table of data, with what has to stand under it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExhibitView {
    pub id: String,
    /// Level of its heading.
    pub level: u8,
    pub title: String,
    pub subtitle: String,
    /// The drawing for wide columns and for phones; both empty for a table.
    pub wide: SafeHtml,
    pub narrow: SafeHtml,
    pub note: Option<String>,
    /// 来源：…
    pub source: String,
    /// 截至…
    pub as_of: Option<String>,
    pub sample: bool,
    pub grid: GridView,
    /// Whether the data table is shown unasked.
    pub open: bool,
    /// Rows left out by a limit.
    pub left_out: usize,
    pub downloads: Vec<DownloadView>,
    /// The pages that say what is measured.
    pub definitions: Vec<LinkView>,
}

/// Charts to choose from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SwitchView {
    /// What the buttons of one choice share.
    pub name: String,
    /// What is chosen.
    pub label: String,
    pub variants: Vec<VariantView>,
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VariantView {
    pub id: String,
    pub name: String,
    pub is_chosen: bool,
    /// The chart with all that belongs to it.
    pub html: SafeHtml,
}

/// What stands under an exhibit besides its own words.
#[derive(Clone, Debug)]
pub(crate) struct ExhibitFoot {
    pub level: u8,
    pub as_of: Option<String>,
    pub downloads: Vec<DownloadView>,
    pub definitions: Vec<LinkView>,
}

/// The view of a drawn chart.
pub(crate) fn chart_view(
    chart: &Chart,
    figure: &Figure,
    grid: GridView,
    foot: ExhibitFoot,
) -> ExhibitView {
    ExhibitView {
        id: chart.id.clone(),
        level: foot.level,
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        wide: SafeHtml(svg::write_svg(&figure.wide)),
        narrow: SafeHtml(svg::write_svg(&figure.narrow)),
        note: chart.note.clone(),
        source: source_line(chart.lang, &chart.source),
        as_of: foot.as_of,
        sample: chart.sample,
        open: grid.rows.len() <= OPEN_ROWS,
        grid,
        left_out: 0,
        downloads: foot.downloads,
        definitions: foot.definitions,
    }
}

/// The view of a table of data.
pub(crate) fn table_view(
    table: &DataTable,
    lang: Lang,
    grid: GridView,
    foot: ExhibitFoot,
) -> ExhibitView {
    ExhibitView {
        id: table.id.clone(),
        level: foot.level,
        title: table.grid.caption.clone(),
        subtitle: String::new(),
        wide: SafeHtml::default(),
        narrow: SafeHtml::default(),
        note: table.note.clone(),
        source: source_line(lang, &table.source),
        as_of: foot.as_of,
        sample: table.sample,
        grid,
        open: true,
        left_out: table.left_out,
        downloads: foot.downloads,
        definitions: foot.definitions,
    }
}
