//! Markup that remembers what it shows: lines are counted by the words themselves, and numbers of pages are put in when
//! all pages are known. Nothing reads finished markup again. Start at [`Markup`].

use std::ops::Add;

/// A stretch of a part of the package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup {
    /// What comes before a number of a page, and the bookmark on that page.
    before_pages: Vec<(String, String)>,
    rest: String,
    /// The words a reader sees, with `\n` between lines.
    shown: String,
}

/// What a number of a page is taken for until it is known, when lines are counted.
const PAGE_NUMBER: &str = "00";

impl Markup {
    /// Elements that show nothing, or nothing that is counted in lines.
    pub(super) fn tags(tags: impl Into<String>) -> Markup {
        Markup {
            rest: tags.into(),
            ..Markup::default()
        }
    }

    /// Elements that show some words.
    pub(super) fn showing(shown: &str, tags: String) -> Markup {
        Markup {
            rest: tags,
            shown: shown.to_owned(),
            ..Markup::default()
        }
    }

    /// The number of the page that a bookmark is on.
    pub(super) fn page_of(bookmark: &str) -> Markup {
        Markup {
            before_pages: vec![(String::new(), bookmark.to_owned())],
            shown: PAGE_NUMBER.to_owned(),
            ..Markup::default()
        }
    }

    /// Puts elements that show nothing around it.
    #[must_use]
    pub(super) fn within(self, before: &str, after: &str) -> Markup {
        Markup::tags(before) + self + Markup::tags(after)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.before_pages.is_empty() && self.rest.is_empty()
    }

    /// The words a reader sees, line by line.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.shown.split('\n')
    }

    /// Adds elements that show nothing.
    pub(super) fn push_tags(&mut self, tags: &str) {
        self.rest.push_str(tags);
    }

    /// Adds more markup.
    pub(super) fn push(&mut self, more: Markup) {
        for (before, bookmark) in more.before_pages {
            let before = std::mem::take(&mut self.rest) + &before;
            self.before_pages.push((before, bookmark));
        }
        self.rest.push_str(&more.rest);
        self.shown.push_str(&more.shown);
    }

    /// The finished markup, each number of a page put in.
    pub(super) fn with_pages(&self, page: impl Fn(&str) -> usize) -> String {
        let mut out = String::new();
        for (before, bookmark) in &self.before_pages {
            out.push_str(before);
            out.push_str(&page(bookmark).to_string());
        }
        out + &self.rest
    }
}

impl Add for Markup {
    type Output = Markup;

    fn add(mut self, more: Markup) -> Markup {
        self.push(more);
        self
    }
}

impl FromIterator<Markup> for Markup {
    fn from_iter<I: IntoIterator<Item = Markup>>(pieces: I) -> Markup {
        pieces.into_iter().fold(Markup::default(), Markup::add)
    }
}

#[cfg(test)]
mod tests {
    use crate::docx::markup::Markup;

    #[test]
    fn pages_are_put_in_where_they_belong() {
        let line = Markup::showing("见第", "<a>见第</a>".to_owned())
            + Markup::page_of("x")
            + Markup::tags("<b/>")
            + Markup::page_of("y").within("<c>", "</c>");
        let page = |name: &str| if name == "x" { 7 } else { 12 };
        assert_eq!(line.with_pages(page), "<a>见第</a>7<b/><c>12</c>");
        assert_eq!(line.lines().collect::<Vec<_>>(), ["见第0000"]);
    }

    #[test]
    fn what_is_shown_is_counted_line_by_line() {
        let lines = Markup::showing("一\n二", "<t>一</t><br/><t>二</t>".to_owned());
        assert_eq!(
            lines.within("<r>", "</r>").lines().collect::<Vec<_>>(),
            ["一", "二"]
        );
        assert!(Markup::default().is_empty() && !Markup::page_of("x").is_empty());
    }
}
