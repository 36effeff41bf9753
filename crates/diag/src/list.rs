//! The list of mistakes a build collects, and the gates that stop it.

use crate::{Diagnostic, Severity};

/// The diagnostics of one build. Units fail alone; the list keeps what each said.
#[derive(Clone, Debug, Default)]
pub struct Diags {
    items: Vec<Diagnostic>,
}

/// A gate refused: at least one error stands. The diagnostics are in the [`Diags`].
#[derive(Debug)]
pub struct Rejected;

impl Diags {
    /// An empty list.
    pub fn new() -> Diags {
        Diags::default()
    }

    /// Files one complaint.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Unwraps a unit's result, filing its complaint if it failed.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(complaint) => {
                self.push(complaint);
                None
            }
        }
    }

    /// Takes over the complaints of a unit that was worked on elsewhere.
    pub fn append(&mut self, mut other: Diags) {
        self.items.append(&mut other.items);
    }

    /// Refuses to go on while an error stands.
    ///
    /// # Errors
    /// [`Rejected`] if any diagnostic is an error.
    pub fn gate(&self) -> Result<(), Rejected> {
        if self.count(Severity::Error) == 0 {
            Ok(())
        } else {
            Err(Rejected)
        }
    }

    /// How many diagnostics have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items
            .iter()
            .filter(|it| it.severity() == severity)
            .count()
    }

    /// How many errors stand in a file.
    pub fn errors_in(&self, file: &str) -> usize {
        let is_error =
            |it: &&Diagnostic| it.severity() == Severity::Error && it.place.file.as_ref() == file;
        self.items.iter().filter(is_error).count()
    }

    /// All diagnostics by file, place and code, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut items: Vec<&Diagnostic> = self.items.iter().collect();
        items.sort_by(|a, b| {
            (a.place.order(), a.code.name()).cmp(&(b.place.order(), b.code.name()))
        });
        items.dedup_by(|a, b| a.place == b.place && a.code == b.code && a.values == b.values);
        items
    }

    /// How many have been filed so far.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing was filed.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
