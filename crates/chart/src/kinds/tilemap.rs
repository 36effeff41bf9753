//! A tile map: every region a tile of the same size, about where it lies; darker for more, its figure in it.

use crate::canvas::{Canvas, Mark};
use crate::key_symbol::{GAP, KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, TextBlock, draw_unit, fits_in_lines};
use crate::picture::Picture;
use crate::rows::AXIS_HEIGHT;
use crate::sentences::{ChartPurpose, pick_wording};
use crate::shades::ShadeBins;
use crate::text::{BASELINE_DROP, LINE_HEIGHT};
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::drawing::{Anchor, Coord, Rect};
use gongbao_model::{Chart, Outline, Point, Region};

/// The tile map.
#[derive(Debug)]
pub(super) struct Tilemap;

impl Kind for Tilemap {
    fn name(&self) -> &'static str {
        "tilemap"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "方格地图",
            Lang::En => "Tile map",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Required("layout"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("tilemap.yaml")
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        ShadeBins::of(picture).entries(chart, has_gap(chart))
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        let columns = TileGrid::of(chart).columns;
        let en = format!(
            "the layout has {columns} columns, and at most {MAX_TILES_ACROSS} can be drawn"
        );
        let wide = (columns > MAX_TILES_ACROSS)
            .then(|| Text::new(format!("布局有{columns}列，最多{MAX_TILES_ACROSS}列"), en));
        refuse_map(chart).or(wide)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let bins = ShadeBins::of(picture);
        let tiles = TileGrid::of(chart);
        let entries = if picture.is_panel() {
            Vec::new()
        } else {
            bins.entries(chart, has_gap(chart))
        };
        let key = Key::place(entries, canvas.width());
        let names_unit = !chart.unit.is_empty() && chart.unit != "%";
        let top = key.height + if names_unit { AXIS_HEIGHT } else { 0.0 };
        let side = (canvas.width() / tiles.columns.max(1) as f64).min(MAX_TILE_WIDTH);
        let names: Vec<Option<TextBlock>> =
            tiles.list.iter().map(|it| tile_name(it.2, side)).collect();
        let lines = names
            .iter()
            .flatten()
            .map(|it| it.lines.len())
            .max()
            .unwrap_or(0);
        let height = f64::max(side * 0.6, (lines + 1) as f64 * LINE_HEIGHT + 10.0);
        canvas.height = top + height * tiles.rows as f64 + 4.0;

        draw_key(canvas, &key);
        if names_unit {
            draw_unit(canvas, chart, key.height);
        }
        let corner = |(row, column, _): (usize, usize, &Region)| {
            let (left, top) = (side * column as f64, top + height * row as f64);
            Rect {
                left: left + 1.0,
                top: top + 1.0,
                right: left + side - 1.0,
                bottom: top + height - 1.0,
            }
        };
        canvas.series(0, &chart.y_label, |canvas| {
            for tile in &tiles.list {
                canvas.rect(corner(*tile), region_mark(chart, tile.2, &bins));
            }
        });
        canvas.group("inside", |canvas| {
            for (tile, name) in tiles.list.iter().zip(&names) {
                write_tile(canvas, chart, tile.2, corner(*tile), name.as_ref());
            }
        });
    }
}

/// The greatest width of a tile.
const MAX_TILE_WIDTH: f64 = 108.0;
/// With more columns than this, tiles of a phone hold no figure.
const MAX_TILES_ACROSS: usize = 10;

/// The tiles, with row and column counted from the first that is used.
struct TileGrid<'a> {
    list: Vec<(usize, usize, &'a Region)>,
    rows: usize,
    columns: usize,
}

