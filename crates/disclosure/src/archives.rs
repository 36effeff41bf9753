//! What stands in a file that is no plain text: the parts of an office document or workbook, or what is
//! legible of a picture or printed document.
//!
//! Text streams of PDF are packed, so nobody sees into them here. The same blocks are searched in
//! the HTML of the page.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use gongbao_diag::locale::Text;

/// How much of a part is unpacked at once, so that a long workbook is never whole in memory.
const CHUNK_BYTES: u64 = 1 << 22;
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";

/// How sure it is that a text is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextCertainty {
    /// It is text.
    Text,
    /// It may be noise: compressed or encoded.
    Noise,
}

/// What of a file could not be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnsearchedReason {
    /// The list of its parts: nobody knows what is in it.
    List,
    /// A part that is damaged.
    Damaged(String),
    /// A part behind a password, or packed in a way that is not known.
    Locked(String),
}

impl UnsearchedReason {
    /// The reason, for people.
    pub(crate) fn words(&self) -> Text {
        match self {
            UnsearchedReason::List => Text::new(
                "它是压缩格式的文件，其中的目录已损坏",
                "it is an archive, and the list of its parts is damaged",
            ),
            UnsearchedReason::Damaged(name) => Text::new(
                format!("其中的“{name}”已损坏，不能解压"),
                format!("its part `{name}` is damaged and cannot be unpacked"),
            ),
            UnsearchedReason::Locked(name) => Text::new(
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
pub(crate) fn each_text(
    bytes: &[u8],
    visit: &mut dyn FnMut(&str, TextCertainty),
) -> Result<(), UnsearchedReason> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        visit(text, TextCertainty::Text);
        return Ok(());
    }
    if bytes.starts_with(LOCAL_HEADER) {
        return each_part(bytes, visit);
    }
    // Letters of two bytes become letters of one; nothing else that is looked for has zeros in it.
    let dense: Vec<u8> = bytes.iter().copied().filter(|it| *it != 0).collect();
    visit(&String::from_utf8_lossy(&dense), TextCertainty::Noise);
    Ok(())
}

/// Goes over the files of an archive as its own list has them, and remembers the first that cannot be read.
fn each_part(
    bytes: &[u8],
    visit: &mut dyn FnMut(&str, TextCertainty),
) -> Result<(), UnsearchedReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnsearchedReason::List)?;
    let mut outcome = Ok(());
    for at in 0..archive.len() {
        outcome = outcome.and(each_piece(&mut archive, at, visit));
    }
    outcome.and(if is_listed_whole(&archive, bytes) {
        Ok(())
    } else {
        Err(UnsearchedReason::List)
    })
}

/// Whether the list has as many parts as were handed out. One that is longer than it says, or has a name twice, hides
/// parts from us, and not from every program.
fn is_listed_whole(archive: &ZipArchive<Cursor<&[u8]>>, bytes: &[u8]) -> bool {
    let Ok(start) = usize::try_from(archive.central_directory_start()) else {
        return false;
    };
    bytes.get(start..).is_some_and(|list| {
        let begins = list
            .windows(CENTRAL_HEADER.len())
            .filter(|it| *it == CENTRAL_HEADER);
        begins.count() == archive.len()
    })
}

