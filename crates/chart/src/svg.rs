//! Drawings written as SVG.
//!
//! Coordinates are written with one decimal, which is what the canvas counts in. Paths go from point to point with
//! relative coordinates: those are short, and exact because they are counted in tenths. Start at [`write_svg()`].

use std::fmt::Write as _;

use gongbao_model::drawing::{
    Anchor, Coord, Declaration, Drawing, DrawingNode, Group, GroupSubject, Property, Shape,
    TextLine,
};
use gongbao_model::escape::escape_xml;

/// Who reads the markup, as far as the markup depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgReader {
    /// A browser, and programs that know `paint-order`.
    Browser,
    /// A browser, for the lines without axes beside figures: the class comes first, and every number has its decimal.
    Sparkline,
    /// Any program that opens pictures. Few know `paint-order`, so the outline of a text is a text behind it.
    PictureProgram,
    /// Office programs, which draw outlines last and so need the same.
    Office,
}

/// The `<svg>` element of a drawing in a page, styled by classes.
pub fn write_svg(drawing: &Drawing) -> String {
    let suffix = drawing.size.pick("w", "n");
    // Ids are referred to in lists that are separated by spaces.
    let id: String = drawing
        .id
        .chars()
        .map(|it| if it.is_whitespace() { '-' } else { it })
        .collect();
    let id = escape_line(&id);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-{kind} {size}\" role=\"img\" \
         aria-labelledby=\"{id}-{suffix}-t {id}-{suffix}-d\" viewBox=\"0 0 {width} {height}\" font-size=\"{font}\">\
         <title id=\"{id}-{suffix}-t\">{title}</title><desc id=\"{id}-{suffix}-d\">{alt}</desc>{body}</svg>\n",
        kind = drawing.kind,
        size = drawing.size.name(),
        width = drawing.size.width(),
        height = drawing.height,
        font = drawing.font_size,
        title = escape_line(&drawing.title),
        alt = escape_line(&drawing.description),
        body = write_nodes(&drawing.nodes, SvgReader::Browser),
    )
}

/// The markup of some nodes, one after the other.
pub fn write_nodes(nodes: &[DrawingNode], reader: SvgReader) -> String {
    let mut writer = SvgWriter {
        reader,
        out: String::new(),
    };
    for node in nodes {
        writer.node(node);
    }
    writer.out
}

/// A text on one line: programs that read SVG 1.1 leave line ends out, and browsers take them for spaces.
pub fn escape_line(text: &str) -> String {
    escape_xml(&text.replace(['\r', '\n', '\t'], " "))
}

struct SvgWriter {
    reader: SvgReader,
    out: String,
}

impl SvgWriter {
    fn node(&mut self, node: &DrawingNode) {
        let order = node
            .style
            .iter()
            .find(|it| it.property == Property::PaintOrder);
        match (&node.shape, order, self.reader) {
            (Shape::Text(text), Some(_), SvgReader::PictureProgram | SvgReader::Office) => {
                self.outlined_text(node, text);
            }
            _ => self.element(node, &node.style),
        }
    }

    /// A text with an outline as two texts: the outline, and the letters upon it.
    fn outlined_text(&mut self, node: &DrawingNode, text: &TextLine) {
        let known: Vec<Declaration> = node
            .style
            .iter()
            .filter(|it| it.property != Property::PaintOrder)
            .cloned()
            .collect();
        let letters: Vec<Declaration> = known
            .iter()
            .filter(|it| !it.property.is_of_stroke())
            .cloned()
            .collect();
        self.out.push_str("<text");
        self.geometry(&node.shape);
        if self.reader == SvgReader::PictureProgram {
            self.attribute("aria-hidden", "true");
            self.style(&known);
        } else {
            self.style(&known);
            self.attribute("aria-hidden", "true");
        }
        let content = escape_line(&text.content);
        self.push(format_args!(">{content}</text>"));
        self.element(node, &letters);
    }

