//! Text as HTML.

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

#[cfg(test)]
mod tests {
    use crate::escape::escape;

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
}
