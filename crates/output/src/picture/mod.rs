//! Charts as pictures that stand alone, for whoever puts one into a document: `.svg` and `.png`.
//!
//! A picture holds title, subtitle, source and note, and refers to nothing outside. Pixels need a font that
//! has the characters: the site's own in `fonts/`, else one of the system. Start at [`Svg`] and [`Png`].

mod bare;
mod css;
mod pixels;
mod png;
mod sheet;
mod style;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use bare::{Bare, StyledDrawing};
pub use pixels::Brush;

use crate::picture::style::Style;
use crate::{Job, Output, Sink, is_wanted, paths};
use gongbao_diag::locale::{Text, Word, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Chart;
use gongbao_site::{Page, Site};
use gongbao_source::Font;

/// Charts as vector pictures.
#[derive(Debug)]
pub struct Svg;

/// Charts as pixels.
#[derive(Debug)]
pub struct Png;

/// The extensions of the two.
pub const SVG: &str = "svg";
pub const PNG: &str = "png";

impl Output for Svg {
    fn name(&self) -> &'static str {
        SVG
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        let wanted = wanted(job.site, SVG, sink);
        if wanted.is_empty() {
            return;
        }
        let style = Style::of_theme(job.theme, job.site.config.pictures.palette);
        wanted.par_iter().for_each(|(page, chart)| {
            sink.put(
                &path(page, chart, SVG),
                sheet::sheet(job, chart, &style).as_bytes(),
            );
        });
    }
}

impl Output for Png {
    fn name(&self) -> &'static str {
        PNG
    }

    #[expect(
        clippy::expect_used,
        reason = "the sheet is written here, and is well-formed"
    )]
    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        // The painter has told why there are no pixels, if any were asked for.
        let Some(brush) = &job.painter.brush else {
            return;
        };
        let config = &job.site.config.pictures;
        let wanted = wanted(job.site, PNG, sink);
        let drawn: Vec<_> = wanted
            .into_iter()
            .filter(|(_, it)| job.painter.can_draw(it))
            .collect();
        if drawn.is_empty() {
            return;
        }
        let style = Style::of_theme(job.theme, config.palette);
        drawn.par_iter().for_each(|(page, chart)| {
            // Whoever throws the file away is told its name alone, because pixels take time.
            let bytes = if sink.keeps() {
                brush
                    .paint(&sheet::sheet(job, chart, &style), config.scale)
                    .expect("a sheet is well-formed and has a size")
            } else {
                Vec::new()
            };
            sink.put(&path(page, chart, PNG), &bytes);
        });
    }
}

fn path(page: &Page, chart: &Chart, extension: &str) -> String {
    paths::with_extension(&paths::exhibit(&page.route, &chart.id), extension).0
}

/// Every chart with the page it stands on.
fn charts(site: &Site) -> Vec<(&Page, &Arc<Chart>)> {
    site.pages
        .iter()
        .flat_map(|page| page.charts().into_iter().map(move |it| (page, it)))
        .collect()
}

/// The charts whose picture is wanted.
fn wanted<'a>(site: &'a Site, extension: &str, sink: &dyn Sink) -> Vec<(&'a Page, &'a Arc<Chart>)> {
    charts(site)
        .into_iter()
        .filter(|(page, chart)| sink.wants(&path(page, chart, extension)))
        .collect()
}

/// What pixels are drawn with, and what it cannot draw.
#[derive(Clone, Debug, Default)]
pub struct Painter {
    /// Nothing where no pictures are asked for, or no font was found.
    brush: Option<Brush>,
    /// Characters no font has.
    lacking: BTreeSet<char>,
}

impl Painter {
    /// Whether pixels are wanted, so that fonts have to be looked for.
    pub fn is_wanted(site: &Site) -> bool {
        site.config.pictures.png && is_wanted(site, PNG) && site.n_charts > 0
    }

    /// Opens the fonts that were found. A warning says what no font has.
    pub fn new(site: &Site, fonts: &[Font], diags: &mut Diags) -> Painter {
        let brush = Brush::new(fonts);
        let mut wanted = BTreeSet::new();
        charts(site)
            .iter()
            .for_each(|(_, it)| characters(it, &mut wanted));
        let lacking = brush
            .as_ref()
            .map_or_else(BTreeSet::new, |it| it.lacks(&wanted));
        let painter = Painter { brush, lacking };
        let charts = charts(site);
        let n_left_out = charts
            .iter()
            .filter(|(_, it)| !painter.can_draw(it))
            .count();
        if n_left_out > 0 {
            let complaint = painter.complaint(fonts);
            diags.push(
                complaint
                    .with("count", n_left_out)
                    .with("total", charts.len()),
            );
        }
        painter
    }

    /// Whether there are pixels of a chart.
    pub fn can_draw(&self, chart: &Chart) -> bool {
        let mut wanted = BTreeSet::new();
        if !self.lacking.is_empty() {
            characters(chart, &mut wanted);
        }
        self.brush.is_some() && wanted.is_disjoint(&self.lacking)
    }

    fn complaint(&self, fonts: &[Font]) -> Diagnostic {
        let names: Vec<&str> = fonts.iter().map(|it| &*it.name).collect();
        let names = names.join(", ");
        let some: String = self.lacking.iter().take(12).collect();
        let reason = match (&self.brush, names.as_str()) {
            (None, "") => Text::new(
                "没有找到中文字体",
                "no font with Chinese characters was found",
            ),
            (None, _) => Text::new(
                format!("{names} 不是字体"),
                format!("{names} holds no font"),
            ),
            (Some(_), _) => Text::new(
                format!("{names} 没有字符“{some}”"),
                format!("{names} lacks the characters {some}"),
            ),
        };
        Diagnostic::new(Code::NoFont, Place::file(&Arc::from("site.toml"))).with("reason", reason)
    }
}

/// The characters a picture of a chart may show.
fn characters(chart: &Chart, out: &mut BTreeSet<char>) {
    let series = chart.series.iter();
    let points = series
        .clone()
        .flat_map(|it| it.points.iter().flatten())
        .map(|it| &it.text);
    let names = series
        .map(|it| &it.name)
        .chain(chart.x.iter().map(|it| &it.label));
    let words = [&chart.title, &chart.subtitle, &chart.source, &chart.unit]
        .into_iter()
        .chain(&chart.note);
    let targets = chart.targets.iter().map(|it| &it.label);
    let panels = chart
        .extras
        .panels
        .iter()
        .map(|it| &it.name)
        .chain(chart.extras.breaks.iter().map(|it| &it.note));
    let more = targets
        .chain(panels)
        .chain(chart.extras.ground.iter().map(|it| &it.name));
    let fixed = word(chart.lang, Word::SampleNote);
    let texts = points
        .chain(names)
        .chain(words)
        .chain(more)
        .map(String::as_str)
        .chain([fixed]);
    out.extend(
        texts
            .flat_map(str::chars)
            .filter(|it| !it.is_control() && !it.is_whitespace()),
    );
}
