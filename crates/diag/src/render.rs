//! Diagnostics as text for people, with the guilty line quoted.
//!
//! The only home of annotate-snippets. It is shown one line, never the file: a table can be large.
//! Start at [`render_for_terminal`].

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use crate::locale::Lang;
use crate::{CellPlace, Diagnostic, Place, Severity, SourceTexts, Spot};

/// How many characters are shown to each side of the guilty ones.
const MAX_MARGIN_BYTES: usize = 80;

/// A position in a text file, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// A diagnostic for a terminal; `color` allows ANSI colours.
pub fn render_for_terminal(
    diagnostic: &Diagnostic,
    lang: Lang,
    texts: &dyn SourceTexts,
    color: bool,
) -> String {
    let (level, words) = match diagnostic.severity() {
        Severity::Error => (Level::ERROR, ["错误", "error"]),
        Severity::Warning => (Level::WARNING, ["警告", "warning"]),
    };
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(4 * MAX_MARGIN_BYTES);
    let title = level
        .with_name(pick_text(words, lang))
        .primary_title(escape_control_characters(&diagnostic.message(lang)));
    let mut group = title
        .id(diagnostic.code.name())
        .elements(annotated_snippet(&diagnostic.place, texts));
    let help = escape_control_characters(&diagnostic.help(lang));
    if !help.trim().is_empty() {
        group = group.element(
            Level::HELP
                .with_name(pick_text(["帮助", "help"], lang))
                .message(help),
        );
    }
    let mut out = with_location(
        &renderer.render(&[group]),
        &format_location(&diagnostic.place, lang, texts),
    );
    for (place, why) in &diagnostic.related {
        let title = Level::NOTE
            .with_name(pick_text(["另见", "see also"], lang))
            .secondary_title(escape_control_characters(why.pick(lang)));
        let group = title.elements(annotated_snippet(place, texts));
        out.push_str(&with_location(
            &renderer.render(&[group]),
            &format_location(place, lang, texts),
        ));
    }
    out
}

/// Where a place begins, if its file is text.
pub fn line_and_column(place: &Place, texts: &dyn SourceTexts) -> Option<Position> {
    let text = texts.text(&place.file)?;
    let before = text.get(..place.range()?.start)?;
    let start = line_start(before);
    let bytes = before.as_bytes();
    let ends = |at: &usize| {
        bytes[*at] == b'\n' || (bytes[*at] == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n'))
    };
    let line = (0..bytes.len()).filter(ends).count() + 1;
    Some(Position {
        line,
        column: before[start..].chars().count() + 1,
    })
}

/// Where the last line of a text begins. A line ends with LF, CRLF or, in old files, CR alone.
fn line_start(text: &str) -> usize {
    text.rfind(['\n', '\r']).map_or(0, |it| it + 1)
}

/// The text a place covers.
pub fn quoted_text<'a>(place: &Place, texts: &'a dyn SourceTexts) -> Option<&'a str> {
    texts.text(&place.file)?.get(place.range()?)
}

/// The guilty line of a place, if its file is text.
fn annotated_snippet<'a>(
    place: &Place,
    texts: &dyn SourceTexts,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let excerpt = excerpt(place, texts)?;
    let mark = AnnotationKind::Primary.span(excerpt.mark);
    Some(
        Snippet::source(excerpt.line)
            .line_start(line_and_column(place, texts)?.line)
            .annotation(mark),
    )
}

/// The renderer would count columns in the cut line, and knows no cells; so the location is ours.
fn with_location(rendered: &str, location: &str) -> String {
    let (title, rest) = rendered.split_once('\n').unwrap_or((rendered, ""));
    let end = if rest.is_empty() { "" } else { "\n" };
    format!(
        "{title}\n --> {location}\n{}{end}",
        rest.trim_end_matches('\n')
    )
}

/// `data/a.csv:14:9 第14行第2列“警力”`: what an editor can jump to, then what a spreadsheet shows.
pub fn format_location(place: &Place, lang: Lang, texts: &dyn SourceTexts) -> String {
    let at = line_and_column(place, texts)
        .map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column));
    let cell = match (&place.spot, lang) {
        (Spot::Cell(it), Lang::Zh) => format!(
            "{} 第{}行第{}列“{}”",
            format_cell_address(it),
            it.row,
            it.field,
            it.name
        ),
        (Spot::Cell(it), Lang::En) => format!(
            "{} row {}, field {} `{}`",
            format_cell_address(it),
            it.row,
            it.field,
            it.name
        ),
        (Spot::File | Spot::Text(_), _) => String::new(),
    };
    escape_control_characters(&format!("{}{at}{cell}", place.file))
}

fn format_cell_address(cell: &CellPlace) -> String {
    if cell.address.is_empty() {
        String::new()
    } else {
        format!(" {}", cell.address)
    }
}

/// One line made fit for a terminal, with the bytes of it that are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub line: String,
    pub mark: Range<usize>,
}

