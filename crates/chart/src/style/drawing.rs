//! A chart's drawing alone, for documents that set its words themselves.

use crate::style::Style;
use crate::svg::{SvgReader, escape_line, write_nodes};
use gongbao_model::Chart;
use gongbao_model::drawing::{DrawingNode, collect_texts};

/// A drawing that carries its own style.
#[derive(Clone, Debug)]
pub struct StyledDrawing {
    pub width: f64,
    pub height: f64,
    font_size: f64,
    nodes: Vec<DrawingNode>,
    /// What it shows, in sentences.
    pub alt: String,
}

impl StyledDrawing {
    /// The drawing of a chart in a style, its texts still real text.
    pub fn draw(chart: &Chart, style: &Style) -> StyledDrawing {
        let drawing = crate::draw_wide(chart);
        StyledDrawing {
            width: drawing.size.width(),
            height: drawing.height,
            font_size: drawing.font_size,
            nodes: style.apply(&drawing),
            alt: drawing.description,
        }
    }

    /// An SVG document, set in a family of fonts, for a kind of reader.
    pub fn svg(&self, family: &str, reader: SvgReader) -> String {
        let StyledDrawing {
            width,
            height,
            font_size,
            ..
        } = self;
        let (family, body) = (escape_line(family), write_nodes(&self.nodes, reader));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{family}\" font-size=\"{font_size}\">{body}</svg>"
        )
    }

    /// Every text in it.
    pub fn texts(&self) -> Vec<&str> {
        collect_texts(&self.nodes)
    }
}
