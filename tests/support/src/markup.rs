//! Reading the markup that the program writes: pages as browsers do, and XML.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Elements of a page that have no end tag.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    /// In the order of the file, or of the alphabet in pages.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str())
    }

    /// Whether a word stands in an attribute, such as a class.
    pub fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.attribute(attribute)
            .is_some_and(|it| it.split_whitespace().any(|it| it == word))
    }

    /// The elements directly in it.
    pub fn child_elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|it| match it {
            Node::Element(it) => Some(it),
            Node::Text(_) => None,
        })
    }

    /// All elements in it, each before those it holds.
    pub fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        for it in self.child_elements() {
            found.push(it);
            found.extend(it.descendants());
        }
        found
    }

    /// All elements of a name in it.
    pub fn find_all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = self.descendants();
        found.retain(|it| it.name == name);
        found
    }

    /// All text in it.
    pub fn text(&self) -> String {
        self.text_without(&[])
    }

    /// All text in it, but for what stands in elements of some names.
    pub fn text_without(&self, hidden: &[&str]) -> String {
        let text = |it: &Node| match it {
            Node::Text(it) => it.clone(),
            Node::Element(it) if hidden.contains(&it.name.as_str()) => String::new(),
            Node::Element(it) => it.text_without(hidden),
        };
        self.children.iter().map(text).collect()
    }
}

/// Elements that are open, the outermost first; it stands for the file as a whole.
struct Tree(Vec<Element>);

impl Tree {
    fn new() -> Tree {
        Tree(vec![Element::default()])
    }

    fn add(&mut self, node: Node) {
        let parent = self.0.last_mut().expect("the file itself is open");
        match (node, parent.children.last_mut()) {
            // References divide a text for those who read it, but not for readers.
            (Node::Text(more), Some(Node::Text(text))) => text.push_str(&more),
            (node, _) => parent.children.push(node),
        }
    }

