//! A drawing as a tree: the few forms of markup that `chart` writes, read back without copying.

/// An attribute: name and value as they are written.
pub type Attribute<'a> = (&'a str, &'a str);

/// An element. Text and values stay as they are written, with their entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node<'a> {
    pub name: &'a str,
    pub attributes: Vec<Attribute<'a>>,
    /// Its text, but for the text of its children.
    pub text: &'a str,
    pub children: Vec<Node<'a>>,
}

/// The first element of a text, with all within it.
pub fn parse(markup: &str) -> Option<Node<'_>> {
    let mut open: Vec<Node<'_>> = Vec::new();
    let mut rest = markup;
    loop {
        let (text, after) = rest.split_once('<')?;
        if let Some(node) = open.last_mut().filter(|_| !text.is_empty()) {
            node.text = text;
        }
        let (tag, after) = after.split_once('>')?;
        rest = after;
        let closed = if tag.starts_with('/') {
            open.pop()?
        } else if let Some(tag) = tag.strip_suffix('/') {
            element(tag)
        } else {
            open.push(element(tag));
            continue;
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => return Some(closed),
        }
    }
}

fn element(tag: &str) -> Node<'_> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else {
            break;
        };
        attributes.push((name.trim(), value));
        rest = after;
    }
    Node {
        name,
        attributes,
        ..Node::default()
    }
}

/// The value of an attribute.
pub fn attribute<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<&'a str> {
    attributes.iter().find(|it| it.0 == name).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use crate::picture::markup::{attribute, parse};

    #[test]
    fn reads_a_drawing() {
        let root = parse("<svg a=\"1\" class=\"x y\"><g><rect/><text>a &amp; b</text></g></svg>\n")
            .expect("a drawing");
        assert_eq!(attribute(&root.attributes, "class"), Some("x y"));
        let group = &root.children[0];
        assert_eq!(
            (group.children[0].name, group.children[1].text),
            ("rect", "a &amp; b")
        );
    }

    #[test]
    fn refuses_what_never_ends() {
        assert_eq!(parse("<svg><g></g>"), None);
    }
}
