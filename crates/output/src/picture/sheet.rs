//! A chart with its words as a picture that stands alone: title, subtitle, drawing, note and source on the
//! theme's ground, in colours that every program understands.

use std::fmt::Write as _;

use crate::picture::markup::{attribute, parse};
use crate::picture::style::Style;
use crate::{Job, source_line};
use gongbao_chart::{self as chart, Chart, lines};
use gongbao_diag::locale::{Word, date_text, fill, word};

/// The space around what is drawn.
const MARGIN: f64 = 24.0;

/// A line of text: size, from baseline to baseline, colour, weight.
struct Type {
    size: f64,
    line: f64,
    colour: &'static str,
    is_bold: bool,
}

const TITLE: Type = Type {
    size: 19.0,
    line: 27.0,
    colour: "ink",
    is_bold: true,
};
const SUBTITLE: Type = Type {
    size: 13.5,
    line: 20.0,
    colour: "muted",
    is_bold: false,
};
const FOOT: Type = Type {
    size: 12.0,
    line: 18.0,
    colour: "muted",
    is_bold: false,
};

/// The picture of a chart, an SVG document.
pub fn sheet(job: &Job<'_>, chart: &Chart, style: &Style) -> String {
    let drawing = chart::draw_wide(chart);
    // A drawing that cannot be read back would be a mistake of ours; the tests draw every kind.
    let root = parse(&drawing.svg).unwrap_or_default();
    let (width, height) = size(attribute(&root.attributes, "viewBox").unwrap_or_default());
    let mut words = Words {
        style,
        width,
        top: MARGIN,
        out: String::new(),
    };
    words.put(&chart.title, &TITLE);
    words.put(&chart.subtitle, &SUBTITLE);
    words.top += 12.0;
    let font_size = attribute(&root.attributes, "font-size").unwrap_or("13");
    let place = format!("translate({MARGIN} {})", words.top);
    let _ = writeln!(
        words.out,
        "<g transform=\"{place}\" font-size=\"{font_size}\">{}</g>",
        style.apply(&root)
    );
    words.top += height + 10.0;
    foot(job, chart).iter().for_each(|it| words.put(it, &FOOT));
    let (width, height) = (width + 2.0 * MARGIN, (words.top + MARGIN - 6.0).ceil());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t d\" lang=\"{lang}\" font-family=\"{family}\">\n\
         <title id=\"t\">{title}</title>\n<desc id=\"d\">{alt}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{body}</svg>\n",
        lang = chart.lang.tag(),
        family = escape(&style.token("sans").replace('"', "'")),
        title = escape(&chart.title),
        alt = escape(&drawing.alt),
        ground = style.token("ground"),
        body = words.out,
    )
}

/// Width and height of a view box.
pub fn size(view_box: &str) -> (f64, f64) {
    let mut numbers = view_box.split(' ').skip(2).filter_map(|it| it.parse().ok());
    (
        numbers.next().unwrap_or(680.0),
        numbers.next().unwrap_or(0.0),
    )
}

/// Note, source and date, and the report it was taken from.
fn foot(job: &Job<'_>, chart: &Chart) -> Vec<String> {
    let config = &job.site.config;
    let mut source = vec![source_line(chart.lang, &chart.source)];
    let as_of = config.as_of.map(|it| date_text(chart.lang, it));
    source.extend(as_of.map(|it| fill(word(chart.lang, Word::AsOf), &[("date", &it)])));
    let mut lines: Vec<String> = chart.note.iter().cloned().collect();
    lines.push(source.join("　"));
    if chart.sample {
        lines.push(word(chart.lang, Word::SampleNote).to_owned());
    }
    let report = [
        Some(config.title.clone()),
        config.edition.clone(),
        config.base_url.clone(),
    ];
    lines.push(report.into_iter().flatten().collect::<Vec<_>>().join("　"));
    lines
}

/// Lines of text, one below the other.
struct Words<'a> {
    style: &'a Style,
    width: f64,
    top: f64,
    out: String,
}

impl Words<'_> {
    /// A text in as many lines as it needs; nothing for an empty one.
    fn put(&mut self, text: &str, of: &Type) {
        let weight = if of.is_bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        let (size, colour) = (of.size, self.style.token(of.colour));
        let lines = if text.is_empty() {
            Vec::new()
        } else {
            lines(text, self.width, of.size)
        };
        for line in lines {
            let y = self.top + of.line * 0.72;
            let _ = writeln!(
                self.out,
                "<text x=\"{MARGIN}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{colour}\"{weight}>{}</text>",
                escape(&line)
            );
            self.top += of.line;
        }
    }
}

/// Text as XML takes it; control characters have no place in it.
fn escape(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    text.chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}
