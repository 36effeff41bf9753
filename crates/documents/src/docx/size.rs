//! The size of a picture, read from the first bytes of its file.

use gongbao_diag::locale::parse_as;

/// Width and height, in whatever the file counts in. Nothing for a file that is none of the kinds documents show.
pub(super) fn picture_size(name: &str, bytes: &[u8]) -> Option<(f64, f64)> {
    let (_, extension) = name.rsplit_once('.')?;
    let (width, height) = match extension {
        "png" => (
            read_big_endian(bytes.get(16..20)?),
            read_big_endian(bytes.get(20..24)?),
        ),
        "gif" => (
            read_little_endian(bytes.get(6..8)?),
            read_little_endian(bytes.get(8..10)?),
        ),
        "jpg" | "jpeg" => jpeg_size(bytes)?,
        "svg" => return svg_size(&String::from_utf8_lossy(bytes)),
        _ => return None,
    };
    (width > 0 && height > 0).then_some((f64::from(width), f64::from(height)))
}

fn read_big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, it| sum << 8 | u32::from(*it))
}

fn read_little_endian(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |sum, it| sum << 8 | u32::from(*it))
}

/// The frame of a JPEG file stands behind pieces of other kinds.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, kind] = *bytes.get(at..at + 2)? else {
            return None;
        };
        let is_frame = matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return Some((
                read_big_endian(bytes.get(at + 7..at + 9)?),
                read_big_endian(bytes.get(at + 5..at + 7)?),
            ));
        }
        at += 2 + read_big_endian(bytes.get(at + 2..at + 4)?) as usize;
    }
}

/// By its own measures, else by what it shows.
fn svg_size(text: &str) -> Option<(f64, f64)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0)
    };
    let plain = |name: &str| parse_as::<f64>(attribute(name)?.trim_end_matches("px"));
    let own = plain("width").zip(plain("height"));
    let shown = || {
        let numbers: Vec<f64> = attribute("viewBox")?
            .split([' ', ','])
            .filter_map(parse_as)
            .collect();
        Some((*numbers.get(2)?, *numbers.get(3)?))
    };
    own.or_else(shown).filter(|it| it.0 > 0.0 && it.1 > 0.0)
}

#[cfg(test)]
mod tests {
    use crate::docx::size::picture_size;

    #[test]
    fn sizes_are_read_from_each_kind() {
        let png = [&[0; 16][..], &[0, 0, 2, 0], &[0, 0, 1, 0]].concat();
        assert_eq!(picture_size("a.png", &png), Some((512.0, 256.0)));
        assert_eq!(
            picture_size("a.gif", b"GIF89a\x20\x00\x10\x00"),
            Some((32.0, 16.0))
        );
        let jpeg = [
            0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 7,
        ];
        assert_eq!(picture_size("a.jpg", &jpeg), Some((7.0, 9.0)));
        assert_eq!(
            picture_size("a.svg", b"<svg viewBox=\"0 0 3 4\">"),
            Some((3.0, 4.0))
        );
    }

    #[test]
    fn a_damaged_file_has_none() {
        for (name, bytes) in [
            ("a.png", &b"x"[..]),
            ("a.jpg", &[0xff, 0xd8, 0xff]),
            ("a.webp", b"RIFF"),
            ("a.svg", b"<svg"),
        ] {
            assert_eq!(picture_size(name, bytes), None, "{name}");
        }
    }
}
