//! The surface charts are drawn on: plotters' elements, over a backend of our own that makes nodes of them.
//!
//! The only file that knows plotters. Coordinates are pixels of the drawing with one decimal; plotters
//! counts in whole units, so each pixel is ten of them. What marks look like is said in classes, so plotters'
//! own styles are never read.
//!
//! Elements and scales are plotters'. Its axes are not used: they choose other steps than readers of Chinese reports
//! expect (see `axis`), and place labels by the metrics of a font, of which there is none here (see `text`).

use std::borrow::Borrow;
use std::convert::Infallible;

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{
    Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text as TextElement,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, IntoFont, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind as Failure,
};

use crate::text;

use gongbao_model::drawing::{
    Anchor, Coord, Datum, Drawing, DrawingNode, Group, GroupSubject, Rect, Shape, Size, TextLine,
};

/// Units of plotters in one pixel of the drawing.
const UNITS_PER_PIXEL: f64 = 10.0;

/// The lowest place a shape may have, in units of plotters: no chart is as high.
const MAX_CANVAS_HEIGHT: i32 = 1_000_000;

/// A surface. It grows downwards as needed; [`Canvas::finish`] makes the drawing of it.
#[derive(Debug)]
pub struct Canvas {
    /// Which drawing is made.
    pub(crate) size: Size,
    /// Its height, set by whoever lays it out.
    pub(crate) height: f64,
    width: f64,
    /// Where its corner lies in the drawing.
    origin: Coord,
    /// Width of the whole drawing.
    frame: f64,
    /// What was drawn in the group that is open.
    nodes: Vec<DrawingNode>,
}

/// What is known about one mark, and how it is classed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mark {
    /// Classes of the element, separated by spaces as in markup.
    pub(crate) class: &'static str,
    /// Raw position and raw value.
    pub(crate) data: Option<Datum>,
    /// What a reader sees who points at it.
    pub(crate) title: Option<String>,
}

/// The names a drawing is read out by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpokenNames<'a> {
    /// Unique in the page.
    pub(crate) id: &'a str,
    /// Name of the kind of chart.
    pub(crate) kind: &'static str,
    /// The finding.
    pub(crate) title: &'a str,
    /// What the chart shows, in sentences.
    pub(crate) alt: &'a str,
}

impl Mark {
    /// A mark that is nothing but its class.
    pub(crate) fn class(class: &'static str) -> Mark {
        Mark {
            class,
            ..Mark::default()
        }
    }
}

impl Canvas {
    /// An empty surface.
    pub(crate) fn new(size: Size) -> Canvas {
        Canvas {
            size,
            height: 0.0,
            width: size.width(),
            origin: Coord::default(),
            frame: size.width(),
            nodes: Vec::new(),
        }
    }

    /// Draws what `inside` draws into a part of this surface, as a narrow drawing of its own; gives its height.
    pub(crate) fn panel(
        &mut self,
        name: &str,
        origin: Coord,
        width: f64,
        inside: impl FnOnce(&mut Canvas),
    ) -> f64 {
        let mut panel = Canvas {
            size: Size::Narrow,
            height: 0.0,
            width,
            origin,
            frame: self.frame,
            nodes: Vec::new(),
        };
        inside(&mut panel);
        let group = Group {
            subject: Some(GroupSubject::Panel(name.to_owned())),
            children: panel.nodes,
        };
        self.add_group(split_classes("panel"), group);
        panel.height
    }

    /// The height of a plot; a small picture among others takes less.
    pub(crate) fn tall(&self, wide: f64, narrow: f64) -> f64 {
        if self.width < self.size.width() {
            narrow.min(120.0)
        } else {
            self.size.pick(wide, narrow)
        }
    }

    /// Width of the drawing.
    pub(crate) fn width(&self) -> f64 {
        self.width
    }

