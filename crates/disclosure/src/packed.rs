//! What stands in a file that is no plain text: the parts of an office document or workbook, or what is
//! legible of a picture or printed document.
//!
//! Text streams of PDF are packed, so nobody sees into them here. The same blocks are searched in
//! the HTML of the page.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::DeflateDecoder;

use gongbao_diag::locale::Text;

/// How much of a part is unpacked at once, so that a long workbook is never whole in memory.
const PIECE: u64 = 1 << 22;
const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// How sure it is that a text is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// It is text.
    Text,
    /// It may be noise: compressed or encoded.
    Noise,
}

/// What of a file could not be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The list of its parts: nobody knows what is in it.
    List,
    /// A part that is damaged.
    Damaged(String),
    /// A part behind a password, or packed in a way that is not known.
    Locked(String),
}

impl Unread {
    /// The reason, for people.
    pub(crate) fn words(&self) -> Text {
        match self {
            Unread::List => Text::new(
                "它是压缩格式的文件，其中的目录已损坏",
                "it is an archive, and the list of its parts is damaged",
            ),
            Unread::Damaged(name) => Text::new(
                format!("其中的“{name}”已损坏，不能解压"),
                format!("its part `{name}` is damaged and cannot be unpacked"),
            ),
            Unread::Locked(name) => Text::new(
                format!("其中的“{name}”设有密码，或压缩方式不认识"),
                format!("its part `{name}` has a password, or is packed in an unknown way"),
            ),
        }
    }
}

/// Hands out what can be read of a file, piece by piece.
///
/// # Errors
/// What could not be read. The rest has been handed out all the same.
pub(crate) fn each_text(bytes: &[u8], visit: &mut dyn FnMut(&str, Body)) -> Result<(), Unread> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        visit(text, Body::Text);
        return Ok(());
    }
    if bytes.starts_with(LOCAL) {
        return each_part(bytes, visit);
    }
    // Letters of two bytes become letters of one; nothing else that is looked for has zeros in it.
    let dense: Vec<u8> = bytes.iter().copied().filter(|it| *it != 0).collect();
    visit(&String::from_utf8_lossy(&dense), Body::Noise);
    Ok(())
}

/// A file in an archive.
struct Part<'a> {
    name: Cow<'a, str>,
    packed: &'a [u8],
    packing: Packing,
    /// How many bytes there are when it is unpacked.
    size: usize,
}

#[derive(Clone, Copy)]
enum Packing {
    Stored,
    Deflated,
    /// With a password, or in a way that is not known.
    Locked,
}

/// Goes over the files of an archive as its own list has them, and remembers the first that cannot be read.
fn each_part(bytes: &[u8], visit: &mut dyn FnMut(&str, Body)) -> Result<(), Unread> {
    let list = list(bytes).ok_or(Unread::List)?;
    let mut outcome = Ok(());
    let mut at = list.start;
    for _ in 0..list.n_parts {
        let (part, next) = part(bytes, at).ok_or(Unread::List)?;
        visit(&part.name, Body::Text);
        outcome = outcome.and(each_piece(&part, visit));
        at = next;
    }
    // A list that is longer than it says hides parts from us, and not from every program.
    let is_longer = bytes.get(at..).is_some_and(|it| it.starts_with(CENTRAL));
    if is_longer {
        Err(Unread::List)
    } else {
        outcome
    }
}

/// Where the list of the files of an archive begins, and how many it has.
struct List {
    start: usize,
    n_parts: usize,
}

fn list(bytes: &[u8]) -> Option<List> {
    let end = bytes.windows(END.len()).rposition(|it| it == END)?;
    Some(List {
        start: number(bytes, end + 16, 4)?,
        // An archive of more parts keeps their number elsewhere.
        n_parts: number(bytes, end + 10, 2).filter(|it| *it < usize::from(u16::MAX))?,
    })
}

