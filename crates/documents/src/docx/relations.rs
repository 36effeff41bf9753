//! The relationships of a package part: other parts, and external addresses.

use std::fmt::Write as _;

use percent_encoding::percent_encode_byte;

use crate::docx::xml::XML_HEAD;
use gongbao_model::escape::escape_xml;

const RELATIONS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATION_KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relations of one part.
#[derive(Debug, Default)]
pub(super) struct PartRelations {
    list: Vec<(String, String, bool)>,
}

impl PartRelations {
    /// Adds a part of the package and gives its id.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        self.add(format!("{RELATION_KINDS}/{kind}"), target.to_owned(), false)
    }

    /// The same for a kind that is not the office's.
    pub(super) fn other(&mut self, kind: &str, target: &str) -> String {
        self.add(kind.to_owned(), target.to_owned(), false)
    }

    /// Adds an address outside, if programs can take it for one.
    pub(super) fn address(&mut self, url: &str) -> Option<String> {
        let target = normalize_address(url)?;
        let kind = format!("{RELATION_KINDS}/hyperlink");
        let known = self.list.iter().position(|it| it.2 && it.1 == target);
        Some(known.map_or_else(
            || self.add(kind, target, true),
            |it| format!("rId{}", it + 1),
        ))
    }

    fn add(&mut self, kind: String, target: String, outside: bool) -> String {
        self.list.push((kind, target, outside));
        format!("rId{}", self.list.len())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The part that lists them.
    pub(super) fn markup(&self) -> String {
        let mut out = format!("{XML_HEAD}<Relationships xmlns=\"{RELATIONS_NAMESPACE}\">");
        for (at, (kind, target, outside)) in self.list.iter().enumerate() {
            let mode = if *outside {
                " TargetMode=\"External\""
            } else {
                ""
            };
            let (id, target) = (at + 1, escape_xml(target));
            let _ = write!(
                out,
                "<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>"
            );
        }
        out + "</Relationships>"
    }
}

/// Schemes a document may lead to.
const SCHEMES: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "ftp://"];

/// An address in the letters all programs take. One that is none would keep the whole document from being opened.
fn normalize_address(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = SCHEMES.into_iter().find(|it| {
        url.get(..it.len())
            .is_some_and(|at| at.eq_ignore_ascii_case(it))
    })?;
    let rest = &url[scheme.len()..];
    let host = rest.split_once(['/', '?', '#']).map_or(rest, |it| it.0);
    let behind_user = host.rsplit_once('@').map_or(host, |it| it.1);
    // An address may name no port.
    let port = behind_user.split_once(':').map_or("", |it| it.1);
    let is_web = scheme.ends_with("//");
    if host.is_empty()
        || (is_web
            && (!port.bytes().all(|it| it.is_ascii_digit())
                || host.contains(['%', '\\', '[', ' '])))
    {
        return None;
    }
    let mut out = scheme.to_owned();
    for (at, byte) in rest.bytes().enumerate() {
        let is_code = byte == b'%'
            && rest
                .as_bytes()
                .get(at + 1..at + 3)
                .is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        if is_code || byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(percent_encode_byte(byte));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::docx::relations::normalize_address;

    #[test]
    fn addresses_are_written_in_plain_letters() {
        assert_eq!(
            normalize_address("https://example.gov.cn/公报 1?a=%E4%b").as_deref(),
            Some("https://example.gov.cn/%E5%85%AC%E6%8A%A5%201?a=%E4%25b")
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for it in [
            "javascript:alert(1)",
            "http://",
            "http://a:b/",
            "https://[x",
            "../a.html",
        ] {
            assert_eq!(normalize_address(it), None, "{it}");
        }
    }
}
