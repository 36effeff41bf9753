//! Every output format there is. A new one is its own file or folder and one line here.

use gongbao_documents::{DocxOutput, PdfOutput};
use gongbao_files::{DownloadsOutput, FiguresOutput, PngOutput, SvgOutput, TargetsOutput};
use gongbao_html::search::SearchOutput;
use gongbao_html::{FeedsOutput, HtmlOutput};
use gongbao_output::Output;

#[cfg(test)]
mod tests;

/// Every output format.
pub(crate) const OUTPUTS: &[&dyn Output] = &[
    &HtmlOutput,
    &DownloadsOutput,
    &FiguresOutput,
    &SvgOutput,
    &PngOutput,
    &SearchOutput,
    &FeedsOutput,
    &TargetsOutput,
    &PdfOutput,
    &DocxOutput,
];
