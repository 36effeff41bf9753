//! Markup: names are ours, what authors wrote is escaped, and what XML has no place for is left out.

/// A text as it stands in markup, between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars().filter(|it| is_allowed(*it)) {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            it => out.push(it),
        }
    }
    out
}

/// Whether XML can hold a character. Line ends are made elements before, so those of old systems have no place.
pub(super) fn is_allowed(it: char) -> bool {
    matches!(it, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(it, '\u{7f}'..='\u{9f}')
}

/// An element without attributes around markup.
pub(super) fn around(name: &str, inner: &str) -> String {
    format!("<w:{name}>{inner}</w:{name}>")
}

/// An empty element with the one attribute most have.
pub(super) fn val(name: &str, value: impl std::fmt::Display) -> String {
    format!("<w:{name} w:val=\"{}\"/>", escaped(&value.to_string()))
}

/// A part's declaration.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names markup is read by, for the root of a part.
pub(super) const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

#[cfg(test)]
mod tests {
    use crate::docx::xml::escaped;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escaped("<w:p a=\"&\">𠮷"),
            "&lt;w:p a=&quot;&amp;&quot;&gt;𠮷"
        );
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("甲\u{1}\u{b}\u{fffe}\u{ffff}乙\r\u{85}"), "甲乙");
    }
}