impl<'a> TileGrid<'a> {
    fn of(chart: &'a Chart) -> TileGrid<'a> {
        let place = |it: &'a Region| match it.outline {
            Outline::Tile { row, column } => Some((row, column, it)),
            Outline::Parts(_) => None,
        };
        let list: Vec<(usize, usize, &Region)> =
            chart.extras.map_regions.iter().filter_map(place).collect();
        // Without tiles there are no rows and columns.
        let first =
            |pick: fn(&(usize, usize, &Region)) -> usize| list.iter().map(pick).min().unwrap_or(0);
        let (top, left) = (first(|it| it.0), first(|it| it.1));
        let list: Vec<(usize, usize, &Region)> = list
            .iter()
            .map(|it| (it.0 - top, it.1 - left, it.2))
            .collect();
        let rows = list.iter().map(|it| it.0 + 1).max().unwrap_or(0);
        let columns = list.iter().map(|it| it.1 + 1).max().unwrap_or(0);
        TileGrid {
            list,
            rows,
            columns,
        }
    }
}

/// Why a map cannot be drawn, whatever its regions look like.
pub(super) fn refuse_map(chart: &Chart) -> Option<Text> {
    if chart.series.len() > 1 {
        return Some(Text::new(
            "一幅地图只画一个指标，可用 multiples 分成几幅",
            "a map shows one measure; `multiples` makes several",
        ));
    }
    let is_placed = |at: usize| chart.extras.map_regions.iter().any(|it| it.at == Some(at));
    let lost: Vec<&str> = (0..chart.x.len())
        .filter(|it| !is_placed(*it))
        .map(|it| chart.x[it].label.as_str())
        .collect();
    (!lost.is_empty()).then(|| {
        let shown = lost.iter().take(8).copied().collect::<Vec<_>>();
        Text::new(
            format!("地图上没有{}", shown.join("、")),
            format!("the map has no {}", shown.join(", ")),
        )
    })
}

/// The value of a region.
pub(super) fn region_point<'a>(chart: &'a Chart, region: &Region) -> Option<&'a Point> {
    region
        .at
        .filter(|it| *it < chart.x.len())
        .and_then(|at| chart.point(0, at))
}

/// Whether a region has no value.
pub(super) fn has_gap(chart: &Chart) -> bool {
    chart
        .extras
        .map_regions
        .iter()
        .any(|it| region_point(chart, it).is_none())
}

/// The mark of a region: its shade and value, or a gap.
pub(super) fn region_mark(chart: &Chart, region: &Region, bins: &ShadeBins) -> Mark {
    match (region.at, region_point(chart, region)) {
        (Some(at), Some(it)) => Mark {
            class: bins.shade(it.value),
            ..marks::point_mark(chart, 0, &chart.x[at], it)
        },
        _ => {
            let no_data = chart.gap();
            Mark {
                class: "gap",
                data: None,
                title: Some(format!(
                    "{}{}{no_data}",
                    region.name,
                    pick_wording(chart, "：", ": ")
                )),
            }
        }
    }
}

/// The figure without its unit, which stands above.
pub(super) fn region_text(chart: &Chart, point: &Point) -> String {
    if chart.unit == "%" {
        point.text.clone()
    } else {
        chart.number.write_bare(chart.lang, point.value)
    }
}

/// A name in a tile, if it has room in three lines.
fn tile_name(region: &Region, side: f64) -> Option<TextBlock> {
    fits_in_lines(&region.name, side - 8.0, 3).then(|| TextBlock::new(&region.name, side - 8.0))
}

fn write_tile(
    canvas: &mut Canvas,
    chart: &Chart,
    region: &Region,
    tile: Rect,
    name: Option<&TextBlock>,
) {
    let (x, middle) = (
        f64::midpoint(tile.left, tile.right),
        f64::midpoint(tile.top, tile.bottom),
    );
    let said = region_point(chart, region).map_or(GAP.to_owned(), |it| region_text(chart, it));
    let has_room = text::text_width(&said) <= tile.right - tile.left - 2.0;
    let height = name.map_or(0.0, TextBlock::height) + if has_room { LINE_HEIGHT } else { 0.0 };
    let top = middle - height / 2.0;
    if let Some(name) = name {
        name.draw(canvas, Coord::new(x, top), Anchor::Middle, "");
    }
    if has_room {
        let y = top + height - LINE_HEIGHT / 2.0 + BASELINE_DROP;
        canvas.text(
            Coord::new(x, y),
            Anchor::Middle,
            if region_point(chart, region).is_some() {
                "figure"
            } else {
                "muted"
            },
            &said,
        );
    }
}
