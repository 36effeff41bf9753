//! A drawing as a tree of plain data: groups, shapes and texts, with their classes and what they say of the data.
//!
//! It knows neither charts nor how a drawing is written: pages, pictures and documents each write the same tree.
//! Lengths are pixels of the drawing. Start at [`Drawing`].

/// A chart that has been drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Unique in its page; the ids of the title and the description begin with it.
    pub id: String,
    /// Name of the kind of chart.
    pub kind: &'static str,
    /// Which of the two drawings it is.
    pub size: Size,
    pub height: f64,
    /// Size of all text in it.
    pub font_size: f64,
    /// The finding.
    pub title: String,
    /// What the chart shows, in sentences.
    pub description: String,
    pub nodes: Vec<DrawingNode>,
}

/// Which of the two drawings of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For wide columns, 680 px.
    Wide,
    /// For phones, 340 px.
    Narrow,
}

/// A shape with everything that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawingNode {
    pub shape: Shape,
    /// What a style sheet knows it by.
    pub classes: Vec<&'static str>,
    /// The datum it shows, if it is a mark.
    pub datum: Option<Datum>,
    /// What a reader sees who points at it.
    pub title: Option<String>,
    /// What it looks like, where no style sheet is at hand; otherwise nothing.
    pub style: Vec<Declaration>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Group(Group),
    Rectangle(Rect),
    /// A line through points, or the outline of an area.
    Path {
        points: Vec<Coord>,
        is_closed: bool,
    },
    /// A line through points that is never filled.
    Polyline(Vec<Coord>),
    Circle {
        centre: Coord,
        radius: f64,
    },
    Text(TextLine),
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it shows, if it shows one thing.
    pub subject: Option<GroupSubject>,
    pub children: Vec<DrawingNode>,
}

/// What a group shows, by the name readers know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupSubject {
    Series(String),
    Panel(String),
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// A point of its baseline.
    pub at: Coord,
    pub anchor: Anchor,
    pub content: String,
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A point of the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coord {
    pub x: f64,
    pub y: f64,
}

/// A corner-to-corner box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Raw position and raw value, as they stand in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    pub x: String,
    pub value: String,
}

/// One property of a node's look, as a style sheet would give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub property: Property,
    pub value: String,
}

/// The properties drawings are styled with, in the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    Display,
    Fill,
    FillOpacity,
    FontStyle,
    FontWeight,
    LetterSpacing,
    Opacity,
    PaintOrder,
    Stroke,
    StrokeDasharray,
    StrokeLinecap,
    StrokeLinejoin,
    StrokeOpacity,
    StrokeWidth,
}

impl Size {
    /// Its name as a class.
    pub fn name(self) -> &'static str {
        self.pick("wide", "narrow")
    }

    /// Width of the drawing.
    pub fn width(self) -> f64 {
        self.pick(680.0, 340.0)
    }

    /// Picks what suits this drawing.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Size::Wide => wide,
            Size::Narrow => narrow,
        }
    }
}

impl DrawingNode {
    /// A shape of which nothing is said.
    pub fn new(shape: Shape) -> DrawingNode {
        DrawingNode {
            shape,
            classes: Vec::new(),
            datum: None,
            title: None,
            style: Vec::new(),
        }
    }
}

impl Coord {
    pub const fn new(x: f64, y: f64) -> Coord {
        Coord { x, y }
    }
}

impl Shape {
    /// Its name in SVG, which style sheets know it by.
    pub fn name(&self) -> &'static str {
        match self {
            Shape::Group(_) => "g",
            Shape::Rectangle(_) => "rect",
            Shape::Path { .. } => "path",
            Shape::Polyline(_) => "polyline",
            Shape::Circle { .. } => "circle",
            Shape::Text(_) => "text",
        }
    }
}

impl Property {
    pub(crate) const ALL: [Property; 14] = [
        Property::Display,
        Property::Fill,
        Property::FillOpacity,
        Property::FontStyle,
        Property::FontWeight,
        Property::LetterSpacing,
        Property::Opacity,
        Property::PaintOrder,
        Property::Stroke,
        Property::StrokeDasharray,
        Property::StrokeLinecap,
        Property::StrokeLinejoin,
        Property::StrokeOpacity,
        Property::StrokeWidth,
    ];

    /// Its name in style sheets and in SVG.
    pub fn name(self) -> &'static str {
        match self {
            Property::Display => "display",
            Property::Fill => "fill",
            Property::FillOpacity => "fill-opacity",
            Property::FontStyle => "font-style",
            Property::FontWeight => "font-weight",
            Property::LetterSpacing => "letter-spacing",
            Property::Opacity => "opacity",
            Property::PaintOrder => "paint-order",
            Property::Stroke => "stroke",
            Property::StrokeDasharray => "stroke-dasharray",
            Property::StrokeLinecap => "stroke-linecap",
            Property::StrokeLinejoin => "stroke-linejoin",
            Property::StrokeOpacity => "stroke-opacity",
            Property::StrokeWidth => "stroke-width",
        }
    }

    /// The property with a name, if drawings are styled with it.
    pub fn from_name(name: &str) -> Option<Property> {
        Property::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether it says how a line is drawn.
    pub fn is_of_stroke(self) -> bool {
        self.name().starts_with("stroke")
    }
}

/// Every text of some nodes, in the order drawn.
pub fn collect_texts(nodes: &[DrawingNode]) -> Vec<&str> {
    let mut found = Vec::new();
    for node in nodes {
        match &node.shape {
            Shape::Text(text) => found.push(text.content.as_str()),
            Shape::Group(group) => found.extend(collect_texts(&group.children)),
            Shape::Rectangle(_)
            | Shape::Path { .. }
            | Shape::Polyline(_)
            | Shape::Circle { .. } => {}
        }
    }
    found
}
