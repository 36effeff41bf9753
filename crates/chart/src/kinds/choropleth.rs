//! A choropleth: regions in their own shapes, darker for more; figures in those that have room for them.

mod shape;

use crate::canvas::{Canvas, Mark};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::choropleth::shape::{
    PixelRing, is_within, ring_area, simplify_ring, widest_span,
};
use crate::kinds::tilemap::{has_gap, refuse_map, region_mark, region_point, region_text};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, TextBlock, draw_unit};
use crate::picture::Picture;
use crate::rows::AXIS_HEIGHT;
use crate::sentences::{ChartPurpose, pick_wording};
use crate::shades::ShadeBins;
use crate::text::{self, ASCENT, BASELINE_DROP, LINE_HEIGHT};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::{Anchor, Coord};
use gongbao_model::{Chart, MapPoint, Outline, Region, Ring as MapRing};

/// The choropleth.
#[derive(Debug)]
pub(super) struct Choropleth;

impl Kind for Choropleth {
    fn name(&self) -> &'static str {
        "choropleth"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "分级地图",
            Lang::En => "Choropleth",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Required("shapes"),
            Channel::Optional("key"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("choropleth.yaml")
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
        refuse_map(chart)
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let bins = ShadeBins::of(picture);
        let entries = if picture.is_panel() {
            Vec::new()
        } else {
            bins.entries(chart, has_gap(chart))
        };
        let key = Key::place(entries, canvas.width());
        let names_unit = !chart.unit.is_empty() && chart.unit != "%";
        let top = key.height + if names_unit { AXIS_HEIGHT } else { 0.0 };
        let map = RegionMap::place(chart, canvas.width(), canvas.size.pick(460.0, 380.0), top);
        let labels = map.labels(chart);
        let rest = left_out(picture, &map, &labels);
        let rest = (!rest.is_empty()).then(|| TextBlock::new(&rest, canvas.width()));
        canvas.height = map.bottom + rest.as_ref().map_or(0.0, |it| it.height() + 6.0) + 4.0;

        draw_key(canvas, &key);
        if names_unit {
            draw_unit(canvas, chart, key.height);
        }
        canvas.series(0, &chart.y_label, |canvas| {
            for it in &map.shapes {
                draw_shape(canvas, it, region_mark(chart, it.region, &bins));
            }
        });
        canvas.group("values", |canvas| {
            for it in &labels {
                it.draw(canvas);
            }
            if let Some(rest) = &rest {
                rest.draw(
                    canvas,
                    Coord::new(0.0, map.bottom + 6.0),
                    Anchor::Start,
                    "value",
                );
            }
        });
    }
}

/// A region in pixels.
struct RegionShape<'a> {
    region: &'a Region,
    /// Its parts, the largest first; of each its edge and the holes in it.
    parts: Vec<Vec<PixelRing>>,
}

/// All regions in pixels, the largest first, so that those within others lie upon them.
struct RegionMap<'a> {
    shapes: Vec<RegionShape<'a>>,
    bottom: f64,
}

impl<'a> RegionMap<'a> {
    /// As large as fits a width and a height, below `top`.
    fn place(chart: &'a Chart, width: f64, height: f64, top: f64) -> RegionMap<'a> {
        let parts = |it: &'a Region| match &it.outline {
            Outline::Parts(parts) => Some((it, parts)),
            Outline::Tile { .. } => None,
        };
        let regions: Vec<(&Region, &Vec<Vec<MapRing>>)> =
            chart.extras.map_regions.iter().filter_map(parts).collect();
        let points = regions
            .iter()
            .flat_map(|it| it.1.iter().flatten().flatten());
        let Some([west, south, east, north]) = map_extent(points) else {
            // Without a region there is no map; the key and the table are still there.
            return RegionMap {
                shapes: Vec::new(),
                bottom: top,
            };
        };
        let (margin, span) = (2.0, (east - west).max(1e-9));
        let scale = f64::min(
            (width - 2.0 * margin) / span,
            (height - 2.0 * margin) / (north - south).max(1e-9),
        );
        let left = (width - (east - west) * scale) / 2.0;
        let pixel = |it: &MapPoint| {
            Coord::new(
                left + (it.east - west) * scale,
                top + margin + (north - it.north) * scale,
            )
        };
        let ring = |it: &MapRing| simplify_ring(&it.iter().map(pixel).collect::<Vec<_>>());
        let shape = |(region, parts): &(&'a Region, &Vec<Vec<MapRing>>)| {
            let mut parts: Vec<Vec<PixelRing>> = parts
                .iter()
                .map(|it| it.iter().map(ring).collect())
                .collect();
            parts.retain(|it: &Vec<PixelRing>| it.first().is_some_and(|it| it.len() > 2));
            parts.sort_by(|a, b| part_size(b).total_cmp(&part_size(a)));
            RegionShape { region, parts }
        };
        let mut shapes: Vec<RegionShape<'_>> = regions.iter().map(shape).collect();
        shapes.sort_by(|a, b| b.size().total_cmp(&a.size()));
        RegionMap {
            shapes,
            bottom: top + 2.0 * margin + (north - south) * scale,
        }
    }

