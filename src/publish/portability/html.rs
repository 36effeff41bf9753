//! Reads markup strictly: every tag that is opened is closed, as converters, checkers and old browsers want it.

use crate::publish::portability::markup::{Reference, ReferenceKind, ScannedFile};

/// Which rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkupDialect {
    Html,
    Svg,
}

/// Elements that have no end tag.
const VOID_ELEMENTS: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements whose content is no markup.
const RAW_TEXT_ELEMENTS: [&str; 4] = ["script", "style", "textarea", "title"];

/// Reads a page or a drawing.
pub(super) fn read_markup(text: &str, dialect: MarkupDialect) -> ScannedFile {
    let mut reader = MarkupReader {
        text,
        at: 0,
        open: Vec::new(),
        leaf: ScannedFile::default(),
        dialect,
    };
    while let Some(step) = reader.text[reader.at..].find('<') {
        reader.at += step;
        reader.tag();
    }
    let left: Vec<(String, usize)> = std::mem::take(&mut reader.open);
    reader.leaf.unmatched.extend(
        left.into_iter()
            .take(3)
            .map(|(name, at)| (format!("<{name}>"), line_number(text, at))),
    );
    reader.leaf
}

struct MarkupReader<'a> {
    text: &'a str,
    at: usize,
    /// Elements that are open, each with the byte it begins at.
    open: Vec<(String, usize)>,
    leaf: ScannedFile,
    dialect: MarkupDialect,
}

impl MarkupReader<'_> {
    /// Reads what begins with `<`.
    fn tag(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            self.at += rest.find("-->").map_or(rest.len(), |it| it + 3);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.at += rest.find('>').map_or(rest.len(), |it| it + 1);
        } else if let Some(name) = rest.strip_prefix("</").and_then(|it| it.split('>').next()) {
            self.close(name.trim());
            self.at += 2 + name.len();
        } else {
            self.opened();
        }
    }

    fn close(&mut self, name: &str) {
        match self.open.iter().rposition(|(it, _)| it == name) {
            // What is open within it was never closed.
            Some(found) => {
                let lost: Vec<(String, usize)> = self.open.drain(found..).skip(1).collect();
                let lost = lost
                    .into_iter()
                    .map(|(it, at)| (format!("<{it}>"), line_number(self.text, at)));
                self.leaf.unmatched.extend(lost.take(3));
            }
            None => self
                .leaf
                .unmatched
                .push((format!("</{name}>"), line_number(self.text, self.at))),
        }
    }

    fn opened(&mut self) {
        let begin = self.at;
        let rest = &self.text[begin + 1..];
        let n = rest
            .find(|it: char| it.is_whitespace() || it == '>' || it == '/')
            .unwrap_or(rest.len());
        let name = rest[..n].to_owned();
        if name.is_empty() {
            self.leaf
                .unmatched
                .push(("<".to_owned(), line_number(self.text, begin)));
            self.at += 1;
            return;
        }
        self.at = begin + 1 + n;
        let (attributes, is_closed) = self.attributes();
        self.note(&name, &attributes, begin);
        let is_void = self.dialect == MarkupDialect::Html && VOID_ELEMENTS.contains(&name.as_str());
        if is_void || is_closed {
            return;
        }
        if self.dialect == MarkupDialect::Html && RAW_TEXT_ELEMENTS.contains(&name.as_str()) {
            let rest = &self.text[self.at..];
            self.at += rest.find(&format!("</{name}")).unwrap_or(rest.len());
        }
        self.open.push((name, begin));
    }

    /// The attributes of a tag, and whether it closes itself; ends behind the tag.
    fn attributes(&mut self) -> (Vec<(String, String)>, bool) {
        let mut found: Vec<(String, String)> = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            let n = rest.len() - rest.trim_start().len();
            self.at += n;
            let rest = &rest[n..];
            if rest.is_empty() || rest.starts_with('>') {
                self.at += usize::from(!rest.is_empty());
                return (found, false);
            }
            if rest.starts_with("/>") {
                self.at += 2;
                return (found, true);
            }
            let (name, value, n) = read_attribute(rest);
            if found.iter().any(|(it, _)| *it == name) {
                self.leaf
                    .unmatched
                    .push((name.clone(), line_number(self.text, self.at)));
            }
            self.at += n;
            found.push((name, value));
        }
    }

    fn note(&mut self, element: &str, attributes: &[(String, String)], begin: usize) {
        for (name, value) in attributes {
            match name.as_str() {
                "id" => self.leaf.ids.push(value.clone()),
                "content" if is_refresh(element, attributes) => {
                    let address = value
                        .split_once("url=")
                        .map_or(value.as_str(), |it| it.1)
                        .to_owned();
                    self.leaf.references.push(Reference {
                        address,
                        kind: ReferenceKind::Link,
                    });
                }
                "class" if element == "body" => self.leaf.classes.clone_from(value),
                "href" | "xlink:href" | "src" | "action" | "data" | "poster" => {
                    let kind = reference_kind(element, attributes);
                    self.leaf.references.push(Reference {
                        address: value.clone(),
                        kind,
                    });
                }
                "style" => self
                    .leaf
                    .inline
                    .push((name.clone(), line_number(self.text, begin))),
                _ if name.starts_with("on") => self
                    .leaf
                    .inline
                    .push((name.clone(), line_number(self.text, begin))),
                _ => {}
            }
        }
    }
}

