//! What stands in a file that is no plain text: the parts of an office document or workbook, or what is
//! legible of a picture or printed document.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::DeflateDecoder;

/// How much of a part is unpacked at once, so that a long workbook is never whole in memory.
const PIECE: u64 = 1 << 22;
const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const CENTRAL_SIZE: usize = 46;
const DEFLATED: usize = 8;

/// How sure it is that a text is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// It is text.
    Text,
    /// It may be noise: compressed or encoded.
    Noise,
}

/// Hands out what can be read of a file, piece by piece.
pub fn each_text(bytes: &[u8], visit: &mut dyn FnMut(&str, Body)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        visit(text, Body::Text);
    } else if bytes.starts_with(LOCAL) {
        for part in parts(bytes) {
            visit(part.name, Body::Text);
            each_piece(&part, visit);
        }
    } else {
        // Letters of two bytes become letters of one; nothing else that is looked for has zeros in it.
        let dense: Vec<u8> = bytes.iter().copied().filter(|it| *it != 0).collect();
        visit(&String::from_utf8_lossy(&dense), Body::Noise);
    }
}

/// A file in an archive.
struct Part<'a> {
    name: &'a str,
    packed: &'a [u8],
    is_deflated: bool,
}

/// The files of an archive as its own list has them; what is damaged is left out.
fn parts(bytes: &[u8]) -> Vec<Part<'_>> {
    let Some(mut at) = bytes
        .windows(END.len())
        .rposition(|it| it == END)
        .and_then(|it| number(bytes, it + 16, 4))
    else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    while bytes.get(at..).is_some_and(|it| it.starts_with(CENTRAL)) {
        parts.extend(part(bytes, at));
        let lengths = [28, 30, 32].map(|it| number(bytes, at + it, 2).unwrap_or_default());
        at += CENTRAL_SIZE + lengths.iter().sum::<usize>();
    }
    parts
}

fn part(bytes: &[u8], at: usize) -> Option<Part<'_>> {
    let field = |offset, n_bytes| number(bytes, at + offset, n_bytes);
    let (size, start) = (field(20, 4)?, field(42, 4)?);
    let from = start + 30 + number(bytes, start + 26, 2)? + number(bytes, start + 28, 2)?;
    let name = bytes.get(at + CENTRAL_SIZE..at + CENTRAL_SIZE + field(28, 2)?)?;
    Some(Part {
        name: std::str::from_utf8(name).unwrap_or_default(),
        packed: bytes.get(from..from + size)?,
        is_deflated: field(10, 2)? == DEFLATED,
    })
}

/// A number of a few bytes, the least first.
fn number(bytes: &[u8], at: usize, n_bytes: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(n_bytes)?)?;
    Some(
        digits
            .iter()
            .rev()
            .fold(0, |sum, it| sum << 8 | usize::from(*it)),
    )
}

fn each_piece(part: &Part<'_>, visit: &mut dyn FnMut(&str, Body)) {
    let mut reader: Box<dyn Read> = if part.is_deflated {
        Box::new(DeflateDecoder::new(part.packed))
    } else {
        Box::new(part.packed)
    };
    let is_markup = [".xml", ".rels"].iter().any(|it| part.name.ends_with(it));
    let mut rest = Vec::new();
    loop {
        let n_read = reader
            .by_ref()
            .take(PIECE)
            .read_to_end(&mut rest)
            .unwrap_or_default();
        // Markup is cut before a tag, so that no number is cut in two.
        let cut = rest
            .iter()
            .rposition(|it| *it == b'<')
            .filter(|it| n_read > 0 && *it > 0)
            .unwrap_or(rest.len());
        let text = String::from_utf8_lossy(&rest[..cut]);
        let body = if is_markup || !text.contains('\u{fffd}') {
            Body::Text
        } else {
            Body::Noise
        };
        visit(
            &if is_markup {
                written(&text, part.name)
            } else {
                text
            },
            body,
        );
        rest.drain(..cut);
        if n_read == 0 {
            break;
        }
    }
}

