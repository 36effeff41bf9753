//! The style sheet of charts worked into a drawing, as attributes every program understands: readers of
//! pictures know neither the page's style nor custom properties.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::picture::css::{Rule, Specificity, Styled, rules};
use crate::picture::markup::{Attribute, Node, attribute};

/// A style sheet with the colours it is used with.
#[derive(Debug)]
pub struct Style {
    rules: Vec<(Specificity, Rule)>,
    tokens: Arc<Names>,
    /// Whether its readers know `paint-order`, so that a text with an outline stays one text.
    knows_order: bool,
}

/// Values by name.
type Names = BTreeMap<String, String>;

/// Properties that an element takes from its parent.
const INHERITED: [&str; 11] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-weight",
    "font-style",
    "letter-spacing",
];
/// Properties of an element alone.
const OWN: [&str; 2] = ["opacity", "display"];
/// Whether a text's outline stands behind it. Few programs know it, so such an outline is a text of its own.
const ORDER: &str = "paint-order";

/// What an element hands down.
#[derive(Clone, Default)]
struct Given {
    /// Custom properties.
    names: Arc<Names>,
    values: Arc<Names>,
}

impl Styled for Node<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn has_class(&self, class: &str) -> bool {
        attribute(&self.attributes, "class").is_some_and(|it| it.split(' ').any(|it| it == class))
    }
}

impl Style {
    /// A style sheet, with the colours of a palette and the rules of its media.
    pub fn new(css: &str, tokens: &Names, media: &[&str]) -> Style {
        let mut rules: Vec<_> = rules(css, media)
            .into_iter()
            .map(|it| (it.specificity(), it))
            .collect();
        // The sort keeps the order of rules that count the same.
        rules.sort_by_key(|it| it.0);
        Style {
            rules,
            tokens: Arc::new(tokens.clone()),
            knows_order: false,
        }
    }

    /// The same for readers that know `paint-order`.
    pub fn with_order(self) -> Style {
        Style {
            knows_order: true,
            ..self
        }
    }

    /// A token of the palette.
    pub fn token(&self, name: &str) -> &str {
        self.tokens
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The content of a drawing as a group, each element with its own style; titles and descriptions of the
    /// whole are left out.
    pub fn apply(&self, drawing: &Node<'_>) -> String {
        let mut out = String::new();
        let given = self.given(
            &[drawing],
            &Given {
                names: self.tokens.clone(),
                values: Arc::default(),
            },
        );
        for child in drawing
            .children
            .iter()
            .filter(|it| !matches!(it.name, "title" | "desc"))
        {
            self.element(&mut vec![drawing, child], &given, &mut out);
        }
        out
    }

    fn element<'n>(&self, family: &mut Vec<&'n Node<'n>>, parent: &Given, out: &mut String) {
        let Some(node) = family.last().copied() else {
            return;
        };
        let given = self.given(family, parent);
        let own = |name: &str| given.values.get(name).map(String::as_str);
        if own("display") == Some("none") {
            return;
        }
        let style = changed(&given, parent);
        let is_outlined =
            node.name == "text" && own(ORDER).is_some_and(|it| it.starts_with("stroke"));
        if is_outlined && !self.knows_order {
            let inner: Vec<_> = style
                .iter()
                .copied()
                .filter(|it| !it.0.starts_with("stroke"))
                .collect();
            let (outline, inner) = (attributes(&style), attributes(&inner));
            let _ = write!(
                out,
                "<text{} aria-hidden=\"true\"{outline}>{}</text>",
                plain(node),
                node.text
            );
            let _ = write!(out, "<text{}{inner}>{}</text>", written(node), node.text);
            return;
        }
        let order = if is_outlined {
            " paint-order=\"stroke\""
        } else {
            ""
        };
        let style = attributes(&style);
        let _ = write!(out, "<{}{}{order}{style}", node.name, written(node));
        if node.children.is_empty() && node.text.is_empty() {
            out.push_str("/>");
            return;
        }
        let _ = write!(out, ">{}", node.text);
        for child in &node.children {
            family.push(child);
            self.element(family, &given, out);
            family.pop();
        }
        let _ = write!(out, "</{}>", node.name);
    }

