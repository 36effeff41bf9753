//! What changed from one edition to the next.

use crate::edition::{Edition, Figure};
use crate::site::subject::Subject;

/// A figure that is another one now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub subject: Subject,
    pub before: Figure,
    pub after: Figure,
}

/// All that differs between two editions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    pub changed: Vec<Change>,
    /// Figures the earlier one alone has.
    pub gone: Vec<(Subject, Figure)>,
    /// Figures the later one alone has.
    pub new: Vec<(Subject, Figure)>,
    /// Names of the tables whose files differ, or that only one of them has.
    pub tables: Vec<String>,
}

/// Compares two editions, the earlier one first. Everything is in the order of subjects.
pub fn compare(before: &Edition, after: &Edition) -> Difference {
    let mut difference = Difference { tables: tables(before, after), ..Difference::default() };
    for (subject, figure) in &before.figures {
        match after.figures.get(subject) {
            Some(now) if figure.is_same(now) => {}
            Some(now) => {
                let (before, after) = (figure.clone(), now.clone());
                difference.changed.push(Change { subject: subject.clone(), before, after });
            }
            None => difference.gone.push((subject.clone(), figure.clone())),
        }
    }
    let is_new = |subject: &Subject| !before.figures.contains_key(subject);
    let new = after.figures.iter().filter(|(subject, _)| is_new(subject));
    difference.new = new.map(|(subject, figure)| (subject.clone(), figure.clone())).collect();
    difference
}

fn tables(before: &Edition, after: &Edition) -> Vec<String> {
    let differs = |a: &Edition, b: &Edition| -> Vec<String> {
        let same = |name: &str, hash: &str| b.tables.iter().any(|it| it.name == name && it.hash == hash);
        a.tables.iter().filter(|it| !same(&it.name, &it.hash)).map(|it| it.name.clone()).collect()
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

    use crate::edition::{Edition, Figure, compare};
    use crate::site::subject::Subject;

    fn edition(figures: &[(&str, &str)]) -> Edition {
        let figure = |value: &str| Figure { value: value.to_owned(), ..Figure::default() };
        let pairs = figures.iter().map(|(name, value)| (Subject::of(name, "", BTreeMap::new()), figure(value)));
        Edition { figures: pairs.collect(), ..Edition::default() }
    }

    #[test]
    fn tells_changed_from_new_and_gone() {
        let found =
            compare(&edition(&[("a", "1"), ("b", "2"), ("c", "3")]), &edition(&[("a", "1"), ("b", "4"), ("d", "5")]));
        let names = |list: &[(Subject, Figure)]| list.iter().map(|it| it.0.name.clone()).collect::<Vec<_>>();
        assert_eq!(found.changed.iter().map(|it| it.subject.name.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!((names(&found.gone), names(&found.new)), (vec!["c".to_owned()], vec!["d".to_owned()]));
    }

    #[test]
    fn the_noise_of_binary_fractions_is_no_change() {
        assert!(compare(&edition(&[("a", "0.3")]), &edition(&[("a", "0.30000000000000004")])).changed.is_empty());
        assert_eq!(compare(&edition(&[("a", "0.3")]), &edition(&[("a", "0.3000001")])).changed.len(), 1);
        assert_eq!(compare(&edition(&[("a", "40%以上")]), &edition(&[("a", "38%以上")])).changed.len(), 1);
    }
}
