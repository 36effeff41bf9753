//! Every output format there is. A new one is its own file or folder and one line here.

use gongbao_documents::{DocxOutput, PdfOutput};
use gongbao_files::{Downloads, Figures, Png, Svg, Targets};
use gongbao_html::search::Search;
use gongbao_html::{Feeds, Html};
use gongbao_output::Output;

#[cfg(test)]
mod tests;

/// Every output format.
pub const OUTPUTS: &[&dyn Output] = &[
    &Html,
    &Downloads,
    &Figures,
    &Svg,
    &Png,
    &Search,
    &Feeds,
    &Targets,
    &PdfOutput,
    &DocxOutput,
];
