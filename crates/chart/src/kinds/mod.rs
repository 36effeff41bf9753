//! The kinds of chart. Each is one file that describes itself, and one line in [`KINDS`].
//!
//! A kind may bring its own data table where it shows what it computed from many values. It may
//! refuse data it cannot show truthfully: a vote of 12.5 ballots is a diagnostic and not a picture.

mod area;
mod bar;
mod boxes;
mod bullet;
mod choropleth;
mod diverging;
mod dot;
mod heatmap;
mod histogram;
mod line;
mod progress;
mod pyramid;
mod sankey;
mod scatter;
mod slope;
mod sparkline;
mod tilemap;
mod timeline;
mod vote;
mod waffle;
mod waterfall;

use crate::axis::{Axis, AxisBase};
use crate::canvas::Canvas;
use crate::key_symbol::KeySymbol;
use crate::layout::KeyEntry;
use crate::picture::Picture;
use crate::sentences::ChartPurpose;
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::Size;
use gongbao_model::{Chart, Grid, Point, Stack};

/// Every kind, in the order of the gallery.
pub const KINDS: &[&dyn Kind] = &[
    &bar::Bar,
    &line::Line,
    &area::Area,
    &dot::Dot,
    &scatter::Scatter,
    &slope::Slope,
    &heatmap::Heatmap,
    &progress::Progress,
    &timeline::Timeline,
    &bullet::Bullet,
    &diverging::Diverging,
    &vote::Vote,
    &waffle::Waffle,
    &waterfall::Waterfall,
    &histogram::Histogram,
    &boxes::BoxPlot,
    &pyramid::Pyramid,
    &sparkline::Sparkline,
    &tilemap::Tilemap,
    &choropleth::Choropleth,
    &sankey::Sankey,
];

/// A kind of chart.
pub trait Kind: Sync + Send + std::fmt::Debug {
    /// Its name in a `chart` embed.
    fn name(&self) -> &'static str;
    /// What readers call it: 条形图, bar chart.
    fn word(&self, lang: Lang) -> &'static str;
    /// The channels it binds to columns, and `orientation` if its marks can be turned.
    fn channels(&self) -> &'static [Channel];
    /// An example with its data, in YAML: its gallery page and golden test. See `example.rs`.
    fn example(&self) -> &'static str;
    /// The axis its values stand on; from zero unless the kind says otherwise.
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        picture.axis(AxisBase::Zero, size.pick(5, 4))
    }
    /// Why data cannot be shown this way, if they cannot: the author is told instead of being shown a
    /// picture that misleads.
    fn refuses(&self, _: &Chart) -> Option<Text> {
        None
    }
    /// What the picture shows, in sentences, where highest and lowest of each series say too little.
    fn narrative(&self, _: Picture<'_>) -> Option<String> {
        None
    }
    /// The data as a table, where a row for each position and a column for each series is not what the
    /// picture shows.
    fn grid(&self, _: &Chart) -> Option<Grid> {
        None
    }
    /// The least width of a small picture among others.
    fn least_width(&self) -> f64 {
        300.0
    }
    /// Whether targets are drawn in it.
    fn draws_targets(&self) -> bool {
        true
    }
    /// The key small pictures share, which none of them draws itself.
    fn shared_key(&self, _: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        Vec::new()
    }
    /// How many series readers can tell apart: there are eight colours and markers.
    fn most_series(&self) -> usize {
        8
    }
    /// Whether its series are drawn as the parts of one whole.
    fn shows_whole(&self, chart: &Chart) -> bool {
        chart.stack != Stack::No
    }
    /// Figures it shows as the parts of a total; nothing for a total of one hundred per cent.
    fn sums<'a>(&self, chart: &'a Chart) -> Vec<(Vec<&'a Point>, Option<&'a Point>)> {
        if !self.shows_whole(chart) || chart.unit != "%" {
            return Vec::new();
        }
        let (n, positions) = (chart.series.len(), chart.x.len());
        // With a single series, each x position is one segment.
        let parts = |at: usize| match n {
            1 => (0..positions).filter_map(|it| chart.point(0, it)).collect(),
            _ => (0..n).filter_map(|it| chart.point(it, at)).collect(),
        };
        (0..if n == 1 { 1 } else { positions })
            .map(|at| (parts(at), None))
            .collect()
    }
    /// Whether its axis may leave zero out: positions are compared, not lengths.
    fn axis_may_omit_zero(&self) -> bool {
        false
    }
    /// What its alternative text tells first.
    fn purpose(&self) -> ChartPurpose;
    /// Draws the chart with the parts of `layout`, and sets the height of the canvas. There is at least
    /// one value to draw; title and alternative text are added for every kind.
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas);
}

/// A channel of a kind: what a column is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Has to be bound.
    Required(&'static str),
    /// May be bound.
    Optional(&'static str),
}

impl Channel {
    /// Its name: `x`, `y`, `series`.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Required(name) | Channel::Optional(name) => name,
        }
    }
}

/// The kind with a name.
pub fn find_kind(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|it| it.name() == name)
}

/// The kind of a chart.
#[expect(
    clippy::expect_used,
    reason = "whoever binds a chart takes its kind from the list, and tests bind each"
)]
pub fn kind_of(chart: &Chart) -> &'static dyn Kind {
    find_kind(chart.kind.0).expect("a chart is of a kind in the list")
}
