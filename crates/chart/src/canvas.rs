//! The surface charts are drawn on: plotters over our own backend, which writes semantic SVG.
//!
//! The only file that knows plotters. Coordinates are pixels of the drawing with one decimal; plotters
//! counts in whole units, so each pixel is ten of them. Style is said in classes, never in attributes.

#![allow(
    clippy::disallowed_types,
    reason = "plotters owns its backend; the ink behind it is shared with the canvas"
)]

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, IntoFont, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind as Failure,
};

use crate::text;

/// Units of plotters in one pixel of the drawing.
const FINE: f64 = 10.0;

/// Which of the two drawings is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For wide columns, 680 px.
    Wide,
    /// For phones, 340 px.
    Narrow,
}

/// A surface. It grows downwards as needed; [`Canvas::finish`] sets its height.
pub struct Canvas {
    /// Which drawing is made.
    pub size: Size,
    /// Its height, set by whoever lays it out.
    pub height: f64,
    width: f64,
    /// Where its corner lies in the drawing.
    origin: (f64, f64),
    area: DrawingArea<Backend, Shift>,
    ink: Rc<RefCell<Ink>>,
}

/// What is known about one mark, and how it is classed.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Class of the element; empty for none.
    pub class: &'static str,
    /// Raw position and raw value.
    pub data: Option<(String, String)>,
    /// What a reader sees who points at it.
    pub title: Option<String>,
}

/// A corner-to-corner box: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// The names a drawing is read out by.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// Unique in the page.
    pub id: &'a str,
    /// Name of the kind of chart.
    pub kind: &'a str,
    /// The finding.
    pub title: &'a str,
    /// What the chart shows, in sentences.
    pub alt: &'a str,
}

impl Size {
    /// Width of the drawing.
    pub fn width(self) -> f64 {
        match self {
            Size::Wide => 680.0,
            Size::Narrow => 340.0,
        }
    }

    /// Picks what suits this drawing.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Size::Wide => wide,
            Size::Narrow => narrow,
        }
    }
}

impl Mark {
    /// A mark that is nothing but its class.
    pub fn class(class: &'static str) -> Mark {
        Mark {
            class,
            ..Mark::default()
        }
    }
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas")
            .field("size", &self.size)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

impl Canvas {
    /// An empty surface.
    pub fn new(size: Size) -> Canvas {
        let ink = Rc::new(RefCell::new(Ink::default()));
        let area = Backend {
            ink: ink.clone(),
            width: size.width(),
        }
        .into_drawing_area();
        Canvas {
            size,
            height: 0.0,
            width: size.width(),
            origin: (0.0, 0.0),
            area,
            ink,
        }
    }

    /// Draws what `inside` draws into a part of this surface, as a narrow drawing of its own; gives its height.
    pub fn panel(
        &self,
        name: &str,
        origin: (f64, f64),
        width: f64,
        inside: impl FnOnce(&mut Canvas),
    ) -> f64 {
        let (area, ink) = (self.area.clone(), self.ink.clone());
        let mut panel = Canvas {
            size: Size::Narrow,
            height: 0.0,
            width,
            origin,
            area,
            ink,
        };
        self.open("panel", "panel", Some(name));
        inside(&mut panel);
        self.ink.borrow_mut().close();
        panel.height
    }

    /// The height of a plot; a small picture among others takes less.
    pub fn tall(&self, wide: f64, narrow: f64) -> f64 {
        if self.width < self.size.width() {
            narrow.min(120.0)
        } else {
            self.size.pick(wide, narrow)
        }
    }

    fn fine(&self, (x, y): (f64, f64)) -> BackendCoord {
        fine((x + self.origin.0, y + self.origin.1))
    }

    /// Width of the drawing.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Draws what `inside` draws into a group.
    pub fn group(&self, class: &str, inside: impl FnOnce(&Canvas)) {
        self.open(class, "series", None);
        inside(self);
        self.ink.borrow_mut().close();
    }

    /// Draws what `inside` draws into the group of a series, which is named for scripts and tests.
    pub fn series(&self, index: usize, name: &str, inside: impl FnOnce(&Canvas)) {
        self.open(
            &format!("series {}", series_class(index)),
            "series",
            Some(name),
        );
        inside(self);
        self.ink.borrow_mut().close();
    }

