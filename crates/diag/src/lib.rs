//! What is wrong, where, and what to do about it, in the author's language.
//!
//! Holds the diagnostic, its place, and the list a build collects; renders them for people. It knows
//! no file system and no table: whoever finds a mistake brings the place and the words.
//! Start at [`Diagnostic`]; the kinds of mistake are listed in [`Code`].

pub mod locale;

mod code;
mod list;
mod names;
mod render;
mod strings;

use std::ops::Range;
use std::sync::Arc;

pub use code::{Code, Severity};
pub use list::{Diags, Rejected};
pub use names::list_names;
pub use render::{
    Excerpt, Position, excerpt, format_location, line_and_column, quoted_text, render_for_terminal,
};

use crate::locale::{Lang, Text, fill_placeholders};

/// One mistake, or one thing worth a look.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The kind of mistake. Its name is stable.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// Further places that belong to it, each with a word on why.
    pub related: Vec<(Place, Text)>,
    severity: Severity,
    values: Vec<(&'static str, Text)>,
}

/// A place in the author's own files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the file relative to the site, with `/`.
    pub file: Arc<str>,
    /// Where in the file.
    pub spot: Spot,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// Bytes of its text.
    Text(Range<usize>),
    /// One cell of a table.
    Cell(CellPlace),
}

/// One cell of a table file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Bytes of the cell in the file's text, quotes included.
    pub range: Range<usize>,
    /// Number of the record, the header being record 1 (as a spreadsheet shows it).
    pub row: usize,
    /// Number of the field, from 1.
    pub field: usize,
    /// Name of the field as the header has it.
    pub name: Arc<str>,
    /// What the program the file comes from calls it, such as `Sheet1!C5`; empty for a text.
    pub address: Arc<str>,
}

/// Hands out the text of a file, so that a diagnostic can quote the guilty line.
pub trait SourceTexts {
    /// The text of the file at a path relative to the site.
    fn text(&self, file: &str) -> Option<&str>;
}

impl Place {
    /// A file as a whole.
    pub fn file(file: &Arc<str>) -> Place {
        Place {
            file: file.clone(),
            spot: Spot::File,
        }
    }

    /// Bytes of a file's text.
    pub fn text(file: &Arc<str>, range: Range<usize>) -> Place {
        Place {
            file: file.clone(),
            spot: Spot::Text(range),
        }
    }

    /// A cell of a table file.
    pub fn cell(file: &Arc<str>, cell: CellPlace) -> Place {
        Place {
            file: file.clone(),
            spot: Spot::Cell(cell),
        }
    }

    /// A cell as the program the file comes from calls it.
    pub fn called(mut self, address: Option<String>) -> Place {
        if let (Spot::Cell(cell), Some(address)) = (&mut self.spot, address) {
            cell.address = Arc::from(address);
        }
        self
    }

    /// The order places are reported in: by file, then by position.
    pub(crate) fn order(&self) -> (&str, usize, usize) {
        let range = self.range().unwrap_or(0..0);
        (&self.file, range.start, range.end)
    }

    /// The bytes it covers, if it is not the whole file.
    pub fn range(&self) -> Option<Range<usize>> {
        match &self.spot {
            Spot::File => None,
            Spot::Text(range) => Some(range.clone()),
            Spot::Cell(cell) => Some(cell.range.clone()),
        }
    }
}

impl Diagnostic {
    /// A mistake of a kind at a place; its wording's `{named}` places are filled by [`Diagnostic::with`].
    pub fn new(code: Code, place: Place) -> Diagnostic {
        Diagnostic {
            code,
            place,
            related: Vec::new(),
            severity: code.severity(),
            values: Vec::new(),
        }
    }

    /// How bad it is here: as bad as its kind, unless the setting makes it less.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The same as an error, where the author wants it to be one.
    pub fn hardened(mut self) -> Diagnostic {
        self.severity = Severity::Error;
        self
    }

    /// A warning at most: what must not reach the public may stand in a report for the office.
    pub fn softened(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// Fills one `{named}` place of the code's wording.
    pub fn with(mut self, name: &'static str, value: impl Into<Text>) -> Diagnostic {
        self.values.push((name, value.into()));
        self
    }

    /// Points at a further place that belongs to the mistake.
    pub fn related(mut self, place: Place, why: Text) -> Diagnostic {
        self.related.push((place, why));
        self
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.wording(strings::strings_of(self.code).text, lang)
    }

    /// What to do about it.
    pub fn help(&self, lang: Lang) -> String {
        self.wording(strings::strings_of(self.code).help, lang)
    }

    /// What is wrong, in every language.
    pub fn words(&self) -> Text {
        Text::new(self.message(Lang::Zh), self.message(Lang::En))
    }

    fn wording(&self, pattern: [&str; 2], lang: Lang) -> String {
        let values: Vec<(&str, &str)> = self
            .values
            .iter()
            .map(|(name, text)| (*name, text.pick(lang)))
            .collect();
        fill_placeholders(pick_text(pattern, lang), &values)
    }
}

/// The long explanation of a kind of mistake.
pub fn explain_code(code: Code, lang: Lang) -> &'static str {
    pick_text(strings::strings_of(code).explain, lang)
}

fn pick_text(pair: [&str; 2], lang: Lang) -> &str {
    match lang {
        Lang::Zh => pair[0],
        Lang::En => pair[1],
    }
}

/// The name in `known` that is most like a misspelt one, if any is close enough to be meant.
pub fn nearest_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count().div_ceil(3).max(1);
    let ranked = known
        .into_iter()
        .map(|it| (strsim::levenshtein(name, it), it));
    ranked
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use crate::nearest_name;

    #[test]
    fn finds_the_name_that_was_meant() {
        assert_eq!(
            nearest_name("distrct", ["district", "year"]),
            Some("district")
        );
        assert_eq!(
            nearest_name("派出所警力战比", ["派出所警力占比"]),
            Some("派出所警力占比")
        );
        assert_eq!(nearest_name("weather", ["district", "year"]), None);
    }
}
