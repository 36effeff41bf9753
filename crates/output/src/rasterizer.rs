//! Whether charts can be painted as pixels, and by whom: pages and documents ask, one format paints.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;

use gongbao_diag::locale::{Word, word};
use gongbao_model::Chart;
use gongbao_source::Font;

/// Paints drawings as pixels.
///
/// Documents need pixels for offices that know no lines, but must not know who makes them: what paints is as large
/// as all of them together, and belongs to the format that is pixels.
pub trait Rasterizer: Debug + Send + Sync {
    /// An SVG picture as PNG on white, so many pixels to a unit of the drawing. Nothing if it is no SVG, or has no
    /// size: authors bring pictures, too.
    fn paint(&self, svg: &str, scale: u32) -> Option<Vec<u8>>;

    /// The characters that no font has.
    fn lacking(&self, wanted: &BTreeSet<char>) -> BTreeSet<char>;
}

/// Opens the fonts that texts are painted with, the first of which leads; nothing if there is no face among them.
pub type OpenRasterizer = fn(&[Font]) -> Option<Arc<dyn Rasterizer>>;

/// What pixels are drawn with.
#[derive(Clone, Debug, Default)]
pub struct RasterContext {
    /// Nothing where no pictures are asked for, or no font was found.
    pub rasterizer: Option<Arc<dyn Rasterizer>>,
    /// The names of the fonts that were looked at.
    pub font_names: Vec<String>,
}

impl RasterContext {
    /// Whether there are pixels of a chart.
    pub fn can_draw(&self, chart: &Chart) -> bool {
        self.rasterizer.is_some() && self.lacking_characters(chart).is_empty()
    }

    /// The characters of a chart that no font has.
    pub fn lacking_characters(&self, chart: &Chart) -> BTreeSet<char> {
        let mut wanted = BTreeSet::new();
        add_characters(chart, &mut wanted);
        match &self.rasterizer {
            Some(rasterizer) => rasterizer.lacking(&wanted),
            None => wanted,
        }
    }
}

/// The characters a picture of a chart may show.
pub fn add_characters(chart: &Chart, out: &mut BTreeSet<char>) {
    let series = chart.series.iter();
    let points = series
        .clone()
        .flat_map(|it| it.points.iter().flatten())
        .map(|it| &it.text);
    let names = series
        .map(|it| &it.name)
        .chain(chart.x.iter().map(|it| &it.label));
    let words = [&chart.title, &chart.subtitle, &chart.source, &chart.unit]
        .into_iter()
        .chain(&chart.note);
    let targets = chart.targets.iter().map(|it| &it.label);
    let panels = chart
        .extras
        .panels
        .iter()
        .map(|it| &it.name)
        .chain(chart.extras.breaks.iter().map(|it| &it.note));
    let more = targets
        .chain(panels)
        .chain(chart.extras.map_regions.iter().map(|it| &it.name));
    let fixed = word(chart.lang, Word::SampleNote);
    let texts = points
        .chain(names)
        .chain(words)
        .chain(more)
        .map(String::as_str)
        .chain([fixed]);
    out.extend(
        texts
            .flat_map(str::chars)
            .filter(|it| !it.is_control() && !it.is_whitespace()),
    );
}