    /// Names and figures where their region has room for both, else the figure alone.
    fn labels(&self, chart: &Chart) -> Vec<RegionLabel> {
        let mut out: Vec<RegionLabel> = Vec::new();
        for (at, shape) in self.shapes.iter().enumerate() {
            let said = region_point(chart, shape.region).map(|it| region_text(chart, it));
            let said = said.unwrap_or_else(|| chart.gap().to_owned());
            let label = [vec![shape.region.name.clone(), said.clone()], vec![said]]
                .into_iter()
                .find_map(|lines| RegionLabel::within(shape, at, lines, &self.shapes[at + 1..]));
            out.extend(label.filter(|it| out.iter().all(|other| !it.touches(other))));
        }
        out
    }
}

/// West, south, east and north of points of a map; nothing if there are none.
fn map_extent<'a>(points: impl Iterator<Item = &'a MapPoint>) -> Option<[f64; 4]> {
    points.fold(None, |all, it| {
        let [west, south, east, north] = all.unwrap_or([it.east, it.north, it.east, it.north]);
        Some([
            west.min(it.east),
            south.min(it.north),
            east.max(it.east),
            north.max(it.north),
        ])
    })
}

/// The size of a part.
fn part_size(part: &[PixelRing]) -> f64 {
    part.first().map_or(0.0, |it| ring_area(it))
}

impl RegionShape<'_> {
    fn size(&self) -> f64 {
        self.parts.iter().map(|it| part_size(it)).sum()
    }
}

/// A few lines of text within a region.
struct RegionLabel {
    /// Place of the region among the shapes.
    shape: usize,
    lines: Vec<String>,
    middle: Coord,
    half: (f64, f64),
}

impl RegionLabel {
    /// In the largest part of a region, if it has room there that no region upon it takes.
    fn within(
        shape: &RegionShape<'_>,
        at: usize,
        lines: Vec<String>,
        above: &[RegionShape<'_>],
    ) -> Option<RegionLabel> {
        let part = shape.parts.first()?;
        let width = lines
            .iter()
            .map(|it| text::text_width(it))
            .fold(0.0, f64::max);
        let half = (width / 2.0 + 2.0, lines.len() as f64 * LINE_HEIGHT / 2.0);
        let middle = widest_span(part, half.1)?;
        let (left, right) = (middle.x - half.0, middle.x + half.0);
        let edge = (0..=8).map(|it| left + (right - left) * f64::from(it) / 8.0);
        let mut edge = edge.flat_map(|x| {
            [middle.y - half.1, middle.y, middle.y + half.1].map(|y| Coord::new(x, y))
        });
        let covers = |it: &RegionShape<'_>, place| it.parts.iter().any(|it| is_within(it, place));
        let is_free =
            edge.all(|it| is_within(part, it) && !above.iter().any(|above| covers(above, it)));
        is_free.then_some(RegionLabel {
            shape: at,
            lines,
            middle,
            half,
        })
    }

    fn touches(&self, other: &RegionLabel) -> bool {
        let apart = |a: f64, b: f64, halves: f64| (a - b).abs() >= halves;
        !apart(self.middle.x, other.middle.x, self.half.0 + other.half.0)
            && !apart(self.middle.y, other.middle.y, self.half.1 + other.half.1)
    }

    fn draw(&self, canvas: &mut Canvas) {
        let top = self.middle.y - self.half.1;
        for (n, line) in self.lines.iter().enumerate() {
            let y = top + LINE_HEIGHT * n as f64 + LINE_HEIGHT / 2.0 + BASELINE_DROP;
            canvas.text(
                Coord::new(self.middle.x, y.max(ASCENT)),
                Anchor::Middle,
                "value",
                line,
            );
        }
    }
}

/// The regions without room for their name, with their figures.
fn left_out(picture: Picture<'_>, map: &RegionMap<'_>, labels: &[RegionLabel]) -> String {
    let chart = picture.chart;
    let is_named = |at: usize| labels.iter().any(|it| it.shape == at && it.lines.len() > 1);
    let said = |it: &RegionShape<'_>| {
        let value = region_point(chart, it.region).map(|it| region_text(chart, it));
        format!(
            "{} {}",
            it.region.name,
            value.unwrap_or_else(|| chart.gap().to_owned())
        )
    };
    let rest: Vec<String> = (0..map.shapes.len())
        .filter(|it| !is_named(*it))
        .map(|it| said(&map.shapes[it]))
        .collect();
    if rest.is_empty() || rest.len() > MAX_LISTED || picture.is_panel() {
        return String::new();
    }
    format!(
        "{}{}",
        pick_wording(chart, "图中未写名称：", "Not named: "),
        rest.join(word(chart.lang, Word::Separator))
    )
}

/// More names than this below the map are left to the table.
const MAX_LISTED: usize = 24;

/// The mark stands on the largest part; holes show what lies beneath.
fn draw_shape(canvas: &mut Canvas, shape: &RegionShape<'_>, mark: Mark) {
    for (n, part) in shape.parts.iter().enumerate() {
        let mark = if n == 0 {
            mark.clone()
        } else {
            Mark::class(mark.class)
        };
        for (m, ring) in part.iter().enumerate() {
            canvas.shape(
                ring,
                if m == 0 {
                    mark.clone()
                } else {
                    Mark::class("hole")
                },
            );
        }
    }
}