/// Whether a tag leads its page's readers elsewhere by itself.
fn is_refresh(element: &str, attributes: &[(String, String)]) -> bool {
    element == "meta"
        && attributes
            .iter()
            .any(|(name, value)| name == "http-equiv" && value == "refresh")
}

fn reference_kind(element: &str, attributes: &[(String, String)]) -> ReferenceKind {
    // Links of the head that name another place load nothing.
    let names = |it: &str| {
        attributes
            .iter()
            .any(|(name, value)| name == "rel" && value == it)
    };
    match element {
        "script" => ReferenceKind::Script,
        "a" | "area" | "form" => ReferenceKind::Link,
        "link"
            if ["canonical", "alternate", "license"]
                .iter()
                .any(|it| names(it)) =>
        {
            ReferenceKind::Link
        }
        _ => ReferenceKind::Part,
    }
}

/// Name, value and length of the attribute a text begins with.
fn read_attribute(text: &str) -> (String, String, usize) {
    let n = text
        .find(|it: char| it.is_whitespace() || matches!(it, '=' | '>'))
        .unwrap_or(text.len())
        .max(1);
    let n = text
        .char_indices()
        .map(|(at, it)| at + it.len_utf8())
        .find(|it| *it >= n)
        .unwrap_or(n);
    let name = text[..n].to_owned();
    let Some(value) = text[n..].strip_prefix('=') else {
        return (name, String::new(), n);
    };
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''));
    let (value, length) = match quote {
        Some(quote) => {
            let inner = &value[1..];
            let inner = inner.split_once(quote).map_or(inner, |(inner, _)| inner);
            (inner, (inner.len() + 2).min(value.len()))
        }
        None => {
            let inner = value
                .split_once(|it: char| it.is_whitespace() || it == '>')
                .map_or(value, |(inner, _)| inner);
            (inner, inner.len())
        }
    };
    (name, unescape_entities(value), n + 1 + length)
}

fn unescape_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// The number of the line a byte stands in.
fn line_number(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use crate::publish::portability::html::{MarkupDialect, read_markup};

    fn check(html: &str, expected: &[&str]) {
        let found: Vec<String> = read_markup(html, MarkupDialect::Html)
            .unmatched
            .into_iter()
            .map(|(it, line)| format!("{it} {line}"))
            .collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn pages_that_are_well_formed_pass() {
        check(
            "<!DOCTYPE html>\n<html><p a='>' b=c d>x<br>1 <b>y</b></p><svg><path d=\"M\"/></svg></html>",
            &[],
        );
        check(
            "<script>if (a < b) { \"<p>\" }</script><!-- <p> --><title>a <b></title>",
            &[],
        );
    }

    #[test]
    fn tags_that_do_not_match_are_found_with_their_line() {
        check("<div>\n<p>a\n</div>", &["<p> 2"]);
        check("<div></div></div>", &["</div> 1"]);
        check("<ul>\n<li>a", &["<ul> 1", "<li> 2"]);
        check("<p>1 < 2</p>", &["< 1"]);
    }

    #[test]
    fn attributes_stand_once() {
        check("<p\nid=\"a\" id=\"b\"></p>", &["id 2"]);
    }

    #[test]
    fn references_and_anchors_are_read() {
        let leaf = read_markup(
            "<body class=\"layout-home\"><a id=x href=\"a.html?b&amp;c#d\">e</a><img src='f.png'>",
            MarkupDialect::Html,
        );
        let found: Vec<&str> = leaf
            .references
            .iter()
            .map(|it| it.address.as_str())
            .collect();
        assert_eq!(
            (found, leaf.classes.as_str()),
            (vec!["a.html?b&c#d", "f.png"], "layout-home")
        );
        assert_eq!(leaf.ids, ["x"]);
    }

    #[test]
    fn a_page_that_leads_elsewhere_by_itself_is_followed() {
        let leaf = read_markup(
            "<meta http-equiv=\"refresh\" content=\"0; url=../b.html\">",
            MarkupDialect::Html,
        );
        assert_eq!(leaf.references[0].address, "../b.html");
    }

    #[test]
    fn style_and_script_in_attributes_are_found() {
        let leaf = read_markup(
            "<p style=\"a\">\n<b onclick='c' on data-on=x></b></p>",
            MarkupDialect::Html,
        );
        assert_eq!(
            leaf.inline,
            [
                ("style".to_owned(), 1),
                ("onclick".to_owned(), 2),
                ("on".to_owned(), 2)
            ]
        );
    }

    #[test]
    fn survives_any_text() {
        for text in [
            "<",
            "</",
            "<a",
            "<a b",
            "<a b=",
            "<a b='",
            "<!--",
            "<é é=é",
            "<a =",
            "<script",
            "<a/ b>",
        ] {
            read_markup(text, MarkupDialect::Html);
            read_markup(text, MarkupDialect::Svg);
        }
    }
}
