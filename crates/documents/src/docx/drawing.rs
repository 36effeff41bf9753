//! Pictures in a document: as lines for programs that know SVG, as pixels for the others, always with words.

use crate::document::PictureFile;
use crate::docx::markup::Markup;
use crate::docx::paragraph::Twips;
use crate::docx::relations::PartRelations;
use crate::docx::size::picture_size;
use gongbao_chart::svg::SvgReader;
use gongbao_model::escape::escape_xml;
use gongbao_output::Rasterizer;

/// What the drawing's own names stand for.
pub(super) const SPACES: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const SVG_EXTENSION: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
/// The extension's own number.
const LINES_ID: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

/// English metric units to a twentieth of a point.
const EMU_PER_TWIP: i64 = 635;
/// No picture is higher than this, so that its caption has room on the sheet.
const MAX_PICTURE_HEIGHT: f64 = 10_800.0;
/// Pixels to a unit of the drawing.
const PIXEL_SCALE: u32 = 2;
/// The face of charts, by the names systems know it by.
const FONT_FAMILIES: &str = "SimHei, 黑体, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/// What pictures are made with, and those made.
#[derive(Debug)]
pub(super) struct ImageEmbedder<'a> {
    pub pictures: &'a [PictureFile],
    pub rasterizer: Option<&'a dyn Rasterizer>,
    /// The files, in the order of their names in the package.
    pub media: Vec<(String, Vec<u8>)>,
    n_shown: usize,
}

impl<'a> ImageEmbedder<'a> {
    /// Before the first picture.
    pub(super) fn new(
        pictures: &'a [PictureFile],
        rasterizer: Option<&'a dyn Rasterizer>,
    ) -> ImageEmbedder<'a> {
        ImageEmbedder {
            pictures,
            rasterizer,
            media: Vec::new(),
            n_shown: 0,
        }
    }

    /// Puts a picture of some width on the sheet. Nothing for a kind that offices cannot show.
    pub(super) fn show(
        &mut self,
        file: &str,
        alt: &str,
        width: Twips,
        relations: &mut PartRelations,
    ) -> Option<Markup> {
        let picture = self.pictures.iter().find(|it| it.file == file)?;
        let (w, h) = match &picture.drawing {
            Some(drawing) => (drawing.width, drawing.height),
            None => picture_size(file, &picture.bytes)?,
        };
        let scale = (f64::from(width) / w).min(MAX_PICTURE_HEIGHT / h);
        let (width, height) = ((w * scale).floor() as Twips, (h * scale).floor() as Twips);
        let blip = match file.strip_suffix(".svg") {
            Some(stem) => self.lines(stem, office_svg(picture), relations),
            None => format!(
                "<a:blip r:embed=\"{}\"/>",
                self.keep(file, picture.bytes.to_vec(), relations)
            ),
        };
        self.n_shown += 1;
        Some(drawing_markup(self.n_shown, alt, width, height, &blip))
    }

    /// A drawing, with pixels for programs that do not know its kind.
    fn lines(&mut self, stem: &str, svg: String, relations: &mut PartRelations) -> String {
        let pixels = self.rasterizer.and_then(|it| it.paint(&svg, PIXEL_SCALE));
        let pixels = pixels.map(|it| self.keep(&format!("{stem}.png"), it, relations));
        let lines = self.keep(&format!("{stem}.svg"), svg.into_bytes(), relations);
        let pixels = pixels.as_ref().unwrap_or(&lines);
        format!(
            "<a:blip r:embed=\"{pixels}\"><a:extLst><a:ext uri=\"{LINES_ID}\"><asvg:svgBlip xmlns:asvg=\"{SVG_EXTENSION}\" \
             r:embed=\"{lines}\"/></a:ext></a:extLst></a:blip>"
        )
    }

    fn keep(&mut self, name: &str, bytes: Vec<u8>, relations: &mut PartRelations) -> String {
        self.media.push((format!("word/media/{name}"), bytes));
        relations.part("image", &format!("media/{name}"))
    }
}

fn drawing_markup(number: usize, alt: &str, width: Twips, height: Twips, blip: &str) -> Markup {
    let (width, height) = (
        i64::from(width) * EMU_PER_TWIP,
        i64::from(height) * EMU_PER_TWIP,
    );
    let (name, alt) = (format!("Picture {number}"), escape_xml(alt));
    Markup::tags(format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{blip}\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
         <a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ))
}

/// A drawing as offices read it: faces by their names, and outlines behind their texts. The author's own files stay
/// as they are.
fn office_svg(picture: &PictureFile) -> String {
    match &picture.drawing {
        Some(drawing) => drawing.svg(FONT_FAMILIES, SvgReader::Office),
        None => String::from_utf8_lossy(&picture.bytes).into_owned(),
    }
}
