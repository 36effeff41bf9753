//! Rings in pixels: how large they are, what lies within, and how many of their points are seen.

use gongbao_model::drawing::{Coord, Rect};

/// A closed line in pixels.
pub(super) type PixelRing = Vec<Coord>;

/// The least box around rings; nothing if there are none.
pub(super) fn bounding_box<'a>(rings: impl Iterator<Item = &'a PixelRing>) -> Option<Rect> {
    let start = Rect {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    let all = rings.flatten().fold(start, |all, it| Rect {
        left: all.left.min(it.x),
        top: all.top.min(it.y),
        right: all.right.max(it.x),
        bottom: all.bottom.max(it.y),
    });
    (all.left <= all.right).then_some(all)
}

/// Consecutive corners, from the last to the first again.
fn ring_sides(ring: &[Coord]) -> impl Iterator<Item = (Coord, Coord)> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

/// How much a ring encloses.
pub(super) fn ring_area(ring: &[Coord]) -> f64 {
    ring_sides(ring)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum::<f64>()
        .abs()
        / 2.0
}

/// Where a horizontal line crosses rings, from left to right.
fn line_crossings(rings: &[PixelRing], y: f64) -> Vec<f64> {
    let cross = |(a, b): (Coord, Coord)| {
        ((a.y > y) != (b.y > y)).then(|| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
    };
    let mut out: Vec<f64> = rings
        .iter()
        .flat_map(|it| ring_sides(it))
        .filter_map(cross)
        .collect();
    out.sort_by(f64::total_cmp);
    out
}

/// Whether a point lies within the edge and in no hole.
pub(super) fn is_within(rings: &[PixelRing], at: Coord) -> bool {
    let crossings = line_crossings(rings, at.y);
    crossings.iter().filter(|it| **it < at.x).count() % 2 == 1
}

/// The middle of the widest stretch within the rings, for a text of so many pixels above and below it.
pub(super) fn widest_span(rings: &[PixelRing], half: f64) -> Option<Coord> {
    let Rect { top, bottom, .. } = bounding_box(rings.iter())?;
    let lines = (1..20).map(|it| top + (bottom - top) * f64::from(it) / 20.0);
    let span = |y: f64| {
        // As far as the stretch is open at the upper and the lower edge of the text as well.
        let edges = [y - half, y, y + half].map(|it| line_crossings(rings, it));
        let inner = edges[1]
            .chunks_exact(2)
            .filter_map(|it| narrow_stretch(it[0], it[1], &edges));
        inner
            .map(|(a, b)| (b - a, Coord::new(f64::midpoint(a, b), y)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    };
    lines
        .filter_map(span)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|it| it.1)
}

/// The part of a stretch that is open on all lines.
fn narrow_stretch(low: f64, high: f64, lines: &[Vec<f64>]) -> Option<(f64, f64)> {
    let (mut low, mut high) = (low, high);
    for line in lines {
        let middle = f64::midpoint(low, high);
        let open = line
            .chunks_exact(2)
            .find(|it| it[0] <= middle && middle <= it[1])?;
        (low, high) = (low.max(open[0]), high.min(open[1]));
    }
    (low < high).then_some((low, high))
}

/// Points nearer than this to a straight line are not seen beside it.
const MIN_VISIBLE_PIXELS: f64 = 0.4;

/// A ring without the points that make no difference at this size, and without the last, which is the first.
pub(super) fn simplify_ring(ring: &[Coord]) -> PixelRing {
    let open = match ring {
        [first, .., last] if first == last => &ring[..ring.len() - 1],
        _ => ring,
    };
    let farthest = |it: &(usize, &Coord)| distance_between(*it.1, open[0]);
    // A ring without points stays one.
    let Some((at, _)) = open
        .iter()
        .enumerate()
        .max_by(|a, b| farthest(a).total_cmp(&farthest(b)))
    else {
        return PixelRing::new();
    };
    let mut out = thin_line(&open[..=at]);
    out.pop();
    let mut rest: PixelRing = open[at..].to_vec();
    rest.push(open[0]);
    out.extend(thin_line(&rest));
    out.pop();
    out
}

fn distance_between(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Douglas and Peucker's way: a stretch is straight if none of its points lies off the line. The
/// stretches wait in a list, because coasts are long.
fn thin_line(line: &[Coord]) -> PixelRing {
    let last = line.len().saturating_sub(1);
    let mut kept = vec![false; line.len()];
    let mut waiting = vec![(0, last)];
    while let Some((from, to)) = waiting.pop() {
        kept[from] = true;
        kept[to] = true;
        let off = |at: usize| off_line(line[at], line[from], line[to]);
        let Some(at) = (from + 1..to).max_by(|a, b| off(*a).total_cmp(&off(*b))) else {
            continue;
        };
        if off(at) > MIN_VISIBLE_PIXELS {
            waiting.extend([(from, at), (at, to)]);
        }
    }
    line.iter()
        .zip(kept)
        .filter(|it| it.1)
        .map(|it| *it.0)
        .collect()
}

fn off_line(point: Coord, from: Coord, to: Coord) -> f64 {
    let length = distance_between(from, to);
    if length < 1e-9 {
        return distance_between(point, from);
    }
    ((to.x - from.x) * (from.y - point.y) - (from.x - point.x) * (to.y - from.y)).abs() / length
}

#[cfg(test)]
mod tests {
    use crate::kinds::choropleth::shape::{
        PixelRing, is_within, ring_area, simplify_ring, widest_span,
    };
    use gongbao_model::drawing::Coord;

    fn ring(points: &[(f64, f64)]) -> PixelRing {
        points.iter().map(|it| Coord::new(it.0, it.1)).collect()
    }

    const SQUARE: [(f64, f64); 5] = [
        (0.0, 0.0),
        (10.0, 0.0),
        (10.0, 10.0),
        (0.0, 10.0),
        (0.0, 0.0),
    ];

    #[test]
    fn leaves_out_points_on_a_straight_line() {
        let points = [
            (0.0, 0.0),
            (5.0, 0.1),
            (10.0, 0.0),
            (10.0, 10.0),
            (0.0, 10.0),
            (0.0, 0.0),
        ];
        assert_eq!(simplify_ring(&ring(&points)), ring(&SQUARE[..4]));
        assert_eq!(simplify_ring(&[]), []);
        assert_eq!(simplify_ring(&[Coord::new(1.0, 1.0)]).len(), 1);
    }
    #[test]
    fn knows_what_lies_in_a_hole() {
        let hole = ring(&[(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]);
        let rings = [ring(&SQUARE), hole];
        assert!(
            is_within(&rings, Coord::new(2.0, 5.0))
                && !is_within(&rings, Coord::new(5.0, 5.0))
                && !is_within(&rings, Coord::new(12.0, 5.0))
        );
        assert!((ring_area(&ring(&SQUARE)) - 100.0).abs() < 1e-9);
    }
    #[test]
    fn finds_room_beside_a_hole() {
        let hole = ring(&[(1.0, 1.0), (6.0, 1.0), (6.0, 9.0), (1.0, 9.0)]);
        let middle = widest_span(&[ring(&SQUARE), hole], 0.5).expect("room");
        assert!(
            middle.x > 6.0 || middle.y < 1.0 || middle.y > 9.0,
            "{middle:?}"
        );
    }
}