    fn element(&mut self, node: &DrawingNode, style: &[Declaration]) {
        let name = node.shape.name();
        self.push(format_args!("<{name}"));
        // Pages with sparklines have always had the class first, and stay the same byte for byte.
        if self.reader == SvgReader::Sparkline {
            self.classes(node);
            self.geometry(&node.shape);
        } else {
            self.geometry(&node.shape);
            self.classes(node);
        }
        if let Shape::Group(Group {
            subject: Some(subject),
            ..
        }) = &node.shape
        {
            match subject {
                GroupSubject::Series(name) => self.attribute("data-series", name),
                GroupSubject::Panel(name) => self.attribute("data-panel", name),
            }
        }
        if let Some(datum) = &node.datum {
            self.attribute("data-x", &datum.x);
            self.attribute("data-value", &datum.value);
        }
        self.style(style);
        let is_group = matches!(node.shape, Shape::Group(_));
        let content = match &node.shape {
            Shape::Text(text) => escape_line(&text.content),
            _ => String::new(),
        };
        if !is_group && node.title.is_none() && content.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        if let Some(title) = &node.title {
            let title = escape_line(title);
            self.push(format_args!("<title>{title}</title>"));
        }
        self.out.push_str(&content);
        if let Shape::Group(group) = &node.shape {
            for child in &group.children {
                self.node(child);
            }
        }
        self.push(format_args!("</{name}>"));
    }

    /// Where the shape stands.
    fn geometry(&mut self, shape: &Shape) {
        match shape {
            Shape::Group(_) => {}
            Shape::Rectangle(rect) => {
                // Of numbers in tenths the difference is exact.
                let [left, top, right, bottom] =
                    [rect.left, rect.top, rect.right, rect.bottom].map(in_tenths);
                self.attribute("x", &format_tenths(left));
                self.attribute("y", &format_tenths(top));
                self.attribute("width", &format_tenths(right - left));
                self.attribute("height", &format_tenths(bottom - top));
            }
            Shape::Path { points, is_closed } => {
                let mut data = path_data(points);
                data.push_str(if *is_closed { "z" } else { "" });
                self.attribute("d", &data);
            }
            Shape::Polyline(points) => {
                let points: Vec<String> = points
                    .iter()
                    .map(|it| format!("{},{}", self.length(it.x), self.length(it.y)))
                    .collect();
                self.attribute("fill", "none");
                self.attribute("points", &points.join(" "));
            }
            Shape::Circle { centre, radius } => {
                self.attribute("cx", &self.length(centre.x));
                self.attribute("cy", &self.length(centre.y));
                self.attribute("r", &self.length(*radius));
            }
            Shape::Text(text) => {
                self.attribute("x", &self.length(text.at.x));
                self.attribute("y", &self.length(text.at.y));
                match text.anchor {
                    // The default of SVG.
                    Anchor::Start => {}
                    Anchor::Middle => self.attribute("text-anchor", "middle"),
                    Anchor::End => self.attribute("text-anchor", "end"),
                }
            }
        }
    }

    fn classes(&mut self, node: &DrawingNode) {
        if !node.classes.is_empty() {
            self.attribute("class", &node.classes.join(" "));
        }
    }

    fn style(&mut self, style: &[Declaration]) {
        for declaration in style {
            self.attribute(declaration.property.name(), &declaration.value);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = escape_line(value);
        self.push(format_args!(" {name}=\"{value}\""));
    }

    fn length(&self, value: f64) -> String {
        if self.reader == SvgReader::Sparkline {
            format!("{value:.1}")
        } else {
            format_tenths(in_tenths(value))
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "a text in memory takes whatever is written"
    )]
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        self.out
            .write_fmt(text)
            .expect("a text in memory takes whatever is written");
    }
}

/// Path data with relative coordinates.
fn path_data(points: &[Coord]) -> String {
    let mut points = points.iter().map(|it| (in_tenths(it.x), in_tenths(it.y)));
    // A path without a point draws nothing.
    let Some(mut last) = points.next() else {
        return String::new();
    };
    let mut out = format!("M{}", pair_of_tenths(last.0, last.1));
    let mut command = 'M';
    for point in points {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        last = point;
        let (next, text) = match (dx, dy) {
            (0, 0) => continue,
            (_, 0) => ('h', format_tenths(dx)),
            (0, _) => ('v', format_tenths(dy)),
            _ => ('l', pair_of_tenths(dx, dy)),
        };
        if next != command {
            out.push(next);
        } else if !text.starts_with('-') {
            out.push(' ');
        }
        out.push_str(&text);
        command = next;
    }
    out
}

/// Two numbers of tenths; a minus sign separates as well as a space.
fn pair_of_tenths(first: i32, second: i32) -> String {
    let space = if second < 0 { "" } else { " " };
    format!("{}{space}{}", format_tenths(first), format_tenths(second))
}

