//! Detects the encoding of bytes and decodes them.
//!
//! The only home of encoding_rs. A byte order mark decides; then strict UTF-8; then GB18030, which holds
//! GBK and GB2312. What the author declares comes before all of them. Start at [`decode_bytes`].
//!
//! GB18030 reads nearly any bytes as something. A file most of whose characters are sound UTF-8 is
//! therefore never taken for it.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use gongbao_diag::locale::Text;

/// A text, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecodedText<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static str,
}

/// Bytes that are not what they were taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UndecodableBytes {
    /// First byte at fault.
    pub offset: usize,
    /// How many are at fault.
    pub length: usize,
    /// Line and character of it, from 1.
    pub at: (usize, usize),
    /// What the bytes were taken for, and why.
    pub encoding: &'static str,
    pub why: EncodingReason,
    /// Ten bytes to each side, those at fault in hexadecimal.
    pub context: String,
}

/// Why bytes were taken to be in an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EncodingReason {
    /// The descriptor says so.
    Declared,
    /// They begin with its byte order mark.
    Mark,
    /// They begin with the byte order mark of this one, though another was declared.
    OtherMark(&'static str),
    /// So many characters of the file are written in it.
    Most(usize),
    /// They are no UTF-8 at this byte.
    NotUtf8(usize),
    /// Every second byte is zero, which is how UTF-16 writes letters and line ends.
    Zeros,
}

/// The encoding of a name, if there is one: `gbk`, `utf-16le`, `big5` …
pub(crate) fn by_name(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase().replace('_', "-");
    match name.as_str() {
        "cp936" | "936" | "ms936" => Some(GB18030),
        _ => Encoding::for_label_no_replacement(name.as_bytes()),
    }
}

/// Reads text that may be in any encoding.
///
/// # Errors
/// [`UndecodableBytes`] with the first byte that cannot be read.
pub(crate) fn decode_bytes<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> Result<DecodedText<'a>, UndecodableBytes> {
    let (marked, rest) = split_byte_order_mark(bytes);
    let start = bytes.len() - rest.len();
    match (declared, marked) {
        (Some(said), Some(marked)) if said != marked => Err(describe_undecodable(
            bytes,
            0..start,
            said,
            EncodingReason::OtherMark(marked.name()),
        )),
        (Some(said), _) => decode_as(bytes, start, said, EncodingReason::Declared),
        (None, Some(marked)) => decode_as(bytes, start, marked, EncodingReason::Mark),
        (None, None) => detect_encoding(bytes),
    }
}

/// UTF-8 and nothing else, for the files we define.
///
/// # Errors
/// [`UndecodableBytes`] with what the file seems to be instead.
pub(crate) fn decode_utf8(bytes: &[u8]) -> Result<&str, UndecodableBytes> {
    let (marked, rest) = split_byte_order_mark(bytes);
    let start = bytes.len() - rest.len();
    match (marked, std::str::from_utf8(rest)) {
        (Some(it), _) if it != UTF_8 => Err(describe_undecodable(
            bytes,
            0..start,
            it,
            EncodingReason::Mark,
        )),
        (_, Ok(text)) => Ok(text),
        (_, Err(error)) => Err(not_utf8(bytes, error.valid_up_to() + start)),
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> UndecodableBytes {
    let bad = offset..offset + 1;
    if count_characters(bytes).is_mostly_utf8() {
        return describe_undecodable(
            bytes,
            bad,
            UTF_8,
            EncodingReason::Most(count_characters(bytes).good),
        );
    }
    match decode_as(bytes, 0, GB18030, EncodingReason::NotUtf8(offset)) {
        Ok(_) => describe_undecodable(bytes, bad, GB18030, EncodingReason::NotUtf8(offset)),
        Err(_) => describe_undecodable(
            bytes,
            bad,
            UTF_8,
            EncodingReason::Most(count_characters(bytes).good),
        ),
    }
}

/// The encoding a byte order mark says, and what follows it.
fn split_byte_order_mark(bytes: &[u8]) -> (Option<&'static Encoding>, &[u8]) {
    let known: [(&'static Encoding, &[u8]); 3] = [
        (UTF_8, b"\xEF\xBB\xBF"),
        (UTF_16LE, b"\xFF\xFE"),
        (UTF_16BE, b"\xFE\xFF"),
    ];
    let found = known
        .into_iter()
        .find_map(|(encoding, mark)| Some((encoding, bytes.strip_prefix(mark)?)));
    found.map_or((None, bytes), |(encoding, rest)| (Some(encoding), rest))
}

fn detect_encoding(bytes: &[u8]) -> Result<DecodedText<'_>, UndecodableBytes> {
    if bytes.contains(&0) {
        return Err(zero_byte_error(bytes));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Ok(DecodedText {
                text: Cow::Borrowed(text),
                encoding: UTF_8.name(),
            });
        }
        Err(error) => error,
    };
    let seen = count_characters(bytes);
    if seen.is_mostly_utf8() {
        // One damaged byte in a UTF-8 file: GB18030 would read nearly anything, and read nonsense.
        return decode_as(bytes, 0, UTF_8, EncodingReason::Most(seen.good));
    }
    decode_as(
        bytes,
        0,
        GB18030,
        EncodingReason::NotUtf8(error.valid_up_to()),
    )
}

/// How many characters of three bytes are sound UTF-8, and how many pieces are not.
#[derive(Clone, Copy, Debug)]
struct CharacterCount {
    good: usize,
    bad: usize,
}

impl CharacterCount {
    fn is_mostly_utf8(self) -> bool {
        self.good > 4 * self.bad
    }
}

fn count_characters(bytes: &[u8]) -> CharacterCount {
    let mut seen = CharacterCount { good: 0, bad: 0 };
    for chunk in bytes.utf8_chunks() {
        seen.good += chunk
            .valid()
            .chars()
            .filter(|it| it.len_utf8() >= 3)
            .count();
        seen.bad += usize::from(!chunk.invalid().is_empty());
    }
    seen
}

/// No table has zero bytes, but UTF-16 without a mark does.
#[expect(clippy::expect_used, reason = "whoever asks has found such a byte")]
fn zero_byte_error(bytes: &[u8]) -> UndecodableBytes {
    let first = bytes.iter().position(|it| *it == 0);
    let first = first.expect("only bytes with a zero among them are asked about");
    let encoding = if first % 2 == 1 { UTF_16LE } else { UTF_16BE };
    describe_undecodable(bytes, first..first + 1, encoding, EncodingReason::Zeros)
}

fn decode_as<'a>(
    bytes: &'a [u8],
    start: usize,
    encoding: &'static Encoding,
    why: EncodingReason,
) -> Result<DecodedText<'a>, UndecodableBytes> {
    match convert_strictly(&bytes[start..], encoding) {
        Ok(text) => Ok(DecodedText {
            text,
            encoding: encoding.name(),
        }),
        Err(bad) => {
            let bad = start + bad.start..start + bad.end;
            Err(describe_undecodable(bytes, bad, encoding, why))
        }
    }
}