    /// Draws what `inside` draws into a group.
    pub(crate) fn group(&mut self, class: &'static str, inside: impl FnOnce(&mut Canvas)) {
        let children = self.drawn(inside);
        let group = Group {
            subject: None,
            children,
        };
        self.add_group(split_classes(class), group);
    }

    /// Draws what `inside` draws into a group that has the colours of a series.
    pub(crate) fn coloured_group(
        &mut self,
        class: &'static str,
        series: usize,
        inside: impl FnOnce(&mut Canvas),
    ) {
        let children = self.drawn(inside);
        let group = Group {
            subject: None,
            children,
        };
        self.add_group(vec![class, series_class(series)], group);
    }

    /// Draws what `inside` draws into the group of a series, which is named for scripts and tests.
    pub(crate) fn series(&mut self, index: usize, name: &str, inside: impl FnOnce(&mut Canvas)) {
        let children = self.drawn(inside);
        let group = Group {
            subject: Some(GroupSubject::Series(name.to_owned())),
            children,
        };
        self.add_group(vec!["series", series_class(index)], group);
    }

    fn drawn(&mut self, inside: impl FnOnce(&mut Canvas)) -> Vec<DrawingNode> {
        let before = std::mem::take(&mut self.nodes);
        inside(self);
        std::mem::replace(&mut self.nodes, before)
    }

    /// A group that nothing was drawn into is left out.
    fn add_group(&mut self, classes: Vec<&'static str>, group: Group) {
        if !group.children.is_empty() {
            self.nodes.push(DrawingNode {
                classes,
                ..DrawingNode::new(Shape::Group(group))
            });
        }
    }

    /// A box.
    pub(crate) fn rect(&mut self, rect: Rect, mark: Mark) {
        let corners = [
            self.unit(Coord::new(rect.left, rect.top)),
            self.unit(Coord::new(rect.right, rect.bottom)),
        ];
        self.add(mark, &Rectangle::new(corners, BLACK));
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: Coord, to: Coord, class: &'static str) {
        self.path(&[from, to], class);
    }

    /// A line through points.
    pub(crate) fn path(&mut self, points: &[Coord], class: &'static str) {
        let points: Vec<BackendCoord> = points.iter().map(|it| self.unit(*it)).collect();
        self.add(Mark::class(class), &PathElement::new(points, BLACK));
    }

    /// A closed shape.
    pub(crate) fn shape(&mut self, corners: &[Coord], mark: Mark) {
        let corners: Vec<BackendCoord> = corners.iter().map(|it| self.unit(*it)).collect();
        self.add(mark, &Polygon::new(corners, BLACK));
    }

    /// A circle.
    pub(crate) fn circle(&mut self, centre: Coord, radius: f64, mark: Mark) {
        let radius = (radius * UNITS_PER_PIXEL).round() as i32;
        self.add(mark, &Circle::new(self.unit(centre), radius, BLACK));
    }

    /// One line of text, its baseline at a point.
    pub(crate) fn text(&mut self, at: Coord, anchor: Anchor, class: &'static str, text: &str) {
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from(("sans-serif", text::FONT_SIZE * UNITS_PER_PIXEL).into_font())
            .pos(Pos::new(side, VPos::Bottom));
        let element = TextElement::new(text.to_owned(), self.unit(at), style);
        self.add(Mark::class(class), &element);
    }

    /// The finished drawing.
    pub(crate) fn finish(self, naming: &SpokenNames<'_>) -> Drawing {
        Drawing {
            id: naming.id.to_owned(),
            kind: naming.kind,
            size: self.size,
            height: self.height.ceil(),
            font_size: text::FONT_SIZE,
            title: naming.title.to_owned(),
            description: naming.alt.to_owned(),
            nodes: self.nodes,
        }
    }

