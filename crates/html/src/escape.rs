//! Text as HTML, and addresses as references.

/// Text in an element or in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no name for these, and a browser shows nothing.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            _ => out.push(it),
        }
    }
    out
}

/// A path of the site in a reference: everything but plain characters is percent-encoded.
pub(crate) fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::escape::{encode_path, escape};

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escape("<b title=\"'x'\">&\u{1}"),
            "&lt;b title=&quot;&#39;x&#39;&quot;&gt;&amp;"
        );
    }

    #[test]
    fn keeps_what_needs_no_escape() {
        assert_eq!(escape("铁西区 41.2%\n"), "铁西区 41.2%\n");
    }

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(
            encode_path("../附件/a b.pdf"),
            "../%E9%99%84%E4%BB%B6/a%20b.pdf"
        );
    }
}