    fn open(&self, class: &str, key: &str, name: Option<&str>) {
        let name = name
            .map(|it| format!(" data-{key}=\"{}\"", escape(it)))
            .unwrap_or_default();
        self.ink
            .borrow_mut()
            .pending
            .push(format!("<g class=\"{class}\"{name}>"));
    }

    /// A box.
    pub fn rect(&self, rect: Rect, mark: Mark) {
        let corners = [
            self.fine((rect.left, rect.top)),
            self.fine((rect.right, rect.bottom)),
        ];
        self.put(mark, |area| area.draw(&Rectangle::new(corners, BLACK)));
    }

    /// A straight line.
    pub fn line(&self, from: (f64, f64), to: (f64, f64), class: &'static str) {
        self.path(&[from, to], class);
    }

    /// A line through points.
    pub fn path(&self, points: &[(f64, f64)], class: &'static str) {
        let points: Vec<BackendCoord> = points.iter().map(|it| self.fine(*it)).collect();
        self.put(Mark::class(class), |area| {
            area.draw(&PathElement::new(points, BLACK))
        });
    }

    /// A closed shape.
    pub fn shape(&self, corners: &[(f64, f64)], mark: Mark) {
        let corners: Vec<BackendCoord> = corners.iter().map(|it| self.fine(*it)).collect();
        self.put(mark, |area| area.draw(&Polygon::new(corners, BLACK)));
    }

    /// A circle.
    pub fn circle(&self, centre: (f64, f64), radius: f64, mark: Mark) {
        let radius = (radius * FINE).round() as i32;
        self.put(mark, |area| {
            area.draw(&Circle::new(self.fine(centre), radius, BLACK))
        });
    }

    /// One line of text, its baseline at a point.
    pub fn text(&self, at: (f64, f64), anchor: Anchor, class: &'static str, text: &str) {
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from(("sans-serif", text::SIZE * FINE).into_font())
            .pos(Pos::new(side, VPos::Bottom));
        self.put(Mark::class(class), |area| {
            area.draw(&Text::new(text.to_owned(), self.fine(at), style))
        });
    }

    /// The finished `<svg>` element.
    pub fn finish(self, naming: &Naming<'_>) -> String {
        let (size, suffix) = self.size.pick(("wide", "w"), ("narrow", "n"));
        let id: String = naming
            .id
            .chars()
            .map(|it| if it.is_whitespace() { '-' } else { it })
            .collect();
        let id = escape(&id);
        let ink = self.ink.borrow();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-{kind} {size}\" role=\"img\" \
             aria-labelledby=\"{id}-{suffix}-t {id}-{suffix}-d\" viewBox=\"0 0 {width} {height}\" font-size=\"{font}\">\
             <title id=\"{id}-{suffix}-t\">{title}</title><desc id=\"{id}-{suffix}-d\">{alt}</desc>{body}</svg>\n",
            kind = naming.kind,
            width = self.width(),
            height = self.height.ceil(),
            font = text::SIZE,
            title = escape(naming.title),
            alt = escape(naming.alt),
            body = ink.svg,
        )
    }

    /// Hands an element to plotters; the mark waits in the ink until the backend writes the element.
    fn put<E>(&self, mark: Mark, draw: impl FnOnce(&DrawingArea<Backend, Shift>) -> Result<(), E>) {
        self.ink.borrow_mut().mark = mark;
        // The backend writes to memory and cannot fail.
        let _ = draw(&self.area);
    }
}

/// The class of a series; colours repeat after eight.
pub fn series_class(index: usize) -> &'static str {
    ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"][index % 8]
}

/// Translates values into pixels.
#[derive(Clone)]
pub struct Scale {
    values: RangedCoordf64,
    pixels: (i32, i32),
}

impl Scale {
    /// Values from `low` to `high`, which must differ, upon pixels from `from` to `to`.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        Scale {
            values: (low..high).into(),
            pixels: fine((from, to)),
        }
    }

    /// Where a value stands.
    pub fn at(&self, value: f64) -> f64 {
        f64::from(self.values.map(&value, self.pixels)) / FINE
    }
}

