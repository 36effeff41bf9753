//! Charts as pictures that stand alone, for whoever puts one into a document: `.svg` and `.png`.
//!
//! A picture holds title, subtitle, source and note, and refers to nothing outside. Pixels need a font that
//! has the characters: the site's own in `fonts/`, else one of the system. Start at [`SvgOutput`] and [`PngOutput`].

mod pixels;
mod png;
mod sheet;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::picture::pixels::ResvgRasterizer;

use gongbao_chart::style::Style;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Chart;
use gongbao_output::paths::{PNG, SVG};
use gongbao_output::{
    Job, Output, PageFiles, PageWriter, RasterContext, Rasterizer, Sink, chart_style, is_wanted,
    paths,
};
use gongbao_site::{Page, Site, SiteFacts};
use gongbao_source::Font;

/// Charts as vector pictures.
#[derive(Debug)]
pub struct SvgOutput;

/// Charts as pixels.
#[derive(Debug)]
pub struct PngOutput;

impl Output for SvgOutput {
    fn name(&self) -> &'static str {
        SVG
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        let style = chart_style(job.theme, job.site.config.pictures.palette);
        Some(Box::new(SvgPageWriter { job, style }))
    }
}

/// Writes the charts of pages as vector pictures.
struct SvgPageWriter<'a> {
    job: &'a Job<'a>,
    style: Style,
}

impl PageWriter for SvgPageWriter<'_> {
    fn write_pages(&mut self, pages: &[PageFiles<'_>], sink: &dyn Sink, _diags: &mut Diags) {
        let wanted = wanted_charts(pages, SVG, sink);
        wanted.par_iter().for_each(|(path, chart)| {
            let sheet = sheet::picture_sheet(self.job, chart, &self.style);
            sink.put(path, sheet.as_bytes());
        });
    }
}

impl Output for PngOutput {
    fn name(&self) -> &'static str {
        PNG
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        if !needs_painter(job.site) {
            return None;
        }
        Some(Box::new(PngPageWriter {
            job,
            style: chart_style(job.theme, job.site.config.pictures.palette),
            n_charts: 0,
            n_left_out: 0,
            lacking: BTreeSet::new(),
        }))
    }
}

/// Writes the charts of pages as pixels, and notes which it cannot draw.
struct PngPageWriter<'a> {
    job: &'a Job<'a>,
    style: Style,
    n_charts: usize,
    n_left_out: usize,
    /// Characters no font has.
    lacking: BTreeSet<char>,
}

impl PageWriter for PngPageWriter<'_> {
    fn write_pages(&mut self, pages: &[PageFiles<'_>], sink: &dyn Sink, _diags: &mut Diags) {
        let painter = self.job.raster;
        let wanted = wanted_charts(pages, PNG, sink);
        self.n_charts += wanted.len();
        let (drawn, left_out): (Vec<_>, Vec<_>) = wanted
            .into_iter()
            .partition(|(_, chart)| painter.can_draw(chart));
        self.n_left_out += left_out.len();
        for (_, chart) in left_out {
            self.lacking.extend(painter.lacking_characters(chart));
        }
        drawn
            .par_iter()
            .for_each(|(path, chart)| sink.put(path, &self.paint(chart, sink)));
    }

    fn finish(&mut self, _facts: &SiteFacts, _sink: &dyn Sink, diags: &mut Diags) {
        if self.n_left_out > 0 {
            let complaint = complain_of_fonts(self.job.raster, &self.lacking);
            let (n, total) = (self.n_left_out, self.n_charts);
            let charts = Text::new(
                format!("{total}幅图中有{n}幅"),
                format!("{n} of {total} charts"),
            );
            diags.push(complaint.with("charts", charts));
        }
    }
}

impl PngPageWriter<'_> {
    /// The pixels of a chart. Whoever throws the file away is told its name alone, because pixels take time.
    #[expect(
        clippy::expect_used,
        reason = "the sheet is written here, and is well-formed"
    )]
    fn paint(&self, chart: &Chart, sink: &dyn Sink) -> Vec<u8> {
        let rasterizer = self.job.raster.rasterizer.as_ref();
        let Some(rasterizer) = rasterizer.filter(|_| sink.keeps()) else {
            return Vec::new();
        };
        let scale = self.job.site.config.pictures.scale;
        rasterizer
            .paint(&sheet::picture_sheet(self.job, chart, &self.style), scale)
            .expect("a sheet is well-formed and has a size")
    }
}

fn picture_path(page: &Page, chart: &Chart, extension: &str) -> String {
    paths::with_extension(&paths::exhibit_path(&page.route, &chart.id), extension).0
}

/// The charts whose picture is wanted, each with where it is to stand.
fn wanted_charts<'p>(
    pages: &[PageFiles<'p>],
    extension: &str,
    sink: &dyn Sink,
) -> Vec<(String, &'p Arc<Chart>)> {
    let charts = pages.iter().flat_map(|it| {
        let page = it.page;
        let charts = page.charts().into_iter();
        charts.map(|chart| (picture_path(page, chart, extension), chart))
    });
    charts.filter(|(path, _)| sink.wants(path)).collect()
}

/// Whether pixels are wanted, so that fonts have to be looked for.
pub fn needs_painter(site: &Site) -> bool {
    site.config.pictures.png && is_wanted(site, PNG)
}

/// Opens the fonts that were found.
pub fn open_painter(fonts: &[Font]) -> RasterContext {
    RasterContext {
        rasterizer: ResvgRasterizer::new(fonts).map(|it| -> Arc<dyn Rasterizer> { Arc::new(it) }),
        font_names: fonts.iter().map(|it| it.name.to_string()).collect(),
    }
}

/// What paints the drawings of documents: all texts in the first face of the first font that has it.
pub fn open_rasterizer(fonts: &[Font]) -> Option<Arc<dyn Rasterizer>> {
    ResvgRasterizer::led_by(fonts).map(|it| -> Arc<dyn Rasterizer> { Arc::new(it) })
}

fn complain_of_fonts(painter: &RasterContext, lacking: &BTreeSet<char>) -> Diagnostic {
    let names = painter.font_names.join(", ");
    let some: String = lacking.iter().take(12).collect();
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
