//! Which page things come to stand on, as near as can be told without setting the text: lines of the grid are counted.
//!
//! Contents and references show these numbers until the program that opens the document works its fields out anew.

use std::collections::BTreeMap;

use crate::documents::docx::paragraph::{HEIGHT, LINE, Paragraph, Twips, WIDTH};
use crate::documents::docx::styles::{Measure, measures};

/// What a page of 22 lines takes.
const ROOM: Twips = 22 * LINE;
/// What a sheet laid across takes: 156 mm.
const ROOM_ACROSS: Twips = WIDTH;

/// Counts lines and pages while a document is written.
#[derive(Debug)]
pub struct Pager {
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
    pub fn new() -> Pager {
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
    pub fn meet(&mut self, bookmark: &str) {
        self.open.push(bookmark.to_owned());
    }

    /// The page of a bookmark.
    pub fn page(&self, bookmark: &str) -> usize {
        self.pages.get(bookmark).copied().unwrap_or(self.page)
    }

    /// A section begins, on a page of its own; what is kept with the next goes there.
    pub fn turn(&mut self, across: bool) {
        if self.used > 0 {
            self.next_page();
        }
        self.room = if across { ROOM_ACROSS } else { ROOM };
    }

    /// A paragraph, with the footnotes in it.
    pub fn paragraph(&mut self, it: &Paragraph, notes: Twips) {
        if it.new_page {
            self.used += std::mem::take(&mut self.kept);
            if self.used > 0 {
                self.next_page();
            }
        }
        let Some(measure) = self.measures.get(it.style).copied() else {
            return;
        };
        let n_lines = Twips::try_from(lines(it, &measure)).unwrap_or_default();
        let own = it.before.unwrap_or_default() + it.after.unwrap_or_default();
        let height = own + measure.around + it.picture + n_lines * measure.line;
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

    /// The rows of a table, its head first; the head is repeated on every page.
    pub fn table(&mut self, rows: &[Twips], whole: bool) {
        let all: Twips = rows.iter().sum();
        if whole && all + self.kept <= self.room {
            self.put(all, all);
            return;
        }
        let head = rows.first().copied().unwrap_or_default();
        self.put(head, head + rows.get(1).copied().unwrap_or_default());
        for row in rows.iter().skip(1) {
            if self.used + row > self.room {
                self.next_page();
                self.used = head;
            }
            self.used += row;
        }
    }

    /// The page so far.
    pub fn settle(&mut self) {
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
fn lines(it: &Paragraph, measure: &Measure) -> usize {
    let width = measure.width - it.left.unwrap_or_default() - it.right.unwrap_or_default();
    let first = it.first.unwrap_or(measure.first);
    let one = |(at, text): (usize, &str)| {
        let indent = if at == 0 { first.max(0) } else { 0 };
        let needed = written(text, measure.char) + indent;
        usize::try_from((needed + width - 1) / width.max(1))
            .unwrap_or(1)
            .max(1)
    };
    it.inner.split("<w:br/>").enumerate().map(one).sum()
}

/// How wide a line of markup is.
fn written(markup: &str, char: Twips) -> Twips {
    let mut words = String::with_capacity(markup.len());
    let mut skipped = None;
    for it in markup.chars() {
        match (skipped, it) {
            (None, '<') => skipped = Some('>'),
            (None, '&') => {
                skipped = Some(';');
                words.push('&');
            }
            (Some(end), it) if it == end => skipped = None,
            (Some(_), _) => {}
            (None, it) => words.push(it),
        }
    }
    wide(&words, char)
}

/// How wide a text is: letters and digits take half of a character, and programs put a quarter between them and
/// Chinese ones.
pub fn wide(text: &str, char: Twips) -> Twips {
    let is_narrow = |it: char| it.is_ascii();
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '%';
    let is_chinese = |it: char| matches!(it, '\u{3400}'..='\u{9fff}');
    let own: Twips = text
        .chars()
        .map(|it| if is_narrow(it) { char / 2 } else { char })
        .sum();
    let pairs = text.chars().zip(text.chars().skip(1));
    let gaps = pairs
        .filter(|(a, b)| (is_word(*a) && is_chinese(*b)) || (is_chinese(*a) && is_word(*b)))
        .count();
    own + Twips::try_from(gaps).unwrap_or_default() * char / 4
}

// A sheet holds 22 lines and not one more.
const _: () = assert!(ROOM <= HEIGHT && ROOM + LINE > HEIGHT);

#[cfg(test)]
mod tests {
    use crate::documents::docx::pager::Pager;
    use crate::documents::docx::paragraph::{Look, Paragraph, text};

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
