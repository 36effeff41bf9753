//! A chart as it stands in a page, with its data table and downloads.

use serde::Serialize;

use crate::chart::{Chart, Figure};
use crate::locale::{Lang, Word, fill, word};
use crate::output::html::view::grid::GridView;
use crate::output::html::view::{DownloadView, Html};
use crate::site::DataTable;

/// The longest data table that is shown unasked.
const OPEN_ROWS: usize = 6;

/// A chart or a table of data, with what has to stand under it.
#[derive(Clone, Debug, Serialize)]
pub struct ExhibitView {
    pub id: String,
    /// Level of its heading.
    pub level: u8,
    pub title: String,
    pub subtitle: String,
    /// The drawing for wide columns and for phones; both empty for a table.
    pub wide: Html,
    pub narrow: Html,
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
}

/// What stands under an exhibit besides its own words.
#[derive(Clone, Debug)]
pub struct Foot {
    pub level: u8,
    pub as_of: Option<String>,
    pub downloads: Vec<DownloadView>,
}

/// The view of a drawn chart.
pub fn chart(chart: &Chart, figure: Figure, grid: GridView, foot: Foot) -> ExhibitView {
    ExhibitView {
        id: chart.id.clone(),
        level: foot.level,
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        wide: Html(figure.wide),
        narrow: Html(figure.narrow),
        note: chart.note.clone(),
        source: source_line(chart.lang, &chart.source),
        as_of: foot.as_of,
        sample: chart.sample,
        open: grid.rows.len() <= OPEN_ROWS,
        grid,
        left_out: 0,
        downloads: foot.downloads,
    }
}

/// The view of a table of data.
pub fn table(table: &DataTable, lang: Lang, grid: GridView, foot: Foot) -> ExhibitView {
    ExhibitView {
        id: table.id.clone(),
        level: foot.level,
        title: table.grid.caption.clone(),
        subtitle: String::new(),
        wide: Html::default(),
        narrow: Html::default(),
        note: table.note.clone(),
        source: source_line(lang, &table.source),
        as_of: foot.as_of,
        sample: table.sample,
        grid,
        open: true,
        left_out: table.left_out,
        downloads: foot.downloads,
    }
}

/// 来源：…, unless the words already say so; 来源未注明 if nobody says.
fn source_line(lang: Lang, source: &str) -> String {
    let (label, _) = word(lang, Word::Source).split_once('{').unwrap_or_default();
    if source.is_empty() {
        word(lang, Word::NoSource).to_owned()
    } else if source.starts_with(label.trim_end()) || source == word(lang, Word::NoSource) {
        source.to_owned()
    } else {
        fill(word(lang, Word::Source), &[("source", source)])
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::Lang;
    use crate::output::html::view::chart::source_line;

    #[test]
    fn a_source_is_named_once() {
        assert_eq!(source_line(Lang::Zh, "市公安局"), "来源：市公安局");
        assert_eq!(source_line(Lang::Zh, "来源：市公安局"), "来源：市公安局");
    }

    #[test]
    fn a_missing_source_is_not_hidden() {
        assert_eq!(source_line(Lang::Zh, ""), "来源未注明");
    }
}
