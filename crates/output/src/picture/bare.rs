//! A chart's drawing alone, for documents that set its words themselves.

use crate::picture::markup::{attribute, parse};
use crate::picture::style::Style;
use crate::picture::{sheet, style};
use gongbao_chart::{self as chart, Chart, Drawing};
use gongbao_settings::Palette;
use gongbao_theme::Theme;

/// The theme's style of charts on paper.
#[derive(Debug)]
pub struct Bare {
    style: Style,
}

impl Bare {
    /// The style charts have on paper: told apart without colour.
    pub fn new(theme: &Theme) -> Bare {
        Bare {
            style: style(theme, Palette::Print).with_order(),
        }
    }

    /// The drawing, an SVG document with real text in the face of the role `hei`.
    pub fn draw(&self, chart: &Chart) -> Drawing {
        let drawing = chart::draw_wide(chart);
        let root = parse(&drawing.svg).unwrap_or_default();
        let view_box = attribute(&root.attributes, "viewBox").unwrap_or_default();
        let (width, height) = sheet::size(view_box);
        let font_size = attribute(&root.attributes, "font-size").unwrap_or("13");
        let body = self.style.apply(&root);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"hei\" font-size=\"{font_size}\">{body}</svg>"
        );
        Drawing {
            svg,
            alt: drawing.alt,
        }
    }
}
