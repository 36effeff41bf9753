//! What changed from one edition to the next.

use crate::edition::{Edition, PublishedFigure};
use crate::figure_key::{FigureKey, MISSING_STATE};
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};

/// A figure that is another one now.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureChange {
    pub key: FigureKey,
    pub before: PublishedFigure,
    pub after: PublishedFigure,
}

impl FigureChange {
    /// Both figures as readers saw them; where they look alike, with what makes them differ.
    pub fn texts(&self, lang: Lang) -> [String; 2] {
        let is_alike = self.before.text == self.after.text;
        [&self.before, &self.after].map(|it| {
            if is_alike {
                it.explained(lang)
            } else {
                it.text.clone()
            }
        })
    }
}

impl PublishedFigure {
    /// The text with why there is no value, or with the digits it does not show: 未公开（数据不详）.
    fn explained(&self, lang: Lang) -> String {
        let (name, label) = self.state.split_once(':').unwrap_or((&self.state, ""));
        let reason = match (label, name) {
            ("", "not_available") => word(lang, Word::NotAvailable),
            ("", "not_applicable") => word(lang, Word::NotApplicable),
            ("", "below_unit") => word(lang, Word::BelowUnit),
            ("", "suppressed") => word(lang, Word::Withheld),
            ("", MISSING_STATE) => word(lang, Word::GapBlank),
            ("", _) => &self.value,
            (label, _) => label,
        };
        fill_placeholders(
            word(lang, Word::Explained),
            &[("text", &self.text), ("reason", reason)],
        )
    }
}

/// All that differs between two editions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditionDifference {
    pub changed: Vec<FigureChange>,
    /// Figures the earlier one alone has.
    pub gone: Vec<(FigureKey, PublishedFigure)>,
    /// Figures the later one alone has.
    pub new: Vec<(FigureKey, PublishedFigure)>,
    /// Names of the tables whose files differ, or that only one of them has.
    pub tables: Vec<String>,
}

/// Compares two editions, the earlier one first. Everything is in the order of subjects.
pub fn compare_editions(before: &Edition, after: &Edition) -> EditionDifference {
    let mut difference = EditionDifference {
        tables: changed_tables(before, after),
        ..EditionDifference::default()
    };
    for (subject, figure) in &before.figures {
        match after.figures.get(subject) {
            Some(now) if !figure.is_revised_by(now) => {}
            Some(now) => {
                let (before, after) = (figure.clone(), now.clone());
                difference.changed.push(FigureChange {
                    key: subject.clone(),
                    before,
                    after,
                });
            }
            None => difference.gone.push((subject.clone(), figure.clone())),
        }
    }
    let is_new = |subject: &FigureKey| !before.figures.contains_key(subject);
    let new = after.figures.iter().filter(|(subject, _)| is_new(subject));
    difference.new = new
        .map(|(subject, figure)| (subject.clone(), figure.clone()))
        .collect();
    difference
}

fn changed_tables(before: &Edition, after: &Edition) -> Vec<String> {
    let differs = |a: &Edition, b: &Edition| -> Vec<String> {
        let same =
            |name: &str, hash: &str| b.tables.iter().any(|it| it.name == name && it.hash == hash);
        a.tables
            .iter()
            .filter(|it| !same(&it.name, &it.hash))
            .map(|it| it.name.clone())
            .collect()
    };
    let mut names = differs(before, after);
    names.extend(differs(after, before));
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::edition::{Edition, PublishedFigure, compare_editions};
    use crate::figure_key::FigureKey;

    fn edition(figures: &[(&str, &str)]) -> Edition {
        let figure = |value: &str| PublishedFigure {
            value: value.to_owned(),
            ..PublishedFigure::default()
        };
        let pairs = figures
            .iter()
            .map(|(name, value)| (FigureKey::of(name, "", BTreeMap::new()), figure(value)));
        Edition {
            figures: pairs.collect(),
            ..Edition::default()
        }
    }

    #[test]
    fn tells_changed_from_new_and_gone() {
        let found = compare_editions(
            &edition(&[("a", "1"), ("b", "2"), ("c", "3")]),
            &edition(&[("a", "1"), ("b", "4"), ("d", "5")]),
        );
        let names = |list: &[(FigureKey, PublishedFigure)]| {
            list.iter().map(|it| it.0.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            found
                .changed
                .iter()
                .map(|it| it.key.name.as_str())
                .collect::<Vec<_>>(),
            ["b"]
        );
        assert_eq!(
            (names(&found.gone), names(&found.new)),
            (vec!["c".to_owned()], vec!["d".to_owned()])
        );
    }

    fn stated(before: (&str, &str), after: (&str, &str)) -> bool {
        let of = |(value, state): (&str, &str)| PublishedFigure {
            value: value.to_owned(),
            state: state.to_owned(),
            ..PublishedFigure::default()
        };
        of(before).is_revised_by(&of(after))
    }

    #[test]
    fn what_a_figure_is_besides_its_value_does_not_change_in_silence() {
        assert!(stated(("846000", ""), ("846000", "over")));
        assert!(stated(("846000", "over"), ("846000", "")));
        assert!(stated(("42", ""), ("", "suppressed")));
        assert!(stated(("", "not_available"), ("", "suppressed")));
        assert!(stated(("", "suppressed:未公开"), ("", "suppressed:涉密")));
    }

    #[test]
    fn what_had_no_value_before_is_no_revision() {
        assert!(!stated(("", "not_available"), ("42", "")));
        assert!(!stated(("", "missing"), ("", "not_available")));
        assert!(!stated(("", "not_available"), ("", "not_available")));
    }

    #[test]
    fn the_noise_of_binary_fractions_is_no_change() {
        assert!(
            compare_editions(
                &edition(&[("a", "0.3")]),
                &edition(&[("a", "0.30000000000000004")])
            )
            .changed
            .is_empty()
        );
        assert_eq!(
            compare_editions(&edition(&[("a", "0.3")]), &edition(&[("a", "0.3000001")]))
                .changed
                .len(),
            1
        );
        assert_eq!(
            compare_editions(&edition(&[("a", "40%以上")]), &edition(&[("a", "38%以上")]))
                .changed
                .len(),
            1
        );
    }
}
