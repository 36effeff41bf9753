//! A bar chart: amounts side by side, from zero.
//!
//! Bars stand or lie; here is decided which, and what both share. `upright` and `lying` draw them.

mod lying;
mod stacked;
mod upright;

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Mark};
use crate::key_symbol::{KeySymbol, named_series_entries};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::picture::Picture;
use crate::sentences::ChartPurpose;
use crate::{marks, text};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::Size;
use gongbao_model::{Chart, Orientation, Point, Stack, is_drawable};

/// The bar chart.
#[derive(Debug)]
pub(super) struct Bar;

impl Kind for Bar {
    fn name(&self) -> &'static str {
        "bar"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "条形图",
            Lang::En => "Bar chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
            Channel::Optional("stack"),
            Channel::Optional("orientation"),
            Channel::Optional("provisional"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("bar.yaml")
    }
    fn axis(&self, picture: Picture<'_>, size: Size) -> Axis {
        let chart = picture.chart;
        match chart.stack {
            Stack::No => picture.axis(AxisBase::Zero, size.pick(5, 4)),
            Stack::Amounts | Stack::Shares => stacked::stacked_axis(picture, size),
        }
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.stack == Stack::No {
            None
        } else {
            stacked::refuse_stack(chart)
        }
    }
    fn least_width(&self) -> f64 {
        200.0
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Bar)
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        match chart.stack {
            Stack::Amounts | Stack::Shares => stacked::draw(picture, canvas),
            Stack::No if bars_stand(picture, canvas) => upright::draw(picture, canvas),
            Stack::No => lying::draw(picture, canvas),
        }
    }
}

/// No bar is thicker.
const MAX_THICKNESS: f64 = 28.0;
/// Part of a step that bars fill; the rest is the space between.
const FILLED_SHARE: f64 = 0.6;
/// With more marks than this, values are read off the axis.
const MANY_BARS: usize = 15;
/// With more marks than this, a bar a row would make a picture nobody scrolls through.
const TOO_MANY: usize = 600;

/// The place of one bar: a series at a position.
#[derive(Clone, Copy)]
struct BarSlot {
    series: usize,
    at: usize,
}

/// The places of all bars, series by series.
fn bar_slots(chart: &Chart) -> impl Iterator<Item = BarSlot> {
    let n_positions = chart.x.len();
    (0..chart.series.len())
        .flat_map(move |series| (0..n_positions).map(move |at| BarSlot { series, at }))
}

/// Whether bars stand; if the author left it open, lying bars take what upright ones cannot label.
fn bars_stand(picture: Picture<'_>, canvas: &Canvas) -> bool {
    let chart = picture.chart;
    match chart.orientation {
        _ if n_marks(chart) > TOO_MANY => true,
        Orientation::Vertical => true,
        Orientation::Horizontal => false,
        Orientation::Automatic => upright::has_room(picture, canvas),
    }
}

fn n_marks(chart: &Chart) -> usize {
    chart.x.len() * chart.series.len()
}

/// The widest value text.
fn widest_value(chart: &Chart) -> f64 {
    chart
        .points()
        .map(|it| text::text_width(&it.text))
        .fold(0.0, f64::max)
}

/// A bar's mark; a lone series shows by outline what misses its target.
fn bar_mark(chart: &Chart, series: usize, at: usize, point: &Point) -> Mark {
    let class = match point.met {
        Some(false) if shows_status(chart) => "unmet",
        _ if point.provisional => "provisional",
        _ => "",
    };
    Mark {
        class,
        ..marks::point_mark(chart, series, &chart.x[at], point)
    }
}

fn shows_status(chart: &Chart) -> bool {
    chart.series.len() == 1 && chart.points().any(|it| it.met == Some(false))
}

/// The key: series by name, or what met its target and what did not; then what `more` asks for.
fn bar_key(picture: Picture<'_>, more: Vec<KeyEntry<KeySymbol>>, width: f64) -> Key<KeySymbol> {
    let chart = picture.chart;
    let entry = |sign, text: &str| KeyEntry {
        symbol: sign,
        text: text.to_owned(),
    };
    let mut entries = Vec::new();
    if chart.series.len() > 1 && !picture.is_panel() {
        entries.extend(
            chart
                .series
                .iter()
                .enumerate()
                .map(|(n, it)| entry(KeySymbol::Bar(n), &it.name)),
        );
    } else if shows_status(chart) && chart.series.len() == 1 {
        if chart.points().any(|it| it.met == Some(true)) {
            entries.push(entry(KeySymbol::Bar(0), word(chart.lang, Word::Met)));
        }
        entries.push(entry(
            KeySymbol::Box("unmet"),
            word(chart.lang, Word::Behind),
        ));
    }
    entries.extend(more);
    Key::place(entries, width)
}

/// Target labels as the key shows them, where there is no room beside the plot.
fn target_entries(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let targets = chart
        .targets
        .iter()
        .filter(|it| is_drawable(it.value) && !it.label.is_empty());
    targets
        .map(|it| KeyEntry {
            symbol: KeySymbol::Target,
            text: it.label.clone(),
        })
        .collect()
}