    /// A point in plotters' units. What would leave the drawing is moved to its edge.
    fn unit(&self, at: Coord) -> BackendCoord {
        let (x, y) = (
            to_backend_units(at.x + self.origin.x),
            to_backend_units(at.y + self.origin.y),
        );
        (
            x.clamp(0, to_backend_units(self.frame)),
            y.clamp(0, MAX_CANVAS_HEIGHT),
        )
    }

    /// Has plotters draw an element, and adds the shape it draws with what is known about it.
    #[expect(
        clippy::expect_used,
        reason = "the backend cannot fail, and elements draw one shape each"
    )]
    fn add<E>(&mut self, mark: Mark, element: &E)
    where
        for<'e> &'e E: PointCollection<'e, BackendCoord>,
        E: Drawable<ShapeRecorder>,
    {
        let points = element.point_iter().into_iter();
        let points = points.map(|it| *it.borrow());
        let mut recorder = ShapeRecorder { shape: None };
        let size = recorder.get_size();
        element
            .draw(points, &mut recorder, size)
            .expect("a backend that keeps shapes cannot fail");
        let shape = recorder.shape.expect("each element draws one shape");
        self.nodes.push(DrawingNode {
            shape,
            classes: split_classes(mark.class),
            datum: mark.data,
            title: mark.title,
            style: Vec::new(),
        });
    }
}

fn split_classes(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

/// The class of a series; colours repeat after eight.
pub(crate) fn series_class(index: usize) -> &'static str {
    ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"][index % 8]
}

/// Translates values into pixels.
#[derive(Clone)]
pub(crate) struct Scale {
    values: RangedCoordf64,
    pixels: (i32, i32),
}

impl Scale {
    /// Values from `low` to `high`, which must differ, upon pixels from `from` to `to`.
    pub(crate) fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        Scale {
            values: (low..high).into(),
            pixels: (to_backend_units(from), to_backend_units(to)),
        }
    }

    /// Where a value stands.
    pub(crate) fn at(&self, value: f64) -> f64 {
        f64::from(self.values.map(&value, self.pixels)) / UNITS_PER_PIXEL
    }
}

fn to_backend_units(pixels: f64) -> i32 {
    (pixels * UNITS_PER_PIXEL).round() as i32
}

fn to_coord(at: BackendCoord) -> Coord {
    Coord::new(
        f64::from(at.0) / UNITS_PER_PIXEL,
        f64::from(at.1) / UNITS_PER_PIXEL,
    )
}

/// A backend that keeps the shape an element draws.
struct ShapeRecorder {
    shape: Option<Shape>,
}

impl DrawingBackend for ShapeRecorder {
    type ErrorType = Infallible;

    /// Only elements measured in parts of the whole ask for this, and we draw none.
    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Failure<Infallible>> {
        Ok(())
    }

    /// What plotters has no shape for is drawn in pixels; none of our elements is.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Result<(), Failure<Infallible>> {
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _: &S,
        _: bool,
    ) -> Result<(), Failure<Infallible>> {
        let (from, to) = (to_coord(from), to_coord(to));
        self.shape = Some(Shape::Rectangle(Rect {
            left: from.x,
            top: from.y,
            right: to.x,
            bottom: to.y,
        }));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        _: &S,
    ) -> Result<(), Failure<Infallible>> {
        self.shape = Some(Shape::Path {
            points: points.into_iter().map(to_coord).collect(),
            is_closed: false,
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        _: &S,
    ) -> Result<(), Failure<Infallible>> {
        self.shape = Some(Shape::Path {
            points: corners.into_iter().map(to_coord).collect(),
            is_closed: true,
        });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        _: &S,
        _: bool,
    ) -> Result<(), Failure<Infallible>> {
        self.shape = Some(Shape::Circle {
            centre: to_coord(centre),
            radius: f64::from(radius) / UNITS_PER_PIXEL,
        });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Failure<Infallible>> {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        self.shape = Some(Shape::Text(TextLine {
            at: to_coord(at),
            anchor,
            content: text.to_owned(),
        }));
        Ok(())
    }
}
