//! The kinds of chart. Each is one file that describes itself, and one line in [`KINDS`].

mod bar;
mod line;

use crate::chart::Chart;
use crate::chart::canvas::Canvas;

/// Every kind, in the order of the gallery.
pub const KINDS: &[&dyn Kind] = &[&bar::Bar, &line::Line];

/// A kind of chart.
pub trait Kind: Sync + Send + std::fmt::Debug {
    /// Its name in a `chart` embed.
    fn name(&self) -> &'static str;
    /// The channels it binds to columns.
    fn channels(&self) -> &'static [Channel];
    /// An example embed: its gallery page and golden test. YAML.
    fn example(&self) -> &'static str;
    /// Draws the marks. Axes, titles and target lines are drawn for every kind.
    fn draw(&self, chart: &Chart, canvas: &mut Canvas);
}

/// A channel of a kind: what a column is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Has to be bound.
    Required(&'static str),
    /// May be bound.
    Optional(&'static str),
}

impl Channel {
    /// Its name: `x`, `y`, `series`.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Required(name) | Channel::Optional(name) => name,
        }
    }
}

/// The kind with a name.
pub fn kind(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|it| it.name() == name)
}