fn fine((x, y): (f64, f64)) -> BackendCoord {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

/// The SVG written so far.
#[derive(Default)]
struct Ink {
    svg: String,
    /// Groups that are open but have nothing in them yet; an empty group is never written.
    pending: Vec<String>,
    mark: Mark,
}

impl Ink {
    fn close(&mut self) {
        if self.pending.pop().is_none() {
            self.svg.push_str("</g>");
        }
    }

    fn element(&mut self, name: &str, geometry: &str, content: &str) {
        for tag in self.pending.drain(..) {
            self.svg.push_str(&tag);
        }
        let mark = std::mem::take(&mut self.mark);
        let _ = write!(self.svg, "<{name} {geometry}");
        if !mark.class.is_empty() {
            let _ = write!(self.svg, " class=\"{}\"", mark.class);
        }
        if let Some((x, value)) = &mark.data {
            let _ = write!(
                self.svg,
                " data-x=\"{}\" data-value=\"{}\"",
                escape(x),
                escape(value)
            );
        }
        let title = mark
            .title
            .map(|it| format!("<title>{}</title>", escape(&it)))
            .unwrap_or_default();
        if title.is_empty() && content.is_empty() {
            self.svg.push_str("/>");
        } else {
            let _ = write!(self.svg, ">{title}{content}</{name}>");
        }
    }
}

/// plotters' view of the ink.
struct Backend {
    ink: Rc<RefCell<Ink>>,
    width: f64,
}

impl DrawingBackend for Backend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.width * FINE) as u32, 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Failure<Infallible>> {
        Ok(())
    }

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
        let [x, y, width, height] = [from.0, from.1, to.0 - from.0, to.1 - from.1].map(tenths);
        let geometry = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.ink.borrow_mut().element("rect", &geometry, "");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        _: &S,
    ) -> Result<(), Failure<Infallible>> {
        self.ink
            .borrow_mut()
            .element("path", &format!("d=\"{}\"", path(points)), "");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        _: &S,
    ) -> Result<(), Failure<Infallible>> {
        self.ink
            .borrow_mut()
            .element("path", &format!("d=\"{}z\"", path(corners)), "");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        _: &S,
        _: bool,
    ) -> Result<(), Failure<Infallible>> {
        let radius = i32::try_from(radius).unwrap_or(0);
        let geometry = format!(
            "cx=\"{}\" cy=\"{}\" r=\"{}\"",
            tenths(centre.0),
            tenths(centre.1),
            tenths(radius)
        );
        self.ink.borrow_mut().element("circle", &geometry, "");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Failure<Infallible>> {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let geometry = format!("x=\"{}\" y=\"{}\"{anchor}", tenths(at.0), tenths(at.1));
        self.ink
            .borrow_mut()
            .element("text", &geometry, &escape(text));
        Ok(())
    }
}

/// Path data with relative coordinates, which are short, and exact because they are counted in tenths.
fn path(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    let mut points = points.into_iter();
    let Some(mut last) = points.next() else {
        return out;
    };
    let _ = write!(out, "M{}", pair(tenths(last.0), &tenths(last.1)));
    let mut command = 'M';
    for point in points {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        last = point;
        let (next, text) = match (dx, dy) {
            (0, 0) => continue,
            (_, 0) => ('h', tenths(dx)),
            (0, _) => ('v', tenths(dy)),
            _ => ('l', pair(tenths(dx), &tenths(dy))),
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

/// Two numbers; a minus sign separates as well as a space.
fn pair(first: String, second: &str) -> String {
    if second.starts_with('-') {
        first + second
    } else {
        first + " " + second
    }
}

/// A number of tenths, without needless zeros.
fn tenths(value: i32) -> String {
    let (whole, rest) = (value.abs() / 10, value.abs() % 10);
    let sign = if value < 0 { "-" } else { "" };
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

/// Text as XML takes it; control characters have no place in it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if it.is_control() => out.push(' '),
            _ => out.push(it),
        }
    }
    out
}
