//! Rings in pixels: how large they are, what lies within, and how many of their points are seen.

use crate::extras::Ring;

/// West, south, east and north of rings; nothing if there are none.
pub fn bounds<'a>(rings: impl Iterator<Item = &'a Ring>) -> Option<(f64, f64, f64, f64)> {
    let start = (
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    );
    let all = rings.flatten().fold(start, |it, (x, y)| {
        (it.0.min(*x), it.1.min(*y), it.2.max(*x), it.3.max(*y))
    });
    (all.0 <= all.2).then_some(all)
}

/// Consecutive corners, from the last to the first again.
fn sides(ring: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

/// How much a ring encloses.
pub fn area(ring: &[(f64, f64)]) -> f64 {
    sides(ring)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum::<f64>()
        .abs()
        / 2.0
}

/// Where a horizontal line crosses rings, from left to right.
fn crossings(rings: &[Ring], y: f64) -> Vec<f64> {
    let cross = |(a, b): ((f64, f64), (f64, f64))| {
        ((a.1 > y) != (b.1 > y)).then(|| a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0))
    };
    let mut out: Vec<f64> = rings
        .iter()
        .flat_map(|it| sides(it))
        .filter_map(cross)
        .collect();
    out.sort_by(f64::total_cmp);
    out
}

/// Whether a point lies within the edge and in no hole.
pub fn is_within(rings: &[Ring], (x, y): (f64, f64)) -> bool {
    crossings(rings, y).iter().filter(|it| **it < x).count() % 2 == 1
}

/// The middle of the widest stretch within the rings, for a text of so many pixels above and below it.
pub fn widest_span(rings: &[Ring], half: f64) -> Option<(f64, f64)> {
    let (_, top, _, bottom) = bounds(rings.iter())?;
    let lines = (1..20).map(|it| top + (bottom - top) * f64::from(it) / 20.0);
    let span = |y: f64| {
        // As far as the stretch is open at the upper and the lower edge of the text as well.
        let edges = [y - half, y, y + half].map(|it| crossings(rings, it));
        let inner = edges[1]
            .chunks_exact(2)
            .filter_map(|it| narrowed((it[0], it[1]), &edges));
        inner
            .map(|(a, b)| (b - a, (f64::midpoint(a, b), y)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    };
    lines
        .filter_map(span)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|it| it.1)
}

/// The part of a stretch that is open on all lines.
fn narrowed((mut low, mut high): (f64, f64), lines: &[Vec<f64>]) -> Option<(f64, f64)> {
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
const SEEN: f64 = 0.4;

/// A ring without the points that make no difference at this size, and without the last, which is the first.
pub fn simplified(ring: &[(f64, f64)]) -> Ring {
    let open = match ring {
        [first, .., last] if first == last => &ring[..ring.len() - 1],
        _ => ring,
    };
    let farthest = |it: &(usize, &(f64, f64))| distance(*it.1, open[0]);
    let Some((at, _)) = open
        .iter()
        .enumerate()
        .max_by(|a, b| farthest(a).total_cmp(&farthest(b)))
    else {
        return Ring::new();
    };
    let mut out = thinned(&open[..=at]);
    out.pop();
    let mut rest: Ring = open[at..].to_vec();
    rest.push(open[0]);
    out.extend(thinned(&rest));
    out.pop();
    out
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Douglas and Peucker's way: a stretch is straight if none of its points lies off the line. The
/// stretches wait in a list, because coasts are long.
fn thinned(line: &[(f64, f64)]) -> Ring {
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
        if off(at) > SEEN {
            waiting.extend([(from, at), (at, to)]);
        }
    }
    line.iter()
        .zip(kept)
        .filter(|it| it.1)
        .map(|it| *it.0)
        .collect()
}

fn off_line(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let length = distance(from, to);
    if length < 1e-9 {
        return distance(point, from);
    }
    ((to.0 - from.0) * (from.1 - point.1) - (from.0 - point.0) * (to.1 - from.1)).abs() / length
}

#[cfg(test)]
mod tests {
    use crate::kinds::choropleth::shape::{area, is_within, simplified, widest_span};

    const SQUARE: [(f64, f64); 5] = [
        (0.0, 0.0),
        (10.0, 0.0),
        (10.0, 10.0),
        (0.0, 10.0),
        (0.0, 0.0),
    ];

    #[test]
    fn leaves_out_points_on_a_straight_line() {
        let ring = [
            (0.0, 0.0),
            (5.0, 0.1),
            (10.0, 0.0),
            (10.0, 10.0),
            (0.0, 10.0),
            (0.0, 0.0),
        ];
        assert_eq!(simplified(&ring), SQUARE[..4]);
        assert_eq!(simplified(&[]), []);
        assert_eq!(simplified(&[(1.0, 1.0)]).len(), 1);
    }
    #[test]
    fn knows_what_lies_in_a_hole() {
        let hole = vec![(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)];
        let rings = [SQUARE.to_vec(), hole];
        assert!(
            is_within(&rings, (2.0, 5.0))
                && !is_within(&rings, (5.0, 5.0))
                && !is_within(&rings, (12.0, 5.0))
        );
        assert!((area(&SQUARE) - 100.0).abs() < 1e-9);
    }
    #[test]
    fn finds_room_beside_a_hole() {
        let hole = vec![(1.0, 1.0), (6.0, 1.0), (6.0, 9.0), (1.0, 9.0)];
        let middle = widest_span(&[SQUARE.to_vec(), hole], 0.5).expect("room");
        assert!(
            middle.0 > 6.0 || middle.1 < 1.0 || middle.1 > 9.0,
            "{middle:?}"
        );
    }
}
