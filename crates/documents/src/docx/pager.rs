//! Which page things come to stand on, as near as can be told without setting the text: lines of the grid are counted.
//!
//! Contents and references show these numbers until the program that opens the document works its fields out anew.
//!
//! The file does not ask for that itself, because programs would then ask the reader whenever it is opened.

use std::collections::BTreeMap;

use crate::docx::paragraph::{HEIGHT, LINE, Paragraph, Twips, WIDTH};
use crate::docx::styles::{Measure, measures};

/// What a page of 22 lines takes.
const ROOM: Twips = 22 * LINE;
/// What a sheet laid across takes: 156 mm.
const ROOM_ACROSS: Twips = WIDTH;

/// Counts lines and pages while a document is written.
#[derive(Debug)]
pub(super) struct Pager {
    measures: BTreeMap<&'static str, Measure>,
    page: usize,
    used: Twips,
    room: Twips,
    /// What has to stand on the page of what follows.
    kept: Twips,
    /// Bookmarks met, whose page is not known yet.
    open: Vec<String>,
    pages: BTreeMap<String, usize>,
}

impl Pager {
    /// Before the first page.
    pub(super) fn new() -> Pager {
        let measures = measures().into_iter().collect();
        Pager {
            measures,
            page: 1,
            used: 0,
            room: ROOM,
            kept: 0,
            open: Vec::new(),
            pages: BTreeMap::new(),
        }
    }

    /// Notes a bookmark in what is written next.
    pub(super) fn meet(&mut self, bookmark: &str) {
        self.open.push(bookmark.to_owned());
    }

    /// The page of a bookmark.
    pub(super) fn page(&self, bookmark: &str) -> usize {
        self.pages.get(bookmark).copied().unwrap_or(self.page)
    }

    /// A section begins, on a page of its own; what is kept with the next goes there.
    pub(super) fn turn(&mut self, across: bool) {
        if self.used > 0 {
            self.next_page();
        }
        self.room = if across { ROOM_ACROSS } else { ROOM };
    }

    /// A paragraph, with the footnotes in it.
    pub(super) fn paragraph(&mut self, it: &Paragraph, notes: Twips) {
        if it.new_page {
            self.used += std::mem::take(&mut self.kept);
            if self.used > 0 {
                self.next_page();
            }
        }
        let measure = self.measure(it.style);
        // What a paragraph does not say of itself takes no room beside its style's.
        let own = it.before.unwrap_or(0) + it.after.unwrap_or(0);
        let height = own + measure.around + it.picture + count_lines(it, measure) * measure.line;
        if it.keep_next || measure.keep_next {
            self.kept += height + notes;
            return;
        }
        let whole = if it.keep_lines || it.picture > 0 {
            height
        } else {
            measure.line
        };
        self.put(height + notes, whole + notes);
    }

    /// What footnotes take at the foot of a page, without the line above them.
    pub(super) fn notes_height(&self, notes: &[Paragraph]) -> Twips {
        let height = |it: &Paragraph| {
            let measure = self.measure(it.style);
            count_lines(it, measure) * measure.line
        };
        notes.iter().map(height).sum()
    }

    #[expect(
        clippy::expect_used,
        reason = "a paragraph of a style that the package lacks would be a mistake in this program"
    )]
    fn measure(&self, style: &str) -> &Measure {
        self.measures
            .get(style)
            .expect("every paragraph has a style of the package")
    }

    /// The rows of a table, its head first; the head is repeated on every page.
    pub(super) fn table(&mut self, rows: &[Twips], whole: bool) {
        let all: Twips = rows.iter().sum();
        if whole && all + self.kept <= self.room {
            self.put(all, all);
            return;
        }
        let Some((head, rows)) = rows.split_first() else {
            return; // A table without a head has no rows either.
        };
        let first_row = rows.first().copied().unwrap_or(0);
        self.put(*head, head + first_row);
        for row in rows {
            if self.used + row > self.room {
                self.next_page();
                self.used = *head;
            }
            self.used += row;
        }
    }

    /// The page so far.
    pub(super) fn settle(&mut self) {
        if self.kept > 0 || !self.open.is_empty() {
            self.put(0, 0);
        }
    }

    fn put(&mut self, height: Twips, whole: Twips) {
        if self.used > 0 && self.used + self.kept + whole > self.room {
            self.next_page();
        }
        for it in std::mem::take(&mut self.open) {
            self.pages.insert(it, self.page);
        }
        self.used += std::mem::take(&mut self.kept) + height;
        while self.used > self.room {
            self.used -= self.room;
            self.page += 1;
        }
    }

    fn next_page(&mut self) {
        self.page += 1;
        self.used = 0;
    }
}