    fn open(&mut self, element: Element, is_whole: bool) {
        if is_whole {
            self.add(Node::Element(element));
        } else {
            self.0.push(element);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        match self.0.pop() {
            Some(it) if it.name == name && !self.0.is_empty() => {
                self.add(Node::Element(it));
                Ok(())
            }
            Some(it) => Err(format!("</{name}> stands where <{}> is open", it.name)),
            None => Err(format!("</{name}> stands where nothing is open")),
        }
    }

    fn finish(mut self) -> Result<Element, String> {
        let root = self.0.pop().expect("the file itself is open");
        if self.0.is_empty() {
            Ok(root)
        } else {
            Err(format!("<{}> is left open", root.name))
        }
    }
}

fn read_string(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

fn read_tag(tag: &StartTag<()>) -> Element {
    let attributes: &BTreeMap<_, _> = &tag.attributes;
    Element {
        name: read_string(&tag.name),
        attributes: attributes
            .iter()
            .map(|(name, value)| (read_string(name), read_string(value)))
            .collect(),
        children: Vec::new(),
    }
}

/// The tokens of a page; what stands in scripts and styles is text.
fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    // Reading from memory never fails.
    Tokenizer::new_with_emitter(html, emitter).map_while(Result::ok)
}

/// A page whose every element is closed where it should be; an element without a name holds it.
pub fn parse_html(html: &str) -> Result<Element, String> {
    let mut tree = Tree::new();
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => {
                let element = read_tag(&tag);
                let is_whole = tag.self_closing || VOID.contains(&element.name.as_str());
                tree.open(element, is_whole);
            }
            Token::EndTag(tag) => tree.close(&read_string(&tag.name))?,
            Token::String(text) => tree.add(Node::Text(read_string(&text))),
            Token::Error(it) => return Err(format!("{:?}", *it)),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    tree.finish()
}

/// The figures in the articles of a page as readers see them, without blanks.
pub fn read_figures(page: &str) -> Result<BTreeSet<String>, String> {
    let page = parse_html(page)?;
    let articles = page.find_all("article").into_iter();
    let figures = articles.flat_map(|it| it.find_all("data"));
    Ok(figures
        .map(|it| it.text().split_whitespace().collect())
        .collect())
}

/// The start tags of a page, whether or not they are closed; none holds anything.
pub fn read_start_tags(html: &str) -> Vec<Element> {
    let tag = |it: Token| match it {
        Token::StartTag(tag) => Some(read_tag(&tag)),
        _ => None,
    };
    tokens(html).filter_map(tag).collect()
}

/// A file in XML; an element without a name holds it.
pub fn parse_xml(xml: &str) -> Result<Element, String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut tree = Tree::new();
    loop {
        match reader.read_event().map_err(|it| it.to_string())? {
            Event::Start(tag) => tree.open(read_xml_tag(&tag)?, false),
            Event::Empty(tag) => tree.open(read_xml_tag(&tag)?, true),
            Event::End(tag) => tree.close(tag.name().as_ref())?,
            Event::Text(text) => tree.add(Node::Text(text.to_string())),
            Event::CData(text) => tree.add(Node::Text(text.to_string())),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", &*name);
                let text = unescape(&reference).map_err(|it| it.to_string())?;
                tree.add(Node::Text(text.into_owned()));
            }
            Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

fn read_xml_tag(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|it| it.to_string())?;
        let value = unescape(&attribute.value).map_err(|it| it.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element {
        name: tag.name().as_ref().to_owned(),
        attributes,
        children: Vec::new(),
    })
}

/// XML with one element a line, as it is kept to be compared: a change of one element changes one line.
pub fn render_lines(xml: &str) -> Result<String, String> {
    let mut out = String::new();
    for it in &parse_xml(xml)?.children {
        render_node(it, 0, &mut out);
    }
    Ok(out)
}

fn render_node(node: &Node, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match node {
        Node::Text(text) if text.trim().is_empty() && text.contains('\n') => {}
        Node::Text(text) => out.push_str(&format!("{indent}{}\n", escape_text(text))),
        Node::Element(it) => {
            let attributes: String = it
                .attributes
                .iter()
                .map(|(name, value)| format!(" {name}=\"{}\"", escape_text(value)))
                .collect();
            let tag = format!("{indent}<{}{attributes}", it.name);
            match it.children.as_slice() {
                [] => out.push_str(&format!("{tag}/>\n")),
                [Node::Text(text)] => {
                    out.push_str(&format!("{tag}>{}</{}>\n", escape_text(text), it.name));
                }
                children => {
                    out.push_str(&format!("{tag}>\n"));
                    children
                        .iter()
                        .for_each(|it| render_node(it, depth + 1, out));
                    out.push_str(&format!("{indent}</{}>\n", it.name));
                }
            }
        }
    }
}

fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use crate::markup::{parse_html, parse_xml, read_start_tags, render_lines};

    #[test]
    fn a_page_is_read_as_a_browser_does() {
        let page = "<!DOCTYPE html><p class='a b'>x &lt; y<br><script>if (a < b) {}</script></p>";
        let page = parse_html(page).expect("a page");
        let paragraph = page.find_all("p")[0];
        assert!(paragraph.has_word("class", "b") && !paragraph.has_word("class", "a b"));
        assert_eq!(paragraph.text_without(&["script"]), "x < y");
    }

    #[test]
    fn a_page_that_is_not_closed_is_refused() {
        for page in ["<p>", "</p>", "<b><i></b></i>", "<p id=a id=b></p>"] {
            assert!(parse_html(page).is_err(), "{page}");
        }
        let tags = read_start_tags("<p><!-- <a> --><b c=\"d&amp;e\">");
        assert_eq!(tags[1].attribute("c"), Some("d&e"));
        assert_eq!(tags.len(), 2);
    }

    #[test]
    fn xml_is_shown_with_one_element_a_line() {
        let xml = "<?xml version=\"1.0\"?>\n<a b=\"1 &lt; 2\"><c/><d>x &amp; y<e/></d><f>&#20013;</f></a>";
        let lines = "<a b=\"1 &lt; 2\">\n  <c/>\n  <d>\n    x &amp; y\n    <e/>\n  </d>\n  <f>中</f>\n</a>\n";
        assert_eq!(render_lines(xml).as_deref(), Ok(lines));
        for xml in ["<a>", "<a></b>", "<a b=c/>", "<a>&none;</a>"] {
            assert!(parse_xml(xml).is_err(), "{xml}");
        }
    }
}