/// The text of markup: cells and paragraphs on lines of their own. Word cuts a number in pieces as it
/// pleases, so that in a document only the end of a paragraph parts what it stands between.
fn written<'a>(markup: &'a str, name: &str) -> Cow<'a, str> {
    let is_prose = name.starts_with("word/") || name.starts_with("ppt/");
    let mut text = String::new();
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let tag = tag
            .trim_end_matches('/')
            .split(' ')
            .next()
            .unwrap_or_default();
        let parts = matches!(tag, "/w:p" | "/a:p" | "w:tab" | "w:br" | "a:br");
        if !is_prose || parts {
            text.push('\n');
        }
        text.push_str(words);
    }
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ] {
        if text.contains(escaped) {
            text = text.replace(escaped, plain);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
pub mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use crate::packed::{Body, each_text};

    /// An archive of one file, the least that programs open.
    pub fn archive(name: &str, text: &[u8]) -> Vec<u8> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).expect("memory");
        let packed = packer.finish().expect("memory");
        let long = |it: usize| u32::try_from(it).expect("a small archive").to_le_bytes();
        let word = |it: usize| u16::try_from(it).expect("a small archive").to_le_bytes();
        let shared = [
            &[20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0, 0, 0, 0, 0][..],
            &long(packed.len()),
            &long(text.len()),
        ]
        .concat();
        let mut out = [
            &b"PK\x03\x04"[..],
            &shared,
            &word(name.len()),
            &[0, 0],
            name.as_bytes(),
            &packed,
        ]
        .concat();
        let start = out.len();
        out.extend(
            [
                &b"PK\x01\x02\x14\0"[..],
                &shared,
                &word(name.len()),
                &[0; 16],
                name.as_bytes(),
            ]
            .concat(),
        );
        let size = out.len() - start;
        out.extend(
            [
                &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
                &long(size),
                &long(start),
                &[0, 0],
            ]
            .concat(),
        );
        out
    }

    fn check(bytes: &[u8], expected: &[(&str, Body)]) {
        let mut found = Vec::new();
        each_text(bytes, &mut |text, body| found.push((text.to_owned(), body)));
        let expected: Vec<(String, Body)> =
            expected.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn text_is_text() {
        check("公报".as_bytes(), &[("公报", Body::Text)]);
    }

    #[test]
    fn archives_are_unpacked() {
        let cells = "<c><v>1</v></c><c><t>甲&lt;乙</t></c>".as_bytes();
        let name = ("xl/worksheets/sheet1.xml", Body::Text);
        // The last tag waits for what may follow it.
        let pieces = [
            name,
            ("\n\n\n1\n\n\n\n甲<乙\n", Body::Text),
            ("\n\n", Body::Text),
        ];
        check(&archive(name.0, cells), &pieces);
    }

    #[test]
    fn a_number_in_pieces_is_whole() {
        let runs =
            "<w:p><w:t>110105</w:t><w:b/><w:t>1949</w:t></w:p><w:p><w:t>2</w:t></w:p>".as_bytes();
        let name = ("word/document.xml", Body::Text);
        check(
            &archive(name.0, runs),
            &[name, ("1101051949\n2", Body::Text), ("\n", Body::Text)],
        );
    }

    #[test]
    fn pictures_are_read_where_they_are_legible() {
        check(
            b"\xff\xd81\x000\x002",
            &[("\u{fffd}\u{fffd}102", Body::Noise)],
        );
    }

    #[test]
    fn damaged_archives_are_no_panic() {
        let whole = archive("a.xml", b"<a>1</a>");
        for length in 0..whole.len() {
            each_text(&whole[..length], &mut |_, _| {});
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] = 0xff;
            each_text(&bytes, &mut |_, _| {});
        }
    }
}