/// The text, or where its first fault is.
fn convert_strictly<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, Range<usize>> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|it| {
            let start = it.valid_up_to();
            // A character cut off by the end of the file has no length of its own.
            start..it.error_len().map_or(bytes.len(), |length| start + length)
        });
    }
    let mut text = String::new();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Nothing is said of lengths no memory could hold; then the decoder says that its room was too small.
    if let Some(length) = decoder.max_utf8_buffer_length_without_replacement(bytes.len()) {
        text.reserve(length);
    }
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(bad, after), n_read) => {
            let length = usize::from(bad);
            let start = n_read.saturating_sub(length + usize::from(after));
            Err(start..start + length)
        }
        (DecoderResult::InputEmpty | DecoderResult::OutputFull, _) => Ok(Cow::Owned(text)),
    }
}

/// Bytes that are no text in an encoding, and what stands around them.
fn describe_undecodable(
    bytes: &[u8],
    bad: Range<usize>,
    encoding: &'static Encoding,
    why: EncodingReason,
) -> UndecodableBytes {
    let (offset, length) = (bad.start.min(bytes.len()), bad.len());
    let (before, bad) = bytes.split_at(offset);
    let (bad, after) = bad.split_at(length.min(bad.len()));
    let before = encoding.decode_with_bom_removal(before).0;
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let last = before.rsplit_once('\n').map_or(&*before, |(_, last)| last);
    let column = last.chars().count() + 1;
    let context = error_context(&before, bad, &after[..after.len().min(10)], encoding);
    UndecodableBytes {
        offset,
        length,
        at: (line, column),
        encoding: encoding.name(),
        why,
        context,
    }
}

/// What stands around the bytes at fault, which are shown in hexadecimal.
fn error_context(before: &str, bad: &[u8], after: &[u8], encoding: &'static Encoding) -> String {
    let tail: Vec<char> = before.chars().rev().take(5).collect();
    let hex: String = bad.iter().map(|it| format!("<{it:02X}>")).collect();
    let after = encoding.decode_without_bom_handling(after).0;
    let around = tail
        .into_iter()
        .rev()
        .chain(hex.chars())
        .chain(after.chars());
    around
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}

