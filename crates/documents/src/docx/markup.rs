//! Markup: finished elements of a part, told apart from text that still has to be escaped. Start at [`Markup`].

use std::ops::Add;

/// A stretch of a part of the package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

impl Markup {
    /// Finished elements.
    pub(super) fn tags(tags: impl Into<String>) -> Markup {
        Markup(tags.into())
    }

    /// Puts elements around it.
    #[must_use]
    pub(super) fn within(self, before: &str, after: &str) -> Markup {
        Markup(format!("{before}{}{after}", self.0))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds finished elements.
    pub(super) fn push_tags(&mut self, tags: &str) {
        self.0.push_str(tags);
    }

    /// Adds more markup.
    pub(super) fn push(&mut self, more: Markup) {
        self.0.push_str(&more.0);
    }

    /// The elements as they are written.
    pub(super) fn into_text(self) -> String {
        self.0
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
