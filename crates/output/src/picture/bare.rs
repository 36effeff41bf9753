//! A chart's drawing alone, for documents that set its words themselves.

use crate::picture::style::Style;
use gongbao_chart::svg::{Reader, escape, write_nodes};
use gongbao_chart::{self as chart};
use gongbao_model::Chart;
use gongbao_model::drawing::Node;
use gongbao_settings::Palette;
use gongbao_theme::Theme;

/// The theme's style of charts on paper.
#[derive(Debug)]
pub struct Bare {
    style: Style,
}

/// A drawing that carries its own style.
#[derive(Clone, Debug)]
pub struct StyledDrawing {
    pub width: f64,
    pub height: f64,
    font_size: f64,
    nodes: Vec<Node>,
    /// What it shows, in sentences.
    pub alt: String,
}

impl Bare {
    /// The style charts have on paper: told apart without colour.
    pub fn new(theme: &Theme) -> Bare {
        Bare {
            style: Style::of_theme(theme, Palette::Print),
        }
    }

    /// The drawing, its texts still real text.
    pub fn draw(&self, chart: &Chart) -> StyledDrawing {
        let drawing = chart::draw_wide(chart);
        StyledDrawing {
            width: drawing.size.width(),
            height: drawing.height,
            font_size: drawing.font_size,
            nodes: self.style.apply(&drawing),
            alt: drawing.description,
        }
    }
}

impl StyledDrawing {
    /// An SVG document, set in a family of fonts, for a kind of reader.
    pub fn svg(&self, family: &str, reader: Reader) -> String {
        let StyledDrawing {
            width,
            height,
            font_size,
            ..
        } = self;
        let (family, body) = (escape(family), write_nodes(&self.nodes, reader));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{family}\" font-size=\"{font_size}\">{body}</svg>"
        )
    }

    /// Every text in it.
    pub fn texts(&self) -> Vec<&str> {
        gongbao_model::drawing::texts(&self.nodes)
    }
}
