//! The style sheet of charts worked into a drawing, as properties every program understands: readers of
//! pictures know neither the page's style nor custom properties.
//!
//! An outline behind a text becomes a text of its own, because `paint-order` is little known.

mod css;
mod drawing;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use drawing::StyledDrawing;

use crate::style::css::{CssRule, Specificity, Styled, parse_rules};
use gongbao_model::drawing::{Declaration, Drawing, DrawingNode, Group, Property, Shape};

/// A style sheet with the colours it is used with.
#[derive(Debug)]
pub struct Style {
    rules: Vec<(Specificity, CssRule)>,
    tokens: Arc<Names>,
}

/// Values by name.
type Names = BTreeMap<String, String>;

/// Values by property.
type Values = BTreeMap<Property, String>;

/// What an element hands down.
#[derive(Clone, Default)]
struct InheritedStyle {
    /// Custom properties.
    names: Arc<Names>,
    values: Arc<Values>,
}

/// An element of a drawing as selectors see it.
struct StyledElement<'a> {
    name: &'static str,
    classes: Vec<Cow<'a, str>>,
}

impl Styled for StyledElement<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|it| it == class)
    }
}

impl<'a> StyledElement<'a> {
    /// The element that holds the whole drawing.
    fn of_drawing(drawing: &Drawing) -> StyledElement<'a> {
        let kind = format!("chart-{}", drawing.kind);
        StyledElement {
            name: "svg",
            classes: vec![
                Cow::Borrowed("chart"),
                Cow::Owned(kind),
                Cow::Borrowed(drawing.size.name()),
            ],
        }
    }

    fn of_node(node: &'a DrawingNode) -> StyledElement<'a> {
        StyledElement {
            name: node.shape.name(),
            classes: node.classes.iter().copied().map(Cow::Borrowed).collect(),
        }
    }
}

impl Style {
    /// A style sheet, with the colours of a palette and the rules of its media.
    pub fn new(css: &str, tokens: &Names, media: &[&str]) -> Style {
        let mut rules: Vec<_> = parse_rules(css, media)
            .into_iter()
            .map(|it| (it.specificity(), it))
            .collect();
        // The sort keeps the order of rules that count the same.
        rules.sort_by_key(|it| it.0);
        Style {
            rules,
            tokens: Arc::new(tokens.clone()),
        }
    }

    /// A token of the palette that every theme has.
    #[expect(
        clippy::expect_used,
        reason = "themes are laid upon the built-in one, which has the token"
    )]
    pub fn token(&self, name: &str) -> &str {
        self.tokens
            .get(name)
            .expect("the built-in theme has the token")
    }

    /// The nodes of a drawing, each with its own style in the place of its classes, which mean nothing outside pages.
    pub fn apply(&self, drawing: &Drawing) -> Vec<DrawingNode> {
        let mut family = vec![StyledElement::of_drawing(drawing)];
        let above = InheritedStyle {
            names: self.tokens.clone(),
            values: Arc::default(),
        };
        let given = self.given(&family, &above);
        self.styled(&drawing.nodes, &mut family, &given)
    }

    /// The nodes that are shown, within a family of elements each of which is the parent of the next.
    fn styled<'n>(
        &self,
        nodes: &'n [DrawingNode],
        family: &mut Vec<StyledElement<'n>>,
        parent: &InheritedStyle,
    ) -> Vec<DrawingNode> {
        let mut styled = Vec::new();
        for node in nodes {
            family.push(StyledElement::of_node(node));
            let given = self.given(family, parent);
            if given.values.get(&Property::Display).map(String::as_str) != Some("none") {
                let shape = match &node.shape {
                    Shape::Group(group) => Shape::Group(Group {
                        subject: group.subject.clone(),
                        children: self.styled(&group.children, family, &given),
                    }),
                    shape => shape.clone(),
                };
                styled.push(DrawingNode {
                    style: changed_declarations(&shape, &given, parent),
                    shape,
                    classes: Vec::new(),
                    datum: node.datum.clone(),
                    title: node.title.clone(),
                });
            }
            family.pop();
        }
        styled
    }

    /// What the last of a family looks like, and its children with it.
    fn given(&self, family: &[StyledElement<'_>], parent: &InheritedStyle) -> InheritedStyle {
        let matching = self.rules.iter().filter(|(_, it)| it.matches(family));
        let mut declarations: Vec<_> = matching.flat_map(|(_, it)| &it.declarations).collect();
        declarations.sort_by_key(|it| it.important);
        if declarations.is_empty() {
            return InheritedStyle {
                names: parent.names.clone(),
                values: inherit_values(&parent.values),
            };
        }
        let mut names = Names::clone(&parent.names);
        for declaration in &declarations {
            if let Some(name) = declaration.property.strip_prefix("--") {
                let value = substitute_variables(&declaration.value, &parent.names);
                names.insert(name.to_owned(), value);
            }
        }
        let mut values = Values::clone(&inherit_values(&parent.values));
        for declaration in declarations {
            if let Some(property) = Property::from_name(&declaration.property) {
                values.insert(property, substitute_variables(&declaration.value, &names));
            }
        }
        InheritedStyle {
            names: Arc::new(names),
            values: Arc::new(values),
        }
    }
}

/// Whether a property is of an element alone, not of those within it.
fn is_own(property: Property) -> bool {
    matches!(property, Property::Opacity | Property::Display)
}

