//! Pixels as a PNG file with a table of at most 256 colours: pictures of charts have few, and a file with a
//! table is a third as large.
//!
//! The picture of a chart has 35 kB instead of 90. Painting it takes some 15 ms in a release build.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};

/// Pixels to a metre at 192 to an inch, for programs that ask how large the picture is on paper.
const PIXELS_PER_METER: u32 = 7559;

/// How hard the packer tries.
const DEFLATE_LEVEL: u8 = 6;

type PngColor = [u8; 3];

/// Writes opaque pixels of four bytes each, row by row.
#[expect(
    clippy::expect_used,
    reason = "a canvas has an area and a pixel for each place of it, the table has at least one colour, and memory takes whatever it is given"
)]
pub(super) fn write_png(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let (table, places) = color_table(pixels, width as usize);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(table.concat());
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: PIXELS_PER_METER,
        yppu: PIXELS_PER_METER,
        unit: Unit::Meter,
    }));
    // Places in a table are no quantities, so that differences between them say nothing.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(DEFLATE_LEVEL));
    let mut writer = encoder.write_header().expect("a picture has an area");
    writer
        .write_image_data(&places)
        .expect("each pixel has its place in the table");
    writer.finish().expect("memory takes whatever it is given");
    out
}

/// The table of colours, and the place of each pixel in it.
fn color_table(pixels: &[u8], width: usize) -> (Vec<PngColor>, Vec<u8>) {
    let mut seen = SeenColors::default();
    let runs = seen.runs(pixels, width);
    let mut order: Vec<usize> = (0..seen.colours.len()).collect();
    order.sort_by_key(|it| (std::cmp::Reverse(seen.counts[*it]), seen.colours[*it]));
    let table: Vec<PngColor> = order.iter().take(256).map(|it| seen.colours[*it]).collect();
    let mut place = vec![0; order.len()];
    for (rank, at) in order.iter().enumerate() {
        place[*at] =
            u8::try_from(rank).unwrap_or_else(|_| nearest_color(&table, seen.colours[*at]));
    }
    let mut places = Vec::with_capacity(pixels.len() / 4);
    for run in runs {
        match run {
            PixelRun::Pixels(colour, n) => places.resize(places.len() + n, place[colour]),
            // Whole rows often stay the same.
            PixelRun::RowAbove => places.extend_from_within(places.len() - width..),
        }
    }
    (table, places)
}

/// A piece of the picture.
enum PixelRun {
    /// A colour by its number, so many times.
    Pixels(usize, usize),
    RowAbove,
}

/// The colours met so far, each with how often.
#[derive(Default)]
struct SeenColors {
    colours: Vec<PngColor>,
    counts: Vec<usize>,
    /// The last number at each hash: maps that keep all in order take several times as long.
    slots: Vec<usize>,
    chain: Vec<usize>,
}

const N_SLOTS: usize = 4096;

impl SeenColors {
    fn runs(&mut self, pixels: &[u8], width: usize) -> Vec<PixelRun> {
        self.slots = vec![usize::MAX; N_SLOTS];
        let mut runs = Vec::new();
        let mut above: &[u8] = &[];
        for row in pixels.chunks(width.max(1) * 4) {
            if row == above {
                runs.push(PixelRun::RowAbove);
            } else {
                self.row(row, &mut runs);
            }
            above = row;
        }
        runs
    }

    fn row(&mut self, row: &[u8], runs: &mut Vec<PixelRun>) {
        let (row, _) = row.as_chunks::<4>();
        let mut start = 0;
        for at in 1..=row.len() {
            if at < row.len() && u32::from_ne_bytes(row[at]) == u32::from_ne_bytes(row[start]) {
                continue;
            }
            let [red, green, blue, _] = row[start];
            let number = self.number([red, green, blue]);
            self.counts[number] += at - start;
            runs.push(PixelRun::Pixels(number, at - start));
            start = at;
        }
    }

    fn number(&mut self, colour: PngColor) -> usize {
        let [red, green, blue] = colour.map(usize::from);
        let slot = (red * 7919 + green * 271 + blue * 31) % N_SLOTS;
        let mut at = self.slots[slot];
        while at != usize::MAX {
            if self.colours[at] == colour {
                return at;
            }
            at = self.chain[at];
        }
        self.chain.push(self.slots[slot]);
        self.slots[slot] = self.colours.len();
        self.colours.push(colour);
        self.counts.push(0);
        self.slots[slot]
    }
}

/// Shades at the rims of letters are the only colours that may have no place of their own.
#[expect(clippy::expect_used, reason = "the table has at most 256 colours")]
fn nearest_color(table: &[PngColor], colour: PngColor) -> u8 {
    let distance = |it: &PngColor| -> u32 {
        (0..3)
            .map(|at| u32::from(it[at].abs_diff(colour[at])).pow(2))
            .sum()
    };
    let found = table
        .iter()
        .enumerate()
        .min_by_key(|(_, it)| distance(it))
        .map_or(0, |it| it.0);
    u8::try_from(found).expect("the table has at most 256 colours")
}

#[cfg(test)]
mod tests {
    use crate::picture::png::{color_table, write_png};

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let (table, places) = color_table(
            &[
                9, 9, 9, 255, 1, 2, 3, 255, 9, 9, 9, 255, 1, 2, 3, 255, 9, 9, 9, 255, 9, 9, 9, 255,
            ],
            2,
        );
        assert_eq!(
            (table, places),
            (vec![[9, 9, 9], [1, 2, 3]], vec![0, 1, 0, 1, 0, 0])
        );
    }

    #[test]
    fn many_colours_are_brought_to_the_nearest_of_the_most_used() {
        let mut pixels = Vec::new();
        for shade in 0..=255 {
            pixels.extend([shade, shade, shade, 255, shade, shade, shade, 255]);
        }
        pixels.extend([10, 10, 11, 255]);
        let (table, places) = color_table(&pixels, 513);
        assert_eq!((table.len(), places.last()), (256, Some(&10)));
    }

    #[test]
    fn the_header_says_how_large_it_is() {
        let file = write_png(&[0; 24], 3, 2);
        assert_eq!(file[16..24], [0, 0, 0, 3, 0, 0, 0, 2]);
        assert_eq!(file[file.len() - 8..file.len() - 4], *b"IEND");
    }
}
