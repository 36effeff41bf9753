//! A line chart.

use crate::chart::Chart;
use crate::chart::canvas::Canvas;
use crate::chart::kinds::{Channel, Kind};

/// The line chart.
#[derive(Debug)]
pub struct Line;

impl Kind for Line {
    fn name(&self) -> &'static str {
        "line"
    }
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Required("x"), Channel::Required("y"), Channel::Optional("series")]
    }
    fn example(&self) -> &'static str {
        ""
    }
    fn draw(&self, _chart: &Chart, _canvas: &mut Canvas) {}
}