fn each_piece(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    visit: &mut dyn FnMut(&str, TextCertainty),
) -> Result<(), UnsearchedReason> {
    let raw = archive
        .by_index_raw(at)
        .map_err(|_| UnsearchedReason::List)?;
    // Old programs write names in the encoding of their machine.
    let name = String::from_utf8_lossy(raw.name_raw()).into_owned();
    let is_known = matches!(
        raw.compression(),
        CompressionMethod::Stored | CompressionMethod::Deflated
    );
    let is_locked = raw.encrypted() || !is_known;
    drop(raw);
    visit(&name, TextCertainty::Text);
    if is_locked {
        return Err(UnsearchedReason::Locked(name));
    }
    let damaged = || UnsearchedReason::Damaged(name.clone());
    let mut part = archive.by_index(at).map_err(|_| damaged())?;
    let is_markup = [".xml", ".rels"].iter().any(|it| name.ends_with(it));
    let mut rest = Vec::new();
    let mut n_unpacked = 0;
    loop {
        let read = part.by_ref().take(CHUNK_BYTES).read_to_end(&mut rest);
        // What was read before the damage stands in `rest`, and is looked at, too.
        let n_read = *read.as_ref().unwrap_or(&0);
        n_unpacked += n_read as u64;
        // Markup is cut before a tag, so that no number is cut in two.
        let cut = rest
            .iter()
            .rposition(|it| *it == b'<')
            .filter(|it| n_read > 0 && *it > 0)
            .unwrap_or(rest.len());
        let text = String::from_utf8_lossy(&rest[..cut]);
        let body = if is_markup || !text.contains('\u{fffd}') {
            TextCertainty::Text
        } else {
            TextCertainty::Noise
        };
        let text = if is_markup {
            markup_text(&text, &name)
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
    // Programs that believe the size in the list would show another text.
    if n_unpacked == part.size() {
        Ok(())
    } else {
        Err(damaged())
    }
}

/// The text of markup: cells and paragraphs on lines of their own. Word cuts a number in pieces as it
/// pleases, so that in a document only the end of a paragraph parts what it stands between.
fn markup_text<'a>(markup: &'a str, name: &str) -> Cow<'a, str> {
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
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{ZipArchive, ZipWriter};

    use crate::archives::{
        CENTRAL_HEADER, LOCAL_HEADER, TextCertainty, UnsearchedReason, each_text,
    };

    /// An archive of some files.
    pub(crate) fn archive_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("memory");
            writer.write_all(text).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    /// An archive of one file.
    pub(crate) fn archive(name: &str, text: &[u8]) -> Vec<u8> {
        archive_of(&[(name, text)])
    }

    fn check(bytes: &[u8], expected: &[(&str, TextCertainty)]) {
        let mut found = Vec::new();
        let outcome = each_text(bytes, &mut |text, body| found.push((text.to_owned(), body)));
        assert_eq!(outcome, Ok(()));
        let expected: Vec<(String, TextCertainty)> =
            expected.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn text_is_text() {
        check("公报".as_bytes(), &[("公报", TextCertainty::Text)]);
    }

    #[test]
    fn archives_are_unpacked() {
        let cells = "<c><v>1</v></c><c><t>甲&lt;乙</t></c>".as_bytes();
        let name = ("xl/worksheets/sheet1.xml", TextCertainty::Text);
        // The last tag waits for what may follow it.
        let pieces = [
            name,
            ("\n\n\n1\n\n\n\n甲<乙\n", TextCertainty::Text),
            ("\n\n", TextCertainty::Text),
        ];
        check(&archive(name.0, cells), &pieces);
    }

    #[test]
    fn a_number_in_pieces_is_whole() {
        let runs =
            "<w:p><w:t>110105</w:t><w:b/><w:t>1949</w:t></w:p><w:p><w:t>2</w:t></w:p>".as_bytes();
        let name = ("word/document.xml", TextCertainty::Text);
        check(
            &archive(name.0, runs),
            &[
                name,
                ("1101051949\n2", TextCertainty::Text),
                ("\n", TextCertainty::Text),
            ],
        );
    }

    #[test]
    fn pictures_are_read_where_they_are_legible() {
        check(
            b"\xff\xd81\x000\x002",
            &[("\u{fffd}\u{fffd}102", TextCertainty::Noise)],
        );
    }

    fn search(bytes: &[u8]) -> Result<(), UnsearchedReason> {
        each_text(bytes, &mut |_, _| {})
    }

    #[test]
    fn damaged_archives_are_no_panic() {
        let whole = archive("a.xml", b"<a>1</a>");
        // The last two bytes say how long a remark follows.
        for length in LOCAL_HEADER.len()..whole.len() - 2 {
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
        let mut read = ZipArchive::new(Cursor::new(whole.as_slice())).expect("an archive");
        let byte = |it: u64| usize::try_from(it).expect("a small archive");
        let list = byte(read.central_directory_start());
        let part = read.by_index(0).expect("a part");
        let packed = byte(part.data_start().expect("a place"));
        drop(part);
        let changed = |at: usize, to: u8| {
            let mut bytes = whole.clone();
            bytes[at] = to;
            search(&bytes)
        };
        assert_eq!(search(&whole), Ok(()));
        assert_eq!(
            changed(packed, 0xff),
            Err(UnsearchedReason::Damaged(name()))
        );
        assert_eq!(
            changed(list + 24, 0),
            Err(UnsearchedReason::Damaged(name()))
        );
        assert_eq!(changed(list + 8, 1), Err(UnsearchedReason::Locked(name())));
        assert_eq!(
            changed(list + 10, 14),
            Err(UnsearchedReason::Locked(name()))
        );
        assert_eq!(changed(list, 0), Err(UnsearchedReason::List));
    }

    #[test]
    fn a_list_that_hides_parts_is_damaged() {
        let mut bytes = archive_of(&[("a.xml", b"<a>1</a>"), ("b.xml", b"<b>2</b>")]);
        assert_eq!(search(&bytes), Ok(()));
        let list = bytes
            .windows(4)
            .position(|it| it == CENTRAL_HEADER)
            .expect("a list");
        let mut one = bytes.clone();
        // How many parts there are stands twice at the end.
        let end = one.len() - 22;
        (one[end + 8], one[end + 10]) = (1, 1);
        assert_eq!(search(&one), Err(UnsearchedReason::List));
        // The second name becomes the first.
        let second = list
            + bytes[list..]
                .windows(5)
                .position(|it| it == b"b.xml")
                .expect("a name");
        bytes[second] = b'a';
        assert_eq!(search(&bytes), Err(UnsearchedReason::List));
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
