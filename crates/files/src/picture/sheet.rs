//! A chart with its words as a picture that stands alone: title, subtitle, drawing, note and source on the
//! theme's ground, in colours that every program understands.

use gongbao_chart::style::Style;
use gongbao_chart::svg::{SvgReader, escape_line, write_nodes};
use gongbao_chart::{self as chart, break_lines};
use gongbao_diag::locale::{Word, date_text, fill_placeholders, word};
use gongbao_model::Chart;
use gongbao_output::{Job, source_line};

/// The space around what is drawn.
const MARGIN: f64 = 24.0;

/// A line of text: size, from baseline to baseline, colour, weight.
struct LineStyle {
    size: f64,
    line: f64,
    colour: &'static str,
    is_bold: bool,
}

const TITLE: LineStyle = LineStyle {
    size: 19.0,
    line: 27.0,
    colour: "ink",
    is_bold: true,
};
const SUBTITLE: LineStyle = LineStyle {
    size: 13.5,
    line: 20.0,
    colour: "muted",
    is_bold: false,
};
const FOOT: LineStyle = LineStyle {
    size: 12.0,
    line: 18.0,
    colour: "muted",
    is_bold: false,
};

/// The picture of a chart, an SVG document.
pub(super) fn picture_sheet(job: &Job<'_>, chart: &Chart, style: &Style) -> String {
    let drawing = chart::draw_wide(chart);
    let (width, height) = (drawing.size.width(), drawing.height);
    let mut words = TextLines {
        style,
        width,
        top: MARGIN,
        out: String::new(),
    };
    words.put(&chart.title, &TITLE);
    words.put(&chart.subtitle, &SUBTITLE);
    words.top += 12.0;
    let place = format!("translate({MARGIN} {})", words.top);
    let nodes = write_nodes(&style.apply(&drawing), SvgReader::PictureProgram);
    words.out += &format!(
        "<g transform=\"{place}\" font-size=\"{}\">{nodes}</g>\n",
        drawing.font_size
    );
    words.top += height + 10.0;
    foot_lines(job, chart)
        .iter()
        .for_each(|it| words.put(it, &FOOT));
    let (width, height) = (width + 2.0 * MARGIN, (words.top + MARGIN - 6.0).ceil());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t d\" lang=\"{lang}\" font-family=\"{family}\">\n\
         <title id=\"t\">{title}</title>\n<desc id=\"d\">{alt}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{body}</svg>\n",
        lang = chart.lang.tag(),
        family = escape_line(&style.token("sans").replace('"', "'")),
        title = escape_line(&chart.title),
        alt = escape_line(&drawing.description),
        ground = escape_line(style.token("ground")),
        body = words.out,
    )
}

/// Note, source and date, and the report it was taken from.
fn foot_lines(job: &Job<'_>, chart: &Chart) -> Vec<String> {
    let config = &job.site.config;
    let mut source = vec![source_line(chart.lang, &chart.source)];
    let as_of = config.as_of.map(|it| date_text(chart.lang, it));
    source
        .extend(as_of.map(|it| fill_placeholders(word(chart.lang, Word::AsOf), &[("date", &it)])));
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
struct TextLines<'a> {
    style: &'a Style,
    width: f64,
    top: f64,
    out: String,
}

impl TextLines<'_> {
    /// A text in as many lines as it needs; nothing for an empty one.
    fn put(&mut self, text: &str, of: &LineStyle) {
        let weight = if of.is_bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        let (size, colour) = (of.size, escape_line(self.style.token(of.colour)));
        let lines = if text.is_empty() {
            Vec::new()
        } else {
            break_lines(text, self.width, of.size)
        };
        for line in lines {
            let y = self.top + of.line * 0.72;
            self.out += &format!(
                "<text x=\"{MARGIN}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{colour}\"{weight}>{}</text>\n",
                escape_line(&line)
            );
            self.top += of.line;
        }
    }
}
