//! A chart as it is drawn: alone, or as one of several small pictures that have an axis and a key in common.

use crate::axis::{Axis, AxisBase};
use gongbao_model::{Chart, Point, Series, is_drawable};

/// A chart, with what it shares with the pictures beside it.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    pub(crate) chart: &'a Chart,
    /// What it shares, if it is one of several.
    pub(crate) shared: Option<&'a PanelContext<'a>>,
}

/// What small pictures have in common.
#[derive(Clone, Debug)]
pub(crate) struct PanelContext<'a> {
    /// The axis of values.
    pub(crate) axis: Axis,
    /// The series of all of them.
    pub(crate) series: &'a [Series],
}

impl<'a> Picture<'a> {
    /// A chart that is one picture.
    pub(crate) fn alone(chart: &'a Chart) -> Picture<'a> {
        Picture {
            chart,
            shared: None,
        }
    }

    /// Whether this is one of several small pictures, which have one key together.
    pub(crate) fn is_panel(self) -> bool {
        self.shared.is_some()
    }

    /// The axis small pictures share, or the one that is made.
    pub(crate) fn shared_axis(self, own: impl FnOnce() -> Axis) -> Axis {
        self.shared.map_or_else(own, |it| it.axis.clone())
    }

    /// The axis for the chart's values and targets, in about `n` steps, unless small pictures share one.
    pub(crate) fn axis(self, base: AxisBase, n: u32) -> Axis {
        let chart = self.chart;
        let steps = chart
            .targets
            .iter()
            .flat_map(|it| it.path.iter().map(|it| it.value));
        let targets = chart.targets.iter().map(|it| it.value).chain(steps);
        let values: Vec<f64> = chart.values().chain(targets).collect();
        let base = if chart.extras.from_zero {
            AxisBase::Zero
        } else {
            base
        };
        self.shared_axis(|| Axis::over(chart.lang, &chart.number, &values, base, n))
    }

    /// The points that can be drawn, here and in the pictures beside this one, each with its channel.
    pub(crate) fn all_points(self) -> impl Iterator<Item = (&'static str, &'a Point)> {
        let series = self
            .shared
            .map_or(self.chart.series.as_slice(), |it| it.series);
        let points = series
            .iter()
            .flat_map(|it| it.points.iter().flatten().map(|point| (it.channel, point)));
        points.filter(|it| is_drawable(it.1.value))
    }
}
