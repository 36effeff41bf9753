//! Line geometry: stretches without gaps, and lines through many points.

use gongbao_model::drawing::Coord;
use gongbao_model::{Chart, Point};

/// Points of a series without a gap or a break between them, with their positions.
pub(crate) fn unbroken_runs(chart: &Chart, series: usize) -> Vec<Vec<(usize, &Point)>> {
    let mut runs = vec![Vec::new()];
    for at in 0..chart.x.len() {
        if chart.extras.breaks.iter().any(|it| it.at == at) {
            runs.push(Vec::new());
        }
        match (chart.point(series, at), runs.last_mut()) {
            (Some(point), Some(run)) => run.push((at, point)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|it| !it.is_empty());
    runs
}

/// Where several points share a pixel, the first, lowest, highest and last draw the same picture.
pub(crate) fn thin_points(points: &[Coord]) -> Vec<Coord> {
    let mut out: Vec<Coord> = Vec::new();
    for pixel in points.chunk_by(|a, b| a.x.floor() == b.x.floor()) {
        if pixel.len() <= 4 {
            out.extend(pixel);
            continue;
        }
        let by_height = |a: &&Coord, b: &&Coord| a.y.total_cmp(&b.y);
        let extremes = [
            pixel.iter().min_by(by_height),
            pixel.iter().max_by(by_height),
        ];
        out.extend(pixel.first());
        out.extend(
            extremes
                .into_iter()
                .flatten()
                .map(|it| Coord::new(pixel[0].x, it.y)),
        );
        out.extend(pixel.last());
    }
    out
}

/// The last point of a series that can be drawn.
pub(crate) fn last_point(chart: &Chart, series: usize) -> Option<(usize, &Point)> {
    (0..chart.x.len())
        .rev()
        .find_map(|at| chart.point(series, at).map(|it| (at, it)))
}
