//! The history of a headline figure as a line without axes. The words beside it say what it shows.

use gongbao_chart::svg::{SvgReader, write_nodes};
use gongbao_model::drawing::{Coord, DrawingNode, Shape};

const SPARKLINE_WIDTH: f64 = 96.0;
const SPARKLINE_HEIGHT: f64 = 24.0;
const SPARKLINE_MARGIN: f64 = 3.0;
const DOT_RADIUS: f64 = 2.2;

/// An `<svg>` with a line for each unbroken run of values and a dot on the last one. Empty for fewer
/// than two values. It is decoration for the eye; the figures stand beside it and on the metric's page.
pub(crate) fn draw_sparkline(history: &[Option<f64>]) -> String {
    let nodes = draw(history);
    if nodes.is_empty() {
        return String::new();
    }
    format!(
        "<svg class=\"spark\" width=\"{SPARKLINE_WIDTH}\" height=\"{SPARKLINE_HEIGHT}\" viewBox=\"0 0 {SPARKLINE_WIDTH} {SPARKLINE_HEIGHT}\" \
         aria-hidden=\"true\" focusable=\"false\">{}</svg>",
        write_nodes(&nodes, SvgReader::Sparkline)
    )
}

fn draw(history: &[Option<f64>]) -> Vec<DrawingNode> {
    let values: Vec<f64> = history
        .iter()
        .flatten()
        .copied()
        .filter(|it| it.is_finite())
        .collect();
    if values.len() < 2 {
        return Vec::new();
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let step = (SPARKLINE_WIDTH - 2.0 * SPARKLINE_MARGIN) / (history.len() - 1) as f64;
    let place = |at: usize, value: f64| {
        let x = SPARKLINE_MARGIN + at as f64 * step;
        let y = SPARKLINE_HEIGHT
            - SPARKLINE_MARGIN
            - (value - low) / span * (SPARKLINE_HEIGHT - 2.0 * SPARKLINE_MARGIN);
        Coord::new(x, y)
    };
    let points: Vec<Option<Coord>> = history
        .iter()
        .enumerate()
        .map(|(at, it)| it.filter(|it| it.is_finite()).map(|it| place(at, it)))
        .collect();
    let runs = points.split(Option::is_none).filter(|it| it.len() > 1);
    let lines = runs.map(|run| DrawingNode {
        classes: vec!["spark-line"],
        ..DrawingNode::new(Shape::Polyline(run.iter().flatten().copied().collect()))
    });
    let last = points.iter().rev().flatten().next();
    let dot = last.map(|centre| DrawingNode {
        classes: vec!["spark-dot"],
        ..DrawingNode::new(Shape::Circle {
            centre: *centre,
            radius: DOT_RADIUS,
        })
    });
    lines.chain(dot).collect()
}

#[cfg(test)]
mod tests {
    use crate::sparkline::{draw, draw_sparkline};
    use gongbao_model::drawing::{Coord, Shape};

    #[test]
    fn draws_a_line_through_the_values() {
        assert_eq!(
            draw_sparkline(&[Some(1.0), Some(2.0)]),
            "<svg class=\"spark\" width=\"96\" height=\"24\" viewBox=\"0 0 96 24\" aria-hidden=\"true\" \
             focusable=\"false\"><polyline class=\"spark-line\" fill=\"none\" points=\"3.0,21.0 93.0,3.0\"/>\
             <circle class=\"spark-dot\" cx=\"93.0\" cy=\"3.0\" r=\"2.2\"/></svg>"
        );
    }

    #[test]
    fn a_missing_value_is_a_gap() {
        let nodes = draw(&[Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)]);
        let shapes: Vec<&Shape> = nodes.iter().map(|it| &it.shape).collect();
        let line = |from, to| Shape::Polyline(vec![from, to]);
        let end = Coord::new(93.0, 12.0);
        let expected = [
            &line(Coord::new(3.0, 21.0), Coord::new(25.5, 12.0)),
            &line(Coord::new(70.5, 3.0), end),
            &Shape::Circle {
                centre: end,
                radius: 2.2,
            },
        ];
        assert_eq!(shapes, expected);
    }

    #[test]
    fn refuses_to_draw_less_than_two_values() {
        assert_eq!(draw_sparkline(&[Some(1.0), None]), "");
    }
}
