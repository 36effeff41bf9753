//! Markup: names are ours, what authors wrote is escaped, and what XML has no place for is left out.

use gongbao_model::escape::escape_xml;

/// An element without attributes around markup.
pub(super) fn wrap_in_element(name: &str, inner: &str) -> String {
    format!("<w:{name}>{inner}</w:{name}>")
}

/// An empty element with the one attribute most have.
pub(super) fn value_element(name: &str, value: impl std::fmt::Display) -> String {
    format!("<w:{name} w:val=\"{}\"/>", escape_xml(&value.to_string()))
}

/// A part's declaration.
pub(super) const XML_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names markup is read by, for the root of a part.
pub(super) const WORD_NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
