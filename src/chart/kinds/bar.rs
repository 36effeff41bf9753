//! A bar chart: amounts side by side, from zero.
//!
//! Bars stand or lie; here is decided which, and what both share. `upright` and `lying` draw them.

mod lying;
mod upright;

use crate::chart::axis::{Axis, Base, is_drawable};
use crate::chart::canvas::{Anchor, Canvas, Mark, Rect, Size, series_class};
use crate::chart::describe::Tells;
use crate::chart::kinds::{Channel, Kind};
use crate::chart::layout::{Block, Entry, Key};
use crate::chart::{Chart, Orientation, Point, marks, text};
use crate::locale::{Lang, Word, fill, word};

/// The bar chart.
#[derive(Debug)]
pub struct Bar;

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
        &[Channel::Required("x"), Channel::Required("y"), Channel::Optional("series"), Channel::Optional("orientation")]
    }
    fn example(&self) -> &'static str {
        include_str!("bar.yaml")
    }
    fn axis(&self, chart: &Chart, size: Size) -> Axis {
        Axis::of(chart, Base::Zero, size.pick(5, 4))
    }
    fn tells(&self) -> Tells {
        Tells::Ranking
    }
    fn draw(&self, chart: &Chart, canvas: &mut Canvas) {
        if stands(chart, canvas.size) { upright::draw(chart, canvas) } else { lying::draw(chart, canvas) }
    }
}

/// No bar is thicker.
const THICKEST: f64 = 28.0;
/// Part of a step that bars fill; the rest is the space between.
const FILLED: f64 = 0.6;
/// With more marks than this, values are read off the axis.
const MANY: usize = 15;
/// With more marks than this, a bar a row would make a picture nobody scrolls through.
const TOO_MANY: usize = 600;

/// Whether bars stand; if the author left it open, lying bars take what upright ones cannot label.
fn stands(chart: &Chart, size: Size) -> bool {
    match chart.orientation {
        _ if n_marks(chart) > TOO_MANY => true,
        Orientation::Vertical => true,
        Orientation::Horizontal => false,
        Orientation::Automatic => upright::suits(chart, size),
    }
}

fn n_marks(chart: &Chart) -> usize {
    chart.x.len() * chart.series.len()
}

/// The widest value text.
fn widest_value(chart: &Chart) -> f64 {
    chart.points().map(|it| text::width(&it.text)).fold(0.0, f64::max)
}

/// A bar's mark; a lone series shows by outline what misses its target.
fn bar_mark(chart: &Chart, series: usize, at: usize, point: &Point) -> Mark {
    let class = if shows_status(chart) && point.met == Some(false) { "unmet" } else { "" };
    Mark { class, ..marks::mark(chart, series, &chart.x[at], point) }
}

fn shows_status(chart: &Chart) -> bool {
    chart.series.len() == 1 && chart.points().any(|it| it.met == Some(false))
}

/// What a sign of the key stands for.
#[derive(Clone, Copy, Debug)]
enum Sign {
    Series(usize),
    Unmet,
    Target,
    Gap,
}

/// The key: series by name, or what met its target and what did not; then what `more` asks for.
fn key(chart: &Chart, more: Vec<Entry<Sign>>, width: f64) -> Key<Sign> {
    let entry = |sign, text: &str| Entry { sign, text: text.to_owned() };
    let mut entries = Vec::new();
    if chart.series.len() > 1 {
        entries.extend(chart.series.iter().enumerate().map(|(n, it)| entry(Sign::Series(n), &it.name)));
    } else if shows_status(chart) {
        if chart.points().any(|it| it.met == Some(true)) {
            entries.push(entry(Sign::Series(0), word(chart.lang, Word::Met)));
        }
        entries.push(entry(Sign::Unmet, word(chart.lang, Word::Behind)));
    }
    entries.extend(more);
    Key::place(entries, width)
}

fn draw_key(canvas: &Canvas, key: &Key<Sign>) {
    key.draw(canvas, |canvas, sign, (x, y)| match sign {
        Sign::Series(n) => canvas.group(series_class(*n), |canvas| {
            canvas.rect(marks::square((x, y), 6.0), Mark::default());
            texture(canvas, *n, 12.0, &[((x, y - 6.0), (x, y + 6.0))]);
        }),
        Sign::Unmet => canvas.rect(marks::square((x, y), 6.0), Mark::class("unmet")),
        Sign::Target => canvas.line((x - 10.0, y), (x + 10.0, y), "target"),
        Sign::Gap => canvas.text((x, y + text::DROP), Anchor::Middle, "muted", GAP_SIGN),
    });
}

/// What stands in a gap too narrow for the word.
const GAP_SIGN: &str = "—";

/// The line along the middle of a bar.
type Middle = ((f64, f64), (f64, f64));

/// Stripes along the bars of the third and later series, so that they differ in print.
///
/// A stripe is a line along the middle of the bar, drawn in the ground's colour.
fn texture(canvas: &Canvas, series: usize, thick: f64, middles: &[Middle]) {
    let class = match series % 8 {
        2 | 4 | 6 => "stripe",
        _ => return,
    };
    // A rim of the bar stays around the stripe.
    let (half, rim) = (thick / 6.0, 2.0);
    for (from, to) in middles {
        let (x, y) = if from.0 == to.0 { (half, -rim) } else { (-rim, half) };
        let (left, top) = (from.0.min(to.0) - x, from.1.min(to.1) - y);
        let (right, bottom) = (from.0.max(to.0) + x, from.1.max(to.1) + y);
        if left < right && top < bottom {
            canvas.rect(Rect { left, top, right, bottom }, Mark::class(class));
        }
    }
}

/// Target labels as the key shows them, where there is no room beside the plot.
fn target_entries(chart: &Chart) -> Vec<Entry<Sign>> {
    let targets = chart.targets.iter().filter(|it| is_drawable(it.value));
    targets.map(|it| Entry { sign: Sign::Target, text: it.label.clone() }).collect()
}

/// The unit above the axis, where neither ticks nor values say it.
fn draw_unit(canvas: &Canvas, chart: &Chart, top: f64) {
    let unit = fill(word(chart.lang, Word::Unit), &[("unit", &chart.unit)]);
    Block::new(&unit, canvas.width()).draw(canvas, (0.0, top), Anchor::Start, "unit");
}
