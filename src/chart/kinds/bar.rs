//! A bar chart.

use crate::chart::Chart;
use crate::chart::canvas::Canvas;
use crate::chart::kinds::{Channel, Kind};

/// The bar chart.
#[derive(Debug)]
pub struct Bar;

impl Kind for Bar {
    fn name(&self) -> &'static str {
        "bar"
    }
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Required("x"), Channel::Required("y"), Channel::Optional("series")]
    }
    fn example(&self) -> &'static str {
        ""
    }
    fn draw(&self, _chart: &Chart, _canvas: &mut Canvas) {}
}