/// The first guilty line, cut to its surroundings when it is very long.
pub fn excerpt(place: &Place, texts: &dyn SourceTexts) -> Option<Excerpt> {
    let text = texts.text(&place.file)?;
    let range = place.range()?;
    let (before, after) = (text.get(..range.start)?, text.get(range.start..)?);
    let head = &before[line_start(before)..];
    let rest = after
        .split_once(['\n', '\r'])
        .map_or(after, |(line, _)| line);
    // A place over several lines is marked up to the end of its first.
    let (guilty, tail) = rest.split_at_checked(range.len()).unwrap_or((rest, ""));
    let (head, guilty, tail) = (
        last_chars(head),
        escape_control_characters(&first_chars(guilty)),
        first_chars(tail),
    );
    let start = escape_control_characters(&head).len();
    Some(Excerpt {
        line: escape_control_characters(&format!("{head}{guilty}{tail}")),
        mark: start..start + guilty.len(),
    })
}

fn first_chars(text: &str) -> String {
    let cut = text.char_indices().nth(MAX_MARGIN_BYTES).map(|(at, _)| at);
    cut.map_or_else(|| text.to_owned(), |at| format!("{}…", &text[..at]))
}

fn last_chars(text: &str) -> String {
    let cut = text
        .char_indices()
        .rev()
        .nth(MAX_MARGIN_BYTES - 1)
        .map(|(at, _)| at)
        .filter(|at| *at > 0);
    cut.map_or_else(|| text.to_owned(), |at| format!("…{}", &text[at..]))
}

/// Text out of a file can hold anything; a terminal would obey its control characters.
fn escape_control_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\t' | '\n' | '\r' => out.push(' '),
            // Marks of writing direction would show the line in another order than it has.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(it.escape_unicode()),
            it if it.is_control() => out.extend(it.escape_unicode()),
            it => out.push(it),
        }
    }
    out
}

fn pick_text(pair: [&'static str; 2], lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => pair[0],
        Lang::En => pair[1],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::locale::{Lang, Text};
    use crate::{CellPlace, Code, Diagnostic, Place, SourceTexts, render_for_terminal};

    struct One(&'static str);

    impl SourceTexts for One {
        fn text(&self, file: &str) -> Option<&str> {
            (file == "a.csv").then_some(self.0)
        }
    }

    fn unknown(place: Place) -> Diagnostic {
        Diagnostic::new(Code::UnknownTable, place)
            .with("name", "警力")
            .with("hint", "")
            .with("known", "stations")
    }

    fn check(text: &'static str, diagnostic: &Diagnostic, lang: Lang, expected: &str) {
        let found = render_for_terminal(diagnostic, lang, &One(text), false);
        assert_eq!(found.trim_end(), expected.trim_matches('\n'), "\n{found}");
    }

    fn file() -> Arc<str> {
        Arc::from("a.csv")
    }

    #[test]
    fn quotes_the_guilty_line_in_chinese() {
        check(
            "名称,警力\n城东,八\n",
            &unknown(Place::text(&file(), 21..24)),
            Lang::Zh,
            "
错误[data/unknown-table]: 没有名为“警力”的表
 --> a.csv:2:4
  |
2 | 城东,八
  |      ^^
  |
  = 帮助: 现有的表：stations",
        );
    }

    #[test]
    fn names_row_and_column_of_a_cell() {
        let cell = CellPlace {
            range: 21..24,
            row: 2,
            field: 2,
            name: Arc::from("警力"),
            address: Arc::from(""),
        };
        let text = render_for_terminal(
            &unknown(Place::cell(&file(), cell)),
            Lang::En,
            &One("名称,警力\n城东,八\n"),
            false,
        );
        assert!(text.contains("a.csv:2:4 row 2, field 2 `警力`"), "{text}");
    }

    #[test]
    fn points_at_related_places() {
        let place = Place::text(&file(), 0..6);
        let diagnostic =
            unknown(place.clone()).related(place, Text::new("首次出现", "first seen here"));
        let text = render_for_terminal(&diagnostic, Lang::En, &One("名称,警力\n"), false);
        assert!(text.contains("see also: first seen here"), "{text}");
    }

    #[test]
    fn shows_files_without_text_by_name_only() {
        check(
            "",
            &unknown(Place::text(&Arc::from("b.xlsx"), 3..9)),
            Lang::En,
            "
error[data/unknown-table]: there is no table `警力`
 --> b.xlsx
 |
 = help: tables: stations",
        );
    }

    #[test]
    fn cuts_very_long_lines() {
        let long: &'static str =
            Box::leak(format!("{}x{}", "长".repeat(4000), "尾".repeat(4000)).into_boxed_str());
        let text = render_for_terminal(
            &unknown(Place::text(&file(), 12000..12001)),
            Lang::En,
            &One(long),
            false,
        );
        assert!(
            text.chars().count() < 600 && text.contains("a.csv:1:4001"),
            "{text}"
        );
    }

    #[test]
    fn escapes_what_a_terminal_would_obey() {
        let diagnostic = unknown(Place::text(&file(), 4..5)).with("name", "\u{1b}[2J");
        let text = render_for_terminal(&diagnostic, Lang::En, &One("\u{1b}[31mred\u{202e}"), false);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}'),
            "{text}"
        );
    }

    #[test]
    fn survives_places_outside_the_text() {
        for range in [0..0, 4..4, 3..900, 900..901, 1..2, 7..7] {
            render_for_terminal(
                &unknown(Place::text(&file(), range)),
                Lang::Zh,
                &One("名a\r\n"),
                true,
            );
        }
    }
}
