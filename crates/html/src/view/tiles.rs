//! Headline figures.

use serde::Serialize;

use crate::link_resolver::LinkResolver;
use crate::sparkline::draw_sparkline;
use crate::view::SafeHtml;
use crate::view::status::{StatusView, status_view};
use gongbao_diag::locale::Lang;
use gongbao_metrics::strength_word;
use gongbao_site::{Route, Tile, TileTarget};

/// A row of headline figures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TilesView {
    /// Level of the title's heading.
    pub level: u8,
    pub title: Option<SafeHtml>,
    pub sample: bool,
    pub items: Vec<TileView>,
}

/// One headline figure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TileView {
    pub label: String,
    pub value: String,
    pub unit: String,
    /// The raw value.
    pub raw: String,
    /// Where it is explained.
    pub href: Option<String>,
    /// The metric, what it is of, and its source.
    pub explained: String,
    /// Whether its value was another one when it was first published.
    pub revised: bool,
    pub period: Option<String>,
    pub change: Option<String>,
    pub target: Option<TargetView>,
    /// A drawing of its history; empty for none.
    pub sparkline: SafeHtml,
}

/// The target of a headline figure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TargetView {
    pub text: String,
    pub strength: &'static str,
    pub status: StatusView,
    /// The worst among the members behind the value.
    pub worst: Option<String>,
}

/// The view of one headline figure.
pub(crate) fn tile_view(
    tile: &Tile,
    lang: Lang,
    from: &Route,
    links: &LinkResolver<'_>,
) -> TileView {
    TileView {
        label: tile.label.clone(),
        value: tile.value.clone(),
        unit: tile.unit.clone(),
        raw: tile.figure.value.clone(),
        href: links.figure(from, &tile.figure),
        explained: tile.figure.explained.clone(),
        revised: tile.figure.revised,
        period: tile.period.clone(),
        change: tile.change.clone(),
        target: tile.target.as_ref().map(|it| target_view(it, lang)),
        sparkline: SafeHtml(draw_sparkline(&tile.history)),
    }
}

fn target_view(it: &TileTarget, lang: Lang) -> TargetView {
    TargetView {
        text: it.words.clone(),
        strength: strength_word(lang, it.strength),
        status: status_view(it.status, lang),
        worst: it.worst.clone(),
    }
}