/// What a child takes over.
fn inherit_values(values: &Arc<Values>) -> Arc<Values> {
    if !values.keys().any(|it| is_own(*it)) {
        return values.clone();
    }
    let mut values = Values::clone(values);
    values.retain(|it, _| !is_own(*it));
    Arc::new(values)
}

/// What differs from what the parent hands down. Only of a text it matters what is painted first.
fn changed_declarations(
    shape: &Shape,
    given: &InheritedStyle,
    parent: &InheritedStyle,
) -> Vec<Declaration> {
    let order = given.values.get(&Property::PaintOrder);
    let is_outlined =
        matches!(shape, Shape::Text(_)) && order.is_some_and(|it| it.starts_with("stroke"));
    let order = is_outlined.then(|| Declaration {
        property: Property::PaintOrder,
        value: "stroke".to_owned(),
    });
    let is_new = |(property, value): &(&Property, &String)| {
        **property != Property::PaintOrder
            && (is_own(**property) || parent.values.get(*property) != Some(*value))
    };
    let others = given.values.iter().filter(is_new);
    let others = others.map(|(property, value)| Declaration {
        property: *property,
        value: value.clone(),
    });
    order.into_iter().chain(others).collect()
}

/// A value with its custom properties put in; one that is not there and has no substitute is `none`.
fn substitute_variables(value: &str, names: &Names) -> String {
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
        .unwrap_or_else(|| substitute_variables(substitute.trim(), names));
    // Behind a parenthesis that is never closed there is nothing more.
    let after = after.get(1..).unwrap_or("");
    format!("{before}{found}{}", substitute_variables(after, names))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::style::Style;
    use crate::svg::{SvgReader, write_nodes};
    use gongbao_model::drawing::{
        Anchor, Coord, Drawing, DrawingNode, Group, Rect, Shape, Size, TextLine,
    };

    fn check(css: &str, nodes: Vec<DrawingNode>, expected: &str) {
        let tokens = BTreeMap::from([("ink".to_owned(), "#111".to_owned())]);
        let drawing = Drawing {
            id: "fig".to_owned(),
            kind: "bar",
            size: Size::Wide,
            height: 100.0,
            font_size: 13.0,
            title: String::new(),
            description: String::new(),
            nodes,
        };
        let styled = Style::new(css, &tokens, &[]).apply(&drawing);
        let written = write_nodes(&styled, SvgReader::PictureProgram);
        let corner = " x=\"0\" y=\"0\" width=\"1\" height=\"1\"";
        assert_eq!(written.replace(corner, ""), expected);
    }

    fn rect(classes: &[&'static str]) -> DrawingNode {
        let rect = Rect {
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
        };
        DrawingNode {
            classes: classes.to_vec(),
            ..DrawingNode::new(Shape::Rectangle(rect))
        }
    }

    fn group(classes: &[&'static str], children: Vec<DrawingNode>) -> DrawingNode {
        let group = Group {
            subject: None,
            children,
        };
        DrawingNode {
            classes: classes.to_vec(),
            ..DrawingNode::new(Shape::Group(group))
        }
    }

    #[test]
    fn tokens_and_custom_properties_become_colours() {
        let css = ".s1 { --series: var(--series-1, var(--ink)) } rect { fill: var(--series) } .x { fill: var(--no, red) }";
        check(
            css,
            vec![group(&["s1"], vec![rect(&[]), rect(&["x"])])],
            "<g><rect fill=\"#111\"/><rect fill=\"red\"/></g>",
        );
    }

    #[test]
    fn the_more_exact_and_the_important_count() {
        check(
            ".chart rect { fill: a } rect { fill: b } g { fill: a }",
            vec![rect(&[])],
            "<rect fill=\"a\"/>",
        );
        check(
            "rect { fill: a !important } .chart rect { fill: b }",
            vec![rect(&[])],
            "<rect fill=\"a\"/>",
        );
    }

    #[test]
    fn a_rule_may_name_the_kind_and_the_layout() {
        check(
            "svg.chart-bar.wide rect { fill: a } .chart-line rect, .narrow rect { fill: b }",
            vec![rect(&[])],
            "<rect fill=\"a\"/>",
        );
    }

    #[test]
    fn what_the_parent_hands_down_is_not_said_again() {
        check(
            "g { fill: a } rect { fill: a; opacity: .5 }",
            vec![group(&[], vec![rect(&[])])],
            "<g fill=\"a\"><rect opacity=\".5\"/></g>",
        );
    }

    #[test]
    fn an_outline_behind_a_text_is_a_text_of_its_own() {
        let text = TextLine {
            at: Coord::new(1.0, 2.0),
            anchor: Anchor::Start,
            content: "x".to_owned(),
        };
        check(
            "text { fill: a; paint-order: stroke; stroke: b; stroke-width: 3px }",
            vec![DrawingNode::new(Shape::Text(text))],
            "<text x=\"1\" y=\"2\" aria-hidden=\"true\" fill=\"a\" stroke=\"b\" stroke-width=\"3px\">x</text>\
             <text x=\"1\" y=\"2\" fill=\"a\">x</text>",
        );
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        check(
            ".x { display: none }",
            vec![group(&["x"], vec![rect(&[])]), rect(&[])],
            "<rect/>",
        );
    }
}
