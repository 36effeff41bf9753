//! The history of a headline figure as a line without axes. The words beside it say what it shows.

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 24.0;
const MARGIN: f64 = 3.0;

/// An `<svg>` with a line for each unbroken run of values and a dot on the last one. Empty for fewer
/// than two values. It is decoration for the eye; the figures stand beside it and on the metric's page.
pub fn sparkline(history: &[Option<f64>]) -> String {
    let values: Vec<f64> = history
        .iter()
        .flatten()
        .copied()
        .filter(|it| it.is_finite())
        .collect();
    if values.len() < 2 {
        return String::new();
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let step = (WIDTH - 2.0 * MARGIN) / (history.len() - 1) as f64;
    let place = |at: usize, value: f64| {
        let x = MARGIN + at as f64 * step;
        let y = HEIGHT - MARGIN - (value - low) / span * (HEIGHT - 2.0 * MARGIN);
        (x, y)
    };
    let points: Vec<Option<(f64, f64)>> = history
        .iter()
        .enumerate()
        .map(|(at, it)| it.filter(|it| it.is_finite()).map(|it| place(at, it)))
        .collect();
    let lines: String = points
        .split(Option::is_none)
        .filter(|it| it.len() > 1)
        .map(line)
        .collect();
    let dot = points
        .iter()
        .rev()
        .flatten()
        .next()
        .map(|(x, y)| dot(*x, *y))
        .unwrap_or_default();
    format!(
        "<svg class=\"spark\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         aria-hidden=\"true\" focusable=\"false\">{lines}{dot}</svg>"
    )
}

fn line(run: &[Option<(f64, f64)>]) -> String {
    let points: Vec<String> = run
        .iter()
        .flatten()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    format!(
        "<polyline class=\"spark-line\" fill=\"none\" points=\"{}\"/>",
        points.join(" ")
    )
}

fn dot(x: f64, y: f64) -> String {
    format!("<circle class=\"spark-dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.2\"/>")
}

#[cfg(test)]
mod tests {
    use crate::html::sparkline::sparkline;

    #[test]
    fn draws_a_line_through_the_values() {
        assert!(sparkline(&[Some(1.0), Some(2.0)]).contains("points=\"3.0,21.0 93.0,3.0\""));
    }

    #[test]
    fn a_missing_value_is_a_gap() {
        let history = [Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)];
        assert_eq!(sparkline(&history).matches("<polyline").count(), 2);
    }

    #[test]
    fn refuses_to_draw_less_than_two_values() {
        assert_eq!(sparkline(&[Some(1.0), None]), "");
    }
}
