//! Making Markdown's emphasis work between Chinese characters.
//!
//! CommonMark decides whether `**` opens or closes by the spaces around it, which Chinese has not:
//! `**价格（元）**上涨` stays literal. A mark that counts as punctuation, put between the run and the
//! text, lets it open or close. A single `~`, which Chinese uses for ranges (15%~20%), is kept from
//! striking text out. The marks are taken away again when the text comes out of the parser.
//!
//! It is done here because pulldown-cmark has no option for it; once it has one, this file goes.

use crate::expression::{OpaquePart, is_stand_in, part_at};

/// Punctuation nobody uses; the first one the text does not have is taken.
const FLANKS: [char; 5] = ['⸘', '⸮', '⁙', '⁘', '⸎'];
/// White space nobody uses.
const BLANKS: [char; 4] = ['\u{1680}', '\u{2006}', '\u{205f}', '\u{2001}'];

/// A text with marks in it.
#[derive(Debug)]
pub(crate) struct MarkedText {
    pub text: String,
    flank: Option<char>,
    blank: Option<char>,
    /// Behind each mark: its place in the marked text, and the length of all marks up to there.
    marks: Vec<(usize, usize)>,
}

/// Puts the marks into a text, its opaque parts left alone.
pub(crate) fn mark_emphasis(text: &str, opaque: &[OpaquePart]) -> MarkedText {
    let unused = |it: &char| !text.contains(*it);
    let flank = FLANKS.into_iter().find(unused);
    let blank = BLANKS.into_iter().find(unused);
    let mut out = MarkedText {
        text: String::with_capacity(text.len() + 64),
        flank,
        blank,
        marks: Vec::new(),
    };
    let mut at = 0;
    while at < text.len() {
        if let Some(part) = part_at(opaque, at) {
            out.text.push_str(&text[at..part.range.end]);
            at = part.range.end;
            continue;
        }
        let rest = &text[at..];
        let length = match rest.chars().next() {
            Some('\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            Some(it @ ('*' | '~')) => rest.len() - rest.trim_start_matches(it).len(),
            Some(it) => it.len_utf8(),
            None => break,
        };
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let after = text[at + length..].chars().next().unwrap_or(' ');
        out.run(&rest[..length], before, after);
        at += length;
    }
    out
}

impl MarkedText {
    /// Copies a run of text, which may be one of `*` or `~`, with the marks it needs.
    fn run(&mut self, run: &str, before: char, after: char) {
        if run == "~" {
            self.put(self.blank);
            self.text.push('~');
            self.put(self.blank);
            return;
        }
        let is_run = run.starts_with('*') || run == "~~";
        let (opens, closes) = (
            needs_flank(run, before, after),
            needs_flank(run, after, before),
        );
        if is_run && opens {
            self.put(self.flank);
        }
        self.text.push_str(run);
        if is_run && closes {
            self.put(self.flank);
        }
    }

    fn put(&mut self, mark: Option<char>) {
        let Some(mark) = mark else { return };
        self.text.push(mark);
        let sum = self.marks.last().map_or(0, |it| it.1) + mark.len_utf8();
        self.marks.push((self.text.len(), sum));
    }

    /// The place in the text without marks that belongs to one in the text with marks.
    pub(crate) fn original(&self, at: usize) -> usize {
        let before = self.marks.partition_point(|it| it.0 <= at);
        at - before.checked_sub(1).map_or(0, |it| self.marks[it].1)
    }

    /// A piece of the text without marks.
    pub(crate) fn clean(&self, text: &str) -> String {
        text.chars()
            .filter(|it| Some(*it) != self.flank && Some(*it) != self.blank)
            .collect()
    }
}

/// Whether a run between text on one side and punctuation on the other is hindered by Chinese.
fn needs_flank(run: &str, text: char, punctuation: char) -> bool {
    let is_word = text.is_alphanumeric() || is_stand_in(text);
    // A lone star between a digit and a bracket is rather a sign of multiplication.
    let is_wide = is_cjk(text) || (run.len() > 1 && is_wide_mark(punctuation));
    // A star before a run of stars is an escaped one, whose author wants the rest literal too.
    is_word && is_punctuation(punctuation) && is_wide && !run.starts_with(punctuation)
}

fn is_punctuation(it: char) -> bool {
    !(it.is_alphanumeric() || it.is_whitespace() || it.is_control() || is_stand_in(it))
}

fn is_wide_mark(it: char) -> bool {
    is_cjk(it) || matches!(it, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether a character belongs to Chinese or Japanese text, full-width punctuation included. Korean
/// is left out: it puts spaces between words.
pub(crate) fn is_cjk(it: char) -> bool {
    matches!(it,
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3000}'..='\u{312f}'
        | '\u{31a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use crate::emphasis::mark_emphasis;
    use crate::expression::OpaquePart;

    /// The marked text, with `^` for a flank and `_` for a blank.
    fn check(text: &str, expected: &str) {
        let marked = mark_emphasis(text, &[]);
        let shown = marked.text.replace('⸘', "^").replace('\u{1680}', "_");
        assert_eq!(shown, expected);
        assert_eq!(marked.clean(&marked.text), text);
        let mut originals: Vec<usize> = (0..=marked.text.len())
            .map(|it| marked.original(it))
            .collect();
        originals.dedup();
        assert_eq!(originals.last(), Some(&text.len()));
    }

    #[test]
    fn marks_runs_between_text_and_punctuation() {
        check("**价格（元）**上涨", "**价格（元）**^上涨");
        check("后**“引号”**后", "后^**“引号”**^后");
        check("**注：**2025年", "**注：**^2025年");
        check("**41.2%**的", "**41.2%**^的");
        check("~~（甲）~~乙", "~~（甲）~~^乙");
    }

    #[test]
    fn leaves_other_runs_alone() {
        check("**甲**乙 * 丙", "**甲**乙 * 丙");
        check("a **(b)** c **d.**e", "a **(b)** c **d.**e");
        check("5*（3+2）*2", "5*（3+2）*2");
        check("\\*（甲\\*）乙", "\\*（甲\\*）乙");
        check("（甲）\n* 乙", "（甲）\n* 乙");
    }

    #[test]
    fn keeps_a_single_tilde_from_striking_out() {
        check("15%~20%", "15%_~_20%");
        check("~~~\n~~甲~~", "~~~\n~~甲~~");
    }

    #[test]
    fn leaves_code_alone() {
        let text = "`**价（元）**上` ~";
        let opaque = [OpaquePart {
            range: 0..text.len() - 2,
            is_block: false,
        }];
        assert_eq!(
            mark_emphasis(text, &opaque).text,
            "`**价（元）**上` \u{1680}~\u{1680}"
        );
    }

    #[test]
    fn takes_another_mark_when_the_text_has_it() {
        let marked = mark_emphasis("⸘**（甲）**乙", &[]);
        assert_eq!(marked.text, "⸘**（甲）**⸮乙");
        assert_eq!(marked.clean(&marked.text), "⸘**（甲）**乙");
    }
}
