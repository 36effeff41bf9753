//! Text as the formats take it that several outputs write: nothing an author wrote becomes markup.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Text in an element of HTML or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for it in text.chars() {
        match it {
            '\'' => out.push_str("&#39;"),
            // HTML has no name for these, and a browser shows nothing.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            _ => push_escaped(&mut out, it),
        }
    }
    out
}

/// Text in an element of XML or in an attribute in double quotes. What XML cannot hold is left out.
pub fn escape_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    text.chars()
        .filter(|it| is_xml_character(*it))
        .for_each(|it| push_escaped(&mut out, it));
    out
}

/// Whether XML can hold a character. Carriage returns are left out, too: a reader would take them for line feeds.
pub fn is_xml_character(it: char) -> bool {
    matches!(it, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(it, '\u{7f}'..='\u{9f}')
}

fn push_escaped(out: &mut String, it: char) {
    match it {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        _ => out.push(it),
    }
}

/// What an address means by itself, and what divides a path.
const CODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// A path of the site in a reference: everything but plain characters is percent-encoded.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, CODED).to_string()
}

#[cfg(test)]
mod tests {
    use crate::escape::{encode_path, escape_html, escape_xml};

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escape_html("<b title=\"'x'\">&\u{1}"),
            "&lt;b title=&quot;&#39;x&#39;&quot;&gt;&amp;"
        );
        assert_eq!(
            escape_xml("<w:p a=\"&\">𠮷"),
            "&lt;w:p a=&quot;&amp;&quot;&gt;𠮷"
        );
    }

    #[test]
    fn keeps_what_needs_no_escape() {
        assert_eq!(escape_html("铁西区 41.2%\n"), "铁西区 41.2%\n");
        assert_eq!(escape_xml("铁西区 41.2%'\n"), "铁西区 41.2%'\n");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape_xml("甲\u{1}\u{b}\u{fffe}\u{ffff}乙\r\u{85}"), "甲乙");
    }

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(
            encode_path("../附件/a b~%.pdf"),
            "../%E9%99%84%E4%BB%B6/a%20b~%25.pdf"
        );
    }
}
