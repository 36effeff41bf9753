//! Text measured and broken into lines without a font: widths are those of common sans faces, a
//! little generous, so that what fits here fits on any reader's screen.

/// Size of all text in a chart, in pixels of the drawing.
pub(crate) const FONT_SIZE: f64 = 13.0;
/// From baseline to baseline.
pub(crate) const LINE_HEIGHT: f64 = 16.0;
/// How far glyphs reach above the baseline.
pub(crate) const ASCENT: f64 = 11.0;
/// From the middle of a line of text down to its baseline.
pub(crate) const BASELINE_DROP: f64 = 4.5;

/// Characters no line begins with.
const CLOSING_MARKS: &str = "，。、；：？！）》」』】〕”’％%),.;:!?]…";
/// Characters no line ends with.
const OPENING_MARKS: &str = "（《「『【〔“‘([";

/// Width of one line of text.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().map(character_advance).sum::<f64>() * FONT_SIZE
}

/// Breaks text of another size into lines.
pub fn break_lines(text: &str, limit: f64, size: f64) -> Vec<String> {
    wrap_text(text, limit * FONT_SIZE / size)
}

/// Breaks text into lines no wider than `limit`, about equally long; only a piece that may not be
/// broken can be wider.
pub(crate) fn wrap_text(text: &str, limit: f64) -> Vec<String> {
    let pieces = break_into_pieces(text);
    let n_lines = fill_lines(&pieces, limit).len();
    let longest = pieces
        .iter()
        .map(|it| text_width(it.trim_end()))
        .fold(0.0, f64::max);
    let (mut low, mut high) = (longest.min(limit), limit);
    for _ in 0..8 {
        let middle = f64::midpoint(low, high);
        if fill_lines(&pieces, middle).len() > n_lines {
            low = middle
        } else {
            high = middle
        }
    }
    fill_lines(&pieces, high)
}

/// Width of the widest piece of text that may not be broken.
pub(crate) fn longest_piece(text: &str) -> f64 {
    break_into_pieces(text)
        .iter()
        .map(|it| text_width(it.trim_end()))
        .fold(0.0, f64::max)
}

fn fill_lines(pieces: &[String], limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        if !line.is_empty() && text_width(&line) + text_width(piece.trim_end()) > limit {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts text where a line may end. A piece wider than half the narrow drawing is cut anywhere: a cut
/// word is still readable, one that leaves the picture is not.
fn break_into_pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for it in text.chars() {
        let joins = last.is_some_and(|last| !may_break(last, it));
        match out.last_mut() {
            Some(piece) if joins && text_width(piece) < 160.0 => piece.push(it),
            _ => out.push(it.to_string()),
        }
        last = Some(it);
    }
    out
}

fn may_break(before: char, after: char) -> bool {
    if CLOSING_MARKS.contains(after) || OPENING_MARKS.contains(before) || after == ' ' {
        return false;
    }
    // A figure keeps the character that counts or dates it: 2025年, 12个.
    if before.is_ascii_digit() && is_wide(after) {
        return false;
    }
    before == ' ' || before == '-' || is_wide(before) || is_wide(after)
}

/// Whether a character takes a full square.
fn is_wide(it: char) -> bool {
    matches!(it, '\u{2014}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{2026}' | '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f000}'..='\u{3fffd}')
}

/// Advance width in squares.
fn character_advance(it: char) -> f64 {
    match it {
        _ if is_wide(it) => 1.0,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '0'..='9' => 0.64,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' => 0.32,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.98,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 0.7,
        'a'..='z' => 0.58,
        _ => 0.65,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{text_width, wrap_text};

    fn check(text: &str, limit: f64, expected: &[&str]) {
        assert_eq!(wrap_text(text, limit), expected, "{text} in {limit}");
    }

    #[test]
    fn counts_a_han_character_as_a_square() {
        assert!((text_width("铁西区（一）") - 78.0).abs() < 1e-9);
    }
    #[test]
    fn breaks_chinese_into_lines_of_like_length() {
        check("市公安局直属机动分局", 100.0, &["市公安局直", "属机动分局"]);
    }
    #[test]
    fn keeps_a_figure_with_its_counting_word() {
        check("2025年12月31日", 70.0, &["2025年", "12月31日"]);
    }
    #[test]
    fn begins_no_line_with_a_closing_mark() {
        check("铁西（新）区", 50.0, &["铁西", "（新）", "区"]);
    }
    #[test]
    fn breaks_english_at_spaces() {
        check(
            "Economic Development Zone",
            100.0,
            &["Economic", "Development", "Zone"],
        );
    }
    #[test]
    fn leaves_what_fits_on_one_line() {
        check("", 10.0, &[""]);
        check("铁西区", 60.0, &["铁西区"]);
    }
    #[test]
    fn cuts_a_word_that_would_leave_the_picture() {
        assert!(
            wrap_text(&"w".repeat(200), 300.0)
                .iter()
                .all(|it| text_width(it) <= 300.0)
        );
    }
}