fn in_tenths(value: f64) -> i32 {
    (value * 10.0).round() as i32
}

/// A number of tenths, without needless zeros.
fn format_tenths(value: i32) -> String {
    let (whole, rest) = (value.abs() / 10, value.abs() % 10);
    let sign = if value < 0 { "-" } else { "" };
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::svg::{SvgReader, write_nodes};
    use gongbao_model::drawing::{
        Anchor, Coord, Datum, Declaration, DrawingNode, Group, GroupSubject, Property, Rect, Shape,
        TextLine,
    };

    fn check(node: DrawingNode, reader: SvgReader, expected: &str) {
        assert_eq!(write_nodes(&[node], reader), expected);
    }

    fn text(content: &str) -> Shape {
        Shape::Text(TextLine {
            at: Coord::new(1.0, 2.5),
            anchor: Anchor::End,
            content: content.to_owned(),
        })
    }

    #[test]
    fn writes_what_a_mark_says() {
        let rect = Rect {
            left: 0.5,
            top: 1.0,
            right: 10.0,
            bottom: 3.2,
        };
        let node = DrawingNode {
            classes: vec!["unmet"],
            datum: Some(Datum {
                x: "甲".to_owned(),
                value: "1".to_owned(),
            }),
            title: Some("a<b".to_owned()),
            ..DrawingNode::new(Shape::Rectangle(rect))
        };
        let expected = "<rect x=\".5\" y=\"1\" width=\"9.5\" height=\"2.2\" class=\"unmet\" data-x=\"甲\" \
            data-value=\"1\"><title>a&lt;b</title></rect>";
        check(node, SvgReader::Browser, expected);
    }

    #[test]
    fn names_the_series_a_group_shows() {
        let group = Group {
            subject: Some(GroupSubject::Series("\"甲\"".to_owned())),
            children: vec![DrawingNode::new(text(""))],
        };
        let node = DrawingNode {
            classes: vec!["series", "s1"],
            ..DrawingNode::new(Shape::Group(group))
        };
        let expected = "<g class=\"series s1\" data-series=\"&quot;甲&quot;\"><text x=\"1\" y=\"2.5\" text-anchor=\"end\"/></g>";
        check(node, SvgReader::Browser, expected);
    }

    #[test]
    fn goes_from_point_to_point() {
        let points = [(1.0, 1.0), (2.0, 1.0), (3.5, 1.0), (3.5, 0.5), (1.0, -1.0)];
        let points = points.map(|(x, y)| Coord::new(x, y)).to_vec();
        let node = DrawingNode::new(Shape::Path {
            points,
            is_closed: true,
        });
        check(
            node,
            SvgReader::Browser,
            "<path d=\"M1 1h1 1.5v-.5l-2.5-1.5z\"/>",
        );
    }

    #[test]
    fn an_outline_is_a_text_of_its_own_where_its_order_is_not_known() {
        let declaration = |property, value: &str| Declaration {
            property,
            value: value.to_owned(),
        };
        let node = DrawingNode {
            style: vec![
                declaration(Property::PaintOrder, "stroke"),
                declaration(Property::Fill, "#000"),
                declaration(Property::Stroke, "#fff"),
            ],
            ..DrawingNode::new(text("甲"))
        };
        let place = "<text x=\"1\" y=\"2.5\" text-anchor=\"end\"";
        let letters = format!("{place} fill=\"#000\">甲</text>");
        let (hidden, look) = (" aria-hidden=\"true\"", " fill=\"#000\" stroke=\"#fff\"");
        let one = format!("{place} paint-order=\"stroke\"{look}>甲</text>");
        check(node.clone(), SvgReader::Browser, &one);
        let two = format!("{place}{hidden}{look}>甲</text>{letters}");
        check(node.clone(), SvgReader::PictureProgram, &two);
        let two = format!("{place}{look}{hidden}>甲</text>{letters}");
        check(node, SvgReader::Office, &two);
    }

    #[test]
    fn leaves_out_what_xml_has_no_place_for() {
        check(
            DrawingNode::new(text("a\u{1}\u{ffff}b")),
            SvgReader::Browser,
            "<text x=\"1\" y=\"2.5\" text-anchor=\"end\">ab</text>",
        );
    }
}
