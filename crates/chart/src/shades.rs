//! Shades from the least to the most, for cells and regions: the range of values in at most five parts.

use crate::axis::{Axis, AxisBase};
use crate::key_symbol::KeySymbol;
use crate::layout::KeyEntry;
use crate::picture::Picture;
use gongbao_diag::locale::{Word, fill_placeholders, word};
use gongbao_model::Chart;

/// Classes from the least to the most; the theme shades them.
const SHADES: [&str; 5] = ["q1", "q2", "q3", "q4", "q5"];

/// The range of values in five equal parts.
#[derive(Debug)]
pub(crate) struct ShadeBins {
    axis: Axis,
}

impl ShadeBins {
    /// Of the values of a chart, and of the pictures beside it.
    pub(crate) fn of(picture: Picture<'_>) -> ShadeBins {
        let chart = picture.chart;
        let values: Vec<f64> = picture.all_points().map(|it| it.1.value).collect();
        ShadeBins {
            axis: Axis::over(chart.lang, &chart.number, &values, AxisBase::Free, 5),
        }
    }

    /// The edges of the shades: the ticks of the axis, thinned to at most six.
    fn edges(&self) -> Vec<&(f64, String)> {
        let n = self.axis.ticks.len();
        let stride = n.saturating_sub(1).div_ceil(SHADES.len()).max(1);
        let mut edges: Vec<&(f64, String)> = self.axis.ticks.iter().step_by(stride).collect();
        if !(n.saturating_sub(1)).is_multiple_of(stride) {
            edges.extend(self.axis.ticks.last());
        }
        edges
    }

    /// The class of a value.
    pub(crate) fn shade(&self, value: f64) -> &'static str {
        let edges = self.edges();
        let n = edges.len().saturating_sub(1);
        // What reaches the last edge belongs to the last shade.
        let at = edges
            .iter()
            .skip(1)
            .position(|it| value < it.0)
            .unwrap_or(n.saturating_sub(1));
        shade_class(at, n)
    }

    /// What the shades mean, and the sign of a gap where there is one.
    pub(crate) fn entries(&self, chart: &Chart, has_gap: bool) -> Vec<KeyEntry<KeySymbol>> {
        let edges = self.edges();
        let n = edges.len().saturating_sub(1);
        let range = |at: usize| {
            let ends = [
                ("from", edges[at].1.as_str()),
                ("to", edges[at + 1].1.as_str()),
            ];
            fill_placeholders(word(chart.lang, Word::RangeText), &ends)
        };
        let mut out: Vec<KeyEntry<KeySymbol>> = (0..n)
            .map(|at| KeyEntry {
                symbol: KeySymbol::Box(shade_class(at, n)),
                text: range(at),
            })
            .collect();
        if has_gap {
            out.push(KeyEntry {
                symbol: KeySymbol::Gap,
                text: chart.gap().to_owned(),
            });
        }
        out
    }
}

/// The shade of a part among `n`, spread over all shades as evenly as they allow.
fn shade_class(at: usize, n: usize) -> &'static str {
    let last = SHADES.len() - 1;
    if n < 2 {
        SHADES[last / 2]
    } else {
        SHADES[((at * last * 2 + n - 1) / (2 * (n - 1))).min(last)]
    }
}