    /// What an element looks like, and its children with it.
    fn given(&self, family: &[&Node<'_>], parent: &Given) -> Given {
        let matching = self.rules.iter().filter(|(_, it)| it.matches(family));
        let mut declarations: Vec<_> = matching.flat_map(|(_, it)| &it.declarations).collect();
        declarations.sort_by_key(|it| it.important);
        if declarations.is_empty() {
            return Given {
                names: parent.names.clone(),
                values: inherited(&parent.values),
            };
        }
        let mut names = Names::clone(&parent.names);
        for it in declarations
            .iter()
            .filter(|it| it.property.starts_with("--"))
        {
            let value = filled(&it.value, &parent.names);
            names.insert(it.property[2..].to_owned(), value);
        }
        let mut values = Names::clone(&inherited(&parent.values));
        for it in declarations {
            if INHERITED.contains(&it.property.as_str())
                || OWN.contains(&it.property.as_str())
                || it.property == ORDER
            {
                values.insert(it.property.clone(), filled(&it.value, &names));
            }
        }
        Given {
            names: Arc::new(names),
            values: Arc::new(values),
        }
    }
}

/// What a child takes over.
fn inherited(values: &Arc<Names>) -> Arc<Names> {
    if !values.keys().any(|it| OWN.contains(&it.as_str())) {
        return values.clone();
    }
    let mut values = Names::clone(values);
    values.retain(|it, _| !OWN.contains(&it.as_str()));
    Arc::new(values)
}

/// What differs from what the parent hands down.
fn changed<'a>(given: &'a Given, parent: &Given) -> Vec<Attribute<'a>> {
    let is_new = |(name, value): &(&String, &String)| {
        *name != ORDER && (OWN.contains(&name.as_str()) || parent.values.get(*name) != Some(*value))
    };
    given
        .values
        .iter()
        .filter(is_new)
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn attributes(of: &[Attribute<'_>]) -> String {
    of.iter()
        .map(|(name, value)| format!(" {name}=\"{}\"", value.replace('"', "&quot;")))
        .collect()
}

/// The attributes of an element as they were; classes mean nothing outside the page.
fn written(node: &Node<'_>) -> String {
    let kept = node.attributes.iter().filter(|it| it.0 != "class");
    kept.map(|(name, value)| format!(" {name}=\"{value}\""))
        .collect()
}

/// Those that say where a text stands.
fn plain(node: &Node<'_>) -> String {
    let kept = node
        .attributes
        .iter()
        .filter(|it| matches!(it.0, "x" | "y" | "text-anchor" | "transform"));
    kept.map(|(name, value)| format!(" {name}=\"{value}\""))
        .collect()
}

/// A value with its custom properties put in; one that is not there and has no substitute is `none`.
fn filled(value: &str, names: &Names) -> String {
    let Some((before, rest)) = value.split_once("var(") else {
        return value.to_owned();
    };
    let mut depth = 1;
    let end = rest.find(|it| {
        depth += i32::from(it == '(') - i32::from(it == ')');
        depth == 0
    });
    let (inner, after) = rest.split_at(end.unwrap_or(rest.len()));
    let (name, substitute) = inner.split_once(',').unwrap_or((inner, "none"));
    let known = names.get(name.trim().trim_start_matches("--"));
    let found = known
        .cloned()
        .unwrap_or_else(|| filled(substitute.trim(), names));
    format!(
        "{before}{found}{}",
        filled(after.get(1..).unwrap_or_default(), names)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::picture::markup::parse;
    use crate::picture::style::Style;

    fn check(css: &str, drawing: &str, expected: &str) {
        let tokens = BTreeMap::from([("ink".to_owned(), "#111".to_owned())]);
        let drawing = format!("<svg class=\"chart\">{drawing}</svg>");
        assert_eq!(
            Style::new(css, &tokens, &[]).apply(&parse(&drawing).expect("a drawing")),
            expected
        );
    }

    #[test]
    fn tokens_and_custom_properties_become_colours() {
        let css = ".s1 { --series: var(--series-1, var(--ink)) } rect { fill: var(--series) } .x { fill: var(--no, red) }";
        check(
            css,
            "<g class=\"s1\"><rect x=\"1\"/><rect class=\"x\"/></g>",
            "<g><rect x=\"1\" fill=\"#111\"/><rect fill=\"red\"/></g>",
        );
    }

    #[test]
    fn the_more_exact_and_the_important_count() {
        check(
            ".chart rect { fill: a } rect { fill: b } g { fill: a }",
            "<rect/>",
            "<rect fill=\"a\"/>",
        );
        check(
            "rect { fill: a !important } .chart rect { fill: b }",
            "<rect/>",
            "<rect fill=\"a\"/>",
        );
    }

    #[test]
    fn what_the_parent_hands_down_is_not_said_again() {
        check(
            "g { fill: a } rect { fill: a; opacity: .5 }",
            "<g><rect/></g>",
            "<g fill=\"a\"><rect opacity=\".5\"/></g>",
        );
    }

    #[test]
    fn an_outline_behind_a_text_is_a_text_of_its_own() {
        check(
            "text { fill: a; paint-order: stroke; stroke: b; stroke-width: 3px }",
            "<text x=\"1\" class=\"value\">x</text>",
            "<text x=\"1\" aria-hidden=\"true\" fill=\"a\" stroke=\"b\" stroke-width=\"3px\">x</text>\
             <text x=\"1\" fill=\"a\">x</text>",
        );
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        check(
            ".x { display: none }",
            "<g class=\"x\"><rect/></g><rect/>",
            "<rect/>",
        );
    }
}
