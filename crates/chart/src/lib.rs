//! Charts: a spec bound to data, drawn as a tree of nodes with title, alternative text and data table.
//!
//! It knows a bound [`Chart`], neither who binds it nor the pages it stands in; outputs ask for a [`Figure`].
//! plotters is known in `canvas.rs` only. Start at [`draw`]; a chart kind is one file in `kinds`.

mod axis;
mod canvas;
mod course;
mod describe;
mod example;
mod key_symbol;
mod kinds;
mod layout;
mod lint;
mod marks;
mod panels;
mod picture;
mod quantiles;
mod rows;
mod segments;
mod sentences;
mod shades;
pub mod style;
pub mod svg;
mod text;

#[cfg(test)]
mod tests;

use crate::canvas::{Canvas, SpokenNames};
use crate::picture::Picture;
use gongbao_diag::locale::Text;
use gongbao_model::Chart;
use gongbao_model::drawing::{Drawing, Size};

pub use example::example_chart;
pub use kinds::{Channel, KINDS, Kind, find_kind, kind_of};
pub use lint::{LintFault, find_faults};
pub use sentences::ChartPurpose;
pub use text::break_lines;

/// A drawn chart. Every field has to be there: no figure without title, alternative text, unit,
/// source and data table.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The drawing for wide columns; text at least 11 px at 680 px width.
    pub wide: Drawing,
    /// The drawing for phones; text at least 11 px at 340 px width.
    pub narrow: Drawing,
}

/// Draws a chart for wide columns alone.
pub fn draw_wide(chart: &Chart) -> Drawing {
    draw_chart(chart, Size::Wide, &describe::describe_chart(chart))
}

/// Draws a chart in both layouts.
pub fn draw(chart: &Chart) -> Figure {
    let alt = describe::describe_chart(chart);
    Figure {
        wide: draw_chart(chart, Size::Wide, &alt),
        narrow: draw_chart(chart, Size::Narrow, &alt),
    }
}

fn draw_chart(chart: &Chart, size: Size, alt: &str) -> Drawing {
    let mut canvas = Canvas::new(size);
    let has_values = chart.points().next().is_some();
    if has_values && !chart.extras.panels.is_empty() {
        panels::draw(chart, &mut canvas);
    } else {
        panels::draw_picture(Picture::alone(chart), &mut canvas);
    }
    canvas.finish(&SpokenNames {
        id: &chart.id,
        kind: chart.kind.0,
        title: &chart.title,
        alt,
    })
}

/// Why the data of a chart cannot be shown this way, if they cannot.
pub fn refuse_chart(chart: &Chart) -> Option<Text> {
    if chart.extras.panels.is_empty() {
        kind_of(chart).refuses(chart)
    } else {
        panels::refuse_panels(chart)
    }
}
