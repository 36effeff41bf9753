//! Pages as documents for meetings and archives: put together once, then written by each format.
//!
//! A document is made from bound blocks (`document.rs`), so every number in it is the page's. Files are made before
//! any output is written, because the web page says how large they are and what their checksum is. Start at
//! [`Press`]; a format is one arm in `press.rs`.

mod assemble;
mod chains;
mod characters;
mod compose;
mod document;
mod docx;
mod exhibits;
mod faces;
mod inline;
mod made;
mod memory;
#[cfg(feature = "documents")]
mod pdf;
mod places;
mod press;
mod title;
mod widths;

use crate::{Job, Output, Sink};
use gongbao_diag::Diags;
use gongbao_settings::Format;

pub use chains::remedy;
pub use faces::{Face, Faces, Found, role_name};
pub use memory::SHELF;
pub use press::{Fonts, Press, Printed};

/// Documents as PDF.
#[derive(Debug)]
pub struct Pdf;

/// Documents as DOCX.
#[derive(Debug)]
pub struct Docx;

impl Output for Docx {
    fn name(&self) -> &'static str {
        Format::Docx.name()
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        job.press
            .printed
            .iter()
            .filter(|it| it.format == Format::Docx)
            .for_each(|it| sink.put(&it.route.0, &it.bytes));
    }
}

impl Output for Pdf {
    fn name(&self) -> &'static str {
        Format::Pdf.name()
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        job.press
            .printed
            .iter()
            .filter(|it| it.format == Format::Pdf)
            .for_each(|it| sink.put(&it.route.0, &it.bytes));
    }
}