/// A file of an archive, and where the next one stands in the list.
fn part(bytes: &[u8], at: usize) -> Option<(Part<'_>, usize)> {
    bytes.get(at..).filter(|it| it.starts_with(CENTRAL))?;
    let field = |offset, n_bytes| number(bytes, at + offset, n_bytes);
    let (n_name, n_extra, n_comment) = (field(28, 2)?, field(30, 2)?, field(32, 2)?);
    let name = bytes.get(at + CENTRAL_SIZE..at + CENTRAL_SIZE + n_name)?;
    let start = field(42, 4)?;
    bytes.get(start..).filter(|it| it.starts_with(LOCAL))?;
    let from = start + LOCAL_SIZE + number(bytes, start + 26, 2)? + number(bytes, start + 28, 2)?;
    let is_encrypted = field(8, 2)? & 1 == 1;
    let packing = match field(10, 2)? {
        _ if is_encrypted => Packing::Locked,
        STORED => Packing::Stored,
        DEFLATED => Packing::Deflated,
        _ => Packing::Locked,
    };
    let part = Part {
        // Old programs write names in the encoding of their machine.
        name: String::from_utf8_lossy(name),
        packed: bytes.get(from..from.checked_add(field(20, 4)?)?)?,
        packing,
        size: field(24, 4)?,
    };
    Some((part, at + CENTRAL_SIZE + n_name + n_extra + n_comment))
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

fn each_piece(part: &Part<'_>, visit: &mut dyn FnMut(&str, Body)) -> Result<(), Unread> {
    let mut reader: Box<dyn Read> = match part.packing {
        Packing::Stored => Box::new(part.packed),
        Packing::Deflated => Box::new(DeflateDecoder::new(part.packed)),
        Packing::Locked => return Err(Unread::Locked(part.name.to_string())),
    };
    let damaged = || Unread::Damaged(part.name.to_string());
    let is_markup = [".xml", ".rels"].iter().any(|it| part.name.ends_with(it));
    let mut rest = Vec::new();
    let mut n_unpacked = 0;
    loop {
        let read = reader.by_ref().take(PIECE).read_to_end(&mut rest);
        // What was read before the damage stands in `rest`, and is looked at, too.
        let n_read = *read.as_ref().unwrap_or(&0);
        n_unpacked += n_read;
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
        let text = if is_markup {
            written(&text, &part.name)
        } else {
            text
        };
        visit(&text, body);
        rest.drain(..cut);
        read.map_err(|_| damaged())?;
        if n_read == 0 {
            break;
        }
    }
    // A stream that is cut off ends without an error.
    if n_unpacked == part.size {
        Ok(())
    } else {
        Err(damaged())
    }
}

/// The text of markup: cells and paragraphs on lines of their own. Word cuts a number in pieces as it
/// pleases, so that in a document only the end of a paragraph parts what it stands between.
fn written<'a>(markup: &'a str, name: &str) -> Cow<'a, str> {
    let is_prose = name.starts_with("word/") || name.starts_with("ppt/");
    let mut text = String::new();
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let tag = tag.trim_end_matches('/');
        let tag = tag.split_once(' ').map_or(tag, |it| it.0);
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
pub(crate) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use crate::packed::{Body, LOCAL, Unread, each_text};

    /// An archive of one file, the least that programs open.
    pub(crate) fn archive(name: &str, text: &[u8]) -> Vec<u8> {
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
        let outcome = each_text(bytes, &mut |text, body| found.push((text.to_owned(), body)));
        assert_eq!(outcome, Ok(()));
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

    fn search(bytes: &[u8]) -> Result<(), Unread> {
        each_text(bytes, &mut |_, _| {})
    }

    #[test]
    fn damaged_archives_are_no_panic() {
        let whole = archive("a.xml", b"<a>1</a>");
        // The last two bytes say how long a remark follows.
        for length in LOCAL.len()..whole.len() - 2 {
            // Cut short it has lost its list, or is too short to be told from text.
            let is_text = std::str::from_utf8(&whole[..length]).is_ok();
            assert!(is_text || search(&whole[..length]).is_err(), "{length}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] = 0xff;
            // Whatever comes of it.
            let _ = search(&bytes);
        }
    }

    #[test]
    fn what_cannot_be_unpacked_is_named() {
        let long = "<a>公报</a>".repeat(1000);
        let whole = archive("word/document.xml", long.as_bytes());
        let name = || "word/document.xml".to_owned();
        let packed = 30 + name().len();
        let list = whole.len() - 22 - 46 - name().len();
        let changed = |at: usize, to: u8| {
            let mut bytes = whole.clone();
            bytes[at] = to;
            search(&bytes)
        };
        assert_eq!(search(&whole), Ok(()));
        assert_eq!(changed(packed, 0xff), Err(Unread::Damaged(name())));
        assert_eq!(changed(list + 24, 0), Err(Unread::Damaged(name())));
        assert_eq!(changed(list + 8, 1), Err(Unread::Locked(name())));
        assert_eq!(changed(list + 10, 14), Err(Unread::Locked(name())));
        assert_eq!(changed(list, 0), Err(Unread::List));
    }

    #[test]
    fn what_stands_before_the_damage_is_searched() {
        let text: String = (0..20_000).map(|it| format!("<v>{it}</v>")).collect();
        let mut bytes = archive("xl/worksheets/sheet1.xml", text.as_bytes());
        let middle = bytes.len() / 2;
        bytes[middle..middle + 2000].fill(0xff);
        let mut found = String::new();
        let outcome = each_text(&bytes, &mut |it, _| found.push_str(it));
        assert!(outcome.is_err() && found.contains("\n1234\n"));
    }
}
