//! How a unit of work gives up, and complaints that several units make.

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};

/// A unit gave up: with a complaint, or in silence because what it builds on has already complained.
#[derive(Debug)]
pub enum Failure {
    /// The complaint.
    Said(Box<Diagnostic>),
    /// Something below is broken and has its own diagnostics.
    Silent,
}

/// Unwraps a unit's result, filing its complaint if it has one.
pub(crate) fn keep_result<T>(result: Result<T, Failure>, diags: &mut Diags) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Failure::Said(complaint)) => {
            diags.push(*complaint);
            None
        }
        Err(Failure::Silent) => None,
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Failure {
        Failure::Said(Box::new(diagnostic))
    }
}

/// A complaint about the use of what is not for this site's readers.
pub(crate) fn internal_field_used(name: &str, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::InternalField, place.clone()).with("name", name)
}

/// A complaint about a wrong argument.
pub(crate) fn bad_argument(place: &Place, reason: Text, help: Text) -> Diagnostic {
    Diagnostic::new(Code::BadArgument, place.clone())
        .with("reason", reason)
        .with("help", help)
}
