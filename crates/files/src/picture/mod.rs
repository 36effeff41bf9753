//! Charts as pictures that stand alone, for whoever puts one into a document: `.svg` and `.png`.
//!
//! A picture holds title, subtitle, source and note, and refers to nothing outside. Pixels need a font that
//! has the characters: the site's own in `fonts/`, else one of the system. Start at [`Svg`] and [`Png`].

mod pixels;
mod png;
mod sheet;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::picture::pixels::Brush;

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Chart;
use gongbao_output::paths::{PNG, SVG};
use gongbao_output::{
    Job, Output, Painter, Rasterizer, Sink, add_characters, chart_style, is_wanted, paths,
};
use gongbao_site::{Page, Site};
use gongbao_source::Font;

/// Charts as vector pictures.
#[derive(Debug)]
pub struct Svg;

/// Charts as pixels.
#[derive(Debug)]
pub struct Png;

impl Output for Svg {
    fn name(&self) -> &'static str {
        SVG
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        let wanted = wanted(job.site, SVG, sink);
        if wanted.is_empty() {
            return;
        }
        let style = chart_style(job.theme, job.site.config.pictures.palette);
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
        let Some(brush) = &job.painter.rasterizer else {
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
        let style = chart_style(job.theme, config.palette);
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

/// Whether pixels are wanted, so that fonts have to be looked for.
pub fn needs_painter(site: &Site) -> bool {
    site.config.pictures.png && is_wanted(site, PNG) && site.n_charts > 0
}

/// Opens the fonts that were found. A warning says what no font has.
pub fn open_painter(site: &Site, fonts: &[Font], diags: &mut Diags) -> Painter {
    let brush = Brush::new(fonts);
    let charts = charts(site);
    let mut wanted = BTreeSet::new();
    charts
        .iter()
        .for_each(|(_, it)| add_characters(it, &mut wanted));
    let lacking = brush
        .as_ref()
        .map_or_else(BTreeSet::new, |it| it.lacks(&wanted));
    let painter = Painter {
        rasterizer: brush.map(|it| -> Arc<dyn Rasterizer> { Arc::new(it) }),
        lacking,
    };
    let n_left_out = charts
        .iter()
        .filter(|(_, it)| !painter.can_draw(it))
        .count();
    if n_left_out > 0 {
        let complaint = complaint(&painter, fonts);
        diags.push(
            complaint
                .with("count", n_left_out)
                .with("total", charts.len()),
        );
    }
    painter
}

/// What paints the drawings of documents: all texts in the first face of the first font that has it.
pub fn open_rasterizer(fonts: &[Font]) -> Option<Arc<dyn Rasterizer>> {
    Brush::led_by(fonts).map(|it| -> Arc<dyn Rasterizer> { Arc::new(it) })
}

fn complaint(painter: &Painter, fonts: &[Font]) -> Diagnostic {
    let names: Vec<&str> = fonts.iter().map(|it| &*it.name).collect();
    let names = names.join(", ");
    let some: String = painter.lacking.iter().take(12).collect();
    let reason = match (&painter.rasterizer, names.as_str()) {
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
