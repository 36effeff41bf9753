//! The surface charts are drawn on: our own plotters backend, which writes semantic SVG.

/// A surface.
#[derive(Debug)]
pub struct Canvas;