impl EncodingReason {
    /// The reason in words.
    pub(crate) fn text(self) -> Text {
        match self {
            EncodingReason::Declared => Text::new(
                "描述文件的 encoding 如此规定",
                "the descriptor's `encoding` says so",
            ),
            EncodingReason::Mark => Text::new(
                "文件以它的字节顺序标记开头",
                "the file begins with its byte order mark",
            ),
            EncodingReason::OtherMark(it) => Text::new(
                format!("描述文件的 encoding 如此规定，但文件以 {it} 的字节顺序标记开头"),
                format!(
                    "the descriptor's `encoding` says so, but the file begins with the byte order mark of {it}"
                ),
            ),
            EncodingReason::Most(n) => Text::new(
                format!("文件中有{n}个字符是完整的 UTF-8"),
                format!("{n} characters of the file are sound UTF-8"),
            ),
            EncodingReason::NotUtf8(offset) => Text::new(
                format!("第{offset}字节起不是 UTF-8"),
                format!("from byte {offset} on it is not UTF-8"),
            ),
            EncodingReason::Zeros => Text::new(
                "文件中有零字节，没有字节顺序标记的 UTF-16 文件就是这样",
                "it has zero bytes, as UTF-16 without a byte order mark has",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use crate::encoding::{EncodingReason, UndecodableBytes, by_name, decode_bytes, decode_utf8};

    const TEXT: &str = "街道,警力\n𠮷祥街,㐂 12\n";

    fn utf16(text: &str, swap: bool) -> Vec<u8> {
        let order = |it: u16| {
            if swap {
                it.to_be_bytes()
            } else {
                it.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(order).collect()
    }

    fn check(bytes: &[u8], encoding: &str) {
        let found = decode_bytes(bytes, None).expect("text");
        assert_eq!((found.text.as_ref(), found.encoding), (TEXT, encoding));
    }

    fn refused(bytes: &[u8]) -> UndecodableBytes {
        decode_bytes(bytes, None).expect_err("no text")
    }

    #[test]
    fn rare_characters_survive_every_encoding() {
        check(TEXT.as_bytes(), "UTF-8");
        check(format!("\u{feff}{TEXT}").as_bytes(), "UTF-8");
        check(&GB18030.encode(TEXT).0, "gb18030");
        check(&utf16(&format!("\u{feff}{TEXT}"), false), "UTF-16LE");
        check(&utf16(&format!("\u{feff}{TEXT}"), true), "UTF-16BE");
    }

    #[test]
    fn says_where_gb18030_breaks_off() {
        let mut bytes = GB18030.encode("街道,警力\n甲,").0.into_owned();
        bytes.extend(b"\xFF12\n");
        let it = refused(&bytes);
        assert_eq!(
            (it.offset, it.at, it.encoding, it.why),
            (13, (2, 3), "gb18030", EncodingReason::NotUtf8(0))
        );
        assert_eq!(it.context, "警力 甲,<FF>12 ");
    }

    #[test]
    fn one_bad_byte_does_not_make_utf8_gb18030() {
        let mut bytes = "街道,警力,人口,面积\n城东,1".as_bytes().to_vec();
        bytes.push(0xE5);
        let it = refused(&bytes);
        assert_eq!(
            (it.offset, it.encoding, it.why),
            (bytes.len() - 1, "UTF-8", EncodingReason::Most(10))
        );
    }

    #[test]
    fn utf16_without_a_mark_is_asked_about() {
        assert_eq!(refused(&utf16("a,b\n", false)).encoding, "UTF-16LE");
        assert_eq!(refused(&utf16("街道,b\n", true)).encoding, "UTF-16BE");
        let bytes = utf16(TEXT, false);
        let found = decode_bytes(&bytes, by_name("utf-16le")).expect("text");
        assert_eq!(found.text, TEXT);
    }

    #[test]
    fn the_author_decides() {
        let bytes = BIG5.encode("街道").0;
        let found = decode_bytes(&bytes, by_name("Big5")).expect("text");
        assert_eq!((found.text.as_ref(), found.encoding), ("街道", "Big5"));
        let it = decode_bytes("\u{feff}街".as_bytes(), by_name("gbk"))
            .expect_err("a mark says otherwise");
        assert_eq!(it.why, EncodingReason::OtherMark("UTF-8"));
        assert!(
            by_name("cp936").is_some()
                && by_name("utf_8").is_some()
                && by_name("klingon").is_none()
        );
    }

    #[test]
    fn our_own_files_are_utf8() {
        assert_eq!(decode_utf8("\u{feff}题".as_bytes()), Ok("题"));
        let it = decode_utf8(&GB18030.encode("标题：一").0).expect_err("GB18030");
        assert_eq!((it.offset, it.encoding), (0, "gb18030"));
        assert_eq!(
            decode_utf8(&utf16("\u{feff}题", false))
                .expect_err("UTF-16")
                .encoding,
            "UTF-16LE"
        );
    }

    #[test]
    fn no_bytes_panic() {
        for seed in 0..4096_u32 {
            let bytes: Vec<u8> = (0..12)
                .map(|it| (seed.wrapping_mul(2_654_435_761).rotate_left(it * 3) & 0xFF) as u8)
                .collect();
            let _ = (
                decode_bytes(&bytes, None),
                decode_utf8(&bytes),
                decode_bytes(&bytes, by_name("utf-16le")),
                decode_bytes(&bytes, by_name("gbk")),
            );
        }
    }
}