/// How many lines a paragraph takes.
fn count_lines(it: &Paragraph, measure: &Measure) -> Twips {
    let width = measure.width - it.left.unwrap_or(0) - it.right.unwrap_or(0);
    let first = it.first.unwrap_or(measure.first);
    let one = |(at, text): (usize, &str)| {
        let indent = if at == 0 { first.max(0) } else { 0 };
        let needed = wide(text, measure.char) + indent;
        ((needed + width - 1) / width.max(1)).max(1)
    };
    it.inner.lines().enumerate().map(one).sum()
}

/// How wide a text is: letters and digits take half of a character, and programs put a quarter between them and
/// Chinese ones.
pub(super) fn wide(text: &str, char: Twips) -> Twips {
    let is_narrow = |it: char| it.is_ascii();
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '%';
    let is_chinese = |it: char| matches!(it, '\u{3400}'..='\u{9fff}');
    let own: Twips = text
        .chars()
        .map(|it| if is_narrow(it) { char / 2 } else { char })
        .sum();
    let pairs = text.chars().zip(text.chars().skip(1));
    let has_gap =
        |(a, b): (char, char)| (is_word(a) && is_chinese(b)) || (is_chinese(a) && is_word(b));
    let gaps: Twips = pairs.map(|pair| Twips::from(has_gap(pair))).sum();
    own + gaps * char / 4
}

// A sheet holds 22 lines and not one more.
const _: () = assert!(ROOM <= HEIGHT && ROOM + LINE > HEIGHT);

#[cfg(test)]
mod tests {
    use crate::docx::pager::Pager;
    use crate::docx::paragraph::{Look, Paragraph, text};

    fn pager(n_lines: usize) -> Pager {
        let mut pager = Pager::new();
        let line = Paragraph::new("Normal", text(&"字".repeat(28), &Look::default()));
        (0..n_lines).for_each(|_| pager.paragraph(&line, 0));
        pager
    }

    fn next(pager: &mut Pager, style: &'static str) -> usize {
        pager.meet("it");
        pager.paragraph(&Paragraph::new(style, text("字", &Look::default())), 0);
        pager.settle();
        pager.page("it")
    }

    #[test]
    fn footnotes_take_the_lines_their_words_need() {
        let note =
            |n: usize| Paragraph::new("FootnoteText", text(&"字".repeat(n), &Look::default()));
        let pager = Pager::new();
        let [short, long] = [note(10), note(90)].map(|it| pager.notes_height(&[it]));
        assert_eq!(long, 3 * short);
    }

    #[test]
    fn a_page_has_22_lines() {
        assert_eq!(next(&mut pager(21), "Normal"), 1);
        assert_eq!(next(&mut pager(22), "Normal"), 2);
    }

    #[test]
    fn a_heading_is_not_left_behind() {
        let mut full = pager(21);
        full.meet("heading");
        full.paragraph(
            &Paragraph::new("Heading2", text("一、", &Look::default())),
            0,
        );
        full.paragraph(&Paragraph::new("Normal", text("字", &Look::default())), 0);
        assert_eq!(full.page("heading"), 2);
    }

    #[test]
    fn a_part_begins_on_a_page_of_its_own() {
        let mut begun = pager(3);
        begun.meet("part");
        let title = Paragraph {
            new_page: true,
            ..Paragraph::new("Heading1", text("甲", &Look::default()))
        };
        begun.paragraph(&title, 0);
        begun.settle();
        assert_eq!(begun.page("part"), 2);
    }
}
