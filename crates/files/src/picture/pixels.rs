//! A drawing as pixels, its texts set with the fonts that were found. The only home of resvg.
//!
//! Pixels are the exception to the rule that a site has the same bytes on any machine: a site
//! without `fonts/` is painted with a font of the system, found by its name in a fixed order.
//! Without a font, or where it lacks a character, there is a warning and no PNG. `check` paints
//! nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, Options, Tree};
use ttf_parser::Face;

use crate::picture::png;
use gongbao_output::Rasterizer;
use gongbao_source::Font;

/// Fonts ready to set texts with.
#[derive(Clone, Debug)]
pub(super) struct ResvgRasterizer {
    fonts: Arc<Database>,
    /// The face for ordinary text and that for headings.
    regular: ID,
    bold: ID,
}

/// From this weight on a text is bold.
const BOLD_WEIGHT: u16 = 600;

impl ResvgRasterizer {
    /// Opens fonts; nothing if there is no face among them.
    pub(super) fn new(fonts: &[Font]) -> Option<ResvgRasterizer> {
        let mut database = Database::new();
        for font in fonts {
            database.load_font_source(Source::Binary(Arc::new(font.bytes.clone())));
        }
        let of = |is_bold: bool| {
            let faces = database
                .faces()
                .filter(|it| (it.weight.0 >= BOLD_WEIGHT) == is_bold);
            // A collection has a face for each script; ours is the one for simplified characters.
            faces
                .min_by_key(|it| !it.families.iter().any(|(name, _)| name.ends_with(" SC")))
                .map(|it| it.id)
        };
        let (regular, bold) = (of(false), of(true));
        let regular = regular.or(bold)?;
        Some(ResvgRasterizer {
            regular,
            bold: bold.unwrap_or(regular),
            fonts: Arc::new(database),
        })
    }

    /// The same, but all is set in the first face of the first font that has it.
    pub(super) fn led_by(fonts: &[Font]) -> Option<ResvgRasterizer> {
        let first = ResvgRasterizer::new(fonts.get(..1)?)?;
        let mut database = Database::clone(&first.fonts);
        for font in &fonts[1..] {
            database.load_font_source(Source::Binary(Arc::new(font.bytes.clone())));
        }
        Some(ResvgRasterizer {
            fonts: Arc::new(database),
            bold: first.regular,
            ..first
        })
    }

    /// Whatever families a drawing names, its texts are set in ours.
    fn options(&self) -> Options<'static> {
        let (regular, bold) = (self.regular, self.bold);
        let resolver = FontResolver {
            select_font: Box::new(move |font, _| {
                Some(if font.weight() >= BOLD_WEIGHT {
                    bold
                } else {
                    regular
                })
            }),
            select_fallback: FontResolver::default_fallback_selector(),
        };
        Options {
            fontdb: self.fonts.clone(),
            font_resolver: resolver,
            ..Options::default()
        }
    }
}

impl Rasterizer for ResvgRasterizer {
    fn paint(&self, svg: &str, scale: u32) -> Option<Vec<u8>> {
        // An author's own picture may be no SVG; the drawings of charts always are.
        let Ok(tree) = Tree::from_str(svg, &self.options()) else {
            return None;
        };
        let size = tree.size().to_int_size().scale_by(scale as f32)?;
        let mut pixels = Pixmap::new(size.width(), size.height())?;
        pixels.fill(Color::WHITE);
        resvg::render(
            &tree,
            Transform::from_scale(scale as f32, scale as f32),
            &mut pixels.as_mut(),
        );
        Some(png::write_png(pixels.data(), size.width(), size.height()))
    }

    fn lacking(&self, wanted: &BTreeSet<char>) -> BTreeSet<char> {
        let mut lacking = wanted.clone();
        for face in self.fonts.faces() {
            let remains = self.fonts.with_face_data(face.id, |bytes, index| {
                characters_lacking(bytes, index, &lacking)
            });
            // A face that cannot be opened has none of them.
            lacking = remains.unwrap_or(lacking);
        }
        lacking
    }
}

fn characters_lacking(bytes: &[u8], index: u32, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    // A face that cannot be read has none of them.
    let Ok(face) = Face::parse(bytes, index) else {
        return wanted.clone();
    };
    wanted
        .iter()
        .copied()
        .filter(|it| face.glyph_index(*it).is_none())
        .collect()
}
